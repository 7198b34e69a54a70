"""What the actions of the audit trail are called."""

from __future__ import annotations

from gongkai_web.accounts.matrix import matrix

ACTIONS = {
    "sign_in": "登录",
    "sign_in_failed": "登录失败",
    "code_failed": "验证码不对",
    "sign_out": "退出",
    "sessions_ended": "退出其他登录",
    "password_changed": "更换口令",
    "password_reset": "重设口令",
    "second_factor_set": "启用验证器",
    "second_factor_renewed": "更换验证器",
    "second_factor_removed": "停用验证器",
    "recovery_codes_renewed": "更换备用码",
    "operator_made": "任命系统管理员（命令）",
    "person_made": "新增人员",
    "person_edited": "修改人员",
    "person_activated": "启用账号",
    "person_deactivated": "停用账号",
    "people_imported": "导入人员",
    "appointed": "任命岗位",
    "appointment_ended": "结束岗位",
    "organ_opened": "新设机构",
    "organ_changed": "机构变更",
    "organ_ended": "机构终止",
    "organs_imported": "导入机构",
    "overlay_put_in": "采用日历、设置或模板",
    "overlay_taken_back": "撤回日历、设置或模板",
    "audit_exported": "导出操作记录",
    "area-export": "导出全域汇总",
    "area-corpus": "打包全域报告",
    "area-findings-export": "导出问题清单",
    "handover": "移交工作",
    "request.find-applicant": "查找申请人",
    "request.export-list": "导出申请清单",
    "request.ticket": "发给查询码",
    "case.bundle": "导出案卷（PDF）",
    "case.archive": "导出案卷（ZIP）",
    "remedy.evidence": "生成证据 PDF",
    "file.add": "添加案件附件",
    "figures.import": "导入表二数据",
    "report-ask": "请负责人报送年度报告",
    "report-submit": "报送年度报告",
    "report-publish": "公布年度报告",
    "report-amend": "公布年度报告的更正",
    "report-reopen": "重开已结账的一年",
    "season-remind": "催报",
    "season-return": "退回年度报告",
    "season-clear": "同意公布",
    "season-clear-many": "一并同意公布",
    "season-address": "填写年度报告的公布网址",
    "season-look": "核验公布的网页",
    "season-zero": "确认零申请",
    "uploads-add": "上传年度报告",
    "uploads-take": "采用一批上传的报告",
    "upload-correct": "改正读取结果",
    "upload-decide": "认定上传的报告",
    "upload-take": "采用上传的报告",
    "upload-aside": "不采用上传的报告",
    "upload-again": "放回上传的报告",
}


def said(action: str) -> str:
    """In Chinese; actions that are named for a right are called as it is."""
    right = matrix().rights.get(action)
    return ACTIONS.get(action) or (right.says if right else action)
