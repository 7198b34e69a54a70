"""How long an answer takes, and what the law says of each step, on the day on which somebody asks."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gongkai.law.acts import cited_in_full
from gongkai.law.calendar import BeyondCalendar
from gongkai.law.numerals import dated
from gongkai.law.receipt import ChannelRule, channels
from gongkai.law.terms import Term, last_day, term
from gongkai.ledger.facts.request import Channel
from gongkai_web.store.overlays import rulebook_of

CHANNEL: Channel = "internet"
_SHOWN = ("on_site", "registered_post", "ordinary_letter", "fax", "internet", "oral")


@dataclass(frozen=True, slots=True)
class Line:
    """A sentence and the articles that it rests on, as people read them."""

    says: str
    basis: str


@dataclass(frozen=True, slots=True)
class Expected:
    """``last`` is the last day for an answer to what both sides confirm today; None where no calendar reaches so far."""

    days: int
    last: date | None
    is_provisional: bool
    lines: tuple[Line, ...]


def expected(organ: str, today: date) -> Expected:
    """For a request that is sent over the internet today."""
    calendar = rulebook_of(organ).calendar
    reply = term("request.reply", today)
    try:
        last: date | None = last_day(reply, today, calendar)
    except BeyondCalendar:
        last = None
    return Expected(
        days=reply.value,
        last=last,
        is_provisional=last is not None and calendar.is_provisional(last),
        lines=tuple(_lines(reply, today, last)),
    )


def ways() -> list[ChannelRule]:
    """The ways in which a request may come, with the day that counts for each."""
    return [channels()[key] for key in _SHOWN]


def _lines(reply: Term, today: date, last: date | None) -> list[Line]:
    rule = channels()[CHANNEL]
    supplement, longer = term("request.supplement_notice", today), term("request.extension", today)
    if_today = f"如果今天就确认，最迟{dated(last)}答复。" if last else ""
    return [
        Line(f"网上提交的申请，{rule.says}", cited_in_full(rule.basis)),
        Line(
            f"能当场答复的当场答复；不能当场答复的，从确认的次日起{reply.worded}内答复。{if_today}",
            cited_in_full(reply.basis),
        ),
        Line(
            f"内容不明确的，{supplement.worded}内一次告知要补正什么；补正以后，答复的期限从收到补正的次日起重新计算。",
            cited_in_full(supplement.basis),
        ),
        Line(
            f"需要延长的，要经负责人同意并告知您，最长再加{longer.worded}；依法征求意见的时间不算在内。",
            cited_in_full(longer.basis),
        ),
    ]
