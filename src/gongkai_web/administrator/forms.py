"""What an administrator types about people and organs."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django import forms
from django.urls import Resolver404, resolve

from gongkai.law.organs import KIND_LABELS, LEVEL_LABELS
from gongkai_web.accounts.matrix import matrix
from gongkai_web.accounts.models import Person
from gongkai_web.administrator.sheets import Line, NoSheet, lines
from gongkai_web.store.models import Organ


class Day(forms.DateInput):
    """A field of a day that browsers help with."""

    input_type = "date"

    def __init__(self, attrs: dict[str, Any] | None = None) -> None:
        super().__init__(attrs, format="%Y-%m-%d")


class OfPerson(forms.ModelForm):  # type: ignore[type-arg]
    class Meta:
        model = Person
        fields = ("name", "login", "unit", "phone", "email")
        help_texts = {"login": "登录时输入，全系统不能重复；字母、数字和 . - _ 都可以。"}  # noqa: RUF012 - as Django has it

    def __init__(self, *arguments: Any, **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.fields["login"].error_messages["unique"] = "这个登录名已经有人用了，请换一个。"
        self.fields["login"].widget.attrs["autocomplete"] = "off"

    def clean_login(self) -> str:
        login: str = self.cleaned_data["login"].strip()
        if not login or any(sign.isspace() or sign in "/\\<>\"'" for sign in login):
            raise forms.ValidationError("登录名里不能有空格、斜线和引号。")
        if Person.objects.filter(login__iexact=login).exclude(pk=self.instance.pk).exists():
            raise forms.ValidationError("这个登录名已经有人用了，请换一个。")
        return login


class Appointing(forms.Form):
    """``roles`` are those that may be granted, ``organs`` those that the person who grants covers."""

    organ = forms.CharField(
        label="机关", help_text="写机关的代号或者全称。", widget=forms.TextInput({"list": "organs"})
    )
    role = forms.ChoiceField(label="岗位")
    since = forms.DateField(label="自", widget=Day())
    until = forms.DateField(label="至", required=False, widget=Day(), help_text="最后一天；没有期限的留空。")

    def __init__(self, *arguments: Any, organs: Any, roles: Iterable[str], **more: Any) -> None:
        super().__init__(*arguments, **more)
        self.organs = organs
        known = matrix().roles
        role = self.fields["role"]
        assert isinstance(role, forms.ChoiceField)  # noqa: S101 - declared above
        role.choices = [(key, f"{known[key].label}：{known[key].says}") for key in roles]

    def clean_organ(self) -> Organ:
        return organ_named(self.organs, self.cleaned_data["organ"])


class Ending(forms.Form):
    until = forms.DateField(label="最后一天", widget=Day(), help_text="从第二天起，这个岗位的权限自动失效。")


class Sheet(forms.Form):
    file = forms.FileField(label="表格文件", help_text="XLSX 或 CSV，第一行是列名。")

    def lines(self, columns: Mapping[str, str], needed: Sequence[str]) -> list[Line] | None:
        """The rows of the file; None where there are none to be had, and the form says why."""
        if not self.is_valid():
            return None
        try:
            return lines(self.cleaned_data["file"], columns, needed)
        except NoSheet as problem:
            self.add_error("file", str(problem))
            return None


class Opening(forms.Form):
    """A new organ: the first entry of its ledger."""

    key = forms.RegexField(
        r"^[0-9A-Za-z][0-9A-Za-z._-]{0,63}$",
        label="代号",
        help_text="字母、数字、点和横线，出现在网址和记录里，以后不能改。例如 yunxi-minzheng。",
        error_messages={"invalid": "代号只能用字母、数字、点和横线，最多 64 个字符，例如 yunxi-minzheng。"},
    )
    name = forms.CharField(label="全称", max_length=200)
    short = forms.CharField(label="发文机关代字", max_length=60, help_text="出现在文号里，例如 云民公开。")
    kind = forms.ChoiceField(label="类别", choices=list(KIND_LABELS.items()))
    level = forms.ChoiceField(label="层级", choices=list(LEVEL_LABELS.items()), initial="county")
    parent = forms.CharField(
        label="上级",
        required=False,
        help_text="代号或者全称；没有上级的留空。",
        widget=forms.TextInput({"list": "organs"}),
    )
    on = forms.DateField(label="台账从哪天记起", widget=Day())
    reconsideration_body = forms.CharField(label="行政复议机关", required=False, max_length=200)
    court = forms.CharField(label="管辖法院", required=False, max_length=200)
    contact = forms.CharField(label="联系方式", required=False, max_length=300)
    online_reconsideration = forms.CharField(label="网上复议地址", required=False, max_length=300)

    def clean_key(self) -> str:
        key: str = self.cleaned_data["key"]
        if Organ.objects.filter(key__iexact=key).exists():
            raise forms.ValidationError("这个代号已经有机关用了，请换一个。")
        if _is_address(key):
            raise forms.ValidationError("这个代号是系统的网址，请换一个。")
        return key

    def clean_parent(self) -> str | None:
        text = self.cleaned_data["parent"].strip()
        return organ_named(Organ.objects.all(), text).key if text else None


class Changing(forms.Form):
    """What is given replaces what was; the day is that of the change."""

    on = forms.DateField(label="从哪天起", widget=Day())
    name = forms.CharField(label="全称", max_length=200)
    short = forms.CharField(label="发文机关代字", max_length=60)
    parent = forms.CharField(
        label="上级", required=False, help_text="代号或者全称。", widget=forms.TextInput({"list": "organs"})
    )
    reconsideration_body = forms.CharField(label="行政复议机关", required=False, max_length=200)
    court = forms.CharField(label="管辖法院", required=False, max_length=200)
    contact = forms.CharField(label="联系方式", required=False, max_length=300)
    online_reconsideration = forms.CharField(label="网上复议地址", required=False, max_length=300)

    def clean_parent(self) -> str | None:
        text = self.cleaned_data["parent"].strip()
        return organ_named(Organ.objects.all(), text).key if text else None


class EndingOrgan(forms.Form):
    on = forms.DateField(label="最后一天", widget=Day(), help_text="次日起由继受机关办理。")
    successor = forms.CharField(
        label="继受机关",
        help_text="继续行使其职权的机关；没有的，写作出撤销决定的机关。代号或者全称。",
        widget=forms.TextInput({"list": "organs"}),
    )
    reason = forms.CharField(label="依据", max_length=300, help_text="例如 机构改革方案的文号。")

    def clean_successor(self) -> Organ:
        return organ_named(Organ.objects.all(), self.cleaned_data["successor"])


def _is_address(key: str) -> bool:
    """Whether a page of the system stands where those of the organ would."""
    try:
        resolve(f"/work/{key}/")
    except Resolver404:
        return False
    return True


def organ_named(organs: Any, text: str) -> Organ:
    """The organ of that key or name. Raises ValidationError, which says how many bear the name."""
    wanted = text.strip()
    found = list(organs.filter(pk=wanted)) or list(organs.filter(name=wanted)[:2])
    if not found:
        raise forms.ValidationError(f"没有找到「{wanted}」。请写代号或者全称，可以从提示里选。")
    if len(found) > 1:
        raise forms.ValidationError(f"有不止一个机关叫「{wanted}」，请写代号。")
    organ: Organ = found[0]
    return organ
