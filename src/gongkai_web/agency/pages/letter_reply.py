"""The draft of a reply: for each item its kind, its case, and what the letter has to state of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from django import forms

from gongkai.law.numerals import in_chinese
from gongkai.law.replies import ReplyKind
from gongkai.ledger import codec
from gongkai.ledger.facts.request import Outcome, Replied
from gongkai.ledger.letters.findings import outcome_states
from gongkai_web.agency.pages.letter_form import LetterForm
from gongkai_web.agency.pages.recording.outcomes import OutcomeFields
from gongkai_web.letters.content import Content, fact_of


class ReplyForm(OutcomeFields, LetterForm):
    element = "#draft-form"

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        numbers = [item.number for item in self.opened.state.items]
        self.ask_outcomes(numbers, fact_of(self.before), on=self.opened.today)

    def items(self) -> Iterator[tuple[int, str, list[forms.BoundField], str]]:
        """For each item: its number, the words asked for, its fields, and the number as it is written."""
        for item in self.opened.state.items:
            words = self.work.texts.get(item.wording.key, "")
            yield item.number, words, self.of_item(item.number), in_chinese(item.number)

    def content(self) -> Content:
        fact = Replied(self.outcomes(), "", self.counted_as())
        return replace(super().content(), fact=codec.plain(fact))

    def known(self, number: int, kind: ReplyKind) -> Mapping[str, str | None]:
        """What the case holds of it."""
        return outcome_states(self.work.state, self.work.case(), Outcome(number, kind.key))
