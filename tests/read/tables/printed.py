"""Tables as tests write them: a row is its figures in order, ``·`` a blank cell, and what is read looks the same.

``?`` is a cell that is withheld, ``!`` one that the document does not have.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias

from gongkai.law.forms import Leaf, forms, leaves
from gongkai.model.cell import Amount, Blank, Cell, Count, Missing
from gongkai.model.report import Report
from gongkai.read.opening import read_document
from gongkai.read.report import read_report

Rows: TypeAlias = Mapping[str, str]

TABLE = forms()["2021"].table("requests")
LEAVES = leaves(TABLE.blocks[0].rows)
COLUMNS = [leaf.key for leaf in leaves(TABLE.blocks[0].columns)]
NOUGHT = "0 0 0 0 0 0 0"
YEAR = {
    "new_received": "5 3 0 0 0 0 8",
    "carried_in": "1 0 0 0 0 0 1",
    "granted": "3 1 0 0 0 0 4",
    "denied.state_secret": "0 1 0 0 0 0 1",
    "unable.not_held": "2 1 0 0 0 0 3",
    "total": "5 3 0 0 0 0 8",
    "carried_out": "1 0 0 0 0 0 1",
}  # 5 + 1 = 5 + 1, 3 + 0 = 3 + 0, and 8 = 4 + 1 + 3
HEADS = (
    "（本列数据的勾稽关系为：第一项加第二项之和，等于第三项加第四项之和）\t\t\t申请人情况\t\t\t\t\t\t",
    "\t\t\t自然人\t法人或其他组织\t\t\t\t\t总计",
    "\t\t\t\t商业企业\t科研机构\t社会公益组织\t法律服务机构\t其他\t",
)
REMEDY_HEADS = (
    "行政复议\t\t\t\t\t行政诉讼",
    "结果维持\t结果纠正\t其他结果\t尚未审结\t总计\t未经复议直接起诉\t\t\t\t\t复议后起诉\t\t\t\t",
    "\t\t\t\t\t" + "\t".join(["结果维持\t结果纠正\t其他结果\t尚未审结\t总计"] * 2),
)


def year(**changed: str) -> dict[str, str]:
    """All rows of a year that balances, with some changed (``denied__state_secret`` for a dotted key)."""
    rows = {leaf.key: YEAR.get(leaf.key, NOUGHT) for leaf in LEAVES}
    return rows | {key.replace("__", "."): figures for key, figures in changed.items()}


def tabs(rows: Rows) -> str:
    """Rows of cells with three columns of labels, as a converter saves them: every cell is there."""
    return "\n".join(
        (*HEADS, *("\t".join((*labels, *cells(rows[leaf.key]))) for leaf, labels in _labelled()))
    )


def spaces(rows: Rows) -> str:
    """Everything apart by one space: blank cells leave no trace."""
    heads = (" ".join(line.split()) for line in HEADS)
    lines = (
        " ".join((*filter(None, labels), *rows[leaf.key].replace("·", "").split()))
        for leaf, labels in _labelled()
    )
    return "\n".join((*heads, *lines))


def glued(rows: Rows) -> str:
    """Nothing stands between labels and figures, nor between figures."""
    return spaces(rows).replace(" ", "")


def remedies(figures: str, apart: str = "\t") -> str:
    heads = (apart.join(line.split("\t") if apart == "\t" else line.split()) for line in REMEDY_HEADS)
    return "\n".join(
        (*heads, apart.join(cells(figures) if apart == "\t" else figures.replace("·", "").split()))
    )


def cells(figures: str) -> list[str]:
    return ["" if figure == "·" else figure for figure in figures.split()]


def _labelled() -> Iterator[tuple[Leaf, tuple[str, str, str]]]:
    """Each row with its three label cells; a merged group label stands in its first row only."""
    said: set[tuple[str, ...]] = set()
    for leaf in LEAVES:
        shown = []
        for level in range(3):
            path = leaf.labels[: level + 1]
            shown.append(leaf.labels[level] if level < len(leaf.labels) and path not in said else "")
            said.add(path)
        yield leaf, (shown[0], shown[1], shown[2])


def read(*parts: str) -> Report:
    """The report in a text of these parts, each below the last."""
    return read_report(read_document("\n".join(parts).encode(), name="报告.txt"))


def row(report: Report, key: str, table: str = "requests") -> str:
    """A row of what was read, as tests write it."""
    start = f"{table}.{key}."
    own = {
        cell_id.removeprefix(start): cell
        for cell_id, cell in report.cells.items()
        if cell_id.startswith(start)
    }
    return " ".join(shown(cell) for column, cell in own.items() if "." not in column)


def rows(report: Report) -> dict[str, str]:
    return {leaf.key: row(report, leaf.key) for leaf in LEAVES}


def shown(cell: Cell) -> str:
    match cell:
        case Count() | Amount():
            return str(cell.value)
        case Blank():
            return "·"
        case Missing():
            return "!"
        case _:
            return "?"


def kinds(report: Report) -> set[str]:
    return {damage.kind for damage in report.damage}
