"""What is made anew from the entries is what was there, however it came to be."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from gongkai.ledger.facts import organ as organs
from gongkai.ledger.facts import remedy
from gongkai.ledger.facts import request as facts
from gongkai_web.store import ledger, rebuilding, refreshing
from gongkai_web.store.models import Case, Deadline, Organ, OrganName
from tests.web.conftest import act
from tests.web.requests.conftest import request_of, then  # noqa: F401 - as fixtures


@pytest.fixture
def _a_year(request_of: Callable[..., str], then: Callable[..., None]) -> None:  # noqa: F811
    """A request with a remedy, another one elsewhere; an organ renamed, one moved, one that goes on with another."""
    key = request_of()
    then(key, facts.ThirdPartyConsulted("第三方甲", "征求意见书"), facts.Assigned("lin"))
    request_of("ziran")
    challenged = remedy.Challenged("reconsideration", "云溪县人民政府", f"request/{key}")
    ledger.record(act("caizheng", "remedy/2026-0001", challenged))
    for organ, fact in (
        ("caizheng", organs.OrganChanged(name="云溪县财政金融局")),
        ("baishi", organs.OrganChanged(parent="qinghe")),
        ("ziran", organs.OrganEnded("caizheng", "机构改革")),
    ):
        ledger.record(act(organ, "organ", fact, date(2026, 3, 2)))


@pytest.mark.usefixtures("_a_year")
@pytest.mark.parametrize("at_once", [1, 2, 500])
def test_made_anew_it_is_as_it_was(at_once: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rebuilding, "_AT_ONCE", at_once)
    before = _shown()
    assert rebuilding.rebuild() == 3
    assert _shown() == before


@pytest.mark.usefixtures("_a_year")
def test_what_follows_from_no_entry_goes_and_what_is_missing_comes_back() -> None:
    before = _shown()
    Case.objects.get(organ="ziran").delete()
    Case.objects.filter(noun="remedy").update(status="decided", challenges=None)
    Organ.objects.filter(pk="ziran").update(successor=None, path="nowhere/")
    OrganName.objects.create(organ_id="baishi", since=date(2026, 2, 1), name="没有这个名称")
    organ = Organ.objects.get(pk="yunxi")
    invented = {"noun": "request", "status": "running", "is_open": True, "began": date(2026, 1, 1), "last": 9}
    Case.objects.create(organ=organ, key="request/2026-0099", hash="", **invented)
    rebuilding.rebuild()
    assert _shown() == before


@pytest.mark.usefixtures("_a_year")
def test_cases_keep_their_rows_when_they_are_brought_up() -> None:
    rows, before = dict(Case.objects.values_list("organ", "pk")), _shown()
    Case.objects.update(due=None)
    Deadline.objects.all().delete()
    for organ, key in list(Case.objects.values_list("organ", "key")):
        refreshing.bring_up(organ, [key])
    assert _shown() == before
    assert dict(Case.objects.values_list("organ", "pk")) == rows


def _shown() -> list[Any]:
    deadlines = Deadline.objects.order_by("case__organ", "case__key", "key")
    cases = Case.objects.order_by("organ", "key").values()
    return [
        [{name: value for name, value in row.items() if name != "id"} for row in cases],
        list(deadlines.values_list("organ", "case__key", "key", "due", "basis", "label")),
        list(Organ.objects.order_by("key").values()),
        list(OrganName.objects.order_by("organ", "since").values_list("organ", "since", "name")),
    ]
