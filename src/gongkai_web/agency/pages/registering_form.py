"""The form in which a clerk registers a request: what the law lets an organ ask (Article 29), and nothing else."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any, cast, get_args

from django import forms

from gongkai.law.receipt import channels
from gongkai.ledger.facts import request as facts
from gongkai.ledger.labels import WORDS
from gongkai_web.store.files import MOST_BYTES
from gongkai_web.store.models import Organ
from gongkai_web.store.privacy import Applicant
from gongkai_web.ui.asking import ITEM, agent_of, applicant_of

MOST_ITEMS = 20
MOST_FILES = 10
_PLEASE = ("", "请选择")
_PERSON = "natural_person"


def _text(label: str, hint: str = "", *, most: int = 200, is_required: bool = False) -> forms.CharField:
    return forms.CharField(label=label, help_text=hint, max_length=most, required=is_required)


def _words(kinds: Any) -> list[tuple[str, str]]:
    return [_PLEASE, *((kind, WORDS[kind]) for kind in get_args(kinds))]


class Files(forms.ClearableFileInput):
    allow_multiple_selected = True


class SeveralFiles(forms.FileField):
    """As many as were chosen; each is looked at when it is kept."""

    widget = Files

    def clean(self, data: Any, initial: Any = None) -> Any:
        given = data if isinstance(data, list | tuple) else [data] if data else []
        if len(given) > MOST_FILES:
            raise forms.ValidationError(f"一次最多 {MOST_FILES} 个附件。")
        return [cast("Any", super(SeveralFiles, self)).clean(each, initial) for each in given]


class RegisterForm(forms.Form):
    organ = forms.ChoiceField(label="收到申请的机关")
    channel = forms.ChoiceField(
        label="怎样收到的",
        choices=[_PLEASE, *((rule.key, rule.label) for rule in channels().values())],
        error_messages={"required": "请选择收到的渠道：收到申请之日怎样算，看渠道。"},
    )
    arrived = forms.DateField(
        label="到达之日",
        widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text="提交、签收、收到信件或者数据电文的那一天。",
    )
    category = forms.ChoiceField(
        label="申请人类别",
        choices=_words(facts.Category),
        help_text="按申请人本人，不按代理人。",
        error_messages={"required": "请选择申请人的类别，年度报告按它统计。"},
    )
    name = _text("姓名或者名称", is_required=True)
    proof = _text("身份证明", "自然人填证件号码，单位填统一社会信用代码。", most=60, is_required=True)
    contact = _text("联系人", "申请人是单位的填写。", most=60)
    phone = _text("电话", most=40)
    address = _text("通信地址", "邮寄答复的必须填写。")
    email = forms.EmailField(
        label="电子邮箱", help_text="电子方式答复的必须填写。", required=False, max_length=120
    )
    agent_name = _text("代理人姓名", "有委托的填写，委托书作为附件。", most=60)
    agent_proof = _text("代理人证件号码", most=60)
    agent_phone = _text("代理人电话", most=40)
    form = forms.ChoiceField(label="提供信息的形式", choices=_words(facts.DeliveryForm))
    way = forms.ChoiceField(label="获取信息的方式", choices=_words(facts.DeliveryWay))
    needs_assistance = forms.BooleanField(label="申请人阅读困难或者有视听障碍，需要协助", required=False)
    attachments = SeveralFiles(
        label="附件",
        required=False,
        help_text=f"申请表原件、身份证明、委托书等，最多 {MOST_FILES} 个，每个不超过 {MOST_BYTES // 1_000_000} MB。",
    )

    def __init__(self, *args: Any, organs: list[Organ], today: date, items: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.today = today
        choice = cast("forms.ChoiceField", self.fields["organ"])
        choice.choices = [(organ.key, organ.name) for organ in organs]
        self.has_one_organ = len(organs) == 1
        if self.has_one_organ:
            choice.disabled = True  # what a browser sends for it counts for nothing
            choice.initial = organs[0].key
        self.count = items
        for number in range(1, items + 1):
            self.fields[f"{ITEM}{number}"] = forms.CharField(
                label="申请的内容" if items == 1 else f"第 {number} 项",
                required=number == 1,
                max_length=4000,
                widget=forms.Textarea(attrs={"rows": 4}),
                help_text="信息的名称、文号或者便于查询的其他特征。不问用途。" if number == 1 else "",
                error_messages={"required": "请写明申请的内容。"},
            )
        for name, field in self.fields.items():
            if field.help_text:
                field.widget.attrs["aria-describedby"] = f"id_{name}_helptext"

    def items_shown(self) -> list[forms.BoundField]:
        return [self[f"{ITEM}{number}"] for number in range(1, self.count + 1)]

    def clean_arrived(self) -> date:
        arrived: date = self.cleaned_data["arrived"]
        if arrived > self.today:
            raise forms.ValidationError("到达之日不能晚于今天。")
        return arrived

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        for name, says in mistakes_in_who(given):
            self.add_error(name, says)
        return given

    def applicant(self) -> Applicant:
        return applicant_of(self.cleaned_data)

    def agent(self) -> Applicant | None:
        return agent_of(self.cleaned_data)

    def texts(self) -> list[str]:
        """What is asked for, item by item; those that were left empty are none."""
        said = (self.cleaned_data.get(f"{ITEM}{number}", "") for number in range(1, self.count + 1))
        return [text.strip() for text in said if text.strip()]


def mistakes_in_who(given: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """The fields, with what is wrong in them, by which nobody could be reached or told who they are."""
    if not any(given.get(name) for name in ("phone", "address", "email")):
        yield "phone", "电话、通信地址、电子邮箱至少填一项，不然联系不上申请人。"
    if given.get("way") == "post" and not given.get("address"):
        yield "address", "答复要邮寄，请填通信地址。"
    if given.get("way") == "electronic" and not given.get("email"):
        yield "email", "答复用电子方式提供，请填电子邮箱。"
    if given.get("agent_name") and not given.get("agent_proof"):
        yield "agent_proof", "有代理人的，请填代理人的证件号码。"
    if given.get("category") == _PERSON and given.get("contact"):
        yield "contact", "申请人是自然人的，不填联系人；有代理人的填在代理人一栏。"
