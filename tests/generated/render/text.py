"""Text with tabs or pipes, as the converters behind most published collections write it."""

from __future__ import annotations

from collections.abc import Iterator
from random import Random

from tests.generated.draft import Text
from tests.generated.sheet import Merged, Row, Sheet

LAYOUTS: dict[str, tuple[str, str, Merged]] = {
    "tabs": ("txt", "\t", "blanks"),
    "tabs-copies": ("txt", "\t", "copies"),
    "tabs-collapsed": ("txt", "\t", "nothing"),
    "pipes": ("md", "|", "blanks"),
    "pipes-collapsed": ("md", "|", "nothing"),
}
"""By name: ending, separator, what becomes of merged cells."""


def print_sheet(sheet: Sheet, separator: str, rng: Random) -> str:
    marks = rng.choice(["", "## ", "## "]) if separator == "|" else ""
    gap = rng.choice(["", "\n"])
    return "\n".join(_lines(sheet, separator, marks, gap)) + rng.choice(["", "\n"])


def _lines(sheet: Sheet, separator: str, marks: str, gap: str) -> Iterator[str]:
    in_table = False
    for piece in sheet.pieces:
        if isinstance(piece, Row):
            if piece.start and in_table:
                yield ""
            yield from _row(piece, separator)
        else:
            if in_table:
                yield ""
            yield (marks if piece.role in {"title", "heading"} else "") + piece.text + _after(piece, gap)
        in_table = isinstance(piece, Row)


def _after(piece: Text, gap: str) -> str:
    return gap if piece.text else ""


def _row(row: Row, separator: str) -> Iterator[str]:
    if separator != "|":
        yield separator.join(token.text for token in row.tokens)
        return
    yield "| " + " | ".join(token.text for token in row.tokens) + " |"
    if row.start:
        yield "|" + "---|" * len(row.tokens)
