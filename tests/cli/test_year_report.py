"""gongkai year-report: from a ledger on disk to figures, cases and a report that the checks let through."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date
from pathlib import Path

import pytest

from gongkai.ledger.entry import Act
from gongkai.ledger.facts import organ, publication, remedy, request
from tests.cli.conftest import Run
from tests.ledger.cast import ORGAN, act
from tests.ledger.ledgers import chained, write
from tests.ledger.yearly import (
    arrived,
    charges,
    decisions,
    described,
    on_document,
    on_matter,
    on_organ,
    on_request,
    opened,
    replied,
)

TOWN = "baishi-town"
PROSE = """\
## 主动公开
通过县政府门户网站专栏公开预算决算、政府采购等信息。
## 平台建设
维护县政府门户网站本局专栏，每周检查链接和附件。
## 监督保障
组织业务培训两次，开展自查一次，未发生责任追究情形。
## 存在的主要问题
部分科室报送信息不够及时，政策解读形式较为单一。
## 改进情况
上年指出的栏目更新不及时问题已经改正；下一步按月通报报送情况，增加图解和问答。
"""


def a_year() -> Iterable[Act]:
    yield opened()
    yield on_document("2025-01-01", "old", publication.Listed(described()))
    yield arrived("2025-03-03", "1")
    yield replied("2025-03-20", "1", "granted", "granted")
    yield arrived("2025-04-01", "2", "business")
    yield on_request("2025-04-08", "2", request.Withdrawn("电话"))
    yield arrived("2025-12-22", "3", "research")
    yield on_document("2025-05-06", "new", publication.Made(described()))
    yield on_matter("2025-06-03", "1", remedy.Challenged("reconsideration", "云溪县人民政府", "request/1"))
    for row, number in (("licensing", 12), ("penalties", 3), ("coercion", 0)):
        yield decisions(row, number, "2025-01-01", "2025-12-31")
    yield charges(120_000_00, 2025)


def ledger(folder: Path, acts: Iterable[Act]) -> Path:
    return write(folder / "台账.jsonl", chained(list(acts)))


@pytest.fixture
def year(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    monkeypatch.chdir(tmp_path)
    return ledger(tmp_path, a_year())


@pytest.fixture
def prose(tmp_path: Path) -> Path:
    path = tmp_path / "文字.md"
    path.write_text(PROSE, "utf-8")
    return path


def test_without_more_the_report_stands_on_the_screen_with_its_marks(run: Run, year: Path) -> None:
    answer = run("year-report", str(year), "--year", "2025")
    assert answer.code == 0
    assert "# 云溪县财政局2025年政府信息公开工作年度报告" in answer.out
    assert "全年新收政府信息公开申请3件，没有上年结转的申请。本年度共办结政府信息公开申请2件" in answer.out
    assert "〔待填：本年度政府信息公开工作中存在的主要问题〕" in answer.out
    assert "「五、存在的主要问题及改进情况」有 2 处待填" in answer.err


@pytest.mark.parametrize(("today", "is_told"), [(date(2025, 12, 31), True), (date(2026, 1, 1), False)])
def test_a_year_that_is_not_over_is_told(
    run: Run, year: Path, monkeypatch: pytest.MonkeyPatch, today: date, *, is_told: bool
) -> None:
    monkeypatch.setattr("gongkai.cli.clock.today", lambda: today)
    assert ("2025 年还没有结束" in run("year-report", str(year), "--year", "2025").err) == is_told


@pytest.mark.parametrize("profile", ["national", "strict"])
@pytest.mark.parametrize("to", ["docx", "html", "json", "markdown"])
def test_the_written_report_has_no_finding_once_the_marks_are_filled(
    run: Run, year: Path, prose: Path, to: str, profile: str
) -> None:
    words = ("--to", to, "-o", f"报告.{to}", "--prose", str(prose), "--date", "2026-01-20")
    answer = run("year-report", str(year), "--year", "2025", *words)
    assert (answer.code, "待填" in answer.err) == (0, False)
    assert run("check", f"报告.{to}", "--profile", profile, "--format", "json").code == 0


@pytest.mark.parametrize("profile", ["national", "strict"])
def test_its_marks_are_its_only_errors(run: Run, year: Path, profile: str) -> None:
    run("year-report", str(year), "--year", "2025", "--to", "docx", "-o", "报告.docx")
    found = run("check", "报告.docx", "--profile", profile).out
    assert found.count("错误 ") == found.count("错误 RES005 「〔待填：") > 0, found


def test_a_file_gets_the_name_of_the_report_and_is_not_written_over(run: Run, year: Path) -> None:
    assert run("year-report", str(year), "--year", "2025", "--to", "docx").code == 0
    assert (year.parent / "云溪县财政局2025年政府信息公开工作年度报告.docx").is_file()
    again = run("year-report", str(year), "--year", "2025", "--to", "docx")
    assert (again.code, "没有覆盖它" in again.err) == (2, True)


def test_a_government_owes_its_assessment(run: Run, tmp_path: Path) -> None:
    path = ledger(tmp_path, [opened(organ_key=TOWN, kind="government")])
    out = run("year-report", str(path), "--organ", "云溪县白石镇人民政府", "--year", "2025").out
    assert "〔待填：工作考核结果" in out
    assert "〔待填：社会评议结果" in out


def test_what_was_recorded_takes_the_place_of_a_mark(run: Run, tmp_path: Path) -> None:
    training = organ.ActivityRecorded("supervision", "组织业务培训", 2, "次")
    path = ledger(tmp_path, [opened(), on_organ("2025-05-06", training)])
    assert "（五）监督保障。组织业务培训2次。" in run("year-report", str(path), "--year", "2025").out


def test_the_fee_is_stated_from_its_account(run: Run, tmp_path: Path) -> None:
    acts = [opened(), arrived("2025-03-03", "1")]
    acts.append(
        on_request("2025-03-05", "1", request.FeeNoticed("pages", 68, 380_00, "超过三十页", "letter/9"))
    )
    acts.append(on_request("2025-03-25", "1", request.FeePaid(380_00)))
    out = run("year-report", str(ledger(tmp_path, acts)), "--year", "2025").out
    assert "发出信息处理费收费通知1件，总金额380元，实际收取信息处理费380元。" in out


def test_for_programs_the_report_is_json(run: Run, year: Path) -> None:
    assert run("year-report", str(year), "--year", "2025", "--format", "json").json["year"] == 2025


def test_a_tree_is_added_up(run: Run, tmp_path: Path) -> None:
    town = act("2025-04-04", arrived("2025-04-04", "1").fact, case="request/1", organ=TOWN)
    acts = [
        opened(),
        opened(organ_key=TOWN, parent=ORGAN, kind="government"),
        arrived("2025-03-03", "1"),
        town,
    ]
    path = ledger(tmp_path, acts)
    words = (
        "year-report",
        str(path),
        "--organ",
        ORGAN,
        "--year",
        "2025",
        "--cell",
        "requests.new_received.total",
    )
    assert run(*words).out.splitlines() == [
        "一、本年新收政府信息公开申请数量，申请人情况—总计（requests.new_received.total）：1",
        "  request/1（第 2 条记录）",
    ]
    assert run(*words, "--tree").out.splitlines()[1:] == [
        f"  {ORGAN} request/1（第 2 条记录）",
        f"  {TOWN} request/1（第 2 条记录）",
    ]


def test_every_figure_with_its_cases_for_programs(run: Run, year: Path) -> None:
    found = run("year-report", str(year), "--year", "2025", "--figures", "--format", "json").json
    granted = found["cells"]["requests.granted.natural_person"]
    assert (granted["value"], granted["cases"]) == (
        1,
        [{"organ": ORGAN, "case": "request/1", "entry": 4, "value": 1}],
    )
    assert found["cells"]["disclosure.fees.amount"]["value"] == "12"
    assert found["fees"] == {"notices": 0, "noticed_fen": 0, "paid_fen": 0, "lapsed": 0}


def test_the_figures_for_people_leave_out_the_zeros(run: Run, year: Path) -> None:
    out = run("year-report", str(year), "--year", "2025", "--figures").out
    assert "requests.carried_out.research" in out
    assert "requests.carried_in" not in out


@pytest.mark.parametrize(
    ("words", "says"),
    [
        ((), "没有说哪一年"),
        (("--year", "25"), "四位数的年份"),
        (("--year", "2024"), "台账从 2025-01-01 开始"),
        (("--year", "2025", "--organ", "nobody"), f"没有机关「nobody」。有的是：{ORGAN}（云溪县财政局）"),
        (("--year", "2025", "--form", "2027"), "没有 2027 年格式"),
        (("--year", "2025", "--cell", "requests.grantd.total"), "是不是「requests.granted.total」"),
        (("--year", "2025", "--date", "2026-02-30"), "2026 年 2 月没有 30 日"),
    ],
)
def test_what_cannot_be_done_is_said(run: Run, year: Path, words: tuple[str, ...], says: str) -> None:
    answer = run("year-report", str(year), *words)
    assert (answer.code, says in answer.err) == (2, True), answer.err


def test_prose_under_a_heading_that_no_report_has_is_refused(run: Run, year: Path) -> None:
    wrong = year.with_name("错.md")
    wrong.write_text("## 工作亮点\n亮点很多。\n", "utf-8")
    answer = run("year-report", str(year), "--year", "2025", "--prose", str(wrong))
    assert (answer.code, "第 1 行：报告里没有「工作亮点」这一部分" in answer.err) == (2, True)


def test_a_ledger_that_was_tampered_with_has_no_figures(run: Run, year: Path) -> None:
    year.write_bytes(year.read_bytes().replace(b'"business"', b'"research"'))
    answer = run("year-report", str(year), "--year", "2025")
    assert (answer.code, "不能统计" in answer.err) == (2, True)


def test_the_figures_are_the_same_before_and_after_the_closing(run: Run, tmp_path: Path) -> None:
    before = run("year-report", str(ledger(tmp_path, a_year())), "--year", "2025", "--figures").out
    later = [on_organ("2026-01-20", organ.YearClosed(2025)), arrived("2026-01-21", "4")]
    path = ledger(tmp_path, [*a_year(), *later])
    assert run("year-report", str(path), "--year", "2025", "--figures").out == before
