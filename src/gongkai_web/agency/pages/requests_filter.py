"""Which requests a list shows: the filters of its form, its order, and the page that follows."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Any, get_args
from urllib.parse import urlencode

from django import forms
from django.db.models import Q, QuerySet

from gongkai.ledger.facts.request import Category, Channel
from gongkai.ledger.labels import WORDS
from gongkai.ledger.request_state import STATUS_LABELS
from gongkai_web.accounts.models import Person
from gongkai_web.accounts.reach import Reach
from gongkai_web.agency.pages.requests_rows import Listed, listed
from gongkai_web.store.models import Case, Organ

ROWS = 50
_ORGANS = 200
_ANY = ("", "全部")
NOBODY = "-"
_ORDERS = {"new": "最近到达", "due": "先到期的"}


class Filter(forms.Form):
    organ = forms.ChoiceField(label="机关", required=False)
    state = forms.ChoiceField(
        label="状态",
        required=False,
        choices=[_ANY, ("open", "未办结"), ("waits", "等待对方"), *STATUS_LABELS.items()],
    )
    handler = forms.ChoiceField(label="承办人", required=False)
    category = forms.ChoiceField(
        label="申请人类别",
        required=False,
        choices=[_ANY, *((each, WORDS[each]) for each in get_args(Category))],
    )
    channel = forms.ChoiceField(
        label="渠道", required=False, choices=[_ANY, *((each, WORDS[each]) for each in get_args(Channel))]
    )
    number = forms.CharField(label="编号", required=False, max_length=20)
    since = forms.DateField(
        label="到期日自", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    until = forms.DateField(
        label="到期日至", required=False, widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d")
    )
    order = forms.ChoiceField(label="排列", required=False, choices=list(_ORDERS.items()))

    def __init__(self, *args: Any, reach: Reach, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.reach = reach
        self.organs = {reach.only: ""} if reach.only else _names(reach)
        self.has_several = len(self.organs) > 1
        if self.has_several:
            _choices(self, "organ", [*self.organs.items()])
        else:
            del self.fields["organ"]
        people = Person.objects.filter(appointments__organ__in=self.organs, is_active=True)
        self.people = dict(people.distinct().order_by("name").values_list("key", "name")[:300])
        _choices(self, "handler", [(NOBODY, "还没有交办"), *self.people.items()])

    def rows(self) -> QuerySet[Case]:
        """The requests within reach that the filters let through, in their order. What is filled in wrong lets all through."""
        given = self.cleaned_data if self.is_valid() else {}
        found = Case.objects.filter(self.reach.q(), noun="request").filter(_wanted(given))
        if given.get("order") == "due":
            return found.exclude(due=None).order_by("due", "id")
        return found.order_by("-began", "-id")

    @property
    def is_by_due(self) -> bool:
        return self.is_valid() and self.cleaned_data.get("order") == "due"

    def address(self, **more: str) -> str:
        """What stands after the question mark for these filters."""
        given = {name: self.data.get(name, "") for name in self.fields}
        return urlencode({name: value for name, value in {**given, **more}.items() if value})


@dataclass(frozen=True, slots=True)
class Page:
    """``after`` is where the next page begins, empty on the last."""

    cases: list[Listed]
    after: str


def page(rows: QuerySet[Case], after: str, *, by_due: bool) -> Page:
    """From behind a mark on; a mark that is none begins at the beginning."""
    if (mark := _mark(after)) is not None:
        day, number = mark
        rows = rows.filter(
            Q(due__gt=day) | Q(due=day, id__gt=number)
            if by_due
            else Q(began__lt=day) | Q(began=day, id__lt=number)
        )
    found = listed(rows[: ROWS + 1])
    cases = found[:ROWS]
    if len(found) <= ROWS:
        return Page(cases, "")
    last = cases[-1]
    return Page(cases, f"{last.due if by_due else last.began}_{last.pk}")


def _mark(after: str) -> tuple[date, int] | None:
    day, _, number = after.partition("_")
    try:
        return date.fromisoformat(day), int(number)
    except ValueError:
        return None


def _wanted(given: dict[str, Any]) -> Q:
    found = _in_state(given.get("state") or "")
    if handler := given.get("handler"):
        found &= Q(handler="" if handler == NOBODY else handler)
    for name in ("organ", "category", "channel"):
        if value := given.get(name):
            found &= Q(**{name: value})
    for name, lookup in (("since", "due__gte"), ("until", "due__lte")):
        if day := given.get(name):
            found &= Q(**{lookup: day})
    return found & _numbered((given.get("number") or "").strip())


def _numbered(number: str) -> Q:
    """A whole number, or a part of one."""
    if re.fullmatch(r"\d{4}-\d{4,7}", number):
        return Q(key=f"request/{number}")
    return Q(key__contains=number) if number else Q()


def _in_state(state: str) -> Q:
    groups = {"": Q(), "open": Q(is_open=True), "waits": Q(is_open=True, waits=True)}
    return groups.get(state, Q(status=state))


def _names(reach: Reach) -> dict[str, str]:
    return dict(Organ.objects.filter(reach.organs()).values_list("key", "name")[:_ORGANS])


def _choices(form: Filter, name: str, choices: list[tuple[str, str]]) -> None:
    field: Any = form.fields[name]
    field.choices = [_ANY, *choices]
