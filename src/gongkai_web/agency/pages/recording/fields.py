"""Form fields made from the fields of a fact, and a fact made from what was filled in."""

from __future__ import annotations

import types
import typing
from collections.abc import Iterator, Mapping
from dataclasses import MISSING, Field
from datetime import date, timedelta
from decimal import Decimal
from typing import Any

from django import forms

from gongkai.law.fees import in_yuan
from gongkai.law.terms import term_or_none
from gongkai.ledger.facts.request import Item
from gongkai.ledger.labels import FIELDS, WORDS, literals
from gongkai.ledger.private import privates_of
from gongkai.ledger.request_state import Request
from gongkai.ledger.shapes import fields_of
from gongkai_web.agency.opened import Opened
from gongkai_web.agency.pages.recording.kinds import Kind, Said
from gongkai_web.agency.pages.recording.sources import choices_for
from gongkai_web.clock import day_of
from gongkai_web.letters import answers
from gongkai_web.letters.signed import APPLICANT
from gongkai_web.store import privacy

_LONG = {"reason", "why", "how", "harm", "public_interest", "scope"}
_EMPTY_ANSWER = ("", "请选择")
_WORDING = "item_"
COMPUTED = {"split": ("into",)}
"""What nobody types: the keys of the new cases are drawn when the split is recorded."""


def fields(kind: Kind, opened: Opened, also: Mapping[str, Any] | None = None) -> dict[str, forms.Field]:
    """``also`` are values that must be among the choices though the state no longer offers them: those of an entry
    that is corrected.
    """
    found: dict[str, forms.Field] = {}
    for each, wanted in fields_of(kind.fact):
        if each.name in COMPUTED.get(kind.key, ()) or not _is_typed(wanted):
            continue
        if _is(wanted, Item):
            found |= _wordings(opened)
        else:
            found[each.name] = _field(kind, each, wanted, opened, (also or {}).get(each.name))
    return found


def value(kind: Kind, name: str, cleaned: Mapping[str, Any], opened: Opened) -> Any:
    """What the fact holds in this field."""
    wanted = dict((each.name, wanted) for each, wanted in fields_of(kind.fact))[name]  # noqa: C402
    if _is(wanted, Item):
        return items_of(cleaned, opened)
    given = cleaned.get(name)
    if name == "fen":
        return round(given * 100) if given is not None else None
    if name == "asks":
        return tuple(line.strip() for line in str(given or "").splitlines() if line.strip())
    if _is(wanted, int) and typing.get_origin(wanted) is tuple:
        return tuple(sorted(int(number) for number in given or ()))
    if given in (None, ""):
        return None if type(None) in typing.get_args(wanted) else "" if wanted is str else given
    return given


def items_of(cleaned: Mapping[str, Any], opened: Opened) -> tuple[Item, ...]:
    """The items as a supplement leaves them; none where nothing was said anew. New words are put away at once."""
    state: Request = opened.state
    said = {item.number: (cleaned.get(f"{_WORDING}{item.number}") or "").strip() for item in state.items}
    if not any(said.values()):
        return ()
    return tuple(
        Item(item.number, privacy.put_wording(opened.organ.key, text))
        if (text := said[item.number])
        else item
        for item in state.items
    )


def initial(kind: Kind, fact: Any) -> dict[str, Any]:
    """The fields of a form as a fact fills them. Private words that were not put back are no part of it."""
    found: dict[str, Any] = {}
    for each, wanted in fields_of(kind.fact):
        held = getattr(fact, each.name)
        if any(privates_of(held)):
            continue
        if each.name == "fen":
            found[each.name] = in_yuan(held)
        elif each.name == "asks":
            found[each.name] = "\n".join(held)
        elif isinstance(held, bool):
            found[each.name] = str(held)
        elif _is_typed(wanted) and not _is(wanted, Item):
            found[each.name] = list(held) if isinstance(held, tuple) else held
    return found


def _field(kind: Kind, each: Field[Any], wanted: Any, opened: Opened, also: Any) -> forms.Field:
    said = kind.fields.get(each.name, Said())
    settings: dict[str, Any] = {
        "label": said.label or FIELDS[each.name],
        "help_text": said.hint,
        "required": each.default is MISSING and each.default_factory is MISSING,
    }
    choices = choices_for(kind.key, each.name, opened)
    if choices is not None:
        if also and also not in {key for key, _ in choices}:
            choices.append((also, also))
        return forms.ChoiceField(choices=[_EMPTY_ANSWER, *choices], **settings)
    return _free(kind, each.name, wanted, opened, settings)


def _free(kind: Kind, name: str, wanted: Any, opened: Opened, settings: dict[str, Any]) -> forms.Field:
    """What is typed, ticked or chosen from the fixed words of the ledger."""
    if words := literals(wanted):
        choices = [(str(word), WORDS[str(word)]) for word in words]
        return forms.ChoiceField(choices=[_EMPTY_ANSWER, *choices], **settings)
    if name == "fen":
        settings["required"] = kind.key == "fee_paid"
        return forms.DecimalField(max_digits=9, decimal_places=2, min_value=Decimal("0.01"), **settings)
    if typing.get_origin(wanted) is tuple and _is(wanted, int):
        state: Request = opened.state
        numbers = [(item.number, f"第 {item.number} 项") for item in state.items]
        return forms.TypedMultipleChoiceField(
            choices=numbers, coerce=int, widget=forms.CheckboxSelectMultiple, **settings
        )
    return _plain(name, wanted, settings)


def _plain(name: str, wanted: Any, settings: dict[str, Any]) -> forms.Field:
    if _is(wanted, bool):
        return forms.TypedChoiceField(
            choices=[("True", "是"), ("False", "否")],
            coerce=lambda answer: answer == "True",
            widget=forms.RadioSelect,
            **settings | {"required": True},
        )
    if _is(wanted, int):
        return forms.IntegerField(min_value=1, max_value=100_000, **settings)
    if _is(wanted, date):
        return forms.DateField(widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"), **settings)
    is_long = name in _LONG or name == "asks"
    widget = forms.Textarea(attrs={"rows": 3}) if is_long else forms.TextInput()
    return forms.CharField(max_length=4000 if is_long else 200, widget=widget, **settings)


def _wordings(opened: Opened) -> dict[str, forms.Field]:
    state: Request = opened.state
    return {
        f"{_WORDING}{item.number}": forms.CharField(
            label=f"第 {item.number} 项补正后的内容",
            help_text="没有变化的不填。",
            required=False,
            max_length=4000,
            widget=forms.Textarea(attrs={"rows": 3}),
        )
        for item in state.items
    }


def defaults(kind: Kind, opened: Opened) -> dict[str, Any]:
    """What a fresh form proposes."""
    state: Request = opened.state
    found: dict[str, Any] = {}
    if kind.key == "extended" and state.periods:
        longest = term_or_none("request.extension", state.periods[-1].start)
        found["days"] = longest.value if longest else None
    if kind.key in ("supplement_asked", "reasons_asked"):
        found["until"] = opened.rulebook.calendar.next_working_day(opened.today + timedelta(days=15))
    if kind.key == "lapsed":
        found["kind"] = "lapsed_fee" if state.open_fee else "lapsed_supplement"
    if kind.key == "fee_paid" and state.fee_to_pay:
        found["fen"] = in_yuan(max(0, state.fee_to_pay.fen - state.fee_to_pay.paid))
    if kind.key == "reasons_given":
        found |= _handed_in(opened)
    if kind.key == "fee_noticed":
        found |= {"scale": "items", "quantity": 1}
    for name, field in fields(kind, opened).items():
        if isinstance(field, forms.ChoiceField) and field.required and name not in found:
            choices = list(typing.cast("list[tuple[str, str]]", field.choices))
            if len(choices) == 2 and choices[0] == _EMPTY_ANSWER:
                found[name] = choices[1][0]
    return found


def _handed_in(opened: Opened) -> dict[str, Any]:
    """The reasons that the applicant sent over the internet, on the day on which they came."""
    rows = answers.reasons(opened.organ.key, opened.key, opened.state)
    sent = [row for row in rows if row.actor == APPLICANT]
    return {"on": day_of(sent[0].made), "why": answers.text_of(sent)} if sent else {}


def names(kind: Kind) -> Iterator[str]:
    """The fields of the fact that the form fills."""
    for each, wanted in fields_of(kind.fact):
        if each.name not in COMPUTED.get(kind.key, ()) and _is_typed(wanted):
            yield each.name


def _is(wanted: Any, kind: type) -> bool:
    """Whether a field holds this type: alone, or none, or several."""
    if isinstance(wanted, types.UnionType) or typing.get_origin(wanted) is tuple:
        return any(_is(each, kind) for each in typing.get_args(wanted))
    return wanted is kind


def _is_typed(wanted: Any) -> bool:
    """Whether people type it: no private words, no outcomes, nothing that letters hold."""
    return bool(literals(wanted)) or any(_is(wanted, kind) for kind in (str, int, bool, date, Item))
