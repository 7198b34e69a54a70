"""What an administrator types to put something over the law."""

from __future__ import annotations

from typing import Any

from django import forms

from gongkai.law.settings import Setting
from gongkai_web.administrator.forms import Day, organ_named
from gongkai_web.store.models import Organ
from gongkai_web.witness.sites import BadLines, parsed

_LARGEST = 200_000


class _For(forms.Form):
    """For whom, and why."""

    organ = forms.CharField(
        label="适用于",
        required=False,
        help_text="留空适用于所有机关；只适用一个机关的，写代号或者全称。",
        widget=forms.TextInput({"list": "organs"}),
    )
    because = forms.CharField(label="依据或者理由", max_length=500, widget=forms.Textarea({"rows": 2}))

    def clean_organ(self) -> str:
        text = self.cleaned_data["organ"].strip()
        return organ_named(Organ.objects.all(), text).key if text else ""


class Days(_For):
    """A file of days, uploaded or pasted."""

    field_order = ("file", "content", "organ", "because")
    file = forms.FileField(label="工作日安排文件", required=False, help_text="YAML 文件；也可以在下面粘贴。")
    content = forms.CharField(
        label="工作日安排",
        required=False,
        max_length=_LARGEST,
        widget=forms.Textarea({"rows": 14, "spellcheck": "false", "class": "code"}),
    )

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        if upload := said.get("file"):
            try:
                said["content"] = upload.read(_LARGEST).decode("utf-8-sig")
            except UnicodeDecodeError:
                self.add_error("file", "文件不是 UTF-8 编码。请另存为 UTF-8 再上传。")
        if not (said.get("content") or "").strip() and not self.errors:
            self.add_error("content", "请上传文件，或者在这里粘贴。")
        return said


class Choosing(_For):
    """One of the options of a setting, from a day on."""

    field_order = ("option", "since", "organ", "because")
    option = forms.ChoiceField(label="怎样取", widget=forms.RadioSelect)
    since = forms.DateField(label="从哪天起", widget=Day())

    def __init__(self, *arguments: Any, setting: Setting, **more: Any) -> None:
        super().__init__(*arguments, **more)
        option = self.fields["option"]
        assert isinstance(option, forms.ChoiceField)  # noqa: S101 - declared above
        option.choices = [
            (each.key, f"{each.says}{'（不另选时按这一项）' if each.key == setting.taken else ''}")
            for each in setting.options
        ]


class OwnTemplate(_For):
    field_order = ("sort", "file", "organ", "because")
    sort = forms.ChoiceField(label="用于")
    file = forms.FileField(label="Word 模板", help_text=".docx；字段用 Word 的合并域，名称与自带模板相同。")

    def __init__(self, *arguments: Any, sorts: list[tuple[str, str]], **more: Any) -> None:
        super().__init__(*arguments, **more)
        sort = self.fields["sort"]
        assert isinstance(sort, forms.ChoiceField)  # noqa: S101 - declared above
        sort.choices = sorts


class SiteList(forms.Form):
    """The whole list; what it was before stays in the history."""

    content = forms.CharField(
        label="可以核验的网站",
        max_length=20_000,
        help_text=(
            "每行一个：主机名（www.yunxi.gov.example），它下面的全部（*.yunxi.gov.example），需要时加端口（:8080）。"
            "网站在内部网络里的，另写一行网段（10.20.0.0/16）。# 后面是说明。"
        ),
        widget=forms.Textarea({"rows": 10, "spellcheck": "false", "class": "code"}),
    )
    because = forms.CharField(label="依据或者理由", max_length=500, widget=forms.Textarea({"rows": 2}))

    def clean_content(self) -> str:
        content: str = self.cleaned_data["content"]
        try:
            parsed(content)
        except BadLines as bad:
            raise forms.ValidationError(bad.mistakes) from bad
        return content


class TakingBack(forms.Form):
    because = forms.CharField(label="理由", max_length=500, widget=forms.Textarea({"rows": 2}))
