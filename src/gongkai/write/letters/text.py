"""The words of a letter as plain text: line by line what Word and PDF print."""

from __future__ import annotations

from pathlib import Path

from gongkai.model.letter import Letter
from gongkai.write.letters.pieces import Line, Piece
from gongkai.write.letters.templates import filled


def render(letter: Letter, *, templates: Path | None = None) -> str:
    """A paragraph a line, a row of a form a line with its cells apart. Raises as :func:`filled` does."""
    return "\n".join(line for piece in filled(letter, templates).pieces for line in lines(piece)) + "\n"


def lines(piece: Piece) -> list[str]:
    if isinstance(piece, Line):
        return [piece.words] if piece.words else []
    return ["　".join(cell.replace("\n", "") for cell in row) for row in piece.cells]
