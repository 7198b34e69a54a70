"""gongkai law: every rule, form and act can be asked for."""

from __future__ import annotations

import pytest

from gongkai.check.registry import Card, cards
from gongkai.law.acts import acts
from gongkai.law.forms import forms
from tests.cli.conftest import Run


def test_the_list_holds_every_rule(run: Run) -> None:
    out = run("law").out
    assert [card.code for card in cards() if f"{card.code}  " not in out] == []


@pytest.mark.parametrize("word", ["REQ001", "req001", "request-balance-broken"])
def test_a_rule_is_explained_by_code_or_name(run: Run, word: str) -> None:
    out = run("law", word).out
    assert out.startswith("REQ001 ")
    assert all(part in out for part in ("轻重：错误", "原因：机关", "依据：", "改法："))


@pytest.mark.parametrize("card", cards(), ids=lambda card: card.code)
def test_every_rule_is_explained_with_an_example_and_without_holes(run: Run, card: Card) -> None:
    answer = run("law", card.code)
    assert ("例：" in answer.out, "不报：" in answer.out) == (True, True)
    assert "{" not in answer.out


def test_the_beginning_of_a_code_explains_its_family(run: Run) -> None:
    family = [card["code"] for card in run("law", "REM", "--format", "json").json]
    assert family == [card.code for card in cards() if card.code.startswith("REM")]


@pytest.mark.parametrize("version", list(forms()))
def test_a_form_is_printed_with_its_balances(run: Run, version: str) -> None:
    form = forms()[version]
    out = run("law", "form", version).out
    assert all(section.heading in out for section in form.sections)
    assert all(rule.quote in out for table in form.tables for rule in table.balances)
    assert {
        cell["id"] for cell in run("law", "form", version, "--format", "json").json["cells"]
    } == form.cells.keys()


def test_an_article_is_cited_with_what_rests_on_it(run: Run) -> None:
    out = run("law", "regulation/37").out
    assert out.startswith("《政府信息公开条例》第三十七条\n")
    assert "（二）部分公开" in out


@pytest.mark.parametrize("key", list(acts()))
def test_every_act_can_be_asked_for(run: Run, key: str) -> None:
    assert acts()[key].title in run("law", key).out


def test_what_was_not_confirmed_says_so(run: Run) -> None:
    assert "未经原文核实" in run("law", "notice/2019-60").out
