"""Reading the disclosure table (主动公开政府信息情况): blocks with heads of their own, and no sums to lean on."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache

from gongkai.law.forms import Block, Form, Leaf, TableForm, forms, leaves
from gongkai.model.cell import Cell, Missing
from gongkai.read.tables.alignment import Evidence, Found, Wanted, align, evidence, settled, wanted_rows
from gongkai.read.tables.candidates import Customs, readings
from gongkai.read.tables.cells import TableReading, cells_of_row, unreadable_row
from gongkai.read.tables.detached import Reunited, is_detached, reunite
from gongkai.read.tables.digits import is_cut_inside_cells
from gongkai.read.tables.heads import are_in_order
from gongkai.read.tables.reading import Reading
from gongkai.read.tables.solve import Solution, Unknown
from gongkai.read.tables.stream import Stream, Value
from gongkai.read.tables.vocabulary import Mark, headers, wordings

TABLE = "disclosure"
_ENOUGH_ROWS = 0.5
_ENOUGH_HEADERS = 2
# Without a total that would betray it, a blank at a row's end is taken as printed.
_CUSTOMS = Customs(keeps_blanks=True, blanks_in_place=True, label_levels=1)


@dataclass(frozen=True, slots=True)
class _Row:
    """A row of the form with the block that gives its columns."""

    leaf: Leaf
    block: Block


def read_disclosure(stream: Stream, marks: Sequence[Mark]) -> list[TableReading]:
    """The disclosure table of the form whose heads are printed; more than one where it is printed again."""
    return [
        reading
        for form in forms().values()
        if _evidence_for(form, marks) >= _ENOUGH_HEADERS
        for start, end in _spans(stream, marks, form.table(TABLE))
        if _is_best(form, [mark for mark in marks if start <= mark.start < end])
        if (reading := _read(stream, marks, form, start, end))
    ]


@cache
def _own_words(form: Form) -> frozenset[str]:
    """Heads and rows that only this form's disclosure table prints."""
    words = {key: _words(other.table(TABLE)) for key, other in forms().items()}
    rest = frozenset().union(*(texts for key, texts in words.items() if key != form.version))
    return words[form.version] - rest


@cache
def _words(table: TableForm) -> frozenset[str]:
    return headers(table) | {text for block in table.blocks for row in block.rows for text in wordings(row)}


def _is_best(form: Form, inside: Sequence[Mark]) -> bool:
    """Whether no form's own words are more numerous here than this one's; the newer wins a draw."""
    return (
        form.version
        == max(forms().values(), key=lambda other: (_evidence_for(other, inside), other.version)).version
    )


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
    return tuple(
        text for text in (*heads, *(word for column in block.columns for word in wordings(column))) if text
    )


def _read(stream: Stream, marks: Sequence[Mark], form: Form, start: int, end: int) -> TableReading | None:
    table = form.table(TABLE)
    rows = [_Row(leaf, block) for block in table.blocks for leaf in leaves(block.rows)]
    wanted = [item for block in table.blocks for item in wanted_rows(block.rows)]
    found = align(wanted, marks, stream, start, end)
    if len(found) < _ENOUGH_ROWS * len(rows):
        return None
    inside = [mark for mark in marks if start <= mark.start < end]
    given, orphans = evidence(stream, found, inside, start, _last_figure(found, inside, end))
    reunited = reunite(given, orphans, wanted, [len(row.block.columns) for row in rows])
    if is_detached(given) and not any(item.values for item in reunited.evidence):
        figures = any(value.number is not None for value in stream.values if start < value.at <= end)
        reunited = _below_heads(stream, table, wanted, inside, end) or Reunited(
            reunited.evidence, is_open=figures
        )
    most = max(len(row.block.columns) for row in rows)
    by_key = {
        item.found.wanted.leaf.key: item
        for item in settled(reunited.evidence, orphans, most)
        if item.found.wanted.leaf
    }
    cells: dict[str, Cell] = {}
    for row in rows:
        item = by_key.get(row.leaf.key)
        in_order = are_in_order(stream, _heads(row.block, found, inside), row.block.columns)
        cells.update(_cells(row, item, is_open=reunited.is_open, in_order=in_order))
    return TableReading(TABLE, form.version, cells, tuple(found), tuple(given), start, end)


def _below_heads(
    stream: Stream, table: TableForm, rows: Sequence[Wanted], marks: Sequence[Mark], stop: int
) -> Reunited | None:
    """The figures of a table printed column after column: every head must be followed by one figure for each row."""
    figures: dict[str, list[Value]] = {}
    used: set[int] = set()
    for block in table.blocks:
        for column in block.columns:
            texts = wordings(column)
            at = next((i for i, mark in enumerate(marks) if mark.text in texts and i not in used), None)
            if at is None:
                return None
            used.add(at)
            end = marks[at + 1].start if at + 1 < len(marks) else stop
            below = [
                value
                for value in stream.values
                if marks[at].end <= value.at <= end and value.at > marks[at].start
            ]
            if len(below) != len(block.rows) or any(value.number is None for value in below):
                return None
            for row, value in zip(block.rows, below, strict=True):
                figures.setdefault(row.key or "", []).append(value)
    placed = (
        Evidence(Found(row, marks[0].start, marks[0].end), tuple(figures[row.line.key or ""]), None)
        for row in rows
    )
    return Reunited(tuple(placed), is_open=False)


def _heads(block: Block, found: Sequence[Found], marks: Sequence[Mark]) -> list[Mark]:
    """The marks between the rows of the block before and the first row of this one."""
    own = {line.label for line in block.rows}
    first = next((index for index, item in enumerate(found) if item.wanted.line.label in own), None)
    if first is None:
        return []
    low = found[first - 1].end if first else 0
    return [mark for mark in marks if low <= mark.start and mark.end <= found[first].start]


def _last_figure(found: Sequence[Found], marks: Sequence[Mark], end: int) -> int:
    """Figures of the last row end at the next label."""
    return min([mark.start for mark in marks if mark.start >= found[-1].end] + [end])


def _cells(row: _Row, item: Evidence | None, *, is_open: bool, in_order: bool) -> Iterator[tuple[str, Cell]]:
    columns = leaves(row.block.columns)
    ids = [".".join((TABLE, *row.leaf.keys, *column.keys)) for column in columns]
    if item is None:
        yield from ((cell_id, Missing()) for cell_id in ids)
        return
    item = _one_a_column(item, row.block)
    found, plain = readings(item, len(columns), _CUSTOMS, has_total=False)
    is_bare = (not item.values and (is_open or item.is_shadowed)) or not in_order
    certain = plain and not is_bare and not _has_strange_blanks(item, len(columns))
    if not certain:
        found = _only_reading(found, item) if not is_bare else []
    if not found:
        yield from zip(ids, unreadable_row(item, len(ids), TABLE), strict=True)
        return
    unknown = Unknown(row.leaf.key, tuple(found), certain, ())
    units = [column.line.unit for column in columns]
    yield from zip(
        ids,
        cells_of_row(item, unknown, found, Solution({}, proved=frozenset({row.leaf.key})), TABLE, units),
        strict=True,
    )


def _has_strange_blanks(item: Evidence, width: int) -> bool:
    """Whether blanks stand before or among more cells than the row has columns: which cell is which, nobody can tell."""
    if len(item.values) <= width or not item.numbers:
        return False
    last = max(index for index, value in enumerate(item.values) if value.number is not None)
    return any(value.number is None for value in item.values[:last])


def _only_reading(found: Sequence[Reading], item: Evidence) -> list[Reading]:
    """Without sums a doubtful row is only read where its print cannot be taken in any other way: noughts run together."""
    is_nought = all(set(value.text) == {"0"} for value in item.numbers)
    one = len({reading.vector for reading in found}) == 1
    return list(found) if one and (is_nought or found[0].kind.startswith("window")) else []


def _within_table(item: Evidence, width: int) -> Evidence:
    """Without blanks to the right of the table, where a sheet goes on for the sake of a wider table below."""
    kept, rest = item.values[:width], item.values[width:]
    is_grid = item.row is not None and item.row.has_spans
    return (
        replace(item, values=kept)
        if is_grid and rest and all(value.number is None for value in rest)
        else item
    )


def _one_a_column(item: Evidence, block: Block) -> Evidence:
    """One value a column where every grid column below a wide one was printed: copies of it, or blanks beside it."""
    spans = [column.span for column in block.columns]
    item = _within_table(item, sum(spans))
    if len(item.values) != sum(spans) or len(spans) == len(item.values) or is_cut_inside_cells(item.values):
        return item
    kept, at = [], 0
    for span in spans:
        group = item.values[at : at + span]
        at += span
        figures = [value for value in group if value.number is not None]
        if len({value.number for value in figures}) > 1:
            return item
        kept.append(figures[0] if figures else group[0])
    return Evidence(item.found, tuple(kept), item.row)
