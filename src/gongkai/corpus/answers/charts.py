"""Charts as SVG, drawn here: bars, and lines over years. What states no number is left out and never drawn as 0."""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from gongkai.corpus.answers.table import text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gongkai.corpus.questions.answer import Answer, Chart, Column

_MOST_BARS = 40
_WIDTH, _LABELS, _BAR = 900, 260, 22
_COLOURS = ("#004a8f", "#a30000", "#2f6b00", "#7a4b00", "#5a2a82", "#006a6a")
_DASHES = ("none", "8 3", "2 3", "10 3 2 3", "5 5", "1 4")


def drawn(answer: Answer) -> str | None:
    """The chart of an answer, or None where it has none or nothing to draw."""
    chart = answer.chart
    if chart is None:
        return None
    names = [column.name for column in answer.columns]
    rows = [dict(zip(names, row, strict=True)) for row in answer.rows()]
    values = [next(column for column in answer.columns if column.name == name) for name in chart.values]
    parts = list(_bars(chart, rows, values[0]) if chart.kind == "bars" else _lines(chart, rows, values))
    if not parts:
        return None
    height = parts.pop()
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {height}" width="{_WIDTH}" role="img" '
        f'font-size="13" font-family="sans-serif"><title>{escape(answer.title)}</title>{"".join(parts)}</svg>'
    )


def _bars(chart: Chart, rows: Sequence[dict[str, Any]], column: Column) -> Iterator[str]:
    """One bar a row, from 0 on; ends with the height."""
    shown = [row for row in rows if row[column.name] is not None][:_MOST_BARS]
    if not shown:
        return
    largest = max(abs(float(row[column.name])) for row in shown) or 1
    for number, row in enumerate(shown):
        y = number * _BAR + 4
        wide = (_WIDTH - _LABELS - 90) * abs(float(row[column.name])) / largest
        label = str(row[chart.label])
        label = label if len(label) <= 18 else label[:17] + "…"
        yield f'<text x="{_LABELS - 8}" y="{y + 13}" text-anchor="end">{escape(label)}</text>'
        yield f'<rect x="{_LABELS}" y="{y}" width="{wide:.1f}" height="{_BAR - 6}" fill="{_COLOURS[0]}"/>'
        said = text(row[column.name], column)
        yield f'<text x="{_LABELS + wide + 6:.1f}" y="{y + 13}">{escape(said)}</text>'
    yield str(len(shown) * _BAR + 8)


def _lines(chart: Chart, rows: Sequence[dict[str, Any]], columns: Sequence[Column]) -> Iterator[str]:
    """One line a value over the rows in their order; a gap interrupts it. Ends with the height."""
    stated = [float(row[column.name]) for row in rows for column in columns if row[column.name] is not None]
    if not stated or len(rows) < 2:
        return
    largest = max(*stated, 0.0) or 1.0
    step = (_WIDTH - 160) / (len(rows) - 1)
    for at, row in enumerate(rows):
        yield f'<text x="{60 + at * step:.1f}" y="270" text-anchor="middle">{escape(str(row[chart.label]))}</text>'
    yield f'<path d="M60 20V245H{_WIDTH - 80}" fill="none" stroke="#767676"/>'
    for place, (share, y) in enumerate(((largest, 20), (0, 245))):
        said = text(share, columns[0]) if columns[0].kind == "share" else f"{share:g}"
        yield f'<text x="52" y="{y + 4}" text-anchor="end" data-scale="{place}">{said}</text>'
    for number, column in enumerate(columns):
        yield from _line(rows, column, number, step, largest)
    yield str(290 + 20 * len(columns))


def _line(
    rows: Sequence[dict[str, Any]], column: Column, number: int, step: float, largest: float
) -> Iterator[str]:
    colour, dash = _COLOURS[number % len(_COLOURS)], _DASHES[number % len(_DASHES)]
    path, is_drawing = "", False
    for at, row in enumerate(rows):
        value = row[column.name]
        if value is not None:
            x, y = 60 + at * step, 245 - 225 * max(float(value), 0.0) / largest
            path += f"{'L' if is_drawing else 'M'}{x:.1f} {y:.1f}"
            yield f'<circle cx="{x:.1f}" cy="{y:.1f}" r="3" fill="{colour}"/>'
        is_drawing = value is not None
    style = f'fill="none" stroke="{colour}" stroke-width="2" stroke-dasharray="{dash}"'
    yield f'<path d="{path}" {style}/>' if path else ""
    y = 295 + 20 * number
    yield f'<path d="M60 {y - 4}H100" {style}/><text x="108" y="{y}">{escape(column.head)}</text>'
