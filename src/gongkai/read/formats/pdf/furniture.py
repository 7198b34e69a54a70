"""Page numbers and running headers: lines that belong to the paper, not to the report."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence

from gongkai.read.formats.pdf.engine import Sheet
from gongkai.read.formats.pdf.page import Fragment, Item, Line

MARGIN = 0.13
"""The part of a page's height, above and below, in which furniture stands."""

_DASH = r"[-—–－─―·•~]"
_DRESSED = re.compile(
    rf"{_DASH}+\s*\d{{1,4}}\s*{_DASH}+|第\s*\d{{1,4}}\s*页([,，/\s]*共\s*\d{{1,4}}\s*页)?"
    rf"|\d{{1,4}}\s*/\s*\d{{1,4}}|[Pp]age\s*\d{{1,4}}(\s*of\s*\d{{1,4}})?"
)
_BARE = re.compile(r"\d{1,4}")


def without_furniture(pages: Sequence[tuple[Sheet, list[Item]]]) -> list[list[Item]]:
    """The pages without page numbers and running headers and footers."""
    repeated = _repeated(pages)
    first = _first_number(pages)
    return [
        [item for item in items if not (item in edge and _is_furniture(item, sheet, repeated, first))]
        for sheet, items in pages
        for edge in [list(_edge_lines(sheet, items))]
    ]


def _is_furniture(item: Item, sheet: Sheet, repeated: set[tuple[str, int]], first: int | None) -> bool:
    if not isinstance(item, Line):
        return False
    text = item.text.strip()
    if _DRESSED.fullmatch(text):
        return True
    if _BARE.fullmatch(text):
        return first is not None and int(text) == sheet.number + first
    return _mark(item) in repeated


def _edge_lines(sheet: Sheet, items: Sequence[Item]) -> Iterator[Line]:
    """Lines in the margins with no table between them and the edge of the paper.

    A dressed page number that stands outermost needs no margin: pages are shrunk, or set two on a sheet.
    """
    for ordered, is_top in ((items, True), (list(reversed(items)), False)):
        for at, item in enumerate(ordered):
            if isinstance(item, Fragment):
                break
            is_number = at == 0 and _DRESSED.fullmatch(item.text.strip())
            if not (is_number or _is_in_margin(item, sheet, is_top=is_top)):
                break
            yield item


def _is_in_margin(line: Line, sheet: Sheet, *, is_top: bool) -> bool:
    return line.bottom < MARGIN * sheet.height if is_top else line.top > (1 - MARGIN) * sheet.height


def _mark(line: Line) -> tuple[str, int]:
    """What makes two running lines the same: text but for the numbers in it, and height on the page."""
    return re.sub(r"\d+", "0", line.text), round(line.top / 3)


def _repeated(pages: Sequence[tuple[Sheet, list[Item]]]) -> set[tuple[str, int]]:
    """Lines that stand in the same place of the margin on most pages; on two pages, on both."""
    counted = Counter(
        mark for sheet, items in pages for mark in {_mark(line) for line in _edge_lines(sheet, items)}
    )
    enough = max(2, len(pages) // 2)
    return {mark for mark, times in counted.items() if times >= enough and not _BARE.fullmatch(mark[0])}


def _first_number(pages: Sequence[tuple[Sheet, list[Item]]]) -> int | None:
    """How far the printed page numbers run ahead of the file's; None where bare numbers count no pages."""
    ahead = Counter(
        int(line.text) - sheet.number
        for sheet, items in pages
        for line in _edge_lines(sheet, items)
        if _BARE.fullmatch(line.text)
    )
    best = ahead.most_common(1)
    if not best:
        return None
    offset, times = best[0]
    return offset if times > 1 or offset == 0 else None
