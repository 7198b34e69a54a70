"""Copies that were planted are found, and nothing else is."""

from __future__ import annotations

from dataclasses import dataclass

import pytest

from gongkai.corpus.lookalike import join
from gongkai.corpus.lookalike.find import LEAST, Lookalikes, lookalikes
from gongkai.corpus.lookalike.scope import Choice, Scope
from tests.corpus.lookalike.planted import Planted, corpus, reports


@dataclass(frozen=True)
class Score:
    precision: float
    recall: float
    error: float  # of the shares, on average


def score(planted: list[Planted], found: Lookalikes) -> Score:
    truth = {
        (one.number, one.source): one.share
        for one in planted
        if one.source is not None and one.share >= LEAST and one.agency != planted[one.source].agency
    }
    pairs = {
        (int(pair.later.digest, 16), int(pair.earlier.digest, 16)): pair.share_of_later
        for pair in found.pairs
        if not pair.is_same_organ  # two copies of one source, of one organ, that say so besides
    }
    right = truth.keys() & pairs.keys()
    error = sum(abs(truth[pair] - pairs[pair]) for pair in right) / max(len(right), 1)
    return Score(len(right) / max(len(pairs), 1), len(right) / len(truth), error)


@pytest.mark.parametrize("full_below", [10_000, 0], ids=["all shingles", "sketches"])
def test_planted_copies_are_found_and_nothing_else(monkeypatch: pytest.MonkeyPatch, full_below: int) -> None:
    monkeypatch.setattr(join, "FULL_BELOW", full_below)
    planted = list(reports(600))
    assert {one.kind for one in planted} == {"fresh", "whole", "edited", "block", "small", "mass"}
    reached = score(planted, lookalikes(corpus(planted), Choice(Scope.NATION)))
    print(reached)
    assert reached.precision >= 0.99
    assert reached.recall >= 0.99
    assert reached.error < 0.03


@pytest.mark.slow
@pytest.mark.parametrize("count", [10_000, 100_000])
def test_as_many_as_a_nation_has(count: int) -> None:
    planted = list(reports(count))
    reached = score(planted, lookalikes(corpus(planted), Choice(Scope.NATION)))
    print(reached)
    assert min(reached.precision, reached.recall) >= 0.99
