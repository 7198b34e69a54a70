"""The form of a request: what Article 29 lets an organ ask, and nothing else. What somebody wants it for is not asked."""

from __future__ import annotations

from typing import Any, cast

from django import forms

from gongkai.ledger.facts import request as facts
from gongkai_web.published.applying import Application
from gongkai_web.ui.asking import ITEM, agent_of, applicant_of, counted

MOST_ITEMS = 10
NUMBER = "number_"
TRAP = "website"
"""Nobody sees this field: whoever fills it in is no person, or a browser that fills in everything."""
_PLEASE = ("", "请选择")
CATEGORIES = [
    _PLEASE,
    ("natural_person", "自然人（公民）"),
    ("business", "商业企业"),
    ("research", "科研机构"),
    ("public_welfare", "社会公益组织"),
    ("legal_service", "法律服务机构"),
    ("other", "其他法人或者组织"),
]
FORMS = [("electronic", "电子文件"), ("paper", "纸质"), ("disc", "光盘"), ("on_site_reading", "现场查阅")]
WAYS = [
    ("electronic", "网上领取（凭编号和查询码，在本网站下载）"),
    ("post", "邮寄"),
    ("pick_up", "到机关自行领取"),
]


def _text(label: str, hint: str = "", *, most: int = 100, must: str = "", **attrs: str) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        max_length=most,
        required=bool(must),
        error_messages={"required": must} if must else None,
        widget=forms.TextInput(attrs=attrs),
    )


class ApplyForm(forms.Form):
    category = forms.ChoiceField(
        label="您是",
        choices=CATEGORIES,
        help_text="按申请人本人选，不按代理人。机关的年度报告按这个统计。",
        error_messages={"required": "请选择申请人的类别。"},
    )
    name = _text("姓名或者名称", "与身份证明一致。", must="请填写姓名或者单位的全称。", autocomplete="name")
    proof = _text(
        "身份证明的号码",
        "个人填身份证件号码，单位填统一社会信用代码。证件的照片或者扫描件可以作为附件一起提交。",
        most=60,
        must="请填写证件号码；没有号码的，写明证件的名称并附上扫描件。",
    )
    contact = _text("联系人", "申请人是单位的填写。", most=60)
    phone = _text("电话", "机关要在收到当日与您联系确认，填电话最快。", most=40, autocomplete="tel")
    email = forms.EmailField(
        label="电子邮箱",
        required=False,
        max_length=120,
        error_messages={"invalid": "这不像是电子邮箱的地址，例如 name@example.cn。不用的可以空着。"},
        widget=forms.EmailInput(attrs={"autocomplete": "email"}),
    )
    address = _text("通信地址", "要邮寄的必须填写。", most=200, autocomplete="street-address")
    agent_name = _text("代理人姓名", "委托别人办理的填写，并附上授权委托书。", most=60)
    agent_proof = _text("代理人证件号码", most=60)
    agent_phone = _text("代理人电话", most=40)
    form = forms.ChoiceField(
        label="要什么形式的", choices=FORMS, help_text="机关没有这种形式的，可能以别的形式提供。"
    )
    way = forms.ChoiceField(label="怎样领取", choices=WAYS)
    needs_assistance = forms.BooleanField(label="阅读有困难，或者有视听障碍，需要机关协助", required=False)
    website = forms.CharField(label="请不要填写这一项", required=False, max_length=1000)

    def __init__(self, *args: Any, items: int, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.count = items
        for number in range(1, items + 1):
            self.fields[f"{ITEM}{number}"] = _item(number, items)
            self.fields[f"{NUMBER}{number}"] = _text("文号（知道的填）", most=80)

    def items_shown(self) -> list[tuple[int, forms.BoundField, forms.BoundField]]:
        return [(at, self[f"{ITEM}{at}"], self[f"{NUMBER}{at}"]) for at in range(1, self.count + 1)]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not any(given.get(name) for name in ("phone", "address", "email")) and "email" not in self.errors:
            self.add_error("phone", "电话、电子邮箱、通信地址至少填一项，不然机关联系不上您。")
        if given.get("way") == "post" and not given.get("address"):
            self.add_error("address", "您选了邮寄，请填写通信地址。")
        if given.get("agent_name") and not given.get("agent_proof"):
            self.add_error("agent_proof", "有代理人的，请填写代理人的证件号码。")
        if given.get("agent_proof") and not given.get("agent_name"):
            self.add_error(
                "agent_name", "填了代理人的证件号码，请填写代理人的姓名；没有代理人的，两项都空着。"
            )
        return given

    def texts(self) -> tuple[str, ...]:
        """What is asked for, item by item, each with its document number; those that were left empty are none."""
        found = []
        for at in range(1, self.count + 1):
            text = self.cleaned_data.get(f"{ITEM}{at}", "").strip()
            number = self.cleaned_data.get(f"{NUMBER}{at}", "").strip()
            if text:
                found.append(f"{text}（文号：{number}）" if number else text)
        return tuple(found)

    def application(self, organ: str) -> Application:
        given = self.cleaned_data
        return Application(
            organ=organ,
            category=cast("facts.Category", given["category"]),
            applicant=applicant_of(given),
            items=self.texts(),
            form=cast("facts.DeliveryForm", given["form"]),
            way=cast("facts.DeliveryWay", given["way"]),
            agent=agent_of(given),
            needs_assistance=given["needs_assistance"],
        )


def _item(number: int, items: int) -> forms.CharField:
    return forms.CharField(
        label="要哪些信息" if items == 1 else f"第 {number} 项",
        required=number == 1,
        max_length=4000,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="写信息的名称，或者便于查找的特征：哪一年、哪件事、哪个地方。不用写用途。"
        if number == 1
        else "",
        error_messages={"required": "请写明要哪些信息。"},
    )


def without(given: Any, gone: int) -> dict[str, Any]:
    """What was typed, with one item taken out and those after it moved up."""
    kept = {name: value for name, value in given.items() if not name.startswith((ITEM, NUMBER))}
    left = [at for at in range(1, counted(given, MOST_ITEMS) + 1) if at != gone] or [1]
    for place, at in enumerate(left, 1):
        for name in (ITEM, NUMBER):
            kept[f"{name}{place}"] = given.get(f"{name}{at}", "") if at != gone else ""
    return kept
