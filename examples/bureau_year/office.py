"""The desk of the office: today, what is recorded there, and what is said of it on the screen."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from contextlib import chdir, redirect_stderr, redirect_stdout
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta, timezone
from heapq import heapify, heappop, heappush
from io import StringIO
from pathlib import Path
from typing import TypeAlias

from gongkai.cli.main import main as gongkai
from gongkai.law.receipt import channel as channel_rule
from gongkai.law.replies import replies
from gongkai.ledger.book import Book
from gongkai.ledger.clock import clock
from gongkai.ledger.entry import Act, Corrected, Fact, kind_of
from gongkai.ledger.facts.organ import LedgerOpened
from gongkai.ledger.facts.request import (
    Arrived,
    Category,
    Channel,
    CoMakerAnswered,
    Confirmed,
    Delayed,
    Extended,
    FeePaid,
    Item,
    Outcome,
    Reopened,
    Replied,
    Served,
    Supplemented,
    ThirdPartyAnswered,
)
from gongkai.ledger.free_text import apart
from gongkai.ledger.labels import KINDS
from gongkai.ledger.private import Private, PrivateStore

ORGAN = "yxzrzy"
PROFILE = LedgerOpened(
    name="云溪县自然资源局",
    kind="department",
    level="county",
    short="云自然资公开",
    reconsideration_body="云溪县人民政府",
    court="云溪县人民法院",
    contact="政府信息公开办公室，0000-7654321",
    online_reconsideration="清江市行政复议网上受理平台",
)
_MOVES_THE_TERM = (
    Confirmed, Supplemented, ThirdPartyAnswered, CoMakerAnswered, Extended, Delayed, FeePaid, Reopened
)  # fmt: skip
BEIJING = timezone(timedelta(hours=8))


@dataclass(slots=True)
class Office:
    """Everything is written in ``folder``: the ledger, what is private beside it, letters, the report."""

    folder: Path
    today: date = date.min
    book: Book = field(init=False)
    store: PrivateStore = field(init=False)
    applicants: dict[str, Private] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.book = Book(self.folder / "台账.jsonl")
        self.store = PrivateStore(self.book.path)

    def records(self, case: str, fact: Fact | Corrected, *breaches: str, says: str = "") -> bool:
        """One entry, or why there is none: the law forbids it, and nobody has owned up to the breach."""
        label = KINDS[kind_of(fact)]
        refused = self._enters(case, fact, *breaches)
        if refused:
            self.tells(f"✗ 没有记入「{label}」：{refused}", case)
        else:
            due = self.due(case) if isinstance(fact, _MOVES_THE_TERM) else ""
            self.tells(f"{label}{f'：{says}' if says else ''}{due}", case)
        return not refused

    def receives(
        self,
        applicant: str,
        *items: str,
        category: Category = "natural_person",
        channel: Channel = "on_site",
        split_from: str | None = None,
        since: tuple[str, str] | None = None,
    ) -> str:
        """A request, under the next number of the register; ``since`` is the number and the day of an earlier one.

        What tells of a person goes to the private store, and only its key into the ledger.
        """
        case = since[0] if since else self.next_case("request")
        if applicant not in self.applicants:
            self.applicants[applicant] = self.store.put(applicant)
        asked = tuple(Item(number, self.store.put(wording)) for number, wording in enumerate(items, 1))
        fact = Arrived(channel, category, self.applicants[applicant], asked, split_from=split_from)
        self._must_enter(case, fact, on=day(since[1]) if since else None)
        self.tells(f"收到申请：{channel_rule(channel).label}，{'；'.join(items)}{self.due(case)}", case)
        return case

    def replies(self, case: str, *outcomes: Outcome, counted_as: str | None = None, breach: str = "") -> str:
        """Signed and posted on one day, under the next number."""
        letter = self.number()
        labels = "；".join(dict.fromkeys(replies()[outcome.kind].label for outcome in outcomes))
        late = "，逾期，如实登记" if breach else ""
        breaches = (breach,) if breach else ()
        if self.records(
            case, Replied(outcomes, letter, counted_as), *breaches, says=f"{labels}，{letter}{late}"
        ):
            self._must_enter(case, Served(letter, "post", "邮政挂号信收据", posted=self.today))
        return letter

    def serves(self, case: str, letter: str, received: str) -> None:
        """Posted today; ``received`` is what the slip that comes back says."""
        slip = Served(letter, "post", "邮政挂号信回执", posted=self.today, received=day(received))
        self._must_enter(case, slip)
        self.tells(f"寄出{letter}，{spoken(day(received))}收到", case)

    def number(self, series: str = "") -> str:
        """The next document number of a series: 云自然资公开补〔2025〕1号."""
        return str(self.book.numbering(ORGAN).next_letter(f"{PROFILE.short}{series}", self.today.year))

    def next_case(self, noun: str) -> str:
        return str(self.book.numbering(ORGAN).next_case(noun, self.today.year))

    def due(self, case: str) -> str:
        due = clock(self.book.state(ORGAN, case), self.book.rulebook).due
        return f"（{due.month}月{due.day}日以前答复）" if due else "（期限还没有起算）"

    def runs(self, line: str) -> None:
        """A command as it is typed, in the folder, and its answer."""
        self.tells(f"$ gongkai {line}")
        for told in self.answers(line)[1].splitlines():
            print(f"      {told}".rstrip())

    def answers(self, line: str) -> tuple[int, str]:
        with chdir(self.folder), redirect_stdout(StringIO()) as out, redirect_stderr(out):
            return gongkai(line.split()), out.getvalue()

    def writes(self, case: str, name: str, options: str) -> None:
        """A letter of the case, as Word or PDF by the ending of its name."""
        to = name.partition(".")[2]
        code, answer = self.answers(f"letter 台账.jsonl --case {case} --to {to} -o {name} {options}")
        self.tells(f"写出「{name}」" if code == 0 else answer.strip(), case)

    def tells(self, says: str, case: str = "") -> None:
        print(f"  {self.today:%m-%d}  {case:<20}  {says}" if case else f"  {says}")

    def _must_enter(self, case: str, fact: Fact, *, on: date | None = None) -> None:
        if refused := self._enters(case, fact, on=on):
            raise ValueError(refused)

    def _enters(self, case: str, fact: Fact | Corrected, *breaches: str, on: date | None = None) -> str:
        """Why it was refused, empty where it stands in the ledger. What somebody said stands apart from it."""
        moment = datetime.combine(self.today, time(17), BEIJING)
        told = apart(fact, self.store.put)
        act = Act(ORGAN, case, on or self.today, moment, "clerk", told, breaches)
        done = self.book.append_all([act], first=self.store.keep)
        return "".join("".join(refused.because) for refused in done.refused)


Story: TypeAlias = Callable[[Office], Iterator[str]]


def live_through(office: Office, stories: Iterable[Story]) -> None:
    """Every case is a story that waits for days; on each day the stories go on that wait for it, in their order."""
    told = [story(office) for story in stories]
    waiting = [(next(story), place) for place, story in enumerate(told)]
    heapify(waiting)
    while waiting:
        on, place = heappop(waiting)
        if on[:7] != f"{office.today:%Y-%m}":
            print(f"\n【{day(on).year}年{day(on).month}月】")
        office.today = day(on)
        if later := next(told[place], None):
            heappush(waiting, (later, place))


def day(text: str) -> date:
    return date.fromisoformat(text)


def spoken(day: date) -> str:
    return f"{day.year}年{day.month}月{day.day}日"
