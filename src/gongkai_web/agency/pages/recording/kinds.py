"""The kinds of facts that a clerk records by hand, in the order in which a request meets them.

The fields of a form follow from the type of the fact and their names from the labels of the ledger; what stands here is
only what those two do not know. Replies, reviews and letters are recorded where they are made.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from types import MappingProxyType

from gongkai.ledger import labels
from gongkai.ledger.entry import KINDS as FACTS


@dataclass(frozen=True, slots=True)
class Said:
    """What a field is called here, and what helps to fill it."""

    label: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Kind:
    """``key`` is that of the fact without its noun; ``letter`` the kind of letter that goes with it, if one does."""

    key: str
    group: str
    says: str
    basis: str = ""
    fields: Mapping[str, Said] = field(default_factory=dict)
    letter: str = ""
    is_grave: bool = False

    @property
    def fact(self) -> type:
        return FACTS[f"request.{self.key}"]

    @property
    def label(self) -> str:
        return labels.KINDS[f"request.{self.key}"]


_LETTER = Said("文书", "在本系统起草、签发的文书会自动记上；另行出具的，写它的文号或名称。可以不填。")
_PARTY = Said("对方的代称", "例如“第三方甲”“丙公司”；用来区分几个对方，不写个人姓名。")
_ITEMS = Said("涉及第几项", "不选，就是全部各项。")
_CHECK, _COURSE, _OTHERS, _INSIDE, _END = "收件", "补正和期限", "征求意见", "办理情况", "办结和变更"

_KINDS = (
    Kind(
        "confirmed",
        _CHECK,
        "与申请人电话或者短信确认收到申请；平常信函、传真、互联网等渠道以双方确认之日为收到申请之日。",
        "regulation/31",
        {"how": Said("怎样确认的", "例如：电话联系，申请人确认。不写电话号码。")},
    ),
    Kind(
        "assigned",
        _INSIDE,
        "把申请交给本机关的一位同志继续办理。不影响答复期限。",
        fields={"to": Said("交给谁"), "reason": Said("说明", "可以不填。")},
    ),
    Kind(
        "supplement_asked",
        _COURSE,
        "申请内容不明确的，一次性告知申请人补正的内容和合理的补正期限；补正前答复期限不起算。",
        "regulation/30",
        {
            "asks": Said("要求补正的内容", "一行一项。"),
            "until": Said("补正期限", "给申请人的最后一天。"),
            "letter": _LETTER,
        },
        letter="supplement",
    ),
    Kind(
        "supplemented",
        _COURSE,
        "收到申请人的补正。答复期限自收到补正之日重新计算。",
        "regulation/30",
        {"items": Said("补正后的申请内容", "只填有变化的各项；不填就是照旧。")},
    ),
    Kind(
        "extended",
        _COURSE,
        "不能在期限内答复的，经政府信息公开工作机构负责人同意并告知申请人，可以延长一次。",
        "regulation/33",
        {
            "days": Said("延长几个工作日"),
            "approver": Said("同意延长的负责人"),
            "reason": Said("延长的理由"),
            "letter": _LETTER,
        },
        letter="extension",
    ),
    Kind(
        "reasons_asked",
        _COURSE,
        "申请的数量、频次明显超过合理范围的，可以要求申请人说明理由。",
        "regulation/35",
        {
            "why": Said("为什么认为明显超过合理范围"),
            "until": Said("说明理由的期限", "给申请人的最后一天。"),
            "letter": _LETTER,
        },
        letter="reasons",
    ),
    Kind(
        "reasons_given",
        _COURSE,
        "申请人说明了理由，由本机关认定是否合理。日期是理由到达的那一天。",
        "regulation/35",
        {
            "is_reasonable": Said("理由是否合理"),
            "why": Said(
                "申请人说明的理由", "网上交来的，打开时已经填好。不予处理的，答复里引述它，可以摘要。"
            ),
        },
    ),
    Kind(
        "delayed",
        _COURSE,
        "理由合理而不能在期限内答复的，可以确定延迟答复的合理期限并告知申请人。",
        "regulation/35",
        {"until": Said("延迟到哪一天"), "reason": Said("理由"), "letter": _LETTER},
        letter="delay",
    ),
    Kind(
        "fee_noticed",
        _COURSE,
        "数量、频次明显超过合理范围的，可以收取信息处理费；一件申请只选一种标准，在答复期限内通知一次。",
        "fee-measures",
        {
            "scale": Said("计费方式"),
            "quantity": Said("件数或者页数"),
            "fen": Said("金额（元）", "不填的，按收费标准计算。"),
            "reason": Said("收费的理由"),
            "letter": _LETTER,
        },
        letter="fee",
    ),
    Kind("fee_paid", _COURSE, "申请人缴费。", "fee-measures", {"fen": Said("缴费金额（元）")}),
    Kind(
        "third_party_consulted",
        _OTHERS,
        "公开会损害第三方合法权益的，书面征求第三方的意见；所需时间不计入答复期限。",
        "regulation/32",
        {"party": _PARTY, "letter": _LETTER, "items": _ITEMS},
        letter="consult_third_party",
    ),
    Kind(
        "third_party_answered",
        _OTHERS,
        "第三方自收到征求意见书之日起 15 个工作日内提出意见。逾期没有答复的不必记录。",
        "regulation/32",
        {"party": Said("哪个第三方"), "reason": Said("第三方的理由", "可以不填。")},
    ),
    Kind(
        "third_party_informed",
        _OTHERS,
        "不同意公开而决定公开的，将决定和理由书面告知第三方。",
        "regulation/32",
        {"party": Said("哪个第三方"), "letter": _LETTER},
        letter="inform_third_party",
    ),
    Kind(
        "co_maker_consulted",
        _OTHERS,
        "由本机关牵头制作的信息，可以征求共同制作机关的意见；被征求意见的机关 15 个工作日内提出。",
        "regulation/34",
        {"party": Said("共同制作机关", "机关的名称。"), "letter": _LETTER, "items": _ITEMS},
        letter="consult_co_maker",
    ),
    Kind(
        "co_maker_answered",
        _OTHERS,
        "共同制作机关提出意见；逾期没有提出的，视为同意，不必记录。",
        "regulation/34",
        {"party": Said("哪个机关"), "reason": Said("理由", "可以不填。")},
    ),
    Kind(
        "searched",
        _INSIDE,
        "检索了所申请的信息。答复信息不存在以前，应当有检索的记录。",
        "regulation/36",
        {
            "scope": Said("检索的范围", "哪些系统、档案、科室，用了什么关键词。"),
            "by": Said("谁检索的", "科室或者岗位。"),
            "has_found": Said("找到没有"),
        },
    ),
    Kind(
        "weighed",
        _INSIDE,
        "权衡公开可能的损害和不公开对公共利益的影响。",
        "regulation/15",
        {
            "harm": Said("公开可能造成的损害"),
            "public_interest": Said("不公开对公共利益的影响"),
            "items": _ITEMS,
        },
    ),
    Kind(
        "classified",
        _INSIDE,
        "登记国家秘密的载体、密级和定密机关，不写内容。",
        "regulation/14",
        {
            "document": Said("载体", "文件的名称或者编号，不写秘密的内容。"),
            "level": Said("密级"),
            "authority": Said("定密机关和依据"),
            "items": _ITEMS,
        },
    ),
    Kind(
        "served",
        _INSIDE,
        "文书交寄、送达。答复是否按期、征求意见和缴费的期限都从这里算。",
        "notice/2016-235",
        {
            "letter": Said("哪一份文书"),
            "way": Said("送达方式"),
            "proof": Said("凭证", "挂号信收据号、送达回证、发送记录等。"),
            "posted": Said("交邮之日", "邮寄的填写。"),
            "received": Said("对方收到之日", "知道了再填；以后可以补记一条。"),
        },
    ),
    Kind(
        "lapsed",
        _END,
        "申请人逾期没有补正、没有缴费，又没有正当理由的，不再处理。",
        "regulation/30",
        {"kind": Said("哪一种"), "letter": _LETTER},
        is_grave=True,
    ),
    Kind(
        "withdrawn",
        _END,
        "申请人主动撤回。",
        fields={"how": Said("怎样撤回的", "例如：书面撤回，某月某日收到。")},
        is_grave=True,
    ),
    Kind(
        "merged",
        _END,
        "同一申请人的申请并入另一件一起办理，这一件办结。",
        fields={"into": Said("并入哪一件"), "reason": Said("理由")},
        is_grave=True,
    ),
    Kind(
        "split",
        _END,
        "一件申请有几项不相干的内容的，分成几件办理；分出的每一项各登记为一件。",
        fields={"items": Said("分出哪几项", "原申请至少留下一项。")},
        is_grave=True,
    ),
    Kind(
        "reopened",
        _END,
        "办结以后自行纠正，或者复议决定、判决要求重新办理。",
        fields={
            "because": Said("起因"),
            "reason": Said("理由"),
            "remedy": Said("依据的复议或诉讼", "自行纠正的不选。"),
            "until": Said("指定的答复期限", "决定、判决指定了日期的填写。"),
        },
        is_grave=True,
    ),
    Kind(
        "voided",
        _END,
        "登记错了（重复登记、根本不是申请）。作废的不计入统计，编号保留。",
        fields={"reason": Said("为什么作废")},
        is_grave=True,
    ),
    Kind("restored", _END, "作废错了，恢复登记。", fields={"reason": Said("为什么恢复")}),
)
KINDS: Mapping[str, Kind] = MappingProxyType({kind.key: kind for kind in _KINDS})
GROUPS = (_CHECK, _COURSE, _OTHERS, _INSIDE, _END)
