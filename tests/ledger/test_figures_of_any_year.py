"""No sequence of valid entries can produce a table whose balances do not hold – and other things true of any ledger."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date, timedelta
from itertools import pairwise
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, precondition, rule, run_state_machine_as_test

from gongkai.law.forms import forms
from gongkai.law.remedies import results
from gongkai.law.replies import row_of
from gongkai.law.rulebook import Rulebook, national
from gongkai.law.settings import Choices
from gongkai.ledger import states
from gongkai.ledger.counting.days import Years, closed_year_touched
from gongkai.ledger.entry import Act, Corrected, Fact
from gongkai.ledger.facts import organ, publication, remedy, request
from gongkai.ledger.figures import Figures, count
from gongkai.ledger.refused import Refused
from gongkai.ledger.request import fold
from gongkai.model.cell import number
from tests.ledger import naive_count
from tests.ledger.cast import act
from tests.ledger.yearly import SOMEBODY, described

BUREAU, TOWN = "yunxi-finance", "baishi-town"
FIRST, LAST = 2024, 2027
CATEGORIES = ("natural_person", "business", "research", "public_welfare", "legal_service", "other")
KINDS = ("granted", "state_secret", "not_exist", "petition", "already_public", "misc")
RESULTS = ("litigation_claim_dismissed", "litigation_revoked", "litigation_withdrawn")
KEYS = st.sampled_from((BUREAU, TOWN))
BACK = st.sampled_from((0, 0, 0, 1, 5, 20, 60))
PICK = st.integers(0, 10**6)


class AnyYears(RuleBasedStateMachine):
    """Two organs, one above the other, through a few years; every act that the ledger takes is one that may be."""

    rulebook = national()
    is_counted_naively = True

    def __init__(self) -> None:
        super().__init__()
        self.today = date(FIRST, 3, 1)
        self.acts: list[Act] = []
        self.states: dict[tuple[str, str], Any] = {}
        self.frozen: dict[tuple[str, int], Counter[str]] = {}
        for key, parent in ((BUREAU, None), (TOWN, BUREAU)):
            opening = organ.LedgerOpened(key, "department", "county", "云公开", parent)
            self.record(key, "organ", date(FIRST, 1, 1), opening)

    # --- recording ---

    def record(self, key: str, case: str, on: date, fact: Fact) -> bool:
        """Append the act if the ledger takes it, with the breaches that it owns up to."""
        new = act(on.isoformat(), fact, case=case, organ=key)
        state = self.states.get((key, case))
        refused = states.noun(new.noun).refusals(state, new, self.rulebook)
        if any(not each.is_breach for each in refused):
            return False
        new = act(on.isoformat(), fact, *(each.code for each in refused), case=case, organ=key)
        self.states[key, case] = states.after(state, new, self.rulebook)
        self.acts.append(new)
        return True

    def case(self, noun: str, pick: int, is_meant: Callable[[Any], bool] = bool) -> tuple[str, str] | None:
        known = [
            each for each, state in self.states.items() if each[1].startswith(f"{noun}/") and is_meant(state)
        ]
        return known[pick % len(known)] if known else None

    def further(
        self, noun: str, pick: int, back: int, fact: Fact, is_meant: Callable[[Any], bool] = bool
    ) -> None:
        if (case := self.case(noun, pick, is_meant)) is not None:
            self.record(*case, self.today - timedelta(days=back), fact)

    # --- what may happen ---

    @rule(days=st.sampled_from((1, 10, 40, 100, 200)))
    def time_passes(self, days: int) -> None:
        self.today = min(self.today + timedelta(days=days), date(LAST, 12, 31))

    @rule(
        key=KEYS,
        category=st.sampled_from(CATEGORIES),
        channel=st.sampled_from(("on_site", "internet")),
        back=BACK,
    )
    def request_arrives(self, key: str, category: Any, channel: Any, back: int) -> None:
        items = (request.Item(1, SOMEBODY), request.Item(2, SOMEBODY))
        fact = request.Arrived(channel, category, SOMEBODY, items)
        self.record(key, f"request/{len(self.states)}", self.today - timedelta(days=back), fact)

    @rule(pick=PICK, back=BACK)
    def confirmed(self, pick: int, back: int) -> None:
        self.further("request", pick, back, request.Confirmed("电话"), lambda state: state.received is None)

    @rule(pick=PICK, back=BACK, kinds=st.tuples(st.sampled_from(KINDS), st.sampled_from(KINDS)))
    def replied(self, pick: int, back: int, kinds: tuple[str, str]) -> None:
        outcomes = tuple(request.Outcome(place, kind) for place, kind in enumerate(kinds, 1))
        for counted_as in (None, kinds[1]):
            fact = request.Replied(outcomes, "letter", counted_as)
            self.further("request", pick, back, fact, lambda state: state.status == "running")

    @rule(
        pick=PICK,
        back=BACK,
        fact=st.sampled_from(
            (
                request.Withdrawn("电话"),
                request.Merged("request/0", "同一内容"),
                request.Lapsed("lapsed_supplement"),
                request.SupplementAsked(("名称",), date(FIRST, 12, 31)),
                request.Voided("重复登记"),
            )
        ),
    )
    def something_of_a_request(self, pick: int, back: int, fact: request.Fact) -> None:
        self.once(pick, back, fact, lambda state: not state.is_voided and state.end is None)

    @rule(pick=PICK, back=BACK, is_voided=st.booleans())
    def case_comes_back(self, *, pick: int, back: int, is_voided: bool) -> None:
        if is_voided:
            self.once(pick, back, request.Restored("不是重复"), lambda state: state.is_voided)
        else:
            fact = request.Reopened("own_correction", "答复有误")
            self.once(pick, back, fact, lambda state: state.status == "closed")

    @rule(pick=PICK, back=BACK, way=st.sampled_from(("direct", "post")), is_known=st.booleans())
    def served(self, *, pick: int, back: int, way: Any, is_known: bool) -> None:
        on = self.today - timedelta(days=back)
        fact = request.Served("letter", way, "回执", on, on if is_known else None)
        self.further("request", pick, back, fact, lambda state: bool(state.replies))

    @rule(pick=PICK, back=BACK)
    def closed_case_voided(self, pick: int, back: int) -> None:
        self.once(pick, back, request.Voided("重复登记"), lambda state: state.status == "closed")

    def once(self, pick: int, back: int, fact: request.Fact, is_meant: Callable[[Any], bool]) -> None:
        """The naive count knows one voiding and one return of each case."""
        case = self.case("request", pick, is_meant)
        if not any((each.organ, each.case) == case and type(each.fact) is type(fact) for each in self.acts):
            self.further("request", pick, back, fact, is_meant)

    @rule(
        key=KEYS,
        back=BACK,
        kind=st.sampled_from(("regulations", "normative_documents", "other")),
        is_listed=st.booleans(),
        valid=st.none() | st.integers(0, 900),
    )
    def document(self, *, key: str, back: int, kind: str, is_listed: bool, valid: int | None) -> None:
        on = self.today - timedelta(days=back)
        description = described(
            kind, expires=None if valid is None else (on + timedelta(days=valid)).isoformat()
        )
        fact = publication.Listed(description) if is_listed else publication.Made(description)
        self.record(key, f"publication/{len(self.states)}", on, fact)

    @rule(pick=PICK, back=BACK, until=st.none() | st.integers(0, 900), which=st.integers(0, 3))
    def something_of_a_document(self, pick: int, back: int, until: int | None, which: int) -> None:
        end = None if until is None else self.today + timedelta(days=until)
        facts = (
            publication.Repealed("云财〔2025〕1号"),
            publication.Expired("清理"),
            publication.Prolonged("云财〔2025〕1号", end),
            publication.Amended("云财〔2025〕1号"),
        )
        self.further("publication", pick, back, facts[which])

    @rule(
        key=KEYS, back=BACK, path=st.sampled_from(("litigation_direct", "litigation_after_reconsideration"))
    )
    def matter(self, key: str, back: int, path: Any) -> None:
        fact = remedy.Challenged(path, "云溪县人民法院")
        self.record(key, f"remedy/{len(self.states)}", self.today - timedelta(days=back), fact)

    @rule(pick=PICK, back=BACK, result=st.sampled_from(RESULTS), is_appeal=st.booleans())
    def something_of_a_matter(self, *, pick: int, back: int, result: str, is_appeal: bool) -> None:
        on = self.today - timedelta(days=back)
        decided = remedy.Decided(result, "〔2025〕1号", on)
        self.further("remedy", pick, back, remedy.Appealed("applicant", "中级法院") if is_appeal else decided)

    @rule(key=KEYS)
    def year_closed(self, key: str) -> None:
        year = self.states[key, "organ"].first_open_year
        if self.record(key, "organ", self.today, organ.YearClosed(year)):
            self.frozen[key, year] = cells(self.count(key, year, "2021"))

    @rule(key=KEYS)
    @precondition(lambda self: self.frozen)
    def year_reopened(self, key: str) -> None:
        year = self.states[key, "organ"].closed
        if year is not None and self.record(key, "organ", self.today, organ.YearReopened(year, "有误")):
            del self.frozen[key, year]

    @rule(pick=PICK, which=PICK, category=st.sampled_from(CATEGORIES), days=st.integers(-40, 40))
    def corrected(self, pick: int, which: int, category: Any, days: int) -> None:
        """Where neither the law nor a closed year stands against it: another day, another applicant or outcome."""
        case = self.case("request", pick)
        if case is None:
            return
        chain = [each for each in self.acts if each.organ == case[0]]
        places = [
            n for n, each in enumerate(chain) if each.case == case[1] and not isinstance(each.fact, Corrected)
        ]
        place = places[which % len(places)]
        fact, on, then = chain[place].fact, chain[place].on, years_at(chain[:place])
        for later, each in enumerate(chain):
            if isinstance(each.fact, Corrected) and each.fact.number == place + 1:
                fact, on, then = each.fact.fact, each.fact.on, years_at(chain[:later])
        right = another(fact, category)
        closed = self.states[case[0], "organ"].closed
        if closed_year_touched(fact, on, corrected=right, then=then, closed_now=closed) is None:
            correction = Corrected(place + 1, min(on + timedelta(days=days), self.today), right, "有误")
            self._take_correction(case, replace(chain[place], on=self.today, fact=correction))

    def _take_correction(self, case: tuple[str, str], correction: Act) -> None:
        chain = [each for each in (*self.acts, correction) if each.organ == case[0]]
        numbered = [each if each.case == case[1] else None for each in chain]
        try:
            state = fold(_entries(numbered), self.rulebook)
        except Refused:
            return
        self.acts.append(correction)
        self.states[case] = state

    # --- what holds ---

    def count(self, key: str, year: int, form: str, *, tree: bool = False) -> Figures:
        return count(self.acts, key, year, form=form, tree=tree, rulebook=self.rulebook)

    def teardown(self) -> None:
        for (key, year), before in self.frozen.items():
            assert cells(self.count(key, year, "2021")) == before, "a closed year has changed"
        for form in forms():
            alone = {(key, year): self.count(key, year, form) for key in (BUREAU, TOWN) for year in years()}
            whole = {year: self.count(BUREAU, year, form, tree=True) for year in years()}
            for found in (*alone.values(), *whole.values()):
                balanced(found)
            for year in years():
                together = cells(alone[BUREAU, year]) + cells(alone[TOWN, year])
                assert cells(whole[year]) == together
            for chain in ([alone[BUREAU, year] for year in years()], list(whole.values())):
                carried(chain)
            for (key, year), found in alone.items() if self.is_counted_naively else ():
                assert counted_leaves(found) == naive_count.leaves(self.acts, key, year, form), (
                    key,
                    year,
                    form,
                )
        self.agrees_with_the_states()

    def agrees_with_the_states(self) -> None:
        """Without closings, the lean fold counts each request where its full state says."""
        open_acts = [
            Act(each.organ, each.case, each.on, each.recorded, each.actor, organ.NumberVoided("1", "占位"))
            if isinstance(each.fact, organ.YearClosed | organ.YearReopened)
            else each
            for each in self.acts
        ]
        for year in years():
            for key in (BUREAU, TOWN):
                found = count(open_acts, key, year, form="2021", rulebook=self.rulebook)
                for (owner, case), state in self.states.items():
                    if owner == key and case.startswith("request/") and not state.reopenings:
                        assert rows_of(found, case) == rows_by(state, year), (case, year)
                    elif owner == key and case.startswith("publication/"):
                        assert is_in_force(found, state) == is_in_stock(state, year), (case, year)
                    elif owner == key and case.startswith("remedy/"):
                        assert matter_cells(found, case) == cells_by(state, year), (case, year)


def another(fact: Any, category: Any) -> Fact:
    """What a fact might have said instead."""
    if isinstance(fact, request.Arrived):
        return replace(fact, category=category)
    if isinstance(fact, request.Replied):
        return replace(
            fact, outcomes=tuple(replace(each, kind="not_exist") for each in fact.outcomes), counted_as=None
        )
    if isinstance(fact, request.Voided):
        return request.Searched("档案", "甲", has_found=True)
    return (
        request.Voided("重复登记") if isinstance(fact, request.Confirmed | request.SupplementAsked) else fact
    )


def _entries(chain: list[Act | None]) -> Iterator[Any]:
    """The acts of one case as entries, each with its number in the whole chain."""
    from gongkai.ledger.entry import Entry

    for place, each in enumerate(chain, 1):
        if each is not None:
            yield Entry(each, place, "", "", "sha256", "")


def years() -> range:
    return range(FIRST, LAST + 2)


def years_at(chain: list[Act]) -> Years:
    found = Years(chain[0].on if chain else date(FIRST, 1, 1))
    for each in chain:
        if isinstance(each.fact, organ.YearClosed | organ.YearReopened):
            found.take(each.fact)
    return found


def cells(found: Figures) -> Counter[str]:
    """The figures that are not 0 (blanks stay out)."""
    return Counter({cell_id: value for cell_id, cell in found.cells.items() if (value := number(cell))})


def counted_leaves(found: Figures) -> Counter[str]:
    return Counter(
        {
            cell_id: value
            for cell_id, value in cells(found).items()
            if not cell_id.startswith("requests.total.") and not cell_id.endswith(".total")
            if found.form.version == "2021" or not cell_id.startswith("disclosure.")
        }
    )


def balanced(found: Figures) -> None:
    values = {cell_id: number(cell) for cell_id, cell in found.cells.items()}
    for balance in found.form.balances(found.cells):
        left, right = (sum(values[i] or 0 for i in ids) for ids in (balance.left, balance.right))
        assert left == right, (balance.code, balance.at)
    for cell_id, behind in found.cases.items():
        if cell_id.startswith(("requests.", "remedies.")):
            assert len(behind) == values[cell_id] == len({(each.organ, each.case) for each in behind})


def carried(chain: list[Figures]) -> None:
    """Out of one year, into the next, column by column; and last year's stock with this year's changes is this year's."""
    for before, after in pairwise(chain):
        for category in (*CATEGORIES, "total"):
            out, into = (f"requests.{row}.{category}" for row in ("carried_out", "carried_in"))
            assert before.number(out) == after.number(into)
        if after.form.version == "2021":
            for kind in ("regulations", "normative_documents"):
                row = f"disclosure.{kind}"
                found_late = sum("补登的存量" in remark for remark in after.remarks)
                moved = after.number(f"{row}.issued") - after.number(f"{row}.repealed")
                gap = after.number(f"{row}.in_force") - before.number(f"{row}.in_force") - moved
                gone = sum("不计入废止" in remark for remark in after.remarks)
                assert gap == 0 or (gap > 0 and found_late) or gone


def rows_of(found: Figures, case: str) -> list[str]:
    return sorted(
        cell_id.split(".", 1)[1].rpartition(".")[0]
        for cell_id, behind in found.cases.items()
        if cell_id.startswith("requests.") and not cell_id.endswith(".total")
        if not cell_id.startswith("requests.total.") and any(each.case == case for each in behind)
    )


def is_in_force(found: Figures, state: Any) -> bool:
    behind = found.cases.get(f"disclosure.{state.description.kind}.in_force", ())
    return any(each.case == state.case for each in behind)


def is_in_stock(state: Any, year: int) -> bool:
    """By its full state; what was listed has been in force since before the ledger, whenever that was written down."""
    if state.description.kind not in ("regulations", "normative_documents"):
        return False
    last_day = date(year, 12, 31)
    if state.is_listed and year < state.since.year:
        return True
    return bool(state.is_in_stock_on(last_day))


def rows_by(state: Any, year: int) -> list[str]:
    """Where a request counts, by its full state."""
    if state.is_voided or state.received is None or state.received.year > year:
        # a request of before the ledger that is voided ends as misc: said by the other tests
        return [] if state.received is None or state.received.year >= FIRST else ANY_ROWS
    if state.closed is not None and state.closed.year < year:
        return []
    came = "new_received" if state.received.year == year else "carried_in"
    is_done = state.closed is not None and state.closed.year == year
    return sorted([came, row_of([state.counted_as], None, "2021") if is_done else "carried_out"])


def matter_cells(found: Figures, case: str) -> list[str]:
    return [
        cell_id
        for cell_id, behind in found.cases.items()
        if cell_id.startswith("remedies.") and not cell_id.endswith(".total")
        if any(each.case == case for each in behind)
    ]


def cells_by(state: Any, year: int) -> list[str]:
    """Where a matter counts, by its full state: if it was pending on any day of the year, as it stands at its end."""
    before, after = (state.result_on(date(each, 12, 31)) for each in (year - 1, year))
    days = [instance.begun for instance in state.instances]
    days += [instance.decision.on for instance in state.instances if instance.decision]
    is_counted = before is None or any(day.year == year for day in days)
    if state.since.year > year or not is_counted:
        return []
    return [f"remedies.{state.path}.{results()[after].cell if after else 'pending'}"]


class _Any(list[str]):
    def __eq__(self, other: object) -> bool:
        return True

    __hash__ = None


ANY_ROWS = _Any()


class OtherChoices(AnyYears):
    """The same under the settings that no organ need take. The naive count knows only what is taken everywhere."""

    rulebook = Rulebook(
        national().calendar,
        Choices(
            None,
            {
                "request.closed_on": {date.min: "served"},
                "request.reopened_count": {date.min: "as-new"},
                "stock.expired_counts_as": {date.min: "neither"},
            },
        ),
    )
    is_counted_naively = False


def test_other_choices_balance_as_well() -> None:
    run_state_machine_as_test(OtherChoices, settings=settings(max_examples=20, stateful_step_count=40))


def test_any_years_balance_and_agree_with_a_naive_count() -> None:
    run_state_machine_as_test(AnyYears, settings=settings(max_examples=40, stateful_step_count=40))


@pytest.mark.slow
@pytest.mark.parametrize("machine", [AnyYears, OtherChoices])
def test_very_many_years_balance_and_agree(machine: type[AnyYears]) -> None:
    run_state_machine_as_test(machine, settings=settings(max_examples=600, stateful_step_count=100))
