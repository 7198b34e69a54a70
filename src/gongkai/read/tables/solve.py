"""The solver: of all readings that the print allows, which does the form's arithmetic leave?

Every row with doubtful print brings its readings; plain rows bring one. The equations that run down the columns
tie the rows together. A forward and a backward pass over the rows keep exactly the readings that take part in
some solution; where these agree on a cell, the cell is proved, where they do not, it is withheld with its candidates.
Blank counts as nothing in a sum, but a blank and a zero never become each other.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from gongkai.law.forms import Balance
from gongkai.read.tables.candidates import Reading, Vector, is_row_sum_right

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
    """The readings that remain for each row, and the equations that were used to get there.

    ``holds`` is False where no choice satisfies the equations: the figures themselves do not add up,
    and nothing may be inferred from sums down the columns.
    """

    remaining: Mapping[str, tuple[Reading, ...]]
    used: tuple[Balance, ...]
    holds: bool


def solve(rows: Sequence[Unknown], balances: Sequence[Balance], columns: Sequence[str], table: str) -> Solution:
    """The readings left by the balances that run down the columns.

    ``columns`` are the keys of the columns in order; a balance is used when all its rows are there
    and at least one of them is doubtful.
    """
    rows = [_filtered(row, columns) for row in rows]
    open_rows = [row for row in rows if len({reading.vector for reading in row.readings}) > 1]
    if not open_rows:
        return Solution({row.key: row.readings for row in rows}, (), holds=True)
    equations = _equations(rows, open_rows, balances, columns, table)
    remaining = {row.key: row.readings for row in rows}
    solved = _passes(rows, open_rows, equations)
    if solved is None:
        return Solution(remaining, (), holds=False)
    remaining.update(solved)
    remaining = _one_story(rows, remaining)
    return Solution(remaining, tuple(equation.balance for equation in equations), holds=True)


def _filtered(row: Unknown, columns: Sequence[str]) -> Unknown:
    """Doubtful rows keep only readings whose total is right; a plain row states what it states."""
    if row.is_plain or len(columns) < 2:
        return row
    kept = tuple(reading for reading in row.readings if is_row_sum_right(reading.vector))
    return Unknown(row.key, kept, row.is_plain, row.shape)


@dataclass(frozen=True, slots=True)
class _Equation:
    balance: Balance
    column: int
    signs: Mapping[str, int]  # by row


def _equations(
    rows: Sequence[Unknown], open_rows: Sequence[Unknown], balances: Sequence[Balance], columns: Sequence[str], table: str
) -> list[_Equation]:
    known, doubtful = {row.key for row in rows}, {row.key for row in open_rows}
    found = []
    for balance in balances:
        if balance.at not in columns:
            continue
        signs: dict[str, int] = {}
        for ids, sign in ((balance.left, 1), (balance.right, -1)):
            for cell_id in ids:
                signs[cell_id.removeprefix(f"{table}.").removesuffix(f".{balance.at}")] = sign
        if signs.keys() <= known and signs.keys() & doubtful and all(_of(rows, key).readings for key in signs):
            found.append(_Equation(balance, columns.index(balance.at), signs))
    return found


def _of(rows: Sequence[Unknown], key: str) -> Unknown:
    return next(row for row in rows if row.key == key)


def _passes(
    rows: Sequence[Unknown], open_rows: Sequence[Unknown], equations: Sequence[_Equation]
) -> dict[str, tuple[Reading, ...]] | None:
    """Forward and backward over the doubtful rows; None where nothing fits or too much would have to be tried."""
    doubtful = [row for row in open_rows if row.readings]
    start = [0] * len(equations)
    for row in rows:
        if row not in open_rows and row.readings:
            _add(start, row.key, row.readings[0].vector, equations)
    steps = [_distinct(row, equations) for row in doubtful]
    forward: list[set[State]] = [{tuple(start)}]
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
    doubtful: Sequence[Unknown], steps: Sequence[Mapping[State, list[Reading]]], forward: Sequence[set[State]], goal: State
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
        change = [0] * len(equations)
        _add(change, row.key, reading.vector, equations)
        changes.setdefault(tuple(change), []).append(reading)
    return changes


def _add(state: list[int | Decimal] | list[int], key: str, vector: Vector, equations: Sequence[_Equation]) -> None:
    for index, equation in enumerate(equations):
        sign = equation.signs.get(key, 0)
        if sign:
            state[index] += sign * (vector[equation.column] or 0)  # type: ignore[operator,assignment]


def _sum(state: State, change: State) -> State:
    return tuple(map(int.__add__, state, change)) if _are_whole(state, change) else tuple(a + b for a, b in zip(state, change, strict=True))


def _are_whole(state: State, change: State) -> bool:
    return all(type(a) is int for a in state) and all(type(b) is int for b in change)


def _one_story(rows: Sequence[Unknown], remaining: dict[str, tuple[Reading, ...]]) -> dict[str, tuple[Reading, ...]]:
    """Rows printed alike were damaged alike: keep the stories that every one of them can tell."""
    stories: dict[tuple[object, ...], set[str]] = {}
    doubtful = [row for row in rows if not row.is_plain and remaining[row.key]]
    for row in doubtful:
        told = {reading.kind for reading in remaining[row.key]}
        stories[row.shape] = stories[row.shape] & told if row.shape in stories else told
    for row in doubtful:
        shared = stories[row.shape]
        if shared:
            remaining[row.key] = tuple(reading for reading in remaining[row.key] if reading.kind in shared)
    return remaining
