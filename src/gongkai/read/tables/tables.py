"""The three tables of a document, what else was printed with them, and the paragraphs that are left for the prose."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from gongkai.law.forms import forms
from gongkai.model.cell import Blank, Cell, Missing, Unreadable, number
from gongkai.model.document import Document, Paragraph, Table
from gongkai.model.report import Damage, Label
from gongkai.read.tables.cells import TableReading
from gongkai.read.tables.damage import damage_of
from gongkai.read.tables.disclosure import read_disclosure
from gongkai.read.tables.labels import labels_of
from gongkai.read.tables.lines import row_place
from gongkai.read.tables.remedies import read_remedies
from gongkai.read.tables.requests import read_requests
from gongkai.read.tables.stream import Row, Stream, stream_of
from gongkai.read.tables.vocabulary import headers, marks


@dataclass(frozen=True, slots=True)
class TablesReading:
    """What the tables of a document state. ``paragraphs`` are the blocks and lines that are no table text."""

    form: str | None
    tables: Mapping[str, str]
    cells: Mapping[str, Cell]
    labels: tuple[Label, ...]
    damage: tuple[Damage, ...]
    paragraphs: tuple[Paragraph, ...]


_MOST_HEAD_ROWS = 20


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
    form = _form(tables)
    if form:
        tables = _versions(tables, form)
        cells = {**{cell_id: Missing() for cell_id in _absent(form, tables, cells)}, **cells}
    return TablesReading(
        form,
        tables,
        cells,
        labels_of(stream, found, readings),
        damage_of(stream, found, readings),
        tuple(_prose(document, stream, readings)),
    )


def _agreed(readings: Sequence[TableReading]) -> dict[str, Cell]:
    """The cells of one table; printed again with the same figures it is still one table."""
    first, *others = _stated(readings)
    cells = dict(first.cells)
    for other in others:
        cells.update(
            {
                i: cell
                for i, cell in other.cells.items()
                if i in cells and not _states(cells[i]) and _states(cell)
            }
        )
    return cells


def _stated(readings: Sequence[TableReading]) -> list[TableReading]:
    """Without empty templates, where the table is also printed filled in."""
    filled = [
        reading for reading in readings if not all(isinstance(cell, Blank) for cell in reading.cells.values())
    ]
    return filled or list(readings[:1])


def _are_two_reports(readings: Sequence[TableReading]) -> bool:
    """Whether a table is printed twice with different figures: nobody can say which report is meant.

    So it is where of one table the first printing is blank, and of another the second.
    """
    filled: set[tuple[bool, ...]] = set()
    for key in ("disclosure", "requests", "remedies"):
        same = [reading for reading in readings if reading.table == key]
        stated = _stated(same) if same else []
        if any(_contradict(stated[0], other) for other in stated[1:]):
            return True
        if 1 <= len(stated) < len(same):
            filled.add(tuple(reading in stated for reading in same))
    return len(filled) > 1


def _withheld(cells: Mapping[str, Cell]) -> dict[str, Cell]:
    because = ("文件里同一张表出现不止一次而数不相同，可能装了两份报告，无法判断以哪一张为准",)
    return {
        cell_id: Unreadable(getattr(cell, "text", ""), cell.place, (), because)
        for cell_id, cell in cells.items()
    }


def _states(cell: Cell) -> bool:
    """Whether the cell says something: a figure, or that it was left blank."""
    return isinstance(cell, Blank) or number(cell) is not None


def _figures(reading: TableReading) -> dict[str, object]:
    return {cell_id: number(cell) for cell_id, cell in reading.cells.items() if _states(cell)}


def _contradict(one: TableReading, other: TableReading) -> bool:
    mine, theirs = _figures(one), _figures(other)
    return (
        not mine
        or not theirs
        or one.cells.keys() != other.cells.keys()
        or any(mine[i] != theirs[i] for i in mine.keys() & theirs.keys())
    )


def _form(tables: Mapping[str, str]) -> str | None:
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
    """The paragraphs outside the tables, and what tables print beside the form's: headings, remarks, other figures."""
    taken = _taken(stream, readings)
    for index, block in enumerate(document.blocks):
        if isinstance(block, Table):
            yield from _rows_as_paragraphs(block, taken.get(index, frozenset()))
        elif index not in taken:
            yield block


def _rows_as_paragraphs(table: Table, taken: Collection[int]) -> Iterator[Paragraph]:
    for index, slots in enumerate(table.by_row()):
        text = " ".join(slot.text for slot in slots if slot.text.strip())
        if text.strip() and index not in taken:
            yield Paragraph(text, row_place(slots))


def _taken(stream: Stream, readings: Iterable[TableReading]) -> dict[int, set[int]]:
    """The rows of each block that table text was read from, with the heads above and the furniture between them."""
    taken: dict[int, set[int]] = {}
    for reading in readings:
        rows = _rows_of(stream, reading)
        if not rows:
            continue
        low, high = rows[0].block, rows[-1].block
        around = [row for row in (*stream.furniture, *stream.rules) if low <= row.block <= high]
        for row in (*rows, *around):
            taken.setdefault(row.block, set()).add(row.index)
    return taken


def _rows_of(stream: Stream, reading: TableReading) -> list[Row]:
    """The rows that a table was read from, and the rows above them up to the section's heading or another table."""
    lines = {value.line for item in reading.evidence for value in item.values}
    sections = {stream.section_of(stream.row_of[found.start]) for found in reading.rows}
    inside = [row for row in stream.rows if row.start < reading.end and row.end > reading.start]
    own = {row.number for row in inside if stream.section_of(row.number) in sections} | lines
    if not own:
        return []
    first = min(own)
    passage = stream.passage_of(first)
    above = stream.rows[max(0, first - _MOST_HEAD_ROWS) : first]
    words = headers(forms()[reading.version].table(reading.table))
    heads = {
        row.number
        for row in above
        if stream.passage_of(row.number) == passage and _is_head(stream, row, words)
    }
    return [row for row in stream.rows if row.number in own | heads]


def _is_head(stream: Stream, row: Row, words: Collection[str]) -> bool:
    """Whether a row prints nothing but the table's own heads, whole, in a run, or cut by narrow columns."""
    for _, start, end in row.texts:
        piece = stream.text[start:end]
        for word in sorted(words, key=len, reverse=True):
            piece = piece.replace(word, "")
        if piece and not any(piece in word for word in words):
            return False
    return True
