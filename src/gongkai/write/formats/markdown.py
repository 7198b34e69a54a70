"""A report as Markdown with pipe tables that keep every slot of the grid.

A merged cell stands in its first slot, the slots that it covers are empty: nothing shifts.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.model.report import Report
from gongkai.write.grid import Grid
from gongkai.write.layout import Body, Closing, Heading, Piece, Title, pieces

_MARKUP = re.compile(r"[\\`*|\[]|(?<![0-9A-Za-z])_|_(?![0-9A-Za-z])")
_ENTITY = re.compile(r"&(?=#?\w+;)")
_LINE_START = re.compile(r"(?=[#>+=-])")


def render(report: Report) -> bytes:
    """The page as UTF-8 in the pipe tables of GFM."""
    return ("\n\n".join(text for piece in pieces(report) for text in _piece(piece)) + "\n").encode()


def _piece(piece: Piece) -> Iterator[str]:
    match piece:
        case Title(text=text):
            yield f"# {_inline(text)}"
        case Heading(text=text):
            yield f"## {_inline(text)}"
        case Body(text=text):
            yield _line(text)
        case Grid():
            yield "\n".join(_rows(piece))
        case Closing(lines=lines):
            yield from map(_line, lines)


def _line(text: str) -> str:
    return _LINE_START.sub(r"\\", _inline(text), count=1) if text[:1] in "#>+=-" else _inline(text)


def _inline(text: str) -> str:
    """The text with whatever Markdown would take for markup escaped, on one line."""
    plain = _MARKUP.sub(r"\\\g<0>", " ".join(text.split("\t")))
    return _ENTITY.sub("&amp;", plain).replace("<", "&lt;")


def _rows(grid: Grid) -> Iterator[str]:
    for number, row in enumerate(grid.rows):
        slots = [""] * grid.columns
        for printed in row:
            slots[printed.column] = _inline(" ".join(printed.text.split()))
        yield f"| {' | '.join(slots)} |"
        if number == 0:
            yield "|" + " --- |" * grid.columns
