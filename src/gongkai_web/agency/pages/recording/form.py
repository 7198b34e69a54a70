"""The form of one kind of fact: its fields, its day, what the person has seen of the case, the breaches owned up to."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import date
from typing import Any, cast

from django import forms

from gongkai.law.calendar import BeyondCalendar
from gongkai.law.step import Refusal
from gongkai.ledger.entry import Act, Entry, Fact
from gongkai.ledger.facts.request import FeeNoticed
from gongkai.ledger.refused import Refused
from gongkai_web.accounts.gate import StaffRequest
from gongkai_web.agency.opened import Opened, act_of
from gongkai_web.agency.pages.recording import fields
from gongkai_web.agency.pages.recording.kinds import Kind
from gongkai_web.agency.pages.request_fees import fee_of

DECLARED = "declared"


class Recording(forms.Form):
    """Made for a kind by :func:`form_for`."""

    on = forms.DateField(
        label="哪一天", widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), help_text=""
    )
    head = forms.CharField(widget=forms.HiddenInput)
    declared = forms.MultipleChoiceField(
        label="违法事项", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, kind: Kind, opened: Opened, also: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.kind, self.opened = kind, opened
        self.to_own: tuple[Refusal, ...] = ()
        self.news: list[Entry] = []
        self.fields.update(fields.fields(kind, opened, also))
        self.order_fields(["on", *fields.names(kind)])
        for name, field in self.fields.items():
            if field.help_text:
                field.widget.attrs["aria-describedby"] = f"id_{name}_helptext"

    def shown(self) -> list[forms.BoundField]:
        """The fields that the page lists one after the other."""
        return [self[name] for name in self.fields if name not in ("head", DECLARED)]

    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        """The same, under headings where there are many."""
        return [("", self.shown())]

    def clean_on(self) -> date:
        on: date = self.cleaned_data["on"]
        try:
            self.opened.rulebook.calendar.refuse_beyond(on)
        except BeyondCalendar as error:
            raise forms.ValidationError(str(error)) from error
        if on > self.opened.today:
            raise forms.ValidationError("还没有到的日子不能记。请填写事情发生的那一天。")
        return on

    def values(self) -> dict[str, Any]:
        """The fields of the fact, as far as they were filled in properly."""
        return {
            name: fields.value(self.kind, name, self.cleaned_data, self.opened)
            for name in fields.names(self.kind)
            if name in self.cleaned_data or name == "items"
        }

    def stated(self, more: Mapping[str, Any] | None = None) -> Fact:
        """The fact as it is recorded; ``more`` is what nobody types."""
        values = {name: value for name, value in self.values().items() if value is not None}
        if self.kind.fact is FeeNoticed and "fen" not in values:
            values["fen"] = fee_of(self.opened, values, self.cleaned_data["on"])
        return cast("Fact", self.kind.fact(**values | dict(more or {})))

    def owned(self) -> tuple[str, ...]:
        """The breaches that were ticked: the browser sends no others than those that were shown."""
        return tuple(self.data.getlist(DECLARED)) if hasattr(self.data, "getlist") else ()

    def refuse(self, refused: Refused) -> None:
        """Show what stands against it; breaches alone can be owned up to."""
        if all(each.is_breach for each in refused.refusals):
            self.offer_owning(refused.refusals)
            self.add_error(
                None, "这样记录是违法事项。确已发生的，请在下面声明，如实记录；记错日期的，请改正。"
            )
            return
        for each in refused.refusals:
            self.add_error(None, f"{each.says}{each.remedy}")

    def propose_owning(self, codes: Iterable[str]) -> None:
        """Breaches that are owned up to already, ticked on a fresh form."""
        declared = cast("forms.MultipleChoiceField", self.fields[DECLARED])
        declared.choices = [(code, _said(code, ())) for code in codes]

    def offer_owning(self, found: Iterable[Refusal]) -> None:
        """Breaches already owned up to stay among them."""
        self.to_own = tuple(found)
        declared = cast("forms.MultipleChoiceField", self.fields[DECLARED])
        codes = dict.fromkeys([*self.owned(), *(each.code for each in self.to_own)])
        declared.choices = [(code, _said(code, self.to_own)) for code in codes]


def form_for(request: StaffRequest, kind: Kind, opened: Opened) -> Recording:
    """Empty with what is proposed, or as it was sent. What was ticked as owned up to is not held against a list."""
    if request.method != "POST":
        proposed = {"on": opened.today, "head": opened.head, **fields.defaults(kind, opened)}
        return Recording(kind=kind, opened=opened, initial=proposed)
    form = Recording(request.POST, kind=kind, opened=opened)
    form.offer_owning(())
    return form


def acts_of(request: StaffRequest, form: Recording) -> Callable[[], list[Act]]:
    """The acts that the form stands for; made when they are recorded, as private words are put away then."""

    def made() -> list[Act]:
        on = form.cleaned_data["on"]
        return [act_of(request, form.opened.key, form.stated(), on=on, breaches=form.owned())]

    return made


def _said(code: str, found: Iterable[Refusal]) -> str:
    from gongkai.ledger.breach_labels import BREACHES

    label = BREACHES.get(code, code)
    says = next((each.says for each in found if each.code == code), "")
    return f"{label}：{says}" if says else label
