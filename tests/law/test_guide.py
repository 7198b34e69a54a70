from __future__ import annotations

from collections.abc import Iterator
from importlib import resources
from pathlib import Path

import pytest

from gongkai.law.guide import (
    Question,
    Unfinished,
    UnknownAnswer,
    conclude,
    guide,
    guide_from,
    next_question,
)
from gongkai.law.letters import letters
from gongkai.law.loader import LawFileError
from gongkai.law.replies import needs_of, replies, reply

BROKEN = sorted((Path(__file__).parents[1] / "broken" / "guide").glob("*.yaml"))
FOUND = (
    "是",
    "否",
    "政府信息",
    "是",
    "是",
    "否",
    "否",
)  # 明确、不过量、政府信息、本机关、找到、未公开、未答复过
HARMLESS = (*FOUND, "否", "否", "否")  # 不是国家秘密，没有法律禁止，不危及三安全一稳定
OTHERS = (*HARMLESS, "否", "否", "否", "否", "否", "否")  # 与第三方、内部、公开义务、过程、案卷、查询都无关


def paths(answers: tuple[str, ...] = ()) -> Iterator[tuple[str, ...]]:
    """Every way through the guide."""
    question = next_question(answers)
    if question is None:
        yield answers
    else:
        for answer in question.answers:
            yield from paths((*answers, answer.key))


ALL = list(paths())


def test_every_path_ends_at_kinds_or_at_a_letter_that_goes_out_first() -> None:
    assert len(ALL) > 1000
    for path in ALL:
        advice = conclude(path)
        assert advice.kinds or advice.letters
        assert set(advice.kinds) <= replies().keys()
        assert set(advice.letters) <= letters().keys()
        assert len(advice.steps) == len(path)


def test_every_kind_that_an_organ_decides_on_is_reached() -> None:
    reached = {kind for path in ALL for kind in conclude(path).kinds}
    assert reached == replies().keys() - {
        "withdrawn",
        "merged",
    }  # these the applicant, or another case, decides


def test_every_case_of_every_kind_is_reached() -> None:
    reached = {(kind, advice.choice) for path in ALL for advice in [conclude(path)] for kind in advice.kinds}
    cases = {(kind.key, choice.key) for kind in replies().values() for choice in kind.choices}
    assert cases - reached == {
        ("partially_granted", "not_government_information")
    }  # the guide asks of one thing
    assert {kind for kind, choice in reached if choice is None} == {
        kind.key
        for kind in replies().values()
        if not kind.choices and kind.key not in {"withdrawn", "merged"}
    }


def test_every_question_is_asked_and_nobody_is_asked_twice() -> None:
    asked = set()
    for path in ALL:
        questions = [question(path[:place]).key for place in range(len(path))]
        assert len(questions) == len(set(questions))
        asked |= set(questions)
    assert asked == {each.key for each in guide().questions}


def question(answers: tuple[str, ...]) -> Question:
    found = next_question(answers)
    assert found is not None
    return found


def test_the_advice_brings_what_its_kinds_need() -> None:
    for path in ALL:
        advice = conclude(path)
        assert set(advice.needs) == {need for kind in advice.kinds for need in needs_of(kind, advice.choice)}


def test_the_draft_has_a_reason_for_every_answer_and_marks_what_a_person_must_state() -> None:
    for path in ALL:
        advice = conclude(path)
        assert [
            step.says for step in advice.steps if f"{step.says}（{step.cited}）" not in advice.draft
        ] == []
        for kind in advice.kinds:
            labels = [each.label for each in reply(kind).states if each.is_required]
            assert [label for label in labels if f"〔待填：{label}〕" not in advice.draft] == []


@pytest.mark.parametrize(
    ("answers", "kind", "choice"),
    [
        (("否", "补正后仍不明确"), "unclear_after_supplement", None),
        (("否", "无正当理由逾期不补正"), "lapsed_supplement", None),
        (("否", "补正后明确", "否", "公开出版物"), "publication", None),
        (("是", "是", "理由不合理"), "massive_repeated", None),
        (("是", "是", "理由合理", "逾期未缴"), "lapsed_fee", None),
        (("是", "是", "理由合理", "已经缴清", "信访"), "petition", "petition"),
        (("是", "否", "举报"), "petition", "report"),
        (("是", "否", "确认或者重新出具已获取的信息"), "confirm_or_reissue", None),
        (("是", "否", "不属于政府信息"), "not_government_information", None),
        (("是", "否", "咨询等其他事项"), "misc", None),
        (("是", "否", "政府信息", "否"), "not_responsible", None),
        (("是", "否", "政府信息", "已移交国家档案馆"), "archived", None),
        (("是", "否", "政府信息", "是", "否"), "not_exist", None),
        (("是", "否", "政府信息", "是", "是", "是"), "already_public", None),
        (("是", "否", "政府信息", "是", "是", "否", "是"), "repeated", None),
        ((*FOUND, "是", "否"), "state_secret", None),
        ((*FOUND, "是", "是"), "partially_granted", "state_secret"),
        ((*FOUND, "否", "是", "否"), "prohibited_by_law", None),
        ((*FOUND, "否", "否", "经济安全", "否"), "three_security_one_stability", "economic_security"),
        ((*FOUND, "否", "否", "社会稳定", "是"), "partially_granted", "three_security_one_stability"),
        ((*HARMLESS, "商业秘密", "不同意，理由合理", "否", "否"), "third_party_rights", "trade_secret"),
        (
            (*HARMLESS, "个人隐私", "逾期未答复，公开会损害其权益", "否", "是"),
            "partially_granted",
            "third_party_rights",
        ),
        ((*HARMLESS, "否", "后勤管理", "否"), "internal_affairs", "logistics"),
        ((*HARMLESS, "否", "否", "否", "请示报告", "否"), "process_information", "request_report"),
        ((*HARMLESS, "否", "否", "否", "否", "是", "否"), "enforcement_file", None),
        ((*HARMLESS, "否", "否", "否", "否", "否", "是"), "administrative_inquiry", None),
        ((*HARMLESS, "否", "否", "是", "否", "否"), "granted", None),  # 法律规定应当公开，过程性信息也要公开
        ((*OTHERS, "是"), "needs_creation", None),
        ((*OTHERS, "否"), "granted", None),
        # 第三方同意的、理由不合理的、逾期未答复而无损害的，不能以第三方为由不公开
        ((*HARMLESS, "商业秘密", "同意公开", "否", "否", "否", "否", "否", "否"), "granted", None),
        ((*HARMLESS, "商业秘密", "不同意，理由不合理", "否", "否", "否", "否", "否", "否"), "granted", None),
        (
            (*HARMLESS, "商业秘密", "逾期未答复，公开不会损害其权益", "否", "否", "否", "否", "否", "否"),
            "granted",
            None,
        ),
    ],
)
def test_where_the_answers_lead(answers: tuple[str, ...], kind: str, choice: str | None) -> None:
    advice = conclude(answers)
    assert (advice.kinds, advice.choice) == ((kind,), choice)


def test_what_is_withheld_of_a_partial_reply_keeps_its_own_case() -> None:
    partial = conclude((*FOUND, "否", "否", "社会稳定", "是"))
    assert (partial.choice, partial.withheld_choice) == ("three_security_one_stability", "social_stability")
    whole = conclude((*FOUND, "否", "否", "社会稳定", "否"))
    assert (whole.choice, whole.withheld_choice) == ("social_stability", None)
    assert conclude((*FOUND, "是", "是")).withheld_choice is None


@pytest.mark.parametrize(
    ("answers", "letter"),
    [
        (("否", "还没有告知"), "supplement"),
        (("是", "是", "还没有要求"), "reasons"),
        (("是", "是", "理由合理", "要收，还没有通知"), "fee"),
        ((*HARMLESS, "商业秘密", "还没有征求"), "consult_third_party"),
    ],
)
def test_what_has_to_go_out_before_anything_is_decided(answers: tuple[str, ...], letter: str) -> None:
    advice = conclude(answers)
    assert (advice.kinds, advice.letters, advice.needs) == ((), (letter,), ())


def test_disclosure_against_an_objection_has_to_be_told_to_the_third_party() -> None:
    answers = (*HARMLESS, "个人隐私", "不同意，理由合理", "是", "否", "否", "否", "否", "否", "否")
    advice = conclude(answers)
    assert (advice.kinds, advice.letters) == (("granted",), ("inform_third_party",))


def test_a_draft_in_full() -> None:
    assert conclude(("是", "否", "政府信息", "是", "否")).draft == (
        "1. 申请的内容明确。（《政府信息公开条例》第二十九条、《政府信息公开条例》第三十条）\n"
        "2. 申请的数量、频次没有明显超过合理范围。（《政府信息公开条例》第三十五条）\n"
        "3. 申请的是行政机关在履行行政管理职能过程中制作或者获取、以一定形式记录和保存的信息。"
        "（《政府信息公开条例》第二条、《政府信息公开条例》第三十九条第一款、《政府信息公开条例》第三十九条第二款）\n"
        "4. 该信息由本机关负责公开。（《政府信息公开条例》第十条、《政府信息公开条例》第三十六条第（五）项）\n"
        "5. 经合理检索，没有找到该信息。（《政府信息公开条例》第三十六条第（四）项）\n"
        "拟答复：经检索，本机关没有申请公开的信息。"
        "依据《中华人民共和国政府信息公开条例》第三十六条第（四）项的规定，现告知你（你单位）该政府信息不存在。\n"
        "理由：本机关检索了〔待填：检索的范围〕，未检索到该信息。"
    )


def test_the_first_question_is_whether_the_request_is_clear() -> None:
    assert question(()).key == "clear"
    assert question(("yes",)).key == "mass"
    assert question(("no",)).key == "supplement"
    assert next_question(("no", "lapsed")) is None


def test_keys_and_labels_are_the_same_answers() -> None:
    assert conclude(("yes", "no", "information", "yes", "no")) == conclude(
        ("是", "否", "政府信息", "是", "否")
    )


def test_too_few_answers_lead_to_the_next_question() -> None:
    with pytest.raises(Unfinished) as caught:
        conclude(("是", "否", "政府信息", "是"))
    assert caught.value.question.key == "exists"
    assert str(caught.value) == "还没有答完。下一个问题：经过检索，找到该信息了吗？可以答：是、否"


def test_an_answer_that_the_question_does_not_have_says_which_there_are() -> None:
    with pytest.raises(UnknownAnswer) as caught:
        conclude(("是", "否", "情报"))
    assert str(caught.value).startswith("第 3 个回答「情报」不是这个问题的回答：申请的是政府信息吗")
    assert "可以答：政府信息、信访、" in str(caught.value)


def test_an_answer_too_many_is_refused() -> None:
    with pytest.raises(UnknownAnswer, match="到第 2 个回答已经有结论，多出了「是」"):
        next_question(("否", "补正后仍不明确", "是"))


@pytest.mark.parametrize("file", BROKEN, ids=lambda file: file.stem)
def test_a_malformed_guide_never_gets_in(file: Path) -> None:
    text = file.read_text("utf-8")
    wanted = [line.removeprefix("# says: ") for line in text.splitlines() if line.startswith("# says: ")]
    with pytest.raises(LawFileError) as caught:
        guide_from(text, file="questions.yaml")
    assert len(caught.value.mistakes) == len(wanted), caught.value
    for words, mistake in zip(wanted, caught.value.mistakes, strict=True):
        assert mistake.startswith("questions.yaml：")
        assert all(word in mistake for word in words.split(" … ")), mistake


def test_the_questions_of_the_law_are_right() -> None:
    assert BROKEN
    file = resources.files("gongkai.law").joinpath("data", "guide", "questions.yaml")
    assert guide_from(file.read_text("utf-8"), file="questions.yaml") == guide()
