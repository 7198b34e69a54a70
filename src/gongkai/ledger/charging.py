"""Whether a fee notice asks for what the tariff gives: by number it depends on the applicant's other requests.

The act of one case is judged against others here, and once: when it is recorded. What is corrected later shows in the
fee account.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from datetime import date
from typing import Any

from gongkai.law.fees import Fee, UnusableQuantity, for_items, for_pages, in_yuan, tariff_on
from gongkai.law.rulebook import Rulebook
from gongkai.law.step import Refusal
from gongkai.ledger.breach import ACROSS_CASES, FEE_AMOUNT_WRONG
from gongkai.ledger.entry import Act, Corrected
from gongkai.ledger.facts.request import FeeNoticed
from gongkai.ledger.refused import refuse_unless_owned, senseless
from gongkai.ledger.request_state import Request

_LATEST_PLACE = 50_000  # in a month, by which a lone request's notice is still held to be possible


def refuse_across_cases(
    act: Act, state: Any, of_applicant: Callable[[Request], Sequence[Request]], rulebook: Rulebook
) -> None:
    """Let an act pass that owns up to exactly those breaches that other cases show. ``state`` is that of its case after
    it, ``of_applicant`` finds the requests of one applicant. Raises :class:`~gongkai.ledger.refused.Refused`.
    """
    stated, on = (act.fact.fact, act.fact.on) if isinstance(act.fact, Corrected) else (act.fact, act.on)
    found: tuple[Refusal, ...] = ()
    if isinstance(stated, FeeNoticed):
        found = tuple(against_fee(stated, on, state, of_applicant(state), rulebook))
    refuse_unless_owned(found, tuple(code for code in act.breaches if code in ACROSS_CASES))


def against_fee(
    fact: FeeNoticed, on: date, request: Request, registered: Sequence[Request], rulebook: Rulebook
) -> Iterator[Refusal]:
    """``registered`` are the requests that the ledger knows to be of one applicant, this one among them, in order.

    A request that is the only one known in its month may still not be the first: then only a sum that no place in the
    month gives is refused.
    """
    day = _day(request, rulebook)
    if day is None or tariff_on(on if fact.scale == "pages" else day) is None:
        return
    try:
        if fact.scale == "pages":
            yield from _unless(fact, for_pages(fact.quantity, on), f"{fact.quantity} 页按量计算")
        else:
            yield from _by_number(fact, day, _place(request, day, registered, rulebook))
    except UnusableQuantity as error:
        yield senseless("fee_amount", str(error), "请核对数量和金额。")


def lawful(fact: FeeNoticed, on: date, *, day: date, place: int) -> Fee:
    """What the tariff gives for a notice of ``on``, where the request's ``day`` makes it the one in that ``place`` of
    its month. A notice for several requests is one for this and those right before it.
    """
    if fact.scale == "pages":
        return for_pages(fact.quantity, on)
    return for_items(fact.quantity, day, before=max(0, place - fact.quantity))


def _by_number(fact: FeeNoticed, day: date, places: tuple[int, int]) -> Iterator[Refusal]:
    place, known = places
    right = lawful(fact, day, day=day, place=place)
    if known > 1:
        asked_for = f"这是该申请人 {day.year} 年 {day.month} 月的第 {place} 件，{fact.quantity} 件按件计算"
        yield from _unless(fact, right, asked_for)
    elif not _is_possible(fact, day):
        yield from _unless(fact, right, f"台账里该申请人当月只有这一件，{fact.quantity} 件按件计算")


def _unless(fact: FeeNoticed, right: Fee, how: str) -> Iterator[Refusal]:
    if fact.fen != right.fen:
        yield Refusal(
            FEE_AMOUNT_WRONG,
            f"收费通知要求 {in_yuan(fact.fen)} 元；{how}，应当是 {right.yuan} 元。",
            right.steps[0].basis,
            "请核对数量和金额；同一申请人当月另有申请、登记时没有写明的，请先更正那一件的申请人（applicant=案件编号）。",
        )


def _place(request: Request, day: date, registered: Sequence[Request], rulebook: Rulebook) -> tuple[int, int]:
    """The request's place in its month, from 1, and how many the ledger knows there."""
    days = [(each_day, each.case) for each in registered if (each_day := _day(each, rulebook))]
    month = sorted(
        (each for each in days if (each[0].year, each[0].month) == (day.year, day.month)),
        key=lambda each: each[0],
    )
    return [case for _, case in month].index(request.case) + 1, len(month)


def _day(request: Request, rulebook: Rulebook) -> date | None:
    """The day that places a request in a month; None where it is not known yet, or does not count."""
    if request.is_voided:
        return None
    is_received = rulebook.choices.of("fee.month_of", request.arrived) == "received"
    return request.received if is_received else request.arrived


def _is_possible(fact: FeeNoticed, day: date) -> bool:
    """Whether some place in a month gives the sum. A later place never costs less."""
    low, high = 0, _LATEST_PLACE
    while low < high:
        middle = (low + high) // 2
        if for_items(fact.quantity, day, before=middle).fen < fact.fen:
            low = middle + 1
        else:
            high = middle
    return for_items(fact.quantity, day, before=low).fen == fact.fen
