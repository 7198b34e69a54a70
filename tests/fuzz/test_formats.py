"""Whatever the bytes, a reader gives a document or a refusal that says what would help. Nothing else, and soon."""

from __future__ import annotations

import random
from collections.abc import Callable

import pytest

from gongkai.model.document import Document
from gongkai.read.limits import Refused
from gongkai.read.opening import read_document
from tests.fuzz.damage import mutated, noise
from tests.read.formats import samples

ROUNDS = 150
WHOLE: dict[str, Callable[[], bytes]] = {
    "text": samples.text_file,
    "html": samples.html_page,
    "gb2312": lambda: samples.html_page(charset="gb2312"),
    "docx": samples.word_file,
    "xlsx": samples.workbook,
}


@pytest.fixture(autouse=True)
def _no_office(monkeypatch: pytest.MonkeyPatch) -> None:
    """Conversions take a second each; that their results are read safely is what the other formats show."""
    monkeypatch.setenv("PATH", "")


def opened(data: bytes) -> Document | Refused:
    """What came of it. Any other exception is a failure of the test."""
    try:
        document = read_document(data, name="破损")
    except Refused as refused:
        return _helpful(refused)
    for table in document.tables():
        _whole(table.rows, table.columns, [(s.row, s.column, s.rowspan, s.colspan) for s in table.slots])
    return document


def _helpful(refused: Refused) -> Refused:
    assert refused.file == "破损"
    assert refused.remedy
    return refused


def _whole(rows: int, columns: int, spots: list[tuple[int, int, int, int]]) -> None:
    """Every slot lies inside its table and none on another."""
    taken: set[tuple[int, int]] = set()
    for row, column, height, width in spots:
        assert 0 <= row <= row + height <= rows
        assert 0 <= column <= column + width <= columns
        covered = {(r, c) for r in range(row, row + height) for c in range(column, column + width)}
        assert not covered & taken
        taken |= covered


@pytest.mark.parametrize("kind", WHOLE)
def test_a_wounded_file_is_read_or_refused(kind: str) -> None:
    rng = random.Random(f"wounded {kind}")
    whole = WHOLE[kind]()
    results = [opened(mutated(whole, rng)) for _ in range(ROUNDS)]
    assert any(isinstance(result, Document) for result in results)


def test_random_bytes_are_read_or_refused() -> None:
    rng = random.Random("noise")
    results = [opened(noise(rng)) for _ in range(3 * ROUNDS)]
    assert any(isinstance(result, Refused) for result in results)
