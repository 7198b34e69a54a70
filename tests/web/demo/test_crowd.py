"""The crowd for load runs is a ledger like any other."""

from __future__ import annotations

import pytest

from gongkai_web.demo import crowd
from gongkai_web.demo.county import TODAY
from gongkai_web.keeping.proving import examined
from gongkai_web.store import rebuilding
from gongkai_web.store.models import Case, Deadline, Head, Organ, PrivateWord

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _crowd(capsys: pytest.CaptureFixture[str]) -> None:
    crowd.build(TODAY, organs=120, requests=300)
    assert "120/120 个机关" in capsys.readouterr().out


def test_it_has_as_many_as_were_asked_for() -> None:
    assert Organ.objects.count() == 120
    requests = Case.objects.filter(noun="request")
    assert 290 <= requests.count() <= 300
    assert requests.filter(organ=crowd.FIRST).count() >= 28
    words = PrivateWord.objects.filter(kind__in=("applicant", "wording"))
    assert words.count() == 2 * requests.count()


def test_its_chains_are_whole_and_its_lists_follow_from_them() -> None:
    assert not any(examined(head.organ).faults for head in Head.objects.all())
    before = _listed()
    rebuilding.rebuild()
    assert _listed() == before


def test_organs_stand_in_a_tree_of_three_levels() -> None:
    assert Organ.objects.get(pk=crowd.FIRST).path == "crowd/crowd-0/crowd-0-1/"
    assert Organ.objects.filter(parent="crowd").count() == 2


def _listed() -> list[object]:
    cases = Case.objects.order_by("organ", "key").values_list(
        "organ", "key", "status", "due", "hash", "counted_as"
    )
    deadlines = Deadline.objects.order_by("case__organ", "case__key", "key")
    return [*cases, *deadlines.values_list("case__organ", "case__key", "key", "due")]
