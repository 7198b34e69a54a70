"""The kind of reply that a request counts as, out of the outcomes of its items."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from gongkai.law.forms import required
from gongkai.law.replies import row_of
from gongkai.law.settings import Choices
from gongkai.ledger.facts.request import Outcome

_FIRST_FORM = "2019"


def form_of(day: date) -> str:
    """The form whose rows a reply of this day is counted in; days before the first form count by it."""
    form = required(day.year)
    return form.version if form else _FIRST_FORM


def counted_kind(outcomes: Sequence[Outcome], counted_as: str | None, on: date, choices: Choices) -> str:
    """One kind for the whole request, by the rows that the organ has chosen, as the year's figures count it.

    Raises :class:`~gongkai.law.replies.MixedOutcomes` and ``UnknownKind``.
    """
    kinds = [outcome.kind for outcome in outcomes]
    form = form_of(on)

    def taken(setting: str) -> str:
        return choices.of(setting, on)

    row = row_of(kinds, counted_as, form, taken=taken)
    if counted_as is not None:
        return counted_as
    of_that_row = (kind for kind in kinds if row_of([kind], None, form, taken=taken) == row)
    return next(of_that_row, "partially_granted")
