"""The law as an organ applies it: the national data with the days, choices and templates that were put over it."""

from __future__ import annotations

import tempfile
from collections.abc import Iterable, Iterator, Mapping
from contextlib import contextmanager
from contextvars import ContextVar
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from pathlib import Path

from gongkai.law import calendar, settings
from gongkai.law.overlay import Overlay as CalendarOverlay
from gongkai.law.overlay import load_overlay
from gongkai.law.rulebook import Rulebook, national
from gongkai.law.settings import Choices
from gongkai_web.store import files
from gongkai_web.store.models import Overlay, StoredFile

Kind = Overlay.Kind


@dataclass(slots=True)
class _Memory:
    """What one page has asked already: a list of a hundred rows asks the database once."""

    own: frozenset[str] | None = None
    books: dict[str, Rulebook] = field(default_factory=dict)


_MEMORY: ContextVar[_Memory | None] = ContextVar("rulebooks", default=None)


@contextmanager
def remembering() -> Iterator[None]:
    """While a page is made, its rulebooks are looked up once."""
    token = _MEMORY.set(_Memory())
    try:
        yield
    finally:
        _MEMORY.reset(token)


def forget() -> None:
    """Something was put in or taken back on this very page."""
    if _MEMORY.get() is not None:
        _MEMORY.set(_Memory())


def rulebook_of(organ: str) -> Rulebook:
    """The rulebook that holds for the organ: what holds for all, and its own over that."""
    memory = _MEMORY.get()
    if memory is None:
        return _looked_up(organ)
    if organ not in memory.books:
        memory.books[organ] = _book(organ, memory) if memory.books else _looked_up(organ)
    return memory.books[organ]


def _book(organ: str, memory: _Memory) -> Rulebook:
    """Of one organ more: most have nothing of their own, and what holds for all is looked up once."""
    if memory.own is None:
        memory.own = frozenset(Overlay.objects.exclude(organ="").values_list("organ", flat=True).distinct())
    if organ in memory.own:
        return _looked_up(organ)
    if "" not in memory.books:
        memory.books[""] = _looked_up("")
    return memory.books[""]


def in_force(kind: str, organ: str) -> list[Overlay]:
    """The newest of each name, those for all before those of the organ alone; what was taken back is left out."""
    newest: dict[tuple[str, str], Overlay] = {}
    for row in Overlay.objects.filter(kind=kind, organ__in={"", organ}).order_by("id"):
        newest.pop((row.organ, row.name), None)
        newest[row.organ, row.name] = row
    return sorted((row for row in newest.values() if row.content), key=lambda row: (row.organ, row.pk))


def checked_rulebook(calendars: Iterable[str], choices: Iterable[str]) -> Rulebook:
    """As it would be with these files. Raises :class:`~gongkai.law.loader.LawFileError`."""
    return _rulebook(tuple(calendars), tuple(choices))


@contextmanager
def templates(organ: str) -> Iterator[Path | None]:
    """The organ's own letter templates as a folder, as ``write.letters`` takes it; None where there are none."""
    rows = in_force(Kind.TEMPLATE, organ)
    if not rows:
        yield None
        return
    with tempfile.TemporaryDirectory() as folder:
        for row in rows:  # those of the organ come last and take the place of those for all
            stored = StoredFile.objects.get(pk=row.content)
            (Path(folder) / f"{row.name}.docx").write_bytes(files.content(stored))
        yield Path(folder)


def _looked_up(organ: str) -> Rulebook:
    rows = Overlay.objects.filter(kind__in=(Kind.CALENDAR, Kind.CHOICES), organ__in={"", organ})
    newest: dict[tuple[str, str, str], tuple[int, str]] = {}
    for row in rows.order_by("id").values_list("kind", "organ", "name", "id", "content"):
        newest[row[:3]] = row[3:]
    held = sorted((key[1], number, key[0], text) for key, (number, text) in newest.items() if text)
    return _rulebook(
        tuple(text for _, _, kind, text in held if kind == Kind.CALENDAR),
        tuple(text for _, _, kind, text in held if kind == Kind.CHOICES),
    )


@lru_cache(maxsize=256)
def _rulebook(calendars: tuple[str, ...], choices: tuple[str, ...]) -> Rulebook:
    if not calendars and not choices:
        return national()
    own: dict[str, Mapping[date, str]] = {}
    for text in choices:
        own |= _choices(text).own
    overlays = [overlay_in(text) for text in calendars]
    return Rulebook(
        calendar.with_overlays(calendar.national(), overlays),
        Choices(None, own) if own else settings.national(),
    )


@lru_cache(maxsize=256)
def overlay_in(text: str) -> CalendarOverlay:
    """The days that a file states. Raises :class:`~gongkai.law.loader.LawFileError`."""
    with _as_file(text, "日历.yaml") as path:
        return load_overlay(path)


@lru_cache(maxsize=256)
def _choices(text: str) -> Choices:
    with _as_file(text, "选择.yaml") as path:
        return settings.load_choices(path)


@contextmanager
def _as_file(text: str, name: str) -> Iterator[Path]:
    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / name
        path.write_text(text, "utf-8")
        yield path
