"""Drafting a letter: its form with the letter beside it, saved in versions, and sent on to whoever has to agree."""

from __future__ import annotations

from typing import Any, cast

from django.contrib import messages
from django.http import Http404, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai.ledger.letters.drafting import REPLY
from gongkai.ledger.refused import Refused
from gongkai_web.accounts.gate import StaffRequest, may
from gongkai_web.agency.opened import Opened, open_case
from gongkai_web.agency.pages.guide import guided, row_label
from gongkai_web.agency.pages.letter_beside import beside
from gongkai_web.agency.pages.letter_case import is_revealed, kind_or_404, said_of, shown, work_of
from gongkai_web.agency.pages.letter_form import LetterForm
from gongkai_web.agency.pages.letter_procedural import ProceduralForm
from gongkai_web.agency.pages.letter_reply import ReplyForm
from gongkai_web.agency.people import names
from gongkai_web.letters import versions
from gongkai_web.letters.casework import Casework
from gongkai_web.letters.content import Content, fact_of
from gongkai_web.letters.kinds import KINDS, Kind
from gongkai_web.letters.making import Made, made, unexplained
from gongkai_web.letters.versions import NotYours, Unseen, Version
from gongkai_web.store.models import Draft, SignedLetter
from gongkai_web.store.submissions import key_of, once

PREVIEW = "preview"
"""The name of the button that shows the letter anew and saves nothing."""


def choose(request: StaffRequest, organ: str, key: str) -> HttpResponse:  # noqa: ARG001 - the gate's
    """Every letter that there is, with how far it has come in this case."""
    opened = open_case(request, "request", key)
    of_case = Draft.objects.filter(organ=opened.organ.key, case=opened.key, state__in=versions.OPEN)
    waiting = list(of_case.order_by("number"))
    rows = [(kind, [row for row in waiting if row.letter == kind.key]) for kind in KINDS.values()]
    return render(request, "agency/letter_choose.html", {"opened": opened, "rows": rows, "crumb": "起草文书"})


def edit(request: StaffRequest, organ: str, key: str, letter: str) -> HttpResponse:  # noqa: ARG001
    kind = kind_or_404(letter)
    opened = open_case(request, "request", key)
    work = work_of(opened)
    before = versions.newest(work.organ, work.key, kind.key, line=_line(request))
    content = before.content if before else Content(kind.key)
    form = _form(request, opened, work, content, before)
    found: Made | None = None
    if form.is_bound and form.is_valid():
        now = _content(form)
        row = _saved(request, form, work, now) if now is not None and PREVIEW not in request.POST else None
        if row is not None:
            messages.success(request, f"已保存第 {row.number} 稿。")
            return redirect(_begun(opened, kind, row))
        found = made(work, now, on=request.today, actor=request.user.key) if now else None
        content = now or content
    elif before is not None and not form.is_bound:
        found = made(work, content, on=request.today, actor=request.user.key)
    if found is not None:
        form.own(found.refusals)
    context = _context(request, opened, work, kind, before)
    context |= {"form": form, "found": found, "letter": shown(request, work, found.letter if found else None)}
    context |= {"row": _row(opened, content), "is_reply": kind.key == REPLY}
    if found is not None:
        context |= {"explanations": list(form.explanations(found.warnings))}
    if isinstance(form, ProceduralForm):
        context["against"] = form.against()
    return render(request, "agency/draft_edit.html", context)


def version(
    request: StaffRequest,
    organ: str,  # noqa: ARG001
    key: str,
    letter: str,
    number: int,
) -> HttpResponse:
    """One version as it is, with what stands against it and what was said of it."""
    opened, work, found = one(request, key, letter, number)
    now = made(work, found.content, on=request.today, actor=request.user.key) if found.is_open else None
    context = _context(request, opened, work, found.content.of, found)
    context |= {
        "found": now,
        "letter": shown(request, work, now.letter if now else None),
        "words": [work.hidden(each) for each in found.content.words],
        "said": list(said_of(work.state, found.row)),
        "versions": _versions(found.row),
        "row": _row(opened, found.content),
        "guided": guided(found.content),
        "explained": found.content.explained,
        "unexplained": unexplained(now, found.content) if now else [],
        "may_review": _may_review(request, found),
        "may_sign": _may_sign(request, found),
        "signed": SignedLetter.objects.filter(draft=found.row).first(),
    }
    return render(request, "agency/draft_version.html", context)


def submit(request: StaffRequest, organ: str, key: str, letter: str, number: int) -> HttpResponse:  # noqa: ARG001
    """On to review or signature."""
    opened, work, found = one(request, key, letter, number)
    if request.method == "POST":
        _submitted(request, opened, work, found)
    return redirect(address(opened, found))


def _submitted(request: StaffRequest, opened: Opened, work: Casework, found: Version) -> None:
    def act() -> str:
        if not made(work, found.content, on=request.today, actor=request.user.key).is_whole:
            raise NotYours("还有缺的内容或者错误没有解决，不能送审。请先按下面所列补正。")
        versions.submit(found)
        return address(opened, found)

    try:
        once(key_of(request), "draft-submit", request.user.key, act)
    except NotYours as error:
        messages.error(request, str(error))
    else:
        messages.success(request, "已送出。" if found.content.of.steps else "可以出具。")


def drop(request: StaffRequest, organ: str, key: str, letter: str, number: int) -> HttpResponse:  # noqa: ARG001
    """Given up: the page says so before the button."""
    opened, work, found = one(request, key, letter, number)
    if request.method == "POST" and found.row.state in (*versions.OPEN, versions.State.DROPPED):
        versions.drop(found)
        messages.success(request, "已放弃这份草稿。各稿仍然保存。")
        return redirect("request", opened.organ.key, opened.short_key)
    if not found.is_open:
        raise Http404
    return render(request, "agency/draft_drop.html", _context(request, opened, work, found.content.of, found))


def one(request: StaffRequest, key: str, letter: str, number: int) -> tuple[Opened, Casework, Version]:
    """The version in the address. Raises Http404; one whose words were erased is not there."""
    kind_or_404(letter)
    opened = open_case(request, "request", key)
    rows = Draft.objects.filter(organ=opened.organ.key, case=opened.key, letter=letter, number=number)
    row = rows.first()
    if row is None or not row.sealed:
        raise Http404
    return opened, work_of(opened), versions.opened(row)


def address(opened: Opened, found: Version) -> str:
    arguments = [opened.organ.key, opened.short_key, found.row.letter, found.row.number]
    return reverse("draft", args=arguments)


def _line(request: StaffRequest) -> int:
    """Which of several letters of one kind; 0 begins another one."""
    line = request.GET.get("line", "")
    return int(line) if line.isdecimal() else 0


def _begun(opened: Opened, kind: Kind, row: Draft) -> str:
    to = reverse("letter-new", args=[opened.organ.key, opened.short_key, kind.key])
    return f"{to}?line={row.line}" if kind.has_several else to


def _form(
    request: StaffRequest, opened: Opened, work: Casework, content: Content, before: Version | None
) -> LetterForm:
    of = ReplyForm if content.kind == REPLY else ProceduralForm
    settings: dict[str, Any] = {"opened": opened, "work": work, "before": content}
    if request.method == "POST":
        return of(request.POST, **settings)
    return of(initial={"seen": before.row.number if before else 0}, **settings)


def _content(form: LetterForm) -> Content | None:
    try:
        return form.content()
    except Refused as refused:  # a quantity that no tariff knows
        for each in refused.refusals:
            form.add_error(None, f"{each.says}{each.remedy}")
    return None


def _saved(request: StaffRequest, form: LetterForm, work: Casework, content: Content) -> Draft | None:
    """Nobody writes over what another has saved meanwhile without having seen it."""
    after, line = form.cleaned_data.get("seen") or 0, _line(request)

    def act() -> str:
        row = versions.save(work, content, actor=request.user.key, on=request.today, after=after, line=line)
        return str(row.pk)

    try:
        return Draft.objects.get(pk=once(key_of(request), "letter-new", request.user.key, act))
    except Unseen as unseen:
        told = f"这份文书已经有了第 {unseen.number} 稿" if unseen.number else "这份草稿已经签发或者放弃"
        form.add_error(None, f"您打开以后，{told}。请看过以后再保存；您写的内容还在下面。")
        data = cast("QueryDict", form.data).copy()
        data["seen"] = str(unseen.number)
        form.data = data
    except ValueError as error:  # a form without its key
        form.add_error(None, str(error))
    return None


def _context(
    request: StaffRequest, opened: Opened, work: Casework, kind: Kind, version: Version | None
) -> dict[str, Any]:
    row = version.row if version else None
    return {
        "opened": opened,
        "state": work.state,
        "kind": kind,
        "version": row,
        "writer": names([row.actor]).get(row.actor, row.actor) if row else "",
        "is_revealed": is_revealed(request, work),
        "crumb": kind.title,
        "may_draft": may(request, "request.draft", opened.organ),
        **beside(opened, version.content if version else Content(kind.key)),
    }


def _row(opened: Opened, content: Content) -> str:
    if content.kind != REPLY or not content.fact:
        return ""
    held = fact_of(content)
    kinds = [each.kind for each in held.outcomes]
    return row_label(kinds, opened, held.counted_as) if kinds else ""


def _versions(row: Draft) -> list[tuple[Draft, str]]:
    of_kind = Draft.objects.filter(organ=row.organ, case=row.case, letter=row.letter, line=row.line)
    rows = list(of_kind.order_by("-number")[:30])
    known = names(row.actor for row in rows)
    return [(row, known.get(row.actor, row.actor)) for row in rows]


def _may_review(request: StaffRequest, found: Version) -> bool:
    return found.row.state == Draft.State.SUBMITTED and may(request, "request.review", request.organ)


def _may_sign(request: StaffRequest, found: Version) -> bool:
    if not found.content.of.steps:
        return found.is_open and may(request, "request.draft", request.organ)
    return found.row.state == Draft.State.AGREED and may(request, "request.sign", request.organ)
