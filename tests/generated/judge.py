"""Any reader judged over generated documents: right, withheld, wrong, invented, as for the gold files."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random
from typing import TypeAlias

from gongkai.model.cell import Amount, Blank, Cell, Count
from tests.generated import case as cases
from tests.generated.case import Case
from tests.generated.truth import Cells, Value

Reader: TypeAlias = Callable[[bytes, str], Mapping[str, Cell]]


@dataclass(frozen=True, slots=True)
class Verdict:
    """``short`` are cells withheld though the document determines them; ``blanked`` are figures called a blank."""

    case: Case
    right: int = 0
    withheld: int = 0
    wrong: tuple[str, ...] = ()
    invented: tuple[str, ...] = ()
    short: tuple[str, ...] = ()
    blanked: int = 0
    failure: str | None = None

    @property
    def is_bad(self) -> bool:
        return bool(self.wrong or self.invented or self.short or self.failure)

    @property
    def reproduce(self) -> str:
        return f"python -m tests.generated --reproduce {self.case.layout} {self.case.damage} {self.case.seed}"


@dataclass
class Tally:
    """What happened, by layout or by damage."""

    counts: dict[str, Counter[str]] = field(default_factory=dict)

    def add(self, name: str, verdict: Verdict) -> None:
        self.counts.setdefault(name, Counter()).update(
            {
                "documents": 1,
                "right": verdict.right,
                "withheld": verdict.withheld,
                "wrong": len(verdict.wrong),
                "invented": len(verdict.invented),
                "short": len(verdict.short),
                "blanked": verdict.blanked,
                "failed": int(bool(verdict.failure)),
            }
        )


def default_reader(data: bytes, name: str) -> Mapping[str, Cell]:
    from gongkai.read.opening import read_document
    from gongkai.read.report import read_report

    return read_report(read_document(data, name=name)).cells


def judge(case: Case, reader: Reader = default_reader) -> Verdict:
    try:
        cells = reader(case.data, case.name)
    except Exception as error:  # noqa: BLE001 - whatever a reader throws, its document is not read
        return Verdict(case, failure=f"{type(error).__name__}: {error}")
    found = [_compared(case, case.cells, cells)]
    if case.other is not None:
        found.append(_compared(case, case.other, cells))
    return min(found, key=lambda verdict: len(verdict.wrong) + len(verdict.invented))


def _compared(case: Case, truth: Cells, cells: Mapping[str, Cell]) -> Verdict:
    count: Counter[str] = Counter()
    lists: dict[str, list[str]] = {"wrong": [], "withheld": []}
    for cell_id, want in truth.items():
        name = _verdict(want, cells.get(cell_id))
        count[name] += 1
        lists.get(name, []).append(cell_id)
    invented = [i for i, cell in cells.items() if i not in truth and isinstance(cell, Count | Amount)]
    short = [i for i in lists["withheld"] if case.exact and i not in case.weak]
    blanked = sum(truth[i] is not None and isinstance(cells.get(i), Blank) for i in lists["withheld"])
    return Verdict(
        case,
        count["right"],
        count["withheld"],
        tuple(lists["wrong"]),
        tuple(invented),
        tuple(short),
        blanked=blanked,
    )


def _verdict(want: Value, cell: Cell | None) -> str:
    if isinstance(cell, Count | Amount):
        return "right" if want is not None and Decimal(cell.value) == Decimal(want) else "wrong"
    return "right" if want is None and isinstance(cell, Blank) else "withheld"


def verdicts(
    documents: int, seed: int, only: tuple[str, ...] = (), reader: Reader = default_reader
) -> Iterator[Verdict]:
    """One verdict a document. The same numbers give the same documents."""
    for number in range(documents):
        rng = Random(f"case {seed} {number}")
        layout, damage = cases.choose(rng, only)
        yield judge(cases.make(layout, damage, seed * 1_000_000 + number), reader)


def every_damage(seed: int, only: tuple[str, ...] = ()) -> Iterator[tuple[str, str, int]]:
    """Each layout with each damage that it can carry, once."""
    from tests.generated.damage import ON_DRAFT, names
    from tests.generated.negatives import KINDS
    from tests.generated.render.text import LAYOUTS

    for layout in only or cases.layouts():
        for damage in (cases.NONE, *KINDS, *(names() if layout in LAYOUTS else ON_DRAFT)):
            yield layout, damage, seed


def table(found: Iterable[Verdict]) -> tuple[Tally, Tally, list[Verdict]]:
    by_layout, by_damage, bad = Tally(), Tally(), []
    for verdict in found:
        by_layout.add(verdict.case.layout, verdict)
        for damage in verdict.case.damages or (cases.NONE,):
            by_damage.add(damage, verdict)
        if verdict.is_bad:
            bad.append(verdict)
    return by_layout, by_damage, bad
