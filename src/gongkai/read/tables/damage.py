"""What a conversion did to the tables, as far as the reading has seen it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from gongkai.law.forms import TableForm, depth, forms, leaves
from gongkai.model.cell import Blank, Cell, Count, Unreadable
from gongkai.model.place import Place
from gongkai.model.report import Damage
from gongkai.read.tables.alignment import Evidence, Found
from gongkai.read.tables.cells import TableReading
from gongkai.read.tables.characters import is_traditional
from gongkai.read.tables.stream import Row, Stream
from gongkai.read.tables.vocabulary import SHORT, Mark, wordings

_CONTEXT = 3
_OF_STORY = {
    "lost": "row-number-missing",
    "lost-or-blank": "row-number-missing",
    "lost-beside-blank": "row-number-missing",
    "extra": "row-extra-number",
    "pushed": "blanks-pushed",
    "vanished": "blanks-pushed",
    "split": "digits-joined",
    "split-blank": "digits-joined",
    "joined": "digits-joined",
    "wrapped": "digits-joined",
}


def damage_of(stream: Stream, marks: Sequence[Mark], readings: Sequence[TableReading]) -> tuple[Damage, ...]:
    """All damage to the tables, table by table."""
    found: list[Damage] = []
    for reading in readings:
        found.extend(_of_lines(stream, reading))
        found.extend(_of_rows(reading))
        found.extend(_of_labels(stream, reading))
        found.extend(_of_cuts(stream, reading))
        if reading.table == "requests":
            found.extend(_of_groups(stream, reading))
            found.extend(_of_columns(stream, marks, reading))
            found.extend(_of_balances(reading))
    return tuple(dict.fromkeys(found))


def _at(row: Row, table: str) -> Place:
    return replace(row.place, table=table)


def _table(reading: TableReading) -> TableForm:
    return forms()[reading.version].table(reading.table)


def _of_lines(stream: Stream, reading: TableReading) -> Iterator[Damage]:
    """Page furniture and table rules between the rows, and traditional characters."""
    rows = [row for row in stream.rows if row.start < reading.end and row.end > reading.start]
    blocks = {row.block for row in rows} | {item.row.block for item in reading.evidence if item.row}
    if not blocks:
        return
    for row in stream.furniture:
        if min(blocks) < row.block < max(blocks):
            yield Damage("furniture-in-table", _at(row, reading.table), row.text.strip())
    for row in stream.rules:
        before = [other for other in stream.rows if other.block == row.block and other.number < row.number]
        if row.block in blocks and "|" not in row.text and before and _has_figure(stream, before[-1]):
            yield Damage("separator-as-row", _at(row, reading.table))
    if rows and any(is_traditional(row.text) for row in rows):
        yield Damage("traditional-characters", _at(rows[0], reading.table))


def _has_figure(stream: Stream, row: Row) -> bool:
    return any(value.line == row.number and value.number is not None for value in stream.values)


def _of_rows(reading: TableReading) -> Iterator[Damage]:
    """Rows that were repaired, by the story that the repair tells, and rows that had to be withheld."""
    detached = [item for item in reading.evidence if item.row is None and item.values]
    if detached and reading.table != "remedies":
        kind = "column-major" if _are_by_columns(detached) else "numbers-detached"
        yield Damage(kind, replace(detached[0].values[0].place, table=reading.table))
    rows = _by_row(reading)
    for item in reading.evidence:
        if item.row is None:
            continue
        cells = rows.get(_key(item), [])
        label = item.found.wanted.line.label
        if any(isinstance(cell, Unreadable) for cell in cells):
            yield Damage("row-unreadable", _at(item.row, reading.table), label)
        elif any(isinstance(cell, Count | Blank) and cell.repair for cell in cells):
            yield Damage(_kind(reading, item), _at(item.row, reading.table), label)


def _are_by_columns(detached: Sequence[Evidence]) -> bool:
    """Whether the second row's first figure was printed before the first row's second."""
    if len(detached) < 2 or len(detached[0].values) < 2:
        return False
    below, beside = detached[1].values[0], detached[0].values[1]
    return (below.line, below.at) < (beside.line, beside.at)


def _by_row(reading: TableReading) -> dict[str, list[Cell]]:
    """The cells of each row by its key; the remedies table is one row without a key."""
    rows: dict[str, list[Cell]] = {}
    for cell_id, cell in reading.cells.items():
        key = "" if reading.table == "remedies" else cell_id.partition(".")[2].rpartition(".")[0]
        rows.setdefault(key, []).append(cell)
    return rows


def _key(item: Evidence) -> str:
    return item.found.wanted.leaf.key if item.found.wanted.leaf else ""


def _kind(reading: TableReading, item: Evidence) -> str:
    story = reading.stories.get(_key(item), "")
    kind = _OF_STORY.get(story, "row-number-missing")
    shifted = item.values and item.values[0].number is None and any(value.number for value in item.values)
    return "row-shifted" if kind == "row-number-missing" and shifted else kind


def _of_labels(stream: Stream, reading: TableReading) -> Iterator[Damage]:
    for found in reading.rows:
        if found.errors and found.wanted.leaf:
            row = stream.rows[stream.row_of[found.start]]
            printed, meant = stream.text[found.start : found.end], wordings(found.wanted.line)[0]
            yield Damage("label-misread", _at(row, reading.table), _difference(printed, meant))


def _difference(printed: str, meant: str) -> str:
    """What was misread, with three characters on either side: 逾期未接收费通 → 逾期未按收费通."""
    first = next((i for i, (a, b) in enumerate(zip(printed, meant, strict=False)) if a != b), 0)
    last = next((i for i, (a, b) in enumerate(zip(printed[::-1], meant[::-1], strict=False)) if a != b), 0)
    start, after = max(0, first - _CONTEXT), max(0, last - _CONTEXT)
    return f"{printed[start : len(printed) - after]} → {meant[start : len(meant) - after]}"


def _of_groups(stream: Stream, reading: TableReading) -> Iterator[Damage]:
    """Group labels that were lost, moved to the first column, or printed as rows of their own."""
    levels = depth(_table(reading).blocks[0].rows)
    for found in reading.rows:
        row = stream.rows[stream.row_of[found.start]]
        if row.has_spans or not row.delimited:
            continue
        cell = next((cell for cell, start, end in row.texts if start <= found.start < end), 0)
        kind = _group_damage(stream, found, row, cell, levels)
        if kind:
            yield Damage(kind, _at(row, reading.table), found.wanted.line.label)


def _group_damage(stream: Stream, found: Found, row: Row, cell: int, levels: int) -> str | None:
    leaf = found.wanted.leaf
    if leaf is not None:
        return "group-label-lost" if cell == 0 and len(leaf.labels) == levels else None
    if not found.wanted.line.key:
        return None  # 三、本年度办理结果 belongs in the first column
    if len({cell for cell, _, _ in row.texts}) == 1 and not _has_figure(stream, row) and row.cells > levels:
        return "group-row"
    return "group-label-moved" if cell == 0 else None


def _of_cuts(stream: Stream, reading: TableReading) -> Iterator[Damage]:
    """A table cut in two: its second half begins with a row, not with a head of its own."""
    ragged = _ragged(reading)
    own = {stream.row_of[found.start] for found in reading.rows}
    for later in ragged[1:]:
        first = next(row for row in stream.rows if row.block == later.block and row.texts)
        if later.block != ragged[0].block and first.number in own:
            yield Damage("table-split", _at(later, reading.table))
            return


def _ragged(reading: TableReading) -> list[Row]:
    return [
        item.row for item in reading.evidence if item.row and item.row.delimited and not item.row.has_spans
    ]


def _of_columns(stream: Stream, marks: Sequence[Mark], reading: TableReading) -> Iterator[Damage]:
    """Figures that stand a cell beside the heads of their columns."""
    columns = [wordings(leaf.line) for leaf in leaves(_table(reading).blocks[0].columns)]
    heads = [mark for mark in marks if mark.text in columns[1] and mark.start < reading.start]
    if not heads:
        telling = {word for words in columns for word in words if len(word) > SHORT}
        if not any(mark.text in telling for mark in marks):
            yield Damage("header-lost", _at(stream.rows[stream.row_of[reading.start]], reading.table))
        return
    head_row = stream.rows[stream.row_of[heads[-1].start]]
    head = next((cell for cell, start, end in head_row.texts if start <= heads[-1].start < end), 0)
    for item in reading.evidence:
        row, numbers = item.row, item.numbers
        if (
            row
            and row.delimited
            and not row.has_spans
            and len(numbers) == len(columns)
            and numbers[1].cell > head
        ):
            yield Damage("column-drift", _at(row, reading.table), item.found.wanted.line.label)
            return


def _of_balances(reading: TableReading) -> Iterator[Damage]:
    """Read as printed, a shifted row would break the columns' sums: a checker must not blame the organ for that."""
    shifted = [item for item in reading.evidence if item.row and _kind(reading, item) == "row-shifted"]
    rows = _by_row(reading) if shifted else {}
    repaired = [
        item for item in shifted if any(getattr(cell, "repair", None) for cell in rows.get(_key(item), ()))
    ]
    for item in repaired[:1]:
        if item.row:
            yield Damage("balance-as-printed", _at(item.row, reading.table), item.found.wanted.line.label)
