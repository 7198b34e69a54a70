"""The kind of reply that a request counts as, out of the outcomes of its items."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date

from gongkai.law.forms import required
from gongkai.law.replies import replies, row_of
from gongkai.ledger.facts.request import Outcome

_FIRST_FORM = "2019"


def form_of(day: date) -> str:
    """The form whose rows a reply of this day is counted in; days before the first form count by it."""
    form = required(day.year)
    return form.version if form else _FIRST_FORM


def counted_kind(outcomes: Sequence[Outcome], counted_as: str | None, on: date) -> str:
    """One kind for the whole request. Raises :class:`~gongkai.law.replies.MixedOutcomes` and ``UnknownKind``."""
    kinds = [outcome.kind for outcome in outcomes]
    form = form_of(on)
    row = row_of(kinds, counted_as, form)
    if counted_as is not None:
        return counted_as
    return next((kind for kind in kinds if replies()[kind].rows[form] == row), "partially_granted")
