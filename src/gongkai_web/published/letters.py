"""Letters as the public meets them: whether one is genuine, and the holder's own to pick up."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from gongkai_web import clock
from gongkai_web.accounts import lockout
from gongkai_web.accounts.lockout import Attempt
from gongkai_web.letters import signed
from gongkai_web.letters.signed import PickedUp, Verified
from gongkai_web.published.tracking import Held
from gongkai_web.store import files

__all__ = ["Ready", "Verified", "attempt", "document", "letter", "letters", "pick_up", "verified"]


@dataclass(frozen=True, slots=True)
class Paper:
    key: str
    name: str
    kind: str
    size: int


@dataclass(frozen=True, slots=True)
class Ready:
    """A letter for the applicant. ``received`` is None while it was not served: picking it up serves it."""

    id: int
    title: str
    name: str
    day: date
    received: date | None
    papers: tuple[Paper, ...]


def attempt(code: str, address: str) -> Attempt:
    """Somebody tries a code. Who guesses waits longer each time."""
    who = f"verify:{address}"
    return lockout.attempt(f"{who}:{signed.plain_code(code)}", who, clock.moment())


def verified(code: str, content: bytes | None) -> Verified | None:
    return signed.by_code(code, content)


def letters(held: Held) -> list[Ready]:
    """Those that go to the applicant, the newest first."""
    return [_ready(each) for each in signed.for_applicant(held.organ, held.case)][::-1]


def letter(held: Held, number: int) -> Ready | None:
    return next((each for each in letters(held) if each.id == number), None)


def pick_up(held: Held, number: int) -> Ready | None:
    """Serve it electronically, today, where it was not served before."""
    found = signed.pick_up(held.organ, held.case, number)
    return _ready(found) if found else None


def document(held: Held, number: int, key: str) -> tuple[bytes, str, str] | None:
    """One of the files of a letter that was served: content, name and kind."""
    for each in signed.for_applicant(held.organ, held.case):
        if each.row.pk == number and each.received is not None:
            for row in each.files:
                if row.key == key:
                    return files.content(row), row.name, row.media_type
    return None


def _ready(found: PickedUp) -> Ready:
    papers = tuple(Paper(row.key, row.name, files.label(row), row.size) for row in found.files)
    return Ready(found.row.pk, found.title, found.row.name, found.row.day, found.received, papers)
