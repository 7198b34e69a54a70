"""A report as PDF, set by Typst with the fonts that are shipped: it shows Chinese on a machine without any.

The text goes to the template as JSON, never as source. The same report gives the same bytes.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from functools import cache
from pathlib import Path
from typing import Any

from gongkai.model.report import Report
from gongkai.write import measures
from gongkai.write.grid import Grid
from gongkai.write.layout import Body, Closing, Heading, Piece, Title, pieces, title_lines, title_of

_HOME = Path(__file__).parent.parent
_SHIPPED = _HOME / "fonts"
_LONG_AGO = datetime(2000, 1, 1, tzinfo=UTC)

# For each part of the page the office's own fonts in order of preference, then the shipped one.
_FACES = {
    "body": (
        "FangSong_GB2312",
        "FangSong",
        "FZFangSong-Z02S",
        "FZFangSong-Z02",
        "STFangsong",
        "Zhuque Fangsong (technical preview)",
        "Gongkai Song",
    ),
    "title": ("FZXiaoBiaoSong-B05S", "FZXiaoBiaoSong-B05", "Gongkai Song"),
    "hei": ("SimHei", "FZHei-B01S", "STHeiti", "Gongkai Hei"),
    "kai": ("KaiTi_GB2312", "KaiTi", "FZKai-Z03S", "STKaiti", "Gongkai Kai"),
    "song": ("SimSun", "FZShuSong-Z01S", "STSong", "Gongkai Song"),
}
_LAST = "Gongkai Song"  # has every character that we ship
_OURS = "Gongkai "
_NO_FACE = (
    "字体文件夹里没有找到仿宋、小标宋、黑体、楷体或宋体，PDF 用的是自带的字体。请检查 --fonts 后面的文件夹。"
)


@dataclass(frozen=True, slots=True)
class Typeset:
    """The PDF, and Chinese sentences on what could not be set."""

    data: bytes
    remarks: tuple[str, ...]


class NoFonts(ValueError):
    """The folder with the office's own fonts cannot be used."""


def render(report: Report, *, fonts: Path | None = None) -> bytes:
    """The bytes of the PDF alone. Arguments and errors are those of :func:`typeset`."""
    return typeset(report, fonts=fonts).data


def typeset(report: Report, *, fonts: Path | None = None) -> Typeset:
    """Set the report. ``fonts`` is a folder with the office's own fonts (仿宋_GB2312, 小标宋…), used before ours.

    Raises :class:`NoFonts` where that folder does not exist.
    """
    if fonts is not None and not fonts.is_dir():
        raise NoFonts(f"字体文件夹不存在：{fonts}。请写存放 .ttf、.otf 字体文件的文件夹。")
    compiler, families = _compiler(fonts)
    chosen = {part: _choose(names, families) for part, names in _FACES.items()}
    found = list(pieces(report))
    inputs = {
        "title": title_of(report) or "政府信息公开工作年度报告",
        "author": report.agency or "",
        "margins": measures.MARGINS,
        "fonts": {**chosen, "bold_title": chosen["title"][0] == _LAST},
        "pieces": [_piece(piece, found[number + 1 :]) for number, piece in enumerate(found)],
    }
    remarks = _remarks(_everything(found), fonts)
    unused = fonts is not None and all(names[0].startswith(_OURS) for names in chosen.values())
    data = compiler.compile(
        format="pdf",
        sys_inputs={"report": json.dumps(inputs, ensure_ascii=False)},
        timestamp=_stamp(report),
        # PDF/UA wants a drawing for every character; without it the text is still tagged, and can be copied
        pdf_standards=[] if remarks else ["ua-1"],
    )
    return Typeset(data, (*remarks, _NO_FACE) if unused else remarks)


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


# --- fonts ------------------------------------------------------------------------------------------------------


@cache
def _compiler(fonts: Path | None) -> tuple[Any, frozenset[str]]:
    """A compiler that has read the fonts, and the families that it found. Kept: reading fonts takes longest."""
    import typst

    folders = [folder for folder in (fonts, _SHIPPED) if folder is not None]
    book = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=folders)
    template = _HOME / "templates" / "report.typ"
    compiler = typst.Compiler(template, root=template.parent, font_paths=book, ignore_system_fonts=True)
    return compiler, frozenset(book.families())


def _choose(names: Iterable[str], families: frozenset[str]) -> list[str]:
    """The first font that is there, and behind it those that are shipped."""
    theirs = {family.lower(): family for family in families}
    found = [theirs[name.lower()] for name in names if name.lower() in theirs]
    return list(dict.fromkeys([found[0], found[-1], _LAST]))


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


def _remarks(text: str, fonts: Path | None) -> tuple[str, ...]:
    absent = {
        character for character in text if ord(character) not in _covered(_SHIPPED, _LAST.replace(" ", ""))
    }
    if absent and fonts is not None:
        absent = {character for character in absent if ord(character) not in _covered(fonts, "")}
    if not absent:
        return ()
    shown = "、".join(f"{character}（U+{ord(character):04X}）" for character in sorted(absent))
    return (f"字体里没有这些字，PDF 里显示为空框：{shown}。请用 --fonts 指定含有这些字的字体文件夹。",)


@cache
def _covered(folder: Path, name: str) -> frozenset[int]:
    """The characters that the fonts of a folder have between them; ``name`` begins the names of those asked."""
    found: set[int] = set()
    for path in sorted(folder.rglob(f"{name}*")):
        if path.suffix.lower() in {".ttf", ".otf", ".ttc", ".otc"}:
            found |= _characters(path)
    return frozenset(found)


def _characters(path: Path) -> frozenset[int]:
    """None where the file is no font, which the compiler then passes over as well."""
    from fontTools.ttLib import TTFont, TTLibError

    try:
        # the faces of a collection share their characters
        with path.open("rb") as file, TTFont(file, fontNumber=0, lazy=True) as face:
            return frozenset(face.getBestCmap() or ())
    except TTLibError:
        return frozenset()
