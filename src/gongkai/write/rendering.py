"""A report in any of the formats that offices use, by the name of the format."""

from __future__ import annotations

from importlib import import_module
from pathlib import Path

from gongkai.model.report import Report

SUFFIXES = {"docx": "docx", "pdf": "pdf", "html": "html", "xlsx": "xlsx", "markdown": "md", "json": "json"}
FORMATS = tuple(SUFFIXES)


def rendered(report: Report, to: str, fonts: Path | None = None) -> tuple[bytes, tuple[str, ...]]:
    """The report in this format, and what the setting of it had to say: characters that no font has.

    Raises :class:`gongkai.write.formats.pdf.NoFonts`.
    """
    if to == "pdf":
        from gongkai.write.formats.pdf import typeset

        page = typeset(report, fonts=fonts)
        return page.data, page.remarks
    content: bytes = import_module(f"gongkai.write.formats.{to}").render(report)
    return content, ()
