"""A request that is answered: the office's people, its profile, and the steps that many tests take."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from gongkai.ledger.facts.organ import OrganChanged
from tests.web.conftest import act
from tests.web.requests.conftest import request_of, then

__all__ = ["request_of", "then"]
ORGAN = "caizheng"
SUPPLIED = {"1__supplied": "预算表1份", "1__form": "电子文档", "1__supplied_on": "2026年3月16日"}


@dataclass
class Office:
    """One browser for each person."""

    key: str
    people: dict[str, Client]

    def get(self, who: str, route: str, *arguments: Any) -> Any:
        return self.people[who].get(self.address(route, *arguments))

    def post(self, who: str, route: str, *arguments: Any, **given: Any) -> Any:
        """With what a browser sends: the form's own key, and what was seen of the case."""
        from gongkai_web.store.submissions import fresh

        data = {"submission": fresh(), "head": head(self.key), **given}
        return self.people[who].post(self.address(route, *arguments), data)

    def address(self, route: str, *arguments: Any) -> str:
        return reverse(route, args=[ORGAN, self.key, *arguments])

    def drafted(self, letter: str = "reply", **given: Any) -> int:
        """Saved by the clerk; the number of the version."""
        from gongkai_web.store.models import Draft

        kind = {"1__kind": "granted", **SUPPLIED} if letter == "reply" else {}
        seen = max(open_numbers(self.key, letter), default=0)
        answer = self.post("clerk", "letter-new", letter, seen=seen, **kind | given)
        assert answer.status_code == 302, answer.context["form"].errors
        return Draft.objects.filter(organ=ORGAN, letter=letter).latest("number").number

    def submitted(self, letter: str = "reply", **given: Any) -> int:
        number = self.drafted(letter, **given)
        self.post("clerk", "draft-submit", letter, number)
        return number

    def reviewed(self, number: int, letter: str = "reply", result: str = "agrees", opinion: str = "") -> Any:
        return self.post("reviewer", "draft-review", letter, number, result=result, opinion=opinion)

    def signs(self, number: int, letter: str = "reply", who: str = "leader", **given: Any) -> Any:
        return self.post(who, "draft-sign", letter, number, **{"result": "agrees", "opinion": "", **given})

    def answered(self) -> Any:
        """All the way; the letter."""
        from gongkai_web.store.models import SignedLetter

        number = self.submitted()
        self.reviewed(number)
        assert self.signs(number).status_code == 302
        return SignedLetter.objects.get(kind="reply", organ=ORGAN, case=f"request/{self.key}")


def open_numbers(key: str, letter: str) -> list[int]:
    from gongkai_web.letters.versions import OPEN
    from gongkai_web.store.models import Draft

    found = Draft.objects.filter(organ=ORGAN, case=f"request/{key}", letter=letter, state__in=OPEN)
    return list(found.values_list("number", flat=True))


def head(key: str) -> str:
    from gongkai_web.store.models import Case

    return Case.objects.get(organ=ORGAN, key=f"request/{key}").hash


def state(key: str) -> Any:
    from gongkai_web.store import ledger

    return ledger.state(ORGAN, f"request/{key}")


@pytest.fixture
def profile(county: None) -> None:
    """What the remedy paragraph has to know of the organ."""
    from gongkai_web.store import ledger

    known = OrganChanged(
        reconsideration_body="云溪县人民政府",
        court="清江铁路运输法院",
        contact="云溪县财政局办公室，0000-7654321",
        online_reconsideration="行政复议网上申请平台",
    )
    ledger.record(act(ORGAN, "organ", known, date(2026, 1, 2)))


@pytest.fixture
def office(
    profile: None, request_of: Callable[..., str], signed_in: Callable[..., Client]
) -> Callable[..., Office]:
    """``office()``: a request of last week, with a clerk, a reviewer and a leader."""

    def make(**given: Any) -> Office:
        people = {role: signed_in(role, ORGAN) for role in ("clerk", "reviewer", "leader")}
        return Office(request_of(ORGAN, **given), people)

    return make
