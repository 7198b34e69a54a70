"""Parents against children, years against years, findings by side."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.corpus.questions.carried import carried_over
from gongkai.corpus.questions.findings import findings_by
from gongkai.corpus.questions.ground import NotAsked, Scope
from gongkai.corpus.questions.parents import parent_and_children
from gongkai.corpus.questions.years import years_of
from gongkai.corpus.store.rows import Read
from gongkai.model.cell import Blank
from tests.corpus.questions.county import COUNTY, ground, read, report
from tests.corpus.questions.test_years_and_ranking import table

NEW = "requests.new_received.total"
OUT, IN = "requests.carried_out.total", "requests.carried_in.total"


def children(own: int, figures: dict[str, object]) -> list[Read]:
    """Every organ below the county with a report; those not named state 0."""
    below = [each for each in COUNTY.standing(2022) if each.parent == "yunxi"]
    made = [
        read(each.key, report(each.name, 2022, {NEW: figures.get(each.key, 0)}))  # type: ignore[dict-item]
        for each in below
        if figures.get(each.key, 0) != "none"
    ]
    return [read("yunxi", report("云溪县人民政府", 2022, {NEW: own})), *made]


@pytest.mark.parametrize(
    ("own", "finance", "audit", "says"),
    [
        (7, 3, 4, None),
        (8, 3, 4, "不相等"),
        (8, 3, Blank(), "下级不全，不能判断"),
        (8, 3, "none", "下级不全，不能判断"),
        (2, 3, "none", "下级不全，合计已经多于本机关"),
    ],
)
def test_a_parent_against_its_children(
    tmp_path: Path, own: int, finance: object, audit: object, says: str | None
) -> None:
    reads = children(own, {"yunxi/finance": finance, "yunxi/audit": audit})
    answer = parent_and_children(ground(tmp_path, reads), 2022, "云溪县人民政府")
    found = {row["cell"]: row for row in table(answer)}
    if says is None:
        assert found == {}
    else:
        assert found[NEW]["says"] == says
        assert found[NEW]["own"] == own
    assert [row[0] for row in answer.parts[0].rows()] == (["yunxi/audit"] if audit == "none" else [])


def test_a_child_on_another_form_is_not_added(tmp_path: Path) -> None:
    reads = children(3, {"yunxi/finance": 3, "yunxi/audit": "none"})
    reads.append(read("yunxi/audit", report("云溪县审计局", 2022, {NEW: 5}, form="2019")))
    answer = parent_and_children(ground(tmp_path, reads), 2022, "yunxi")
    (row,) = [row for row in table(answer) if row["cell"] == NEW]
    assert (row["total"], row["says"]) == (3, "下级不全，不能判断")
    assert answer.parts[1].rows() == [("云溪县审计局", "2019")]


def test_an_organ_without_children_or_report_cannot_be_compared(tmp_path: Path) -> None:
    asked = ground(tmp_path, [])
    with pytest.raises(NotAsked, match="没有下级机关"):
        parent_and_children(asked, 2022, "云溪县财政局")
    with pytest.raises(NotAsked, match="库里没有「云溪县人民政府」2022 年度的报告"):
        parent_and_children(asked, 2022, "yunxi")


def test_what_was_carried_out_is_carried_in(tmp_path: Path) -> None:
    person = "requests.carried_in.natural_person"
    reads = [
        read("yunxi/finance", report("云溪县财政局", 2020, {OUT: 3})),
        read("yunxi/finance", report("云溪县财政局", 2021, {IN: 2, person: 2, OUT: 4})),
        read("yunxi/finance", report("云溪县财政局", 2022, {IN: 4})),
        read("yunxi/audit", report("云溪县审计局", 2021, {OUT: Blank()})),
        read("yunxi/audit", report("云溪县审计局", 2022, {IN: 1})),
        read("yunxi/water", report("云溪县水务局", 2020, {OUT: 9})),
        read("yunxi/water", report("云溪县水务局", 2022, {IN: 1})),  # 2021 is not there
    ]
    answer = carried_over(ground(tmp_path, reads))
    rows = [
        (
            row["called"],
            row["year"],
            row["label"],
            row["carried_out"],
            row["carried_in"],
            row["difference"],
            row["says"],
        )
        for row in table(answer)
    ]
    assert rows == [
        ("云溪县财政局", 2021, "申请人情况—自然人", 0, 2, 2, "不相等"),
        ("云溪县财政局", 2021, "申请人情况—总计", 3, 2, -1, "不相等"),
        ("云溪县审计局", 2022, "申请人情况—总计", None, 1, None, "上年没有写明，不能判断"),
    ]
    assert answer.remarks[0].startswith("库里有同一机关相邻两年的报告 3 对，其中 1 对各格都相等。")
    assert len(carried_over(ground(tmp_path / "more", reads), year=2022, is_all=True).rows()) == 2 * 7


def test_findings_are_counted_and_their_share_has_the_clean_reports_below_it(tmp_path: Path) -> None:
    broken = {NEW: 1}  # 1 + 0 ≠ 0 + 0, and 1 ≠ 0 + … + 0
    reads = [
        read("yunxi/finance", report("云溪县财政局", 2022, broken)),
        read("yunxi/audit", report("云溪县审计局", 2022, {})),
        read("yunxi/audit", report("云溪县审计局", 2023, broken)),
    ]
    asked = ground(tmp_path, reads)
    by_rule = {row["code"]: row for row in table(findings_by(asked))}
    assert (by_rule["REQ001"]["findings"], by_rule["REQ001"]["reports"], by_rule["REQ001"]["looked_at"]) == (
        2,
        2,
        3,
    )
    assert by_rule["REQ001"]["share"] == 2 / 3
    by_year = {row["year"]: row for row in table(findings_by(asked, ("year",), code="REQ001"))}
    assert {year: (row["reports"], row["looked_at"]) for year, row in by_year.items()} == {
        2022: (1, 2),
        2023: (1, 1),
    }
    by_organ = table(findings_by(asked, ("organ",), scope=Scope(2022), code="REQ001"))
    assert [(row["called"], row["findings"], row["looked_at"]) for row in by_organ] == [
        ("云溪县财政局", 1, 1)
    ]
    total = sum(len(each.findings) for each in reads)
    assert sum(row["findings"] for row in table(findings_by(asked, ("rule", "area", "year")))) == total


MERGED = [("yunxi/rural-revival", "云溪县乡村振兴局"), ("yunxi/agriculture", "云溪县农业农村局")]
"""The former became part of the latter on 29 February 2024: the register says so."""


@pytest.mark.parametrize(
    ("merged", "own", "carried_in", "found"),
    [
        (2, 1, 3, []),  # 2 + 1 = 3
        (2, 1, 1, [(3, 1, "不相等")]),
        (Blank(), 1, 1, [(None, 1, "上年没有写明，不能判断")]),
        (None, 1, 1, [(None, 1, "上年没有写明，不能判断")]),  # its report is not there
    ],
)
def test_a_successor_carries_in_what_the_merged_organ_carried_out(
    tmp_path: Path, merged: int | Blank | None, own: int, carried_in: int, found: list[object]
) -> None:
    figures = [merged, own] if merged is not None else [own]
    reads = [
        read(key, report(name, 2023, {OUT: out}))
        for (key, name), out in zip(MERGED[-len(figures) :], figures, strict=True)
    ]
    reads.append(read("yunxi/agriculture", report("云溪县农业农村局", 2024, {IN: carried_in})))
    answer = carried_over(ground(tmp_path, reads), organ="云溪县农业农村局")
    rows = [row for row in table(answer) if str(row["label"]).endswith("总计")]
    assert [(row["carried_out"], row["carried_in"], row["says"]) for row in rows] == found
    assert any("名册写明接续：" in remark and "2023 年度" in remark for remark in answer.remarks)


def test_an_organ_that_still_reported_handed_nothing_over(tmp_path: Path) -> None:
    reads = [read(key, report(name, 2023, {OUT: 1})) for key, name in MERGED]
    reads += [read(key, report(name, 2024, {IN: 1})) for key, name in MERGED]
    answer = carried_over(ground(tmp_path, reads), year=2024)
    assert answer.rows() == []
    assert not any("名册写明接续" in remark for remark in answer.remarks)


def test_years_go_on_with_the_successor(tmp_path: Path) -> None:
    reads = [read(key, report(name, 2023, {NEW: 1})) for key, name in MERGED]
    reads.append(read("yunxi/agriculture", report("云溪县农业农村局", 2024, {NEW: 5})))
    asked = ground(tmp_path, reads)
    merged = years_of(asked, "yunxi/rural-revival")
    assert [(row["year"], row["called"]) for row in table(merged)] == [
        (2023, "云溪县乡村振兴局"),
        (2024, "云溪县农业农村局"),
    ]
    assert "云溪县农业农村局" in merged.remarks[0]
    other = years_of(asked, "yunxi/agriculture")  # stood already: its years are its own
    assert [row["called"] for row in table(other)] == ["云溪县农业农村局"] * 2
