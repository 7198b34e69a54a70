"""A report as PDF, set by Typst with the fonts that are shipped: it shows Chinese on a machine without any.

The text goes to the template as JSON, never as source. The same report gives the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from gongkai.model.report import Report
from gongkai.write import faces, measures
from gongkai.write.faces import NoFonts
from gongkai.write.grid import Grid
from gongkai.write.layout import Body, Closing, Heading, Piece, Title, pieces, title_lines, title_of

__all__ = ["NoFonts", "Typeset", "render", "typeset"]

_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Typeset:
    """The PDF, and Chinese sentences on what could not be set."""

    data: bytes
    remarks: tuple[str, ...]


def render(report: Report, *, fonts: Path | None = None) -> bytes:
    """The bytes of the PDF alone. Arguments and errors are those of :func:`typeset`."""
    return typeset(report, fonts=fonts).data


def typeset(report: Report, *, fonts: Path | None = None) -> Typeset:
    """Set the report. ``fonts`` is a folder with the office's own fonts (仿宋_GB2312, 小标宋…), used before ours.

    Raises :class:`NoFonts` where that folder does not exist.
    """
    compiler, chosen = faces.compiler("report.typ", fonts)
    found = list(pieces(report))
    inputs = {
        "title": title_of(report) or "政府信息公开工作年度报告",
        "author": report.agency or "",
        "margins": measures.MARGINS,
        "fonts": {**chosen, "bold_title": faces.is_bold(chosen)},
        "pieces": [_piece(piece, found[number + 1 :]) for number, piece in enumerate(found)],
    }
    remarks, is_whole = faces.remarks(_everything(found), chosen, fonts)
    data = compiler.compile(
        format="pdf",
        sys_inputs={"report": json.dumps(inputs, ensure_ascii=False)},
        timestamp=_stamp(report),
        # PDF/UA wants a drawing for every character; without it the text is still tagged, and can be copied
        pdf_standards=["ua-1"] if is_whole else [],
    )
    return Typeset(data, remarks)


def _piece(piece: Piece, after: Sequence[Piece]) -> dict[str, Any]:
    match piece:
        case Title(text=text):
            return {"kind": "title", "lines": title_lines(text)}
        case Heading(text=text):
            return {"kind": "heading", "text": text}
        case Body(text=text, lead=lead):
            # a sub-heading stays with its text, and the signature with the last words
            sticky = lead == len(text) or isinstance(next(iter(after), None), Closing)
            return {"kind": "body", "lead": text[:lead], "rest": text[lead:], "sticky": sticky}
        case Grid():
            return _grid(piece)
        case Closing(lines=lines):
            indents = measures.right_indents(lines)
            last = len(lines) - 1
            rows = zip(lines, indents, strict=True)
            marked = [
                {"text": line, "indent": right, "sticky": n < last} for n, (line, right) in enumerate(rows)
            ]
            return {"kind": "closing", "lines": marked}


def _grid(grid: Grid) -> dict[str, Any]:
    cells = [
        {
            "x": printed.column,
            "y": printed.row,
            "rowspan": printed.rowspan,
            "colspan": printed.colspan,
            "text": printed.text,
            "item": measures.is_item(printed),
        }
        for printed in grid.printed()
    ]
    return {"kind": "grid", "widths": measures.widths(grid), "head": grid.header_rows, "cells": cells}


def _stamp(report: Report) -> datetime:
    day = report.signoff.date if report.signoff else None
    return datetime(day.year, day.month, day.day, tzinfo=UTC) if day else _LONG_AGO


def _everything(found: Iterable[Piece]) -> str:
    """All characters that are set."""
    texts = []
    for piece in found:
        match piece:
            case Grid():
                texts += [printed.text for printed in piece.printed()]
            case Closing(lines=lines):
                texts += lines
            case _:
                texts.append(piece.text)
    return "".join(texts)
