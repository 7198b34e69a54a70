"""The reader over generated documents: never wrong, never inventing, and right where the document determines it."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from importlib.util import find_spec

import pytest

from gongkai.model.cell import Amount, Blank, Cell, Count
from tests.generated import case as cases
from tests.generated.case import Case
from tests.generated.damage import names
from tests.generated.draft import lay_out
from tests.generated.judge import Reader, Verdict, every_damage, judge, verdicts
from tests.generated.negatives import KINDS
from tests.generated.render import LAYOUTS
from tests.generated.render import text as text_layouts
from tests.generated.truth import random_truth

TEXT = tuple(text_layouts.LAYOUTS)
FILES = tuple(name for name in LAYOUTS if name not in cases.SLOW)

reader_needed = pytest.mark.skipif(find_spec("gongkai.read.report") is None, reason="there is no reader yet")


def _faults(found: list[Verdict]) -> list[str]:
    """What the reproducing command is for each document that went wrong."""
    return [verdict.reproduce for verdict in found if verdict.wrong or verdict.invented or verdict.failure]


def _short(found: list[Verdict]) -> list[str]:
    return [verdict.reproduce for verdict in found if verdict.short]


@reader_needed
def test_every_layout_undamaged_is_read_to_the_last_cell() -> None:
    found = [
        judge(cases.make(layout, cases.NONE, seed)) for layout in cases.layouts() for seed in (11, 12, 13)
    ]
    assert _faults(found) == []
    assert _short(found) == []


@reader_needed
@pytest.mark.parametrize("damage", names())
def test_every_damage_of_text(damage: str) -> None:
    found = [judge(cases.make(layout, damage, seed)) for layout in ("tabs", "pipes") for seed in (21, 22)]
    assert _faults(found) == []
    assert _short(found) == []


@reader_needed
@pytest.mark.parametrize("kind", KINDS)
def test_documents_without_the_form_have_no_cells(kind: str) -> None:
    found = [judge(cases.make(layout, kind, seed)) for layout in (*TEXT, *FILES) for seed in (31, 32)]
    assert _faults(found) == []


@reader_needed
@pytest.mark.parametrize("layout", [*TEXT, *FILES])
def test_a_sample_of_damages_in_every_layout(layout: str) -> None:
    found = list(verdicts(12, seed=1, only=(layout,)))
    assert _faults(found) == []
    assert _short(found) == []


@pytest.mark.slow
@reader_needed
def test_each_layout_with_each_damage() -> None:
    assert _faults([judge(cases.make(*case)) for case in every_damage(1)]) == []


# The judge is itself judged: by a reader that knows the truth, and by readers that must be caught.


def _oracle(case: Case) -> dict[str, Cell]:
    def cell(value: int | str | None) -> Cell:
        return (
            Blank() if value is None else Count(value) if isinstance(value, int) else Amount(Decimal(value))
        )

    return {cell_id: cell(value) for cell_id, value in case.cells.items()}


def _always(cells: Mapping[str, Cell]) -> Reader:
    return lambda data, name: cells


def test_an_oracle_has_no_faults() -> None:
    for layout, damage, seed in every_damage(5, ("tabs", "html")):
        case = cases.make(layout, damage, seed)
        assert not judge(case, _always(_oracle(case))).is_bad


def test_a_reader_that_says_nought_everywhere_is_caught() -> None:
    def noughts(data: bytes, name: str) -> Mapping[str, Cell]:
        return {cell_id: Count(0) for cell_id in lay_out(random_truth(1)).cells}

    found = list(verdicts(40, seed=1, only=("tabs",), reader=noughts))
    assert any(verdict.wrong for verdict in found)
    assert any(verdict.invented for verdict in found if verdict.case.negative)


def test_a_reader_that_withholds_everything_falls_short_but_is_never_wrong() -> None:
    found = list(verdicts(40, seed=1, only=("tabs",), reader=lambda data, name: {}))
    assert not any(verdict.wrong or verdict.invented for verdict in found)
    assert any(verdict.short for verdict in found)


def test_a_blank_read_as_nought_is_wrong() -> None:
    case = next(
        case
        for case in (cases.make("tabs", "none", seed) for seed in range(100))
        if None in case.cells.values()
    )
    blank = next(cell_id for cell_id, value in case.cells.items() if value is None)
    read = {**_oracle(case), blank: Count(0)}
    assert judge(case, _always(read)).wrong == (blank,)


@pytest.mark.parametrize("layout", cases.layouts())
def test_the_same_names_make_the_same_bytes(layout: str) -> None:
    assert cases.make(layout, "label-misread", 7).data == cases.make(layout, "label-misread", 7).data


def test_full_reports_balance() -> None:
    for truth in (random_truth(seed, plain=True) for seed in range(60)):
        for balance in truth.balances():
            left, right = (
                sum(int(truth.cells[i] or 0) for i in side) for side in (balance.left, balance.right)
            )
            assert left == right, (truth.seed, balance.code, balance.at)


def test_every_cell_of_the_form_stands_once_in_its_grid() -> None:
    for seed in range(60):
        truth = random_truth(seed)
        boxes = [box.id for grid in lay_out(truth).grids() for row in grid.rows for box in row if box.id]
        assert sorted(boxes) == sorted(truth.cells)
