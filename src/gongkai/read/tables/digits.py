"""Figures whose digits a conversion ran together, cut apart, or wrapped in narrow cells."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import combinations, islice

from gongkai.read.tables.alignment import Evidence
from gongkai.read.tables.reading import Figure, Reading, Vector, is_row_sum_right
from gongkai.read.tables.stream import Value

_MOST_SPLITS = 60_000
MOST_WRAPS = 20_000
_MOST_JOINED = 4  # pieces more than figures
_FIGURE = re.compile(r"0|[1-9]\d{0,6}|[1-9]\d{0,2}(?:,\d{3})+")


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
    for texts in islice(_appended([value.text for value in shown], list(lines.values())), MOST_WRAPS):
        if all(_FIGURE.fullmatch(text) for text in texts):
            yield Reading(tuple(int(text.replace(",", "")) for text in texts), sources, "wrapped")


def continued(evidence: Evidence, width: int) -> Iterator[Reading]:
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


def rejoined(values: Sequence[Value], width: int) -> Iterator[Reading]:
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


def is_run_together(numbers: Sequence[Value], others: int, width: int) -> bool:
    """Whether digits of several cells are printed as one: a leading zero, or one long run for the whole row."""
    if any(len(value.text) > 1 and value.text[0] == "0" and value.text.isdigit() for value in numbers):
        return True
    return len(numbers) == others == 1 < width <= len(numbers[0].text) and numbers[0].text.isdigit()


def split(evidence: Evidence, width: int, *, has_total: bool) -> list[Reading]:
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
