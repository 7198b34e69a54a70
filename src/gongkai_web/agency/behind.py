"""What stands behind one figure: its cases, a page of them at a time."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby

from django.urls import NoReverseMatch, reverse

from gongkai.law.fees import in_yuan
from gongkai.ledger.figures import Behind, Figures
from gongkai.ledger.labels import KINDS
from gongkai.model.cell import Amount
from gongkai_web.accounts.gate import StaffRequest, may
from gongkai_web.store.models import Case, Entry, Organ

_A_PAGE = 100
_VIEWS = {"request": "request.view", "remedy": "remedy.view", "publication": "figures.record"}
_PAGES = {"request": "request", "remedy": "remedy", "publication": "figures-document"}


@dataclass(frozen=True, slots=True)
class Line:
    """One part of a figure: its case, and the entry that put it there. ``of`` is the organ that ended, if it is one's."""

    of: str
    case: str
    entry: int
    made: tuple[str, date] | None
    amount: str
    row: Case | None
    link: str | None


def lines(request: StaffRequest, found: Figures, cell: str) -> dict[str, object]:
    parts = sorted(found.cases[cell], key=lambda each: (each.organ != request.organ.key, each))
    start = min(max(_number(request.GET.get("after", "")), 0), len(parts))
    shown = parts[start : start + _A_PAGE]
    is_money = isinstance(found.cells[cell], Amount)
    lines: list[Line] = []
    organs = Organ.objects.in_bulk({each.organ for each in shown})
    for key, group in groupby(shown, key=lambda each: each.organ):
        lines += _lines_of(request, organs[key], list(group), is_money=is_money)
    return {"lines": lines, "start": start, "more": start + _A_PAGE if start + _A_PAGE < len(parts) else None}


def _lines_of(
    request: StaffRequest, organ: Organ, parts: Sequence[Behind], *, is_money: bool
) -> Iterator[Line]:
    """Of the organ itself, or of one with whose matters it goes on."""
    rows = Entry.objects.filter(organ=organ.key, number__in=[each.entry for each in parts])
    entries = {
        number: (KINDS.get(kind, kind), on) for number, kind, on in rows.values_list("number", "kind", "on")
    }
    found = Case.objects.filter(organ=organ, key__in={each.case for each in parts})
    cases = {each.key: each for each in found}
    opens = _opener(request, organ)
    for each in parts:
        yield Line(
            "" if organ == request.organ else organ.name,
            each.case,
            each.entry,
            entries.get(each.entry),
            f"{in_yuan(each.value)} 元" if is_money else str(each.value),
            cases.get(each.case),
            opens(each.case, each.entry),
        )


def _opener(request: StaffRequest, organ: Organ) -> Callable[[str, int], str | None]:
    """Where a case or an entry opens for this person; None where it does not."""
    allowed = {noun for noun, right in _VIEWS.items() if may(request, right, organ)}
    may_record = may(request, "figures.record", organ)

    def opens(case: str, entry: int) -> str | None:
        noun, _, key = case.partition("/")
        if noun == "organ":
            return reverse("figures-correct", args=[organ.key, entry]) if may_record else None
        return _address(_PAGES[noun], [organ.key, key]) if noun in allowed else None

    return opens


def _address(route: str, args: Sequence[str]) -> str | None:
    try:
        return reverse(route, args=args)
    except NoReverseMatch:
        return None


def _number(text: str) -> int:
    return int(text) if text.isdecimal() and len(text) < 9 else 0
