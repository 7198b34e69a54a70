"""Letters drafted from cases: the words of every kind, and what is refused rather than printed with a hole."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest

from gongkai.check.letters.run import check_letter
from gongkai.law.letters import UnknownLetter, letters
from gongkai.law.replies import replies
from gongkai.ledger.facts import request as facts
from gongkai.ledger.letters.case import Case, NotRecorded, Particulars
from gongkai.ledger.letters.drafting import draft, record
from gongkai.model.letter import Letter
from gongkai.model.letter_payload import letter_code
from gongkai.write.letters import text
from tests.ledger.cast import day
from tests.ledger.letters import desk

Golden = Callable[[str, str | bytes], None]


def ended(kind: str) -> Case:
    return desk.case(desk.arrived(), *desk.ENDS[kind]) if kind in desk.ENDS else desk.reply_case(kind)


def reply(kind: str) -> Letter:
    number = None if kind not in {"withdrawn", "merged"} else desk.LETTER
    attachments = ("云溪县2025年度农村公路养护资金分配表",) if kind == "granted" else ()
    return draft(ended(kind), "reply", Particulars(number=number, attachments=attachments))


def procedural(kind: str) -> Letter:
    steps, says, addressee = desk.PROCEDURE[kind]
    own = (desk.LETTER, day("2026-03-06")) if kind == "assist" else (None, None)
    return draft(desk.case(*steps), kind, Particulars(says, addressee, *own))


@pytest.mark.parametrize("kind", replies())
def test_reply_says(kind: str, golden: Golden) -> None:
    letter = reply(kind)
    assert letter.kind == kind
    golden(f"letters/reply/{kind}.txt", text.render(letter))


@pytest.mark.parametrize("kind", letters())
def test_procedural_letter_says(kind: str, golden: Golden) -> None:
    golden(f"letters/procedural/{kind}.txt", text.render(procedural(kind)))


def several() -> Case:
    refused = facts.Outcome(
        2, "process_information", "discussion", {"explanation": "该记录形成于内部讨论过程"}
    )
    extended = ("2026-03-20", facts.Extended(10, "负责人", "需要检索", "云财公开延〔2026〕1号"))
    return desk.case(
        desk.arrived((desk.FIRST, desk.SECOND), "business", way="electronic"),
        extended,
        desk.replied(desk.GRANTED, refused, on="2026-04-10"),
    )


def test_each_item_has_its_own_answer(golden: Golden) -> None:
    letter = draft(several(), "reply", Particulars(attachments=("分配表", "编制说明")))
    assert [part.item for part in letter.parts if part.role == "decision"] == [1, 2]
    golden("letters/reply/several_items.txt", text.render(letter))


def test_register_knows_what_the_letter_must_say() -> None:
    known = record(several())
    assert known.kind == "partially_granted"
    assert (known.received, known.extended) == (day("2026-03-02"), day("2026-03-20"))
    assert [(item.number, item.wording, item.kind) for item in known.items] == [
        (1, desk.TEXTS["first"], "granted"),
        (2, desk.TEXTS["second"], "process_information"),
    ]
    assert (known.reconsideration_body, known.court) == ("云溪县人民政府", "云溪县人民法院")
    assert known.is_reconsideration_first
    assert known.is_served_online
    assert known.applicant == desk.TEXTS["company"]


def test_number_and_day_are_those_of_the_act() -> None:
    letter = procedural("supplement")
    assert (letter.number, letter.day) == (desk.SUPPLEMENT, day("2026-03-04"))
    assert record(desk.case(*desk.PROCEDURE["supplement"][0]), "supplement").number == desk.SUPPLEMENT


def test_persons_and_bodies_are_addressed_as_what_they_are() -> None:
    said = "".join(part.text for part in reply("granted").parts)
    assert "你申请公开" in said
    assert "你单位" not in said
    assert "你单位申请公开" in "".join(part.text for part in draft(several()).parts)
    assert "你单位" in "".join(part.text for part in procedural("consult_third_party").parts)


def test_third_party_does_not_learn_who_asked() -> None:
    for kind in ("consult_third_party", "inform_third_party"):
        assert desk.TEXTS["name"] not in text.render(procedural(kind))


def test_linter_finds_nothing_wrong_with_replies() -> None:
    found = {
        kind: [finding.code for finding in check_letter(reply(kind), record(ended(kind))).findings]
        for kind in replies()
    }
    assert {kind: codes for kind, codes in found.items() if codes} == {}
    assert check_letter(draft(several()), record(several())).findings == ()


def test_linter_finds_nothing_wrong_with_procedural_letters() -> None:
    found = {}
    for kind, (steps, _, _) in desk.PROCEDURE.items():
        known = None if kind == "assist" else record(desk.case(*steps), kind)
        found[kind] = [finding.code for finding in check_letter(procedural(kind), known).findings]
    assert {kind: codes for kind, codes in found.items() if codes} == {}


def test_letter_without_an_act_of_its_own_is_in_no_register() -> None:
    with pytest.raises(NotRecorded, match="单独的一步"):
        record(desk.case(*desk.PROCEDURE["assist"][0]), "assist")


def test_number_and_day_of_a_recorded_letter_need_not_be_said_again() -> None:
    steps, says, addressee = desk.PROCEDURE["assist"]
    recorded = desk.case(*steps, ("2026-03-06", facts.LetterIssued("assist", desk.LETTER)))
    assert draft(recorded, "assist", Particulars(says, addressee)) == procedural("assist")


def test_record_of_service_calls_a_receipt_by_its_title() -> None:
    issued = ("2026-03-04", facts.LetterIssued("receipt", "回执1"))
    case = desk.case(desk.arrived(), issued, desk.served("回执1", "2026-03-05"))
    _, says, addressee = desk.PROCEDURE["service"]
    letter = draft(case, "service", Particulars(says, addressee))
    assert any("政府信息公开申请接收回执（回执1）" in part.text for part in letter.parts)


# --- no letter with holes ------------------------------------------------------------------------------------------


def refused(case: Case, kind: str = "reply", **more: object) -> str:
    with pytest.raises(NotRecorded) as caught:
        draft(case, kind, Particulars(**more))  # type: ignore[arg-type]
    return str(caught.value)


def test_without_a_recorded_reply_there_is_none() -> None:
    assert "request.replied" in refused(desk.case(desk.arrived()))


def test_all_that_is_missing_is_named_at_once() -> None:
    bare = replace(desk.BUREAU, court=None, contact=None)
    step = desk.replied(facts.Outcome(1, "granted", states={"form": "纸质"}))
    said = refused(desk.case(desk.arrived(), step, organ=bare))
    assert "提供的信息（附件清单）" in said
    assert "提供的时间" in said
    assert "人民法院" in said
    assert "联系方式" in said
    assert "提供的形式" not in said


def test_choice_that_the_kind_asks_for() -> None:
    step = desk.replied(facts.Outcome(1, "internal_affairs", None, {"explanation": "内部管理"}))
    assert "choice：personnel（人事管理）" in refused(desk.case(desk.arrived(), step))


def test_erased_name_is_no_name() -> None:
    found = desk.reply_case("granted")
    texts = {key: words for key, words in desk.TEXTS.items() if key != "name"}
    assert "申请人的姓名或者名称" in refused(replace(found, texts=texts))


def test_step_that_was_not_taken_has_no_letter() -> None:
    assert "request.extended" in refused(desk.case(desk.arrived()), "extension")


def test_what_the_ledger_has_no_place_for_is_said() -> None:
    steps, _, _ = desk.PROCEDURE["supplement"]
    assert "--say unclear=" in refused(desk.case(*steps), "supplement")


def test_unknown_kind_names_the_known_ones() -> None:
    with pytest.raises(UnknownLetter, match="supplement"):
        draft(desk.case(desk.arrived()), "letter")


@pytest.mark.parametrize("kind", letters())
def test_draft_marks_its_gaps(kind: str) -> None:
    letter = draft(desk.case(desk.arrived(channel="internet")), kind, Particulars(is_draft=True))
    assert "〔待填：" in text.render(letter)
    assert letter.code is None


def test_draft_of_a_reply_marks_its_gaps() -> None:
    bare = replace(desk.BUREAU, court=None)
    step = desk.replied(facts.Outcome(1, "internal_affairs"))
    letter = draft(desk.case(desk.arrived(), step, organ=bare), "reply", Particulars(is_draft=True))
    assert "〔待填：情形〕方面的内部事务信息" in text.render(letter)
    assert letter.parts[-2].text == "〔待填：救济途径〕"


def test_words_of_one_item_may_be_said_for_it_alone() -> None:
    step = desk.replied(*(facts.Outcome(n, "not_exist", states={}) for n in (1, 2)))
    found = desk.case(desk.arrived((desk.FIRST, desk.SECOND)), desk.SEARCHED, step)
    letter = draft(found, "reply", Particulars({"2.search_scope": "会议档案"}))
    said = [part.text for part in letter.parts if part.role == "reasons"]
    assert ["公文系统" in said[0], "会议档案" in said[1]] == [True, True]


def test_older_letter_of_a_case_is_drafted_as_it_stood() -> None:
    found = desk.case(
        desk.arrived(),
        desk.replied(desk.GRANTED),
        ("2026-04-01", facts.Reopened("own_correction", "漏附文件")),
        ("2026-04-03", facts.Replied((desk.GRANTED,), "云财公开〔2026〕2号")),
    )
    first = draft(found, "reply", Particulars(number=desk.LETTER))
    assert first.day == day("2026-03-20")
    assert "自行纠正" not in first.parts[0].text
    assert "本机关自行纠正原来的处理" in draft(found).parts[0].text


def test_code_changes_with_a_word() -> None:
    letter = reply("granted")
    assert letter.code == letter_code(letter)
    *others, last = letter.parts
    changed = replace(letter, parts=(*others, replace(last, text=last.text.replace("1234567", "1234568"))))
    assert letter_code(changed) != letter.code


def test_course_of_the_case_is_told_in_the_order_of_its_days() -> None:
    found = desk.case(
        desk.arrived(),
        desk.ASKED,
        ("2026-03-12", facts.Supplemented()),
        *(
            ("2026-03-13", facts.ThirdPartyConsulted("甲", desk.CONSULTATION)),
            desk.served(desk.CONSULTATION, "2026-03-16"),
        ),
        ("2026-03-18", facts.ThirdPartyAnswered("甲", "consents", "没有意见")),
        ("2026-03-25", facts.Extended(5, "负责人", "需要检索", "云财公开延〔2026〕1号")),
        desk.replied(desk.GRANTED, on="2026-04-01"),
    )
    letter = draft(found)
    assert letter.parts[0].text == (
        "本机关于2026年3月2日收到你提出的政府信息公开申请。"
        "2026年3月4日，本机关告知你补正申请。"
        "2026年3月12日，本机关收到你补正的申请。"
        "2026年3月25日，本机关告知你延长答复期限5个工作日。"
        "现答复如下："
    )
    assert [part.text for part in letter.parts if part.role == "facts"] == [
        "因该信息可能涉及第三方的合法权益，本机关于2026年3月13日书面征求第三方的意见，第三方同意公开。"
    ]


def test_third_party_that_is_silent() -> None:
    found = desk.case(
        desk.arrived(),
        *desk.CONSULTED[:2],  # 2026年3月5日收到，十五个工作日到3月26日为止
        desk.replied(desk.GRANTED, on="2026-03-27"),
    )
    assert "第三方在规定的期限内没有提出意见" in "".join(part.text for part in draft(found).parts)


OUTWEIGHED = (
    "2026-03-10",
    facts.Weighed("公开后会泄露第三方的报价", "不公开则村民无从知道采砂的数量，影响河道安全"),
)


def test_objection_that_is_outweighed_is_told_without_its_reasons() -> None:
    found = desk.case(desk.arrived(), *desk.CONSULTED, OUTWEIGHED, desk.replied(desk.GRANTED))
    told = [part.text for part in draft(found).parts if part.role == "facts"]
    assert told[0].endswith("第三方不同意公开。")
    assert told[1] == (
        "本机关权衡了不公开对公共利益的影响：不公开则村民无从知道采砂的数量，影响河道安全。"
        "依据《中华人民共和国政府信息公开条例》第十五条、第三十二条的规定，本机关决定仍予公开。"
    )
    assert "报价" not in "".join(told)


def test_third_party_is_told_the_public_interest_of_what_concerns_it() -> None:
    """权衡了两项，告知第三方的是它那一项的理由。"""
    both = (replace(desk.FIRST, number=1), replace(desk.SECOND, number=2))
    found = desk.case(
        desk.arrived(both),
        ("2026-03-04", facts.ThirdPartyConsulted("甲", desk.CONSULTATION, (1,))),
        ("2026-03-09", facts.ThirdPartyAnswered("甲", "objects", "商业秘密")),
        ("2026-03-10", facts.Weighed("报价", "影响河道安全", (1,))),
        ("2026-03-11", facts.Weighed("讨论", "影响决策", (2,))),
        ("2026-03-12", facts.ThirdPartyInformed("甲", desk.LETTER)),
    )
    told = "".join(
        part.text for part in draft(found, "inform_third_party", Particulars(addressee="甲公司")).parts
    )
    assert "决定公开的理由：影响河道安全。" in told
    assert "影响决策" not in told


def test_third_party_is_told_of_no_item_that_stays_closed() -> None:
    """就两项征求了意见，只权衡了第一项：告知公开的只有第一项。"""
    found = desk.case(
        desk.arrived((desk.FIRST, desk.SECOND)),
        ("2026-03-04", facts.ThirdPartyConsulted("甲", desk.CONSULTATION, (1, 2))),
        ("2026-03-09", facts.ThirdPartyAnswered("甲", "objects", "商业秘密")),
        ("2026-03-10", facts.Weighed("报价", "影响河道安全", (1,))),
        ("2026-03-12", facts.ThirdPartyInformed("甲", desk.LETTER)),
    )
    letter = text.render(draft(found, "inform_third_party", Particulars(addressee="甲公司")))
    assert desk.TEXTS["first"] in letter
    assert desk.TEXTS["second"] not in letter


@pytest.mark.parametrize("is_told", [False, True])
def test_register_knows_who_was_overruled_and_who_was_not_told(is_told: bool) -> None:  # noqa: FBT001
    informed = [("2026-03-11", facts.ThirdPartyInformed("甲", "云财公开告〔2026〕1号"))] if is_told else []
    found = desk.case(desk.arrived(), *desk.CONSULTED, OUTWEIGHED, *informed, desk.replied(desk.GRANTED))
    known = record(found)
    assert (known.overruled, known.untold) == (("甲",), () if is_told else ("甲",))
    told = [finding.code for finding in check_letter(draft(found), known).findings]
    assert told == ([] if is_told else ["LET045"])


def test_harm_is_told_where_a_ground_asks_for_no_explanation_of_its_own() -> None:
    refused = facts.Outcome(1, "enforcement_file", None, {"file": "云财检〔2025〕4号案卷"})
    found = desk.case(desk.arrived(), desk.WEIGHED, desk.replied(refused))
    assert [part.text for part in draft(found).parts if part.role == "facts"] == [
        "本机关对公开的影响作了权衡：公开后会泄露第三方的报价；不公开不会对公共利益造成重大影响。"
    ]


def test_fee_that_was_paid_and_delay_that_was_told() -> None:
    paid = desk.case(
        desk.arrived(),
        desk.FEE_NOTICED,
        desk.served(desk.FEE, "2026-03-05"),
        ("2026-03-09", facts.FeePaid(10_000)),
        desk.replied(desk.GRANTED),
    )
    assert "2026年3月9日，你缴清信息处理费。" in draft(paid).parts[0].text
    delayed = desk.case(*desk.PROCEDURE["delay"][0], desk.replied(desk.GRANTED, on="2026-06-01"))
    assert "2026年3月20日，本机关告知你延迟至2026年6月30日前答复。" in draft(delayed).parts[0].text


def test_letter_served_is_named_with_its_title() -> None:
    steps = (desk.arrived(), desk.ASKED, desk.served(desk.SUPPLEMENT, "2026-03-05"))
    letter = draft(desk.case(*steps), "service", Particulars({"by": "李承办"}, number=desk.SUPPLEMENT))
    assert letter.parts[0].text == f"送达文书：政府信息公开申请补正告知书（{desk.SUPPLEMENT}）"


def test_values_of_a_form_are_never_cut_into_rows() -> None:
    texts = desk.TEXTS | {"first": "一、甲。附言：请快。备注：乙"}
    found = replace(desk.case(*desk.PROCEDURE["register"][0]), texts=texts)
    letter = draft(found, "register", Particulars({"contact": "0000"}))
    assert "申请的内容：一、甲。附言：请快。备注：乙" in [part.text for part in letter.parts]


def test_one_of_several_parties_is_chosen() -> None:
    found = desk.case(
        desk.arrived(),
        ("2026-03-04", facts.ThirdPartyConsulted("甲", "云财公开征〔2026〕1号")),
        ("2026-03-05", facts.ThirdPartyConsulted("乙", "云财公开征〔2026〕2号")),
    )
    says = {"concerns": "商业秘密"}
    first = draft(found, "consult_third_party", Particulars(says, "张甲", party="甲"))
    assert (first.number, first.day, first.addressee) == ("云财公开征〔2026〕1号", day("2026-03-04"), "张甲")
    assert draft(found, "consult_third_party", Particulars(says, "李乙")).number == "云财公开征〔2026〕2号"
