"""A mark in every private field, and every page walked as everybody: no mark is met where it does not belong.

``WHERE`` says where a mark of a kind may be met at all: on these addresses, by somebody with that right in the organ
of the case. Everything else is a leak, and so is a mark in an address, a title, a log line, or the audit trail. What leaves
the house is opened: archives, PDF, Word. The public side is walked by nobody and by whoever holds number and code.
"""

from __future__ import annotations

import io
import itertools
import logging
import re
import zipfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from gongkai_web.accounts.matrix import PUBLIC, matrix
from gongkai_web.accounts.reach import reach_of
from gongkai_web.store.models import AuditRecord, Notice, Organ, Submission
from tests.web.conftest import TODAY
from tests.web.objects import ORGANS, RELATIONS, Examples, Marks, Route, make, routes
from tests.web.test_matrix import is_allowed

IDENTITY = ("name", "proof", "address", "phone", "email", "contact")
ROLES = tuple(matrix().roles)


@dataclass(frozen=True)
class May:
    """``right`` in the organ of the case, on the addresses that match ``routes``; ``purpose``: once it was said."""

    right: str
    routes: str
    needs_purpose: bool = False


_CASE = r"request(-.*)?|reply(-.*)?|draft(-.*)?|letter(-.*)?|case-file.*|remedy-evidence"
WHERE: Mapping[str, tuple[May, ...]] = {
    **{
        kind: (May("request.reveal", r"request(-.*)?|letter(-.*)?|draft(-.*)?", needs_purpose=True),)
        for kind in IDENTITY
    },
    "wording": (
        May("request.view", r"request(-.*)?|registered|reply(-.*)?|draft(-.*)?|letter(-.*)?|case-file.*"),
    ),
    "third_party": (May("request.view", _CASE),),
    "weighed": (May("request.view", _CASE),),
    "noted": (May("request.view", _CASE),),
    "asked": (May("request.view", _CASE),),
    "about": (May("remedy.view", r"remedy.*"),),
    "draft": (
        May("request.view", r"draft(-.*)?|letter(-.*)?|reply(-.*)?"),
        May("request.export", r"case-file-zip"),
    ),
    "file_name": (May("request.view", r"request(-.*)?|registered|file|attachments|case-file.*|draft(-.*)?"),),
    "file_bytes": (May("file.download", r"file|case-file.*|request-export"),),
}
LEAVES_THE_HOUSE = ("case-file-bundle", "case-file-zip", "remedy-evidence")
"""Whole case files: whoever may make one does so by a button, and it is written down."""
OWN = frozenset({"wording", "asked", "draft"})
"""What the holder of number and code meets: what they asked for, what they were asked, and the letter that they were given."""


@dataclass(frozen=True)
class Met:
    kind: str
    organ: str
    where: str
    who: str

    def __str__(self) -> str:
        return f"{self.kind} of {self.organ} met by {self.who} in {self.where}"


@pytest.fixture
def examples(person: Callable[..., Any]) -> Examples:
    return make(person)


@pytest.fixture
def log(caplog: pytest.LogCaptureFixture) -> pytest.LogCaptureFixture:
    caplog.set_level(logging.DEBUG)
    return caplog


def marks_in(text: str) -> Iterator[tuple[str, str]]:
    """Kind and organ of every mark in the text."""
    for organ in ORGANS:
        for kind, mark in Marks(organ).all.items():
            if mark in text:
                yield kind, organ


def words_of(answer: Any) -> str:
    """All that a browser gets: body and heads, what is packed in a ZIP as well."""
    body = b"".join(answer.streaming_content) if answer.streaming else answer.content
    heads = "\n".join(f"{name}: {value}" for name, value in answer.items())
    return f"{heads}\n{_plain(body)}"


def _plain(body: bytes) -> str:
    if body.startswith(b"PK\x03\x04"):
        with zipfile.ZipFile(io.BytesIO(body)) as archive:
            inside = [f"{name}\n{_plain(archive.read(name))}" for name in archive.namelist()]
        return re.sub(r"<[^>]+>", "", "\n".join(inside))
    if body.startswith(b"%PDF"):
        return _printed(body)
    from html import unescape

    return unescape(body.decode("utf-8", "replace"))


def _printed(body: bytes) -> str:
    """The words on the pages, however the lines were broken."""
    import pypdfium2

    with pypdfium2.PdfDocument(body) as document:
        pages = [page.get_textpage().get_text_bounded() for page in document]
    return re.sub(r"\s", "", "".join(pages))


def outside_the_body(answer: Any) -> str:
    """What travels further than the page: its title, its own and other addresses, heads, the name of a download."""
    text = words_of(answer)
    titles = re.findall(r"<title>.*?</title>", text, re.DOTALL)
    addresses = re.findall(r'(?:href|action|src)="([^"]*)"', text)
    from urllib.parse import unquote

    heads = (unquote(str(answer.get(name, ""))) for name in ("Location", "Content-Disposition"))
    return "\n".join([*titles, *(unquote(each) for each in addresses), *heads])


def leaks(answer: Any, route: Route, may_see: Callable[[str, str], bool], who: str) -> Iterator[Met]:
    for kind, organ in marks_in(words_of(answer)):
        if not may_see(kind, organ):
            yield Met(kind, organ, route.name, who)
    for kind, organ in marks_in(outside_the_body(answer)):
        if kind != "file_name":
            yield Met(kind, organ, f"title or address of {route.name}", who)


def allowed(person: Any, route: Route, *, has_said: Iterable[str] = ()) -> Callable[[str, str], bool]:
    """Whether the person may meet a mark of this kind and organ on the route. ``has_said`` are organs with a purpose."""

    def may_see(kind: str, organ: str) -> bool:
        return any(
            re.fullmatch(each.routes, route.name)
            and reach_of(person, each.right, TODAY).covers(Organ.objects.get(pk=organ))
            and (not each.needs_purpose or organ in has_said)
            for each in WHERE[kind]
        )

    return may_see


def walked(client: Client, examples: Examples, role: str | None) -> Iterator[tuple[Route, Any]]:
    """Every route that the role is let in at, in every organ where it is. Who is kept out at the gate meets no page."""
    for route in _open_to(role):
        for relation in RELATIONS if route.is_of_organ else ("own",):
            if role is None or is_allowed(route, role, relation):
                yield route, client.get(examples.address(route, RELATIONS[relation]))


def _open_to(role: str | None) -> list[Route]:
    """What is public is walked without a role, once."""
    return [
        route
        for route in routes()
        if route.name not in {"logout", "sessions-end"}
        and (role is None or (is_allowed(route, role, "own") and matrix().routes[route.name] != PUBLIC))
    ]


def _everywhere(text: str, where: str, who: str) -> list[Met]:
    return [Met(kind, organ, where, who) for kind, organ in marks_in(text)]


def test_the_marks_are_there_to_be_met(examples: Examples, signed_in: Callable[..., Client]) -> None:
    """Whoever may see them does: a test that meets nothing proves nothing."""
    clerk = signed_in("clerk", "yunxi")
    route = next(route for route in routes() if route.name == "request")
    found = dict(marks_in(words_of(clerk.get(examples.address(route, "yunxi")))))
    assert "wording" in found
    file = next(route for route in routes() if route.name == "file")
    assert "file_bytes" in dict(marks_in(words_of(clerk.get(examples.address(file, "yunxi")))))


@pytest.mark.parametrize("role", ROLES)
def test_no_role_meets_what_is_not_for_it(
    examples: Examples, signed_in: Callable[..., Client], person: Callable[..., Any], log: Any, role: str
) -> None:
    client, who = signed_in(role, "yunxi"), person(role, "yunxi")
    log.clear()
    found = [
        leak
        for route, answer in walked(client, examples, role)
        for leak in leaks(answer, route, allowed(who, route), role)
    ]
    assert sorted(map(str, set(found))) == []
    assert sorted(map(str, _everywhere(log.text, "the log", role))) == []


def test_without_an_account_no_mark_is_met(examples: Examples, client: Client, log: Any) -> None:
    log.clear()
    found = [
        leak
        for route, answer in walked(client, examples, None)
        for leak in leaks(answer, route, lambda _kind, _organ: False, "nobody")
    ]
    assert sorted(map(str, set(found))) == []
    assert _everywhere(log.text, "the log", "nobody") == []


def test_who_said_what_for_sees_that_case_alone_and_it_is_written_down(
    examples: Examples, signed_in: Callable[..., Client], person: Callable[..., Any], log: Any
) -> None:
    from gongkai_web import clock
    from gongkai_web.store import privacy

    clerk, other = signed_in("clerk", "yunxi"), signed_in("leader", "yunxi")
    key = f"request/{examples.values['yunxi']['key']}"
    privacy.reveal("yunxi", key, person("clerk", "yunxi").key, "核对身份", at=clock.now())
    request = next(route for route in routes() if route.name == "request")
    seen = {kind for kind, _ in marks_in(words_of(clerk.get(examples.address(request, "yunxi"))))}
    assert {"name", "phone"} <= seen
    who = person("clerk", "yunxi")
    found = [
        leak
        for route, answer in walked(clerk, examples, "clerk")
        for leak in leaks(answer, route, allowed(who, route, has_said=["yunxi"]), "clerk")
    ]
    assert sorted(map(str, set(found))) == []
    seen = {kind for kind, _ in marks_in(words_of(other.get(examples.address(request, "yunxi"))))}
    assert seen.isdisjoint(IDENTITY)
    assert _everywhere(log.text, "the log", "clerk") == []


def test_forms_that_are_sent_back_tell_nothing(
    examples: Examples, signed_in: Callable[..., Client], person: Callable[..., Any], log: Any
) -> None:
    """Every address is sent an empty form by every role: what comes back is a refusal, and no leak."""
    found: list[Met] = []
    for role in ROLES:
        client, who = signed_in(role, "yunxi"), person(role, "yunxi")
        client.raise_request_exception = False
        for route in _open_to(role):
            answer = client.post(
                examples.address(route, "yunxi"), {"submission": f"x{route.name}{role}"[:60]}
            )
            found += leaks(answer, route, allowed(who, route, has_said=["yunxi"]), role)
            if answer.status_code >= 500:
                found.append(Met("an error", "yunxi", f"POST {route.name}", role))
    assert sorted(map(str, set(found))) == []
    assert _everywhere(log.text, "the log", "staff") == []


def test_what_leaves_the_house_is_of_that_case_alone(
    examples: Examples, signed_in: Callable[..., Client], log: Any
) -> None:
    """The same applicant has another request with the same office: nothing of it goes along."""
    neighbour = _neighbour()
    clerk = signed_in("clerk", "yunxi")
    log.clear()
    for route in (each for each in routes() if each.name in LEAVES_THE_HOUSE):
        answer = clerk.post(examples.address(route, "yunxi"))
        told = words_of(answer)
        assert answer["Content-Type"] in {"application/pdf", "application/zip"}, route.name
        kinds = {kind for kind, organ in marks_in(told) if organ == "yunxi"}
        assert {"third_party", "weighed", "noted"} <= kinds, route.name  # it was opened, and read
        assert {organ for _, organ in marks_in(told)} == {"yunxi"}, route.name
        assert [each for each in neighbour if each in told] == [], route.name
        assert list(marks_in(outside_the_body(answer))) == [], route.name
    assert _everywhere(log.text, "the log", "clerk") == []


def _neighbour() -> tuple[str, ...]:
    from gongkai.ledger.facts import request as facts
    from gongkai_web.store import files, ledger, privacy
    from tests.web.conftest import act

    said = ("邻案原话标记", "邻案意见标记", "邻案附件标记")
    applicant = privacy.put_applicant("yunxi", privacy.Applicant(**Marks("yunxi").fields))
    key = "request/2026-0002"
    arrived = facts.Arrived(
        "on_site", "natural_person", applicant, (facts.Item(1, privacy.put_wording("yunxi", said[0])),)
    )
    answered = facts.ThirdPartyAnswered("第三方乙", "objects", said[1])
    ledger.record(
        *(
            act("yunxi", key, fact, TODAY)
            for fact in (arrived, facts.ThirdPartyConsulted("第三方乙"), answered)
        )
    )
    files.keep("yunxi", key, "application", f"{said[2]}.txt", said[2].encode(), "zhou")
    return said


@pytest.fixture
def holder(examples: Examples, client: Client) -> Client:
    """Somebody who has shown number and code of the request in yunxi."""
    from gongkai_web.store import tickets

    for organ in ORGANS:
        tickets.hand_out(organ, f"request/{examples.values[organ]['key']}", _CODE[organ])
    number = tickets.number_of("yunxi", f"request/{examples.values['yunxi']['key']}")
    answer = client.post("/track/", {"number": number, "code": _CODE["yunxi"]})
    assert answer.status_code == 302, answer.content.decode()
    return client


_CODE = {organ: f"QRST-UVWX-YZ2{number}" for number, organ in enumerate(ORGANS, 3)}


def test_who_holds_number_and_code_meets_their_own_words_alone(
    examples: Examples, holder: Client, log: Any
) -> None:
    """Of their own request what they said, what they were asked and given; of others, and of what others said, nothing."""
    log.clear()
    met, leaked = set[str](), list[Met]()
    for route, answer in _held(holder, examples):
        for kind, organ in marks_in(words_of(answer)):
            met.add(kind)
            if organ != "yunxi" or kind not in OWN:
                leaked.append(Met(kind, organ, route.name, "the holder"))
        leaked += _everywhere(outside_the_body(answer), f"title or address of {route.name}", "the holder")
    assert sorted(map(str, set(leaked))) == []
    assert met == OWN
    assert _everywhere(log.text, "the log", "the holder") == []


def _held(holder: Client, examples: Examples) -> Iterator[tuple[Route, Any]]:
    """Every public page, with the things of every organ in its address; then the letter, taken, and its papers."""
    from gongkai_web.store.models import SignedLetter

    for route, organ in itertools.product(_open_to(None), ORGANS):
        if matrix().routes[route.name] == PUBLIC and route.name != "track-leave":
            address = _of_letter(examples, route, organ)
            yield route, holder.get(address)
            yield route, holder.post(address, {"number": _number_of(examples, organ)})
    papers = next(route for route in routes() if route.name == "track-document")
    for letter in SignedLetter.objects.all():
        for paper in (letter.docx_id, letter.pdf_id):
            yield papers, holder.get(reverse("track-document", args=[letter.pk, paper]))


def _of_letter(examples: Examples, route: Route, organ: str) -> str:
    given = examples.kwargs(route, organ)
    if route.name.startswith(("track-letter", "track-document")):
        given["number"] = examples.values[organ]["letter"]
    if route.name == "track-file":
        given["key"] = examples.values[organ]["file"]
    return reverse(route.name, kwargs=given)


def _number_of(examples: Examples, organ: str) -> str:
    from gongkai_web.store import tickets

    return tickets.number_of(organ, f"request/{examples.values[organ]['key']}")


def test_number_and_code_of_one_open_no_other(examples: Examples, holder: Client, client: Client) -> None:
    holder.post("/track/leave/")
    number = _number_of(examples, "caizheng")
    assert client.post("/track/", {"number": number, "code": _CODE["yunxi"]}).status_code == 200
    assert client.get("/track/request/").status_code == 302


def test_an_error_page_tells_nothing(
    examples: Examples, signed_in: Callable[..., Client], holder: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A bug meets the words of a case: the page of the error does not show them, to the office or to the holder."""
    from gongkai_web.store import free_words, privacy

    def broken(*_: Any, **__: Any) -> Any:
        raise RuntimeError(Marks("yunxi").all["wording"])

    for module, name in ((privacy, "words"), (privacy, "applicant"), (free_words, "spoken")):
        monkeypatch.setattr(module, name, broken)
    met = set[str]()
    for browser, names in (
        (signed_in("clerk", "yunxi"), ("request", "letter", "draft", "remedy", "case-file")),
        (holder, ("track",)),
    ):
        browser.raise_request_exception = False
        for route in (each for each in routes() if each.name.startswith(names)):
            answer = browser.get(examples.address(route, "yunxi"))
            if answer.status_code == 500:
                met.add(route.name)
                assert list(marks_in(words_of(answer))) == [], route.name
    assert {"request", "remedy", "track-case"} <= met


def test_no_mark_stands_in_what_is_kept_in_clear(examples: Examples, person: Callable[..., Any]) -> None:
    """Audit trail, notices, forms that were sent, the titles of cases: none of them is sealed."""
    from gongkai_web.store.models import Case, PrivateWord

    kept = "\n".join(
        str(row) for table in (AuditRecord, Notice, Submission, Case) for row in table.objects.values_list()
    )
    assert list(marks_in(kept)) == []
    sealed = b"".join(bytes(row.sealed or b"") for row in PrivateWord.objects.all()).decode("latin-1")
    assert list(marks_in(sealed)) == []


def test_the_ledger_names_nobody(examples: Examples) -> None:
    """Entries are kept for ever: they hold keys and digests of who asks and of what is asked."""
    from gongkai_web.store.models import Entry

    lines = "\n".join(Entry.objects.values_list("line", flat=True))
    assert list(marks_in(lines)) == []


def test_a_leak_would_be_seen(
    examples: Examples, signed_in: Callable[..., Client], person: Callable[..., Any]
) -> None:
    """The proof of the proof: a page that tells a foreign name is found out."""
    from django.http import HttpResponse

    told = HttpResponse(f"<title>x</title>{Marks('qinghe').fields['name']}")
    route = next(route for route in routes() if route.name == "request")
    found = list(leaks(told, route, allowed(person("clerk", "yunxi"), route), "clerk"))
    assert [str(each) for each in found] == ["name of qinghe met by clerk in request"]
