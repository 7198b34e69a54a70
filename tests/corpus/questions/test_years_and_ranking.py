"""Figures of years and organs side by side, and who is ranked."""

from __future__ import annotations

from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest

from gongkai.corpus.questions.answer import Answer
from gongkai.corpus.questions.ground import NotAsked
from gongkai.corpus.questions.indicators import cells, definitions
from gongkai.corpus.questions.ranking import ranking
from gongkai.corpus.questions.years import organs_of, trend, years_of
from gongkai.law.forms import forms
from gongkai.model.cell import Blank
from tests.corpus.questions.county import ground, read, report

NEW, ALL, GRANTED = "requests.new_received.total", "requests.total.total", "requests.granted.total"


def table(answer: Answer) -> list[dict[str, Any]]:
    names = [column.name for column in answer.columns]
    return [dict(zip(names, row, strict=True)) for row in answer.rows()]


def settled(name: str, key: str, year: int, granted: int, of: int, **more: Any) -> Any:
    return read(key, report(name, year, {NEW: of, ALL: of, GRANTED: granted, **more}))


def test_an_organ_keeps_its_key_when_it_is_renamed(tmp_path: Path) -> None:
    reads = [
        read("yunxi/rural-revival", report("云溪县扶贫开发办公室", 2020, {NEW: 3, ALL: 3})),
        read("yunxi/rural-revival", report("云溪县乡村振兴局", 2022, {NEW: 5, ALL: 4, GRANTED: 1})),
        read("yunxi/finance", report("云溪县财政局", 2022, {NEW: 100})),
    ]
    asked = ground(tmp_path, reads)
    for name in ("云溪县乡村振兴局", "yunxi/rural-revival"):
        found = table(years_of(asked, name))
        assert [(row["year"], row["form"], row["new_received"]) for row in found] == [
            (2020, "2019", 3),
            (2022, "2021", 5),
        ]
        assert found[1]["share_granted"] == 1 / 4
        assert found[0]["share_granted"] == 0
    with pytest.raises(NotAsked, match="库里没有「云溪县水务局」的报告"):
        years_of(asked, "云溪县水务局")


def test_a_sum_with_a_gap_is_no_sum_and_a_share_of_nothing_is_none(tmp_path: Path) -> None:
    denied = {"requests.denied.state_secret.total": 2, "requests.denied.internal_affairs.total": 1}
    reads = [
        read("yunxi/finance", report("云溪县财政局", 2022, {ALL: 4, **denied})),
        read(
            "yunxi/water",
            report(
                "云溪县水务局", 2022, {ALL: 4, **denied, "requests.denied.enforcement_file.total": Blank()}
            ),
        ),
        read("yunxi/audit", report("云溪县审计局", 2022, {})),
    ]
    answer = organs_of(ground(tmp_path, reads), 2022)
    found = {row["called"]: (row["denied"], row["share_denied"]) for row in table(answer)}
    assert found == {
        "云溪县财政局": (2 + 1, 3 / 4),
        "云溪县水务局": (None, None),
        "云溪县审计局": (0, None),
    }
    assert "云溪县司法局" in [row[1] for row in answer.parts[0].rows()]


def test_a_trend_says_how_many_reports_stand_behind_it(tmp_path: Path) -> None:
    reads = [
        read("yunxi/finance", report("云溪县财政局", 2020, {NEW: 5})),
        read("yunxi/finance", report("云溪县财政局", 2021, {NEW: 7})),
        read("yunxi/audit", report("云溪县审计局", 2021, {NEW: Blank()})),
        read("yunxi/water", report("云溪县水务局", 2021, {NEW: 2}, form="2019")),
        read("yunxi", report("云溪县人民政府", 2021, {NEW: 900})),
    ]
    found = table(trend(ground(tmp_path, reads)))
    rows = [
        (row["year"], row["form"], row["reports"], row["new_received"], row["new_received_stated"])
        for row in found
    ]
    assert rows == [(2020, "2019", 1, 5, 1), (2021, "2019", 1, 2, 1), (2021, "2021", 2, 7, 1)]


def test_small_numbers_are_not_ranked_and_equals_share_a_rank(tmp_path: Path) -> None:
    reads = [
        settled("云溪县财政局", "yunxi/finance", 2022, 10, 20),
        settled("云溪县水务局", "yunxi/water", 2022, 15, 30),
        settled("云溪县教育局", "yunxi/education", 2022, 4, 10),
        settled("云溪县审计局", "yunxi/audit", 2022, 9, 9),
        settled("云溪县司法局", "yunxi/justice", 2022, 9, 50, **{GRANTED: Blank("-")}),
    ]
    answer = ranking(ground(tmp_path, reads), 2022, "予以公开率")
    assert [(row["rank"], row["called"], row["share"]) for row in table(answer)] == [
        (1, "云溪县水务局", 0.5),
        (1, "云溪县财政局", 0.5),
        (3, "云溪县教育局", 0.4),
    ]
    small, gaps = answer.parts
    assert [row[0] for row in small.rows()] == ["云溪县审计局"]
    assert [row[0] for row in gaps.rows()] == ["云溪县司法局"]
    assert "予以公开率：予以公开的件数，占本年度办理结果总计的比例。" in answer.remarks


def test_two_forms_are_ranked_apart_and_a_floor_can_be_given(tmp_path: Path) -> None:
    reads = [
        settled("云溪县财政局", "yunxi/finance", 2022, 1, 2),
        read("yunxi/water", report("云溪县水务局", 2022, {ALL: 4, GRANTED: 1}, form="2019")),
    ]
    found = table(ranking(ground(tmp_path, reads), 2022, "granted", floor=1))
    assert [(row["form"], row["rank"]) for row in found] == [("2019", 1), ("2021", 1)]


def test_an_unknown_indicator_is_refused_with_those_there_are(tmp_path: Path) -> None:
    with pytest.raises(NotAsked, match="复议纠正率"):
        ranking(ground(tmp_path, []), 2022, "满意率")


def test_every_definition_means_the_same_cells_in_both_forms() -> None:
    stated = [cell for each in definitions().figures for cell in each.cells]
    stated += [cell for each in definitions().indicators for cell in (*each.numerator, *each.denominator)]
    for form in forms().values():
        assert [cell for pattern in stated for cell in cells(pattern) if cell not in form.cells] == []
    assert len(cells("requests.denied.*.total")) == 8


def test_the_amount_of_a_share_is_exact(tmp_path: Path) -> None:
    (row,) = table(
        ranking(ground(tmp_path, [settled("云溪县财政局", "yunxi/finance", 2022, 1, 30)]), 2022, "granted")
    )
    assert Decimal(row["numerator"]) / row["denominator"] == Decimal(1) / 30
