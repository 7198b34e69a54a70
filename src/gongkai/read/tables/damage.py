"""What a conversion did to the tables, as far as the reading has seen it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from gongkai.law.forms import depth, forms, leaves
from gongkai.model.cell import Repair, Unreadable
from gongkai.model.place import Place
from gongkai.model.report import Damage
from gongkai.read.tables.alignment import Evidence
from gongkai.read.tables.cells import TableReading
from gongkai.read.tables.stream import Row, Stream
from gongkai.read.tables.vocabulary import Mark, wordings


def damage_of(stream: Stream, marks: Sequence[Mark], readings: Sequence[TableReading]) -> tuple[Damage, ...]:
    """All damage to the tables, in the order of the document."""
    found = [*_of_stream(stream, readings)]
    for reading in readings:
        found.extend(_of_rows(stream, reading))
        found.extend(_of_labels(stream, reading))
        found.extend(_of_groups(stream, reading))
        found.extend(_of_grid(stream, marks, reading))
    return tuple(dict.fromkeys(found))


def _place(row: Row, table: str) -> Place:
    return replace(row.place, table=table)


def _of_stream(stream: Stream, readings: Sequence[TableReading]) -> Iterator[Damage]:
    for reading in readings:
        blocks = _blocks(stream, reading)
        if not blocks:
            continue
        for row in stream.furniture:
            if min(blocks) < row.block < max(blocks):
                yield Damage("furniture-in-table", _place(row, reading.table), row.text.strip())
        for row in stream.rules:
            before = [other for other in stream.rows if other.block == row.block and other.number < row.number]
            if row.block in blocks and "|" not in row.text and before and _has_figure(stream, before[-1]):
                yield Damage("separator-as-row", _place(row, reading.table))


def _has_figure(stream: Stream, row: Row) -> bool:
    return any(value.line == row.number and value.number is not None for value in stream.values)


def _blocks(stream: Stream, reading: TableReading) -> list[int]:
    rows = [row for row in stream.rows if row.start < reading.end and row.end > reading.start]
    lines = {value.line for item in reading.evidence for value in item.values}
    return sorted({row.block for row in rows} | {stream.rows[line].block for line in lines})


def _of_rows(stream: Stream, reading: TableReading) -> Iterator[Damage]:
    """Rows with too few or too many figures, and rows that had to be withheld."""
    for item in reading.evidence:
        leaf = item.found.wanted.leaf
        row = item.row
        if leaf is None or row is None or reading.table == "disclosure":
            continue
        cells = [cell for cell_id, cell in reading.cells.items() if cell_id.startswith(f"{reading.table}.{leaf.key}.")] if leaf.keys else list(reading.cells.values())
        printed, width = len(item.numbers), len(cells)
        place = _place(row, reading.table)
        if any(isinstance(cell, Unreadable) for cell in cells):
            yield Damage("row-unreadable", place, item.found.wanted.line.label)
        elif any(getattr(cell, "repair", None) for cell in cells):
            yield Damage(_repair_kind(item, printed, width), place, item.found.wanted.line.label)


def _repair_kind(item: Evidence, printed: int, width: int) -> str:
    if printed > width:
        return "row-extra-number"
    if any(value.number is None and not value.text for value in item.values[:1]) and any(value.number for value in item.values):
        return "row-shifted"
    if any(len(value.text) > 1 and len(item.numbers) < width and value.text.isdigit() and int(value.text) == 0 for value in item.numbers):
        return "digits-joined"
    return "row-number-missing"


def _of_labels(stream: Stream, reading: TableReading) -> Iterator[Damage]:
    for found in reading.rows:
        if found.errors and found.wanted.leaf:
            row = stream.rows[stream.row_of[found.start]]
            printed = stream.text[found.start : found.end]
            yield Damage("label-misread", _place(row, reading.table), f"{printed}（应为{wordings(found.wanted.line)[0]}）")


def _of_groups(stream: Stream, reading: TableReading) -> Iterator[Damage]:
    """Group labels that were lost, moved to the first column, or printed as rows of their own."""
    if reading.table != "requests":
        return
    levels = depth(forms()[reading.version].table(reading.table).blocks[0].rows)
    for found in reading.rows:
        row = stream.rows[stream.row_of[found.start]]
        if row.has_spans or not row.delimited:
            continue
        cell = next((cell for cell, start, end in row.texts if start <= found.start < end), 0)
        first = row.texts[0][1] if row.texts else found.start
        leaf = found.wanted.leaf
        if leaf is None:
            figures = [value for value in stream.values if value.line == row.number and value.number is not None]
            if len(row.texts) == 1 and not figures and row.cells > levels:
                yield Damage("group-row", _place(row, reading.table), found.wanted.line.label)
            elif cell == 0 and found.wanted.line.key and first == found.start or (cell == 0 and found.wanted.line.key):
                yield Damage("group-label-moved", _place(row, reading.table), found.wanted.line.label)
        elif len(leaf.labels) >= levels and cell == 0:
            yield Damage("group-label-lost", _place(row, reading.table), found.wanted.line.label)


def _of_grid(stream: Stream, marks: Sequence[Mark], reading: TableReading) -> Iterator[Damage]:
    """Tables cut into several, and figures that stand beside the heads of their columns."""
    rows = [item.row for item in reading.evidence if item.row is not None]
    ragged = [row for row in rows if row.delimited and not row.has_spans]
    if len({row.block for row in ragged}) > 1:
        later = next(row for row in ragged if row.block != ragged[0].block)
        yield Damage("table-split", _place(later, reading.table))
    if reading.table == "requests" and ragged:
        yield from _drift(stream, marks, reading, ragged)


def _drift(stream: Stream, marks: Sequence[Mark], reading: TableReading, ragged: Sequence[Row]) -> Iterator[Damage]:
    columns = [wordings(leaf.line) for leaf in leaves(forms()[reading.version].table("requests").blocks[0].columns)]
    heads = [mark for mark in marks if mark.text in columns[1] and mark.start < reading.start]
    if not heads:
        return
    head_row = stream.rows[stream.row_of[heads[-1].start]]
    head_cell = next((cell for cell, start, end in head_row.texts if start <= heads[-1].start < end), None)
    for item in reading.evidence:
        if item.row in ragged and len(item.numbers) == len(columns) and head_cell is not None and item.numbers[1].cell > head_cell:
            yield Damage("column-drift", _place(item.row, reading.table), item.found.wanted.line.label)
            return


def repairs(reading: TableReading) -> list[Repair]:
    """Every repair of a table."""
    return [cell.repair for cell in reading.cells.values() if getattr(cell, "repair", None)]
