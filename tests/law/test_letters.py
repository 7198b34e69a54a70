from __future__ import annotations

import typing
from datetime import date
from pathlib import Path

import pytest

from gongkai.law import loader
from gongkai.law.acts import act_of
from gongkai.law.letters import LetterKind, UnknownLetter, kind_from, letter, letters, worded
from gongkai.law.loader import LawFileError
from gongkai.law.sentences import Unstated, holes
from gongkai.model.letter import PartRole

KINDS = list(letters().values())
BROKEN = sorted((Path(__file__).parents[1] / "broken" / "letters").glob("*.yaml"))
TODAY = date(2025, 6, 1)


def filled(kind: LetterKind) -> dict[str, str]:
    return {each.key: f"甲{number}" for number, each in enumerate(kind.states, 1)}


def text_of(kind: LetterKind, states: dict[str, str]) -> str:
    return "".join(each.text for each in worded(kind.key, on=TODAY, states=states))


def test_the_thirteen_letters_of_a_case_in_their_order() -> None:
    assert list(letters()) == [
        "register",
        "receipt",
        "confirm",
        "supplement",
        "reasons",
        "extension",
        "delay",
        "consult_third_party",
        "consult_co_maker",
        "assist",
        "inform_third_party",
        "fee",
        "service",
    ]


@pytest.mark.parametrize(
    ("key", "basis"),
    [
        ("register", ("regulation/45",)),
        ("confirm", ("regulation/31",)),
        ("supplement", ("regulation/30",)),
        ("reasons", ("regulation/35",)),
        ("extension", ("regulation/33",)),
        ("delay", ("regulation/35",)),
        ("consult_third_party", ("regulation/32",)),
        ("consult_co_maker", ("regulation/34",)),
        ("assist", ("regulation/11",)),
        ("inform_third_party", ("regulation/32",)),
        ("fee", ("regulation/42", "fee-measures")),
        ("service", ("notice/2016-235",)),
    ],
)
def test_what_a_letter_rests_on(key: str, basis: tuple[str, ...]) -> None:
    assert letter(key).basis == basis


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_every_letter_says_all_that_it_states_and_has_no_hole(kind: LetterKind) -> None:
    text = text_of(kind, filled(kind))
    assert not holes(text)
    assert "。。" not in text
    assert [each.key for each in kind.states if filled(kind)[each.key] not in text] == []


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_nothing_that_must_be_stated_can_be_left_out(kind: LetterKind) -> None:
    for missing in kind.states:
        states = filled(kind) | {missing.key: ""}
        if missing.is_required:
            with pytest.raises(Unstated) as caught:
                worded(kind.key, on=TODAY, states=states)
            assert caught.value.missing == (missing.label,)
            assert f"「{kind.title}」必须写明：{missing.label}。" in str(caught.value)
        else:
            assert filled(kind)[missing.key] not in text_of(kind, states)


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_what_a_letter_cites_is_in_force_from_its_first_day(kind: LetterKind) -> None:
    acts = [act_of(citation)[0] for citation in kind.basis]
    assert [act.key for act in acts if act.since > kind.since or act.until] == []


def test_paragraphs_have_the_roles_of_parts_of_letters() -> None:
    roles = set(typing.get_args(PartRole))
    assert {each.role for kind in KINDS for each in kind.paragraphs} <= roles


def test_what_stays_in_the_file_and_what_only_acknowledges_draws_no_number() -> None:
    assert [kind.key for kind in KINDS if not kind.has_number] == [
        "register",
        "receipt",
        "confirm",
        "service",
    ]
    assert [kind.key for kind in KINDS if kind.to == "file"] == ["register", "service"]


@pytest.mark.parametrize(
    ("key", "sentence"),
    [
        ("consult_third_party", "请自收到本意见书之日起15个工作日内"),
        ("consult_third_party", "逾期未提出意见的，由本机关依照条例的规定决定是否公开"),  # 第三十二条
        ("consult_co_maker", "请自收到本意见书之日起15个工作日内"),
        ("consult_co_maker", "逾期未提出意见的，视为同意公开"),  # 第三十四条：不答复即同意，与第三方不同
        ("fee", "请自收到本通知书次日起20个工作日内缴纳"),
        ("fee", "逾期未缴纳的，视为放弃申请"),
        ("supplement", "无正当理由逾期不补正的，视为放弃申请，本机关不再处理该政府信息公开申请"),
        ("supplement", "依据《中华人民共和国政府信息公开条例》第三十条的规定"),
        ("extension", "经本机关政府信息公开工作机构负责人同意"),
    ],
)
def test_a_letter_tells_its_term_and_what_follows(key: str, sentence: str) -> None:
    assert sentence in text_of(letter(key), filled(letter(key)))


def test_a_consulted_third_party_does_not_learn_who_asks() -> None:
    assert not {"applicant", "case"} & {each.key for each in letter("consult_third_party").states}


def test_an_unknown_letter_says_what_there_is() -> None:
    with pytest.raises(UnknownLetter, match="没有「reminder」这种程序性文书。有的是：register、receipt"):
        letter("reminder")


@pytest.mark.parametrize("file", BROKEN, ids=lambda file: file.stem)
def test_a_malformed_letter_never_gets_in(file: Path) -> None:
    text = file.read_text("utf-8")
    wanted = [line.removeprefix("# says: ") for line in text.splitlines() if line.startswith("# says: ")]
    with pytest.raises(LawFileError) as caught:
        kind_from(text, file="consult_co_maker.yaml")
    assert len(caught.value.mistakes) == len(wanted), caught.value
    for words, mistake in zip(wanted, caught.value.mistakes, strict=True):
        assert mistake.startswith("letters/consult_co_maker.yaml：")
        assert all(word in mistake for word in words.split(" … ")), mistake


def test_the_file_that_the_malformed_ones_are_made_of_is_right() -> None:
    assert BROKEN
    right = next(file for file in loader.files("letters") if file.name == "consult_co_maker.yaml")
    assert kind_from(right.read_text("utf-8"), file=right.name) == letter("consult_co_maker")
