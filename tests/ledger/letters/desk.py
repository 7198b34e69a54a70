"""The desk at which letters are drafted in tests: an invented bureau, one applicant, and a case for every letter."""

from __future__ import annotations

from datetime import date

from gongkai.law.rulebook import national
from gongkai.ledger.entry import Act
from gongkai.ledger.facts import request as facts
from gongkai.ledger.letters.case import Case
from gongkai.ledger.organ import Organ
from gongkai.ledger.private import Private
from tests.ledger.cast import ORGAN, act, day

BUREAU = Organ(
    key=ORGAN,
    name="云溪县财政局",
    kind="department",
    level="county",
    short="云财公开",
    opened=date(2025, 1, 1),
    reconsideration_body="云溪县人民政府",
    court="云溪县人民法院",
    contact="政府信息公开办公室，0000-1234567",
    online_reconsideration="清江市行政复议网上受理平台",
)
REQUEST = "request/2026-0001"
TEXTS = {
    "name": "王小明",
    "company": "清江市远山商贸有限公司",
    "first": "云溪县2025年度农村公路养护资金分配表",
    "second": "关于上述资金分配的局长办公会议讨论记录",
}
FIRST, SECOND = (facts.Item(n, Private(key, "0" * 64)) for n, key in ((1, "first"), (2, "second")))
LETTER = "云财公开〔2026〕1号"
SUPPLEMENT, CONSULTATION, FEE = ("云财公开补〔2026〕1号", "云财公开征〔2026〕1号", "云财公开费〔2026〕1号")

Step = tuple[str, facts.Fact] | tuple[str, facts.Fact, str]


def arrived(
    items: tuple[facts.Item, ...] = (FIRST,),
    category: str = "natural_person",
    *,
    way: str = "post",
    channel: str = "on_site",
) -> Step:
    """Handed in on 2 March 2026."""
    who = "name" if category == "natural_person" else "company"
    fact = facts.Arrived(channel, category, Private(who, "0" * 64), items, way=way)  # type: ignore[arg-type]
    return ("2026-03-02", fact)


def case(*steps: Step, organ: Organ = BUREAU) -> Case:
    acts = [_act(*step) for step in steps]
    return Case.of(acts, organ, national(), TEXTS)


def _act(on: str, fact: facts.Fact, *breaches: str) -> Act:
    return act(on, fact, *breaches, case=REQUEST)


def replied(*outcomes: facts.Outcome, on: str = "2026-03-20", counted_as: str | None = None) -> Step:
    return (on, facts.Replied(outcomes, LETTER, counted_as))


def served(letter: str, on: str, *, received: str | None = None) -> Step:
    came = day(received or on)
    return (on, facts.Served(letter, "direct", "签收单", received=came))


SUPPLIED = {"supplied": "附件所列文件", "form": "纸质", "supplied_on": "2026年3月20日"}
GRANTED = facts.Outcome(1, "granted", states=SUPPLIED)
SEARCHED = ("2026-03-05", facts.Searched("办公室档案、预算科档案和公文系统", "预算科", has_found=False))
WEIGHED = (
    "2026-03-10",
    facts.Weighed("公开后会泄露第三方的报价", "不公开不会对公共利益造成重大影响"),
)
ENDANGERED = ("2026-03-10", facts.Weighed("公开后会影响清江市粮食储备的投放", "不公开不影响公众知情"))
CONSULTED = (
    ("2026-03-04", facts.ThirdPartyConsulted("甲", CONSULTATION)),
    served(CONSULTATION, "2026-03-05"),
    ("2026-03-09", facts.ThirdPartyAnswered("甲", "objects", "报价属于商业秘密")),
)
ASKED = (
    "2026-03-04",
    facts.SupplementAsked(("信息的名称或者文号", "所需信息的年度"), day("2026-03-25"), SUPPLEMENT),
)
EXCESS = (
    "2026-03-04",
    facts.ReasonsAsked(
        "本年度已申请六十一次，其中五十次内容相近", day("2026-03-18"), "云财公开理〔2026〕1号"
    ),
)
FEE_NOTICED = (
    "2026-03-04",
    facts.FeeNoticed("items", 11, 10_000, "本月已申请十一件，数量明显超过合理范围", FEE),
)

# For every kind of reply the steps that lead to it, and what has to be stated.
REPLIES: dict[str, tuple[tuple[Step, ...], dict[str, str], str | None]] = {
    "already_public": ((), {"place": "云溪县人民政府网站“财政信息”栏目"}, None),
    "granted": ((), SUPPLIED, None),
    "partially_granted": (
        (),
        {
            "supplied": "分配表的第一页至第三页",
            "form": "纸质",
            "supplied_on": "2026年3月20日",
            "withheld": "第四页的测算过程",
            "withheld_reason": "该页是形成分配方案之前的测算稿，不是最后的决定",
        },
        "process_information",
    ),
    "state_secret": (
        (("2026-03-06", facts.Classified("一份会议纪要", "secret", "《某某工作国家秘密范围的规定》第三条")),),
        {},
        None,
    ),
    "prohibited_by_law": (
        (),
        {
            "law": "《某某法》第十二条",
            "prohibition": "调查中取得的能够识别个人身份的资料不得对外提供",
        },
        None,
    ),
    "three_security_one_stability": ((ENDANGERED,), {}, "economic_security"),
    "third_party_rights": ((*CONSULTED, WEIGHED), {"reasonableness": "第三方的理由合理"}, "trade_secret"),
    "internal_affairs": (
        (),
        {"explanation": "该信息是本机关车辆调度的安排，不影响公众的权利义务"},
        "logistics",
    ),
    "process_information": ((), {"explanation": "该信息形成于资金分配方案的拟定过程"}, "discussion"),
    "enforcement_file": ((), {"file": "云财检〔2025〕4号案卷"}, None),
    "administrative_inquiry": (
        (),
        {"special_law": "《不动产登记暂行条例》", "place": "云溪县不动产登记中心查询窗口"},
        None,
    ),
    "not_exist": ((SEARCHED,), {}, None),
    "not_responsible": (
        (),
        {"explanation": "该信息由云溪县交通运输局制作", "right_organ": "云溪县交通运输局，电话0000-7654321"},
        None,
    ),
    "needs_creation": ((), {"explanation": "本机关没有按村汇总的数据，需要从各乡镇的报表逐项加总"}, None),
    "unclear_after_supplement": (
        (ASKED, ("2026-03-12", facts.Supplemented())),
        {"unclear": "没有写明信息的年度"},
        None,
    ),
    "petition": ((), {"matter": "要求处理某村道路施工的质量问题"}, "complaint"),
    "repeated": ((), {"earlier_number": "云财公开〔2025〕9号", "earlier_day": "2025年11月3日"}, None),
    "publication": ((), {"publication": "《云溪年鉴（2025）》"}, None),
    "massive_repeated": (
        (EXCESS, ("2026-03-16", facts.ReasonsGiven(is_reasonable=False, why="想多了解情况"))),
        {"why_unreasonable": "该理由不能说明为什么要重复申请相近的内容"},
        None,
    ),
    "confirm_or_reissue": ((), {"earlier_acquisition": "你已于2025年6月4日从本机关领取该文件"}, None),
    "archived": (
        (),
        {"archive": "云溪县档案馆（电话0000-2223334）", "transferred": "2024年5月第二批"},
        None,
    ),
    "not_government_information": ((), {"explanation": "所申请的是对政策的咨询意见"}, None),
    "misc": ((), {"explanation": "申请书只有封面，本机关已电话说明申请的方式"}, None),
}


def reply_case(kind: str) -> Case:
    steps, states, choice = REPLIES[kind]
    return case(arrived(), *steps, replied(facts.Outcome(1, kind, choice, states)))


# What ends a request in another way.
ENDS: dict[str, tuple[Step, ...]] = {
    "lapsed_supplement": (ASKED, ("2026-03-27", facts.Lapsed("lapsed_supplement", LETTER))),
    "lapsed_fee": (
        FEE_NOTICED,
        served(FEE, "2026-03-05"),
        ("2026-04-07", facts.Lapsed("lapsed_fee", LETTER)),
    ),
    "withdrawn": (("2026-03-09", facts.Withdrawn("书面")),),
    "merged": (("2026-03-09", facts.Merged("request/2026-0002", "内容相同")),),
}

# For every procedural letter the steps that lead to it, what has to be said, and to whom it goes.
PROCEDURE: dict[str, tuple[tuple[Step, ...], dict[str, str], str | None]] = {
    "register": ((arrived(),), {"contact": "0000-9998887"}, None),
    "receipt": ((arrived(),), {}, None),
    "confirm": ((arrived(channel="internet"), ("2026-03-03", facts.Confirmed("电话"))), {}, None),
    "supplement": ((arrived(), ASKED), {"unclear": "申请没有写明信息的名称和年度"}, None),
    "reasons": ((arrived(), EXCESS), {}, None),
    "extension": (
        (
            arrived(),
            (
                "2026-03-20",
                facts.Extended(20, "负责人", "需要从三个科室的档案里检索", "云财公开延〔2026〕1号"),
            ),
        ),
        {},
        None,
    ),
    "delay": (
        (
            arrived(),
            EXCESS,
            ("2026-03-10", facts.ReasonsGiven(is_reasonable=True, why="正在撰写论文")),
            (
                "2026-03-20",
                facts.Delayed(day("2026-06-30"), "需要检索的档案有四百余卷", "云财公开迟〔2026〕1号"),
            ),
        ),
        {},
        None,
    ),
    "consult_third_party": ((arrived(), *CONSULTED[:1]), {"concerns": "商业秘密"}, TEXTS["company"]),
    "consult_co_maker": (
        (arrived(), ("2026-03-04", facts.CoMakerConsulted("交通", "云财公开商〔2026〕1号"))),
        {"proposal": "予以公开"},
        "云溪县交通运输局",
    ),
    "assist": (
        (arrived(),),
        {"asks": "确认该表的最后版本", "until": "2026年3月13日"},
        "云溪县交通运输局",
    ),
    "inform_third_party": (
        (
            arrived(),
            *CONSULTED,
            (
                "2026-03-10",
                facts.Weighed("公开后第三方的报价为人所知", "不公开会使公众无法监督养护资金的分配"),
            ),
            ("2026-03-12", facts.ThirdPartyInformed("甲", "云财公开告〔2026〕1号")),
        ),
        {},
        TEXTS["company"],
    ),
    "fee": ((arrived(), FEE_NOTICED), {"pay_way": "持本通知书到云溪县政务服务中心财政窗口缴纳"}, None),
    "service": (
        (arrived(), replied(GRANTED), served(LETTER, "2026-03-23")),
        {"by": "李承办"},
        None,
    ),
}
