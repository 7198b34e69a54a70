"""Lines over years as SVG: each with a colour, a dash and a mark of its own. A gap interrupts a line."""

from __future__ import annotations

from html import escape
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from gongkai.corpus.answers.table import text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gongkai.corpus.questions.answer import Chart, Column

LINES_HEIGHT = 250
_TOP, _BOTTOM = 24, 216
_LEFT, _RIGHT = 6.0, 94.0
_MOST_LABELS = 8
_STYLES = (
    ("#004a8f", "none", "M-4-4h8v8h-8z"),
    ("#d06a00", "8 4", "M0-5 5 4H-5z"),
    ("#5a5a5a", "2 4", "M0-5 5 0 0 5-5 0z"),
    ("#2f6b00", "12 4 2 4", "M0 5 5-4H-5z"),
    ("#7a2482", "5 5", "M-5-2h10v4h-10z"),
    ("#006a6a", "1 5", "M-2-5h4v10h-4z"),
)


def lines(rows: Sequence[dict[str, Any]], chart: Chart, columns: Sequence[Column]) -> Iterator[str]:
    """One line a column over the rows in their order. Nothing where there are no two rows or no number."""
    stated = [float(row[column.name]) for row in rows for column in columns if row[column.name] is not None]
    if not stated or len(rows) < 2:
        return
    largest = max(*stated, 0.0) or 1.0
    step = (_RIGHT - _LEFT) / (len(rows) - 1)
    yield f'<line x1="0" x2="100%" y1="{_BOTTOM}" y2="{_BOTTOM}" stroke="#767676"/>'
    every = -(-len(rows) // _MOST_LABELS)
    for at, row in enumerate(rows):
        if at % every == 0 or at == len(rows) - 1:
            x = _LEFT + at * step
            yield f'<text x="{x:.2f}%" y="{_BOTTOM + 20}" text-anchor="middle">{escape(chart.name_of(row))}</text>'
    for number, column in enumerate(columns):
        points = [
            (_LEFT + at * step, _BOTTOM - (_BOTTOM - _TOP) * max(float(row[column.name]), 0.0) / largest)
            if row[column.name] is not None
            else None
            for at, row in enumerate(rows)
        ]
        yield from _line(points, number)
        yield from _legend(rows, column, number)
    yield from _largest(rows, columns, step)


def _line(points: Sequence[tuple[float, float] | None], number: int) -> Iterator[str]:
    colour, dash, mark = _STYLES[number % len(_STYLES)]
    for before, after in pairwise(points):
        if before is not None and after is not None:
            place = f'x1="{before[0]:.2f}%" y1="{before[1]:.1f}" x2="{after[0]:.2f}%" y2="{after[1]:.1f}"'
            yield f'<line {place} stroke="{colour}" stroke-width="2" stroke-dasharray="{dash}"/>'
    for point in points:
        if point is not None:
            yield (
                f'<svg x="{point[0]:.2f}%" y="{point[1]:.1f}" overflow="visible">'
                f'<path d="{mark}" fill="{colour}"/></svg>'
            )


def _legend(rows: Sequence[dict[str, Any]], column: Column, number: int) -> Iterator[str]:
    """The line, what it is, and its numbers of the first and the last year."""
    colour, dash, mark = _STYLES[number % len(_STYLES)]
    y = LINES_HEIGHT + 24 * number + 6
    yield f'<path d="M0 {y}H40" stroke="{colour}" stroke-width="2" stroke-dasharray="{dash}"/>'
    yield f'<path d="{mark}" fill="{colour}" transform="translate(20 {y})"/>'
    first, last = (text(row[column.name], column) for row in (rows[0], rows[-1]))
    yield f'<text x="50" y="{y + 5}">{escape(column.head)}：{escape(first)} → {escape(last)}</text>'


def _largest(rows: Sequence[dict[str, Any]], columns: Sequence[Column], step: float) -> Iterator[str]:
    """The largest number stands at its point: by it the height of the others is read."""
    at, column = max(
        ((at, column) for at, row in enumerate(rows) for column in columns if row[column.name] is not None),
        key=lambda place: float(rows[place[0]][place[1].name]),
    )
    anchor = "start" if at == 0 else "end" if at == len(rows) - 1 else "middle"
    said = escape(text(rows[at][column.name], column))
    yield f'<text x="{_LEFT + at * step:.2f}%" y="{_TOP - 8}" text-anchor="{anchor}">{said}</text>'
