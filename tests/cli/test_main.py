"""Help, mistakes of typing, and the last words of a command."""

from __future__ import annotations

import pytest

from gongkai import __version__
from gongkai.cli.main import COMMANDS
from tests.cli.conftest import Make, Run


def test_help_names_every_command(run: Run) -> None:
    answer = run("--help")
    assert answer.code == 0
    assert all(f"\n  {name} " in answer.out for name in COMMANDS)


def test_without_a_command_there_is_help(run: Run) -> None:
    assert run() == run("--help")


def test_version(run: Run) -> None:
    assert run("--version").out == f"gongkai {__version__}\n"


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_explains_itself_with_examples(run: Run, name: str) -> None:
    answer = run(name, "--help")
    assert answer.code == 0
    assert f"\n  gongkai {name}" in answer.out
    assert "选项：" in answer.out


@pytest.mark.parametrize(
    ("words", "meant"),
    [
        (["chek", "报告.docx"], "check"),
        (["--verson"], "--version"),
        (["read", "报告.docx", "--fromat", "json"], "--format"),
        (["read", "报告.docx", "--format", "jsn"], "json"),
        (["write", "报告.docx", "--to=pfd"], "pdf"),
        (["check", "报告.docx", "--profile", "stric"], "strict"),
        (["law", "REQ01"], "REQ001"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else value,
)
def test_a_slip_of_the_finger_is_understood(run: Run, words: list[str], meant: str) -> None:
    answer = run(*words)
    assert answer.code == 2
    assert f"是不是「{meant}」？" in answer.err
    assert answer.out == ""


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["read"], "没有给出文件"),
        (["read", "a.txt", "--format"], "缺一个值（text|json）"),
        (["read", "a.txt", "--quiet=3"], "后面不带值"),
        (["read", "a.txt", "--jobs", "0"], "大于 0 的整数"),
        (["write", "a.txt"], "没有说写成什么"),
        (["law", "form", "2024"], "没有 2024 年的格式"),
        (["law", "regulation/33", "x", "y"], "不知道"),
        (["check", "a.txt", "--select", "XYZ"], "没有规则「XYZ」"),
    ],
    ids=lambda value: " ".join(value) if isinstance(value, list) else "",
)
def test_what_cannot_be_done_is_said(run: Run, words: list[str], says: str) -> None:
    answer = run(*words)
    assert (answer.code, answer.out) == (2, "")
    assert says in answer.err
    assert answer.err.startswith("gongkai：")


def test_a_file_in_the_place_of_a_command(run: Run, make: Make) -> None:
    make("报告.json")
    assert "gongkai check 报告.json" in run("报告.json").err


def test_options_may_stand_anywhere(run: Run, make: Make) -> None:
    make("甲.json")
    make("乙.json")
    lines = run("read", "甲.json", "--format", "json", "乙.json").out.splitlines()
    assert len(lines) == 2


def test_after_two_dashes_everything_is_a_file(run: Run, make: Make) -> None:
    make("-甲.json")
    assert run("read", "--format", "json", "--", "-甲.json").json["agency"] == "云溪县财政局"


def test_an_interruption_takes_one_line(run: Run, make: Make, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(_options: object) -> int:
        raise KeyboardInterrupt

    monkeypatch.setattr("gongkai.cli.read.run", interrupted)
    answer = run("read", make())
    assert (answer.code, answer.out, answer.err) == (130, "", "gongkai：已中断。\n")
