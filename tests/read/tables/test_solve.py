"""The solver: the readings that the form's arithmetic leaves, no fewer and no more."""

from __future__ import annotations

from gongkai.law.forms import Balance
from gongkai.read.tables.reading import Reading, Vector
from gongkai.read.tables.solve import Solution, Unknown, solve

COLUMNS = ("a", "b", "total")
ALL = frozenset({"in", "kept", "done", "left"})


def balance(at: str, left: str, right: str) -> Balance:
    sides = [tuple(f"t.{key}.{at}" for key in side.split(" + ")) for side in (left, right)]
    return Balance("TST001", "test", at, sides[0], sides[1], "")


def in_is_out() -> list[Balance]:
    """In + kept = done + left, in every column."""
    return [balance(at, "in + kept", "done + left") for at in COLUMNS]


def printed(key: str, figures: str) -> Unknown:
    vector: Vector = tuple(None if figure == "·" else int(figure) for figure in figures.split())
    return Unknown(key, (Reading(vector, (0, 1, 2), "printed"),), is_plain=True, shape=())


def doubtful(key: str, *readings: str, kind: str = "lost", shape: str = "") -> Unknown:
    vectors = [tuple(None if figure == "·" else int(figure) for figure in text.split()) for text in readings]
    found = tuple(Reading(vector, (None, None, None), kind) for vector in vectors)
    return Unknown(key, found, is_plain=False, shape=(shape or key,))


def solved(*rows: Unknown) -> Solution:
    return solve(rows, in_is_out(), COLUMNS, "t")


def left(solution: Solution, key: str) -> list[str]:
    return [
        " ".join("·" if figure is None else str(figure) for figure in reading.vector)
        for reading in solution.remaining[key]
    ]


IN, KEPT, LEFT = printed("in", "3 2 5"), printed("kept", "1 0 1"), printed("left", "1 0 1")


def test_the_one_reading_that_balances_remains_and_is_proved() -> None:
    solution = solved(IN, KEPT, doubtful("done", "2 3 5", "3 2 5", "5 0 5"), LEFT)
    assert left(solution, "done") == ["3 2 5"]
    assert solution.proved == ALL
    assert {item.code for item in solution.used} == {"TST001"}


def test_two_readings_that_balance_both_remain() -> None:
    """3 + 1 = done + left in a, 2 + 0 = done + left in b: what one row has, the other has not."""
    solution = solved(IN, KEPT, doubtful("done", "3 2 5", "4 1 5"), doubtful("left", "1 0 1", "0 1 1"))
    assert left(solution, "done") == ["3 2 5", "4 1 5"]
    assert left(solution, "left") == ["1 0 1", "0 1 1"]


def test_readings_whose_own_total_is_wrong_are_dropped() -> None:
    solution = solved(IN, KEPT, doubtful("done", "3 2 5", "3 2 6"), LEFT)
    assert left(solution, "done") == ["3 2 5"]


def test_plain_rows_are_never_changed() -> None:
    solution = solved(printed("in", "9 9 9"), KEPT, doubtful("done", "3 2 5"), LEFT)
    assert left(solution, "in") == ["9 9 9"]


def test_an_equation_that_no_reading_satisfies_is_the_organ_s_error_and_its_rows_are_not_proved() -> None:
    """In column a 9 + 1 = 3 + 1 never holds; b and the total still judge, but the error may be in any of the rows."""
    wrong = printed("in", "9 2 5")
    solution = solved(wrong, KEPT, doubtful("done", "3 2 5", "2 3 5"), LEFT)
    assert left(solution, "done") == ["3 2 5"]
    assert solution.proved == frozenset()


def test_an_organ_s_error_leaves_rows_of_other_equations_proved() -> None:
    """Done = granted + denied holds everywhere; what came in does not."""
    outcomes = [balance(at, "done", "granted + denied") for at in COLUMNS]
    rows = [
        printed("in", "9 2 5"), KEPT, printed("done", "3 2 5"), LEFT,
        printed("granted", "2 1 3"), doubtful("denied", "1 1 2", "2 0 2"),
    ]  # fmt: skip
    solution = solve(rows, [*in_is_out(), *outcomes], COLUMNS, "t")
    assert left(solution, "denied") == ["1 1 2"]
    assert {"granted", "denied"} <= solution.proved
    assert "done" not in solution.proved


def test_an_equation_with_a_row_that_is_not_there_proves_nothing() -> None:
    solution = solved(IN, doubtful("done", "3 2 5", "2 3 5"), LEFT)
    assert left(solution, "done") == ["3 2 5", "2 3 5"]
    assert solution.proved == frozenset()


def test_a_row_without_any_reading_leaves_its_equations_unused() -> None:
    solution = solved(IN, doubtful("kept"), doubtful("done", "3 2 5", "2 3 5"), LEFT)
    assert left(solution, "done") == ["3 2 5", "2 3 5"]
    assert solution.proved == frozenset()


def test_equations_that_hold_one_by_one_but_not_together_leave_the_rows_open() -> None:
    solution = solved(IN, KEPT, doubtful("done", "3 9 12", "9 2 11", "8 -3 5"), LEFT)
    assert solution.is_open
    assert solution.proved == frozenset()
    assert len(left(solution, "done")) == 3


def test_a_blank_counts_as_nothing_in_a_sum_yet_stays_another_reading_than_nought() -> None:
    solution = solved(printed("in", "3 0 3"), KEPT, doubtful("done", "3 0 3", "3 · 3"), LEFT)
    assert left(solution, "done") == ["3 0 3", "3 · 3"]


def test_rows_printed_alike_tell_one_story() -> None:
    """Each row alone might have lost a figure or have its blank at the end; only one story fits them all."""
    extra = (Reading((3, 2, 5), (0, 1, 2), "lost"), Reading((3, 2, 5), (0, 1, 2), "pushed"))
    both = Unknown("done", extra, is_plain=False, shape=("alike",))
    only = doubtful("left", "1 0 1", kind="pushed", shape="alike")
    solution = solved(IN, KEPT, both, only)
    assert [reading.kind for reading in solution.remaining["done"]] == ["pushed"]


def test_nothing_doubtful_needs_no_arithmetic() -> None:
    solution = solved(printed("in", "7 7 7"), KEPT, printed("done", "3 2 5"), LEFT)
    assert left(solution, "in") == ["7 7 7"]
    assert solution.used == ()


def test_the_order_of_rows_and_readings_does_not_matter() -> None:
    rows = [IN, KEPT, doubtful("done", "5 0 5", "3 2 5", "2 3 5"), doubtful("left", "0 1 1", "1 0 1")]
    there, back = solved(*rows), solved(*reversed(rows))
    assert {key: set(left(there, key)) for key in there.remaining} == {
        key: set(left(back, key)) for key in back.remaining
    }
    assert left(there, "done") == ["3 2 5"]
