"""One example of everything in three organs, every private field with a mark of its own, and the addresses of all pages.

To add a page whose address takes something that is not here: make the thing in :func:`make`, and name it in ``VALUES``
by its argument, or in ``OF_ROUTES`` by its route where the argument means something else there.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cache
from typing import Any

import pytest
from django.urls import URLPattern, URLResolver, get_resolver, reverse

from gongkai.ledger.facts import publication, remedy
from gongkai.ledger.facts import request as facts
from tests.web.conftest import TODAY, act

ORGANS = ("yunxi", "caizheng", "qinghe")
"""The one that people here work in, one below it, and one that has nothing to do with it."""
RELATIONS = dict(zip(("own", "below", "other"), ORGANS, strict=True))
_NAMES = {"yunxi": "柳霁岚", "caizheng": "柳岫嵋", "qinghe": "柳泠潺"}
_CODES = {organ: f"ABCD-EFGH-JKMN-PQR{number}" for number, organ in enumerate(ORGANS, 2)}
_CONTACTS = {"yunxi": "霍旖旎", "caizheng": "霍氤氲", "qinghe": "霍蹁跹"}


@dataclass(frozen=True)
class Marks:
    """What stands in the private fields of the case of one organ, and nowhere else in the world."""

    organ: str

    @property
    def fields(self) -> Mapping[str, str]:
        number = ORGANS.index(self.organ)
        return {
            "name": _NAMES[self.organ],
            "proof": f"33010219900307{number}51X",
            "address": f"云溪县白石镇秘字巷{number}弄七号",
            "phone": f"1390000{number}567",
            "email": f"mark{number}secret@example.cn",
            "contact": _CONTACTS[self.organ],
        }

    @property
    def all(self) -> Mapping[str, str]:
        """What must not be met, by its kind: of a masked name the first character may stand."""
        number = ORGANS.index(self.organ)
        identity = {
            kind: text[1:] if kind in {"name", "contact"} else text for kind, text in self.fields.items()
        }
        identity["address"] = f"秘字巷{number}弄"
        return {
            **identity,
            "wording": f"申请原话标记{number}",
            "third_party": f"第三方的话标记{number}",
            "weighed": f"权衡内容标记{number}",
            "noted": f"送达凭证标记{number}",
            "asked": f"补正要求标记{number}",
            "about": f"复议事由标记{number}",
            "draft": f"文书草稿标记{number}",
            "file_name": f"附件名标记{number}",
            "file_bytes": f"ATTACHED-BYTES-MARK-{number}",
        }


@dataclass
class Examples:
    """``values`` are those of the arguments of addresses, by organ; ``of_routes`` where a route means another thing."""

    values: dict[str, dict[str, Any]] = field(default_factory=dict)
    of_routes: dict[str, dict[tuple[str, str], Any]] = field(default_factory=dict)

    def kwargs(self, route: Route, organ: str) -> dict[str, Any]:
        """The arguments of the route for the thing of that organ."""
        found = {}
        for name in route.arguments:
            own = self.of_routes[organ]
            if (route.name, name) in own:
                found[name] = own[route.name, name]
            elif name in self.values[organ]:
                found[name] = self.values[organ][name]
            else:
                pytest.fail(
                    f"the route '{route.name}' takes '{name}', of which tests/web/objects.py has no example: "
                    "make one in make(), and put it into values, or into of_routes for this route alone"
                )
        return found

    def address(self, route: Route, organ: str) -> str:
        return reverse(route.name, kwargs=self.kwargs(route, organ))


@dataclass(frozen=True)
class Route:
    name: str
    arguments: tuple[str, ...]

    @property
    def is_of_organ(self) -> bool:
        """Whether what the address names belongs to an organ."""
        return bool({"organ", "person"} & set(self.arguments))


@cache
def routes() -> tuple[Route, ...]:
    """Every address of the system that has a view."""
    return tuple(_routes(get_resolver().url_patterns))


def _routes(patterns: list[URLPattern | URLResolver], above: tuple[str, ...] = ()) -> Iterator[Route]:
    for pattern in patterns:
        own = (*above, *pattern.pattern.converters)
        if isinstance(pattern, URLResolver):
            yield from _routes(pattern.url_patterns, own)
        else:
            assert pattern.name, f"{pattern.pattern} has no name: nothing in the matrix can allow it"
            yield Route(pattern.name, own)


def make(person: Callable[..., Any]) -> Examples:
    """The examples, in a county that is there. Everybody is appointed in ``yunxi``."""
    found = Examples()
    for organ in ORGANS:
        found.values[organ] = {"organ": organ, **_case(organ, person)}
        found.of_routes[organ] = _others(organ)
    return found


def _case(organ: str, person: Callable[..., Any]) -> dict[str, Any]:
    """A request of every private field, consulted upon, with an attachment and a draft."""
    from gongkai_web.store import files, ledger, privacy

    marks = Marks(organ)
    clerk = person("clerk", organ, f"worker-{organ}")
    key = f"request/2026-{ORGANS.index(organ) + 1:04}"
    for number in range(1, ORGANS.index(organ) + 1):  # so that no two organs have a case of one key
        _registered(organ, f"request/2026-{number:04}", privacy.Applicant("某单位有限公司"), "其他申请")
    _registered(organ, key, privacy.Applicant(**marks.fields), marks.all["wording"])
    _record(organ, key, facts.Assigned(clerk.key), facts.ThirdPartyConsulted("第三方甲"))
    _record(organ, key, facts.ThirdPartyAnswered("第三方甲", "objects", marks.all["third_party"]))
    _record(organ, key, facts.Weighed(marks.all["weighed"], marks.all["weighed"]))
    _record(organ, key, facts.SupplementAsked((marks.all["asked"],), TODAY), facts.Supplemented())
    _record(organ, key, facts.LetterIssued("receipt", "接收回执"))
    _record(organ, key, facts.Served("接收回执", "direct", marks.all["noted"]))
    stored = files.keep(
        organ,
        key,
        "application",
        f"{marks.all['file_name']}.txt",
        marks.all["file_bytes"].encode(),
        clerk.key,
    )
    draft = _draft(organ, key, marks, clerk.key)
    letter = _letter(organ, key, marks, clerk.key)
    about = marks.all["about"]
    challenged = remedy.Challenged("reconsideration", "云溪县人民政府", request=key, about=about)
    ledger.record(act(organ, "remedy/2026-0001", challenged, date(2026, 3, 12)))
    described = publication.Description("云溪县公共资源目录", "normative_documents")
    ledger.record(act(organ, "publication/2026-0001", publication.Made(described), date(2026, 3, 3)))
    return {
        "key": key.partition("/")[2],
        "person": clerk.key,
        "file": stored.key,
        "year": 2026,
        "number": draft,
        "letter": letter,
        "old": 1,
        "new": 1,
        "kind": "searched",
        "cell": "requests.total.total",
        "to": "json",
        "setting": "consultation.excluded_days",
        "sort": "reply",
        **_upload(organ),
    }


def _draft(organ: str, key: str, marks: Marks, actor: str) -> int:
    """An extension whose reason nobody has agreed to yet; the number of its version."""
    from gongkai_web.letters import versions
    from gongkai_web.letters.casework import casework
    from gongkai_web.letters.content import Content

    work = casework(organ, key)
    assert work is not None
    fact = {"type": "request.extended", "days": 20, "approver": "", "reason": marks.all["draft"]}
    return versions.save(work, Content("extension", fact), actor=actor, on=TODAY).number


def _letter(organ: str, key: str, marks: Marks, actor: str) -> int:
    """A receipt that was given to the applicant, with all of the draft's words in it."""
    import json

    from gongkai.model.letter import Letter, Part
    from gongkai.model.letter_payload import to_payload
    from gongkai_web.letters.signing import place
    from gongkai_web.store import files
    from gongkai_web.store.models import SignedLetter
    from gongkai_web.store.sealing import seal

    words = (Part("notice", marks.all["draft"]),)
    letter = Letter("receipt", "接收回执", organ, marks.fields["name"], words, code=_CODES[organ])
    kept = [
        files.keep(organ, key, "letter", f"接收回执.{to}", f"{marks.all['draft']}{to}".encode(), actor)
        for to in ("docx", "pdf")
    ]
    sealed = seal(json.dumps(to_payload(letter), ensure_ascii=False).encode(), place(organ, key, "接收回执"))
    row = SignedLetter.objects.create(
        organ=organ, case=key, kind="receipt", name="接收回执", code=_CODES[organ], day=TODAY,
        docx=kept[0], pdf=kept[1], sealed=sealed, actor=actor, made=_moment(),
    )  # fmt: skip
    return row.pk


def _others(organ: str) -> dict[tuple[str, str], Any]:
    from gongkai_web.accounts.models import Appointment
    from gongkai_web.store.models import Notice, Overlay

    notice = Notice.objects.create(person=f"worker-{organ}", says="通知", made=_moment())
    overlay = Overlay.objects.filter(kind="template").first() or _template()
    appointment = Appointment.objects.get(person__key=f"worker-{organ}")
    return {
        ("notice", "number"): notice.pk,
        ("appointment-end", "number"): appointment.pk,
        ("law-template", "number"): overlay.pk,
        ("law-take-back", "number"): overlay.pk,
        ("figures-document", "key"): "2026-0001",
        ("remedy-record", "kind"): "answer_filed",
        ("request-correct", "number"): _arrival(organ),
        ("figures-document-assign", "key"): "2026-0001",
        **{
            (route.name, "letter"): "extension"
            for route in routes()
            if route.name in {"letter-new", "draft"} or route.name.startswith("draft-")
        },
        **{(route.name, "number"): 1 for route in routes() if route.name.startswith(("report", "figures"))},
        **{(route.name, "year"): _reported(organ) for route in routes() if route.name.startswith("report")},
        **{(route.name, "year"): _reported(organ) for route in routes() if "check" in route.arguments},
        **{(route.name, "check"): _seen(organ) for route in routes() if "check" in route.arguments},
    }


def _arrival(organ: str) -> int:
    """The number of the entry with which the case of the organ began."""
    from gongkai_web.store import ledger

    return ledger.entries_of(organ, f"request/2026-{ORGANS.index(organ) + 1:04}")[0].number


def _upload(organ: str) -> dict[str, Any]:
    """A report that came as a file and waits to be read."""
    from gongkai_web.uploads import receiving

    row = receiving.add(organ, f"batch-{organ}", "年度报告.html", b"<p>2024", f"worker-{organ}")
    return {"batch": row.batch, "upload": row.pk, "page": 1}


def _reported(organ: str) -> int:
    """The year of a report that somebody has begun to type."""
    from gongkai_web.reports import beginning, versions
    from gongkai_web.store.models import Organ

    found = Organ.objects.get(pk=organ)
    year = found.opened.year - 1
    if versions.latest(found, year) is None:
        report = beginning.begun(found, year, "typed")
        versions.save(found, year, report, came="typed", actor=f"worker-{organ}")
    return year


def _seen(organ: str) -> int:
    """Somebody looked at the public page of that report."""
    from gongkai_web.store.models import Organ
    from gongkai_web.witness import looking
    from gongkai_web.witness.comparing import Verdict
    from gongkai_web.witness.fetching import Page

    year, found = _reported(organ), Organ.objects.get(pk=organ)
    known = looking.history(organ, year).first()
    if known is None:
        version = found.reportversion_set.get(year=year)
        page = Page("https://www.yunxi.gov.example/1.html", 200, b"<p>2025</p>")
        verdict = Verdict(looking.WRONG[0], "有 1 格与报送的不同。", (("requests.total.total", "1", "2"),))
        seen = looking.Seen(version, page.landed, verdict, page)
        known = looking.keep(found, year, seen, actor=f"worker-{organ}")
    return known.pk


def _template() -> Any:
    from gongkai.write.letters.templates import SHIPPED
    from gongkai_web.store import files
    from gongkai_web.store.models import Overlay

    stored = files.keep("", "", "template", "模板.docx", (SHIPPED / "reply.docx").read_bytes(), "zhou")
    return Overlay.objects.create(
        kind="template", name="reply", content=stored.key, actor="zhou", made=_moment()
    )


def _registered(organ: str, key: str, applicant: Any, wording: str) -> None:
    from gongkai_web.store import ledger, privacy

    stated = facts.Arrived(
        "on_site",
        "natural_person",
        privacy.put_applicant(organ, applicant),
        (facts.Item(1, privacy.put_wording(organ, wording)),),
    )
    ledger.record(act(organ, key, stated, date(2026, 3, 9)))


def _record(organ: str, key: str, *stated: Any) -> None:
    from gongkai_web.store import ledger

    for fact in stated:
        ledger.record(act(organ, key, fact, date(2026, 3, 10)))


def _moment() -> Any:
    from gongkai_web import clock

    return clock.now()
