"""Whether acts may be recorded: each is held against the state of its case, its organ, and the numbers drawn so far."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from gongkai.law.rulebook import Rulebook
from gongkai.law.step import Refusal
from gongkai.ledger import states
from gongkai.ledger.chain import linked
from gongkai.ledger.charging import refuse_across_cases
from gongkai.ledger.correcting import against_correction
from gongkai.ledger.entry import Act, Algorithm, Corrected, Entry
from gongkai.ledger.facts.organ import LedgerOpened, OrganEnded
from gongkai.ledger.numbering import Numbers
from gongkai.ledger.opening import OF_OPENING, against_opening
from gongkai.ledger.organ import Organ, against_successor, ended_already, not_opened
from gongkai.ledger.refused import Refused, senseless
from gongkai.ledger.request_state import Request
from gongkai.ledger.shelf import TIP_OF_NONE, Shelf

_LATEST = 5  # years after the moment of recording: a day beyond it is a slip of the pen


@dataclass(slots=True)
class Admission:
    """The ledger as it would be with the acts admitted so far. Nothing is written here.

    ``shelf`` is told of every entry that is admitted, and stays so where a later act of a batch is refused.
    """

    shelf: Shelf
    rulebook: Rulebook
    algorithm: Algorithm = "sha256"
    lines: list[bytes] = field(default_factory=list)
    entries: list[Entry] = field(default_factory=list)
    numbers: Numbers = field(default_factory=Numbers)
    _cases: dict[tuple[str, str], list[Entry]] = field(default_factory=dict)
    _states: dict[tuple[str, str], Any] = field(default_factory=dict)

    def admit(self, act: Act, *, allows_gaps: bool = False) -> Entry:
        """The act in its place. Raises ``Refused`` and ``BadEntry``, and is then as it was before.

        With ``allows_gaps`` a number may be skipped that a later act of the same batch takes: ask :meth:`gaps` then.
        """
        entry, line = self._linked(act)  # refuses what is of a wrong type, before anything is asked about it
        entries = self.case_entries(act.organ, act.case)
        state = self._state_after(act, entries)
        if found := tuple(self._against_numbers(act, entries, allows_gaps=allows_gaps)):
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
            self._cases[organ, case] = self.shelf.entries(organ, case)
        return self._cases[organ, case]

    def _state_after(self, act: Act, entries: list[Entry]) -> Any:
        ended = self._of_ended_organs(act, is_new=not entries)
        if refused := (*self._senseless(act), *ended, *self._of_successors(act)):
            raise Refused(refused)
        if isinstance(act.fact, Corrected):
            organ = self.case_entries(act.organ, "organ")
            if refused := tuple(against_correction(act.fact, entries, organ)):
                raise Refused(refused)
            number = self.shelf.tip(act.organ)[0] + 1
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
        if not self._is_opened(act.organ) and not (
            act.case == "organ" and isinstance(act.fact, LedgerOpened)
        ):
            yield not_opened(act.organ)
        elif isinstance(act.fact, OF_OPENING):
            yield from against_opening(act, self.state(act.organ, "organ"))
        if act.on.year > act.recorded.year + _LATEST:
            yield senseless(
                "far_future", f"{act.on} 比记录的时刻（{act.recorded.date()}）晚了好几年。", "请核对年份。"
            )

    def _of_ended_organs(self, act: Act, *, is_new: bool) -> Iterator[Refusal]:
        """An organ that is no more begins no case but the filing of its last report."""
        if is_new and act.noun not in {"organ", "filing"} and self._is_opened(act.organ):
            organ = self.state(act.organ, "organ")
            if organ.ended is not None and act.on > organ.ended:
                yield ended_already(organ)

    def _of_successors(self, act: Act) -> Iterator[Refusal]:
        """Who goes on with an organ that ends has a ledger, is there, and may still count what comes to it."""
        last, fact = (act.fact.on, act.fact.fact) if isinstance(act.fact, Corrected) else (act.on, act.fact)
        if not isinstance(fact, OrganEnded) or fact.successor == act.organ:
            return
        if not self._is_opened(fact.successor):
            yield not_opened(fact.successor)
        elif self._is_opened(act.organ):
            first_open = self.state(act.organ, "organ").first_open_year
            yield from against_successor(self.state(fact.successor, "organ"), last, counts_from=first_open)

    def _of_applicant(self, organ: str, request: Request) -> list[Request]:
        """The requests of the same applicant in the order in which they were registered, this one as given."""
        cases = self.shelf.cases_beside(organ, request.case, request.applicant.key)
        found = (request if case == request.case else self.state(organ, case) for case in cases)
        return [each for each in found if each.applicant.key == request.applicant.key]

    def _is_below_itself(self, organ: Organ) -> bool:
        above, seen = organ.parent, set[str]()
        while above is not None and self._is_opened(above) and above not in seen:
            if above == organ.key:
                return True
            seen.add(above)
            above = self.state(above, "organ").parent
        return above == organ.key

    def _is_opened(self, organ: str) -> bool:
        return self.shelf.tip(organ) != TIP_OF_NONE

    def _against_numbers(self, act: Act, entries: list[Entry], *, allows_gaps: bool) -> Iterator[Refusal]:
        if self._is_opened(act.organ):
            numbering = self.shelf.numbering(act.organ)
            yield from self.numbers.against(act, entries, numbering, allows_gaps=allows_gaps)

    def _linked(self, act: Act) -> tuple[Entry, bytes]:
        number, previous = self.shelf.tip(act.organ)
        return linked(
            act,
            number=number + 1,
            previous=previous,
            case_previous=self.shelf.case_tip(act.organ, act.case),
            algorithm=self.algorithm,
        )

    def _keep(self, entry: Entry, line: bytes, before: list[Entry]) -> None:
        """``before`` are the entries of the case, to which this one is added."""
        self.shelf.keep(entry, line)
        self.numbers.take(entry.act, before, self.shelf.numbering(entry.act.organ))
        before.append(entry)
        self.lines.append(line)
        self.entries.append(entry)
