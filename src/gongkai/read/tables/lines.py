"""The printed lines of a document: paragraphs and the rows of its tables, cell by cell, in reading order."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from gongkai.model.document import Document, Paragraph, Slot, Table
from gongkai.model.place import NOWHERE, Place
from gongkai.read.tables.characters import han


@dataclass(slots=True)
class Line:
    """A printed line before it is known whether it is table text."""

    block: int
    place: Place
    index: int
    cells: list[tuple[str, Slot | None, bool]]
    delimited: bool
    has_spans: bool


def lines_of(document: Document) -> Iterator[Line]:
    """Every line of ``document``; a row of a table is one, with the cells that a merged cell above lays over it."""
    for index, block in enumerate(document.blocks):
        if isinstance(block, Paragraph):
            yield Line(
                index, _line_place(block), 0, [(block.text, None, False)], delimited=False, has_spans=False
            )
        else:
            yield from _table_lines(index, block)


def _line_place(paragraph: Paragraph) -> Place:
    """Offsets within a line hold only where no markup was taken from it."""
    if paragraph.raw and paragraph.raw.strip() != paragraph.text:
        return replace(paragraph.place, start=None, end=None)
    return paragraph.place


def _table_lines(index: int, table: Table) -> Iterator[Line]:
    covers = _covers(table) if table.has_spans else {}
    void = _void_columns(table) if table.has_spans else frozenset()
    is_sheet = table.place.sheet is not None
    for number, stored in enumerate(table.by_row()):
        slots = _with_gaps(stored, number, covers.get(number, ())) if is_sheet else stored
        cells: list[tuple[str, Slot | None, bool]] = [
            (slot.text, slot, False) for slot in slots if not (slot.column in void and slot.colspan == 1)
        ]
        if table.has_spans:
            cells.extend((slot.text, slot, True) for slot in covers.get(number, ()))
            cells.sort(key=lambda cell: cell[1].column if cell[1] else 0)
        if not cells:
            continue
        place = row_place(slots) if slots else table.place
        yield Line(index, place, number, cells, delimited=True, has_spans=table.has_spans)


def row_place(slots: Sequence[Slot]) -> Place:
    """From a row's first cell to its last."""
    first, last = slots[0].place, slots[-1].place
    return replace(first, column=None, end=last.end)


def _void_columns(table: Table) -> frozenset[int]:
    """Columns that hold no text at all, heads included: they are there for looks."""
    used = {slot.column + at for slot in table.slots if slot.text.strip() for at in range(slot.colspan)}
    return frozenset(range(table.columns)) - used


def _with_gaps(slots: tuple[Slot, ...], row: int, covers: Sequence[Slot]) -> tuple[Slot, ...]:
    """A sheet stores no empty cells: those between and beside the stored ones of a row are blank."""
    taken = {slot.column + at for slot in (*slots, *covers) for at in range(slot.colspan)}
    last = max(taken, default=-1)
    gaps = (
        Slot(row, column, "", place=slots[0].place if slots else NOWHERE)
        for column in range(last)
        if column not in taken
    )
    return tuple(sorted((*slots, *gaps), key=lambda slot: slot.column))


def _covers(table: Table) -> dict[int, list[Slot]]:
    """For each row the figures and blanks that a merged cell from above lays over it; labels say nothing below."""
    covers: dict[int, list[Slot]] = {}
    for slot in table.slots:
        if slot.rowspan > 1 and not han(slot.text):
            for row in range(slot.row + 1, slot.row + slot.rowspan):
                covers.setdefault(row, []).append(slot)
    return covers
