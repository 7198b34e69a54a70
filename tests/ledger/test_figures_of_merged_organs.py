"""Organs that go on with others: their years balance, and every case is counted once, by whoever is there at the end."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

import pytest
from hypothesis import settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, rule, run_state_machine_as_test

from gongkai.law.rulebook import national
from gongkai.ledger import states
from gongkai.ledger.counting.survey import survey
from gongkai.ledger.entry import Act, Fact
from gongkai.ledger.facts import organ, publication, request
from gongkai.ledger.figures import Figures, count
from gongkai.ledger.organ import against_successor, fold
from gongkai.model.cell import Blank
from tests.ledger import naive_count
from tests.ledger.cast import act, codes
from tests.ledger.test_figures_of_any_year import balanced, carried, cells, counted_leaves
from tests.ledger.yearly import SOMEBODY, described, rows, stated

OFFICE, BUREAU = "fupinban", "xiangcun"  # 扶贫办, 乡村振兴局
DAY_AFTER = "2025-07-01"


def of(key: str, on: str, fact: Fact, case: str = "organ") -> Act:
    return act(on, fact, case=case, organ=key)


def opened(key: str, name: str, on: str = "2024-01-01", parent: str | None = None) -> Act:
    return of(key, on, organ.LedgerOpened(name, "department", "county", "云公开", parent))


ASKED = request.Arrived("on_site", "natural_person", SOMEBODY, (request.Item(1, SOMEBODY),))
GRANTED = request.Replied((request.Outcome(1, "granted"),), "letter")


def asked(key: str, on: str, case: str) -> Act:
    return of(key, on, ASKED, f"request/{case}")


def answered(key: str, on: str, case: str) -> Act:
    return of(key, on, GRANTED, f"request/{case}")


def licences(key: str, number: int, since: str, until: str) -> Act:
    period = (date.fromisoformat(since), date.fromisoformat(until), "审批系统")
    return of(key, until, organ.DecisionsCounted("licensing", number, *period))


def renamed() -> list[Act]:
    """扶贫办 until 30 June 2025, 乡村振兴局 from the next day on, which answers the case that the office had left open."""
    return [
        opened(OFFICE, "云溪县扶贫办"),
        asked(OFFICE, "2024-12-20", "2024-0001"),
        asked(OFFICE, "2025-03-03", "2025-0001"),
        answered(OFFICE, "2025-03-20", "2025-0001"),
        of(OFFICE, "2025-06-30", organ.OrganEnded(BUREAU, "云溪县委编委〔2025〕3 号文")),
        answered(OFFICE, "2025-07-08", "2024-0001"),
        opened(BUREAU, "云溪县乡村振兴局", DAY_AFTER),
        asked(BUREAU, "2025-09-01", "2025-0001"),
    ]


def figures(acts: Sequence[Act], key: str, year: int, *, tree: bool = False) -> Figures:
    return count(acts, key, year, form="2021", tree=tree)


def test_who_goes_on_counts_the_whole_year_of_both() -> None:
    found = figures(renamed(), BUREAU, 2025)
    assert rows(found) == {"carried_in": 1, "new_received": 2, "granted": 2, "total": 2, "carried_out": 1}
    assert {(each.organ, each.case) for each in found.cases["requests.granted.total"]} == {
        (OFFICE, "request/2024-0001"),
        (OFFICE, "request/2025-0001"),
    }


def test_what_the_predecessor_carried_out_the_successor_carries_in() -> None:
    assert rows(figures(renamed(), OFFICE, 2024)) == {"new_received": 1, "carried_out": 1}
    assert rows(figures(renamed(), BUREAU, 2025))["carried_in"] == 1
    assert rows(figures(renamed(), BUREAU, 2026)) == {"carried_in": 1, "carried_out": 1}


def test_it_is_said_whose_year_it_is() -> None:
    whole = figures(renamed(), BUREAU, 2025)
    assert whole.joined == ("云溪县扶贫办",)
    assert any("云溪县扶贫办已经撤并，全年情况由本机关统计" in each for each in whole.remarks)
    part = figures(renamed(), OFFICE, 2025)
    assert part.joined == ()
    assert any("2025 年的情况由云溪县乡村振兴局统计和报告" in each for each in part.remarks)
    assert figures(renamed(), BUREAU, 2026).joined == ()


def test_a_new_organ_knows_the_months_before_it_from_the_ledger_of_the_old() -> None:
    assert figures(renamed(), BUREAU, 2025).since == date(2024, 1, 1)
    assert not any("本年此前的情况不在数字里" in each for each in figures(renamed(), BUREAU, 2025).remarks)
    late = [*renamed()[:-2], opened(BUREAU, "云溪县乡村振兴局", "2025-08-01")]
    assert figures(late, BUREAU, 2025).since == date(2025, 8, 1)


def test_who_is_there_on_the_last_day_of_the_year_counts_it_itself() -> None:
    acts = [
        opened(OFFICE, "云溪县扶贫办"),
        opened(BUREAU, "云溪县乡村振兴局"),
        asked(OFFICE, "2025-12-20", "1"),
    ]
    acts.append(of(OFFICE, "2025-12-31", organ.OrganEnded(BUREAU, "合并")))
    assert rows(figures(acts, BUREAU, 2025)) == {}
    assert rows(figures(acts, OFFICE, 2025)) == {"new_received": 1, "carried_out": 1}
    assert rows(figures(acts, BUREAU, 2026)) == {"carried_in": 1, "carried_out": 1}


def test_nobody_counts_for_an_organ_whose_successor_has_no_ledger_yet() -> None:
    acts = [*renamed()[:-2], opened(BUREAU, "云溪县乡村振兴局", "2026-01-01")]
    assert rows(figures(acts, OFFICE, 2025))["carried_in"] == 1
    assert survey(acts).heir(OFFICE, 2025) == OFFICE
    assert survey(acts).heir(OFFICE, 2026) == BUREAU


def test_a_year_that_the_organ_closed_itself_stays_its_own() -> None:
    acts = [
        opened(OFFICE, "云溪县扶贫办"),
        opened(BUREAU, "云溪县乡村振兴局"),
        asked(OFFICE, "2025-03-03", "1"),
    ]
    acts.append(of(OFFICE, "2026-01-20", organ.YearClosed(2025)))
    acts.append(of(OFFICE, "2025-10-31", organ.OrganEnded(BUREAU, "合并，次年才登记")))
    assert rows(figures(acts, BUREAU, 2025)) == {}
    assert rows(figures(acts, OFFICE, 2025)) == {"new_received": 1, "carried_out": 1}
    assert rows(figures(acts, BUREAU, 2026)) == {"carried_in": 1, "carried_out": 1}


@pytest.mark.parametrize(
    ("last", "counts_from", "refused"),
    [
        ("2025-06-30", 2024, ["successor_closed"]),
        ("2025-12-31", 2024, []),  # it counts 2025 itself
        ("2025-06-30", 2026, []),  # and has closed it
        ("2026-02-01", 2024, []),
    ],
)
def test_nothing_is_put_into_a_year_that_the_successor_has_closed(
    last: str, counts_from: int, refused: list[str]
) -> None:
    acts = [opened(BUREAU, "云溪县乡村振兴局"), *(_closed(BUREAU, year) for year in (2024, 2025))]
    found = against_successor(fold(acts, national()), date.fromisoformat(last), counts_from=counts_from)
    assert codes(found) == refused


def _closed(key: str, year: int) -> Act:
    return of(key, f"{year + 1}-01-20", organ.YearClosed(year))


def test_an_organ_that_ended_need_tell_no_decisions_of_later_years() -> None:
    acts = renamed()
    for year in (2025, 2026):
        acts.append(licences(BUREAU, 5, f"{year}-01-01", f"{year}-12-31"))
    lacking = figures(acts, BUREAU, 2025)
    assert isinstance(lacking.cells["disclosure.licensing.decisions"], Blank)
    assert any("云溪县扶贫办没有登记本年的数据" in each for each in lacking.remarks)
    assert stated(figures(acts, BUREAU, 2026), "disclosure") == {"licensing.decisions": 5}
    told = figures([*acts, licences(OFFICE, 2, "2025-01-01", "2025-06-30")], BUREAU, 2025)
    assert stated(told, "disclosure") == {"licensing.decisions": 7}
    assert not any("没有 2025-07-01" in each for each in told.remarks)


def test_the_stock_of_documents_goes_on_too() -> None:
    acts = [*renamed(), of(OFFICE, "2024-01-01", publication.Listed(described()), "publication/1")]
    assert stated(figures(acts, BUREAU, 2026), "disclosure") == {"normative_documents.in_force": 1}


def test_a_tree_counts_an_organ_where_its_successor_stands() -> None:
    acts = [opened("yunxi", "云溪县人民政府"), opened("qingjiang", "清江市人民政府")]
    acts += [
        opened(OFFICE, "云溪县扶贫办", parent="yunxi"),
        opened(BUREAU, "清江市乡村振兴局", parent="qingjiang"),
    ]
    acts += [asked(OFFICE, "2025-03-03", "1"), of(OFFICE, "2025-06-30", organ.OrganEnded(BUREAU, "上收"))]
    assert rows(figures(acts, "yunxi", 2025, tree=True)) == {}
    assert rows(figures(acts, "qingjiang", 2025, tree=True)) == {"new_received": 1, "carried_out": 1}
    (remark,) = [each for each in figures(acts, "yunxi", 2025, tree=True).remarks if "汇总的机关" in each]
    assert "以 12 月 31 日的隶属为准" in remark
    assert "减少云溪县扶贫办" in remark


def test_an_organ_that_moved_in_mid_year_counts_wholly_where_it_stands_at_the_end() -> None:
    acts = [
        opened("a", "云溪县人民政府"),
        opened("b", "清江市人民政府"),
        opened(OFFICE, "扶贫办", parent="a"),
    ]
    acts += [asked(OFFICE, "2025-03-03", "1"), of(OFFICE, "2025-09-01", organ.OrganChanged(parent="b"))]
    assert rows(figures(acts, "a", 2025, tree=True)) == {}
    assert rows(figures(acts, "b", 2025, tree=True))["new_received"] == 1


# --- any merges ---------------------------------------------------------------------------------------------------

KEYS = ("a", "b", "c", "d")
FIRST, LAST = 2024, 2027


class AnyMerges(RuleBasedStateMachine):
    """Four organs through a few years, merged in any order; what the ledger takes may be."""

    def __init__(self) -> None:
        super().__init__()
        self.today = date(FIRST, 3, 1)
        self.acts: list[Act] = []
        self.states: dict[tuple[str, str], Any] = {}
        self.frozen: dict[tuple[str, int], Counter[str]] = {}
        for key, parent in zip(KEYS, (None, "a", "b", "a"), strict=True):
            opening = organ.LedgerOpened(key, "department", "county", "云公开", parent)
            self.record(key, "organ", date(FIRST, 1, 1), opening)

    def record(self, key: str, case: str, on: date, fact: Fact) -> bool:
        new = act(on.isoformat(), fact, case=case, organ=key)
        state = self.states.get((key, case))
        refused = states.noun(new.noun).refusals(state, new, national())
        if any(not each.is_breach for each in refused):
            return False
        new = act(on.isoformat(), fact, *(each.code for each in refused), case=case, organ=key)
        self.states[key, case] = states.after(state, new, national())
        self.acts.append(new)
        return True

    @rule(days=st.sampled_from((10, 40, 100, 200)))
    def time_passes(self, days: int) -> None:
        self.today = min(self.today + timedelta(days=days), date(LAST, 12, 31))

    @rule()
    def a_new_year_begins(self) -> None:
        self.today = min(date(self.today.year + 1, 1, 25), date(LAST, 12, 31))

    @rule(key=st.sampled_from(KEYS), back=st.sampled_from((0, 0, 20)))
    def asks(self, key: str, back: int) -> None:
        on = self.today - timedelta(days=back)
        ended = self.states[key, "organ"].ended
        if ended is None or on <= ended:
            self.record(key, f"request/{len(self.states)}", on, ASKED)

    @rule(pick=st.integers(0, 10**6), back=st.sampled_from((0, 0, 20)))
    def answers(self, pick: int, back: int) -> None:
        known = [each for each in self.states if each[1].startswith("request/")]
        if known:
            key, case = known[pick % len(known)]
            self.record(key, case, self.today - timedelta(days=back), GRANTED)

    @rule(key=st.sampled_from(KEYS), successor=st.sampled_from(KEYS), back=st.sampled_from((0, 60, 200)))
    def ends(self, key: str, successor: str, back: int) -> None:
        on = self.today - timedelta(days=back)
        following, ending = self.states[successor, "organ"], self.states[key, "organ"]
        if not list(against_successor(following, on, counts_from=ending.first_open_year)):
            self.record(key, "organ", on, organ.OrganEnded(successor, "合并"))

    @rule(key=st.sampled_from(KEYS), parent=st.sampled_from(KEYS))
    def moves(self, key: str, parent: str) -> None:
        self.record(key, "organ", self.today, organ.OrganChanged(parent=parent))

    @rule(key=st.sampled_from(KEYS))
    def year_closed(self, key: str) -> None:
        """With its own books an organ closes those of all whose year it counts."""
        year = self.states[key, "organ"].first_open_year
        known = survey(self.acts)
        if known.heir(key, year) != key or date(year, 12, 31) >= self.today:
            return
        for each in known.line(key, year):
            for open_year in range(self.states[each, "organ"].first_open_year, year + 1):
                self.record(each, "organ", self.today, organ.YearClosed(open_year))
        self.frozen[key, year] = cells(figures(self.acts, key, year))

    def teardown(self) -> None:
        for (key, year), before in self.frozen.items():
            assert cells(figures(self.acts, key, year)) == before, "a closed year has changed"
        for year in range(FIRST, LAST + 2):
            self.holds(year)
        for key in KEYS:
            if survey(self.acts).heir(key, LAST + 1) == key and not self.was_joined(key):
                carried([figures(self.acts, key, year) for year in range(FIRST, LAST + 2)])

    def was_joined(self, key: str) -> bool:
        return any(figures(self.acts, key, year).joined for year in range(FIRST, LAST + 2))

    def holds(self, year: int) -> None:
        """Each case counts once, with the one who answers for it; and a naive count says the same."""
        heirs = {key: naive_heir(self.acts, key, year) for key in KEYS}
        counted = Counter[str]()
        for key in set(heirs.values()):
            found = figures(self.acts, key, year)
            balanced(found)
            counted += counted_leaves(found)
            alone = (naive_count.leaves(self.acts, each, year, "2021") for each in KEYS if heirs[each] == key)
            assert counted_leaves(found) == sum(alone, Counter[str]())
            tree = figures(self.acts, key, year, tree=True)
            balanced(tree)
            assert len(set(tree.organs)) == len(tree.organs)
        everything = (naive_count.leaves(self.acts, each, year, "2021") for each in KEYS)
        assert counted == sum(everything, Counter[str]())
        assert year == FIRST or self.total("carried_in", year) == self.total("carried_out", year - 1)

    def total(self, row: str, year: int) -> int:
        heirs = {naive_heir(self.acts, each, year) for each in KEYS}
        return sum(figures(self.acts, key, year).number(f"requests.{row}.total") for key in heirs)


def naive_heir(acts: Sequence[Act], key: str, year: int) -> str:
    """Step by step, from the ends as they were recorded: late ones begin when the organ's own books are open again."""
    seen = [key]
    while True:
        chain = [each for each in acts if each.organ == seen[-1]]
        ends = [place for place, each in enumerate(chain) if isinstance(each.fact, organ.OrganEnded)]
        if not ends:
            return seen[-1]
        fact, on = chain[ends[0]].fact, chain[ends[0]].on
        closed = [each.fact.year for each in chain[: ends[0]] if isinstance(each.fact, organ.YearClosed)]
        if max(on, date(max(closed, default=0) + 1, 1, 1)) >= date(year, 12, 31):
            return seen[-1]
        if fact.successor in seen:  # type: ignore[union-attr]
            return key
        seen.append(fact.successor)  # type: ignore[union-attr]


def test_any_merges_balance_and_agree_with_a_naive_count() -> None:
    run_state_machine_as_test(AnyMerges, settings=settings(max_examples=60, stateful_step_count=40))


@pytest.mark.slow
def test_very_many_merges_balance_and_agree() -> None:
    run_state_machine_as_test(AnyMerges, settings=settings(max_examples=800, stateful_step_count=80))
