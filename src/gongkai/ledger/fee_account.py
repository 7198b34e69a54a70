"""The account of the processing fee: each applicant's requests month by month, and every notice against the tariff."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date

from gongkai.law.fees import Fee, in_yuan
from gongkai.law.receipt import channel
from gongkai.law.rulebook import Rulebook, national
from gongkai.ledger.charging import lawful
from gongkai.ledger.corrections import replaced
from gongkai.ledger.counting.books import Fees
from gongkai.ledger.entry import Act
from gongkai.ledger.facts import request as facts
from gongkai.ledger.private import Private


@dataclass(frozen=True, slots=True)
class MonthlyRequest:
    """One request in its applicant's month; ``place`` is its number there, from 1."""

    case: str
    applicant: str
    day: date
    place: int


@dataclass(frozen=True, slots=True)
class Notice:
    """A fee notice as it was issued, and what the tariff gives for it."""

    case: str
    day: date
    fact: facts.FeeNoticed
    lawful: Fee
    paid: int
    has_lapsed: bool

    @property
    def is_right(self) -> bool:
        return self.fact.fen == self.lawful.fen

    @property
    def says(self) -> str:
        """What is wrong with the sum; empty where nothing is."""
        if self.is_right:
            return ""
        asked, lawful = in_yuan(self.fact.fen), in_yuan(self.lawful.fen)
        return f"{self.case} 的收费通知要求 {asked} 元，按收费标准应当是 {lawful} 元。"


@dataclass(frozen=True, slots=True)
class FeeAccount:
    """``months`` are the requests by applicant and month (2026-05), in the order of the days that count."""

    months: dict[tuple[str, str], tuple[MonthlyRequest, ...]]
    notices: tuple[Notice, ...]


@dataclass(slots=True)
class _Case:
    applicant: str
    arrived: date
    received: date | None
    notices: list[tuple[date, facts.FeeNoticed]] = field(default_factory=list)
    paid: int = 0
    is_voided: bool = False
    has_lapsed: bool = False

    def day(self, setting: str) -> date | None:
        return self.received if setting == "received" else self.arrived


def by_key(applicant: Private) -> str:
    """Applicants told apart by the key of the private store."""
    return applicant.key


def account(
    acts: Iterable[Act],
    organ: str,
    rulebook: Rulebook | None = None,
    *,
    who: Callable[[Private], str] = by_key,
) -> FeeAccount:
    """The fee account of one organ, from its acts in the order of the chain.

    ``who`` tells which applications are of one applicant: the private store keeps each under a key of its own, unless
    they were recorded with one; who may read the store compares the names. Which day places a request in a month is the setting
    ``fee.month_of``; requests of one day keep the order in which they were registered. A notice for several requests
    is one for the request that it is recorded on and those of the same month right before it.
    """
    choices = (rulebook or national()).choices
    cases: dict[str, _Case] = {}
    for act in replaced(act for act in acts if act.organ == organ):
        if isinstance(act.fact, facts.Arrived):
            is_received = channel(act.fact.channel).by == "arrival"
            cases[act.case] = _Case(who(act.fact.applicant), act.on, act.on if is_received else None)
        elif act.case in cases:
            _take(cases[act.case], act)
    days = {key: case.day(choices.of("fee.month_of", case.arrived)) for key, case in cases.items()}
    months = _months(cases, days)
    places = {each.case: each for month in months.values() for each in month}
    return FeeAccount(months, tuple(_notices(cases, places)))


def statement(fees: Fees) -> str:
    """The sentence of section six: notices, what they ask for, what was collected."""
    count, paid = len(fees.notices), in_yuan(fees.paid)
    if count:
        lapsed = f"，{len(fees.lapsed)}件申请因申请人逾期未缴费不再处理" if fees.lapsed else ""
        return f"本年度发出信息处理费收费通知{count}件，总金额{in_yuan(fees.noticed)}元，实际收取信息处理费{paid}元{lapsed}。"
    if fees.lapsed:  # the notice went out last year: nothing may sound as if there had been none
        return f"{len(fees.lapsed)}件申请因申请人逾期未按上年的收费通知缴费，不再处理；本年度收取信息处理费{paid}元。"
    if fees.paid:
        return f"本年度按上年发出的收费通知收取信息处理费{paid}元，没有发出新的收费通知。"
    return "本年度没有发出信息处理费收费通知，没有收取信息处理费。"


def _take(case: _Case, act: Act) -> None:
    match act.fact:
        case facts.Confirmed():
            case.received = act.on
        case facts.FeeNoticed() as notice:
            case.notices.append((act.on, notice))
        case facts.FeePaid(fen=fen):
            case.paid += fen
        case facts.Lapsed(kind=kind):
            case.has_lapsed = kind == "lapsed_fee"
        case facts.Voided():
            case.is_voided = True
        case facts.Restored():
            case.is_voided = False


def _months(
    cases: dict[str, _Case], days: dict[str, date | None]
) -> dict[tuple[str, str], tuple[MonthlyRequest, ...]]:
    found: dict[tuple[str, str], list[tuple[date, str]]] = {}
    for key, case in cases.items():
        day = days[key]
        if day is not None and not case.is_voided:
            found.setdefault((case.applicant, f"{day:%Y-%m}"), []).append((day, key))
    return {
        month: tuple(
            MonthlyRequest(key, month[0], day, place)
            for place, (day, key) in enumerate(sorted(requests, key=lambda each: each[0]), 1)
        )
        for month, requests in found.items()
    }


def _notices(cases: dict[str, _Case], places: dict[str, MonthlyRequest]) -> Iterable[Notice]:
    for key, case in cases.items():
        for day, fact in case.notices:
            request = places.get(key)
            at, place = (request.day, request.place) if request is not None else (day, 0)
            right = lawful(fact, day, day=at, place=place)
            yield Notice(key, day, fact, right, case.paid, case.has_lapsed)
