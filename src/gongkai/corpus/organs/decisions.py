"""What a person decided about doubtful reports: a file in the store that only grows.

The last decision of a kind on a document holds; ``open`` takes back all that were made on it before.
"""

from __future__ import annotations

import json
import os
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Literal, TypeAlias, get_args

from gongkai.model.shape import Choice, Day, Mistakes, Record, Shape, Text, Whole

SCHEMA = "gongkai-decision/1"
FILE = "decisions.jsonl"

Kind: TypeAlias = Literal["organ", "year", "counts", "ignore", "open"]
KINDS: dict[Kind, str] = {
    "organ": "是哪个机关的报告",
    "year": "是哪一年度的报告",
    "counts": "同一机关同一年度的几份里以它为准",
    "ignore": "不计入（不是年度报告，或不该收）",
    "open": "撤回对它的全部决定",
}
_COMMON: dict[str, Shape] = {
    "schema": Text(only=(SCHEMA,)),
    "when": Day(),
    "who": Text(r"\S(.*\S)?", "写明是谁决定的"),
    "what": Text(only=get_args(Kind)),
    "digest": Text("[0-9a-f]{64}", "应当是 64 位十六进制小写"),
    "because": Text(),
}
_PARTS: dict[str, Shape] = {"organ": Text(r"\S+", "应当是名册里的代码"), "year": Whole(2000)}
_SHAPE = Choice(
    "what",
    {
        kind: Record(_COMMON | ({kind: _PARTS[kind]} if kind in _PARTS else {}), frozenset({"because"}))
        for kind in KINDS
    },
)


class BadDecisions(ValueError):
    """A file of decisions that cannot be read. ``mistakes`` are Chinese sentences, each with its line."""

    def __init__(self, mistakes: list[str]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("\n".join(mistakes))


@dataclass(frozen=True, slots=True)
class Decision:
    """``organ`` is given where ``what`` is organ, ``year`` where it is year."""

    when: date
    who: str
    what: Kind
    digest: str
    organ: str | None = None
    year: int | None = None
    because: str = ""


@dataclass(frozen=True, slots=True)
class Decided:
    """What holds, by document. ``counts`` stand in the order in which they were made."""

    organs: dict[str, str]
    years: dict[str, int]
    counts: tuple[str, ...]
    ignored: frozenset[str]


def all_decisions(store: Path) -> tuple[Decision, ...]:
    """The decisions kept in a store, in order. Raises :class:`BadDecisions` with every mistake, and :class:`OSError`."""
    path = store / FILE
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        return ()
    found: list[Decision] = []
    mistakes: list[str] = []
    for number, line in enumerate(data.splitlines(), start=1):
        decision = _decision(line, f"{FILE} 第 {number} 行", mistakes)
        found += [decision] if decision else []
    if mistakes:
        raise BadDecisions(mistakes)
    return tuple(found)


def decide(store: Path, decision: Decision) -> None:
    """Add a decision. Raises :class:`BadDecisions` for one that says nothing sensible, and :class:`OSError`."""
    all_decisions(store)  # nothing is added to a file that nobody can read
    line = _line(decision)
    mistakes: list[str] = []
    _decision(line, "这项决定", mistakes)
    if mistakes:
        raise BadDecisions(mistakes)
    with (store / FILE).open("ab") as file:
        file.write(line + b"\n")  # in one call: two people at once leave two lines
        file.flush()
        os.fsync(file.fileno())


def holding(decisions: Iterable[Decision]) -> Decided:
    """What the decisions come to."""
    organs: dict[str, str] = {}
    years: dict[str, int] = {}
    counts: dict[str, None] = {}
    ignored: set[str] = set()
    for each in decisions:
        match each.what:
            case "organ":
                organs[each.digest] = each.organ or ""
            case "year":
                years[each.digest] = each.year or 0
            case "counts":
                counts.pop(each.digest, None)
                counts[each.digest] = None
                ignored.discard(each.digest)
            case "ignore":
                ignored.add(each.digest)
                counts.pop(each.digest, None)
            case "open":
                organs.pop(each.digest, None)
                years.pop(each.digest, None)
                counts.pop(each.digest, None)
                ignored.discard(each.digest)
    return Decided(organs, years, tuple(counts), frozenset(ignored))


def _decision(line: bytes, at: str, mistakes: list[str]) -> Decision | None:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        mistakes.append(f"{at}：不是一行完整的 JSON。请从备份恢复，或删去没有写完的最后一行。")
        return None
    wrong = Mistakes()
    _SHAPE.check(value, "", wrong)
    if wrong.found:
        mistakes.extend(f"{at}：{said}" for said in wrong.found)
        return None
    rest = {name: part for name, part in value.items() if name not in {"schema", "when"}}
    return Decision(when=date.fromisoformat(value["when"]), **rest)


def _line(decision: Decision) -> bytes:
    plain = {
        "schema": SCHEMA,
        "when": decision.when.isoformat(),
        "who": decision.who,
        "what": decision.what,
        "digest": decision.digest,
        "organ": decision.organ,
        "year": decision.year,
        "because": decision.because or None,
    }
    said = {name: value for name, value in plain.items() if value is not None}
    return json.dumps(said, ensure_ascii=False).encode()
