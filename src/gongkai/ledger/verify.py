"""Whether a ledger is as it was written: one pass over its lines, with no more in memory than the ends of its chains."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from gongkai.ledger.anchors import Anchor
from gongkai.ledger.chain import ALGORITHMS, hash_of
from gongkai.ledger.codec import BadEntry, decode, mistakes
from gongkai.ledger.following import Chain, Fault, FaultKind, Seen
from gongkai.ledger.index import TornTail
from gongkai.ledger.locking import locked

__all__ = ["Fault", "Tip", "Verified", "examine", "verify"]


@dataclass(frozen=True, slots=True)
class Tip:
    """How far a chain goes."""

    organ: str
    number: int
    hash: str


@dataclass(frozen=True, slots=True)
class Verified:
    """``tips`` are the ends of the organs' chains, ``entries`` the number of lines that were looked at."""

    faults: tuple[Fault, ...]
    tips: tuple[Tip, ...]
    entries: int


def verify(path: Path, anchors: Iterable[Anchor] = ()) -> tuple[Fault, ...]:
    """What is wrong with the chains of the ledger, by line. Raises ``NoAlgorithm`` and OSError."""
    return examine(path, anchors).faults


def examine(path: Path, anchors: Iterable[Anchor] = ()) -> Verified:
    """As :func:`verify`, and where the chains end."""
    pass_ = _Pass()
    for anchor in anchors:
        pass_.chain(anchor.organ).anchors[anchor.number] = anchor
    faults = [fault for at, line in _lines(path) for fault in pass_.take(at, line)]
    faults += [fault for chain in pass_.chains.values() for fault in chain.end()]
    tips = [
        Tip(chain.organ, chain.head.number, chain.head.hash)
        for chain in pass_.chains.values()
        if chain.head.line
    ]
    return Verified(tuple(sorted(faults, key=lambda fault: fault.line)), tuple(tips), pass_.entries)


class _Pass:
    """The chains as far as the lines have been looked at."""

    def __init__(self) -> None:
        self.chains: dict[str, Chain] = {}
        self.unreadable: list[int] = []
        self.entries = 0

    def chain(self, organ: str) -> Chain:
        if organ not in self.chains:
            self.chains[organ] = Chain(organ, self.unreadable)
        return self.chains[organ]

    def take(self, at: int, line: bytes) -> Iterator[Fault]:
        self.entries += 1
        if not line.endswith(b"\n"):
            self.unreadable.append(at)
            yield Fault(at, None, None, "torn", str(TornTail(0, at)))
            return
        line = line[:-1]
        try:
            entry = decode(line, at=at)
        except BadEntry as bad:
            yield from self._unreadable(at, line, bad)
            return
        act, number = entry.act, entry.number
        is_intact = hash_of(line, entry.algorithm) == entry.hash
        if not is_intact:
            says = (
                f"{act.organ} 第 {number} 条的内容与它自己的哈希不符：写入之后被改动过。请从备份取回这一行。"
            )
            yield Fault(at, act.organ, number, "altered", says)
        seen = Seen(at, number, entry.hash, entry.previous, act.case, entry.case_previous, is_intact)
        yield from self.chain(act.organ).take(seen)

    def _unreadable(self, at: int, line: bytes, bad: BadEntry) -> Iterator[Fault]:
        value = _plain(line)
        organ, number = value.get("organ"), value.get("number")
        kind: FaultKind = "unreadable" if mistakes(line) else "encoding"
        if value.get("algorithm") is not None and value.get("algorithm") not in ALGORITHMS:
            kind = "algorithm"
        seen = _seen(at, value)
        located = seen is not None
        yield Fault(at, organ if located else None, number if located else None, kind, "".join(bad.mistakes))
        if seen is not None:
            yield from self.chain(str(organ)).take(seen)
        else:
            self.unreadable.append(at)


def _seen(at: int, value: dict[str, Any]) -> Seen | None:
    """The place that a bad line claims, so that the entries after it can still be held against it."""
    texts = [value.get(name) for name in ("organ", "hash", "previous", "case", "case_previous")]
    number = value.get("number")
    if not all(isinstance(text, str) for text in texts) or not isinstance(number, int) or number < 1:
        return None
    _, own, previous, case, case_previous = map(str, texts)
    return Seen(at, number, own, previous, case, case_previous, is_intact=False)


def _plain(line: bytes) -> dict[str, Any]:
    try:
        value = json.loads(line)
    except (ValueError, RecursionError):
        return {}
    return value if isinstance(value, dict) else {}


def _lines(path: Path) -> Iterator[tuple[int, bytes]]:
    """The lines as they were when the reading began: what a writer adds meanwhile is left for the next time."""
    with path.open("rb") as file:
        with locked(file.fileno(), shared=True):
            left = file.seek(0, 2)
        file.seek(0)
        for at, line in enumerate(file, 1):
            if left <= 0:
                return
            yield at, line
            left -= len(line)
