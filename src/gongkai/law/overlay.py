"""Overlay files: days that an organ adds to the calendar, in a dated file of the project's own shape.

A new year's notice that the package does not have yet, a holiday of a region, a correction. The file says who ordered
it and when; ``complete_year`` marks one that is the notice for a whole year, so that the year counts as known.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from gongkai.law import loader

_LONGEST_REST = 31
NATIONWIDE = "全国"


class UnusableOverlay(loader.LawFileError):
    """An overlay in the right shape that says something impossible."""


@dataclass(frozen=True, slots=True)
class Rest:
    """Days of rest from ``since`` to ``to``, both included; one day where ``to`` is not given."""

    name: str
    since: date
    to: date | None = None

    @property
    def until(self) -> date:
        return self.to or self.since


@dataclass(frozen=True, slots=True)
class Overlay:
    """``issuer`` ordered it on ``issued``, for ``region``; ``work`` are days of work though they look like rest."""

    title: str
    issuer: str
    issued: date
    region: str = NATIONWIDE
    number: str | None = None
    complete_year: int | None = None
    rest: tuple[Rest, ...] = ()
    work: tuple[date, ...] = ()
    remark: str | None = None

    @property
    def named(self) -> str:
        """As people read it: 云溪县人民政府《…》（云溪县，2026-03-01）."""
        return f"{self.issuer}《{self.title}》（{self.region}，{self.number or self.issued}）"

    def days_of_rest(self) -> Iterator[tuple[date, str]]:
        for span in self.rest:
            for n in range((span.until - span.since).days + 1):
                yield span.since + timedelta(days=n), span.name

    def refuse_unless_it_fits(self, first: date, last: date, known_until: date) -> None:
        """Raises :class:`UnusableOverlay` where the days lie outside a calendar, or a year before it is missing."""
        days = [*(day for day, _ in self.days_of_rest()), *self.work]
        mistakes = [
            f"「{self.title}」写了 {day}，不在日历 {first} 至 {last} 之内。请核对年份。"
            for day in days
            if not first <= day <= last
        ]
        if self.complete_year and self.complete_year > known_until.year + 1:
            mistakes.append(
                f"「{self.title}」是 {self.complete_year} 年的通知，但 {known_until.year + 1} 年的还没有。"
                f"请把 {known_until.year + 1} 年的通知也加上。"
            )
        if mistakes:
            raise UnusableOverlay(mistakes)


def load_overlay(path: Path) -> Overlay:
    """The overlay that a file states.

    Raises :class:`~gongkai.law.loader.LawFileError`, of which :class:`UnusableOverlay` is one.
    """
    overlay = loader.load_own(path, Overlay)
    mistakes = list(_mistakes(overlay))
    if mistakes:
        raise UnusableOverlay([f"{path.name}：{mistake}" for mistake in mistakes])
    return overlay


def _mistakes(overlay: Overlay) -> Iterator[str]:
    if not overlay.rest and not overlay.work:
        yield "没有写任何一天。休息日写在 rest，调休上班的日子写在 work。"
    backwards = [span for span in overlay.rest if span.until < span.since]
    for span in backwards:
        yield f"「{span.name}」从 {span.since} 到 {span.to}，到期日在开始之前。请核对两个日期。"
    if backwards:
        return
    for span in overlay.rest:
        if (span.until - span.since).days >= _LONGEST_REST:
            yield f"「{span.name}」从 {span.since} 到 {span.until}，超过 {_LONGEST_REST} 天。请核对日期。"
    yield from _clashes(overlay)
    if overlay.complete_year:
        yield from _outside_the_year(overlay, overlay.complete_year)


def _clashes(overlay: Overlay) -> Iterator[str]:
    rest = [day for day, _ in overlay.days_of_rest()]
    for day in sorted({day for day in rest if rest.count(day) > 1}):
        yield f"{day} 在 rest 里写了两次。请只留一处。"
    for day in sorted({day for day in overlay.work if overlay.work.count(day) > 1}):
        yield f"{day} 在 work 里写了两次。请只留一处。"
    for day in sorted(set(rest) & set(overlay.work)):
        yield f"{day} 既写成休息，又写成上班。请删去一处。"


def _outside_the_year(overlay: Overlay, year: int) -> Iterator[str]:
    """A year's notice may reach into the December before it (New Year's Day), and makes work up on weekends alone."""
    for day in sorted({*(day for day, _ in overlay.days_of_rest()), *overlay.work}):
        if day.year != year and (day.year, day.month) != (year - 1, 12):
            yield f"{day} 不属于 {year} 年的通知。请核对日期，或改 complete_year。"
    for day in overlay.work:
        if day.weekday() < 5:
            yield f"work 里的 {day} 是周{'一二三四五'[day.weekday()]}，本来就上班。请核对日期。"
