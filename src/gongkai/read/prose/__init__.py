"""The prose of a report: title, agency, year, sections, sign-off, countable statements, and damage to them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from gongkai.law.forms import forms, required
from gongkai.law.numerals import YEAR, year_of
from gongkai.model.document import Paragraph
from gongkai.model.report import Damage, Fact, Passage, Section, Signoff
from gongkai.read.prose import damage as damages
from gongkai.read.prose.facts import find_facts
from gongkai.read.prose.headings import find_headings, first_report
from gongkai.read.prose.organs import is_government, is_organ, is_short_for, is_whole, named_in
from gongkai.read.prose.sections import Draft, divide, finish, heading_levels, trim_end
from gongkai.read.prose.signoff import Signed, find_signoff
from gongkai.read.prose.text import Line, compact, key, prepare
from gongkai.read.prose.title import Title, find_title, parse_title

_PERIOD_YEAR = re.compile(rf"({YEAR})年1月1日(?:起)?(?:至|到|—+|-+|~|～)(?:\1年)?12月31日")


@dataclass(frozen=True, slots=True)
class Prose:
    """What the running text of a document says. Section 0 holds title and preamble."""

    agency: str | None
    year: int | None
    title: Passage | None
    sections: tuple[Section, ...]
    signoff: Signoff | None
    facts: tuple[Fact, ...]
    damage: tuple[Damage, ...]


def read_prose(
    paragraphs: Sequence[Paragraph], *, form: str | None = None, document_title: str | None = None
) -> Prose:
    """Read the paragraphs of a document, in order and without those of its tables.

    ``form`` is the version of the form that the tables follow: it decides what 制发规范性文件3件 counts; without
    it the form due for the year is taken. ``document_title`` (metadata, ``<title>``) serves where no line is one.
    """
    lines = prepare(paragraphs)
    headings = find_headings(lines)
    title = find_title(lines, headings[0].at if headings else len(lines))
    lines, headings = first_report(lines, headings)
    drafts, damage = divide(lines, title, headings)
    signed = _take_signoff(drafts)
    sections, bodies, cuts = finish(drafts)
    everything = [line for body in bodies for line in body]
    agency, year = _titled(title, document_title)
    year = year or _year_of_period(everything)
    version = form or _version(year)
    whole_name = _agency(agency, signed, everything)
    facts = [
        fact
        for section, body in zip(sections, bodies, strict=True)
        for line in body
        for fact in find_facts(
            line, section.number, year=year, form=version, is_government=is_government(whole_name)
        )
    ]
    found = [*damage, *cuts, *heading_levels(drafts), *(damages.title_space(title) if title else ())]
    found += damages.traditional(title, headings)
    found += [one for body in bodies for one in damages.in_body(body)]
    return Prose(
        whole_name,
        year,
        title.passage if title else None,
        tuple(section for section in sections if section.number or section.heading or section.paragraphs),
        signed.signoff if signed else None,
        tuple(facts),
        tuple(found),
    )


def _take_signoff(drafts: Sequence[Draft]) -> Signed | None:
    """Find the sign-off below the last section (or under the title) and take its lines out of the text."""
    last = drafts[-1]
    if last.number:
        last.lines = trim_end(last.lines)
    signed = find_signoff(last.lines)
    if signed is not None:
        last.lines = last.lines[: signed.first] + ([signed.rest] if signed.rest is not None else [])
    elif last.number and (signed := find_signoff(drafts[0].lines[:3])) is not None and signed.signoff.day:
        drafts[0].lines = drafts[0].lines[: signed.first] + drafts[0].lines[signed.last + 1 :]
    else:
        signed = None
    return signed


def _titled(title: Title | None, document_title: str | None) -> tuple[str | None, int | None]:
    if title is not None:
        return title.agency, title.year
    parts = re.split(r"[-_—|]", key(document_title or ""))
    return next((parsed for part in parts if (parsed := parse_title(part))), (None, None))


def _year_of_period(lines: Iterable[Line]) -> int | None:
    """The year of a stated period of the figures, where exactly one is stated."""
    years = {year_of(found[1]) for line in lines for found in _PERIOD_YEAR.finditer(compact(line.text)[0])}
    return years.pop() if len(years) == 1 else None


def _version(year: int | None) -> str:
    form = required(year) if year is not None else None
    return form.version if form is not None else next(reversed(forms()))


def _agency(titled: str | None, signed: Signed | None, lines: Iterable[Line]) -> str | None:
    """The organ: as titled, made whole from the sign-off or the prose where the title shortens its name."""
    body = signed.signoff.body if signed is not None else None
    signature = key(body.text) if body is not None else None
    if titled is None:
        return signature or _named(lines)
    if signature is not None and is_short_for(titled, signature):
        return signature
    if is_whole(titled):
        return titled
    wholes = {name for name in named_in(lines) if is_whole(name) and is_short_for(titled, name)}
    return wholes.pop() if len(wholes) == 1 else titled


def _named(lines: Iterable[Line]) -> str | None:
    """The organ that prose names most, where no title and no signature does."""
    counted = Counter(name for name in named_in(lines) if is_organ(name))
    ranked = counted.most_common(2)
    if not ranked or (len(ranked) > 1 and ranked[0][1] == ranked[1][1]):
        return None
    return ranked[0][0]
