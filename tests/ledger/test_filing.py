"""The filing of a year's report: submitted, sent back, cleared, published, corrected – and what makes no sense."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from gongkai.law.rulebook import Rulebook, national
from gongkai.law.settings import load_choices
from gongkai.ledger import filing
from gongkai.ledger.entry import Act, Fact
from gongkai.ledger.facts.filing import Amended, CellRemark, Cleared, Published, SentBack, Submitted
from gongkai.ledger.facts.organ import ActivityRecorded
from gongkai.ledger.filing import Filing
from gongkai.ledger.refused import Refused
from tests.ledger.cast import act, codes, refused_codes

CASE = filing.case_of(2025)
FIRST, SECOND, THIRD = ("1" * 64, "2" * 64, "3" * 64)
BACK = SentBack((CellRemark("requests.total.total", "与上年结转对不上。"),))
ADDRESS = "https://www.yunxi.invalid/2025.html"


def on(text: str, fact: Fact) -> Act:
    return act(text, fact, case=CASE)


def folded(*acts: Act) -> Filing:
    return filing.fold(acts, national())


def refused(state: Filing | None, text: str, fact: Fact, rulebook: Rulebook | None = None) -> list[str]:
    return codes(filing.refusals(state, on(text, fact), rulebook or national()))


SUBMITTED = on("2026-01-20", Submitted(FIRST))
RETURNED = (SUBMITTED, on("2026-01-22", BACK))
CLEARED = (*RETURNED, on("2026-01-26", Submitted(SECOND)), on("2026-01-27", Cleared(SECOND)))
PUBLISHED = (*CLEARED, on("2026-01-28", Published(SECOND, ADDRESS)))


def test_the_whole_way_from_submission_to_a_correction_after_publication() -> None:
    state = folded(*PUBLISHED, on("2026-03-02", Amended(THIRD, "第三项总计少计 1 件。")))
    assert (state.year, state.status, state.digest, state.address) == (2025, "published", THIRD, ADDRESS)
    assert (state.submitted, state.cleared, state.published) == (
        date(2026, 1, 20),
        date(2026, 1, 27),
        date(2026, 1, 28),
    )
    assert state.notes == ((date(2026, 3, 2), "第三项总计少计 1 件。"),)
    first, second = state.rounds
    assert (first.digest, first.returned, first.remarks) == (FIRST, date(2026, 1, 22), BACK.remarks)
    assert (second.digest, second.returned, second.remarks) == (SECOND, None, ())


def test_remarks_stand_until_the_report_is_submitted_anew() -> None:
    assert folded(*RETURNED).remarks == BACK.remarks
    assert folded(*CLEARED).remarks == ()


@pytest.mark.parametrize(
    ("acts", "is_locked"), [((SUBMITTED,), True), (RETURNED, False), (CLEARED, True), (PUBLISHED, False)]
)
def test_nobody_changes_it_while_the_office_has_it(acts: tuple[Act, ...], *, is_locked: bool) -> None:
    assert folded(*acts).is_locked is is_locked


@pytest.mark.parametrize(
    ("acts", "fact"),
    [
        ((SUBMITTED,), Submitted(SECOND)),
        (CLEARED, Submitted(THIRD)),
        (PUBLISHED, Submitted(THIRD)),
        (RETURNED, BACK),
        (CLEARED, BACK),
        (PUBLISHED, BACK),
        (RETURNED, Cleared(FIRST)),
        (CLEARED, Cleared(SECOND)),
        ((SUBMITTED,), Published(FIRST, ADDRESS)),
        (RETURNED, Published(FIRST, ADDRESS)),
        (PUBLISHED, Published(SECOND, ADDRESS)),
        (CLEARED, Amended(THIRD, "改。")),
    ],
)
def test_each_step_has_its_state(acts: tuple[Act, ...], fact: Fact) -> None:
    assert refused(folded(*acts), "2026-03-01", fact) == ["not_in_this_state"]


@pytest.mark.parametrize("fact", [BACK, Cleared(FIRST), Published(FIRST, ADDRESS), Amended(FIRST, "改。")])
def test_nothing_happens_to_what_was_never_submitted(fact: Fact) -> None:
    assert refused(None, "2026-01-20", fact) == ["not_submitted"]


def test_what_is_cleared_and_published_is_the_version_that_was_submitted() -> None:
    assert refused(folded(SUBMITTED), "2026-01-21", Cleared(SECOND)) == ["other_version"]
    assert refused(folded(*CLEARED), "2026-01-28", Published(FIRST, ADDRESS)) == ["other_version"]
    assert refused(folded(*PUBLISHED), "2026-01-29", Amended(SECOND, "改。")) == ["same_version"]


@pytest.mark.parametrize(
    ("acts", "fact", "code"),
    [
        ((), Submitted("版本一"), "bad_digest"),
        ((SUBMITTED,), SentBack(()), "no_remarks"),
        ((SUBMITTED,), SentBack((CellRemark("", " "),)), "no_remarks"),
        (CLEARED, Published(SECOND, " "), "no_address"),
        (PUBLISHED, Amended(THIRD, " "), "no_note"),
    ],
)
def test_words_that_are_owed(acts: tuple[Act, ...], fact: Fact, code: str) -> None:
    assert refused(folded(*acts) if acts else None, "2026-02-01", fact) == [code]


def test_no_report_of_a_year_that_is_not_over_and_no_day_before_the_last() -> None:
    assert refused(None, "2025-12-31", Submitted(FIRST)) == ["year_not_over"]
    assert refused(None, "2026-01-01", Submitted(FIRST)) == []
    assert refused(folded(*RETURNED), "2026-01-21", Submitted(SECOND)) == ["out_of_order"]


def test_only_facts_of_a_filing_and_only_under_the_key_of_a_year() -> None:
    assert refused(None, "2026-01-20", ActivityRecorded("platform", "建成")) == ["not_of_a_filing"]
    wrong = replace(SUBMITTED, case="filing/今年")
    assert codes(filing.refusals(None, wrong, national())) == ["not_a_year"]
    with pytest.raises(Refused) as refusal:
        filing.fold([on("2026-01-20", BACK)], national())
    assert refused_codes(refusal.value) == ["not_submitted"]


def test_an_office_may_settle_that_nobody_waits_for_its_consent(tmp_path: Path) -> None:
    path = tmp_path / "choices.yaml"
    path.write_text(
        "organ: 云溪县\nwhy: 县里的安排\nchoices:\n  filing.clearance: {2020-01-01: not-required}\n",
        "utf-8",
    )
    free = replace(national(), choices=load_choices(path))
    assert refused(folded(SUBMITTED), "2026-01-21", Published(FIRST, ADDRESS), free) == []
    assert refused(folded(*RETURNED), "2026-01-23", Published(FIRST, ADDRESS), free) == ["not_in_this_state"]
    assert refused(folded(SUBMITTED), "2026-01-21", Published(SECOND, ADDRESS), free) == ["other_version"]
