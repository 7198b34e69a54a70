"""The kinds of facts of a remedy, in the order in which a matter meets them, and the forms made from them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from types import MappingProxyType
from typing import Any

from django import forms

from gongkai.law.remedies import results
from gongkai.ledger import labels
from gongkai.ledger.entry import KINDS as FACTS
from gongkai.ledger.remedy import PATH_LABELS, Remedy
from gongkai_web.agency.opened import Opened
from gongkai_web.agency.pages.recording.form import Recording
from gongkai_web.agency.pages.recording.kinds import Kind, Said
from gongkai_web.agency.pages.recording.sources import Choice
from gongkai_web.store.models import Case

CHALLENGED = "challenged"
_NOTHING = ("", "没有")


@dataclass(frozen=True, slots=True)
class RemedyKind(Kind):
    @property
    def fact(self) -> type:
        return FACTS[f"remedy.{self.key}"]

    @property
    def label(self) -> str:
        return labels.KINDS[f"remedy.{self.key}"]


_KINDS = (
    RemedyKind(
        CHALLENGED,
        "",
        "收到行政复议申请书副本或者起诉状副本之日登记，答复（答辩）和举证的期限从次日起算。",
        fields={
            "path": Said("途径"),
            "body": Said("复议机关或者法院"),
            "request": Said("针对哪件申请", "与申请无关的（例如主动公开）不选。"),
            "letter": Said("针对哪份文书", "针对没有答复的不填。"),
            "reconsideration": Said("在先的复议", "复议以后起诉的填写。"),
            "procedure": Said("程序", "复议适用简易程序的，答复期限较短。"),
            "about": Said("事由", "例如：不服不予公开。不写个人姓名。"),
        },
    ),
    RemedyKind(
        "answer_filed",
        "",
        "向复议机关或者法院提交了书面答复（答辩状）、证据和依据。",
        fields={"documents": Said("提交的材料", "一行一份。")},
    ),
    RemedyKind(
        "hearing_set",
        "",
        "开庭、听证或者听取意见的日期定了。",
        fields={"day": Said("哪一天开庭、听证"), "place": Said("地点")},
    ),
    RemedyKind(
        "decided",
        "",
        "这一审级的决定、判决或者裁定。日期填文书落款的日期。",
        fields={
            "result": Said("结果"),
            "number": Said("决定书、判决书的编号"),
            "received": Said("本机关收到之日"),
            "is_ruling": Said("是裁定（不是判决）"),
            "perform_by": Said("履行期限", "文书写明了最后一天的填写。"),
        },
    ),
    RemedyKind(
        "appealed",
        "",
        "一方上诉，案件进入二审；仍是同一件。",
        fields={"by": Said("谁上诉"), "body": Said("二审法院")},
    ),
    RemedyKind(
        "heard_again",
        "",
        "发回重审，或者决定再审；仍是同一件。",
        fields={
            "because": Said("为什么重新审理"),
            "body": Said("审理的法院"),
            "received": Said("本机关收到裁定之日"),
            "number": Said("裁定书的编号"),
        },
    ),
    RemedyKind(
        "performed",
        "",
        "决定、判决要求做的已经做了。",
        fields={"letter": Said("用哪份文书履行的", "文号，例如重新作出的答复书。")},
    ),
)
KINDS: Mapping[str, RemedyKind] = MappingProxyType({kind.key: kind for kind in _KINDS})


class RemedyForm(Recording):
    """As the forms of requests, with the choices of remedies."""

    def __init__(self, *args: Any, kind: RemedyKind, opened: Opened, **kwargs: Any) -> None:
        super().__init__(*args, kind=kind, opened=opened, **kwargs)
        for name, choices in self._chosen().items():
            old = self.fields[name]
            self.fields[name] = forms.ChoiceField(
                label=old.label, help_text=old.help_text, required=old.required, choices=choices
            )
        if "documents" in self.fields:
            old = self.fields["documents"]
            self.fields["documents"] = forms.CharField(
                label=old.label,
                help_text=old.help_text,
                max_length=2000,
                widget=forms.Textarea(attrs={"rows": 4}),
            )

    def values(self) -> dict[str, Any]:
        found = super().values()
        if "documents" in found:
            lines = str(found["documents"] or "").splitlines()
            found["documents"] = tuple(line.strip() for line in lines if line.strip())
        return found

    def _chosen(self) -> dict[str, list[Choice]]:
        state: Remedy | None = self.opened.state
        if self.kind.key == CHALLENGED:
            return {
                "path": [("", "请选择"), *PATH_LABELS.items()],
                "request": [_NOTHING, *_cases(self.opened, "request", status=("closed", "awaiting_service"))],
                "reconsideration": [_NOTHING, *_cases(self.opened, "remedy")],
            }
        if self.kind.key == "decided" and state is not None:
            path = "reconsideration" if state.path == "reconsideration" else "litigation"
            return {
                "result": [
                    ("", "请选择"),
                    *((key, each.label) for key, each in results().items() if each.path == path),
                ]
            }
        return {}


def _cases(opened: Opened, noun: str, status: tuple[str, ...] = ()) -> list[Choice]:
    found = Case.objects.filter(organ=opened.organ, noun=noun)
    rows = found.order_by("-began", "-id")[:200]
    kept = [row for row in rows if not status or row.status in status or row.is_open]
    return [(row.key, f"{row.short_key}　{row.title}".strip("　")) for row in kept]
