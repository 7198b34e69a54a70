"""Roll-up and ranking against a count by hand over small stores: merged organs, doubles, blanks and withheld figures."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from gongkai.corpus.questions.ranking import ranking
from gongkai.corpus.questions.rollup import roll_up
from gongkai.corpus.store.rows import Read
from gongkai.model.cell import Blank, Cell, Count, Missing, Unreadable
from gongkai.model.report import Signoff
from tests.corpus.questions.county import COUNTY, ground, read, report

YEAR = 2022
NEW, FEE = "requests.new_received.total", "requests.granted.total"
KEYS = ("qingjiang", "yunxi", "yunxi/finance", "yunxi/water", "yunxi/rural-revival", "yunxi/baishi")
ABOVE = {"yunxi": "qingjiang"}
"""Who stands above whom; all the others stand below the county."""


@dataclass(frozen=True)
class Made:
    """A document of an organ; ``None`` is one that the register does not know."""

    key: str | None
    form: str
    day: int
    new: Cell
    granted: Cell


FIGURES = st.one_of(
    st.integers(0, 9).map(lambda value: Count(value, str(value))),
    st.just(Blank("/")),
    st.just(Missing()),
    st.just(Unreadable("1l", candidates=(1, 11))),
    st.just(Count(2**63)),
)
MADE = st.builds(
    Made,
    st.sampled_from((*KEYS, None)),
    st.sampled_from(("2021", "2019")),
    st.integers(1, 3),
    FIGURES,
    FIGURES,
)


@settings(max_examples=4, deadline=None)
@given(made=st.lists(MADE, min_size=4, max_size=9), is_own_added=st.booleans(), depth=st.integers(0, 3))
def test_the_roll_up_is_what_a_loop_counts(
    tmp_path_factory: pytest.TempPathFactory, *, made: list[Made], is_own_added: bool, depth: int
) -> None:
    reads = [_read(one, number) for number, one in enumerate(made)]
    asked = ground(tmp_path_factory.mktemp("store"), reads)
    answer = roll_up(asked, YEAR, depth=depth, is_own_added=is_own_added)
    found = {(row[0], row[1], row[3]): (row[5], *row[7:]) for row in answer.rows() if row[3] in {NEW, FEE}}
    counting = list(_counting(made))
    assert found == {
        (node, form, cell): _recount(those, cell)
        for node, members in _nodes(depth, is_own_added=is_own_added)
        for form in ("2019", "2021")
        if (those := [one for one in counting if one.key in members and one.form == form])
        for cell in (NEW, FEE)
    }


SETTLED = "requests.total.total"
FLOOR = 2


@settings(max_examples=4, deadline=None)
@given(
    figures=st.lists(st.tuples(st.sampled_from(("2021", "2019")), FIGURES, FIGURES), min_size=6, max_size=9),
    is_ascending=st.booleans(),
)
def test_the_ranking_is_what_a_loop_ranks(
    tmp_path_factory: pytest.TempPathFactory, *, figures: list[tuple[str, Cell, Cell]], is_ascending: bool
) -> None:
    made = {f"第{at}局": one for at, one in enumerate(figures)}
    reads = [
        read(None, report(name, YEAR, {FEE: granted, SETTLED: settled}, form=form))
        for name, (form, granted, settled) in made.items()
    ]
    asked = ground(tmp_path_factory.mktemp("store"), reads, None)
    answer = ranking(asked, YEAR, "granted", floor=FLOOR, is_ascending=is_ascending)
    stated = [
        (form, above, below, name)
        for name, (form, granted, settled) in made.items()
        if (above := _number(granted)) is not None and (below := _number(settled)) is not None
    ]
    ranked = [one for one in stated if one[2] >= FLOOR]
    small, gaps = answer.parts
    assert [(row[3], row[0], row[1], row[-1]) for row in answer.rows()] == sorted(
        (form, 1 + _ahead(ranked, form, above / below, is_ascending=is_ascending), name, above / below)
        for form, above, below, name in ranked
    )
    assert [(row[4], row[0]) for row in small.rows()] == sorted(
        ((below, name) for _, _, below, name in stated if below < FLOOR), key=lambda one: (-one[0], one[1])
    )
    assert [row[0] for row in gaps.rows()] == sorted(made.keys() - {one[-1] for one in stated})


def _ahead(
    ranked: Sequence[tuple[str, int, int, str]], form: str, share: float, *, is_ascending: bool
) -> int:
    """How many on the form come before the share."""
    others = [above / below for each, above, below, _ in ranked if each == form]
    return sum(other < share if is_ascending else other > share for other in others)


def _read(made: Made, number: int) -> Read:
    entry = COUNTY.of(made.key, YEAR) if made.key else None
    name = entry.name if entry else "青石县财政局"
    one = report(name, YEAR, {NEW: made.new, FEE: made.granted}, form=made.form)
    signed = replace(one, signoff=Signoff(None, None, date(YEAR + 1, 1, made.day)))
    digest = hashlib.sha256(str(number).encode()).hexdigest()
    return replace(read(made.key, signed), digest=digest, name=f"{number}.txt")


def _counting(made: Sequence[Made]) -> Iterator[Made]:
    """One for each organ: signed last, then with the fewest gaps; nobody's where the figures of these differ."""
    for key in KEYS:
        those = [one for one in made if one.key == key]
        if those:
            best = max((one.day, -_gaps(one)) for one in those)
            rivals = [one for one in those if (one.day, -_gaps(one)) == best]
            if len({(_number(one.new), _number(one.granted), one.form) for one in rivals}) == 1:
                yield rivals[0]


def _gaps(made: Made) -> int:
    return sum(not isinstance(cell, Count) for cell in (made.new, made.granted))


def _number(cell: Cell) -> int | None:
    return cell.value if isinstance(cell, Count) and cell.value < 2**63 else None


def _nodes(depth: int, *, is_own_added: bool) -> Iterator[tuple[str, set[str]]]:
    def members(top: str | None) -> set[str]:
        inside = {key for key in KEYS if top is None or top in _chain(key)}
        return inside if is_own_added else inside - {"qingjiang", "yunxi"}

    yield "名册里的全部机关", members(None)
    for key in KEYS:
        if len(_chain(key)) <= depth:
            entry = COUNTY.of(key, YEAR)
            assert entry is not None
            yield entry.name, members(key)


def _chain(key: str | None) -> list[str]:
    """The organ and those above it."""
    chain = []
    while key is not None:
        chain.append(key)
        key = None if key == "qingjiang" else ABOVE.get(key, "yunxi")
    return chain


def _recount(those: Sequence[Made], cell: str) -> tuple[int | None, int, int, int, int, int]:
    """Total, stated, blank, lacking, withheld, reports."""
    cells = [one.new if cell == NEW else one.granted for one in those]
    numbers = [value for each in cells if (value := _number(each)) is not None]
    blank = sum(isinstance(each, Blank) for each in cells)
    lacking = sum(isinstance(each, Missing) for each in cells)
    withheld = len(cells) - len(numbers) - blank - lacking
    return sum(numbers) if numbers else None, len(numbers), blank, lacking, withheld, len(cells)
