"""Remedies: the answer's term, appeals, what a decision orders, and what is learnt from a loss."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gongkai.law.rulebook import national
from gongkai.ledger import remedy
from gongkai.ledger.entry import Act, Corrected, Fact
from gongkai.ledger.facts.remedy import (
    FACTS,
    AnswerFiled,
    Appealed,
    Assigned,
    Challenged,
    Decided,
    HeardAgain,
    HearingSet,
    Performed,
)
from gongkai.ledger.facts.request import (
    Arrived,
    Classified,
    Item,
    Outcome,
    Replied,
    Searched,
    ThirdPartyConsulted,
)
from gongkai.ledger.private import Private
from gongkai.ledger.refused import Refused
from gongkai.ledger.remedy import Remedy, folding
from gongkai.ledger.request import fold as request_of
from gongkai.ledger.request_state import Reply, Request
from tests.ledger.cast import act, codes, day, refused_codes

CASE = "remedy/2026-0001"
REQUEST = "request/2026-0003"
COURT = "云溪县人民法院"
APPEAL_COURT = "清江市中级人民法院"
ANSWER = AnswerFiled(("行政复议答复书", "证据目录"))
REVOKED = Decided(
    "reconsideration_revoked_new_reply",
    "云府复决〔2026〕5号",
    day("2026-05-08"),
    perform_by=day("2026-06-01"),
)
LOST = Decided("litigation_revoked", "（2026）云行初3号", day("2026-06-12"))


def on(text: str, fact: Fact | Corrected, *breaches: str) -> Act:
    return act(text, fact, *breaches, case=CASE)


def folded(*acts: Act) -> Remedy:
    return remedy.fold(acts, national())


def refused(state: Remedy | None, text: str, fact: Fact) -> list[str]:
    return codes(remedy.refusals(state, on(text, fact), national()))


def dues(state: Remedy) -> dict[str, str]:
    return {each.key: each.due.isoformat() for each in remedy.deadlines(state, national()).open}


def reconsidered(text: str = "2026-04-01", procedure: str = "ordinary") -> Act:
    assert procedure in {"ordinary", "simplified"}
    return on(text, Challenged("reconsideration", "云溪县人民政府", REQUEST, procedure=procedure))  # type: ignore[arg-type]


def sued(text: str = "2026-04-01") -> Act:
    return on(text, Challenged("litigation_direct", COURT, REQUEST))


def lost_in_first_instance() -> tuple[Act, ...]:
    return sued(), on("2026-04-10", ANSWER), on("2026-06-10", LOST)


# The answer


def test_the_ordinary_reconsideration_is_answered_within_ten_working_days() -> None:
    # 1 April 2026 is a Wednesday; 6 April is off: 2, 3 April 2, 7 to 10 April 6, 13 to 16 April 10
    assert dues(folded(reconsidered())) == {"remedy.answer": "2026-04-16"}


def test_the_simplified_reconsideration_is_answered_within_five_working_days() -> None:
    assert dues(folded(reconsidered(procedure="simplified"))) == {"remedy.answer": "2026-04-09"}


def test_until_2023_the_answer_had_ten_days_of_the_calendar() -> None:
    # 13 December 2023 + 10 = 23 December, a Saturday, so Monday the 25th
    assert dues(folded(reconsidered("2023-12-13"))) == {"remedy.answer": "2023-12-25"}
    assert refused(
        None, "2023-12-13", Challenged("reconsideration", "云溪县人民政府", procedure="simplified")
    ) == ["no_simplified_procedure_yet"]


def test_the_simplified_procedure_came_on_the_first_day_of_2024() -> None:
    simplified = Challenged("reconsideration", "云溪县人民政府", procedure="simplified")
    assert refused(None, "2024-01-01", simplified) == []


def test_a_suit_is_answered_within_fifteen_days() -> None:
    assert dues(folded(sued())) == {"remedy.answer": "2026-04-16"}


def test_an_answer_on_the_last_day_is_in_time_and_a_day_later_late() -> None:
    state = folded(sued())
    assert refused(state, "2026-04-16", ANSWER) == []
    assert refused(state, "2026-04-17", ANSWER) == ["answered_late"]
    (refusal,) = remedy.refusals(state, on("2026-04-17", ANSWER), national())
    assert refusal.basis == ("litigation-law/67", "litigation-law/34")
    assert refusal.is_breach


def test_what_is_answered_owes_no_answer_and_may_be_added_to() -> None:
    state = folded(sued(), on("2026-04-10", ANSWER))
    assert dues(state) == {}
    assert refused(state, "2026-05-20", AnswerFiled(("补充证据",))) == []


def test_a_decision_after_the_term_without_an_answer_shows_the_breach() -> None:
    state = folded(reconsidered())
    upheld = Decided("reconsideration_upheld", "云府复决〔2026〕5号", day("2026-05-08"))
    assert refused(state, "2026-05-06", upheld) == ["not_answered"]
    (refusal,) = remedy.refusals(state, on("2026-05-06", upheld), national())
    assert "reconsideration-law/70" in refusal.basis
    withdrawn = Decided("reconsideration_withdrawn", "云府复终〔2026〕1号", day("2026-04-13"))
    assert refused(state, "2026-04-10", withdrawn) == []


def test_before_the_law_set_a_term_the_answer_is_said_to_be_unknown() -> None:
    state = folded(sued("2014-04-01"))
    found = remedy.deadlines(state, national())
    assert found.open == ()
    assert [step.day for step in found.steps] == [None]
    appealed = folded(*lost_in_first_instance(), on("2026-06-20", Appealed("organ", APPEAL_COURT)))
    assert remedy.deadlines(appealed, national()).steps == ()


# Instances


def test_an_appeal_is_no_second_matter() -> None:
    state = folded(*lost_in_first_instance(), on("2026-06-20", Appealed("organ", APPEAL_COURT)))
    assert [instance.level for instance in state.instances] == ["first", "second"]
    assert state.is_pending
    assert dues(state) == {}


@pytest.mark.parametrize(
    ("is_ruling", "due"),
    [
        (False, "2026-06-29"),
        (True, "2026-06-22"),
    ],  # 12 June + 15 = Saturday the 27th; 12 June + 10 = the 22nd
)
def test_the_appeal_has_fifteen_days_after_a_judgment_and_ten_after_a_ruling(
    *, is_ruling: bool, due: str
) -> None:
    decided = replace(LOST, is_ruling=is_ruling)
    state = folded(sued(), on("2026-04-10", ANSWER), on("2026-06-10", decided))
    assert dues(state) == {"remedy.appeal": due}
    assert not remedy.deadlines(state, national()).open[0].is_duty
    assert refused(state, due, Appealed("organ", APPEAL_COURT)) == []
    assert refused(state, "2026-06-30", Appealed("organ", APPEAL_COURT)) == ["appealed_late"]
    assert refused(state, "2026-06-30", Appealed("applicant", APPEAL_COURT)) == []


def test_nobody_appeals_against_a_reconsideration_or_a_final_judgment() -> None:
    appeal = Appealed("applicant", APPEAL_COURT)
    decided = folded(reconsidered(), on("2026-04-10", ANSWER), on("2026-05-06", REVOKED))
    assert refused(decided, "2026-05-11", appeal) == ["no_appeal_against_reconsideration"]
    assert refused(folded(sued()), "2026-05-11", appeal) == ["nothing_to_appeal"]
    final = folded(
        *lost_in_first_instance(),
        on("2026-06-20", appeal),
        on("2026-09-01", Decided("litigation_revoked", "（2026）清行终1号", day("2026-09-03"))),
    )
    assert refused(final, "2026-09-10", appeal) == ["second_instance_is_final"]
    assert dues(final) == {}


def test_what_is_sent_back_is_heard_again_in_first_instance() -> None:
    remanded = HeardAgain("remanded", COURT, day("2026-09-03"))
    appealed = (*lost_in_first_instance(), on("2026-06-20", Appealed("applicant", APPEAL_COURT)))
    state = folded(*appealed, on("2026-09-01", remanded))
    assert [instance.level for instance in state.instances] == ["first", "second", "first"]
    assert state.is_pending
    again = folded(
        *appealed, on("2026-09-01", remanded), on("2026-11-02", replace(LOST, received=day("2026-11-04")))
    )
    assert "remedy.appeal" in dues(again)
    assert refused(folded(*lost_in_first_instance()), "2026-09-01", remanded) == ["nothing_to_send_back"]
    assert refused(folded(sued()), "2026-09-01", remanded) == ["nothing_to_send_back"]


def test_a_retrial_takes_up_a_final_judgment() -> None:
    retrial = HeardAgain("retrial", APPEAL_COURT, day("2026-09-03"))
    state = folded(*lost_in_first_instance(), on("2026-09-01", retrial))
    assert state.instance.level == "retrial"
    assert refused(folded(sued()), "2026-09-01", retrial) == ["nothing_to_retry"]
    decided = folded(reconsidered(), on("2026-04-10", ANSWER), on("2026-05-06", REVOKED))
    assert refused(decided, "2026-09-01", retrial) == ["nothing_to_retry"]


def test_the_result_on_a_day_is_that_of_the_instance_then() -> None:
    state = folded(
        *lost_in_first_instance(),
        on("2026-06-20", Appealed("organ", APPEAL_COURT)),
        on("2027-01-12", Decided("litigation_claim_dismissed", "（2026）清行终1号", day("2027-01-14"))),
    )
    assert state.result_on(day("2026-03-31")) is None
    assert state.result_on(day("2026-06-09")) is None
    assert state.result_on(day("2026-06-10")) == "litigation_revoked"
    assert state.result_on(day("2026-06-19")) == "litigation_revoked"
    assert state.result_on(day("2026-06-20")) is None  # the day of the appeal
    assert state.result_on(day("2026-12-31")) is None  # pending on appeal at the end of the year
    assert state.result_on(day("2027-01-12")) == "litigation_claim_dismissed"


def test_a_hearing_is_on_the_board_until_the_decision() -> None:
    heard = (sued(), on("2026-04-10", ANSWER), on("2026-04-20", HearingSet(day("2026-05-20"), "第三法庭")))
    state = folded(*heard)
    assert dues(state) == {"remedy.hearing": "2026-05-20"}
    assert "remedy.hearing" not in dues(folded(*heard, on("2026-06-10", LOST)))


# Results and performance


def test_what_is_ordered_is_done_by_the_day_that_was_set() -> None:
    decided = (reconsidered(), on("2026-04-10", ANSWER), on("2026-05-06", REVOKED))
    state = folded(*decided)
    assert dues(state) == {"remedy.perform": "2026-06-01"}
    assert [step.day for step in remedy.deadlines(state, national()).steps] == [day("2026-06-01")]
    anew = Performed("云财公开〔2026〕21号")
    assert refused(state, "2026-06-01", anew) == []
    assert refused(state, "2026-06-02", anew) == ["performed_late"]
    done = folded(*decided, on("2026-05-29", anew))
    assert dues(done) == {}
    assert refused(done, "2026-05-30", anew) == ["performed_already"]


def test_an_order_without_a_day_is_said_to_have_none() -> None:
    state = folded(
        reconsidered(), on("2026-04-10", ANSWER), on("2026-05-06", replace(REVOKED, perform_by=None))
    )
    found = remedy.deadlines(state, national())
    assert found.open == ()
    assert [step.basis for step in found.steps] == [("reconsideration-law/77",)]


def test_nothing_is_performed_where_nothing_was_ordered() -> None:
    anew = Performed("云财公开〔2026〕21号")
    assert refused(folded(sued()), "2026-06-01", anew) == ["nothing_decided"]
    upheld = Decided("reconsideration_upheld", "云府复决〔2026〕5号", day("2026-05-08"))
    state = folded(reconsidered(), on("2026-04-10", ANSWER), on("2026-05-06", upheld))
    assert refused(state, "2026-06-01", anew) == ["nothing_to_perform"]


def test_results_belong_to_their_path() -> None:
    assert refused(folded(sued()), "2026-04-10", replace(REVOKED, perform_by=None)) == [
        "result_of_the_other_path"
    ]
    assert refused(folded(sued()), "2026-04-10", replace(LOST, result="litigation_won")) == ["result_unknown"]


def test_the_days_of_a_decision_follow_one_another() -> None:
    state = folded(reconsidered())
    same_day = replace(REVOKED, received=day("2026-04-10"), perform_by=day("2026-04-10"))
    assert refused(state, "2026-04-10", same_day) == []
    assert refused(state, "2026-04-10", replace(REVOKED, received=day("2026-04-09"))) == [
        "received_before_decided"
    ]
    assert refused(state, "2026-04-10", replace(REVOKED, perform_by=day("2026-04-09"))) == [
        "perform_by_before_decided"
    ]


def test_what_came_in_before_the_decision_arrived_does_not_stand_against_it() -> None:
    state = folded(sued(), on("2026-04-10", ANSWER), on("2026-06-11", HearingSet(day("2026-06-20"))))
    assert refused(state, "2026-06-10", LOST) == []
    assert refused(state, "2026-03-31", replace(LOST, received=day("2026-04-02"))) == ["out_of_order"]


def test_entries_follow_one_another() -> None:
    assert refused(None, "2026-04-10", ANSWER) == ["remedy_unknown"]
    assert refused(folded(sued()), "2026-04-10", sued().fact) == ["remedy_exists"]  # type: ignore[arg-type]
    assert refused(folded(sued()), "2026-03-31", ANSWER) == ["out_of_order"]
    for late in (ANSWER, HearingSet(day("2026-07-01")), LOST):
        assert refused(folded(*lost_in_first_instance()), "2026-06-10", late) == ["decided_already"]
    direct = Challenged("litigation_direct", COURT, REQUEST, reconsideration="remedy/2026-0000")
    assert refused(None, "2026-04-10", direct) == ["not_after_reconsideration"]
    after = Challenged("litigation_after_reconsideration", COURT, REQUEST, reconsideration="remedy/2026-0000")
    assert refused(None, "2026-04-10", after) == []


def test_a_breach_is_recorded_where_the_act_owns_up_to_it() -> None:
    with pytest.raises(Refused) as caught:
        folded(sued(), on("2026-04-17", ANSWER))
    assert refused_codes(caught.value) == ["answered_late"]
    state = folded(sued(), on("2026-04-17", ANSWER, "answered_late"))
    assert [each.code for each in state.breaches] == ["answered_late"]


def test_a_correction_stands_in_the_place_of_what_was_wrong() -> None:
    right = Corrected(1, day("2026-04-02"), sued().fact, "收到日期写错")  # type: ignore[arg-type]
    assert folded(sued(), on("2026-04-03", right)).since == day("2026-04-02")


def test_no_act_gives_no_state() -> None:
    with pytest.raises(ValueError, match="一条记录也没有"):
        folded()


def test_every_fact_has_its_effect() -> None:
    assert {*folding._MOVES, Challenged} == set(FACTS)


# What is learnt


def requested(*more: tuple[str, Fact], case: str = REQUEST) -> Request:
    """One item, handed in on 2 March 2026."""
    private = Private("p1", "0" * 64)
    arrived = Arrived("on_site", "natural_person", private, (Item(1, private),))
    acts = [act("2026-03-02", arrived, case=case)] + [act(text, fact, case=case) for text, fact in more]
    return request_of(acts, national())


def replied(kind: str, letter: str = "云财公开〔2026〕3号", text: str = "2026-03-20") -> Request:
    reply = Reply(day(text), letter, (Outcome(1, kind),), kind)
    return replace(requested(), replies=(reply,))


REVOCATION = (reconsidered(), on("2026-04-10", ANSWER), on("2026-05-06", REVOKED))


def test_an_overturned_letter_marks_kind_ground_and_handler() -> None:
    request = replied("third_party_rights")
    (lesson,) = remedy.lessons([folded(*REVOCATION)], {REQUEST: request}, {"云财公开〔2026〕3号": "zhang"})
    assert (lesson.kinds, lesson.grounds, lesson.handler) == (("third_party_rights",), ("15",), "zhang")
    assert (lesson.letter, lesson.decided) == ("云财公开〔2026〕3号", day("2026-05-06"))


def test_who_signed_a_letter_in_stands_in_the_acts() -> None:
    reply = act("2026-03-20", Replied((Outcome(1, "granted"),), "云财公开〔2026〕3号"), case=REQUEST)
    assert remedy.handlers([reply, sued()]) == {"云财公开〔2026〕3号": "clerk"}


def test_a_letter_that_stood_or_still_waits_teaches_nothing() -> None:
    upheld = Decided("reconsideration_upheld", "云府复决〔2026〕5号", day("2026-05-08"))
    request = {REQUEST: replied("not_exist")}
    assert remedy.lessons([folded(*REVOCATION[:2], on("2026-05-06", upheld))], request) == ()
    assert remedy.lessons([folded(reconsidered())], request) == ()
    assert remedy.lessons([folded(*REVOCATION)], {}) == ()


def test_the_lesson_is_of_the_letter_that_was_challenged() -> None:
    second = Reply(day("2026-05-20"), "云财公开〔2026〕9号", (Outcome(1, "granted"),), "granted")
    request = replied("not_exist")
    request = replace(request, replies=(*request.replies, second))
    (lesson,) = remedy.lessons([folded(*REVOCATION)], {REQUEST: request})
    assert lesson.kinds == ("not_exist",)


@pytest.mark.parametrize(
    ("kind", "done"),
    [
        ("not_exist", Searched("档案室、业务系统", "zhang", has_found=False)),
        ("third_party_rights", ThirdPartyConsulted("third-1")),
        ("state_secret", Classified("云财密〔2020〕1号", "secret", "云溪县财政局")),
    ],
)
def test_open_requests_on_the_same_way_are_warned(kind: str, done: Fact) -> None:
    learnt = remedy.lessons([folded(*REVOCATION)], {REQUEST: replied(kind)})
    open_one = requested(("2026-03-03", done), case="request/2026-0007")
    (warning,) = remedy.warned(learnt, [open_one, requested(case="request/2026-0008")])
    assert (warning.request, warning.kind, warning.lessons) == ("request/2026-0007", kind, learnt)


def test_a_search_that_found_something_does_not_point_to_nothing() -> None:
    learnt = remedy.lessons([folded(*REVOCATION)], {REQUEST: replied("not_exist")})
    found = requested(("2026-03-03", Searched("档案室", "zhang", has_found=True)))
    assert remedy.warned(learnt, [found]) == ()


def test_an_ordered_reply_is_awaited_until_the_request_is_reopened() -> None:
    matter, request = folded(*REVOCATION), replied("not_exist")
    (awaited,) = remedy.awaited_replies([matter], {REQUEST: request})
    assert (awaited.request, awaited.by) == (REQUEST, day("2026-06-01"))
    assert remedy.awaited_replies([matter], {}) == ()
    assert remedy.awaited_replies([folded(reconsidered())], {REQUEST: request}) == ()


# Since 2024 refusals under Articles 14 to 16 go to reconsideration first


@pytest.mark.parametrize(
    ("kind", "text", "is_warned"),
    [
        ("state_secret", "2026-03-20", True),
        ("third_party_rights", "2026-03-20", True),
        ("internal_affairs", "2024-01-02", True),
        ("internal_affairs", "2023-12-29", False),
        ("not_exist", "2026-03-20", False),
    ],
)
def test_a_direct_suit_against_a_refusal_is_warned_of(*, kind: str, text: str, is_warned: bool) -> None:
    step = remedy.direct_suit_warning(folded(sued()), replied(kind, text=text))
    assert (step is not None) is is_warned


def test_the_withheld_part_of_a_partial_reply_counts_as_a_refusal() -> None:
    outcome = Outcome(1, "partially_granted", choice="third_party_rights")
    request = replace(
        requested(), replies=(Reply(day("2026-03-20"), "云财公开〔2026〕3号", (outcome,), "x"),)
    )
    assert remedy.direct_suit_warning(folded(sued()), request) is not None
    after = on("2026-04-01", Challenged("litigation_after_reconsideration", COURT, REQUEST))
    assert remedy.direct_suit_warning(folded(after), request) is None


def test_who_goes_on_with_a_matter_changes_no_day() -> None:
    """Handed over on the 20th; then what was done on the 11th is recorded, and nothing stands against it."""
    state = remedy.fold(
        [
            act("2026-03-02", Challenged("reconsideration", "云溪县人民政府"), case=CASE),
            act("2026-03-20", Assigned("sun", "工作交接"), case=CASE),
            act("2026-03-11", AnswerFiled(("答复书",)), case=CASE),
        ],
        national(),
    )
    assert (state.assigned, state.last) == ("sun", day("2026-03-11"))
