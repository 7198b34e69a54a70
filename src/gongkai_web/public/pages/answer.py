"""What the holder of number and code does to the request: supplement it, say why, take it back."""

from __future__ import annotations

from typing import Any

from django import forms
from django.contrib import messages
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render

from gongkai.ledger.codec import BadEntry
from gongkai.ledger.refused import Refused
from gongkai_web.public.limits import with_files
from gongkai_web.public.pages.apply_form import MOST_ITEMS
from gongkai_web.public.pages.track import holding
from gongkai_web.published import answering, attachments
from gongkai_web.published.tracking import Held
from gongkai_web.store.submissions import FIELD, fresh, key_of
from gongkai_web.ui.asking import ITEM

_LONGEST = 4000
_OVERTAKEN = "您打开这一页以后，这件申请又有了变化。请看过现在的情况以后再提交；写好的内容都还在。"
_HEAD = "head"


class SupplementForm(forms.Form):
    """Every item as it stands, to be put more clearly, room for one more, and for an explanation."""

    text = forms.CharField(
        label="补正说明",
        required=False,
        max_length=_LONGEST,
        widget=forms.Textarea(attrs={"rows": 4}),
        help_text="对照要求逐条说明。只改上面的内容就说清楚了的，可以空着。",
    )

    def __init__(self, *args: Any, held: Held, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.was = dict(held.items)
        self.numbers = [*self.was]
        if len(self.numbers) < MOST_ITEMS:
            self.numbers.append(max(self.numbers, default=0) + 1)
        for number in self.numbers:
            self.fields[f"{ITEM}{number}"] = forms.CharField(
                label=f"第 {number} 项" if number in self.was else "另加一项（没有的空着）",
                required=[*self.was] == [number],
                max_length=_LONGEST,
                initial=self.was.get(number, ""),
                widget=forms.Textarea(attrs={"rows": 4}),
                error_messages={"required": "申请的内容不能空着；整件都不要了的，请撤回申请。"},
            )

    def clean(self) -> dict[str, Any]:
        given = super().clean() or self.cleaned_data
        if not self.errors and not self.items():
            self.add_error(None, "各项内容都空着。至少要留一项；整件都不要了的，请撤回申请。")
        return given

    def items_shown(self) -> list[forms.BoundField]:
        return [self[f"{ITEM}{number}"] for number in self.numbers]

    def items(self) -> dict[int, str]:
        said = {number: self.cleaned_data.get(f"{ITEM}{number}", "").strip() for number in self.numbers}
        return {number: text for number, text in said.items() if text}


class ReasonsForm(forms.Form):
    text = forms.CharField(
        label="理由",
        max_length=_LONGEST,
        widget=forms.Textarea(attrs={"rows": 8}),
        error_messages={"required": "请写明理由。"},
    )


@with_files
@holding
def supplement(request: HttpRequest, held: Held) -> HttpResponse:
    if not held.may_supplement and not _is_sent_again(request):
        return redirect("track-case")
    form = SupplementForm(request.POST if request.method == "POST" else None, held=held)
    return _page(request, held, form, "public/supplement.html", _supplemented)


@with_files
@holding
def reasons(request: HttpRequest, held: Held) -> HttpResponse:
    if not held.may_reason and not _is_sent_again(request):
        return redirect("track-case")
    form = ReasonsForm(request.POST if request.method == "POST" else None)
    return _page(request, held, form, "public/reasons.html", _reasoned)


@holding
def withdraw(request: HttpRequest, held: Held) -> HttpResponse:
    """What follows stands on the page before the button."""
    if not held.may_withdraw and not _is_sent_again(request):
        return redirect("track-case")
    form = forms.Form(request.POST if request.method == "POST" else None)
    if request.method == "POST" and form.is_valid() and _done(request, held, form, _withdrawn):
        messages.success(request, "申请已经撤回。")
        return redirect("track-case")
    return render(request, "public/withdraw.html", {"held": held, "form": form, "key": _key(request)})


def _page(request: HttpRequest, held: Held, form: Any, template: str, act: Any) -> HttpResponse:
    """A form with attachments, which stay chosen whatever is wrong elsewhere."""
    key, mistakes = _key(request), list[str]()
    if request.method == "POST":
        mistakes = attachments.take(held.organ, key, request.FILES.getlist("attachments"))
        if "drop" in request.POST:
            attachments.drop(held.organ, key, request.POST["drop"])
            form = type(form)(
                initial=request.POST.dict(),
                **({"held": held} if template.endswith("supplement.html") else {}),
            )
        elif form.is_valid() and not mistakes and _done(request, held, form, act):
            messages.success(request, "已提交，机关会看到。")
            return redirect("track-case")
    context = {
        "held": held,
        "form": form,
        "key": key,
        "attached": attachments.waiting(held.organ, key),
        "mistakes": mistakes,
        "most": attachments.MOST,
        "megabytes": attachments.MOST_BYTES // 1_000_000,
        "in_all": attachments.MOST_AT_ONCE // 1_000_000,
        "kinds": attachments.TAKEN,
    }
    return render(request, template, context)


def _done(request: HttpRequest, held: Held, form: Any, act: Any) -> bool:
    """Whether it is recorded; if not, the form says why."""
    try:
        act(request, held, form)
    except answering.Overtaken:
        form.add_error(None, _OVERTAKEN)
    except Refused as refused:
        for each in refused.refusals:
            form.add_error(None, each.says)
    except BadEntry as bad:
        for mistake in bad.mistakes:
            form.add_error(None, mistake)
    except (PermissionError, ValueError) as error:
        form.add_error(None, str(error))
    else:
        return True
    return False


def _supplemented(request: HttpRequest, held: Held, form: SupplementForm) -> None:
    text = form.cleaned_data["text"].strip()
    answering.supplement(held, _key(request), head=request.POST.get(_HEAD, ""), items=form.items(), text=text)


def _reasoned(request: HttpRequest, held: Held, form: ReasonsForm) -> None:
    answering.give_reasons(held, _key(request), text=form.cleaned_data["text"].strip())


def _withdrawn(request: HttpRequest, held: Held, _form: forms.Form) -> None:
    answering.withdraw(held, _key(request), head=request.POST.get(_HEAD, ""))


def _key(request: HttpRequest) -> str:
    """The key of the form: as it was sent, or a new one for one that is shown."""
    return key_of(request)[:64] or fresh()


def _is_sent_again(request: HttpRequest) -> bool:
    """A form that comes twice finds the request as it left it, and is answered as it was."""
    return request.method == "POST" and bool(request.POST.get(FIELD))
