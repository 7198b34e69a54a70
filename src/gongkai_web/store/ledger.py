"""The ledger of the office: acts are admitted by the library, written as entries, and the projections follow at once.

Everything happens in one transaction: when :func:`record` returns to a caller outside of one, the disk has it.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from django.db import transaction

from gongkai.ledger import states
from gongkai.ledger.admission import Admission
from gongkai.ledger.book import Overtaken
from gongkai.ledger.codec import decode
from gongkai.ledger.entry import Act, Entry
from gongkai.ledger.numbers import CaseKey, DocumentNumber, Numbering
from gongkai_web.store import free_words, models, projections
from gongkai_web.store.overlays import rulebook_of
from gongkai_web.store.shelf import TableShelf, entries_of, entries_of_cases, numbering_of

__all__ = [
    "Overtaken",
    "acts",
    "draw_case",
    "draw_letter",
    "entries_of",
    "entries_of_cases",
    "next_case",
    "next_letter",
    "record",
    "state",
]
_AT_ONCE = 2000


@transaction.atomic
def record(*acts: Act, expecting: str | None = None) -> tuple[Entry, ...]:
    """Record the acts, all or none, in their order. Free words in them are put apart.

    ``expecting`` is the hash of the first act's case as the person saw it, empty for a new case. Raises ``Refused``,
    ``BadEntry`` and :class:`Overtaken`; nothing is recorded then.
    """
    if not acts:
        return ()
    shelf = TableShelf()
    if expecting is not None and _locked_tip(shelf, acts[0]) != expecting:
        raise Overtaken(acts[0].case)
    admission = Admission(shelf, rulebook_of(acts[0].organ))
    words: list[models.PrivateWord] = []
    for act in acts:
        admission.admit(free_words.apart(act, words))
    models.PrivateWord.objects.bulk_create(words)
    shelf.write()
    for organ, case in dict.fromkeys((act.organ, act.case) for act in acts):
        rulebook = rulebook_of(organ)
        projections.project(
            organ, case, admission.state(organ, case), admission.case_entries(organ, case), rulebook
        )
    return tuple(admission.entries)


def state(organ: str, case: str) -> Any:
    """The state of a case, folded from its entries; None where it has none."""
    entries = entries_of(organ, case)
    return states.fold(entries, case, rulebook_of(organ)) if entries else None


def acts(organs: Sequence[str]) -> Iterator[Act]:
    """All acts of the organs, in the order of their chains, the organs one after the other."""
    for organ in organs:
        lines = models.Entry.objects.filter(organ=organ).order_by("number").values_list("number", "line")
        for number, line in lines.iterator(chunk_size=_AT_ONCE):
            yield decode(line.encode(), at=number).act


def next_case(organ: str, noun: str, year: int) -> CaseKey:
    """The key that the next case would have. Somebody else may be quicker: the ledger refuses one that is taken."""
    return numbering_of(organ).next_case(noun, year)


def draw_case(organ: str, noun: str, year: int) -> str:
    """The key of a new case, within a transaction: nobody else draws one of this organ before it ends."""
    models.Head.objects.select_for_update().get(pk=organ)
    return str(next_case(organ, noun, year))


def draw_letter(organ: str, series: str, year: int) -> str:
    """The number of a new letter, as :func:`draw_case`."""
    models.Head.objects.select_for_update().get(pk=organ)
    return str(next_letter(organ, series, year))


def next_letter(organ: str, series: str, year: int) -> DocumentNumber:
    """The number that the next letter would have, as :func:`next_case`."""
    return numbering_of(organ).next_letter(series, year)


def numbering(organ: str) -> Numbering:
    return numbering_of(organ)


def chain(organ: str) -> Iterable[bytes]:
    """The lines of an organ's chain, as a ledger in a file has them."""
    lines = models.Entry.objects.filter(organ=organ).order_by("number").values_list("line", flat=True)
    for line in lines.iterator(chunk_size=_AT_ONCE):
        yield line.encode() + b"\n"


def _locked_tip(shelf: TableShelf, act: Act) -> str:
    """The end of the case's chain, once nobody else can add to it."""
    shelf.tip(act.organ)
    return shelf.case_tip(act.organ, act.case)
