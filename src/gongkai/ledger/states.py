"""The state that a case is in, whatever it is about: each noun folds its own acts."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import cache
from importlib import import_module
from typing import Any, Protocol, TypeAlias, cast

from gongkai.law.calendar import BeyondCalendar
from gongkai.law.rulebook import Rulebook
from gongkai.law.step import Refusal
from gongkai.ledger.entry import Act, Entry
from gongkai.ledger.refused import Refused, senseless

State: TypeAlias = Any  # an Organ, a Request, a Publication, a Remedy or a Filing


class Noun(Protocol):
    """What the module of a noun offers."""

    def after(self, state: State | None, act: Act, rulebook: Rulebook) -> State: ...

    def fold(self, acts: Iterable[Act | Entry], rulebook: Rulebook) -> State: ...

    def refusals(self, state: State | None, act: Act, rulebook: Rulebook) -> tuple[Refusal, ...]: ...


def after(state: State | None, act: Act, rulebook: Rulebook) -> State:
    """The state of the act's case after it. Raises :class:`~gongkai.ledger.refused.Refused`."""
    with _within_the_calendar():
        return noun(act.noun).after(state, act, rulebook)


def fold(entries: Iterable[Act | Entry], of: str, rulebook: Rulebook) -> State:
    """What the entries of the case ``of`` make of it, corrections in place. Raises ``Refused``."""
    with _within_the_calendar():
        return noun(of.partition("/")[0]).fold(entries, rulebook)


@contextmanager
def _within_the_calendar() -> Iterator[None]:
    """No term can be counted from a day that no calendar reaches: such an act is refused as any that makes no sense."""
    try:
        yield
    except BeyondCalendar as error:
        raise Refused((senseless("beyond_calendar", str(error), ""),)) from error


@cache
def noun(name: str) -> Noun:
    """The module of a noun, imported when the first of its cases is met."""
    return cast("Noun", import_module(f"gongkai.ledger.{name}"))
