"""Requests tables drawn by hypothesis: whatever happened in the year, the sums and balances of the form hold."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TypeAlias

from hypothesis import strategies as st

from tests.read.tables.printed import COLUMNS, LEAVES

Figures: TypeAlias = Mapping[str, tuple[int, ...]]
Printed: TypeAlias = dict[str, str]

APPLICANTS = range(len(COLUMNS) - 1)
ROWS = [leaf.key for leaf in LEAVES]
OUTCOMES = [row for row in ROWS if row not in {"new_received", "carried_in", "total", "carried_out"}]
NUMBER = st.one_of(st.integers(1, 12), st.integers(1, 3000))


@st.composite
def years(draw: st.DrawFn) -> Figures:
    """Cases by outcome and applicant; what was left over, and what was brought in."""
    cases = draw(
        st.dictionaries(st.tuples(st.sampled_from(OUTCOMES), st.sampled_from(APPLICANTS)), NUMBER, max_size=9)
    )
    left = draw(st.dictionaries(st.sampled_from(APPLICANTS), st.integers(1, 40), max_size=2))
    rows = {row: [cases.get((row, column), 0) for column in APPLICANTS] for row in OUTCOMES}
    rows["total"] = [sum(rows[row][column] for row in OUTCOMES) for column in APPLICANTS]
    rows["carried_out"] = [left.get(column, 0) for column in APPLICANTS]
    handled = [a + b for a, b in zip(rows["total"], rows["carried_out"], strict=True)]
    rows["carried_in"] = [draw(st.integers(0, most)) if most else 0 for most in handled]
    rows["new_received"] = [a - b for a, b in zip(handled, rows["carried_in"], strict=True)]
    return {row: (*rows[row], sum(rows[row])) for row in ROWS}


def printed(figures: Figures) -> Printed:
    return {row: " ".join(str(figure) for figure in cells) for row, cells in figures.items()}


@st.composite
def blanked(draw: st.DrawFn) -> Printed:
    """A year in which some noughts, or all of some rows, or all noughts there are, are left blank."""
    rows = {row: cells.split() for row, cells in printed(draw(years())).items()}
    whole = draw(st.booleans())
    chosen = ROWS if whole else draw(st.lists(st.sampled_from(ROWS), min_size=1, max_size=4, unique=True))
    columns = range(7) if whole else draw(st.sets(st.sampled_from(range(7)), min_size=1))
    for row in chosen:
        rows[row] = ["·" if cell == "0" and at in columns else cell for at, cell in enumerate(rows[row])]
    return {row: " ".join(cells) for row, cells in rows.items()}


@st.composite
def miscounted(draw: st.DrawFn, tables: st.SearchStrategy[Printed]) -> Printed:
    """With one printed figure that is not what the sums say."""
    rows = draw(tables.filter(lambda table: any(cells.replace("·", "").split() for cells in table.values())))
    row = draw(st.sampled_from([key for key, cells in rows.items() if cells.replace("·", "").split()]))
    cells = rows[row].split()
    at = draw(st.sampled_from([at for at, cell in enumerate(cells) if cell != "·"]))
    cells[at] = str(draw(NUMBER.filter(lambda number: str(number) != cells[at])))
    return rows | {row: " ".join(cells)}
