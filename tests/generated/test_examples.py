"""The invented county's reports are what their script makes, and every figure in them is read."""

from __future__ import annotations

import pytest

from examples.make_reports import HERE, REPORTS, Report, rendered, truth
from tests.generated.case import Case
from tests.generated.draft import lay_out
from tests.generated.judge import judge
from tests.generated.test_generated import reader_needed

# What other libraries write may change with their version, and Typst's pages with the fonts at hand
OWN = [report for report in REPORTS if report.layout.split("-")[0] in {"tabs", "pipes", "html"}]

HARD = {"云溪县水务局2020.md"}  # may withhold the rows that lost a number


@pytest.mark.parametrize("report", OWN, ids=lambda report: report.name)
def test_the_script_makes_the_file(report: Report) -> None:
    assert (HERE / report.name).read_bytes() == rendered(report)


@reader_needed
@pytest.mark.parametrize("report", REPORTS, ids=lambda report: report.name)
def test_every_figure_is_read(report: Report) -> None:
    data = (HERE / report.name).read_bytes()
    cells = lay_out(truth(report)).cells
    exact = report.name not in HARD
    verdict = judge(Case(report.layout, (), 0, report.name, data, cells, exact=exact, weak=frozenset()))
    assert (verdict.failure, verdict.wrong, verdict.invented, verdict.short) == (None, (), (), ())


def test_the_readme_names_every_file() -> None:
    listed = (HERE / "README.md").read_text(encoding="utf-8")
    assert [
        report.name for report in REPORTS if str(report.year) not in listed or report.organ not in listed
    ] == []
