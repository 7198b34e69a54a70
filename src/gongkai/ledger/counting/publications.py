"""The stock of rules and normative documents, proved document by document: last year + issued − repealed = in force."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from gongkai.law.rulebook import Rulebook
from gongkai.law.settings import named
from gongkai.ledger.counting.days import Years
from gongkai.ledger.counting.requests import Moment
from gongkai.ledger.counting.tally import Behind, Tally
from gongkai.ledger.facts import publication as facts

STOCK = ("regulations", "normative_documents")
_LABELS = {"regulations": "规章", "normative_documents": "行政规范性文件"}


@dataclass(slots=True)
class _Validity:
    """In force from ``since`` to the day before ``until``. ``how`` it began: made, or found to have been in force."""

    since: date
    entry: int
    how: str
    until: date | None = None
    ended_by: str = ""
    ending_entry: int = 0

    def holds_at_end_of(self, year: int) -> bool:
        return self.since.year <= year and (self.until is None or self.until.year > year)


@dataclass(slots=True)
class _Document:
    kind: str
    title: str
    is_proactive: bool
    spans: list[_Validity] = field(default_factory=list)
    first_published: Moment | None = None


class Publications:
    """The documents of one organ that make up its stock, and how many things it published in the year."""

    def __init__(self, organ: str, years: Years, tally: Tally, rulebook: Rulebook) -> None:
        self.organ, self.years, self.tally, self.choices = organ, years, tally, rulebook.choices
        self.documents: dict[str, _Document] = {}
        self.published: set[str] = set()

    def take(self, at: Moment, fact: Any) -> None:
        if isinstance(fact, facts.Published) and at.day.year == self.tally.year:
            self.published.add(at.case)
        if isinstance(fact, facts.Listed | facts.Made):
            if fact.description.kind in STOCK:
                self._enters(at, fact)
        elif (document := self.documents.get(at.case)) is not None:
            self._changes(document, at, fact)

    def _enters(self, at: Moment, fact: facts.Listed | facts.Made) -> None:
        described = fact.description
        document = _Document(described.kind, described.title, described.disclosure == "proactive")
        self.documents[at.case] = document
        if isinstance(fact, facts.Made):
            document.spans.append(_Validity(at.day, at.entry, "made"))
        else:
            document.spans.append(self._found(at))
        self._runs_out(document, at, described.expires)

    def _found(self, at: Moment) -> _Validity:
        """What was in force before the ledger; found only after a year was closed, it joins the first open year."""
        before = self.years.counts_on(date.min)
        return _Validity(before, at.entry, "listed" if before < self.years.opened else "found")

    def _changes(self, document: _Document, at: Moment, fact: Any) -> None:
        match fact:
            case facts.Repealed():
                self._ends(document, at, at.day, "repealed")
            case facts.Expired():
                self._ends(document, at, at.day, "expired")
            case facts.Prolonged(until=until):
                self._prolonged(document, at, until)
            case facts.Reassessed(disclosure=disclosure):
                document.is_proactive = disclosure == "proactive"
            case facts.Published() if document.first_published is None:
                document.first_published = at

    def _ends(self, document: _Document, at: Moment, day: date, how: str) -> None:
        """The end of a validity that runs out by itself gives way to an earlier one that an entry brings."""
        span = document.spans[-1]
        if span.until is None or (span.ended_by == "ran_out" and day < span.until):
            span.until, span.ended_by, span.ending_entry = max(day, span.since), how, at.entry

    def _runs_out(self, document: _Document, at: Moment, last_day: date | None) -> None:
        if last_day is not None and last_day < date.max:
            span = document.spans[-1]
            day = self.years.counts_on(last_day + timedelta(days=1))
            span.until, span.ended_by, span.ending_entry = max(day, span.since), "ran_out", at.entry

    def _prolonged(self, document: _Document, at: Moment, until: date | None) -> None:
        """An earlier year stays as it was: what had run out in it joins the stock of this year anew."""
        span = document.spans[-1]
        if span.ended_by not in ("", "ran_out"):
            return
        if span.until is not None and span.until.year < at.day.year:
            document.spans.append(_Validity(at.day, at.entry, "found"))
        else:
            span.until, span.ended_by = None, ""
        self._runs_out(document, at, until)

    def done(self) -> None:
        """Count the stock, issue by issue."""
        for case, document in self.documents.items():
            if self.tally.form == "2019":
                self._count_published(case, document)
            for span in document.spans:
                self._count(case, document, span)
        self._tell()

    def _count(self, case: str, document: _Document, span: _Validity) -> None:
        year, row = self.tally.year, f"disclosure.{document.kind}"
        if span.since.year == year and span.how == "made":
            began = "made" if self.tally.form == "2019" else "issued"
            self.tally.add(f"{row}.{began}", Behind(self.organ, case, span.entry))
        if span.until is not None and span.until.year == year and self._is_repealed(span):
            self.tally.add(f"{row}.repealed", Behind(self.organ, case, span.ending_entry))
        if span.holds_at_end_of(year):
            self.tally.add(f"{row}.in_force", Behind(self.organ, case, span.entry))

    def _count_published(self, case: str, document: _Document) -> None:
        first = document.first_published
        if first is not None and first.day.year == self.tally.year:
            cell_id = f"disclosure.{document.kind}.newly_disclosed"
            self.tally.add(cell_id, Behind(self.organ, case, first.entry))

    def _is_repealed(self, span: _Validity) -> bool:
        if span.until is None or span.ended_by == "repealed":
            return span.until is not None
        return self.choices.of("stock.expired_counts_as", span.until) == "repealed"

    def _tell(self) -> None:
        """What makes the stock differ from last year + issued − repealed, and what a person should look at."""
        year = self.tally.year
        for kind in STOCK:
            mine = [each for each in self.documents.values() if each.kind == kind]
            spans = [span for each in mine for span in each.spans]
            found = sum(span.how == "found" and span.since.year == year for span in spans)
            gone = sum(
                span.until is not None and span.until.year == year and not self._is_repealed(span)
                for span in spans
            )
            kept = sum(
                not each.is_proactive and any(span.holds_at_end_of(year) for span in each.spans)
                for each in mine
            )
            self._remark(found, _LABELS[kind], "是以前年度结账之后补登的存量，计入现行有效，不计入本年制发")
            why = f"有效期届满或宣布失效，不计入废止（{named('stock.expired_counts_as')}）"
            self._remark(gone, _LABELS[kind], why)
            self._remark(kept, _LABELS[kind], "登记为不主动公开，仍计入存量，请核实文件种类")

    def _remark(self, count: int, label: str, says: str) -> None:
        if count:
            self.tally.remark(f"{label}有 {count} 件{says}。")


TAKEN = (
    facts.Listed,
    facts.Made,
    facts.Published,
    facts.Prolonged,
    facts.Repealed,
    facts.Expired,
    facts.Reassessed,
)
