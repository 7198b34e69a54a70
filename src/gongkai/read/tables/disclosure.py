"""Reading the disclosure table (主动公开政府信息情况): blocks with heads of their own, and no sums to lean on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from gongkai.law.forms import Block, Form, Leaf, TableForm, forms, leaves
from gongkai.model.cell import Cell, Missing
from gongkai.read.tables.alignment import Evidence, Found, align, evidence, wanted_rows
from gongkai.read.tables.candidates import Customs, Reading, readings
from gongkai.read.tables.cells import TableReading, cells_of_row, unreadable_row
from gongkai.read.tables.solve import Solution, Unknown
from gongkai.read.tables.stream import Stream, Value
from gongkai.read.tables.vocabulary import Mark, headers, wordings

TABLE = "disclosure"
_ENOUGH_ROWS = 0.5
_ENOUGH_HEADERS = 2


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of the form with the block that gives its columns."""

    leaf: Leaf
    block: Block


def read_disclosure(stream: Stream, marks: Sequence[Mark]) -> list[TableReading]:
    """The disclosure table of the form whose heads are printed; more than one where it is printed again."""
    best = max(forms().values(), key=lambda form: (_evidence_for(form, marks), form.version))
    if _evidence_for(best, marks) < _ENOUGH_HEADERS:
        return []
    table = best.table(TABLE)
    return [reading for start, end in _spans(stream, marks, table) if (reading := _read(stream, marks, best, start, end))]


def _own_words(form: Form) -> frozenset[str]:
    """Heads and rows that only this form's disclosure table prints."""
    words = {key: _words(other.table(TABLE)) for key, other in forms().items()}
    rest = frozenset().union(*(texts for key, texts in words.items() if key != form.version))
    return words[form.version] - rest


def _words(table: TableForm) -> frozenset[str]:
    return headers(table) | {text for block in table.blocks for row in block.rows for text in wordings(row)}


def _evidence_for(form: Form, marks: Sequence[Mark]) -> int:
    own = _own_words(form)
    return len({mark.text for mark in marks if mark.text in own})


def _spans(stream: Stream, marks: Sequence[Mark], table: TableForm) -> Iterator[tuple[int, int]]:
    """From each first head to the first label that is not this table's."""
    words, first = _words(table), set(_first_words(table))
    start: int | None = None
    seen_first_row = False
    first_rows = set(wordings(table.blocks[0].rows[0]))
    for mark in marks:
        if mark.text not in words:
            if start is not None:
                yield start, mark.start
            start, seen_first_row = None, False
        elif start is None and (mark.text in first or mark.text in first_rows):
            start, seen_first_row = mark.start, mark.text in first_rows
        elif mark.text in first_rows:
            if seen_first_row and start is not None:
                yield start, mark.start
                start = mark.start
            seen_first_row = True
    if start is not None:
        yield start, len(stream.text)


def _first_words(table: TableForm) -> tuple[str, ...]:
    from gongkai.read.tables.characters import han

    block = table.blocks[0]
    heads = [han(block.heading or ""), han(block.corner or "")]
    return tuple(text for text in (*heads, *(word for column in block.columns for word in wordings(column))) if text)


def _read(stream: Stream, marks: Sequence[Mark], form: Form, start: int, end: int) -> TableReading | None:
    table = form.table(TABLE)
    rows = [_Row(leaf, block) for block in table.blocks for leaf in leaves(block.rows)]
    wanted = [item for block in table.blocks for item in wanted_rows(block.rows)]
    found = align(wanted, marks, stream.text, start, end)
    if len(found) < _ENOUGH_ROWS * len(rows):
        return None
    inside = [mark for mark in marks if start <= mark.start < end]
    given, orphans = evidence(stream, found, inside, start, _last_figure(found, inside, end))
    by_key = {item.found.wanted.leaf.key: item for item in given if item.found.wanted.leaf}
    customs = _customs(rows, by_key)
    cells: dict[str, Cell] = {}
    for row in rows:
        item = by_key.get(row.leaf.key)
        cells.update(_cells(table, row, item, customs, has_orphans=bool(orphans)))
    return TableReading(TABLE, form.version, cells, tuple(found), tuple(given), start, end)


def _last_figure(found: Sequence[Found], marks: Sequence[Mark], end: int) -> int:
    """Figures of the last row end at the next label."""
    return min([mark.start for mark in marks if mark.start >= found[-1].end] + [end])


def _customs(rows: Sequence[_Row], by_key: dict[str, Evidence]) -> Customs:
    in_place = False
    for row in rows:
        item = by_key.get(row.leaf.key)
        if item and len(item.values) == len(row.block.columns) and item.numbers:
            kinds = [value.number is None for value in item.values]
            in_place |= any(kinds[i] and not all(kinds[i:]) for i in range(len(kinds)))
    return Customs(keeps_blanks=True, blanks_in_place=in_place)


def _cells(
    table: TableForm, row: _Row, item: Evidence | None, customs: Customs, *, has_orphans: bool
) -> Iterator[tuple[str, Cell]]:
    columns = leaves(row.block.columns)
    ids = [".".join((TABLE, *row.leaf.keys, *column.keys)) for column in columns]
    if item is None:
        yield from ((cell_id, Missing()) for cell_id in ids)
        return
    item = _without_copies(item, row.block)
    found, plain = readings(item, len(columns), customs)
    is_bare = not item.values and has_orphans
    certain = plain and not is_bare
    if not certain:
        found = _only_reading(found, len(columns)) if not is_bare else []
    if not found:
        yield from zip(ids, unreadable_row(item, len(ids), TABLE), strict=True)
        return
    unknown = Unknown(row.leaf.key, tuple(found), certain, ())
    units = [column.line.unit for column in columns]
    yield from zip(ids, cells_of_row(item, unknown, found, Solution({}, (), holds=False), TABLE, units), strict=True)


def _only_reading(found: Sequence[Reading], width: int) -> list[Reading]:
    """Without sums a doubtful row is only read where its print cannot be taken in any other way."""
    if any(reading.kind not in {"printed", "split"} and not reading.kind.startswith("window") for reading in found):
        return []
    return list(found) if len({reading.vector for reading in found}) == 1 else []


def _without_copies(item: Evidence, block: Block) -> Evidence:
    """A figure whose merged cell was printed once for every column that it covers counts once."""
    numbers, span = item.numbers, sum(column.span for column in block.columns)
    if len(block.columns) == 1 and len(numbers) == span > 1 and len({value.number for value in numbers}) == 1:
        return Evidence(item.found, numbers[:1], item.row)
    return item
