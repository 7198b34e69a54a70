"""The outcomes of a reply as fields: for each item its kind, its case, and what has to be stated of it."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import date
from typing import Any

from django import forms

from gongkai.law.replies import GROUP_LABELS, ReplyKind, replies
from gongkai.ledger.facts.request import Outcome, Replied
from gongkai.ledger.free_text import heard_of
from gongkai.ledger.private import FreeText, Private

COUNTED_AS = "counted_as"
LONG = 4000
_OTHERWISE = frozenset({"lapsed_supplement", "lapsed_fee", "withdrawn", "merged"})


def follows(form: str) -> dict[str, str]:
    """Of a choice that decides which fields there are: the form is asked for anew. Without script a button does it."""
    return {
        "hx-post": "",
        "hx-trigger": "change consume",
        "hx-vals": '{"preview": "1"}',
        "hx-target": form,
        "hx-select": form,
        "hx-swap": "outerHTML",
    }


def text_field(label: str, *, hint: str = "", rows: int = 2) -> forms.CharField:
    return forms.CharField(
        label=label,
        help_text=hint,
        required=False,
        max_length=LONG,
        widget=forms.Textarea(attrs={"rows": rows}),
    )


class OutcomeFields(forms.Form):
    """The fields follow from the kinds chosen: those in the browser's form where it was sent, else those held."""

    numbers: Sequence[int] = ()
    held: Mapping[int, Outcome]
    element: str
    """What the page replaces when a kind is chosen."""

    def ask_outcomes(self, numbers: Sequence[int], held: Replied | None, *, on: date) -> None:
        """One for each item; ``on`` is the day on which the kinds have to be in force."""
        self.numbers, self._on = numbers, on
        self.held = {each.item: each for each in (held.outcomes if held else ())}
        self.initial.setdefault(COUNTED_AS, held.counted_as if held else None)
        for number in numbers:
            self._ask(number)
        kinds = dict.fromkeys(kind.key for kind in self._kinds().values() if kind)
        self.fields.pop(COUNTED_AS, None)
        if len(kinds) > 1:
            self.fields[COUNTED_AS] = forms.ChoiceField(
                label="整件申请计入哪一种结果",
                help_text="各项结果不同、格式没有规定计入哪一行的，要指明其中一种；规定了的不用选。",
                required=False,
                choices=[("", "按格式的规定"), *((key, replies()[key].label) for key in kinds)],
            )

    def of_item(self, number: int) -> list[forms.BoundField]:
        return [self[name] for name in self.fields if name.rpartition("__")[0] == str(number)]

    def further(self) -> list[forms.BoundField]:
        return [self[COUNTED_AS]] if COUNTED_AS in self.fields else []

    def outcomes(self) -> tuple[Outcome, ...]:
        return tuple(self._outcomes())

    def counted_as(self) -> str | None:
        return self.cleaned_data.get(COUNTED_AS) or None

    def known(self, number: int, kind: ReplyKind) -> Mapping[str, str | None]:  # noqa: ARG002
        """What is known already of that which has to be stated."""
        return {}

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
            yield Outcome(number, kind.key, choice, {**self._unheard(number, kind), **stated})

    def _unheard(self, number: int, kind: ReplyKind) -> dict[str, FreeText]:
        """What was stated and cannot be put back, as it was erased: no form shows it, and it stays."""
        held = self.held.get(number)
        states = held.states if held and held.kind == kind.key else {}
        return {name: text for name, text in states.items() if isinstance(text, Private)}

    def _kinds(self) -> dict[int, ReplyKind | None]:
        return {number: self._kind(number) for number in self.numbers}

    def _kind(self, number: int) -> ReplyKind | None:
        name = f"{number}__kind"
        held = self.held.get(number)
        key = self.data.get(name, "") if self.is_bound else held.kind if held else ""
        return replies().get(key)

    def _ask(self, number: int) -> None:
        kind, held = self._kind(number), self.held.get(number)
        self.fields[f"{number}__kind"] = forms.ChoiceField(
            label="处理结果",
            required=False,
            choices=list(self._offered()),
            widget=forms.Select(attrs=follows(self.element)),
        )
        self.initial.setdefault(f"{number}__kind", held.kind if held else "")
        if kind is not None:
            self._ask_of_kind(number, kind, held if held and held.kind == kind.key else None)

    def _ask_of_kind(self, number: int, kind: ReplyKind, same: Outcome | None) -> None:
        if kind.choices:
            self.fields[f"{number}__choice"] = forms.ChoiceField(
                label="属于哪一种情形",
                required=False,
                choices=[("", "请选择"), *((each.key, each.label) for each in kind.choices)],
            )
            self.initial.setdefault(f"{number}__choice", same.choice if same else "")
        known = {**self.known(number, kind), **(heard_of(same.states) if same else {})}
        for each in kind.states:
            hint = "" if each.is_required else "可以不写。"
            self.fields[f"{number}__{each.key}"] = text_field(each.label, hint=hint)
            self.initial.setdefault(f"{number}__{each.key}", known.get(each.key) or "")

    def _offered(self) -> Iterator[tuple[str, Any]]:
        yield "", "请选择，或者用判断向导"
        groups: dict[str, list[tuple[str, str]]] = {}
        for kind in replies().values():
            if kind.key not in _OTHERWISE and kind.applies_on(self._on):
                groups.setdefault(GROUP_LABELS[kind.group], []).append((kind.key, kind.label))
        yield from groups.items()
