"""gongkai compare, as text, JSON and a page to print."""

from __future__ import annotations

from lxml import html

from gongkai.model.cell import Blank, Count
from tests.cli.conftest import Make, Run

TOTAL = "requests.new_received.total"


def line(text: str, label: str) -> str:
    return next(line for line in text.splitlines() if line.startswith(label))


def test_only_what_differs_is_listed(run: Run, make: Make) -> None:
    make("甲.json", 2022, **{TOTAL: Count(7)})
    make("乙.json", 2023, **{TOTAL: Count(12)})
    answer = run("compare", "甲.json", "乙.json")
    assert answer.code == 0
    assert line(answer.out, "一、本年新收").split()[1:] == ["7", "12", "(+5)"]
    assert "另有 174 格相同" in answer.out
    assert "二、上年结转" not in answer.out
    assert "二、上年结转" in run("compare", "甲.json", "乙.json", "--all").out


def test_a_blank_against_a_zero_is_a_difference_without_a_number(run: Run, make: Make) -> None:
    make("甲.json", 2022, **{TOTAL: Blank()})
    make("乙.json", 2023)
    assert line(run("compare", "甲.json", "乙.json").out, "一、本年新收").split()[1:] == ["空", "0"]


def test_json_has_no_change_where_nothing_was_subtracted(run: Run, make: Make) -> None:
    make("甲.json", 2022, **{TOTAL: Blank()})
    make("乙.json", 2023, **{TOTAL: Count(3)})
    comparison = run("compare", "甲.json", "乙.json", "--format", "json").json
    (cell,) = [cell for table in comparison["tables"] for cell in table["cells"] if cell["id"] == TOTAL]
    assert [(reading["state"], reading["value"], reading["change"]) for reading in cell["readings"]] == [
        ("blank", None, None),
        ("count", 3, None),
    ]


def test_the_text_shows_what_was_taken_out_and_put_in(run: Run, make: Make) -> None:
    make("甲.json", 2022)
    make("乙.json", 2023)
    answer = run("compare", "甲.json", "乙.json")
    assert "  ~ [-2022-]{+2023+}年的总体情况。" in answer.out


def test_the_page_marks_changes_without_colour(run: Run, make: Make) -> None:
    make("甲.json", 2022, **{TOTAL: Count(7)})
    make("乙.json", 2023, **{TOTAL: Count(12)})
    page = html.fromstring(run("compare", "甲.json", "乙.json", "--format", "html").out)
    assert page.xpath("string(//del)") == "2022"
    assert page.xpath("string(//td[contains(., '+5')])") == "12（+5）"
    assert page.xpath("count(//*[@src or self::script or self::link])") == 0


def test_two_forms_say_what_cannot_be_compared(run: Run, make: Make) -> None:
    make("甲.json", 2020)
    make("乙.json", 2021)
    answer = run("compare", "甲.json", "乙.json")
    assert "不能比较" in answer.out
    assert "× 这版格式没有这一格" in answer.out


def test_one_report_has_nothing_to_be_compared_with(run: Run, make: Make) -> None:
    answer = run("compare", make())
    assert answer.code == 2
    assert "至少要两份" in answer.err
