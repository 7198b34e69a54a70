"""The words by which a letter of the disclosure office is understood, and those that date it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache

from gongkai.law import loader
from gongkai.law.replies import reply


@dataclass(frozen=True, slots=True)
class Matter:
    """Something that a letter has to speak of; any of ``words`` shows that it does."""

    label: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OutcomeWords:
    """A kind of reply as letters word it.

    ``kind`` is a key of ``law/data/replies``. It is said where an answer has a word of every list of ``says``.
    ``fits`` are citations of which one is needed; none is where nothing single is prescribed. ``paragraph`` is the one
    of the article that it rests on, where the article has several. ``which`` is the choice within the ground that has
    to be named; with ``is_choice`` the words of the outcome are that choice.
    """

    kind: str
    says: tuple[tuple[str, ...], ...]
    fits: tuple[str, ...]
    paragraph: int | None = None
    must_state: tuple[Matter, ...] = ()
    which: Matter | None = None
    is_choice: bool = False

    @property
    def label(self) -> str:
        return reply(self.kind).label


@dataclass(frozen=True, slots=True)
class ProceduralWords:
    """A letter on the way to the reply; ``titles`` are words of its title."""

    kind: str
    titles: tuple[str, ...]
    basis: str | None = None
    must_state: tuple[Matter, ...] = ()
    has_number: bool = True


@dataclass(frozen=True, slots=True)
class DividedArticle:
    article: str
    items: int


@dataclass(frozen=True, slots=True)
class RepealedAct:
    """An act that letters since ``over`` cannot rest on."""

    words: tuple[str, ...]
    act: str
    over: date
    now: str


@dataclass(frozen=True, slots=True)
class OldArticle:
    """An article that says something else now. It is the old one where it is cited with an item that the new one lacks
    (``items`` is how many the old one had), or where its sentence has one of ``words``.
    """

    article: int
    items: int
    words: tuple[str, ...]
    was: str
    now: str


@dataclass(frozen=True, slots=True)
class OldWording:
    words: tuple[str, ...]
    over: date
    why: str
    basis: str
    unless: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class RemedyWords:
    """What the paragraph on remedies says. ``outdated_bodies`` have not been those of a department since the
    Reconsideration Law of 2023, but for organs ``with_superior``.
    """

    outdated_bodies: tuple[str, ...]
    with_superior: tuple[str, ...]
    online: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LetterWords:
    outcomes: tuple[OutcomeWords, ...]
    together: tuple[str, ...]
    reasons: tuple[str, ...]
    titles: tuple[str, ...]
    procedural: tuple[ProceduralWords, ...]
    articles_with_items: tuple[DividedArticle, ...]
    repealed: tuple[RepealedAct, ...]
    old_articles: tuple[OldArticle, ...]
    old_articles_over: date
    old_articles_remark: str
    old_wording: tuple[OldWording, ...]
    old_reconsideration_articles: tuple[OldArticle, ...]
    old_reconsideration_articles_over: date
    remedy: RemedyWords
    marks: tuple[str, ...]
    looked_at: date
    remark: str | None = None


@cache
def letter_words() -> LetterWords:
    return loader.read("wording/letters.yaml", LetterWords)


@cache
def outcome_words() -> dict[str, OutcomeWords]:
    """The kinds of reply that have words, by key."""
    return {outcome.kind: outcome for outcome in letter_words().outcomes}
