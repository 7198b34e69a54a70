"""The readings that a row's print allows, before any arithmetic has been asked.

A reading puts each printed figure into one of the row's columns, in order. Conversions lose a figure (a merged label
pushed it out), double one, push blanks to the end, drop blanks, or run all digits together; each such story is a
*kind* of reading, so that rows printed alike can be asked to tell the same story.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import combinations

from gongkai.read.tables.alignment import Evidence
from gongkai.read.tables.digits import (
    MOST_WRAPS,
    continued,
    is_cut_inside_cells,
    is_run_together,
    joined,
    rejoined,
    split,
    wrapped,
)
from gongkai.read.tables.reading import Figure, Reading, Source, in_order, is_row_sum_right
from gongkai.read.tables.stream import Value


@dataclass(frozen=True, slots=True)
class Customs:
    """How the document prints blanks, learnt from its other rows.

    ``keeps_blanks``: empty cells are printed as such, so that a row that is too short has lost a figure.
    ``blanks_in_place``: a blank has been seen before a figure, so that blanks are not pushed to the row's end.
    ``label_levels``: how many columns the labels take on paper. ``leading``: how many blanks its label leaves before
    the figures of a row, by block and level, where rows without blanks among their figures agree on it.
    """

    keeps_blanks: bool
    blanks_in_place: bool
    label_levels: int
    leading: Mapping[tuple[int, int], int] = field(default_factory=dict)

    def without_leading(self) -> Customs:
        """Once the label's blanks are taken off, a blank at the front is a cell."""
        return replace(self, leading={}, label_levels=0)

    def leading_of(self, evidence: Evidence) -> int | None:
        leaf, row = evidence.found.wanted.leaf, evidence.row
        if leaf is None or row is None:
            return None
        here = self.leading.get((row.block, len(leaf.labels)))
        elsewhere = {count for (_, level), count in self.leading.items() if level == len(leaf.labels)}
        return elsewhere.pop() if here is None and len(elsewhere) == 1 else here


def readings(
    evidence: Evidence, width: int, customs: Customs, *, has_total: bool = True
) -> tuple[list[Reading], bool]:
    """The readings of one row of ``width`` columns, and whether the print is plain (no arithmetic needed).

    ``has_total`` says that the last column is the sum of the others, which rules readings out early.
    """
    found, plain = _readings(evidence, width, customs, has_total=has_total)
    if not (evidence.strays or evidence.is_shadowed):
        return found, plain
    whole = list(continued(evidence, width))
    if whole:
        return [*found, *whole], False
    others = list(wrapped(evidence, width))
    if len(others) == MOST_WRAPS:
        return [], False
    fits = is_row_sum_right(found[0].vector) if found and has_total else not evidence.is_shadowed
    return [*found, *others], plain and fits and not others


def _readings(
    evidence: Evidence, width: int, customs: Customs, *, has_total: bool
) -> tuple[list[Reading], bool]:
    row, values = evidence.row, evidence.values
    if any(value.covered and value.number is not None for value in values):
        return [], False
    if row is not None and row.delimited:
        if is_cut_inside_cells(values):
            return list(joined(values, width)), False
        plain = _by_grid(values, width) if row.has_spans else None
        if plain is not None:
            return [plain], True
    return _doubtful(evidence, width, customs, has_total=has_total)


def _doubtful(
    evidence: Evidence, width: int, customs: Customs, *, has_total: bool
) -> tuple[list[Reading], bool]:
    row, values, numbers = evidence.row, evidence.values, evidence.numbers
    if is_run_together(numbers, len(values), width):
        return split(evidence, width, has_total=has_total), False
    if len(numbers) >= width and any(value.illegible for value in values):
        return list(rejoined(values, width)), False
    if len(numbers) == width:
        return [in_order(values, numbers, "printed")], True
    if not numbers:
        return [Reading((None,) * width, _blank_sources(values, width), "blank")], True
    if row is not None and row.delimited and customs.keeps_blanks:
        return _delimited(evidence, width, customs)
    return list(_flattened(evidence, width, has_total=has_total)), False


def _blank_sources(values: Sequence[Value], width: int) -> Source:
    indices = list(range(len(values)))[-width:]
    return tuple(indices) if len(indices) == width else (None,) * width


def _by_grid(values: Sequence[Value], width: int) -> Reading | None:
    """The plain reading of a grid with known spans: exactly one cell a column, or fewer wide blank ones."""
    spread: list[Value] = []
    for value in values:
        if value.width > 1 and value.number is not None and len(values) != width:
            return None
        spread.extend([value] * (value.width if len(values) < width else 1))
    if len(values) > width:
        spread = (
            [value for value in spread if value.number is not None] if _are_edges_blank(values, width) else []
        )
    return in_order(values, spread, "printed") if len(spread) == width else None


def _are_edges_blank(values: Sequence[Value], width: int) -> bool:
    return sum(1 for value in values if value.number is not None) == width


def _delimited(evidence: Evidence, width: int, customs: Customs) -> tuple[list[Reading], bool]:
    values, numbers = evidence.values, evidence.numbers
    leading = customs.leading_of(evidence) or 0
    if leading and all(_is_empty(value) for value in values[:leading]):
        kept, plain = _delimited(replace(evidence, values=values[leading:]), width, customs.without_leading())
        return [_moved(reading, leading) for reading in kept], plain
    found = list(_windows(values, width))
    first_blank, last_blank = _is_empty(values[0]), _is_empty(values[-1])
    may_be_label = (
        len(values) == width
        and first_blank
        and customs.leading_of(evidence) != 0
        and _is_wide_label(evidence, customs)
    )
    if len(found) == 1 and not may_be_label and (customs.blanks_in_place or not last_blank):
        return found, True
    if len(numbers) > width:
        found += _without_extra(values, numbers, width)
    elif len(numbers) >= width - 2 and (len(values) < width or may_be_label):
        found += _with_lost(values, numbers, width, "lost")
    elif len(numbers) == width - 1 and last_blank:  # it may be a separator too many, beside a figure lost
        lost = _with_lost(values, numbers, width, "lost-beside-blank")
        found += (reading for reading in lost if reading.sources[-1] is not None)
    if last_blank and not customs.blanks_in_place and len(values) >= width:
        found += _placed(values, numbers, width, "pushed")
    return found, False


def _moved(reading: Reading, by: int) -> Reading:
    return replace(reading, sources=tuple(None if at is None else at + by for at in reading.sources))


def _is_empty(value: Value) -> bool:
    return value.number is None and not value.text


def _is_wide_label(evidence: Evidence, customs: Customs) -> bool:
    """Whether the row's label covers several label columns: a blank beside it may be the rest of the label."""
    leaf, row = evidence.found.wanted.leaf, evidence.row
    printed = len({cell for cell, _, _ in row.texts}) if row else 0
    return leaf is not None and max(len(leaf.labels), printed) < customs.label_levels


def _windows(values: Sequence[Value], width: int) -> Iterator[Reading]:
    """Every run of ``width`` neighbouring cells that holds all that is printed, dashes included."""
    shown = sum(1 for value in values if not _is_empty(value))
    for start in range(len(values) - width + 1):
        chosen = values[start : start + width]
        if sum(1 for value in chosen if not _is_empty(value)) == shown:
            yield Reading(
                tuple(value.number for value in chosen), tuple(range(start, start + width)), f"window{start}"
            )


def _without_extra(values: Sequence[Value], numbers: Sequence[Value], width: int) -> Iterator[Reading]:
    if len(numbers) - width > 2:
        return
    for dropped in combinations(range(len(numbers)), len(numbers) - width):
        yield in_order(values, [value for i, value in enumerate(numbers) if i not in dropped], "extra")


def _with_lost(values: Sequence[Value], numbers: Sequence[Value], width: int, kind: str) -> Iterator[Reading]:
    """The figures in order with one or two lost; what was lost is found by the row's own sum.

    The last column is the total of the others, so one lost figure is determined; of two lost ones
    only the case that both are nothing can be told, and is kept where the sum leaves no room for more.
    """
    index = {id(value): position for position, value in enumerate(values)}
    for lost in combinations(range(width), width - len(numbers)):
        vector: list[Figure] = []
        sources: list[int | None] = []
        rest = iter(numbers)
        for column in range(width):
            value = None if column in lost else next(rest)
            vector.append(value.number if value else None)
            sources.append(index[id(value)] if value else None)
        yield from _filled(vector, tuple(sources), lost, kind)


def _filled(vector: list[Figure], sources: Source, lost: tuple[int, ...], kind: str) -> Iterator[Reading]:
    last = len(vector) - 1
    parts = sum(figure for i, figure in enumerate(vector[:-1]) if i not in lost and figure is not None)
    if lost == (last,):
        yield Reading((*vector[:-1], parts), sources, kind)
        return
    if last in lost:
        yield from _filled_twice(vector, sources, lost, parts, kind)
        return
    room = (vector[-1] or 0) - parts
    if room < 0 or (len(lost) > 1 and room > 40):
        return
    for shares in _shares(room, len(lost)):
        filled = list(vector)
        for column, share in zip(lost, shares, strict=True):
            filled[column] = share
        yield Reading(tuple(filled), sources, kind)


def _filled_twice(
    vector: list[Figure], sources: Source, lost: tuple[int, ...], parts: int | Decimal, kind: str
) -> Iterator[Reading]:
    """A part and the total lost: the part is open; a few small values stand for all that follow."""
    for share in range(41):
        filled = list(vector)
        filled[lost[0]], filled[-1] = share, parts + share
        yield Reading(tuple(filled), sources, kind)


def _shares(room: int | Decimal, parts: int) -> Iterator[tuple[int | Decimal, ...]]:
    if parts == 1:
        yield (room,)
    else:
        for first in range(int(room) + 1):
            yield (first, room - first)


def _placed(values: Sequence[Value], numbers: Sequence[Value], width: int, kind: str) -> Iterator[Reading]:
    """The figures in order with blanks anywhere between them."""
    index = {id(value): position for position, value in enumerate(values)}
    for columns in combinations(range(width), len(numbers)):
        vector: list[Figure] = [None] * width
        sources: list[int | None] = [None] * width
        for column, value in zip(columns, numbers, strict=True):
            vector[column], sources[column] = value.number, index[id(value)]
        yield Reading(tuple(vector), tuple(sources), kind)


def _flattened(evidence: Evidence, width: int, *, has_total: bool) -> Iterator[Reading]:
    """Readings of a row whose separators are gone: blanks have vanished, digits may have come apart."""
    values, numbers = evidence.values, evidence.numbers
    shown = [value for value in values if not _is_empty(value)]
    if len(shown) == width == len(values) and len(numbers) < width:  # a dash beside empty cells may be a rule
        yield in_order(values, shown, "printed")
    elif len(numbers) < width:
        yield from _placed(values, numbers, width, "vanished")
        if has_total and len(numbers) >= width - 2:
            yield from _with_lost(values, numbers, width, "lost-or-blank")
    else:
        yield from _without_extra(values, numbers, width)
        yield from rejoined(values, width)
        if all(len(value.text) == 1 for value in numbers):
            yield from split(evidence, width, has_total=has_total)
