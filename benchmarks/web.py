"""Pages over a crowd of organs and requests, against a page of the same stack that asks for nothing."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from django.test import Client

AIM = 2
TRIVIAL = "/account/password/"
"""Session, person, rights, side bar, a form: all that every page has."""
_TODAY = "2026-03-16"


@dataclass(frozen=True, slots=True)
class Page:
    """One page as somebody has it open. ``queries`` is how often it asks the database."""

    name: str
    show: Callable[[object], object]
    trivial: Callable[[object], object]
    queries: int
    trivial_queries: int


def prepared(home: Path, *, organs: int, requests: int) -> None:
    """Django on a fresh home with a crowd in it; one that is there already is taken as it is."""
    home.mkdir(parents=True, exist_ok=True)
    os.environ |= {"GONGKAI_HOME": str(home), "GONGKAI_TODAY": _TODAY, "GONGKAI_SECOND_FACTOR": "optional"}
    from gongkai_web.commands import ready

    ready.set_up()
    ready.migrate()
    from gongkai_web.demo import crowd
    from gongkai_web.store.models import Organ

    if not Organ.objects.exists():
        crowd.build(date.fromisoformat(_TODAY), organs=organs, requests=requests)


def pages() -> Iterator[Page]:
    """Of the clerk of the organ with a tenth of all requests, and of who supervises all organs."""
    from gongkai_web.demo.crowd import FIRST, ROOT

    clerk, supervisor = _signed_in(f"clerk-{FIRST}"), _signed_in(f"supervisor-{ROOT}")
    short = _open_case(FIRST)
    for name, client, path in (
        ("desk", clerk, "/work/"),
        ("list of requests", clerk, "/work/requests/"),
        ("list, open ones by their day", clerk, "/work/requests/?state=open&order=due"),
        ("list, a page further on", clerk, _further(clerk, "/work/requests/")),
        ("case", clerk, f"/work/{FIRST}/requests/{short}/"),
        ("desk of the supervisor", supervisor, "/work/"),
        ("filing season of all organs", supervisor, "/work/season/2025/"),
        ("list of organs", _signed_in(f"operator-{ROOT}"), "/work/organs/"),
    ):
        yield Page(
            name,
            partial(_shown, client, path),
            partial(_shown, client, TRIVIAL),
            _queries(client, path),
            _queries(client, TRIVIAL),
        )


def _signed_in(login: str) -> Client:
    from django.test import Client

    from gongkai_web.accounts.models import Person

    client = Client()
    client.force_login(Person.objects.get(key=login))
    return client


def _open_case(organ: str) -> str:
    from gongkai_web.store.models import Case

    key = Case.objects.filter(organ=organ, is_open=True).values_list("key", flat=True).earliest("id")
    return str(key).partition("/")[2]


def _further(client: Client, path: str) -> str:
    """The address behind "next", some pages on."""
    import re

    for _ in range(5):
        found = re.search(r'href="(\?[^"]*after=[^"]*)"', client.get(path).content.decode())
        if found is None:
            return path
        path = "/work/requests/" + found[1].replace("&amp;", "&")
    return path


def _shown(client: Client, path: str, _: object) -> Any:
    answer = client.get(path)
    if answer.status_code != 200:
        raise LookupError(f"{path}: {answer.status_code}")
    return answer.content


def _queries(client: Client, path: str) -> int:
    from django.db import connection
    from django.test.utils import CaptureQueriesContext

    with CaptureQueriesContext(connection) as asked:
        _shown(client, path, None)
    return len(asked)
