"""What a breach that was owned up to is called where there is room for a few words only."""

from __future__ import annotations

from collections.abc import Iterable

from gongkai.law.replies import NEED_LABELS

_LABELS: dict[str, str] = {
    "answered_late": "逾期答复复议或答辩",
    "appealed_late": "逾期上诉",
    "consultation_pending": "征求意见未结束即答复",
    "delay_late": "逾期告知延迟答复",
    "delay_of_fixed_day": "自行延迟指定的期限",
    "delay_twice": "再次延迟答复",
    "delay_without_reasons": "未问理由即延迟答复",
    "deposited_unpublished": "未公开即移交查阅场所",
    "extension_late": "逾期告知延长答复期限",
    "extension_of_fixed_day": "延长确定的期限",
    "extension_too_long": "延长超过法定上限",
    "extension_twice": "再次延长答复期限",
    "extension_without_approval": "未经批准延长答复期限",
    "fee_amount_wrong": "收费金额与标准不符",
    "fee_late": "逾期通知收费",
    "fee_overcharged": "多收信息处理费",
    "fee_twice": "重复通知收费",
    "fee_without_measures": "没有依据收信息处理费",
    "lapse_early": "期限未满即不再处理",
    "lapse_on_second_notice": "以再次告知为由不再处理",
    "lapse_without_notice": "未经告知即不再处理",
    "not_answered": "未提交复议答复或答辩",
    "objection_not_weighed": "第三方不同意而未经权衡即公开",
    "performed_late": "逾期履行",
    "published_late": "逾期公开",
    "published_not_proactive": "公开了不予主动公开的信息",
    "published_unreviewed": "未经保密审查即公开",
    "reasons_pending": "说明理由的期限未满即答复",
    "reasons_were_reasonable": "理由已认定合理仍不予处理",
    "reply_late": "逾期答复",
    "review_out_of_turn": "保密审查越级",
    "served_by_courier": "交快递公司寄送公文",
    "service_late": "逾期送出答复",
    "supplement_late": "逾期告知补正",
    "supplement_twice": "再次告知补正",
    "withdrawn_late": "逾期撤回处罚决定信息",
    "withdrawn_without_reason": "撤回处罚决定信息未说明理由",
    "withheld_without_ground": "不予公开未写明依据",
}
BREACHES: dict[str, str] = _LABELS | {
    f"{need}_missing": f"没有{label}" for need, label in NEED_LABELS.items()
}


def breaches_said(codes: Iterable[str]) -> str:
    """The breaches of an act by name, with the codes that they are declared by."""
    return "、".join(f"{BREACHES[code]}（{code}）" if code in BREACHES else code for code in codes)
