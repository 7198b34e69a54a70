"""Charts as SVG without style and script; their numbers stand in a table beside them."""

from __future__ import annotations

from collections.abc import Sequence

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

from gongkai_web.published.reports import Bar

_BLUE, _GREEN, _INK, _LINE = "#0b4f9e", "#2f8f5b", "#1c2733", "#d5dbe3"
_WIDE, _LABEL, _ROW, _BAR = 460, 90, 34, 18
_HIGH, _BASE, _TOP = 240, 200, 30
_COLUMN = 32


def bars(found: Sequence[Bar], says: str = "各种办理结果的件数") -> SafeString | str:
    """A line for each; nothing where there is nothing to draw. ``says`` is what a reader hears in place of it."""
    most = max((each.value or 0 for each in found), default=0)
    if not most:
        return ""
    room = _WIDE - _LABEL - 60
    lines = format_html_join("", "{}", ((_line(at, each, most, room),) for at, each in enumerate(found)))
    return _svg(len(found) * _ROW + 8, says, lines)


def columns(found: Sequence[tuple[str, Bar, Bar]], says: str = "各年新收和办结的件数") -> SafeString | str:
    """Two columns each, a year or a month: received and answered. Where they are narrow, the table has the numbers."""
    most = max((each.value or 0 for _, *both in found for each in both), default=0)
    if not most or len(found) < 2:
        return ""
    step = (_WIDE - 40) / len(found)
    wide = min(_COLUMN, step * 0.4)
    parts = [
        format_html('<line x1="20" y1="{}" x2="{}" y2="{}" stroke="{}"/>', _BASE, _WIDE - 20, _BASE, _LINE),
        _key(20, _BLUE, "新收"),
        _key(90, _GREEN, "办结"),
    ]
    for at, (label, received, answered) in enumerate(found):
        middle = 20 + step * (at + 0.5)
        parts += [
            _column(middle - wide - 1, wide, received.value, most, _BLUE),
            _column(middle + 1, wide, answered.value, most, _GREEN),
            _text(middle, _BASE + 22, label, "middle"),
        ]
    return _svg(_HIGH, says, format_html_join("", "{}", ((part,) for part in parts)))


def _svg(height: int, label: str, inside: SafeString) -> SafeString:
    return format_html(
        '<svg class="chart" viewBox="0 0 {} {}" role="img" aria-label="{}" font-size="14">{}</svg>',
        _WIDE,
        height,
        label,
        inside,
    )


def _line(at: int, bar: Bar, most: int, room: int) -> SafeString:
    top = at * _ROW + 8
    width = round(room * (bar.value or 0) / most, 1)
    shown = "—" if bar.value is None else str(bar.value)
    rect = format_html(
        '<rect x="{}" y="{}" width="{}" height="{}" fill="{}" rx="2"/>', _LABEL, top, width, _BAR, _BLUE
    )
    label = _text(_LABEL - 10, top + 14, bar.label, "end")
    return format_html("{}{}{}", label, rect, _text(_LABEL + width + 8, top + 14, shown, "start"))


def _column(left: float, wide: float, value: int | None, most: int, fill: str) -> SafeString:
    height = round((_BASE - _TOP - 20) * (value or 0) / most, 1)
    shown = "" if wide < _COLUMN else "—" if value is None else str(value)
    return format_html(
        '<rect x="{}" y="{}" width="{}" height="{}" fill="{}" rx="2"/>{}',
        round(left, 1),
        _BASE - height,
        round(wide, 1),
        height,
        fill,
        _text(left + wide / 2, _BASE - height - 6, shown, "middle") if shown else "",
    )


def _key(left: int, fill: str, label: str) -> SafeString:
    rect = format_html('<rect x="{}" y="4" width="14" height="14" fill="{}" rx="2"/>', left, fill)
    return format_html("{}{}", rect, _text(left + 20, 16, label, "start"))


def _text(x: float, y: float, text: str, anchor: str) -> SafeString:
    return format_html(
        '<text x="{}" y="{}" text-anchor="{}" fill="{}">{}</text>',
        round(x, 1),
        round(y, 1),
        anchor,
        _INK,
        text,
    )
