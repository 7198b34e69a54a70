"""What an organ counts as a whole: decisions, charges, activities – and the processing fee of its requests."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from gongkai.ledger.counting.days import Years
from gongkai.ledger.counting.requests import Moment
from gongkai.ledger.counting.tally import Behind, Tally
from gongkai.ledger.facts import organ as facts
from gongkai.ledger.facts import request

ROW_LABELS = {"licensing": "行政许可", "penalties": "行政处罚", "coercion": "行政强制"}
CHARGES = "disclosure.fees.amount"
_FEN_IN_WAN = 1_000_000
_YUAN = Decimal("0.0001")


@dataclass(slots=True)
class Fees:
    """The processing fee of a year: notices and what they ask for, payments, requests that lapsed without any."""

    notices: list[Behind] = field(default_factory=list)
    payments: list[Behind] = field(default_factory=list)
    lapsed: list[Behind] = field(default_factory=list)

    @property
    def noticed(self) -> int:
        """In fen."""
        return sum(each.value for each in self.notices)

    @property
    def paid(self) -> int:
        """In fen."""
        return sum(each.value for each in self.payments)


@dataclass(frozen=True, slots=True)
class Activity:
    """Something that the prose of the report states."""

    organ: str
    on: date
    aspect: str
    says: str
    number: int | None = None
    unit: str | None = None


class Books:
    """The imports and activities of one organ that is there ``until`` a day, and its fees."""

    def __init__(
        self, organ: str, years: Years, tally: Tally, fees: Fees, activities: list[Activity], *, until: date
    ) -> None:
        self.organ, self.years, self.tally, self.fees, self.activities = organ, years, tally, fees, activities
        self.until = until
        self.periods: dict[str, list[tuple[date, date]]] = {}

    def take(self, at: Moment, fact: Any) -> None:
        match fact:
            case facts.DecisionsCounted():
                self._imported(f"disclosure.{fact.row}.decisions", at, fact, fact.number)
            case facts.ChargesCollected():
                self._imported(CHARGES, at, fact, fact.fen)
            case facts.ActivityRecorded() if at.day.year == self.tally.year:
                activity = Activity(self.organ, at.on, fact.aspect, fact.says, fact.number, fact.unit)
                self.activities.append(activity)
            case request.FeeNoticed() | request.FeePaid() | request.Lapsed() if (
                at.day.year == self.tally.year
            ):
                self._fee(Behind(self.organ, at.case, at.entry, getattr(fact, "fen", 1)), fact)

    def _imported(
        self, cell_id: str, at: Moment, fact: facts.DecisionsCounted | facts.ChargesCollected, value: int
    ) -> None:
        """Figures of a period count in its year, or in the first open one; never by the day of the import."""
        if at.day.year == self.tally.year:
            self.periods.setdefault(cell_id, []).append((fact.since, fact.until))
            self.tally.add(cell_id, Behind(self.organ, at.case, at.entry, value))

    def _fee(self, behind: Behind, fact: Any) -> None:
        if isinstance(fact, request.FeeNoticed):
            self.fees.notices.append(behind)
        elif isinstance(fact, request.FeePaid):
            self.fees.payments.append(behind)
            self.tally.add(CHARGES, behind)  # the processing fee is an administrative charge
        elif fact.kind == "lapsed_fee":
            self.fees.lapsed.append(behind)

    def done(self, name: str) -> None:
        """Say where the periods of the imports do not make up the year."""
        for cell_id, periods in self.periods.items():
            if self.lacks(cell_id):
                continue
            first, last = date(self.tally.year, 1, 1), date(self.tally.year, 12, 31)
            for says in _unfit(sorted(periods), max(self.years.opened, first), min(self.until, last)):
                self.tally.remark(f"{name}「{label_of(cell_id)}」{says}")

    def lacks(self, cell_id: str) -> bool:
        """Whether nobody has told the ledger this figure: it is not known, and no zero. An organ that was gone has none.

        What was told too late for its own year is counted, but it says nothing of this one.
        """
        is_there = self.until.year >= self.tally.year
        return is_there and all(until.year < self.tally.year for _, until in self.periods.get(cell_id, ()))


def label_of(cell_id: str) -> str:
    return "行政事业性收费" if cell_id == CHARGES else ROW_LABELS[cell_id.split(".")[1]]


def wan(fen: int) -> Decimal:
    """Fen in 万元 with as many decimals as are needed, four at most (a whole yuan)."""
    amount = (Decimal(fen) / _FEN_IN_WAN).quantize(_YUAN, ROUND_HALF_UP)
    return amount.quantize(Decimal(1)) if amount == amount.to_integral() else amount.normalize()


def is_rounded(fen: int) -> bool:
    return fen % 100 != 0


def _unfit(periods: list[tuple[date, date]], first: date, last: date) -> list[str]:
    """Gaps and overlaps of the periods between two days, in order, as ends of sentences."""
    found, next_day = [], first
    for since, until in periods:
        if since < next_day and next_day > first:
            found.append(f"导入的期间有重叠：{since} 起的一段与之前的重叠，请核对有没有重复计算。")
        elif since > next_day:
            found.append(f"没有 {next_day} 至 {since - timedelta(days=1)} 的数据，数字不含这一段。")
        next_day = max(next_day, until + timedelta(days=1))
    if next_day <= last:
        found.append(f"没有 {next_day} 至 {last} 的数据，数字不含这一段。")
    return found


TAKEN = (
    facts.DecisionsCounted,
    facts.ChargesCollected,
    facts.ActivityRecorded,
    request.FeeNoticed,
    request.FeePaid,
    request.Lapsed,
)
