"""What the law says of the ways in which a request ends, of the service of letters, and of beginning anew."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date
from types import MappingProxyType

from gongkai.law.numerals import dated
from gongkai.law.replies import MixedOutcomes, UnknownKind
from gongkai.law.rulebook import Rulebook
from gongkai.law.step import Refusal
from gongkai.ledger.facts import request as facts
from gongkai.ledger.reckoning import reckon, reply_term
from gongkai.ledger.refused import senseless
from gongkai.ledger.request_letters import service_of
from gongkai.ledger.request_needs import of_outcome
from gongkai.ledger.request_outcome import counted_kind
from gongkai.ledger.request_procedure import Check, unknown_items
from gongkai.ledger.request_state import DECIDES, FeeNotice, Request


def _replied(state: Request, fact: facts.Replied, on: date, rulebook: Rulebook) -> Iterator[Refusal]:
    given = sorted(outcome.item for outcome in fact.outcomes)
    if given != sorted(item.number for item in state.items):
        yield senseless(
            "outcomes_incomplete",
            f"答复处理了第 {'、'.join(map(str, given)) or '（无）'} 项，"
            f"申请的各项是第 {'、'.join(str(item.number) for item in state.items)} 项。",
            "请对每一项写明一个处理结果，不多也不少。",
        )
        return
    kinds = list(of_outcome(state, fact.outcomes, on))
    yield from kinds
    if all(each.is_breach for each in kinds):
        yield from _mixed(fact, on, rulebook)
    now = reckon(state, rulebook)
    if now.due is not None and on > now.due:
        basis = reply_term(now.period).basis if now.period else ()
        yield Refusal(
            "reply_late",
            f"答复期限于{dated(now.due)}届满，{dated(on)}才答复，已经逾期。",
            basis,
            "请立即答复，并如实记录逾期。",
        )


def _mixed(fact: facts.Replied, on: date, rulebook: Rulebook) -> Iterator[Refusal]:
    try:
        counted_kind(fact.outcomes, fact.counted_as, on, rulebook.choices)
    except (MixedOutcomes, UnknownKind) as error:
        yield senseless(
            "mixed_outcomes",
            str(error).removesuffix("。") + "。",
            "请在「计入」一项写明整件申请计入哪一种处理结果。",
        )


def _lapsed(state: Request, fact: facts.Lapsed, on: date, _rulebook: Rulebook) -> Iterator[Refusal]:
    if fact.kind == "lapsed_supplement":
        yield from _lapsed_supplement(state, on)
    else:
        yield from _lapsed_fee(state, on)


def _lapsed_supplement(state: Request, on: date) -> Iterator[Refusal]:
    asked = state.open_supplement
    if asked is None:
        yield Refusal(
            "lapse_without_notice",
            "没有等待补正的告知，不能按逾期不补正不再处理。",
            ("regulation/30",),
            "请答复申请人；确已这样办结的，如实记录。",
        )
    elif on <= asked.until:
        yield Refusal(
            "lapse_early",
            f"补正期限到{dated(asked.until)}为止，{dated(on)}还没有届满。",
            ("regulation/30",),
            "请等期限届满以后再说。",
        )
    elif asked != state.supplements[0]:
        yield Refusal(
            "lapse_on_second_notice",
            "补正只能告知一次，不能因为没有答复再次的告知而不再处理。",
            ("regulation/30",),
            "请按现有内容答复。",
        )


def _lapsed_fee(state: Request, on: date) -> Iterator[Refusal]:
    notice = state.open_fee
    if notice is None:
        yield Refusal(
            "lapse_without_notice",
            "没有等待缴费的有效通知，不能按逾期不缴费不再处理。",
            ("fee-measures",),
            "请答复申请人；确已这样办结的，如实记录。",
        )
    elif notice.pay_by is None or on <= notice.pay_by:
        yield Refusal("lapse_early", _fee_runs(notice, on), ("fee-measures",), "请等缴费期限届满以后再说。")


def _fee_runs(notice: FeeNotice, on: date) -> str:
    if notice.pay_by is None:
        return "申请人何时收到缴费通知没有记录，缴费期限还没有起算。"
    return f"缴费期限到{dated(notice.pay_by)}为止，{dated(on)}还没有届满。"


def _merged(state: Request, fact: facts.Merged, _on: date, _rulebook: Rulebook) -> Iterator[Refusal]:
    if fact.into == state.case:
        yield senseless("merged_into_itself", "申请不能并入它自己。", "请写并入的另一件申请的案件编号。")


def _split(state: Request, fact: facts.Split, _on: date, _rulebook: Rulebook) -> Iterator[Refusal]:
    yield from unknown_items(state, fact.items)
    if not fact.items or len(fact.items) >= len(state.items):
        yield senseless("split_items", "拆分要分出一部分内容，原申请要留下至少一项。", "请核对分出的各项。")
    if not fact.into or len(set(fact.into)) < len(fact.into) or state.case in fact.into:
        yield senseless("split_into", "拆分出的申请要各有一个新的案件编号。", "请核对分出的案件编号。")
    elif len(fact.into) > len(fact.items):
        yield senseless("split_into", "拆分出的申请比分出的内容还多。", "每件新的申请至少要有一项内容。")


def _letter_issued(
    state: Request, fact: facts.LetterIssued, _on: date, _rulebook: Rulebook
) -> Iterator[Refusal]:
    if fact.letter in state.letters():
        yield senseless(
            "letter_named_already",
            f"案件里已经有文书「{fact.letter}」。",
            "另一份文书请用另一个文号或名称；登记有误的，请更正那条记录。",
        )


def _served(state: Request, fact: facts.Served, on: date, rulebook: Rulebook) -> Iterator[Refusal]:
    if fact.letter not in state.letters():
        yield senseless(
            "unknown_letter", f"案件里没有文书「{fact.letter}」。", "请核对文号，或先记录这份文书。"
        )
        return
    if fact.posted and fact.received and fact.received < fact.posted:
        yield senseless(
            "received_before_posted",
            f"{dated(fact.received)}收到，早于{dated(fact.posted)}交寄。",
            "请核对日期。",
        )
    if fact.way == "courier":
        yield Refusal(
            "served_by_courier",
            "国家机关公文只能由邮政企业寄递，不能交快递公司。",
            ("postal-law/55", "notice/2016-235"),
            "请由邮政企业以给据邮件寄送，或直接送达；已经寄出的，以实际收到之日为准。",
        )
    if state.end is not None and state.end.kind == "replied" and state.end.letter == fact.letter:
        yield from _service_late(state, fact, on, rulebook)


def _service_late(state: Request, fact: facts.Served, on: date, rulebook: Rulebook) -> Iterator[Refusal]:
    """Signed in time, sent too late: by the setting the day of dispatch decides, or that of receipt.

    A late service is a breach once, when it is first known; a reply that was signed late has owned up already.
    """
    due, reply = reckon(state, rulebook).due, state.replies[-1]
    if due is None or reply.day > due:
        return
    choice = rulebook.choices.of("reply.in_time_by", reply.day)
    was = state.service(fact.letter)
    day = service_of(fact, on, was).decisive(choice)
    known = was.decisive(choice) if was else None
    if day is not None and day > due and known is None:
        yield Refusal(
            "service_late",
            f"答复于{dated(reply.day)}签发，{dated(day)}才{DECIDES[choice]}，期限已于{dated(due)}届满。",
            ("regulation/33", "notice/2016-235"),
            "请如实记录逾期。",
        )


def _reopened(state: Request, fact: facts.Reopened, on: date, _rulebook: Rulebook) -> Iterator[Refusal]:
    if state.end is None:
        yield senseless("not_closed", "这件申请还没有办结，不需要重新办理。", "请继续办理。")
        return
    if on < state.end.day:
        yield senseless("before_the_end", f"{dated(on)}早于办结之日{dated(state.end.day)}。", "请核对日期。")
    if fact.until is not None and fact.until < on:
        yield senseless(
            "reopened_until", f"指定的期限{dated(fact.until)}早于重新办理之日{dated(on)}。", "请核对日期。"
        )


def _reviewed(_state: Request, fact: facts.Reviewed, _on: date, _rulebook: Rulebook) -> Iterator[Refusal]:
    if _DIGEST.fullmatch(fact.digest) is None:
        yield senseless(
            "digest", f"「{fact.digest}」不是 SHA-256。", "请写所审文稿的 SHA-256（64 位小写十六进制）。"
        )
    if fact.result == "returns" and not fact.opinion.strip():
        yield senseless("returned_without_opinion", "退回而没有写意见。", "请写明要改什么（opinion）。")


def _of_items(
    state: Request, fact: facts.Weighed | facts.Classified, _on: date, _rulebook: Rulebook
) -> Iterator[Refusal]:
    yield from unknown_items(state, fact.items)


def _restored(state: Request, _fact: facts.Restored, _on: date, _rulebook: Rulebook) -> Iterator[Refusal]:
    if not state.is_voided:
        yield senseless("not_voided", "这件申请没有作废，无从恢复。", "请核对案件编号。")


_DIGEST = re.compile(r"[0-9a-f]{64}")
CHECKS: Mapping[type, Check] = MappingProxyType(
    {
        facts.Reviewed: _reviewed,
        facts.Weighed: _of_items,
        facts.Classified: _of_items,
        facts.Replied: _replied,
        facts.Lapsed: _lapsed,
        facts.Merged: _merged,
        facts.Split: _split,
        facts.LetterIssued: _letter_issued,
        facts.Served: _served,
        facts.Reopened: _reopened,
        facts.Restored: _restored,
    }
)
