"""The steps of a report's filing, each an act of the ledger by the person who does it."""

from __future__ import annotations

from collections.abc import Iterable

from django.db import transaction

from gongkai.ledger import filing
from gongkai.ledger.entry import Act, Entry, Fact
from gongkai.ledger.facts import filing as facts
from gongkai.ledger.facts.organ import YearClosed, YearReopened
from gongkai_web import clock
from gongkai_web.reports import versions
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
        organ, year, facts.Published(digest, address), actor, head, closes=closes(organ, year, digest)
    )


@transaction.atomic
def amend(organ: Organ, year: int, *, actor: str, digest: str, note: str, head: str) -> Entry:
    """Corrected; a year that was opened again for it is closed again."""
    versions.hold_newest(organ, year, digest)
    return _record(organ, year, facts.Amended(digest, note), actor, head, closes=closes(organ, year, digest))


def reopen(organ: Organ, year: int, *, actor: str, reason: str) -> Entry:
    """Open the year's books again, so that entries of the year can be put right before a correction."""
    return ledger.record(_act(organ, "organ", YearReopened(year, reason), actor))[0]


def closes(organ: Organ, year: int, digest: str) -> bool:
    """Whether the year's books are closed with this version: the ledger counted it, and it is the next to close."""
    version = versions.of_digest(organ, year, digest)
    next_open = organ.opened.year if organ.closed_year is None else organ.closed_year + 1
    return version is not None and version.came.startswith("ledger") and year == next_open


def _record(organ: Organ, year: int, fact: Fact, actor: str, head: str, *, closes: bool = False) -> Entry:
    acts = [_act(organ, filing.case_of(year), fact, actor)]
    if closes:
        acts.append(_act(organ, "organ", YearClosed(year), actor))
    return ledger.record(*acts, expecting=head)[0]


def _act(organ: Organ, case: str, fact: Fact, actor: str) -> Act:
    return Act(organ.key, case, clock.today(), clock.now(), actor, fact)
