"""The rules on letters: the cards of the rules on reports, in a registry of their own.

A module below ``check/letters/rules`` registers its functions when it is imported; nothing else lists them.
"""

from __future__ import annotations

import importlib
import inspect
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache, cached_property
from typing import TypeAlias

from gongkai.check.letters import outcomes
from gongkai.check.letters.text import LetterText
from gongkai.check.passages import compact
from gongkai.check.registry import Card, Rule, Seen, put_in
from gongkai.law.acts import acts
from gongkai.law.letter_words import ProceduralWords, letter_words, outcome_words
from gongkai.model.finding import Severity
from gongkai.model.letter import LetterRecord


@dataclass(frozen=True)
class Held:
    """A letter held against what the register knows of it; ``record`` is None where nothing is known."""

    letter: LetterText
    record: LetterRecord | None = None

    @property
    def day(self) -> date | None:
        """The letter's day: as recorded, else as printed."""
        return self.record.day if self.record else self.letter.head.date

    @cached_property
    def procedural(self) -> ProceduralWords | None:
        """What letter on the way to the reply this is; None for the reply itself."""
        if self.record is not None:
            return next(
                (words for words in letter_words().procedural if words.kind == self.record.kind), None
            )
        title = compact(self.letter.head.title.text) if self.letter.head.title else ""
        return next(
            (words for words in letter_words().procedural if any(word in title for word in words.titles)),
            None,
        )

    @cached_property
    def told(self) -> frozenset[str]:
        """The outcomes that the letter tells; none in a procedural letter."""
        return frozenset() if self.procedural else outcomes.told_in(self.letter)

    @property
    def is_under_the_regulation(self) -> bool:
        """Of a day since the Regulations of 2019; a letter without a day is taken for one."""
        return self.day is None or self.day >= acts()["regulation"].since

    @property
    def recorded(self) -> tuple[str, ...]:
        """The outcomes recorded, item by item."""
        if self.record is None or self.procedural:
            return ()
        return tuple(item.kind for item in self.record.items) or (self.record.kind,)

    @property
    def kinds(self) -> frozenset[str]:
        """The outcomes recorded, else those that the letter tells."""
        return frozenset(self.recorded) or self.told

    @cached_property
    def is_reply(self) -> bool:
        """The letter that decides, as far as can be told."""
        return self.procedural is None and bool(
            self.kinds & outcome_words().keys() or self.recorded or self.told
        )


Look: TypeAlias = Callable[[Held], Iterable[Seen]]
_RULES: dict[str, Rule] = {}


def letter_rule(
    code: str, name: str, severity: Severity, *, basis: tuple[str, ...] = (), says: str, remedy: str
) -> Callable[[Look], Look]:
    """Register the decorated generator function under a code. Raises :class:`~gongkai.check.registry.BadCard`."""

    def put(look: Look) -> Look:
        card = Card(code, name, severity, Held, basis, says, remedy, inspect.getdoc(look) or "")
        put_in(_RULES, Rule(card, look))
        return look

    return put


def rules() -> tuple[Rule, ...]:
    """Every rule on letters, by code."""
    _load()
    return tuple(_RULES[code] for code in sorted(_RULES))


def cards() -> tuple[Card, ...]:
    return tuple(entry.card for entry in rules())


@cache
def _load() -> None:
    importlib.import_module("gongkai.check.letters.rules")
