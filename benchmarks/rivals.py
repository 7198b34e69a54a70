"""Other ways to get at the figures of the three tables: grids of cells, with no idea of what they mean."""

from __future__ import annotations

import io
import re
import shutil
import subprocess
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from benchmarks.documents import Document

Grid: TypeAlias = Sequence[Sequence[object]]
_FIGURE = re.compile(r"-?\d+(\.\d+)?")


@dataclass(frozen=True, slots=True)
class Rival:
    """A way to the grids. ``needs`` is a program that has to be on the path."""

    name: str
    layouts: tuple[str, ...]
    grids: Callable[[Document], Iterable[Grid]]
    needs: str | None = None

    @property
    def is_here(self) -> bool:
        return self.needs is None or shutil.which(self.needs) is not None


def found(rival: Rival, documents: Sequence[Document]) -> float:
    """The share of printed rows whose figures stand together in one row of the grids."""
    every = kept = 0
    for document in documents:
        printed = {_figures(row) for grid in rival.grids(document) for row in grid}
        every += len(document.rows)
        kept += sum(any(_holds(row, _figures(wanted)) for row in printed) for wanted in document.rows)
    return kept / every


def _figures(row: Iterable[object]) -> tuple[Decimal, ...]:
    return tuple(Decimal(text).normalize() for cell in row if _FIGURE.fullmatch(text := str(cell).strip()))


def _holds(row: Sequence[Decimal], wanted: Sequence[Decimal]) -> bool:
    return any(row[at : at + len(wanted)] == wanted for at in range(len(row) - len(wanted) + 1))


def _pandas_html(document: Document) -> list[Grid]:
    return _tables_of(document.data.decode())


def _pandoc(reader: str) -> Callable[[Document], list[Grid]]:
    def grids(document: Document) -> list[Grid]:
        command = ["pandoc", f"--from={reader}", "--to=html", str(document.path)]
        return _tables_of(subprocess.run(command, check=True, capture_output=True).stdout.decode())

    return grids


def _tables_of(html: str) -> list[Grid]:
    import pandas as pd

    if "<table" not in html:
        return []  # pandas calls that an error
    return [table.to_numpy().tolist() for table in pd.read_html(io.StringIO(html), flavor="lxml")]


def _pandas_xlsx(document: Document) -> list[Grid]:
    import pandas as pd

    sheets = pd.read_excel(document.path, sheet_name=None, header=None, engine="openpyxl")
    return [sheet.to_numpy().tolist() for sheet in sheets.values()]


def _python_docx(document: Document) -> list[Grid]:
    import docx

    tables = docx.Document(str(document.path)).tables
    return [[[cell.text for cell in row.cells] for row in table.rows] for table in tables]


def _pdfplumber(document: Document) -> list[Grid]:
    import pdfplumber

    with pdfplumber.open(document.path) as pages:
        return [table for page in pages.pages for table in page.extract_tables()]


RIVALS = (
    Rival("pandas", ("html", "html-site"), _pandas_html),
    Rival("pandoc + pandas", ("html",), _pandoc("html"), needs="pandoc"),
    Rival("pandoc + pandas", ("pipes",), _pandoc("gfm"), needs="pandoc"),
    Rival("pandoc + pandas", ("docx", "docx-python"), _pandoc("docx"), needs="pandoc"),
    Rival("python-docx", ("docx", "docx-python"), _python_docx),
    Rival("pdfplumber", ("pdf", "pdf-typst"), _pdfplumber),
    Rival("pandas + openpyxl", ("xlsx",), _pandas_xlsx),
)
LEFT_OUT = (
    "pandoc reads no PDF and sees no table in text whose columns are tabs; "
    "none of these routes says which row of the form a figure belongs to, none checks anything."
)
