"""Rubbish sent to every address: never a bug, and what is said of it is said in Chinese, at the field.

The fields of a form are those that pages show. An address whose form no example shows gets a little of everything.
"""

from __future__ import annotations

import logging
import re
import sys
import traceback
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.core.signals import got_request_exception
from django.test import Client
from django.urls import resolve
from lxml import html

from gongkai_web.store.submissions import FIELD
from tests.web.objects import Examples, Route, make, routes
from tests.web.test_matrix import ROLES, is_allowed

RUBBISH: Mapping[str, str] = {
    "nothing": "",
    "a day that is none": "2026-02-30",
    "the first year": "0001-01-01",
    "the last year": "9999-12-31",
    "less than nothing": "-1",
    "more than a column holds": "9" * 30,
    "a zero byte": "甲\x00乙",
    "emoji and HTML": "👩‍👩‍👧‍👦🀄\"'><script>alert(1)</script>",
    "a foreign key": "qinghe",
    "very much": "云" * 100_000,
}
_LITTLE = {kind: RUBBISH[kind] for kind in ("the first year", "a zero byte")}
_ENDING = {"logout", "sessions-end"}
_KEPT = {FIELD, "head", "digest", "opened"}
"""What a page carries for itself: somebody who types does not touch it."""
_ERRORS = {"error", "notice-error"}
_NAMES = re.compile(r"「.*?」|例如.*|（.*?）|[\w.-]+@[\w.-]+|http://")
_ENGLISH = re.compile(r"(?<![A-Za-z])[a-z]{4,}")


@dataclass(frozen=True)
class Form:
    """``along`` is what its page sends along."""

    address: str
    fields: frozenset[str]
    files: frozenset[str]
    along: tuple[tuple[str, str], ...] = ()
    has_must: bool = False

    def filled(self, text: str) -> dict[str, Any]:
        files = {name: _file() for name in self.files if text}
        return {**dict.fromkeys(self.fields, text), **files, **dict(self.along)}


def _file() -> SimpleUploadedFile:
    return SimpleUploadedFile("图片.pdf.exe", b"MZ\x00\xff" * 64, "application/x-msdownload")


@pytest.fixture
def examples(person: Callable[..., Any]) -> Examples:
    return make(person)


@pytest.fixture(autouse=True)
def _quietly() -> Iterator[None]:
    """A log of a refusal keeps the whole request."""
    logging.disable(logging.CRITICAL)
    yield
    logging.disable(logging.NOTSET)


@pytest.fixture
def bugs() -> Iterator[list[str]]:
    """Whatever was raised and not caught."""
    found: list[str] = []

    def hear(**_: Any) -> None:
        found.append("".join(traceback.format_exception(*sys.exc_info())[-2:]))

    got_request_exception.connect(hear)
    yield found
    got_request_exception.disconnect(hear)


@pytest.fixture
def clients(signed_in: Callable[..., Client]) -> dict[str, Client]:
    found = {role: signed_in(role, "yunxi") for role in ROLES}
    for client in found.values():
        client.raise_request_exception = False
    return found


def test_rubbish_is_never_a_bug_and_refused_in_chinese(
    examples: Examples, clients: dict[str, Client], bugs: list[str]
) -> None:
    shown, wrong = _shown(examples, clients), []
    little = frozenset(name for forms in shown.values() for form in forms for name in form.fields)
    for route, client in _open(clients):
        unseen = [
            Form(examples.address(route, "yunxi"), frozenset(n for n in little if ":" not in n), frozenset())
        ]
        for kind, text in (RUBBISH if route.name in shown else _LITTLE).items():
            for form in shown.get(route.name, unseen):
                answer = client.post(form.address, form.filled(text))
                if answer.status_code >= 500:
                    wrong.append(f"{route.name}, {kind}: {answer.status_code}, {bugs[-1:]}")
                wrong += [
                    f"{route.name}, {kind}: {said}" for said in _said(answer) if _is_english(said, text)
                ]
    assert not wrong, "\n".join(dict.fromkeys(wrong))


def test_what_is_missing_is_said_at_the_field(examples: Examples, clients: dict[str, Client]) -> None:
    shown, silent = _shown(examples, clients), []
    for route, client in _open(clients):
        for form in shown.get(route.name, []):
            if form.has_must:
                answer = client.post(form.address, form.filled(""))
                if answer.status_code != 200 or not _said(answer):
                    silent.append(f"{route.name}: {answer.status_code}")
    assert silent == []


def _open(clients: Mapping[str, Client]) -> Iterator[tuple[Route, Client]]:
    """Every route with the browser of the first role that it is open to."""
    for route in routes():
        if route.name not in _ENDING:
            yield route, clients[next(role for role in ROLES if is_allowed(route, role, "own"))]


def _shown(examples: Examples, clients: Mapping[str, Client]) -> Mapping[str, list[Form]]:
    """The forms of all pages, by the route that they are sent to; of those with the same fields one."""
    found: dict[str, dict[frozenset[str], Form]] = defaultdict(dict)
    for route, client in _open(clients):
        address = examples.address(route, "yunxi")
        answer = client.get(address)
        for form in _forms(_page(answer), address) if answer.status_code == 200 else ():
            found[resolve(form.address).url_name or ""].setdefault(form.fields, form)
    return {name: list(forms.values()) for name, forms in found.items()}


def _forms(page: Any, address: str) -> Iterator[Form]:
    for form in page.iter("form"):
        if form.get("method") == "post":
            named = [each for each in form.iter("input", "select", "textarea") if each.get("name")]
            along = {each.get("name"): each.get("value", "") for each in named if each.get("name") in _KEPT}
            files = frozenset(each.get("name") for each in named if each.get("type") == "file")
            typed = {each.get("name") for each in named} - files - _KEPT - {"csrfmiddlewaretoken"}
            to = urlsplit(form.get("action") or address).path
            has_must = bool(form.find_class("must"))
            yield Form(to, frozenset(typed), files, tuple(along.items()), has_must)


def _page(answer: Any) -> Any:
    is_page = not answer.streaming and answer.content and answer["Content-Type"].startswith("text/html")
    return html.fromstring(answer.content.decode() if is_page else "<p>")


def _said(answer: Any) -> list[str]:
    """The messages at the fields and above the form."""
    found = _page(answer).iter("div", "p", "li", "span")
    return [each.text_content().strip() for each in found if _ERRORS & set(each.get("class", "").split())]


def _is_english(said: str, typed: str) -> bool:
    return bool(_ENGLISH.search(_NAMES.sub("", said.replace(typed.strip() or "\0", ""))))
