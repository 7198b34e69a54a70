"""What is added up along the tree, and what is said to be missing from it."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.corpus.questions.ground import NotAsked
from gongkai.corpus.questions.rollup import roll_up
from gongkai.corpus.store.rows import Read
from gongkai.law.forms import forms
from gongkai.model.cell import Amount, Blank, Count, Missing, Unreadable, number
from tests.corpus.questions.county import ground, read, report
from tests.corpus.store.readings import SEEDS, reading
from tests.corpus.store.readings import read as read_from
from tests.write.reports import Draw, draws

NEW = "requests.new_received.total"


def cells(answer: object) -> dict[tuple[str, str, str], tuple[object, ...]]:
    """(organ, form, cell) -> total, stated, blank, lacking, withheld, reports."""
    return {
        (row[0], row[1], row[3]): (row[5], *row[7:])
        for row in answer.rows()  # type: ignore[attr-defined]
    }


def county() -> list[Read]:
    finance = report("云溪县财政局", 2022, {NEW: 12, "disclosure.fees.amount": Amount(Decimal("0.3800"))})
    education = report("云溪县教育局", 2022, {NEW: Blank("/")})
    health = report("云溪县卫生健康局", 2022, {NEW: Unreadable("1l", candidates=(1, 11))})
    audit = report("云溪县审计局", 2022, {NEW: Missing()})
    late = report("云溪县水务局", 2022, {NEW: 3}, form="2019")
    own = report("云溪县人民政府", 2022, {NEW: 40})
    keys = ("finance", "education", "health", "audit", "water")
    reads = [
        read(f"yunxi/{key}", made)
        for key, made in zip(keys, (finance, education, health, audit, late), strict=True)
    ]
    return [*reads, read("yunxi", own)]


def test_a_blank_a_gap_and_a_withheld_figure_are_counted_and_not_zero(tmp_path: Path) -> None:
    answer = roll_up(ground(tmp_path, county()), 2022, organ="yunxi")
    found = cells(answer)
    assert found["云溪县人民政府", "2021", NEW] == (12, 1, 1, 1, 1, 4)
    assert found["云溪县人民政府", "2021", "disclosure.fees.amount"] == (Decimal("0.38"), 4, 0, 0, 0, 4)


def test_two_forms_are_never_added_together(tmp_path: Path) -> None:
    found = cells(roll_up(ground(tmp_path, county()), 2022, organ="yunxi"))
    assert found["云溪县人民政府", "2019", NEW] == (3, 1, 0, 0, 0, 1)
    assert ("云溪县人民政府", "2019", "disclosure.fees.amount") not in found


def test_a_government_is_not_added_to_its_own_departments_unless_asked(tmp_path: Path) -> None:
    found = cells(roll_up(ground(tmp_path, county()), 2022, organ="yunxi", is_own_added=True))
    assert found["云溪县人民政府", "2021", NEW] == (12 + 40, 2, 1, 1, 1, 5)


def test_each_organ_below_has_a_sum_of_its_own(tmp_path: Path) -> None:
    found = cells(roll_up(ground(tmp_path, county()), 2022, depth=3))
    assert found["名册里的全部机关", "2021", NEW] == (12, 1, 1, 1, 1, 4)
    assert found["清江市人民政府", "2021", NEW] == (12, 1, 1, 1, 1, 4)
    assert found["云溪县财政局", "2021", NEW] == (12, 1, 0, 0, 0, 1)
    assert found["云溪县教育局", "2021", NEW] == (None, 0, 1, 0, 0, 1)


def test_who_has_no_report_is_named(tmp_path: Path) -> None:
    missing, *_ = roll_up(ground(tmp_path, county()), 2022, organ="云溪县人民政府").parts
    names = [name for _, name, *_ in missing.rows()]
    assert "云溪县司法局" in names
    assert "云溪县乡村振兴局" in names  # stood until 2024
    assert "云溪县石桥乡人民政府" not in names  # only until 2020
    assert not {"云溪县财政局", "清江市人民政府", "国家税务总局云溪县税务局"} & set(names)


def test_a_number_beyond_any_sense_is_withheld(tmp_path: Path) -> None:
    made = report("云溪县财政局", 2022, {NEW: Count(2**63)})
    found = cells(roll_up(ground(tmp_path, [read("yunxi/finance", made)]), 2022))
    assert found["名册里的全部机关", "2021", NEW] == (None, 0, 0, 0, 1, 1)


def test_a_report_without_a_table_lacks_its_cells(tmp_path: Path) -> None:
    from dataclasses import replace

    whole = report("云溪县财政局", 2022, {})
    kept = {cell: each for cell, each in whole.cells.items() if not cell.startswith("remedies.")}
    tables = {key: form for key, form in whole.tables.items() if key != "remedies"}
    found = cells(
        roll_up(ground(tmp_path, [read("yunxi/finance", replace(whole, cells=kept, tables=tables))]), 2022)
    )
    assert found["名册里的全部机关", "2021", "remedies.reconsideration.total"] == (None, 0, 0, 1, 0, 1)


def test_an_unknown_organ_is_refused(tmp_path: Path) -> None:
    with pytest.raises(NotAsked, match="名册里没有 2022 年的「云溪县」"):
        roll_up(ground(tmp_path, county()), 2022, organ="云溪县")


def test_without_a_register_everything_is_added_and_that_is_said(tmp_path: Path) -> None:
    answer = roll_up(ground(tmp_path, county(), None), 2022)
    assert cells(answer)["全部报告", "2021", NEW] == (52, 2, 1, 1, 1, 5)
    assert any("没有机关名册" in remark for remark in answer.remarks)


def test_reports_of_organs_that_the_register_does_not_know_are_not_added(tmp_path: Path) -> None:
    stranger = read(None, report("青石县财政局", 2022, {NEW: 100}))
    answer = roll_up(ground(tmp_path, [*county(), stranger]), 2022)
    assert cells(answer)["名册里的全部机关", "2021", NEW][0] == 12
    assert "没有计入的报告：没有认出机关 1 份。" in answer.remarks


@settings(max_examples=5)
@given(st.lists(draws("2021") | draws("2019"), min_size=1, max_size=5, unique_by=lambda draw: draw.seed))
def test_the_sum_is_that_of_a_loop_over_the_reports(
    tmp_path_factory: pytest.TempPathFactory, made: list[Draw]
) -> None:
    reads = _of_own_names(made)
    asked = ground(tmp_path_factory.mktemp("store"), reads, None)
    for year in {each.report.year for each in reads} - {None}:
        assert year is not None
        found = cells(roll_up(asked, year))
        for (_, form, cell), (total, stated, blank, lacking, withheld, reports) in found.items():
            those = [
                each.report
                for each in reads
                if each.report.year == year and each.report.tables[cell.split(".")[0]] == form
            ]
            values = [value for each in those if (value := number(each.cells.get(cell))) is not None]
            assert (total, stated) == (sum(values) if values else None, len(values))
            kinds = Counter(type(each.cells.get(cell, Missing())) for each in those)
            assert (blank, lacking, withheld, reports) == (kinds[Blank], kinds[Missing], 0, len(those))


def _of_own_names(made: list[Draw]) -> list[Read]:
    from dataclasses import replace

    return [
        reading(replace(draw.report(), agency=f"云溪县第{number}局"), f"{number}.txt")
        for number, draw in enumerate(made)
    ]


def test_every_cell_of_the_form_is_listed(tmp_path: Path) -> None:
    answer = roll_up(ground(tmp_path, [read("yunxi/finance", report("云溪县财政局", 2022, {}))]), 2022)
    assert [row[3] for row in answer.rows() if row[3] in forms()["2021"].cells] == list(forms()["2021"].cells)


@pytest.mark.skipif(len(SEEDS) < 5, reason="the real reports are not here")
def test_the_five_real_reports(tmp_path: Path) -> None:
    reads = [read_from(path) for path in SEEDS]
    asked = ground(tmp_path, reads, None)
    for year in {each.report.year for each in reads} - {None}:
        assert year is not None
        those = [each.report for each in reads if each.report.year == year]
        for (_, form, cell), (total, stated, *_, reports) in cells(roll_up(asked, year)).items():
            of_form = [each for each in those if each.tables.get(cell.split(".")[0], each.form) == form]
            values = [value for each in of_form if (value := number(each.cells.get(cell))) is not None]
            assert (total, stated, reports) == (sum(values) if values else None, len(values), len(of_form))
