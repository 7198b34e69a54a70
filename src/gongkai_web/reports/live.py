"""The year's figures as the ledger has them now: counted anew when a chain has grown, and not otherwise."""

from __future__ import annotations

import hashlib
from collections import OrderedDict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from threading import Lock
from typing import TypeAlias

from django.db.models import Max

from gongkai.ledger.codec import decode
from gongkai.ledger.counting.desk import TAKEN
from gongkai.ledger.counting.organs import NotOpened
from gongkai.ledger.counting.survey import OF_SURVEY, ClosedYearTouched, Survey, survey_numbered
from gongkai.ledger.entry import KINDS, Act
from gongkai.ledger.figures import Figures, NoFigures, count_numbered
from gongkai_web.store import succession
from gongkai_web.store.models import Entry, Head, Organ, Overlay
from gongkai_web.store.overlays import rulebook_of

__all__ = ["ClosedYearTouched", "Figures", "NoFigures", "NotOpened", "covers", "figures"]

_Key: TypeAlias = tuple[str, int, bool, str, int | None]
_KEPT = 64
_AT_ONCE = 2000
_ORGANS_AT_ONCE = 400
_SURVEYED = [name for name, kind in KINDS.items() if kind in OF_SURVEY]
_COUNTED = [name for name, kind in KINDS.items() if kind in TAKEN]
_kept: OrderedDict[_Key, Figures] = OrderedDict()
_lock = Lock()


def figures(organ: Organ, year: int, *, tree: bool = False) -> Figures:
    """The figures of the organ, with ``tree`` those of all below it too.

    Raises :class:`NoFigures` for a year before the ledger.
    """
    among = _organs(organ, tree=tree)
    key = (organ.key, year, tree, _ends(among), _newest_overlay(organ.key))
    with _lock:
        if key in _kept:
            _kept.move_to_end(key)
            return _kept[key]
    found = _counted(organ, year, among, tree=tree)
    with _lock:
        _kept[key] = found
        while len(_kept) > _KEPT:
            _kept.popitem(last=False)
    return found


def covers(found: Figures, year: int) -> bool:
    """Whether the ledger was there from the first day of the year on: only then are its figures those of the year.

    Of an organ that began when another ended, it is the ledger of that one.
    """
    return found.since <= date(year, 1, 1)


def _organs(organ: Organ, *, tree: bool) -> list[str]:
    """Those whose chains may bear on the figures. Organs move within a county: the tree of a year is not that of today."""
    if not tree:
        line = [organ.key, *succession.followed([organ.key]), *(each.key for each in succession.heirs(organ))]
        return list(dict.fromkeys(line))
    within = f"{organ.path.partition('/')[0]}/"
    from_outside = Organ.objects.filter(successor__path__startswith=within).exclude(path__startswith=within)
    keys = list(Organ.objects.filter(path__startswith=within).values_list("key", flat=True))
    joined = list(from_outside.values_list("key", flat=True))
    return list(dict.fromkeys((*keys, *joined, *succession.followed(joined), *_gone_on_outside(within))))


def _gone_on_outside(within: str) -> Iterator[str]:
    """Who outside the county goes on with an organ of it: that year is counted there, and not here again."""
    ended = Organ.objects.filter(path__startswith=within, successor__isnull=False)
    for each in ended.exclude(successor__path__startswith=within).select_related("successor"):
        yield from (heir.key for heir in succession.heirs(each))


def _ends(organs: Sequence[str]) -> str:
    """One mark for the ends of all chains: it changes whenever an entry is added to any of them."""
    mark = hashlib.sha256()
    for part in _parts(organs):
        for key, end in Head.objects.filter(organ__in=part).order_by("organ").values_list("organ", "hash"):
            mark.update(f"{key} {end}\n".encode())
    return mark.hexdigest()


def _newest_overlay(organ: str) -> int | None:
    found: int | None = Overlay.objects.filter(organ__in=("", organ)).aggregate(newest=Max("id"))["newest"]
    return found


def _counted(organ: Organ, year: int, among: Sequence[str], *, tree: bool) -> Figures:
    known = survey_numbered(_lines(among, _SURVEYED))
    members = known.tree(organ.key, year) if tree else known.line(organ.key, year)
    return count_numbered(
        _bearing(members, known), organ.key, year, known=known, tree=tree, rulebook=rulebook_of(organ.key)
    )


def _bearing(members: Sequence[str], known: Survey) -> Iterator[tuple[int, Act]]:
    """What bears on the figures. Where something was corrected, all: a correction may put another kind in its place."""
    corrected = {organ for organ, _ in known.corrections}
    yield from _lines([each for each in members if each not in corrected], _COUNTED)
    yield from _lines([each for each in members if each in corrected], None)


def _lines(organs: Sequence[str], kinds: Iterable[str] | None) -> Iterator[tuple[int, Act]]:
    for part in _parts(organs):
        rows = Entry.objects.filter(organ__in=part).order_by("organ", "number")
        if kinds is not None:
            rows = rows.filter(kind__in=kinds)
        for number, line in rows.values_list("number", "line").iterator(chunk_size=_AT_ONCE):
            yield number, decode(line.encode(), at=number).act


def _parts(organs: Sequence[str]) -> Iterator[Sequence[str]]:
    return (organs[at : at + _ORGANS_AT_ONCE] for at in range(0, len(organs), _ORGANS_AT_ONCE))
