"""The readings that a row's print allows, before any arithmetic has been asked.

A reading puts each printed figure into one of the row's columns, in order. Conversions lose a figure (a merged label
pushed it out), double one, push blanks to the end, drop blanks, or run all digits together; each such story is a
*kind* of reading, so that rows printed alike can be asked to tell the same story.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from decimal import Decimal
from itertools import combinations, islice

from gongkai.read.tables.alignment import Evidence
from gongkai.read.tables.stream import Value

Figure = int | Decimal | None
Vector = tuple[Figure, ...]
Source = tuple[int | None, ...]  # for each column the index of its value in the row's evidence

_MOST_SPLITS = 60_000
_MOST_WRAPS = 20_000
_MOST_JOINED = 4  # pieces more than figures
_FIGURE = re.compile(r"0|[1-9]\d{0,6}|[1-9]\d{0,2}(?:,\d{3})+")


@dataclass(frozen=True, slots=True)
class Reading:
    """One way to read a row: a figure or blank (None) a column, where each was printed, and the story behind it."""

    vector: Vector
    sources: Source
    kind: str


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
    continued = list(_continued(evidence, width))
    if continued:
        return [*found, *continued], False
    others = list(wrapped(evidence, width))
    if len(others) == _MOST_WRAPS:
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
    if _is_run_together(numbers, len(values), width):
        return _split(evidence, width, has_total=has_total), False
    if len(numbers) >= width and any(value.illegible for value in values):
        return list(_rejoined(values, width)), False
    if len(numbers) == width:
        return [_plain(values, numbers, "printed")], True
    if not numbers:
        return [Reading((None,) * width, _blank_sources(values, width), "blank")], True
    if row is not None and row.delimited and customs.keeps_blanks:
        return _delimited(evidence, width, customs)
    return list(_flattened(evidence, width, has_total=has_total)), False


def is_cut_inside_cells(values: Sequence[Value]) -> bool:
    """Whether one cell prints several figures while others print one: a figure with a space inside it."""
    cells = [value.cell for value in values if value.number is not None]
    has_cells = len({value.cell for value in values}) > 1 or any(value.column is not None for value in values)
    return len(set(cells)) < len(cells) and has_cells


def joined(values: Sequence[Value], width: int) -> Iterator[Reading]:
    """One figure a cell, its digits put together again."""
    cells: dict[int, list[int]] = {}
    for index, value in enumerate(values):
        cells.setdefault(value.cell, []).append(index)
    texts = ["".join(values[index].text for index in indices) for indices in cells.values()]
    if len(cells) == width and all(text == "" or text.isdigit() for text in texts):
        vector = tuple(int(text) if text else None for text in texts)
        yield Reading(vector, tuple(indices[0] for indices in cells.values()), "joined")


def wrapped(evidence: Evidence, width: int) -> Iterator[Reading]:
    """The row's figures with the digits that narrow cells put on the lines below, each line's in the columns' order."""
    shown = [value for value in evidence.values if value.text]
    if len(shown) != width or not evidence.strays:
        return
    lines: dict[int, list[str]] = {}
    for value in evidence.strays:
        lines.setdefault(value.line, []).append(value.text)
    index = {id(value): position for position, value in enumerate(evidence.values)}
    sources = tuple(index[id(value)] for value in shown)
    for texts in islice(_appended([value.text for value in shown], list(lines.values())), _MOST_WRAPS):
        if all(_FIGURE.fullmatch(text) for text in texts):
            yield Reading(tuple(int(text.replace(",", "")) for text in texts), sources, "wrapped")


def _continued(evidence: Evidence, width: int) -> Iterator[Reading]:
    """The row's figures where they go on below its line."""
    figures = (*evidence.numbers, *evidence.strays)
    is_legible = not any(value.illegible for value in (*evidence.values, *evidence.strays))
    if is_legible and len(evidence.numbers) < len(figures) == width:
        index = {id(value): position for position, value in enumerate(evidence.values)}
        yield Reading(
            tuple(value.number for value in figures),
            tuple(index.get(id(value)) for value in figures),
            "continued",
        )


def _appended(texts: list[str], lines: Sequence[Sequence[str]]) -> Iterator[list[str]]:
    if not lines:
        yield texts
        return
    for columns in combinations(range(len(texts)), len(lines[0])):
        longer = list(texts)
        for column, digits in zip(columns, lines[0], strict=True):
            longer[column] += digits
        yield from _appended(longer, lines[1:])


def _plain(values: Sequence[Value], chosen: Sequence[Value], kind: str) -> Reading:
    index = {id(value): position for position, value in enumerate(values)}
    return Reading(tuple(value.number for value in chosen), tuple(index[id(value)] for value in chosen), kind)


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
    return _plain(values, spread, "printed") if len(spread) == width else None


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
    elif len(numbers) >= width - 2 and (len(values) < width or may_be_label or last_blank):
        found += _with_lost(values, numbers, width, "lost")  # a blank at the end may be a separator too many
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
        yield _plain(values, [value for i, value in enumerate(numbers) if i not in dropped], "extra")


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
    shown = [value for value in values if value.number is not None or value.text]
    if len(shown) == width and len(numbers) < width:
        yield _plain(values, shown, "printed")
    elif len(numbers) < width:
        yield from _placed(values, numbers, width, "vanished")
        if has_total and len(numbers) >= width - 2:
            yield from _with_lost(values, numbers, width, "lost-or-blank")
    else:
        yield from _without_extra(values, numbers, width)
        yield from _rejoined(values, width)
        if all(len(value.text) == 1 for value in numbers):
            yield from _split(evidence, width, has_total=has_total)


def _rejoined(values: Sequence[Value], width: int) -> Iterator[Reading]:
    """Neighbouring figures put together where one figure was printed with a space or a line's end inside it."""
    shown = [value for value in values if value.text]
    if not 0 < len(shown) - width <= _MOST_JOINED or any(
        value.number is None and not value.illegible for value in shown
    ):
        return
    index = {id(value): position for position, value in enumerate(values)}
    for borders in combinations(range(1, len(shown)), width - 1):
        groups = [shown[a:b] for a, b in zip((0, *borders), (*borders, len(shown)), strict=True)]
        texts = ["".join(value.text for value in group) for group in groups]
        if all(map(_FIGURE.fullmatch, texts)):
            vector = tuple(int(text.replace(",", "")) for text in texts)
            yield Reading(vector, tuple(index[id(group[0])] for group in groups), "joined")


def _is_run_together(numbers: Sequence[Value], others: int, width: int) -> bool:
    """Whether digits of several cells are printed as one: a leading zero, or one long run for the whole row."""
    if any(len(value.text) > 1 and value.text[0] == "0" and value.text.isdigit() for value in numbers):
        return True
    return len(numbers) == others == 1 < width <= len(numbers[0].text) and numbers[0].text.isdigit()


def _split(evidence: Evidence, width: int, *, has_total: bool) -> list[Reading]:
    """Every way to cut the row's digits into figures without leading zeros that add up, blanks allowed.

    Empty where there are too many ways to try: then nothing may be concluded from those that were.
    """
    digits = "".join(value.text for value in evidence.numbers)
    if not digits.isdigit():
        return []
    found, made = [], 0
    for parts in range(width, 0, -1):
        for cut in cuts(digits, parts):
            for columns in combinations(range(width), parts):
                made += 1
                if made > _MOST_SPLITS:
                    return []
                vector = _spread(cut, columns, width)
                if not has_total or is_row_sum_right(vector):
                    found.append(
                        Reading(vector, (None,) * width, "split" if parts == width else "split-blank")
                    )
    return found


def is_row_sum_right(vector: Vector) -> bool:
    """Whether the last column is the sum of the others, blanks counting as nothing."""
    return (vector[-1] or 0) == sum(figure or 0 for figure in vector[:-1])


def _spread(cut: Sequence[int], columns: Sequence[int], width: int) -> Vector:
    vector: list[Figure] = [None] * width
    for column, figure in zip(columns, cut, strict=True):
        vector[column] = figure
    return tuple(vector)


def cuts(digits: str, parts: int) -> Iterator[tuple[int, ...]]:
    if parts == 1:
        if digits == "0" or (digits and digits[0] != "0" and len(digits) <= 7):
            yield (int(digits),)
        return
    longest = 1 if digits[:1] == "0" else min(7, len(digits) - parts + 1)
    for length in range(1, longest + 1):
        for rest in cuts(digits[length:], parts - 1):
            yield (int(digits[:length]), *rest)
