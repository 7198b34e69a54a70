"""Open cases brought up again where the law that holds for them changed: their days follow the calendar."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from gongkai.law.rulebook import Rulebook
from gongkai.ledger import states
from gongkai_web.store import models, projections
from gongkai_web.store.overlays import rulebook_of
from gongkai_web.store.shelf import entries_of, entries_of_cases


@dataclass(frozen=True, slots=True)
class Moved:
    """A case whose next day becomes another one."""

    case: models.Case
    due: date | None


def open_cases(organ: str) -> Iterator[models.Case]:
    """Those of the organ; of all organs where it is empty."""
    found = models.Case.objects.filter(is_open=True).select_related("organ").order_by("due", "id")
    return (found.filter(organ=organ) if organ else found).iterator(chunk_size=500)


def moved(cases: Iterator[models.Case], rulebook: Rulebook) -> Iterator[Moved]:
    """Those of the cases whose day would be another one under this rulebook."""
    for case in cases:
        state = states.fold(entries_of(case.organ_id, case.key), case.key, rulebook)
        due = projections.due_under(state, rulebook)
        if due != case.due:
            yield Moved(case, due)


@transaction.atomic
def bring_up(organ: str, keys: Sequence[str]) -> None:
    """Make the rows of these cases anew, under the rulebook that holds now. Whoever records waits meanwhile: not too many."""
    models.Head.objects.select_for_update().get(pk=organ)
    rulebook = rulebook_of(organ)
    found = entries_of_cases(organ, keys).items()
    projections.write([projections.rows_from(organ, key, entries, rulebook) for key, entries in found])
