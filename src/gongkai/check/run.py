"""Run the rules over a report, or over several years of one organ."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from gongkai.check.registry import PROFILES, CannotTell, Card, Hit, Rule, Series, selected
from gongkai.law.forms import forms, required
from gongkai.model import organ
from gongkai.model.finding import Finding, Severity
from gongkai.model.place import Place
from gongkai.model.report import Report

_SINCE_2019 = ("regulation/", "notice/")


@dataclass(frozen=True, slots=True)
class Doubt:
    """A rule that could not judge, and why."""

    code: str
    name: str
    why: str
    place: Place
    cells: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What the rules found, and what they could not judge. Iterating gives the findings."""

    findings: tuple[Finding, ...] = ()
    cannot_tell: tuple[Doubt, ...] = ()

    def __iter__(self) -> Iterator[Finding]:
        return iter(self.findings)

    def __len__(self) -> int:
        return len(self.findings)

    def counts(self) -> dict[Severity, int]:
        """How many findings of each severity, the gravest first."""
        counted = Counter(finding.severity for finding in self.findings)
        return {severity: counted[severity] for severity in Severity}


class UnknownProfile(LookupError):
    """No profile has this name."""


def check(
    report: Report, profile: str = "national", select: Iterable[str] = (), ignore: Iterable[str] = ()
) -> Outcome:
    """Everything that the rules see in one report, in the order in which it stands there.

    ``select`` and ``ignore`` take codes, beginnings of codes (``REQ``) and names of defects.
    Raises :class:`UnknownProfile` and :class:`~gongkai.check.registry.UnknownRule`.
    """
    return look(report, Report, profile, selected(select, ignore))


def check_years(
    reports: Iterable[Report],
    profile: str = "national",
    select: Iterable[str] = (),
    ignore: Iterable[str] = (),
) -> Outcome:
    """Everything that the rules on several years see, organ by organ. Reports without a year are left out.

    Raises as :func:`check` does.
    """
    among = selected(select, ignore)
    outcomes = [look(years, Series, profile, among) for years in series(reports)]
    return Outcome(
        tuple(finding for outcome in outcomes for finding in outcome.findings),
        tuple(doubt for outcome in outcomes for doubt in outcome.cannot_tell),
    )


def series(reports: Iterable[Report]) -> tuple[Series, ...]:
    """The reports put together by organ, each organ's by year.

    Left out is what holds no tables or no year, and an organ whose name does not say of which place it is
    (县财政局): two of them need not be one.
    """
    by_organ: dict[str, list[Report]] = {}
    for report in reports:
        if report.year is not None and report.tables and organ.is_placed(report.agency):
            by_organ.setdefault(organ.same(report.agency), []).append(report)
    return tuple(_series(group) for _, group in sorted(by_organ.items()))


def _series(group: list[Report]) -> Series:
    ordered = sorted(group, key=lambda report: report.year or 0)
    years: dict[int | None, Report] = {}
    doubled = tuple(report for report in ordered if years.setdefault(report.year, report) is not report)
    return Series(group[0].agency or "", tuple(years.values()), doubled)


def look(
    subject: Report | Series, kind: type[Report | Series], profile: str, among: Iterable[Rule]
) -> Outcome:
    """What those of the given rules that are on this kind of subject see in it."""
    if profile not in PROFILES:
        raise UnknownProfile(f"没有检查方案「{profile}」。可以用的有：{'、'.join(PROFILES)}。")
    findings: list[Finding] = []
    doubts: list[Doubt] = []
    for entry in among:
        severity = entry.card.severity_in(profile)
        if entry.card.on is not kind or severity is None or _is_later_law(entry.card, subject):
            continue
        for seen in entry.look(subject):
            if isinstance(seen, CannotTell):
                doubts.append(Doubt(entry.card.code, entry.card.name, seen.why, seen.place, seen.cells))
            else:
                findings.append(_finding(entry.card, seen, severity, basis(entry.card, subject)))
    return Outcome(tuple(sorted(findings, key=_order)), tuple(sorted(doubts, key=_order)))


def basis(card: Card, subject: Report | Series) -> tuple[str, ...]:
    """The card's citations without the notices of forms that were not due for the report's year."""
    years = (report.year for report in (subject.reports if isinstance(subject, Series) else (subject,)))
    due = {form.basis for year in years if year is not None and (form := required(year))}
    others = {form.basis for form in forms().values()} - due if due else set()
    return tuple(citation for citation in card.basis if citation not in others)


def _is_later_law(card: Card, subject: Report | Series) -> bool:
    """The report is older than the first form and uses none: what the Regulations of 2019 and the notices ask
    was asked of nobody then.
    """
    if isinstance(subject, Series) or subject.year is None or subject.form is not None:
        return False
    since = min(form.serves.since for form in forms().values())
    return subject.year < since and any(citation.startswith(_SINCE_2019) for citation in card.basis)


def _finding(card: Card, hit: Hit, severity: Severity, cited: tuple[str, ...]) -> Finding:
    return Finding(
        code=card.code,
        name=card.name,
        severity=severity,
        cause=hit.cause or card.cause,
        place=hit.place,
        says=card.says.format_map(hit.holes),
        basis=cited,
        remedy=card.remedy.format_map(hit.holes),
        quote=hit.quote,
        cells=hit.cells,
    )


def _order(found: Finding | Doubt) -> tuple[int | str, ...]:
    """Document order; what has no place comes first. What stands at one place stays in the order of the form."""
    place = found.place
    where = (
        place.page or 0,
        place.line or 0,
        place.sheet or "",
        place.grid or 0,
        place.row or 0,
        place.column or 0,
    )
    return (*where, place.start or 0, found.code)
