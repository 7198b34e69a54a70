"""A report as it is set: title, headings, paragraphs, tables and signature, in order, for every writer.

The report's own words and order are kept. What the form asks for and the report does not have is set as well,
with a visible mark, so that a draft shows its gaps.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypeAlias

from gongkai.law.forms import Form, SectionForm, forms
from gongkai.law.numerals import dated, in_chinese
from gongkai.model.cell import TO_CHECK, TO_FILL
from gongkai.model.report import Report, Section, Signoff
from gongkai.write.grid import Grid, gaps, lay_out
from gongkai.write.measures import width_of

# （一）… and what runs in with it, up to the first full stop
_SUBHEADING = re.compile(r"\s*[（(][一二三四五六七八九十]{1,3}[）)][^。；]{1,40}(?:。|$)")
_YEAR = re.compile(r"(?<=\S)(?=20\d\d\s*年)")
_TITLE_SPACE = re.compile(r"(?<=[\u4e00-\u9fff])\s+|\s+(?=[\u4e00-\u9fff])")
_TITLE_LINE = 20  # characters of 22 pt
_SPACES = re.compile(r"[\t\n\v\f\r\x1c-\x1e\x85\u2028\u2029]+")
_UNPRINTABLE = re.compile(r"[\x00-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Title:
    text: str


@dataclass(frozen=True, slots=True)
class Heading:
    """The heading of a section: 一、总体情况."""

    text: str
    role: str


@dataclass(frozen=True, slots=True)
class Body:
    """One paragraph. Its first ``lead`` characters are a sub-heading (（一）…), set in another face."""

    text: str
    lead: int = 0


@dataclass(frozen=True, slots=True)
class Closing:
    """Organ and date under the report."""

    lines: tuple[str, ...]


Piece: TypeAlias = Title | Heading | Body | Grid | Closing


def pieces(report: Report) -> Iterator[Piece]:
    """Everything that is set, from the title to the date."""
    yield from (Title(text) for text in [title_of(report)] if text)
    form = forms().get(report.form) if report.form is not None else None
    sections = _sections(form, report)
    for place, section in enumerate(sections):
        yield from _written(section) if isinstance(section, Section) else _owed(section)
        # under a heading printed twice the table stands once, below the second
        if form and all(later.role != section.role for later in sections[place + 1 :]):
            yield from _grids(form, report, section.role)
    if report.signoff is not None and (lines := signature(report.signoff)):
        yield Closing(lines)


def title_of(report: Report) -> str | None:
    """The title as printed, without the spaces that line breaks left in it, or the one that organ and year make."""
    if report.title is not None:
        return _TITLE_SPACE.sub("", clean(report.title.text))
    if report.agency is None or report.year is None:
        return None
    return f"{report.agency}{report.year}年政府信息公开工作年度报告"


def title_lines(title: str) -> tuple[str, ...]:
    """The title on one line where it fits, else what stands before the year on a line of its own."""
    if width_of(title) <= _TITLE_LINE:
        return (title,)
    return tuple(part for part in _YEAR.split(title, maxsplit=1) if part)


def signature(signoff: Signoff) -> tuple[str, ...]:
    day = signoff.date and dated(signoff.date)
    printed = (signoff.body and signoff.body.text, signoff.day.text if signoff.day else day)
    return tuple(clean(line) for line in printed if line)


def to_settle(report: Report) -> tuple[str, ...]:
    """Chinese sentences on what the form asks for and the report does not state, table by table; in print it has a mark."""
    found = [remark for piece in pieces(report) if isinstance(piece, Grid) for remark in _marked(piece)]
    texts = sum(isinstance(piece, Body) and piece.text == TO_FILL for piece in pieces(report))
    return (*found, *([f"有 {texts} 个部分没有文字，待填：须补写。"] if texts else ()))


def clean(text: str) -> str:
    """The text on one line, without the control characters that no file format takes."""
    return _UNPRINTABLE.sub("", _SPACES.sub(" ", text)).strip()


def _marked(grid: Grid) -> Iterator[str]:
    marks = Counter(mark for _, mark in gaps(grid))
    told = {
        TO_FILL: "待填：来源没有这些数据，须补填",
        TO_CHECK: "待核：原文无法确认，没有取数，须对照原件核实",
    }
    for mark, what in told.items():
        if marks[mark]:
            yield f"「{grid.title}」表有 {marks[mark]} 格{what}。"


def _written(section: Section) -> Iterator[Piece]:
    if section.number:  # what heads the preamble is the title, which stands already
        words = (
            clean(section.heading.text)
            if section.heading
            else _heading(section.number, _heading_words(section))
        )
        yield Heading(words, section.role)
    for line in section.text.splitlines():
        if text := clean(line):
            lead = _SUBHEADING.match(text)
            yield Body(text, lead.end() if lead else 0)


def _heading_words(section: Section) -> str:
    """The form's words for a section whose own heading was lost."""
    known = (
        form.heading for version in forms().values() for form in version.sections if form.role == section.role
    )
    return next(known, section.role)


def _heading(number: int, words: str) -> str:
    return f"{in_chinese(number)}、{words}"


def _sections(form: Form | None, report: Report) -> list[Section | SectionForm]:
    """The report's sections in its own order, and between them, by number, those of the form that it lacks."""
    found: list[Section | SectionForm] = list(report.sections)
    theirs = {section.role for section in found}
    for owed in form.sections if form else ():
        if owed.role not in theirs:
            after = (place for place, section in enumerate(found) if section.number > owed.number)
            found.insert(next(after, len(found)), owed)
    return found


def _owed(section: SectionForm) -> Iterator[Piece]:
    yield Heading(_heading(section.number, section.heading), section.role)
    if section.kind == "text":
        yield Body(TO_FILL)


def _grids(form: Form, report: Report, role: str) -> Iterator[Grid]:
    """The table that belongs under the section, on the form that the report prints it on."""
    numbers = {section.number for section in form.sections if section.role == role}
    for table in form.tables:
        if table.section in numbers:
            version = report.tables.get(table.key, form.version)
            yield lay_out(forms()[version].table(table.key), report.cells)
