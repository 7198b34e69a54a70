"""Seeded random reports that are known to the last cell, by the ids of the forms.

A value is an integer, money as a decimal string, or None for a printed blank, as in the gold files.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from random import Random
from typing import TypeAlias

from gongkai.law.forms import Balance, CellForm, TableForm, forms
from tests.generated import prose
from tests.generated.prose import Section

Value: TypeAlias = int | str | None
Cells: TypeAlias = Mapping[str, Value]


@dataclass(frozen=True, slots=True)
class Truth:
    """One report. ``tables`` gives the form version of each table, ``printed`` the text of each cell;
    ``faults`` are cells in which the organ's own arithmetic is wrong.
    """

    seed: int
    agency: str
    year: int
    tables: Mapping[str, str]
    undivided: tuple[str, ...]
    cells: Cells
    printed: Mapping[str, str]
    faults: tuple[str, ...] = ()
    title: str = ""
    preamble: str = ""
    sections: tuple[Section, ...] = ()
    signoff: tuple[str, ...] | None = None
    traits: frozenset[str] = field(default_factory=frozenset)

    @property
    def full(self) -> bool:
        """Every cell holds a number, and every balance holds: what is lost can be proved."""
        return not self.faults and all(value is not None for value in self.cells.values())

    def table(self, key: str) -> TableForm:
        return forms()[self.tables[key]].table(key)

    def balances(self) -> tuple[Balance, ...]:
        return tuple(
            b for key in self.tables for b in self.table(key).expanded_balances(_of(key, self.undivided))
        )


def random_truth(seed: int, *, plain: bool = False) -> Truth:
    """The report with this number. ``plain`` leaves out blanks, slashes and wrong sums."""
    rng = Random(f"truth {seed}")
    year = rng.randint(2019, 2025)
    tables, undivided = _versions(rng, year)
    shape = rng.choices(["zero", "sparse", "rich"], [5, 3, 2])[0]
    cells: dict[str, Value] = {}
    for key, version in tables.items():
        cells |= _FILL[key](rng, forms()[version].table(key), _of(key, undivided), shape)
    faults = () if plain or rng.random() > 0.1 else _spoil(rng, cells)
    printed = {cell_id: str(value) for cell_id, value in cells.items()}
    traits = {shape}
    if not plain and rng.random() < 0.25:
        traits.add(_leave_blank(rng, cells, printed))
    agency = prose.agency(rng)
    body = prose.write(rng, agency, year, _stated(cells))
    return Truth(
        seed,
        agency,
        year,
        tables,
        undivided,
        cells,
        printed,
        faults,
        title=body.title,
        preamble=body.preamble,
        sections=body.sections,
        signoff=body.signoff,
        traits=frozenset(traits),
    )


def _versions(rng: Random, year: int) -> tuple[dict[str, str], tuple[str, ...]]:
    due = "2019" if year < 2021 else "2021"
    tables = dict.fromkeys(("disclosure", "requests", "remedies"), due)
    odd = rng.random()
    if due == "2021" and odd < 0.10:
        tables = dict.fromkeys(tables, "2019")
    elif odd < 0.14:
        tables["disclosure"] = "2021" if due == "2019" else "2019"
    elif due == "2021" and odd < 0.20:
        return tables, ("other",)
    return tables, ()


def _of(key: str, undivided: tuple[str, ...]) -> tuple[str, ...]:
    return undivided if key == "requests" else ()


def form_cells(table: TableForm, undivided: tuple[str, ...]) -> list[CellForm]:
    return [cell for block in table.blocks for cell in table.cells_of(block, undivided)]


def _number(rng: Random, shape: str) -> int:
    if shape == "zero":
        return 0
    if shape == "sparse":
        return rng.choice([0] * 24 + [1, 1, 2, 3, 5, 12])
    return rng.choice([0, 0, 0, 1, 2, 4, 7, 11, 26, 58, 104, 390, rng.randint(0, 2600)])


def _fill_disclosure(
    rng: Random, table: TableForm, undivided: tuple[str, ...], shape: str
) -> dict[str, Value]:
    lively = "rich" if shape == "rich" else rng.choice(["zero", "sparse", "rich"])
    cells: dict[str, Value] = {}
    for cell in form_cells(table, undivided):
        if cell.unit == "amount":
            cells[cell.id] = rng.choice(
                ["0", "0", "0.0000", "3.26", f"{rng.randint(1, 99999) / 10:.1f}", "15.4380"]
            )
        elif cell.unit == "change":
            cells[cell.id] = rng.choice([0, 0, 0, 3, -1, -12]) if lively != "zero" else 0
        else:
            cells[cell.id] = _number(rng, lively)
    return cells


def _fill_requests(rng: Random, table: TableForm, undivided: tuple[str, ...], shape: str) -> dict[str, Value]:
    found: dict[str, int] = {}
    by_row: dict[str, list[str]] = {}
    for cell in form_cells(table, undivided):
        by_row.setdefault(cell.row.key, []).append(cell.id)
    applicants = [cell.column.key for cell in form_cells(table, undivided)[:6]]
    outcomes = [row for row in by_row if row not in {"new_received", "carried_in", "total", "carried_out"}]
    for column in applicants:
        dull = rng.random() < (0.0 if column == "natural_person" else 0.6)
        for row in outcomes:
            quiet = dull or rng.random() < 0.6
            found[f"requests.{row}.{column}"] = 0 if quiet else _number(rng, shape)
        done = sum(found[f"requests.{row}.{column}"] for row in outcomes)
        left = 0 if dull or rng.random() < 0.5 else min(_number(rng, shape), 40)
        brought = rng.choice([0, 0, min(done + left, _number(rng, shape))])
        found[f"requests.total.{column}"], found[f"requests.carried_out.{column}"] = done, left
        found[f"requests.carried_in.{column}"], found[f"requests.new_received.{column}"] = (
            brought,
            done + left - brought,
        )
    for row in by_row:
        found[f"requests.{row}.total"] = sum(found[f"requests.{row}.{column}"] for column in applicants)
    return {cell_id: found[cell_id] for ids in by_row.values() for cell_id in ids}


def _fill_remedies(rng: Random, table: TableForm, undivided: tuple[str, ...], shape: str) -> dict[str, Value]:
    cells: dict[str, Value] = {}
    for group in ("reconsideration", "litigation_direct", "litigation_after_reconsideration"):
        parts = [min(_number(rng, shape), 60) if rng.random() < 0.4 else 0 for _ in range(4)]
        for key, value in zip(
            ("upheld", "corrected", "other", "pending", "total"), [*parts, sum(parts)], strict=True
        ):
            cells[f"remedies.{group}.{key}"] = value
    return cells


_FILL = {"disclosure": _fill_disclosure, "requests": _fill_requests, "remedies": _fill_remedies}


def _spoil(rng: Random, cells: dict[str, Value]) -> tuple[str, ...]:
    """Let the organ miscount in one or two cells of the balanced tables."""
    wrong = rng.sample([i for i in cells if not i.startswith("disclosure.")], rng.choice([1, 1, 2]))
    for cell_id in wrong:
        value = cells[cell_id]
        cells[cell_id] = int(value or 0) + rng.choice([1, 1, 2, 10])
    return tuple(wrong)


def _leave_blank(rng: Random, cells: dict[str, Value], printed: dict[str, str]) -> str:
    kind = rng.choice(["blank-zeros", "blank-row", "blank-remedies", "blank-cells", "dashes", "slashes"])
    rows = sorted({cell_id.rpartition(".")[0] for cell_id in cells if cell_id.startswith("requests.")})
    gone: list[str] = []
    if kind in {"blank-zeros", "dashes", "slashes"}:
        gone = [i for i, value in cells.items() if Decimal(str(value)) == 0]
    elif kind == "blank-row":
        chosen = rng.sample(rows, rng.randint(1, 3))
        gone = [i for i in cells if i.rpartition(".")[0] in chosen]
    elif kind == "blank-remedies":
        start = rng.choice(["remedies.", "remedies.reconsideration.", "remedies.litigation"])
        gone = [i for i in cells if i.startswith(start)]
    else:
        gone = rng.sample(sorted(cells), rng.randint(1, 6))
    mark = {"dashes": rng.choice(["—", "-", "——"]), "slashes": "/"}.get(kind, "")
    for cell_id in gone:
        cells[cell_id], printed[cell_id] = None, mark
    return kind


def _stated(cells: Mapping[str, Value]) -> dict[str, int]:
    """The figures of the prose: those of the tables where they hold any."""
    wanted = {
        "received": "requests.new_received.total",
        "natural": "requests.new_received.natural_person",
        "carried": "requests.carried_in.total",
        "granted": "requests.granted.total",
        "done": "requests.total.total",
        "reconsidered": "remedies.reconsideration.total",
        "sued": "remedies.litigation_direct.total",
    }
    return {name: int(cells.get(cell_id) or 0) for name, cell_id in wanted.items()}
