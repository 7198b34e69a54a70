"""The days of a statutory term as a person sees them in a calendar, with the steps that lead to the last one.

A ledger makes one from its clock (:mod:`gongkai.ledger.timeline`); the pages of :mod:`gongkai.write.clock` show it.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from gongkai.law.step import Step

DayKind: TypeAlias = Literal[
    "receipt",  # 收到申请、补正，期限的起算日
    "counted",  # 计入期限的工作日
    "excluded",  # 不计入期限的工作日
    "rest",  # 周末
    "holiday",  # 放假
    "makeup",  # 调休上班
    "due",  # 到期
    "today",  # 今天
    "reply",  # 答复
    "notice",  # 其他事项：告知补正、延期……
]


@dataclass(frozen=True, slots=True)
class DayMark:
    """One thing about a day; a day may have several. ``count`` numbers the counted working days from 1."""

    day: date
    kind: DayKind
    label: str = ""
    count: int | None = None


@dataclass(frozen=True, slots=True)
class Timeline:
    """``due`` is None while nobody can know it. ``days`` hold every day that is no plain working day."""

    title: str
    days: tuple[DayMark, ...]
    steps: tuple[Step, ...]
    due: date | None
    is_provisional: bool
    known_until: date

    @property
    def months(self) -> tuple[tuple[int, int], ...]:
        """The months, as year and number, from the first day that something happens on to the last."""
        told = [mark.day for mark in self.days if mark.kind not in {"rest", "holiday", "makeup"}]
        if not told:
            return ()
        first, last = min(told), max(told)
        numbers = range(first.year * 12 + first.month - 1, last.year * 12 + last.month)
        return tuple((number // 12, number % 12 + 1) for number in numbers)

    def marks(self, day: date) -> tuple[DayMark, ...]:
        return tuple(mark for mark in self.days if mark.day == day)
