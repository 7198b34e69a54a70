"""The record of a reply put right: its day and number, what became of each item, which kind the request counts as."""

from __future__ import annotations

from dataclasses import replace
from typing import Any, cast

from django import forms

from gongkai.ledger.entry import Fact
from gongkai.ledger.facts.request import Replied
from gongkai_web.agency.pages.recording.correction import BECAUSE, Correction
from gongkai_web.agency.pages.recording.outcomes import OutcomeFields


class ReplyCorrection(OutcomeFields, Correction):
    element = "#correct-form"
    wrong: Replied

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.ask_outcomes([each.item for each in self.wrong.outcomes], self.wrong, on=self.day)

    def groups(self) -> list[tuple[str, list[forms.BoundField]]]:
        items = [(f"第 {number} 项", self.of_item(number)) for number in self.numbers]
        return [("", [self["on"], self["letter"]]), *items, ("", [*self.further(), self[BECAUSE]])]

    def right(self) -> Fact:
        found = cast("Replied", super().right())
        return replace(found, outcomes=self.outcomes(), counted_as=self.counted_as())
