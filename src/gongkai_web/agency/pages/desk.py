"""The desk: what is late, due today and soon, what others have let pass, and what waits for this person."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import NoReverseMatch, reverse

from gongkai.law.acts import cited
from gongkai.ledger.board import Remark
from gongkai.ledger.deadline import Deadline as DayOfReport
from gongkai_web.accounts.gate import StaffRequest, may
from gongkai_web.accounts.reach import Reach, reach_of
from gongkai_web.agency import remarks
from gongkai_web.agency.panels import Tile, tiles
from gongkai_web.agency.people import names
from gongkai_web.reports import states
from gongkai_web.store.models import Case, Deadline, Organ
from gongkai_web.store.overlays import rulebook_of

WITHIN = 5
"""Working days within which something is due soon."""
_ROWS = 60
_ORGANS = 12
"""Of whom the desk says more than numbers."""
_SHOWN = {"late": "逾期", "today": "今天到期", "soon": "快到期", "waiting": "对方期限已过"}


@dataclass(frozen=True, slots=True)
class Due:
    """A line of the desk, with its reasons."""

    case: Case
    deadline: Deadline
    basis: str
    handler: str
    address: str


_ROUTES = {"request": "request", "remedy": "remedy"}


def address_of(organ: str, key: str) -> str:
    """Where a case is looked at; empty for what has no page."""
    noun, _, short = key.partition("/")
    try:
        return reverse(_ROUTES.get(noun, ""), args=[organ, short])
    except NoReverseMatch:
        return ""


def desk(request: StaffRequest) -> HttpResponse:
    """Whoever sees no cases has a desk of tiles and reports alone."""
    reach = reach_of(request.user, "request.view", request.today)
    soon = rulebook_of("").calendar.add_working_days(request.today, WITHIN)
    whose = "mine" if request.GET.get("whose") == "mine" else "all"
    what = request.GET.get("what", "")
    rows = _rows(_of(reach, request, whose), what if what in _SHOWN else "", request.today, soon)
    return render(
        request,
        "agency/desk.html",
        {
            "tiles": [*_tiles(request, reach, whose, soon), *tiles(request)],
            "rows": list(_named(rows)),
            "is_cut": len(rows) == _ROWS,
            "sees_cases": bool(reach),
            "whose": whose,
            "what": what,
            "what_label": _SHOWN.get(what, ""),
            "within": WITHIN,
            **_beside(request),
        },
    )


def _of(reach: Reach, request: StaffRequest, whose: str) -> Q:
    found = reach.q("case__organ") if reach else Q(pk=None)
    return found & Q(case__handler=request.user.key) if whose == "mine" else found


def _kinds(today: date, soon: date) -> dict[str, Q]:
    return {
        "late": Q(is_duty=True, due__lt=today),
        "today": Q(is_duty=True, due=today),
        "soon": Q(is_duty=True, due__gt=today, due__lte=soon),
        "waiting": Q(of_others=True, due__lt=today),
    }


def _tiles(request: StaffRequest, reach: Reach, whose: str, soon: date) -> Iterator[Tile]:
    if not reach:
        return
    kinds = _kinds(request.today, soon)
    counts = Deadline.objects.filter(_of(reach, request, whose)).aggregate(
        **{name: Count("pk", filter=condition) for name, condition in kinds.items()}
    )
    tones = {"late": "late", "today": "soon", "soon": "soon"}
    for name, label in _SHOWN.items():
        says = f"{WITHIN} 个工作日内到期" if name == "soon" else label
        tone = tones.get(name, "") if counts[name] else ""
        yield Tile(says, counts[name], f"?what={name}&whose={whose}", tone)
    yield from _without_a_day(reach)


def _without_a_day(reach: Reach) -> Iterator[Tile]:
    """What no deadline brings up: nothing is due before the receipt is confirmed, and nobody has it before it is given."""
    is_open = Case.objects.filter(reach.q(), noun="request", is_open=True)
    counts = is_open.aggregate(
        unconfirmed=Count("pk", filter=Q(status="awaiting_confirmation")),
        unassigned=Count("pk", filter=Q(handler="")),
    )
    listed = reverse("requests")
    if counts["unconfirmed"]:
        yield Tile("等确认收到", counts["unconfirmed"], f"{listed}?state=awaiting_confirmation", "soon")
    yield Tile("还没有交办", counts["unassigned"], f"{listed}?handler=-&state=open")


def _rows(of: Q, what: str, today: date, soon: date) -> list[Deadline]:
    """What is owed and what others have time for, earliest first; what may be done, as long as it soon no longer can."""
    may_still = Q(due__gte=today, due__lte=soon)
    wanted = _kinds(today, soon)[what] if what else Q(is_duty=True) | Q(of_others=True) | may_still
    found: QuerySet[Deadline] = Deadline.objects.filter(of).filter(wanted)
    return list(found.select_related("case", "case__organ").order_by("due", "id")[:_ROWS])


def _named(rows: list[Deadline]) -> Iterator[Due]:
    handlers = names(row.case.handler for row in rows)
    for row in rows:
        basis = "、".join(cited(each) for each in row.basis)
        yield Due(
            row.case,
            row,
            basis,
            handlers.get(row.case.handler, ""),
            address_of(row.case.organ_id, row.case.key),
        )


def _beside(request: StaffRequest) -> dict[str, object]:
    """Reports that are due, and what requests and remedies say of one another."""
    organs = list(Organ.objects.filter(request.reach.organs(), ended=None)[:_ORGANS])
    said: list[tuple[Organ, Remark, str]] = []
    reports: list[tuple[Organ, DayOfReport]] = []
    for organ in organs:
        for each in remarks.reports(organ, request.today) if may(request, "report.view", organ) else ():
            if isinstance(each, Remark):
                said.append((organ, each, ""))
            else:
                reports.append((organ, each))
        if may(request, "request.view", organ):
            said += [(organ, each, address_of(organ.key, each.case)) for each in remarks.of(organ)]
    return {"reports": list(_standing(reports)), "remarks": said, "has_several": len(organs) > 1}


def _standing(reports: list[tuple[Organ, DayOfReport]]) -> Iterator[tuple[Organ, DayOfReport, int, str]]:
    """Each with its year and how far it has come."""
    years = {each.due.year - 1 for _, each in reports}
    found = {year: states.standings((organ.key for organ, _ in reports), year) for year in years}
    for organ, each in reports:
        year = each.due.year - 1
        yield organ, each, year, found[year][organ.key].status
