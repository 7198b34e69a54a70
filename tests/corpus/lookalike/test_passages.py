from __future__ import annotations

import pytest

from gongkai.corpus.lookalike.passages import Part, Text, compared, text_of
from gongkai.corpus.lookalike.shingles import LENGTH, shingled
from gongkai.corpus.lookalike.stock import fixed_stock
from gongkai.law.forms import forms
from tests.corpus.lookalike.county import OTHER, OWN, THIRD


def text(*parts: str, agency: str | None = None) -> Text:
    return text_of(
        [Part(place, "overview", None, part) for place, part in enumerate(parts)], agency, fixed_stock()
    )


def test_a_text_is_all_of_itself() -> None:
    shared = compared(text(OWN, OTHER), text(OWN, OTHER))
    assert (shared.share_of_later, shared.share_of_earlier) == (1, 1)
    assert [(each.part, each.start, each.end) for each in shared.passages] == [
        (0, 0, len(OWN) - 1),  # the full stop does not count
        (1, 0, len(OTHER) - 1),
    ]


def test_a_passage_stands_exactly_where_it_says() -> None:
    later, earlier = text(OTHER[:50] + OWN[20:120] + OTHER[50:]), text(THIRD, OWN)
    (only,) = compared(later, earlier).passages
    assert later.parts[only.part].text[only.start : only.end].strip("，。、") == OWN[20:120].strip("，。、")
    assert earlier.parts[only.earlier_part].text[only.earlier_start : only.earlier_end].strip(
        "，。、"
    ) == OWN[20:120].strip("，。、")


def test_shares_are_of_each_text() -> None:
    shared = compared(text(OWN), text(OWN + OTHER))
    assert shared.share_of_later == 1
    assert shared.share_of_earlier == pytest.approx(text(OWN).size / text(OWN + OTHER).size, abs=0.02)


def test_what_law_words_does_not_count() -> None:
    basis = "根据《中华人民共和国政府信息公开条例》第五十条规定，编制本报告。"
    assert text(basis).size == 0
    assert compared(text(basis + OWN), text(basis + OTHER)).blocks == ()


def test_a_phrase_of_the_trade_is_no_passage() -> None:
    assert compared(text("把旧文件加注废止日期列清"), text("凡旧文件加注废止的都撤下")).blocks == ()


def test_a_repeated_phrase_is_followed_where_it_goes_on_longest() -> None:
    earlier = text("每季度走访一次，" * 5 + OTHER, "每季度走访一次" + OWN)
    (only,) = compared(text("每季度走访一次" + OWN), earlier).passages
    assert only.earlier_part == 1


def test_what_counts_and_what_law_words_stand_apart() -> None:
    says = "我局贯彻《中华人民共和国政府信息公开条例》，" + OWN
    pieces = [(says[start:end], counts) for start, end, counts in text(says).pieces(0, 0, len(says))]
    assert pieces == [
        ("我局贯彻", True),
        ("《中华人民共和国政府信息公开条例》，", False),
        (OWN, True),
    ]
    assert [says[start:end] for start, end, _ in text(says).pieces(0, 2, 8)] == ["贯彻", "《中华人"]


def test_nothing_that_is_printed_on_the_form_counts() -> None:
    """A table that was taken for prose, the headings, the five topics of section one: law put them there."""
    form = forms()["2021"]
    (requests,) = (table for table in form.tables if table.key == "requests")
    printed = [requests.title, *(section.heading for section in form.sections)]
    printed += [cell for block in requests.blocks for cell in (block.heading or "", block.corner or "")]
    printed += [row.label for block in requests.blocks for row in block.rows]
    printed += ["（一）主动公开", "（三）政府信息管理", "（四）政府信息公开平台建设", "（五）监督保障"]
    long = [each for each in printed if len(shingled(each).starts) >= LENGTH]
    assert len(long) > 10
    assert [each for each in long if text(each).size] == []
