"""Every projection made anew from the entries, many at once, in memory that does not grow with the cases."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from itertools import groupby, islice
from operator import itemgetter
from typing import TypeAlias, TypeVar

from django.db import transaction
from django.db.models import QuerySet

from gongkai.ledger import states
from gongkai.ledger.codec import decode
from gongkai.ledger.entry import Entry
from gongkai.ledger.organ import Organ
from gongkai_web.store import models, progress, projections
from gongkai_web.store.overlays import remembering, rulebook_of

T = TypeVar("T")
_AT_ONCE = 500
_Chain: TypeAlias = tuple[str, str, list[Entry]]


@dataclass(frozen=True, slots=True)
class _Known:
    """An organ as its entries leave it."""

    state: Organ
    names: Mapping[date, str]


@transaction.atomic
def rebuild() -> int:
    """Throw every projection away and make it anew; how many cases there are. Nobody else writes meanwhile."""
    _throw_away()
    with remembering():
        _write_organs({organ: _known(organ, entries) for organ, _, entries in _chains(_of_organs())})
        count = 0
        for chunk in _chunks(_chains(models.Entry.objects.exclude(case="organ"))):
            projections.write([projections.rows_from(*chain, rulebook_of(chain[0])) for chain in chunk])
            count += len(chunk)
    progress.rebuild()
    return count


def _throw_away() -> None:
    models.Deadline.objects.all().delete()
    while numbers := list(models.Case.objects.values_list("pk", flat=True)[:_AT_ONCE]):
        models.Case.objects.filter(pk__in=numbers).delete()


def _of_organs() -> QuerySet[models.Entry]:
    return models.Entry.objects.filter(case="organ")


def _chains(entries: QuerySet[models.Entry]) -> Iterator[_Chain]:
    """Case by case, each with its entries in order, read as they are used."""
    rows = entries.order_by("organ", "case", "number").values_list("organ", "case", "number", "line")
    for (organ, case), lines in groupby(rows.iterator(chunk_size=2000), key=itemgetter(0, 1)):
        yield organ, case, [decode(line.encode(), at=number) for _, _, number, line in lines]


def _known(organ: str, entries: list[Entry]) -> _Known:
    return _Known(states.fold(entries, "organ", rulebook_of(organ)), projections.organ_names(entries))


def _write_organs(known: Mapping[str, _Known]) -> None:
    """The tree is small beside the cases: it is held whole, so that every path follows from the organs above."""
    models.Organ.objects.bulk_create(
        [_organ(organ, known) for organ in known],
        update_conflicts=True,
        unique_fields=["key"],
        update_fields=projections.said(models.Organ, "key"),
    )
    models.OrganName.objects.all().delete()
    models.OrganName.objects.bulk_create(
        models.OrganName(organ_id=organ, since=since, name=name)
        for organ, each in known.items()
        for since, name in each.names.items()
    )


def _organ(organ: str, known: Mapping[str, _Known]) -> models.Organ:
    state = known[organ].state
    parent, successor = (key if key in known else None for key in (state.parent, state.successor))
    path = _path(organ, known)
    values = projections.organ_values(state, path=path, parent=parent, successor=successor)
    return models.Organ(key=organ, **values)


def _path(organ: str, known: Mapping[str, _Known]) -> str:
    parent = known[organ].state.parent
    above = _path(parent, known) if parent is not None and parent in known else ""
    return f"{above}{organ}/"


def _chunks(found: Iterable[T]) -> Iterator[list[T]]:
    each = iter(found)
    while chunk := list(islice(each, _AT_ONCE)):
        yield chunk
