"""What was not given, and why: each refusal of the Regulations, what is not there, what is no request at all."""

from __future__ import annotations

from collections.abc import Iterator

from examples.bureau_year.office import Office, Story, day
from gongkai.ledger.facts.request import (
    Category,
    Channel,
    Classified,
    Confirmed,
    Extended,
    FeeNoticed,
    Lapsed,
    Outcome,
    ReasonsAsked,
    ReasonsGiven,
    Searched,
    SupplementAsked,
    Supplemented,
    ThirdPartyAnswered,
    ThirdPartyConsulted,
    Weighed,
    Withdrawn,
)


def trade_secret(office: Office) -> Iterator[str]:
    yield "2025-01-14"
    subject = "东河片区地块竞得人的资金方案"
    case = office.receives("清江市远山置业有限公司", subject, category="business", channel="registered_post")
    yield "2025-01-17"
    letter = office.number("征")
    office.records(case, ThirdPartyConsulted("竞得人", letter), says="竞得人")
    office.serves(case, letter, received="2025-01-20")
    yield "2025-02-10"
    objects = ThirdPartyAnswered("竞得人", "objects", "属于商业秘密")
    office.records(case, objects, says="不同意公开，称属于商业秘密")
    yield "2025-02-14"
    weighed = Weighed("公开会泄露融资安排", "不公开不影响公众了解出让结果")
    office.records(case, weighed, says="第三方的理由成立")
    states = {
        "consultation": "第三方不同意公开",
        "reasonableness": "第三方的理由成立，该方案没有公开过，能带来竞争优势",
        "public_interest": "不公开不会对公共利益造成重大影响",
    }
    office.replies(case, Outcome(1, "third_party_rights", "trade_secret", states))


def never_supplemented(office: Office) -> Iterator[str]:
    yield "2025-01-22"
    case = office.receives("孙立夏", "有关白石镇的文件", channel="ordinary_letter")
    yield "2025-01-24"
    office.records(case, Confirmed("电话"), says="电话确认")
    yield "2025-02-06"
    asked = SupplementAsked(("请写明文件的名称、文号或者时间",), day("2025-02-27"), office.number("补"))
    office.records(case, asked, says="请在2月27日以前写明文件名称")
    office.writes(case, "补正告知书.docx", "--kind supplement --say unclear=没有写明要哪一份文件")
    yield "2025-02-20"
    office.records(case, Lapsed("lapsed_supplement", office.number()))  # too early
    yield "2025-03-03"
    office.records(case, Lapsed("lapsed_supplement", office.number()), says="逾期没有补正")


def not_there(office: Office) -> Iterator[str]:
    """Nobody may say that it does not exist who has not looked for it."""
    yield "2025-02-12"
    case = office.receives("李清明", "柳林乡旧砖厂的资料", channel="internet")
    yield "2025-02-13"
    office.records(case, Confirmed("短信"), says="短信确认")
    yield "2025-02-17"
    asked = SupplementAsked(("请写明是哪一类资料",), day("2025-03-10"), office.number("补"))
    office.records(case, asked, says="请在3月10日以前写明是哪一类资料")
    yield "2025-03-05"
    office.records(case, Supplemented(), says="写明是采矿许可证")
    yield "2025-03-19"
    scope = "矿业权登记系统和1998年以来的档案"
    outcome = Outcome(1, "not_exist", states={"search_scope": scope})
    office.replies(case, outcome)
    office.records(case, Searched(scope, "矿管科、档案室", has_found=False), says="没有找到")
    office.replies(case, outcome)


def state_secret(office: Office) -> Iterator[str]:
    yield "2025-02-20"
    case = office.receives("清江市地质研究院", "某矿种储量核实报告", category="research")
    yield "2025-03-06"
    carrier, authority = "《某矿种储量核实报告》", "上级机关的定密决定"
    office.records(case, Classified(carrier, "confidential", authority), says="秘密级")
    office.replies(case, Outcome(1, "state_secret", states={"document": carrier, "authority": authority}))


def extended(office: Office) -> Iterator[str]:
    yield "2025-04-02"
    subject = "砂石矿布点调整的请示"
    case = office.receives("云溪县恒土建材有限公司", subject, category="business", channel="registered_post")
    yield "2025-04-28"
    letter = office.number("延")
    office.records(case, Extended(20, "负责人", "需要向三个乡镇核实", letter), says=f"二十个工作日，{letter}")
    office.writes(case, "延期告知书.docx", "--kind extension")
    yield "2025-05-26"
    states = {"explanation": "该请示在报批过程中形成，县政府还没有批复"}
    office.replies(case, Outcome(1, "process_information", "request_report", states))


def fee_unpaid(office: Office) -> Iterator[str]:
    """120 pages: 70 × 10 + 20 × 20 元, and nobody paid in twenty working days."""
    yield "2025-05-27"
    case = office.receives("清江市快讯咨询有限公司", "2024年全部用地批复", category="business")
    yield "2025-06-03"
    letter = office.number("费")
    office.records(
        case, FeeNoticed("pages", 120, 1100_00, "共120页，超过三十页", letter), says="120页，1100元"
    )
    office.serves(case, letter, received="2025-06-05")
    yield "2025-07-07"
    office.records(case, Lapsed("lapsed_fee", office.number()), says="逾期没有缴费")


def too_many(subject: str) -> Story:
    def story(office: Office) -> Iterator[str]:
        yield "2025-06-16"
        case = office.receives("卫大雪", subject)
        yield "2025-06-23"
        excess = "同日分别申请十年间的全部会议通知和全部接待单据，共三千余份"
        asked = ReasonsAsked(excess, day("2025-07-14"), office.number("理"))
        office.records(case, asked, says="请在7月14日以前说明")
        yield "2025-07-08"
        office.records(case, ReasonsGiven(is_reasonable=False, why="只说想看看"), says="只说想看看，不合理")
        yield "2025-07-11"
        states = {
            "reasons_asked_on": "2025年6月23日",
            "excess": excess,
            "applicant_reasons": "申请人说明“想看看”",
            "why_unreasonable": "没有说明与其生产、生活、科研的联系",
        }
        office.replies(case, Outcome(1, "massive_repeated", states=states))

    return story


def withdrawn(office: Office) -> Iterator[str]:
    yield "2025-07-08"
    case = office.receives("石板村村民委员会", "石板村宅基地审批结果", category="other")
    yield "2025-07-15"
    office.records(case, Withdrawn("书面撤回"), says="书面撤回")


def answered(
    on: str,
    applicant: str,
    subject: str,
    replied: str,
    outcome: Outcome,
    *,
    category: Category = "natural_person",
    channel: Channel = "on_site",
) -> Story:
    """A request that needs nothing but its answer."""

    def story(office: Office) -> Iterator[str]:
        yield on
        case = office.receives(applicant, subject, category=category, channel=channel)
        yield replied
        office.replies(case, outcome)

    return story


STORIES = (
    trade_secret,
    never_supplemented,
    not_there,
    state_secret,
    answered(
        "2025-03-03", "周白露", "请查处邻居违法建房", "2025-03-10",
        Outcome(1, "petition", "report", {"matter": "请求查处邻居违法建房", "right_channel": "自然资源违法线索举报电话"}),
    ),
    extended,
    answered(
        "2025-04-09", "吴秋分", "机关食堂采购台账", "2025-04-18", channel="oral",
        outcome=Outcome(1, "internal_affairs", "logistics", {"explanation": "食堂采购属于后勤保障，不对外产生影响"}),
    ),
    answered(
        "2025-04-21", "郑寒露", "某小区一套住房的登记资料", "2025-04-28",
        Outcome(1, "administrative_inquiry", states={
            "special_law": "《不动产登记暂行条例》", "place": "云溪县不动产登记中心查询窗口",
        }),
    ),
    answered(
        "2025-05-12", "冯霜降", "柳林水库2024年除险加固合同", "2025-05-16",
        Outcome(1, "not_responsible", states={
            "explanation": "水库由县水务局管理", "right_organ": "云溪县水务局（0000-7654300）",
        }),
    ),
    answered(
        "2025-05-15", "清江学院", "近五年各乡镇耕地流出原因分类统计", "2025-05-22", category="research",
        outcome=Outcome(1, "needs_creation", states={"explanation": "需要对五年的调查成果逐图斑归类、汇总"}),
    ),
    fee_unpaid,
    too_many("2015年至2024年全部会议通知"),
    too_many("2015年至2024年全部公务接待单据"),
    withdrawn,
)  # fmt: skip
