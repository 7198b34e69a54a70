"""What each act does to a request. The breaches that it owns up to decide what effect the law leaves it."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, TypeAlias

from gongkai.law.receipt import channel
from gongkai.law.rulebook import Rulebook
from gongkai.law.terms import term_or_none
from gongkai.ledger.entry import Act
from gongkai.ledger.facts import request as facts
from gongkai.ledger.request_letters import served
from gongkai.ledger.request_outcome import counted_kind
from gongkai.ledger.request_state import (
    Consultation,
    Delay,
    End,
    Extension,
    FeeNotice,
    Period,
    Reasons,
    Reopening,
    Reply,
    Request,
    Supplement,
)

_Effect: TypeAlias = Callable[[Request, Act, Any, Rulebook], Request]
_VOID_EXTENSIONS = {
    "extension_late",
    "extension_twice",
    "extension_without_approval",
    "extension_of_fixed_day",
}
_VOID_DELAYS = {"delay_late", "delay_twice", "delay_without_reasons", "delay_of_fixed_day"}
_VOID_FEES = {"fee_late", "fee_twice", "fee_without_measures"}


def arrived(act: Act) -> Request:
    """The request as it is registered; on the spot and by signed post it is received at once."""
    fact: Any = act.fact  # anything but an arrival was refused
    is_received = channel(fact.channel).by == "arrival"
    return Request(
        case=act.case,
        organ=act.organ,
        arrived=act.on,
        channel=fact.channel,
        category=fact.category,
        applicant=fact.applicant,
        items=fact.items,
        form=fact.form,
        way=fact.way,
        agent=fact.agent,
        split_from=fact.split_from,
        needs_assistance=fact.needs_assistance,
        received=act.on if is_received else None,
        periods=(Period(act.on, "receipt"),) if is_received else (),
        latest=act.on,
    )


def effect(state: Request, act: Act, rulebook: Rulebook) -> Request:
    """The request after an act that is not its arrival and that was not refused."""
    return _EFFECTS[type(act.fact)](state, act, act.fact, rulebook)


def _confirmed(state: Request, act: Act, _fact: facts.Confirmed, _rulebook: Rulebook) -> Request:
    return replace(state, received=act.on, periods=(Period(act.on, "receipt"),))


def _supplement_asked(state: Request, act: Act, fact: facts.SupplementAsked, rulebook: Rulebook) -> Request:
    is_effective = "supplement_twice" not in act.breaches
    if "supplement_late" in act.breaches:
        is_effective &= rulebook.choices.of("supplement.late_notice", act.on) == "restart"
    asked = Supplement(act.on, fact.until, fact.asks, fact.letter, is_effective)
    return replace(state, supplements=(*state.supplements, asked))


def _supplemented(state: Request, act: Act, fact: facts.Supplemented, _rulebook: Rulebook) -> Request:
    """The answer to every notice that waits for one."""
    is_effective = any(each.is_effective and each.answered is None for each in state.supplements)
    return replace(
        state,
        supplements=tuple(replace(each, answered=each.answered or act.on) for each in state.supplements),
        periods=(*state.periods, Period(act.on, "supplement")) if is_effective else state.periods,
        items=fact.items or state.items,
    )


def _third_party_consulted(
    state: Request, act: Act, fact: facts.ThirdPartyConsulted, _rulebook: Rulebook
) -> Request:
    consultation = Consultation("third_party", fact.party, fact.items, act.on, fact.letter)
    return replace(state, consultations=(*state.consultations, consultation))


def _co_maker_consulted(
    state: Request, act: Act, fact: facts.CoMakerConsulted, _rulebook: Rulebook
) -> Request:
    consultation = Consultation("co_maker", fact.party, fact.items, act.on, fact.letter)
    return replace(state, consultations=(*state.consultations, consultation))


def _answered(
    state: Request,
    act: Act,
    fact: facts.ThirdPartyAnswered | facts.CoMakerAnswered,
    _rulebook: Rulebook,
) -> Request:
    kind = "third_party" if isinstance(fact, facts.ThirdPartyAnswered) else "co_maker"

    def told(each: Consultation) -> Consultation:
        if (each.kind, each.party, each.answered) != (kind, fact.party, None):
            return each
        return replace(each, answered=act.on, answer=fact.answer, reason=fact.reason)

    return replace(state, consultations=tuple(map(told, state.consultations)))


def _informed(state: Request, act: Act, fact: facts.ThirdPartyInformed, _rulebook: Rulebook) -> Request:
    def told(each: Consultation) -> Consultation:
        if (each.kind, each.party) != ("third_party", fact.party):
            return each
        return replace(each, informed=act.on, informed_with=fact.letter)

    return replace(state, consultations=tuple(map(told, state.consultations)))


def _extended(state: Request, act: Act, fact: facts.Extended, _rulebook: Rulebook) -> Request:
    longest = term_or_none("request.extension", state.periods[-1].start)
    counted = min(fact.days, longest.value) if longest and _VOID_EXTENSIONS.isdisjoint(act.breaches) else 0
    extension = Extension(act.on, fact.days, counted, fact.approver, fact.letter, len(state.periods))
    return replace(state, extensions=(*state.extensions, extension))


def _reasons_asked(state: Request, act: Act, fact: facts.ReasonsAsked, _rulebook: Rulebook) -> Request:
    return replace(state, reasons=Reasons(act.on, fact.until, fact.letter))


def _reasons_given(state: Request, act: Act, fact: facts.ReasonsGiven, _rulebook: Rulebook) -> Request:
    asked: Any = state.reasons  # never None: reasons that nobody asked for were refused
    return replace(state, reasons=replace(asked, given=act.on, is_reasonable=fact.is_reasonable))


def _delayed(state: Request, act: Act, fact: facts.Delayed, _rulebook: Rulebook) -> Request:
    is_effective = _VOID_DELAYS.isdisjoint(act.breaches)
    delay = Delay(act.on, fact.until, fact.letter, is_effective, len(state.periods))
    return replace(state, delays=(*state.delays, delay))


def _fee_noticed(state: Request, act: Act, fact: facts.FeeNoticed, _rulebook: Rulebook) -> Request:
    is_effective = _VOID_FEES.isdisjoint(act.breaches)
    notice = FeeNotice(act.on, fact.scale, fact.quantity, fact.fen, fact.letter, is_effective)
    return replace(state, fees=(*state.fees, notice))


def _fee_paid(state: Request, act: Act, fact: facts.FeePaid, rulebook: Rulebook) -> Request:
    """Paid in full, and not before, the term begins anew or goes on."""
    open_notice: Any = state.fee_to_pay  # never None: a payment that nobody asked for was refused
    paid = open_notice.paid + fact.fen
    notice = replace(open_notice, paid=paid, paid_up=act.on if paid >= open_notice.fen else None)
    restarts = rulebook.choices.of("fee.clock_after_payment", notice.day) == "restart"
    begins_anew = notice.is_effective and notice.paid_up is not None and restarts
    return replace(
        state,
        fees=tuple(notice if each is open_notice else each for each in state.fees),
        periods=(*state.periods, Period(act.on, "payment")) if begins_anew else state.periods,
    )


def _assigned(state: Request, _act: Act, fact: facts.Assigned, _rulebook: Rulebook) -> Request:
    return replace(state, assigned=fact.to)


def _reviewed(state: Request, _act: Act, fact: facts.Reviewed, _rulebook: Rulebook) -> Request:
    return replace(state, reviews=(*state.reviews, fact))


def _searched(state: Request, _act: Act, fact: facts.Searched, _rulebook: Rulebook) -> Request:
    return replace(state, searches=(*state.searches, fact))


def _weighed(state: Request, _act: Act, fact: facts.Weighed, _rulebook: Rulebook) -> Request:
    return replace(state, weighings=(*state.weighings, fact))


def _classified(state: Request, _act: Act, fact: facts.Classified, _rulebook: Rulebook) -> Request:
    return replace(state, classifications=(*state.classifications, fact))


def _replied(state: Request, act: Act, fact: facts.Replied, rulebook: Rulebook) -> Request:
    counted_as = counted_kind(fact.outcomes, fact.counted_as, act.on, rulebook.choices)
    reply = Reply(act.on, fact.letter, fact.outcomes, counted_as)
    is_closed = rulebook.choices.of("request.closed_on", act.on) == "signed"
    return replace(
        state,
        replies=(*state.replies, reply),
        end=End("replied", act.on, counted_as, fact.letter),
        closed=act.on if is_closed else None,
    )


def _lapsed(state: Request, act: Act, fact: facts.Lapsed, _rulebook: Rulebook) -> Request:
    return replace(state, end=End("lapsed", act.on, fact.kind, fact.letter), closed=act.on)


def _withdrawn(state: Request, act: Act, _fact: facts.Withdrawn, _rulebook: Rulebook) -> Request:
    return replace(state, end=End("withdrawn", act.on, "withdrawn"), closed=act.on)


def _merged(state: Request, act: Act, _fact: facts.Merged, _rulebook: Rulebook) -> Request:
    return replace(state, end=End("merged", act.on, "merged"), closed=act.on)


def _split(state: Request, _act: Act, fact: facts.Split, _rulebook: Rulebook) -> Request:
    left = tuple(item for item in state.items if item.number not in fact.items)
    return replace(state, items=left, split_into=(*state.split_into, *fact.into))


def _letter_issued(state: Request, _act: Act, fact: facts.LetterIssued, _rulebook: Rulebook) -> Request:
    return replace(state, issued=(*state.issued, fact))


def _reopened(state: Request, act: Act, fact: facts.Reopened, _rulebook: Rulebook) -> Request:
    before: Any = state.end  # never None: what has not ended cannot begin anew
    reopening = Reopening(act.on, fact.because, fact.remedy, before, len(state.periods))
    return replace(
        state,
        end=None,
        closed=None,
        reasons=None,
        reopenings=(*state.reopenings, reopening),
        periods=(*state.periods, Period(act.on, "reopened", fact.until)),
    )


def _voided(state: Request, _act: Act, _fact: facts.Voided, _rulebook: Rulebook) -> Request:
    return replace(state, is_voided=True)


def _restored(state: Request, _act: Act, _fact: facts.Restored, _rulebook: Rulebook) -> Request:
    return replace(state, is_voided=False)


_EFFECTS: Mapping[type, _Effect] = MappingProxyType(
    {
        facts.Confirmed: _confirmed,
        facts.SupplementAsked: _supplement_asked,
        facts.Supplemented: _supplemented,
        facts.ThirdPartyConsulted: _third_party_consulted,
        facts.ThirdPartyAnswered: _answered,
        facts.ThirdPartyInformed: _informed,
        facts.CoMakerConsulted: _co_maker_consulted,
        facts.CoMakerAnswered: _answered,
        facts.Extended: _extended,
        facts.ReasonsAsked: _reasons_asked,
        facts.ReasonsGiven: _reasons_given,
        facts.Delayed: _delayed,
        facts.FeeNoticed: _fee_noticed,
        facts.FeePaid: _fee_paid,
        facts.Assigned: _assigned,
        facts.Reviewed: _reviewed,
        facts.Searched: _searched,
        facts.Weighed: _weighed,
        facts.Classified: _classified,
        facts.Replied: _replied,
        facts.Lapsed: _lapsed,
        facts.Withdrawn: _withdrawn,
        facts.Merged: _merged,
        facts.Split: _split,
        facts.LetterIssued: _letter_issued,
        facts.Served: served,
        facts.Reopened: _reopened,
        facts.Voided: _voided,
        facts.Restored: _restored,
    }
)
