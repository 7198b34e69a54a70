"""Labels side by side, broken over the same lines: 不予 属于国家 / 公开 秘密."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeAlias

from gongkai.read.tables.stream import Stream

_MOST_SKIPPED = 1  # a line on which the label beside goes on alone

Piece: TypeAlias = tuple[int, int]  # start and end in the stream


def woven_span(label: str, stream: Stream, low: int, high: int) -> tuple[int, int] | None:
    """From the first piece to the last of the one way to put ``label`` together of pieces of successive lines."""
    lines = _lines(stream, low, high)
    spans = {
        (first, last)
        for number in range(len(lines))
        for first, last, taken in _continued(label, stream.text, lines, number)
        if taken > 1
    }
    return spans.pop() if len(spans) == 1 else None


def _lines(stream: Stream, low: int, high: int) -> list[list[Piece]]:
    """The pieces of text between two positions, line by line."""
    if low >= high:
        return []
    first, last = stream.row_of[low], stream.row_of[high - 1]
    pieces = [
        [(start, end) for _, start, end in row.texts if low <= start and end <= high]
        for row in stream.rows[first : last + 1]
    ]
    return [line for line in pieces if line]


def _continued(
    label: str, text: str, lines: Sequence[Sequence[Piece]], number: int
) -> list[tuple[int, int, int]]:
    """Start, end and number of lines of every way to put the whole label together from line ``number`` on."""
    found = []
    for start, end in _runs(lines[number]):
        part = text[start:end]
        if part == label:
            found.append((start, end, 1))
        elif label.startswith(part):
            rest = label[len(part) :]
            for below in range(number + 1, min(number + 2 + _MOST_SKIPPED, len(lines))):
                found += [(start, last, 1 + taken) for _, last, taken in _continued(rest, text, lines, below)]
    return found


def _runs(line: Sequence[Piece]) -> list[Piece]:
    """Every run of neighbouring pieces of a line."""
    return [(line[a][0], line[b][1]) for a in range(len(line)) for b in range(a, len(line))]
