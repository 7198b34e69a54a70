"""The three tables of a document, what else was printed with them, and the paragraphs that are left for the prose."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from gongkai.law.forms import forms
from gongkai.model.cell import Blank, Cell, Missing, Unreadable, number
from gongkai.model.document import Document, Paragraph, Table
from gongkai.model.report import Damage, Label
from gongkai.read.tables.cells import TableReading
from gongkai.read.tables.damage import damage_of
from gongkai.read.tables.disclosure import read_disclosure
from gongkai.read.tables.labels import labels_of
from gongkai.read.tables.remedies import read_remedies
from gongkai.read.tables.requests import read_requests
from gongkai.read.tables.stream import Stream, stream_of
from gongkai.read.tables.vocabulary import marks


@dataclass(frozen=True, slots=True)
class TablesReading:
    """What the tables of a document state. ``paragraphs`` are the blocks and lines that are no table text."""

    form: str | None
    tables: Mapping[str, str]
    cells: Mapping[str, Cell]
    labels: tuple[Label, ...]
    damage: tuple[Damage, ...]
    paragraphs: tuple[Paragraph, ...]


def read_tables(document: Document) -> TablesReading:
    """The tables of ``document``; no cells where it holds none of the form's tables."""
    stream = stream_of(document)
    found = marks(stream.text, stream.edges)
    readings = [*read_requests(stream, found), *read_disclosure(stream, found), *read_remedies(stream, found)]
    tables: dict[str, str] = {}
    cells: dict[str, Cell] = {}
    for key in ("disclosure", "requests", "remedies"):
        same = [reading for reading in readings if reading.table == key]
        if same:
            tables[key] = _stated(same)[0].version
            cells.update(_agreed(same))
    if _are_two_reports(readings):
        cells = _withheld(cells)
    form = _form(tables, cells)
    if form:
        tables = _versions(tables, form)
        cells = {**{cell_id: Missing() for cell_id in _absent(form, tables, cells)}, **cells}
    return TablesReading(
        form, tables, cells, labels_of(stream, found, readings), damage_of(stream, found, readings),
        tuple(_prose(document, stream, readings)),
    )


def _agreed(readings: Sequence[TableReading]) -> dict[str, Cell]:
    """The cells of one table; printed again with the same figures it is still one table."""
    first, *others = _stated(readings)
    cells = dict(first.cells)
    for other in others:
        cells.update({i: cell for i, cell in other.cells.items() if i in cells and number(cells[i]) is None and number(cell) is not None})
    return cells


def _stated(readings: Sequence[TableReading]) -> list[TableReading]:
    """Without empty templates, where the table is also printed filled in."""
    filled = [reading for reading in readings if not all(isinstance(cell, Blank) for cell in reading.cells.values())]
    return filled or list(readings[:1])


def _are_two_reports(readings: Sequence[TableReading]) -> bool:
    """Whether a table is printed twice with different figures: nobody can say which report is meant."""
    for key in ("disclosure", "requests", "remedies"):
        same = _stated([reading for reading in readings if reading.table == key] or [*readings[:1]])
        if any(_contradict(same[0], other) for other in same[1:]):
            return True
    return False


def _withheld(cells: Mapping[str, Cell]) -> dict[str, Cell]:
    because = ("文件里同一张表出现不止一次而数不相同，可能装了两份报告，无法判断以哪一张为准",)
    return {cell_id: Unreadable(getattr(cell, "text", ""), cell.place, (), because) for cell_id, cell in cells.items()}


def _figures(reading: TableReading) -> dict[str, object]:
    return {cell_id: figure for cell_id, cell in reading.cells.items() if (figure := number(cell)) is not None}


def _contradict(one: TableReading, other: TableReading) -> bool:
    mine, theirs = _figures(one), _figures(other)
    return not mine or not theirs or one.cells.keys() != other.cells.keys() or any(mine[i] != theirs[i] for i in mine.keys() & theirs.keys())


def _form(tables: Mapping[str, str], cells: Mapping[str, Cell]) -> str | None:
    """The form written on: the disclosure table tells the forms apart best, then the requests table."""
    if not ({"disclosure", "requests"} & tables.keys()):
        return next(iter(tables.values()), None) if len(tables) > 1 else None
    return tables.get("disclosure") or tables["requests"]


def _versions(tables: Mapping[str, str], form: str) -> dict[str, str]:
    """The remedies table is the same on every form: it follows the report's."""
    return {**tables, **({"remedies": form} if "remedies" in tables else {})}


def _absent(form: str, tables: Mapping[str, str], cells: Mapping[str, Cell]) -> Iterator[str]:
    for table in forms()[form].tables:
        if table.key not in tables:
            yield from (cell_id for cell_id in table.cells if cell_id not in cells)


def _prose(document: Document, stream: Stream, readings: Sequence[TableReading]) -> Iterator[Paragraph]:
    """The paragraphs outside the tables, and the rows of tables that are none of the form's."""
    taken = _taken(stream, readings)
    for index, block in enumerate(document.blocks):
        if isinstance(block, Paragraph):
            if index not in taken:
                yield block
        elif index not in taken:
            yield from _rows_as_paragraphs(block)


def _rows_as_paragraphs(table: Table) -> Iterator[Paragraph]:
    for slots in table.by_row():
        text = " ".join(slot.text for slot in slots if slot.text.strip())
        if text.strip():
            yield Paragraph(text, replace(slots[0].place, column=None))


def _taken(stream: Stream, readings: Iterable[TableReading]) -> set[int]:
    """The blocks that table text was read from, furniture between them included."""
    taken: set[int] = set()
    for reading in readings:
        rows = [row for row in stream.rows if row.start < reading.end and row.end > reading.start]
        lines = {value.line for item in reading.evidence for value in item.values}
        blocks = {row.block for row in rows} | {stream.rows[line].block for line in lines}
        taken |= blocks
        taken |= {row.block for row in (*stream.furniture, *stream.rules) if min(blocks) <= row.block <= max(blocks)} if blocks else set()
    return taken
