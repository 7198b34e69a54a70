"""Charts as SVG, drawn here: bars, stacked bars, differences, and lines over years.

What states no number is left out, never drawn as 0, and said. A chart is as wide as its page: places across are in per
cent, texts keep their size, so that it is read on a telephone and on paper. Colours differ in lightness, lines also by
dashes and marks; every number that is drawn is also said.
"""

from __future__ import annotations

from html import escape
from typing import TYPE_CHECKING, Any

from gongkai.corpus.answers.lines import LINES_HEIGHT, lines
from gongkai.corpus.answers.table import NOTHING, text

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gongkai.corpus.questions.answer import Answer, Chart, Column

MOST = 24
"""Rows of a chart, so that it fits a printed page."""
_ROW, _BAR = 44, 14
_WIDEST = 78.0
"""In per cent: the rest is for the number behind the longest bar."""
_FILLS = ("#004a8f", "#d06a00", "#b8b8b8", "#ededed")
"""From dark to light: told apart in grey print and by those who see no colours, too."""
_LONGEST_LABEL = 22

Row = dict[str, Any]


def drawn(answer: Answer) -> str | None:
    """The chart of an answer, or None where it has none or nothing to draw."""
    chart = answer.chart
    if chart is None:
        return None
    names = [column.name for column in answer.columns]
    rows = [dict(zip(names, row, strict=True)) for row in answer.rows()]
    columns = [next(column for column in answer.columns if column.name == name) for name in chart.values]
    if chart.kind == "lines":
        parts, height = "".join(lines(rows, chart, columns)), LINES_HEIGHT + 24 * len(columns)
    else:
        parts, height = _rows(chart, rows, columns)
    if not parts:
        return None
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="100%" height="{height}" role="img" class="chart" '
        f'font-size="14" font-family="inherit"><title>{escape(_said(answer))}</title>{parts}</svg>'
    )


def _said(answer: Answer) -> str:
    return f"图：{answer.title}。图上的数字都在下面的表里。"


def _rows(chart: Chart, rows: Sequence[Row], columns: Sequence[Column]) -> tuple[str, int]:
    """A line of text and a bar for each row, and what the chart leaves out; with the height."""
    values = columns if chart.kind == "stacked" else columns[:1]
    there = [row for row in rows if any(row[column.name] is not None for column in values)]
    if chart.kind == "differences":
        there = sorted(
            (row for row in there if row[columns[0].name]), key=lambda row: -_size(row, columns[0])
        )
    shown = there[:MOST]
    if not shown:
        return "", 0
    draw = {"stacked": _stacked, "differences": _differences}.get(chart.kind, _bars)
    top, legend = _HEADS[chart.kind](columns) if chart.kind in _HEADS else (0, "")
    parts = [legend, *draw(chart, shown, columns, top)]
    height = top + _ROW * len(shown) + 4
    if left := _left_out(rows, there, chart):
        parts.append(f'<text x="0" y="{height + 14}" fill="#444">{escape(left)}</text>')
        height += 22
    return "".join(parts), height


def _left_out(rows: Sequence[Row], there: Sequence[Row], chart: Chart) -> str:
    more, without = len(there) - MOST, len(rows) - len(there)
    said = [f"图上只画前 {MOST} 行，另有 {more} 行见表。"] if more > 0 else []
    if without > 0 and chart.kind != "differences":
        said.append(f"没有数字的 {without} 行没有画。")
    return "".join(said)


def _bars(chart: Chart, rows: Sequence[Row], columns: Sequence[Column], top: int) -> Iterator[str]:
    """One bar a row, from 0 on, with its number behind it."""
    column = columns[0]
    largest = max(_size(row, column) for row in rows) or 1
    for number, row in enumerate(rows):
        y = top + number * _ROW
        wide = _WIDEST * _size(row, column) / largest
        yield _label(chart, row, y)
        yield _rect(0, wide, y, 0)
        yield _beside(wide, y, text(row[column.name], column), is_right=True)


def _stacked(chart: Chart, rows: Sequence[Row], columns: Sequence[Column], top: int) -> Iterator[str]:
    """The parts of each row side by side; their numbers stand at the right, in the order of the legend."""
    largest = max(sum(_size(row, column) for column in columns) for row in rows) or 1
    for number, row in enumerate(rows):
        y = top + number * _ROW
        yield _label(chart, row, y)
        numbers = " / ".join(text(row[column.name], column) for column in columns)
        yield f'<text x="100%" y="{y + 14}" text-anchor="end">{escape(numbers)}</text>'
        at = 0.0
        for place, column in enumerate(columns):
            wide = 100 * _size(row, column) / largest
            if wide:
                yield _rect(at, wide, y, place)
            at += wide


def _differences(chart: Chart, rows: Sequence[Row], columns: Sequence[Column], top: int) -> Iterator[str]:
    """The first value to the right of the middle where it is more, to the left where it is less; the others opposite."""
    column, *others = columns
    largest = max(_size(row, column) for row in rows) or 1
    for number, row in enumerate(rows):
        y = top + number * _ROW
        yield _label(chart, row, y)
        value = float(row[column.name])
        wide = 36 * abs(value) / largest
        yield _rect(50 if value > 0 else 50 - wide, wide, y, 0 if value > 0 else 1)
        yield f'<line x1="50%" x2="50%" y1="{y + 18}" y2="{y + 36}" stroke="#1a1a1a"/>'
        words = ("多 " if value > 0 else "少 ") + text(row[column.name], column).lstrip("-")
        yield _beside(50 + wide if value > 0 else 50 - wide, y, words, is_right=value > 0)
        yield _beside(50, y, " / ".join(text(row[each.name], each) for each in others), is_right=value < 0)


def _label(chart: Chart, row: Row, y: int) -> str:
    return f'<text x="0" y="{y + 14}">{escape(short(chart.name_of(row)) or NOTHING)}</text>'


def short(label: str) -> str:
    """The last steps of a long label of a cell: 三、本年度办理结果—（七）总计，申请人情况—总计 is （七）总计，总计."""
    if len(label) > _LONGEST_LABEL:
        label = "，".join(part.rpartition("—")[2] for part in label.split("，"))
    return label if len(label) <= _LONGEST_LABEL else label[: _LONGEST_LABEL - 1] + "…"


def _rect(at: float, wide: float, y: int, place: int) -> str:
    frame = f'x="{at:.2f}%" y="{y + 20}" width="{wide:.2f}%" height="{_BAR}"'
    return f'<rect {frame} fill="{_FILLS[place % len(_FILLS)]}" stroke="#555" stroke-width="0.5"/>'


def _beside(at: float, y: int, said: str, *, is_right: bool) -> str:
    anchor, apart = ("start", 6) if is_right else ("end", -6)
    return f'<text x="{at:.2f}%" dx="{apart}" y="{y + 32}" text-anchor="{anchor}">{escape(said)}</text>'


def _legend(columns: Sequence[Column]) -> tuple[int, str]:
    """What the parts of the bars are: a line each, above; with its height."""
    parts = []
    for place, column in enumerate(columns):
        y = 22 * place
        fill = f'width="22" height="14" fill="{_FILLS[place % len(_FILLS)]}"'
        parts.append(f'<rect x="0" y="{y + 2}" {fill} stroke="#767676"/>')
        parts.append(f'<text x="30" y="{y + 14}">{escape(column.head)}</text>')
    return 22 * len(columns) + 10, "".join(parts)


def _heads(columns: Sequence[Column]) -> tuple[int, str]:
    """What the numbers opposite to a difference are."""
    said = f"{columns[0].head}；另一边是 " + " / ".join(column.head for column in columns[1:])
    return 30, f'<text x="0" y="14" fill="#444">{escape(said)}</text>'


_HEADS = {"stacked": _legend, "differences": _heads}


def _size(row: Row, column: Column) -> float:
    return abs(float(row[column.name] or 0))
