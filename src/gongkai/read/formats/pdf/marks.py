"""What is drawn on a page besides text: straight lines, covers, images, and how its text objects stand."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Any, NamedTuple, TypeAlias

import pypdfium2.raw as pdfium

from gongkai.read.formats.pdf import calls
from gongkai.read.formats.ruled import Ruling
from gongkai.read.limits import Limits, Refused

Matrix: TypeAlias = tuple[float, float, float, float, float, float]

THIN = 3.0
"""A path thinner than this in one direction is a line, whether it is stroked or a filled rectangle."""

NEVER_DRAWN = frozenset({pdfium.FPDF_TEXTRENDERMODE_INVISIBLE, pdfium.FPDF_TEXTRENDERMODE_CLIP})

DEEPEST = 16
"""Form XObjects inside one another."""


class Area(NamedTuple):
    """A rectangle."""

    left: float
    top: float
    right: float
    bottom: float

    @property
    def area(self) -> float:
        return (self.right - self.left) * (self.bottom - self.top)

    def holds(self, x: float, y: float) -> bool:
        return self.left <= x <= self.right and self.top <= y <= self.bottom

    def meets(self, other: Area) -> bool:
        return (
            self.left < other.right
            and other.left < self.right
            and self.top < other.bottom
            and other.top < self.bottom
        )


class TextObject(NamedTuple):
    """A run of text: which quarter turn brings it upright (None for slanted), and whether it is drawn at all.

    ``drawn`` is the address of PDFium's own object, which dies with the page; ``outer`` the matrix of the form that holds it.
    """

    drawn: int
    outer: Matrix | None
    order: int
    turn: int | None
    is_drawn: bool


@dataclass(frozen=True, slots=True)
class Marks:
    """``hides`` maps a text object's address to what covers it; nothing at all means that it is never drawn."""

    rulings: tuple[Ruling, ...] = ()
    covers: tuple[tuple[int, Area], ...] = ()
    images: tuple[Area, ...] = ()
    texts: tuple[TextObject, ...] = ()
    curves: int = 0
    hides: dict[int, tuple[Area, ...]] = field(default_factory=dict)

    @property
    def has_slanted(self) -> bool:
        return any(text.turn != 0 for text in self.texts)

    def moved(self, matrix: Matrix) -> Marks:
        """The same marks as the page displays them."""
        return replace(
            self,
            rulings=tuple(_moved_ruling(ruling, matrix) for ruling in self.rulings),
            images=tuple(moved(image, matrix) for image in self.images),
            hides={
                address: tuple(moved(cover, matrix) for cover in covers)
                for address, covers in self.hides.items()
            },
        )


def marks_of(page: Any, number: int, limits: Limits) -> Marks:
    """Everything drawn on the page, in the page's own coordinates."""
    walk = _Walk(number, limits)
    address = calls.address_of(page)
    count = calls.objects_of_page(address)
    walk.over((calls.object_of_page(address, at) for at in range(count)), None, 0)
    marks = Marks(tuple(walk.rulings), tuple(walk.covers), tuple(walk.images), tuple(walk.texts), walk.curves)
    return replace(marks, hides=_hidden(marks))


def _hidden(marks: Marks) -> dict[int, tuple[Area, ...]]:
    hidden: dict[int, tuple[Area, ...]] = {}
    last = marks.covers[-1][0] if marks.covers else -1
    for text in marks.texts:
        if not text.is_drawn:
            hidden[text.drawn] = ()
        elif text.order < last:
            own = bounds_of(text.drawn, text.outer)
            above = tuple(area for order, area in marks.covers if order > text.order and area.meets(own))
            if above:
                hidden[text.drawn] = above
    return hidden


def bounds_of(drawn: int, outer: Matrix | None) -> Area:
    """The object's bounding box, in the page's own coordinates."""
    left, bottom, right, top = ctypes.c_float(), ctypes.c_float(), ctypes.c_float(), ctypes.c_float()
    calls.bounds_of(drawn, left, bottom, right, top)
    area = Area(left.value, bottom.value, right.value, top.value)
    return moved(area, outer) if outer else area


class _Walk:
    """One pass over the page's objects, through its Form XObjects, whose matrices chain."""

    def __init__(self, number: int, limits: Limits) -> None:
        self.rulings: list[Ruling] = []
        self.covers: list[tuple[int, Area]] = []
        self.images: list[Area] = []
        self.texts: list[TextObject] = []
        self.curves = 0
        self._number = number
        self._most_paths = limits.pdf_page_paths
        self._most = limits.pdf_page_paths + limits.pdf_page_characters
        self._paths = 0
        self._order = 0
        self._fill, self._stroke = ctypes.c_int(), ctypes.c_int()
        self._matrix = pdfium.FS_MATRIX()

    def over(self, objects: Iterator[int], outer: Matrix | None, depth: int) -> None:
        for drawn in objects:
            self._order += 1
            if self._order > self._most or self._paths > self._most_paths:
                raise Refused(
                    f"一页的图形超过 {self._most_paths} 个",
                    remedy="如果这是图纸或地图，请只提供报告的正文页",
                    where=f"第 {self._number} 页",
                )
            kind = calls.kind_of(drawn)
            if kind == pdfium.FPDF_PAGEOBJ_PATH:
                self._paths += 1
                self._path(drawn, outer)
            elif kind == pdfium.FPDF_PAGEOBJ_TEXT:
                self._text(drawn, outer)
            elif kind == pdfium.FPDF_PAGEOBJ_IMAGE:
                self.images.append(bounds_of(drawn, outer))
            elif kind == pdfium.FPDF_PAGEOBJ_FORM and depth < DEEPEST:
                count = calls.objects_of_form(drawn)
                inner = chained(self._matrix_of(drawn), outer)
                self.over((calls.object_of_form(drawn, at) for at in range(count)), inner, depth + 1)

    def _text(self, drawn: int, outer: Matrix | None) -> None:
        matrix = self._matrix
        calls.matrix_of(drawn, matrix)
        a, b, c, d = matrix.a, matrix.b, matrix.c, matrix.d
        if outer:
            a, b, c, d, _, _ = chained((a, b, c, d, 0, 0), outer)
        turn = 0 if a > 0 and b == c == 0 else _quarter_turn(a, b, c, d)
        is_drawn = calls.render_mode_of(drawn) not in NEVER_DRAWN
        self.texts.append(TextObject(drawn, outer, self._order, turn, is_drawn))

    def _path(self, drawn: int, outer: Matrix | None) -> None:
        calls.draw_mode_of(drawn, self._fill, self._stroke)
        fills, strokes = self._fill.value != pdfium.FPDF_FILLMODE_NONE, bool(self._stroke.value)
        if not (fills or strokes):
            return
        area = bounds_of(drawn, outer)
        ruling = as_ruling(area)
        if ruling:
            self.rulings.append(ruling)
            return
        if fills and not strokes and area.area > 16 and self._is_opaque(drawn):
            self.covers.append((self._order, area))
        if strokes:
            self._segments(drawn, outer)
        else:
            self.curves += 1

    def _is_opaque(self, drawn: int) -> bool:
        parts = [ctypes.c_uint() for _ in range(4)]
        calls.fill_of(drawn, *parts)
        if parts[3].value != 255 or calls.is_see_through(drawn):
            return False
        return calls.segments_of(drawn) in (4, 5) and not self._has_curves(drawn)

    def _has_curves(self, drawn: int) -> bool:
        return any(kind == pdfium.FPDF_SEGMENT_BEZIERTO for kind, *_ in _points(drawn))

    def _segments(self, drawn: int, outer: Matrix | None) -> None:
        """The straight sides of a path that is stroked: a cell's frame, or a whole table in one path."""
        matrix = chained(self._matrix_of(drawn), outer)
        start = here = (0.0, 0.0)
        for kind, raw_x, raw_y, closes in _points(drawn):
            there = _point(matrix, raw_x, raw_y)
            if kind == pdfium.FPDF_SEGMENT_MOVETO:
                start = there
            elif kind == pdfium.FPDF_SEGMENT_LINETO:
                self._side(here, there)
            here = there
            if closes:
                self._side(here, start)
                here = start

    def _side(self, one: tuple[float, float], other: tuple[float, float]) -> None:
        ruling = as_ruling(_area((one, other)))
        if ruling:
            self.rulings.append(ruling)

    def _matrix_of(self, drawn: int) -> Matrix:
        matrix = self._matrix
        calls.matrix_of(drawn, matrix)
        return (matrix.a, matrix.b, matrix.c, matrix.d, matrix.e, matrix.f)


def _points(drawn: int) -> Iterator[tuple[int, float, float, bool]]:
    x, y = ctypes.c_float(), ctypes.c_float()
    for at in range(calls.segments_of(drawn)):
        segment = calls.segment_of(drawn, at)
        calls.point_of(segment, x, y)
        kind = calls.step_of(segment)
        yield kind, x.value, y.value, bool(calls.is_closing(segment))


def as_ruling(area: Area) -> Ruling | None:
    """The line that a thin rectangle is. Dots, and the strokes of drawn letters, are none."""
    width, height = area.right - area.left, area.bottom - area.top
    if height <= THIN and width > max(THIN, 2 * height):
        return Ruling(horizontal=True, at=(area.top + area.bottom) / 2, start=area.left, end=area.right)
    if width <= THIN and height > max(THIN, 2 * width):
        return Ruling(horizontal=False, at=(area.left + area.right) / 2, start=area.top, end=area.bottom)
    return None


def chained(inner: Matrix, outer: Matrix | None) -> Matrix:
    """First the inner, then the outer."""
    if outer is None:
        return inner
    a, b, c, d, e, f = inner
    left, up = _point((*outer[:4], 0, 0), a, b), _point((*outer[:4], 0, 0), c, d)
    return (*left, *up, *_point(outer, e, f))


def moved(area: Area, matrix: Matrix) -> Area:
    corners = (
        (area.left, area.top),
        (area.right, area.top),
        (area.left, area.bottom),
        (area.right, area.bottom),
    )
    return _area(tuple(_point(matrix, x, y) for x, y in corners))


def _moved_ruling(ruling: Ruling, matrix: Matrix) -> Ruling:
    horizontal, at, start, end = ruling
    x, y = _point(matrix, start, at) if horizontal else _point(matrix, at, start)
    far_x, far_y = _point(matrix, end, at) if horizontal else _point(matrix, at, end)
    if abs(far_x - x) >= abs(far_y - y):
        return Ruling(horizontal=True, at=min(y, far_y), start=min(x, far_x), end=max(x, far_x))
    return Ruling(horizontal=False, at=min(x, far_x), start=min(y, far_y), end=max(y, far_y))


def _area(points: tuple[tuple[float, float], ...]) -> Area:
    xs, ys = [x for x, _ in points], [y for _, y in points]
    return Area(min(xs), min(ys), max(xs), max(ys))


def _point(matrix: Matrix, x: float, y: float) -> tuple[float, float]:
    a, b, c, d, e, f = matrix
    return a * x + c * y + e, b * x + d * y + f


def _quarter_turn(a: float, b: float, c: float, d: float) -> int | None:
    """Quarter turns clockwise that bring text with this matrix upright; None where none does."""
    if abs(b) + abs(c) <= 0.35 * (abs(a) + abs(d)) and abs(b) <= 0.05 * abs(a):
        return 0 if a > 0 else 2
    if abs(a) <= 0.05 * abs(b):
        return 1 if b > 0 else 3
    return None
