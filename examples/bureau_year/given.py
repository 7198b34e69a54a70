"""What was given: at once, in part, after an extension, after a fee, after others had been asked, and once too late."""

from __future__ import annotations

from collections.abc import Iterator

from examples.bureau_year.office import Office, day, spoken
from gongkai.ledger.facts.organ import ActivityRecorded
from gongkai.ledger.facts.request import (
    CoMakerAnswered,
    CoMakerConsulted,
    Confirmed,
    Delayed,
    FeeNoticed,
    FeePaid,
    Outcome,
    ReasonsAsked,
    ReasonsGiven,
    Searched,
    ThirdPartyAnswered,
    ThirdPartyConsulted,
    ThirdPartyInformed,
    Weighed,
)


def granted(office: Office, what: str, item: int = 1) -> Outcome:
    states = {"supplied": what, "form": "纸质复印件", "supplied_on": spoken(office.today)}
    return Outcome(item, "granted", states=states)


def carried_in(office: Office) -> Iterator[str]:
    """Received in December 2024 and not yet answered when the ledger opened."""
    yield "2025-01-01"
    since = ("request/2024-0037", "2024-12-16")
    case = office.receives("赵小满", "石板村增减挂钩项目验收意见", channel="registered_post", since=since)
    yield "2025-01-10"
    office.replies(case, granted(office, "验收意见1份"))


def asked_twice(office: Office) -> Iterator[str]:
    """Public already; and asked for again in May."""
    yield "2025-01-06"
    notice = "云溪县2024年征收土地补偿安置公告"
    case = office.receives("钱谷雨", notice)
    yield "2025-01-09"
    place = "云溪县人民政府网站“征地信息公开”栏目"
    letter = office.replies(case, Outcome(1, "already_public", states={"place": place}))
    yield "2025-05-06"
    again = office.receives("钱谷雨", notice)
    office.runs(f"ledger repeats 台账.jsonl --case {again}")
    yield "2025-05-09"
    states = {"earlier_number": letter, "earlier_day": "2025年1月9日"}
    office.replies(again, Outcome(1, "repeated", states=states))


def made_together(office: Office) -> Iterator[str]:
    """The days of asking the other maker do not count."""
    yield "2025-03-10"
    subject = "白石镇集镇详细规划公示意见汇总"
    case = office.receives(
        "清江市明理律师事务所", subject, category="legal_service", channel="registered_post"
    )
    yield "2025-03-13"
    letter = office.number("征")
    office.records(case, CoMakerConsulted("县住建局", letter), says="县住建局")
    office.serves(case, letter, received="2025-03-14")
    yield "2025-03-25"
    office.records(case, CoMakerAnswered("县住建局", "consents"), says="同意公开")
    yield "2025-04-01"
    office.replies(case, granted(office, "意见汇总1份"))


def silent(office: Office) -> Iterator[str]:
    """Silence is no entry: when the fifteen working days are over, the organ decides by itself."""
    yield "2025-03-18"
    subject = "废弃矿山修复项目中标文件"
    case = office.receives("云溪河保护协会", subject, category="public_welfare", channel="internet")
    yield "2025-03-19"
    office.records(case, Confirmed("电子邮件"), says="邮件确认")
    yield "2025-03-24"
    letter = office.number("征")
    office.records(case, ThirdPartyConsulted("中标单位", letter), says="中标单位")
    office.serves(case, letter, received="2025-03-26")
    yield "2025-04-10"
    office.replies(case, granted(office, "中标文件1份"))  # too early: they may still answer
    yield "2025-04-24"
    office.replies(case, granted(office, "中标文件1份"))


def objected(office: Office) -> Iterator[str]:
    """Given in the public interest against an objection; the third party is told why."""
    yield "2025-08-18"
    subject = "白石镇采石场矿山地质环境保护方案"
    case = office.receives("清江市青山物业有限公司", subject, category="business", channel="registered_post")
    yield "2025-08-20"
    letter = office.number("征")
    office.records(case, ThirdPartyConsulted("采石场", letter), says="采石场")
    office.serves(case, letter, received="2025-08-22")
    yield "2025-08-29"
    office.records(case, ThirdPartyAnswered("采石场", "objects", "不愿公开"), says="不同意公开，没有说明理由")
    yield "2025-09-05"
    office.replies(case, granted(office, "方案1份"))  # nothing was weighed
    weighed = Weighed("方案不含技术秘密", "关系周边居民饮水安全，不公开会对公共利益造成重大影响")
    office.records(case, weighed, says="不公开会对公共利益造成重大影响")
    office.replies(case, granted(office, "方案1份"))
    told = office.number("告")
    office.records(case, ThirdPartyInformed("采石场", told), says=f"采石场，{told}")
    office.writes(case, "告知第三方书.docx", "--kind inform_third_party --addressee 白石镇采石场")


def fee_paid(office: Office) -> Iterator[str]:
    """68 pages: thirty cost nothing, 38 × 10 元."""
    yield "2025-05-20"
    case = office.receives("陈惊蛰", "南坡滑坡治理工程全部验收资料", channel="registered_post")
    yield "2025-05-26"
    letter = office.number("费")
    office.records(case, FeeNoticed("pages", 68, 380_00, "共68页，超过三十页", letter), says="68页，380元")
    office.serves(case, letter, received="2025-05-28")
    office.writes(case, "收费通知书.pdf", "--kind fee --say pay_way=到本局一楼窗口缴纳")
    yield "2025-06-10"
    office.records(case, FeePaid(380_00), says="380元")
    yield "2025-06-20"
    office.replies(case, granted(office, "验收资料68页"))


def delayed(office: Office) -> Iterator[str]:
    """Very much at once, but with reason: the office gives a day on which it will answer."""
    yield "2025-06-18"
    case = office.receives("蒋冬至", "南坡村十二户搬迁的评估、协议和付款凭证")
    yield "2025-06-24"
    asked = ReasonsAsked("一次申请十二户的全部材料", day("2025-07-04"), office.number("理"))
    office.records(case, asked, says="请在7月4日以前说明")
    yield "2025-07-01"
    office.records(case, ReasonsGiven(is_reasonable=True, why="受十二户委托维权"), says="受十二户委托，合理")
    yield "2025-07-10"
    late = Delayed(day("2025-09-30"), "要逐户整理、遮盖个人隐私", office.number("延"))
    office.records(case, late, says="延迟到9月30日")
    yield "2025-09-12"
    office.replies(case, granted(office, "遮盖个人隐私后的材料"))


def several(office: Office) -> Iterator[str]:
    """An outcome for each item. What was given goes with what is not there: the office says as what it counts."""
    yield "2025-07-24"
    case = office.receives("沈处暑", "石板村地质灾害防治方案", "石板村地质灾害危险性评估报告")
    yield "2025-08-01"
    scope = "地质环境科、档案室的全部档案"
    office.records(case, Searched(scope, "地质环境科", has_found=False), says="没有找到评估报告")
    yield "2025-08-06"
    outcomes = (granted(office, "防治方案1份"), Outcome(2, "not_exist", states={"search_scope": scope}))
    letter = office.replies(case, *outcomes, counted_as="granted")
    office.writes(case, "答复书.docx", f"--number {letter}")
    office.writes(case, "答复书.pdf", f"--number {letter}")
    office.runs(f"letter check 答复书.docx --ledger 台账.jsonl --case {case}")


def in_part(office: Office) -> Iterator[str]:
    yield "2025-09-03"
    case = office.receives("韩立秋", "龙潭片区征地项目会审材料", channel="fax")
    yield "2025-09-04"
    office.records(case, Confirmed("电话"), says="电话确认")
    yield "2025-09-19"
    states = {
        "supplied": "会审材料中的勘测定界图和公示照片",
        "form": "纸质复印件",
        "supplied_on": spoken(office.today),
        "withheld": "会审讨论记录",
        "withheld_reason": "讨论记录形成于会审过程中，没有作出决定",
    }
    office.replies(case, Outcome(1, "partially_granted", "process_information", states))


def too_late(office: Office) -> Iterator[str]:
    """Late by some days, and recorded as what it is."""
    yield "2025-09-23"
    case = office.receives("杨小暑", "2019年县城国有土地出让台账", channel="registered_post")
    yield "2025-11-03"
    office.replies(case, granted(office, "出让台账1份"))
    office.replies(case, granted(office, "出让台账1份"), breach="reply_late")
    yield "2025-11-05"
    says = "因1件申请逾期答复，对承办人批评教育1人次"
    office.records("organ", ActivityRecorded("supervision", says), says=says)


STORIES = (
    carried_in, asked_twice, made_together, silent, objected, fee_paid, delayed, several, in_part, too_late
)  # fmt: skip
