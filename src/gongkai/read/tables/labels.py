"""Labels that a report prints in other words than its form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from gongkai.law.forms import Line, TableForm, forms
from gongkai.model.report import Label
from gongkai.read.tables.cells import TableReading
from gongkai.read.tables.stream import Stream
from gongkai.read.tables.vocabulary import Mark, wordings


def labels_of(stream: Stream, marks: Sequence[Mark], readings: Sequence[TableReading]) -> tuple[Label, ...]:
    """The known variants printed in the tables (商业机构 for 商业企业), each once, where it first stands."""
    found: dict[tuple[str, str], Label] = {}
    for reading in readings:
        table = forms()[reading.version].table(reading.table)
        for label in _variants(stream, marks, reading, table):
            found.setdefault((label.expected, label.printed), label)
    return tuple(found.values())


def _variants(
    stream: Stream, marks: Sequence[Mark], reading: TableReading, table: TableForm
) -> Iterator[Label]:
    expected = {text: line for line in _lines(table) for text in wordings(line)[1:]}
    own = {text for line in _lines(table) for text in wordings(line)[:1]}
    for mark in marks:
        line = expected.get(mark.text)
        inside = _head_start(stream, reading) <= mark.start < reading.end
        if line and inside and mark.text not in own:
            row = stream.rows[stream.row_of[mark.start]]
            printed = next(also for also in line.also if mark.text in wordings(Line(also)))
            yield Label(line.label, printed, replace(row.place, table=table.key), known=True)


def _head_start(stream: Stream, reading: TableReading) -> int:
    """Heads stand on the lines above the first row: within the same block, or a few lines before."""
    if not stream.row_of or reading.start >= len(stream.row_of):
        return reading.start
    first = stream.row_of[reading.start]
    return stream.rows[max(0, first - 12)].start


def _lines(table: TableForm) -> Iterator[Line]:
    stack = [line for block in table.blocks for line in (*block.rows, *block.columns)]
    while stack:
        line = stack.pop()
        yield line
        stack.extend(line.of)
