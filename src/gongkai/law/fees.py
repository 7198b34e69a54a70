"""The processing fee (信息处理费), band by band, in whole fen. Whether to charge at all is the organ's decision."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from itertools import count as counting

from gongkai.law import loader
from gongkai.law.step import Step

_MOST = 100_000  # more requests in a month, or pages in a request, is a slip of the keyboard


class UnusableQuantity(ValueError):
    """A number of requests or pages that cannot be."""


@dataclass(frozen=True, slots=True)
class Fee:
    """An amount in fen, and how it came about. ``inferred`` says what of the tariff was not read in its text."""

    fen: int
    steps: tuple[Step, ...]
    inferred: str | None = None

    @property
    def yuan(self) -> str:
        return in_yuan(self.fen)


@dataclass(frozen=True, slots=True)
class Band:
    """From the ``first`` to the ``last`` (None: without end), each costs ``yuan``."""

    first: int
    yuan: Decimal
    last: int | None = None


@dataclass(frozen=True, slots=True)
class Rising:
    """From the ``first`` on, bands of ``every`` each; the first costs ``yuan``, each further one ``more`` than that before."""

    first: int
    every: int
    yuan: Decimal
    more: Decimal


@dataclass(frozen=True, slots=True)
class Scale:
    """One of the two ways to charge; ``counts`` says what is counted."""

    label: str
    unit: str
    counts: str
    bands: tuple[Band, ...]
    rising: Rising | None = None

    def all_bands(self) -> Iterator[Band]:
        """The bands in order; without end where they rise."""
        yield from self.bands
        if self.rising is None:
            return
        for step in counting():
            first = self.rising.first + step * self.rising.every
            yield Band(first, self.rising.yuan + step * self.rising.more, first + self.rising.every - 1)


@dataclass(frozen=True, slots=True)
class Tariff:
    """Both scales from a day on."""

    since: date
    basis: tuple[str, ...]
    items: Scale
    pages: Scale
    inferred: str | None = None


@dataclass(frozen=True, slots=True)
class _TariffsFile:
    tariffs: tuple[Tariff, ...]
    looked_at: date


def for_items(count: int, on: date, *, before: int = 0) -> Fee:
    """The fee for ``count`` requests by number (按件).

    ``before`` is how many requests the same applicant made earlier in the same calendar month; ``on`` is the day that
    places the requests in a month and under a tariff. Raises :class:`UnusableQuantity`.
    """
    _refuse_impossible(count, "件数")
    _refuse_impossible(before, "本月此前的件数")
    tariff = tariff_on(on)
    if tariff is None:
        return _none_yet(on)
    month = f"{on.year} 年 {on.month} 月"
    earlier = f"{month}此前已有 {before} 件，本次 {count} 件" if before else f"{month}共 {count} 件"
    said = f"{tariff.items.label}，按{tariff.items.counts}算：{earlier}。"
    opening = Step(None, said, tariff.basis, setting="fee.month_of")
    return _charged(tariff, tariff.items, before, before + count, opening)


def for_pages(pages: int, on: date) -> Fee:
    """The fee for one request by its pages (按量). Raises :class:`UnusableQuantity`."""
    _refuse_impossible(pages, "页数")
    tariff = tariff_on(on)
    if tariff is None:
        return _none_yet(on)
    said = f"{tariff.pages.label}，按{tariff.pages.counts}算：共 {pages} 页。"
    return _charged(tariff, tariff.pages, 0, pages, Step(None, said, tariff.basis))


def tariff_on(day: date) -> Tariff | None:
    """The tariff in force on a day; None before there was one."""
    return max((each for each in tariffs() if each.since <= day), key=lambda each: each.since, default=None)


@cache
def tariffs() -> tuple[Tariff, ...]:
    """All tariffs there have been."""
    return loader.read("fees/processing-fee.yaml", _TariffsFile).tariffs


def in_yuan(fen: int) -> str:
    """An amount as people write it: 4700, 0.50."""
    return str(fen // 100) if fen % 100 == 0 else f"{fen // 100}.{fen % 100:02}"


def _charged(tariff: Tariff, scale: Scale, after: int, until: int, opening: Step) -> Fee:
    """The fee for what is numbered ``after`` + 1 to ``until``: each part at the rate of its band."""
    fen, steps = 0, [opening]
    for band in scale.all_bands():
        if band.first > until:
            break
        part = min(until, band.last or until) - max(after, band.first - 1)
        if part > 0:
            each = _in_fen(band.yuan)
            fen += part * each
            steps.append(Step(None, _band_says(band, scale.unit, part, each), tariff.basis))
    steps.append(Step(None, f"合计 {in_yuan(fen)} 元。", tariff.basis))
    return Fee(fen, tuple(steps), tariff.inferred)


def _band_says(band: Band, unit: str, part: int, each: int) -> str:
    span = f"第 {band.first} 至 {band.last} {unit}" if band.last else f"第 {band.first} {unit}起"
    if each == 0:
        return f"{span}不收费：其中 {part} {unit}。"
    return f"{span}每{unit} {in_yuan(each)} 元：{part} × {in_yuan(each)} = {in_yuan(part * each)} 元。"


def _none_yet(on: date) -> Fee:
    first = min(tariffs(), key=lambda each: each.since)
    says = f"信息处理费从 {first.since} 起才有；{on} 的申请不收。"
    return Fee(0, (Step(None, says, first.basis),), first.inferred)


def _refuse_impossible(number: int, name: str) -> None:
    if number < 0:
        raise UnusableQuantity(f"{name}不能是负数：{number}。")
    if number > _MOST:
        raise UnusableQuantity(f"{name} {number} 太大（最多 {_MOST}），请核对。")


def _in_fen(yuan: Decimal) -> int:
    fen = yuan * 100
    if fen != int(fen):
        raise ValueError(f"费率 {yuan} 元不是整分。")
    return int(fen)
