"""The invented county: everything that the office can meet is in it, and all of it is in order."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from unittest.mock import patch

import pytest
from django.conf import settings
from django.contrib.auth.hashers import check_password
from django.db import transaction

from gongkai.law.remedies import results
from gongkai.law.replies import replies
from gongkai.ledger.facts.remedy import Decided
from gongkai.ledger.facts.request import Arrived
from gongkai_web.accounts.matrix import matrix
from gongkai_web.accounts.models import Appointment, Person
from gongkai_web.commands.permission import may_run
from gongkai_web.demo import tickets
from gongkai_web.demo.build import NotEmpty, build
from gongkai_web.demo.county import PASSWORD, PLACES, TODAY, accounts
from gongkai_web.keeping.proving import examined
from gongkai_web.reports import checks, live, states, versions
from gongkai_web.store import ledger, privacy, rebuilding
from gongkai_web.store.models import (
    Case,
    Deadline,
    Entry,
    Head,
    Job,
    Organ,
    PrivateWord,
    ReportVersion,
    Upload,
)

pytestmark = pytest.mark.django_db
REQUESTS = 200


@pytest.fixture(scope="module", autouse=True)
def _county(
    django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[None]:
    """Built once; each test runs in a transaction within this one."""
    files = patch.object(settings, "FILES", tmp_path_factory.mktemp("files"))
    with files, django_db_blocker.unblock(), transaction.atomic():
        build(TODAY, requests=REQUESTS)
        yield
        transaction.set_rollback(True)


@pytest.fixture(autouse=True)
def _today(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "TODAY", TODAY)


def test_it_is_not_put_among_organs_that_are_there() -> None:
    with pytest.raises(NotEmpty, match="已经有机构"):
        build(TODAY)


def test_requests_end_in_every_way_that_the_law_knows() -> None:
    counted = Counter(Case.objects.filter(noun="request").values_list("counted_as", flat=True))
    assert set(replies()) - set(counted) == set()
    assert REQUESTS * 0.9 < sum(counted.values()) < REQUESTS * 1.3


def test_remedies_have_every_result_and_some_are_pending() -> None:
    decided = {act.fact.result for act in _acts() if isinstance(act.fact, Decided)}
    assert set(results()) - decided == set()
    assert Case.objects.filter(noun="remedy", status="pending").exists()


def test_requests_come_in_by_every_channel_and_from_every_kind_of_applicant() -> None:
    arrived = [act.fact for act in _acts() if isinstance(act.fact, Arrived)]
    assert len({fact.channel for fact in arrived}) == 7
    assert len({fact.category for fact in arrived}) == 6


@pytest.mark.parametrize(
    "status",
    [
        "awaiting_confirmation",
        "awaiting_supplement",
        "awaiting_payment",
        "awaiting_reasons",
        "paused",
        "running",
        "voided",
    ],
)
def test_today_cases_stand_everywhere(status: str) -> None:
    assert Case.objects.filter(noun="request", status=status).exists()


def test_today_cases_are_due_late_and_soon() -> None:
    due = set(Case.objects.filter(noun="request", is_open=True, organ="ziran").values_list("due", flat=True))
    assert TODAY in due
    assert any(day and day < TODAY for day in due)
    assert any(day and TODAY < day <= TODAY + timedelta(days=5) for day in due)


def test_reports_of_last_year_are_in_every_state_and_those_before_are_published() -> None:
    organs = list(Organ.objects.filter(ended=None).values_list("key", flat=True))
    last = {each.status for each in states.standings(organs, TODAY.year - 1).values()}
    assert last == {"none", "draft", "submitted", "returned", "cleared", "published"}
    for year in (2022, 2023, 2024):
        assert {each.status for each in states.standings(organs, year).values()} == {"published"}


def test_only_reports_that_are_meant_to_be_faulty_have_errors() -> None:
    faulty = {
        (version.organ_id, version.year)
        for organ in Organ.objects.all()
        for year in range(2022, TODAY.year)
        if (version := versions.latest(organ, year))
        and checks.checked(versions.report_of(version), organ, year).errors
    }
    assert faulty == {
        ("liulin", 2022),
        ("renshe", 2023),
        ("nongye", 2024),
        ("longtan", 2025),
        ("zhujian", 2025),
    }


def test_reports_that_were_handed_in_as_files_wait_for_the_worker() -> None:
    assert Upload.objects.filter(for_organ="yunxi", state="waiting").count() == 7
    assert Upload.objects.filter(for_organ="liulin", state="waiting").count() == 1
    for job in Job.objects.filter(kind="read-uploads", state="waiting"):
        assert may_run(job) == ""
    assert Job.objects.count() == 2


def test_two_requests_can_be_followed_with_a_code_that_is_known() -> None:
    assert {code for _, code in tickets.shown()} == set(tickets.CODES.values())


def test_years_are_closed_with_their_reports() -> None:
    for organ in Organ.objects.filter(ended=None):
        published = states.standing(organ, TODAY.year - 1).status == "published"
        assert organ.closed_year == TODAY.year - (1 if published else 2)


def test_an_organ_that_was_renamed_and_merged_is_followed_by_another() -> None:
    ended = Organ.objects.exclude(ended=None).get()
    assert [each.name for each in ended.names.all()] == ["云溪县扶贫开发办公室", "云溪县乡村振兴局"]
    assert (ended.name, ended.successor_id) == ("云溪县乡村振兴局", "nongye")
    whole = live.figures(Organ.objects.get(pk="nongye"), ended.ended.year)  # type: ignore[union-attr]
    assert whole.organs == ("nongye", "fupin")
    assert whole.joined == ("云溪县乡村振兴局",)
    assert ended.closed_year == TODAY.year - 2


def test_somebody_works_in_every_role() -> None:
    assert set(accounts()) == set(matrix().roles)
    for key in accounts().values():
        assert check_password(PASSWORD, Person.objects.get(login=key).password)
    for place in PLACES:
        roles = set(Appointment.objects.filter(organ=place.key).values_list("role", flat=True))
        assert {"clerk", "reviewer", "leader", "editor", "manager"} <= roles


def test_nobody_holds_roles_that_the_matrix_keeps_apart() -> None:
    for person in Person.objects.prefetch_related("appointments"):
        roles = {each.role for each in person.appointments.all()}
        assert not any(set(matrix().roles[role].apart) & roles for role in roles)


def test_every_chain_is_whole() -> None:
    assert {head.organ: examined(head.organ).faults for head in Head.objects.all()} == dict.fromkeys(
        (place.key for place in PLACES), ()
    )


def test_the_lists_follow_from_the_ledger() -> None:
    before = _projected()
    rebuilding.rebuild()
    assert _projected() == before


def test_no_word_of_an_applicant_stands_in_an_entry() -> None:
    keys = PrivateWord.objects.filter(kind="applicant").values_list("key", flat=True)[:50]
    names = {text for word in privacy.words(keys).values() for text in str(word).split('"') if len(text) >= 3}
    assert names
    people = [name for name in names if name.startswith(("0000", "1380000"))]
    lines = "".join(Entry.objects.values_list("line", flat=True))
    assert [name for name in people if name in lines] == []


def test_everything_was_recorded_by_somebody_who_works_there() -> None:
    actors = set(Entry.objects.values_list("actor", flat=True))
    actors |= set(ReportVersion.objects.values_list("actor", flat=True))
    assert actors - set(Person.objects.values_list("key", flat=True)) == set()


def _acts() -> list[Any]:
    return list(ledger.acts([place.key for place in PLACES]))


def _projected() -> list[Any]:
    cases = Case.objects.order_by("organ", "key").values()
    deadlines = Deadline.objects.order_by("case__organ", "case__key", "key", "due", "label")
    return [
        [{name: value for name, value in row.items() if name != "id"} for row in cases],
        list(deadlines.values_list("case__organ", "case__key", "key", "due", "is_duty")),
    ]
