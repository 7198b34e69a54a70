"""``field=value`` words as the facts they state."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any, Protocol

from gongkai.cli.answer import Unable
from gongkai.cli.inputs import meant_by
from gongkai.ledger import labels, shapes
from gongkai.ledger.codec import stated
from gongkai.ledger.entry import KINDS, Corrected, Fact
from gongkai.ledger.free_text import apart
from gongkai.ledger.private import Private
from gongkai.model.shape import Items, Maybe, Mistakes, Record, Shape, Text, Truth, Whole

_YES_AND_NO = {"是": True, "yes": True, "true": True, "否": False, "no": False, "false": False}


class Keep(Protocol):
    """What puts private words away and gives what an entry may hold in their place."""

    def text(self, text: str) -> Private: ...

    def person(self, name: str, text: str) -> Private: ...


def kind_of(word: str, noun: str) -> str:
    """The kind that a word means: its key, with or without the noun, or its Chinese name. Raises :class:`Unable`."""
    by_label = {label: kind for kind, label in labels.KINDS.items() if kind.startswith(f"{noun}.")}
    for kind in (word, f"{noun}.{word}", by_label.get(word, "")):
        if kind in KINDS and KINDS[kind] is not Corrected:
            return kind
    known = [kind for kind in KINDS if kind.startswith(f"{noun}.")]
    meant = meant_by(word, [kind.partition(".")[2] for kind in known])
    raise Unable(f"没有「{word}」这种记录。{meant}可以记的：gongkai ledger kinds {noun}")


def fact_of(
    kind: str, words: Iterable[str], *, private: Keep | None, before: dict[str, Any] | None = None
) -> Fact:
    """The fact that the words state; ``before`` are the values that they change. Raises :class:`Unable`."""
    values = with_words(kind, words, before or {shapes.KIND: kind})
    if private is not None:
        values = kept(kind, values, private)
    mistakes = Mistakes()
    shapes.facts()[kind].check(values, "", mistakes)
    if mistakes.found:
        told = "\n  ".join(mistakes.found)
        raise Unable(f"「{labels.KINDS[kind]}」没有写对：\n  {told}\n各项的写法：gongkai ledger kinds {kind}")
    fact = stated(values)
    assert not isinstance(fact, Corrected)  # noqa: S101 - kind_of lets none in
    return apart(fact, private.text) if private is not None else fact


def kept(kind: str, values: dict[str, Any], private: Keep) -> dict[str, Any]:
    """The values with who asks, and what is asked, put away and their keys in their places."""
    changed = dict(values)
    for name, value in values.items():
        if name in {"applicant", "agent"} and kind == "request.arrived" and isinstance(value, str):
            changed[name] = _plain(private.person(name, value))
        elif name == "items" and kind in {"request.arrived", "request.supplemented"}:
            changed[name] = [
                each | {"wording": _plain(private.text(each["wording"]))}
                if isinstance(each["wording"], str)
                else each
                for each in value
            ]
        elif name == "fact" and kind == "corrected":
            changed[name] = kept(value[shapes.KIND], value, private)
    return changed


def with_words(kind: str, words: Iterable[str], before: dict[str, Any]) -> dict[str, Any]:
    """``before`` with the fields that the words give. Raises :class:`Unable`."""
    record = shapes.facts(is_plain=True)[kind]
    values, lists = dict(before), set[str]()
    for word in words:
        name, sign, text = word.partition("=")
        if not sign:
            raise Unable(
                f"看不懂「{word}」：请写成 项=值，例如 channel=on_site。各项的写法：gongkai ledger kinds {kind}"
            )
        _put(values, record, name.strip().split("."), text, lists)
    return values


def _put(values: dict[str, Any], record: Record, path: list[str], text: str, lists: set[str]) -> None:
    """Set one field. What belongs to a description may be given as if it were the fact's own."""
    if "description" in record.parts and path[0] != "description":
        path = ["description", *path]
    name = _field(path[0], record)
    shape = _bare(record.parts[name])
    if name == "outcomes":
        _outcome(values, path[1:], text, lists)
    elif isinstance(shape, Record):
        inner = dict(values.get(name, {}))
        _put(inner, shape, path[1:] or [""], text, lists)
        values[name] = inner
    elif isinstance(shape, Items):
        if name not in lists:
            lists.add(name)
            values[name] = []
        values[name] = [*values[name], *_items(shape, text, len(values[name]))]
    else:
        values[name] = _value(shape, text, name)


def _field(word: str, record: Record) -> str:
    by_label = {labels.FIELDS.get(name, name): name for name in record.parts}
    for name in (word, by_label.get(word, "")):
        if name in record.parts and name != shapes.KIND:
            return name
    known = [name for name in record.parts if name != shapes.KIND]
    raise Unable(f"没有「{word}」这一项。{meant_by(word, known)}可以写的有：{'、'.join(known)}")


def _outcome(values: dict[str, Any], path: list[str], text: str, lists: set[str]) -> None:
    """``outcomes=1:granted``, ``outcomes=2:process_information:discussion``, ``outcomes.1.link=https://…``."""
    if "outcomes" not in lists:
        lists.add("outcomes")
        values["outcomes"] = []
    if len(path) == 2:
        for outcome in values["outcomes"]:
            if str(outcome["item"]) == path[0]:
                outcome.setdefault("states", {})[path[1]] = text
                return
        raise Unable(
            f"没有第 {path[0]} 项的结果。请先写 outcomes={path[0]}:种类，再写 outcomes.{path[0]}.{path[1]}=…"
        )
    item, _, rest = text.partition(":")
    kind, _, choice = rest.partition(":")
    if not item.isdecimal() or not kind:
        raise Unable(f"看不懂「{text}」：请写成 outcomes=1:granted，前面是第几项，后面是答复的种类。")
    values["outcomes"].append({"item": int(item), "kind": kind} | ({"choice": choice} if choice else {}))


def _items(shape: Items, text: str, already: int) -> list[Any]:
    inner = _bare(shape.of)
    if isinstance(inner, Whole):
        return [_value(inner, part, "") for part in text.replace("，", ",").replace("、", ",").split(",")]
    if isinstance(inner, Record):  # the things asked for
        return [{"number": already + 1, "wording": text}]
    return [text]


def _bare(shape: Shape) -> Shape:
    return shape.of if isinstance(shape, Maybe) else shape


def _value(shape: Shape, text: str, name: str) -> Any:
    if isinstance(shape, Truth):
        return _YES_AND_NO.get(text.strip().lower(), text)
    if isinstance(shape, Text):
        return _word(shape.only, text, name) if shape.only else text
    return int(text) if text.strip().removeprefix("-").isdecimal() else text


def _word(known: Iterable[str], text: str, name: str) -> str:
    """A word of a closed list, by its key or in Chinese."""
    by_label = {labels.WORDS.get(word, word): word for word in known}
    if text not in by_label and text not in by_label.values():
        listed = "、".join(
            label if label == word else f"{label}（{word}）" for label, word in by_label.items()
        )
        raise Unable(f"{name}：没有「{text}」这种写法。可以写：{listed}。")
    return by_label.get(text, text)


def _plain(private: Private) -> dict[str, str]:
    return {"key": private.key, "digest": private.digest}
