"""The acts of a ledger file that bear on its figures, with their numbers; the other lines are only looked at.

A ledger has one way of writing an entry (:mod:`gongkai.ledger.codec`), so that a line shows whose it is and what kind
of fact it states before it is decoded. Whether the lines passed over are sound is for :mod:`gongkai.ledger.verify`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator
from pathlib import Path

from gongkai.ledger.book import lines
from gongkai.ledger.codec import BadEntry, decode
from gongkai.ledger.counting.survey import OF_SURVEY, Place, Survey, survey_numbered
from gongkai.ledger.entry import KINDS, Act

_HEAD = re.compile(
    rb'\{"schema":"[^"]*","organ":"([^"]*)","number":(\d+),.*?"fact":\{"type":"([a-z_.]+)"', re.DOTALL
)


def look_over(path: Path) -> Survey:
    """The first look. Raises ``BadEntry``, ``TornTail``, ``NotOpened`` and OSError."""
    wanted = _names(OF_SURVEY)
    chains = _Chains()
    return survey_numbered(
        _read(path, lambda organ, number, kind: chains.follow(organ, number) or kind in wanted)
    )


def acts_of(
    path: Path, known: Survey, kinds: Collection[type], organs: Collection[str]
) -> Iterator[tuple[int, Act]]:
    """The second look: facts of these kinds and organs, and whatever was corrected."""
    wanted, members = _names(kinds), {key.encode() for key in organs}
    corrected: set[Place] = set(known.corrections)

    def is_wanted(organ: bytes, number: int, kind: bytes) -> bool:
        return organ in members and (kind in wanted or (organ.decode(), number) in corrected)

    return _read(path, is_wanted)


class _Chains:
    """The numbers of each organ's entries run on from 1; a gap would put corrections in the wrong place."""

    def __init__(self) -> None:
        self.last: dict[bytes, int] = {}

    def follow(self, organ: bytes, number: int) -> bool:
        """Always False: the line is then asked for by its kind. Raises ValueError at a gap."""
        before = self.last.get(organ, 0)
        if number != before + 1:
            raise _Gap(before + 1, number)
        self.last[organ] = number
        return False


class _Gap(ValueError):
    def __init__(self, due: int, found: int) -> None:
        self.says = (
            f"编号应当是 {due}，写的是 {found}。台账缺了记录或次序乱了，请运行 gongkai ledger verify。"
        )


def _read(path: Path, is_wanted: Callable[[bytes, int, bytes], bool]) -> Iterator[tuple[int, Act]]:
    for at, line in lines(path):
        head = _HEAD.match(line)
        try:
            is_passed_over = head is not None and not is_wanted(head[1], int(head[2]), head[3])
        except _Gap as gap:
            raise BadEntry(at, [gap.says]) from gap
        if not is_passed_over:
            entry = decode(line, at=at)
            yield entry.number, entry.act


def _names(kinds: Collection[type]) -> frozenset[bytes]:
    return frozenset(name.encode() for name, kind in KINDS.items() if kind in kinds)
