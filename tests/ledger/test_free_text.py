"""What people said stands apart from the ledger, whatever the fact; a ledger of before has it in clear, and is read."""

from __future__ import annotations

import typing
from datetime import date
from pathlib import Path
from typing import Any

import pytest

from gongkai.ledger import free_text, shapes
from gongkai.ledger.book import Book
from gongkai.ledger.codec import decode, encode, plain, stated
from gongkai.ledger.entry import KINDS, Corrected
from gongkai.ledger.facts import remedy, request
from gongkai.ledger.private import FreeText, Private, PrivateStore, privates_of
from tests.ledger.ledgers import OPENED, act

DAY = date(2026, 1, 9)
SAID = (
    request.Confirmed("原话"),
    request.SupplementAsked(("原话", "原话"), DAY),
    request.ThirdPartyAnswered("甲", "objects", "原话"),
    request.CoMakerAnswered("乙局", "objects", "原话"),
    request.ReasonsGiven(is_reasonable=False, why="原话"),
    request.Weighed("原话", "原话"),
    request.Replied((request.Outcome(1, "granted", states={"supplied": "原话"}),), "云财公开〔2026〕1号"),
    request.Withdrawn("原话"),
    request.Served("云财公开〔2026〕1号", "post", "原话"),
    remedy.Challenged("reconsideration", "云溪县人民政府", about="原话"),
    Corrected(2, DAY, request.Withdrawn("原话"), "记错了"),
)


def _names(fact: Any) -> str:
    return type(fact).__name__


def _numbered() -> typing.Callable[[str], Private]:
    kept = iter(range(99))
    return lambda text: Private(f"{next(kept):02}{text}", "sha256:0")


def test_every_kind_with_free_words_is_among_these() -> None:
    """A new field of free words has its example here, and its line in decision 0027."""
    holding = {name for name, kind in KINDS.items() if _holds(kind)}
    assert holding == {KIND for fact in SAID for KIND in KINDS if KINDS[KIND] is type(fact)}


def _holds(kind: Any) -> bool:
    return kind is Corrected or any(_is_free(wanted) for _, wanted in shapes.fields_of(kind))


def _is_free(wanted: Any) -> bool:
    within = [*typing.get_args(wanted)]
    if wanted == tuple[request.Outcome, ...]:
        return True
    return wanted == FreeText or any(each == FreeText for each in within)


@pytest.mark.parametrize("fact", SAID, ids=_names)
def test_no_word_of_it_is_left_and_each_is_found_again(fact: Any) -> None:
    apart = free_text.apart(fact, _numbered())
    assert "原话" in str(list(free_text.standing_in(fact)))
    assert list(free_text.standing_in(apart)) == []
    words = {private.key: "原话" for private in free_text.standing_apart(apart)}
    assert {private.key for private in privates_of(apart)} == words.keys()
    assert free_text.spoken(apart, words) == fact


@pytest.mark.parametrize("fact", SAID, ids=_names)
def test_it_is_written_and_read_apart_and_in_clear(fact: Any) -> None:
    for each in (fact, free_text.apart(fact, _numbered())):
        book_line = encode(_entry(each))
        assert decode(book_line, at=1).act.fact == each
        assert stated(plain(each)) == each


def _entry(fact: Any) -> Any:
    from gongkai.ledger.entry import Entry

    inner = fact.fact if isinstance(fact, Corrected) else fact
    case = "remedy/2026-0001" if isinstance(inner, remedy.Challenged) else "request/2026-0001"
    return Entry(act(case, "2026-01-09", fact), 1, "", "", "sha256", "0" * 64)


def test_what_nobody_opened_is_printed_as_a_mask() -> None:
    assert f"{Private('k', 'd')}" == "〔私密〕"
    assert free_text.heard(Private("k", "d")) is None
    assert free_text.heard_of({"a": "某", "b": Private("k", "d")}) == {"a": "某"}


def test_an_empty_text_leaves_nothing_behind() -> None:
    fact = request.ThirdPartyAnswered("甲", "consents")
    assert free_text.apart(fact, _numbered()) == fact


def test_what_holds_nothing_apart_is_the_very_same() -> None:
    """Letters look for the act that they tell of."""
    said = act("request/2026-0001", "2026-01-09", request.Withdrawn("原话"))
    assert free_text.spoken_act(said, {"other": "话"}) is said


def test_what_is_no_text_and_no_key_is_told() -> None:
    line = encode(_entry(request.Withdrawn("原话")))
    from gongkai.ledger.codec import mistakes

    assert mistakes(line.replace('"原话"'.encode(), b"3")) == ["fact.how：应当是文字，写成了 3。请加引号。"]


def test_a_ledger_of_before_is_read_with_its_words(tmp_path: Path) -> None:
    """The words stand in the chain for good there; what is recorded now stands apart."""
    book = Book(tmp_path / "台账.jsonl")
    store = PrivateStore(book.path)
    arrived = request.Arrived(
        "on_site", "natural_person", store.put("张某"), (request.Item(1, store.put("预算")),)
    )
    old = [
        act("organ", "2026-01-01", OPENED),
        act("request/2026-0001", "2026-01-05", arrived),
        act("request/2026-0001", "2026-01-06", request.ThirdPartyConsulted("甲")),
        act("request/2026-0001", "2026-01-08", request.ThirdPartyAnswered("甲", "objects", "原话")),
    ]
    assert not book.append_all(old, first=store.keep).refused
    new = free_text.apart(request.Withdrawn("新的话"), store.put)
    assert not book.append_all([act("request/2026-0001", "2026-01-09", new)], first=store.keep).refused
    written = book.path.read_text("utf-8")
    assert "原话" in written
    assert "新的话" not in written
    assert book.state("czj", "request/2026-0001").consultations[0].reason == "原话"
