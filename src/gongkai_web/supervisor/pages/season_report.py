"""An organ's report as the supervising office reads it, and its two answers: sent back with remarks, or cleared."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import Any

from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai.ledger.facts.filing import CellRemark
from gongkai.ledger.filing import Filing
from gongkai.ledger.refused import Refused
from gongkai.model.report import Report
from gongkai_web.accounts.gate import StaffRequest, may
from gongkai_web.reports import checks, printed, states, steps, versions
from gongkai_web.reports.anchors import form_of, name_of
from gongkai_web.store import audit, submissions
from gongkai_web.store.ledger import Overtaken
from gongkai_web.store.models import Call, Organ, ReportVersion
from gongkai_web.supervisor import calling, season
from gongkai_web.supervisor.pages import season_public, season_zero
from gongkai_web.supervisor.people import names_of

_LONGEST = 500
_MOST = 60
_MOST_CLEARED = 200


@dataclass(frozen=True)
class Looked:
    """The report in question: the filed version, or the newest one while the organ is at it."""

    organ: Organ
    year: int
    row: season.Row
    version: ReportVersion | None
    filing: Filing | None

    @property
    def digest(self) -> str:
        return self.version.digest if self.version else ""

    @cached_property
    def report(self) -> Report:
        assert self.version is not None  # noqa: S101 - asked only where there is one
        return versions.report_of(self.version)

    @cached_property
    def checked(self) -> checks.Checked:
        return checks.checked(self.report, self.organ, self.year)

    @cached_property
    def remarks(self) -> dict[str, list[str]]:
        """What stands open of the last sending back, by place."""
        found: dict[str, list[str]] = {}
        for each in self.filing.remarks if self.filing else ():
            found.setdefault(each.cell, []).append(each.says)
        return found

    def rounds(self) -> Iterator[tuple[int, Any, list[tuple[str, str]]]]:
        """Each time it was submitted, with the remarks that it came back with."""
        form = form_of(self.report) if self.version else None
        for number, each in enumerate(self.filing.rounds if self.filing else (), start=1):
            yield number, each, [(name_of(remark.cell, form), remark.says) for remark in each.remarks]


@dataclass(frozen=True, slots=True)
class Written:
    """A remark in the form: its place, what people call that, and what is typed."""

    place: str
    name: str
    says: str


def looked(request: StaffRequest, year: int) -> Looked:
    row = season.row_of(request.organ, year, request.today)
    pk = row.filed.version
    version = ReportVersion.objects.filter(pk=pk).first() if pk else None
    opened = states.filing_of(request.organ.key, year)
    return Looked(request.organ, year, row, version, opened.filing if opened else None)


def report(request: StaffRequest, organ: str, year: int) -> HttpResponse:  # noqa: ARG001 - the gate's
    found = looked(request, year)
    context = (
        _context(request, found) | season_public.shown(request, year) | season_zero.shown(found.row, year)
    )
    context["calls"] = called(request, year)
    if found.version is not None:
        marks = printed.Marks(remarks=found.remarks, found=found.checked.at())
        tables = printed.tables_of(found.report, marks)
        context |= {
            "checked": found.checked,
            "tables": {each.number: each for each in tables}.values(),
            "report": found.report,
            "came": versions.CAME_LABELS.get(found.version.came, found.version.came),
            "rounds": list(found.rounds()),
            "names": names_of([found.version.actor]),
        }
    return render(request, "supervisor/season_report.html", context)


def called(request: StaffRequest, year: int) -> list[tuple[Call, str]]:
    """Each call with who was told, by name; the newest first."""
    calls = calling.history(request.organ.key, year)
    names = names_of({key for each in calls for key in (*each.people, each.actor)})
    return [(each, "、".join(names.get(key, key) for key in each.people)) for each in calls]


def send_back(request: StaffRequest, organ: str, year: int) -> HttpResponse:  # noqa: ARG001
    """Remarks on cells, sections and the whole; a place is added by its own button, and nothing typed is lost."""
    found = looked(request, year)
    if (away := _not_now(request, found, "report.return")) is not None:
        return away
    written = _written(request, found)
    error = ""
    if request.method == "POST" and "add" not in request.POST:
        remarks = tuple(CellRemark(each.place, each.says) for each in written if each.says)
        if remarks:
            return _do(
                request,
                found,
                "season-return",
                lambda head: steps.send_back(
                    request.organ, year, actor=request.user.key, remarks=remarks, head=head
                ),
                f"已经退回，写了 {len(remarks)} 条意见。",
            )
        error = "还没有写意见。请至少写一条，说明哪里要改；能指明格的请指明格。"
    context = {
        **_context(request, found),
        "written": written,
        "error": error,
        "checked": found.checked,
        "tables": printed.tables_of(found.report, printed.Marks(found=found.checked.at())),
        "sections": [
            (each.role, each.heading.text if each.heading else each.role) for each in found.report.sections
        ],
    }
    return render(request, "supervisor/season_return.html", context, status=422 if error else 200)


def clear(request: StaffRequest, organ: str, year: int) -> HttpResponse:  # noqa: ARG001
    """What is still open in it stands before the button."""
    found = looked(request, year)
    if (away := _not_now(request, found, "report.clear")) is not None:
        return away
    if request.method == "POST":
        digest = request.POST.get("digest", "")
        return _do(
            request,
            found,
            "season-clear",
            lambda head: steps.clear(request.organ, year, actor=request.user.key, digest=digest, head=head),
            "已经同意公布，由该机关负责人公布。",
        )
    return render(
        request, "supervisor/season_clear.html", {**_context(request, found), "checked": found.checked}
    )


def clear_many(request: StaffRequest, year: int) -> HttpResponse:
    """Those that were submitted and of which the checks found nothing, each an act of its own."""
    found = season.Season(request.reach, year, request.today)
    found.examine(actor=request.user.key)
    clean = found.rows(which="clean", most=_MOST_CLEARED)
    if request.method == "POST":
        target = submissions.once(
            submissions.key_of(request),
            "season-clear-many",
            request.user.key,
            lambda: _cleared(request, year, clean),
        )
        return redirect(target)
    others = found.rows(which="unclean", most=_MOST_CLEARED)
    return render(
        request, "supervisor/season_clear_many.html", {"year": year, "rows": clean, "others": others}
    )


def _cleared(request: StaffRequest, year: int, clean: list[season.Row]) -> str:
    wanted, done = set(request.POST.getlist("organ")), []
    digests = dict(
        ReportVersion.objects.filter(pk__in=[row.filed.version for row in clean]).values_list("pk", "digest")
    )
    for row in (each for each in clean if each.organ.key in wanted):
        digest = digests.get(row.filed.version or 0, "")
        try:
            steps.clear(row.organ, year, actor=request.user.key, digest=digest, head=row.filed.head)
            done.append(row.organ.key)
        except (Refused, Overtaken):
            messages.warning(request, f"{row.organ.name}的报告刚刚有了变化，没有同意公布，请再看一看。")
    if done:
        audit.note(
            request,
            "season-clear-many",
            actor=request.user.key,
            about=f"filing/{year}",
            says="、".join(done),
        )
        messages.success(request, f"同意公布 {len(done)} 份。")
    return reverse("season-year", args=[year])


def _context(request: StaffRequest, found: Looked) -> dict[str, Any]:
    status = found.row.status
    return {
        "organ": request.organ,
        "year": found.year,
        "row": found.row,
        "filing": found.filing,
        "version": found.version,
        "head": found.row.filed.head,
        "digest": found.digest,
        "may_return": may(request, "report.return", request.organ, status),
        "may_clear": may(request, "report.clear", request.organ, status),
    }


def _written(request: StaffRequest, found: Looked) -> list[Written]:
    """What was typed so far, what was ticked of the findings, and the place whose button was pressed."""
    form = form_of(found.report)
    known = {"", *found.report.cells, *(each.role for each in found.report.sections)}
    places = [each for each in request.POST.getlist("place") if each in known][:_MOST]
    says = [each.strip()[:_LONGEST] for each in request.POST.getlist("says")]
    typed = [Written(place, name_of(place, form), word) for place, word in zip(places, says, strict=False)]
    if not typed:
        typed = [Written("", name_of("", form), "")]
    for item in found.checked.items:
        if item.id in request.POST.getlist("finding"):
            cell = next((each for each in item.finding.cells if each in known), "")
            if not any(each.says == item.finding.says for each in typed):
                typed.append(Written(cell, name_of(cell, form), item.finding.says[:_LONGEST]))
    added = request.POST.get("add", "")
    if added in known and added:
        typed.append(Written(added, name_of(added, form), ""))
    return typed


def _not_now(request: StaffRequest, found: Looked, right: str) -> HttpResponse | None:
    if may(request, right, request.organ, found.row.status) and found.version is not None:
        return None
    messages.warning(
        request,
        f"报告现在的状态是「{found.row.filed.label}」，只有已经报送、还没有答复的才能退回或者同意公布。",
    )
    return redirect("season-report", found.year, request.organ.key)


def _do(
    request: StaffRequest, found: Looked, route: str, step: Callable[[str], object], says: str
) -> HttpResponse:
    """One wins; the other is told so."""
    head, back = request.POST.get("head", ""), redirect("season-report", found.year, request.organ.key)

    def done() -> str:
        step(head)
        audit.note(
            request, route, actor=request.user.key, organ=request.organ.key, about=f"filing/{found.year}"
        )
        return reverse("season-report", args=[found.year, request.organ.key])

    try:
        target = submissions.once(submissions.key_of(request), route, request.user.key, done)
    except Overtaken:
        messages.warning(request, "另一位同事刚刚答复了这份报告，下面是现在的样子。")
        return back
    except Refused as refused:
        messages.warning(request, str(refused))
        return back
    messages.success(request, says)
    return redirect(target)
