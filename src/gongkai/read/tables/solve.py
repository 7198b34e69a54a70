"""The solver: of all readings that the print allows, which does the form's arithmetic leave?

Every row with doubtful print brings its readings; plain rows bring one. The equations that run down the columns
tie the rows together. A forward and a backward pass over the rows keep exactly the readings that take part in
some solution; where these agree on a cell, the cell is proved, where they do not, it is withheld with its candidates.
Blank counts as nothing in a sum, but a blank and a zero never become each other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from gongkai.law.forms import Balance
from gongkai.read.tables.reading import Reading, Vector, is_row_sum_right

_MOST_STATES = 20_000
State = tuple[int | Decimal, ...]


@dataclass(frozen=True, slots=True)
class Unknown:
    """A row to be solved. ``shape`` is equal for rows that are printed alike."""

    key: str
    readings: tuple[Reading, ...]
    is_plain: bool
    shape: tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Solution:
    """The readings that remain for each row, and how far they are proved.

    ``proved`` are the rows whose every equation holds with the remaining readings. In any other row the organ may
    have miscounted, and readings that were dropped for their sums may be what is printed. ``is_open`` where the rows
    were not brought together at all: the print then has to speak for itself. ``doubted`` are the rows that are read
    as they stand by the example of others alone, while the sums allow that their blanks were pushed to the end.
    """

    remaining: Mapping[str, tuple[Reading, ...]]
    used: tuple[Balance, ...] = ()
    proved: frozenset[str] = frozenset()
    is_open: bool = False
    doubted: frozenset[str] = frozenset()


def solve(
    rows: Sequence[Unknown], balances: Sequence[Balance], columns: Sequence[str], table: str
) -> Solution:
    """The readings left by the balances that run down the columns.

    ``columns`` are the keys of the columns in order. An equation is used when all its rows are there. One that no
    choice of readings can satisfy is the organ's own error: the rows in it are not proved, the others still are.
    """
    doubtful = [_filtered(row, columns) for row in rows if not row.is_plain]
    plain = {row.key: row.readings[0].vector for row in rows if row.is_plain}
    remaining = {row.key: row.readings for row in rows if row.is_plain} | {
        row.key: row.readings for row in doubtful
    }
    doubtful = [row for row in doubtful if row.readings]
    if not doubtful:
        return Solution(remaining)
    known = plain.keys() | {row.key for row in doubtful}
    wanted = _equations(balances, columns, table)
    equations = [
        item for item in wanted if item.signs.keys() <= known and _is_satisfiable(item, plain, doubtful)
    ]
    solved = _passes(doubtful, plain, equations)
    if solved is None:
        return Solution(remaining, is_open=True)
    told = _one_story(doubtful, solved)
    remaining.update(told)
    shaken = {key for item in wanted if item not in equations for key in item.signs}
    proved = frozenset(key for item in equations for key in item.signs) - shaken
    doubted = frozenset(key for key in told if "pushed" in _kinds(solved[key]) - _kinds(told[key]))
    return Solution(remaining, tuple(item.balance for item in equations), proved, doubted=doubted)


def _filtered(row: Unknown, columns: Sequence[str]) -> Unknown:
    """Doubtful rows keep only readings whose total is right, and those that change nothing of what is printed."""
    kept = tuple(
        item for item in row.readings if item.kind.startswith("window") or is_row_sum_right(item.vector)
    )
    return replace(row, readings=kept) if len(columns) > 1 else row


@dataclass(frozen=True, slots=True)
class _Equation:
    balance: Balance
    column: int
    signs: Mapping[str, int]  # by row


def _equations(balances: Sequence[Balance], columns: Sequence[str], table: str) -> list[_Equation]:
    found = []
    for balance in balances:
        if not all(cell_id.endswith(f".{balance.at}") for cell_id in balance.ids):
            continue  # runs along a row
        signs: dict[str, int] = {}
        for ids, sign in ((balance.left, 1), (balance.right, -1)):
            for cell_id in ids:
                signs[cell_id.removeprefix(f"{table}.").removesuffix(f".{balance.at}")] = sign
        found.append(_Equation(balance, columns.index(balance.at), signs))
    return found


def _is_satisfiable(equation: _Equation, plain: Mapping[str, Vector], doubtful: Sequence[Unknown]) -> bool:
    """Whether this one equation holds for some choice of readings, all others left aside."""
    sums: set[int | Decimal] = {_constant(equation, plain)}
    for row in doubtful:
        sign = equation.signs.get(row.key, 0)
        changes = {sign * (reading.vector[equation.column] or 0) for reading in row.readings}
        sums = {total + change for total in sums for change in changes}
        if len(sums) > _MOST_STATES:
            return True
    return 0 in sums


def _constant(equation: _Equation, plain: Mapping[str, Vector]) -> int | Decimal:
    return sum(
        (sign * (plain[key][equation.column] or 0) for key, sign in equation.signs.items() if key in plain), 0
    )


def _passes(
    doubtful: Sequence[Unknown], plain: Mapping[str, Vector], equations: Sequence[_Equation]
) -> dict[str, tuple[Reading, ...]] | None:
    """Forward and backward over the doubtful rows; None where nothing fits or too much would have to be tried."""
    start = tuple(_constant(equation, plain) for equation in equations)
    steps = [_distinct(row, equations) for row in doubtful]
    forward: list[set[State]] = [{start}]
    for step in steps:
        reached = {_sum(state, change) for state in forward[-1] for change in step}
        if len(reached) > _MOST_STATES:
            return None
        forward.append(reached)
    goal = (0,) * len(equations)
    if goal not in forward[-1]:
        return None
    return _backward(doubtful, steps, forward, goal)


def _backward(
    doubtful: Sequence[Unknown],
    steps: Sequence[Mapping[State, list[Reading]]],
    forward: Sequence[set[State]],
    goal: State,
) -> dict[str, tuple[Reading, ...]]:
    wanted: set[State] = {goal}
    kept: dict[str, tuple[Reading, ...]] = {}
    for index in range(len(doubtful) - 1, -1, -1):
        before: set[State] = set()
        readings: list[Reading] = []
        for change, options in steps[index].items():
            reaching = {state for state in forward[index] if _sum(state, change) in wanted}
            if reaching:
                before |= reaching
                readings.extend(options)
        kept[doubtful[index].key] = tuple(readings)
        wanted = before
    return kept


def _distinct(row: Unknown, equations: Sequence[_Equation]) -> dict[State, list[Reading]]:
    """The row's readings by what they change in the equations."""
    changes: dict[State, list[Reading]] = {}
    for reading in row.readings:
        change = tuple(item.signs.get(row.key, 0) * (reading.vector[item.column] or 0) for item in equations)
        changes.setdefault(change, []).append(reading)
    return changes


def _sum(state: State, change: State) -> State:
    return tuple(a + b for a, b in zip(state, change, strict=True))


def _kinds(readings: Sequence[Reading]) -> frozenset[str]:
    return frozenset(reading.kind for reading in readings)


def _one_story(
    doubtful: Sequence[Unknown], remaining: Mapping[str, tuple[Reading, ...]]
) -> dict[str, tuple[Reading, ...]]:
    """Rows printed alike were damaged alike: keep the stories that every one of them can tell."""
    stories: dict[tuple[object, ...], set[str]] = {}
    for row in doubtful:
        told = {reading.kind for reading in remaining[row.key]}
        stories[row.shape] = stories[row.shape] & told if row.shape in stories else told
    return {
        row.key: tuple(
            reading
            for reading in remaining[row.key]
            if not stories[row.shape] or reading.kind in stories[row.shape]
        )
        for row in doubtful
    }
