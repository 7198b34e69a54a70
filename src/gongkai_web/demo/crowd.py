"""A crowd for load runs: very many organs and requests, of few shapes, admitted by the library and written in chunks.

The first organ has a tenth of all requests; the rest have the same number each.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from itertools import islice
from random import Random
from zoneinfo import ZoneInfo

from django.contrib.auth.hashers import make_password
from django.db import transaction

from gongkai.law.calendar import Calendar
from gongkai.law.rulebook import national
from gongkai.ledger.admission import Admission
from gongkai.ledger.entry import Act, Entry, Fact
from gongkai.ledger.facts.organ import LedgerOpened
from gongkai.ledger.facts.request import Arrived, Assigned, Item, Outcome, Replied, Served
from gongkai.ledger.private import Private
from gongkai_web.accounts.models import Appointment, Person
from gongkai_web.demo.county import OPENED, PASSWORD, ROLES
from gongkai_web.demo.words import Asked, asked
from gongkai_web.store import models, projections
from gongkai_web.store.free_words import apart
from gongkai_web.store.privacy import as_text, sealed_word
from gongkai_web.store.shelf import TableShelf

ROOT, FIRST = "crowd", "crowd-0-1"
"""The organ above all, and the one with the most requests."""
_BELOW = 100
"""Organs of one county, its government among them."""
_AT_ONCE = 25
_BEIJING = ZoneInfo("Asia/Shanghai")
_OUTCOMES = (
    Outcome(1, "granted", states={"supplied": "文件1份", "form": "纸质复印件", "supplied_on": "答复当日"}),
    Outcome(1, "already_public", states={"place": "政府网站“政府信息公开”专栏"}),
    Outcome(1, "not_responsible", states={"explanation": "该事项由另一机关管理"}),
    Outcome(1, "internal_affairs", "logistics", {"explanation": "属于后勤管理"}),
)


@dataclass(frozen=True, slots=True)
class Member:
    """An organ of the crowd. ``requests`` is how many it has."""

    key: str
    parent: str | None
    opened: LedgerOpened
    requests: int


@dataclass(slots=True)
class _Shelf(TableShelf):
    """Of organs that the database does not know yet: nothing is asked of it."""

    def case_tip(self, organ: str, case: str) -> str:
        return self._tips.get((organ, case), "")

    def entries(self, organ: str, case: str) -> list[Entry]:  # noqa: ARG002 - as the shelf of the tables
        return []

    def cases_beside(self, organ: str, case: str, applicant: str) -> list[str]:  # noqa: ARG002
        return [case]

    def _head(self, organ: str) -> models.Head | None:
        return self._heads.get(organ)


@dataclass(slots=True)
class _Batch:
    """What is written together."""

    admission: Admission = field(default_factory=lambda: Admission(_Shelf(), national()))
    words: list[models.PrivateWord] = field(default_factory=list)

    def put(self, organ: str, kind: str, text: str) -> Private:
        row = sealed_word(organ, kind, text)
        self.words.append(row)
        return Private(row.key, row.digest)

    @transaction.atomic
    def write(self) -> None:
        shelf = self.admission.shelf
        assert isinstance(shelf, _Shelf)  # noqa: S101 - made above
        shelf.write()
        models.PrivateWord.objects.bulk_create(self.words)
        self._project()

    def _project(self) -> None:
        cases, deadlines = [], []
        for organ, case in dict.fromkeys((each.act.organ, each.act.case) for each in self.admission.entries):
            known = self.admission.state(organ, case), self.admission.case_entries(organ, case)
            if case == "organ":
                projections.project(organ, case, *known, self.admission.rulebook)
                continue
            row, due = projections.rows(organ, case, *known, self.admission.rulebook)
            cases.append(row)
            deadlines += due
        models.Case.objects.bulk_create(cases)
        models.Deadline.objects.bulk_create(deadlines)


def build(today: date, *, organs: int, requests: int, seed: int = 1) -> None:
    """Fill the empty database with a crowd as it is ``today``, chunk by chunk; says how far it is."""
    rng, calendar = Random(seed), national().calendar
    members = iter(_members(organs, requests))
    done = 0
    while chunk := list(islice(members, _AT_ONCE)):
        batch = _Batch()
        for member in chunk:
            _live(batch, member, rng, calendar, today)
        batch.write()
        done += len(chunk)
        print(f"\r{done}/{organs} 个机关", end="", flush=True)
    print()
    _people()


def _members(organs: int, requests: int) -> Iterator[Member]:
    """The root, then county after county, the government before its bureaus."""
    each, rest = divmod(requests - requests // 10, max(1, organs - 2))
    yield _member(ROOT, None, "云海市", 0)
    for number in range(organs - 1):
        county, place = divmod(number, _BELOW)
        key = f"{ROOT}-{county}" if place == 0 else f"{ROOT}-{county}-{place}"
        parent = ROOT if place == 0 else f"{ROOT}-{county}"
        many = requests // 10 if key == FIRST else each + (number <= rest)
        yield _member(key, parent, f"云海市第{county}县" + ("" if place == 0 else f"第{place}"), many)


def _member(key: str, parent: str | None, name: str, requests: int) -> Member:
    is_bureau = key.count("-") == 2
    profile = LedgerOpened(
        f"{name}局" if is_bureau else f"{name}人民政府",
        "department" if is_bureau else "government",
        "city" if parent is None else "county",
        f"{key}公开",
        parent,
    )
    return Member(key, parent, profile, requests)


def _live(batch: _Batch, member: Member, rng: Random, calendar: Calendar, today: date) -> None:
    _admit(batch, member.key, "organ", OPENED, member.opened)
    span = (today - OPENED).days
    days = sorted(
        calendar.next_working_day(OPENED + timedelta(days=rng.randrange(1, span)))
        for _ in range(member.requests)
    )
    registered, answered = dict[int, int](), dict[int, int]()
    for day in (each for each in days if each <= today):
        registered[day.year] = registered.get(day.year, 0) + 1
        case = f"request/{day.year}-{registered[day.year]:04}"
        _arrives(batch, member.key, case, day, asked(rng, "", channel="on_site"))
        replied = calendar.add_working_days(day, rng.randint(5, 20))
        if replied < today:
            answered[replied.year] = answered.get(replied.year, 0) + 1
            letter = f"{member.opened.short}〔{replied.year}〕{answered[replied.year]}号"
            _is_answered(batch, member.key, case, replied, letter, rng.choice(_OUTCOMES))


def _arrives(batch: _Batch, organ: str, case: str, day: date, application: Asked) -> None:
    applicant = batch.put(organ, "applicant", as_text(application.applicant))
    wording = batch.put(organ, "wording", application.items[0])
    fact = Arrived(application.channel, application.category, applicant, (Item(1, wording),))
    _admit(batch, organ, case, day, fact)
    _admit(batch, organ, case, day, Assigned(f"clerk-{organ}"))


def _is_answered(batch: _Batch, organ: str, case: str, day: date, letter: str, outcome: Outcome) -> None:
    _admit(batch, organ, case, day, Replied((outcome,), letter))
    _admit(batch, organ, case, day, Served(letter, "post", "邮政挂号信收据", posted=day))


def _admit(batch: _Batch, organ: str, case: str, day: date, fact: Fact) -> None:
    moment = datetime.combine(day, time(10), _BEIJING)
    act = Act(organ, case, day, moment, f"clerk-{organ}", fact)
    batch.admission.admit(apart(act, batch.words))


def accounts() -> dict[str, str]:
    """One login a role: those of the first organ, and who is above them all."""
    return {role: f"{role}-{organ}" for role, organ in _ROLES}


def _people() -> None:
    password = make_password(PASSWORD)
    for role, organ in _ROLES:
        key = f"{role}-{organ}"
        person = Person.objects.create(key=key, login=key, name="云海生", password=password)
        Appointment.objects.create(person=person, organ_id=organ, role=role, since=OPENED)


_ROLES = (*((role, FIRST) for role in ROLES), ("supervisor", ROOT), ("operator", ROOT))
