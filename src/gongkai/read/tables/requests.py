"""Reading the requests table (收到和处理政府信息公开申请情况), whole or damaged."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from gongkai.law.forms import Form, TableForm, depth, forms, leaves
from gongkai.model.cell import Cell, Missing
from gongkai.read.tables.alignment import Evidence, Found, align, evidence, settled, wanted_rows
from gongkai.read.tables.candidates import Customs, readings
from gongkai.read.tables.cells import TableReading, cells_of_row, unreadable_row
from gongkai.read.tables.detached import balance_check, reunite
from gongkai.read.tables.heads import are_in_order, heads_before, lack_a_column, without_repeated_heads
from gongkai.read.tables.solve import Solution, Unknown, solve
from gongkai.read.tables.stream import Stream, Value
from gongkai.read.tables.vocabulary import Mark, headers, wordings

TABLE = "requests"
_ENOUGH_ROWS = 0.6
_MANY_BARE = 0.2  # of all rows without figures, where figures are left over


@dataclass(frozen=True, slots=True)
class _Table:
    """The requests table as one document prints it."""

    version: str
    form: TableForm
    undivided: tuple[str, ...]
    rows: tuple[Found, ...]
    evidence: tuple[Evidence, ...]
    orphans: tuple[Value, ...]
    start: int
    end: int
    is_in_order: bool


def read_requests(stream: Stream, marks: Sequence[Mark]) -> list[TableReading]:
    """Every requests table in the stream; usually one."""
    return [_read(stream, table) for table in _tables(stream, marks)]


def _tables(stream: Stream, marks: Sequence[Mark]) -> Iterator[_Table]:
    newest = list(forms().values())[-1].table(TABLE)
    first = set(wordings(newest.blocks[0].rows[0]))
    others = headers(list(forms().values())[-1].table("remedies")) - headers(newest)
    starts = [
        mark.start
        for before, mark in zip([None, *marks], marks, strict=False)
        if mark.text in first and (before is None or before.text != mark.text)
    ] or [0]
    for start, end in zip(starts, [*starts[1:], len(stream.text)], strict=True):
        stop = min([mark.start for mark in marks if start < mark.start and mark.text in others] + [end])
        table = _table(stream, marks, start, stop)
        if table:
            yield table


def _table(stream: Stream, marks: Sequence[Mark], start: int, end: int) -> _Table | None:
    best: tuple[int, Form, tuple[str, ...], list[Found]] | None = None
    for form in forms().values():
        table = form.table(TABLE)
        for undivided in ((), *((group,) for group in table.undivided_groups)):
            labels = without_repeated_heads(stream, marks, headers(table))
            found = align(wanted_rows(table.blocks[0].rows, undivided), labels, stream, start, end)
            score = sum(item.end - item.start for item in found)
            if best is None or score > best[0]:
                best = (score, form, undivided, found)
    if best is None:
        return None
    _, form, undivided, found = best
    table = form.table(TABLE)
    wanted = leaves(table.blocks[0].rows, undivided)
    rows = [item for item in found if item.wanted.leaf is not None]
    if len(rows) < _ENOUGH_ROWS * len(wanted):
        return None
    stop = _end(marks, max(item.end for item in rows), end, table)
    given, orphans = evidence(
        stream, found, [mark for mark in marks if start <= mark.start < stop], start, stop
    )
    given = [item for item in given if item.found.wanted.leaf is not None]
    heads = heads_before(marks, rows[0].start, headers(table))
    columns, widest = table.blocks[0].columns, max(len(item.numbers) for item in given)
    in_order = are_in_order(stream, heads, columns) and not lack_a_column(heads, columns, widest)
    return _Table(
        form.version, table, undivided, tuple(found), tuple(given), tuple(orphans), start, stop, in_order
    )


def _end(marks: Sequence[Mark], last_row: int, end: int, table: TableForm) -> int:
    """Where the table's figures end: at the first label that is not its own."""
    own = headers(table)
    strange = [mark.start for mark in marks if mark.start >= last_row and mark.text not in own]
    return min([*strange, end])


def _read(stream: Stream, table: _Table) -> TableReading:
    width = len(leaves(table.form.blocks[0].columns))
    check = balance_check(table.form, table.undivided)
    rows = [row for row in wanted_rows(table.form.blocks[0].rows, table.undivided) if row.leaf is not None]
    reunited = reunite(table.evidence, table.orphans, rows, [width] * len(rows), check)
    given = settled(reunited.evidence, table.orphans, width)
    customs = _customs(stream, given, depth(table.form.blocks[0].rows), width)
    is_open = reunited.is_open or _are_loose(given)
    unknowns = [_unknown(item, width, customs, has_orphans=is_open) for item in given]
    if reunited.is_open:
        are_few = sum(1 for item in given if not item.values) > _MANY_BARE * len(given)
        unknowns = [
            _without_borrowed(unknown, item, before, are_few=are_few)
            for unknown, item, before in zip(unknowns, given, [None, *given], strict=False)
        ]
    if not table.is_in_order or _is_total_first(given, width):
        unknowns = [replace(unknown, readings=(), is_plain=False) for unknown in unknowns]
    columns = [leaf.key for leaf in leaves(table.form.blocks[0].columns)]
    solution = solve(unknowns, table.form.expanded_balances(table.undivided), columns, TABLE)
    stories = {
        item.key: solution.remaining[item.key][0].kind for item in unknowns if solution.remaining[item.key]
    }
    cells = dict(_cells(table, given, unknowns, solution, columns))
    return TableReading(
        TABLE, table.version, cells, tuple(table.rows), tuple(given), table.start, table.end, stories
    )


def _unknown(item: Evidence, width: int, customs: Customs, *, has_orphans: bool) -> Unknown:
    key = _key(item.found)
    found, plain = readings(item, width, customs)
    if found and found[0].kind == "blank" and (has_orphans or item.is_shadowed) and not item.values:
        found, plain = [], False
    return Unknown(key, tuple(found), plain, _shape(item))


def _is_total_first(given: Sequence[Evidence], width: int) -> bool:
    """Whether the figures say what heads apart from each other cannot: that the total stands before its parts."""
    rows = [[value.number or 0 for value in item.numbers] for item in given if len(item.numbers) == width]
    first = sum(row[0] == sum(row[1:]) and row[-1] != sum(row[:-1]) for row in rows)
    last = sum(row[-1] == sum(row[:-1]) and row[0] != sum(row[1:]) for row in rows)
    return first > last


def _are_loose(given: Sequence[Evidence]) -> bool:
    """Whether figures stand on lines of their own below their labels, where a blank row would leave no trace."""
    loose = sum(1 for item in given if item.values and item.row is not None and not item.row.texts)
    return 2 * loose > len(given)


def _without_borrowed(unknown: Unknown, item: Evidence, before: Evidence | None, *, are_few: bool) -> Unknown:
    """Figures on lines of their own may be a column's and not this row's, where labels before it have none."""
    is_beside_bare = are_few or (before is not None and not before.values)
    if not is_beside_bare or not item.values or item.row is None or item.row.texts:
        return unknown
    return replace(unknown, readings=(), is_plain=False)


def _shape(item: Evidence) -> tuple[object, ...]:
    """Rows are printed alike when they have as many cells, with text and blanks in the same of them."""
    if item.row is None or not item.row.delimited:
        return (item.found.start,)  # flattened print tells nothing about other rows
    blanks = tuple(value.cell for value in item.values if value.number is None)
    return (item.row.block, item.row.cells, min((value.cell for value in item.values), default=0), blanks)


def _key(found: Found) -> str:
    return found.wanted.leaf.key if found.wanted.leaf else ""


def _customs(stream: Stream, given: Sequence[Evidence], label_levels: int, width: int) -> Customs:
    blocks = {item.row.block for item in given if item.row is not None and item.row.delimited}
    lines = {row.number for row in stream.rows if row.block in blocks}
    keeps = any(value.number is None and not value.text and value.line in lines for value in stream.values)
    in_place = any(_has_inner_blank(item) for item in given)
    return Customs(keeps, in_place, label_levels, _leading(given, width))


def _leading(given: Sequence[Evidence], width: int) -> dict[tuple[int, int], int]:
    """The blanks that labels leave before full rows, where all full rows of a block and level agree."""
    seen: dict[tuple[int, int], set[int]] = {}
    for item in given:
        leaf, values = item.found.wanted.leaf, item.values
        if leaf is None or item.row is None or len(item.numbers) != width:
            continue
        first = next(index for index, value in enumerate(values) if value.number is not None)
        if all(value.number is not None for value in values[first : first + width]):
            seen.setdefault((item.row.block, len(leaf.labels)), set()).add(first)
    return {key: counts.pop() for key, counts in seen.items() if len(counts) == 1}


def _has_inner_blank(item: Evidence) -> bool:
    kinds = [value.number is None and not value.illegible for value in item.values]
    return any(kinds[i] and not kinds[i - 1] and not all(kinds[i:]) for i in range(1, len(kinds)))


def _cells(
    table: _Table,
    given: Sequence[Evidence],
    unknowns: Sequence[Unknown],
    solution: Solution,
    columns: Sequence[str],
) -> Iterator[tuple[str, Cell]]:
    by_key = {_key(item.found): (item, unknown) for item, unknown in zip(given, unknowns, strict=True)}
    for leaf in leaves(table.form.blocks[0].rows, table.undivided):
        ids = [f"{TABLE}.{leaf.key}.{column}" for column in columns]
        if leaf.key not in by_key:
            yield from ((cell_id, Missing()) for cell_id in ids)
            continue
        item, unknown = by_key[leaf.key]
        remaining = solution.remaining[leaf.key]
        if remaining:
            yield from zip(ids, cells_of_row(item, unknown, remaining, solution, TABLE), strict=True)
        else:
            yield from zip(ids, unreadable_row(item, len(ids), TABLE), strict=True)
