"""Cells of Word tables: where one goes on from above or from the left, and where their widths know better."""

from __future__ import annotations

from dataclasses import dataclass

from gongkai.read.formats.grid import Part


@dataclass(slots=True)
class Cell:
    """A cell as the file states it: the grid columns it takes, and whether it goes on from above or the left."""

    start: int
    span: int
    width: int
    goes_down: bool
    is_continued: bool
    parts: tuple[Part, ...]
    rowspan: int = 1


def joined_right(cells: list[Cell]) -> list[Cell]:
    """Cells merged the old way (hMerge) become one cell of their joint width."""
    joined: list[Cell] = []
    for cell in cells:
        if cell.is_continued and joined:
            joined[-1].span += cell.span
            joined[-1].width += cell.width
            joined[-1].parts += cell.parts
        else:
            cell.is_continued = False
            joined.append(cell)
    return joined


def trust_widths(rows: list[list[Cell]]) -> None:
    """Where the stated spans give rows of different widths and the cells' own widths agree, the widths are right.

    WPS writes such spans. Edges within 1 mm are one edge.
    """
    if len({row[-1].start + row[-1].span for row in rows if row}) < 2:
        return
    if any(cell.width == 0 for row in rows for cell in row):
        return
    ends = [sum(cell.width for cell in row) for row in rows if row]
    if max(ends) - min(ends) > 60:
        return
    edges = _edges(rows)
    for row in rows:
        at = 0
        for cell in row:
            cell.start = edges[at]
            at += cell.width
            cell.span = max(1, edges[at] - cell.start)


def _edges(rows: list[list[Cell]]) -> dict[int, int]:
    met = {0}
    for row in rows:
        at = 0
        for cell in row:
            at += cell.width
            met.add(at)
    numbers: dict[int, int] = {}
    last, number = 0, 0
    for edge in sorted(met):
        if edge - last > 57:
            number += 1
            last = edge
        numbers[edge] = number
    return numbers


def join_down(rows: list[list[Cell]]) -> int:
    """Continued cells lengthen the cell above in the same grid columns; without one they stand for themselves.

    What is left in a continued cell does not show; the answer is how many hold something.
    """
    covered = 0
    above: dict[tuple[int, int], Cell] = {}
    for row in rows:
        here: dict[tuple[int, int], Cell] = {}
        for cell in row:
            key = (cell.start, cell.span)
            origin = above.get(key) if cell.goes_down else None
            if origin is not None:
                origin.rowspan += 1
                covered += bool(cell.parts)
                cell.is_continued = True
            here[key] = origin or cell
        above = here
    return covered
