"""gongkai write and convert: files appear whole, beside what was there."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from gongkai.model.cell import Count, Unreadable
from tests.cli.conftest import Make, Run


def test_text_formats_go_to_the_screen(run: Run, make: Make) -> None:
    assert run("write", make(), "--to", "markdown").out.startswith("# 云溪县财政局2023年")


def test_other_formats_go_beside_the_user(run: Run, make: Make, folder: Path) -> None:
    make("报告/甲.json")
    answer = run("write", "报告/甲.json", "--to", "docx")
    assert (answer.code, answer.out) == (0, "")
    assert (folder / "甲.docx").read_bytes().startswith(b"PK")


def test_a_file_that_is_there_is_not_replaced_unasked(run: Run, make: Make, folder: Path) -> None:
    (folder / "甲.docx").write_text("别动")
    answer = run("write", make("甲.json"), "--to", "docx")
    assert answer.code == 2
    assert (folder / "甲.docx").read_text() == "别动"


def test_what_was_written_reads_back(run: Run, make: Make) -> None:
    path = make()
    run("write", path, "--to", "docx", "-o", "甲.docx")
    cells = [run("read", name, "--format", "json").json["cells"] for name in (path, "甲.docx")]
    values = [{cell_id: cell["value"] for cell_id, cell in found.items()} for found in cells]
    assert values[0] == values[1]


def test_several_reports_need_a_folder(run: Run, make: Make, folder: Path) -> None:
    make("报告/甲.json")
    make("报告/乙.json")
    assert "指定一个文件夹" in run("write", "报告", "--to", "markdown").err
    assert run("write", "报告", "--to", "markdown", "--output", "新").code == 0
    assert sorted(path.name for path in (folder / "新").iterdir()) == ["乙.md", "甲.md"]


def test_two_reports_of_one_name_both_stay(run: Run, make: Make, folder: Path) -> None:
    make("一/甲.json", 2022)
    make("二/甲.json", 2023)
    run("write", "一", "二", "--to", "json", "-o", "新")
    years = {path.name: json.loads(path.read_text("utf-8"))["year"] for path in (folder / "新").iterdir()}
    assert years == {"甲.json": 2022, "甲-2.json": 2023}


def test_no_half_written_file_is_left(run: Run, make: Make, folder: Path) -> None:
    (folder / "只读").mkdir()
    (folder / "只读" / "甲.md").mkdir()
    answer = run("write", make(), "--to", "markdown", "-o", "只读/甲.md/")
    assert answer.code == 0
    assert [path.name for path in (folder / "只读" / "甲.md").iterdir()] == ["报告.md"]
    assert not list(folder.rglob(".gongkai-*"))


def test_cells_without_a_number_are_told(run: Run, make: Make) -> None:
    path = make(**{"requests.granted.total": Unreadable("2 0", candidates=(2, 20))})
    assert "「收到和处理政府信息公开申请情况」表有 1 格待核" in run("write", path, "--to", "markdown").err
    assert run("write", path, "--to", "markdown", "--quiet").err == ""


@pytest.mark.parametrize("output", ["报告.json", "./报告.json"])
def test_the_input_is_never_overwritten(run: Run, make: Make, output: str) -> None:
    before = make().read_bytes()
    assert run("write", "报告.json", "--to", "json", "-o", output).code == 2
    assert make().read_bytes() == before


def test_a_folder_of_fonts_must_be_there(run: Run, make: Make) -> None:
    answer = run("write", make(), "--to", "pdf", "--fonts", "没有")
    assert answer.code == 2
    assert "没有字体文件夹" in answer.err


def test_a_conversion_says_what_it_could_not_carry(run: Run, make: Make) -> None:
    path = make(
        year=2020, **{"requests.granted.total": Count(2), "disclosure.procurement.projects": Count(6)}
    )
    answer = run("convert", path)
    assert answer.code == 0
    assert answer.json["form"] == "2021"
    assert answer.json["cells"]["requests.granted.total"]["value"] == 2
    assert answer.json["cells"]["disclosure.normative_documents.in_force"]["state"] == "missing"
    assert "政府集中采购" in answer.err


def test_a_form_that_there_is_not_is_said_at_once(run: Run, make: Make) -> None:
    answer = run("convert", make(year=2020), "--to-form", "2020")
    assert (answer.code, answer.out) == (2, "")
    assert "2019、2021" in answer.err


def test_what_has_no_form_is_not_converted(run: Run, folder: Path) -> None:
    (folder / "通知.txt").write_text("关于开展培训的通知\n各乡镇：\n请按时参加培训。\n", "utf-8")
    answer = run("convert", "通知.txt")
    assert (answer.code, answer.out) == (2, "")
    assert "没有年度报告的统计表" in answer.err
