"""Table two, entered: decisions and charges of a period as another system counted them, and their corrections."""

from __future__ import annotations

from datetime import date
from decimal import Decimal
from typing import Any

from django import forms
from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai.ledger.corrections import replaced
from gongkai.ledger.counting.books import ROW_LABELS
from gongkai.ledger.entry import Act, Corrected, Entry
from gongkai.ledger.facts.organ import ChargesCollected, DecisionsCounted
from gongkai.ledger.refused import Refused
from gongkai_web.accounts.gate import StaffRequest
from gongkai_web.agency.opened import act_of
from gongkai_web.store import ledger, submissions

_CHARGES = "charges"
_WHATS = [*((key, f"{label}决定") for key, label in ROW_LABELS.items()), (_CHARGES, "行政事业性收费")]
_FACTS = (DecisionsCounted, ChargesCollected)


class CountedForm(forms.Form):
    what = forms.ChoiceField(label="登记什么", choices=_WHATS)
    number = forms.DecimalField(
        label="数量",
        min_value=0,
        max_digits=15,
        decimal_places=2,
        help_text="处理决定填件数；收费填金额，以元计。本年确实没有的也要登记 0。",
    )
    since = forms.DateField(label="自", widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}))
    until = forms.DateField(
        label="至",
        widget=forms.DateInput(format="%Y-%m-%d", attrs={"type": "date"}),
        help_text="两天都算在内，不跨年。",
    )
    source = forms.CharField(label="来源", max_length=200, help_text="哪个系统、哪张表，例如：行政审批系统。")

    def clean(self) -> dict[str, Any]:
        said = super().clean() or {}
        number = said.get("number")
        if number is not None and said.get("what") != _CHARGES and number != number.to_integral_value():
            self.add_error("number", "件数是整数。")
        return said

    def fact(self) -> DecisionsCounted | ChargesCollected:
        said = self.cleaned_data
        period = (said["since"], said["until"], said["source"])
        if said["what"] == _CHARGES:
            return ChargesCollected(int(said["number"] * 100), *period)
        return DecisionsCounted(said["what"], int(said["number"]), *period)


class CorrectionForm(CountedForm):
    reason = forms.CharField(label="为什么更正", max_length=500)


def record(request: StaffRequest, organ: str) -> HttpResponse:
    """What was entered so far, and a form for more."""
    form = CountedForm(request.POST or None, initial=_this_year(request.today))
    if request.method == "POST" and form.is_valid():
        try:
            target = submissions.once(
                submissions.key_of(request),
                "figures-record",
                request.user.key,
                lambda: _recorded(request, form.fact()),
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "已经登记，表二随之更新。")
            return redirect(target)
    context = {"organ": request.organ, "form": form, "lines": _lines(organ), "today": request.today}
    return render(request, "agency/figures_record.html", context)


def correct(request: StaffRequest, organ: str, number: int) -> HttpResponse:
    """Put right what was entered: the entry stays, and another one says what it should have been."""
    stated = dict(_stated(organ)).get(number)
    if stated is None:
        raise Http404
    form = CorrectionForm(request.POST or None, initial=_as_typed(stated.fact))
    if request.method == "POST" and form.is_valid():
        fact = Corrected(number, stated.on, form.fact(), form.cleaned_data["reason"])
        try:
            target = submissions.once(
                submissions.key_of(request),
                "figures-correct",
                request.user.key,
                lambda: _recorded(request, fact),
            )
        except Refused as refused:
            form.add_error(None, str(refused))
        else:
            messages.success(request, "已经更正，原来的记录仍然保留。")
            return redirect(target)
    context = {"organ": request.organ, "form": form, "number": number, "stated": _line(number, stated)}
    return render(request, "agency/figures_correct.html", context)


def _recorded(request: StaffRequest, fact: DecisionsCounted | ChargesCollected | Corrected) -> str:
    ledger.record(act_of(request, "organ", fact))
    return reverse("figures-record", args=[request.organ.key])


def _stated(organ: str) -> list[tuple[int, Act]]:
    """What was entered, with its number, as corrected since; the newest first."""
    entries: list[Entry] = ledger.entries_of(organ, "organ")
    numbers = [each.number for each in entries if not isinstance(each.act.fact, Corrected)]
    acts = zip(numbers, replaced(entries), strict=True)
    return [(number, act) for number, act in acts if isinstance(act.fact, _FACTS)][::-1]


def _lines(organ: str) -> list[dict[str, Any]]:
    return [_line(number, act) for number, act in _stated(organ)]


def _line(number: int, act: Act) -> dict[str, Any]:
    said = _as_typed(act.fact)
    return {
        **said,
        "at": number,
        "label": dict(_WHATS)[said["what"]],
        "unit": "元" if said["what"] == _CHARGES else "件",
        "on": act.on,
    }


def _as_typed(fact: Any) -> dict[str, Any]:
    period = {"since": fact.since, "until": fact.until, "source": fact.source}
    if isinstance(fact, ChargesCollected):
        return {"what": _CHARGES, "number": Decimal(fact.fen) / 100, **period}
    return {"what": fact.row, "number": fact.number, **period}


def _this_year(today: date) -> dict[str, date]:
    """The months of the year that are over; last year's in January."""
    first = today.replace(day=1)
    year = today.year if today.month > 1 else today.year - 1
    until = date(year, 12, 31) if today.month == 1 else date.fromordinal(first.toordinal() - 1)
    return {"since": date(year, 1, 1), "until": until}
