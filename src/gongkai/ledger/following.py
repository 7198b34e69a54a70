"""One organ's chain, held against itself line by line: what is missing, moved, repeated, slipped in or replaced."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal, TypeAlias

from gongkai.ledger.anchors import Anchor

FaultKind: TypeAlias = Literal[
    "torn",
    "unreadable",
    "encoding",
    "algorithm",
    "altered",
    "forged",
    "dropped",
    "reordered",
    "repeated",
    "inserted",
    "cut",
    "anchor",
    "number",
    "state",
    "private",
]
LABELS: dict[FaultKind, str] = {
    "torn": "没有写完",
    "unreadable": "读不出来",
    "encoding": "不是规范写法",
    "algorithm": "没有这种算法",
    "altered": "被改动",
    "forged": "被伪造",
    "dropped": "被删去",
    "reordered": "被挪动",
    "repeated": "重复",
    "inserted": "插进来的",
    "cut": "末尾被截去",
    "anchor": "与封存不符",
    "number": "编号",
    "state": "不合程序",
    "private": "私密数据",
}
_PATIENCE = 1000  # entries kept apart, at most, until their place turns up


@dataclass(frozen=True, slots=True)
class Fault:
    """What is wrong, from line ``line`` of the file on: 0 where it concerns what is no longer there."""

    line: int
    organ: str | None
    number: int | None
    kind: FaultKind
    says: str


@dataclass(frozen=True, slots=True)
class Seen:
    """What of an entry the next ones are held against. ``is_intact`` is False where it was found altered."""

    line: int
    number: int
    hash: str
    previous: str
    case: str
    case_previous: str
    is_intact: bool = True


_START = Seen(0, 0, "", "", "", "")


@dataclass(slots=True)
class Chain:
    """``unreadable`` are the lines of the file that could be anybody's. ``disturbed`` is the last number at which
    something was wrong with the order: what a case had before it is not known for certain.
    """

    organ: str
    unreadable: list[int]
    anchors: dict[int, Anchor] = field(default_factory=dict)
    head: Seen = _START
    disturbed: int = -1
    _rival: Seen | None = None
    _apart: dict[int, Seen] = field(default_factory=dict)
    _missing: list[tuple[range, int, int]] = field(default_factory=list)
    _cases: dict[str, tuple[int, str]] = field(default_factory=dict)
    _is_anchored: bool = True

    def take(self, seen: Seen) -> Iterator[Fault]:
        """Hold the next line of the organ against the ones before."""
        yield from self._decide(seen)
        yield from self._fetch(seen.number)
        expected = self.head.number + 1
        if seen.number == expected:
            yield from self._follow(seen)
        elif seen.number > expected:
            yield from self._jump(seen)
        else:
            yield from self._behind(seen)

    def end(self) -> Iterator[Fault]:
        """What only the end of the file shows."""
        if self._rival is not None:
            yield self._inserted(self._rival)
        yield from self._fetch(None)
        for seen in sorted(self._apart.values(), key=lambda each: each.number):
            if seen.line < self.head.line or not self.head.line:
                yield self._inserted(seen)
            elif seen.number > self.head.number:
                self._miss(range(self.head.number + 1, seen.number), seen.line)
                self.head = seen
        yield from (
            fault for gap, after, before in self._missing if (fault := self._dropped(gap, after, before))
        )
        beyond = [anchor for number, anchor in self.anchors.items() if number > self.head.number]
        if beyond:
            last = max(beyond, key=lambda anchor: anchor.number)
            says = (
                f"{self.organ} 的记录只到第 {self.head.number} 条，{last.day} 封存时有 {last.number} 条："
                f"末尾的第 {self.head.number + 1} 至 {last.number} 条被截去了。请从备份取回。"
            )
            yield Fault(self.head.line, self.organ, self.head.number + 1, "cut", says)

    # --- where an entry belongs -------------------------------------------------------------------------------

    def _follow(self, seen: Seen) -> Iterator[Fault]:
        """The entry has the next number."""
        if seen.previous != self.head.hash:
            if self.head.is_intact and self.head.line:
                yield self._replaced(seen)
            elif not self.head.line:
                yield self._inserted(seen)
            self.disturbed = self.head.number
        yield from self._accept(seen)

    def _jump(self, seen: Seen) -> Iterator[Fault]:
        """The entry has a later number: its place may come yet, or those between are gone."""
        start = seen
        while (before := self._apart.get(start.number - 1)) and before.hash == start.previous:
            start = before
        if start is seen and len(self._apart) < _PATIENCE:
            self._apart[seen.number] = seen
            return
        self._miss(range(self.head.number + 1, start.number), start.line)
        for number in range(start.number, seen.number):
            yield from self._accept(self._apart.pop(number))
        yield from self._accept(seen)

    def _behind(self, seen: Seen) -> Iterator[Fault]:
        """The entry has a number that has passed."""
        if any(seen.number in gap for gap, _, _ in self._missing):
            self._find(seen.number)
            self._note(seen)
            yield self._reordered(seen)
        elif (
            seen.number == self.head.number
            and seen.hash != self.head.hash
            and seen.previous == self.head.previous
        ):
            self._rival = seen
        else:
            yield self._repeated(seen)
        self.disturbed = max(self.disturbed, self.head.number)

    def _decide(self, seen: Seen) -> Iterator[Fault]:
        """Two entries claimed one place: that is real which the next one follows."""
        if self._rival is None or seen.number != self._rival.number + 1:
            return
        real, other = (
            (self._rival, self.head) if seen.previous == self._rival.hash else (self.head, self._rival)
        )
        self.head, self._rival = real, None
        yield self._inserted(other)

    def _accept(self, seen: Seen) -> Iterator[Fault]:
        self.head = seen
        yield from self._against_case(seen)
        yield from self._against_anchor(seen)
        if early := self._apart.pop(seen.number, None):
            yield self._repeated(early) if early.hash == seen.hash else self._inserted(early)

    def _fetch(self, upcoming: int | None) -> Iterator[Fault]:
        """The entries kept apart whose place has come, unless what comes now takes it."""
        while (number := self.head.number + 1) != upcoming:
            moved = self._apart.get(number)
            if moved is None or moved.previous != self.head.hash:
                return
            del self._apart[number]
            yield self._reordered(moved)
            self.disturbed = number
            yield from self._accept(moved)

    def _against_case(self, seen: Seen) -> Iterator[Fault]:
        number, own = self._cases.get(seen.case, (0, ""))
        if seen.case_previous != own and seen.is_intact and number > self.disturbed:
            says = f"{self.organ} 第 {seen.number} 条不接案件「{seen.case}」的上一条：这一条是伪造的，或者案件的记录被换过。"
            yield Fault(seen.line, self.organ, seen.number, "forged", says)
        self._note(seen)

    def _note(self, seen: Seen) -> None:
        if seen.number > self._cases.get(seen.case, (0, ""))[0]:
            self._cases[seen.case] = (seen.number, seen.hash)

    def _against_anchor(self, seen: Seen) -> Iterator[Fault]:
        anchor = self.anchors.get(seen.number)
        if anchor is None or not self._is_anchored or anchor.hash == seen.hash:
            return
        self._is_anchored = False  # every later anchor differs as well
        says = (
            f"{self.organ} 第 {seen.number} 条与 {anchor.day} 封存的哈希不同：这一条或它前面的记录被整个重写过。"
            "请与更早的封存和备份核对。"
        )
        yield Fault(seen.line, self.organ, seen.number, "anchor", says)

    # --- what is missing --------------------------------------------------------------------------------------

    def _miss(self, gap: range, before: int) -> None:
        if gap:
            self._missing.append((gap, self.head.line, before))
            self.disturbed = gap.stop

    def _find(self, number: int) -> None:
        self._missing = [
            (part, after, before)
            for gap, after, before in self._missing
            for part in ((range(gap.start, number), range(number + 1, gap.stop)) if number in gap else (gap,))
            if part
        ]

    def _dropped(self, gap: range, after: int, before: int) -> Fault | None:
        if sum(after < line < before for line in self.unreadable) >= len(gap):
            return None  # the unreadable lines between are these entries
        which = f"第 {gap.start} 条" if len(gap) == 1 else f"第 {gap.start} 至 {gap.stop - 1} 条"
        says = f"{self.organ} 缺少{which}：应当在第 {after} 行与第 {before} 行之间，被删去了。请从备份取回。"
        return Fault(before, self.organ, gap.start, "dropped", says)

    # --- what is told -----------------------------------------------------------------------------------------

    def _replaced(self, follower: Seen) -> Fault:
        says = (
            f"{self.organ} 第 {self.head.number} 条（第 {self.head.line} 行）不是第 {follower.number} 条"
            f"（第 {follower.line} 行）当时所接的那一条：被整条换过，哈希也重算过。请从备份核对这两条。"
        )
        return Fault(self.head.line, self.organ, self.head.number, "forged", says)

    def _inserted(self, seen: Seen) -> Fault:
        says = f"{self.organ} 第 {seen.number} 条不属于这条链：是插进来的，或从别的台账拼来的。请删去这一行前先核对备份。"
        return Fault(seen.line, self.organ, seen.number, "inserted", says)

    def _reordered(self, seen: Seen) -> Fault:
        says = f"{self.organ} 第 {seen.number} 条不在它的位置上：行的次序被动过。请从备份取回。"
        return Fault(seen.line, self.organ, seen.number, "reordered", says)

    def _repeated(self, seen: Seen) -> Fault:
        says = f"{self.organ} 第 {seen.number} 条出现了不止一次：这一行是多出来的。请从备份取回。"
        return Fault(seen.line, self.organ, seen.number, "repeated", says)
