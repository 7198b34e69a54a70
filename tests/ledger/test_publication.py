"""Publications: review first, twenty working days, validity that runs out by itself, what is taken back."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gongkai.law.rulebook import national
from gongkai.ledger import publication
from gongkai.ledger.entry import Act, Corrected, Fact
from gongkai.ledger.facts.publication import (
    FACTS,
    Amended,
    Annulled,
    Assigned,
    Changed,
    Deposited,
    Description,
    Expired,
    Listed,
    Made,
    Prolonged,
    Published,
    Reassessed,
    Repealed,
    Reviewed,
    Unpublished,
)
from gongkai.ledger.publication import Publication, folding
from gongkai.ledger.refused import Refused
from tests.ledger.cast import act, codes, day, refused_codes

CASE = "publication/2026-0001"
NOTICE = Description("云溪县财政局关于财政票据管理的通知", "normative_documents", item=1)
PENALTY = Description("行政处罚决定书（云财罚〔2026〕2号）", "penalty_decisions", item=6)
ONLINE = Published(("政府网站",), "https://yunxi.example/1.html")


def on(text: str, fact: Fact | Corrected, *breaches: str) -> Act:
    return act(text, fact, *breaches, case=CASE)


def folded(*acts: Act) -> Publication:
    return publication.fold(acts, national())


def refused(state: Publication | None, text: str, fact: Fact) -> list[str]:
    return codes(publication.refusals(state, on(text, fact), national()))


def reviews(text: str) -> tuple[Act, ...]:
    return tuple(on(text, Reviewed(level, f"signer-{level}", "publish", "可以公开")) for level in (1, 2, 3))


def published(text: str = "2026-03-06", description: Description = NOTICE) -> tuple[Act, ...]:
    return (on("2026-03-02", Made(description)), *reviews("2026-03-05"), on(text, ONLINE))


def dues(state: Publication) -> dict[str, str]:
    return {each.key: each.due.isoformat() for each in publication.deadlines(state, national()).open}


# Article 26


def test_what_is_made_is_published_within_twenty_working_days() -> None:
    state = folded(on("2026-09-18", Made(NOTICE)))
    # 18 September is a Friday; 25 September is Mid-Autumn, 20 September and 10 October are worked,
    # 1 to 7 October are off: 20, 21, 22, 23, 24, 28, 29, 30 September are 8, 8, 9, 10 October 11,
    # 12 to 16 October 16, 19 to 22 October 20.
    assert dues(state) == {"publication.publish": "2026-10-22"}
    (step,) = publication.deadlines(state, national()).steps
    assert step.basis == ("regulation/26",)


def test_published_on_the_last_day_is_in_time_and_a_day_later_late() -> None:
    state = folded(on("2026-03-02", Made(NOTICE)), *reviews("2026-03-05"))
    assert dues(state) == {"publication.publish": "2026-03-30"}
    assert refused(state, "2026-03-30", ONLINE) == []
    assert refused(state, "2026-03-31", ONLINE) == ["published_late"]


def test_published_late_stays_on_record_as_a_breach() -> None:
    acts = (on("2026-03-02", Made(NOTICE)), *reviews("2026-03-05"))
    with pytest.raises(Refused) as caught:
        folded(*acts, on("2026-04-20", ONLINE))
    assert refused_codes(caught.value) == ["published_late"]
    state = folded(*acts, on("2026-04-20", ONLINE, "published_late"))
    assert [(each.day, each.code) for each in state.breaches] == [(day("2026-04-20"), "published_late")]


def test_a_breach_that_was_not_committed_is_not_owned_up_to() -> None:
    with pytest.raises(Refused) as caught:
        folded(*published()[:-1], on("2026-03-06", ONLINE, "published_late"))
    assert refused_codes(caught.value) == ["breach_not_committed"]


def test_a_special_law_sets_a_term_of_its_own() -> None:
    special = replace(NOTICE, publish_by=day("2026-03-11"), publish_by_basis="penalty-law/48")
    state = folded(on("2026-03-02", Made(special)), *reviews("2026-03-05"))
    assert dues(state) == {"publication.publish": "2026-03-11"}
    assert refused(state, "2026-03-12", ONLINE) == ["published_late"]


def test_what_changed_is_published_anew_within_twenty_working_days_of_the_change() -> None:
    state = folded(*published(), on("2026-03-30", Changed("附件换新")))
    # 6 April is Tomb-Sweeping Day in lieu: 31 March to 3 April 4, 7 to 10 April 8, then 5 a week: 17 April 13, 24 April 18
    assert dues(state) == {"publication.publish": "2026-04-28"}
    assert state.is_public


def test_what_was_amended_is_published_as_amended() -> None:
    state = folded(*published(), on("2026-03-30", Amended("云财〔2026〕9号")))
    assert dues(state) == {"publication.publish": "2026-04-28"}
    assert state.validity_on(day("2026-03-29")) == "in_force"
    assert state.validity_on(day("2026-03-30")) == "amended"


def test_what_is_not_for_the_public_at_large_has_no_term() -> None:
    assert dues(folded(on("2026-03-02", Made(replace(NOTICE, disclosure="on_request"))))) == {}


def test_what_was_repealed_before_it_came_out_is_no_longer_owed() -> None:
    assert dues(folded(on("2026-03-02", Made(NOTICE)), on("2026-03-09", Repealed("云财〔2026〕4号")))) == {}


def test_what_was_listed_at_the_opening_is_public_and_owes_nothing() -> None:
    state = folded(on("2026-01-01", Listed(NOTICE)))
    assert state.is_public
    assert dues(state) == {}
    assert refused(state, "2026-02-02", ONLINE) == []
    assert refused(
        folded(on("2026-01-01", Listed(NOTICE)), on("2026-02-02", Changed("附件"))), "2026-02-03", ONLINE
    ) == ["published_unreviewed"]


# Article 17: reviewed first, published after


def test_nothing_is_published_before_three_levels_said_so() -> None:
    made = on("2026-03-02", Made(NOTICE))
    first, second, _ = reviews("2026-03-05")
    assert refused(folded(made), "2026-03-06", ONLINE) == ["published_unreviewed"]
    assert refused(folded(made, first, second), "2026-03-06", ONLINE) == ["published_unreviewed"]
    assert refused(folded(made, *reviews("2026-03-05")), "2026-03-06", ONLINE) == []


@pytest.mark.parametrize("missing", [1, 2, 3])
def test_no_level_can_be_left_out(missing: int) -> None:
    made = on("2026-03-02", Made(NOTICE))
    others = [each for number, each in enumerate(reviews("2026-03-05"), 1) if number != missing]
    state = folded(made)
    for each in others:
        owned = tuple(codes(publication.refusals(state, each, national())))
        state = publication.after(state, replace(each, breaches=owned), national())
    assert state.missing_levels == (missing,)
    assert refused(state, "2026-03-06", ONLINE) == ["published_unreviewed"]


def test_a_level_that_says_no_keeps_it_back_until_it_says_yes() -> None:
    made, first, second, _ = published()[:4]
    no = on("2026-03-05", Reviewed(3, "signer-3", "refer", "报保密行政管理部门确定"))
    yes = on("2026-03-12", Reviewed(3, "signer-3", "publish", "经确定不属于国家秘密"))
    assert refused(folded(made, first, second, no), "2026-03-13", ONLINE) == ["published_unreviewed"]
    assert refused(folded(made, first, second, no, yes), "2026-03-13", ONLINE) == []


def test_a_change_voids_the_reviews_of_what_was_before() -> None:
    state = folded(*published(), on("2026-04-01", Changed("附件换新")))
    assert state.reviews == ()
    assert refused(state, "2026-04-02", ONLINE) == ["published_unreviewed"]
    again = folded(*published(), on("2026-04-01", Changed("附件换新")), *reviews("2026-04-01"))
    assert refused(again, "2026-04-02", ONLINE) == []


def test_the_review_goes_from_the_drafter_up() -> None:
    made = folded(on("2026-03-02", Made(NOTICE)))
    assert refused(made, "2026-03-03", Reviewed(2, "b", "publish", "同意")) == ["review_out_of_turn"]
    assert refused(made, "2026-03-03", Reviewed(1, "a", "publish", "同意")) == []


def test_the_review_cites_only_what_was_in_force() -> None:
    def basis(made: str) -> tuple[str, ...]:
        state = folded(on(made, Made(NOTICE)))
        (refusal,) = publication.refusals(state, on(made, ONLINE), national())
        return refusal.basis

    assert basis("2024-04-29") == ("regulation/17",)
    assert basis("2024-05-01") == ("regulation/17", "secrets-law/35")
    assert basis("2026-03-02") == ("regulation/17", "secrets-law/35", "secrets-regulation/42")


# Articles 13 to 16 and 18: what is withheld


def test_nothing_is_withheld_without_an_article() -> None:
    withheld = replace(NOTICE, disclosure="withheld")
    assert refused(None, "2026-03-02", Made(withheld)) == ["withheld_without_ground"]
    assert refused(None, "2026-03-02", Made(replace(withheld, ground="20"))) == ["withheld_without_ground"]
    assert refused(None, "2026-03-02", Made(replace(withheld, ground="16"))) == []
    assert refused(None, "2026-03-02", Made(replace(withheld, ground="regulation/14"))) == []


def test_what_is_withheld_is_looked_at_again_on_the_day_that_was_set() -> None:
    withheld = replace(NOTICE, disclosure="withheld", ground="16", reassess_by=day("2026-12-31"))
    state = folded(on("2026-03-02", Made(withheld)))
    assert dues(state) == {"publication.reassess": "2026-12-31"}
    kept = folded(
        on("2026-03-02", Made(withheld)),
        on("2026-12-30", Reassessed("withheld", "仍属过程性信息", "16", day("2027-12-31"))),
    )
    assert dues(kept) == {"publication.reassess": "2027-12-31"}
    assert kept.assessed == day("2026-12-30")


def test_what_is_withheld_no_longer_is_published_within_twenty_working_days() -> None:
    withheld = on("2025-03-03", Made(replace(NOTICE, disclosure="withheld", ground="16")))
    assert refused(folded(withheld, *reviews("2025-03-04")), "2026-03-03", ONLINE) == [
        "published_not_proactive"
    ]
    state = folded(withheld, on("2026-03-02", Reassessed("proactive", "过程已经结束")))
    assert "条例没有写明" in publication.deadlines(state, national()).steps[0].says
    assert (
        "条例没有写明"
        not in publication.deadlines(folded(on("2026-03-02", Made(NOTICE))), national()).steps[0].says
    )
    assert dues(state) == {"publication.publish": "2026-03-30"}
    assert refused(state, "2026-03-03", ONLINE) == ["published_unreviewed"]


def test_what_is_public_and_stays_so_is_not_owed_again() -> None:
    assert dues(folded(*published(), on("2026-04-01", Reassessed("proactive", "仍应公开")))) == {}


def test_what_is_public_is_taken_back_before_it_is_withheld() -> None:
    assert refused(folded(*published()), "2026-04-01", Reassessed("withheld", "含个人隐私", "15")) == [
        "still_public"
    ]
    state = folded(*published(), on("2026-04-01", Unpublished("含个人隐私，正在处理")))
    assert refused(state, "2026-04-01", Reassessed("withheld", "含个人隐私", "15")) == []
    assert refused(state, "2026-04-01", Reassessed("withheld", "含个人隐私")) == ["withheld_without_ground"]


# Validity


@pytest.mark.parametrize(
    ("text", "validity", "is_in_stock"),
    [
        ("2026-03-01", None, False),
        ("2026-03-02", "drafted", True),
        ("2026-03-31", "drafted", True),
        ("2026-04-01", "in_force", True),
        ("2028-03-31", "in_force", True),
        ("2028-04-01", "expired", False),
    ],
)
def test_validity_runs_out_by_itself_on_the_day_after_the_last(
    text: str,
    validity: str | None,
    is_in_stock: bool,  # noqa: FBT001
) -> None:
    dated = replace(NOTICE, effective=day("2026-04-01"), expires=day("2028-03-31"))
    state = folded(on("2026-03-02", Made(dated)))
    assert state.validity_on(day(text)) == validity
    assert state.is_in_stock_on(day(text)) is is_in_stock
    assert (state.left, state.left_how()) == (day("2028-04-01"), "expired")


def test_repealed_it_is_no_longer_in_force_from_that_day() -> None:
    state = folded(*published(), on("2026-06-01", Repealed("云财〔2026〕11号")))
    assert state.validity_on(day("2026-05-31")) == "in_force"
    assert state.validity_on(day("2026-06-01")) == "repealed"
    assert (state.left, state.left_how()) == (day("2026-06-01"), "repealed")


def test_a_clean_up_declares_it_expired_before_its_last_day() -> None:
    dated = replace(NOTICE, expires=day("2028-03-31"))
    state = folded(*published(description=dated), on("2026-06-01", Expired("清理结果公告")))
    assert (state.left, state.left_how()) == (day("2026-06-01"), "expired")


@pytest.mark.parametrize(
    "fact",
    [Repealed("甲"), Expired("清理"), Amended("甲"), Changed("附件"), Prolonged("甲", day("2030-01-01"))],
)
def test_what_is_not_in_force_cannot_be_ended_or_changed(fact: Fact) -> None:
    repealed = folded(*published(), on("2026-06-01", Repealed("乙")))
    assert refused(repealed, "2026-06-02", fact) == ["not_in_force"]
    ran_out = folded(*published(description=replace(NOTICE, expires=day("2026-05-31"))))
    assert refused(ran_out, "2026-06-01", fact) == ["not_in_force"]


def test_what_runs_out_by_itself_needs_no_entry() -> None:
    ran_out = folded(*published(description=replace(NOTICE, expires=day("2026-05-31"))))
    (refusal,) = publication.refusals(ran_out, on("2026-06-01", Expired("到期")), national())
    assert "自动失效" in refusal.says
    assert not refusal.is_breach
    declared = folded(*published(), on("2026-06-01", Expired("清理")))
    (refusal,) = publication.refusals(declared, on("2026-06-02", Expired("再清理")), national())
    assert "自动失效" not in refusal.says


def test_validity_is_prolonged_before_it_runs_out_only() -> None:
    acts = published(description=replace(NOTICE, expires=day("2026-05-31")))
    longer = Prolonged("云财〔2026〕8号", day("2028-05-31"))
    state = folded(*acts, on("2026-05-31", longer))
    assert state.validity_on(day("2026-06-01")) == "in_force"
    assert state.left == day("2028-06-01")
    assert folded(*acts, on("2026-05-31", Prolonged("云财〔2026〕8号"))).left is None
    assert refused(folded(*acts), "2026-05-20", Prolonged("甲", day("2026-05-31"))) == ["not_longer"]
    assert refused(folded(*published()), "2026-05-20", longer) == ["no_end_to_prolong"]


# Penalty Law 48: what was annulled is taken back within three working days


def test_an_annulled_penalty_decision_is_taken_back_within_three_working_days() -> None:
    # 30 April is a Thursday, 1 to 5 May are off, 9 May is worked: 6, 7, 8 May
    state = folded(*published(description=PENALTY), on("2026-04-30", Annulled("revoked", "云溪县人民法院")))
    assert dues(state) == {"publication.withdraw_penalty": "2026-05-08"}
    assert state.validity_on(day("2026-04-30")) == "annulled"
    assert refused(state, "2026-05-08", Unpublished("处罚决定被判决撤销")) == []
    assert refused(state, "2026-05-09", Unpublished("处罚决定被判决撤销")) == ["withdrawn_late"]
    assert refused(state, "2026-05-08", Unpublished(" ")) == ["withdrawn_without_reason"]
    back = folded(
        *published(description=PENALTY),
        on("2026-04-30", Annulled("revoked", "云溪县人民法院")),
        on("2026-05-06", Unpublished("处罚决定被判决撤销")),
    )
    assert dues(back) == {}
    assert refused(back, "2026-05-07", ONLINE) == ["annulled_already"]


def test_only_a_penalty_decision_is_annulled_and_only_once() -> None:
    fact = Annulled("void", "云溪县人民政府")
    assert refused(folded(*published()), "2026-04-01", fact) == ["not_a_penalty_decision"]
    twice = folded(*published(description=PENALTY), on("2026-04-01", fact))
    assert refused(twice, "2026-04-02", fact) == ["annulled_already"]


def test_before_the_law_set_a_term_nothing_is_due_on_a_day() -> None:
    """The Regulations of 2007 and the Penalty Law of 2021 set the terms."""
    old = publication.fold([on("2007-03-02", Made(NOTICE))], national())
    found = publication.deadlines(old, national())
    assert found.open == ()
    assert [step.day for step in found.steps] == [None]
    assert refused(old, "2007-12-03", ONLINE) == ["published_unreviewed"]
    annulled = folded(
        on("2019-03-04", Made(PENALTY)),
        *reviews("2019-03-05"),
        on("2019-03-06", ONLINE),
        on("2019-04-30", Annulled("revoked", "云溪县人民法院")),
    )
    assert publication.deadlines(annulled, national()).open == ()
    assert refused(annulled, "2019-06-03", Unpublished("处罚决定被判决撤销")) == []


# Sense and order


def test_what_is_taken_back_was_public_and_may_come_back() -> None:
    assert refused(folded(on("2026-03-02", Made(NOTICE))), "2026-03-03", Unpublished("误发")) == [
        "not_public"
    ]
    back = folded(*published(), on("2026-03-09", Unpublished("网页出错")))
    assert not back.is_public
    assert refused(back, "2026-03-10", Unpublished("再撤")) == ["not_public"]
    assert refused(back, "2026-03-10", ONLINE) == []


def test_the_same_content_is_published_once() -> None:
    assert refused(folded(*published()), "2026-03-09", ONLINE) == ["published_already"]


def test_only_what_is_public_goes_to_archives_and_libraries() -> None:
    assert refused(folded(*published()), "2026-03-09", Deposited("云溪县图书馆")) == []
    assert folded(*published(), on("2026-03-09", Deposited("云溪县图书馆"))).deposits == ("云溪县图书馆",)
    assert refused(folded(on("2026-03-02", Made(NOTICE))), "2026-03-09", Deposited("云溪县图书馆")) == [
        "deposited_unpublished"
    ]


def test_entries_follow_one_another() -> None:
    state = folded(*published())
    assert refused(None, "2026-03-09", ONLINE) == ["publication_unknown"]
    assert refused(state, "2026-03-09", Made(NOTICE)) == ["publication_exists"]
    assert refused(state, "2026-03-01", Repealed("甲")) == ["before_the_beginning"]
    assert refused(state, "2026-03-05", Repealed("甲")) == ["out_of_order"]
    assert (
        refused(
            folded(*published(), on("2026-04-01", Changed("附件"))), "2026-03-09", Deposited("云溪县档案馆")
        )
        == []
    )


def test_a_description_that_ends_before_it_begins_is_refused() -> None:
    bad = replace(NOTICE, effective=day("2026-05-01"), expires=day("2026-04-30"))
    assert refused(None, "2026-03-02", Made(bad)) == ["expires_before_effect"]
    over = replace(NOTICE, expires=day("2025-12-31"))
    assert refused(None, "2026-01-01", Listed(over)) == ["expired_before_the_beginning"]
    one_day = replace(NOTICE, effective=day("2026-05-01"), expires=day("2026-05-01"))
    assert refused(None, "2026-03-02", Made(one_day)) == []
    assert refused(None, "2025-12-31", Listed(over)) == []  # in force on its last day


def test_a_correction_stands_in_the_place_of_what_was_wrong() -> None:
    wrong = on("2026-03-02", Made(replace(NOTICE, title="写错的题名")))
    right = on("2026-03-05", Corrected(1, day("2026-03-03"), Made(NOTICE), "题名、日期写错"))
    state = folded(wrong, right)
    assert (state.description.title, state.since) == (NOTICE.title, day("2026-03-03"))


def test_no_act_gives_no_state() -> None:
    with pytest.raises(ValueError, match="一条记录也没有"):
        folded()


def test_every_fact_has_its_effect() -> None:
    assert {*folding._MOVES, Listed, Made} == set(FACTS)


def test_who_goes_on_with_an_item_changes_no_day() -> None:
    """Handed over on the 20th; its publication of the 11th is recorded after that."""
    acts = [
        on("2026-03-02", Made(NOTICE)),
        on("2026-03-20", Assigned("sun")),
        on("2026-03-11", Changed("更正一处")),
    ]
    state = publication.fold(acts, national())
    assert (state.assigned, state.last) == ("sun", day("2026-03-11"))
