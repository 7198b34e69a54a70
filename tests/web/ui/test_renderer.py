"""Lists to choose from are written without templates, and say what Django's own would."""

from __future__ import annotations

import re

from django import forms
from django.forms.renderers import DjangoTemplates

from gongkai_web.ui.renderer import Renderer


class Choosing(forms.Form):
    plain = forms.ChoiceField(
        choices=[("", "全部"), ("a&b", '<b>"甲"</b>')], required=False, help_text="提示"
    )
    grouped = forms.ChoiceField(choices=[("组<", [("1", "一"), ("2", "二")]), ("3", "三")], initial="2")
    several = forms.MultipleChoiceField(choices=[("1", "一"), ("2", "二")], initial=["1"])
    text = forms.CharField()


def test_it_writes_what_django_writes() -> None:
    for given in (None, {"plain": "a&b", "grouped": "9", "several": ["1", "2"]}):
        ours, theirs = (_written(Choosing(given, renderer=each)) for each in (Renderer(), DjangoTemplates()))
        assert ours == theirs


def test_what_there_is_to_choose_from_is_escaped() -> None:
    written = str(Choosing(renderer=Renderer())["plain"])
    assert "<b>" not in written
    assert 'value="a&amp;b"' in written


def _written(form: forms.Form) -> list[list[object]]:
    """Tags and texts in their order; the order of attributes says nothing."""
    pieces = (re.findall(r"<[^>]*>|[^<>]+", str(field)) for field in form)
    return [[_piece(each) for each in field if each.strip()] for field in pieces]


def _piece(piece: str) -> object:
    is_tag = piece.startswith("<")
    return sorted(re.findall(r'[^\s<>"=]+(?:="[^"]*")?', piece)) if is_tag else piece.strip()
