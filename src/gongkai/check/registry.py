"""The rules: each a small function that looks, and a card of facts that speaks.

A rule module below ``check/rules`` registers its functions with :func:`rule` when it is imported;
nothing else lists them. The first line of a function's docstring is the rule's title, the rest its public page.
"""

from __future__ import annotations

import importlib
import inspect
import re
import string
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cache
from typing import Any, TypeAlias, TypeVar

from gongkai.model.finding import Cause, Severity
from gongkai.model.place import NOWHERE, Place
from gongkai.model.report import Report

PROFILES = ("national", "strict")
"""``national`` holds a report to what is printed on the form or stands in the law, ``strict`` to the habits
of local inspections as well."""


FORMATS = ("notice/2019-60", "notice/2021-30")
"""The notices with the forms. A finding cites only the one that the report's year is under."""


@dataclass(frozen=True, slots=True)
class Hit:
    """One place where a rule has seen its defect. ``holes`` fill the sentences of the card.

    ``cause`` is given only where it is not the card's.
    """

    place: Place
    cells: tuple[str, ...] = ()
    quote: str = ""
    cause: Cause | None = None
    holes: Mapping[str, object] = field(default_factory=dict)

    @classmethod
    def at(
        cls,
        place: Place | None,
        /,
        *,
        cells: Iterable[str] = (),
        quote: str = "",
        cause: Cause | None = None,
        **holes: object,
    ) -> Hit:
        return cls(place or NOWHERE, tuple(cells), quote, cause, holes)


@dataclass(frozen=True, slots=True)
class CannotTell:
    """The rule had something to look at, and the report does not let it judge. Counted, not a finding."""

    why: str
    place: Place = NOWHERE
    cells: tuple[str, ...] = ()


Seen: TypeAlias = Hit | CannotTell


@dataclass(frozen=True, slots=True)
class Series:
    """The reports of one organ, one a year, oldest first. ``doubled`` are further reports of a year already there."""

    agency: str
    reports: tuple[Report, ...]
    doubled: tuple[Report, ...] = ()


@dataclass(frozen=True, slots=True)
class Card:
    """What is known about a rule without running it.

    ``profiles`` changes the severity in a profile, None switches the rule off there.
    ``says`` and ``remedy`` are Chinese sentences with named holes.
    """

    code: str
    name: str
    severity: Severity
    on: type[object]
    basis: tuple[str, ...]
    says: str
    remedy: str
    doc: str
    cause: Cause = Cause.ORGAN
    profiles: Mapping[str, Severity | None] = field(default_factory=dict)

    @property
    def title(self) -> str:
        """The defect in one Chinese sentence, without its full stop."""
        return self.doc.partition("\n")[0].rstrip("。")

    @property
    def about(self) -> str:
        """Why it matters and what the rule leaves alone, in Markdown."""
        return self.doc.partition("\n")[2].strip()

    @property
    def holes(self) -> frozenset[str]:
        """The names that every hit has to fill."""
        parsed = string.Formatter().parse(self.says + self.remedy)
        return frozenset(name for _, name, _, _ in parsed if name)

    def severity_in(self, profile: str) -> Severity | None:
        return self.profiles.get(profile, self.severity)


@dataclass(frozen=True, slots=True)
class Rule:
    card: Card
    look: Callable[[Any], Iterable[Seen]]


class BadCard(ValueError):
    """A card that cannot stand in the registry."""


class UnknownRule(LookupError):
    """Nothing in the registry has this code, this beginning of a code, or this name."""


Look = TypeVar("Look", bound=Callable[[Any], Iterable[Seen]])


def rule(  # noqa: PLR0913 - the card is written where the function stands
    code: str,
    name: str,
    severity: Severity,
    *,
    on: type[Report | Series] = Report,
    basis: tuple[str, ...] = (),
    says: str,
    remedy: str,
    cause: Cause = Cause.ORGAN,
    profiles: Mapping[str, Severity | None] | None = None,
) -> Callable[[Look], Look]:
    """Register the decorated generator function under a code. Raises :class:`BadCard`."""

    def put(look: Look) -> Look:
        doc = inspect.getdoc(look) or ""
        card = Card(code, name, severity, on, basis, says, remedy, doc, cause, profiles or {})
        register(Rule(card, look))
        return look

    return put


def register(new: Rule) -> None:
    """Put a rule into the registry. Raises :class:`BadCard`."""
    put_in(_RULES, new)


def put_in(registry: dict[str, Rule], new: Rule) -> None:
    """Put a rule into a registry of its own kind. Raises :class:`BadCard`."""
    card = new.card
    if not re.fullmatch(r"[A-Z]{3}\d{3}", card.code):
        raise BadCard(f"规则编号「{card.code}」应当是三个大写字母加三位数字。")
    if not re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", card.name):
        raise BadCard(f"{card.code} 的缺陷名「{card.name}」应当是小写英文词，以连字符相连。")
    if not card.doc:
        raise BadCard(f"{card.code} 没有说明文字，请在函数下写明查什么、为什么、不查什么。")
    if unknown := set(card.profiles) - set(PROFILES):
        raise BadCard(f"{card.code} 提到了不存在的方案：{'、'.join(sorted(unknown))}。")
    if card.code in registry:
        raise BadCard(f"规则编号 {card.code} 已被「{registry[card.code].card.name}」占用，编号不得重复使用。")
    registry[card.code] = new


_RULES: dict[str, Rule] = {}


def rules() -> tuple[Rule, ...]:
    """Every rule, by code."""
    _load()
    return tuple(_RULES[code] for code in sorted(_RULES))


@cache
def _load() -> None:
    importlib.import_module("gongkai.check.rules")
    importlib.import_module("gongkai.check.balances").register_balances()


def cards() -> tuple[Card, ...]:
    """The card of every rule, by code."""
    return tuple(entry.card for entry in rules())


def selected(select: Iterable[str] = (), ignore: Iterable[str] = ()) -> tuple[Rule, ...]:
    """The rules that ``select`` names (all where it is empty) without those that ``ignore`` names.

    A selector is a code, the beginning of one (``REQ``), or a defect's name. Raises :class:`UnknownRule`.
    """
    chosen = _named(select) or frozenset(entry.card.code for entry in rules())
    passed_over = _named(ignore)
    return tuple(entry for entry in rules() if entry.card.code in chosen - passed_over)


def _named(selectors: Iterable[str]) -> frozenset[str]:
    return frozenset(code for selector in selectors for code in _matching(selector))


def _matching(selector: str) -> list[str]:
    wanted = selector.strip()
    found = [
        card.code
        for card in cards()
        if wanted and (card.code.startswith(wanted.upper()) or card.name == wanted.lower())
    ]
    if not found:
        raise UnknownRule(
            f"没有规则「{selector}」。可以写编号（REQ001）、编号的开头（REQ）或缺陷名（request-balance-broken）。"
        )
    return found
