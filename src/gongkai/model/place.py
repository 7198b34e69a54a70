"""Where something stood in a document."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Place:
    """A position in a source document; each part is given where the file format knows it.

    Pages, lines, paragraphs, grids, rows and columns count from 1, as people do.
    ``start`` and ``end`` count characters (code points) of the decoded text from 0, ``end`` excluded.
    ``table`` is the key of the form's table (``requests``), ``grid`` the physical table of the document.
    """

    page: int | None = None
    line: int | None = None
    sheet: str | None = None
    table: str | None = None
    grid: int | None = None
    row: int | None = None
    column: int | None = None
    start: int | None = None
    end: int | None = None
    paragraph: int | None = None

    def in_table(self, table: str, column: int | None) -> Place:
        """The same position as a cell of the form's table. Written out, since every cell asks for it."""
        return Place(
            page=self.page, line=self.line, sheet=self.sheet, table=table, grid=self.grid, row=self.row,
            column=column, start=self.start, end=self.end, paragraph=self.paragraph,
        )  # fmt: skip


NOWHERE = Place()
