"""Which version of a year's report the supervising office looks at, for many organs at once.

Of a report that was submitted, cleared or published it is the version of which the filing speaks; else the newest.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from gongkai.ledger import filing
from gongkai.ledger import states as ledger_states
from gongkai.ledger.codec import decode
from gongkai.ledger.entry import Entry as LedgerEntry
from gongkai.ledger.filing import Filing
from gongkai_web.reports.states import LABELS, TONES
from gongkai_web.store.models import Entry, Organ, ReportVersion
from gongkai_web.store.overlays import rulebook_of

FILED = frozenset({"submitted", "cleared", "published"})
_AT_ONCE = 400


@dataclass(frozen=True, slots=True)
class Filed:
    """An organ's report of a year. ``version`` is the primary key of the version in question, None where there is none."""

    organ: str
    status: str
    filing: Filing | None = None
    head: str = ""
    version: int | None = None
    number: int | None = None
    newest: int | None = None

    @property
    def label(self) -> str:
        return LABELS[self.status]

    @property
    def tone(self) -> str:
        return TONES[self.status]

    @property
    def is_filed(self) -> bool:
        return self.status in FILED

    @property
    def submitted(self) -> date | None:
        """The day on which it was first submitted."""
        return self.filing.submitted if self.filing else None


def filed(organs: Iterable[str], year: int) -> dict[str, Filed]:
    """Of every organ that is named; two queries for every four hundred of them."""
    keys = list(organs)
    found: dict[str, Filed] = {}
    for at in range(0, len(keys), _AT_ONCE):
        part = keys[at : at + _AT_ONCE]
        entries, versions = _entries(part, year), _versions(part, year)
        found |= {key: _filed(key, year, entries.get(key, []), versions.get(key, [])) for key in part}
    return found


def standing(organs: Iterable[Organ], year: int) -> list[Organ]:
    """Those who owe a report on the year: who ended before its end does not; who goes on with its work says so."""
    end = date(year, 12, 31)
    return [each for each in organs if each.ended is None or each.ended > end]


def _entries(organs: list[str], year: int) -> dict[str, list[LedgerEntry]]:
    rows = Entry.objects.filter(organ__in=organs, case=filing.case_of(year)).order_by("organ", "number")
    found: dict[str, list[LedgerEntry]] = {}
    for organ, number, line in rows.values_list("organ", "number", "line"):
        found.setdefault(organ, []).append(decode(line.encode(), at=number))
    return found


def _versions(organs: list[str], year: int) -> dict[str, list[tuple[int, int, str]]]:
    """Number, primary key, digest of each version, the oldest first."""
    rows = ReportVersion.objects.filter(organ__in=organs, year=year).order_by("organ_id", "number")
    found: dict[str, list[tuple[int, int, str]]] = {}
    for organ, number, pk, digest in rows.values_list("organ_id", "number", "pk", "digest"):
        found.setdefault(organ, []).append((number, pk, digest))
    return found


def _filed(organ: str, year: int, entries: list[LedgerEntry], versions: list[tuple[int, int, str]]) -> Filed:
    newest = versions[-1] if versions else None
    if not entries:
        status = "draft" if newest else "none"
        return Filed(organ, status, None, "", _pk(newest), _number(newest), _number(newest))
    state = ledger_states.fold(entries, filing.case_of(year), rulebook_of(organ))
    of_filing = next((each for each in versions if each[2] == state.digest), None)
    meant = of_filing if state.status in FILED else newest
    return Filed(organ, state.status, state, entries[-1].hash, _pk(meant), _number(meant), _number(newest))


def _pk(version: tuple[int, int, str] | None) -> int | None:
    return version[1] if version else None


def _number(version: tuple[int, int, str] | None) -> int | None:
    return version[0] if version else None
