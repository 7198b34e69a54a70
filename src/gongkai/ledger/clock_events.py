"""What happened to a request, in the order of the days, and what each act did to the clock."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from gongkai.law.acts import act_of, acts
from gongkai.law.numerals import dated
from gongkai.law.receipt import channel
from gongkai.law.rulebook import Rulebook
from gongkai.law.step import Step
from gongkai.law.terms import term_or_none
from gongkai.ledger.facts.request import ReopenedBecause
from gongkai.ledger.request_state import (
    CONSULTED_UNDER,
    PARTY_LABELS,
    Consultation,
    FeeNotice,
    Reopening,
    Request,
)

_REOPENED = {"own_correction": "自行纠正", "reconsideration": "行政复议决定", "litigation": "人民法院裁判"}
_REOPENED_BY: dict[str, tuple[str, ...]] = {
    "own_correction": (),
    "reconsideration": ("reconsideration-law/77",),
    "litigation": ("litigation-law/94",),
}
_END = {"lapsed_supplement": "逾期不补正", "lapsed_fee": "逾期不缴费"}
_WAITING = "等待补正期间期限不走，从收到补正的次日起重新计算。"


def events(state: Request, rulebook: Rulebook) -> list[Step]:
    """Every act that bears on the clock, by its day; what happened on one day stays in the order of the law."""
    found = [
        *_receipt(state),
        *_supplements(state),
        *_consultations(state),
        *_extensions(state),
        *_reasons(state),
        *_fees(state, rulebook),
        *_ends(state),
        *(_breach(breach.day, breach.says, breach.basis) for breach in state.breaches),
    ]
    return sorted(found, key=lambda step: step.day or date.max)


def article(new: str, on: date) -> tuple[str, ...]:
    """An article of the Regulations as revised in 2019; before it was in force that of 2007 on the reply period."""
    return (new,) if on >= acts()["regulation"].since else ("regulation-2007/24",)


def supplement_basis(on: date) -> tuple[str, ...]:
    """What a supplement rests on: the Regulations of 2007 told the organ to ask for one, and set no days."""
    return ("regulation/30",) if on >= acts()["regulation"].since else ("regulation-2007/21-4",)


def in_force(basis: tuple[str, ...], on: date) -> tuple[str, ...]:
    """The citations whose act was in force on a day: nobody is told of a law that came later."""
    return tuple(each for each in basis if act_of(each)[0].since <= on)


def extension_basis(start: date) -> tuple[str, ...]:
    """What an extension rests on in a period that began on that day."""
    longest = term_or_none("request.extension", start)
    return longest.basis if longest else ()


def reopened_by(because: ReopenedBecause) -> tuple[str, ...]:
    """What obliges the organ to decide anew; its own correction rests on nobody's order."""
    return _REOPENED_BY[because]


def reopened(reopening: Reopening) -> Step:
    says = f"{dated(reopening.day)}因{_REOPENED[reopening.because]}重新办理。"
    return Step(reopening.day, says, reopened_by(reopening.because))


def _receipt(state: Request) -> Iterator[Step]:
    rule = channel(state.channel)
    says = f"{dated(state.arrived)}申请到达（{rule.label}）：{rule.says}"
    yield Step(state.arrived, says, in_force(rule.basis, state.arrived))
    if rule.by == "confirmation" and state.received is not None:
        yield Step(
            state.received,
            f"{dated(state.received)}双方确认，这一天是收到申请之日。",
            in_force(rule.basis, state.received),
        )


def _supplements(state: Request) -> Iterator[Step]:
    for each in state.supplements:
        is_late = each.answered is not None and each.answered > each.until
        until = f"，补正期限到{dated(each.until)}为止" if each.answered is None or is_late else ""
        effect = _WAITING if each.is_effective else "这次告知不影响答复期限。"
        says = f"{dated(each.day)}告知补正{until}；{effect}"
        basis = supplement_basis(each.day)
        yield Step(each.day, says, basis, None if each.is_effective else "supplement.late_notice")
        if each.answered is None:
            continue
        effect = "从次日起重新计算答复期限。" if each.is_effective else "答复期限仍按原来的起算日计算。"
        says = (
            f"{dated(each.answered)}收到补正{'（已过补正期限，尚未按放弃处理）' if is_late else ''}，{effect}"
        )
        yield Step(each.answered, says, basis, "supplement.late_answer" if is_late else None)


def _consultations(state: Request) -> Iterator[Step]:
    for each in state.consultations:
        named, basis = f"{PARTY_LABELS[each.kind]}「{each.party}」", (CONSULTED_UNDER[each.kind],)
        yield Step(each.sent, f"{dated(each.sent)}书面征求{named}的意见。", article(basis[0], each.sent))
        if each.received is not None:
            yield Step(each.received, _silence(each, named), article(basis[0], each.sent))
        if each.answered is not None:
            late = "（已过答复意见的期限）" if each.silent_after and each.answered > each.silent_after else ""
            says = f"{dated(each.answered)}{named}答复意见{late}。"
            yield Step(each.answered, says, article(basis[0], each.sent))
        if each.informed is not None:
            says = f"{dated(each.informed)}把决定公开的内容和理由书面告知{named}。"
            yield Step(each.informed, says, basis)


def _silence(each: Consultation, named: str) -> str:
    """What follows from no answer: the organ decides, but a co-maker consents."""
    came = f"{dated(each.received)}{named}收到征求意见书" if each.received else ""
    limit = term_or_none(f"consultation.{each.kind}", each.sent)
    if limit is None or each.silent_after is None:
        return f"{came}；当时的条例没有规定答复意见的期限。"
    follows = "由本机关依法决定是否公开" if each.kind == "third_party" else "视为同意公开"
    return f"{came}，从次日起算{limit.worded}，到{dated(each.silent_after)}为止；逾期不答的，{follows}。"


def _extensions(state: Request) -> Iterator[Step]:
    for each in state.extensions:
        says = (
            f"{dated(each.day)}经{each.approver or '（没有批准人）'}批准，告知申请人延长{each.days}个工作日"
        )
        if each.counted == 0:
            says += "；没有效力"
        elif each.counted < each.days:
            says += f"；只有{each.counted}个工作日有效"
        yield Step(each.day, f"{says}。", extension_basis(state.periods[each.period - 1].start))


def _reasons(state: Request) -> Iterator[Step]:
    asked, basis = state.reasons, ("regulation/35",)
    if asked is not None:
        until = f"，到{dated(asked.until)}为止" if asked.given is None else ""
        says = f"{dated(asked.day)}要求申请人说明理由{until}；答复期限照常计算。"
        yield Step(asked.day, says, basis)
        if asked.given is not None:
            held = "合理" if asked.is_reasonable else "不合理"
            yield Step(asked.given, f"{dated(asked.given)}申请人说明理由，认定{held}。", basis)
    for each in state.delays:
        effect = "" if each.is_effective else "；没有效力"
        says = f"{dated(each.day)}告知申请人延迟到{dated(each.until)}答复{effect}。"
        yield Step(each.day, says, basis)


def _fees(state: Request, rulebook: Rulebook) -> Iterator[Step]:
    basis = ("fee-measures",)
    for each in state.fees:
        effect = "等待缴费期间期限不走。" if each.is_effective else "这次通知不影响答复期限。"
        says = f"{dated(each.day)}通知申请人缴纳信息处理费；{effect}"
        yield Step(each.day, says, in_force(basis, each.day))
        if each.received is not None and each.pay_by is not None:
            says = (
                f"{dated(each.received)}申请人收到收费通知，从次日起算，缴费期限到{dated(each.pay_by)}为止。"
            )
            yield Step(each.received, says, basis)
        if each.paid_up is not None:
            yield _paid(each, each.paid_up, rulebook)


def _paid(each: FeeNotice, day: date, rulebook: Rulebook) -> Step:
    setting = "fee.clock_after_payment"
    if not each.is_effective:
        return Step(day, f"{dated(day)}缴清；答复期限仍按原来的起算日计算。", ("fee-measures",))
    restarts = rulebook.choices.of(setting, each.day) == "restart"
    effect = "重新计算答复期限" if restarts else "接着计算剩下的答复期限"
    return Step(day, f"{dated(day)}缴清，从次日起{effect}。", ("fee-measures",), setting)


def _ends(state: Request) -> Iterator[Step]:
    for each in state.replies:
        yield Step(
            each.day, f"{dated(each.day)}签发答复「{each.letter}」。", article("regulation/36", each.day)
        )
        if service := state.service(each.letter):
            if service.dispatched is not None:
                says = f"{dated(service.dispatched)}发出答复「{each.letter}」。"
                yield Step(service.dispatched, says, ("notice/2016-235",))
            if service.received is not None and service.received != service.dispatched:
                says = f"{dated(service.received)}申请人收到答复「{each.letter}」。"
                yield Step(service.received, says, ("notice/2016-235",))
    yield from map(reopened, state.reopenings)
    for end in (*(each.before for each in state.reopenings), state.end):
        if end is None or end.kind == "replied":
            continue
        if end.kind == "lapsed":
            is_supplement = end.counted_as == "lapsed_supplement"
            basis = supplement_basis(end.day) if is_supplement else ("fee-measures",)
            yield Step(end.day, f"{dated(end.day)}因{_END[end.counted_as]}，不再处理。", basis)
        else:
            how = "申请人撤回申请" if end.kind == "withdrawn" else "并入申请人的另一件申请"
            yield Step(end.day, f"{dated(end.day)}{how}，办结。")


def _breach(day: date, says: str, basis: tuple[str, ...]) -> Step:
    return Step(day, f"违法事项：{says}", basis)
