"""The steps of a report's filing, each an act of the ledger by the person who does it."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from gongkai.ledger import filing
from gongkai.ledger.entry import Act, Entry, Fact
from gongkai.ledger.facts import filing as facts
from gongkai.ledger.facts.organ import YearClosed, YearReopened
from gongkai_web import clock
from gongkai_web.reports import live, versions
from gongkai_web.store import ledger
from gongkai_web.store.models import Organ


@transaction.atomic
def submit(organ: Organ, year: int, *, actor: str, digest: str, head: str) -> Entry:
    """Raises ``Refused``, and ``Overtaken`` where the filing is no longer at ``head``; so do all of these.

    Raises :class:`~gongkai_web.reports.versions.Superseded` where ``digest`` is not the newest version; so does
    :func:`amend`.
    """
    versions.hold_newest(organ, year, digest)
    return _record(organ, year, facts.Submitted(digest), actor, head)


def send_back(
    organ: Organ, year: int, *, actor: str, remarks: Iterable[facts.CellRemark], head: str
) -> Entry:
    return _record(organ, year, facts.SentBack(tuple(remarks)), actor, head)


def clear(organ: Organ, year: int, *, actor: str, digest: str, head: str) -> Entry:
    return _record(organ, year, facts.Cleared(digest), actor, head)


def publish(organ: Organ, year: int, *, actor: str, digest: str, address: str, head: str) -> Entry:
    """Published; and the year is closed where the ledger counted it: the figures stay as they were printed."""
    return _record(
        organ, year, facts.Published(digest, address), actor, head, closes=closings(organ, year, digest)
    )


@transaction.atomic
def amend(organ: Organ, year: int, *, actor: str, digest: str, note: str, head: str) -> Entry:
    """Corrected; a year that was opened again for it is closed again."""
    versions.hold_newest(organ, year, digest)
    return _record(
        organ, year, facts.Amended(digest, note), actor, head, closes=closings(organ, year, digest)
    )


def reopen(organ: Organ, year: int, *, actor: str, reason: str) -> Entry:
    """Open the year's books again, so that entries of the year can be put right before a correction.

    With its own, those of the organs whose year it counts, as far as they are closed with it.
    """
    counted = [each for each in _line(organ, year) if each == organ or each.closed_year == year]
    return ledger.record(*(_act(each, "organ", YearReopened(year, reason), actor) for each in counted))[0]


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
