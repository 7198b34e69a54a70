"""The year's figures: which act counts where, said as statements with the arithmetic standing."""

from __future__ import annotations

from dataclasses import replace
from decimal import Decimal
from pathlib import Path

import pytest

from gongkai.ledger.codec import BadEntry
from gongkai.ledger.counting.organs import NotOpened
from gongkai.ledger.counting.survey import ClosedYearTouched
from gongkai.ledger.entry import Act
from gongkai.ledger.facts import organ, publication, remedy, request
from gongkai.ledger.figures import NoFigures, count, count_file
from gongkai.model.cell import Amount, Blank
from tests.ledger.cast import ORGAN, act, day
from tests.ledger.ledgers import chained, write
from tests.ledger.yearly import (
    arrived,
    charges,
    closed,
    corrected,
    decisions,
    described,
    figures,
    on_document,
    on_matter,
    on_organ,
    on_request,
    opened,
    reopened,
    replied,
    rows,
    stated,
)

# --- table three: requests ---------------------------------------------------------------------------------------


def test_a_request_counts_once_as_new_and_once_as_handled() -> None:
    acts = [opened(), arrived("2025-03-03", "1", "business"), replied("2025-03-20", "1", "granted")]
    assert rows(figures(acts, 2025)) == {"new_received": 1, "granted": 1, "total": 1}
    assert rows(figures(acts, 2025), "business") == {"new_received": 1, "granted": 1, "total": 1}
    assert rows(figures(acts, 2026)) == {}


def test_what_is_open_at_the_end_of_the_year_is_carried_into_the_next() -> None:
    acts = [opened(), arrived("2025-12-20", "1"), replied("2026-01-10", "1", "not_exist")]
    assert rows(figures(acts, 2025)) == {"new_received": 1, "carried_out": 1}
    assert rows(figures(acts, 2026)) == {"carried_in": 1, "unable.not_held": 1, "total": 1}


def test_a_request_that_is_never_answered_is_carried_on_every_year() -> None:
    acts = [opened(), arrived("2025-12-20", "1")]
    assert rows(figures(acts, 2028)) == {"carried_in": 1, "carried_out": 1}


def test_a_request_received_before_the_ledger_opened_is_carried_in() -> None:
    acts = [opened(), arrived("2024-12-20", "1"), replied("2025-01-10", "1", "granted")]
    assert rows(figures(acts, 2025)) == {"carried_in": 1, "granted": 1, "total": 1}


def test_in_the_year_of_the_opening_too() -> None:
    acts = [opened("2025-07-01"), arrived("2025-03-03", "1"), replied("2025-07-10", "1", "granted")]
    found = figures(acts, 2025)
    assert rows(found) == {"carried_in": 1, "granted": 1, "total": 1}
    assert any("台账从 2025-07-01 开始" in remark for remark in found.remarks)


def test_what_came_and_went_before_the_ledger_opened_is_history() -> None:
    acts = [opened(), arrived("2024-11-04", "1"), replied("2024-11-20", "1", "granted")]
    assert rows(figures(acts, 2025)) == {}


def test_a_request_by_internet_is_received_when_both_sides_confirm() -> None:
    acts = [opened(), arrived("2025-12-30", "1", channel="internet")]
    assert rows(figures(acts, 2025)) == {}
    acts.append(on_request("2026-01-02", "1", request.Confirmed("电话")))
    assert rows(figures(acts, 2025)) == {}
    assert rows(figures(acts, 2026)) == {"new_received": 1, "carried_out": 1}


def test_given_and_withheld_is_a_partial_disclosure_and_nothing_else() -> None:
    acts = [opened(), arrived("2025-03-03", "1"), replied("2025-03-20", "1", "granted", "state_secret")]
    assert rows(figures(acts, 2025)) == {"new_received": 1, "partially_granted": 1, "total": 1}


def test_where_the_form_leaves_the_row_open_the_organ_names_it() -> None:
    acts = [opened(), arrived("2025-03-03", "1")]
    acts.append(replied("2025-03-20", "1", "not_exist", "petition", counted_as="petition"))
    assert rows(figures(acts, 2025)) == {"new_received": 1, "not_processed.petition": 1, "total": 1}


@pytest.mark.parametrize(
    ("fact", "row"),
    [
        (request.Lapsed("lapsed_supplement"), "other.no_supplement"),
        (request.Lapsed("lapsed_fee"), "other.fee_unpaid"),
        (request.Withdrawn("电话"), "other.misc"),
        (request.Merged("request/2", "同一内容"), "other.misc"),
    ],
)
def test_every_other_end_has_its_row(fact: request.Fact, row: str) -> None:
    acts = [opened(), arrived("2025-03-03", "1"), on_request("2025-04-01", "1", fact)]
    assert rows(figures(acts, 2025)) == {"new_received": 1, row: 1, "total": 1}
    assert rows(figures(acts, 2025, form="2019")) == {"new_received": 1, "other.undivided": 1, "total": 1}


def test_a_request_that_was_split_counts_unit_by_unit() -> None:
    acts = [opened(), arrived("2025-03-03", "1")]
    acts.append(on_request("2025-03-04", "1", request.Split((2,), ("request/2",))))
    acts += [arrived("2025-03-03", "2"), replied("2025-03-20", "1", "granted")]
    assert rows(figures(acts, 2025)) == {"new_received": 2, "granted": 1, "total": 1, "carried_out": 1}


def test_a_new_reply_after_reconsideration_is_not_counted_again() -> None:
    acts = [opened(), arrived("2025-03-03", "1"), replied("2025-03-20", "1", "state_secret")]
    acts.append(on_request("2026-02-02", "1", request.Reopened("reconsideration", "复议撤销")))
    acts.append(replied("2026-02-20", "1", "granted"))
    assert rows(figures(acts, 2025)) == {"new_received": 1, "denied.state_secret": 1, "total": 1}
    found = figures(acts, 2026)
    assert rows(found) == {}
    assert any("有 1 件已办结的申请重新办理" in remark for remark in found.remarks)


SERVED = {"request.closed_on": "served"}


def served(on: str, way: str = "direct", *, received: str | None = None, letter: str = "letter/1") -> Act:
    fact = request.Served(letter, way, "回执", None, day(received) if received else None)  # type: ignore[arg-type]
    return on_request(on, "1", fact)


def test_where_service_closes_a_request_it_ends_with_the_letter_in_hand() -> None:
    acts = [opened(), arrived("2025-12-20", "1"), replied("2025-12-30", "1", "granted")]
    assert rows(figures(acts, 2025, choices=SERVED)) == {"new_received": 1, "carried_out": 1}
    acts += [
        served("2025-12-30", "post"),
        served("2025-12-30", letter="letter/9"),
    ]  # on its way; another letter
    assert rows(figures(acts, 2025, choices=SERVED)) == {"new_received": 1, "carried_out": 1}
    acts.append(served("2026-01-08", "post", received="2026-01-04"))
    assert rows(figures(acts, 2026, choices=SERVED)) == {"carried_in": 1, "granted": 1, "total": 1}
    assert rows(figures(acts, 2025)) == {"new_received": 1, "granted": 1, "total": 1}


def test_a_letter_handed_over_in_person_is_served_on_that_day() -> None:
    acts = [opened(), arrived("2025-12-20", "1"), replied("2025-12-30", "1", "granted"), served("2025-12-31")]
    assert rows(figures(acts, 2025, choices=SERVED)) == {"new_received": 1, "granted": 1, "total": 1}


def test_the_day_of_receipt_counts_and_not_that_of_its_entry() -> None:
    acts = [opened(), arrived("2025-12-20", "1"), replied("2025-12-30", "1", "granted")]
    acts.append(served("2026-01-08", "post", received="2025-12-31"))
    assert rows(figures(acts, 2025, choices=SERVED)) == {"new_received": 1, "granted": 1, "total": 1}


def test_counted_as_new_a_reopened_request_comes_and_goes_again() -> None:
    acts = [opened(), arrived("2025-03-03", "1"), replied("2025-03-20", "1", "state_secret")]
    acts.append(on_request("2025-11-20", "1", request.Reopened("reconsideration", "复议撤销")))
    acts.append(replied("2026-01-10", "1", "granted"))
    choices = {"request.reopened_count": "as-new"}
    assert rows(figures(acts, 2025, choices=choices)) == {
        "new_received": 2,
        "denied.state_secret": 1,
        "total": 1,
        "carried_out": 1,
    }
    assert rows(figures(acts, 2026, choices=choices)) == {"carried_in": 1, "granted": 1, "total": 1}


# --- voiding -----------------------------------------------------------------------------------------------------


def voided(on: str, case: str) -> Act:
    return on_request(on, case, request.Voided("重复登记"))


def test_what_was_no_request_is_not_counted() -> None:
    acts = [opened(), arrived("2025-12-20", "1"), voided("2026-01-05", "1")]
    assert rows(figures(acts, 2025)) == rows(figures(acts, 2026)) == {}


def test_once_the_report_has_counted_it_voiding_is_an_end_as_misc() -> None:
    acts = [opened(), arrived("2025-12-20", "1"), closed(2025), voided("2026-02-05", "1")]
    assert rows(figures(acts, 2025)) == {"new_received": 1, "carried_out": 1}
    found = figures(acts, 2026)
    assert rows(found) == {"carried_in": 1, "other.misc": 1, "total": 1}
    assert any("结账之后作废" in remark for remark in found.remarks)


def test_a_carried_in_request_of_before_the_ledger_cannot_vanish_either() -> None:
    acts = [opened(), arrived("2024-12-20", "1"), voided("2025-01-05", "1")]
    assert rows(figures(acts, 2025)) == {"carried_in": 1, "other.misc": 1, "total": 1}


def test_restored_it_counts_as_before() -> None:
    acts = [opened(), arrived("2025-12-20", "1"), voided("2025-12-22", "1")]
    acts.append(on_request("2025-12-23", "1", request.Restored("不是重复")))
    assert rows(figures(acts, 2025)) == {"new_received": 1, "carried_out": 1}


def test_restored_after_the_year_was_closed_without_it_it_is_new_in_the_next() -> None:
    acts = [opened(), arrived("2025-12-20", "1"), voided("2025-12-22", "1"), closed(2025)]
    acts.append(on_request("2026-02-02", "1", request.Restored("不是重复")))
    assert rows(figures(acts, 2025)) == {}
    assert rows(figures(acts, 2026)) == {"new_received": 1, "carried_out": 1}


# --- closed years and corrections --------------------------------------------------------------------------------


def test_what_is_recorded_after_the_closing_counts_in_the_first_open_year() -> None:
    acts = [opened(), arrived("2025-12-20", "1"), closed(2025), replied("2025-12-29", "1", "granted")]
    acts.append(arrived("2025-12-31", "2"))
    assert rows(figures(acts, 2025)) == {"new_received": 1, "carried_out": 1}
    assert rows(figures(acts, 2026)) == {
        "new_received": 1,
        "carried_in": 1,
        "granted": 1,
        "total": 1,
        "carried_out": 1,
    }


def test_once_the_year_is_reopened_it_counts_there() -> None:
    acts = [
        opened(),
        arrived("2025-12-20", "1"),
        closed(2025),
        reopened(2025),
        replied("2025-12-29", "1", "granted"),
    ]
    assert rows(figures(acts, 2025)) == {"new_received": 1, "granted": 1, "total": 1}


def test_a_correction_stands_in_the_place_of_what_it_corrects() -> None:
    wrong = arrived("2025-03-03", "1", "business")
    right = arrived("2025-03-03", "1", "research").fact
    acts = [opened(), wrong, replied("2025-03-20", "1", "granted")]
    acts.append(corrected("2025-04-01", "request/1", 2, right, to="2025-03-04"))
    assert rows(figures(acts, 2025), "research") == {"new_received": 1, "granted": 1, "total": 1}
    assert rows(figures(acts, 2025), "business") == {}


def test_a_correction_of_a_closed_year_is_refused_until_the_year_is_reopened() -> None:
    right = arrived("2025-03-03", "1", "research").fact
    correction = corrected("2026-02-25", "request/1", 2, right, to="2025-03-03")
    acts = [opened(), arrived("2025-03-03", "1"), closed(2025)]
    with pytest.raises(ClosedYearTouched, match="第 2 条记录已计入 2025 年"):
        figures([*acts, correction], 2025)
    assert rows(figures([*acts, reopened(2025), correction], 2025), "research") == {
        "new_received": 1,
        "carried_out": 1,
    }


def test_a_voiding_that_reached_back_cannot_be_corrected_away_after_the_closing() -> None:
    acts = [opened(), arrived("2025-12-20", "1"), voided("2026-01-05", "1"), closed(2025)]
    acts.append(
        corrected(
            "2026-02-25", "request/1", 3, request.Searched("档案", "甲", has_found=True), to="2026-01-05"
        )
    )
    with pytest.raises(ClosedYearTouched, match="2025 年度已经结账"):
        figures(acts, 2026)


def test_an_import_belongs_to_the_year_of_its_period_not_of_its_day() -> None:
    period = (day("2025-01-01"), day("2025-12-31"), "许可台账.xlsx")
    late = on_organ("2026-01-05", organ.DecisionsCounted("licensing", 7, *period))
    assert stated(figures([opened(), late], 2025), "disclosure") == {"licensing.decisions": 7}
    better = organ.DecisionsCounted("licensing", 8, *period)
    acts = [opened(), late, closed(2025), corrected("2026-02-25", "organ", 2, better, to="2026-01-05")]
    with pytest.raises(ClosedYearTouched):
        figures(acts, 2025)


# --- table two: the stock, decisions, charges --------------------------------------------------------------------


def test_last_year_and_issued_less_repealed_is_what_is_in_force() -> None:
    acts = [opened()]
    acts += [on_document("2025-01-01", str(n), publication.Listed(described())) for n in range(3)]
    acts += [on_document("2025-05-06", str(n), publication.Made(described())) for n in (3, 4)]
    acts.append(on_document("2025-06-06", "0", publication.Repealed("云财〔2025〕9号")))
    acts.append(on_document("2026-06-06", "3", publication.Amended("云财〔2026〕1号")))
    row = "normative_documents"
    assert stated(figures(acts, 2025), "disclosure") == {
        f"{row}.issued": 2,
        f"{row}.repealed": 1,
        f"{row}.in_force": 4,
    }
    assert stated(figures(acts, 2026), "disclosure") == {f"{row}.in_force": 4}  # 3 + 2 − 1
    assert [behind.case for behind in figures(acts, 2025).cases[f"disclosure.{row}.repealed"]] == [
        "publication/0"
    ]


def test_what_is_made_and_repealed_in_one_year_is_both_and_not_in_force() -> None:
    acts = [opened(), on_document("2025-05-06", "1", publication.Made(described("regulations")))]
    acts.append(on_document("2025-09-06", "1", publication.Repealed("令第2号")))
    assert stated(figures(acts, 2025), "disclosure") == {"regulations.issued": 1, "regulations.repealed": 1}


def test_a_validity_runs_out_without_an_entry_and_counts_as_repealed() -> None:
    acts = [opened(), on_document("2025-01-01", "1", publication.Listed(described(expires="2025-12-31")))]
    assert stated(figures(acts, 2025), "disclosure") == {"normative_documents.in_force": 1}
    assert stated(figures(acts, 2026), "disclosure") == {"normative_documents.repealed": 1}


def test_prolonged_in_time_it_goes_on() -> None:
    acts = [opened(), on_document("2025-01-01", "1", publication.Listed(described(expires="2025-12-31")))]
    acts.append(on_document("2025-11-01", "1", publication.Prolonged("云财〔2025〕9号", day("2027-12-31"))))
    assert stated(figures(acts, 2026), "disclosure") == {"normative_documents.in_force": 1}
    assert stated(figures(acts, 2028), "disclosure") == {"normative_documents.repealed": 1}


def test_stock_found_after_a_closing_is_in_force_and_said_to_be_neither_new_nor_old() -> None:
    acts = [opened(), closed(2025), on_document("2025-01-01", "1", publication.Listed(described()))]
    assert stated(figures(acts, 2025), "disclosure") == {}
    found = figures(acts, 2026)
    assert stated(found, "disclosure") == {"normative_documents.in_force": 1}
    assert any("补登的存量" in remark for remark in found.remarks)


def test_what_runs_out_may_be_no_repeal() -> None:
    acts = [opened(), on_document("2025-01-01", "1", publication.Listed(described(expires="2025-06-30")))]
    acts.append(on_document("2025-01-01", "2", publication.Listed(described())))
    acts.append(on_document("2025-06-06", "2", publication.Expired("清理")))
    assert stated(figures(acts, 2025), "disclosure") == {"normative_documents.repealed": 2}
    found = figures(acts, 2025, choices={"stock.expired_counts_as": "neither"})
    assert stated(found, "disclosure") == {}
    assert any("行政规范性文件有 2 件有效期届满" in remark for remark in found.remarks)


def test_repealed_before_it_runs_out_it_ends_then_and_only_once() -> None:
    acts = [opened(), on_document("2025-01-01", "1", publication.Listed(described(expires="2026-06-30")))]
    acts.append(on_document("2025-06-06", "1", publication.Repealed("云财〔2025〕9号")))
    assert stated(figures(acts, 2025), "disclosure") == {"normative_documents.repealed": 1}
    assert stated(figures(acts, 2026), "disclosure") == {}


def test_made_and_run_out_within_one_year_it_is_issued_and_repealed() -> None:
    acts = [opened(), on_document("2025-02-01", "1", publication.Made(described(expires="2025-06-30")))]
    assert stated(figures(acts, 2025), "disclosure") == {
        "normative_documents.issued": 1,
        "normative_documents.repealed": 1,
    }


def test_prolonged_after_a_closed_year_took_it_out_it_joins_the_stock_anew() -> None:
    acts = [opened(), on_document("2025-01-01", "1", publication.Listed(described(expires="2025-06-30")))]
    acts += [closed(2025), on_document("2025-06-01", "1", publication.Prolonged("云财〔2025〕9号"))]
    assert stated(figures(acts, 2025), "disclosure") == {"normative_documents.repealed": 1}
    assert stated(figures(acts, 2026), "disclosure") == {"normative_documents.in_force": 1}


def test_prolonged_in_the_year_in_which_it_would_have_run_out_it_never_left_the_stock() -> None:
    acts = [opened(), on_document("2025-01-01", "1", publication.Listed(described(expires="2025-06-30")))]
    acts.append(on_document("2025-06-01", "1", publication.Prolonged("云财〔2025〕9号")))
    assert stated(figures(acts, 2025), "disclosure") == {"normative_documents.in_force": 1}


def test_a_repeal_that_is_told_after_the_closing_takes_nothing_out_twice() -> None:
    acts = [opened(), on_document("2025-01-01", "1", publication.Listed(described(expires="2025-06-30")))]
    acts += [closed(2025), on_document("2025-05-05", "1", publication.Repealed("云财〔2025〕9号"))]
    assert stated(figures(acts, 2025), "disclosure") == {"normative_documents.repealed": 1}
    assert stated(figures(acts, 2026), "disclosure") == {}


def test_a_document_that_is_withheld_is_in_the_stock_and_pointed_out() -> None:
    kept = publication.Made(replace(described(), disclosure="withheld"))
    found = figures([opened(), on_document("2025-05-06", "1", kept)], 2025)
    assert stated(found, "disclosure")["normative_documents.in_force"] == 1
    assert any("登记为不主动公开" in remark for remark in found.remarks)
    shown = on_document("2025-05-07", "1", publication.Reassessed("proactive", "复查"))
    again = figures([opened(), on_document("2025-05-06", "1", kept), shown], 2025)
    assert not any("登记为不主动公开" in remark for remark in again.remarks)


def test_other_things_that_are_published_are_no_documents_of_the_stock() -> None:
    acts = [opened(), on_document("2025-05-06", "1", publication.Made(described("other")))]
    acts.append(on_document("2025-05-07", "1", publication.Published(("网站",))))
    assert stated(figures(acts, 2025), "disclosure") == {}
    assert figures(acts, 2025).published == 1


def test_decisions_add_up_period_by_period_and_gaps_are_told() -> None:
    acts = [opened(), decisions("licensing", 3, "2025-01-01", "2025-06-30")]
    found = figures(acts, 2025)
    assert stated(found, "disclosure") == {"licensing.decisions": 3}
    assert any("没有 2025-07-01 至 2025-12-31 的数据" in remark for remark in found.remarks)
    acts.append(decisions("licensing", 4, "2025-07-01", "2025-12-31"))
    assert stated(figures(acts, 2025), "disclosure") == {"licensing.decisions": 7}


def test_a_whole_year_in_periods_needs_no_remark_and_an_overlap_does() -> None:
    halves = [
        decisions("licensing", 3, "2025-01-01", "2025-06-30"),
        decisions("licensing", 4, "2025-07-01", "2025-12-31"),
    ]
    assert not any("行政许可" in remark for remark in figures([opened(), *halves], 2025).remarks)
    twice = [*halves, decisions("licensing", 1, "2025-06-30", "2025-07-31")]
    assert any(
        "2025-06-30 起的一段与之前的重叠" in remark for remark in figures([opened(), *twice], 2025).remarks
    )


def test_a_year_begins_for_its_imports_when_the_ledger_opens() -> None:
    found = figures([opened("2025-07-01"), decisions("licensing", 4, "2025-07-01", "2025-12-31")], 2025)
    assert not any("行政许可" in remark for remark in found.remarks)


def test_a_gap_on_the_first_day_of_the_year_is_told() -> None:
    found = figures([opened(), decisions("licensing", 4, "2025-01-02", "2025-12-31")], 2025)
    assert any("没有 2025-01-01 至 2025-01-01 的数据" in remark for remark in found.remarks)


def test_a_ledger_that_opens_with_the_year_covers_it() -> None:
    assert not any("台账从" in remark for remark in figures([opened()], 2025).remarks)
    assert any("台账从 2025-01-02" in remark for remark in figures([opened("2025-01-02")], 2025).remarks)


def test_activities_are_those_of_the_year() -> None:
    acts = [opened(), on_organ("2025-05-06", organ.ActivityRecorded("platform", "改版专栏"))]
    assert [each.says for each in figures(acts, 2025).activities] == ["改版专栏"]
    assert figures(acts, 2026).activities == ()


def test_what_was_told_too_late_for_its_year_says_nothing_of_the_next() -> None:
    acts = [opened(), closed(2025), decisions("licensing", 7, "2025-01-01", "2025-12-31")]
    assert figures(acts, 2026).cells["disclosure.licensing.decisions"] == Blank()
    acts.append(decisions("licensing", 2, "2026-01-01", "2026-12-31"))
    assert stated(figures(acts, 2026), "disclosure") == {"licensing.decisions": 9}


def test_what_nobody_told_is_blank_and_what_was_told_as_none_is_zero() -> None:
    found = figures([opened(), decisions("penalties", 0, "2025-01-01", "2025-12-31")], 2025)
    assert found.cells["disclosure.licensing.decisions"] == Blank()
    assert found.number("disclosure.penalties.decisions") == 0
    assert any("「行政许可」一格留作空白" in remark for remark in found.remarks)


def test_charges_are_exact_in_wan_and_hold_the_processing_fee() -> None:
    acts = [opened(), charges(18_871_000_00, 2025), arrived("2025-03-03", "1")]
    acts.append(on_request("2025-03-05", "1", request.FeeNoticed("pages", 68, 380_00, "超过三十页")))
    acts.append(on_request("2025-03-25", "1", request.FeePaid(380_00)))
    found = figures(acts, 2025)
    assert found.cells["disclosure.fees.amount"] == Amount(Decimal("1887.138"))  # 18 871 000 + 380 yuan
    assert (found.fees.noticed, found.fees.paid, len(found.fees.notices)) == (380_00, 380_00, 1)


def test_a_fraction_of_a_yuan_is_rounded_in_the_cell_and_told() -> None:
    found = figures([opened(), charges(123_456_78, 2025)], 2025)
    assert found.cells["disclosure.fees.amount"] == Amount(Decimal("12.3457"))
    assert any("123456.78 元" in remark for remark in found.remarks)


def test_without_the_other_charges_the_processing_fee_alone_is_not_the_amount() -> None:
    acts = [opened(), arrived("2025-03-03", "1"), on_request("2025-03-25", "1", request.FeePaid(380_00))]
    assert figures(acts, 2025).cells["disclosure.fees.amount"] == Blank()


def test_the_form_of_2019_has_columns_that_no_ledger_knows() -> None:
    acts = [opened("2020-01-01"), on_document("2020-05-06", "1", publication.Made(described()))]
    acts.append(on_document("2020-05-08", "1", publication.Published(("网站",))))
    found = figures(acts, 2020, form="2019")
    assert stated(found, "disclosure") == {
        "normative_documents.made": 1,
        "normative_documents.newly_disclosed": 1,
    }
    assert found.cells["disclosure.normative_documents.disclosed_total"] == Blank()
    assert found.cells["disclosure.procurement.amount"] == Blank()
    assert any("台账不登记这些数据" in remark for remark in found.remarks)


# --- table four --------------------------------------------------------------------------------------------------


def challenged(on: str, case: str = "1", path: str = "litigation_direct") -> Act:
    return on_matter(on, case, remedy.Challenged(path, "云溪县人民法院"))  # type: ignore[arg-type]


def decided(on: str, result: str, case: str = "1") -> Act:
    return on_matter(on, case, remedy.Decided(result, "〔2025〕1号", day(on)))


def test_a_matter_is_pending_until_it_is_decided_and_counts_in_both_years() -> None:
    acts = [opened(), challenged("2025-11-03"), decided("2026-02-03", "litigation_claim_dismissed")]
    assert stated(figures(acts, 2025), "remedies") == {
        "litigation_direct.pending": 1,
        "litigation_direct.total": 1,
    }
    assert stated(figures(acts, 2026), "remedies") == {
        "litigation_direct.upheld": 1,
        "litigation_direct.total": 1,
    }
    assert stated(figures(acts, 2027), "remedies") == {}


def test_an_appeal_makes_it_pending_again_and_no_second_matter() -> None:
    acts = [opened(), challenged("2025-03-03"), decided("2025-06-03", "litigation_claim_dismissed")]
    acts.append(on_matter("2025-06-15", "1", remedy.Appealed("applicant", "清江市中级人民法院")))
    assert stated(figures(acts, 2025), "remedies") == {
        "litigation_direct.pending": 1,
        "litigation_direct.total": 1,
    }
    acts.append(decided("2026-01-15", "litigation_revoked"))
    assert stated(figures(acts, 2026), "remedies") == {
        "litigation_direct.corrected": 1,
        "litigation_direct.total": 1,
    }


def test_an_appeal_in_a_later_year_leaves_the_year_before_as_it_was() -> None:
    acts = [opened(), challenged("2025-03-03"), decided("2025-12-29", "litigation_revoked")]
    acts.append(on_matter("2026-01-10", "1", remedy.Appealed("organ", "清江市中级人民法院")))
    assert stated(figures(acts, 2025), "remedies") == {
        "litigation_direct.corrected": 1,
        "litigation_direct.total": 1,
    }
    assert stated(figures(acts, 2026), "remedies") == {
        "litigation_direct.pending": 1,
        "litigation_direct.total": 1,
    }


# --- organs, trees, refusals -------------------------------------------------------------------------------------


def test_a_tree_adds_up_and_an_organ_alone_does_not() -> None:
    town = "baishi-town"
    acts = [opened(), opened(organ_key=town, parent=ORGAN, kind="government"), arrived("2025-03-03", "1")]
    acts.append(replace(arrived("2025-04-04", "1"), organ=town))
    assert rows(figures(acts, 2025)) == {"new_received": 1, "carried_out": 1}
    whole = figures(acts, 2025, tree=True)
    assert rows(whole) == {"new_received": 2, "carried_out": 2}
    assert [(each.organ, each.case) for each in whole.cases["requests.new_received.total"]] == [
        (ORGAN, "request/1"),
        (town, "request/1"),
    ]


def test_an_organ_that_changes_its_place_is_counted_where_it_stands_when_the_year_ends() -> None:
    town = "baishi-town"
    acts = [opened(), opened(organ_key=town, kind="government")]
    acts.append(act("2026-05-05", organ.OrganChanged(parent=ORGAN), case="organ", organ=town))
    assert figures(acts, 2025, tree=True).organs == (ORGAN,)
    assert figures(acts, 2026, tree=True).organs == (ORGAN, town)


def test_a_tree_that_lost_or_won_an_organ_says_that_its_years_need_not_join() -> None:
    town = "baishi-town"
    acts = [
        opened(),
        opened(organ_key=town, kind="government"),
        opened(organ_key="county", kind="government"),
    ]
    acts.append(replace(arrived("2025-04-04", "1"), organ=town))
    acts.append(act("2026-05-05", organ.OrganChanged(parent=ORGAN), case="organ", organ=town))
    acts.append(act("2027-05-05", organ.OrganChanged(parent="county"), case="organ", organ=town))

    def told(year: int, *, tree: bool = True) -> list[str]:
        return [each for each in figures(acts, year, tree=tree).remarks if "汇总的机关" in each]

    assert rows(figures(acts, 2025, tree=True)) == {}
    assert rows(figures(acts, 2026, tree=True)) == {
        "carried_in": 1,
        "carried_out": 1,
    }  # nothing was carried out of 2025
    assert [each.partition("：")[2].partition("。")[0] for each in told(2026)] == ["新增云溪县白石镇人民政府"]
    assert [each.partition("：")[2].partition("。")[0] for each in told(2027)] == ["减少云溪县白石镇人民政府"]
    assert told(2025) == told(2028) == told(2026, tree=False) == []


def test_a_sum_that_lacks_one_organ_is_not_stated() -> None:
    acts = [opened(), opened(organ_key="baishi-town", parent=ORGAN, kind="government")]
    acts.append(decisions("licensing", 3, "2025-01-01", "2025-12-31"))
    found = figures(acts, 2025, tree=True)
    assert found.cells["disclosure.licensing.decisions"] == Blank()
    assert any("云溪县白石镇人民政府没有登记" in remark for remark in found.remarks)


def test_every_figure_opens_into_what_stands_behind_it() -> None:
    acts = [
        opened(),
        arrived("2025-03-03", "1"),
        arrived("2025-03-04", "2"),
        replied("2025-03-20", "2", "granted"),
    ]
    found = figures(acts, 2025)
    assert [each.case for each in found.cases["requests.granted.natural_person"]] == ["request/2"]
    assert [(each.case, each.entry) for each in found.cases["requests.total.total"]] == [("request/2", 4)]
    assert [each.case for each in found.cases["requests.carried_out.total"]] == ["request/1"]


def test_a_year_before_the_ledger_cannot_be_asked_for() -> None:
    with pytest.raises(NoFigures, match="台账从 2025-01-01 开始"):
        figures([opened()], 2024)


def test_an_unknown_organ_or_form_is_told() -> None:
    with pytest.raises(NotOpened, match="没有机关「nobody」的开账记录"):
        count([opened()], "nobody", 2025)
    with pytest.raises(NoFigures, match="没有 2027 年格式"):
        figures([opened()], 2025, form="2027")


def test_a_chain_that_does_not_begin_with_its_opening_is_refused() -> None:
    with pytest.raises(NotOpened):
        figures([arrived("2025-03-03", "1"), opened()], 2025)


# --- from a file -------------------------------------------------------------------------------------------------


def test_from_the_file_the_figures_are_those_of_its_acts(tmp_path: Path) -> None:
    """Lines that do not bear on the figures are passed over, and corrections of such lines are not."""
    town = "baishi-town"
    acts = [opened(), opened(organ_key=town, parent=ORGAN, kind="government"), arrived("2025-03-03", "1")]
    acts += [
        replace(arrived("2025-04-04", "1"), organ=town),
        on_request("2025-03-04", "1", request.Searched("档", "甲", has_found=True)),
    ]
    acts.append(corrected("2025-03-05", "request/1", 3, request.Withdrawn("电话"), to="2025-03-04"))
    acts += [arrived("2025-05-05", "2"), voided("2025-05-06", "2"), closed(2025)]
    path = write(tmp_path / "台账.jsonl", chained(acts))
    for year in (2025, 2026):
        for tree in (False, True):
            assert count_file(path, ORGAN, year, tree=tree) == count(acts, ORGAN, year, tree=tree)
    assert rows(count_file(path, ORGAN, 2025)) == {"new_received": 1, "other.misc": 1, "total": 1}


def test_a_line_that_is_lost_is_noticed(tmp_path: Path) -> None:
    lines = chained([opened(), arrived("2025-03-03", "1"), arrived("2025-03-04", "2")])
    path = write(tmp_path / "台账.jsonl", [lines[0], lines[2]])
    with pytest.raises(BadEntry, match="第 2 行：编号应当是 2，写的是 3"):
        count_file(path, ORGAN, 2025)
