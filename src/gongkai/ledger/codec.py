"""An entry as one line of JSON, ``gongkai-entry/1``: read strictly, written in exactly one way.

There is one way to write an entry: the keys in their order, defaults left out, no spaces, UTF-8. A line that says the
same in another way is refused, so that ``encode(decode(line)) == line`` for every line that is read at all.
"""

from __future__ import annotations

import json
import re
import types
import typing
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from functools import cache, lru_cache
from typing import Annotated, Any

import msgspec

from gongkai.ledger import shapes
from gongkai.ledger.entry import KINDS, Act, Algorithm, Corrected, Entry, Fact
from gongkai.model.shape import Mistakes, below

SCHEMA = shapes.SCHEMA
_HEXADECIMAL = "0123456789abcdef"


class BadEntry(ValueError):
    """A line that states no entry. ``mistakes`` are whole Chinese sentences; ``at`` is the line's number."""

    def __init__(self, at: int, mistakes: list[str]) -> None:
        self.at = at
        self.mistakes = tuple(mistakes)
        super().__init__("\n".join(f"第 {at} 行：{mistake}" for mistake in mistakes))


def encode(entry: Entry) -> bytes:
    """The one line that states the entry, without a line end. Raises :class:`BadEntry` for values of wrong types."""
    codec = _codec()
    act = entry.act
    try:
        line = codec.line(
            organ=act.organ,
            number=entry.number,
            case=act.case,
            on=act.on,
            recorded=act.recorded,
            actor=act.actor,
            fact=codec.to_line[type(act.fact)](act.fact),
            breaches=act.breaches,
            algorithm=entry.algorithm,
            previous=entry.previous,
            case_previous=entry.case_previous,
            hash=entry.hash,
        )
        text = codec.encoder.encode(line)
    except (msgspec.ValidationError, UnicodeEncodeError, KeyError) as error:
        raise BadEntry(entry.number, [f"这条记录写不出来（{error}）。请检查各项的类型。"]) from error
    if decode(text, at=entry.number) != entry:
        raise BadEntry(entry.number, ["这条记录写出来再读就不一样了。请检查各项的类型。"])
    return text


def decode(line: bytes, *, at: int) -> Entry:
    """The entry that line ``at`` states. Raises :class:`BadEntry` with all the mistakes of the line."""
    codec = _codec()
    try:
        found = codec.decoder.decode(line)
    except (msgspec.DecodeError, UnicodeDecodeError) as error:
        raise BadEntry(at, mistakes(line) or [_OTHERWISE_WRITTEN]) from error
    fact = found.fact
    kind = KINDS[fact.__struct_config__.tag]
    inner = fact.fact if kind is Corrected else fact
    if (
        codec.encoder.encode(found) != line
        or not _are_keys(found.organ, found.case, found.actor, inner.__struct_config__.tag)
        or not _are_links(found.hash, found.previous, found.case_previous)
    ):
        raise BadEntry(at, mistakes(line) or [_OTHERWISE_WRITTEN])
    stated = _corrected(fact) if kind is Corrected else msgspec.convert(fact, kind, from_attributes=True)
    act = Act(found.organ, found.case, found.on, found.recorded, found.actor, stated, found.breaches)
    return Entry(act, found.number, found.previous, found.case_previous, found.algorithm, found.hash)


def stated(fact: Mapping[str, Any]) -> Fact | Corrected:
    """The fact that plain JSON values state: ``{"type": "request.confirmed", "how": …}``. Their shape was checked before."""
    kind = KINDS[fact[shapes.KIND]]
    if kind is Corrected:
        inner = stated(fact["fact"])
        assert not isinstance(inner, Corrected)  # noqa: S101 - the shape lets none in
        return Corrected(fact["number"], date.fromisoformat(fact["on"]), inner, fact["reason"])
    rest = {name: value for name, value in fact.items() if name != shapes.KIND}
    return typing.cast("Fact", msgspec.convert(rest, kind))


def plain(fact: Fact | Corrected) -> dict[str, Any]:
    """The fact as plain JSON values, as it stands in a line."""
    codec = _codec()
    values = msgspec.json.decode(codec.encoder.encode(codec.to_line[type(fact)](fact)))
    return typing.cast("dict[str, Any]", values)


def mistakes(line: bytes) -> list[str]:
    """All that is wrong with a line, looked at slowly. Empty where it only is not written in the one way."""
    try:
        text = line.decode("utf-8")
    except UnicodeDecodeError as error:
        return [f"第 {error.start + 1} 个字节起不是 UTF-8 文字。文件可能被别的程序改写过，请从备份取回。"]
    twice: list[str] = []
    try:
        value = json.loads(text, object_pairs_hook=lambda pairs: _once(pairs, twice))
    except (ValueError, RecursionError) as error:
        place = f"（第 {error.pos + 1} 个字符）" if isinstance(error, json.JSONDecodeError) else ""
        return [
            f"不是一行完整的 JSON{place}。如果这是最后一行，写的时候可能断了电：gongkai ledger repair 能把它移开。"
        ]
    found = Mistakes(twice)
    shapes.line().check(value, "", found)
    if not found.found:
        _check_noun(value, found)
    return found.found


_OTHERWISE_WRITTEN = (
    "内容能读，但不是台账的规范写法（键的次序、空格、转义、省略的默认值都是固定的）。"
    "文件可能被别的程序改写过，请从备份取回。"
)


def _once(pairs: list[tuple[str, Any]], twice: list[str]) -> dict[str, Any]:
    names = [name for name, _ in pairs]
    twice += [
        f"「{name}」写了不止一次。只能写一次。" for name in dict.fromkeys(names) if names.count(name) > 1
    ]
    return dict(pairs)


def _check_noun(value: Mapping[str, Any], found: Mistakes) -> None:
    fact = value["fact"]
    name = fact["fact"][shapes.KIND] if fact[shapes.KIND] == "corrected" else fact[shapes.KIND]
    if name.partition(".")[0] != value["case"].partition("/")[0]:
        at = below("fact", shapes.KIND)
        found.add(
            at,
            f"「{name}」不能记在「{value['case']}」下。请核对 case，它的第一个词应当是 {name.partition('.')[0]}。",
        )


@lru_cache(maxsize=4096)
def _are_keys(organ: str, case: str, actor: str, kind: str) -> bool:
    patterns = ((shapes.ORGAN_KEY, organ), (shapes.CASE_KEY, case), (shapes.ACTOR_KEY, actor))
    return kind.partition(".")[0] == case.partition("/")[0] and all(
        re.fullmatch(pattern, key) for pattern, key in patterns
    )


def _are_links(own: str, *before: str) -> bool:
    return len(own) == 64 and all(
        len(link) in {0, 64} and not link.strip(_HEXADECIMAL) for link in (own, *before)
    )


def _corrected(fact: Any) -> Corrected:
    inner = KINDS[fact.fact.__struct_config__.tag]
    return Corrected(
        fact.number, fact.on, msgspec.convert(fact.fact, inner, from_attributes=True), fact.reason
    )


# --- twins of the facts that msgspec reads and writes at once ---------------------------------------------------


@dataclass(frozen=True, slots=True)
class _Codec:
    line: Any
    decoder: Any
    encoder: msgspec.json.Encoder
    to_line: Mapping[type, Any]


@cache
def _codec() -> _Codec:
    """The twins are made once, when the first line is read or written."""
    twins = {name: _twin(kind, name) for name, kind in KINDS.items() if kind is not Corrected}
    any_fact: Any = typing.Union[tuple(twins.values())]  # noqa: UP007 - made of a list
    corrected = _struct(
        "Corrected", [("number", int), ("on", date), ("fact", any_fact), ("reason", str)], "corrected"
    )
    line = _struct(
        "Line",
        [
            ("organ", str),
            ("number", Annotated[int, msgspec.Meta(ge=1)]),
            ("case", str),
            ("on", date),
            ("recorded", Annotated[datetime, msgspec.Meta(tz=True)]),
            ("actor", str),
            ("fact", typing.Union[any_fact, corrected]),  # noqa: UP007 - made of a list
            ("breaches", tuple[str, ...], ()),
            ("algorithm", Algorithm),
            ("previous", str),
            ("case_previous", str),
            ("hash", str),
        ],
        SCHEMA,
        tag_field="schema",
    )
    to_line: dict[type, Any] = {KINDS[name]: _converter(twin) for name, twin in twins.items()}

    def correction(fact: Corrected) -> Any:
        return corrected(
            number=fact.number, on=fact.on, fact=to_line[type(fact.fact)](fact.fact), reason=fact.reason
        )

    to_line[Corrected] = correction
    encoder = msgspec.json.Encoder(order="deterministic")
    return _Codec(line, msgspec.json.Decoder(line), encoder, to_line)


def _converter(twin: type[msgspec.Struct]) -> Any:
    return lambda fact: msgspec.convert(fact, twin, from_attributes=True)


def _struct(
    name: str, fields: list[Any], tag: str | None, *, tag_field: str | None = None
) -> type[msgspec.Struct]:
    return msgspec.defstruct(
        name,
        fields,
        tag=tag,
        tag_field=(tag_field or shapes.KIND) if tag else None,
        omit_defaults=True,
        forbid_unknown_fields=True,
        kw_only=True,
    )


def _twin(kind: type, name: str | None = None) -> type[msgspec.Struct]:
    fields: list[Any] = []
    for each, wanted in shapes.fields_of(kind):
        if not shapes.has_default(each):
            fields.append((each.name, _twinned(wanted)))
        elif each.default_factory is dict:
            fields.append((each.name, _twinned(wanted), msgspec.field(default_factory=dict)))
        else:
            fields.append((each.name, _twinned(wanted), each.default))
    return _struct(kind.__name__, fields, name)


def _twinned(wanted: Any) -> Any:
    """The type with every dataclass in it replaced by its twin."""
    if hasattr(wanted, "__dataclass_fields__"):
        return _inner_twin(wanted)
    arguments = typing.get_args(wanted)
    match typing.get_origin(wanted):
        case types.UnionType | typing.Union:
            return typing.Union[tuple(map(_twinned, arguments))]  # noqa: UP007 - made of a list
        case origin if origin is tuple:
            return tuple.__class_getitem__((_twinned(arguments[0]), ...))
        case origin if origin is Mapping:
            return types.GenericAlias(Mapping, (arguments[0], _twinned(arguments[1])))
        case _:
            return wanted


@cache
def _inner_twin(kind: type) -> type[msgspec.Struct]:
    return _twin(kind)
