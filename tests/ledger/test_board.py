"""The deadline board: overdue, soon, later, what others let pass, and the page for a change of staff."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from gongkai.law.rulebook import national
from gongkai.ledger import board as boards
from gongkai.ledger.board import Board, board
from gongkai.ledger.entry import Act, Entry, Fact
from gongkai.ledger.facts.organ import LedgerOpened, OrganEnded, YearClosed
from gongkai.ledger.facts.publication import Assigned as OfPublication
from gongkai.ledger.facts.publication import Description, Made
from gongkai.ledger.facts.remedy import Appealed, Challenged, Decided, HearingSet
from gongkai.ledger.facts.remedy import Assigned as OfRemedy
from gongkai.ledger.facts.request import (
    Arrived,
    Item,
    Outcome,
    Replied,
    Searched,
    Served,
    SupplementAsked,
    ThirdPartyConsulted,
)
from gongkai.ledger.handover import handover
from gongkai.ledger.private import Private
from tests.ledger.cast import ORGAN, act, day

PRIVATE = Private("p1", "0" * 64)
ARRIVED = Arrived("on_site", "natural_person", PRIVATE, (Item(1, PRIVATE),))
FIRST, SECOND = "request/2026-0001", "request/2026-0002"
OPENED = LedgerOpened("云溪县财政局", "department", "county", "云财公开")
DUE = "2026-03-30"  # 2 March + 20 working days


def entries(*acts: Act) -> list[Entry]:
    """Chains are not looked at here."""
    numbers: dict[str, int] = {}
    found = []
    for each in acts:
        number = numbers[each.organ] = numbers.get(each.organ, 0) + 1
        found.append(Entry(each, number, "", "", "sha256", ""))
    return found


def on(text: str, case: str, fact: Fact, *breaches: str) -> Act:
    return act(text, fact, *breaches, case=case)


def shown(today: str, *acts: Act, within: int = 5, actor: str | None = None) -> Board:
    return board(entries(*acts), national(), today=day(today), within=within, actor=actor)


def keys(dues: tuple[boards.Due, ...]) -> list[tuple[str, str]]:
    return [(due.case, due.deadline.key) for due in dues]


def test_a_reply_is_later_then_soon_then_today_then_overdue() -> None:
    arrived = on("2026-03-02", FIRST, ARRIVED)
    reply = (FIRST, "request.reply")
    assert reply in keys(shown("2026-03-20", arrived).later)  # 23 to 27 March 5, 30 March 6
    assert reply in keys(shown("2026-03-23", arrived).soon)
    (due,) = [due for due in shown(DUE, arrived).soon if due.deadline.is_duty]
    assert (due.days, due.left) == (0, "今天到期")
    (late,) = shown("2026-04-01", arrived).overdue
    assert (late.days, late.left) == (-2, "逾期 2 个工作日")  # 31 March, 1 April


def test_late_on_a_day_of_rest_is_late_all_the_same() -> None:
    made = on("2026-03-06", "publication/2026-0001", Made(Description("关于甲的通知", "other")))
    (late,) = shown("2026-04-04", made).overdue  # due on Friday, 3 April; the 4th is a holiday
    assert (late.days, late.left) == (0, "已过期")


def test_what_could_have_been_done_is_gone_when_its_day_has_passed() -> None:
    arrived = on("2026-03-02", FIRST, ARRIVED)
    assert (FIRST, "request.supplement_notice") in keys(shown("2026-03-09", arrived).soon)
    later = shown("2026-03-16", arrived)
    found = keys(later.overdue + later.soon + later.later + later.elapsed)
    assert (FIRST, "request.supplement_notice") not in found


def test_a_hearing_that_is_over_is_not_late() -> None:
    case = "remedy/2026-0001"
    acts = (
        on("2026-04-01", case, Challenged("litigation_direct", "云溪县人民法院")),
        on("2026-04-02", case, HearingSet(day("2026-05-20"))),
    )
    assert (case, "remedy.hearing") in keys(shown("2026-05-18", *acts).soon)
    assert keys(shown("2026-05-21", *acts).overdue) == [(case, "remedy.answer")]


def test_what_the_applicant_let_pass_waits_for_the_organ() -> None:
    acts = (
        on("2026-03-02", FIRST, ARRIVED),
        on("2026-03-04", FIRST, SupplementAsked(("写明文件名称",), day("2026-03-18"))),
    )
    assert (FIRST, "supplement.until") in keys(shown("2026-03-18", *acts).soon)
    assert keys(shown("2026-03-19", *acts).elapsed) == [(FIRST, "supplement.until")]


def test_the_report_of_a_year_is_due_until_the_year_is_closed() -> None:
    opened = on("2026-01-01", "organ", OPENED)
    assert shown("2026-12-31", opened).later == ()
    assert keys(shown("2027-01-28", opened).soon) == [("organ", "report.department")]
    assert keys(shown("2027-02-01", opened).overdue) == [("organ", "report.department")]
    assert shown("2027-02-01", opened, on("2027-01-20", "organ", YearClosed(2026))).overdue == ()


def test_who_ended_owes_the_reports_of_the_years_at_whose_end_it_was_there() -> None:
    opened = on("2026-01-01", "organ", OPENED)
    ends = {"2026-12-30": [], "2026-12-31": ["2027-01-31"], "2027-06-30": ["2027-01-31"]}
    for last, due in ends.items():
        found = shown("2028-02-01", opened, on(last, "organ", OrganEnded("yunxi", "合并")))
        assert [each.deadline.due.isoformat() for each in found.overdue] == due


def test_a_government_has_until_the_end_of_march_and_a_township_no_day_in_the_law() -> None:
    government = on("2026-01-01", "organ", LedgerOpened("云溪县人民政府", "government", "county", "云府公开"))
    (due,) = shown("2027-02-01", government).later
    assert due.deadline.due == day("2027-03-31")
    township = LedgerOpened("云溪县白石镇人民政府", "government", "township", "白政公开")
    found = shown("2027-02-01", on("2026-01-01", "organ", township))
    assert found.later == ()
    assert "没有写明乡级" in found.remarks[0].says


def test_organs_that_are_not_asked_for_are_left_out() -> None:
    other = act("2026-03-02", ARRIVED, case=FIRST, organ="yunxi-land")
    mine = on("2026-03-02", SECOND, ARRIVED)
    found = board(entries(other, mine), national(), today=day("2026-03-23"), organs=frozenset({ORGAN}))
    assert {due.organ for due in (*found.soon, *found.later)} == {ORGAN}


def test_a_document_older_than_the_law_is_told_without_a_day() -> None:
    found = shown("2026-03-23", on("2005-03-02", "publication/2005-0001", Made(Description("办法", "other"))))
    assert keys((*found.overdue, *found.soon, *found.later)) == []
    (remark,) = found.remarks
    assert "没有规定公布" in remark.says
    assert [each.stands for each in found.open_cases] == ["待公布"]


def test_a_case_that_no_calendar_reaches_is_named_and_the_others_are_shown() -> None:
    sent = ThirdPartyConsulted("第三方甲", "云财公开〔2026〕1号")
    came = Served("云财公开〔2026〕1号", "post", "", received=day("9999-12-31"))
    acts = [on("2026-03-02", FIRST, ARRIVED), on("2026-03-03", FIRST, sent), on("2026-03-04", FIRST, came)]
    found = shown("2026-03-23", *acts, on("2026-03-02", SECOND, ARRIVED))
    assert "不在日历之内" in next(each.says for each in found.remarks if each.case == FIRST)
    assert [due.case for due in (*found.soon, *found.later)] == [SECOND, SECOND]


def test_a_case_whose_acts_contradict_one_another_is_named() -> None:
    found = shown("2026-03-23", on("2026-03-02", "remedy/2026-0001", Appealed("organ", "清江市中级人民法院")))
    (remark,) = found.remarks
    assert remark.case == "remedy/2026-0001"
    assert "得不出状态" in remark.says


def _lost() -> tuple[Act, ...]:
    """The first request was told that there is nothing; reconsideration revoked that and wants a new reply."""
    states = {"search_scope": "档案室、业务系统"}
    case = "remedy/2026-0001"
    result = Decided(
        "reconsideration_revoked_new_reply",
        "云府复决〔2026〕5号",
        day("2026-05-08"),
        perform_by=day("2026-06-01"),
    )
    return (
        on("2026-03-02", FIRST, ARRIVED),
        on("2026-03-04", FIRST, Searched("档案室、业务系统", "zhang", has_found=False)),
        on("2026-03-20", FIRST, Replied((Outcome(1, "not_exist", states=states),), "云财公开〔2026〕1号")),
        on("2026-03-20", FIRST, Served("云财公开〔2026〕1号", "direct", "签收", received=day("2026-03-20"))),
        on("2026-04-01", case, Challenged("reconsideration", "云溪县人民政府", FIRST)),
        on("2026-05-06", case, result, "not_answered"),
    )


def test_a_lost_case_warns_of_open_ones_and_awaits_its_new_reply() -> None:
    second = (
        on("2026-05-11", SECOND, ARRIVED),
        on("2026-05-12", SECOND, Searched("档案室", "zhang", has_found=False)),
    )
    found = shown("2026-05-13", *_lost(), *second)
    said = {remark.case: remark.says for remark in found.remarks}
    assert "同类答复被纠正过" in said[SECOND]
    assert "重新办理" in said["remedy/2026-0001"]
    assert ("remedy/2026-0001", "remedy.perform") in keys(found.later)


def test_the_page_for_a_change_of_staff_lists_what_is_open_of_one_person() -> None:
    acts = (on("2026-03-02", FIRST, ARRIVED), on("2026-03-02", SECOND, ARRIVED))
    found = shown("2026-03-23", *acts, actor="clerk")
    page = handover(found, "clerk", "云溪县财政局")
    assert page.startswith("# 政府信息公开工作交接单\n")
    assert "| 申请 2026-0001 | 办理中 |" in page
    assert "2026年3月30日" in page
    nobody = handover(shown("2026-03-23", *acts, actor="wang"), "wang", "云溪县财政局")
    assert "2026-0001" not in nobody


def test_nothing_is_due_on_an_empty_ledger() -> None:
    found = shown("2026-03-23")
    assert (found.overdue, found.soon, found.later, found.elapsed, found.remarks) == ((), (), (), (), ())


def _of_everything() -> tuple[Act, ...]:
    """A board with something in each of its parts, seen on 2 February 2027."""
    township = LedgerOpened("云溪县白石镇人民政府", "government", "township", "白政公开")
    document, suit, won = "publication/2026-0001", "remedy/2026-0002", "remedy/2026-0003"
    return (
        on("2026-01-01", "organ", OPENED),
        act("2026-01-01", township, case="organ", organ="yunxi-baishi"),
        *_lost(),
        on("2027-01-11", SECOND, ARRIVED),
        on("2027-01-12", SECOND, Searched("档案室", "zhang", has_found=False)),
        on("2027-01-13", "request/2026-0003", ARRIVED),
        on("2027-01-14", "request/2026-0003", SupplementAsked(("写明文件名称",), day("2027-01-28"))),
        on("2027-01-29", document, Made(Description("《关于甲|乙的通知》", "other"))),
        on("2027-01-20", suit, Challenged("litigation_direct", "云溪县人民法院")),
        on("2027-01-21", suit, HearingSet(day("2027-02-03"))),
        on("2026-10-09", won, Challenged("litigation_direct", "云溪县人民法院")),
        on(
            "2026-12-21", won, Decided("litigation_claim_dismissed", "3号", day("2026-12-22")), "not_answered"
        ),
    )


def _page(found: Board) -> Iterator[str]:
    for name in ("overdue", "soon", "later", "elapsed"):
        yield f"# {name}"
        for due in getattr(found, name):
            yield f"{due.organ} {due.case} {due.about}：{due.deadline.label} {due.deadline.due} {due.left} {due.actors}"
    yield "# remarks"
    yield from (f"{each.organ} {each.case} {each.says}" for each in found.remarks)
    yield "# open"
    yield from (f"{each.organ} {each.case} {each.stands} {each.actors}" for each in found.open_cases)


def test_pages(golden: Callable[[str, str], None]) -> None:
    found = shown("2027-02-02", *_of_everything())
    golden("board/board.txt", "\n".join(_page(found)) + "\n")
    golden("board/handover.md", handover(found, "clerk", "云溪县财政局"))


def test_a_case_is_on_the_board_of_whom_it_was_given_to_and_of_nobody_else() -> None:
    """Who wrote in it before has handed it over."""
    suit = "remedy/2026-0001"
    acts = (
        on("2026-03-02", FIRST, ARRIVED),
        on("2026-03-02", suit, Challenged("reconsideration", "云溪县人民政府")),
        on("2026-03-03", suit, OfRemedy("sun")),
        on("2026-03-03", "publication/2026-0001", Made(Description("《通知》", "other"))),
        on("2026-03-04", "publication/2026-0001", OfPublication("sun")),
    )
    assert [each.case for each in shown("2026-03-05", *acts, actor="clerk").open_cases] == [FIRST]
    mine = shown("2026-03-05", *acts, actor="sun")
    assert [each.case for each in mine.open_cases] == [suit, "publication/2026-0001"]
    page = handover(mine, "孙", "云溪县财政局", to="李")
    assert "移交人：孙　接收人：李" in page
    assert "| 复议诉讼 2026-0001 | 行政复议　云溪县人民政府 | 答复（答辩）" in page
    assert "| 公开 2026-0001 | 《通知》 | 公布 |" in page


def test_the_page_tells_notices_that_were_not_answered_yet_from_what_the_organ_owes() -> None:
    """Asked on the 3rd to supplement until the 20th: on the 5th it is neither late nor the organ's."""
    asked = on("2026-03-03", FIRST, SupplementAsked(("写明文件名称",), day("2026-03-20")))
    page = handover(shown("2026-03-05", on("2026-03-02", FIRST, ARRIVED), asked), "clerk", "云溪县财政局")
    of_organ, of_others = page.split("## 三、")
    assert "申请人补正" not in of_organ
    assert "| 申请 2026-0001 | 申请 | 申请人补正 | 2026年3月20日 |" in of_others
