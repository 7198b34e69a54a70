"""What happened to a remedy matter (行政复议、行政诉讼) that arose from disclosure work."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias, get_args

from gongkai.ledger.private import FreeText

Path: TypeAlias = Literal["reconsideration", "litigation_direct", "litigation_after_reconsideration"]
Procedure: TypeAlias = Literal["simplified", "ordinary"]


@dataclass(frozen=True, slots=True)
class Challenged:
    """The organ got the copy of the application or the complaint, on the entry's day; the answer's term begins.

    ``request`` is the case that is challenged, None where no request stands behind it.
    ``reconsideration`` is the earlier matter of a suit after reconsideration.
    """

    path: Path
    body: str
    request: str | None = None
    letter: str | None = None
    reconsideration: str | None = None
    procedure: Procedure = "ordinary"
    about: FreeText = ""


@dataclass(frozen=True, slots=True)
class AnswerFiled:
    """Answer and evidence were handed in."""

    documents: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class HearingSet:
    day: date
    place: str = ""


@dataclass(frozen=True, slots=True)
class Decided:
    """Decision or judgment of this instance; the entry's day is its own, ``received`` that of its service on the organ.

    ``result`` is a key of ``law/data/remedies/results.yaml``. ``perform_by`` is the last day to do what it orders.
    """

    result: str
    number: str
    received: date
    is_ruling: bool = False
    perform_by: date | None = None


@dataclass(frozen=True, slots=True)
class Appealed:
    """Brought to the next instance: the same matter, pending again."""

    by: Literal["applicant", "organ"]
    body: str


@dataclass(frozen=True, slots=True)
class HeardAgain:
    """Sent back by the court of appeal, or taken up again after a final judgment: the same matter, pending again.

    ``received`` is the day on which the organ got the ruling.
    """

    because: Literal["remanded", "retrial"]
    body: str
    received: date
    number: str = ""


@dataclass(frozen=True, slots=True)
class Performed:
    """What the decision ordered was done, with this letter."""

    letter: str


@dataclass(frozen=True, slots=True)
class Assigned:
    """Who goes on with the matter inside the organ: the key of a person or a unit. It changes no day."""

    to: str
    reason: str = ""


Fact: TypeAlias = (
    Challenged | AnswerFiled | HearingSet | Decided | Appealed | HeardAgain | Performed | Assigned
)
FACTS: tuple[type, ...] = get_args(Fact)
