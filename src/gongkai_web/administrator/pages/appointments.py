"""Appointments: a role in an organ from a day on, and its end."""

from __future__ import annotations

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse

from gongkai.law.numerals import dated
from gongkai_web.accounts import appointing
from gongkai_web.accounts.gate import StaffRequest
from gongkai_web.accounts.matrix import matrix
from gongkai_web.administrator import staff
from gongkai_web.administrator.forms import Ending
from gongkai_web.administrator.pages.people import appointing_form, refused
from gongkai_web.administrator.sending import is_known, sent_once
from gongkai_web.store import audit


def appoint(request: StaffRequest, person: str) -> HttpResponse:
    found = staff.person_of(request, person)
    form = appointing_form(request, request.POST or None)
    if (
        request.method == "POST"
        and form.is_valid()
        and (is_known(request) or not refused(request, form, found))
    ):
        said = form.cleaned_data
        label = matrix().roles[said["role"]].label

        def appointed() -> str:
            organ = said["organ"]
            appointing.appoint(found, organ, said["role"], said["since"], said["until"], by=request.user.key)
            audit.note(
                request, "appointed", actor=request.user.key, organ=organ.key, about=found.key, says=label
            )
            messages.success(request, f"已任命{found.name}为{organ.name}的{label}。")
            return reverse("person", kwargs={"person": found.key})

        if (done := sent_once(request, form, appointed)) is not None:
            return done
    context = {"person": found, "form": form, "organs": staff.organs(request)[:500]}
    return render(request, "administrator/person_appoint.html", context)


def end(request: StaffRequest, person: str, number: int) -> HttpResponse:
    """The last day is settled; what is still in hand is shown before."""
    found = staff.person_of(request, person)
    appointment = found.appointments.select_related("organ").filter(request.reach.q(), pk=number).first()
    if appointment is None or found.pk == request.user.pk:
        raise Http404
    label = matrix().roles[appointment.role].label
    form = Ending(request.POST or None, initial={"until": request.today})
    if request.method == "POST" and form.is_valid():
        until = form.cleaned_data["until"]
        appointing.end(appointment, until=until)
        audit.note(
            request,
            "appointment_ended",
            actor=request.user.key,
            organ=appointment.organ_id,
            about=found.key,
            says=f"{label}，至 {until}",
        )
        messages.success(request, f"{found.name}的{label}岗位到{dated(until)}为止。")
        return redirect("person", person=found.key)
    context = {
        "person": found,
        "appointment": appointment,
        "form": form,
        "open_work": staff.open_work(found, appointment.organ),
    }
    return render(request, "administrator/appointment_end.html", context)
