"""What holds for the sums of any report: one that adds up is never blamed, one changed cell always shows."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.check.balances import _Side
from gongkai.check.run import check
from gongkai.law.forms import forms
from gongkai.model.cell import Blank, Count
from gongkai.model.report import Report

SUMS = ["REQ001", "REQ002", "REQ003", "REM001"]


def adding_up(seed: int, version: str) -> Report:
    """A report of random counts whose sums all hold."""
    rng = Random(seed)
    form = forms()[version]
    cells = {cell_id: Count(0) for cell_id in form.cells}
    for cell_id in rng.sample(sorted(cells), 30):
        if cell_id.startswith("requests.denied.") and not cell_id.endswith(".total"):
            _add(cells, cell_id, rng.randint(1, 90))
    return Report(
        "云溪县财政局", form.serves.since, None, version, cells, {table.key: version for table in form.tables}
    )


def _add(cells: dict[str, Count], cell_id: str, number: int) -> None:
    row, _, column = cell_id.rpartition(".")
    for line in (row, "requests.total", "requests.new_received"):
        for end in (column, "total"):
            cells[f"{line}.{end}"] = Count(cells[f"{line}.{end}"].value + number)


@given(seed=st.integers(0, 10_000), version=st.sampled_from(sorted(forms())))
def test_a_report_that_adds_up_is_never_blamed(seed: int, version: str) -> None:
    outcome = check(adding_up(seed, version), select=SUMS)
    assert (outcome.findings, outcome.cannot_tell) == ((), ())


@given(seed=st.integers(0, 10_000), by=st.integers(1, 50), version=st.sampled_from(sorted(forms())))
def test_one_changed_cell_always_shows(seed: int, by: int, version: str) -> None:
    whole = adding_up(seed, version)
    cell_id = Random(seed).choice([i for i in whole.cells if not i.startswith("disclosure.")])
    cell = whole.cells[cell_id]
    assert isinstance(cell, Count)
    changed = replace(whole, cells={**whole.cells, cell_id: Count(cell.value + by)})
    found = check(changed, select=SUMS).findings
    assert found
    assert all(cell_id in finding.cells for finding in found)


@given(seed=st.integers(0, 10_000))
def test_a_blank_is_never_counted_as_zero(seed: int) -> None:
    whole = adding_up(seed, "2021")
    cell_id = Random(seed).choice([i for i in whole.cells if not i.startswith("disclosure.")])
    outcome = check(replace(whole, cells={**whole.cells, cell_id: Blank()}), select=SUMS)
    assert outcome.findings == ()
    assert all(cell_id in doubt.cells for doubt in outcome.cannot_tell)
    assert outcome.cannot_tell


@pytest.mark.parametrize(
    ("terms", "said"),
    [
        ((("一", 10), ("二", 3)), "一 10 + 二 3 = 13"),
        ((("总计", 4),), "总计 4"),
        ((("甲", 0), ("乙", 5), ("丙", 0)), "乙 5（其余各项为 0）"),
        ((("甲", 0), ("乙", 0), ("丙", 0)), "其余各项均为 0"),
        ((("甲", 1), ("乙", 5), ("丙", 0)), "甲 1 + 乙 5 = 6"),
    ],
)
def test_a_side_is_said_as_people_write_it(terms: tuple[tuple[str, int], ...], said: str) -> None:
    assert str(_Side(terms)) == said
