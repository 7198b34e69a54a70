"""Measures of the printed page, after the habits of GB/T 9704-2012: shared by the writers that set pages."""

from __future__ import annotations

import unicodedata

from gongkai.write.grid import Grid, Printed, Role

MARGINS = (37.0, 26.0, 35.0, 28.0)  # millimetres: top, right, bottom, left
TEXT_WIDTH = 210.0 - MARGINS[1] - MARGINS[3]

# What part of the width the columns of labels take, by how many there are: the deepest holds the long labels.
_LABELS = {0: (), 1: (0.25,), 3: (0.062, 0.113, 0.312)}


def widths(grid: Grid) -> tuple[float, ...]:
    """The widths of the table's columns as parts of 1."""
    labels = _LABELS.get(
        grid.label_columns, (0.5 / grid.label_columns,) * grid.label_columns if grid.label_columns else ()
    )
    values = grid.columns - grid.label_columns
    return labels + ((1 - sum(labels)) / values,) * values


def is_item(printed: Printed) -> bool:
    """Whether the label is one of a list and reads best from the left: 1.属于国家秘密."""
    return printed.role is Role.ROW and printed.rowspan == 1 and printed.colspan + printed.level > 1


def right_indents(lines: tuple[str, ...]) -> tuple[float, ...]:
    """How many characters the organ and the date keep from the right margin.

    The date begins two characters right of the organ's name; the line that reaches farther keeps two.
    """
    if len(lines) != 2:
        return (2.0,) * len(lines)
    body, day = map(width_of, lines)
    after_day = max(2.0, body - day)
    return (after_day + day + 2 - body, after_day)


def width_of(text: str) -> float:
    """The width in whole characters: Latin letters and digits take half of one."""
    return sum(1.0 if unicodedata.east_asian_width(character) in "WF" else 0.5 for character in text)
