"""An entry and its line: one way to write it, and every mistake of a line named at once."""

from __future__ import annotations

import dataclasses
import json
from datetime import date, datetime
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.ledger import labels
from gongkai.ledger.chain import linked
from gongkai.ledger.codec import BadEntry, decode, encode, plain, stated
from gongkai.ledger.entry import KINDS, Act, Corrected, Entry, Fact
from gongkai.ledger.facts import request
from gongkai.ledger.shapes import entry_schema, fields_of
from tests.ledger.ledgers import ARRIVED, MOMENT, OPENED, act, granted

SCHEMA = jsonschema.Draft202012Validator(entry_schema())


def _line(fact: Any = ARRIVED, case: str = "request/2026-0001") -> bytes:
    return linked(act(case, "2026-01-05", fact), number=1, previous="", case_previous="")[1]


def _mistakes(line: bytes) -> tuple[str, ...]:
    with pytest.raises(BadEntry) as bad:
        decode(line, at=7)
    assert bad.value.at == 7
    assert str(bad.value).startswith("第 7 行：")
    return bad.value.mistakes


# --- any entry ------------------------------------------------------------------------------------------------------

_TEXTS = st.text(st.characters(codec="utf-8"), max_size=6)
_KEYS = st.from_regex(r"[a-z]{1,8}", fullmatch=True)
_MOMENTS = st.datetimes(datetime(2008, 5, 1), datetime(2100, 1, 1), timezones=st.timezones())  # noqa: DTZ001


def _moment(moment: datetime) -> datetime:
    """With an offset in whole minutes, as clocks have had for a century."""
    offset = moment.utcoffset()
    assert offset is not None
    return datetime.fromisoformat(moment.isoformat()) if not offset.seconds % 60 else MOMENT


def _acts() -> st.SearchStrategy[Act]:
    """Acts of every kind, filled with anything that their types allow."""
    kinds = [(name, kind) for name, kind in KINDS.items() if kind is not Corrected]

    @st.composite
    def acts(draw: st.DrawFn) -> Act:
        name, kind = draw(st.sampled_from(kinds))
        fact = draw(st.builds(kind))
        if draw(st.booleans()):
            fact = Corrected(draw(st.integers(1, 9)), draw(st.dates()), fact, draw(_TEXTS))
        noun = name.partition(".")[0]
        case = noun if noun == "organ" else f"{noun}/{draw(_KEYS)}"
        breaches = tuple(draw(st.lists(_KEYS, max_size=2)))
        return Act(draw(_KEYS), case, draw(st.dates()), _moment(draw(_MOMENTS)), draw(_KEYS), fact, breaches)

    return acts()


@given(_acts(), st.integers(1, 1 << 40), st.booleans(), st.sampled_from(["sha256", "sm3"]))
def test_any_entry_reads_back_and_is_written_in_one_way(
    act: Act,
    number: int,
    is_first: bool,  # noqa: FBT001 - drawn
    algorithm: Any,
) -> None:
    link = "" if is_first else "0" * 64
    entry, line = linked(act, number=number, previous=link, case_previous=link, algorithm=algorithm)
    assert decode(line, at=1) == entry
    assert encode(entry) == line
    assert b"\n" not in line
    SCHEMA.validate(json.loads(line))


def test_every_kind_and_every_word_in_it_has_a_name_in_chinese() -> None:
    assert set(labels.KINDS) == set(KINDS)
    seen = {type_ for type_ in KINDS.values() if type_ is not Corrected} | {request.Item, request.Outcome}
    for kind in seen:
        for field, wanted in fields_of(kind):
            assert field.name in labels.FIELDS
            assert [word for word in labels.literals(wanted) if str(word) not in labels.WORDS] == []


def test_plain_values_state_the_fact_again() -> None:
    facts: list[Fact | Corrected] = [
        ARRIVED,
        granted("云财公开〔2026〕1号"),
        OPENED,
        Corrected(3, date(2026, 1, 6), ARRIVED, "误"),
    ]
    assert [stated(plain(fact)) for fact in facts] == facts


# --- what a line looks like -----------------------------------------------------------------------------------------


def test_a_line_has_its_keys_in_order_and_no_defaults() -> None:
    value = json.loads(_line())
    assert list(value) == [
        "schema", "organ", "number", "case", "on", "recorded", "actor", "fact", "algorithm", "previous", "case_previous", "hash",
    ]  # fmt: skip
    assert list(value["fact"]) == ["type", "channel", "category", "applicant", "items"]
    assert (value["schema"], value["recorded"]) == ("gongkai-entry/1", "2026-01-05T09:30:00+08:00")


def test_names_of_what_a_letter_states_are_sorted() -> None:
    one = request.Replied((request.Outcome(1, "granted", None, {"b": "2", "a": "1"}),), "x")
    other = request.Replied((request.Outcome(1, "granted", None, {"a": "1", "b": "2"}),), "x")
    assert _line(one) == _line(other)


# --- what a line may not be -----------------------------------------------------------------------------------------

WRONG = {
    "unknown kind": (b"request.arrived", b"request.arived", "没有 「request.arived」 这种记录。是不是「request.arrived」？"),
    "unknown field": (b'"channel":', b'"chanel":"fax","channel":', "fact.chanel：不认识这一项。是不是想写「channel」？"),
    "unknown field of the line": (b'"on":', b'"status":"done","on":', "status：不认识这一项。"),
    "missing field": (b'"channel":"on_site",', b"", "fact：缺少「channel」。"),
    "unknown word": (b"on_site", b"by_hand", "fact.channel：写成了 「by_hand」，只能是：on_site、oral、"),
    "wrong type": (b'"number":1,"case"', b'"number":"1","case"', "number：应当是整数，写成了 「1」。"),
    "number 0": (b'"number":1,"case"', b'"number":0,"case"', "number：写成了 0，不能小于 1。"),
    "true for a number": (b'"number":1,"wording"', b'"number":true,"wording"', "fact.items[0].number：应当是整数"),
    "a decimal": (b'"number":1,"case"', b'"number":1.0,"case"', "number：应当是整数，写成了 1.0"),
    "no such day": (b'"on":"2026-01-05"', b'"on":"2026-02-30"', "on：应当是日期，写成了 「2026-02-30」。"),
    "a day and a time": (b'"on":"2026-01-05"', b'"on":"2026-01-05T00:00:00"', "on：应当是日期"),
    "no time zone": (b"09:30:00+08:00", b"09:30:00", "recorded：应当是带时区的时刻"),
    "no organ": (b'"organ":"czj"', b'"organ":""', "organ：写成了 「」，应当是机关的代号"),
    "a space in the organ": (b'"organ":"czj"', b'"organ":"c j"', "organ：写成了 「c j」，应当是机关的代号"),
    "no actor": (b'"actor":"zhang"', b'"actor":""', "actor：写成了 「」，应当是经办人或岗位的代号"),
    "another noun": (b"request/2026", b"remedy/2026", "fact.type：「request.arrived」不能记在「remedy/2026-0001」下。"),
    "no noun": (b"request/2026-0001", b"case/1", "case：写成了 「case/1」，应当是 organ，或者 request/2026-0001 的样子"),
    "unknown algorithm": (b'"sha256"', b'"md5"', "algorithm：写成了 「md5」，只能是：sha256、sm3。"),
    "a short hash": (b'"previous":"",', b'"previous":"abc",', "previous：写成了 「abc」，应当是 64 位十六进制数"),
    "another schema": (b"gongkai-entry/1", b"gongkai-entry/2", "schema：写成了 「gongkai-entry/2」，只能是：gongkai-entry/1。"),
    "key twice": (b'"number":1,"case"', b'"number":1,"number":1,"case"', "「number」写了不止一次。"),
    "key twice inside": (b'"channel":', b'"channel":"fax","channel":', "「channel」写了不止一次。"),
    "no JSON": (b'"case":', b'"case"', "不是一行完整的 JSON（第 "),
    "no object": (b"{", b"[{", "不是一行完整的 JSON"),
    "a space": (b'","number"', b'", "number"', "内容能读，但不是台账的规范写法"),
    "an escape": (b"zhang", b"\\u007ahang", "内容能读，但不是台账的规范写法"),
    "half a surrogate pair": (b"zhang", b"\\ud800", "内容能读，但不是台账的规范写法"),
    "a default written out": (b'"category":', b'"form":"paper","category":', "内容能读，但不是台账的规范写法"),
}  # fmt: skip


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_line_is_refused_with_what_would_help(name: str) -> None:
    old, new, says = WRONG[name]
    line = _line()
    changed = line.replace(old, new, 1)
    assert changed != line
    assert any(says in mistake for mistake in _mistakes(changed)), _mistakes(changed)


def test_another_key_order_is_refused() -> None:
    one, other = b'"channel":"on_site"', b'"category":"natural_person"'
    line = _line()
    assert b",".join((one, other)) in line
    assert "规范写法" in _mistakes(line.replace(b",".join((one, other)), b",".join((other, one))))[0]


def test_all_mistakes_of_a_line_are_named_at_once() -> None:
    line = _line().replace(b"on_site", b"x").replace(b'"on":"2026-01-05"', b'"on":"x"').replace(b"zhang", b"")
    assert [mistake.partition("：")[0] for mistake in _mistakes(line)] == ["on", "actor", "fact.channel"]


def test_a_correction_of_a_correction_is_none() -> None:
    line = _line(Corrected(1, date(2026, 1, 6), ARRIVED, "误")).replace(b"request.arrived", b"corrected")
    assert "fact.fact.type：没有 「corrected」 这种记录。" in _mistakes(line)[0]


def test_a_correction_is_of_the_noun_of_its_case() -> None:
    line = _line(Corrected(1, date(2026, 1, 6), ARRIVED, "误")).replace(b"request/2026", b"remedy/2026")
    assert "「request.arrived」不能记在「remedy/2026-0001」下" in _mistakes(line)[0]


def test_bytes_that_are_no_text_are_told() -> None:
    assert _mistakes(_line()[:50] + b"\xff") == (
        "第 51 个字节起不是 UTF-8 文字。文件可能被别的程序改写过，请从备份取回。",
    )


def _with(**values: Any) -> request.Arrived:
    return dataclasses.replace(ARRIVED, **values)


@pytest.mark.parametrize(
    "wrong",
    [
        {"on": "2026-01-05"},
        {"organ": "财 政"},
        {"actor": ""},
        {"recorded": datetime(2026, 1, 5)},  # noqa: DTZ001
        {"fact": _with(channel="x")},
        {"fact": _with(applicant="张某")},
        {"case": "remedy/2026-0001"},
        {"actor": "\ud800"},
    ],
    ids=repr,
)
def test_what_cannot_be_read_back_is_not_written(wrong: dict[str, Any]) -> None:
    entry = Entry(act("request/2026-0001", "2026-01-05", ARRIVED), 1, "", "", "sha256", "0" * 64)
    with pytest.raises(BadEntry):
        encode(dataclasses.replace(entry, act=dataclasses.replace(entry.act, **wrong)))
