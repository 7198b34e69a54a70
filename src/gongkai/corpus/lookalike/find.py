"""Look-alikes: which reports share passages, who had them first, and how much of each report is its own.

A pair is a later report and an earlier one that had the words first; the shares are of the characters that count
(no stock wordings, no spaces, no punctuation) and are counted on the texts themselves, not on their sketches.
Signed on one day, or not dated, of two reports of one year nobody can say which was first, and nobody is held to be the later.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from functools import cached_property, lru_cache

import duckdb
import numpy as np

from gongkai.corpus.lookalike import join
from gongkai.corpus.lookalike.clusters import Cluster, clusters
from gongkai.corpus.lookalike.passages import Mask, Shared, Text, compared, text_of
from gongkai.corpus.lookalike.scope import Choice, Chosen, Scope, choose, chosen, doubles, ignored, left_out
from gongkai.corpus.lookalike.shingles import Hashes
from gongkai.corpus.lookalike.stock import stock

LEAST = 0.3  # of the characters of either report
LEAST_TEXT = 100  # characters that count: a report of less says too little to have been copied
_KEPT = 256  # texts kept in memory at a time


@dataclass(frozen=True, slots=True)
class Pair:
    """``share_of_later`` of the later report stands in the earlier one; ``characters`` of it, all told.

    Where the pair is not ordered, ``later`` is only the one that is named first.
    """

    later: Chosen
    earlier: Chosen
    share_of_later: float
    share_of_earlier: float
    characters: int

    @property
    def share(self) -> float:
        """The larger of the two: a report may be copied whole into a longer one."""
        return max(self.share_of_later, self.share_of_earlier)

    @property
    def is_same_organ(self) -> bool:
        return self.later.organ == self.earlier.organ

    @property
    def is_ordered(self) -> bool:
        """Year or sign-off tell which was first."""
        return _is_ordered(self.later, self.earlier)


@dataclass(frozen=True, slots=True)
class Originality:
    """Of the characters of a report that count: those that stand in an earlier report of its own organ, those that
    stand in another organ's earlier one and not in its own, those that stand only in others' of which nobody can say
    whether they were earlier, and the rest.
    """

    report: Chosen
    counted: int
    own_earlier: int
    others: int
    unclear: int = 0

    @property
    def original(self) -> int:
        return self.counted - self.own_earlier - self.others - self.unclear

    @property
    def share(self) -> float:
        return self.original / self.counted


@dataclass(frozen=True, eq=False)
class Lookalikes:
    """``pairs`` share ``least`` or more, the nearest first. ``originality`` is of the reports that share passages with an
    earlier one, least original first; the others of ``reports`` are their own work as far as this corpus can tell.
    ``doubles`` are the further documents of an organ on one year, each with the one that stands; they are no copies.
    """

    choice: Choice
    least: float
    reports: int
    pairs: tuple[Pair, ...]
    originality: tuple[Originality, ...]
    remarks: tuple[str, ...]
    doubles: tuple[tuple[Chosen, Chosen | None], ...]
    stock: Hashes = field(repr=False, compare=False)

    @cached_property
    def clusters(self) -> tuple[Cluster, ...]:
        """Groups of reports that are tied by the pairs; between areas and in a nation, ties of an organ with itself
        (it goes on using its own words) are left out.
        """
        across = self.choice.scope is not Scope.ORGAN
        ties = [(p.later.number, p.earlier.number) for p in self.pairs if not (across and p.is_same_organ)]
        return clusters(ties)

    @cached_property
    def by_number(self) -> dict[int, Chosen]:
        return {one.number: one for pair in self.pairs for one in (pair.later, pair.earlier)}


def lookalikes(connection: duckdb.DuckDBPyConnection, choice: Choice, *, least: float = LEAST) -> Lookalikes:
    """What the reports of the choice have in common; ``connection`` shows the views of a store."""
    known = stock(connection)
    count = choose(connection, choice)
    join.candidates(connection, known, count=count)
    pairs: list[Pair] = []
    shares: list[Originality] = []
    short: set[int] = set()
    for batch in join.pairs(connection):
        found, own = _measured(connection, batch, known, short)
        pairs += [pair for pair in found if pair.share >= least]
        shares += own
    pairs.sort(key=lambda pair: (-pair.share, pair.later.number, pair.earlier.number))
    shares.sort(key=lambda each: (each.share, each.report.number))
    remarks, further = tuple(_remarks(connection, choice, short)), tuple(doubles(connection))
    standing = count - len(further)
    return Lookalikes(choice, least, standing, tuple(pairs), tuple(shares), remarks, further, known)


def passages(connection: duckdb.DuckDBPyConnection, found: Lookalikes, pair: Pair) -> Shared:
    """The passages of a pair that :func:`lookalikes` found last, over the same connection."""
    texts = _Texts(connection, {pair.later.number, pair.earlier.number}, found.stock)
    return compared(texts(pair.later.number), texts(pair.earlier.number))


class _Texts:
    """The texts of one batch, made when asked for, the last ones kept."""

    def __init__(self, connection: duckdb.DuckDBPyConnection, numbers: set[int], known: Hashes) -> None:
        self._rows = join.parts_of(connection, numbers)
        self._stock = known
        self._made = lru_cache(maxsize=_KEPT)(self._make)

    def __call__(self, number: int) -> Text:
        return self._made(number)

    def _make(self, number: int) -> Text:
        agency, parts = self._rows.get(number, (None, []))
        return text_of(parts, agency, self._stock)


def _measured(
    connection: duckdb.DuckDBPyConnection, batch: Sequence[tuple[int, int]], known: Hashes, short: set[int]
) -> tuple[list[Pair], list[Originality]]:
    """The pairs of one batch measured on their texts; too short reports go into ``short``."""
    numbers = {number for pair in batch for number in pair}
    about, texts = chosen(connection, sorted(numbers)), _Texts(connection, numbers, known)
    pairs: list[Pair] = []
    shares: list[Originality] = []
    for number, others in _by_report(batch):
        report, text = about[number], texts(number)
        alike = [
            (about[other], compared(text, texts(other)))
            for other in others
            if _is_long(text, number, short) and _is_long(texts(other), other, short)
        ]
        pairs += [
            _pair(report, other, shared)
            for other, shared in alike
            if other.number < number and not _is_double(report, other)
        ]
        if (
            own := _originality(report, text, [(other, shared.covered) for other, shared in alike])
        ) is not None:
            shares.append(own)
    return pairs, shares


def _is_long(text: Text, number: int, short: set[int]) -> bool:
    if text.size < LEAST_TEXT:
        short.add(number)
    return text.size >= LEAST_TEXT


def _pair(later: Chosen, earlier: Chosen, shared: Shared) -> Pair:
    characters = int(shared.covered.sum())
    return Pair(later, earlier, shared.share_of_later, shared.share_of_earlier, characters)


def _originality(report: Chosen, text: Text, alike: Sequence[tuple[Chosen, Mask]]) -> Originality | None:
    """Whose words the report is made of; None where it shares none. What its double has too, it has from nobody."""
    double = _union(text, [covered for other, covered in alike if _is_double(report, other)])
    own = _union(text, [covered for other, covered in alike if _is_own(report, other)])
    others = [
        (_is_ordered(report, other), covered) for other, covered in alike if report.organ != other.organ
    ]
    foreign = _union(text, [covered for is_later, covered in others if is_later]) & ~own & ~double
    unclear = (
        _union(text, [covered for is_later, covered in others if not is_later]) & ~own & ~double & ~foreign
    )
    counts = [int(mask.sum()) for mask in (own, foreign, unclear)]
    return Originality(report, text.size, *counts) if any(counts) else None


def _is_double(one: Chosen, other: Chosen) -> bool:
    """Both are of one organ on one year."""
    return one.organ == other.organ and one.year == other.year


def _is_own(report: Chosen, other: Chosen) -> bool:
    return report.organ == other.organ and report.year != other.year


def _is_ordered(one: Chosen, other: Chosen) -> bool:
    if one.year != other.year:
        return one.year is not None and other.year is not None
    return None not in (one.signed_on, other.signed_on) and one.signed_on != other.signed_on


def _union(text: Text, covered: Sequence[Mask]) -> Mask:
    whole: Mask = np.zeros(len(text.counts), dtype=np.bool_)
    for each in covered:
        whole |= each
    return whole


def _by_report(batch: Sequence[tuple[int, int]]) -> Iterator[tuple[int, list[int]]]:
    found: dict[int, list[int]] = {}
    for number, other in batch:
        found.setdefault(number, []).append(other)
    yield from found.items()


def _remarks(connection: duckdb.DuckDBPyConnection, choice: Choice, short: set[int]) -> Iterator[str]:
    ((undated, yearless),) = connection.execute(
        "SELECT count(*) FILTER (signed_on IS NULL), count(*) FILTER (year IS NULL) FROM chosen"
    ).fetchall()
    if nowhere := left_out(connection, choice):
        yield f"{nowhere} 份报告认不出地区或年度，没有比较。"
    if aside := ignored(connection, choice):
        yield f"{aside} 份经决定不计入，没有比较。"
    if undated:
        yield f"{undated} 份报告没有落款日期，与同一年度的报告相比，说不出谁先谁后。"
    if yearless and choice.scope is not Scope.AREA:
        yield f"{yearless} 份报告年度不明，排在最后。"
    if short:
        yield f"{len(short)} 份报告除去通用的话不足 {LEAST_TEXT} 字，没有比较。"
