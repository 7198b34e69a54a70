"""The day by which an answer is due and how it was counted, told without naming anybody who was asked."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from gongkai.law.acts import cited_in_full
from gongkai.law.numerals import dated
from gongkai.law.rulebook import Rulebook
from gongkai.ledger.clock import clock
from gongkai.ledger.clock_events import extension_basis
from gongkai.ledger.reckoning import reply_term
from gongkai.ledger.request_state import Period, Request
from gongkai_web.published.expected import Line

_BEGINS = {
    "receipt": "收到申请之日",
    "supplement": "收到补正之日",
    "payment": "缴清费用之日",
    "reopened": "重新办理之日",
}
_STANDS = {
    "awaiting_confirmation": "双方还没有确认收到，期限还没有起算。",
    "awaiting_supplement": "正在等您补正，期限不走；收到补正的次日起重新计算。",
    "awaiting_payment": "正在等您缴费，期限不走。",
    "paused": "依法征求意见期间期限不走，征求意见结束后才能确定最后一天。",
}


@dataclass(frozen=True, slots=True)
class Due:
    """``day`` is None while it cannot be known; the last of ``lines`` then says why."""

    day: date | None
    is_provisional: bool
    is_late: bool
    left: int
    lines: tuple[Line, ...]


def due(state: Request, rulebook: Rulebook, today: date) -> Due | None:
    """None where nothing is owed any more."""
    if state.end is not None or state.is_voided:
        return None
    now = clock(state, rulebook, today=today)
    ahead = now.due is not None and now.due >= today
    return Due(
        day=now.due,
        is_provisional=now.is_provisional,
        is_late=bool(now.is_late),
        left=rulebook.calendar.working_days_between(today, now.due) if now.due and ahead else 0,
        lines=tuple(_lines(state, now.due, len(now.excluded), str(now.runs))),
    )


def _lines(state: Request, day: date | None, excluded: int, runs: str) -> Iterator[Line]:
    if day is None or not state.periods:
        yield Line(
            _STANDS.get(runs, "最后一天现在还不能确定。"), cited_in_full(("regulation/31", "regulation/33"))
        )
        return
    period = state.periods[-1]
    yield from _counted(state, period)
    if excluded:
        yield Line(
            f"其中依法征求意见、等待缴费等{excluded}个工作日不计算在内。", cited_in_full(("regulation/33",))
        )
    yield Line(f"所以最后一天是{dated(day)}。", "")


def _counted(state: Request, period: Period) -> Iterator[Line]:
    limit = reply_term(period)
    begins = f"{_BEGINS[period.begins]}是{dated(period.start)}，当天不算。"
    yield Line(begins, cited_in_full(("civil-code/201",)))
    if period.until is not None:
        yield Line(f"重新答复的期限指定到{dated(period.until)}为止。", "")
        return
    yield Line(f"从次日起{limit.worded}内答复。", cited_in_full(limit.basis))
    if state.delay is not None:
        yield Line(f"已告知您最迟{dated(state.delay.until)}答复。", cited_in_full(("regulation/35",)))
    elif state.extension is not None:
        yield Line(
            f"已告知您延长{state.extension.counted}个工作日。", cited_in_full(extension_basis(period.start))
        )
