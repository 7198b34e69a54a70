"""The deadline board: what is due in all cases of a ledger on a day, what others have let pass, and what to look at."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

from gongkai.law.calendar import BeyondCalendar
from gongkai.law.rulebook import Rulebook
from gongkai.law.terms import NoTermYet, yearly_day
from gongkai.ledger import publication, remedy
from gongkai.ledger.clock import clock
from gongkai.ledger.deadline import Deadline, Deadlines
from gongkai.ledger.entry import Entry
from gongkai.ledger.organ import Organ
from gongkai.ledger.publication import Publication
from gongkai.ledger.refused import Refused
from gongkai.ledger.remedy import Remedy
from gongkai.ledger.request_state import ENDED, STATUS_LABELS, Request
from gongkai.ledger.states import fold

OF_OTHERS = frozenset(
    (
        "supplement.until",
        "consultation.third_party",
        "consultation.co_maker",
        "reasons.until",
        "fee.payment",
    )
)
"""What somebody else has time for; when it has passed, the organ has to go on."""


@dataclass(frozen=True, slots=True)
class Due:
    """One line of the board. ``days`` are the working days left, negative where the day has passed."""

    organ: str
    case: str
    about: str
    deadline: Deadline
    days: int
    today: date
    actors: tuple[str, ...] = ()

    @property
    def left(self) -> str:
        """How much time is left, as people say it. On a day of rest nothing counts: a day late may be no working day."""
        if self.deadline.due < self.today:
            return f"逾期 {-self.days} 个工作日" if self.days else "已过期"
        return "今天到期" if self.deadline.due == self.today else f"还有 {self.days} 个工作日"


@dataclass(frozen=True, slots=True)
class Remark:
    organ: str
    case: str
    says: str


@dataclass(frozen=True, slots=True)
class OpenCase:
    """A case that somebody has to go on with, and where it stands. ``actors`` is whom it was given to; while it was given
    to nobody, who wrote entries of it, the last one last.
    """

    organ: str
    case: str
    stands: str
    actors: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Board:
    """``overdue`` is what the organ owes since an earlier day, ``soon`` what is due within so many working days;
    ``elapsed`` is what others had time for and let pass. ``open_cases`` are all that have not come to their end.
    """

    today: date
    within: int
    overdue: tuple[Due, ...]
    soon: tuple[Due, ...]
    later: tuple[Due, ...]
    elapsed: tuple[Due, ...]
    remarks: tuple[Remark, ...]
    open_cases: tuple[OpenCase, ...]


def board(
    entries: Iterable[Entry],
    rulebook: Rulebook,
    *,
    today: date,
    within: int = 5,
    organs: frozenset[str] | None = None,
    actor: str | None = None,
) -> Board:
    """All that is due. ``organs`` and ``actor`` leave out what concerns others."""
    looking = _Looking(rulebook, today)
    for (organ, case), found in _by_case(entries, organs).items():
        looking.take(organ, case, found)
    looking.relate()
    dues = [due for due in looking.dues if actor is None or actor in due.actors]
    dues.sort(key=lambda due: (due.deadline.due, due.organ, due.case, due.deadline.key))
    late = [due for due in dues if due.deadline.due < today]
    coming = [due for due in dues if due.deadline.due >= today]
    named = {(each.organ, each.case) for each in looking.open_cases if actor is None or actor in each.actors}
    return Board(
        today=today,
        within=within,
        overdue=tuple(due for due in late if due.deadline.is_duty),
        soon=tuple(due for due in coming if due.days <= within),
        later=tuple(due for due in coming if due.days > within),
        elapsed=tuple(due for due in late if due.deadline.key in OF_OTHERS),
        remarks=tuple(each for each in looking.remarks if actor is None or (each.organ, each.case) in named),
        open_cases=tuple(each for each in looking.open_cases if (each.organ, each.case) in named),
    )


def reports_due(
    organ: str, kind: str, level: str, first_open_year: int, today: date, ended: date | None = None
) -> Iterator[Deadline | Remark]:
    """A report for each year that is over and not closed, or why nobody knows its day.

    Who ended owes them for the years on whose last day it was there.
    """
    key = "report.government" if kind == "government" else "report.department"
    until = today if ended is None else min(today, ended + timedelta(days=1))
    for year in range(first_open_year, until.year):
        if level == "township":
            says = f"{year} 年度报告：条例没有写明乡级的公布日期，请按上级政府信息公开工作主管部门的要求。"
            yield Remark(organ, "organ", says)
            continue
        try:
            due = yearly_day(key, year)
        except NoTermYet:
            continue
        yield Deadline(due.key, due.label, due.day, due.basis)


def related(
    organ: str, matters: Sequence[Remedy], requests: Mapping[str, Request], handled: Mapping[str, str]
) -> Iterator[Remark]:
    """What the remedies and the requests of an organ say of one another. ``handled`` is who signed in each reply."""
    learnt = remedy.lessons(matters, requests, handled)
    for warned in remedy.warned(learnt, requests.values()):
        yield Remark(organ, warned.request, warned.says)
    for awaited in remedy.awaited_replies(matters, requests):
        yield Remark(organ, awaited.remedy, awaited.step.says)
    for matter in matters:
        request = requests.get(matter.request or "")
        step = remedy.direct_suit_warning(matter, request) if request and matter.is_pending else None
        if step is not None:
            yield Remark(organ, matter.case, step.says)


def _by_case(
    entries: Iterable[Entry], organs: frozenset[str] | None
) -> Mapping[tuple[str, str], list[Entry]]:
    cases: dict[tuple[str, str], list[Entry]] = {}
    for entry in entries:
        if organs is None or entry.act.organ in organs:
            cases.setdefault((entry.act.organ, entry.act.case), []).append(entry)
    return cases


@dataclass(slots=True)
class _Looking:
    """The cases of a ledger, one after the other; requests and remedies kept, as they look at one another."""

    rulebook: Rulebook
    today: date
    dues: list[Due] = field(default_factory=list)
    remarks: list[Remark] = field(default_factory=list)
    open_cases: list[OpenCase] = field(default_factory=list)
    requests: dict[str, dict[str, Request]] = field(default_factory=dict)
    remedies: dict[str, list[Remedy]] = field(default_factory=dict)
    handled: dict[str, str] = field(default_factory=dict)

    def take(self, organ: str, case: str, entries: list[Entry]) -> None:
        try:
            state = fold(entries, case, self.rulebook)
            deadlines = list(self._deadlines(state))
        except (Refused, BeyondCalendar) as error:
            says = "".join(each.says for each in error.refusals) if isinstance(error, Refused) else str(error)
            self.remarks.append(
                Remark(organ, case, f"记录前后矛盾，得不出状态：{says}请运行 gongkai ledger verify。")
            )
            return
        self._keep(organ, state, entries)
        actors = _whose(state, entries)
        for deadline, about in deadlines:
            self._due(organ, case, about, deadline, actors)
        if (stands := _stands(state, self.rulebook)) is not None:
            self.open_cases.append(OpenCase(organ, case, stands, actors))

    def relate(self) -> None:
        """What requests and remedies say of one another."""
        for organ, matters in self.remedies.items():
            self.remarks += related(organ, matters, self.requests.get(organ, {}), self.handled)

    def _keep(self, organ: str, state: Any, entries: list[Entry]) -> None:
        if isinstance(state, Request):
            self.requests.setdefault(organ, {})[state.case] = state
            self.handled.update(remedy.handlers(entry.act for entry in entries))
        elif isinstance(state, Remedy):
            self.remedies.setdefault(organ, []).append(state)

    def _deadlines(self, state: Any) -> Iterator[tuple[Deadline, str]]:
        match state:
            case Request():
                yield from ((each, "申请") for each in clock(state, self.rulebook).deadlines)
            case Publication():
                title = f"《{state.description.title.strip('《》')}》"
                yield from self._of(state, publication.deadlines(state, self.rulebook), title)
            case Remedy():
                about = f"{remedy.PATH_LABELS[state.path]}　{state.instance.body}"
                yield from self._of(state, remedy.deadlines(state, self.rulebook), about)
            case Organ():
                yield from self._reports(state)

    def _of(
        self, state: Publication | Remedy, found: Deadlines, about: str
    ) -> Iterator[tuple[Deadline, str]]:
        """What is due; what has no day is said beside it."""
        for step in found.steps:
            if step.day is None:
                self.remarks.append(Remark(state.organ, state.case, step.says))
        yield from ((each, about) for each in found.open)

    def _reports(self, state: Organ) -> Iterator[tuple[Deadline, str]]:
        owed = reports_due(state.key, state.kind, state.level, state.first_open_year, self.today, state.ended)
        for found in owed:
            if isinstance(found, Remark):
                self.remarks.append(found)
            else:
                yield found, f"{found.due.year - 1} 年度报告"

    def _due(self, organ: str, case: str, about: str, deadline: Deadline, actors: tuple[str, ...]) -> None:
        calendar = self.rulebook.calendar
        if deadline.due < self.today:
            if not deadline.is_duty and deadline.key not in OF_OTHERS:
                return  # what could have been done, or was an appointment
            days = -calendar.working_days_between(deadline.due, self.today)
        else:
            days = calendar.working_days_between(self.today, deadline.due)
        self.dues.append(Due(organ, case, about, deadline, days, self.today, actors))


def _whose(state: Any, entries: Sequence[Entry]) -> tuple[str, ...]:
    if isinstance(state, Request | Remedy | Publication) and state.assigned:
        return (state.assigned,)
    return tuple(dict.fromkeys(reversed([entry.act.actor for entry in entries])))[::-1]


def _stands(state: Any, rulebook: Rulebook) -> str | None:
    """Where an open case stands; None for one that has come to its end."""
    match state:
        case Request():
            return None if state.status in ENDED else STATUS_LABELS[state.status]
        case Publication() if state.is_owed or publication.deadlines(state, rulebook).open:
            return "待公布" if state.is_owed else "待处理"
        case Remedy():
            if state.is_pending:
                return f"{remedy.LEVEL_LABELS[state.instance.level]}审理中"
            return "待履行" if remedy.is_to_be_performed(state) else None
        case _:
            return None
