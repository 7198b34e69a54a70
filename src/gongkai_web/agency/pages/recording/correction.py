"""The form of a correction: the fields of the entry as they stand, and why they were wrong."""

from __future__ import annotations

from dataclasses import fields as fields_in
from dataclasses import replace
from datetime import date
from typing import Any

from django import forms

from gongkai.ledger.entry import Fact
from gongkai.ledger.private import privates_of
from gongkai_web.agency.pages.recording import fields
from gongkai_web.agency.pages.recording.form import DECLARED, Recording
from gongkai_web.agency.pages.recording.page import PREVIEW

BECAUSE = "because"
_NEVER = {"arrived": ("split_from", "item_"), "split": ("items",)}
"""Fields, by how their names begin, that other entries rest on."""
_NO_CHANGE = {BECAUSE, "head"}


class Correction(Recording):
    """``wrong`` is the fact as it stands, ``day`` its day; ``is_open`` says whether the applicant's words are shown."""

    because = forms.CharField(
        label="更正的理由",
        max_length=500,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text="原来为什么记错了。写事由，不写姓名和个人情况。",
    )

    def __init__(self, *args: Any, wrong: Fact, day: date, is_open: bool, **kwargs: Any) -> None:
        super().__init__(*args, also=fields.initial(kwargs["kind"], wrong), **kwargs)
        self.wrong, self.day, self.is_open = wrong, day, is_open
        for name in [name for name in self.fields if name.startswith(_NEVER.get(self.kind.key, ("\0",)))]:
            del self.fields[name]
        for name in self._away():
            self.fields[name].required = False
            self.fields[name].help_text = "原来的内容已删除，或者没有保存在这里；不改的不填。"
        self.order_fields(["on", *fields.names(self.kind)])
        self.fields["on"].label = "应当是哪一天"

    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        shown = [field for field in self.shown() if field.name != BECAUSE]
        return [("", [*shown, self[BECAUSE]])]

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if PREVIEW not in self.data and not self.errors and not {*self.changed_data} - _NO_CHANGE:
            self.add_error(None, "没有改动任何内容。请改正记错的那一项。")
        return given

    def right(self) -> Fact:
        """The fact as it should have been: what the form does not show stays."""
        shown = {name: value for name, value in self.values().items() if name in self._shown()}
        if not shown.get("items", True):
            shown.pop("items")
        shown = {name: value for name, value in shown.items() if value or name not in self._away()}
        filled = {
            name: value for name, value in shown.items() if value is not None or self._may_be_none(name)
        }
        return replace(self.wrong, **filled)

    def _away(self) -> list[str]:
        """The fields whose words stand apart and cannot be put back."""
        return [name for name in self.fields if any(privates_of(getattr(self.wrong, name, None)))]

    def _shown(self) -> set[str]:
        typed = {name for name in self.fields if name not in ("on", "head", DECLARED, BECAUSE)}
        return {*typed, "items"} if any(name.startswith("item_") for name in typed) else typed

    def _may_be_none(self, name: str) -> bool:
        """Whether an emptied field says that there is nothing."""
        default = next(each.default for each in fields_in(self.kind.fact) if each.name == name)
        return default is None
