"""What must stand in the ledger before a reply of each kind may be given."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from gongkai.law.numerals import dated
from gongkai.law.replies import NEED_LABELS, Need, ReplyKind, needs_of, replies
from gongkai.law.step import Refusal
from gongkai.ledger.facts.request import Outcome
from gongkai.ledger.refused import senseless
from gongkai.ledger.request_objections import overruled
from gongkai.ledger.request_state import CONSULTED_UNDER, Request

_OTHERWISE = {"lapsed_supplement", "lapsed_fee", "withdrawn", "merged"}
_GIVEN = ("granted", "partial")


@dataclass(frozen=True, slots=True)
class _Need:
    """``basis`` is the law that asks for it, ``remedy`` what would meet it."""

    is_met: Callable[[Request, int], bool]
    basis: tuple[str, ...]
    remedy: str


def of_outcome(state: Request, outcomes: Sequence[Outcome], on: date) -> Iterator[Refusal]:
    """What stands against the outcomes of a reply, each item on its own."""
    said: set[tuple[str, str]] = set()
    for outcome in outcomes:
        for refusal in _of(state, outcome, on):
            if (refusal.code, refusal.says) not in said:
                said.add((refusal.code, refusal.says))
                yield refusal


def _of(state: Request, outcome: Outcome, on: date) -> Iterator[Refusal]:
    kind = replies().get(outcome.kind)
    if kind is None:
        yield senseless(
            "unknown_reply", f"没有「{outcome.kind}」这种答复。", f"可以用：{'、'.join(replies())}。"
        )
    elif kind.key in _OTHERWISE:
        yield senseless(
            "not_a_reply", f"「{kind.label}」不是答复的一种。", "请用不再处理、撤回或并案来记录。"
        )
    elif outcome.choice is not None and outcome.choice not in {choice.key for choice in kind.choices}:
        known = "、".join(choice.key for choice in kind.choices) or "没有可选的情形"
        yield senseless(
            "unknown_choice", f"「{kind.label}」没有「{outcome.choice}」这种情形。", f"可以选：{known}。"
        )
    elif not kind.applies_on(on):
        yield senseless(
            "reply_not_in_force", f"{dated(on)}不能用「{kind.label}」这种答复。", "请核对日期和答复的种类。"
        )
    else:
        yield from _of_kind(state, outcome, kind, on)


def _of_kind(state: Request, outcome: Outcome, kind: ReplyKind, on: date) -> Iterator[Refusal]:
    for need in needs_of(kind.key, outcome.choice):
        if not _NEEDS[need].is_met(state, outcome.item):
            yield Refusal(
                f"{need}_missing",
                f"第 {outcome.item} 项按「{kind.label}」答复，案件里没有登记{NEED_LABELS[need]}。",
                _NEEDS[need].basis,
                _NEEDS[need].remedy,
            )
    if kind.group in _GIVEN or "third_party" in kind.needs:
        yield from _of_consultations(state, outcome, on)
        yield from _of_objections(state, outcome, on)
    if "reasons_asked" in kind.needs:
        yield from _of_reasons(state, kind, on)


def _of_consultations(state: Request, outcome: Outcome, on: date) -> Iterator[Refusal]:
    """Articles 32 and 34: the organ waits for the answer."""
    for each in state.consultations:
        if each.covers(outcome.item) and each.result(on) is None:
            yield Refusal(
                "consultation_pending",
                f"第 {outcome.item} 项正在征求「{each.party}」的意见，还没有答复，期限也没有届满。",
                (CONSULTED_UNDER[each.kind],),
                "请等答复，或等期限届满。",
            )


def _of_objections(state: Request, outcome: Outcome, on: date) -> Iterator[Refusal]:
    """Articles 15 and 32: against an objection only where the organ has weighed the public interest."""
    if _is_weighed(state, outcome.item):
        return
    for each in overruled(state, outcome, on):
        yield Refusal(
            "objection_not_weighed",
            f"第三方「{each.party}」不同意公开第 {outcome.item} 项，没有权衡记录就不能公开。",
            ("regulation/15", "regulation/32"),
            "请记录第三方的理由是否合理、不公开对公共利益的影响，并书面告知第三方。",
        )


def _of_reasons(state: Request, kind: ReplyKind, on: date) -> Iterator[Refusal]:
    """Article 35: not processed only where the reasons are not reasonable, or none came in the time given."""
    reasons = state.reasons
    if reasons is None:
        return
    if reasons.is_reasonable:
        yield Refusal(
            "reasons_were_reasonable",
            f"申请人的理由已认定合理，不能按「{kind.label}」答复。",
            ("regulation/35",),
            "请按实际内容答复；期限内不能答复的，可以告知延迟。",
        )
    elif reasons.given is None and on <= reasons.until:
        yield Refusal(
            "reasons_pending",
            f"申请人说明理由的期限到{dated(reasons.until)}为止，还没有届满。",
            ("regulation/35",),
            "请等申请人说明，或等期限届满。",
        )


def _is_weighed(state: Request, item: int) -> bool:
    return any(not each.items or item in each.items for each in state.weighings)


def _is_classified(state: Request, item: int) -> bool:
    return any(not each.items or item in each.items for each in state.classifications)


def _is_third_party_consulted(state: Request, item: int) -> bool:
    return any(each.kind == "third_party" and each.covers(item) for each in state.consultations)


_NEEDS: dict[Need, _Need] = {
    "search": _Need(
        lambda state, _item: bool(state.searches), ("regulation/36",), "请先检索，并记录范围、人员和结果。"
    ),
    "third_party": _Need(_is_third_party_consulted, ("regulation/32",), "请先书面征求第三方的意见。"),
    "weighing": _Need(
        _is_weighed, ("regulation/15", "regulation/32"), "请先记录公开的损害和公共利益的权衡。"
    ),
    "classification": _Need(_is_classified, ("regulation/14",), "请先记录定密的载体、密级和定密机关。"),
    "supplement_asked": _Need(
        lambda state, _item: bool(state.supplements), ("regulation/30",), "请先一次性告知申请人补正。"
    ),
    "reasons_asked": _Need(
        lambda state, _item: state.reasons is not None, ("regulation/35",), "请先要求申请人说明理由。"
    ),
    "fee_noticed": _Need(lambda state, _item: bool(state.fees), ("fee-measures",), "请先通知申请人缴费。"),
}
