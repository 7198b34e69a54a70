"""The procedural letters of the disclosure office: what each rests on, has to state and says.

One file a kind in ``law/data/letters``. A paragraph whose holes nothing fills is left out where nothing in it is
required. The hole ``term`` is the time limit that the letter sets by law, ``basis`` what it rests on.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal, TypeAlias

from gongkai.law import loader
from gongkai.law.acts import cited_in_full
from gongkai.law.sentences import (
    Statement,
    Unstated,
    holes,
    missing,
    mistakes_in_citations,
    mistakes_in_states,
    trimmed,
)
from gongkai.law.terms import dated_terms, term

Addressee: TypeAlias = Literal["applicant", "third_party", "co_maker", "organ", "file"]


class UnknownLetter(LookupError):
    """A kind of letter that ``law/data/letters`` does not hold."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """``role`` is one of the roles of a part of a letter (:class:`gongkai.model.letter.Part`)."""

    role: Literal["opening", "request", "facts", "decision", "reasons", "supplied", "notice", "contact"]
    text: str


@dataclass(frozen=True, slots=True)
class LetterKind:
    """``has_number`` says whether it draws a number of the organ's series, ``term`` which time limit it sets.

    ``to`` is whom it goes to; ``file`` is kept and goes to nobody.
    """

    key: str
    order: int
    title: str
    to: Addressee
    has_number: bool
    since: date
    basis: tuple[str, ...]
    states: tuple[Statement, ...]
    paragraphs: tuple[Paragraph, ...]
    term: str | None = None
    inferred: str | None = None
    remark: str | None = None


@cache
def letters() -> dict[str, LetterKind]:
    """All procedural letters by key, in the order in which a case meets them."""
    found = [kind_from(file.read_text("utf-8"), file=file.name) for file in loader.files("letters")]
    return {kind.key: kind for kind in sorted(found, key=lambda kind: kind.order)}


def letter(key: str) -> LetterKind:
    """The kind with this key. Raises :class:`UnknownLetter`."""
    if key not in letters():
        raise UnknownLetter(f"没有「{key}」这种程序性文书。有的是：{'、'.join(letters())}")
    return letters()[key]


def kind_from(text: str, *, file: str) -> LetterKind:
    """The kind that a file states. Raises :class:`~gongkai.law.loader.LawFileError`."""
    kind = loader.load(text, LetterKind, file=f"letters/{file}")
    loader.hold(f"letters/{file}", _mistakes(kind, file.removesuffix(".yaml")))
    return kind


def worded(key: str, *, on: date, states: Mapping[str, str]) -> tuple[Paragraph, ...]:
    """The paragraphs with every hole filled. Raises :class:`~gongkai.law.sentences.Unstated`, :class:`UnknownLetter`."""
    kind, stated = letter(key), trimmed(states)
    if lacking := missing(kind.states, stated):
        raise Unstated(kind.title, lacking)
    filled = stated | {"basis": cited_in_full(kind.basis)}
    if kind.term:
        filled["term"] = term(kind.term, on).worded
    return tuple(
        Paragraph(each.role, each.text.format_map(filled))
        for each in kind.paragraphs
        if holes(each.text) <= filled.keys()
    )


def _mistakes(kind: LetterKind, stem: str) -> Iterator[str]:
    if kind.key != stem:
        yield f"「key」写成了「{kind.key}」，与文件名不同。应当是 {stem}。"
    yield from mistakes_in_states(kind.states)
    yield from mistakes_in_citations(kind.basis)
    if kind.term is not None and kind.term not in dated_terms():
        yield f"「term」的期限「{kind.term}」不存在。有的是：{'、'.join(dated_terms())}。"
    if not kind.basis and kind.inferred is None:
        yield "没有「basis」，也没有「inferred」。没有明文依据的，要写明从何推定、怎样可以确定。"
    yield from _holes(kind)


def _holes(kind: LetterKind) -> Iterator[str]:
    stated = {each.key for each in kind.states}
    said = {hole for each in kind.paragraphs for hole in holes(each.text)}
    for hole in sorted(said - stated - {"basis"} - ({"term"} if kind.term else set())):
        yield f"句子里的空「{{{hole}}}」没有东西可填。请在 states 里写明它，或改掉这个空。"
    for each in kind.states:
        if each.key not in said:
            yield f"「{each.key}」（{each.label}）要在文书里写明，但没有一句话写到它。"
    optional = {each.key for each in kind.states if not each.is_required}
    always = {
        hole for each in kind.paragraphs if not holes(each.text) & optional for hole in holes(each.text)
    }
    for key in sorted((said & stated) - optional - always):
        yield f"「{key}」必须写明，却只写在可以略去的一段里。请另写一段。"
