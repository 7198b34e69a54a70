"""What is written reads back the same: every form, every format."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from json import loads
from typing import Any

import pytest
from hypothesis import given, settings

from gongkai.model.cell import Cell, Missing, Unreadable, number
from gongkai.model.payload import from_payload
from gongkai.model.report import Report
from gongkai.read.opening import read_document
from gongkai.read.report import read_report
from gongkai.write.formats import docx, html, json, markdown, pdf, xlsx
from tests.write import reports

Render = Callable[[Report], bytes]
WRITERS: dict[str, Render] = {
    "docx": docx.render,
    "html": html.render,
    "markdown": markdown.render,
    "pdf": pdf.render,
    "xlsx": xlsx.render,
}
FORMS = ("2019", "2021")


def again(report: Report, render: Render) -> Report:
    return read_report(read_document(render(report)))


def said(report: Report, *, spaces: bool = True) -> dict[str, Any]:
    """Everything but cells and places. A PDF has no spaces, only distances: there they do not count."""

    def text(words: str | None) -> str | None:
        return words if words is None or spaces else "".join(words.split())

    signoff = report.signoff
    assert signoff is not None
    return {
        "agency": report.agency,
        "year": report.year,
        "title": report.title and report.title.text,
        "form": report.form,
        "tables": dict(report.tables),
        "sections": [(s.number, s.role, s.heading and s.heading.text, text(s.text)) for s in report.sections],
        "signoff": (signoff.body and signoff.body.text, signoff.day and signoff.day.text, signoff.date),
    }


@pytest.mark.parametrize("version", FORMS)
@pytest.mark.parametrize("name", sorted(WRITERS.keys() - {"markdown"}))
def test_reading_back_gives_the_same_report(name: str, version: str) -> None:
    @settings(max_examples=4)
    @given(reports.draws(version))
    def same(draw: reports.Draw) -> None:
        report = draw.report()
        back = again(report, WRITERS[name])
        assert reports.numbers_of(back) == reports.numbers_of(report)
        assert said(back, spaces=name != "pdf") == said(report, spaces=name != "pdf")

    same()


@pytest.mark.parametrize("version", FORMS)
def test_markdown_reads_back_the_same(version: str) -> None:
    @settings(max_examples=4)
    @given(reports.draws(version, blanks=False))
    def same(draw: reports.Draw) -> None:
        report = draw.report()
        back = again(report, markdown.render)
        assert reports.numbers_of(back) == reports.numbers_of(report)
        assert said(back) == said(report)

    same()


@settings(max_examples=6)
@given(reports.draws("2021"))
def test_markdown_with_blanks_is_never_read_wrong(draw: reports.Draw) -> None:
    report = draw.report()
    back = again(report, markdown.render)
    for cell_id, cell in report.cells.items():
        assert number(back.cells[cell_id]) in {number(cell), None}


@settings(max_examples=10)
@given(reports.draws("2021"))
def test_json_reads_back_the_same(draw: reports.Draw) -> None:
    report = draw.report()
    assert from_payload(loads(json.render(report))) == report


@pytest.mark.parametrize("name", sorted(WRITERS))
def test_a_gap_reads_back_as_a_gap(name: str) -> None:
    """The four cells of 公开 stand so that no sum determines them."""
    report = reports.dated(reports.report("2021", 5))
    rows, columns = ("granted", "partially_granted"), ("natural_person", "total")
    gone: dict[str, Cell] = {
        f"requests.{row}.{column}": Unreadable("1 2") for row in rows for column in columns
    }
    gone |= {f"remedies.reconsideration.{result}": Missing() for result in ("upheld", "other", "total")}
    gone |= {"disclosure.fees.amount": Missing()}
    back = again(replace(report, cells={**report.cells, **gone}), WRITERS[name])
    assert {cell_id: number(back.cells[cell_id]) for cell_id in gone} == dict.fromkeys(gone)


@pytest.mark.parametrize("name", sorted(WRITERS))
def test_the_same_report_gives_the_same_bytes(name: str) -> None:
    report = reports.dated(reports.report("2021", 2))
    assert WRITERS[name](report) == WRITERS[name](report)


@pytest.mark.parametrize("name", sorted(WRITERS))
def test_a_report_of_nothing_is_written_all_the_same(name: str) -> None:
    assert WRITERS[name](Report(None, None, None, None))
