"""Files for a bundle of evidence: made into plain pages, and laid on the pages that wait for them. Runs in a worker.

What somebody typed on a page or filled into a form is made part of the page, and what a file would do is left out.
"""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from gongkai.model.attachment import Attachment, Bound
from gongkai.model.document import Format
from gongkai.read.formats.doc import converted
from gongkai.read.formats.pdf.engine import opened
from gongkai.read.limits import Limits, Refused
from gongkai.read.opening import file_bytes
from gongkai.read.sniff import sniff

_OFFICE = frozenset((Format.DOCX, Format.DOC, Format.RTF, Format.ODT, Format.XLSX, Format.XLS, Format.ODS))
_LARGEST = 200 * 72.0  # points; a page may be a plan, but not a field


def prepared(path: Path, limits: Limits) -> Attachment:
    """A PDF as it is shown; an office file as LibreOffice prints it. Raises :class:`Refused`."""
    data = file_bytes(path, limits)
    kind = sniff(data, path.name, limits=limits)
    remarks: tuple[str, ...] = ()
    if kind in _OFFICE:
        data = converted(data, kind, "pdf", limits)
        remarks = ("经 LibreOffice 转成 PDF，版面可能与原件略有出入，请核对",)
    elif kind is not Format.PDF:
        raise Refused("不是 PDF、Word、Excel 或图片", remedy="请打印或导出为 PDF 后再附")
    with opened(data) as document:
        return _flat(document, limits, remarks)


def bound(path: Path, limits: Limits) -> Bound:
    """The base PDF with pages of other files laid on it, as the order at ``path`` says.

    The order: ``{"base": file, "laid": [{"on": page, "file": file, "page": page, "size": [width, height], "turn": n,
    "box": [left, bottom, right, top]}]}``. Files stand beside it; pages count from 0, or below 0 from the end; the box
    is in points from the lower left, size and turn are those of :class:`Attachment`.
    """
    order = json.loads(path.read_text("utf-8"))
    with opened((path.parent / order["base"]).read_bytes()) as base:
        files: dict[str, Any] = {}
        for laid in order["laid"]:
            name = laid["file"]
            if name not in files:
                files[name] = opened((path.parent / name).read_bytes())
            _lay(base, files[name], laid)
        data = _saved(base)
        pages = len(base)
        for document in files.values():
            document.close()
    if len(data) > limits.answer_bytes - 1024:
        raise Refused("装订好的 PDF 太大", remedy="请把附件分成几册，或压缩其中的图片")
    return Bound(data, pages)


def _flat(document: Any, limits: Limits, remarks: tuple[str, ...]) -> Attachment:
    if len(document) > limits.pdf_pages:
        raise Refused(f"有 {len(document)} 页，超过 {limits.pdf_pages} 页的上限", remedy="请只附需要的页")
    sizes, turns = [], []
    for index in range(len(document)):
        page = pdfium.FPDF_LoadPage(document.raw, index)
        if not page:
            raise Refused("这一页已损坏，无法读取", remedy="请重新取得原件", where=f"第 {index + 1} 页")
        pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY)
        sizes.append((pdfium.FPDF_GetPageWidthF(page), pdfium.FPDF_GetPageHeightF(page)))
        turns.append(pdfium.FPDFPage_GetRotation(page))
        pdfium.FPDFPage_SetRotation(
            page, 0
        )  # PDFium would turn it on its way into a form, but not about its corner
        pdfium.FPDF_ClosePage(page)
        if not all(0 < side <= _LARGEST for side in sizes[-1]):
            raise Refused("页面的尺寸不合理", remedy="请重新打印为 PDF", where=f"第 {index + 1} 页")
    plain = pypdfium2.PdfDocument.new()
    plain.import_pages(document)  # pages alone: no scripts, no files, no actions of the document
    return Attachment(_saved(plain), tuple(sizes), tuple(turns), remarks)


def _lay(base: Any, source: Any, laid: dict[str, Any]) -> None:
    """Put a page into a box, upright as it is displayed, as large as fits and never larger than it is."""
    (width, height), (left, bottom, right, top) = laid["size"], laid["box"]
    scale = min((right - left) / width, (top - bottom) / height, 1.0)
    x, y = left + (right - left - width * scale) / 2, bottom + (top - bottom - height * scale) / 2
    a, b, c, d, e, f = (part * scale for part in _turned(laid["turn"], width, height))
    form = source.page_as_xobject(laid["page"], base).as_pageobject()
    form.transform(pypdfium2.PdfMatrix(a, b, c, d, e + x, f + y))
    page = base[laid["on"] % len(base)]
    page.insert_obj(form)
    page.gen_content()
    page.close()


def _turned(turn: int, width: float, height: float) -> tuple[float, float, float, float, float, float]:
    """The matrix that turns a page clockwise by quarter turns, to end with its corner at the origin and this size.

    The lower left corner of what a page shows is the origin of its form.
    """
    return (
        (1.0, 0.0, 0.0, 1.0, 0.0, 0.0),
        (0.0, -1.0, 1.0, 0.0, 0.0, height),
        (-1.0, 0.0, 0.0, -1.0, width, height),
        (0.0, 1.0, -1.0, 0.0, width, 0.0),
    )[turn]


def _saved(document: Any) -> bytes:
    buffer = io.BytesIO()
    document.save(buffer)
    return buffer.getvalue()
