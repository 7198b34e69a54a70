"""What the demonstration shows, with a command line that answers as it is told."""

from __future__ import annotations

import json
import subprocess
from pathlib import Path

import pytest

from tools import demo

REPORT = {
    "agency": "云溪县财政局",
    "year": 2023,
    "form": "2021",
    "cells": {"a": {"state": "count"}, "b": {"state": "count"}, "c": {"state": "blank"}},
}


class CommandLine:
    """Stands for ``gongkai``: exit code and output by the verb."""

    def __init__(self, **answers: tuple[int, str]) -> None:
        self.answers = {
            "read": (0, json.dumps(REPORT)),
            "check": (1, "REQ001 …"),
            "write": (0, ""),
            **answers,
        }

    def __call__(self, file: Path, *words: str) -> subprocess.CompletedProcess[str]:
        code, output = self.answers[words[0]]
        return subprocess.CompletedProcess(words, code, output if code < demo.CANNOT else "", output)


@pytest.fixture
def reports(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder of two reports and files that are none: an editor's lock, a page about the folder."""
    monkeypatch.setattr(demo, "OUTPUT", tmp_path / "out")
    folder = tmp_path / "in"
    folder.mkdir()
    for name in ("财政局.txt", "教育局.txt", "~$教育局.docx", ".DS_Store", "README.md"):
        (folder / name).touch()
    return folder


def _run(monkeypatch: pytest.MonkeyPatch, command_line: CommandLine, folder: Path) -> int:
    monkeypatch.setattr(demo, "_gongkai", command_line)
    return demo.run([str(folder)])


def test_each_report_is_shown_with_its_findings(
    reports: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(monkeypatch, CommandLine(), reports) == 0
    shown = capsys.readouterr().out
    assert shown.count("■") == 2
    assert "财政局.txt  云溪县财政局 · 2023 年度 · 2021 年格式 · 2 数，1 空白" in shown
    assert "REQ001" in shown
    assert "写出 12 个文件" in shown


def test_a_file_that_cannot_be_read_says_so_and_fails(
    reports: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert _run(monkeypatch, CommandLine(read=(2, "文件已加密")), reports) == 2
    assert "文件已加密" in capsys.readouterr().out


def test_a_format_that_cannot_be_written_fails(reports: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _run(monkeypatch, CommandLine(write=(2, "没有字体")), reports) == 2


def test_a_crash_is_not_taken_for_findings(reports: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    assert _run(monkeypatch, CommandLine(check=(1, "")), reports) == 2


def test_a_folder_without_reports_fails(tmp_path: Path) -> None:
    assert demo.run([str(tmp_path)]) == 2


def test_files_of_one_name_do_not_overwrite_one_another() -> None:
    assert demo._stems([Path("a/报告.txt"), Path("b/报告.docx"), Path("c.txt")]) == ["报告", "报告-2", "c"]


def _year() -> int:
    print("一年")
    return 0


def test_without_names_the_year_comes_first(
    reports: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.setattr(demo, "SEEDS", reports)
    monkeypatch.setattr(demo, "_gongkai", CommandLine())
    monkeypatch.setattr(demo, "_live_through_a_year", _year)
    assert demo.run([]) == 0
    assert capsys.readouterr().out.startswith("一年")


def test_a_year_that_breaks_off_fails(reports: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(demo, "SEEDS", reports)
    monkeypatch.setattr(demo, "_gongkai", CommandLine())
    monkeypatch.setattr(demo, "_live_through_a_year", lambda: 1)
    assert demo.run([]) == 1
