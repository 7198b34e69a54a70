"""Born-digital PDF: ruled tables that break over pages, tables with horizontal rules only, and Typst's."""

from __future__ import annotations

import io
import json
from functools import cache
from importlib import resources
from random import Random
from typing import Any

from tests.generated.draft import Box, Draft, Grid, Text
from tests.generated.render import layout


@layout("pdf", "pdf")
def ruled(draft: Draft, rng: Random) -> bytes:
    return _by_reportlab(draft, rng, vertical=True)


@layout("pdf-horizontal", "pdf")
def horizontal(draft: Draft, rng: Random) -> bytes:
    return _by_reportlab(draft, rng, vertical=False)


def _by_reportlab(draft: Draft, rng: Random, *, vertical: bool) -> bytes:
    from reportlab.lib.pagesizes import A4, landscape
    from reportlab.lib.styles import ParagraphStyle
    from reportlab.pdfbase import pdfmetrics
    from reportlab.pdfbase.cidfonts import UnicodeCIDFont
    from reportlab.platypus import Paragraph, SimpleDocTemplate

    pdfmetrics.registerFont(UnicodeCIDFont("STSong-Light"))
    size = rng.choice([7, 8])
    style = ParagraphStyle("song", fontName="STSong-Light", fontSize=11, leading=16, wordWrap="CJK")
    small = ParagraphStyle("small", parent=style, fontSize=size, leading=size + 3)
    story: list[Any] = []
    for piece in draft.pieces:
        if isinstance(piece, Text):
            story.append(Paragraph(_escaped(piece.text) or " ", style))
        else:
            story.append(_table(piece, small, rng, vertical=vertical))
    stream = io.BytesIO()
    page = A4 if rng.random() < 0.7 else landscape(A4)
    template = SimpleDocTemplate(
        stream, pagesize=page, leftMargin=50, rightMargin=50, topMargin=60, bottomMargin=60, invariant=1
    )

    def furniture(canvas: Any, document: Any) -> None:
        canvas.setFont("STSong-Light", 9)
        canvas.drawCentredString(page[0] / 2, 30, f"— {document.page} —")

    template.build(story, onFirstPage=furniture, onLaterPages=furniture)
    return stream.getvalue()


def _table(grid: Grid, style: Any, rng: Random, *, vertical: bool) -> Any:
    from reportlab.platypus import Paragraph, Table

    slots: list[list[Any]] = [[""] * grid.width for _ in grid.rows]
    look: list[Any] = []
    for at, row in enumerate(grid.rows):
        for box in row:
            slots[at][box.column] = Paragraph(_escaped(box.text), style)
            look += _drawn(at, box, vertical=vertical)
    wide = [60, 60, 105] if grid.labels == 3 else [120] if grid.labels else []
    rest = 495 - sum(wide)
    widths = [*wide, *[rest / (grid.width - len(wide))] * (grid.width - len(wide))]
    look += [
        ("FONT", (0, 0), (-1, -1), "STSong-Light", 8),
        ("VALIGN", (0, 0), (-1, -1), "MIDDLE"),
        ("LEFTPADDING", (0, 0), (-1, -1), 3),
        ("RIGHTPADDING", (0, 0), (-1, -1), 3),
    ]
    return Table(slots, colWidths=widths, style=look, splitInRow=0)


def _drawn(at: int, box: Box, *, vertical: bool) -> list[Any]:
    """The lines around a merged cell. A real SPAN over rows would keep the table from breaking over pages."""
    left, right, bottom = box.column, box.column + box.colspan - 1, at + box.rowspan - 1
    spans: list[Any] = (
        [("SPAN", (left, row), (right, row)) for row in range(at, bottom + 1)] if right > left else []
    )
    lines: list[Any] = [
        ("LINEABOVE", (left, at), (right, at), 0.5, "black"),
        ("LINEBELOW", (left, bottom), (right, bottom), 0.5, "black"),
    ]
    if vertical:
        lines += [
            ("LINEBEFORE", (left, at), (left, bottom), 0.5, "black"),
            ("LINEAFTER", (right, at), (right, bottom), 0.5, "black"),
        ]
    return spans + lines


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\f", "")


# Those that gongkai ships; the machine's for characters that they leave out
_FONTS = ["Gongkai Song", "Noto Serif CJK SC", "Noto Sans CJK SC"]
_TYPST = """
#let draft = json(bytes(sys.inputs.draft))
#set page(paper: "a4", margin: 2cm, numbering: "— 1 —")
#set text(font: draft.fonts, size: 9pt, lang: "zh")
#for piece in draft.pieces {
  if piece.table {
    table(columns: piece.columns.map(w => w * 1fr), inset: 3pt, stroke: 0.5pt, align: center + horizon,
      ..piece.cells.map(c => table.cell(x: c.x, y: c.y, rowspan: c.rowspan, colspan: c.colspan, c.text)))
  } else { par(piece.text) }
}
"""


@cache
def _fonts() -> Any:
    import typst

    return typst.Fonts(font_paths=[str(resources.files("gongkai").joinpath("write", "fonts"))])


@layout("pdf-typst", "pdf")
def typst(draft: Draft, rng: Random) -> bytes:
    import typst as compiler

    return bytes(
        compiler.compile(
            _TYPST.encode(),
            format="pdf",
            font_paths=_fonts(),
            timestamp=0,
            sys_inputs={
                "draft": json.dumps(
                    {
                        "fonts": _FONTS,
                        "pieces": [_as_json(piece) for piece in draft.pieces],
                    }
                )
            },
        )
    )


def _as_json(piece: Text | Grid) -> dict[str, Any]:
    if isinstance(piece, Text):
        return {"table": False, "text": piece.text}
    widths = [2.0, 2.0, 4.0, *[1.4] * (piece.width - 3)] if piece.labels == 3 else [1.0] * piece.width
    cells = [
        {"x": box.column, "y": at, "rowspan": box.rowspan, "colspan": box.colspan, "text": box.text}
        for at, row in enumerate(piece.rows)
        for box in row
    ]
    return {"table": True, "columns": widths, "cells": cells}
