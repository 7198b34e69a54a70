from __future__ import annotations

import pytest

from gongkai.corpus.portions import portions


@pytest.mark.parametrize("count", [0, 1, 500, 501, 16_000, 16_001, 100_000])
def test_nothing_is_lost_and_the_passes_stay_few(count: int) -> None:
    taken = list(portions(range(count)))
    assert [one for some in taken for one in some] == list(range(count))
    assert len(taken) <= 32
