"""The months of a term as SVG: no script, no fonts from elsewhere, and nothing that needs a colour to be told apart.

A counted day bears its number, one that does not count is hatched, the last day has a heavy ring.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta
from html import escape

from gongkai.model.timeline import DayKind, DayMark, Timeline

_W, _H = 54, 66  # of a day
_HEAD = 52  # title of the month and names of the days of the week
_GAP = 24
_MONTH_WIDTH = 7 * _W
_WEEK = "一二三四五六日"
_FONT = "'Gongkai Hei','Noto Sans CJK SC','Source Han Sans SC','Microsoft YaHei',SimHei,sans-serif"
_TOLD: tuple[DayKind, ...] = ("receipt", "due", "reply", "notice", "today")
_LEGEND: tuple[tuple[str, tuple[DayMark, ...]], ...] = (
    ("收到之日，不计入", (DayMark(date(2026, 1, 5), "receipt", "收到"),)),
    ("计入的工作日和序号", (DayMark(date(2026, 1, 6), "counted", "", 1),)),
    ("不计入的工作日", (DayMark(date(2026, 1, 7), "excluded"),)),
    ("最后一日", (DayMark(date(2026, 1, 8), "counted", "", 20), DayMark(date(2026, 1, 8), "due", "到期"))),
    ("周末、放假", (DayMark(date(2026, 1, 9), "holiday"),)),
    ("今天", (DayMark(date(2026, 1, 12), "today", "今天"),)),
    ("调休上班", (DayMark(date(2026, 1, 10), "makeup"), DayMark(date(2026, 1, 10), "counted", "", 2))),
)


def month_svg(timeline: Timeline, *, columns: int = 2) -> str:
    """All months in one picture, with a legend below."""
    months = timeline.months
    columns = max(1, min(columns, len(months)))
    width = columns * _MONTH_WIDTH + (columns - 1) * _GAP
    parts, below = [], 0
    for start in range(0, len(months), columns):
        row = months[start : start + columns]
        for n, month in enumerate(row):
            at = f"translate({n * (_MONTH_WIDTH + _GAP)},{below})"
            parts.append(f'<g transform="{at}">{"".join(_month(timeline, *month))}</g>')
        below += _HEAD + max(_weeks(*month) for month in row) * _H + _GAP
    lines, legend = _legend(width)
    body = "".join(parts) + f'<g transform="translate(0,{below})">{legend}</g>'
    return _svg(width, below + lines, f"{timeline.title}：期限月历", described(timeline), body, "all")


def single_months(timeline: Timeline) -> tuple[str, ...]:
    """A picture for every month, for a page that lays them out itself."""
    found = []
    for year, month in timeline.months:
        body = "".join(_month(timeline, year, month))
        height = _HEAD + _weeks(year, month) * _H
        about = _said(timeline, year, month)
        found.append(_svg(_MONTH_WIDTH, height, f"{year}年{month}月", about, body, f"m{year}{month:02}"))
    return tuple(found)


def legend_svg(*, width: int = _MONTH_WIDTH, key: str = "legend") -> str:
    """What the marks mean. ``key`` tells two legends on one page apart."""
    height, body = _legend(width)
    about = "；".join(says for says, _ in _LEGEND)
    return _svg(width, height, "图例", about, body, key)


def described(timeline: Timeline) -> str:
    """The picture in words, for who cannot see it."""
    return "".join(_said(timeline, year, month) for year, month in timeline.months)


def _said(timeline: Timeline, year: int, month: int) -> str:
    told = [
        mark
        for mark in sorted(timeline.days, key=lambda mark: mark.day)
        if mark.kind in _TOLD and (mark.day.year, mark.day.month) == (year, month)
    ]
    counts = [
        mark.count
        for mark in timeline.days
        if mark.count is not None and (mark.day.year, mark.day.month) == (year, month)
    ]
    said = "，".join(f"{mark.day.day}日{mark.label}" for mark in told) or "没有事项"
    numbered = f"，计入第{min(counts)}至第{max(counts)}个工作日" if counts else ""
    return f"{year}年{month}月：{said}{numbered}。"


def _svg(width: int, height: int, title: str, about: str, body: str, key: str) -> str:
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="-4 -4 {width + 8} {height + 8}" role="img" '
        f'aria-labelledby="t-{key} d-{key}" font-family="{_FONT}" fill="#111">'
        f'<title id="t-{key}">{escape(title)}</title><desc id="d-{key}">{escape(about)}</desc>'
        f"{body}</svg>"
    )


def _month(timeline: Timeline, year: int, month: int) -> Iterator[str]:
    yield _text(_MONTH_WIDTH / 2, 20, f"{year}年{month}月", size=18, bold=True)
    for n, name in enumerate(_WEEK):
        yield _text(n * _W + _W / 2, 44, name, size=13)
    for day in _days(year, month):
        week = (day.day + date(year, month, 1).weekday() - 1) // 7
        yield f'<g transform="translate({day.weekday() * _W},{_HEAD + week * _H})">'
        yield from _day(day, timeline.marks(day), is_provisional=day > timeline.known_until)
        yield "</g>"


def _day(day: date, marks: Sequence[DayMark], *, is_provisional: bool) -> Iterator[str]:
    """The square of one day: its date, 休 or 班, the number that it counts as, what happened."""
    kinds = {mark.kind for mark in marks}
    is_start = "receipt" in kinds
    is_hatched = "excluded" in kinds and not is_start
    ink = "#fff" if is_start else "#555" if kinds & {"rest", "holiday"} else "#111"
    fill = "#222" if is_start else _ground(kinds)
    yield f'<rect width="{_W}" height="{_H}" fill="{fill}" stroke="#888" stroke-width="1"/>'
    if is_hatched:
        yield _hatch()
        yield '<rect x="3" y="4" width="24" height="18" rx="2" fill="#fff"/>'
    yield _text(15, 19, str(day.day), size=16, bold=True, ink=ink)
    if tag := "休" if "holiday" in kinds else "班" if "makeup" in kinds else "":
        if is_hatched:
            yield f'<rect x="{_W - 19}" y="4" width="16" height="18" rx="2" fill="#fff"/>'
        yield _text(_W - 11, 18, tag, size=12, ink=ink)
    elif is_provisional and "counted" in kinds:
        yield _text(_W - 11, 18, "?", size=12, ink=ink)
    count = next((mark.count for mark in marks if mark.count is not None), None)
    if count is not None:
        yield _text(_W / 2, 39, f"第{count}天", size=12, ink=ink)
    if said := [mark.label for mark in marks if mark.kind in _TOLD]:
        yield from _label(said, ink, has_hatch=is_hatched, low=count is not None)
    if "due" in kinds:
        yield _ring(2, "#000", 'rx="8" stroke-width="4"')
    if "today" in kinds:
        yield _ring(3, ink, 'stroke-width="1.5" stroke-dasharray="4 3"')


def _ring(inset: int, ink: str, how: str) -> str:
    size = f'width="{_W - 2 * inset}" height="{_H - 2 * inset}"'
    return f'<rect x="{inset}" y="{inset}" {size} fill="none" stroke="{ink}" {how}/>'


def _hatch() -> str:
    """Slanting lines across a square, each ending at its border: drawn one by one, since few draw patterns alike."""
    lines = []
    for start in range(-_H + 8, _W, 8):
        left, right = max(start, 0), min(start + _H, _W)
        lines.append(f"M{left} {_H - (left - start)}L{right} {_H - (right - start)}")
    return f'<path d="{"".join(lines)}" stroke="#555" stroke-width="1.6"/>'


def _label(said: Sequence[str], ink: str, *, has_hatch: bool, low: bool) -> Iterator[str]:
    text = said[0] if len(said) == 1 else f"{said[0]}等" if len(said) > 2 else "、".join(said)
    size = 12 if len(text) <= 4 else 10 if len(text) == 5 else 8.5
    y = 56 if low else 50
    if has_hatch:
        yield f'<rect x="1" y="{y - 13}" width="{_W - 2}" height="17" fill="#fff"/>'
    yield _text(_W / 2, y - (1 if low else 0), text, size=size, bold=True, ink=ink)


def _ground(kinds: set[DayKind]) -> str:
    return "#e4e4e4" if kinds & {"rest", "holiday"} else "#fff"


def _legend(width: int) -> tuple[int, str]:
    """Its height and its picture: as many entries in a row as there is room for."""
    wide = 178
    columns = max(1, (width + 10) // wide)
    parts = []
    for n, (says, marks) in enumerate(_LEGEND):
        square = "".join(_day(marks[0].day, marks, is_provisional=False))
        x, y = n % columns * wide, n // columns * (_H * 0.7 + 8)
        parts.append(
            f'<g transform="translate({x},{y:g})"><g transform="scale(0.7)">{square}</g>'
            f"{_text(_W * 0.7 + 7, 26, says, size=13, anchor='start')}</g>"
        )
    return int(-(-len(_LEGEND) // columns) * (_H * 0.7 + 8)), "".join(parts)


def _text(
    x: float,
    y: float,
    text: str,
    *,
    size: float,
    bold: bool = False,
    ink: str = "#111",
    anchor: str = "middle",
) -> str:
    weight = ' font-weight="bold"' if bold else ""
    return (
        f'<text x="{x:g}" y="{y:g}" font-size="{size:g}"{weight} fill="{ink}" text-anchor="{anchor}">'
        f"{escape(text)}</text>"
    )


def _days(year: int, month: int) -> Iterator[date]:
    day = date(year, month, 1)
    while day.month == month:
        yield day
        day += timedelta(days=1)


def _weeks(year: int, month: int) -> int:
    last = max(_days(year, month))
    return (last.day + date(year, month, 1).weekday() - 1) // 7 + 1
