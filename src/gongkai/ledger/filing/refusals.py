"""What stands against one more act of a report's filing: orders that make no sense, and versions that are not the one."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date
from typing import TypeAlias

from gongkai.law.numerals import dated
from gongkai.law.rulebook import Rulebook
from gongkai.law.settings import named
from gongkai.law.step import Refusal
from gongkai.ledger.entry import Act
from gongkai.ledger.facts import filing as facts
from gongkai.ledger.filing.state import STATUS_LABELS, Filing
from gongkai.ledger.refused import senseless

_Found: TypeAlias = Iterator[Refusal]
_CASE = re.compile(r"filing/(\d{4})")
_DIGEST = re.compile("[0-9a-f]{64}")
CLEARANCE = "filing.clearance"
"""The setting that says whether a report waits for the supervising office before it is published."""


def case_of(year: int) -> str:
    """The key of the case: ``filing/2025``."""
    return f"filing/{year}"


def year_of(case: str) -> int | None:
    """The report year of a case; None where the key has none."""
    found = _CASE.fullmatch(case)
    return int(found[1]) if found else None


def refusals(state: Filing | None, act: Act, rulebook: Rulebook) -> tuple[Refusal, ...]:
    """Why this act is refused now. All of it makes no sense; nothing of it is a breach that may be owned."""
    return tuple(_refusals(state, act, rulebook))


def _refusals(state: Filing | None, act: Act, rulebook: Rulebook) -> _Found:
    fact, year = act.fact, year_of(act.case)
    if year is None:
        yield senseless(
            "not_a_year",
            f"「{act.case}」不是年度报告的编号。",
            "应当写成 filing/2025 的样子，年份是报告年度。",
        )
    elif not isinstance(fact, facts.Fact):
        yield senseless("not_of_a_filing", "这一条不是年度报告报送的记录。", "请核对案件编号。")
    elif act.on <= date(year, 12, 31):
        yield senseless("year_not_over", f"{dated(act.on)}时 {year} 年还没有过完。", "请在次年报送。")
    elif state is not None and act.on < state.last:
        yield senseless(
            "out_of_order", f"日期 {dated(act.on)}早于前一条记录的 {dated(state.last)}。", "请核对日期。"
        )
    else:
        yield from _bad_words(fact)
        yield from _bad_moment(state, act, rulebook)


def _bad_words(fact: facts.Fact) -> _Found:
    match fact:
        case facts.SentBack(remarks=remarks):
            if not any(each.says.strip() for each in remarks):
                yield senseless(
                    "no_remarks", "退回时没有写明哪里要改。", "请至少写一条意见，能指明格的请指明格。"
                )
            return
        case facts.Published(address=address) if not address.strip():
            yield senseless("no_address", "没有写公布的网址。", "请填写公众能打开的网址。")
        case facts.Amended(note=note) if not note.strip():
            yield senseless("no_note", "没有写更正说明。", "请写明更正了什么、为什么，说明会同报告一起公布。")
    if not _DIGEST.fullmatch(fact.digest):
        yield senseless("bad_digest", "没有写明是哪一版报告。", "请写这一版的 SHA-256，64 位十六进制数。")


def _bad_moment(state: Filing | None, act: Act, rulebook: Rulebook) -> _Found:
    match act.fact:
        case facts.Submitted() if state is not None and state.status != "returned":
            yield _not_now(state, "不能再报送", "要改的，请主管部门先退回；已经公布的，请作更正。")
        case facts.SentBack() | facts.Cleared() | facts.Published() | facts.Amended() if state is None:
            yield senseless("not_submitted", "这一年度的报告还没有报送。", "请先报送。")
        case facts.SentBack() if state is not None and state.status != "submitted":
            yield _not_now(state, "不能退回", "只有已经报送、还没有答复的报告可以退回。")
        case facts.Cleared(digest=digest) if state is not None:
            yield from _not_cleared(state, digest)
        case facts.Published(digest=digest) if state is not None:
            needs = rulebook.choices.of(CLEARANCE, act.on) == "required"
            yield from _not_published(state, digest, needs_clearance=needs)
        case facts.Amended(digest=digest) if state is not None:
            yield from _not_amended(state, digest)
        case _:
            return


def _not_cleared(state: Filing, digest: str) -> _Found:
    if state.status != "submitted":
        yield _not_now(state, "不能同意公布", "只有已经报送、还没有答复的报告可以同意公布。")
    elif digest != state.digest:
        yield _other_version()


def _not_published(state: Filing, digest: str, *, needs_clearance: bool) -> _Found:
    allowed = {"cleared"} if needs_clearance else {"cleared", "submitted"}
    if state.status not in allowed:
        yield _not_now(
            state,
            "不能公布",
            "已经公布的，要改请作更正；还没有公布的，请先由主管部门同意公布"
            f"（{named(CLEARANCE)}可以定为不必等）。",
        )
    elif digest != state.digest:
        yield _other_version()


def _not_amended(state: Filing, digest: str) -> _Found:
    if state.status != "published":
        yield _not_now(state, "不能更正", "没有公布的报告，退回后修改再报送。")
    elif digest == state.digest:
        yield senseless("same_version", "更正的一版与公布的一版一模一样。", "请先改好并保存，再作更正。")


def _not_now(state: Filing, what: str, remedy: str) -> Refusal:
    says = f"{state.year} 年度报告现在的状态是「{STATUS_LABELS[state.status]}」，{what}。"
    return senseless("not_in_this_state", says, remedy)


def _other_version() -> Refusal:
    return senseless(
        "other_version", "这不是报送的那一版。", "报送以后的版本要先退回、再报送；请打开最新的页面核对。"
    )
