"""What the law says of confirming, supplementing and consulting."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from datetime import date
from types import MappingProxyType
from typing import Any, TypeAlias

from gongkai.law.numerals import dated
from gongkai.law.receipt import channel
from gongkai.law.rulebook import Rulebook
from gongkai.law.settings import named
from gongkai.law.step import Refusal
from gongkai.law.terms import last_day, term_or_none
from gongkai.ledger.facts import request as facts
from gongkai.ledger.refused import senseless
from gongkai.ledger.request_state import PARTY_LABELS, ConsultationKind, Request

Check: TypeAlias = Callable[[Request, Any, date, Rulebook], Iterator[Refusal]]


def _confirmed(state: Request, _fact: facts.Confirmed, _on: date, _rulebook: Rulebook) -> Iterator[Refusal]:
    if channel(state.channel).by == "arrival":
        yield senseless(
            "needs_no_confirmation",
            f"「{channel(state.channel).label}」收到申请之日是到达之日，不需要确认。",
            "渠道登记有误的，请更正登记。",
        )
    elif state.received is not None:
        yield senseless(
            "confirmed_already",
            f"已于{dated(state.received)}确认收到。",
            "确认的日期有误的，请更正那条记录。",
        )


def _supplement_asked(
    state: Request, fact: facts.SupplementAsked, on: date, rulebook: Rulebook
) -> Iterator[Refusal]:
    """Article 30: once, within seven working days of receipt, with a reasonable period."""
    if fact.until <= on:
        yield senseless(
            "supplement_until",
            f"补正的期限{dated(fact.until)}不晚于告知之日{dated(on)}。",
            "请给申请人合理的补正期限。",
        )
    if state.open_fee is not None:
        yield senseless("awaiting_payment", "正在等申请人缴费，不能又告知补正。", "请核对日期和先后。")
    if state.supplements:
        yield Refusal(
            "supplement_twice",
            f"已于{dated(state.supplements[0].day)}告知过补正；补正只能一次性告知，再次告知不影响答复期限。",
            ("regulation/30",),
            "请按现有内容答复；补正后仍不明确的，依法告知无法提供。",
        )
    received = state.periods[0].start
    limit = term_or_none("request.supplement_notice", received)
    if limit is None or state.supplements:
        return
    last = last_day(limit, received, rulebook.calendar)
    if on > last:
        yield Refusal(
            "supplement_late",
            f"应当自收到申请之日（{dated(received)}）起{limit.worded}内告知补正，最迟{dated(last)}；{dated(on)}已经超过。",
            limit.basis,
            f"请按现有内容办理；确已告知的，记为违法事项，对期限的影响按{named('supplement.late_notice')}。",
        )


def _supplemented(
    state: Request, fact: facts.Supplemented, on: date, rulebook: Rulebook
) -> Iterator[Refusal]:
    asked = state.open_supplement
    if asked is None:
        yield senseless(
            "no_supplement_asked",
            "没有等待答复的补正告知。",
            "请先记录补正告知；另有新内容的，登记为新的申请。",
        )
        return
    if on < asked.day:
        yield senseless(
            "supplement_before_notice", f"补正之日{dated(on)}早于告知之日{dated(asked.day)}。", "请核对日期。"
        )
    if on > asked.until and rulebook.choices.of("supplement.late_answer", on) == "never":
        yield senseless(
            "supplement_too_late",
            f"补正期限已于{dated(asked.until)}届满，按{named('supplement.late_answer')}不再收。",
            "请记录不再处理，并把来件登记为新的申请。",
        )
    numbers = [item.number for item in fact.items]
    if len(set(numbers)) < len(numbers):
        yield senseless("items", "补正后各项的编号不能重复。", "请逐项编号登记申请的内容。")


def _consulted(
    state: Request, fact: facts.ThirdPartyConsulted | facts.CoMakerConsulted, _on: date, _rulebook: Rulebook
) -> Iterator[Refusal]:
    kind, party = _kind_of(fact), fact.party
    is_open = (
        each.kind == kind and each.party == party and each.answered is None for each in state.consultations
    )
    if any(is_open):
        yield senseless(
            "consulted_already",
            f"已向{PARTY_LABELS[kind]}「{party}」征求意见，还没有答复。",
            "请等答复，或换一个称呼。",
        )
    yield from unknown_items(state, fact.items)


def _answered(
    state: Request, fact: facts.ThirdPartyAnswered | facts.CoMakerAnswered, on: date, _rulebook: Rulebook
) -> Iterator[Refusal]:
    kind, party = _kind_of(fact), fact.party
    sent = [each for each in state.consultations if each.kind == kind and each.party == party]
    is_open = [each for each in sent if each.answered is None]
    if not sent:
        yield senseless(
            "not_consulted",
            f"没有向{PARTY_LABELS[kind]}「{party}」征求过意见。",
            "请先记录征求意见，或核对称呼。",
        )
    elif not is_open:
        yield senseless(
            "answered_already",
            f"{PARTY_LABELS[kind]}「{party}」已经答复过。",
            "答复登记有误的，请更正那条记录。",
        )
    elif on < is_open[0].sent:
        yield senseless(
            "answer_before_letter",
            f"答复之日{dated(on)}早于征求意见之日{dated(is_open[0].sent)}。",
            "请核对日期。",
        )


def _informed(
    state: Request, fact: facts.ThirdPartyInformed, _on: date, _rulebook: Rulebook
) -> Iterator[Refusal]:
    if not any(each.kind == "third_party" and each.party == fact.party for each in state.consultations):
        yield senseless(
            "not_consulted", f"没有向第三方「{fact.party}」征求过意见。", "请先记录征求意见，或核对称呼。"
        )


def unknown_items(state: Request, items: tuple[int, ...]) -> Iterator[Refusal]:
    """Numbers that no item of the request has."""
    known = {item.number for item in state.items}
    if unknown := [number for number in items if number not in known]:
        listed = "、".join(map(str, unknown))
        yield senseless("unknown_items", f"申请里没有第 {listed} 项。", "请核对各项的编号。")


def _kind_of(fact: facts.Fact) -> ConsultationKind:
    is_third = isinstance(fact, facts.ThirdPartyConsulted | facts.ThirdPartyAnswered)
    return "third_party" if is_third else "co_maker"


CHECKS: Mapping[type, Check] = MappingProxyType(
    {
        facts.Confirmed: _confirmed,
        facts.SupplementAsked: _supplement_asked,
        facts.Supplemented: _supplemented,
        facts.ThirdPartyConsulted: _consulted,
        facts.CoMakerConsulted: _consulted,
        facts.ThirdPartyAnswered: _answered,
        facts.CoMakerAnswered: _answered,
        facts.ThirdPartyInformed: _informed,
    }
)
