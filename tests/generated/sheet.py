"""A draft as lines of text: tables become rows of tokens, and merged cells become blanks, copies or nothing."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Literal, TypeAlias

from tests.generated.draft import Box, Draft, Grid, Kind, Text

Merged = Literal["blanks", "copies", "nothing"]


@dataclass(frozen=True, slots=True)
class Token:
    """What one cell prints. A cell of the form that is blank is a token with an id and no text."""

    text: str
    kind: Kind
    id: str | None = None


@dataclass(frozen=True, slots=True)
class Row:
    """``key`` is the form's table, or ``other``; ``start`` marks the first row of a physical table."""

    key: str
    tokens: tuple[Token, ...]
    start: bool = False

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(token.id for token in self.tokens if token.id)

    @property
    def is_head(self) -> bool:
        return not self.ids and any(token.kind == "head" for token in self.tokens)


SheetPiece: TypeAlias = Text | Row


@dataclass(frozen=True, slots=True)
class Sheet:
    """The text of a draft before it is printed; ``draft`` carries what is known and what is forgiven."""

    pieces: tuple[SheetPiece, ...]
    draft: Draft

    def rows(self, key: str | None = None) -> list[int]:
        """Where the rows with figures stand."""
        return [n for n, p in enumerate(self.pieces) if isinstance(p, Row) and p.ids and key in (None, p.key)]

    def row(self, at: int) -> Row:
        found = self.pieces[at]
        assert isinstance(found, Row)
        return found

    def put(self, at: int, *instead: SheetPiece, drop: int = 1) -> Sheet:
        return replace(self, pieces=(*self.pieces[:at], *instead, *self.pieces[at + drop :]))

    def forgive(self, ids: Iterable[str]) -> Sheet:
        return replace(self, draft=replace(self.draft, weak=self.draft.weak | frozenset(ids)))

    def without_copies(self) -> Sheet:
        """Once columns are lost, 12 printed three times for one merged cell reads 121212: that is not asked of anyone."""
        pieces = (
            replace(p, tokens=tuple(t for t in p.tokens if t.kind != "copy")) if isinstance(p, Row) else p
            for p in self.pieces
        )
        return replace(self, pieces=tuple(pieces))

    def has_blank(self, ids: Iterable[str]) -> bool:
        return any(self.draft.value(cell_id) is None for cell_id in ids)


def sheet(draft: Draft, merged: Merged) -> Sheet:
    return Sheet(tuple(_pieces(draft, _ROWS[merged])), draft)


def _pieces(draft: Draft, rows_of: Callable[[Grid], Iterator[tuple[Token, ...]]]) -> Iterator[SheetPiece]:
    for piece in draft.pieces:
        if isinstance(piece, Grid):
            for n, tokens in enumerate(rows_of(piece)):
                yield Row(piece.key, tokens, start=n == 0)
        else:
            yield piece


def _own(box: Box) -> Token:
    return Token(box.text, box.kind, box.id)


def _spread(grid: Grid, fill: Callable[[Box], Token]) -> Iterator[tuple[Token, ...]]:
    slots: list[dict[int, Token]] = [{} for _ in grid.rows]
    for at, row in enumerate(grid.rows):
        for box in row:
            for down in range(box.rowspan):
                for right in range(box.colspan):
                    slots[at + down][box.column + right] = fill(box) if down or right else _own(box)
    return (tuple(line[column] for column in sorted(line)) for line in slots)


def _blanks(grid: Grid) -> Iterator[tuple[Token, ...]]:
    return _spread(grid, lambda _: Token("", "void"))


def _copies(grid: Grid) -> Iterator[tuple[Token, ...]]:
    return _spread(grid, lambda box: Token(box.text, "copy" if box.kind == "number" else box.kind))


def _nothing(grid: Grid) -> Iterator[tuple[Token, ...]]:
    return (tuple(_own(box) for box in row if box.kind != "void") for row in grid.rows)


_ROWS: dict[Merged, Callable[[Grid], Iterator[tuple[Token, ...]]]] = {
    "blanks": _blanks,
    "copies": _copies,
    "nothing": _nothing,
}
