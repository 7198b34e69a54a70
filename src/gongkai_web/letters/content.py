"""What a draft holds: the act that its letter stands for, what the letter adds, and the words as they stood then."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field, replace
from datetime import date
from typing import Any, cast

from gongkai.ledger import codec
from gongkai.ledger.entry import Fact
from gongkai.ledger.facts import request as facts
from gongkai_web.letters.kinds import KINDS, Kind


@dataclass(frozen=True, slots=True)
class Content:
    """``fact`` is the act as plain values, without the letter's number; empty where the letter has no act of its own.

    ``says`` is what the letter states beside it, ``supplied`` the keys of the files that go with it, ``breaches`` what
    is owned up to. ``explained`` says, by the code of a finding, why a warning stands. ``guided`` are the answers of
    the decision guide by item. ``about`` is the letter that a form of service tells of, ``day`` that of a letter whose
    act has none. ``words`` are the paragraphs as they stood when the draft was saved.
    """

    kind: str
    fact: Mapping[str, Any] = field(default_factory=dict)
    says: Mapping[str, str] = field(default_factory=dict)
    addressee: str = ""
    supplied: tuple[str, ...] = ()
    breaches: tuple[str, ...] = ()
    explained: Mapping[str, str] = field(default_factory=dict)
    guided: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    about: str = ""
    day: str = ""
    words: tuple[str, ...] = ()

    @property
    def of(self) -> Kind:
        return KINDS[self.kind]

    def stated(self, letter: str, *, approver: str) -> Fact:
        """The act with the letter's number; the one who signs an extension approves it."""
        if not self.of.has_own_act:
            return facts.LetterIssued(cast("facts.IssuedKind", self.kind), letter)
        found = cast("Fact", codec.stated(dict(self.fact)))
        if isinstance(found, facts.Extended):
            return replace(found, letter=letter, approver=approver)
        return cast("Fact", replace(cast("Any", found), letter=letter))

    @property
    def written(self) -> bytes:
        """In one way only, so that equal contents have equal digests."""
        return json.dumps(
            asdict(self), ensure_ascii=False, sort_keys=True, separators=(",", ":"), default=list
        ).encode()

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.written).hexdigest()

    @property
    def own_day(self) -> date | None:
        return date.fromisoformat(self.day) if self.day else None


def content_from(written: bytes) -> Content:
    plain = json.loads(written)
    tuples = {name: tuple(plain[name]) for name in ("supplied", "breaches", "words")}
    guided = {item: tuple(answers) for item, answers in plain["guided"].items()}
    return Content(**{**plain, **tuples, "guided": guided})


def fact_of(content: Content) -> Any:
    """The act as far as it was filled in; None where the letter has none of its own."""
    return codec.stated(dict(content.fact)) if content.fact else None
