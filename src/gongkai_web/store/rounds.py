"""What is done again and again without anybody asking: each morning, each hour, every few minutes.

A round is a function in ``gongkai_web/<part>/rounds.py``::

    @goes("digest", every_morning)
    def digest(now: datetime) -> None: ...

Workers go the rounds, and the database remembers which ones were gone: however many workers there are, each round is
gone once. One that was broken off is gone again, so a round can be gone twice and has its effect once; it is short.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import TypeAlias

from django.db import transaction

from gongkai_web import clock
from gongkai_web.store.models import Round
from gongkai_web.store.parts import imported

Turn: TypeAlias = Callable[[datetime], str]
"""The name of the turn that a moment belongs to; empty where there is none."""
LEASE = timedelta(minutes=10)
"""A round that has not come to its end by then was broken off."""
_MORNING = 7


def every_morning(now: datetime) -> str:
    """From seven o'clock on."""
    return f"{now:%Y-%m-%d}" if now.hour >= _MORNING else ""


def every_hour(now: datetime) -> str:
    return f"{now:%Y-%m-%d %H}"


def every_minutes(minutes: int) -> Turn:
    """``minutes`` of 60 without a rest."""
    return lambda now: f"{now:%Y-%m-%d %H}:{now.minute // minutes * minutes:02}"


@dataclass(frozen=True, slots=True)
class Kind:
    key: str
    turn: Turn
    run: Callable[[datetime], None]


KINDS: dict[str, Kind] = {}


def goes(key: str, turn: Turn) -> Callable[[Callable[[datetime], None]], Callable[[datetime], None]]:
    """Make the function a round."""

    def register(run: Callable[[datetime], None]) -> Callable[[datetime], None]:
        KINDS[key] = Kind(key, turn, run)
        return run

    return register


def kinds() -> dict[str, Kind]:
    """All rounds, those of every part of the system."""
    imported("rounds")
    return KINDS


def go() -> list[str]:
    """Go every round whose turn it is and that nobody has gone; their keys."""
    now, gone = clock.now(), []
    for kind in kinds().values():
        turn = kind.turn(now)
        if turn and _is_mine(kind.key, turn):
            kind.run(now)
            Round.objects.filter(key=kind.key, turn=turn).update(is_over=True)
            gone.append(kind.key)
    return gone


def _is_mine(key: str, turn: str) -> bool:
    """Looking takes no lock."""
    moment = clock.moment()
    known = Round.objects.filter(key=key).first()
    if known and _is_taken(known, turn, moment):
        return False
    with transaction.atomic():
        Round.objects.get_or_create(key=key, defaults={"turn": "", "begun": moment})
        row = Round.objects.select_for_update().get(key=key)
        if _is_taken(row, turn, moment):
            return False
        row.turn, row.begun, row.is_over = turn, moment, False
        row.save()
    return True


def _is_taken(row: Round, turn: str, moment: datetime) -> bool:
    return row.turn == turn and (row.is_over or row.begun > moment - LEASE)
