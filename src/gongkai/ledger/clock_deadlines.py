"""What is still to be done in a request, and what the others have time for."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from gongkai.law.rulebook import Rulebook
from gongkai.law.terms import last_day, term_or_none
from gongkai.ledger.clock_events import supplement_basis
from gongkai.ledger.deadline import Deadline
from gongkai.ledger.reckoning import Reckoning
from gongkai.ledger.request_objections import untold
from gongkai.ledger.request_state import CONSULTED_UNDER, PARTY_LABELS, Request


def deadlines(state: Request, now: Reckoning, rulebook: Rulebook, today: date | None) -> tuple[Deadline, ...]:
    """Earliest first; with ``today``, without what may be done but no longer can."""
    found = (
        replace(each, is_provisional=rulebook.calendar.is_provisional(each.due))
        for each in (
            *_of_service(state, now),
            *_of_third_parties(state, now, rulebook),
            *_of_organ(state, now, rulebook),
            *_of_others(state),
        )
        if each.is_duty or today is None or today <= each.due
    )
    return tuple(sorted(found, key=lambda each: (each.due, each.key)))


def basis_of(state: Request) -> tuple[str, ...]:
    """What the present reply period rests on."""
    limit = term_or_none("request.reply", state.periods[-1].start)
    return limit.basis if limit else ()


def _of_service(state: Request, now: Reckoning) -> Iterator[Deadline]:
    if state.end is None or state.is_voided:
        return
    reply = state.reply
    if state.end.kind == "replied" and reply and now.due and state.service(reply.letter) is None:
        yield Deadline("reply.dispatch", "发出答复", now.due, ("notice/2016-235",))


def _of_third_parties(state: Request, now: Reckoning, rulebook: Rulebook) -> Iterator[Deadline]:
    """Article 32 has them told and names no day: by the setting it is that on which the reply goes."""
    reply = state.reply
    if state.end is None or state.end.kind != "replied" or state.is_voided or reply is None:
        return
    if rulebook.choices.of("third_party.told_by", reply.day) == "no-day":
        return
    sent = state.service(reply.letter)
    went = (sent.dispatched or sent.received) if sent else now.due
    for each in untold(state, reply.outcomes, reply.day):
        label = f"书面告知第三方「{each.party}」"
        yield Deadline("third_party.inform", label, went or reply.day, ("regulation/32",))


def _of_organ(state: Request, now: Reckoning, rulebook: Rulebook) -> Iterator[Deadline]:
    if state.end is not None or state.is_voided or now.period is None:
        return
    if now.due is not None:
        yield Deadline("request.reply", "答复", now.due, basis_of(state))
    limit = term_or_none("request.supplement_notice", now.period.start)
    may_ask = not state.supplements and now.period.begins == "receipt" and now.stop != "payment"
    if limit is not None and may_ask:
        day = last_day(limit, now.period.start, rulebook.calendar)
        yield Deadline(limit.key, "告知补正", day, limit.basis, is_duty=False)
    longest = term_or_none("request.extension", now.period.start)
    may_extend = longest is not None and not state.has_extended and not state.delay and not now.period.until
    if longest is not None and may_extend and now.first_due is not None:
        yield Deadline(longest.key, "告知延期", now.first_due, longest.basis, is_duty=False)


def _of_others(state: Request) -> Iterator[Deadline]:
    """What the applicant and those consulted have time for."""
    if state.end is not None or state.is_voided:
        return
    if state.open_supplement is not None:
        asked = state.open_supplement
        basis = supplement_basis(asked.day)
        yield Deadline("supplement.until", "申请人补正", asked.until, basis, is_duty=False)
    for each in state.consultations:
        if each.answered is None and each.silent_after is not None:
            article = CONSULTED_UNDER[each.kind]
            label = f"{PARTY_LABELS[each.kind]}「{each.party}」答复意见"
            yield Deadline(f"consultation.{each.kind}", label, each.silent_after, (article,), is_duty=False)
    if state.reasons is not None and state.reasons.given is None:
        yield Deadline(
            "reasons.until", "申请人说明理由", state.reasons.until, ("regulation/35",), is_duty=False
        )
    if state.open_fee is not None and state.open_fee.pay_by is not None:
        yield Deadline("fee.payment", "申请人缴费", state.open_fee.pay_by, ("fee-measures",), is_duty=False)
