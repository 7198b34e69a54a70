from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from gongkai.corpus.organs.decisions import Decision, decide
from gongkai.corpus.promises import Spoken, common_words, compared, followed, promises_in
from tests.corpus.lookalike.county import AFTER, FINANCE, IMPROVE, store


def spoken(promise: str, *this: tuple[str, str]) -> tuple[Spoken, tuple[str, ...]]:
    (only,) = compared([("problems", "五", promise)], [(role, "", text) for role, text in this])
    return only.spoken, only.words


def test_promises_are_what_stands_behind_the_turn() -> None:
    text = "存在问题：一是查询终端偏少；二是解读不够。下一步，一是为每个行政村配齐查询终端；二是编印盲文版办事指南。"
    assert promises_in(text) == ("一是为每个行政村配齐查询终端；", "二是编印盲文版办事指南。")


def test_what_is_counted_one_by_one_is_several() -> None:
    assert promises_in("下一步，一是配齐查询终端，二是编印盲文版指南。") == (
        "一是配齐查询终端，",
        "二是编印盲文版指南。",
    )


def test_without_a_turn_what_sounds_like_intent() -> None:
    assert promises_in("查询终端偏少。将为每个行政村配齐查询终端。") == ("将为每个行政村配齐查询终端。",)


def test_of_filler_alone_nothing_can_be_said() -> None:
    assert promises_in("今后，进一步加强政府信息公开工作，不断提高工作水平。") == ()


@pytest.mark.parametrize(
    ("this", "says"),
    [
        ([("overview", "已为每个行政村配齐查询终端一百二十处。")], Spoken.YES),
        ([("overview", "查询终端的维护由信息中心负责。")], Spoken.PARTLY),
        ([("problems", "下一步，为每个行政村配齐查询终端。"), ("overview", "别无他事。")], Spoken.AGAIN),
        ([("overview", "全年发布公报四期。")], Spoken.NO),
        ([], Spoken.NO),
    ],
)
def test_what_this_year_says_of_it(this: list[tuple[str, str]], says: Spoken) -> None:
    assert spoken("下一步，为每个行政村配齐查询终端。", *this)[0] is says


def test_the_words_that_match_are_shown() -> None:
    assert spoken("下一步，为每个行政村配齐查询终端。", ("overview", "每个行政村都配齐了查询终端。"))[1] == (
        "每个行政村",
        "配齐",
        "查询终端",
    )
    assert common_words("每个行政村配齐查询终端", "终端") == ["终端"]


def test_two_years_of_an_organ_stand_side_by_side(tmp_path: Path) -> None:
    with store(tmp_path).connect() as connection:
        (only,) = followed(connection)
        assert (only.agency, only.year) == (FINANCE, 2023)
        assert not list(followed(connection, year=2022))
    assert tuple(promise.text for promise in only.promises) == promises_in(IMPROVE)
    assert [promise.spoken for promise in only.promises] == [Spoken.YES, Spoken.YES, Spoken.NO]
    assert all(promise.sentence in AFTER for promise in only.promises)


def test_a_year_that_is_ignored_is_followed_by_nobody(tmp_path: Path) -> None:
    made = store(tmp_path)
    with made.connect() as connection:
        (only,) = followed(connection)
    decide(tmp_path, Decision(date(2024, 5, 1), "张三", "ignore", only.earlier))
    with made.connect() as connection:
        assert list(followed(connection)) == []
