"""An organ as its own facts leave it: its name and place in the tree, and the years whose reports are final."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

from gongkai.law.organs import Level, OrganKind
from gongkai.law.rulebook import Rulebook
from gongkai.law.step import Refusal
from gongkai.ledger.corrections import replaced
from gongkai.ledger.entry import Act, Entry
from gongkai.ledger.facts import organ as facts
from gongkai.ledger.refused import refuse_unless_owned, senseless

__all__ = ["Organ", "after", "fold", "refusals"]


@dataclass(frozen=True, slots=True)
class Organ:
    """``opened`` is the first day that the ledger covers; ``closed`` the last year whose report is final.

    ``ended`` is the last day of an organ that was merged or abolished, ``successor`` the one that goes on with its cases.
    ``counted`` are the counts taken over from other systems: what was counted, from where, and for which days.
    ``signed_opening`` is the day on which the leader confirmed what the ledger began with.
    """

    key: str
    name: str
    kind: OrganKind
    level: Level
    short: str
    opened: date
    parent: str | None = None
    reconsideration_body: str | None = None
    court: str | None = None
    contact: str | None = None
    online_reconsideration: str | None = None
    closed: int | None = None
    ended: date | None = None
    successor: str | None = None
    counted: tuple[tuple[str, str, date, date], ...] = ()
    signed_opening: date | None = None

    @property
    def first_open_year(self) -> int:
        return self.opened.year if self.closed is None else self.closed + 1


def after(state: Organ | None, act: Act, rulebook: Rulebook) -> Organ:
    """The organ after one more act. Raises :class:`Refused`."""
    refuse_unless_owned(refusals(state, act, rulebook), act.breaches)
    if isinstance(act.fact, facts.LedgerOpened):
        return Organ(act.organ, opened=act.on, **_fields(act.fact))
    assert state is not None  # noqa: S101 - refused above
    return _changed(state, act)


def fold(acts: Iterable[Act | Entry], rulebook: Rulebook) -> Organ:
    """What the acts of the organ's own case make of it. Raises :class:`Refused`, ValueError where there is none."""
    state: Organ | None = None
    for act in replaced(acts):
        state = after(state, act, rulebook)
    if state is None:
        raise ValueError("这个机关的台账还没有启用。")
    return state


def refusals(state: Organ | None, act: Act, rulebook: Rulebook) -> tuple[Refusal, ...]:  # noqa: ARG001 - as every noun
    """All that stands against an act."""
    match act.fact:
        case facts.LedgerOpened():
            return tuple(_opening(state, act, act.fact))
        case _ if not isinstance(act.fact, facts.Fact):
            return (senseless("other_noun", "这条记录说的不是机关本身。", "请核对案件编号和记录的种类。"),)
        case _ if state is None:
            return (not_opened(act.organ),)
    return tuple(_of_open(state, act))


def _of_open(state: Organ, act: Act) -> Iterator[Refusal]:
    match act.fact:
        case facts.OrganChanged(parent=parent) if parent == state.key:
            yield _own_parent()
        case facts.OrganChanged() if state.ended is not None and act.on > state.ended:
            yield ended_already(state)
        case facts.OrganEnded():
            yield from _ending(state, act, act.fact)
        case facts.DecisionsCounted() | facts.ChargesCollected():
            yield from _counting(state, act, act.fact)
        case facts.YearClosed(year=year):
            yield from _closing(state, act, year)
        case facts.OpeningSigned():
            yield from _signing(state, act.fact)
        case facts.YearReopened(year=year) if year != state.closed:
            closed = f"最近结账的是 {state.closed} 年" if state.closed else "还没有哪一年结过账"
            yield senseless(
                "year_not_closed",
                f"{year} 年不能重开：{closed}。",
                "只能重开最近结账的一年，一年一年往回开。",
            )


def _opening(state: Organ | None, act: Act, fact: facts.LedgerOpened) -> Iterator[Refusal]:
    if state is not None:
        yield senseless(
            "already_opened",
            "这个机关的台账已经启用。",
            "名称、上级等有变化的，请记「organ.organ_changed」。",
        )
    if fact.parent == act.organ:
        yield _own_parent()
    for name in ("name", "short"):
        if not getattr(fact, name).strip():
            yield senseless(
                "empty", f"「{name}」是空的。", "请写机关全称（name）和发文机关代字（short，例如 云财公开）。"
            )


def _ending(state: Organ, act: Act, fact: facts.OrganEnded) -> Iterator[Refusal]:
    if state.ended is not None:
        yield ended_already(state)
    if act.on < state.opened:
        yield senseless(
            "ended_before_opened", f"台账从 {state.opened} 记起，机关不能在 {act.on} 终止。", "请核对日期。"
        )
    if fact.successor == state.key:
        yield senseless(
            "own_successor", "机关不能由自己继受。", "请写继续行使其职权的机关；只是改名的，请记名称变更。"
        )
    if not fact.reason.strip():
        yield senseless(
            "empty", "「reason」是空的。", "请写合并或者撤销的依据，例如 清江市委编办〔2026〕3 号文。"
        )


def _counting(
    state: Organ, act: Act, fact: facts.DecisionsCounted | facts.ChargesCollected
) -> Iterator[Refusal]:
    row, number = _row(fact)
    if number < 0:
        yield senseless("negative", f"数量是 {number}，不能小于 0。", "请核对来源。")
    if fact.since > fact.until or fact.since.year != fact.until.year:
        yield senseless(
            "period",
            f"{fact.since} 至 {fact.until} 不是同一年里的一段时间。",
            "一条记录只写一年以内的一段，跨年的请分开。",
        )
    if fact.until.year < state.opened.year:
        yield senseless(
            "period_before_ledger",
            f"台账从 {state.opened} 记起，{fact.since} 至 {fact.until} 的数不会计入任何一年的报告。",
            "请核对年份；要统计那一年的，台账要从那一年记起。",
        )
    if fact.until > act.on:
        yield senseless(
            "period_not_over", f"{act.on} 时 {fact.until} 还没有到。", "请在这段时间结束之后再记。"
        )
    for counted, source, since, until in state.counted:
        if (counted, source) == (row, fact.source) and since <= fact.until and fact.since <= until:
            yield senseless(
                "counted_twice",
                f"来源「{source}」{since} 至 {until} 的数已经记过，与 {fact.since} 至 {fact.until} 重叠，会算两遍。",
                "原来记错的，请更正那一条；确是另一批的，请写明不同的来源。",
            )


def _closing(state: Organ, act: Act, year: int) -> Iterator[Refusal]:
    if state.opened.year <= year < state.first_open_year:
        yield senseless(
            "closed_already",
            f"{year} 年已经结账。",
            "要改已经公布的年度报告，请先重开；现在记的，计入第一个还没有结账的年度。",
        )
    elif year != state.first_open_year:
        yield senseless(
            "closed_out_of_order",
            f"{year} 年现在不能结账，应当先结 {state.first_open_year} 年。",
            "请按年份依次结账，每年一次。",
        )
    elif act.on <= date(year, 12, 31):
        yield senseless(
            "year_not_over", f"{act.on} 时 {year} 年还没有过完，年度报告不能定稿。", "请在次年结账。"
        )


def _signing(state: Organ, fact: facts.OpeningSigned) -> Iterator[Refusal]:
    if state.signed_opening is not None:
        yield senseless(
            "opening_signed_already",
            f"{state.signed_opening} 已经确认过启用前结转。",
            "确认只做一次；记错的，请逐条更正。",
        )
    if min(fact.carried_in, fact.regulations, fact.normative_documents) < 0:
        yield senseless("negative", "结转的件数不能小于 0。", "请核对。")


def _changed(state: Organ, act: Act) -> Organ:  # noqa: PLR0911 - a line for each kind of fact
    match act.fact:
        case facts.OrganChanged():
            return replace(state, **{name: new for name, new in _fields(act.fact).items() if new is not None})
        case facts.OrganEnded(successor=successor):
            return replace(state, ended=act.on, successor=successor)
        case facts.DecisionsCounted() | facts.ChargesCollected():
            period = (_row(act.fact)[0], act.fact.source, act.fact.since, act.fact.until)
            return replace(state, counted=(*state.counted, period))
        case facts.YearClosed(year=year):
            return replace(state, closed=year)
        case facts.OpeningSigned():
            return replace(state, signed_opening=act.on)
        case facts.YearReopened(year=year):
            return replace(state, closed=None if year == state.opened.year else year - 1)
        case _:
            return state


def _row(fact: facts.DecisionsCounted | facts.ChargesCollected) -> tuple[str, int]:
    return (fact.row, fact.number) if isinstance(fact, facts.DecisionsCounted) else ("charges", fact.fen)


def _fields(fact: facts.LedgerOpened | facts.OrganChanged) -> dict[str, Any]:
    return {each.name: getattr(fact, each.name) for each in dataclasses.fields(fact)}


def not_opened(organ: str) -> Refusal:
    return senseless(
        "not_opened",
        f"机关「{organ}」的台账还没有启用。",
        "请先用 gongkai ledger init 启用，或核对机关的代号。",
    )


def against_successor(successor: Organ, last: date, *, counts_from: int) -> Iterator[Refusal]:
    """When an organ ends on its ``last`` day: who goes on with it is there, and has not closed the year that it then counts.

    ``counts_from`` is the ending organ's own first open year: what it closed itself stays its own, and so does the year
    on whose last day it was there.
    """
    year = max((last + timedelta(days=1)).year, counts_from)
    if successor.ended is not None and successor.ended <= last:
        yield ended_already(successor)
    elif successor.closed is not None and year <= successor.closed:
        yield senseless(
            "successor_closed",
            f"{successor.name} {successor.closed} 年已经结账，不能再把撤并机关 {year} 年的情况并进去。",
            f"请先公布撤并机关 {year} 年的报告并结账，或者先重开{successor.name} {year} 年。",
        )


def ended_already(state: Organ) -> Refusal:
    return senseless(
        "organ_ended",
        f"{state.name}已于 {state.ended} 终止，由「{state.successor}」继受。",
        "新的事项请记在继受机关的台账里；没有办完的，照旧在原案里办。",
    )


def _own_parent() -> Refusal:
    return senseless("own_parent", "机关不能是自己的上级。", "请核对 parent。")
