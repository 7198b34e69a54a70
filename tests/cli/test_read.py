"""gongkai read: one object for one file, lines for many, and a view for people."""

from __future__ import annotations

import json
import os
from concurrent.futures import ThreadPoolExecutor
from decimal import Decimal
from pathlib import Path

import pytest

from gongkai.cli.terminal import clean
from gongkai.model.cell import Amount, Blank, Count, Missing, Repair, Unreadable
from tests.cli.conftest import Make, Run

GRANTED = "requests.granted.natural_person"


def test_one_file_is_one_object(run: Run, make: Make) -> None:
    answer = run("read", make(), "--format", "json")
    assert answer.json["schema"] == "gongkai-report/1"
    assert (answer.json["agency"], answer.json["year"]) == ("云溪县财政局", 2023)
    assert len(answer.json["cells"]) == 200
    assert answer.err == ""


def test_several_files_are_lines_that_say_where_they_come_from(run: Run, make: Make) -> None:
    make("甲/报告.json", 2022)
    make("乙/报告.json", 2023)
    lines = [json.loads(line) for line in run("read", "甲", "乙", "--format", "json").out.splitlines()]
    assert [(line["source"]["name"], line["year"]) for line in lines] == [
        ("甲/报告.json", 2022),
        ("乙/报告.json", 2023),
    ]


def test_a_folder_with_one_file_is_still_a_list(run: Run, make: Make) -> None:
    make("甲/报告.json")
    assert len(run("read", "甲", "--format", "json").out.splitlines()) == 1


def test_one_bad_file_costs_only_itself(run: Run, make: Make, folder: Path) -> None:
    make("甲.json", 2022)
    (folder / "坏.json").write_text('{"schema": "gongkai-report/1", "year": "二〇二三"')
    make("丙.json", 2023)
    answer = run("read", "甲.json", "坏.json", "没有.json", "丙.json", "--format", "json")
    assert [json.loads(line)["year"] for line in answer.out.splitlines()] == [2022, 2023]
    assert answer.code == 2
    assert "坏.json：JSON" in answer.err
    assert "找不到文件「没有.json」" in answer.err


def test_mistakes_in_json_are_named(run: Run, make: Make) -> None:
    path = make()
    payload = json.loads(path.read_text("utf-8"))
    payload["year"] = "二〇二三"
    path.write_text(json.dumps(payload), "utf-8")
    answer = run("read", path)
    assert answer.code == 2
    assert "year" in answer.err


@pytest.mark.parametrize(
    ("cell", "shown"),
    [
        (Count(7), "7"),
        (Count(7, repair=Repair(None, ("按行合计推出",))), "7▲"),
        (Blank(), "空"),
        (Blank("/"), "空(/)"),
        (Missing(), "缺"),
        (Unreadable("2 0", candidates=(2, 20)), "?"),
    ],
    ids=lambda value: value if isinstance(value, str) else "",
)
def test_the_view_keeps_the_states_apart(run: Run, make: Make, cell: Count | Blank, shown: str) -> None:
    line = next(
        line for line in run("read", make(**{GRANTED: cell})).out.splitlines() if "（一）予以公开" in line
    )
    assert line.split()[1:] == [shown, *["0"] * 6]


def test_the_view_gives_the_reasons_of_a_repair(run: Run, make: Make) -> None:
    repaired = Count(7, repair=Repair("70", ("本行各列之和应为7",)))
    assert (
        "（一）予以公开：读作 自然人 7；原处印作 70。理由：本行各列之和应为7"
        in run("read", make(**{GRANTED: repaired})).out
    )


def test_the_view_lists_what_a_withheld_cell_may_be(run: Run, make: Make) -> None:
    withheld = Unreadable("2 0", candidates=(2, 20, None))
    assert (
        "（一）予以公开：自然人（可能是 2、20、空白），印作「2 0」"
        in run("read", make(**{GRANTED: withheld})).out
    )


def test_money_is_shown_with_the_digits_printed(run: Run, make: Make) -> None:
    answer = run("read", make(**{"disclosure.fees.amount": Amount(Decimal("12.5000"), "12.5000")}))
    assert any(line.split() == ["行政事业性收费", "12.5000"] for line in answer.out.splitlines())


def test_the_view_says_when_the_form_is_not_the_years(run: Run, make: Make) -> None:
    path = make(year=2020)
    payload = json.loads(path.read_text("utf-8")) | {"year": 2022}
    path.write_text(json.dumps(payload), "utf-8")
    assert "2019 年格式（2022 年度应当用 2021 年格式）" in run("read", path).out


def test_a_report_cannot_steer_the_terminal(run: Run, make: Make) -> None:
    answer = run("read", make(agency="云溪县\x1b[2J财政局"))
    assert "\x1b" not in answer.out


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
def test_a_pipe_or_a_device_is_written_to_and_never_replaced(run: Run, make: Make, folder: Path) -> None:
    """A file in the place of /dev/stdout would serve every program of the machine badly."""
    pipe = folder / "管道"
    os.mkfifo(pipe)
    with ThreadPoolExecutor(1) as other:
        came = other.submit(pipe.read_text, "utf-8")
        assert run("read", make(), "--output", pipe).code == 0
        assert "云溪县财政局" in came.result(timeout=30)
    assert pipe.is_fifo()


def test_output_goes_to_a_file_whole(run: Run, make: Make, folder: Path) -> None:
    make("甲.json", 2022)
    make("乙.json", 2023)
    answer = run("read", "甲.json", "乙.json", "--format", "json", "--output", "结果/全部.jsonl")
    assert (answer.out, answer.code) == ("", 0)
    assert len((folder / "结果" / "全部.jsonl").read_text("utf-8").splitlines()) == 2


def test_the_input_is_never_overwritten(run: Run, make: Make) -> None:
    path = make()
    before = path.read_bytes()
    answer = run("read", path, "--output", path)
    assert answer.code == 2
    assert "不会覆盖" in answer.err
    assert path.read_bytes() == before


def test_where_nothing_can_be_written_it_says_so(run: Run, make: Make, folder: Path) -> None:
    (folder / "挡路").touch()
    answer = run("read", make(), "--output", "挡路/结果.txt")
    assert answer.code == 2
    assert "写不了「挡路/结果.txt」" in answer.err


def test_chinese_spaces_are_left_alone() -> None:
    assert clean("一、\u3000总体情况\n") == "一、\u3000总体情况\n"
    assert clean("反\u202e转\x07") == "反\ufffd转\ufffd"
