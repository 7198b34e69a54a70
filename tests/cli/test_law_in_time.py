"""gongkai law term and gongkai law setting: how long, since when, why; and what is taken where the law is silent."""

from __future__ import annotations

import pytest

from gongkai.law.settings import settings
from gongkai.law.terms import dated_days, dated_terms
from tests.cli.conftest import Run

TERMS = [*dated_terms(), *dated_days()]


@pytest.mark.parametrize("word", ["term", "terms", "期限"])
def test_the_list_holds_every_term(run: Run, word: str) -> None:
    out = run("law", word).out
    assert [key for key in TERMS if f"（{key}）" not in out] == []


def test_a_term_shows_each_value_with_its_day_and_basis(run: Run) -> None:
    assert run("law", "term", "request.reply").out.splitlines() == [
        "答复（request.reply）",
        "  2008-05-01 起：15个工作日，《政府信息公开条例》（2007年）第二十四条",
        "  2019-05-15 起：20个工作日，《政府信息公开条例》第三十三条",
    ]


def test_a_term_whose_unit_changed_and_one_that_is_a_day(run: Run) -> None:
    out = run("law", "term", "remedy.reconsideration.answer_ordinary").out
    assert "1999-10-01 起：10日" in out
    assert "    推定：" in out
    assert "2024-01-01 起：10个工作日" in out
    assert "2019-05-15 起：次年 1 月 31 日前" in run("law", "term", "report.department").out


def test_terms_for_programs(run: Run) -> None:
    answer = run("law", "term", "--format", "json").json
    assert [each["key"] for each in answer] == TERMS
    assert answer[0]["values"][1] == {
        "from": "2019-05-15",
        "text": "20个工作日",
        "basis": ["regulation/33"],
        "inferred": None,
    }


@pytest.mark.parametrize("word", ["setting", "settings", "设置"])
def test_the_list_holds_every_setting(run: Run, word: str) -> None:
    out = run("law", word).out
    assert [key for key in settings() if f"（{key}）" not in out] == []


def test_a_setting_marks_the_option_taken(run: Run) -> None:
    out = run("law", "setting", "request.closed_on").out
    assert "● signed：答复签发之日。" in out
    assert "○ served：答复送达之日。" in out
    assert all(part in out for part in ("理由：", "有关规定：", "什么能定下来："))


def test_settings_for_programs(run: Run) -> None:
    answer = run("law", "setting", "--format", "json").json
    assert {each["key"]: each["taken"] for each in answer} == {
        key: setting.taken for key, setting in settings().items()
    }


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (("term", "request.replay"), "没有期限「request.replay」。是不是「request.reply」"),
        (("setting", "fee.month"), "没有设置「fee.month」。是不是「fee.month_of」"),
        (("setting", "a", "b"), "不知道「setting a b」是什么意思"),
    ],
)
def test_what_is_not_there_says_what_is(run: Run, words: tuple[str, ...], says: str) -> None:
    answer = run("law", *words)
    assert (answer.code, answer.out) == (2, "")
    assert says in answer.err
