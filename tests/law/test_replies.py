from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from gongkai.law import loader
from gongkai.law import replies as law
from gongkai.law.acts import act_of
from gongkai.law.forms import forms, leaves
from gongkai.law.loader import LawFileError
from gongkai.law.replies import (
    GROUP_LABELS,
    NEED_LABELS,
    MixedOutcomes,
    ReplyKind,
    UnknownKind,
    needs_of,
    replies,
    reply,
    row_of,
    with_row,
    worded,
)
from gongkai.law.sentences import Unstated, holes
from gongkai.law.settings import settings

TESTS = Path(__file__).parents[1]
KINDS = list(replies().values())
CASES = yaml.safe_load((TESTS / "cases" / "law" / "rows.yaml").read_text("utf-8"))
BROKEN = sorted((TESTS / "broken" / "replies").glob("*.yaml"))
TODAY = date(2025, 6, 1)


def rows_of(form: str) -> set[str]:
    return {leaf.key for block in forms()[form].table("requests").blocks for leaf in leaves(block.rows)}


def results_of(form: str) -> set[str]:
    """The leaf rows of 三、本年度办理结果 without its total."""
    return rows_of(form) - {"new_received", "carried_in", "carried_out", "total"}


def filled(kind: ReplyKind) -> dict[str, str]:
    return {each.key: f"甲{number}" for number, each in enumerate(kind.states, 1)}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_the_row_of_every_kind_is_a_row_of_the_form(kind: ReplyKind) -> None:
    assert kind.rows.keys() == forms().keys()
    options = [kind.rows, *(kind.row_setting.options.values() if kind.row_setting else ())]
    assert [
        (form, row) for rows in options for form, row in rows.items() if row not in results_of(form)
    ] == []


@pytest.mark.parametrize("form", list(forms()))
def test_every_row_of_the_results_is_reached_by_some_kind(form: str) -> None:
    assert results_of(form) == {kind.rows[form] for kind in KINDS}


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_every_kind_can_be_said_without_a_hole(kind: ReplyKind) -> None:
    for choice in kind.choices or (None,):
        said = worded(
            kind.key,
            information="申请公开的信息",
            on=TODAY,
            choice=choice.key if choice else None,
            states=filled(kind),
        )
        text = said.decision + said.reasons
        assert not holes(text)
        assert "。。" not in text
        assert text.endswith("。")
        assert [each.key for each in kind.states if filled(kind)[each.key] not in text] == []


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_nothing_that_must_be_stated_can_be_left_out(kind: ReplyKind) -> None:
    for missing in kind.states:
        states = filled(kind) | {missing.key: " 。"}
        choice = kind.choices[0].key if kind.choices else None
        if missing.is_required:
            with pytest.raises(Unstated) as caught:
                worded(kind.key, information="甲", on=TODAY, choice=choice, states=states)
            assert caught.value.missing == (missing.label,)
            assert str(caught.value) == f"「{kind.label}」必须写明：{missing.label}。请补全后再出文书。"
        else:
            said = worded(kind.key, information="甲", on=TODAY, choice=choice, states=states)
            assert filled(kind)[missing.key] not in said.decision + said.reasons


@pytest.mark.parametrize("kind", [kind for kind in KINDS if kind.choices], ids=lambda kind: kind.key)
def test_which_case_it_is_must_be_said(kind: ReplyKind) -> None:
    with pytest.raises(Unstated, match="属于哪一种情形") as caught:
        worded(kind.key, information="甲", on=TODAY, states=filled(kind))
    assert all(choice.label in str(caught.value) for choice in kind.choices)


def test_a_refusal_in_full() -> None:
    said = worded(
        "process_information",
        information="你申请公开的“2025年预算调整会议记录”",
        on=TODAY,
        choice="discussion",
        states={"explanation": "该记录形成于预算调整方案的讨论过程，方案已经另行公开。"},
    )
    assert said.decision == (
        "经审查，你申请公开的“2025年预算调整会议记录”属于本机关在履行行政管理职能过程中形成的讨论记录。"
        "依据《中华人民共和国政府信息公开条例》第十六条第二款、第三十六条第（三）项的规定，本机关决定不予公开。"
    )
    assert said.reasons == (
        "该记录形成于预算调整方案的讨论过程，方案已经另行公开。"
        "法律、法规、规章没有规定该信息应当公开，可以不予公开。"
    )


def test_what_may_be_left_out_is_said_where_it_is_known() -> None:
    states = {"explanation": "该事项由自然资源部门主管"}
    without = worded("not_responsible", information="甲", on=TODAY, states=states)
    known = states | {"right_organ": "云溪县自然资源局，电话 0000-000000"}
    assert without.reasons == "该事项由自然资源部门主管。"
    assert worded("not_responsible", information="甲", on=TODAY, states=known).reasons == (
        "该事项由自然资源部门主管。负责公开该信息的行政机关及其联系方式：云溪县自然资源局，电话 0000-000000。"
    )


@pytest.mark.parametrize("form", list(forms()))
@pytest.mark.parametrize("case", CASES, ids=lambda case: case["name"])
def test_the_row_that_a_request_counts_in(case: dict[str, Any], form: str) -> None:
    if form in case.get("rows", {}):
        assert row_of(case["kinds"], case.get("counted_as"), form) == case["rows"][form]
    elif form in case.get("open", ()):
        with pytest.raises(MixedOutcomes) as caught:
            row_of(case["kinds"], case.get("counted_as"), form)
        assert all(reply(key).label in str(caught.value) for key in case["kinds"])


@pytest.mark.parametrize("first", list(replies()))
def test_the_order_of_the_items_does_not_matter(first: str) -> None:
    for second in replies():
        assert _row([first, second]) == _row([second, first]) == _row([first, second, first])


def _row(kinds: list[str]) -> str | None:
    try:
        return row_of(kinds, None, "2021")
    except MixedOutcomes:
        return None


def test_what_is_open_says_how_it_is_settled() -> None:
    with pytest.raises(MixedOutcomes) as caught:
        row_of(["granted", "not_exist"], None, "2021")
    assert str(caught.value) == (
        "各项处理结果不同（「予以公开」、「无法提供：本机关没有该信息」），格式没有规定计入哪一行，要指明其中一种。"
    )
    with pytest.raises(MixedOutcomes, match="不能是「不予处理：重复申请」"):
        row_of(["granted", "not_exist"], "repeated", "2021")
    with pytest.raises(MixedOutcomes, match="按格式只计入「部分公开」，不能计入「予以公开」"):
        row_of(["granted", "state_secret"], "granted", "2021")
    with pytest.raises(MixedOutcomes, match="至少要有一项处理结果"):
        row_of([], None, "2021")


@pytest.mark.parametrize(
    ("key", "setting", "option", "row"),
    [
        ("archived", "count.archived", "administrative_inquiry", "denied.administrative_inquiry"),
        ("archived", "count.archived", "misc", "other.misc"),
        ("not_government_information", "count.not_government_information", "not_held", "unable.not_held"),
        ("withdrawn", "count.withdrawn", "misc", "other.misc"),
        ("merged", "count.merged", "misc", "other.misc"),
    ],
)
def test_where_the_form_is_silent_an_organ_may_take_another_row(
    key: str, setting: str, option: str, row: str
) -> None:
    assert row_of([key], None, "2021", taken={setting: option}.__getitem__) == row
    assert row_of([key], None, "2021") == reply(key).rows["2021"] == "other.misc"
    assert with_row(reply(key), option).rows["2021"] == row


def test_the_row_that_the_organ_takes_decides_whether_two_outcomes_are_one() -> None:
    def taken(_: str) -> str:
        return "administrative_inquiry"

    assert row_of(["misc", "archived"], None, "2021") == "other.misc"
    for kinds in (["misc", "archived"], ["archived", "misc"]):
        with pytest.raises(MixedOutcomes):
            row_of(kinds, None, "2021", taken=taken)
        assert row_of(kinds, "archived", "2021", taken=taken) == "denied.administrative_inquiry"
    both = ["administrative_inquiry", "archived"]
    assert row_of(both, None, "2021", taken=taken) == "denied.administrative_inquiry"


def test_a_row_that_is_no_option_is_refused() -> None:
    with pytest.raises(
        UnknownKind, match="「其他处理：已移交档案馆」不能计入「granted」。可以选：misc、administrative"
    ):
        with_row(reply("archived"), "granted")
    with pytest.raises(UnknownKind, match="没有可选的行"):
        with_row(reply("granted"), "misc")


def test_every_row_setting_is_a_setting_with_the_same_options() -> None:
    own = [kind.row_setting for kind in KINDS if kind.row_setting]
    assert {each.key for each in own} == {key for key in settings() if key.startswith("count.")}
    assert [each.key for each in own if set(each.options) != set(settings()[each.key].keys)] == []


def test_unknown_kinds_choices_and_forms_say_what_there_is() -> None:
    with pytest.raises(UnknownKind, match="没有「refused」这种答复。全部答复：already_public、granted"):
        reply("refused")
    with pytest.raises(UnknownKind, match="没有「draft」这种情形。可以选：personnel（人事管理）、logistics"):
        reply("internal_affairs").choice("draft")
    with pytest.raises(UnknownKind, match="没有可选的情形"):
        reply("granted").choice("draft")
    with pytest.raises(UnknownKind, match="「予以公开」在 2007 年格式里没有对应的行。有的是：2019、2021"):
        row_of(["granted"], None, "2007")


@pytest.mark.parametrize(
    ("key", "choice", "needs"),
    [
        ("granted", None, ()),
        ("not_exist", None, ("search",)),
        ("state_secret", None, ("classification",)),
        ("three_security_one_stability", "public_security", ("weighing",)),
        ("third_party_rights", "trade_secret", ("third_party", "weighing")),
        ("partially_granted", "third_party_rights", ("third_party", "weighing")),
        ("partially_granted", "internal_affairs", ()),
        ("partially_granted", None, ()),
        ("unclear_after_supplement", None, ("supplement_asked",)),
        ("lapsed_supplement", None, ("supplement_asked",)),
        ("massive_repeated", None, ("reasons_asked",)),
        ("lapsed_fee", None, ("fee_noticed",)),
    ],
)
def test_what_must_have_been_recorded_before(key: str, choice: str | None, needs: tuple[str, ...]) -> None:
    assert needs_of(key, choice) == needs


@pytest.mark.parametrize(
    ("key", "ground"),
    [
        ("state_secret", "14"),
        ("prohibited_by_law", "14"),
        ("three_security_one_stability", "14"),
        ("third_party_rights", "15"),
        ("internal_affairs", "16"),
        ("process_information", "16"),
        ("enforcement_file", "16"),
    ],
)
def test_the_grounds_of_a_refusal(key: str, ground: str) -> None:
    kind = reply(key)
    assert kind.ground == ground
    assert kind.basis[0].startswith(f"regulation/{ground}")


def test_a_registry_query_is_refused_on_no_ground_of_articles_14_to_16() -> None:
    assert (reply("administrative_inquiry").group, reply("administrative_inquiry").ground) == (
        "refused",
        None,
    )
    grounded = [kind.key for kind in KINDS if kind.ground]
    refused = [kind.key for kind in KINDS if kind.group == "refused"]
    assert refused == [*grounded, "administrative_inquiry"]


def test_the_law_lists_three_kinds_of_internal_affairs_four_of_process_and_four_securities() -> None:
    assert [each.label for each in reply("internal_affairs").choices] == [
        "人事管理",
        "后勤管理",
        "内部工作流程",
    ]
    assert [each.label for each in reply("process_information").choices] == [
        "讨论记录",
        "过程稿",
        "磋商信函",
        "请示报告",
    ]
    assert [each.label for each in reply("three_security_one_stability").choices] == [
        "国家安全",
        "公共安全",
        "经济安全",
        "社会稳定",
    ]


def test_what_a_partial_reply_withholds_is_of_a_kind_that_there_is() -> None:
    withheld = [each.key for each in reply("partially_granted").choices]
    assert withheld == [*(kind.key for kind in KINDS if kind.ground), "not_government_information"]


@pytest.mark.parametrize(
    ("key", "day", "applies"),
    [
        ("lapsed_fee", date(2020, 12, 31), False),  # 信息处理费自2021年1月1日起
        ("lapsed_fee", date(2021, 1, 1), True),
        ("process_information", date(2019, 5, 14), False),
        ("process_information", date(2019, 5, 15), True),
        ("granted", date(2008, 4, 30), False),
        ("granted", date(2008, 5, 1), True),
        ("withdrawn", date(2008, 5, 1), True),
    ],
)
def test_since_when_an_organ_may_answer_so(key: str, day: date, applies: bool) -> None:  # noqa: FBT001
    assert reply(key).applies_on(day) is applies


def test_a_kind_that_ended_applies_on_its_last_day_and_not_after() -> None:
    text = (loader.files("replies")[0]).read_text("utf-8").replace("until: null", "until: 2030-12-31")
    ended = law.kind_from(text, file="administrative_inquiry.yaml")
    assert (ended.applies_on(date(2030, 12, 31)), ended.applies_on(date(2031, 1, 1))) == (True, False)


@pytest.mark.parametrize(
    ("day", "basis"),
    [
        (date(2019, 5, 14), ("regulation-2007/22",)),
        (date(2019, 5, 15), ("regulation/37", "regulation/15")),
    ],
)
def test_a_reply_rests_on_the_regulations_of_its_day(day: date, basis: tuple[str, ...]) -> None:
    assert reply("partially_granted").basis_on(day, "third_party_rights") == basis


def test_earlier_bases_end_where_the_kind_begins() -> None:
    for kind in KINDS:
        for each in kind.earlier:
            assert each.since <= each.until
            assert (kind.since - each.until).days == 1


def _citations(kind: ReplyKind) -> Iterator[str]:
    yield from kind.basis
    for choice in kind.choices:
        yield from choice.basis
    for earlier in kind.earlier:
        yield from earlier.basis


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.key)
def test_what_a_kind_cites_is_in_force_while_it_is(kind: ReplyKind) -> None:
    for citation in kind.basis:
        act, _ = act_of(citation)
        assert act.since <= kind.since
        assert act.until is None or (kind.until is not None and kind.until <= act.until)
    for each in kind.earlier:
        for citation in each.basis:
            act, _ = act_of(citation)
            assert act.since <= each.since
            assert act.until is None or each.until <= act.until
    assert all(citation.partition("/")[0] for citation in _citations(kind))


def test_kinds_stand_in_the_order_of_the_form() -> None:
    groups = [kind.group for kind in KINDS]
    assert list(dict.fromkeys(groups)) == list(GROUP_LABELS)
    assert sorted(groups, key=list(GROUP_LABELS).index) == groups
    assert [order for order, count in Counter(kind.order for kind in KINDS).items() if count > 1] == []


def test_every_need_and_group_has_a_name() -> None:
    assert {need for kind in KINDS for need in kind.needs} == NEED_LABELS.keys()
    assert {kind.group for kind in KINDS} == GROUP_LABELS.keys()


@pytest.mark.parametrize("file", BROKEN, ids=lambda file: file.stem)
def test_a_malformed_reply_never_gets_in(file: Path) -> None:
    text = file.read_text("utf-8")
    wanted = [line.removeprefix("# says: ") for line in text.splitlines() if line.startswith("# says: ")]
    with pytest.raises(LawFileError) as caught:
        law.kind_from(text, file="misc.yaml")
    assert len(caught.value.mistakes) == len(wanted), caught.value
    for words, mistake in zip(wanted, caught.value.mistakes, strict=True):
        assert mistake.startswith("replies/misc.yaml：")
        assert all(word in mistake for word in words.split(" … ")), mistake


def test_the_file_that_the_malformed_ones_are_made_of_is_right() -> None:
    assert BROKEN
    right = next(file for file in loader.files("replies") if file.name == "misc.yaml")
    assert law.kind_from(right.read_text("utf-8"), file="misc.yaml") == reply("misc")
