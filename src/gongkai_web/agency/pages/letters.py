"""The letters of the offices: drafts that wait for somebody, and the register of numbers."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.db.models import Count, Q
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, render

from gongkai.ledger.remedy import Lesson
from gongkai.ledger.request_state import Request
from gongkai_web.accounts.gate import StaffRequest, may
from gongkai_web.agency import remarks
from gongkai_web.agency.opened import Opened, open_case
from gongkai_web.agency.pages.letter_case import is_revealed, shown, work_of
from gongkai_web.agency.pages.letter_panels import WAITING
from gongkai_web.agency.people import names
from gongkai_web.letters.kinds import KINDS
from gongkai_web.letters.signed import letter_of
from gongkai_web.store import ledger
from gongkai_web.store.models import Draft, Organ, SignedLetter, StoredFile

_A_PAGE = 50
_ORGANS = 12
WHAT = {"review": "待审核", "sign": "待签发", "returned": "被退回", "signed": "已签发"}
_RIGHTS = {"sign": "request.sign", "review": "request.review", "returned": "request.draft"}


@dataclass(frozen=True, slots=True)
class Row:
    """A draft that waits."""

    organ: Organ
    case: str
    title: str
    draft: Draft
    writer: str

    @property
    def short_key(self) -> str:
        return self.case.partition("/")[2]


@dataclass(frozen=True, slots=True)
class Issued:
    organ: Organ
    title: str
    row: SignedLetter

    @property
    def short_key(self) -> str:
        return self.row.short_key


def letters(request: StaffRequest) -> HttpResponse:
    """``?what=`` says which; the newest first."""
    organs = {organ.key: organ for organ in Organ.objects.filter(request.reach.organs())}
    waiting = _counts(organs)
    what = request.GET.get("what", "")
    what = what if what in WHAT else _first(request, waiting)
    tabs = [(key, label, waiting.get(key, 0)) for key, label in WHAT.items()]
    context: dict[str, object] = {"what": what, "tabs": tabs, "has_several": len(organs) > 1}
    if what == "signed":
        rows, more = _issued(request, organs)
        gaps = [(organ, gap) for organ in list(organs.values())[:_ORGANS] for gap in _gaps(organ)]
        context |= {"issued": rows, "more": more, "gaps": gaps, "q": request.GET.get("q", "")}
    else:
        context["waiting"] = _waiting(what, organs)
    return render(request, "agency/letter_list.html", context)


def letter(request: StaffRequest, organ: str, key: str, letter: int) -> HttpResponse:  # noqa: ARG001
    """A letter that went, with its documents and its service."""
    opened = open_case(request, "request", key)
    row = one(opened, letter)
    state: Request = opened.state
    work = work_of(opened)
    entries = [entry for entry in opened.entries if getattr(entry.act.fact, "letter", None) == row.name]
    context = {
        "opened": opened,
        "row": row,
        "kind": KINDS[row.kind],
        "letter": shown(request, work, letter_of(row)),
        "is_revealed": is_revealed(request, work),
        "service": state.service(row.name),
        "supplied": StoredFile.objects.filter(pk__in=row.supplied, organ=row.organ),
        "signer": names([row.actor]).get(row.actor, row.actor),
        "entries": entries,
        "may_serve": may(request, "request.record", opened.organ),
        "may_download": may(request, "file.download", opened.organ),
        "lost": _lost(opened, row),
        "crumb": KINDS[row.kind].title,
    }
    return render(request, "agency/letter.html", context)


def _lost(opened: Opened, row: SignedLetter) -> list[Lesson]:
    """The remedies in which this letter did not stand."""
    return [each for each in remarks.lessons(opened.organ, opened.rulebook) if each.letter == row.name]


def one(opened: Opened, letter: int) -> SignedLetter:
    rows = SignedLetter.objects.select_related("docx", "pdf", "draft")
    return get_object_or_404(rows, pk=letter, organ=opened.organ.key, case=opened.key)


def _counts(organs: dict[str, Organ]) -> dict[str, int]:
    """How many drafts wait, by what they wait for."""
    found = Draft.objects.filter(state__in=WAITING.values(), organ__in=organs).values_list("state")
    by = dict(found.annotate(count=Count("pk")).order_by())
    return {what: by.get(state, 0) for what, state in WAITING.items()}


def _first(request: StaffRequest, waiting: dict[str, int]) -> str:
    """What this person has to do something about; the register where nothing waits."""
    return next((what for what, right in _RIGHTS.items() if waiting[what] and may(request, right)), "signed")


def _waiting(what: str, organs: dict[str, Organ]) -> list[Row]:
    drafts = list(
        Draft.objects.filter(state=WAITING[what], organ__in=organs).order_by("made", "id")[: 2 * _A_PAGE]
    )
    known = names(each.actor for each in drafts)
    return [
        Row(organs[each.organ], each.case, KINDS[each.letter].title, each, known.get(each.actor, each.actor))
        for each in drafts
    ]


def _issued(request: StaffRequest, organs: dict[str, Organ]) -> tuple[list[Issued], str]:
    rows = SignedLetter.objects.filter(organ__in=organs).order_by("-day", "-id")
    if words := request.GET.get("q", "").strip():
        rows = rows.filter(name__contains=words)
    day, _, number = request.GET.get("after", "").partition("~")
    if number.isdecimal():
        rows = rows.filter(Q(day__lt=day) | Q(day=day, id__lt=int(number)))
    found = list(rows[: _A_PAGE + 1])
    last = found[_A_PAGE - 1] if len(found) > _A_PAGE else None
    shown_ = [Issued(organs[each.organ], KINDS[each.kind].title, each) for each in found[:_A_PAGE]]
    return shown_, f"{last.day.isoformat()}~{last.pk}" if last else ""


def _gaps(organ: Organ) -> Iterator[str]:
    """Document numbers that were left out; those of cases are told elsewhere."""
    return (gap for gap in ledger.numbering(organ.key).gaps() if "〔" in gap)
