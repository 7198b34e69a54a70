"""What is known of a remedy matter at one point of its chain."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias

from gongkai.ledger.breach import Breach
from gongkai.ledger.facts.remedy import Path, Procedure
from gongkai.ledger.private import FreeText

Level: TypeAlias = Literal["reconsideration", "first", "second", "retrial"]

PATH_LABELS: dict[Path, str] = {
    "reconsideration": "行政复议",
    "litigation_direct": "行政诉讼（未经复议直接起诉）",
    "litigation_after_reconsideration": "行政诉讼（复议后起诉）",
}
LEVEL_LABELS: dict[Level, str] = {
    "reconsideration": "行政复议",
    "first": "一审",
    "second": "二审",
    "retrial": "再审",
}


@dataclass(frozen=True, slots=True)
class Decision:
    """``on`` is its own day, ``received`` that of its service on the organ; ``result`` a key of the results."""

    result: str
    number: str
    on: date
    received: date
    is_ruling: bool
    perform_by: date | None


@dataclass(frozen=True, slots=True)
class Answer:
    on: date
    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Instance:
    """One body that hears the matter. ``begun`` is the day on which it came to it, as far as the organ is told;
    ``has_answer_term`` whether an answer with evidence is due from that day on.
    """

    level: Level
    body: str
    begun: date
    procedure: Procedure
    has_answer_term: bool
    answers: tuple[Answer, ...] = ()
    hearings: tuple[date, ...] = ()
    decision: Decision | None = None


@dataclass(frozen=True, slots=True)
class Remedy:
    """One matter, however many instances hear it: an appeal is no second matter.

    ``request`` is the case that is challenged and ``letter`` its letter, ``reconsideration`` the matter before a suit.
    ``performed`` is the day on which what was ordered was done. ``last`` is the newest day of an entry that has to do
    with days; ``assigned`` is who goes on with it.
    """

    case: str
    organ: str
    path: Path
    since: date
    last: date
    instances: tuple[Instance, ...]
    request: str | None = None
    letter: str | None = None
    reconsideration: str | None = None
    about: FreeText = ""
    performed: date | None = None
    performed_with: str | None = None
    assigned: str | None = None
    breaches: tuple[Breach, ...] = ()

    @property
    def instance(self) -> Instance:
        """The one that hears the matter now, or heard it last."""
        return self.instances[-1]

    @property
    def decision(self) -> Decision | None:
        """The decision that stands; None while the matter is pending."""
        return self.instance.decision

    @property
    def is_pending(self) -> bool:
        return self.decision is None

    def result_on(self, day: date) -> str | None:
        """The result that stands on a day; None where the matter is pending then.

        A judgment of first instance is a result (审结) until somebody appeals.
        """
        then = [instance for instance in self.instances if instance.begun <= day]
        decision = then[-1].decision if then else None
        return decision.result if decision is not None and decision.on <= day else None
