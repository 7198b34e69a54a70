"""The table of entries as the library's admission sees it. Every organ that is added to is locked first."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any

from gongkai.ledger.codec import decode
from gongkai.ledger.entry import Entry, kind_of
from gongkai.ledger.numbers import Numbering, Run, case_key
from gongkai.ledger.shelf import TIP_OF_NONE, applicant_named
from gongkai_web.store import models


@dataclass(slots=True)
class TableShelf:
    """Within one transaction. What is kept is written by :meth:`write` at its end."""

    _heads: dict[str, models.Head | None] = field(default_factory=dict)
    _numberings: dict[str, Numbering] = field(default_factory=dict)
    _tips: dict[tuple[str, str], str] = field(default_factory=dict)
    _applicants: dict[tuple[str, str], dict[str, None]] = field(default_factory=dict)
    _kept: list[models.Entry] = field(default_factory=list)

    def tip(self, organ: str) -> tuple[int, str]:
        head = self._head(organ)
        return (head.number, head.hash) if head else TIP_OF_NONE

    def case_tip(self, organ: str, case: str) -> str:
        if (organ, case) not in self._tips:
            last = models.Entry.objects.filter(organ=organ, case=case).order_by("-number")
            self._tips[organ, case] = last.values_list("hash", flat=True).first() or ""
        return self._tips[organ, case]

    def entries(self, organ: str, case: str) -> list[Entry]:
        return entries_of(organ, case)

    def cases_beside(self, organ: str, case: str, applicant: str) -> list[str]:
        known = models.Case.objects.filter(organ=organ, applicant=applicant).values_list("key", flat=True)
        return sorted({*known, case, *self._applicants.get((organ, applicant), ())}, key=_registered)

    def numbering(self, organ: str) -> Numbering:
        if organ not in self._numberings:
            head = self._head(organ)
            if head is None:
                raise LookupError(organ)
            self._numberings[organ] = _numbering(organ, head)
        return self._numberings[organ]

    def keep(self, entry: Entry, line: bytes) -> None:
        act = entry.act
        head = self._head(act.organ)
        if head is None:
            head = self._heads[act.organ] = models.Head(organ=act.organ, opened=act.on)
        head.number, head.hash = entry.number, entry.hash
        if not self.case_tip(act.organ, act.case) and (key := case_key(act.case)):
            self.numbering(act.organ).case_run(key).take(key.number)
        self._tips[act.organ, act.case] = entry.hash
        if named := applicant_named(entry):
            self._applicants.setdefault((act.organ, named), {})[act.case] = None
        self._kept.append(_row(entry, line))

    def write(self) -> None:
        """Write what was kept, with the ends of the chains and the numbers drawn."""
        models.Entry.objects.bulk_create(self._kept)
        for organ in {row.organ for row in self._kept}:
            head, numbering = self._heads[organ], self.numbering(organ)
            assert head is not None  # noqa: S101 - whose entries were kept has one
            head.twice = numbering.twice
            head.save()
            _write_numbering(organ, numbering)
        self._kept = []

    def _head(self, organ: str) -> models.Head | None:
        """Locked until the transaction ends: two clerks draw no number twice."""
        if organ not in self._heads:
            self._heads[organ] = models.Head.objects.select_for_update().filter(pk=organ).first()
        return self._heads[organ]


def entries_of(organ: str, case: str) -> list[Entry]:
    """The entries of one case, in order."""
    rows = models.Entry.objects.filter(organ=organ, case=case).order_by("number")
    return [decode(line.encode(), at=number) for number, line in rows.values_list("number", "line")]


def entries_of_cases(organ: str, cases: Iterable[str]) -> dict[str, list[Entry]]:
    """The entries of several cases of an organ, each in order, asked for at once."""
    found: dict[str, list[Entry]] = {}
    rows = models.Entry.objects.filter(organ=organ, case__in=set(cases)).order_by("number")
    for case, number, line in rows.values_list("case", "number", "line"):
        found.setdefault(case, []).append(decode(line.encode(), at=number))
    return found


def numbering_of(organ: str) -> Numbering:
    """The numbers that an organ has drawn, as they are now. Raises ``Head.DoesNotExist``."""
    return _numbering(organ, models.Head.objects.get(pk=organ))


def _registered(case: str) -> tuple[int, int]:
    """Cases are numbered in the order in which they are registered."""
    key = case_key(case)
    return (key.year, key.number) if key else (0, 0)


def _row(entry: Entry, line: bytes) -> models.Entry:
    act = entry.act
    return models.Entry(
        organ=act.organ,
        number=entry.number,
        case=act.case,
        kind=kind_of(act.fact),
        on=act.on,
        recorded=act.recorded,
        actor=act.actor,
        hash=entry.hash,
        line=line.decode(),
    )


def _numbering(organ: str, head: models.Head) -> Numbering:
    numbering = Numbering(head.opened, twice=list(head.twice))
    for row in models.Counter.objects.filter(organ=organ):
        runs = numbering.letters if row.of == models.Counter.Of.LETTER else numbering.cases
        runs[row.series, row.year] = _run(row.run)
    return numbering


def _write_numbering(organ: str, numbering: Numbering) -> None:
    of = models.Counter.Of
    rows = [
        models.Counter(organ=organ, of=kind, series=series, year=year, run=_plain(run))
        for kind, runs in ((of.LETTER, numbering.letters), (of.CASE, numbering.cases))
        for (series, year), run in runs.items()
    ]
    models.Counter.objects.bulk_create(
        rows,
        update_conflicts=True,
        unique_fields=["organ", "of", "series", "year"],
        update_fields=["run"],
    )


def _plain(run: Run) -> dict[str, Any]:
    return {
        "starts": run.starts,
        "first": run.first,
        "highest": run.highest,
        "missing": [[gap.start, gap.stop] for gap in run.missing],
        "earlier": sorted(run.earlier),
    }


def _run(plain: dict[str, Any]) -> Run:
    missing = [range(start, stop) for start, stop in plain["missing"]]
    return Run(plain["starts"], plain["first"], plain["highest"], missing, set(plain["earlier"]))
