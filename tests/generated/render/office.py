"""What an office suite makes of the Word file and the workbook: slow, and only by hand, where it is installed."""

from __future__ import annotations

import subprocess
import tempfile
from pathlib import Path
from random import Random

from tests.generated.draft import Draft
from tests.generated.render import BY_HAND, Render, docx, xlsx


def _converted(original: Render, source: str, ending: str) -> Render:
    def render(draft: Draft, rng: Random) -> bytes:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / f"report.{source}"
            path.write_bytes(original(draft, rng))
            command = [
                "soffice",
                f"-env:UserInstallation=file://{folder}/profile",
                "--headless",
                "--convert-to",
                ending,
            ]
            subprocess.run(
                [*command, "--outdir", folder, str(path)], check=True, capture_output=True, timeout=120
            )
            return path.with_suffix(f".{ending}").read_bytes()

    return render


BY_HAND |= {
    "office-pdf": ("pdf", _converted(docx.by_python_docx, "docx", "pdf")),
    "office-doc": ("doc", _converted(docx.by_python_docx, "docx", "doc")),
    "office-html": ("html", _converted(docx.by_python_docx, "docx", "html")),
    "office-xls": ("xls", _converted(xlsx.one_sheet, "xlsx", "xls")),
}
