"""What the law, or plain sense, has against one more act of a remedy matter."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TypeAlias

from gongkai.law.acts import acts
from gongkai.law.numerals import dated
from gongkai.law.remedies import results
from gongkai.law.rulebook import Rulebook
from gongkai.law.step import Refusal
from gongkai.ledger.entry import Act
from gongkai.ledger.facts import remedy as facts
from gongkai.ledger.refused import senseless
from gongkai.ledger.remedy.deadlines import answer_by, appeal_by, orders_something, perform_basis
from gongkai.ledger.remedy.state import Instance, Remedy

_Found: TypeAlias = Iterator[Refusal]


def refusals(state: Remedy | None, act: Act, rulebook: Rulebook) -> tuple[Refusal, ...]:
    """Why this act is refused now; empty where nothing stands against it.

    An act that makes no sense is told so alone: whether it would also be a breach is then no question.
    """
    found = tuple(_senseless(state, act))
    if found or state is None:
        return found
    return tuple(_breaches(state, act, rulebook))


def _senseless(state: Remedy | None, act: Act) -> _Found:
    fact = act.fact
    if not isinstance(fact, facts.Fact):
        yield senseless("not_of_a_remedy", "这一条不是复议、诉讼案件的记录。", "请核对案件编号。")
    elif isinstance(fact, facts.Challenged):
        yield from _bad_beginning(state, act, fact)
    elif state is None:
        yield senseless(
            "remedy_unknown", f"{act.case} 还没有登记。", "请先登记收到复议申请书或者起诉状副本的日期。"
        )
    elif act.on < (earliest := _earliest(state, fact)):
        yield senseless(
            "out_of_order",
            f"日期 {dated(act.on)}早于前一条记录的 {dated(earliest)}。",
            "请核对日期；前一条记错的，先更正前一条。",
        )
    else:
        yield from _bad_moment(state, act, fact)


def _earliest(state: Remedy, fact: facts.Fact) -> date:
    """A decision reaches the organ days after it was made: what came in between does not stand against it. Who goes on
    with the matter is no step of it.
    """
    if isinstance(fact, facts.Assigned):
        return state.since
    return state.instance.begun if isinstance(fact, facts.Decided) else state.last


def _bad_beginning(state: Remedy | None, act: Act, fact: facts.Challenged) -> _Found:
    if state is not None:
        yield senseless(
            "remedy_exists",
            f"{act.case} 已经登记过。",
            "上诉、发回、再审记在同一案件里；另一件请用另一个编号。",
        )
    new_law = acts()["reconsideration-law"].since
    if fact.path == "reconsideration" and fact.procedure == "simplified" and act.on < new_law:
        yield senseless(
            "no_simplified_procedure_yet", f"{dated(new_law)}以前的行政复议没有简易程序。", "请改为普通程序。"
        )
    if fact.path != "litigation_after_reconsideration" and fact.reconsideration is not None:
        yield senseless(
            "not_after_reconsideration",
            "只有复议后起诉的案件才有在先的复议。",
            "请核对途径，或者删去在先的复议案号。",
        )


def _bad_moment(state: Remedy, act: Act, fact: facts.Fact) -> _Found:
    match fact:
        case facts.AnswerFiled() | facts.HearingSet() if not state.is_pending:
            yield _decided_already()
        case facts.Decided():
            yield from _bad_decision(state, act, fact)
        case facts.Appealed():
            yield from _bad_appeal(state)
        case facts.HeardAgain(because=because):
            yield from _not_to_be_heard_again(state, because)
        case facts.Performed():
            yield from _nothing_to_perform(state)
        case _:
            return


def _bad_decision(state: Remedy, act: Act, fact: facts.Decided) -> _Found:
    if not state.is_pending:
        yield _decided_already()
    result = results().get(fact.result)
    path = "reconsideration" if state.path == "reconsideration" else "litigation"
    if result is None:
        known = "、".join(key for key, each in results().items() if each.path == path)
        yield senseless("result_unknown", f"没有结果「{fact.result}」。", f"可以用的有：{known}。")
    elif result.path != path:
        yield senseless(
            "result_of_the_other_path",
            f"「{result.label}」是{'行政复议' if result.path == 'reconsideration' else '行政诉讼'}的结果。",
            "请核对结果和途径。",
        )
    if fact.received < act.on:
        yield senseless("received_before_decided", "收到日期早于作出日期。", "请核对两个日期。")
    if fact.perform_by is not None and fact.perform_by < act.on:
        yield senseless("perform_by_before_decided", "履行期限早于作出日期。", "请核对两个日期。")


def _bad_appeal(state: Remedy) -> _Found:
    if state.path == "reconsideration":
        yield senseless(
            "no_appeal_against_reconsideration",
            "对复议决定不能上诉。",
            "申请人起诉的，另登记一件复议后起诉的案件，写明在先的复议。",
        )
    elif state.is_pending:
        yield senseless("nothing_to_appeal", "案件还在审理，没有可以上诉的判决、裁定。", "请先登记一审结果。")
    elif state.instance.level != "first":
        yield senseless(
            "second_instance_is_final", "二审、再审的判决、裁定是终审。", "法院决定再审的，登记再审。"
        )


def _not_to_be_heard_again(state: Remedy, because: str) -> _Found:
    if because == "remanded" and not (state.is_pending and state.instance.level == "second"):
        yield senseless(
            "nothing_to_send_back", "案件不在二审审理中，谈不上发回重审。", "请先登记上诉，或者核对案件编号。"
        )
    if because == "retrial" and (state.path == "reconsideration" or state.is_pending):
        yield senseless(
            "nothing_to_retry", "没有生效的判决、裁定，谈不上再审。", "请先登记法院的结果，或者核对案件编号。"
        )


def _nothing_to_perform(state: Remedy) -> _Found:
    if state.decision is None:
        yield senseless("nothing_decided", "案件还没有结果，谈不上履行。", "请先登记结果。")
    elif not orders_something(state.decision):
        yield senseless(
            "nothing_to_perform",
            f"结果「{results()[state.decision.result].label}」没有要求本机关做什么。",
            "文书写了履行期限的，先更正结果那条。",
        )
    elif state.performed is not None:
        yield senseless(
            "performed_already", f"{dated(state.performed)}已经登记履行。", "不用再登记；写错的请更正。"
        )


def _decided_already() -> Refusal:
    return senseless(
        "decided_already", "这一审级已经有结果。", "上诉、发回重审、再审的请先登记；写错的请更正。"
    )


def _breaches(state: Remedy, act: Act, rulebook: Rulebook) -> _Found:
    match act.fact:
        case facts.AnswerFiled() if not state.instance.answers:
            yield from _late_answer(state.instance, act, rulebook, is_given=True)
        case facts.Decided() if not state.instance.answers:
            yield from _late_answer(state.instance, act, rulebook, is_given=False)
        case facts.Appealed(by="organ"):
            yield from _late_appeal(state.instance, act, rulebook)
        case facts.Performed():
            yield from _late_performance(state, act)
        case _:
            return


def _late_answer(instance: Instance, act: Act, rulebook: Rulebook, *, is_given: bool) -> _Found:
    """Late, or not at all before the decision: both leave the organ as if it had no evidence."""
    answer = answer_by(instance, rulebook)
    if answer is None or act.on <= answer[0].due:
        return
    deadline = answer[0]
    is_court = instance.level != "reconsideration"
    new_law = acts()["reconsideration-law"].since
    effect = ("litigation-law/34",) if is_court else ("reconsideration-law/70",) if act.on >= new_law else ()
    says = f"最迟应当在 {dated(deadline.due)}答复（答辩）并提交证据，" + (
        f"{dated(act.on)}已经逾期" if is_given else "没有登记过"
    )
    yield Refusal(
        "answered_late" if is_given else "not_answered",
        f"{says}。",
        deadline.basis + effect,
        "视为被诉行为没有证据；有正当事由的，请书面说明。"
        if is_given
        else "答复过的，请先补登；确实没有答复的，如实登记。",
    )


def _late_appeal(instance: Instance, act: Act, rulebook: Rulebook) -> _Found:
    appeal = appeal_by(instance, rulebook)
    if appeal is not None and act.on > appeal[0].due:
        yield Refusal(
            "appealed_late",
            f"最迟应当在 {dated(appeal[0].due)}上诉，{dated(act.on)}已经逾期。",
            appeal[0].basis,
            "一审判决、裁定已经生效，应当履行；认为确有错误的，申请再审。",
        )


def _late_performance(state: Remedy, act: Act) -> _Found:
    by = state.decision.perform_by if state.decision is not None else None
    if by is not None and act.on > by:
        yield Refusal(
            "performed_late",
            f"最迟应当在 {dated(by)}履行，{dated(act.on)}已经逾期。",
            perform_basis(state.instance.level),
            "仍应履行，并如实登记为逾期。",
        )
