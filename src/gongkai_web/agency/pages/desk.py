"""The desk: what is late, due today and soon, what others have let pass, and what waits for this person."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import date
from functools import cache
from typing import NamedTuple, TypedDict

from django.db.models import Count, Q, QuerySet
from django.http import HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils.safestring import SafeString

from gongkai.law.acts import cited
from gongkai.law.numerals import dated
from gongkai.ledger.board import Remark
from gongkai.ledger.deadline import Deadline as DayOfReport
from gongkai_web.accounts.gate import StaffRequest, may
from gongkai_web.accounts.reach import Reach, organ_of, reach_of
from gongkai_web.agency import remarks
from gongkai_web.agency.addresses import address_of
from gongkai_web.agency.panels import Tile, tiles
from gongkai_web.agency.people import names
from gongkai_web.notices.digest import WITHIN
from gongkai_web.store.models import Case, Deadline, Organ, Progress
from gongkai_web.store.overlays import rulebook_of
from gongkai_web.ui.words import left, plain, status, worded

_ROWS = 60
_ORGANS = 12
"""Of whom the desk says more than numbers."""
_SHOWN = {"late": "逾期", "today": "今天到期", "soon": "快到期", "waiting": "对方期限已过"}


class Listed(NamedTuple):
    """What of a day, its case and its organ the line is made from."""

    due: date
    label: str
    is_duty: bool
    of_others: bool
    basis: list[str]
    is_provisional: bool
    organ: str
    organ__name: str
    case__key: str
    case__noun: str
    case__title: str
    case__status: str
    case__handler: str


class Due(TypedDict):
    """A line of the desk, in the words that it shows. ``before`` says whose turn it is; ``what`` is state or title."""

    day: SafeString
    is_provisional: bool
    time: SafeString
    before: str
    label: SafeString
    basis: SafeString
    number: str
    address: str
    what: SafeString
    organ: SafeString
    handler: SafeString


def desk(request: StaffRequest) -> HttpResponse:
    """Whoever sees no cases has a desk of tiles and reports alone."""
    reach = reach_of(request.user, "request.view", request.today)
    soon = rulebook_of(reach.only).calendar.add_working_days(request.today, WITHIN)
    whose = "mine" if request.GET.get("whose") == "mine" else "all"
    what = request.GET.get("what", "")
    rows = _rows(_of(reach, request, whose), what if what in _SHOWN else "", request.today, soon)
    return render(
        request,
        "agency/desk.html",
        {
            "tiles": [*_tiles(request, reach, whose, soon), *tiles(request)],
            "rows": list(_lines(rows, request.today)),
            "is_cut": len(rows) == _ROWS,
            "sees_cases": bool(reach),
            "whose": whose,
            "what": what,
            "what_label": _SHOWN.get(what, ""),
            "within": WITHIN,
            **_beside(request),
        },
    )


def _of(reach: Reach, request: StaffRequest, whose: str) -> QuerySet[Deadline]:
    found = Deadline.objects.filter(reach.q()) if reach else Deadline.objects.none()
    return found.filter(case__handler=request.user.key) if whose == "mine" else found


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
    counts = _counts(_of(reach, request, whose), request.today, soon)
    tones = {"late": "late", "today": "soon", "soon": "soon"}
    for name, label in _SHOWN.items():
        says = f"{WITHIN} 个工作日内到期" if name == "soon" else label
        tone = tones.get(name, "") if counts[name] else ""
        yield Tile(says, counts[name], f"?what={name}&whose={whose}", tone)
    yield from _without_a_day(reach)


def _counts(of: QuerySet[Deadline], today: date, soon: date) -> Counter[str]:
    """How many of each kind: the database counts day by day, which it does faster than by kind."""
    found = Counter[str]()
    days = of.filter(due__lte=soon).order_by().values_list("due", "is_duty", "of_others")
    for due, is_duty, of_others, count in days.annotate(Count("pk")):
        if is_duty:
            found["late" if due < today else "today" if due == today else "soon"] += count
        if of_others and due < today:
            found["waiting"] += count
    return found


def _without_a_day(reach: Reach) -> Iterator[Tile]:
    """What no deadline brings up: nothing is due before the receipt is confirmed, and nobody has it before it is given."""
    is_open = Case.objects.filter(reach.q(), noun="request", is_open=True).order_by()
    rows = list(is_open.values_list("status", "handler").annotate(Count("pk")))
    unconfirmed = sum(count for status, _, count in rows if status == "awaiting_confirmation")
    unassigned = sum(count for _, handler, count in rows if not handler)
    listed = reverse("requests")
    if unconfirmed:
        yield Tile("等确认收到", unconfirmed, f"{listed}?state=awaiting_confirmation", "soon")
    yield Tile("还没有交办", unassigned, f"{listed}?handler=-&state=open")


def _rows(of: QuerySet[Deadline], what: str, today: date, soon: date) -> list[Listed]:
    """What is owed and what others have time for, earliest first; what may be done, as long as it soon no longer can."""
    may_still = Q(due__gte=today, due__lte=soon)
    wanted = _kinds(today, soon)[what] if what else Q(is_duty=True) | Q(of_others=True) | may_still
    found = of.filter(wanted).order_by("due", "id").values_list(*Listed._fields)[:_ROWS]
    return [Listed(*row) for row in found]


def _lines(rows: list[Listed], today: date) -> Iterator[Due]:
    handlers = names(row.case__handler for row in rows)
    for row in rows:
        is_request = row.case__noun == "request"
        yield Due(
            day=plain(dated(row.due)),
            is_provisional=row.is_provisional,
            time=_time(row, today),
            before="等待：" if row.of_others else "" if row.is_duty else "可以：",
            label=plain(row.label),
            basis=_cited(tuple(row.basis)),
            number=row.case__key.partition("/")[2],
            address=address_of(row.organ, row.case__key),
            what=status(row.case__status) if is_request else worded("mute", row.case__title),
            organ=plain(row.organ__name),
            handler=plain(handlers.get(row.case__handler) or "—"),
        )


def _time(row: Listed, today: date) -> SafeString:
    if row.is_duty or row.due >= today:
        return left(row.due, today, row.organ)
    return worded("due due-soon", "对方已逾期")


@cache
def _cited(basis: tuple[str, ...]) -> SafeString:
    """The law has few bases for days; a desk cites each many times."""
    return plain("、".join(cited(each) for each in basis))


def _beside(request: StaffRequest) -> dict[str, object]:
    """Reports that are due, and what requests and remedies say of one another."""
    organs = _organs(request)
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


def _organs(request: StaffRequest) -> list[Organ]:
    """Those that are there; as many as the desk says more of than numbers."""
    if request.reach.only:
        known = organ_of(request.user, request.reach.only, request.today)
        return [known] if known and known.ended is None else []
    return list(Organ.objects.filter(request.reach.organs(), ended=None)[:_ORGANS])


def _standing(reports: list[tuple[Organ, DayOfReport]]) -> Iterator[tuple[Organ, DayOfReport, int, str]]:
    """Each with its year and how far it has come."""
    if not reports:
        return
    years = {each.due.year - 1 for _, each in reports}
    rows = Progress.objects.filter(organ__in={organ.key for organ, _ in reports}, year__in=years)
    found = {(organ, year): status for organ, year, status in rows.values_list("organ", "year", "status")}
    for organ, each in reports:
        year = each.due.year - 1
        yield organ, each, year, found.get((organ.key, year), "none")
