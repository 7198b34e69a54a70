"""A document as its file states it: paragraphs and physical tables, before anything is understood.

Nothing here is improved: a row that a converter shortened stays short. What the rows mean is for the reading.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from enum import StrEnum
from typing import TypeAlias

from gongkai.model.place import NOWHERE, Place


class Format(StrEnum):
    """The file formats that are told apart by content, never by a file's name."""

    TEXT = "text"
    MARKDOWN = "markdown"
    HTML = "html"
    DOCX = "docx"
    PDF = "pdf"
    XLSX = "xlsx"
    XLS = "xls"
    DOC = "doc"
    RTF = "rtf"
    ODT = "odt"
    ODS = "ods"
    XLSB = "xlsb"
    OFD = "ofd"
    JSON = "json"


@dataclass(frozen=True, slots=True)
class Paragraph:
    """One paragraph, or one line where the format knows no paragraphs.

    ``level`` is the heading level that the *file* gives it (Word outline level, ``<h2>``, ``##``), 0 for none.
    ``text`` is as written, without markup and outer white space; ``raw`` keeps markup where there was any.
    """

    text: str
    place: Place = NOWHERE
    level: int = 0
    raw: str = ""


@dataclass(frozen=True, slots=True)
class Slot:
    """One physical cell, at its first row and column (from 0) in the grid, with its spans."""

    row: int
    column: int
    text: str
    rowspan: int = 1
    colspan: int = 1
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Table:
    """A physical table.

    ``has_spans`` says whether the file states merged cells (DOCX, HTML, XLSX, ruled PDF). Where it is False
    (tab-separated or piped text) a merged cell may have left blanks, or nothing, and columns may drift.
    ``breaks`` are the rows (from 0) before which the table was cut by a page and joined again.
    """

    slots: tuple[Slot, ...]
    rows: int
    columns: int
    has_spans: bool
    place: Place = NOWHERE
    breaks: tuple[int, ...] = ()

    def by_row(self) -> tuple[tuple[Slot, ...], ...]:
        """The slots that start in each row, in column order."""
        lines: list[list[Slot]] = [[] for _ in range(self.rows)]
        for slot in self.slots:
            lines[slot.row].append(slot)
        return tuple(tuple(sorted(line, key=lambda slot: slot.column)) for line in lines)


Block: TypeAlias = Paragraph | Table


@dataclass(frozen=True, slots=True)
class Document:
    """What a file holds, in reading order. ``remarks`` are Chinese sentences on what opening it cost:
    undecodable bytes, hidden sheets passed over, macros ignored.
    """

    format: Format
    blocks: tuple[Block, ...]
    remarks: tuple[str, ...] = ()
    title: str | None = None
    encoding: str | None = None
    pages: int | None = None
    metadata: tuple[tuple[str, str], ...] = field(default=())

    def paragraphs(self) -> Iterator[Paragraph]:
        return (block for block in self.blocks if isinstance(block, Paragraph))

    def tables(self) -> Iterator[Table]:
        return (block for block in self.blocks if isinstance(block, Table))
