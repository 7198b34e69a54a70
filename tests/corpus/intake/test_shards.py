"""Shards of a few seconds, whose names say what is in them."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from gongkai.corpus.intake.shards import Order, orders, shard_name
from gongkai.corpus.intake.sources import Document

PATTERN = Order("仓库", "", ())


def document(number: int, *, path: str = "/nowhere", size: int = 1000) -> Document:
    return Document(f"{number}.txt", path, f"{number:064x}", size, number)


def test_a_name_depends_on_documents_reader_and_law_and_not_on_the_order() -> None:
    first, second = document(1), document(2)
    name = shard_name([first, second])
    assert name == shard_name([second, first])
    others = [
        shard_name([first]),
        shard_name([first, second], reader="0"),
        shard_name([first, second], law=date(2000, 1, 1)),
    ]
    assert name not in others
    assert len(set(others)) == 3


@given(st.integers(0, 700), st.floats(0.1, 10))
def test_every_document_is_in_one_order(count: int, seconds: float) -> None:
    made = list(orders(map(document, range(count)), PATTERN, seconds=seconds))
    assert [each for order in made for each in order.documents] == list(map(document, range(count)))
    assert all(order.upto == order.documents[-1].upto for order in made)


def test_slow_documents_have_short_shards_of_their_own(tmp_path: Path) -> None:
    paper = tmp_path / "报告.pdf"
    paper.write_bytes(b"%PDF-1.7")
    made = list(orders([document(n, path=str(paper) if n % 2 else "/nowhere") for n in range(400)], PATTERN))
    kinds = [{each.path for each in order.documents} for order in made]
    assert all(len(kind) == 1 for kind in kinds)
    longest = {
        kind.pop(): len(order.documents) for kind, order in zip(reversed(kinds), reversed(made), strict=True)
    }
    assert longest[str(paper)] * 3 < longest["/nowhere"]


def test_halves_hold_the_whole() -> None:
    (order,) = orders(map(document, range(5)), PATTERN)
    first, second = order.halves()
    assert first.documents + second.documents == order.documents
    assert len({order.shard, first.shard, second.shard}) == 3
