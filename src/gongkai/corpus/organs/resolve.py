"""Which organ of the register a printed name is: certain by stated steps, or doubtful with candidates; never a guess."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING

from gongkai.corpus.organs.lookup import Lookup
from gongkai.corpus.organs.names import FOLDINGS, boldest, folded, named_by_file, with_place
from gongkai.corpus.organs.register import Entry
from gongkai.model.organ import is_short_for

if TYPE_CHECKING:
    from gongkai.model.report import Report

_MOST = 5  # candidates worth showing


@dataclass(frozen=True, slots=True)
class Candidate:
    """An organ that may be meant. ``why`` says what speaks for it, or against."""

    key: str
    name: str
    why: str


@dataclass(frozen=True, slots=True)
class Resolved:
    """``organ`` is the organ as it stood last in the year, None where it is doubtful; ``how`` are the steps taken,
    or what is doubtful; ``candidates`` are for a person to choose from.
    """

    organ: Entry | None
    how: str
    candidates: tuple[Candidate, ...] = ()


@dataclass(frozen=True, slots=True)
class Printed:
    """What a report and its file say of its organ. ``path`` is the file's in the source."""

    agency: str | None
    year: int | None
    path: str = ""
    title: str | None = None
    signed_by: str | None = None
    signed_on: date | None = None


def printed_in(report: Report, path: str) -> Printed:
    signoff = report.signoff
    return Printed(
        report.agency,
        report.year,
        path,
        report.title.text if report.title else None,
        signoff.body.text if signoff and signoff.body else None,
        signoff.date if signoff else None,
    )


def resolve(printed: Printed, names: Lookup) -> Resolved:
    """The organ that reported. Where report, sign-off and file name different ones, none is taken."""
    claims = list(_claims(printed))
    if not claims:
        return Resolved(None, "报告和文件名都没有写机关。")
    found = [(source, _one(printed, name, names)) for source, name in claims]
    source, first = found[0]
    if first.organ is None:
        return _second_best(found)
    for other, resolved in found[1:]:
        if resolved.organ is not None and not _is_office(first.organ, resolved.organ):
            return _contradicted(source, first, other, resolved)
    return first if source == "报告" else replace(first, how=f"报告没有写机关，按{source}：{first.how}")


def _claims(printed: Printed) -> Iterator[tuple[str, str]]:
    if printed.agency:
        yield "报告", printed.agency
    if printed.signed_by and printed.signed_by != printed.agency:
        yield "落款", printed.signed_by
    if name := named_by_file(printed.path):
        yield "文件名", name


def _second_best(found: Sequence[tuple[str, Resolved]]) -> Resolved:
    """The name printed first is doubtful. What else is named is shown, and not taken, unless nothing was printed first."""
    source, first = found[0]
    others = tuple(
        Candidate(resolved.organ.key, resolved.organ.name, f"{other}写的是它")
        for other, resolved in found[1:]
        if resolved.organ is not None
    )
    known = {candidate.key for candidate in others}
    rest = tuple(each for each in first.candidates if each.key not in known)
    how = first.how if source == "报告" else f"报告没有写机关；{source}：{first.how}"
    return Resolved(None, how, (*others, *rest)[:_MOST])


def _contradicted(source: str, first: Resolved, other: str, second: Resolved) -> Resolved:
    both = ((source, first.organ), (other, second.organ))
    candidates = tuple(Candidate(organ.key, organ.name, f"{where}写的是它") for where, organ in both if organ)
    return Resolved(None, f"{source}和{other}写的不是同一个机关。", candidates)


def _is_office(organ: Entry, other: Entry) -> bool:
    """The same organ; or the office of a government, which signs for it."""
    if organ.key == other.key:
        return True
    return any(
        boldest(one.name) + "办" == boldest(office.name) and office.parent == one.key
        for one, office in ((organ, other), (other, organ))
    )


def _one(printed: Printed, name: str, names: Lookup) -> Resolved:
    met: list[Entry] = []
    for how, matching in _matches(printed, name, names):
        entries = list({entry.line: entry for entry in matching}.values())
        if fitting := [entry for entry in entries if _is_in_time(entry, printed)]:
            if {entry.key for entry in met} <= {entry.key for entry in fitting}:
                return _single(printed, name, fitting, how, names)
            return _several(name, [*met, *fitting])
        met += entries
    if met:
        return _out_of_time(printed, name, met)
    return Resolved(None, f"名册里没有「{name}」。", tuple(_near(name, printed.year, names)))


def _matches(printed: Printed, name: str, names: Lookup) -> Iterator[tuple[str, Iterable[Entry]]]:
    """What the register has under the name, read more and more boldly."""
    yield "与名册的名称相符", names.by_name.get(name, ())
    yield "与名册的又称相符", names.by_also.get(name, ())
    for step, (_, how) in enumerate(FOLDINGS):
        if how:
            yield how, names.folded[step].get(folded(name, step), ())
    bold = boldest(name)
    yield "去掉上级地名", names.without_superior(bold)
    yield "补上上级地名", names.shortened.get(bold, ())
    if place := names.place_named(_texts(printed)):
        source, region = place
        wholes = with_place(bold, boldest(region))
        here = [each for whole in wholes for each in names.folded[-1].get(whole, ()) if each.region == region]
        yield f"补上{source}里的地名「{region}」", here


def _texts(printed: Printed) -> tuple[tuple[str, str | None], ...]:
    """Where a place may stand, apart from the name itself."""
    return ("标题", printed.title), ("落款", printed.signed_by), ("文件名", printed.path)


def _is_in_time(entry: Entry, printed: Printed) -> bool:
    """The name was borne in the year, or on the day when the report on it was signed."""
    return (
        printed.year is None
        or entry.is_of(printed.year)
        or (
            printed.signed_on is not None
            and printed.signed_on.year == printed.year + 1
            and entry.is_on(printed.signed_on)
        )
    )


def _single(printed: Printed, name: str, entries: Sequence[Entry], how: str, names: Lookup) -> Resolved:
    keys = {entry.key for entry in entries}
    if len(keys) > 1:
        place = names.place_named(_texts(printed))
        here = {entry.key for entry in entries if place and entry.region == place[1]}
        if len(here) != 1:
            return _several(name, entries)
        keys, how = here, f"{how}；同名的几个里取所在地相符的"
    (key,) = keys
    entry = next(each for each in entries if each.key == key)
    organ = names.register.of(key, printed.year) or entry
    later = "" if printed.year is None or entry.is_of(printed.year) else "；编制报告时已经改用的名称"
    return Resolved(organ, f"{how}{later}。")


def _several(name: str, entries: Sequence[Entry]) -> Resolved:
    candidates = {
        each.key: Candidate(each.key, each.name, f"{each.region or '国家'}的机关，这个名称{_borne(each)}")
        for each in entries
    }
    return Resolved(None, f"叫「{name}」的机关不止一个。", tuple(candidates.values())[:_MOST])


def _out_of_time(printed: Printed, name: str, entries: Iterable[Entry]) -> Resolved:
    candidates = {
        entry.key: Candidate(entry.key, entry.name, f"这个名称{_borne(entry)}") for entry in entries
    }
    return Resolved(None, f"{printed.year} 年没有机关叫「{name}」。", tuple(candidates.values())[:_MOST])


def _borne(entry: Entry) -> str:
    begin = f"自 {entry.since} 起" if entry.since else ""
    return begin + (f"用到 {entry.until}" if entry.until else "使用")


def _near(name: str, year: int | None, names: Lookup) -> Iterator[Candidate]:
    """Organs of the same beginning whose names are short for this one, or this one for theirs."""
    bold = boldest(name)
    shown: set[str] = set()
    for entry in names.beginning.get(bold[:2], ()):
        other = boldest(entry.name)
        if entry.key in shown or (year is not None and not entry.is_of(year)):
            continue
        if is_short_for(bold, other) or is_short_for(other, bold):
            shown.add(entry.key)
            yield Candidate(entry.key, entry.name, "名称相近")
            if len(shown) == _MOST:
                return
