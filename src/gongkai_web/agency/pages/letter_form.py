"""What the forms of all drafts have in common: files that go with the letter, breaches owned up to, explanations."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace
from typing import Any, cast

from django import forms

from gongkai.law.step import Refusal
from gongkai.ledger.breach_labels import BREACHES
from gongkai.model.finding import Finding
from gongkai_web.agency.opened import Opened
from gongkai_web.agency.pages.letter_case import supplies
from gongkai_web.agency.pages.recording.outcomes import LONG
from gongkai_web.letters.casework import Casework
from gongkai_web.letters.content import Content

SAY = "say_"
_WHY = "why_"
SUPPLIED, DECLARED, SEEN = "supplied", "declared", "seen"


class LetterForm(forms.Form):
    """``seen`` is the number of the version that the person had before them."""

    seen = forms.IntegerField(widget=forms.HiddenInput, required=False)
    supplied = forms.MultipleChoiceField(
        label="随文书提供的文件", required=False, widget=forms.CheckboxSelectMultiple
    )
    declared = forms.MultipleChoiceField(
        label="违法事项", required=False, widget=forms.CheckboxSelectMultiple
    )

    def __init__(
        self,
        *args: Any,
        opened: Opened,
        work: Casework,
        before: Content,
        **kwargs: Any,
    ) -> None:
        super().__init__(*args, **kwargs)
        self.opened, self.work, self.before = opened, work, before
        files = [(file.key, file.name) for file in supplies(work)]
        cast("forms.MultipleChoiceField", self.fields[SUPPLIED]).choices = files
        if not files:
            del self.fields[SUPPLIED]
        self._offer([*before.breaches, *self._posted(DECLARED)])
        self.initial.setdefault(SUPPLIED, list(before.supplied))
        self.initial.setdefault(DECLARED, list(before.breaches))

    def content(self) -> Content:
        """What was filled in, with the explanations."""
        explained = {
            name.removeprefix(_WHY): text.strip()
            for name, text in self._texts(_WHY)
            if text.strip() and len(text) <= LONG
        }
        return replace(
            self.before,
            supplied=tuple(self.cleaned_data.get(SUPPLIED, ())),
            breaches=tuple(self._posted(DECLARED)),
            explained=explained,
            words=(),
        )

    def own(self, refusals: Iterable[Refusal]) -> None:
        """Breaches that stand against the letter can be owned up to."""
        codes = [each.code for each in refusals if each.is_breach]
        self._offer([*self.before.breaches, *self._posted(DECLARED), *codes])

    def explanations(self, findings: Iterable[Finding]) -> Iterator[tuple[Finding, str, str]]:
        """Each warning once, the name of its field, and what was said of it so far."""
        typed = dict(self._texts(_WHY)) if self.is_bound else {}
        for code, finding in {each.code: each for each in findings}.items():
            yield finding, f"{_WHY}{code}", typed.get(f"{_WHY}{code}", self.before.explained.get(code, ""))

    def main(self) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name not in (SEEN, SUPPLIED, DECLARED)]

    def _texts(self, prefix: str) -> list[tuple[str, str]]:
        return [(name, str(text)) for name, text in self.data.items() if name.startswith(prefix)]

    def _posted(self, name: str) -> list[str]:
        return list(self.data.getlist(name)) if hasattr(self.data, "getlist") else []

    def _offer(self, codes: Iterable[str]) -> None:
        known = [(code, BREACHES[code]) for code in dict.fromkeys(codes) if code in BREACHES]
        cast("forms.MultipleChoiceField", self.fields[DECLARED]).choices = known
