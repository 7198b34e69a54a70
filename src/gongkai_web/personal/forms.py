"""What a person types about himself: how to get in, and the codes."""

from __future__ import annotations

from django import forms


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
