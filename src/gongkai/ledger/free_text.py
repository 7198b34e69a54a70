"""The free words in a fact: put apart before it is recorded, put back where somebody may read them.

Which fields hold them their types say (``FreeText``); nothing else lists them.
"""

from __future__ import annotations

import typing
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import is_dataclass, replace
from functools import cache
from typing import Any, TypeVar

from gongkai.ledger.entry import Act, Entry
from gongkai.ledger.private import FreeText, Private
from gongkai.ledger.shapes import fields_of

T = TypeVar("T")


def apart(fact: T, put: Callable[[str], Private]) -> T:
    """The fact with the words that stand in it put away. Nothing is kept of an empty text."""
    return _changed(fact, lambda text: put(text) if isinstance(text, str) and text.strip() else text)


def spoken(fact: T, words: Mapping[str, str]) -> T:
    """The fact as it was said, as far as ``words`` has by its key what was put apart."""
    return _changed(fact, lambda text: words.get(text.key, text) if isinstance(text, Private) else text)


def spoken_entries(entries: Iterable[Entry], words: Mapping[str, str]) -> tuple[Entry, ...]:
    """To be read: an entry with its words put back is not the one that was recorded, and has its hash."""
    return tuple(replace(entry, act=spoken_act(entry.act, words)) for entry in entries)


def spoken_act(act: Act, words: Mapping[str, str]) -> Act:
    """The very same act where nothing in it was put apart."""
    fact = spoken(act.fact, words)
    return act if fact is act.fact else replace(act, fact=fact)


def heard(text: FreeText) -> str | None:
    """The words, None where they stand apart and were not put back."""
    return text if isinstance(text, str) else None


def heard_of(states: Mapping[str, FreeText]) -> dict[str, str]:
    """Those of the statements that are at hand."""
    return {name: said for name, text in states.items() if (said := heard(text))}


def standing_apart(fact: object) -> Iterator[Private]:
    """The free words that were put away; of ``privates_of`` these are not who asks, nor what is asked."""
    return (text for text in _texts(fact) if isinstance(text, Private))


def standing_in(fact: object) -> Iterator[str]:
    """The free words that stand in the fact itself, as before they were put apart."""
    return (text for text in _texts(fact) if isinstance(text, str) and text.strip())


def is_apart(wanted: Any) -> bool:
    """Whether what a field of this type holds, or a part of it, stands apart: who asks, what is asked, free words."""
    if wanted is Private:
        return True
    if is_dataclass(wanted):
        return any(is_apart(inner) for _, inner in fields_of(wanted))
    return any(is_apart(each) for each in typing.get_args(wanted))


def _texts(fact: object) -> list[FreeText]:
    found: list[FreeText] = []

    def seen(text: FreeText) -> FreeText:
        found.append(text)
        return text

    _changed(fact, seen)
    return found


def _changed(value: T, change: Callable[[FreeText], FreeText]) -> T:
    """The value with every free text in it changed; the very same where none is."""
    held: Any = value
    kind: Any = type(value)
    changed = {name: _within(getattr(held, name), wanted, change) for name, wanted in _holding(kind).items()}
    is_changed = any(getattr(held, name) != new for name, new in changed.items())
    return typing.cast("T", replace(held, **changed)) if is_changed else value


def _within(value: Any, wanted: Any, change: Callable[[FreeText], FreeText]) -> Any:
    if wanted == FreeText:
        return change(value)
    if isinstance(value, tuple):
        return tuple(_within(each, typing.get_args(wanted)[0], change) for each in value)
    if isinstance(value, Mapping):
        return {name: _within(each, typing.get_args(wanted)[1], change) for name, each in value.items()}
    return _changed(value, change)


@cache
def _holding(kind: type) -> Mapping[str, Any]:
    """The fields in which free texts may stand, with their types."""
    return {each.name: wanted for each, wanted in fields_of(kind) if _holds(wanted)}


def _holds(wanted: Any) -> bool:
    if wanted == FreeText:
        return True
    if is_dataclass(wanted):
        return bool(_holding(typing.cast("type", wanted)))
    return any(_holds(each) for each in typing.get_args(wanted))
