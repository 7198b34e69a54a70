"""Every address for every role, in the own organ, in one below it and in another: open exactly when the matrix says so."""

from __future__ import annotations

import itertools
from collections.abc import Callable
from typing import Any

import pytest
from django.contrib.auth.models import AnonymousUser
from django.http import Http404
from django.test import Client, RequestFactory
from django.urls import resolve

from gongkai_web.accounts.gate import Gate
from gongkai_web.accounts.matrix import PUBLIC, SIGNED_IN, Relation, matrix
from tests.web.objects import RELATIONS, Examples, Route, make, routes

ROLES = tuple(matrix().roles)
_ENDING = {"logout", "sessions-end"}
"""After these nobody is signed in any more."""
REACHES = {Relation.OWN: {"own"}, Relation.BELOW: {"own", "below"}, Relation.ALL: {"own", "below", "other"}}


@pytest.fixture
def examples(person: Callable[..., Any]) -> Examples:
    return make(person)


def is_allowed(route: Route, role: str, relation: str) -> bool:
    """What the matrix says."""
    right = matrix().routes[route.name]
    if right in {PUBLIC, SIGNED_IN}:
        return True
    reach = matrix().rights[right].roles.get(role)
    return reach is not None and (not route.is_of_organ or relation in REACHES[reach])


def _through_the_gate(route: Route, address: str, user: Any) -> str:
    """What the gate itself makes of it, whatever the page behind it would say."""
    request: Any = RequestFactory().get(address)
    request.resolver_match = resolve(address)
    request.user = user
    request.session = {"seen": 9e12}
    request.today = _today()
    try:
        answer = Gate(lambda _: None).process_view(request, lambda _: None, (), request.resolver_match.kwargs)  # type: ignore[arg-type,return-value]
    except Http404:
        return "404"
    return "open" if answer is None else str(answer.status_code)


def _today() -> Any:
    from gongkai_web import clock

    return clock.today()


def _organ_argument(route: Route) -> bool:
    return "organ" in route.arguments


def test_no_route_is_without_a_row_and_no_row_without_a_route() -> None:
    named = [route.name for route in routes()]
    assert sorted(set(named) ^ set(matrix().routes)) == []
    assert [name for name, count in itertools.groupby(sorted(named)) if len(list(count)) > 1] == []


def test_every_right_is_used() -> None:
    """By an address, a job or a command, or by a page that asks for it beside its own."""
    import re
    from pathlib import Path

    import gongkai_web

    named = {*matrix().routes.values(), *matrix().jobs.values(), *matrix().commands.values()}
    folder = Path(gongkai_web.__file__).parent
    asked = set()
    for path in (*folder.rglob("*.py"), *folder.rglob("*.html")):
        asked |= set(re.findall(r"""["']([a-z]+\.[a-z_]+)["']""", path.read_text("utf-8")))
    assert sorted(set(matrix().rights) - named - asked) == []


def test_every_role_has_a_right_and_is_granted_by_somebody() -> None:
    for role in matrix().roles.values():
        assert any(role.key in right.roles for right in matrix().rights.values()), role.key
        assert role.granted_by, role.key


def test_the_gate_opens_exactly_where_the_matrix_says_so(
    examples: Examples, person: Callable[..., Any]
) -> None:
    staff = {role: person(role, "yunxi") for role in ROLES}
    wrong = []
    for route, role, relation in itertools.product(routes(), ROLES, RELATIONS):
        if not _organ_argument(route) and relation != "own":
            continue
        found = _through_the_gate(route, examples.address(route, RELATIONS[relation]), staff[role])
        if (found == "open") != is_allowed(route, role, relation):
            wrong.append(f"{route.name}: {role}, {relation}: {found}")
    assert wrong == []


def test_without_an_account_only_what_is_public_opens(examples: Examples) -> None:
    wrong = []
    for route in routes():
        found = _through_the_gate(route, examples.address(route, "yunxi"), AnonymousUser())
        wanted = "open" if matrix().routes[route.name] == PUBLIC else "302"
        if found != wanted:
            wrong.append(f"{route.name}: {found}")
    assert wrong == []


def test_without_an_appointment_only_what_is_everybodys_opens(
    examples: Examples, person: Callable[..., Any]
) -> None:
    from gongkai_web.accounts.models import Appointment, Person

    nobody = Person.objects.get(pk=person("clerk", "yunxi", "nobody").pk)
    Appointment.objects.filter(person=nobody).delete()
    for route in routes():
        found = _through_the_gate(route, examples.address(route, "yunxi"), nobody)
        is_everybodys = matrix().routes[route.name] in {PUBLIC, SIGNED_IN}
        assert found == ("open" if is_everybodys else "403"), route.name


def test_pages_answer_as_the_gate_does_and_none_breaks(
    examples: Examples, signed_in: Callable[..., Client]
) -> None:
    """Every page as all to whom it is open; and closed, by GET and POST, to the first role that the gate keeps out."""
    wrong, kept_out = [], set()
    for role in ROLES:
        client = signed_in(role, "yunxi")
        client.raise_request_exception = False
        for route in routes():
            if route.name in _ENDING or (
                role != ROLES[0] and matrix().routes[route.name] in {PUBLIC, SIGNED_IN}
            ):
                continue
            if not is_allowed(route, role, "own"):
                if route.name not in kept_out:
                    kept_out.add(route.name)
                    wrong += _unless_closed(client, examples, route, "own", 403, role)
                continue
            for relation in RELATIONS if route.is_of_organ else ("own",):
                if not is_allowed(route, role, relation):
                    wrong += _unless_closed(client, examples, route, relation, 404, role)
                elif (status := client.get(examples.address(route, RELATIONS[relation])).status_code) >= 500:
                    wrong.append(f"GET {route.name} as {role}, {relation}: {status}")
    assert wrong == []


def _unless_closed(
    client: Client, examples: Examples, route: Route, relation: str, closed: int, role: str
) -> list[str]:
    address = examples.address(route, RELATIONS[relation])
    found = [client.get(address).status_code, client.post(address).status_code]
    return (
        [] if found == [closed] * 2 else [f"{route.name} as {role}, {relation}: {found} instead of {closed}"]
    )


def test_nothing_is_open_that_is_not_there(client: Client, county: None) -> None:
    assert client.get("/work/no-such-organ/figures/record/").status_code in {302, 404}
    assert client.get("/admin/").status_code == 404
