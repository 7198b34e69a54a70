"""What stands above the long answers: few rows, counted by hand."""

from __future__ import annotations

from pathlib import Path
from typing import Any

from gongkai.corpus.questions.answer import Answer
from gongkai.corpus.questions.carried import carried_over
from gongkai.corpus.questions.rollup import roll_up
from gongkai.corpus.questions.stock import stock
from gongkai.corpus.questions.zeros import doubtful_zeros
from gongkai.model.cell import Blank
from tests.corpus.questions.county import COUNTY, ground, read, report

NEW, OUT, IN = (f"requests.{row}.total" for row in ("new_received", "carried_out", "carried_in"))
IN_FORCE, ISSUED = (f"disclosure.normative_documents.{part}" for part in ("in_force", "issued"))


def part(answer: Answer, name: str) -> list[tuple[Any, ...]]:
    (found,) = [each for each in answer.parts if each.name == name]
    return found.rows()


def test_who_has_a_report_by_what_stands_below(tmp_path: Path) -> None:
    reads = [
        read("yunxi/finance", report("云溪县财政局", 2022, {NEW: 12, "requests.granted.total": 9})),
        read("yunxi/baishi", report("云溪县白石镇人民政府", 2022, {NEW: 1})),
    ]
    answer = roll_up(ground(tmp_path, reads), 2022, organ="yunxi")
    below = [each for each in COUNTY.below("yunxi", 2022) if each.key != "yunxi"]
    departments = sum(each.kind == "department" for each in below)
    towns = sum(each.kind == "government" for each in below)
    found = {label: numbers for label, *numbers in part(answer, "coverage")}
    assert found["云溪县人民政府"] == [1, 0, 1]
    assert found["政府工作部门"] == [departments, 1, departments - 1]
    assert found["人民政府"] == [towns, 1, towns - 1]
    assert dict(part(answer, "composition"))["本年新收"] == 12 + 1
    assert dict(part(answer, "composition"))["予以公开"] == 9


def test_a_store_of_one_county_is_told_by_what_is_in_the_county(tmp_path: Path) -> None:
    answer = roll_up(ground(tmp_path, []), 2022)
    labels = {row[0] for row in part(answer, "coverage")}
    assert {"清江市人民政府", "云溪县人民政府", "政府工作部门", "垂直领导部门"} <= labels


def test_pairs_that_agree_differ_or_cannot_be_compared(tmp_path: Path) -> None:
    reads = []
    for key, name, out, carried_in in (
        ("yunxi/finance", "云溪县财政局", 1, 1),
        ("yunxi/audit", "云溪县审计局", 1, 0),
        ("yunxi/justice", "云溪县司法局", Blank(), 0),
    ):
        reads += [
            read(key, report(name, 2021, {OUT: out})),
            read(key, report(name, 2022, {IN: carried_in})),
        ]
    assert part(carried_over(ground(tmp_path, reads)), "pairs") == [(2022, 3, 1, 1, 1)]


def test_the_stock_of_those_who_state_it_in_both_years(tmp_path: Path) -> None:
    reads = []
    for key, name, before, now in (
        ("yunxi/finance", "云溪县财政局", 5, 8),
        ("yunxi/audit", "云溪县审计局", Blank(), 3),
    ):
        reads += [
            read(key, report(name, 2021, {IN_FORCE: before})),
            read(key, report(name, 2022, {IN_FORCE: now, ISSUED: 2})),
        ]
    answer = stock(ground(tmp_path, reads))
    assert part(answer, "stock_by_year") == [(2022, 1, 5 + 2, 8, 1)]  # of regulations there are none


def test_zero_reports_by_level(tmp_path: Path) -> None:
    reads = [
        read("yunxi/finance", report("云溪县财政局", 2022, {"remedies.reconsideration.total": 1})),
        read("yunxi/audit", report("云溪县审计局", 2022, {})),
        read("yunxi/justice", report("云溪县司法局", 2022, {NEW: 1})),
        read("yunxi/baishi", report("云溪县白石镇人民政府", 2022, {NEW: Blank()})),
    ]
    assert part(doubtful_zeros(ground(tmp_path, reads)), "zeros_by_level") == [
        ("县级", 3, 1, 1, 1, 0),
        ("乡级", 1, 0, 0, 0, 1),
    ]
