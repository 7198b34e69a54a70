"""Ledgers for tests: small acts, and chains of them that need not make sense as cases."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from pathlib import Path

from gongkai.ledger.chain import linked
from gongkai.ledger.entry import Act, Corrected, Entry, Fact
from gongkai.ledger.facts import organ, request
from gongkai.ledger.private import Private

MOMENT = datetime.fromisoformat("2026-01-05T09:30:00+08:00")
OPENED = organ.LedgerOpened("云溪县财政局", "department", "county", "云财公开")
ARRIVED = request.Arrived(
    "on_site", "natural_person", Private("p1", "sha256:" + "a" * 64), (request.Item(1, Private("p2", "x")),)
)


def act(case: str, on: str, fact: Fact | Corrected, *, organ: str = "czj") -> Act:
    return Act(organ, case, date.fromisoformat(on), MOMENT, "zhang", fact)


def granted(letter: str) -> request.Replied:
    return request.Replied((request.Outcome(1, "granted"),), letter)


def chained(acts: Sequence[Act]) -> list[bytes]:
    """The lines of a ledger that holds the acts, whatever they say."""
    ends: dict[tuple[str, ...], Entry] = {}
    lines = []
    for each in acts:
        before, of_case = ends.get((each.organ,)), ends.get((each.organ, each.case))
        entry, line = linked(
            each,
            number=before.number + 1 if before else 1,
            previous=before.hash if before else "",
            case_previous=of_case.hash if of_case else "",
        )
        ends[each.organ,] = ends[each.organ, each.case] = entry
        lines.append(line)
    return lines


def write(path: Path, lines: Sequence[bytes]) -> Path:
    path.write_bytes(b"".join(line + b"\n" for line in lines))
    return path
