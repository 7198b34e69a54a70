"""What never happens, whoever asks. Each sentence is a test."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, connection, transaction
from django.test import Client
from django.urls import reverse

from gongkai_web.accounts import appointing
from gongkai_web.accounts.matrix import PUBLIC, SIGNED_IN, Relation, matrix
from gongkai_web.accounts.models import Appointment, Person
from gongkai_web.accounts.reach import reach_of
from gongkai_web.store.models import AuditRecord, Entry, Organ, StoredFile
from tests.web.conftest import TODAY
from tests.web.objects import Examples, Marks, make, routes
from tests.web.test_canary import IDENTITY, marks_in, words_of
from tests.web.test_matrix import is_allowed

OF_CASES = ("request.", "remedy.")
ADMINISTRATORS = ("operator", "manager", "auditor", "supervisor")


@pytest.fixture
def examples(person: Callable[..., Any]) -> Examples:
    return make(person)


def _rights(role: str) -> set[str]:
    return {key for key, right in matrix().rights.items() if role in right.roles}


# --- who sees cases ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("role", ADMINISTRATORS)
def test_no_administrator_and_no_supervisor_has_a_right_to_the_content_of_cases(role: str) -> None:
    assert {key for key in _rights(role) if key.startswith(OF_CASES)} == set()
    assert "file.download" not in _rights(role)


@pytest.mark.parametrize("role", ADMINISTRATORS)
def test_no_administrator_ever_sees_an_identity_field(
    examples: Examples, signed_in: Callable[..., Client], role: str
) -> None:
    client = signed_in(role, "yunxi")
    for route in routes():
        if route.name not in {"logout", "sessions-end"} and is_allowed(route, role, "own"):
            for method in (client.get, client.post):
                met = {kind for kind, _ in marks_in(words_of(method(examples.address(route, "yunxi"))))}
                assert met.isdisjoint(IDENTITY), f"{route.name}: {met}"
        if route.name in {"password", "second-factor"}:
            client = signed_in(role, "yunxi")


def test_the_content_of_cases_is_never_open_to_organs_above_or_beside() -> None:
    for key, right in matrix().rights.items():
        if key.startswith(OF_CASES) or key == "file.download":
            assert set(right.roles.values()) == {Relation.OWN}, key


def test_nobody_sees_a_case_of_another_organ(examples: Examples, signed_in: Callable[..., Client]) -> None:
    client = signed_in("clerk", "qinghe")
    for route in routes():
        if "organ" in route.arguments and matrix().routes[route.name] not in {PUBLIC, SIGNED_IN}:
            assert client.get(examples.address(route, "yunxi")).status_code in {403, 404}, route.name


def test_what_one_may_not_see_looks_like_what_is_not_there(
    examples: Examples, signed_in: Callable[..., Client]
) -> None:
    client = signed_in("clerk", "yunxi")
    foreign = client.get(
        reverse("request", kwargs={"organ": "qinghe", "key": examples.values["qinghe"]["key"]})
    )
    absent = client.get(reverse("request", kwargs={"organ": "qinghe", "key": "2026-0999"}))
    nowhere = client.get(reverse("request", kwargs={"organ": "nowhere", "key": "2026-0001"}))
    assert foreign.status_code == absent.status_code == nowhere.status_code == 404
    assert _same(foreign) == _same(absent) == _same(nowhere)


def _same(answer: Any) -> str:
    """The page without what the browser sent itself: its address, and the token against forged forms."""
    return re.sub(r'name="(next|csrfmiddlewaretoken)" value="[^"]*"', "", answer.content.decode())


def test_a_file_is_never_had_through_another_organ(
    examples: Examples, signed_in: Callable[..., Client]
) -> None:
    foreign = examples.values["qinghe"]["file"]
    address = reverse("file", kwargs={"organ": "yunxi", "file": foreign})
    assert signed_in("clerk", "yunxi").get(address).status_code == 404


def test_a_file_is_never_shown_in_place(examples: Examples, signed_in: Callable[..., Client]) -> None:
    answer = signed_in("clerk", "yunxi").get(
        reverse("file", kwargs={"organ": "yunxi", "file": examples.values["yunxi"]["file"]})
    )
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"


def test_no_file_of_a_case_is_public(examples: Examples) -> None:
    assert not StoredFile.objects.filter(is_public=True).exclude(case="").exists()


def test_nobody_sees_who_asks_without_a_purpose(examples: Examples, signed_in: Callable[..., Client]) -> None:
    for role in ("clerk", "reviewer", "leader"):
        page = signed_in(role, "yunxi").get(
            reverse("request", kwargs={"organ": "yunxi", "key": examples.values["yunxi"]["key"]})
        )
        met = {kind for kind, _ in marks_in(words_of(page))}
        assert met.isdisjoint(IDENTITY)


def test_a_look_is_never_unrecorded(examples: Examples, signed_in: Callable[..., Client]) -> None:
    from gongkai_web.store.models import Reveal

    key = examples.values["yunxi"]["key"]
    address = reverse("request-reveal", kwargs={"organ": "yunxi", "key": key})
    signed_in("clerk", "yunxi").post(address, {"purpose": "identity", "submission": "x" * 20})
    assert Reveal.objects.get().purpose == "核对身份和代理手续"
    assert AuditRecord.objects.filter(action="request.reveal", actor="clerk-yunxi").exists()


def test_a_purpose_is_never_empty(examples: Examples, signed_in: Callable[..., Client]) -> None:
    from gongkai_web.store.models import Reveal

    key = examples.values["yunxi"]["key"]
    address = reverse("request-reveal", kwargs={"organ": "yunxi", "key": key})
    signed_in("clerk", "yunxi").post(address, {"purpose": " ", "submission": "x" * 20})
    assert not Reveal.objects.exists()


def test_a_look_never_lasts(examples: Examples, person: Callable[..., Person]) -> None:
    from gongkai_web import clock
    from gongkai_web.store import privacy

    key, clerk, now = "request/2026-0001", person("clerk", "yunxi").key, clock.now()
    privacy.reveal("yunxi", key, clerk, "核对", at=now)
    assert privacy.is_revealed("yunxi", key, clerk, at=now)
    assert not privacy.is_revealed("yunxi", key, clerk, at=now + privacy.REVEALED_FOR)
    assert not privacy.is_revealed("yunxi", key, "somebody-else", at=now)


def test_no_private_word_is_ever_in_an_address(examples: Examples) -> None:
    addresses = "\n".join(examples.address(route, "yunxi") for route in routes())
    assert list(marks_in(addresses)) == []


def test_no_answer_to_staff_is_ever_kept_by_a_browser(
    examples: Examples, signed_in: Callable[..., Client]
) -> None:
    client = signed_in("clerk", "yunxi")
    for route in routes():
        if route.name != "logout":
            answer = client.get(examples.address(route, "yunxi"))
            if answer.status_code == 200:
                assert "no-store" in answer["Cache-Control"], route.name


# --- what the record keeps --------------------------------------------------------------------------------------------


@pytest.mark.parametrize("table", ["store_entry", "store_auditrecord"])
@pytest.mark.parametrize("change", ["UPDATE {} SET actor = 'x'", "DELETE FROM {}"])
def test_a_record_is_never_changed(examples: Examples, table: str, change: str) -> None:
    from gongkai_web.store import audit

    audit.note(None, "sign_in", actor="zhou")
    with pytest.raises(DatabaseError), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(change.format(table))


def test_no_page_ever_deletes_an_entry(examples: Examples, signed_in: Callable[..., Client]) -> None:
    before = set(Entry.objects.values_list("hash", flat=True))
    sent = {"logout", "sessions-end"}
    for role in matrix().roles:
        client = signed_in(role, "yunxi")
        for route in routes():
            if route.name not in sent and is_allowed(route, role, "own"):
                sent.add(route.name)
                client.post(examples.address(route, "yunxi"))
    assert before <= set(Entry.objects.values_list("hash", flat=True))


def test_the_auditor_never_writes() -> None:
    assert _rights("auditor") == {"desk.view", "audit.view"}


def test_nobody_but_the_auditor_reads_the_audit_trail() -> None:
    assert set(matrix().rights["audit.view"].roles) == {"auditor"}


# --- who may do what to whom ------------------------------------------------------------------------------------------


def test_nobody_drafts_and_signs_by_one_role() -> None:
    """One person may hold several: that nobody signs off his own draft is looked at draft by draft."""
    for role in matrix().roles:
        rights = _rights(role)
        assert not {"request.draft", "request.sign"} <= rights, role
        assert not {"request.review", "request.sign"} <= rights, role
        assert not {"report.edit", "report.submit"} <= rights, role
        assert not {"report.submit", "report.clear"} <= rights, role


def test_nobody_signs_off_his_own_draft(examples: Examples, person: Callable[..., Person]) -> None:
    """Not even somebody who is clerk and leader in one."""
    from gongkai_web.letters import signing, versions
    from gongkai_web.letters.casework import casework
    from gongkai_web.store.models import Draft

    key = f"request/{examples.values['yunxi']['key']}"
    row = Draft.objects.get(organ="yunxi", case=key)
    Draft.objects.filter(pk=row.pk).update(state=Draft.State.AGREED)
    row.refresh_from_db()
    work = casework("yunxi", key)
    assert work is not None
    with pytest.raises(versions.NotYours):
        signing.sign(
            work, versions.opened(row), by="worker-yunxi", opinion="同意", on=TODAY, expecting=work.head
        )


def test_nobody_audits_what_he_operates() -> None:
    assert appointing.are_apart("auditor", "operator")
    assert appointing.are_apart("operator", "auditor")
    assert appointing.are_apart("operator", "clerk")
    assert appointing.are_apart("leader", "auditor")


def test_nobody_appoints_himself_to_anything(signed_in: Callable[..., Client]) -> None:
    for role in ("operator", "manager"):
        client = signed_in(role, "yunxi")
        before = Appointment.objects.count()
        for granted in matrix().roles:
            given = {"organ": "yunxi", "role": granted, "since": "2026-03-16"}
            client.post(reverse("person-appoint", kwargs={"person": f"{role}-yunxi"}), given)
        assert Appointment.objects.count() == before


def test_a_manager_never_grants_what_reaches_beyond_his_organ() -> None:
    for role in matrix().roles.values():
        reaches = {
            key: right.roles[role.key] for key, right in matrix().rights.items() if role.key in right.roles
        }
        if "manager" in role.granted_by:
            beyond = {key for key, relation in reaches.items() if relation != Relation.OWN}
            assert beyond <= {"figures.tree"}, role.key  # sums, from which no case can be opened


def test_a_right_never_outlives_its_appointment(person: Callable[..., Person]) -> None:
    clerk = person("clerk", "caizheng")
    Appointment.objects.filter(person=clerk).update(until=TODAY - timedelta(days=1))
    assert not reach_of(Person.objects.get(pk=clerk.pk), "request.view", TODAY)


def test_a_right_never_begins_before_its_appointment(person: Callable[..., Person]) -> None:
    clerk = person("clerk", "caizheng")
    Appointment.objects.filter(person=clerk).update(since=TODAY + timedelta(days=1))
    assert not reach_of(Person.objects.get(pk=clerk.pk), "request.view", TODAY)


def test_an_inactive_person_never_has_a_right(person: Callable[..., Person]) -> None:
    clerk = person("clerk", "caizheng")
    appointing.set_active(clerk, is_active=False)
    assert not reach_of(Person.objects.get(pk=clerk.pk), "request.view", TODAY)


def test_the_organ_above_never_takes_over_the_cases_of_one_below(person: Callable[..., Person]) -> None:
    clerk = person("clerk", "yunxi")
    assert not reach_of(clerk, "request.view", TODAY).covers(Organ.objects.get(pk="caizheng"))


def test_a_path_that_begins_alike_is_never_below(person: Callable[..., Person], county: None) -> None:
    from gongkai.ledger.facts.organ import LedgerOpened
    from gongkai_web.store import ledger
    from tests.web.conftest import act

    twin = LedgerOpened("云溪二县人民政府", "government", "county", "云二公开")
    ledger.record(act("yunxi2", "organ", twin, date(2026, 1, 1)))
    supervisor = person("supervisor", "yunxi")
    assert not reach_of(supervisor, "season.view", TODAY).covers(Organ.objects.get(pk="yunxi2"))


# --- coming in --------------------------------------------------------------------------------------------------------


def test_a_password_is_never_stored_or_shown_in_clear(person: Callable[..., Person], client: Client) -> None:
    zhang = person("clerk", "caizheng", "zhang")
    word = appointing.set_temporary_password(zhang)
    assert word not in Person.objects.get(pk=zhang.pk).password
    page = client.post("/login/", {"username": "nobody", "password": word}).content.decode()
    assert word not in page
    assert word not in "\n".join(str(row) for row in AuditRecord.objects.values_list())


def test_a_page_never_changes_anything_without_a_token(signed_in: Callable[..., Client]) -> None:
    signed_in("operator", "yunxi")
    client = Client(enforce_csrf_checks=True)
    client.force_login(Person.objects.get(key="operator-yunxi"))
    assert client.post(reverse("organ-new"), {}).status_code == 403


def test_no_page_ever_carries_a_script_or_a_style_of_its_own(
    examples: Examples, signed_in: Callable[..., Client]
) -> None:
    looked_at = {"logout", "sessions-end"}
    for role in matrix().roles:
        client = signed_in(role, "yunxi")
        for route in routes():
            if route.name in looked_at or not is_allowed(route, role, "own"):
                continue
            looked_at.add(route.name)
            answer = client.get(examples.address(route, "yunxi"))
            if answer.status_code == 200 and "text/html" in answer["Content-Type"] and not answer.streaming:
                page = answer.content.decode()
                assert "default-src 'self'" in answer["Content-Security-Policy"]
                found = re.findall(
                    r"<script(?![^>]*\bsrc=)[^>]*>|<style|\sstyle=|\son[a-z]+=|javascript:", page
                )
                assert found == [], route.name


def test_nobody_is_never_somebody(client: Client, county: None) -> None:
    for route in routes():
        if not route.arguments and matrix().routes[route.name] != PUBLIC:
            assert client.get(reverse(route.name))["Location"].startswith("/login/"), route.name


def test_marks_are_told_apart() -> None:
    """The proofs above rest on it."""
    everything = [mark for organ in ("yunxi", "caizheng", "qinghe") for mark in Marks(organ).all.values()]
    assert len(set(everything)) == len(everything)
