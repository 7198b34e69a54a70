"""The opening balances: what the year before the system left over, entered once, held against its report, and signed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai.ledger.codec import decode
from gongkai.ledger.facts.organ import OpeningSigned
from gongkai.ledger.facts.publication import Listed
from gongkai.ledger.refused import Refused
from gongkai.model.cell import number
from gongkai.model.report import Report
from gongkai_web.accounts.gate import StaffRequest, may
from gongkai_web.agency.opened import act_of
from gongkai_web.reports import checks, live
from gongkai_web.store import ledger, submissions
from gongkai_web.store.models import Case, Entry, Organ

_STOCK = {"regulations": "现行有效规章", "normative_documents": "现行有效行政规范性文件"}
_SHOWN = 200


@dataclass(frozen=True, slots=True)
class Balance:
    """What was entered, and what last year's report says: None where it says nothing."""

    label: str
    entered: int
    reported: int | None

    @property
    def agrees(self) -> bool:
        return self.reported is None or self.reported == self.entered


@dataclass(frozen=True, slots=True)
class Balances:
    """All that is confirmed. ``year`` is that of the report that it is held against.

    ``followed`` are the organs with whose matters this one goes on: what they carried over comes from their ledgers.
    """

    year: int
    followed: tuple[Organ, ...]
    requests: tuple[Balance, ...]
    documents: tuple[Balance, ...]

    @property
    def differ(self) -> bool:
        return not all(each.agrees for each in (*self.requests, *self.documents))

    def fact(self) -> OpeningSigned:
        regulations, normative = (each.entered for each in self.documents)
        return OpeningSigned(self.requests[-1].entered, regulations, normative)


def opening(request: StaffRequest, organ: str) -> HttpResponse:
    """What was entered, and whether it agrees with the report of the year before."""
    state = ledger.state(organ, "organ")
    cases = Case.objects.filter(organ=request.organ, noun="request", began__lt=request.organ.opened)
    signed = state.signed_opening
    context = {
        **_context(request.organ),
        "signed": signed,
        "cases": cases.order_by("began", "id")[:_SHOWN],
        "may_record": may(request, "opening.record", request.organ, _state(signed)),
        "may_sign": may(request, "opening.sign", request.organ, _state(signed)),
    }
    return render(request, "agency/opening.html", context)


def sign(request: StaffRequest, organ: str) -> HttpResponse:
    """The leader confirms; from then on nothing is added to the time before the ledger."""
    found = balances(request.organ)
    if request.method == "POST":
        try:
            target = submissions.once(
                submissions.key_of(request),
                "opening-sign",
                request.user.key,
                lambda: _signed(request, found),
            )
        except Refused as refused:
            messages.warning(request, str(refused))
            return redirect("opening", organ)
        messages.success(request, "启用前结转已经确认，不再增减。")
        return redirect(target)
    return render(request, "agency/opening_sign.html", _context(request.organ))


def balances(organ: Organ) -> Balances:
    """What was entered so far, beside the report of the year before the ledger."""
    found = live.figures(organ, organ.opened.year)
    report = checks.report_before(organ, found.year)
    counted = Organ.objects.in_bulk([*found.organs, *found.before])
    followed = tuple(counted[key] for key in found.organs if key != organ.key)
    sources = [counted[key] for key in dict.fromkeys((organ.key, *found.before))]
    documents = tuple(_documents(sources, found.year, report))
    return Balances(found.year - 1, followed, tuple(_requests(found, report)), documents)


def is_signed(organ: str) -> bool:
    return ledger.state(organ, "organ").signed_opening is not None


def _requests(found: live.Figures, report: Report | None) -> Iterator[Balance]:
    for cell in found.form.table("requests").cells.values():
        if cell.row.key == "carried_in":
            out = f"requests.carried_out.{cell.column.key}"
            label = "—".join(each for each in cell.column.labels if each)
            yield Balance(label, found.number(cell.id), _reported(report, out))


def _documents(sources: Sequence[Organ], year: int, report: Report | None) -> Iterator[Balance]:
    stock = sum((_stock(each, year) for each in sources), Counter[str]())
    for kind, label in _STOCK.items():
        yield Balance(label, stock[kind], _reported(report, f"disclosure.{kind}.in_force"))


def _stock(organ: Organ, year: int) -> Counter[str]:
    """What was in force when the year began: as its ledger counted it, or as it was listed where that began later."""
    if organ.opened.year < year:
        before = live.figures(organ, year - 1)
        return Counter({kind: before.number(f"disclosure.{kind}.in_force") for kind in _STOCK})
    rows = Entry.objects.filter(organ=organ.key, kind="publication.listed").order_by("number")
    facts = (decode(line.encode(), at=at).act.fact for at, line in rows.values_list("number", "line"))
    return Counter(fact.description.kind for fact in facts if isinstance(fact, Listed))


def _reported(report: Report | None, cell: str) -> int | None:
    found = number(report.cells.get(cell)) if report else None
    return int(found) if found is not None else None


def _signed(request: StaffRequest, found: Balances) -> str:
    ledger.record(act_of(request, "organ", found.fact()))
    return reverse("opening", args=[request.organ.key])


def _context(organ: Organ) -> dict[str, Any]:
    return {"organ": organ, "found": balances(organ), "before": organ.opened.year - 1}


def _state(signed: object) -> str:
    return "signed" if signed else "unsigned"
