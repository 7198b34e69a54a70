"""What a person types about himself: how to get in, and the codes."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib.auth.forms import PasswordChangeForm


class SignIn(forms.Form):
    username = forms.CharField(
        label="登录名", max_length=60, widget=forms.TextInput({"autocomplete": "username", "autofocus": True})
    )
    password = forms.CharField(
        label="口令",
        max_length=400,
        strip=False,
        widget=forms.PasswordInput({"autocomplete": "current-password"}),
    )


class Code(forms.Form):
    code = forms.CharField(
        label="验证码",
        max_length=20,
        help_text="验证器里现在的 6 位数字；手机不在身边的，填一个备用码。",
        widget=forms.TextInput({"autocomplete": "one-time-code", "inputmode": "text", "autofocus": True}),
    )


class Reachable(forms.Form):
    """What colleagues may see of one another."""

    unit = forms.CharField(label="科室", max_length=100, required=False)
    phone = forms.CharField(label="办公电话", max_length=40, required=False)
    email = forms.EmailField(
        label="工作邮箱",
        max_length=120,
        required=False,
        help_text="没有读的提醒会发到这里，内容只有件数和编号。不想收的留空。",
        error_messages={"invalid": "这不像是电子邮箱的地址，例如 name@example.cn。"},
    )


class NewPassword(PasswordChangeForm):
    """Django's own, in our words: its messages call a 口令 密码, which the law keeps for cryptography."""

    field_order = ("old_password", "new_password1", "new_password2")

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        said = {
            "old_password": ("现在的口令", ""),
            "new_password1": ("新口令", "至少 10 个字，不能全是数字，不要用姓名、登录名和常见的词。"),
            "new_password2": ("再写一遍新口令", ""),
        }
        for name, (label, hint) in said.items():
            self.fields[name].label, self.fields[name].help_text = label, hint
            self.fields[name].widget.attrs.pop("autofocus", None)

    def full_clean(self) -> None:
        super().full_clean()
        for name, errors in list(self.errors.items()):
            plain = [str(error).replace("密码", "口令").replace("你", "您") for error in errors]
            self.errors[name] = self.error_class(plain, renderer=self.renderer)
