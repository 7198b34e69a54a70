"""The texts of the remedy paragraph, by the way that stands open and the day of the letter."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal, TypeAlias

from gongkai.law import loader
from gongkai.law.remedy_bodies import NoRemedyRule
from gongkai.law.sentences import holes, mistakes_in_citations

Way: TypeAlias = Literal["either", "first", "mixed", "silence_either", "silence_first"]
TextKey: TypeAlias = Literal[
    "either", "first", "mixed", "silence_either", "silence_first", "own", "online"
]  # the ways, and the sentences that may follow

NAME_HOLES = {
    "body": "复议机关的名称（reconsideration_body）",
    "court": "有管辖权的人民法院的名称（court）",
    "organ": "机关的名称（name）",
    "online": "网上申请行政复议的渠道（online_reconsideration）",
}
TERM_HOLES = {
    "apply": "remedy.reconsideration.apply",
    "sue": "remedy.litigation.direct",
    "sue_after": "remedy.litigation.after_reconsideration",
}
LETTER_HOLE = "letter"


@dataclass(frozen=True, slots=True)
class ClauseText:
    key: TextKey
    since: date
    until: date | None
    basis: tuple[str, ...]
    text: str
    inferred: str | None = None

    def holds_on(self, day: date) -> bool:
        return self.since <= day and (self.until is None or day <= self.until)


@dataclass(frozen=True, slots=True)
class _ClausesFile:
    clauses: tuple[ClauseText, ...]


def clause_text(key: TextKey, day: date) -> ClauseText:
    """The text that holds on a day. Raises :class:`~gongkai.law.remedy_bodies.NoRemedyRule`."""
    for each in clauses():
        if each.key == key and each.holds_on(day):
            return each
    first = min(each.since for each in clauses() if each.key == key)
    raise NoRemedyRule(
        f"{day} 的救济条款不在资料里：这种条款从 {first} 起才有。更早的答复请按当时的法律另写。"
    )


@cache
def clauses() -> tuple[ClauseText, ...]:
    """All texts of the paragraph."""
    name = "remedies/clauses.yaml"
    return clauses_from(loader.shipped(name), file=name)


def clauses_from(text: str, *, file: str) -> tuple[ClauseText, ...]:
    """The texts that a file states. Raises :class:`~gongkai.law.loader.LawFileError`."""
    found = loader.load(text, _ClausesFile, file=file).clauses
    loader.hold(file, _mistakes(found))
    return found


def _mistakes(found: Sequence[ClauseText]) -> Iterator[str]:
    known = {*NAME_HOLES, *TERM_HOLES, LETTER_HOLE}
    for place, each in enumerate(found):
        named = f"条款「{each.key}」（{each.since} 起）"
        yield from mistakes_in_citations(each.basis)
        if not each.basis:
            yield f"{named}没有依据。请在 basis 里写明条文。"
        for hole in sorted(holes(each.text) - known):
            yield f"{named}的空「{{{hole}}}」没有东西可填。可以用的空：{'、'.join(sorted(known))}。"
        for other in found[:place]:
            if other.key == each.key and (each.holds_on(other.since) or other.holds_on(each.since)):
                yield f"{named}和自 {other.since} 起的那一条在同一天都有效。请写明前一条的 until。"
