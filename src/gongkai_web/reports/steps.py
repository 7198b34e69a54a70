"""The steps of a report's filing, each an act of the ledger by the person who does it."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from gongkai.ledger import filing
from gongkai.ledger.entry import Act, Entry, Fact
from gongkai.ledger.facts import filing as facts
from gongkai.ledger.facts.organ import YearClosed, YearReopened
from gongkai_web import clock
from gongkai_web.reports import live, telling, versions
from gongkai_web.store import ledger
from gongkai_web.store.models import Organ


@transaction.atomic
def submit(organ: Organ, year: int, *, actor: str, digest: str, head: str) -> Entry:
    """Raises ``Refused``, and ``Overtaken`` where the filing is no longer at ``head``; so do all of these.

    Raises :class:`~gongkai_web.reports.versions.Superseded` where ``digest`` is not the newest version; so does
    :func:`amend`.
    """
    versions.hold_newest(organ, year, digest)
    entry = _record(organ, year, facts.Submitted(digest), actor, head)
    again = "修改以后再次" if head else ""
    telling.told_above(organ, year, f"{organ.name}{again}报送了 {year} 年度报告，请核对。", actor=actor)
    return entry


@transaction.atomic
def send_back(
    organ: Organ, year: int, *, actor: str, remarks: Iterable[facts.CellRemark], head: str
) -> Entry:
    fact = facts.SentBack(tuple(remarks))
    entry = _record(organ, year, fact, actor, head)
    says = f"{organ.name} {year} 年度报告被退回，有 {len(fact.remarks)} 条意见，请修改以后再报送。"
    telling.told_below(organ, year, says, actor=actor, rights=(telling.FILL_IN, telling.ANSWER_FOR))
    return entry


@transaction.atomic
def clear(organ: Organ, year: int, *, actor: str, digest: str, head: str) -> Entry:
    entry = _record(organ, year, facts.Cleared(digest), actor, head)
    says = f"主管部门同意公布{organ.name} {year} 年度报告，请负责人公布。"
    telling.told_below(organ, year, says, actor=actor, rights=(telling.FILL_IN, telling.ANSWER_FOR))
    return entry


@transaction.atomic
def publish(organ: Organ, year: int, *, actor: str, digest: str, head: str, address: str) -> Entry:
    """Published; and the year is closed where the ledger counted it: the figures stay as they were printed."""
    entry = _record(
        organ, year, facts.Published(digest, address), actor, head, closes=closings(organ, year, digest)
    )
    _tell_all(organ, year, f"{organ.name}公布了 {year} 年度报告。", actor)
    return entry


@transaction.atomic
def amend(organ: Organ, year: int, *, actor: str, digest: str, head: str, note: str) -> Entry:
    """Corrected; a year that was opened again for it is closed again."""
    versions.hold_newest(organ, year, digest)
    entry = _record(
        organ, year, facts.Amended(digest, note), actor, head, closes=closings(organ, year, digest)
    )
    _tell_all(organ, year, f"{organ.name}更正了已经公布的 {year} 年度报告。", actor)
    return entry


@transaction.atomic
def reopen(organ: Organ, year: int, *, actor: str, reason: str) -> Entry:
    """Open the year's books again, so that entries of the year can be put right before a correction.

    With its own, those of the organs whose year it counts, as far as they are closed with it.
    """
    counted = [each for each in _line(organ, year) if each == organ or each.closed_year == year]
    entry = ledger.record(*(_act(each, "organ", YearReopened(year, reason), actor) for each in counted))[0]
    says = f"{organ.name} {year} 年的账已经重开，请更正有错的记录，再按台账更新报告。"
    telling.told_below(organ, year, says, actor=actor, rights=(telling.FILL_IN,))
    return entry


def ask(organ: Organ, year: int, *, actor: str) -> list[str]:
    """The report is filled in: those who answer for it are asked to submit it. Who was told; nothing is recorded."""
    says = f"{organ.name} {year} 年度报告已经填好，请核对以后报送。"
    return telling.told_below(organ, year, says, actor=actor, rights=(telling.ANSWER_FOR,))


def _tell_all(organ: Organ, year: int, says: str, actor: str) -> None:
    telling.told_above(organ, year, says, actor=actor)
    telling.told_below(organ, year, says, actor=actor, rights=(telling.FILL_IN,))


def closings(organ: Organ, year: int, digest: str) -> list[tuple[Organ, int]]:
    """The books that are closed with this version, where the ledger counted it: what is printed does not move any more.

    They are those of the organ and of all whose year it counts, with the years before that were left open: what was
    carried in is printed too.
    """
    version = versions.of_digest(organ, year, digest)
    if version is None or not version.came.startswith("ledger"):
        return []
    return [(each, open_year) for each in _line(organ, year) for open_year in _open_years(each, year)]


def _line(organ: Organ, year: int) -> list[Organ]:
    """The organ first, then those that ended and with whose matters it goes on."""
    counted = Organ.objects.in_bulk(live.figures(organ, year).organs)
    return [counted[key] for key in live.figures(organ, year).organs]


def _open_years(organ: Organ, until: int) -> range:
    return range(organ.opened.year if organ.closed_year is None else organ.closed_year + 1, until + 1)


def _record(
    organ: Organ, year: int, fact: Fact, actor: str, head: str, *, closes: Iterable[tuple[Organ, int]] = ()
) -> Entry:
    acts = [_act(organ, filing.case_of(year), fact, actor)]
    acts += [_act(each, "organ", YearClosed(open_year), actor) for each, open_year in closes]
    return ledger.record(*acts, expecting=head)[0]


def _act(organ: Organ, case: str, fact: Fact, actor: str) -> Act:
    return Act(organ.key, case, clock.today(), clock.now(), actor, fact)
