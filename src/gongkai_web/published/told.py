"""What happened to a request, in the words for its applicant: nothing of others, nothing of how it was weighed inside."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

from gongkai.law.fees import in_yuan
from gongkai.law.numerals import dated
from gongkai.law.receipt import channel
from gongkai.ledger.corrections import replaced
from gongkai.ledger.entry import Entry
from gongkai.ledger.facts import request as facts
from gongkai.ledger.request_state import Request

STATES: dict[str, tuple[str, str]] = {
    "awaiting_confirmation": (
        "已提交，等待确认",
        "机关会与您联系确认收到。双方确认的那一天是收到申请之日，答复的期限从次日起算。",
    ),
    "running": ("办理中", "机关正在办理，不需要您做什么。"),
    "awaiting_supplement": (
        "请您补正",
        "机关请您把申请的内容补充清楚。补正以前期限不走；没有正当理由逾期不补正的，视为放弃申请。",
    ),
    "paused": ("办理中", "机关正在办理，不需要您做什么。"),
    "awaiting_reasons": ("请您说明理由", "机关认为申请的数量、频次明显超过合理范围，请您说明理由。"),
    "reasoned": ("您的理由已经提交", "机关正在看您说明的理由。"),
    "awaiting_payment": ("请您缴费", "请按收费通知缴纳信息处理费。缴费以前期限不走；逾期不缴的，不再处理。"),
    "awaiting_service": ("已答复", "答复已经签发，正在送达。"),
    "closed": ("已办结", "这件申请已经办结。"),
    "voided": ("登记已作废", "机关没有把这份来件作为申请办理。有疑问的，请与机关联系。"),
}
_WAYS = {
    "direct": "当面送达",
    "entrusted": "委托送达",
    "post": "邮寄",
    "electronic": "网上送达",
    "courier": "快递",
}
_LAPSED = {"lapsed_supplement": "逾期没有补正", "lapsed_fee": "逾期没有缴费"}
_REOPENED = {
    "own_correction": "机关自行纠正",
    "reconsideration": "行政复议决定",
    "litigation": "人民法院裁判",
}


@dataclass(frozen=True, slots=True)
class Told:
    """One thing that happened. ``lines`` are what belongs to it: what to supplement, one by one."""

    on: date
    what: str
    more: str = ""
    lines: tuple[str, ...] = ()


def told(entries: Iterable[Entry], state: Request) -> list[Told]:
    """The newest first."""
    to_applicant = {letter for letter in _letters(state) if letter}
    found = [each for act in replaced(entries) for each in _told(act.fact, act.on, to_applicant)]
    return sorted(found, key=lambda each: each.on)[::-1]


def _letters(state: Request) -> Iterator[str | None]:
    """The letters that go to the applicant: those of third parties and other organs are not theirs to see."""
    for sent in (state.supplements, state.extensions, state.delays, state.fees, state.replies):
        yield from (each.letter for each in sent)
    yield state.reasons.letter if state.reasons else None
    yield state.end.letter if state.end else None
    yield from (each.before.letter for each in state.reopenings)
    yield from (
        each.letter for each in state.issued if each.kind in {"receipt", "confirm", "withdrawn", "merged"}
    )


def _told(fact: object, on: date, to_applicant: set[str]) -> Iterator[Told]:  # noqa: C901, PLR0912 - a line a kind
    match fact:
        case facts.Arrived(channel=came):
            yield Told(on, "申请送达机关", channel(came).label)
        case facts.Confirmed():
            yield Told(on, "双方确认收到", "这一天是收到申请之日。")
        case facts.SupplementAsked(asks=asks, until=until):
            yield Told(on, "机关告知补正", f"请最迟在{dated(until)}补正。", tuple(map(str, asks)))
        case facts.Supplemented():
            yield Told(on, "收到您的补正", "答复的期限从次日起重新计算。")
        case facts.Extended(days=days):
            yield Told(on, "延长答复期限", f"告知延长{days}个工作日。")
        case facts.ReasonsAsked(until=until):
            yield Told(on, "机关请您说明理由", f"请最迟在{dated(until)}说明。")
        case facts.ReasonsGiven(is_reasonable=is_reasonable):
            yield Told(
                on, "收到您说明的理由", "机关认为理由合理。" if is_reasonable else "机关认为理由不合理。"
            )
        case facts.Delayed(until=until):
            yield Told(on, "确定延迟答复的期限", f"最迟{dated(until)}答复。")
        case facts.FeeNoticed(fen=fen):
            yield Told(on, "通知缴纳信息处理费", f"{in_yuan(fen)}元。")
        case facts.FeePaid(fen=fen):
            yield Told(on, "收到信息处理费", f"{in_yuan(fen)}元。")
        case facts.Replied(letter=letter):
            yield Told(on, "签发答复", letter)
        case facts.Lapsed(kind=kind):
            yield Told(on, "不再处理", _LAPSED[kind])
        case facts.Withdrawn():
            yield Told(on, "您撤回了申请")
        case facts.Merged():
            yield Told(on, "与您的另一件申请合并办理")
        case facts.Split():
            yield Told(on, "按一事一申请拆分办理", "拆出的部分另行编号。")
        case facts.Served(letter=letter, way=way) if letter in to_applicant:
            yield Told(on, f"送达文书「{letter}」", _WAYS[way])
        case facts.Reopened(because=because):
            yield Told(on, "重新办理", _REOPENED[because])
        case facts.Voided():
            yield Told(on, "登记作废")
        case facts.Restored():
            yield Told(on, "恢复登记")
