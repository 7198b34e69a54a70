"""Whether acts may be recorded: each is held against the state of its case, its organ, and the numbers drawn so far."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, BinaryIO

from gongkai.law.rulebook import Rulebook
from gongkai.law.step import Refusal
from gongkai.ledger import states
from gongkai.ledger.chain import linked
from gongkai.ledger.charging import refuse_across_cases
from gongkai.ledger.correcting import against_correction
from gongkai.ledger.entry import Act, Algorithm, Corrected, Entry
from gongkai.ledger.facts.organ import LedgerOpened
from gongkai.ledger.facts.request import Arrived
from gongkai.ledger.index import Index, OrganPlace, entries_of
from gongkai.ledger.numbering import Numbers
from gongkai.ledger.organ import Organ, not_opened
from gongkai.ledger.refused import Refused, senseless
from gongkai.ledger.request_state import Request

_LATEST = 5  # years after the moment of recording: a day beyond it is a slip of the pen


@dataclass(slots=True)
class Admission:
    """The ledger as it would be with the acts admitted so far. Nothing is written here.

    ``index`` is the caller's and changes with every admitted act; ``file`` is open for reading and holds the ledger up
    to where the index stood.
    """

    index: Index
    file: BinaryIO
    rulebook: Rulebook
    algorithm: Algorithm = "sha256"
    lines: list[bytes] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    numbers: Numbers = field(default_factory=Numbers)
    _written: int = field(init=False)
    _cases: dict[tuple[str, str], list[Entry]] = field(default_factory=dict)
    _states: dict[tuple[str, str], Any] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self._written = self.index.size

    def admit(self, act: Act, *, allows_gaps: bool = False) -> Entry:
        """The act in its place. Raises ``Refused`` and ``BadEntry``, and is then as it was before.

        With ``allows_gaps`` a number may be skipped that a later act of the same batch takes: ask :meth:`gaps` then.
        """
        place = self.index.organs.get(act.organ)
        entry, line = self._linked(
            act, place
        )  # refuses what is of a wrong type, before anything is asked about it
        entries = self.case_entries(act.organ, act.case)
        state = self._state_after(act, entries)
        if place and (
            found := tuple(self.numbers.against(act, entries, place.numbering, allows_gaps=allows_gaps))
        ):
            raise Refused(found)
        self._keep(entry, line, entries)
        self._states[act.organ, act.case] = state
        return entry

    def state(self, organ: str, case: str) -> Any:
        """The state of a case after all that was admitted, None where it has no entry."""
        if (organ, case) not in self._states:
            entries = self.case_entries(organ, case)
            self._states[organ, case] = states.fold(entries, case, self.rulebook) if entries else None
        return self._states[organ, case]

    def case_entries(self, organ: str, case: str) -> list[Entry]:
        """The entries of a case, admitted ones among them. They are read once."""
        if (organ, case) not in self._cases:
            place = self.index.organs.get(organ)
            known = place.cases.get(case) if place else None
            read = entries_of(place, known, self.file, until=self._written) if place and known else ()
            self._cases[organ, case] = list(read)
        return self._cases[organ, case]

    def _state_after(self, act: Act, entries: list[Entry]) -> Any:
        if refused := tuple(self._senseless(act)):
            raise Refused(refused)
        if isinstance(act.fact, Corrected):
            organ = self.case_entries(act.organ, "organ")
            if refused := tuple(against_correction(act.fact, entries, organ)):
                raise Refused(refused)
            number = len(self.index.organs[act.organ].offsets) + 1
            state = states.fold(
                [*entries, Entry(act, number, "", "", self.algorithm, "")], act.case, self.rulebook
            )
        else:
            state = states.after(self.state(act.organ, act.case), act, self.rulebook)
        refuse_across_cases(act, state, lambda request: self._of_applicant(act.organ, request), self.rulebook)
        if isinstance(state, Organ) and self._is_below_itself(state):
            raise Refused(
                (senseless("circle", f"这样「{state.key}」成了自己的上级的上级。", "请核对 parent。"),)
            )
        return state

    def _senseless(self, act: Act) -> Iterator[Refusal]:
        if act.organ not in self.index.organs and not (
            act.case == "organ" and isinstance(act.fact, LedgerOpened)
        ):
            yield not_opened(act.organ)
        if act.on.year > act.recorded.year + _LATEST:
            yield senseless(
                "far_future", f"{act.on} 比记录的时刻（{act.recorded.date()}）晚了好几年。", "请核对年份。"
            )

    def _of_applicant(self, organ: str, request: Request) -> list[Request]:
        """The requests of the same applicant in the order in which they were registered, this one as given."""
        cases = self.index.organs[organ].cases_beside(request.case, request.applicant.key)
        found = (request if case == request.case else self.state(organ, case) for case in cases)
        return [each for each in found if each.applicant.key == request.applicant.key]

    def _is_below_itself(self, organ: Organ) -> bool:
        above, seen = organ.parent, set[str]()
        while above is not None and above in self.index.organs and above not in seen:
            if above == organ.key:
                return True
            seen.add(above)
            above = self.state(above, "organ").parent
        return above == organ.key

    def _linked(self, act: Act, organ: OrganPlace | None) -> tuple[Entry, bytes]:
        case = organ.cases.get(act.case) if organ else None
        return linked(
            act,
            number=len(organ.offsets) + 1 if organ else 1,
            previous=organ.hash if organ else "",
            case_previous=case.hash if case else "",
            algorithm=self.algorithm,
        )

    def _keep(self, entry: Entry, line: bytes, before: list[Entry]) -> None:
        """``before`` are the entries of the case, to which this one is added."""
        organ, case = self.index.place(entry.act.organ, entry.act.case, entry.act.on)
        fact = entry.act.fact
        stated = fact.fact if isinstance(fact, Corrected) else fact
        organ.name(stated.applicant.key if isinstance(stated, Arrived) else None, entry.act.case)
        self.numbers.take(entry.act, before, organ.numbering)
        self.index.add(organ, case, entry.hash, len(line) + 1)
        before.append(entry)
        self.lines.append(line)
        self.entries.append(entry)
