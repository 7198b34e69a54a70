"""Single places where a word, a day or a number decides, each stated for itself."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, timedelta
from pathlib import Path

import pytest

from gongkai.law.letters import UnknownLetter
from gongkai.law.remedies import reconsideration_first_since
from gongkai.law.rulebook import national
from gongkai.ledger import publication, remedy
from gongkai.ledger import request as requests
from gongkai.ledger.clock import clock, what_if
from gongkai.ledger.counting.books import is_rounded
from gongkai.ledger.entry import Corrected
from gongkai.ledger.evidence import _article
from gongkai.ledger.facts import organ
from gongkai.ledger.facts import publication as of_documents
from gongkai.ledger.facts import remedy as of_remedies
from gongkai.ledger.facts import request as of_requests
from gongkai.ledger.fee_account import account
from gongkai.ledger.imports import Bad, taken
from gongkai.ledger.legality import state_faults
from gongkai.ledger.letters.case import Particulars
from gongkai.ledger.letters.drafting import draft, record
from gongkai.ledger.numbers import Numbering
from gongkai.ledger.private import Private
from gongkai.ledger.reckoning import reckon
from gongkai.ledger.remedy.lessons import direct_suit_warning
from gongkai.ledger.timeline import timeline
from tests.ledger import cast
from tests.ledger.clock_cases import act as on_request
from tests.ledger.ledgers import ARRIVED, OPENED, act, chained, write
from tests.ledger.letters import desk
from tests.ledger.test_imports_whole import ASKED, CHARGES, sheet
from tests.ledger.yearly import (
    arrived,
    closed,
    corrected,
    described,
    figures,
    on_document,
    on_matter,
    on_organ,
    opened,
    stated,
)
from tests.ledger.yearly import on_request as of_case

BOOK = national()
N1 = "云财公开〔2026〕1号"


# --- counting ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("fen", "rounded"), [(0, False), (1, True), (99, True), (100, False), (101, True), (10_100, False)]
)
def test_an_amount_that_has_a_fraction_of_a_yuan_is_rounded(fen: int, rounded: bool) -> None:  # noqa: FBT001
    assert is_rounded(fen) is rounded


def test_a_request_that_was_voided_has_no_place_in_its_month_until_it_is_restored() -> None:
    acts = [opened(), arrived("2025-05-06", "1"), arrived("2025-05-07", "2")]
    voided = of_case("2025-05-08", "1", of_requests.Voided("重复"))
    restored = of_case("2025-05-09", "1", of_requests.Restored("不是"))

    def places(*more: object) -> list[tuple[str, int]]:
        found = account([*acts, *more], cast.ORGAN).months  # type: ignore[list-item]
        return [(each.case, each.place) for month in found.values() for each in month]

    assert places() == [("request/1", 1), ("request/2", 2)]
    assert places(voided) == [("request/2", 1)]
    assert places(voided, restored) == [("request/1", 1), ("request/2", 2)]


def test_a_name_corrected_after_the_closing_is_of_the_year_that_is_open() -> None:
    change = on_organ("2025-06-01", organ.OrganChanged(name="甲局"))
    wrong = corrected("2026-02-01", "organ", 3, organ.OrganChanged(name="乙局"), to="2025-06-01")
    history = figures([opened(), closed(2025), change, wrong], 2026).history
    assert history.at_end_of(2026).name == "乙局"
    assert history.at_end_of(2025).name == "云溪县财政局"


def test_declared_expired_is_neither_issued_nor_repealed_where_the_setting_says_so() -> None:
    acts = [opened(), on_document("2025-01-02", "1", of_documents.Listed(described(expires="2025-12-31")))]
    acts.append(on_document("2025-06-02", "1", of_documents.Expired("清理")))
    for option, expected in (("neither", {}), ("repealed", {"repealed": 1})):
        found = figures(acts, 2025, choices={"stock.expired_counts_as": option})
        assert stated(found, "disclosure.normative_documents") == expected
    assert stated(figures(acts, 2026), "disclosure.normative_documents") == {}


def test_a_matter_that_pends_for_years_is_in_each_of_them() -> None:
    acts = [opened(), on_matter("2025-06-03", "1", of_remedies.Challenged("litigation_direct", "法院"))]
    for year in (2025, 2026, 2027):
        assert stated(figures(acts, year), "remedies") == {
            "litigation_direct.pending": 1,
            "litigation_direct.total": 1,
        }


def test_a_number_drawn_twice_is_told_unless_one_letter_goes_to_several() -> None:
    numbering = Numbering(cast.day("2026-01-01"))
    numbering.change(None, N1)
    numbering.change(None, N1, goes_to_several=True)
    assert numbering.twice == []
    numbering.change(None, N1)
    assert numbering.twice == [N1]


# --- documents, matters, requests -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("disclosure", "is_public"), [("proactive", True), ("on_request", False), ("withheld", False)]
)
def test_what_was_in_force_is_public_where_it_was_to_be(
    disclosure: of_documents.Disclosure,
    is_public: bool,  # noqa: FBT001 - a case
) -> None:
    document = of_documents.Description("办法", "other", disclosure=disclosure, ground="14")
    for fact, expected in ((of_documents.Listed(document), is_public), (of_documents.Made(document), False)):
        state = publication.fold([cast.act("2026-03-02", fact, case="publication/2026-0001")], BOOK)
        assert state.is_public is expected


def test_from_the_day_of_the_new_law_a_direct_suit_is_warned_of() -> None:
    first = reconsideration_first_since()
    for day, is_warned in ((first - timedelta(1), False), (first, True)):
        steps: tuple[tuple[str, dict[str, object]], ...] = (
            ("Arrived", {}),
            ("Classified", {}),
            ("Replied", {"outcomes": {1: "state_secret"}}),
        )
        request = requests.fold([on_request(day, fact, fields) for fact, fields in steps], BOOK)
        suit = of_remedies.Challenged("litigation_direct", "法院", request.case, "答复1")
        matter = remedy.fold([cast.act("2024-03-01", suit, case="remedy/2026-0001")], BOOK)
        assert (direct_suit_warning(matter, request) is not None) is is_warned


def test_while_a_third_party_is_asked_the_term_waits_for_it() -> None:
    acts = [
        on_request(cast.day("2026-03-02"), "Arrived"),
        on_request(cast.day("2026-03-03"), "ThirdPartyConsulted"),
    ]
    found = reckon(requests.fold(acts, BOOK), BOOK)
    assert (found.due, found.first_due) == (None, None)
    assert "consultation" in str(found)


def test_rest_days_holidays_and_days_made_up_are_told_apart() -> None:
    state = requests.fold([on_request(cast.day("2026-09-18"), "Arrived")], BOOK)
    shown = timeline(state, clock(state, BOOK), BOOK, title="国庆")
    told = {
        mark.day: (mark.kind, mark.label) for mark in shown.days if mark.kind in {"rest", "holiday", "makeup"}
    }
    assert told[cast.day("2026-09-19")] == ("rest", "周末")
    assert told[cast.day("2026-10-01")][0] == "holiday"
    assert "国庆" in told[cast.day("2026-10-01")][1]
    assert told[cast.day("2026-09-20")][0] == "makeup"


def test_articles_are_put_in_order_by_their_numbers() -> None:
    citations = ["regulation/36.1", "regulation/5", "reconsideration-law/23.1-4", "regulation/14"]
    assert [_article(each) for each in citations] == [(36, "36.1"), (5, "5"), (23, "23.1-4"), (14, "14")]


# --- letters ----------------------------------------------------------------------------------------------------------


def test_what_happened_on_the_day_of_the_reply_is_told_in_it() -> None:
    paid = desk.case(
        desk.arrived(),
        desk.FEE_NOTICED,
        desk.served(desk.FEE, "2026-03-05"),
        ("2026-03-20", of_requests.FeePaid(10_000)),
        desk.replied(desk.GRANTED),
    )
    assert "2026年3月20日，你缴清信息处理费。" in draft(paid).parts[0].text


def test_an_online_channel_that_is_known_is_not_marked_as_missing() -> None:
    step = desk.replied(desk.GRANTED)
    bare = replace(desk.BUREAU, court=None)
    for organ_, marks in ((bare, 1), (replace(bare, online_reconsideration=None), 2)):
        found = desk.case(desk.arrived(way="electronic"), step, organ=organ_)
        said = "".join(part.text for part in draft(found, "reply", Particulars(is_draft=True)).parts)
        assert said.count("〔待填：") == marks
        assert ("清江市行政复议网上受理平台" in said) is (marks == 1)


# --- ledgers and imports ----------------------------------------------------------------------------------------------


def test_a_correction_right_after_its_entry_is_held_against_the_closed_year(tmp_path: Path) -> None:
    case = "request/2026-0001"
    acts = [
        act("organ", "2026-01-01", OPENED),
        act(case, "2026-01-05", ARRIVED),
        act("organ", "2027-01-15", organ.YearClosed(2026)),
        act(case, "2027-02-01", Corrected(2, date(2026, 1, 6), ARRIVED, "误")),
    ]
    (fault,) = state_faults(write(tmp_path / "台账.jsonl", chained(acts)), BOOK)
    assert (fault.line, fault.number) == (4, 4)
    assert "第 2 条已计入 2026 年，2026 年度已经结账。" in fault.says


def test_a_column_goes_by_its_words_in_the_sheet_or_by_its_usual_name() -> None:
    rows = (("决定日期", "件数"), ("2027-01-01", "x"))
    with pytest.raises(Bad) as bad:
        taken(sheet(0, rows), ASKED)
    assert "第 2 行「决定日期」列：2027-01-01 还没有到，请核对。" in bad.value.mistakes


def test_great_amounts_in_ten_thousands_pass_where_they_are_confirmed() -> None:
    rows = (("缴款日期", "金额（万元）"), ("2026-02-03", "20000"))
    with pytest.raises(Bad, match="--confirm-units"):
        taken(sheet(0, rows), CHARGES)
    found = taken(sheet(0, rows), replace(CHARGES, is_unit_confirmed=True))
    assert found.says == ("2026 年 200,000,000.00 元，所属期间 2026-02-01 至 2026-02-28。",)


def test_of_many_unknown_headings_eight_are_named() -> None:
    heads = tuple(f"列{number}" for number in range(1, 11))
    with pytest.raises(Bad) as bad:
        taken(sheet(0, (("金额（元）", *heads), ("1",))), CHARGES)
    (mistake,) = bad.value.mistakes
    assert mistake.endswith("没有认出的表头：列1、列2、列3、列4、列5、列6、列7、列8。")
    assert "缺少列：「" in mistake


# --- and some more ----------------------------------------------------------------------------------------------------


def private(key: str) -> Private:
    return Private(key, "0" * 64)


def test_an_agent_and_the_request_it_was_split_from_are_kept() -> None:
    fields = {"agent": private("代理"), "split_from": "request/2026-0009", "needs_assistance": True}
    state = requests.fold([on_request(cast.day("2026-03-02"), "Arrived", fields)], BOOK)
    assert {name: getattr(state, name) for name in fields} == fields


@pytest.mark.parametrize(("later", "status"), [("2026-03-18", "awaiting_reasons"), ("2026-03-19", "running")])
def test_reasons_are_awaited_until_the_last_day_has_passed(later: str, status: str) -> None:
    asked = {"until": cast.day("2026-03-18")}
    acts = [("2026-03-02", "Arrived", {}), ("2026-03-04", "ReasonsAsked", asked), (later, "Searched", {})]
    state = requests.fold([on_request(cast.day(on), fact, fields) for on, fact, fields in acts], BOOK)
    assert state.status == status


def test_what_would_be_is_asked_for_the_same_day_as_what_is() -> None:
    day = cast.day("2026-06-01")
    state = requests.fold([on_request(cast.day("2026-03-02"), "Arrived")], BOOK)
    found = what_if(state, on_request(cast.day("2026-03-04"), "Extended"), BOOK, today=day)
    assert found.before == clock(state, BOOK, today=day)
    assert found.before is not None
    assert found.before.is_late


def test_a_tree_that_changed_names_the_year_before() -> None:
    acts = [opened(), opened(organ_key="town", kind="government")]
    acts.append(cast.act("2026-05-05", organ.OrganChanged(parent=cast.ORGAN), case="organ", organ="town"))
    assert [each for each in figures(acts, 2026, tree=True).remarks if each.startswith("汇总")] == [
        (
            "汇总的机关与 2025 年不同（以 12 月 31 日的隶属为准）：新增云溪县白石镇人民政府。"
            "因此本年的「上年结转」与 2025 年汇总的「结转下年」可以不相等，请在报告里说明。"
        )
    ]


def test_the_processing_fee_is_named_where_the_charges_are_not_told_and_nowhere_else() -> None:
    acts = [opened(), *(arrived("2025-05-06", str(place)) for place in range(1, 12))]
    acts.append(of_case("2025-05-08", "11", of_requests.FeeNoticed("items", 1, 100_00, "第十一件")))
    acts.append(of_case("2025-05-20", "11", of_requests.FeePaid(100_00)))
    told = [remark for remark in figures(acts, 2025).remarks if "没有登记本年的数据" in remark]
    assert len(told) == 4
    assert ["已收信息处理费 100 元" in remark for remark in told].count(True) == 1


def test_the_wish_for_a_supplement_ends_without_its_stop() -> None:
    asks = ("。文件的名称。", "年度；")
    asked = ("2026-03-04", of_requests.SupplementAsked(asks, cast.day("2026-03-25"), desk.SUPPLEMENT))
    letter = draft(desk.case(desk.arrived(), asked), "supplement", Particulars({"unclear": "不明确"}))
    assert "（1）。文件的名称；（2）年度" in "".join(part.text for part in letter.parts)


def test_the_register_tells_of_the_letter_that_is_asked_for() -> None:
    found = desk.case(
        desk.arrived(),
        ("2026-03-04", of_requests.ThirdPartyConsulted("甲", "云财公开征〔2026〕1号")),
        ("2026-03-05", of_requests.ThirdPartyConsulted("乙", "云财公开征〔2026〕2号")),
    )
    for number, day in (("云财公开征〔2026〕1号", "2026-03-04"), ("云财公开征〔2026〕2号", "2026-03-05")):
        known = record(found, "consult_third_party", number=number)
        assert (known.number, known.day) == (number, cast.day(day))
    erased = replace(desk.reply_case("granted"), texts={})
    assert [item.wording for item in record(erased).items] == [""]
    with pytest.raises(
        UnknownLetter, match=r"^没有「x」这种文书。有的是：reply（答复）、register、receipt、"
    ):
        record(erased, "x")


_WITHHELD = of_requests.Outcome(
    1, "third_party_rights", "trade_secret", {"reasonableness": "第三方的理由合理"}
)


def test_what_several_third_parties_said_stands_in_one_sentence() -> None:
    found = desk.case(
        desk.arrived(),
        *desk.CONSULTED,
        ("2026-03-04", of_requests.ThirdPartyConsulted("乙", "云财公开征〔2026〕2号")),
        ("2026-03-06", of_requests.ThirdPartyAnswered("乙", "consents")),
        desk.WEIGHED,
        desk.replied(_WITHHELD),
    )
    said = "".join(part.text for part in draft(found).parts)
    assert "第三方不同意公开；第三方同意公开" in said


def test_the_applicant_is_not_told_what_the_third_party_wants_kept() -> None:
    found = desk.case(desk.arrived(), *desk.CONSULTED, desk.WEIGHED, desk.replied(_WITHHELD))
    assert "报价属于商业秘密" not in "".join(part.text for part in draft(found).parts)
