"""What ``gongkai due`` answers: the clock as a table for people, or as an object for programs."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence
from dataclasses import replace
from datetime import date, timedelta
from typing import Any

from gongkai.cli import due_acts
from gongkai.cli.answer import Unable
from gongkai.cli.clock import today as now
from gongkai.cli.output import as_json
from gongkai.cli.steps import step_values
from gongkai.law.acts import cited
from gongkai.law.calendar import BeyondCalendar
from gongkai.law.numerals import dated
from gongkai.law.rulebook import Rulebook
from gongkai.law.step import Refusal
from gongkai.ledger.alternatives import Alternative, alternatives
from gongkai.ledger.breach import Breach
from gongkai.ledger.clock import Clock, clock
from gongkai.ledger.entry import Act
from gongkai.ledger.request import after, refusals
from gongkai.ledger.request_state import Request

_WHEN = ("today", "tomorrow", "never")
_WHEN_LABELS = {"today": "今天做", "tomorrow": "明天做", "never": "不做"}
_WHAT_IFS = {
    "supplement": due_acts.supplement,
    "extension": due_acts.extension,
    "third-party": due_acts.third_party,
    "co-maker": due_acts.co_maker,
    "fee": due_acts.fee,
}
_LABELS = {
    "supplement": "告知补正",
    "extension": "延期",
    "third-party": "征求第三方意见（当天送达，逾期不答）",
    "co-maker": "征求共同制作机关意见（当天送达，逾期不答）",
    "fee": "通知收费（当天送达）",
}


def answer(options: Namespace, rulebook: Rulebook) -> str:
    """The whole answer, as text or JSON. Raises :class:`~gongkai.cli.answer.Unable`."""
    try:
        state = folded(due_acts.acts(options), rulebook, has_happened=options.happened)
        result = clock(state, rulebook, today=options.today)
        others = _alternatives(state, options, rulebook)
    except BeyondCalendar as error:
        raise Unable(str(error)) from error
    if options.format == "json":
        return as_json(
            _values(state, result) | ({"what_if": [_other(*each) for each in others]} if others else {})
        )
    return _text(state, result, options.what_if, others)


def folded(acts: Sequence[Act], rulebook: Rulebook, *, has_happened: bool) -> Request:
    """The request that the acts make. Raises :class:`~gongkai.cli.answer.Unable`."""
    state: Request | None = None
    for act in acts:
        found = refusals(state, act, rulebook)
        if found and not (has_happened and all(each.is_breach for each in found)):
            raise Unable("\n".join(_refused(each) for each in found))
        state = after(state, replace(act, breaches=tuple(each.code for each in found)), rulebook)
    if state is None:
        raise Unable("没有登记申请。")
    return state


def _refused(refusal: Refusal) -> str:
    basis = f"（{'、'.join(cited(each) for each in refusal.basis)}）" if refusal.basis else ""
    happened = "已经发生的，加 --happened 记为违法事项，照算。" if refusal.is_breach else ""
    return f"{refusal.says}{basis}{refusal.remedy}{happened}"


def _alternatives(state: Request, options: Namespace, rulebook: Rulebook) -> list[tuple[str, Alternative]]:
    if options.what_if is None:
        return []
    day = options.today or now()
    found = alternatives(
        state, _WHAT_IFS[options.what_if], [day, day + timedelta(days=1)], rulebook, today=day
    )
    return list(zip(_WHEN, found, strict=True))


def _values(state: Request, result: Clock) -> dict[str, Any]:
    return {
        "due": result.due and result.due.isoformat(),
        "provisional": result.is_provisional,
        "known_until": result.known_until.isoformat(),
        "status": result.runs,
        "late": result.is_late,
        "steps": [step_values(step) for step in result.steps],
        "deadlines": [
            {
                "key": each.key,
                "label": each.label,
                "due": each.due.isoformat(),
                "basis": list(each.basis),
                "provisional": each.is_provisional,
            }
            for each in result.deadlines
        ],
        "breaches": [_breach(each) for each in state.breaches],
    }


def _breach(breach: Breach) -> dict[str, Any]:
    return {
        "day": breach.day.isoformat(),
        "code": breach.code,
        "says": breach.says,
        "basis": list(breach.basis),
        "cited": "、".join(cited(each) for each in breach.basis),
    }


def _other(when: str, each: Alternative) -> dict[str, Any]:
    return {
        "when": when,
        "day": each.day and each.day.isoformat(),
        "due": each.clock.due.isoformat() if each.clock and each.clock.due else None,
        "provisional": bool(each.clock and each.clock.is_provisional),
        "refusals": [{"code": found.code, "says": found.says} for found in each.refusals],
        "steps": [step_values(step) for step in each.clock.steps] if each.clock else [],
    }


def _text(state: Request, result: Clock, what: str | None, others: Sequence[tuple[str, Alternative]]) -> str:
    lines = [f"答复到期日：{_due(result)}", ""]
    for number, step in enumerate(result.steps, 1):
        lines.append(f"{number:>3}  {_iso(step.day):<10}  {step.says}{_why(step.cited, step.setting)}")
    if result.deadlines:
        lines += ["", "期限："]
        lines += [
            f"  {each.due}  {each.label}（{'、'.join(cited(one) for one in each.basis)}）"
            for each in result.deadlines
        ]
    if state.breaches:
        lines += [
            "",
            f"违法事项 {len(state.breaches)} 项：",
            *(f"  {each.day}  {each.says}" for each in state.breaches),
        ]
    if what is not None:
        lines += ["", f"如果{_LABELS[what]}："]
        lines += [
            f"  {_WHEN_LABELS[when]}{f'（{each.day}）' if each.day else ''}：{_then(each)}"
            for when, each in others
        ]
    return "\n".join(lines)


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""


def _due(result: Clock) -> str:
    if result.due is None:
        return "现在无法确定（见最后一步）"
    weekday = "一二三四五六日"[result.due.weekday()]
    provisional = "，暂定" if result.is_provisional else ""
    return f"{dated(result.due)}，星期{weekday}{provisional}"


def _why(citations: str, setting: str | None) -> str:
    parts = [part for part in (citations, f"设置 {setting}" if setting else "") if part]
    return f"〔{'；'.join(parts)}〕" if parts else ""


def _then(each: Alternative) -> str:
    if each.clock is None:
        return "不行。" + "".join(found.says for found in each.refusals)
    if each.clock.due is not None:
        return _due(each.clock)
    return each.clock.steps[-1].says
