"""Whether a letter is genuine: by the code that is printed on it, and by the file where somebody has it."""

from __future__ import annotations

from django import forms
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render

from gongkai_web.public.limits import address, wait, with_files
from gongkai_web.published import letters

_MOST = 20_000_000


class VerifyForm(forms.Form):
    code = forms.CharField(
        label="核验码",
        max_length=40,
        help_text="印在文书末尾，例如 K7QM-2F9T-XH4C-8WPD。大小写、短横都不要紧。",
        error_messages={"required": "请输入文书上的核验码。"},
        widget=forms.TextInput(attrs={"autocomplete": "off", "spellcheck": "false"}),
    )
    document = forms.FileField(
        label="文书的电子文件（可以不选）",
        required=False,
        help_text="选了文件，还会比对它与签发的是否一字不差。文件只用来比对，不保存。",
        error_messages={"empty": "这个文件是空的。请重新选择，或者只用核验码。"},
    )

    def clean_document(self) -> bytes | None:
        given = self.cleaned_data.get("document")
        if not given:
            return None
        if given.size > _MOST:
            raise forms.ValidationError("文件太大，不像是文书。请选择收到的 PDF 或者 Word 文件。")
        content: bytes = given.read()
        return content


@with_files
def verify(request: HttpRequest) -> HttpResponse:
    form = VerifyForm(request.POST, request.FILES) if request.method == "POST" else VerifyForm()
    context: dict[str, object] = {"form": form}
    if request.method == "POST" and form.is_valid():
        tried = letters.attempt(form.cleaned_data["code"], address(request))
        if tried.until is not None:
            return wait(request, tried.until)
        found = letters.verified(form.cleaned_data["code"], form.cleaned_data["document"])
        if found is not None:
            tried.succeeded()
        context |= {"is_asked": True, "found": found}
    return render(request, "public/verify.html", context)
