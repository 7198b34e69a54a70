"""What is due in a remedy matter: the answer with its evidence, a hearing, an appeal, what was ordered."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import TypeAlias

from gongkai.law.numerals import dated
from gongkai.law.remedies import results
from gongkai.law.rulebook import Rulebook
from gongkai.law.step import Step
from gongkai.law.terms import last_day, term_or_none
from gongkai.ledger.deadline import Deadline, Deadlines
from gongkai.ledger.remedy.state import LEVEL_LABELS, Decision, Instance, Level, Remedy

_Pair: TypeAlias = tuple[Deadline, Step]
_PERFORM_BASIS: dict[Level, tuple[str, ...]] = {"reconsideration": ("reconsideration-law/77",)}
_COURT_BASIS = ("litigation-law/94",)


def deadlines(state: Remedy, rulebook: Rulebook) -> Deadlines:
    """What has still to be done, and by when."""
    return Deadlines.of(list(_open(state, rulebook)), remarks=tuple(_remarks(state)))


def answer_by(instance: Instance, rulebook: Rulebook) -> _Pair | None:
    """The last day for answer and evidence; None where none is due, or no law had set the term yet."""
    limit = term_or_none(_answer_key(instance), instance.begun) if instance.has_answer_term else None
    if limit is None:
        return None
    due = last_day(limit, instance.begun, rulebook.calendar)
    says = f"{dated(instance.begun)}收到副本，从次日起算{limit.worded}，最迟 {dated(due)}提交书面答复（答辩状）、证据和依据。"
    return _pair("remedy.answer", "答复（答辩）和举证", due, limit.basis, says, rulebook)


def appeal_by(instance: Instance, rulebook: Rulebook) -> _Pair | None:
    """The last day on which the organ may appeal; None where no appeal is open."""
    decision = instance.decision
    if decision is None or instance.level != "first":
        return None
    what = "ruling" if decision.is_ruling else "judgment"
    limit = term_or_none(f"remedy.litigation.appeal_{what}", decision.received)
    if limit is None:
        return None
    due = last_day(limit, decision.received, rulebook.calendar)
    says = (
        f"{dated(decision.received)}收到一审{'裁定' if decision.is_ruling else '判决'}，从次日起算{limit.worded}，"
        f"本机关不服的，最迟 {dated(due)}上诉。对方的上诉期从其收到之日另算。"
    )
    return _pair("remedy.appeal", "上诉（不服一审的）", due, limit.basis, says, rulebook, is_duty=False)


def is_to_be_performed(state: Remedy) -> bool:
    """Whether the decision that stands orders something that has not been done yet."""
    return state.decision is not None and state.performed is None and orders_something(state.decision)


def orders_something(decision: Decision) -> bool:
    return decision.perform_by is not None or results()[decision.result].orders_new_reply


def perform_basis(level: Level) -> tuple[str, ...]:
    return _PERFORM_BASIS.get(level, _COURT_BASIS)


def _open(state: Remedy, rulebook: Rulebook) -> Iterator[_Pair]:
    instance, decision = state.instance, state.decision
    if decision is None:
        if not instance.answers and (answer := answer_by(instance, rulebook)) is not None:
            yield answer
        for day in instance.hearings:
            yield _hearing(instance, day)
    elif (appeal := appeal_by(instance, rulebook)) is not None:
        yield appeal
    if decision is not None and decision.perform_by is not None and is_to_be_performed(state):
        says = f"{decision.number} 要求在 {dated(decision.perform_by)}前履行。"
        basis = perform_basis(instance.level)
        yield _pair("remedy.perform", "履行决定（判决）", decision.perform_by, basis, says)


def _hearing(instance: Instance, day: date) -> _Pair:
    says = f"{instance.body}定于 {dated(day)}开庭（听取意见、听证）。"
    return _pair("remedy.hearing", "开庭（听取意见、听证）", day, (), says, is_duty=False)


def _remarks(state: Remedy) -> Iterator[Step]:
    decision = state.decision
    if decision is None:
        instance = state.instance
        if instance.has_answer_term and term_or_none(_answer_key(instance), instance.begun) is None:
            yield Step(None, f"{dated(instance.begun)}的答复（答辩）期限，法规库里没有，请按通知书办理。")
    elif is_to_be_performed(state) and decision.perform_by is None:
        basis = perform_basis(state.instance.level)
        yield Step(
            None,
            f"{LEVEL_LABELS[state.instance.level]}的 {decision.number} 要求重新答复，没有登记履行期限，"
            "请核对文书；文书没有写明的，应当及时履行。",
            basis,
        )


def _answer_key(instance: Instance) -> str:
    if instance.level != "reconsideration":
        return "remedy.litigation.answer"
    return f"remedy.reconsideration.answer_{instance.procedure}"


def _pair(
    key: str,
    label: str,
    due: date,
    basis: tuple[str, ...],
    says: str,
    counted: Rulebook | None = None,
    *,
    is_duty: bool = True,
) -> _Pair:
    """``counted`` is given for a day that was counted, and so may hang on holidays that are not known yet."""
    is_provisional = counted is not None and counted.calendar.is_provisional(due)
    return Deadline(key, label, due, basis, is_provisional, is_duty), Step(due, says, basis)
