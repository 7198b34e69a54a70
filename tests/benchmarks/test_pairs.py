"""Ratios are of pairs: whatever slows the machine down slows both sides."""

from __future__ import annotations

from pathlib import Path

import pytest

from benchmarks import pairs
from benchmarks.documents import Document
from benchmarks.pairs import compare, figure
from benchmarks.rivals import Rival, found


def test_both_sides_take_turns_at_being_first(monkeypatch: pytest.MonkeyPatch) -> None:
    calls: list[str] = []
    clock = iter(range(1000))
    monkeypatch.setattr(pairs, "_cpu", lambda: float(next(clock)))
    compare(
        lambda name: calls.append(f"ours {name}"), lambda name: calls.append(f"bare {name}"), "ab", rounds=2
    )
    assert calls == [
        *("ours a", "bare a", "bare b", "ours b"),
        *("bare a", "ours a", "ours b", "bare b"),
    ]


def test_the_ratio_is_the_median_of_the_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    costs = {"ours": [4.0, 60.0, 8.0], "bare": [2.0, 20.0, 2.0]}
    monkeypatch.setattr(pairs, "spent", lambda work, _: pairs.Spent(cost := work(None), cost))
    ratio = compare(lambda _: costs["ours"].pop(0), lambda _: costs["bare"].pop(0), [1, 2, 3], rounds=1)
    assert (ratio.cpu, ratio.wall, ratio.pairs) == (3, 3, 3)  # of 2, 3 and 4; a slow machine is in both sides


@pytest.mark.parametrize(("number", "shown"), [(745.2, "745"), (3.96, "4.0"), (0.054, "0.054")])
def test_a_ratio_is_shown_with_two_figures(number: float, shown: str) -> None:
    assert figure(number) == shown


def test_a_route_is_only_as_good_as_the_rows_it_finds() -> None:
    document = Document(Path(), data=b"", rows=(("1", "2"), ("3", "4")))
    rival = Rival("half", (), lambda _: [[["一、", "1", "2"], ["二、", "34"]]])
    assert found(rival, [document]) == 0.5
