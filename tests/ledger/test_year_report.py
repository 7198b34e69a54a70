"""The drafted report: it says what the tables say, marks what a person must write, and gives the checks no cause."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.check.run import check
from gongkai.ledger.drafting.words import NAMES, UnusableProse, Words, read_prose
from gongkai.ledger.entry import Act
from gongkai.ledger.facts import organ, remedy, request
from gongkai.ledger.year_report import Draft, draft
from gongkai.model.cell import Missing
from gongkai.model.finding import Severity
from tests.ledger.yearly import (
    arrived,
    charges,
    decisions,
    figures,
    on_matter,
    on_organ,
    on_request,
    opened,
    replied,
)

WRITTEN = Words(
    {
        "active_disclosure": ("通过县政府门户网站专栏公开预算决算、政府采购等信息。",),
        "platform": ("维护县政府门户网站本局专栏，每周检查链接和附件。",),
        "supervision": ("组织业务培训两次，开展自查一次。",),
        "assessment": ("县政府年度工作考核结果为良好。",),
        "appraisal": ("没有开展社会评议。",),
        "accountability": ("没有发生责任追究情形。",),
        "problems": ("部分科室报送信息不够及时，政策解读形式较为单一。",),
        "improvements": ("上年指出的栏目更新不及时问题已经改正；下一步按月通报报送情况。",),
    }
)


def told(year: int) -> list[Act]:
    """Imports for the whole year: nothing is left blank."""
    rows = ("licensing", "penalties", "coercion")
    return [charges(0, year), *(decisions(row, 0, f"{year}-01-01", f"{year}-12-31") for row in rows)]


def drafted(*acts: Act, year: int = 2025, words: Words | None = None, kind: str = "department") -> Draft:
    found = figures(
        [opened(f"{year}-01-01", kind=kind), *told(year), *acts], year, form="2021" if year > 2020 else "2019"
    )
    return draft(found, words, signed=date(year + 1, 1, 20))


def section(made: Draft, number: int) -> str:
    return made.report.sections[number - 1].text


YEARS: dict[str, tuple[Act, ...]] = {
    "nothing": (),
    "one is carried out": (arrived("2025-12-20", "1"),),
    "one is carried in": (arrived("2024-12-20", "1"), replied("2025-01-10", "1", "granted")),
    "each group": (
        *(arrived("2025-03-03", str(number)) for number in range(6)),
        replied("2025-03-20", "0", "granted"),
        replied("2025-03-20", "1", "granted", "state_secret"),
        replied("2025-03-20", "2", "enforcement_file"),
        replied("2025-03-20", "3", "not_exist"),
        replied("2025-03-20", "4", "petition"),
        on_request("2025-03-20", "5", request.Withdrawn("电话")),
    ),
    "challenged": (
        on_matter("2025-06-03", "1", remedy.Challenged("reconsideration", "云溪县人民政府")),
        on_matter("2025-06-03", "2", remedy.Challenged("litigation_direct", "云溪县人民法院")),
    ),
    "a fee that was not paid": (
        arrived("2025-03-03", "1"),
        on_request("2025-03-05", "1", request.FeeNoticed("pages", 68, 380_00, "超过三十页")),
        on_request("2025-06-05", "1", request.Lapsed("lapsed_fee")),
    ),
    "a fee of last year that was not paid": (
        arrived("2024-12-03", "1"),
        on_request("2024-12-05", "1", request.FeeNoticed("pages", 68, 380_00, "超过三十页")),
        on_request("2025-02-05", "1", request.Lapsed("lapsed_fee")),
    ),
}


@pytest.mark.parametrize("profile", ["national", "strict"])
@pytest.mark.parametrize("kind", ["department", "government"])
@pytest.mark.parametrize("name", YEARS)
def test_with_every_mark_filled_there_is_no_finding(name: str, kind: str, profile: str) -> None:
    made = drafted(*YEARS[name], words=WRITTEN, kind=kind)
    assert [(each.code, each.says) for each in check(made.report, profile=profile)] == []
    assert made.owed == ()


@pytest.mark.parametrize("kind", ["department", "government"])
@pytest.mark.parametrize("name", YEARS)
def test_its_marks_are_its_only_errors(name: str, kind: str) -> None:
    made = drafted(*YEARS[name], kind=kind)
    errors = [each for each in check(made.report, profile="strict") if each.severity == Severity.ERROR]
    assert {each.code for each in errors} == {"RES005"}


def test_section_one_says_what_the_tables_say() -> None:
    text = section(drafted(*YEARS["each group"], *YEARS["challenged"]), 1)
    assert (
        "全年新收政府信息公开申请6件，没有上年结转的申请。本年度共办结政府信息公开申请6件，"
        "其中予以公开1件、部分公开1件、不予公开1件、无法提供1件、不予处理1件、其他处理1件；"
        "没有结转下年度继续办理的申请。因政府信息公开工作被申请行政复议1件，被提起行政诉讼1件。"
    ) in text


def test_the_statements_are_read_as_those_of_any_report() -> None:
    facts = {fact.metric: fact.value for fact in drafted(*YEARS["one is carried in"]).report.facts}
    assert facts["requests.carried_in.total"] == 1
    assert facts["requests.total.total"] == 1


def test_nobody_but_a_person_says_what_was_wrong() -> None:
    made = drafted()
    assert section(made, 5).count("〔待填：") == 2
    assert "「五、存在的主要问题及改进情况」有 2 处待填" in made.owed


def test_what_was_recorded_is_said_in_the_words_of_the_record() -> None:
    found = organ.ActivityRecorded("problems", "部分栏目更新不及时")
    training = organ.ActivityRecorded("supervision", "组织业务培训", 2, "次")
    made = drafted(on_organ("2025-05-06", found), on_organ("2025-05-07", training))
    assert "（一）存在的主要问题。部分栏目更新不及时。" in section(made, 5)
    assert "（五）监督保障。组织业务培训2次。" in section(made, 1)


def test_two_trainings_are_two() -> None:
    one = organ.ActivityRecorded("supervision", "组织业务培训", 1, "次")
    made = drafted(on_organ("2025-05-06", one), on_organ("2025-10-07", one))
    assert "（五）监督保障。组织业务培训2次。" in section(made, 1)  # 1 + 1


def test_what_has_its_number_in_its_words_stands_for_itself_and_what_has_none_stands_once() -> None:
    counted = organ.ActivityRecorded("supervision", "组织业务培训1次", 1, "次")
    checked = organ.ActivityRecorded("supervision", "检查各科室栏目")
    said = [on_organ(f"2025-0{month}-06", fact) for month in (5, 6) for fact in (counted, checked)]
    assert section(drafted(*said), 1).count("组织业务培训1次") == 2
    assert section(drafted(*said), 1).count("检查各科室栏目") == 1


def test_a_cell_that_the_ledger_does_not_know_is_to_be_filled_in_and_not_blank() -> None:
    made = draft(figures([opened()], 2025))
    assert made.report.cells["disclosure.licensing.decisions"] == Missing()
    assert any("「行政许可」一格留作空白" in remark for remark in made.remarks)


def test_without_a_day_the_signature_has_a_mark() -> None:
    made = draft(figures([opened()], 2025))
    assert "落款日期待填" in made.owed


def test_before_the_processing_fee_there_is_nothing_to_say_of_it() -> None:
    assert section(drafted(year=2020), 6) == "〔待填：其他需要报告的事项，没有的写明没有〕"


def test_the_form_of_2019_is_cited_by_its_own_notice() -> None:
    assert "国办公开办函〔2019〕60号" in section(drafted(year=2020), 1)


def test_prose_is_read_by_the_names_of_the_parts() -> None:
    found = read_prose("## （四）平台建设\n\n维护专栏\n每周检查。\n# 存在问题\n报送不及时；")
    assert found == {"platform": ("维护专栏。", "每周检查。"), "problems": ("报送不及时；",)}


@pytest.mark.parametrize("key", NAMES)
def test_every_part_goes_by_all_its_names(key: str) -> None:
    for name in (key, *NAMES[key]):
        assert read_prose(f"## {name}\n一句话。") == {key: ("一句话。",)}


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("没有标题的一行", "第 1 行前面没有标题"),
        ("\n## 工作亮点\n很多。", "第 2 行：报告里没有「工作亮点」这一部分"),
    ],
)
def test_prose_that_belongs_nowhere_is_refused(text: str, says: str) -> None:
    with pytest.raises(UnusableProse, match=says):
        read_prose(text)
