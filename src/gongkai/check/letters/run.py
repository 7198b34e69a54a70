"""Run the rules over a letter."""

from __future__ import annotations

from gongkai.check.letters.registry import Held, rules
from gongkai.check.letters.text import of_document, of_letter
from gongkai.check.registry import CannotTell, Card, Hit
from gongkai.check.run import Doubt, Outcome
from gongkai.model.document import Document
from gongkai.model.finding import Finding
from gongkai.model.letter import Letter, LetterRecord


def check_letter(letter: Document | Letter, record: LetterRecord | None = None) -> Outcome:
    """Everything that the rules see in a letter, in the order in which it stands there.

    ``record`` is what the register knows; without it the letter is held against the law and itself alone.
    """
    text = of_letter(letter) if isinstance(letter, Letter) else of_document(letter)
    return check_held(Held(text, record))


def check_held(held: Held) -> Outcome:
    findings: list[Finding] = []
    doubts: list[Doubt] = []
    for entry in rules():
        for seen in entry.look(held):
            if isinstance(seen, CannotTell):
                doubts.append(Doubt(entry.card.code, entry.card.name, seen.why, seen.place))
            else:
                findings.append(_finding(entry.card, seen))
    return Outcome(tuple(sorted(findings, key=_order)), tuple(sorted(doubts, key=_order)))


def _finding(card: Card, hit: Hit) -> Finding:
    return Finding(
        code=card.code,
        name=card.name,
        severity=card.severity,
        cause=hit.cause or card.cause,
        place=hit.place,
        says=card.says.format_map(hit.holes),
        basis=card.basis,
        remedy=card.remedy.format_map(hit.holes),
        quote=hit.quote,
    )


def _order(found: Finding | Doubt) -> tuple[int | str, ...]:
    place = found.place
    return (place.page or 0, place.line or 0, place.paragraph or 0, place.start or 0, found.code)
