"""The year's complete report from the figures: title, six sections, three tables, signature – and what a person still owes."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from datetime import date

from gongkai.law.numerals import dated, in_chinese
from gongkai.ledger.drafting.sections import other_matters, overview, problems
from gongkai.ledger.drafting.words import Words
from gongkai.ledger.figures import Figures
from gongkai.model.cell import Blank, Cell, Missing
from gongkai.model.report import Passage, Report, Section, Signoff

_MARK = "〔待填"
_DAY_TO_FILL = "〔待填〕年〔待填〕月〔待填〕日"


@dataclass(frozen=True, slots=True)
class Draft:
    """``owed`` says place by place what a person has to write, ``remarks`` what the ledger could not know."""

    report: Report
    owed: tuple[str, ...]
    remarks: tuple[str, ...]


def draft(figures: Figures, words: Words | None = None, *, signed: date | None = None) -> Draft:
    """The report that the figures make. ``words`` are what people wrote, the ledger's own activities apart;
    ``signed`` is the day under it.
    """
    words = replace(words or Words(), activities=figures.activities)
    name = figures.profile.name
    report = Report(
        agency=name,
        year=figures.year,
        title=Passage(f"{name}{figures.year}年政府信息公开工作年度报告"),
        form=figures.form.version,
        cells={cell_id: _printed(cell) for cell_id, cell in figures.cells.items()},
        tables={table.key: figures.form.version for table in figures.form.tables},
        sections=tuple(_sections(figures, words)),
        signoff=Signoff(Passage(name), Passage(_day(signed)), signed),
    )
    report = with_facts(report)
    return Draft(report, tuple(_owed(report)), figures.remarks)


def _printed(cell: Cell) -> Cell:
    """What the ledger does not know the organ has to fill in: a mark is printed, no blank that looks like its answer."""
    return Missing() if isinstance(cell, Blank) else cell


def _sections(figures: Figures, words: Words) -> Iterator[Section]:
    texts = {
        "overview": overview(figures, words),
        "problems": problems(words),
        "other_matters": other_matters(figures, words),
    }
    for form in figures.form.sections:
        paragraphs = tuple(Passage(text) for text in texts.get(form.role, ()))
        yield Section(form.number, form.role, Passage(_heading(form.number, form.heading)), paragraphs)


def _heading(number: int, words: str) -> str:
    return f"{in_chinese(number)}、{words}"


def _day(signed: date | None) -> str:
    return dated(signed) if signed else _DAY_TO_FILL


def with_facts(report: Report) -> Report:
    """The report with the statements of its prose, read as those of any report: the checks hold them against the tables."""
    from gongkai.model.document import Paragraph
    from gongkai.read.prose import read_prose

    lines = [report.title.text if report.title else ""]
    for section in report.sections:
        lines += [
            section.heading.text if section.heading else "",
            *(each.text for each in section.paragraphs),
        ]
    facts = read_prose([Paragraph(line) for line in lines], form=report.form).facts
    return replace(report, facts=facts)


def _owed(report: Report) -> Iterator[str]:
    for section in report.sections:
        count = section.text.count(_MARK)
        if count and section.heading is not None:
            yield f"「{section.heading.text}」有 {count} 处待填"
    if report.signoff is not None and report.signoff.date is None:
        yield "落款日期待填"
