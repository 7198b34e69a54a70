"""The days of each case of the clock, as the page and the picture of its months lay them out: golden pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from gongkai.ledger.clock import clock
from gongkai.ledger.timeline import timeline
from gongkai.model.timeline import DayMark
from tests.ledger.clock_cases import FOLDER, cases, folded, rulebook

FILES = sorted(path.stem for path in FOLDER.glob("*.yaml"))
CASES = [(name, case) for name, case in cases() if "senseless" not in case]
_OF_THE_CALENDAR = {"rest", "holiday", "makeup"}


@pytest.mark.parametrize("file", FILES)
def test_pages(file: str, golden: Callable[[str, str], None]) -> None:
    pages = ["\n".join(_page(case)) for name, case in CASES if name.startswith(f"{file}：")]
    golden(f"days/{file}.txt", "\n\n".join(pages) + "\n")


def _page(case: dict[str, Any]) -> Iterator[str]:
    book = rulebook(case.get("settings", {}))
    state = folded(case["acts"], book, tuple(case.get("breaches", ())))
    found = clock(state, book, today=case.get("today"))
    shown = timeline(state, found, book, title=case["name"], today=case.get("today"))
    assert (shown.steps, shown.due) == (found.steps, found.due)
    assert (shown.is_provisional, shown.known_until) == (found.is_provisional, found.known_until)
    yield f"# {shown.title}"
    yield f"{min(mark.day for mark in shown.days)} {max(mark.day for mark in shown.days)}"
    yield from _folded([mark for mark in shown.days if mark.kind == "counted"])
    yield from _folded([mark for mark in shown.days if mark.kind == "excluded"])
    told = [mark for mark in shown.days if mark.kind not in {*_OF_THE_CALENDAR, "counted", "excluded"}]
    yield from (f"  {mark.day} {mark.kind} {mark.label}{mark.count or ''}" for mark in told)


def _folded(marks: list[DayMark]) -> Iterator[str]:
    """Days of one kind in one line, with the first and the last number where they are numbered."""
    if marks:
        first, last = marks[0], marks[-1]
        assert {mark.label for mark in marks} == {""}
        yield f"  {first.kind} {len(marks)}：{_day(first)}至{_day(last)}"


def _day(mark: DayMark) -> str:
    return f"{mark.day}" + (f"（{mark.count}）" if mark.count is not None else "")
