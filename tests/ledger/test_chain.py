"""The hash of an entry can be computed by anybody from its line."""

from __future__ import annotations

import hashlib
import json

import pytest

from gongkai.ledger import chain
from gongkai.ledger.chain import NoAlgorithm, digest, linked
from gongkai.ledger.codec import decode
from gongkai.ledger.entry import Algorithm
from tests.ledger.ledgers import ARRIVED, OPENED, act, chained


@pytest.mark.parametrize("algorithm", chain.ALGORITHMS)
def test_the_hash_is_that_of_the_line_without_its_last_member(algorithm: Algorithm) -> None:
    entry, line = linked(
        act("organ", "2026-01-01", OPENED), number=1, previous="", case_previous="", algorithm=algorithm
    )
    value = json.loads(line)
    stated = value.pop("hash")
    without = json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()
    assert hashlib.new(algorithm, without).hexdigest() == stated == entry.hash
    assert json.loads(without)["algorithm"] == algorithm


def test_the_algorithms_differ() -> None:
    # the published test vectors of "abc"
    assert digest(b"abc", "sha256").startswith("ba7816bf8f01cfea")
    assert digest(b"abc", "sm3") == "66c7f0f462eeedd9d1f2d46bdc10e4e24167c4875cf2f7a2297da02b8f4ba8e0"


def test_an_algorithm_that_is_not_there_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(NoAlgorithm, match="没有「md5」这种算法。可以用：sha256、sm3。"):
        digest(b"", "md5")

    def without_sm3(name: str, content: bytes) -> None:
        raise ValueError(f"unsupported hash type {name}")

    monkeypatch.setattr(hashlib, "new", without_sm3)
    with pytest.raises(NoAlgorithm, match=r"没有 SM3.*改用 sha256"):
        digest(b"", "sm3")


def test_each_entry_follows_the_one_before_in_its_organ_and_in_its_case() -> None:
    acts = [
        act("organ", "2026-01-01", OPENED),
        act("request/2026-0001", "2026-01-05", ARRIVED),
        act("organ", "2026-01-01", OPENED, organ="zrj"),
        act("request/2026-0001", "2026-01-05", ARRIVED),
    ]
    one, two, other, three = (decode(line, at=1) for line in chained(acts))
    assert [entry.number for entry in (one, two, three, other)] == [1, 2, 3, 1]
    assert [entry.previous for entry in (one, two, three, other)] == ["", one.hash, two.hash, ""]
    assert [entry.case_previous for entry in (one, two, three, other)] == ["", "", two.hash, ""]
