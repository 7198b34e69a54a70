"""How often the rules are right, over generated documents: ``python -m tests.check.precision``.

On tables: a document is made from a known report, damaged, read and checked. What the rules find in the known report itself
is what they ought to find in the document: an accusation of another cell is a false alarm, one that is not made
is missed (most often because the reader withheld the cell, and then it is counted as what cannot be told).
Findings on damage accuse nobody and are left out, as are those on prose and labels.

On everything else: ``--planted ROUNDS`` puts every defect of ``planted/plants.yaml`` once a round into a careful report,
does every damage once, and reads as many careful reports with near misses; see ``tests/check/planted``.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterator
from decimal import Decimal
from random import Random

from gongkai.check.run import Outcome, check
from gongkai.law.forms import forms
from gongkai.model.cell import Amount, Blank, Cell, Count
from gongkai.model.finding import Cause
from gongkai.model.place import Place
from gongkai.model.report import Passage, Report
from gongkai.read.opening import read_document
from gongkai.read.report import read_report
from tests.check.planted.damages import damaged
from tests.check.planted.measure import Tally, clean, planted
from tests.check.planted.years import clean_years, planted_years
from tests.generated import case as cases
from tests.generated.case import Case
from tests.generated.truth import Truth, Value, random_truth

RULES = ("FRM", "REQ", "REM", "DIS", "CEL")
ON_PROSE = frozenset({"REQ005"})
ON_BLANKS = frozenset({"CEL001", "CEL002", "DIS001", "REM002", "REQ004"})
"""Each says that a cell holds no number: whether a dash was lost on the way makes no other fault of it."""

Accusation = tuple[str, str]


def accusations(outcome: Outcome) -> set[Accusation]:
    """The rule and the cell of everything that is laid to the organ or the form."""
    return {
        (finding.code, cell)
        for finding in outcome.findings
        if finding.code.startswith(RULES)
        and finding.code not in ON_PROSE
        and finding.cause is not Cause.CONVERSION
        for cell in finding.cells or ("",)
    }


def known(case: Case) -> Report:
    """The report that the document was made from, as if it had been read without a doubt."""
    if case.negative:
        return Report(None, None, None, None)
    truth = random_truth(case.seed)
    return Report(
        agency=truth.agency,
        year=truth.year,
        title=Passage(truth.title),
        form=truth.tables["disclosure"],
        cells={i: _cell(truth, i, value) for i, value in case.cells.items()},
        tables=truth.tables,
    )


def _cell(truth: Truth, cell_id: str, value: Value) -> Cell:
    table = cell_id.partition(".")[0]
    form = forms()[truth.tables[table]].cells.get(cell_id)
    if value is None:
        return Blank(truth.printed.get(cell_id, ""), Place(table=table))
    if form and form.unit == "amount":
        return Amount(Decimal(value), str(value), Place(table=table))
    return Count(int(value), str(value), Place(table=table))


def documents(number: int, seed: int) -> Iterator[Case]:
    for n in range(number):
        layout, damage = cases.choose(Random(f"precision {seed} {n}"))
        if "two-reports" not in damage:  # which of them is meant, nobody can say
            yield cases.make(layout, damage, seed * 1_000_000 + n)


def compared(case: Case) -> tuple[set[Accusation], set[Accusation], set[Accusation]]:
    """Right, false and missed accusations in one document."""
    found = accusations(check(read_report(read_document(case.data, name=case.name))))
    due = accusations(check(known(case)))
    blank = {cell for code, cell in due if code in ON_BLANKS}
    false = {(code, cell) for code, cell in found - due if code not in ON_BLANKS or cell not in blank}
    return found - false, false, due - found


def measured(rounds: int, seed: int) -> Tally:
    """Careful reports with near misses, several years, planted defects and damages; a round is some 300 documents."""
    tally, turns = Tally(), range(seed * rounds, (seed + 1) * rounds)
    clean(range(seed * rounds * 100, (seed + 1) * rounds * 100), tally)
    clean_years(range(seed * rounds * 10, (seed + 1) * rounds * 10), tally)
    planted(turns, tally)
    planted_years(turns, tally)
    damaged(turns, tally)
    return tally


def told(tally: Tally) -> int:
    for line in (*tally.alarms, *(f"missed: {how}" for how in tally.misses)):
        print(line)
    print(f"{tally.documents} documents\n{'rule':8}{'right':>8}{'false':>8}{'planted':>8}{'found':>8}")
    for code in sorted(tally.right | tally.false | tally.planted):
        counts = (tally.right, tally.false, tally.planted, tally.found)
        print(f"{code:8}" + "".join(f"{counted[code]:8}" for counted in counts))
    return int(bool(tally.alarms))


def main() -> int:
    parser = argparse.ArgumentParser(prog="python -m tests.check.precision", description=__doc__)
    parser.add_argument("--documents", type=int, default=500)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--planted", type=int, default=0, metavar="ROUNDS")
    args = parser.parse_args()
    if args.planted:
        return told(measured(args.planted, args.seed))
    right, false, missed = Counter[str](), Counter[str](), Counter[str]()
    for case in documents(args.documents, args.seed):
        outcome = compared(case)
        for counter, accused in zip((right, false, missed), outcome, strict=True):
            counter.update({code for code, _ in accused})
        if outcome[1]:
            print(f"{case.layout} {case.damage} {case.seed}: {sorted(outcome[1])[:3]}")
    print(f"{'rule':8}{'right':>8}{'false':>8}{'missed':>8}")
    for code in sorted(right | false | missed):
        print(f"{code:8}{right[code]:8}{false[code]:8}{missed[code]:8}")
    return int(bool(false))


if __name__ == "__main__":
    sys.exit(main())
