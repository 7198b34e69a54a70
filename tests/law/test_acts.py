from __future__ import annotations

from collections import Counter
from dataclasses import replace
from datetime import date

import pytest
import yaml

from gongkai.law import loader
from gongkai.law.acts import UnknownAct, act_of, acts, cited, cited_in_full
from gongkai.law.forms import Line, forms
from gongkai.law.numerals import in_chinese


def test_the_regulation_of_2019_follows_that_of_2007_without_a_gap() -> None:
    old, new = acts()["regulation-2007"], acts()["regulation"]
    assert old.since == date(2008, 5, 1)
    assert new.since == date(2019, 5, 15)
    assert old.until is not None
    assert (new.since - old.until).days == 1
    assert new.until is None


def test_no_act_ends_before_it_begins() -> None:
    assert [act.key for act in acts().values() if act.until and act.until < act.since] == []


def test_no_act_is_stated_twice() -> None:
    texts = [file.read_text("utf-8") for file in loader.files("acts")]
    keys = Counter(act["key"] for text in texts for act in yaml.safe_load(text)["acts"])
    assert [key for key, count in keys.items() if count > 1] == []


def test_what_was_not_confirmed_says_what() -> None:
    assert [act.key for act in acts().values() if not act.confirmed and not act.remark] == []


@pytest.mark.parametrize(
    ("citation", "key", "article"),
    [
        ("regulation/33", "regulation", "33"),
        ("regulation", "regulation", ""),
        ("notice/2021-30", "notice/2021-30", ""),
        ("regulation/36-4", "regulation", "36-4"),
    ],
)
def test_a_citation_is_an_act_and_an_article(citation: str, key: str, article: str) -> None:
    act, found = act_of(citation)
    assert (act.key, found) == (key, article)


@pytest.mark.parametrize("citation", ["regulations/33", "notice/2021-31", "", "33"])
def test_an_act_that_is_not_there_is_an_error_that_helps(citation: str) -> None:
    with pytest.raises(UnknownAct) as caught:
        act_of(citation)
    assert f"「{citation}」" in str(caught.value)
    assert "law/data/acts" in str(caught.value)


@pytest.mark.parametrize(
    ("citation", "read"),
    [
        ("regulation/33", "《政府信息公开条例》第三十三条"),
        ("regulation/36-4", "《政府信息公开条例》第三十六条第（四）项"),
        ("regulation/16.2", "《政府信息公开条例》第十六条第二款"),
        ("reconsideration-law/23.1-4", "《行政复议法》第二十三条第一款第（四）项"),
        ("regulation/10", "《政府信息公开条例》第十条"),
        ("regulation-2007/24", "《政府信息公开条例》（2007年）第二十四条"),
        ("notice/2021-30", "2021年年度报告格式通知（国办公开办函〔2021〕30号）"),
    ],
)
def test_citations_as_people_read_them(citation: str, read: str) -> None:
    assert cited(citation) == read


def test_a_letter_names_an_act_in_full_and_once() -> None:
    assert cited_in_full(["regulation/14", "regulation/36-3", "secrets-law/35"]) == (
        "《中华人民共和国政府信息公开条例》第十四条、第三十六条第（三）项、《中华人民共和国保守国家秘密法》第三十五条"
    )


@pytest.mark.parametrize(
    ("number", "read"),
    [(1, "一"), (10, "十"), (11, "十一"), (20, "二十"), (50, "五十"), (56, "五十六"), (99, "九十九")],
)
def test_numbers_of_articles(number: int, read: str) -> None:
    assert in_chinese(number) == read


def test_everything_that_a_form_cites_exists() -> None:
    def basis(line: Line) -> list[str]:
        return [*line.basis, *(citation for part in line.of for citation in basis(part))]

    for form in forms().values():
        lines = [
            line for table in form.tables for block in table.blocks for line in (*block.rows, *block.columns)
        ]
        for citation in (form.basis, *(citation for line in lines for citation in basis(line))):
            assert cited(citation)


def test_acts_are_values() -> None:
    act = acts()["regulation"]
    assert replace(act) == act
