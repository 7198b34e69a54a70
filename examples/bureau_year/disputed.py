"""What was challenged – one reply that was corrected, one that went to court – and what waits when the year ends."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from examples.bureau_year.given import granted
from examples.bureau_year.office import ORGAN, Office, day
from gongkai.ledger.entry import Corrected
from gongkai.ledger.facts.remedy import AnswerFiled, Challenged, Decided, Performed
from gongkai.ledger.facts.request import (
    Arrived,
    Confirmed,
    Outcome,
    Reopened,
    Split,
    SupplementAsked,
    Weighed,
)


def corrected_by_reconsideration(office: Office) -> Iterator[str]:
    """The request stays one request, counted once; the reconsideration counts in table four."""
    yield "2025-06-09"
    case = office.receives("褚小雪", "采石场越界开采的处罚决定", channel="registered_post")
    yield "2025-06-24"
    states = {"file": "该采石场越界开采案的行政执法案卷"}
    letter = office.replies(case, Outcome(1, "enforcement_file", states=states))
    yield "2025-07-16"
    matter = "remedy/2025-0001"
    office.records(
        matter, Challenged("reconsideration", "云溪县人民政府", case, letter), says=f"不服{letter}，申请复议"
    )
    yield "2025-07-25"
    office.records(matter, AnswerFiled(("行政复议答复书", "证据目录")))
    yield "2025-09-09"
    result = Decided(
        "reconsideration_revoked_new_reply", "云政复决〔2025〕12号",
        received=day("2025-09-09"), perform_by=day("2025-09-30"),
    )  # fmt: skip
    office.records(matter, result, says="撤销，责令9月30日以前重新答复")
    reopened = Reopened("reconsideration", "处罚决定应当公开", remedy=matter, until=day("2025-09-30"))
    office.records(case, reopened, says="按复议决定")
    yield "2025-09-22"
    anew = office.replies(case, granted(office, "行政处罚决定书1份"))
    office.records(matter, Performed(anew), says=anew)


def pending_in_court(office: Office) -> Iterator[str]:
    """Two unlike things asked for at once are split; one of them is withheld, upheld, and before the court."""
    yield "2025-07-21"
    case = office.receives("尤大暑", "县城详细规划图", "粮食储备库周边地下管线图")
    yield "2025-07-23"
    office.records(case, Split((2,), (office.next_case("request"),)), says="第2项另立一件")
    pipes = office.receives("尤大暑", "粮食储备库周边地下管线图", split_from=case)
    yield "2025-07-30"
    office.replies(case, granted(office, "规划图1份"))
    yield "2025-08-08"
    office.records(
        pipes, Weighed("公开后可能被用来破坏储备库供水供电", "不影响公众知情"), says="可能危及公共安全"
    )
    states = {"explanation": "管线图标明储备库供水供电的走向和埋深，公开后可能被用来实施破坏"}
    letter = office.replies(pipes, Outcome(1, "three_security_one_stability", "public_security", states))
    yield "2025-09-01"
    first, second = "remedy/2025-0002", "remedy/2025-0003"
    office.records(
        first, Challenged("reconsideration", "云溪县人民政府", pipes, letter), says=f"不服{letter}，申请复议"
    )
    yield "2025-09-11"
    office.records(first, AnswerFiled(("行政复议答复书", "证据目录")))
    yield "2025-10-24"
    upheld = Decided("reconsideration_upheld", "云政复决〔2025〕19号", received=day("2025-10-24"))
    office.records(first, upheld, says="维持")
    yield "2025-11-14"
    suit = Challenged("litigation_after_reconsideration", "云溪县人民法院", pipes, letter, first)
    office.records(second, suit, says="仍不服，起诉")
    yield "2025-11-26"
    office.records(second, AnswerFiled(("答辩状", "证据清单")), says="年底没有判决")


def corrected_entry(office: Office) -> Iterator[str]:
    """A slip of the pen: the entry stays as it is, another says what it should have said."""
    yield "2025-12-08"
    case = office.receives("清江市乡村规划学会", "白石镇村庄规划编制清单")
    yield "2025-12-10"
    wrong = office.book.case(ORGAN, case)[0]
    assert isinstance(wrong.act.fact, Arrived)  # noqa: S101
    right = replace(wrong.act.fact, category="public_welfare")
    office.records(
        case, Corrected(wrong.number, wrong.act.on, right, "学会不是自然人"), says="申请人是社会公益组织"
    )
    yield "2025-12-19"
    office.replies(case, granted(office, "编制清单1份"))


def still_running(office: Office) -> Iterator[str]:
    yield "2025-12-15"
    subject = "东河片区2025年供地计划执行情况"
    case = office.receives("清江市远山置业有限公司", subject, category="business", channel="internet")
    yield "2025-12-16"
    office.records(case, Confirmed("电子邮件"), says="邮件确认")


def still_to_be_supplemented(office: Office) -> Iterator[str]:
    yield "2025-12-22"
    case = office.receives("许小寒", "关于我家房子的材料", channel="registered_post")
    yield "2025-12-25"
    asked = SupplementAsked(("请写明房屋位置和材料名称",), day("2026-01-15"), office.number("补"))
    office.records(case, asked, says="请在明年1月15日以前补正")


STORIES = (
    corrected_by_reconsideration, pending_in_court, corrected_entry, still_running, still_to_be_supplemented
)  # fmt: skip
