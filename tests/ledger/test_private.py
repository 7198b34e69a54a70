"""Private values stand apart from the ledger, can be erased, and cannot be exchanged."""

from __future__ import annotations

import json
import stat
from datetime import date
from pathlib import Path

import pytest

from gongkai.ledger.book import Book
from gongkai.ledger.facts import request
from gongkai.ledger.legality import private_faults
from gongkai.ledger.private import DamagedStore, Erasure, NotKept, Private, PrivateStore, privates_of
from gongkai.ledger.verify import verify
from tests.ledger.ledgers import OPENED, act

DAY = date(2026, 9, 1)


@pytest.fixture
def store(tmp_path: Path) -> PrivateStore:
    """The store of a ledger with one request."""
    book = Book(tmp_path / "台账.jsonl")
    store = PrivateStore(book.path)
    arrived = request.Arrived(
        "on_site", "natural_person", store.put("张某"), (request.Item(1, store.put("2025年\n预算")),)
    )
    book.append_all(
        [act("organ", "2026-01-01", OPENED), act("request/2026-0001", "2026-01-05", arrived)],
        first=store.keep,
    )
    return store


def _privates(store: PrivateStore) -> list[Private]:
    return [private for entry in Book(store.ledger).entries() for private in privates_of(entry.act.fact)]


def test_the_ledger_holds_no_private_word(store: PrivateStore) -> None:
    text = store.ledger.read_text(encoding="utf-8")
    assert "张某" not in text
    assert "预算" not in text
    assert [PrivateStore(store.ledger).get(private.key) for private in _privates(store)] == [
        "张某",
        "2025年\n预算",
    ]


def test_the_store_is_for_its_owner_alone(store: PrivateStore) -> None:
    assert store.path.name == "台账.private.jsonl"
    assert stat.S_IMODE(store.path.stat().st_mode) == 0o600
    store.erase(_privates(store)[0].key, reason="保管期满", on=DAY)
    assert stat.S_IMODE(store.path.stat().st_mode) == 0o600


def test_equal_texts_have_different_digests(store: PrivateStore) -> None:
    one, other = store.put("张某"), store.put("张某")
    assert one.key != other.key
    assert one.digest != other.digest


def test_an_erased_value_leaves_neither_text_nor_salt_and_the_ledger_whole(store: PrivateStore) -> None:
    private, kept = _privates(store)
    salt = json.loads(store.path.read_text(encoding="utf-8").splitlines()[0])["salt"]
    store.erase(private.key, reason="保管期满", on=DAY)
    text = store.path.read_text(encoding="utf-8")
    assert "张某" not in text
    assert salt not in text
    again = PrivateStore(store.ledger)
    assert again.get(private.key) == Erasure(DAY, "保管期满")
    assert again.get(kept.key) == "2025年\n预算"
    assert verify(store.ledger) == ()
    assert list(private_faults(store.ledger)) == []


def test_erasing_twice_keeps_the_first_reason(store: PrivateStore) -> None:
    key = _privates(store)[0].key
    store.erase(key, reason="保管期满", on=DAY)
    store.erase(key, reason="别的", on=date(2027, 1, 1))
    assert store.get(key) == Erasure(DAY, "保管期满")


def test_what_is_not_kept_is_told(store: PrivateStore) -> None:
    with pytest.raises(NotKept, match="没有「x」"):
        store.get("x")
    with pytest.raises(NotKept, match="没有「x」"):
        store.erase("x", reason="x", on=DAY)


def test_a_value_that_was_not_recorded_is_not_kept(tmp_path: Path) -> None:
    book = Book(tmp_path / "台账.jsonl")
    store = PrivateStore(book.path)
    arrived = request.Arrived("on_site", "other", store.put("张某"), (request.Item(1, store.put("预算")),))
    assert book.append_all([act("request/2026-0001", "2026-01-05", arrived)], first=store.keep).refused
    assert not store.path.exists()


def test_of_a_batch_the_words_of_refused_acts_are_not_kept(store: PrivateStore) -> None:
    """Nothing names them, so that nobody could find them to erase them."""
    again = request.Arrived("on_site", "other", store.put("李某"), (request.Item(1, store.put("决算")),))
    other = request.Arrived("on_site", "other", store.put("王某"), (request.Item(1, store.put("预算")),))
    acts = [act("request/2026-0001", "2026-01-05", again), act("request/2026-0002", "2026-01-06", other)]
    done = Book(store.ledger).append_all(acts, all_or_nothing=False, first=store.keep)
    assert (len(done.entries), len(done.refused)) == (1, 1)
    kept = store.path.read_text(encoding="utf-8")
    assert [word in kept for word in ("李某", "决算", "王某", "预算")] == [False, False, True, True]


def test_a_changed_and_a_lost_value_show(store: PrivateStore) -> None:
    lines = store.path.read_text(encoding="utf-8").splitlines(keepends=True)
    store.path.write_text(lines[0].replace("张某", "李某"), encoding="utf-8")
    changed, lost = private_faults(store.ledger)
    assert (changed.line, changed.number, changed.kind, lost.line) == (2, 2, "private", 2)
    assert "与记入台账时不同" in changed.says
    assert "也没有删除的记录" in lost.says


def test_a_ledger_without_its_store_is_verified_alone(store: PrivateStore) -> None:
    store.path.unlink()
    assert list(private_faults(store.ledger)) == []


def test_a_line_torn_by_a_crash_is_written_over(store: PrivateStore) -> None:
    whole = store.path.read_bytes()
    store.path.write_bytes(whole + b'{"key":"a","sal')
    again = PrivateStore(store.ledger)
    assert again.get(_privates(store)[0].key) == "张某"
    private = again.put("王某")
    again.keep()
    assert store.path.read_bytes().startswith(whole)
    assert PrivateStore(store.ledger).get(private.key) == "王某"


@pytest.mark.parametrize(
    "line",
    [
        "x",
        "[]",
        '{"key":"a"}',
        '{"key":"a","salt":"b","text":1}',
        '{"key":"a","salt":"b","text":"c","x":"y"}',
        "[" * 100_000,
    ],
)
def test_a_damaged_store_is_told_with_its_line(store: PrivateStore, line: str) -> None:
    with store.path.open("a", encoding="utf-8") as file:
        file.write(f"{line}\n")
    with pytest.raises(DamagedStore, match=r"「台账\.private\.jsonl」第 3 行读不出来"):
        PrivateStore(store.ledger).get("a")
