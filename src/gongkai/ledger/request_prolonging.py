"""What the law says of what puts the reply off: extension, reasons and delay of mass requests, the fee."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType

from gongkai.law.acts import acts
from gongkai.law.fees import in_yuan
from gongkai.law.numerals import dated
from gongkai.law.rulebook import Rulebook
from gongkai.law.step import Refusal
from gongkai.law.terms import Term, term_or_none
from gongkai.ledger.facts import request as facts
from gongkai.ledger.reckoning import Reckoning, reckon
from gongkai.ledger.refused import senseless
from gongkai.ledger.request_procedure import Check
from gongkai.ledger.request_state import Period, Request


def _extended(state: Request, fact: facts.Extended, on: date, rulebook: Rulebook) -> Iterator[Refusal]:
    """Article 33: once, at most twenty working days, with the consent of the head, told in time."""
    now = reckon(state, rulebook)
    if fact.days < 1:
        yield senseless("extension_days", f"延长 {fact.days} 个工作日不成其为延长。", "请写延长的工作日数。")
    yield from _stands_still(now)
    if now.period is None:
        return
    longest = term_or_none("request.extension", now.period.start)
    basis = longest.basis if longest else ("regulation/33",)
    yield from _wrong_extension(fact, longest, basis)
    yield from _extension_out_of_time(state, now, now.period, on, basis)


def _wrong_extension(fact: facts.Extended, longest: Term | None, basis: tuple[str, ...]) -> Iterator[Refusal]:
    if longest and fact.days > longest.value:
        yield Refusal(
            "extension_too_long",
            f"延长答复最多{longest.worded}，{fact.days} 个工作日超过了；超过的部分没有效力。",
            basis,
            f"请在{longest.worded}以内延长。",
        )
    if not fact.approver.strip():
        yield Refusal(
            "extension_without_approval",
            "延长答复应当经政府信息公开工作机构负责人同意；没有批准人，延长没有效力。",
            basis,
            "请报负责人同意，并记录批准人。",
        )


def _extension_out_of_time(
    state: Request, now: Reckoning, period: Period, on: date, basis: tuple[str, ...]
) -> Iterator[Refusal]:
    """A second one, one of a day that is set, or one told when the term was over."""
    if state.has_extended:
        yield Refusal(
            "extension_twice", "答复期限只能延长一次，再次延长没有效力。", basis, "请在现有的到期日以前答复。"
        )
    elif state.delay is not None or period.until is not None:
        yield Refusal(
            "extension_of_fixed_day",
            "期限是确定的日期（延迟答复，或复议决定、判决指定），不能再延长。",
            basis,
            "请在确定的日期以前答复。",
        )
    elif now.first_due is not None and on > now.first_due:
        yield Refusal(
            "extension_late",
            f"延长答复应当在答复期限届满以前告知申请人，最迟{dated(now.first_due)}；{dated(on)}才告知，延长没有效力。",
            basis,
            "请立即答复；逾期已成事实的，如实记录。",
        )


def _reasons_asked(
    state: Request, fact: facts.ReasonsAsked, on: date, _rulebook: Rulebook
) -> Iterator[Refusal]:
    if state.reasons is not None:
        yield senseless(
            "reasons_asked_already",
            f"已于{dated(state.reasons.day)}要求说明理由。",
            "请等申请人说明，或径行答复。",
        )
    if fact.until <= on:
        yield senseless(
            "reasons_until",
            f"说明理由的期限{dated(fact.until)}不晚于要求之日{dated(on)}。",
            "请给申请人合理的时间。",
        )


def _reasons_given(
    state: Request, _fact: facts.ReasonsGiven, on: date, _rulebook: Rulebook
) -> Iterator[Refusal]:
    if state.reasons is None:
        yield senseless("reasons_not_asked", "没有要求过申请人说明理由。", "请先记录要求说明理由的告知。")
    elif on < state.reasons.day:
        yield senseless(
            "reasons_before_question",
            f"说明理由之日{dated(on)}早于要求之日{dated(state.reasons.day)}。",
            "请核对日期。",
        )
    elif state.reasons.given is not None:
        yield senseless(
            "reasons_given_already",
            f"已于{dated(state.reasons.given)}说明过理由。",
            "登记有误的，请更正那条记录。",
        )


def _delayed(state: Request, fact: facts.Delayed, on: date, rulebook: Rulebook) -> Iterator[Refusal]:
    """Article 35: the reasons are reasonable, the term cannot be met, and the applicant is told in time."""
    now = reckon(state, rulebook)
    yield from _stands_still(now)
    if now.due is not None and fact.until <= now.due:
        yield senseless(
            "delay_not_later",
            f"延迟到{dated(fact.until)}，并不晚于现在的到期日{dated(now.due)}。",
            "请核对日期；不需要延迟的不必告知。",
        )
    if state.reasons is None or not state.reasons.is_reasonable:
        yield Refusal(
            "delay_without_reasons",
            "延迟答复须先要求申请人说明理由，并认定理由合理；否则延迟没有效力。",
            ("regulation/35",),
            "请先记录要求说明理由和认定的结果；一般的延期用第三十三条。",
        )
    yield from _delay_out_of_time(state, now, on)


def _delay_out_of_time(state: Request, now: Reckoning, on: date) -> Iterator[Refusal]:
    """One of a day that is set, a second one, or one told when the term was over."""
    if now.period is not None and now.period.until is not None:
        yield Refusal(
            "delay_of_fixed_day",
            f"重新答复的期限指定到{dated(now.period.until)}为止，不能自行延迟；延迟没有效力。",
            ("regulation/35",),
            "请在指定的日期以前答复。",
        )
    elif state.delay is not None:
        yield Refusal(
            "delay_twice",
            f"已告知延迟到{dated(state.delay.until)}，再次延迟没有效力。",
            ("regulation/35",),
            "请在告知的日期以前答复。",
        )
    elif now.due is not None and on > now.due:
        yield Refusal(
            "delay_late",
            f"延迟答复应当在答复期限届满以前告知申请人，最迟{dated(now.due)}；{dated(on)}才告知，延迟没有效力。",
            ("regulation/35", "regulation/33"),
            "请立即答复；逾期已成事实的，如实记录。",
        )


def _fee_noticed(state: Request, fact: facts.FeeNoticed, on: date, rulebook: Rulebook) -> Iterator[Refusal]:
    """Fee Measures: on one scale, once, told within the reply period."""
    now = reckon(state, rulebook)
    if fact.fen < 1 or fact.quantity < 1:
        yield senseless("fee_amount", "收费通知要有数量和金额。", "不收费的不必通知；请核对数量和金额。")
    if now.stop == "supplement":
        yield senseless("awaiting_supplement", "正在等申请人补正，不能同时通知缴费。", "请核对日期和先后。")
    if term_or_none("fee.payment", on) is None:
        yield Refusal(
            "fee_without_measures",
            f"{dated(on)}信息处理费的管理办法还没有施行，收信息处理费没有依据，不影响答复期限。",
            ("regulation/42",) if on >= acts()["regulation"].since else ("regulation-2007/27",),
            "请不收信息处理费，在期限内答复。",
        )
    if state.fees:
        yield Refusal(
            "fee_twice",
            f"已于{dated(state.fees[0].day)}通知收费；一件申请只能选一种标准收一次，再次通知不影响答复期限。",
            ("fee-measures",),
            "通知有误的，请更正那条记录。",
        )
    if now.due is not None and on > now.due:
        yield Refusal(
            "fee_late",
            f"收费通知应当在答复期限内发出，最迟{dated(now.due)}；{dated(on)}才通知，不影响答复期限。",
            ("fee-measures",),
            "请不收费，立即答复；逾期已成事实的，如实记录。",
        )


def _fee_paid(state: Request, fact: facts.FeePaid, on: date, _rulebook: Rulebook) -> Iterator[Refusal]:
    notice = state.fee_to_pay
    if notice is None:
        yield senseless("fee_not_noticed", "没有通知过收费。", "请先记录收费通知。")
    elif notice.paid_up is not None:
        yield senseless(
            "fee_paid_already",
            f"已于{dated(notice.paid_up)}缴清。",
            "登记有误的，请更正那条记录；多收的应当退还。",
        )
    elif on < notice.day:
        yield senseless(
            "payment_before_notice", f"缴费之日{dated(on)}早于通知之日{dated(notice.day)}。", "请核对日期。"
        )
    elif fact.fen < 1:
        yield senseless("fee_amount", "缴费的金额应当大于零。", "请核对金额。")
    elif notice.paid + fact.fen > notice.fen:
        yield Refusal(
            "fee_overcharged",
            f"通知收费 {in_yuan(notice.fen)} 元，连同这一笔已收 {in_yuan(notice.paid + fact.fen)} 元，多收了。",
            ("fee-measures",),
            "请退还多收的部分；已经多收的，如实记录。",
        )


def _stands_still(now: Reckoning) -> Iterator[Refusal]:
    """While the term does not run there is nothing to prolong."""
    if now.stop in ("supplement", "payment"):
        waits = {"supplement": "补正", "payment": "缴费"}[now.stop]
        yield senseless(
            "not_running",
            f"正在等申请人{waits}，答复期限没有在走，不必也不能延长。",
            "请等期限重新起算以后再说。",
        )


CHECKS: Mapping[type, Check] = MappingProxyType(
    {
        facts.Extended: _extended,
        facts.ReasonsAsked: _reasons_asked,
        facts.ReasonsGiven: _reasons_given,
        facts.Delayed: _delayed,
        facts.FeeNoticed: _fee_noticed,
        facts.FeePaid: _fee_paid,
    }
)
