"""Ways of printing rows in which the columns are lost."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from itertools import groupby
from random import Random

from tests.generated.damage import PRINTINGS, Printing
from tests.generated.draft import Text
from tests.generated.sheet import Row, Sheet, SheetPiece, Token


def _printing(name: str) -> Callable[[Printing], Printing]:
    def register(function: Printing) -> Printing:
        PRINTINGS[name] = function
        return function

    return register


def _tables(sheet: Sheet, printed: Callable[[list[Row]], Iterable[str]], gap: str) -> str:
    lines: list[str] = []
    for is_row, pieces in groupby(sheet.pieces, key=lambda piece: isinstance(piece, Row)):
        run: list[SheetPiece] = list(pieces)
        if is_row:
            lines += [*printed([row for row in run if isinstance(row, Row)]), gap]
        else:
            lines += [line for piece in run if isinstance(piece, Text) for line in (piece.text, gap)]
    return "\n".join(lines)


def _blanks_lost(sheet: Sheet) -> Sheet:
    """Nothing is printed for a blank: rows with blanks, or every row where sums do not hold, may be withheld."""
    if sheet.draft.full:
        return sheet
    return replace(sheet, draft=replace(sheet.draft, exact=False))


def _texts(row: Row) -> list[str]:
    return [token.text for token in row.tokens if token.text]


@_printing("single-spaces")
def single_spaces(sheet: Sheet, rng: Random) -> tuple[str, Sheet]:
    return _tables(sheet, lambda rows: (" ".join(_texts(row)) for row in rows), ""), _blanks_lost(sheet)


@_printing("glued")
def glued(sheet: Sheet, rng: Random) -> tuple[str, Sheet]:
    """Every separator lost: 2.重复申请0000000. Rows with a figure of two digits may be withheld."""
    unsure = [
        cell_id
        for at in sheet.rows()
        if len(sheet.row(at).ids) > 1 and any(_is_open(token) for token in sheet.row(at).tokens if token.id)
        for cell_id in sheet.row(at).ids
    ]
    return _tables(sheet, lambda rows: ("".join(_texts(row)) for row in rows), ""), _blanks_lost(
        sheet
    ).forgive(unsure)


def _is_open(token: Token) -> bool:
    """Whether a figure's place among its row's digits is open: 10 may be ten, or one and nought.

    Rows of the disclosure table have no total that could tell.
    """
    return len(token.text) != 1 or ((token.id or "").startswith("disclosure.") and token.text != "0")


@_printing("digits-joined")
def digits_joined(sheet: Sheet, rng: Random) -> tuple[str, Sheet]:
    """Labels apart, figures run together: 2.重复申请 0000000."""

    def lines(rows: list[Row]) -> Iterable[str]:
        for row in rows:
            labels = [token.text for token in row.tokens if token.text and not token.id]
            yield " ".join([*labels, "".join(token.text for token in row.tokens if token.id)])

    _, damaged = glued(sheet, rng)
    return _tables(sheet, lines, ""), damaged


@_printing("vertical")
def vertical(sheet: Sheet, rng: Random) -> tuple[str, Sheet]:
    """One token a line, as a browser's copied text or a PDF without lines gives it."""
    gap = rng.choice(["", "\n"])
    return _tables(sheet, lambda rows: (t + gap for row in rows for t in _texts(row)), ""), _blanks_lost(
        sheet
    )


@_printing("aligned")
def aligned(sheet: Sheet, rng: Random) -> tuple[str, Sheet]:
    """Columns held by runs of spaces, as a PDF's plain text is laid out."""

    def lines(rows: list[Row]) -> Iterable[str]:
        columns = max(len(row.tokens) for row in rows)
        widths = [
            max((_width(row.tokens[n].text) for row in rows if n < len(row.tokens)), default=0) + 2
            for n in range(columns)
        ]
        for row in rows:
            padded = (t.text + " " * (w - _width(t.text)) for t, w in zip(row.tokens, widths, strict=False))
            yield "".join(padded).rstrip()

    return _tables(sheet, lines, ""), _blanks_lost(sheet)


@_printing("column-major")
def column_major(sheet: Sheet, rng: Random) -> tuple[str, Sheet]:
    """A column after another, a token a line."""

    def lines(rows: list[Row]) -> Iterable[str]:
        for n in range(max(len(row.tokens) for row in rows)):
            yield from (row.tokens[n].text for row in rows if n < len(row.tokens) and row.tokens[n].text)

    return _tables(sheet, lines, ""), _blanks_lost(sheet)


@_printing("labels-then-numbers")
def labels_then_numbers(sheet: Sheet, rng: Random) -> tuple[str, Sheet]:
    """All labels of a table, then all its figures, a row or a figure a line."""
    by_row = rng.random() < 0.5

    def lines(rows: list[Row]) -> Iterable[str]:
        for row in rows:
            yield from (token.text for token in row.tokens if token.text and not token.id)
        for row in rows:
            figures = [token.text for token in row.tokens if token.id and token.text]
            yield from [" ".join(figures)] if by_row and figures else figures

    damaged = _blanks_lost(sheet)
    unsure = [] if by_row else [i for i in sheet.draft.cells if i.startswith("disclosure.")]
    return _tables(sheet, lines, ""), damaged.forgive(unsure)


@_printing("row-labels-after")
def row_labels_after(sheet: Sheet, rng: Random) -> tuple[str, Sheet]:
    """Each row's figures come before its label, as some PDF text does."""

    def lines(rows: list[Row]) -> Iterable[str]:
        for row in rows:
            figures = [token.text for token in row.tokens if token.id and token.text]
            yield " ".join([*figures, *(t.text for t in row.tokens if t.text and not t.id)])

    damaged = _blanks_lost(sheet)
    return _tables(sheet, lines, ""), replace(damaged, draft=replace(damaged.draft, exact=False))


def _width(text: str) -> int:
    return sum(2 if ord(char) > 0x2E7F else 1 for char in text)
