from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest
import yaml

from gongkai.law import settings
from gongkai.law.acts import act_of, cited
from gongkai.law.loader import LawFileError
from gongkai.law.organs import KIND_LABELS
from gongkai.law.remedies import (
    Clause,
    IncompleteProfile,
    NoRemedyRule,
    OrganProfile,
    UnknownGround,
    clause,
    clause_for_silence,
    results,
    results_from,
    results_inferred,
)
from gongkai.law.remedy_bodies import body_rule, body_rules, body_rules_from
from gongkai.law.remedy_clauses import clauses, clauses_from
from gongkai.law.replies import UnknownKind, replies
from gongkai.law.settings import Choices

BROKEN = sorted((Path(__file__).parents[1] / "broken" / "remedies").glob("*.yaml"))
READERS = {"clauses": clauses_from, "bodies": body_rules_from, "results": results_from}
FILE = yaml.safe_load((Path(__file__).parents[1] / "cases" / "law" / "remedies.yaml").read_text("utf-8"))
ORGANS = {key: OrganProfile(**fields) for key, fields in FILE["organs"].items()}
BUREAU = ORGANS["department"]
LAST_OLD_DAY, FIRST_NEW_DAY, COURT_DAY = date(2023, 12, 31), date(2024, 1, 1), date(2025, 6, 1)


def expected(case: dict[str, Any]) -> str:
    """The paragraph as an office would write it, put together here by hand."""
    organ, letter, body = ORGANS[case["organ"]], case.get("letter", "答复书"), case["body"]
    sue = "提起行政诉讼。"
    choose = f"可以自收到本{letter}之日起60日内向{body}申请行政复议，也可以自收到本{letter}之日起6个月内向{organ.court}{sue}"
    first = (
        f"应当自收到本{letter}之日起60日内先向{body}申请行政复议；"
        f"对行政复议决定不服的，可以自收到行政复议决定书之日起15日内向{organ.court}{sue}"
    )
    ground = "依据《中华人民共和国政府信息公开条例》第十四条至第十六条不予公开的内容"
    text = {
        "either": f"如不服本{letter}，{choose}",
        "first": f"如不服本{letter}，{first}",
        "mixed": f"如不服本{letter}中{ground}，{first}如不服本{letter}的其他内容，{choose}",
    }[case["way"]]
    if case.get("own"):
        text += f"对{body}作出的行政复议决定不服的，可以向人民法院提起行政诉讼，也可以向国务院申请裁决，国务院的裁决是最终裁决。"
    if case.get("online"):
        text += f"申请行政复议，可以通过以下互联网渠道提交行政复议申请书：{organ.online_reconsideration}。"
    return text


def clause_of(case: dict[str, Any]) -> Clause:
    return clause(
        case["day"],
        case["kinds"],
        ORGANS[case["organ"]],
        is_served_online=case.get("online", False) or case.get("served_online", False),
        withheld=case.get("withheld", ()),
    )


@pytest.mark.parametrize("case", FILE["cases"], ids=lambda case: case["name"])
def test_the_remedy_paragraph(case: dict[str, Any]) -> None:
    found = clause_of(case)
    assert found.text == expected(case)
    assert found.is_reconsideration_first is (case["way"] != "either")
    assert (found.body, found.court) == (case["body"], ORGANS[case["organ"]].court)


@pytest.mark.parametrize("case", FILE["cases"], ids=lambda case: case["name"])
def test_the_paragraph_brings_its_reasons_from_law_in_force_that_day(case: dict[str, Any]) -> None:
    basis = {citation for step in clause_of(case).steps for citation in step.basis}
    laws = {citation for citation in basis if not citation.startswith("regulation")}
    assert [cited(citation) for citation in basis]
    assert [c for c in laws if not act_of(c)[0].since <= case["day"]] == []
    assert [c for c in laws if (until := act_of(c)[0].until) and until < case["day"]] == []
    assert any("第六" in cited(c) or "/20" in c or "-1999/9" in c for c in basis)


def test_every_kind_of_organ_has_cases_on_both_sides_of_2024() -> None:
    days = {(ORGANS[case["organ"]].kind, case["day"] < FIRST_NEW_DAY) for case in FILE["cases"]}
    assert days == {(kind, is_old) for kind in KIND_LABELS for is_old in (True, False)}


@pytest.mark.parametrize("kind", list(replies().values()), ids=lambda kind: kind.key)
def test_since_2024_only_articles_14_to_16_go_to_reconsideration_first(kind: Any) -> None:
    withheld = ["not_government_information"] if kind.group == "partial" else []
    new = clause(FIRST_NEW_DAY, [kind.key], BUREAU, withheld=withheld)
    old = clause(LAST_OLD_DAY, [kind.key], BUREAU)
    assert new.is_reconsideration_first is (kind.ground is not None)
    assert old.is_reconsideration_first is False


def test_until_the_court_spoke_that_limit_is_inferred() -> None:
    before = clause(date(2025, 5, 31), ["state_secret"], BUREAU).steps[0]
    since = clause(COURT_DAY, ["state_secret"], BUREAU).steps[0]
    assert "推定" in before.says
    assert "disclosure-litigation/1" not in before.basis
    assert since.says == "「不予公开：属于国家秘密」依据条例第十四条：先申请行政复议，再起诉"
    assert since.basis == (
        "reconsideration-law/23.1-4",
        "reconsideration-law/23.2",
        "disclosure-litigation/1",
        "regulation/14",
    )


def test_the_withheld_part_of_a_partial_reply_goes_first_by_inference() -> None:
    found = clause(
        COURT_DAY, ["partially_granted"], BUREAU, withheld=["enforcement_file", "enforcement_file"]
    )
    assert [step.says for step in found.steps[:2]] == [
        "部分公开中不公开的部分，「不予公开：行政执法案卷信息」依据条例第十六条：先申请行政复议（推定，与不予公开同样对待）",
        "「部分公开」的其他内容：行政复议和行政诉讼都可以选择",
    ]
    assert found.steps[1].basis == ("litigation-law/44",)


def test_what_is_withheld_in_one_item_and_refused_in_another_is_said_once() -> None:
    found = clause(COURT_DAY, ["state_secret", "partially_granted"], BUREAU, withheld=["state_secret"])
    assert [step.says for step in found.steps if "第十四条" in step.says] == [
        "「不予公开：属于国家秘密」依据条例第十四条：先申请行政复议，再起诉"
    ]
    assert "「部分公开」的其他内容：行政复议和行政诉讼都可以选择" in [step.says for step in found.steps]


def test_before_2024_the_ground_makes_no_difference_and_the_step_says_so() -> None:
    step = clause(LAST_OLD_DAY, ["state_secret"], BUREAU).steps[0]
    assert step.day == LAST_OLD_DAY
    assert "不论依据" in step.says
    assert step.basis == ("reconsideration-law-1999/9", "litigation-law/44")


def test_the_body_the_terms_and_the_channel_have_their_articles() -> None:
    steps = clause(COURT_DAY, ["granted"], BUREAU, is_served_online=True).steps[1:]
    assert [(step.says, step.basis) for step in steps if "直接提起" not in step.says] == [
        (
            "部门作出的，由本级人民政府管辖，不再由上一级主管部门管辖：云溪县人民政府",
            ("reconsideration-law/24",),
        ),
        ("申请行政复议的期限：60日", ("reconsideration-law/20",)),
        ("通过互联网送达的，应当同时提供提交复议申请书的互联网渠道", ("reconsideration-law/22.2",)),
    ]
    direct = next(step for step in steps if "直接提起" in step.says)
    assert direct.says.startswith("直接提起行政诉讼的期限：6个月（")
    assert direct.basis == ("litigation-law/46",)


def test_what_the_profile_names_is_taken_as_it_stands() -> None:
    found = clause(COURT_DAY, ["state_secret"], ORGANS["designated"])
    assert "复议机关按机关资料：清江市人民政府" in [step.says for step in found.steps]
    bare = replace(ORGANS["designated"], parent_government=None)
    assert clause(COURT_DAY, ["state_secret"], bare).text == found.text


def test_an_organ_that_is_named_as_its_own_body_tells_of_the_state_council() -> None:
    assert "国务院" in clause(COURT_DAY, ["granted"], ORGANS["province"]).text
    assert "由本机关自己复议的" in "".join(
        s.says for s in clause(COURT_DAY, ["granted"], ORGANS["province"]).steps
    )
    assert "国务院" not in clause(COURT_DAY, ["granted"], BUREAU).text


@pytest.mark.parametrize(
    ("changed", "day", "missing"),
    [
        (
            {"parent_government": None},
            COURT_DAY,
            ["复议机关的名称，即有管辖权的人民政府（parent_government）"],
        ),
        (
            {"parent_government": "  "},
            COURT_DAY,
            ["复议机关的名称，即有管辖权的人民政府（parent_government）"],
        ),
        (
            {"parent_government": None, "superior_department": None},
            LAST_OLD_DAY,
            [
                "复议机关的名称，即有管辖权的人民政府（parent_government）",
                "复议机关的名称，即上一级主管部门或者设立它的部门（superior_department）",
            ],
        ),
        ({"court": None}, COURT_DAY, ["有管辖权的人民法院的名称（court）"]),
        ({"court": " "}, COURT_DAY, ["有管辖权的人民法院的名称（court）"]),
        ({"online_reconsideration": None}, COURT_DAY, ["网上申请行政复议的渠道（online_reconsideration）"]),
        (
            {"court": None, "online_reconsideration": ""},
            COURT_DAY,
            ["有管辖权的人民法院的名称（court）", "网上申请行政复议的渠道（online_reconsideration）"],
        ),
    ],
)
def test_a_paragraph_with_a_blank_is_refused(changed: dict[str, Any], day: date, missing: list[str]) -> None:
    with pytest.raises(IncompleteProfile) as caught:
        clause(day, ["granted"], replace(BUREAU, **changed), is_served_online=True)
    assert list(caught.value.missing) == missing
    assert str(caught.value) == (
        f"云溪县财政局的救济条款缺少：{'、'.join(missing)}。请在机关资料里补上，有空白的条款不能发出。"
    )


def test_an_organ_without_a_name_is_no_body_of_its_own() -> None:
    with pytest.raises(
        IncompleteProfile, match="（没有名称的机关）的救济条款缺少：复议机关的名称，即本机关（name）"
    ):
        clause(COURT_DAY, ["granted"], replace(ORGANS["province"], name=""))


def test_without_online_service_no_channel_is_needed() -> None:
    offline = replace(BUREAU, online_reconsideration=None)
    assert "互联网" not in clause(COURT_DAY, ["granted"], offline).text
    old = clause(LAST_OLD_DAY, ["granted"], offline, is_served_online=True)  # 旧法没有这个要求
    assert "互联网" not in old.text


def test_a_partial_reply_has_to_say_on_what_ground_it_withholds() -> None:
    with pytest.raises(UnknownGround, match="withheld"):
        clause(FIRST_NEW_DAY, ["partially_granted"], BUREAU)
    assert not clause(LAST_OLD_DAY, ["partially_granted"], BUREAU).is_reconsideration_first


def test_without_an_outcome_there_is_no_remedy() -> None:
    for day in (LAST_OLD_DAY, FIRST_NEW_DAY):
        with pytest.raises(UnknownGround, match="没有处理结果"):
            clause(day, [], BUREAU)


@pytest.mark.parametrize("words", [{"kinds": ["refused"]}, {"kinds": ["granted"], "withheld": ["refused"]}])
def test_an_unknown_kind_has_no_remedy(words: dict[str, Any]) -> None:
    with pytest.raises(UnknownKind, match="「refused」"):
        clause(COURT_DAY, organ=BUREAU, **words)


def test_a_letter_may_call_itself_something_else() -> None:
    assert clause(COURT_DAY, ["granted"], BUREAU, called="告知第三方书").text.startswith(
        "如不服本告知第三方书，可以"
    )


def test_where_no_law_says_who_reconsiders_the_profile_has_to() -> None:
    nowhere = OrganProfile("云溪县白石镇综合所", "department", "township", court="云溪县人民法院")
    with pytest.raises(
        NoRemedyRule, match=r"乡级政府工作部门（云溪县白石镇综合所）由谁复议.*reconsideration_body"
    ):
        clause(COURT_DAY, ["granted"], nowhere)
    assert (
        clause(COURT_DAY, ["granted"], replace(nowhere, reconsideration_body="云溪县人民政府")).body
        == "云溪县人民政府"
    )


def test_before_the_six_months_of_2015_there_is_no_text() -> None:
    with pytest.raises(NoRemedyRule, match="2015-05-01 起才有"):
        clause(date(2015, 4, 30), ["granted"], BUREAU)
    assert "6个月" in clause(date(2015, 5, 1), ["granted"], BUREAU).text


@pytest.mark.parametrize(
    ("day", "option", "is_first"),
    [
        (COURT_DAY, "both", False),
        (COURT_DAY, "reconsideration-first", True),
        (FIRST_NEW_DAY, "reconsideration-first", True),
        (LAST_OLD_DAY, "reconsideration-first", False),  # 复议前置自2024年起
    ],
)
def test_against_silence_the_order_is_a_setting(day: date, option: str, is_first: bool) -> None:  # noqa: FBT001
    choices = Choices("云溪县财政局", {"remedy.no_reply": {date(2008, 5, 1): option}})
    found = clause_for_silence(day, BUREAU, choices=choices)
    assert found.is_reconsideration_first is is_first
    assert found.text.startswith("云溪县财政局没有在法定期限内答复的，" + ("应当" if is_first else "可以"))
    assert ("15日内向云溪县人民法院" in found.text, "6个月内向云溪县人民法院" in found.text) == (
        is_first,
        not is_first,
    )
    assert found.steps[0].setting == ("remedy.no_reply" if day >= FIRST_NEW_DAY else None)
    assert ("先申请行政复议" in found.steps[0].says) is is_first
    assert any("起算日按答复期限届满推定" in step.says for step in found.steps)


def test_against_silence_the_standing_choice_offers_both() -> None:
    assert settings.national().of("remedy.no_reply", COURT_DAY) == "both"
    assert clause_for_silence(COURT_DAY, BUREAU).text == (
        "云溪县财政局没有在法定期限内答复的，可以自答复期限届满之日起60日内向云溪县人民政府申请行政复议，"
        "也可以自答复期限届满之日起6个月内向云溪县人民法院提起行政诉讼。"
    )
    with pytest.raises(IncompleteProfile, match="机关的名称（name）"):
        clause_for_silence(COURT_DAY, replace(BUREAU, name=" "))


def test_one_rule_and_no_two_hold_for_an_organ_on_a_day() -> None:
    for day in (LAST_OLD_DAY, FIRST_NEW_DAY):
        held = [(rule.kind, level) for rule in body_rules() for level in rule.levels if rule.holds_on(day)]
        assert len(held) == len(set(held))
    ends = {(rule.kind, rule.levels): rule.until for rule in body_rules() if rule.until}
    assert set(ends.values()) == {LAST_OLD_DAY}
    assert {(rule.kind, rule.levels) for rule in body_rules() if rule.since == FIRST_NEW_DAY} == ends.keys()


def test_the_rule_in_general_is_told_apart_from_the_profile() -> None:
    assert body_rule(COURT_DAY, ORGANS["designated"]).bodies == ("parent_government",)


def test_everything_that_clauses_bodies_and_results_cite_exists() -> None:
    for result in results().values():
        assert [cited(citation) for citation in result.basis] or result.inferred
    texts = [(text.until, text.basis) for text in clauses()]
    rules = [(rule.until, rule.basis) for rule in body_rules()]
    for until, basis in (*texts, *rules):
        assert basis
        acts = [act_of(citation)[0] for citation in basis]
        assert [act.key for act in acts if act.until and (not until or act.until < until)] == []


@pytest.mark.parametrize(
    ("key", "path", "cell", "orders_new_reply"),
    [
        ("reconsideration_upheld", "reconsideration", "upheld", False),
        ("reconsideration_claim_rejected", "reconsideration", "upheld", False),
        ("reconsideration_changed", "reconsideration", "corrected", False),
        ("reconsideration_revoked", "reconsideration", "corrected", False),
        ("reconsideration_revoked_new_reply", "reconsideration", "corrected", True),
        ("reconsideration_unlawful", "reconsideration", "corrected", False),
        ("reconsideration_ordered", "reconsideration", "corrected", True),
        ("reconsideration_void", "reconsideration", "corrected", False),
        ("reconsideration_not_accepted", "reconsideration", "other", False),
        ("reconsideration_dismissed", "reconsideration", "other", False),
        ("reconsideration_mediated", "reconsideration", "other", False),
        ("reconsideration_withdrawn", "reconsideration", "other", False),
        ("reconsideration_transferred", "reconsideration", "other", False),
        ("litigation_claim_dismissed", "litigation", "upheld", False),
        ("litigation_changed", "litigation", "corrected", False),
        ("litigation_revoked", "litigation", "corrected", False),
        ("litigation_revoked_new_reply", "litigation", "corrected", True),
        ("litigation_ordered", "litigation", "corrected", True),
        ("litigation_unlawful", "litigation", "corrected", False),
        ("litigation_void", "litigation", "corrected", False),
        ("litigation_not_filed", "litigation", "other", False),
        ("litigation_inadmissible", "litigation", "other", False),
        ("litigation_withdrawn", "litigation", "other", False),
        ("litigation_mediated", "litigation", "other", False),
        ("litigation_transferred", "litigation", "other", False),
    ],
)
def test_where_a_result_counts(key: str, path: str, cell: str, orders_new_reply: bool) -> None:  # noqa: FBT001
    found = results()[key]
    assert (found.path, found.cell, found.orders_new_reply) == (path, cell, orders_new_reply)
    assert key.startswith(path)


def test_that_mapping_is_inferred_and_says_so() -> None:
    assert len(results()) == 25
    assert "填报说明" in results_inferred()


@pytest.mark.parametrize("file", BROKEN, ids=lambda file: file.stem)
def test_a_malformed_law_of_remedies_never_gets_in(file: Path) -> None:
    text = file.read_text("utf-8")
    wanted = [line.removeprefix("# says: ") for line in text.splitlines() if line.startswith("# says: ")]
    with pytest.raises(LawFileError) as caught:
        READERS[file.stem.partition("-")[0]](text, file="remedies.yaml")
    assert len(caught.value.mistakes) == len(wanted), caught.value
    for words, mistake in zip(wanted, caught.value.mistakes, strict=True):
        assert mistake.startswith("remedies.yaml：")
        assert all(word in mistake for word in words.split(" … ")), mistake


def test_there_are_malformed_ones_of_each() -> None:
    assert {file.stem.partition("-")[0] for file in BROKEN} == READERS.keys()
