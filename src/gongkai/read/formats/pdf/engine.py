"""The one module that talks to PDFium: a page's characters and straight lines, as it is displayed.

Every number comes back in points, origin at the top left of the displayed page, y downwards.
PDFium is not thread-safe, and aborts the process when memory runs out: call it in a worker.
"""

from __future__ import annotations

import ctypes
import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import partial
from typing import Any

import pypdfium2
import pypdfium2.raw as pdfium

from gongkai.read.formats.pdf import calls
from gongkai.read.formats.pdf.glyphs import Glyph
from gongkai.read.formats.pdf.letters import UNMAPPED, as_written
from gongkai.read.formats.pdf.marks import Marks, Matrix, marks_of
from gongkai.read.limits import Limits, Refused

SPACES = "\u3000\xa0"

_SECOND_FIGURE = re.compile(r"(?<=[0-9])[0-9]")

TYPED_ON_TOP = frozenset({pdfium.FPDF_ANNOT_FREETEXT, pdfium.FPDF_ANNOT_WIDGET})
"""Annotations that print text of their own: typed notes, and the fields of a form that is filled in."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page as it is displayed. ``number`` counts from 1; ``is_scan`` where an image covers most of it."""

    number: int
    width: float
    height: float
    glyphs: tuple[Glyph, ...]
    marks: Marks
    is_scan: bool
    hidden: int


def opened(data: bytes) -> Any:
    """The PDF, or a refusal that says what is in the way."""
    try:
        return pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        what, remedy = _REFUSALS.get(getattr(error, "err_code", None), _DAMAGED)
        raise Refused(what, remedy=remedy) from error


_DAMAGED = ("这个 PDF 已损坏或不完整，无法打开", "请重新下载，或向来源单位索要原文件")
_REFUSALS = {
    pdfium.FPDF_ERR_PASSWORD: ("这个 PDF 有打开密码，无法读取", "请用密码打开后另存为不加密的 PDF，再试一次"),
    pdfium.FPDF_ERR_SECURITY: ("这个 PDF 用了不支持的加密方式，无法读取", "请另存为不加密的 PDF，再试一次"),
}


def sheets(document: Any, limits: Limits) -> Iterator[Sheet]:
    """The pages in order, one held open at a time."""
    for index in range(len(document)):
        with_notes = _page(document, index)
        try:
            yield _sheet(with_notes, index + 1, limits)
        finally:
            pdfium.FPDF_ClosePage(with_notes)


def _page(document: Any, index: int) -> Any:
    page = pdfium.FPDF_LoadPage(document.raw, index)
    if not page:
        raise Refused("这一页已损坏，无法读取", remedy=_DAMAGED[1], where=f"第 {index + 1} 页")
    if not _has_typed_notes(page):
        return page
    pdfium.FPDFPage_Flatten(page, pdfium.FLAT_NORMALDISPLAY)
    pdfium.FPDF_ClosePage(page)
    return pdfium.FPDF_LoadPage(document.raw, index)


def _has_typed_notes(page: Any) -> bool:
    for at in range(pdfium.FPDFPage_GetAnnotCount(page)):
        note = pdfium.FPDFPage_GetAnnot(page, at)
        if not note:
            continue
        kind = pdfium.FPDFAnnot_GetSubtype(note)
        pdfium.FPDFPage_CloseAnnot(note)
        if kind in TYPED_ON_TOP:
            return True
    return False


def _sheet(page: Any, number: int, limits: Limits) -> Sheet:
    box = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(page, box)
    bounds = (box.left, box.bottom, box.right, box.top)
    found = marks_of(page, number, limits)
    turn = _turn(page, found)
    upright = _upright(turn, bounds)
    width, height = box.right - box.left, box.top - box.bottom
    if turn % 2:
        width, height = height, width
    marks = found.moved(upright)
    is_scan = any(image.area > 0.5 * width * height for image in marks.images)
    text = pdfium.FPDFText_LoadPage(page)
    try:
        glyphs, hidden = _visible(
            text, _Lens(number, upright, turn, width, height), marks, limits, is_scan=is_scan
        )
    finally:
        pdfium.FPDFText_ClosePage(text)
    return Sheet(number, width, height, glyphs, marks, is_scan, hidden)


def _turn(page: Any, marks: Marks) -> int:
    """Quarter turns clockwise that bring most of the text upright; the page's own turn where it has no text.

    A table across the page is upright on a turned page, or lies on an upright one: producers do both.
    """
    directions = Counter(text.turn for text in marks.texts if text.turn is not None)
    if directions:
        return directions.most_common(1)[0][0]
    return int(pdfium.FPDFPage_GetRotation(page))


def _upright(turn: int, bounds: tuple[float, float, float, float]) -> Matrix:
    left, bottom, right, top = bounds
    return (
        (1, 0, 0, -1, -left, top),
        (0, 1, 1, 0, -bottom, -left),
        (-1, 0, 0, 1, right, -bottom),
        (0, -1, -1, 0, top, right),
    )[turn]


@dataclass(frozen=True, slots=True)
class _Lens:
    """How the page's own coordinates are displayed."""

    page: int
    upright: Matrix
    turn: int
    width: float
    height: float

    def shows(self, x: float, y: float) -> bool:
        return -1 <= x <= self.width + 1 and -1 <= y <= self.height + 1


def _visible(
    text: Any, lens: _Lens, marks: Marks, limits: Limits, *, is_scan: bool
) -> tuple[tuple[Glyph, ...], int]:
    """The characters that the page shows (of a scan: those of its text layer), and how many are hidden."""
    count = pdfium.FPDFText_CountChars(text)
    if count > limits.pdf_page_characters:
        raise Refused(
            f"一页有 {count} 个字符，超过 {limits.pdf_page_characters} 个的上限",
            remedy="请只提供报告的正文页",
            where=f"第 {lens.page} 页",
        )
    letters = _letters(text, count)
    found = None if marks.has_slanted or lens.turn else _by_loose_box(text, letters, lens)
    if found is None:
        found = list(_by_origin(text, letters, lens))
    count = len(found)
    if not is_scan and marks.hides:
        found = [(at, glyph) for at, glyph in found if not _is_hidden(text, at, glyph, marks)]
    return tuple(_with_seams(text, letters, found)), count - len(found)


def _with_seams(text: Any, letters: list[str], found: list[tuple[int, Glyph]]) -> Iterator[Glyph]:
    """Figures that touch, and were written one apart from the other, marked: they may be two numbers."""
    address = calls.address_of(text)
    apart = {
        match.start()
        for match in _SECOND_FIGURE.finditer("".join(letters))
        if calls.text_object_of(address, match.start()) != calls.text_object_of(address, match.start() - 1)
    }
    return (glyph._replace(is_apart=True) if at in apart else glyph for at, glyph in found)


def _is_hidden(text: Any, at: int, glyph: Glyph, marks: Marks) -> bool:
    covers = marks.hides.get(calls.text_object_of(calls.address_of(text), at))
    if covers is None:
        return False
    x = (glyph.left + glyph.right) / 2
    return not covers or any(cover.holds(x, glyph.middle) for cover in covers)


def _letters(text: Any, count: int) -> list[str]:
    """The character at each of PDFium's indices; one call where text and indices agree, else one each."""
    buffer = (ctypes.c_ushort * (count + 1))()
    written = pdfium.FPDFText_GetText(text, 0, count, buffer)
    if written == count + 1:
        plain = bytes(buffer).decode("utf-16-le", errors="replace")[:count]
        if len(plain) == count and "\0" not in plain:
            return list(as_written(plain))
    codes = (pdfium.FPDFText_GetUnicode(text, at) for at in range(count))
    return [as_written(chr(code)) if 0 < code < 0x110000 else UNMAPPED for code in codes]


def _by_loose_box(text: Any, letters: list[str], lens: _Lens) -> list[tuple[int, Glyph]] | None:
    """One call a character: its box from the font's own height and advance.

    None where a font states neither and PDFium falls back to the ink.
    """
    box = pdfium.FS_RECTF()
    pointer = ctypes.byref(box)
    loose, address = calls.loose_box_of, calls.address_of(text)
    _, _, _, _, move_x, move_y = lens.upright
    made = partial(tuple.__new__, Glyph)
    edge_x, edge_y = lens.width + 1, lens.height + 1
    glyphs = []
    for at, letter in enumerate(letters):
        if letter <= " " or letter in SPACES:
            continue
        loose(address, at, pointer)
        left, right, top, bottom = (
            box.left + move_x,
            box.right + move_x,
            move_y - box.top,
            move_y - box.bottom,
        )
        size, middle = bottom - top, (top + bottom) / 2
        if not 0 < right - left <= 1.9 * size:
            return None
        if -1 <= left + right <= 2 * edge_x and -1 <= middle <= edge_y:
            glyphs.append((at, made((letter, left, right, middle, size, False))))
    return glyphs


def _by_origin(text: Any, letters: list[str], lens: _Lens) -> Iterator[tuple[int, Glyph]]:
    """Several calls a character: from where it is set and how its size is turned. Slanted text is left out."""
    matrix, x, y = pdfium.FS_MATRIX(), ctypes.c_double(), ctypes.c_double()
    ink = [ctypes.c_double() for _ in range(4)]
    for at, letter in enumerate(letters):
        if letter.isspace() or letter < " " or not pdfium.FPDFText_GetMatrix(text, at, matrix):
            continue
        pdfium.FPDFText_GetCharOrigin(text, at, x, y)
        pdfium.FPDFText_GetCharBox(text, at, ink[0], ink[1], ink[2], ink[3])
        along = _turned(lens.upright, matrix.a, matrix.b)
        up = _turned(lens.upright, matrix.c, matrix.d)
        size = pdfium.FPDFText_GetFontSize(text, at) * (abs(up[0]) + abs(up[1]))
        across = pdfium.FPDFText_GetFontSize(text, at) * (abs(along[0]) + abs(along[1]))
        left, top = _moved(lens.upright, ink[0].value, ink[3].value)
        right, bottom = _moved(lens.upright, ink[1].value, ink[2].value)
        left, right = sorted((left, right))
        if not size or min(abs(along[0]), abs(along[1])) > 0.1 * max(abs(along[0]), abs(along[1])):
            continue
        if abs(along[0]) > abs(along[1]):
            start, base = _moved(lens.upright, x.value, y.value)
            wide = across if letter >= "\u1100" else max(right + left - 2 * start, 0.25 * across)
            glyph = Glyph(letter, start, start + wide, base - 0.38 * size, size)
        else:
            glyph = Glyph(letter, left, right, (top + bottom) / 2, size)
        if lens.shows((glyph.left + glyph.right) / 2, glyph.middle):
            yield at, glyph


def _turned(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, _, _ = matrix
    return a * x + c * y, b * x + d * y


def _moved(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def metadata(document: Any) -> tuple[tuple[str, str], ...]:
    """Title, author, producer and dates as the file states them, where it does."""
    return tuple((key, value) for key, value in document.get_metadata_dict(skip_empty=True).items())
