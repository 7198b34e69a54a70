"""The rows that lists are made from, made from the state of a case. ``store/rebuilding.py`` makes them all anew."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from typing import Any

from django.db.models import Model

from gongkai.law.rulebook import Rulebook
from gongkai.ledger import publication, remedy, states
from gongkai.ledger.board import OF_OTHERS
from gongkai.ledger.breach import LATE_REPLIES
from gongkai.ledger.clock import clock
from gongkai.ledger.corrections import replaced
from gongkai.ledger.deadline import Deadline
from gongkai.ledger.entry import Act, Entry
from gongkai.ledger.facts import organ as of_organs
from gongkai.ledger.filing import Filing
from gongkai.ledger.organ import Organ
from gongkai.ledger.publication import Publication
from gongkai.ledger.remedy import Remedy
from gongkai.ledger.request_state import ENDED, Request
from gongkai_web.store import models, progress
from gongkai_web.store.overlays import rulebook_of
from gongkai_web.store.shelf import entries_of

_WAITING = frozenset(
    ("awaiting_confirmation", "awaiting_supplement", "paused", "awaiting_reasons", "awaiting_payment")
)


def project(organ: str, case: str, state: Any, entries: Sequence[Entry], rulebook: Rulebook) -> None:
    """Bring the rows of a case up to its last entry. The caller holds the lock on the organ's chain."""
    if isinstance(state, Organ):
        _project_organ(state, entries)
        return
    deadlines = _deadlines(state, rulebook)
    values = _values(state, entries, rulebook, deadlines)
    row, _ = models.Case.objects.update_or_create(organ_id=organ, key=case, defaults=values)
    row.deadlines.all().delete()
    models.Deadline.objects.bulk_create(_deadline(row, each) for each in deadlines)
    if isinstance(state, Filing):
        progress.follow(organ, state.year, state, entries[-1].hash)


def rows(
    organ: str, case: str, state: Any, entries: Sequence[Entry], rulebook: Rulebook
) -> tuple[models.Case, list[models.Deadline]]:
    """The rows of a case, not saved: whoever brings many saves them together by :func:`write`."""
    deadlines = _deadlines(state, rulebook)
    row = models.Case(organ_id=organ, key=case, **_values(state, entries, rulebook, deadlines))
    return row, [_deadline(row, each) for each in deadlines]


def rows_from(
    organ: str, case: str, entries: Sequence[Entry], rulebook: Rulebook
) -> tuple[models.Case, list[models.Deadline]]:
    """The same, of a case that is not folded yet."""
    return rows(organ, case, states.fold(entries, case, rulebook), entries, rulebook)


def write(found: Sequence[tuple[models.Case, Sequence[models.Deadline]]]) -> None:
    """The rows of many cases at once, in the place of those that they have. The caller holds the locks."""
    of_case = ("organ", "key")
    cases = models.Case.objects.bulk_create(
        [row for row, _ in found],
        update_conflicts=True,
        unique_fields=of_case,
        update_fields=said(models.Case, "id", *of_case),
    )
    models.Deadline.objects.filter(case__in=cases).delete()
    models.Deadline.objects.bulk_create(each for _, deadlines in found for each in deadlines)


# --- organs ---------------------------------------------------------------------------------------------------------


def _project_organ(state: Organ, entries: Iterable[Entry]) -> None:
    above = models.Organ.objects.filter(pk=state.parent).values_list("path", flat=True).first()
    path = f"{above or ''}{state.key}/"
    was = models.Organ.objects.filter(pk=state.key).values_list("path", flat=True).first()
    parent = state.parent if above is not None else None
    values = organ_values(state, path=path, parent=parent, successor=_known(state.successor))
    models.Organ.objects.update_or_create(key=state.key, defaults=values)
    if was is None:
        _follow(state.key)
    elif was != path:
        _move(was, path)
    names = organ_names(entries)
    models.OrganName.objects.filter(organ_id=state.key).exclude(since__in=names).delete()
    for since, name in names.items():
        models.OrganName.objects.update_or_create(organ_id=state.key, since=since, defaults={"name": name})


def said(model: type[Model], *of_key: str) -> list[str]:
    """The fields of a row beside those by which it is known."""
    return [field.name for field in model._meta.concrete_fields if field.name not in of_key]  # noqa: SLF001 - documented


def organ_values(state: Organ, *, path: str, parent: str | None, successor: str | None) -> dict[str, Any]:
    """What its row says beside its key. Parent and successor are named as far as they are known."""
    return {
        "name": state.name,
        "short": state.short,
        "kind": state.kind,
        "level": state.level,
        "parent_id": parent,
        "path": path,
        "opened": state.opened,
        "closed_year": state.closed,
        "contact": state.contact or "",
        "ended": state.ended,
        "successor_id": successor,
    }


def _known(organ: str | None) -> str | None:
    """The row of a successor may come later than that of the organ that it follows: where both come in one act."""
    return organ if organ and models.Organ.objects.filter(pk=organ).exists() else None


def _follow(organ: str) -> None:
    """The new row is put in where it was missed."""
    for ended in models.Organ.objects.exclude(ended=None).filter(successor=None):
        state = states.fold(entries_of(ended.key, "organ"), "organ", rulebook_of(ended.key))
        if state.successor == organ:
            models.Organ.objects.filter(pk=ended.key).update(successor=organ)


def _move(was: str, path: str) -> None:
    """Those below an organ go with it."""
    below = models.Organ.objects.filter(path__startswith=was).exclude(path=was)
    for organ in below:
        organ.path = path + organ.path[len(was) :]
        organ.save(update_fields=["path"])


def organ_names(entries: Iterable[Entry]) -> dict[date, str]:
    """What the organ was called, by the day from which on."""
    return dict(_names(replaced(entries)))


def _names(acts: Iterable[Act]) -> Iterator[tuple[date, str]]:
    for act in acts:
        if isinstance(act.fact, of_organs.LedgerOpened | of_organs.OrganChanged) and act.fact.name:
            yield act.on, act.fact.name


# --- cases ----------------------------------------------------------------------------------------------------------


def _values(
    state: Any, entries: Sequence[Entry], rulebook: Rulebook, deadlines: Sequence[Deadline]
) -> dict[str, Any]:
    first = _first(deadlines)
    return {
        "noun": entries[0].act.noun,
        "began": entries[0].act.on,
        "due": first.due if first else None,
        "is_provisional": bool(first and first.is_provisional),
        "last": entries[-1].number,
        "hash": entries[-1].hash,
        **_of_noun(state, rulebook),
    }


def due_under(state: Any, rulebook: Rulebook) -> date | None:
    """The next day on which the organ itself would owe something, were this the rulebook."""
    first = _first(_deadlines(state, rulebook))
    return first.due if first else None


def _first(deadlines: Iterable[Deadline]) -> Deadline | None:
    return min((each for each in deadlines if each.is_duty), key=lambda each: each.due, default=None)


def _of_noun(state: Any, rulebook: Rulebook) -> dict[str, Any]:
    match state:
        case Request():
            return _request(state)
        case Publication():
            return {
                "title": state.description.title[:200],
                "status": "owed" if state.is_owed else "published",
                "handler": state.assigned or "",
                "is_open": bool(state.is_owed or publication.deadlines(state, rulebook).open),
            }
        case Remedy():
            return {
                "title": f"{remedy.PATH_LABELS[state.path]}　{state.instance.body}"[:200],
                "status": "pending" if state.is_pending else "decided",
                "handler": state.assigned or "",
                "is_open": bool(state.is_pending or remedy.is_to_be_performed(state)),
                "challenges": state.request,
            }
        case Filing():
            return {
                "title": f"{state.year} 年度报告",
                "status": state.status,
                "is_open": state.status != "published",
                "waits": state.is_locked,
                "closed": state.published,
            }
        case _:
            raise TypeError(f"没有为{type(state).__name__}做的投影")


def _request(state: Request) -> dict[str, Any]:
    return {
        "status": state.status,
        "is_open": state.status not in ENDED,
        "waits": state.status in _WAITING,
        "handler": state.assigned or "",
        "applicant": state.applicant.key,
        "category": state.category,
        "channel": state.channel,
        "began": state.arrived,
        "received": state.received,
        "closed": state.closed,
        "counted_as": state.counted_as or "",
        "breaches": len(state.breaches),
        "is_late": any(each.code in LATE_REPLIES for each in state.breaches),
        "likely": list(remedy.likely_kinds(state)) if state.status not in ENDED else [],
    }


def _deadlines(state: Any, rulebook: Rulebook) -> list[Deadline]:
    match state:
        case Request():
            return list(clock(state, rulebook).deadlines)
        case Publication():
            return list(publication.deadlines(state, rulebook).open)
        case Remedy():
            return list(remedy.deadlines(state, rulebook).open)
        case _:
            return []


def _deadline(row: models.Case, deadline: Deadline) -> models.Deadline:
    return models.Deadline(
        case=row,
        organ_id=row.organ_id,
        key=deadline.key,
        label=deadline.label,
        due=deadline.due,
        is_duty=deadline.is_duty,
        of_others=deadline.key in OF_OTHERS,
        basis=list(deadline.basis),
        is_provisional=deadline.is_provisional,
    )
