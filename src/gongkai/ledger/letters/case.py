"""What a letter is drafted from: the acts of one case, the organ, and the words that are kept apart."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from gongkai.law.rulebook import Rulebook
from gongkai.ledger.corrections import replaced
from gongkai.ledger.entry import KINDS, Act, Entry
from gongkai.ledger.facts import request as facts
from gongkai.ledger.free_text import spoken_act
from gongkai.ledger.organ import Organ
from gongkai.ledger.private import Private
from gongkai.ledger.request import fold
from gongkai.ledger.request_state import Request

TO_FILL = "〔待填：{}〕"


class NotRecorded(ValueError):
    """A letter lacks what it must state. ``missing`` names each in Chinese, with what to record or to say."""

    def __init__(self, title: str, missing: Sequence[str]) -> None:
        self.missing = tuple(missing)
        listed = "\n".join(f"  · {each}" for each in missing)
        super().__init__(f"「{title}」还不能出文书，案件里没有它必须写明的内容：\n{listed}")


@dataclass(frozen=True, slots=True)
class Case:
    """``acts`` are those of one request, as corrected and as they were said; ``texts`` are private words by their key."""

    acts: tuple[Act, ...]
    organ: Organ
    rulebook: Rulebook
    texts: Mapping[str, str]

    @classmethod
    def of(
        cls, acts: Iterable[Act | Entry], organ: Organ, rulebook: Rulebook, texts: Mapping[str, str]
    ) -> Case:
        return cls(tuple(spoken_act(act, texts) for act in replaced(acts)), organ, rulebook, texts)

    def last(self, *kinds: type, letter: str | None = None, party: str | None = None) -> Act | None:
        """The last act with such a fact, and with this letter and party where they are named.

        An act that names no letter is taken where none has this one: the letter is then the one to be written.
        """
        found = [
            act
            for act in reversed(self.acts)
            if isinstance(act.fact, kinds) and party in {None, getattr(act.fact, "party", None)}
        ]
        wanted = (letter, None) if letter else tuple({_letter(act): None for act in found})
        return next((act for name in wanted for act in found if _letter(act) == name), None)

    def stood(self, act: Act | None = None) -> Request:
        """The request as it stood when the act was done, without one as it stands."""
        until = (
            len(self.acts) if act is None else next(n for n, each in enumerate(self.acts, 1) if each is act)
        )
        return fold(self.acts[:until], self.rulebook)

    def issued(self, kind: str) -> Act | None:
        """The last record that a letter of this kind went out where no other act names it."""
        of_kind = (
            act
            for act in reversed(self.acts)
            if isinstance(act.fact, facts.LetterIssued) and act.fact.kind == kind
        )
        return next(of_kind, None)

    def said(self, private: Private) -> str | None:
        return self.texts.get(private.key)


@dataclass(frozen=True, slots=True)
class Particulars:
    """What the one who drafts adds. ``number`` and ``party`` choose among several acts of one kind; ``number`` and
    ``day`` are those of a letter whose act does not name them.

    ``says`` states what the ledger has no place for, by the keys of the kind (``2.search_scope`` for the second item).
    """

    says: Mapping[str, str] = field(default_factory=dict)
    addressee: str | None = None
    number: str | None = None
    day: date | None = None
    party: str | None = None
    attachments: tuple[str, ...] = ()
    is_draft: bool = False


class UnknownStatement(ValueError):
    """Something was to be said that this letter has no place for: left out in silence it would be missed."""


def refuse_unknown_statements(says: Mapping[str, str], known: Mapping[str, str], title: str) -> None:
    """``known`` are the labels by key. Raises :class:`UnknownStatement`."""
    unknown = "、".join(f"「{key}」" for key in says if key not in known)
    if unknown:
        listed = "、".join(f"{key}（{label}）" for key, label in known.items()) or "（没有）"
        raise UnknownStatement(f"「{title}」没有{unknown}这一项，写不进去。可以写明的有：{listed}。")


@dataclass(slots=True)
class Gaps:
    """What is missing so far. A draft shows each as a mark; otherwise there is no letter."""

    title: str
    is_draft: bool
    missing: list[str] = field(default_factory=list)

    def need(self, value: str | None, label: str, remedy: str = "") -> str:
        """The value, or the mark in its place."""
        if value is not None and value.strip():
            return value
        self.missing.append(f"{label}：{remedy}" if remedy else label)
        return TO_FILL.format(label)

    def refuse(self) -> None:
        """Raises :class:`NotRecorded`."""
        if self.missing and not self.is_draft:
            raise NotRecorded(self.title, list(dict.fromkeys(self.missing)))


def _letter(act: Act) -> str | None:
    return getattr(act.fact, "letter", None)


def name_of(kind: type[Any]) -> str:
    """The name that facts of this kind have in the ledger."""
    return next(name for name, each in KINDS.items() if each is kind)


def addressed(text: str, *, is_person: bool) -> str:
    """The sentences of the law address both persons and bodies: 你（你单位）."""
    return text.replace("你（你单位）", "你" if is_person else "你单位")
