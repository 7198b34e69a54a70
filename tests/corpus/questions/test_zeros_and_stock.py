"""Zeros that should be looked at again, and stocks that do not follow from the year before."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from gongkai.corpus.questions.stock import stock
from gongkai.corpus.questions.zeros import doubtful_zeros
from gongkai.model.cell import Blank, Cell
from gongkai.model.place import Place
from gongkai.model.report import Fact
from tests.corpus.questions.county import ground, read, report
from tests.corpus.questions.test_comparisons import MERGED
from tests.corpus.questions.test_years_and_ranking import table

NEW, OUT = "requests.new_received.total", "requests.carried_out.total"
DOCUMENTS = "disclosure.normative_documents."


def test_a_zero_is_doubtful_when_no_earlier_year_was(tmp_path: Path) -> None:
    reads = [
        read("yunxi/finance", report("云溪县财政局", 2020, {NEW: 9})),
        read("yunxi/finance", report("云溪县财政局", 2021, {NEW: 4})),
        read("yunxi/finance", report("云溪县财政局", 2022, {})),
        read("yunxi/audit", report("云溪县审计局", 2021, {NEW: 4})),  # one year alone says little
        read("yunxi/audit", report("云溪县审计局", 2022, {})),
        read("yunxi/water", report("云溪县水务局", 2020, {NEW: 4})),
        read("yunxi/water", report("云溪县水务局", 2021, {NEW: Blank()})),
        read("yunxi/water", report("云溪县水务局", 2022, {})),
    ]
    (row,) = table(doubtful_zeros(ground(tmp_path, reads)))
    assert (row["called"], row["year"]) == ("云溪县财政局", 2022)
    assert row["reasons"] == ["库里以前 2 个年度（2020—2021）每年都有申请，最少 4 件，最多 9 件"]


def test_what_was_carried_over_and_disputes_speak_against_a_zero(tmp_path: Path) -> None:
    reads = [
        read("yunxi/finance", report("云溪县财政局", 2021, {OUT: 2})),
        read("yunxi/finance", report("云溪县财政局", 2022, {"remedies.reconsideration.total": 1})),
    ]
    (row,) = table(doubtful_zeros(ground(tmp_path, reads)))
    assert row["reasons"] == ["上年报告结转下年度 2 件，本年上年结转写 0", "复议诉讼表有 1 件，申请表全是 0"]


def test_a_text_that_tells_of_requests_speaks_against_a_zero(tmp_path: Path) -> None:
    made = report("云溪县财政局", 2022, {})
    told = Fact("收到政府信息公开申请2件", 2, "件", NEW, Place())
    (row,) = table(doubtful_zeros(ground(tmp_path, [read("yunxi/finance", replace(made, facts=(told,)))])))
    assert row["reasons"] == ["正文说收到或办理过申请：「收到政府信息公开申请2件」"]


def test_a_table_with_gaps_is_no_zero_report(tmp_path: Path) -> None:
    answer = doubtful_zeros(
        ground(tmp_path, [read("yunxi/finance", report("云溪县财政局", 2022, {NEW: Blank()}))])
    )
    assert answer.rows() == []
    assert answer.remarks[0].startswith("1 份报告里，0 份申请表各格都写明是 0；1 份有的格没有数字")


def year(in_force: int | Cell, issued: int, repealed: int) -> dict[str, int | Cell]:
    return {
        f"{DOCUMENTS}in_force": in_force,
        f"{DOCUMENTS}issued": issued,
        f"{DOCUMENTS}repealed": repealed,
    }


def test_the_stock_follows_from_the_year_before(tmp_path: Path) -> None:
    reads = [
        read("yunxi", report("云溪县人民政府", 2020, {})),
        read("yunxi", report("云溪县人民政府", 2021, year(10, 0, 0))),
        read("yunxi", report("云溪县人民政府", 2022, year(12, 3, 1))),
        read("yunxi", report("云溪县人民政府", 2023, year(12, 2, 1))),
        read("yunxi", report("云溪县人民政府", 2024, year(Blank(), 2, 1))),
    ]
    answer = stock(ground(tmp_path, reads))
    rows = [(row["year"], row["label"], row["due"], row["in_force"], row["says"]) for row in table(answer)]
    assert rows == [
        (2023, "行政规范性文件", 12 + 2 - 1, 12, "不相等"),
        (2024, "行政规范性文件", 12 + 2 - 1, None, "有的格没有写明，不能判断"),
    ]
    assert answer.remarks[0].startswith("可比的有 6 对，其中 4 对相等。")


@pytest.mark.parametrize(
    ("merged", "own", "in_force", "found"),
    [
        (5, 10, 16, []),  # 5 + 10 + 2 − 1 = 16
        (5, 10, 11, [(5 + 10, 5 + 10 + 2 - 1, 11, "不相等")]),
        (Blank(), 10, 11, [(None, None, 11, "有的格没有写明，不能判断")]),
        (None, 10, 11, [(None, None, 11, "有的格没有写明，不能判断")]),  # its report is not there
    ],
)
def test_a_successor_takes_up_the_stock_of_the_merged_organ(
    tmp_path: Path, merged: int | Cell | None, own: int, in_force: int, found: list[object]
) -> None:
    stated = [(MERGED[0], merged)] if merged is not None else []
    reads = [
        read(key, report(name, 2023, year(figure, 0, 0)))
        for (key, name), figure in [*stated, (MERGED[1], own)]
    ]
    reads.append(read("yunxi/agriculture", report("云溪县农业农村局", 2024, year(in_force, 2, 1))))
    answer = stock(ground(tmp_path, reads), organ="云溪县农业农村局")
    rows = [row for row in table(answer) if row["label"] == "行政规范性文件"]
    assert [(row["before"], row["due"], row["in_force"], row["says"]) for row in rows] == found
    assert any("名册写明接续：" in remark and "现行有效" in remark for remark in answer.remarks)


def test_a_stock_on_the_old_form_is_not_taken_up(tmp_path: Path) -> None:
    (merged, its_name), (heir, name) = MERGED
    reads = [
        read(merged, report(its_name, 2023, year(5, 0, 0), form="2019")),
        read(heir, report(name, 2023, year(10, 0, 0))),
        read(heir, report(name, 2024, year(11, 2, 1))),
    ]
    answer = stock(ground(tmp_path, reads), is_all=True)
    assert answer.rows() == []
    assert not any("名册写明接续" in remark for remark in answer.remarks)
