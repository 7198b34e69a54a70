"""How the last day is counted, step by step, so that anybody with a calendar can count it again."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from gongkai.law.calendar import Calendar
from gongkai.law.numerals import dated
from gongkai.law.rulebook import Rulebook
from gongkai.law.step import Step
from gongkai.ledger.clock_events import article, extension_basis, in_force, reopened_by, supplement_basis
from gongkai.ledger.reckoning import Reckoning, Span, excluded_days, reply_term
from gongkai.ledger.request_state import PARTY_LABELS, Consultation, End, Period, Request

_BEGINS = {"receipt": "收到申请", "supplement": "收到补正", "payment": "缴清费用", "reopened": "重新办理"}
_ONE_DAY = timedelta(days=1)


def sums(state: Request, now: Reckoning, rulebook: Rulebook, today: date | None) -> Iterator[Step]:
    """The steps from day one to the last day, or to the reason why there is none."""
    if state.is_voided:
        yield Step(None, "登记已经作废，不计算期限。")
        return
    if now.period is None:
        yield Step(
            None, "收到申请之日还没有确认，答复期限没有起算；请先与申请人确认并记录日期。", ("regulation/31",)
        )
        return
    if now.stop in ("supplement", "payment"):
        yield _stood_still(state.end) if state.end else _waiting(state, now)
        return
    if now.period.until is not None:
        yield Step(
            now.period.until,
            f"重新答复的期限指定到{dated(now.period.until)}为止。",
            reopened_by(state.reopenings[-1].because),
        )
    else:
        yield from _counted(state, now, now.period, rulebook, today)
    if now.due is not None and rulebook.calendar.is_provisional(now.due):
        yield _provisional(now.due, rulebook.calendar)


def passed(calendar: Calendar, after: date, until: date) -> str:
    """The holidays and the working weekends in (after, until], named; ordinary weekends are left to the reader."""
    named: list[tuple[date, date, str]] = []
    day = after + _ONE_DAY
    while day <= until:
        what = calendar.describe(day)
        if what is not None and what != "周末":
            if named and named[-1][2] == what and named[-1][1] == day - _ONE_DAY:
                named[-1] = (named[-1][0], day, what)
            else:
                named.append((day, day, what))
        day += _ONE_DAY
    return "；".join(f"{_from_to(since, last)}{what}" for since, last, what in named)


def _counted(
    state: Request, now: Reckoning, period: Period, rulebook: Rulebook, today: date | None
) -> Iterator[Step]:
    calendar, term = rulebook.calendar, reply_term(period)
    first = calendar.add_working_days(period.start, 1)
    yield Step(
        first,
        f"{_BEGINS[period.begins]}的当天（{dated(period.start)}）不算，第1个工作日是{dated(first)}。",
        in_force(("civil-code/201",), period.start),
        "day_of_receipt",
    )
    if period.begins == "reopened":
        yield Step(None, "重新答复没有指定期限，按一般的答复期限计算（推定）。", term.basis)
    if state.has_extended and state.extension is None:
        says = "期限重新起算以前的延长只及于当时的期限，不再加上，也不能再延长。"
        yield Step(None, says, extension_basis(period.start), "extension.after_restart")
    for span in now.spans:
        yield _excluded(span, period, now, calendar)
    if any(span.until is None for span in now.spans) and state.delay is None:
        yield _stood_still(state.end) if state.end else _endless(now)
    if now.first_due is not None:
        yield _reached(now, period, now.first_due, f"第{term.value}个工作日", term.basis, calendar)
    if state.delay is not None:
        until = state.delay.until
        yield Step(until, f"已告知延迟答复，期限到{dated(until)}为止。", ("regulation/35",))
    elif state.extension is not None and now.due is not None:
        days = term.value + state.extension.counted
        what = f"延长{state.extension.counted}个工作日，共{days}个，第{days}个工作日"
        yield _reached(now, period, now.due, what, extension_basis(period.start), calendar)
    if state.end is None and (remark := _at_the_latest(now, today)):
        yield remark


def _excluded(span: Span, period: Period, now: Reckoning, calendar: Calendar) -> Step:
    what = "等待缴费"
    basis: tuple[str, ...] = ("fee-measures",)
    if isinstance(span.cause, Consultation):
        what = f"征求{PARTY_LABELS[span.cause.kind]}「{span.cause.party}」的意见"
        basis = article("regulation/33", span.cause.sent)
    since = max(span.since, period.start + _ONE_DAY)
    if span.until is None:
        return Step(since, f"从{dated(since)}起{what}，期限不走。", basis, span.setting)
    until = min(span.until, now.due or span.until)
    days = len(list(excluded_days([span], period.start, until, calendar)))
    others = _with_others(span, now, period, calendar, until)
    return Step(
        until,
        f"{_from_to(since, until)}{what}，首尾都不计，其间{days}个工作日不计算在内{others}。",
        basis,
        span.setting,
    )


def _with_others(span: Span, now: Reckoning, period: Period, calendar: Calendar, until: date) -> str:
    """Days that an earlier span has taken out already are not taken out twice."""
    before = [each for each in now.spans[: now.spans.index(span)] if each.until is not None]
    taken = set(excluded_days(before, period.start, until, calendar))
    twice = sum(day in taken for day in excluded_days([span], period.start, until, calendar))
    return f"（其中{twice}个前面已经扣除，不重复扣除）" if twice else ""


def _reached(
    now: Reckoning, period: Period, day: date, what: str, basis: tuple[str, ...], calendar: Calendar
) -> Step:
    excluded = len(list(excluded_days(now.spans, period.start, day, calendar)))
    without = f"扣除{excluded}个工作日后，" if excluded else ""
    between = passed(calendar, period.start, day)
    says = f"从{dated(period.start)}次日起数，{without}{what}是{dated(day)}。"
    return Step(day, says + (f"其间：{between}。" if between else ""), basis)


def _stood_still(end: End) -> Step:
    return Step(end.day, f"{dated(end.day)}办结时答复期限停着，没有到期日。", ("regulation/33",))


def _endless(now: Reckoning) -> Step:
    """Of those that are waited for, the first: its letter did not come, or no law of the day set it a term."""
    span = next(span for span in now.spans if span.until is None)
    waited: Any = span.cause  # a fee that is not paid has stopped the term before
    if waited.received is None:
        why = "何时收到征求意见书也没有记录"
        remedy = "记录征求意见书的送达之日，就能算出最迟的到期日。"
    else:
        why, remedy = "当时的条例没有规定它答复意见的期限", "要到它答复才能确定。"
    says = f"「{waited.party}」还没有答复，{why}，扣除的日子没有终点，到期日现在无法确定。{remedy}"
    return Step(None, says, article("regulation/33", waited.sent), span.setting)


def _at_the_latest(now: Reckoning, today: date | None) -> Step | None:
    waits = [
        span.cause.party
        for span in now.spans
        if isinstance(span.cause, Consultation)
        and span.cause.answered is None
        and span.until is not None
        and (today is None or today <= span.until)
    ]
    if not waits or now.due is None:
        return None
    says = f"这是「{'」「'.join(waits)}」逾期不答时的到期日；提前答复的，到期日相应提前。"
    return Step(now.due, says, ("regulation/33",), "consultation.excluded_days")


def _waiting(state: Request, now: Reckoning) -> Step:
    if now.stop == "supplement":
        asked: Any = state.open_supplement  # never None: it is what stops the term
        says = "正在等待申请人补正，到期日要到收到补正才能确定：从收到补正的次日起重新计算。"
        says += f"到{dated(asked.until)}还不补正的，可以不再处理。"
        return Step(asked.until, says, supplement_basis(asked.day))
    notice = state.open_fee
    says = "正在等待申请人缴费，到期日要到缴清才能确定。"
    if notice is None or notice.pay_by is None:
        return Step(None, says + "申请人何时收到收费通知没有记录，缴费期限还没有起算。", ("fee-measures",))
    return Step(notice.pay_by, f"{says}到{dated(notice.pay_by)}还不缴清的，可以不再处理。", ("fee-measures",))


def _provisional(due: date, calendar: Calendar) -> Step:
    known = calendar.known_until
    return Step(
        due,
        f"放假安排只知道到{dated(known)}，以后的只算了周末和元旦、五一、十一，没有算春节等其他节日和调休；"
        f"{due.year}年的通知公布以后到期日可能变动，现在是暂定的。",
        ("holiday-measures",),
    )


def _from_to(since: date, until: date) -> str:
    """9月25日至27日; the year and the month are said once where they are the same."""
    if since == until:
        return dated(since)
    if since.year != until.year:
        return f"{dated(since)}至{dated(until)}"
    if since.month != until.month:
        return f"{dated(since)}至{until.month}月{until.day}日"
    return f"{dated(since)}至{until.day}日"
