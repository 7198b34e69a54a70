"""From a file to its document: size, then format, then the reader of that format."""

from __future__ import annotations

from collections.abc import Callable
from importlib import import_module
from pathlib import Path
from typing import TypeAlias, cast

from gongkai.model.document import Document, Format
from gongkai.read.limits import DEFAULT, Limits, Refused, human_size
from gongkai.read.refusals import reason
from gongkai.read.sniff import READABLE, sniff

Reader: TypeAlias = Callable[[bytes, Limits], Document]

_READERS = {  # the module under `formats`; imported when the first file of its kind comes
    Format.TEXT: "text",
    Format.MARKDOWN: "markdown",
    Format.HTML: "html",
    Format.DOCX: "docx",
    Format.PDF: "pdf",
    Format.XLSX: "xlsx",
    Format.XLS: "xls",
    Format.DOC: "doc",
    Format.RTF: "doc",
    Format.ODT: "doc",
    Format.ODS: "doc",
    Format.XLSB: "doc",
}
_NOT_READ = {
    Format.OFD: ("OFD 版式文件现在还不能读", "请用 OFD 阅读器导出为 PDF，或找到报告的 Word、网页原件"),
    Format.JSON: ("这是 JSON 数据，不是文档", READABLE),
}


def read_document(data: bytes, *, name: str = "", limits: Limits = DEFAULT) -> Document:
    """What a file holds, in this process. Untrusted files belong in a worker (:mod:`gongkai.read.worker`).

    ``name`` serves the messages alone. Raises :class:`Refused`.
    """
    try:
        return _read(data, limits)
    except Refused as refused:
        raise refused.named(name) from refused.__cause__


def read_file(path: Path | str, limits: Limits = DEFAULT) -> Document:
    """As :func:`read_document`, from a file on disk."""
    return read_document(file_bytes(path, limits), name=Path(path).name, limits=limits)


def file_bytes(path: Path | str, limits: Limits = DEFAULT) -> bytes:
    """The bytes of a file, refused before they are loaded where there are too many."""
    path = Path(path)
    try:
        if not path.is_file():
            what = (
                "这是文件夹" if path.is_dir() else "没有这个文件" if not path.exists() else "这不是普通文件"
            )
            raise Refused(what, remedy="请给出文件的路径", file=path.name)
        _check_size(path.stat().st_size, limits, path.name)
        return path.read_bytes()
    except OSError as error:
        raise Refused(
            f"打不开文件（{reason(error)}）", remedy="请检查路径和读取权限", file=path.name
        ) from error


def _read(data: bytes, limits: Limits) -> Document:
    _check_size(len(data), limits, "")
    kind = sniff(data, limits=limits)
    if kind in _NOT_READ:
        what, remedy = _NOT_READ[kind]
        raise Refused(what, remedy=remedy)
    reader = cast("Reader", import_module(f"gongkai.read.formats.{_READERS[kind]}").read)
    return reader(data, limits)


def _check_size(size: int, limits: Limits, file: str) -> None:
    if size > limits.file_bytes:
        raise Refused(
            f"文件有 {human_size(size)}，超过 {human_size(limits.file_bytes)} 的上限",
            remedy="报告正文通常不到 1 MB；请压缩其中的图片后另存，或只读报告正文",
            file=file,
        )
