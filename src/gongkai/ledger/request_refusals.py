"""Why an act is refused: it makes no sense where the request stands, or the law forbids it.

The state comes first; what the law says of each act stands in modules of their own.
"""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.law.acts import acts
from gongkai.law.numerals import dated
from gongkai.law.rulebook import Rulebook
from gongkai.law.step import Refusal
from gongkai.ledger.entry import Act, Corrected
from gongkai.ledger.facts import request as facts
from gongkai.ledger.refused import senseless
from gongkai.ledger.request_endings import CHECKS as ENDING
from gongkai.ledger.request_procedure import CHECKS as PROCEDURE
from gongkai.ledger.request_prolonging import CHECKS as PROLONGING
from gongkai.ledger.request_state import Request

_BEFORE_RECEIPT = (
    facts.Confirmed,
    facts.Assigned,
    facts.Reviewed,
    facts.Searched,
    facts.Weighed,
    facts.Classified,
    facts.Split,
    facts.LetterIssued,
    facts.Served,
    facts.Voided,
)
_AFTER_THE_END = (
    facts.ThirdPartyAnswered,
    facts.CoMakerAnswered,
    facts.ThirdPartyInformed,
    facts.Assigned,
    facts.Reviewed,
    facts.LetterIssued,
    facts.Served,
    facts.Reopened,
    facts.Voided,
)
_COURSE = (
    facts.SupplementAsked,
    facts.Supplemented,
    facts.ThirdPartyConsulted,
    facts.CoMakerConsulted,
    facts.Extended,
    facts.ReasonsAsked,
    facts.ReasonsGiven,
    facts.Delayed,
    facts.FeeNoticed,
    facts.FeePaid,
    facts.Replied,
    facts.Lapsed,
    facts.Withdrawn,
    facts.Merged,
)
_CHECKS = {**PROCEDURE, **PROLONGING, **ENDING}


def refusals(state: Request | None, act: Act, rulebook: Rulebook) -> tuple[Refusal, ...]:
    """All that stands against an act: senseless first and alone, else every breach that it commits."""
    if found := tuple(_senseless(state, act)):
        return found
    check = _CHECKS.get(type(act.fact))
    if state is None or check is None:
        return ()
    found = tuple(check(state, act.fact, act.on, rulebook))
    return tuple(each for each in found if not each.is_breach) or found


def _senseless(state: Request | None, act: Act) -> Iterator[Refusal]:
    if isinstance(act.fact, Corrected):
        yield senseless(
            "correction_alone",
            "更正要连同整个案件重新计算，不能单独记入。",
            "请把案件的全部记录连同更正一起计算。",
        )
    elif isinstance(act.fact, facts.Arrived):
        yield from _arrival(state, act, act.fact)
    elif not isinstance(act.fact, facts.Fact):
        yield senseless("other_noun", "这条记录说的不是一件申请。", "请核对案件编号和记录的种类。")
    elif state is None:
        yield senseless("not_arrived", "这件申请还没有登记。", "请先登记申请到达的日期和方式。")
    else:
        yield from _in_state(state, act, act.fact)


def _arrival(state: Request | None, act: Act, fact: facts.Arrived) -> Iterator[Refusal]:
    numbers = [item.number for item in fact.items]
    if state is not None:
        yield senseless(
            "already_arrived", "这件申请已经登记过。", "另一件申请请用另一个案件编号；登记有误的，请更正。"
        )
    first = acts()["regulation-2007"].since
    if act.on < first:
        yield senseless(
            "before_the_regulations",
            f"{dated(act.on)}条例还没有施行。",
            f"请核对年份；条例自 {first} 起施行。",
        )
    if not numbers or len(set(numbers)) < len(numbers):
        yield senseless("items", "申请至少要有一项内容，各项的编号不能重复。", "请逐项编号登记申请的内容。")


def _in_state(state: Request, act: Act, fact: facts.Fact) -> Iterator[Refusal]:
    if act.case != state.case:
        yield senseless(
            "other_case", f"这条记录属于案件「{act.case}」，不属于「{state.case}」。", "请核对案件编号。"
        )
    elif state.is_voided and not isinstance(fact, facts.Restored):
        yield senseless("voided", "这件登记已经作废。", "确属申请的，请先恢复，再继续办理。")
    elif act.on < state.arrived:
        yield senseless(
            "before_arrival", f"{dated(act.on)}早于申请到达之日{dated(state.arrived)}。", "请核对日期。"
        )
    elif state.end is not None and not isinstance(fact, (*_AFTER_THE_END, facts.Restored)):
        yield senseless(
            "closed",
            f"这件申请已于{dated(state.end.day)}办结。",
            "要重新办理的，请先记录重新办理的原因；办结登记有误的，请更正。",
        )
    elif state.received is None and not isinstance(fact, (*_BEFORE_RECEIPT, facts.Restored)):
        yield senseless(
            "not_received",
            "收到申请之日还没有确认，办理的期限无从起算。",
            "请先与申请人确认，并记录确认的日期和方式。",
        )
    elif isinstance(fact, _COURSE) and act.on < state.periods[-1].start:
        yield senseless(
            "before_period",
            f"{dated(act.on)}早于现在这段答复期限的起算日{dated(state.periods[-1].start)}。",
            "请核对日期；前面的记录有误的，请先更正。",
        )
