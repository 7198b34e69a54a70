"""The draft of a reply: for each item its kind, its case, and what the letter has to state of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from django import forms

from gongkai.law.numerals import in_chinese
from gongkai.law.replies import GROUP_LABELS, ReplyKind, replies
from gongkai.ledger import codec
from gongkai.ledger.facts.request import Outcome, Replied
from gongkai.ledger.letters.findings import outcome_states
from gongkai_web.agency.pages.letter_form import FOLLOWS, LetterForm, text_field
from gongkai_web.letters.content import Content, fact_of

_OTHERWISE = frozenset({"lapsed_supplement", "lapsed_fee", "withdrawn", "merged"})
_COUNTED = "counted_as"


class ReplyForm(LetterForm):
    """The fields follow from the kinds chosen: those in the browser's form where it was sent, else those of the draft."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held: Replied | None = fact_of(self.before)
        self.held = {each.item: each for each in (held.outcomes if held else ())}
        self.initial.setdefault(_COUNTED, held.counted_as if held else None)
        for item in self.opened.state.items:
            self._add(item.number)
        kinds = dict.fromkeys(kind.key for kind in self._kinds().values() if kind)
        if len(kinds) > 1:
            self.fields[_COUNTED] = forms.ChoiceField(
                label="整件申请计入哪一种结果",
                help_text="各项结果不同、格式没有规定计入哪一行的，要指明其中一种；规定了的不用选。",
                required=False,
                choices=[("", "按格式的规定"), *((key, replies()[key].label) for key in kinds)],
            )

    def items(self) -> Iterator[tuple[int, str, list[forms.BoundField], str]]:
        """For each item: its number, the words asked for, its fields, and the guide's way."""
        for item in self.opened.state.items:
            names = [name for name in self.fields if name.rpartition("__")[0] == str(item.number)]
            words = self.work.texts.get(item.wording.key, "")
            yield item.number, words, [self[name] for name in names], in_chinese(item.number)

    def further(self) -> list[forms.BoundField]:
        return [self[_COUNTED]] if _COUNTED in self.fields else []

    def content(self) -> Content:
        fact = Replied(tuple(self._outcomes()), "", self.cleaned_data.get(_COUNTED) or None)
        return replace(super().content(), fact=codec.plain(fact))

    def _outcomes(self) -> Iterator[Outcome]:
        for number, kind in self._kinds().items():
            if kind is None:
                continue
            choice = self.cleaned_data.get(f"{number}__choice") or None
            stated = {
                each.key: text
                for each in kind.states
                if (text := (self.cleaned_data.get(f"{number}__{each.key}") or "").strip())
            }
            yield Outcome(number, kind.key, choice, stated)

    def _kinds(self) -> dict[int, ReplyKind | None]:
        return {item.number: self._kind(item.number) for item in self.opened.state.items}

    def _kind(self, number: int) -> ReplyKind | None:
        name = f"{number}__kind"
        held = self.held.get(number)
        key = self.data.get(name, "") if self.is_bound else held.kind if held else ""
        return replies().get(key)

    def _add(self, number: int) -> None:
        kind, held = self._kind(number), self.held.get(number)
        self.fields[f"{number}__kind"] = forms.ChoiceField(
            label="处理结果",
            required=False,
            choices=list(self._offered()),
            widget=forms.Select(attrs=FOLLOWS),
        )
        self.initial.setdefault(f"{number}__kind", held.kind if held else "")
        if kind is None:
            return
        same = held if held and held.kind == kind.key else None
        if kind.choices:
            self.fields[f"{number}__choice"] = forms.ChoiceField(
                label="属于哪一种情形",
                required=False,
                choices=[("", "请选择"), *((each.key, each.label) for each in kind.choices)],
            )
            self.initial.setdefault(f"{number}__choice", same.choice if same else "")
        known = self._known(number, kind)
        for each in kind.states:
            hint = "" if each.is_required else "可以不写。"
            self.fields[f"{number}__{each.key}"] = text_field(each.label, hint=hint)
            value = same.states.get(each.key) if same else None
            self.initial.setdefault(f"{number}__{each.key}", value or known.get(each.key) or "")

    def _known(self, number: int, kind: ReplyKind) -> Mapping[str, str | None]:
        """What the case holds already of that which the letter has to state."""
        return outcome_states(self.work.state, self.work.case(), Outcome(number, kind.key))

    def _offered(self) -> Iterator[tuple[str, Any]]:
        yield "", "请选择，或者用判断向导"
        groups: dict[str, list[tuple[str, str]]] = {}
        for kind in replies().values():
            if kind.key not in _OTHERWISE and kind.applies_on(self.opened.today):
                groups.setdefault(GROUP_LABELS[kind.group], []).append((kind.key, kind.label))
        yield from groups.items()
