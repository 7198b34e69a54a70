"""gongkai law: replies, letters and results can be asked for, and the guide is walked one answer at a time."""

from __future__ import annotations

import pytest

from gongkai.law.letters import letters
from gongkai.law.remedies import results
from gongkai.law.replies import replies
from tests.cli.conftest import Run

LISTS = [("reply", replies()), ("letter", letters()), ("result", results())]


@pytest.mark.parametrize(("topic", "known"), LISTS)
def test_the_list_holds_all_there_is(run: Run, topic: str, known: dict[str, object]) -> None:
    lines = run("law", topic).out.splitlines()
    assert [line.split()[0] for line in lines[: len(known)]] == list(known)
    assert [one["key"] for one in run("law", topic, "--format", "json").json] == list(known)


@pytest.mark.parametrize("key", list(replies()))
def test_every_reply_is_explained(run: Run, key: str) -> None:
    answer, kind = run("law", "reply", key), replies()[key]
    assert answer.out.startswith(f"{kind.label}（{key}）\n")
    labels = [*(each.label for each in kind.states), *(each.label for each in kind.choices)]
    assert [label for label in labels if label not in answer.out] == []
    assert all(f"{form} 年格式计入：" in answer.out for form in kind.rows)
    assert ("先申请行政复议" in answer.out) is (kind.ground is not None or key == "partially_granted")
    assert (f"推定：{kind.inferred}" in answer.out) is (kind.inferred is not None)


def test_what_a_partial_reply_withholds_goes_to_reconsideration_first(run: Run) -> None:
    assert (
        "救济：依据条例第十四条至第十六条不公开的部分，2024-01-01 起先申请行政复议，再起诉；"
        "其他内容，行政复议和行政诉讼都可以选择\n"
    ) in run("law", "reply", "partially_granted").out


def test_a_reply_shows_its_row_as_the_form_prints_it(run: Run) -> None:
    out = run("law", "答复", "lapsed_fee").out
    assert "2021 年格式计入：（六）其他处理—2.申请人逾期未按收费通知要求缴纳费用" in out
    assert "2019 年格式计入：（六）其他处理\n" in out
    assert "事先要有：收费通知" in out


def test_a_row_that_is_a_setting_says_so(run: Run) -> None:
    assert "（count.archived）" in run("law", "reply", "archived").out
    assert run("law", "reply", "archived", "--format", "json").json[0]["row_setting"] == "count.archived"


@pytest.mark.parametrize("key", list(letters()))
def test_every_letter_is_explained(run: Run, key: str) -> None:
    answer, kind = run("law", "letter", key), letters()[key]
    assert answer.out.startswith(f"{kind.title}（{key}）\n")
    assert all(each.text in answer.out for each in kind.paragraphs)
    assert ("不编文号" in answer.out) is not kind.has_number


def test_a_result_shows_its_cell(run: Run) -> None:
    out = run("law", "result", "litigation_revoked_new_reply").out
    assert "行政诉讼：判决撤销并责令重新答复，责令重新答复或履行，计入：结果纠正" in out
    assert "推定：" in out


@pytest.mark.parametrize(
    ("topic", "word", "meant"),
    [("reply", "grantd", "granted"), ("letter", "supplements", "supplement"), ("result", "upheld", None)],
)
def test_an_unknown_one_is_refused_with_a_guess(run: Run, topic: str, word: str, meant: str | None) -> None:
    answer = run("law", topic, word)
    assert answer.code == 2
    assert f"「{word}」" in answer.err
    assert (f"是不是「{meant}」？" in answer.err) is (meant is not None)


def test_the_guide_asks_its_first_question(run: Run) -> None:
    answer = run("law", "guide")
    assert answer.code == 0
    assert answer.out.startswith("申请的内容明确吗")
    assert "继续：gongkai law guide 回答" in answer.out
    asked = run("law", "guide", "--format", "json").json
    assert (asked["question"], [each["key"] for each in asked["answers"]]) == ("clear", ["yes", "no"])


def test_the_guide_goes_on_from_the_answers(run: Run) -> None:
    out = run("law", "guide", "是", "否").out
    assert out.startswith("申请的是政府信息吗")
    assert "继续：gongkai law guide 是 否 回答" in out


def test_the_guide_ends_at_a_reply_with_its_row_and_draft(run: Run) -> None:
    out = run("law", "guide", "是", "否", "投诉").out
    assert (
        "可以答复：不予处理：信访、举报、投诉类（petition），计入：（五）不予处理—1.信访举报投诉类申请" in out
    )
    assert "情形：投诉（complaint）" in out
    assert "拟答复：" in out
    values = run("law", "guide", "是", "否", "投诉", "--format", "json").json
    assert (values["kinds"], values["choice"], len(values["steps"])) == (["petition"], "complaint", 3)


def test_the_guide_says_what_must_go_out_or_be_there_first(run: Run) -> None:
    assert "先要发出：政府信息公开申请补正告知书（supplement）" in run("law", "guide", "否", "还没有告知").out
    assert "事先要有：检索记录" in run("law", "guide", "是", "否", "政府信息", "是", "否").out


def test_the_guide_says_what_must_go_out_besides(run: Run) -> None:
    answers = (
        "yes no information yes yes no no no no no trade_secret objects_with_reason yes no no no no no no"
    )
    assert (
        "还要发出：政府信息公开告知第三方书（inform_third_party）"
        in run("law", "guide", *answers.split()).out
    )


def test_a_wrong_answer_is_refused(run: Run) -> None:
    answer = run("law", "guide", "也许")
    assert answer.code == 2
    assert "第 1 个回答「也许」" in answer.err


def test_an_article_shows_the_replies_that_rest_on_it(run: Run) -> None:
    assert "据此的答复：不予公开：内部事务信息；不予公开：过程性信息" in run("law", "regulation/16").out
