"""Names, globs and folders."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from gongkai.cli.inputs import find
from tests.cli.conftest import Make, Run


def names(*operands: str) -> list[str]:
    return [path.as_posix() for path in find(operands).files]


def test_a_folder_is_searched_to_the_bottom_in_order(make: Make) -> None:
    for name in ("报告/乙.json", "报告/甲/子.json", "报告/丙.json"):
        make(name)
    assert names("报告") == ["报告/丙.json", "报告/乙.json", "报告/甲/子.json"]


def test_a_glob_finds_what_it_fits(make: Make) -> None:
    for name in ("2022.json", "2023.json", "说明/2023.json"):
        make(name)
    assert names("202*.json") == ["2022.json", "2023.json"]
    assert names("**/2023.json") == ["2023.json", "说明/2023.json"]


def test_a_file_that_is_named_twice_is_read_once(make: Make) -> None:
    make("甲.json")
    assert names("甲.json", "./甲.json", "*.json") == ["甲.json"]


def test_a_name_with_brackets_is_a_name_first(make: Make) -> None:
    make("报告[1].json")
    assert names("报告[1].json") == ["报告[1].json"]


@pytest.mark.parametrize("name", [".隐藏.json", "~$报告.docx", ".~lock.报告.docx#", ".git/甲.json"])
def test_hidden_and_lock_files_are_nobodys_reports(make: Make, name: str) -> None:
    make(f"报告/{name}")
    make("报告/甲.json")
    found = find(["报告"])
    assert (len(found.files), found.passed_over) == (1, ())


def test_other_files_of_a_folder_are_listed_as_passed_over(folder: Path, make: Make) -> None:
    make("报告/甲.json")
    (folder / "报告" / "图.png").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    (folder / "报告" / "设置.json").write_text('{"a": 1}')
    (folder / "报告" / "锁").touch()
    passed_over = {path.name: reason for path, reason in find(["报告"]).passed_over}
    assert names("报告") == ["报告/甲.json"]
    assert passed_over.keys() == {"图.png", "设置.json", "锁"}
    assert "PNG" in passed_over["图.png"]


def test_what_is_passed_over_is_no_failure(run: Run, folder: Path, make: Make) -> None:
    make("报告/甲.json")
    (folder / "报告" / "图.png").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    answer = run("read", "报告", "--format", "json")
    assert answer.code == 0
    assert "略过 报告/图.png" in answer.err


@pytest.mark.parametrize(
    "content", [b"", b"PK\x03\x04cut", b"\x89PNG\r\n\x1a\n\x00\x00"], ids=["empty", "cut", "scan"]
)
def test_a_file_of_a_folder_that_is_named_like_a_report_is_never_passed_over(
    run: Run, folder: Path, make: Make, content: bytes
) -> None:
    make("报告/甲.json")
    (folder / "报告" / "乙.docx").write_bytes(content)
    answer = run("check", "报告", "--quiet")
    assert answer.code == 2
    assert "报告/乙.docx：" in answer.err


def test_a_link_to_nowhere_is_told_as_such(run: Run, folder: Path) -> None:
    (folder / "链接.pdf").symlink_to("没有.pdf")
    assert "「链接.pdf」是链接" in run("read", "链接.pdf").err


def test_a_file_that_is_named_is_never_passed_over(run: Run, folder: Path) -> None:
    (folder / "空.txt").touch()
    answer = run("read", "空.txt")
    assert answer.code == 2
    assert "空.txt：文件是空的" in answer.err


def test_near_names_are_suggested(run: Run, make: Make) -> None:
    make("云溪县财政局2023.json")
    assert "云溪县财政局2023.json" in run("read", "云溪县财政局2022.json").err


@pytest.mark.parametrize(
    ("operand", "says"),
    [("没有/甲.txt", "没有文件夹「没有」"), ("*.docx", "没有文件符合「*.docx」"), ("空文件夹", "里没有文件")],
)
def test_where_there_is_nothing_it_says_so(run: Run, folder: Path, operand: str, says: str) -> None:
    (folder / "空文件夹").mkdir()
    answer = run("check", operand)
    assert answer.code == 2
    assert says in answer.err


def test_a_folder_without_reports_is_not_a_success(run: Run, folder: Path) -> None:
    (folder / "图").mkdir()
    (folder / "图" / "图.png").write_bytes(b"\x89PNG\r\n\x1a\n\x00\x00")
    answer = run("check", "图")
    assert answer.code == 2
    assert "没有能读的文件" in answer.err


def test_a_folder_that_cannot_be_opened_is_told(
    make: Make, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    make("报告/甲.json")
    make("报告/锁着/乙.json")
    scandir = os.scandir

    def closed(path: str) -> object:
        if Path(path).name == "锁着":
            raise PermissionError(13, "Permission denied", path)
        return scandir(path)

    monkeypatch.setattr(os, "scandir", closed)
    assert find(["报告"]).passed_over == ((Path("报告/锁着"), "打不开文件夹（没有权限）"),)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_a_pipe_does_not_keep_us_waiting(run: Run, folder: Path) -> None:
    os.mkfifo(folder / "管道")
    assert "不是普通文件" in run("read", "管道").err


@pytest.mark.parametrize("name", ["长" * 300, "甲\0乙"])
def test_impossible_names_are_simply_not_there(run: Run, folder: Path, name: str) -> None:
    assert run("read", name).code == 2


def test_results_that_were_put_among_the_reports_are_not_read_as_reports(run: Run, make: Make) -> None:
    make("报告/甲.json", 2022)
    make("报告/乙.json", 2023)
    run("check", "报告", "--format", "html", "-o", "报告/检查.html")
    run("compare", "报告", "--format", "html", "-o", "报告/比较.html")
    assert names("报告") == ["报告/乙.json", "报告/甲.json"]
