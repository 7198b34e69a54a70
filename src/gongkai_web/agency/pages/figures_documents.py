"""Rules and normative documents, one by one: what was in force, what was made, what was repealed. Table two counts them."""

from __future__ import annotations

from datetime import date
from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai.ledger.facts.publication import Description, Expired, Fact, Listed, Made, Prolonged, Repealed
from gongkai.ledger.refused import Refused
from gongkai_web.accounts.gate import StaffRequest
from gongkai_web.agency.opened import Opened, act_of, open_case
from gongkai_web.agency.people import names
from gongkai_web.store import ledger, submissions
from gongkai_web.store.ledger import Overtaken
from gongkai_web.store.models import Case, Organ

_KINDS = [("normative_documents", "行政规范性文件"), ("regulations", "规章")]
_A_PAGE = 50


class DocumentForm(forms.Form):
    kind = forms.ChoiceField(label="种类", choices=_KINDS)
    title = forms.CharField(label="标题", max_length=200)
    document_number = forms.CharField(label="发文字号", max_length=100, required=False)
    made = forms.DateField(
        label="成文日期",
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text="台账启用以前成文、现在仍有效的，登记为存量；以后的登记为本年制发。",
    )
    expires = forms.DateField(
        label="有效期至",
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text="没有的不填。",
    )

    def act(self, organ: Organ) -> tuple[date, Fact]:
        """The fact with its day: of the stock, or made since."""
        said = self.cleaned_data
        description = Description(
            title=said["title"],
            kind=said["kind"],
            document_number=said["document_number"] or None,
            expires=said["expires"],
        )
        if said["made"] < organ.opened:
            return organ.opened, Listed(description)
        return said["made"], Made(description)


class EndForm(forms.Form):
    how = forms.ChoiceField(
        label="发生了什么",
        choices=[("repealed", "废止"), ("expired", "宣布失效"), ("prolonged", "延长有效期")],
    )
    on = forms.DateField(label="日期", widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    by = forms.CharField(label="依据的文件", max_length=200)
    until = forms.DateField(
        label="新的有效期至",
        required=False,
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text="只在延长有效期时填；不填表示不再有期限。",
    )

    def fact(self) -> Fact:
        said = self.cleaned_data
        match said["how"]:
            case "repealed":
                return Repealed(said["by"])
            case "expired":
                return Expired(said["by"])
            case _:
                return Prolonged(said["by"], said["until"])


def documents(request: StaffRequest, organ: str) -> HttpResponse:  # noqa: ARG001 - the gate's
    """All documents of the organ, the newest first, and a form for one more."""
    form = DocumentForm(request.POST or None, initial={"made": request.today})
    if request.method == "POST" and form.is_valid():
        try:
            target = submissions.once(
                submissions.key_of(request),
                "figures-documents",
                request.user.key,
                lambda: _entered(request, form),
            )
        except (Refused, Overtaken) as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, f"《{form.cleaned_data['title']}》已经登记。")
            return redirect(target)
    return render(request, "agency/figures_documents.html", {"form": form, **_listed(request)})


def document(request: StaffRequest, organ: str, key: str) -> HttpResponse:  # noqa: ARG001
    """One document: what is known of it, and what becomes of it."""
    opened = open_case(request, "publication", key)
    form = EndForm(request.POST or None, initial={"on": request.today})
    if request.method == "POST" and form.is_valid():
        try:
            target = submissions.once(
                submissions.key_of(request),
                "figures-document",
                request.user.key,
                lambda: _ended(request, opened, form),
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        except Overtaken:
            form.add_error(None, "这份文件刚刚有了新的记录。请核对下面的经过，再提交一次。")
            opened = open_case(request, "publication", key)
        else:
            messages.success(request, "已经登记。")
            return redirect(target)
    handler = names([opened.state.assigned or ""]).get(opened.state.assigned or "", "")
    context = {
        "organ": request.organ,
        "opened": opened,
        "state": opened.state,
        "form": form,
        "handler": handler,
    }
    return render(request, "agency/figures_document.html", context)


def enter(request: StaffRequest, form: DocumentForm) -> str:
    """Record a document; its key."""
    on, fact = form.act(request.organ)
    key = str(ledger.next_case(request.organ.key, "publication", on.year))
    ledger.record(act_of(request, key, fact, on=on), expecting="")
    return key


def _entered(request: StaffRequest, form: DocumentForm) -> str:
    enter(request, form)
    return reverse("figures-documents", args=[request.organ.key])


def _ended(request: StaffRequest, opened: Opened, form: EndForm) -> str:
    act = act_of(request, opened.key, form.fact(), on=form.cleaned_data["on"])
    ledger.record(act, expecting=request.POST.get("head", opened.head))
    return reverse("figures-document", args=[request.organ.key, opened.short_key])


def _listed(request: StaffRequest) -> dict[str, Any]:
    found = Case.objects.filter(organ=request.organ, noun="publication").order_by("-began", "-id")
    after = request.GET.get("after", "")
    began, _, number = after.partition("_")
    if number.isdecimal() and (at := _day(began)) is not None:
        found = found.filter(began__lte=at).exclude(began=at, id__gte=int(number))
    rows = list(found[: _A_PAGE + 1])
    more = f"{rows[_A_PAGE - 1].began}_{rows[_A_PAGE - 1].pk}" if len(rows) > _A_PAGE else ""
    return {"organ": request.organ, "rows": rows[:_A_PAGE], "more": more}


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None
