"""A letter as PDF, set by Typst with the fonts that are shipped: the words of the Word file, in the same order.

Of an office's template the words of the text and their order are carried, not its fonts, pictures, text boxes and
heads of pages; a remark says so where there are any. The same letter and template give the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from gongkai.model.letter import Letter
from gongkai.write import faces, measures
from gongkai.write.layout import clean
from gongkai.write.letters.pieces import Line, Piece, Table
from gongkai.write.letters.shape import signature_indents
from gongkai.write.letters.templates import filled

_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Typeset:
    """The PDF, and Chinese sentences on what could not be set or carried."""

    data: bytes
    remarks: tuple[str, ...]


def render(letter: Letter, *, templates: Path | None = None, fonts: Path | None = None) -> bytes:
    """The bytes of the PDF alone. Arguments and errors are those of :func:`typeset`."""
    return typeset(letter, templates=templates, fonts=fonts).data


def typeset(letter: Letter, *, templates: Path | None = None, fonts: Path | None = None) -> Typeset:
    """Set the letter. ``fonts`` is a folder with the office's own fonts, used before ours.

    Raises :class:`~gongkai.write.letters.package.BadTemplate` and :class:`~gongkai.write.faces.NoFonts`.
    """
    compiler, chosen = faces.compiler("letter.typ", fonts)
    laid = filled(letter, templates)
    inputs = {
        "title": clean(letter.title),
        "author": clean(letter.organ),
        "margins": measures.MARGINS,
        "fonts": {**chosen, "bold_title": faces.is_bold(chosen)},
        "has_head": any(isinstance(piece, Line) and piece.place == "head" for piece in laid.pieces),
        "pieces": list(_pieces(laid.pieces)),
    }
    remarks, is_whole = faces.remarks(_everything(laid.pieces), chosen, fonts)
    data = compiler.compile(
        format="pdf",
        sys_inputs={"letter": json.dumps(inputs, ensure_ascii=False)},
        timestamp=_stamp(letter),
        pdf_standards=["ua-1"] if is_whole else [],
    )
    return Typeset(data, (*laid.remarks, *remarks))


def _pieces(pieces: tuple[Piece, ...]) -> Iterator[dict[str, Any]]:
    """Organ and date become one block; what stands before it and before attachments stays with it."""
    for number, piece in enumerate(pieces):
        after = pieces[number + 1] if number + 1 < len(pieces) else None
        before = pieces[number - 1] if number else None
        if isinstance(piece, Table):
            yield {"kind": "table", "widths": _widths(piece), "cells": piece.cells}
        elif piece.place == "organ" and isinstance(after, Line) and after.place == "day":
            yield _signature(
                piece, after, below_table=isinstance(before, Table), is_last=number + 2 == len(pieces)
            )
        elif not (piece.place == "day" and isinstance(before, Line) and before.place == "organ"):
            yield _line(piece, before, after)


def _line(line: Line, before: Piece | None, after: Piece | None) -> dict[str, Any]:
    match line.place:
        case "head":
            return {"kind": "head", "text": line.words, "width": max(1.0, measures.width_of(line.words))}
        case "title":
            return {"kind": "title", "lines": line.text.split("\n")}
        case "attachment":
            is_first = not (isinstance(before, Line) and before.place == "attachment")
            return {"kind": "attachment", "text": line.words, "is_first": is_first}
        case "body" | "note" | "left":
            stays = isinstance(after, Line) and after.place in {"organ", "attachment", "note"}
            return {"kind": "body", "text": line.words, "sticky": stays, "small": isinstance(before, Table)}
        case "organ" | "day":
            return {"kind": "right", "text": line.words}
        case _:
            return {"kind": line.place, "text": line.words}


def _signature(organ: Line, day: Line, *, below_table: bool, is_last: bool) -> dict[str, Any]:
    words = (organ.words, day.words)
    lines = [
        {"text": text, "indent": indent}
        for text, indent in zip(words, signature_indents(*words), strict=True)
    ]
    return {"kind": "signature", "lines": lines, "below_table": below_table, "sticky": not is_last}


def _widths(table: Table) -> list[float]:
    columns = max(map(len, table.cells), default=1)
    return [0.38, 0.62] if columns == 2 else [1 / columns] * columns


def _everything(pieces: tuple[Piece, ...]) -> str:
    """All characters that are set."""
    return "".join(
        piece.words if isinstance(piece, Line) else "".join("".join(row) for row in piece.cells)
        for piece in pieces
    ).replace("\n", "")


def _stamp(letter: Letter) -> datetime:
    return (
        datetime(letter.day.year, letter.day.month, letter.day.day, tzinfo=UTC) if letter.day else _LONG_AGO
    )
