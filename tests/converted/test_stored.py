"""What real programs once made of invented reports: no figure wrong, none called a blank, few withheld."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.generated.case import Case
from tests.generated.judge import judge

STORED = Path(__file__).parent / "stored"
TRUTH = json.loads((STORED / "truth.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("name", sorted(TRUTH["files"]))
def test_figures_come_back(name: str) -> None:
    file = TRUTH["files"][name]
    cells = TRUTH["reports"][file["report"]]
    data = (STORED / name).read_bytes()
    verdict = judge(Case(file["route"], (), 0, name, data, cells, exact=False, weak=frozenset()))
    assert (verdict.failure, verdict.wrong, verdict.invented, verdict.blanked) == (None, (), (), 0)
    assert verdict.withheld <= file["withheld"]
