"""The documents that are measured: generated reports, written once into a folder that is thrown away."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from gongkai.law.forms import CellForm, forms
from tests.generated import case

Row = tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """One generated file. ``rows`` are the figures that each row of its tables prints, left to right."""

    path: Path
    data: bytes
    rows: tuple[Row, ...]


def documents(folder: Path, layout: str, count: int) -> list[Document]:
    """The first ``count`` documents of a layout, undamaged, the same in every run."""
    return [_write(folder, case.make(layout, case.NONE, seed)) for seed in range(count)]


def paths(folder: Path, layouts: Sequence[str], count: int) -> Iterator[Path]:
    """As many different files, the layouts in turn, each written when it is asked for."""
    for seed in range(count):
        yield _write(folder, case.make(layouts[seed % len(layouts)], case.NONE, seed)).path


def _write(folder: Path, made: case.Case) -> Document:
    path = folder / made.name
    path.write_bytes(made.data)
    return Document(path, made.data, tuple(_rows(made)))


def _rows(made: case.Case) -> Iterator[Row]:
    rows: dict[tuple[str, ...], list[str]] = {}
    for cell_id, value in made.cells.items():
        cell = _cell(cell_id)
        if cell and value is not None:
            rows.setdefault((cell_id.partition(".")[0], *cell.row.keys), []).append(str(value))
    yield from map(tuple, rows.values())


def _cell(cell_id: str) -> CellForm | None:
    return next((form.cells[cell_id] for form in forms().values() if cell_id in form.cells), None)
