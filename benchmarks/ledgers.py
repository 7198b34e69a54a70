"""Ledgers made for measuring: as many entries as wanted, from organs that do what organs do, through several years."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from random import Random

from gongkai.ledger.chain import linked
from gongkai.ledger.entry import Act, Entry, Fact
from gongkai.ledger.facts import organ, publication, request
from gongkai.ledger.private import Private

FIRST = 2019
YEARS = 6
ORGANS = 20
_RECORDED = datetime(2026, 1, 5, 1, 30, tzinfo=UTC)
_OPEN_AT_ONCE = 40  # requests of one organ that wait for their next act at the same time
_KINDS = ("granted", "partially_granted", "state_secret", "not_exist", "petition", "misc")
_CATEGORIES = ("natural_person", "natural_person", "natural_person", "business", "legal_service")


def write(path: Path, entries: int, *, seed: int = 1) -> Path:
    """A ledger of so many entries, with its chains."""
    ends: dict[tuple[str, ...], Entry] = {}
    with path.open("wb") as file:
        for each in acts(entries, seed=seed):
            before, of_case = ends.get((each.organ,)), ends.get((each.organ, each.case))
            entry, line = linked(
                each,
                number=before.number + 1 if before else 1,
                previous=before.hash if before else "",
                case_previous=of_case.hash if of_case else "",
            )
            ends[each.organ,] = ends[each.organ, each.case] = entry
            file.write(line + b"\n")
    return path


def key_of(number: int) -> str:
    return f"organ-{number:02}"


def acts(entries: int, *, seed: int = 1) -> Iterator[Act]:
    """The acts of a ledger, spread evenly over the years; every chain begins with its opening."""
    random = Random(seed)
    organs = [_Office(key_of(number), random) for number in range(ORGANS)]
    for office in organs:
        yield office.opening()
    days = YEARS * 365
    for number in range(entries - ORGANS):
        on = date(FIRST, 1, 1) + timedelta(days=number * days // entries)
        yield organs[random.randrange(ORGANS)].next(on)


class _Office:
    """One organ: it registers a request or goes on with one that is open, and publishes in between."""

    def __init__(self, key: str, random: Random) -> None:
        self.key, self.random = key, random
        self.cases = 0
        self.open: list[tuple[str, Iterator[Fact]]] = []

    def opening(self) -> Act:
        above = None if self.key == key_of(0) else key_of(0)
        fact = organ.LedgerOpened(f"云溪县{self.key}局", "department", "county", "云公开", above)
        return self._act("organ", date(FIRST, 1, 1), fact)

    def next(self, on: date) -> Act:
        if self.random.random() < 0.15:
            return self._act(self._case("publication", on), on, self._made())
        if len(self.open) < _OPEN_AT_ONCE:
            case = self._case("request", on)
            course = self._course()
            self.open.append((case, course))
            return self._act(case, on, next(course))
        place = self.random.randrange(len(self.open))
        case, course = self.open[place]
        fact = next(course, None)
        if fact is None:
            del self.open[place]
            return self.next(on)
        return self._act(case, on, fact)

    def _course(self) -> Iterator[Fact]:
        """The acts of one request, from its arrival to the service of the reply."""
        who = Private(f"applicant/{self.random.randrange(10_000)}", "0" * 64)
        what = Private(f"wording/{self.cases}", "1" * 64)
        category = self.random.choice(_CATEGORIES)
        yield request.Arrived("on_site", category, who, (request.Item(1, what),))  # type: ignore[arg-type]
        if self.random.random() < 0.3:
            yield request.SupplementAsked(("所需信息的名称",), date(FIRST + YEARS, 1, 1), "letter/1")
            yield request.Supplemented()
        if self.random.random() < 0.2:
            yield request.ThirdPartyConsulted("party/1", "letter/2", (1,))
            yield request.ThirdPartyAnswered("party/1", "consents")
        yield request.Searched("档案室、办公系统", "经办人", has_found=True)
        if self.random.random() < 0.1:
            yield request.Withdrawn("书面")
            return
        outcome = request.Outcome(1, self.random.choice(_KINDS), None, {"link": "第三号柜"})
        yield request.Replied((outcome,), "letter/3")
        yield request.Served("letter/3", "post", "回执", None, None)

    def _made(self) -> Fact:
        kind = "normative_documents" if self.random.random() < 0.02 else "other"
        return publication.Made(publication.Description("关于有关事项的通知", kind))  # type: ignore[arg-type]

    def _case(self, noun: str, on: date) -> str:
        self.cases += 1
        return f"{noun}/{on.year}-{self.cases:06}"

    def _act(self, case: str, on: date, fact: Fact) -> Act:
        return Act(self.key, case, on, _RECORDED, "clerk", fact)
