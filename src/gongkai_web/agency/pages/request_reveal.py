"""What for somebody looks at the private words of a case. The purposes are fixed: free words could be private ones."""

from __future__ import annotations

from django import forms

PURPOSES = {
    "contact": "联系、确认、通知申请人",
    "letter": "起草、核对文书",
    "service": "寄送、送达文书",
    "identity": "核对身份和代理手续",
    "correction": "更正登记",
    "repeats": "核对是否同一申请人、重复申请",
    "fee": "核对信息处理费",
    "remedy": "办理行政复议、行政诉讼",
    "inspection": "监督检查、投诉举报的核查",
}


class RevealForm(forms.Form):
    purpose = forms.ChoiceField(
        label="查看的目的",
        choices=[("", "请选择"), *PURPOSES.items()],
        error_messages={"required": "请选择查看的目的。"},
    )

    def said(self) -> str:
        return PURPOSES[self.cleaned_data["purpose"]]
