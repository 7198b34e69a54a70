"""Putting days, choices and templates over the law: what it would change, then the row, then the open cases."""

from __future__ import annotations

import tempfile
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import islice
from pathlib import Path

import yaml
from django.db import transaction

from gongkai.law import settings
from gongkai.law.calendar import Calendar
from gongkai.law.letters import letters
from gongkai.law.replies import replies
from gongkai.law.rulebook import Rulebook
from gongkai.model.letter import Letter, Part
from gongkai.write.letters import docx
from gongkai_web import clock
from gongkai_web.accounts.models import Person
from gongkai_web.administrator import jobs
from gongkai_web.store import files, refreshing
from gongkai_web.store.models import Overlay
from gongkai_web.store.overlays import Kind, checked_rulebook, forget, in_force, overlay_in, rulebook_of
from gongkai_web.store.refreshing import Moved

SORTS: dict[str, str] = {
    "reply": "答复（没有单独模板的各种答复）",
    "notice": "程序性文书（没有单独模板的各种通知）",
    **{key: kind.title for key, kind in letters().items()},
    **{key: kind.label for key, kind in replies().items()},
}
"""What a template may be for, by the name of its file."""
OF_LAW = frozenset({Kind.CALENDAR, Kind.CHOICES})
"""What days follow from."""
_LOOKED_AT = 2000
"""So many open cases are looked at for a preview."""
_SHOWN = 200


@dataclass(frozen=True, slots=True)
class ChangedDay:
    day: date
    was: str
    becomes: str


@dataclass(frozen=True, slots=True)
class Preview:
    """``moved`` are the cases whose next day changes, of the ``looked_at`` that were looked at."""

    days: tuple[ChangedDay, ...]
    moved: tuple[Moved, ...]
    looked_at: int

    @property
    def is_all(self) -> bool:
        return self.looked_at < _LOOKED_AT


def with_row(kind: str, organ: str, name: str, content: str) -> Rulebook:
    """The rulebook as it would be. Raises :class:`~gongkai.law.loader.LawFileError`."""
    texts: dict[str, list[str]] = {}
    for each in (Kind.CALENDAR.value, Kind.CHOICES.value):
        rows = [
            row for row in in_force(each, organ) if (row.organ, row.kind, row.name) != (organ, kind, name)
        ]
        texts[each] = [row.content for row in rows]  # those of the organ come last, as the new one does
        if kind == each and content:
            texts[each].append(content)
    return checked_rulebook(texts[Kind.CALENDAR.value], texts[Kind.CHOICES.value])


def calendar_title(content: str) -> str:
    """What the file calls itself: a later one of the same title takes its place. Raises as :func:`with_row`."""
    return overlay_in(content).title[:120]


def preview(organ: str, after: Rulebook) -> Preview:
    """Which days change, and which open cases move."""
    days = tuple(changed_days(rulebook_of(organ).calendar, after.calendar))
    cases = list(islice(refreshing.open_cases(organ), _LOOKED_AT))
    moved = tuple(islice(refreshing.moved(iter(cases), after), _SHOWN))
    return Preview(days, moved, len(cases))


def changed_days(before: Calendar, after: Calendar) -> Iterator[ChangedDay]:
    """Days that are work in one and rest in the other, or bear another name."""
    years = {day.year for laid in (before, after) for day in {*laid.rest, *laid.work}}
    for year in sorted(years):
        for number in range((date(year + 1, 1, 1) - date(year, 1, 1)).days):
            day = date(year, 1, 1) + timedelta(days=number)
            if before.first <= day <= before.last and after.first <= day <= after.last:
                was, becomes = _said(before, day), _said(after, day)
                if was != becomes:
                    yield ChangedDay(day, was, becomes)


@transaction.atomic
def put_in(kind: str, organ: str, name: str, content: str, because: str, actor: Person) -> int:
    """The row; the open cases follow in the background. How many there are."""
    Overlay.objects.create(
        kind=kind, organ=organ, name=name, content=content, because=because, actor=actor.key, made=clock.now()
    )
    forget()
    return jobs.ask_for(organ, actor.key) if kind in OF_LAW else 0


def choice_text(setting: str, option: str, since: date, organ: str, because: str) -> str:
    """The library's file of one choice, with what was taken before it from an earlier day on."""
    earlier = _earlier(setting, organ)
    taken = {day: each for day, each in earlier.items() if day < since} | {since: option}
    stated = {"organ": organ or "all", "why": because, "choices": {setting: taken}}
    return yaml.safe_dump(stated, allow_unicode=True, sort_keys=False)


def _earlier(setting: str, organ: str) -> Mapping[date, str]:
    row = next(
        (row for row in in_force(Kind.CHOICES, organ) if (row.organ, row.name) == (organ, setting)), None
    )
    if row is None:
        return {}
    found: Mapping[date, str] = yaml.safe_load(row.content)["choices"][setting]
    return found


def taken(setting: str, organ: str, on: date) -> str:
    """The option that holds for the organ."""
    option: str = rulebook_of(organ).choices.of(setting, on)
    return settings.settings()[setting].option(option).says


def tried(sort: str, template: bytes) -> bytes:
    """A sample letter in the template. Raises :class:`~gongkai.write.letters.package.BadTemplate`."""
    with tempfile.TemporaryDirectory() as folder:
        (Path(folder) / f"{sort}.docx").write_bytes(template)
        return docx.render(sample(sort), templates=Path(folder))


def sample(sort: str) -> Letter:
    """A letter with every part that one of this sort may have."""
    parts = [Part("opening", "你（单位）于2026年3月2日提交的政府信息公开申请收悉。")]
    if sort != "notice" and sort not in letters():
        parts += [
            Part("request", "申请公开：本机关2025年度部门预算。", 1),
            Part("facts", "经检索，查明如下。", 1),
            Part("decision", "依据《中华人民共和国政府信息公开条例》，本机关决定予以公开。", 1),
            Part("reasons", "理由如下。", 1),
            Part("supplied", "以纸质复印件提供。", 1),
            Part("remedy", "如对本告知不服，可以依法申请行政复议或者提起行政诉讼。"),
        ]
    else:
        parts.append(Part("notice", "请于收到本通知之日起十五个工作日内补正。"))
    parts.append(Part("contact", "联系电话：0000-1234567"))
    return Letter(
        sort,
        "样张",
        "云溪县某局",
        "某申请人",
        tuple(parts),
        number="云某公开〔2026〕1号",
        day=date.fromisoformat("2026-03-16"),
        attachments=("附件一",),
        code="AB12CD34",
    )


def stored(organ: str, name: str, content: bytes, actor: Person) -> str:
    """The key of the template's file."""
    return files.keep(organ, "", "template", name, content, actor.key).key


def _said(calendar: Calendar, day: date) -> str:
    described = calendar.describe(day)
    return described or ("上班" if calendar.is_working(day) else "休息")


def shown_rows(rows: Sequence[Overlay]) -> dict[str, str]:
    """Names of the actors of the rows."""
    return dict(Person.objects.filter(key__in={row.actor for row in rows}).values_list("key", "name"))
