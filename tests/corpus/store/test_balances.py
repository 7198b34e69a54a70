"""One definition of the sums: the check of one report and the SQL over many see the same."""

from __future__ import annotations

import random
from pathlib import Path

from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.check.run import check
from gongkai.corpus.store.balances import broken, equations, judged
from gongkai.corpus.store.layout import Store
from gongkai.corpus.store.rows import Read
from gongkai.corpus.store.writing import write_shard
from gongkai.law.forms import forms
from gongkai.model.cell import Amount, Blank, Cell, Count, Missing, Repair, Unreadable
from tests.corpus.store.readings import EXAMPLES, SEEDS, invented, read
from tests.write.reports import Odds

CODES = sorted(
    {balance.code for form in forms().values() for table in form.tables for balance in table.balances}
)


def spoilt(version: str, seed: int, changes: int) -> Read:
    """An invented report with some cells made into anything a reader may give."""
    rng = random.Random(seed)
    odds = Odds(undivided=rng.random() < 0.4)
    plain = invented(version, seed, odds).report
    cells: dict[str, Cell] = dict(plain.cells)
    for cell_id in rng.sample(sorted(cells), changes):
        cell = cells[cell_id]
        if isinstance(cell, Amount):
            continue
        value = rng.choice([0, 1, 7, 2**62])
        others: list[Cell] = [
            Count(value),
            Count(value),
            Count(value, repair=Repair("8", ("推算",))),
            Blank(),
            Missing(),
            Unreadable("?"),
        ]
        cells[cell_id] = rng.choice(others)
    return invented(version, seed, odds, cells=cells)


def by_check(original: Read) -> set[tuple[str, frozenset[str]]]:
    found = check(original.report, select=CODES).findings
    return {(finding.code, frozenset(finding.cells)) for finding in found}


def by_sql(store: Store) -> dict[str, set[tuple[str, frozenset[str]]]]:
    found: dict[str, set[tuple[str, frozenset[str]]]] = {}
    with store.connect() as kept:
        kept.execute("CREATE VIEW mended AS SELECT digest, cell FROM cells WHERE repair IS NOT NULL")
        for digest, number in broken(kept, "reports", key="digest", repaired="mended").fetchall():
            balance = equations()[number].balance
            found.setdefault(digest, set()).add((balance.code, frozenset(balance.ids)))
    return found


def assert_same(folder: Path, readings: list[Read]) -> None:
    store = Store.create(folder)
    write_shard(store, "a", readings)
    told = by_sql(store)
    for original in readings:
        assert told.get(original.digest, set()) == by_check(original), original.name
    doubts = sum(len(check(original.report, select=CODES).cannot_tell) for original in readings)
    with store.connect() as kept:
        kept.execute("CREATE VIEW mended AS SELECT digest, cell FROM cells WHERE repair IS NOT NULL")
        found = judged(kept, "reports", key="digest", repaired="mended")
    assert (found.broken, found.cannot_tell) == (sum(map(len, told.values())), doubts)


def test_of_real_reports_and_examples(tmp_path: Path) -> None:
    assert_same(tmp_path / "仓库", [read(path) for path in (*EXAMPLES, *SEEDS)])


@settings(max_examples=3, deadline=None)
@given(st.integers(0, 10**6))
def test_of_any_reports(tmp_path_factory, seed: int) -> None:  # type: ignore[no-untyped-def]
    """Sixty at a time: most spoilt in a few cells, of both forms, with 其他处理 in one row or three."""
    readings = [spoilt(("2019", "2021")[at % 2], seed * 100 + at, at % 7) for at in range(60)]
    assert_same(tmp_path_factory.mktemp("any") / "仓库", readings)


def test_every_equation_of_the_forms_is_asked() -> None:
    asked = {
        (each.balance.code, each.balance.ids, printing) for each in equations() for printing in each.printings
    }
    for version, form in forms().items():
        for table in form.tables:
            for balance in table.expanded_balances():
                assert (balance.code, balance.ids, (version, ())) in asked
