"""What the kinds, fields and fixed words of an entry are called in Chinese."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator, Mapping
from dataclasses import is_dataclass
from datetime import date
from typing import Any

from gongkai.law import organs
from gongkai.law.remedies import results
from gongkai.ledger.shapes import fields_of

KINDS: dict[str, str] = {
    "organ.ledger_opened": "启用台账",
    "organ.organ_changed": "机关变更",
    "organ.organ_ended": "机关终止",
    "organ.decisions_counted": "登记行政决定数量",
    "organ.charges_collected": "登记行政事业性收费",
    "organ.activity_recorded": "登记工作情况",
    "organ.number_voided": "文号作废",
    "organ.year_closed": "年度结账",
    "organ.year_reopened": "年度重开",
    "organ.opening_signed": "确认启用前结转",
    "request.arrived": "收到申请",
    "request.confirmed": "双方确认收到",
    "request.supplement_asked": "要求补正",
    "request.supplemented": "收到补正",
    "request.third_party_consulted": "征求第三方意见",
    "request.third_party_answered": "第三方答复",
    "request.third_party_informed": "书面告知第三方",
    "request.co_maker_consulted": "征求共同制作机关意见",
    "request.co_maker_answered": "共同制作机关答复",
    "request.extended": "延长答复期限",
    "request.reasons_asked": "要求说明理由",
    "request.reasons_given": "收到理由说明",
    "request.delayed": "确定延迟答复的期限",
    "request.fee_noticed": "通知缴纳信息处理费",
    "request.fee_paid": "收到信息处理费",
    "request.assigned": "交由承办",
    "request.reviewed": "审核文稿",
    "request.searched": "检索",
    "request.weighed": "权衡公开的影响",
    "request.classified": "登记定密依据",
    "request.replied": "答复",
    "request.lapsed": "逾期不再处理",
    "request.withdrawn": "申请人撤回",
    "request.merged": "合并办理",
    "request.split": "拆分",
    "request.letter_issued": "发出其他文书",
    "request.served": "送达",
    "request.reopened": "重新办理",
    "request.voided": "登记作废",
    "request.restored": "恢复登记",
    "publication.listed": "登记存量",
    "publication.made": "制作或获取",
    "publication.reviewed": "公开审查",
    "publication.published": "公开",
    "publication.changed": "信息变更",
    "publication.amended": "修改",
    "publication.prolonged": "延长有效期",
    "publication.repealed": "废止",
    "publication.annulled": "处罚决定被变更或撤销",
    "publication.expired": "失效",
    "publication.unpublished": "撤下",
    "publication.deposited": "移交查阅场所",
    "publication.reassessed": "重新评估",
    "publication.assigned": "交由承办",
    "remedy.challenged": "收到复议或诉讼材料",
    "remedy.answer_filed": "提交答复或答辩",
    "remedy.hearing_set": "确定开庭或听证",
    "remedy.decided": "作出决定或裁判",
    "remedy.appealed": "上诉",
    "remedy.heard_again": "重新审理",
    "remedy.performed": "履行决定",
    "remedy.assigned": "交由承办",
    "filing.submitted": "报送年度报告",
    "filing.sent_back": "退回修改",
    "filing.cleared": "同意公布",
    "filing.published": "公布年度报告",
    "filing.amended": "更正已公布的报告",
    "corrected": "更正",
}
FIELDS: dict[str, str] = {
    "name": "名称",
    "kind": "种类",
    "level": "级别",
    "short": "发文机关代字",
    "parent": "上级",
    "reconsideration_body": "行政复议机关",
    "court": "管辖法院",
    "contact": "联系方式",
    "online_reconsideration": "网上复议渠道",
    "row": "统计项",
    "number": "数量或编号",
    "since": "起",
    "until": "截止",
    "source": "来源",
    "digest": "文件的 SHA-256",
    "fen": "金额（分）",
    "aspect": "方面",
    "says": "内容",
    "unit": "单位",
    "reason": "理由",
    "year": "年度",
    "channel": "渠道",
    "category": "申请人类别",
    "applicant": "申请人",
    "items": "申请内容",
    "wording": "申请人的原话",
    "form": "提供形式",
    "way": "方式",
    "agent": "代理人",
    "split_from": "拆分自",
    "needs_assistance": "需要协助",
    "how": "经过",
    "asks": "要求补正的内容",
    "letter": "文书",
    "party": "对方",
    "answer": "意见",
    "days": "工作日",
    "approver": "批准人",
    "why": "说明",
    "is_reasonable": "理由合理",
    "scale": "计费方式",
    "quantity": "件数或页数",
    "scope": "范围",
    "by": "承办或依据",
    "has_found": "找到",
    "harm": "可能的损害",
    "public_interest": "公共利益",
    "document": "载体",
    "authority": "定密依据",
    "outcomes": "逐项结果",
    "item": "第几项",
    "choice": "具体情形",
    "states": "载明事项",
    "counted_as": "计入",
    "into": "并入或拆成",
    "proof": "凭证",
    "posted": "交邮之日",
    "received": "收到之日",
    "because": "起因",
    "remedy": "救济案件",
    "description": "信息",
    "title": "标题",
    "index_number": "索引号",
    "document_number": "发文字号",
    "summary": "概述",
    "subject": "主题分类",
    "disclosure": "公开属性",
    "ground": "不公开的条款",
    "effective": "施行日期",
    "expires": "有效期至",
    "publish_by": "法定公开期限",
    "publish_by_basis": "期限的依据",
    "reassess_by": "再评估期限",
    "signer": "审查人",
    "result": "结果",
    "to": "交给",
    "step": "环节",
    "opinion": "意见",
    "channels": "公开渠道",
    "address": "网址",
    "what": "变更内容",
    "place": "地点",
    "path": "途径",
    "body": "机关或法院",
    "request": "所涉申请",
    "reconsideration": "此前的复议",
    "procedure": "程序",
    "about": "事由",
    "documents": "材料",
    "day": "日期",
    "is_ruling": "是裁定",
    "perform_by": "履行期限",
    "key": "键",
    "on": "日期",
    "fact": "应为",
    "remarks": "意见",
    "cell": "哪一格",
    "note": "说明",
    "successor": "承继机关",
    "carried_in": "结转的申请件数",
    "regulations": "现行有效规章",
    "normative_documents": "现行有效行政规范性文件",
}
WORDS: dict[str, str] = {
    **{str(key): label for key, label in organs.KIND_LABELS.items()},
    **{str(key): label for key, label in organs.LEVEL_LABELS.items()},
    "licensing": "行政许可",
    "penalties": "行政处罚",
    "coercion": "行政强制",
    "active_disclosure": "主动公开",
    "requests": "依申请公开",
    "management": "政府信息管理",
    "platform": "平台建设",
    "supervision": "监督保障",
    "assessment": "考核",
    "appraisal": "社会评议",
    "accountability": "责任追究",
    "problems": "存在的主要问题",
    "improvements": "改进情况",
    "other_matters": "其他需要报告的事项",
    "on_site": "当面",
    "oral": "口头",
    "registered_post": "邮寄，需签收",
    "ordinary_letter": "平常信函",
    "fax": "传真",
    "internet": "互联网",
    "wrong_desk": "寄给其他机构或人员",
    "natural_person": "自然人",
    "business": "商业企业",
    "research": "科研机构",
    "public_welfare": "社会公益组织",
    "legal_service": "法律服务机构",
    "other": "其他",
    "paper": "纸质",
    "electronic": "电子",
    "disc": "光盘",
    "on_site_reading": "现场查阅",
    "post": "邮寄",
    "pick_up": "自行领取",
    "on_the_spot": "当场",
    "direct": "直接送达",
    "entrusted": "委托送达",
    "courier": "快递公司",
    "consents": "同意公开",
    "objects": "不同意公开",
    "items": "按件",
    "pages": "按量",
    "top_secret": "绝密",
    "secret": "机密",
    "confidential": "秘密",
    "1": "一级（拟稿人）",
    "2": "二级（科室）",
    "3": "三级（领导）",
    "register": "登记表",
    "receipt": "接收回执",
    "confirm": "收件确认书",
    "assist": "协办函",
    "service": "送达回证",
    "withdrawn": "终止办理告知书",
    "merged": "并案办理告知书",
    "lapsed_supplement": "逾期不补正",
    "lapsed_fee": "逾期不缴费",
    "own_correction": "自行纠正",
    "reconsideration": "行政复议",
    "litigation": "行政诉讼",
    "remanded": "发回重审",
    "retrial": "再审",
    "regulations": "规章",
    "normative_documents": "行政规范性文件",
    "penalty_decisions": "行政处罚决定",
    "proactive": "主动公开",
    "on_request": "依申请公开",
    "withheld": "不予公开",
    "legal": "合法性审核",
    "sign_off": "签发",
    "agrees": "同意",
    "returns": "退回修改",
    "publish": "公开",
    "withhold": "不公开",
    "refer": "送保密行政管理部门确定",
    "changed": "变更",
    "revoked": "撤销",
    "unlawful": "确认违法",
    "void": "确认无效",
    "litigation_direct": "直接起诉",
    "litigation_after_reconsideration": "复议后起诉",
    "simplified": "简易程序",
    "ordinary": "普通程序",
    "applicant": "申请人",
    "organ": "本机关",
}


def literals(wanted: Any) -> tuple[str | int, ...]:
    """The fixed words that a field may hold, none where it is free."""
    if typing.get_origin(wanted) is typing.Literal:
        return typing.get_args(wanted)
    if isinstance(wanted, types.UnionType):
        return tuple(word for part in typing.get_args(wanted) for word in literals(part))
    return ()


def said(fact: Any) -> Iterator[tuple[str, str, Any]]:
    """The fields of a fact that say something: key, Chinese name, and the value with fixed words in Chinese.

    Values inside come as they are: private ones, items, outcomes, a description.
    """
    for each, wanted in fields_of(type(fact)):
        value = getattr(fact, each.name)
        if value is not None and value not in ((), ""):
            yield each.name, _label(each.name, value), _in_words(each.name, value, wanted)


def _label(name: str, value: Any) -> str:
    if name == "number":
        return "数量" if isinstance(value, int) else "编号"
    return FIELDS[name]


def _in_words(name: str, value: Any, wanted: Any) -> Any:
    """The result of a remedy is one of a file of law; what a review found is a fixed word."""
    if name == "result" and value in results():
        return results()[value].label
    return _in_chinese(value, literals(wanted))


def _in_chinese(value: Any, fixed: tuple[str | int, ...]) -> Any:
    match value:
        case bool():
            return "是" if value else "否"
        case str() | int():
            return WORDS[str(value)] if value in fixed else str(value)
        case date():
            return value.isoformat()
        case Mapping():
            return "；".join(f"{name}：{text}" for name, text in value.items())
        case tuple() if not any(map(is_dataclass, value)):
            return "、".join(map(str, value))
        case _:
            return value
