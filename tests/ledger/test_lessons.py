"""What a request points to before it is replied to, which letter is challenged, and what is said of it."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gongkai.law.rulebook import national
from gongkai.ledger import remedy
from gongkai.ledger.facts import remedy as remedies
from gongkai.ledger.remedy import Remedy
from gongkai.ledger.remedy.lessons import likely_kinds
from gongkai.ledger.request_state import Request
from tests.ledger import cast
from tests.ledger.clock_cases import CASE, folded, rulebook

BOOK = rulebook({})
ARRIVED = [cast.day("2026-03-02"), "Arrived"]
UNTIL = {"until": cast.day("2026-03-20")}
MATTER, COURT, COUNTY = "remedy/2026-0001", "云溪县人民法院", "云溪县人民政府"


def request(*acts: list[object]) -> Request:
    return folded([ARRIVED, *acts], BOOK)


def on(day: str, fact: str, **fields: object) -> list[object]:
    return [cast.day(day), fact, fields]


def matter(*facts: tuple[str, remedies.Fact]) -> Remedy:
    return remedy.fold([cast.act(day, fact, case=MATTER) for day, fact in facts], national())


@pytest.mark.parametrize(
    ("acts", "kinds"),
    [
        ([], ()),
        ([on("2026-03-03", "ReasonsAsked", **UNTIL)], ("massive_repeated",)),
        ([on("2026-03-03", "FeeNoticed")], ("lapsed_fee",)),
        ([on("2026-03-03", "SupplementAsked", **UNTIL)], ("lapsed_supplement",)),
        (
            [on("2026-03-03", "SupplementAsked", **UNTIL), on("2026-03-05", "Supplemented")],
            ("unclear_after_supplement",),
        ),
        (
            [
                on("2026-03-03", "ThirdPartyConsulted"),
                on("2026-03-03", "ThirdPartyConsulted", party="乙", letter="征求3"),
            ],
            ("third_party_rights",),
        ),
        ([on("2026-03-03", "CoMakerConsulted")], ()),
    ],
)
def test_what_was_done_points_to_a_kind_of_reply(acts: list[list[object]], kinds: tuple[str, ...]) -> None:
    assert likely_kinds(request(*acts)) == kinds


def refused_twice() -> Request:
    """The first letter rests on Article 14, the second, after it was mended, on Article 15."""
    first = request(
        on("2026-03-03", "Classified"), on("2026-03-10", "Replied", outcomes={1: "state_secret"}, letter="甲")
    )
    (reply,) = first.replies
    outcome = replace(reply.outcomes[0], kind="third_party_rights")
    return replace(
        first, replies=(reply, replace(reply, letter="乙", day=cast.day("2026-03-20"), outcomes=(outcome,)))
    )


def direct_suit(letter: str | None, day: str = "2026-04-01") -> Remedy:
    return matter((day, remedies.Challenged("litigation_direct", COURT, CASE, letter)))


def test_a_direct_suit_is_warned_of_in_words_that_cite() -> None:
    warning = remedy.direct_suit_warning(direct_suit("甲"), refused_twice())
    assert warning is not None
    assert warning.says.startswith("甲依据条例第十四条不予公开，2024年1月1日起应当先申请行政复议；")
    assert "第二十三条" in warning.cited
    assert warning.day is None


@pytest.mark.parametrize(
    ("letter", "day", "article"),
    [
        ("甲", "2026-04-01", "第十四条"),
        ("乙", "2026-04-01", "第十五条"),
        (None, "2026-04-01", "第十五条"),  # names no letter: the newest when it began
        (None, "2026-03-20", "第十五条"),  # on the very day of that letter
        (None, "2026-03-19", "第十四条"),  # the day before
    ],
)
def test_the_letter_is_the_one_that_is_named_else_the_newest(
    letter: str | None, day: str, article: str
) -> None:
    warning = remedy.direct_suit_warning(direct_suit(letter, day), refused_twice())
    assert warning is not None
    assert article in warning.says


def test_a_letter_that_is_not_there_is_not_warned_of() -> None:
    assert remedy.direct_suit_warning(direct_suit("丙"), refused_twice()) is None
    assert remedy.direct_suit_warning(direct_suit(None, "2026-03-09"), refused_twice()) is None


def revoked(perform_by: str | None) -> Remedy:
    result = remedies.Decided(
        "reconsideration_revoked_new_reply",
        "云府复决〔2026〕5号",
        cast.day("2026-05-08"),
        perform_by=cast.day(perform_by) if perform_by else None,
    )
    return matter(
        ("2026-04-01", remedies.Challenged("reconsideration", COUNTY, CASE, "甲")),
        ("2026-04-08", remedies.AnswerFiled(("答复书",))),
        ("2026-05-06", result),
    )


@pytest.mark.parametrize(
    ("perform_by", "says"),
    [("2026-06-01", "重新处理，最迟 2026年6月1日；请登记"), (None, "重新处理；请登记")],
)
def test_a_new_reply_is_awaited_by_its_day(perform_by: str | None, says: str) -> None:
    (awaited,) = remedy.awaited_replies([revoked(perform_by)], {CASE: refused_twice()})
    assert says in awaited.step.says
    assert awaited.step.day == awaited.by == (cast.day(perform_by) if perform_by else None)


def test_once_the_request_is_reopened_for_it_nothing_is_awaited() -> None:
    def reopened(by: str) -> Request:
        return request(
            on("2026-03-10", "Replied"), on("2026-05-09", "Reopened", because="reconsideration", remedy=by)
        )

    assert remedy.awaited_replies([revoked(None)], {CASE: reopened(MATTER)}) == ()
    assert len(remedy.awaited_replies([revoked(None)], {CASE: reopened("remedy/2026-0009")})) == 1


def test_a_lesson_says_which_letter_of_which_kind_went_how() -> None:
    (lesson,) = remedy.lessons([revoked(None)], {CASE: refused_twice()})
    assert (lesson.remedy, lesson.request, lesson.result) == (
        MATTER,
        CASE,
        "reconsideration_revoked_new_reply",
    )
    assert lesson.says.startswith("甲（不予公开：")
    assert lesson.says.endswith(f"）在 {MATTER} 中复议撤销并责令重新答复（2026年5月6日）。")
