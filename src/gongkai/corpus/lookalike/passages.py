"""What two texts share, exactly: the longest common passages, and how much of each text they make up."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import pairwise
from typing import TypeVar

import numpy as np
from numpy.typing import NDArray

from gongkai.corpus.lookalike.shingles import LENGTH, Hashes, Places, Shingled, shingled

SHORTEST = 10  # characters that count, of a passage worth naming: less is a phrase of the trade
_MOST_PLACES = 8  # where a phrase stands many times in the other text, so many of them are tried
_OPENING = "《〈（(“‘「『〔[【"
Mask = NDArray[np.bool_]
_Number = TypeVar("_Number", np.int32, np.uint64)


@dataclass(frozen=True, slots=True)
class Part:
    """One section of a report as it is compared."""

    number: int
    role: str
    heading: str | None
    text: str


@dataclass(frozen=True, slots=True)
class Passage:
    """Words that stand in both texts; from character to character (from 0, end excluded) of a section's text.

    ``part`` counts the sections of the report from 0: a section printed twice stands twice.
    """

    part: int
    start: int
    end: int
    earlier_part: int
    earlier_start: int
    earlier_end: int


@dataclass(frozen=True, eq=False)
class Text:
    """The sections of one report with their shingles; no shingle runs from one section into the next."""

    parts: tuple[Part, ...]
    hashes: Hashes
    at: Places  # the sign that a shingle begins with
    part_of: Places  # for every sign
    starts: Places
    ends: Places
    counts: Mask  # whether a sign counts: it is in no stock wording

    @property
    def size(self) -> int:
        """How many characters count."""
        return int(self.counts.sum())

    def pieces(self, part: int, start: int, end: int) -> Iterator[tuple[int, int, bool]]:
        """From character to character of a section: what counts, and what does not, in turn."""
        here = np.flatnonzero((self.part_of == part) & (self.starts >= start) & (self.ends <= end))
        turns = [0, *(np.flatnonzero(np.diff(self.counts[here])) + 1), len(here)]
        for first, last in pairwise(turns):
            if first < last:
                begin = start if first == 0 else self._turn(part, int(self.starts[here[first]]))
                stop = end if last == len(here) else self._turn(part, int(self.starts[here[last]]))
                yield begin, stop, bool(self.counts[here[first]])

    def _turn(self, part: int, start: int) -> int:
        """An opening bracket goes with what it opens, other punctuation with what it closes."""
        text = self.parts[part].text
        while start and text[start - 1] in _OPENING:
            start -= 1
        return start

    @cached_property
    def order(self) -> NDArray[np.intp]:
        return np.argsort(self.hashes, kind="stable")

    @cached_property
    def ordered(self) -> Hashes:
        return self.hashes[self.order]


@dataclass(frozen=True, slots=True)
class Shared:
    """``blocks``: first sign and end in the later text, first sign and end in the earlier one."""

    later: Text
    earlier: Text
    blocks: tuple[tuple[int, int, int, int], ...]

    @property
    def covered(self) -> Mask:
        """Which signs of the later text count and stand in the earlier one."""
        return _covered(self.later, ((start, end) for start, end, _, _ in self.blocks))

    @property
    def share_of_later(self) -> float:
        return _share(self.later, self.covered)

    @property
    def share_of_earlier(self) -> float:
        return _share(
            self.earlier, _covered(self.earlier, ((start, end) for _, _, start, end in self.blocks))
        )

    @property
    def passages(self) -> tuple[Passage, ...]:
        """The passages, in the order of the later text."""
        return tuple(
            Passage(*_spot(self.later, start, end), *_spot(self.earlier, other, other_end))
            for start, end, other, other_end in self.blocks
        )


def text_of(parts: Sequence[Part], agency: str | None, stock: Hashes) -> Text:
    """The report's text to compare; ``stock`` are the ordered hashes that nobody has written."""
    pieces = [shingled(part.text, agency) for part in parts]
    firsts = np.cumsum([0, *(piece.signs for piece in pieces)])
    at = [
        np.arange(len(piece.hashes), dtype=np.int32) + first
        for piece, first in zip(pieces, firsts, strict=False)
    ]
    hashes = _joined([piece.hashes for piece in pieces], np.uint64)
    places = _joined(at, np.int32)
    counts = ~_spread(places[_is_in(hashes, stock)], int(firsts[-1]))
    part_of = np.repeat(np.arange(len(pieces), dtype=np.int32), [piece.signs for piece in pieces])
    return Text(tuple(parts), hashes, places, part_of, *_spots(pieces), counts)


def compared(later: Text, earlier: Text) -> Shared:
    """The passages of :data:`SHORTEST` characters or more that both texts have, as long as they go."""
    return Shared(later, earlier, tuple(_blocks(later, earlier)))


def _blocks(later: Text, earlier: Text) -> Iterator[tuple[int, int, int, int]]:
    done = 0  # signs of the later text before this one are spoken for
    for first, last in _runs(later, _is_in(later.hashes, earlier.ordered)):
        place = first
        while place < last:
            other, length = _longest(later, earlier, place, last)
            start, behind = int(later.at[place]), int(earlier.at[other])
            skip = max(done - start, 0)
            end = start + length + LENGTH - 1
            if later.counts[start + skip : end].sum() >= SHORTEST:
                yield start + skip, end, behind + skip, behind + length + LENGTH - 1
                done = end
            place += length


def _runs(text: Text, found: Mask) -> Iterator[tuple[int, int]]:
    """Stretches of shingles, first and end, that are all found and follow one another."""
    places = np.flatnonzero(found)
    if not len(places):
        return
    breaks = np.flatnonzero((np.diff(places) != 1) | (np.diff(text.at[places]) != 1)) + 1
    for run in np.split(places, breaks):
        if len(run) + LENGTH - 1 >= SHORTEST:
            yield int(run[0]), int(run[-1]) + 1


def _longest(later: Text, earlier: Text, place: int, last: int) -> tuple[int, int]:
    """Where in the earlier text the stretch from ``place`` on goes on longest, and for how many shingles."""
    value = later.hashes[place]
    low, high = (int(np.searchsorted(earlier.ordered, value, side)) for side in ("left", "right"))
    best = (int(earlier.order[low]), 0)
    for other in earlier.order[low : min(high, low + _MOST_PLACES)]:
        length = _together(later, earlier, place, int(other), last)
        if length > best[1]:
            best = (int(other), length)
    return best


def _together(later: Text, earlier: Text, place: int, other: int, last: int) -> int:
    most = min(last - place, len(earlier.hashes) - other)
    same = later.hashes[place : place + most] == earlier.hashes[other : other + most]
    same &= earlier.at[other : other + most] - earlier.at[other] == np.arange(most)
    return most if same.all() else int(same.argmin())


def _covered(text: Text, blocks: Iterator[tuple[int, int]]) -> Mask:
    covered = np.zeros(len(text.counts), dtype=np.bool_)
    for start, end in blocks:
        covered[start:end] = True
    return covered & text.counts


def _share(text: Text, covered: Mask) -> float:
    return float(covered.sum()) / text.size if text.size else 0.0


def _spot(text: Text, start: int, end: int) -> tuple[int, int, int]:
    return int(text.part_of[start]), int(text.starts[start]), int(text.ends[end - 1])


def _spots(pieces: Sequence[Shingled]) -> tuple[Places, Places]:
    return (
        _joined([piece.starts for piece in pieces], np.int32),
        _joined([piece.ends for piece in pieces], np.int32),
    )


def _joined(arrays: Sequence[NDArray[_Number]], kind: type[_Number]) -> NDArray[_Number]:
    return np.concatenate([np.empty(0, dtype=kind), *arrays])


def _spread(places: Places, signs: int) -> Mask:
    """The signs of the shingles that begin at these places."""
    covered = np.zeros(signs, dtype=np.bool_)
    for shift in range(LENGTH):
        covered[places + shift] = True
    return covered


def _is_in(hashes: Hashes, ordered: Hashes) -> Mask:
    if not len(ordered):
        return np.zeros(len(hashes), dtype=np.bool_)
    spots = np.minimum(np.searchsorted(ordered, hashes), len(ordered) - 1)
    found: Mask = ordered[spots] == hashes
    return found
