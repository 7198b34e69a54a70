"""gongkai check: findings in four formats, and the exit codes that scripts rely on."""

from __future__ import annotations

import io
from pathlib import Path

import openpyxl
import pytest
from lxml import html

from gongkai.model.cell import Blank, Count
from tests.cli.conftest import Make, Run

UNBALANCED = {"requests.new_received.total": Count(3), "requests.new_received.natural_person": Count(3)}


def codes(answer_json: object) -> set[str]:
    assert isinstance(answer_json, dict)
    return {finding["code"] for report in answer_json["reports"] for finding in report["findings"]}


def test_findings_are_exit_code_one(run: Run, make: Make) -> None:
    answer = run("check", make(**UNBALANCED), "--select", "REQ001")
    assert answer.code == 1
    assert "报告.json: 错误 REQ001" in answer.out
    assert "依据：" in answer.out
    assert "改法：" in answer.out
    assert answer.out.endswith("1 份报告：2 个错误。\n")


def test_no_findings_are_exit_code_zero(run: Run, make: Make) -> None:
    answer = run("check", make(), "--select", "REQ,REM")
    assert answer.code == 0
    assert "没有发现问题" in answer.out


def test_what_cannot_be_judged_is_counted(run: Run, make: Make) -> None:
    answer = run("check", make(**{"requests.carried_in.total": Blank()}), "--select", "REQ001")
    assert answer.code == 0
    assert "另有 1 处数据不全或读不准，无法判断" in answer.out


def test_a_file_that_cannot_be_read_outweighs_findings(run: Run, make: Make, folder: Path) -> None:
    (folder / "空.txt").touch()
    answer = run("check", make(**UNBALANCED), "空.txt", "--select", "REQ001")
    assert answer.code == 2
    assert "REQ001" in answer.out


def test_rules_are_selected_and_ignored(run: Run, make: Make) -> None:
    path = make(**UNBALANCED)
    chosen = run("check", path, "--select", "REQ001,REQ003", "--format", "json")
    assert codes(chosen.json) == {"REQ001"}
    ignored = run("check", path, "--select", "REQ", "--ignore", "request-balance-broken", "--format", "json")
    assert "REQ001" not in codes(ignored.json)


def test_json_tells_everything_about_a_finding(run: Run, make: Make) -> None:
    answer = run("check", make(**UNBALANCED), "--select", "REQ001", "--format", "json")
    (report,) = answer.json["reports"]
    assert answer.json["schema"] == "gongkai-findings/1"
    assert (report["agency"], report["year"], report["form"]) == ("云溪县财政局", 2023, "2021")
    found = next(
        finding for finding in report["findings"] if "requests.new_received.total" in finding["cells"]
    )
    assert found["name"] == "request-balance-broken"
    assert (found["severity"], found["cause"]) == ("error", "organ")


def test_years_of_one_organ_are_checked_together(run: Run, make: Make) -> None:
    make("2022.json", 2022, **{"requests.carried_out.total": Count(4)})
    make("2023.json", 2023)
    make("教育局.json", 2023, agency="云溪县教育局")
    answer = run("check", ".", "--years", "--format", "json")
    (years,) = answer.json["years"]
    assert (years["agency"], years["years"]) == ("云溪县财政局", [2022, 2023])
    assert answer.json["reports"] == []
    assert years["findings"]
    assert answer.code == 1


def test_the_page_holds_every_finding_and_nothing_from_outside(run: Run, make: Make) -> None:
    path = make("<b>报告</b>.json".replace("/", "／"), **UNBALANCED)
    answer = run("check", path, "--select", "REQ001", "--format", "html")
    page = html.fromstring(answer.out)
    assert page.xpath("count(//tbody/tr)") == 2
    assert page.xpath("count(//*[@src or self::script or self::link or self::b])") == 0


def test_the_sheet_holds_texts_and_no_formulas(run: Run, make: Make, folder: Path) -> None:
    run("check", make("=1+1.json", **UNBALANCED), "--select", "REQ001", "--format", "xlsx", "-o", "结果.xlsx")
    sheet = openpyxl.load_workbook(io.BytesIO((folder / "结果.xlsx").read_bytes())).active
    assert sheet is not None
    rows = list(sheet.iter_rows(min_row=2))
    assert len(rows) == 2
    assert {cell.data_type for row in rows for cell in row if cell.value} == {"s"}
    assert str(rows[0][0].value).endswith("=1+1.json")


@pytest.mark.parametrize("chosen", ["text", "json", "html", "xlsx"])
def test_every_format_has_the_same_exit_code(run: Run, make: Make, chosen: str) -> None:
    assert run("check", make(**UNBALANCED), "--format", chosen, "-o", "结果").code == 1


@pytest.mark.parametrize("chosen", ["text", "json", "html", "xlsx"])
def test_a_name_that_is_no_unicode_is_no_obstacle(run: Run, make: Make, chosen: str) -> None:
    try:
        make("报告\udcff.json", **UNBALANCED)
    except OSError:
        pytest.skip("this file system refuses such names")
    assert run("check", ".", "--select", "REQ001", "--format", chosen, "-o", "结果").code == 1


def test_what_is_no_report_is_not_praised(run: Run, folder: Path) -> None:
    (folder / "通知.txt").write_text("关于开展安全生产检查的通知\n各科室：\n请于3月1日前报送。\n", "utf-8")
    answer = run("check", "通知.txt")
    assert (answer.code, answer.out) == (2, "")
    assert "没有检查" in answer.err


def test_every_cell_of_the_page_knows_its_label_for_narrow_screens(run: Run, make: Make) -> None:
    page = html.fromstring(run("check", make(**UNBALANCED), "--format", "html").out)
    head = [cell.text for cell in page.iter("th")]
    labels = [cell.get("data-label") for cell in page.iter("td")]
    assert labels
    assert labels == head * (len(labels) // len(head))
