"""Old Word files, WPS, RTF and OpenDocument: converted by LibreOffice where it is installed, then read as DOCX or XLSX.

Our own reader of these formats is not our subject. The conversion runs with a profile of its own that is thrown
away, without macros, and is ended with all it started when its time is up.
"""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

from gongkai.model.document import Document, Format
from gongkai.read.formats import docx, xlsx
from gongkai.read.limits import Limits, Refused
from gongkai.read.sniff import sniff

_PROGRAMS = ("soffice", "libreoffice")
_REMEDY = "请用 WPS 或 Word 打开，另存为 docx 后再读"
_CALLED = {
    Format.DOC: "旧版 Word 或 WPS 文件",
    Format.RTF: "RTF 文件",
    Format.ODT: "OpenDocument 文稿",
    Format.ODS: "OpenDocument 表格",
    Format.XLSB: "Excel 二进制工作簿",
    Format.DOCX: "Word 文件",
    Format.XLSX: "Excel 工作簿",
    Format.XLS: "旧版 Excel 工作簿",
}
_SHEETS = frozenset((Format.ODS, Format.XLSB))


def read(data: bytes, limits: Limits) -> Document:
    kind = sniff(data, limits=limits)
    target = "xlsx" if kind in _SHEETS else "docx"
    made = converted(data, kind, target, limits)
    document = xlsx.read(made, limits) if kind in _SHEETS else docx.read(made, limits)
    return replace(
        document,
        format=kind,
        remarks=(*document.remarks, f"原件是{_CALLED[kind]}，经 LibreOffice 转换后读取"),
    )


def converted(data: bytes, kind: Format, target: str, limits: Limits) -> bytes:
    """The file as LibreOffice writes it in the format ``target`` (docx, xlsx, pdf). Raises :class:`Refused`."""
    program = next(filter(None, map(shutil.which, _PROGRAMS)), None)
    if program is None:
        remedy = _REMEDY.replace("docx", "xlsx") if kind in _SHEETS else _REMEDY
        if target == "pdf":
            remedy = "请用 WPS 或 Word 打开，导出为 PDF 后再附"
        raise Refused(
            f"这是{_CALLED[kind]}，要靠 LibreOffice 转换才能读，而本机没有安装",
            remedy=f"{remedy}；也可以安装 LibreOffice",
        )
    return _convert(data, program, kind, target, limits)


def _convert(data: bytes, program: str, kind: Format, target: str, limits: Limits) -> bytes:
    with tempfile.TemporaryDirectory(prefix="gongkai-", ignore_cleanup_errors=True) as folder:
        place = Path(folder)
        source = place / f"source.{kind}"
        source.write_bytes(data)
        _run(program, source, target, limits)
        made = place / "out" / f"source.{target}"
        if not made.is_file() or made.stat().st_size > limits.file_bytes:
            raise Refused(
                f"LibreOffice 没能转换这份{_CALLED[kind]}，文件可能已损坏或设有密码", remedy=_REMEDY
            )
        return made.read_bytes()


def _run(program: str, source: Path, target: str, limits: Limits) -> None:
    place = source.parent
    command = [
        program,
        f"-env:UserInstallation={(place / 'profile').as_uri()}",
        "--headless",
        "--norestore",
        "--nolockcheck",
        "--convert-to",
        target,
        "--outdir",
        str(place / "out"),
        str(source),
    ]
    quiet = subprocess.DEVNULL
    environment = {**os.environ, "HOME": str(place), "TMPDIR": str(place)}
    with subprocess.Popen(
        command, stdin=quiet, stdout=quiet, stderr=quiet, env=environment, cwd=place, start_new_session=True
    ) as running:
        try:
            running.wait(limits.convert_seconds)
        except subprocess.TimeoutExpired:
            raise Refused(
                f"LibreOffice 转换用了 {limits.convert_seconds:.0f} 秒仍未完成", remedy=_REMEDY
            ) from None
        finally:
            _end(running)


def _end(running: subprocess.Popen[bytes]) -> None:
    """The programme and what it started: a launcher leaves the real process behind when it alone is killed."""
    if sys.platform == "win32":
        running.kill()
        return
    with suppress(ProcessLookupError):  # all of them are gone already
        os.killpg(running.pid, signal.SIGKILL)
