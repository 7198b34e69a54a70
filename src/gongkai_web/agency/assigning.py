"""Cases are given to a person, who is told so: requests, remedies, publications alike."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from types import MappingProxyType
from typing import Any, TypeAlias, cast

from django import forms

from gongkai.ledger.entry import Act
from gongkai.ledger.facts import publication, remedy, request
from gongkai.ledger.refused import Refused
from gongkai_web import clock as moments
from gongkai_web.accounts.gate import StaffRequest
from gongkai_web.agency.telling import tell
from gongkai_web.store import ledger
from gongkai_web.store.models import Case
from gongkai_web.store.submissions import key_of, once

_Assigned: TypeAlias = type[request.Assigned] | type[remedy.Assigned] | type[publication.Assigned]
ASSIGNED: Mapping[str, _Assigned] = MappingProxyType(
    {"request": request.Assigned, "remedy": remedy.Assigned, "publication": publication.Assigned}
)
"""What is recorded, by the noun of the case. The filing of a report is nobody's: the office files it."""


class AssignForm(forms.Form):
    to = forms.ChoiceField(label="交给谁", error_messages={"required": "请选择交给哪一位。"})
    reason = forms.CharField(label="说明", required=False, max_length=200)

    def __init__(self, *args: Any, people: list[Any], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field = cast("forms.ChoiceField", self.fields["to"])
        field.choices = [("", "请选择"), *((person.key, person.name) for person in people)]


def assignments(given: StaffRequest, cases: Iterable[Case], to: str, reason: str) -> list[Act]:
    """One for each case, of today."""
    return [
        Act(
            case.organ_id,
            case.key,
            given.today,
            moments.now(),
            given.user.key,
            ASSIGNED[case.noun](to, reason),
        )
        for case in cases
    ]


def are_given(given: StaffRequest, form: AssignForm, cases: Sequence[Case], route: str, link: str) -> bool:
    """Whether the cases, all of one organ, went over, once. Where not, the form says why."""
    to, reason = form.cleaned_data["to"], form.cleaned_data["reason"]

    def act() -> str:
        ledger.record(*assignments(given, cases, to, reason))
        tell(given, [to], cases[0].organ_id, f"有 {len(cases)} 件交给您办理。", link)
        return link

    try:
        once(key_of(given), route, given.user.key, act)
    except Refused as refused:
        for each in refused.refusals:
            form.add_error(None, f"{each.says}{each.remedy}")
    except (ValueError, PermissionError) as error:
        form.add_error(None, str(error))
    else:
        return True
    return False
