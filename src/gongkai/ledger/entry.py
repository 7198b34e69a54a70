"""An entry of the ledger: a fact, its day, its organ and case, who recorded it, and its place in two chains.

Nothing sets a status: state is folded from the acts, in the order of the chain.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal, TypeAlias

from gongkai.ledger.facts import filing, organ, publication, remedy, request

Noun: TypeAlias = Literal["organ", "request", "publication", "remedy", "filing"]
Algorithm: TypeAlias = Literal["sha256", "sm3"]


@dataclass(frozen=True, slots=True)
class Corrected:
    """The entry with this number in the organ's chain was wrong; ``fact`` and ``on`` are what it should have said."""

    number: int
    on: date
    fact: Fact
    reason: str


Fact: TypeAlias = organ.Fact | request.Fact | publication.Fact | remedy.Fact | filing.Fact
_NOUNS = {"organ": organ, "request": request, "publication": publication, "remedy": remedy, "filing": filing}


@dataclass(frozen=True, slots=True)
class Act:
    """What is recorded, before it has a place in the chain.

    ``organ`` and ``case`` are keys: a case is ``request/2026-0001``, ``publication/…``, ``remedy/…``, ``filing/2025``,
    or ``organ`` for what concerns the organ as a whole.
    ``on`` is the legal day, ``recorded`` the moment of writing (with offset).
    ``actor`` is the key of a person or a role, never a name.
    ``breaches`` are the codes of the refusals that this act broke and that it is recorded in spite of.
    """

    organ: str
    case: str
    on: date
    recorded: datetime
    actor: str
    fact: Fact | Corrected
    breaches: tuple[str, ...] = ()

    @property
    def noun(self) -> str:
        return self.case.partition("/")[0]


@dataclass(frozen=True, slots=True)
class Entry:
    """An act in its place: ``number`` from 1 in the organ's chain, the hashes of the entry before in the organ's chain
    and in the case's (empty for the first), and its own over all of this.
    """

    act: Act
    number: int
    previous: str
    case_previous: str
    algorithm: Algorithm
    hash: str


def kind_of(fact: Fact | Corrected) -> str:
    """The name that a fact has in the file: ``request.third_party_consulted``."""
    return _NAMES[type(fact)]


def _name(noun: str, fact: type) -> str:
    return f"{noun}.{re.sub(r'(?<=[a-z])(?=[A-Z])', '_', fact.__name__).lower()}"


KINDS: dict[str, type] = {
    _name(noun, fact): fact for noun, module in _NOUNS.items() for fact in module.FACTS
} | {"corrected": Corrected}
_NAMES = {fact: name for name, fact in KINDS.items()}
