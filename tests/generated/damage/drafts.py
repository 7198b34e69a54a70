"""Damages of labels and figures that any file format can carry."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import replace
from random import Random

from gongkai.law.forms import Line, forms
from tests.generated.damage import ON_DRAFT, DraftDamage
from tests.generated.draft import Box, Draft, Grid, Piece, Text, lay_out
from tests.generated.truth import random_truth

_MISREAD = {
    "按": "接",
    "未": "末",
    "己": "已",
    "已": "己",
    "申": "电",
    "密": "蜜",
    "补": "朴",
    "理": "埋",
    "无": "元",
    "规": "现",
    "收": "攸",
    "本": "木",
    "究": "穷",
    "类": "粪",
    "访": "防",
    "举": "辈",
    "项": "顶",
    "机": "札",
    "请": "清",
}


def _damage(name: str) -> Callable[[DraftDamage], DraftDamage]:
    def register(function: DraftDamage) -> DraftDamage:
        ON_DRAFT[name] = function
        return function

    return register


def _labels(draft: Draft, change: Callable[[str], str]) -> Draft:
    def box(box: Box) -> Box:
        return replace(box, text=change(box.text)) if box.kind in {"label", "head"} else box

    return draft.map(lambda grid: grid.map(box))


def _figures(draft: Draft, change: Callable[[Box], str]) -> Draft:
    def box(box: Box) -> Box:
        return replace(box, text=change(box)) if box.id and draft.value(box.id) is not None else box

    return draft.map(lambda grid: grid.map(box))


@_damage("label-variants")
def label_variants(draft: Draft, rng: Random) -> Draft:
    """The wordings that the forms list as found in real reports."""
    known = _variants()
    return _labels(draft, lambda label: rng.choice((label, *known.get(label, ()))))


@_damage("label-punctuation")
def label_punctuation(draft: Draft, rng: Random) -> Draft:
    kind = rng.randrange(3)
    if kind == 0:
        table = str.maketrans("（）：，“”", '():,""')
        return _labels(draft, lambda label: label.translate(table))
    if kind == 1:
        return _labels(draft, lambda label: label.replace(".", "．").replace("、", "，", 1))
    return _labels(draft, lambda label: label.replace(".", ". ").replace("，", "， ").replace("）", "） "))


@_damage("label-numbering")
def label_numbering(draft: Draft, rng: Random) -> Draft:
    """Another way of numbering the rows, or none at all; 其他 alone may then be withheld."""
    kind = rng.choice(["none", "（{}）", "{}、", "{}．", "circled"])

    def change(label: str) -> str:
        if not re.match(r"[1-8]\.", label):
            return label
        number, rest = label[0], label[2:]
        if kind == "none":
            return rest
        return ("①②③④⑤⑥⑦⑧"[int(number) - 1] if kind == "circled" else kind.format(number)) + rest

    return replace(_labels(draft, change), weak=draft.weak | {i for i in draft.cells if ".other.misc." in i})


@_damage("columns-reordered")
def columns_reordered(draft: Draft, rng: Random) -> Draft:
    """The organ's own order of columns, with its heads: 总计 first, or two kinds of applicants exchanged.

    A reader that goes by the form's order is silently wrong; one that looks at the heads may still hesitate.
    """
    order = [9, 3, 4, 5, 6, 7, 8] if rng.random() < 0.5 else [3, 5, 4, 6, 7, 8, 9]
    place = {column: 3 + n for n, column in enumerate(order)}

    def moved(row: tuple[Box, ...]) -> tuple[Box, ...]:
        boxes = (replace(box, column=_new_column(box, place)) for box in row)
        return tuple(sorted(boxes, key=lambda box: box.column))

    def change(grid: Grid) -> Grid:
        return replace(grid, rows=tuple(map(moved, grid.rows))) if grid.key == "requests" else grid

    return replace(draft.map(change), exact=False)


def _new_column(box: Box, place: dict[int, int]) -> int:
    return (
        min((place[c] for c in range(box.column, box.column + box.colspan)), default=0)
        if box.column > 2
        else box.column
    )


@_damage("void-lines")
def void_lines(draft: Draft, rng: Random) -> Draft:
    """Empty columns and rows that a spreadsheet or a word processor left in the grid."""

    def change(grid: Grid) -> Grid:
        at = rng.choice([0, grid.width])
        rows = [
            (
                *[Box("", "void", 0)][: at == 0],
                *(replace(b, column=b.column + (at == 0)) for b in row),
                *[Box("", "void", grid.width)][: at > 0],
            )
            for row in grid.rows
        ]
        empty = tuple(Box("", "void", column) for column in range(grid.width + 1))
        rows.insert(rng.choice([0, len(rows)]), empty)
        return replace(grid, rows=tuple(rows), width=grid.width + 1)

    return draft.map(change)


@_damage("label-spaced")
def label_spaced(draft: Draft, rng: Random) -> Draft:
    gap = rng.choice([" ", "　", " "])
    return _labels(draft, lambda label: gap.join(label) if rng.random() < 0.7 else label)


@_damage("label-misread")
def label_misread(draft: Draft, rng: Random) -> Draft:
    """An OCR's misreadings: at most one character in five of a label."""

    def change(label: str) -> str:
        spots = [n for n, char in enumerate(label) if char in _MISREAD]
        for n in rng.sample(spots, min(len(spots), max(1, len(label) // 6))) if len(label) > 4 else ():
            label = label[:n] + _MISREAD[label[n]] + label[n + 1 :]
        return label

    return _labels(draft, lambda label: change(label) if rng.random() < 0.5 else label)


@_damage("fullwidth-digits")
def fullwidth_digits(draft: Draft, rng: Random) -> Draft:
    table = str.maketrans("0123456789.-", "０１２３４５６７８９．－")
    return _figures(draft, lambda box: box.text.translate(table) if rng.random() < 0.8 else box.text)


@_damage("thousands-separators")
def thousands_separators(draft: Draft, rng: Random) -> Draft:
    comma = rng.choice([",", "，"])
    return _figures(
        draft, lambda box: f"{int(box.text):,}".replace(",", comma) if box.text.isdigit() else box.text
    )


@_damage("units")
def units(draft: Draft, rng: Random) -> Draft:
    def change(box: Box) -> str:
        if rng.random() < 0.5:
            return box.text
        money = bool(box.id) and str(box.id).endswith(".amount")
        return box.text + ("万元" if money else "件")

    return _figures(draft, change)


@_damage("padded-cells")
def padded_cells(draft: Draft, rng: Random) -> Draft:
    pads = ("", " ", "  ", " ", "　")
    return _figures(draft, lambda box: rng.choice(pads) + box.text + rng.choice(pads))


@_damage("letter-o")
def letter_o(draft: Draft, rng: Random) -> Draft:
    """An OCR's O or 〇 for a nought: a reader may say that it can no longer tell what is a figure."""

    def change(box: Box) -> str:
        if box.text != "0" or rng.random() < 0.9:
            return box.text
        return rng.choice("OoＯ〇")

    return replace(_figures(draft, change), exact=False)


@_damage("split-number")
def split_number(draft: Draft, rng: Random) -> Draft:
    """A space inside a figure: "1 04". In one cell it can only be one figure, but a reader may hesitate over the row."""
    changed: set[str] = set()

    def change(box: Box) -> str:
        if not box.text.isdigit() or len(box.text) < 2 or rng.random() < 0.5:
            return box.text
        changed.add(_row(str(box.id)))
        return box.text[0] + " " + box.text[1:]

    damaged = _figures(draft, change)
    return replace(damaged, weak=damaged.weak | {i for i in draft.cells if _row(i) in changed})


def _row(cell_id: str) -> str:
    """The row that a cell stands in; the remedies table has but one."""
    return "remedies" if cell_id.startswith("remedies.") else cell_id.rpartition(".")[0]


@_damage("other-tables")
def other_tables(draft: Draft, rng: Random) -> Draft:
    """A summary box before, other statistics after: rows with the form's words, and no cells of the form."""
    before = _table(
        [
            ["指标", "本年", "上年"],
            ["收到申请", str(rng.randint(0, 30)), "1"],
            ["行政许可", "12", "9"],
            ["总计", str(rng.randint(30, 60)), "10"],
        ]
    )
    after = _table(
        [
            ["序号", "公开渠道", "信息数量"],
            ["1", "政府网站", str(rng.randint(10, 900))],
            ["2", "其他", "7"],
            ["合计", "", str(rng.randint(900, 999))],
        ]
    )
    pieces: list[Piece] = list(draft.pieces)
    pieces.insert(_after_heading(pieces), before)
    pieces.insert(len(pieces) - 2 if rng.random() < 0.5 else len(pieces), after)
    return replace(draft, pieces=tuple(pieces))


@_damage("two-reports")
def two_reports(draft: Draft, rng: Random) -> Draft:
    """Two organs' reports in one file: either may be read, or none; never a mixture."""
    second = lay_out(random_truth(rng.randrange(10**6)))
    return replace(draft, pieces=draft.pieces + second.pieces, other=second.cells, exact=False)


@_damage("template-first")
def template_first(draft: Draft, rng: Random) -> Draft:
    """The empty form printed before the filled one, as some organs leave it in the file."""
    key = rng.choice(["disclosure", "requests", "remedies"])
    empty = draft.grid(key).map(lambda box: replace(box, text="", id=None, kind="void") if box.id else box)
    at = next(n for n, piece in enumerate(draft.pieces) if isinstance(piece, Grid) and piece.key == key)
    pieces = (
        *draft.pieces[:at],
        replace(empty, key="other"),
        Text("以上为表样，数据如下："),
        *draft.pieces[at:],
    )
    return replace(draft, pieces=pieces, exact=False)


@_damage("headings-lost")
def headings_lost(draft: Draft, rng: Random) -> Draft:
    kept = tuple(p for p in draft.pieces if isinstance(p, Grid) or p.role != "heading" or rng.random() < 0.3)
    return replace(draft, pieces=kept)


@_damage("tables-gathered")
def tables_gathered(draft: Draft, rng: Random) -> Draft:
    """All tables at the end, as annexes, without headings between them."""
    texts = tuple(piece for piece in draft.pieces if isinstance(piece, Text))
    grids = [piece for piece in draft.pieces if isinstance(piece, Grid)]
    rng.shuffle(grids)
    return replace(draft, pieces=(*texts, *grids))


@_damage("table-cut")
def table_cut(draft: Draft, rng: Random) -> Draft:
    """A table becomes two, as at a page's end; merged cells are cut, and the head may be repeated."""
    at = next(n for n, p in enumerate(draft.pieces) if isinstance(p, Grid) and p.key == "requests")
    grid = draft.grid("requests")
    head = next(n for n, row in enumerate(grid.rows) if any(box.id for box in row))
    cut = rng.randint(head + 1, len(grid.rows) - 1)
    above = tuple(
        tuple(replace(box, rowspan=min(box.rowspan, cut - n)) for box in row)
        for n, row in enumerate(grid.rows[:cut])
    )
    rest = tuple(
        Box("", "void", box.column, box.rowspan - (cut - n), box.colspan)
        for n, row in enumerate(grid.rows[:cut])
        for box in row
        if n + box.rowspan > cut
    )
    first = tuple(sorted((*rest, *grid.rows[cut]), key=lambda box: box.column))
    below = (*(grid.rows[:head] if rng.random() < 0.4 else ()), first, *grid.rows[cut + 1 :])
    between = [Text(line) for line in rng.choice([[], [""], ["— 3 —"]])]
    pieces: list[Piece] = [replace(grid, rows=above), *between, replace(grid, rows=below)]
    return replace(draft, pieces=(*draft.pieces[:at], *pieces, *draft.pieces[at + 1 :]))


def _table(lines: list[list[str]]) -> Grid:
    rows = tuple(
        tuple(Box(text, "head" if not at or not n else "void", n) for n, text in enumerate(line))
        for at, line in enumerate(lines)
    )
    return Grid("other", rows, len(lines[0]), 1)


def _after_heading(pieces: list[Piece]) -> int:
    return next((n for n, p in enumerate(pieces) if isinstance(p, Text) and p.role == "heading"), 0) + 1


def _variants() -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}

    def walk(lines: tuple[Line, ...]) -> None:
        for line in lines:
            found[line.label] = line.also
            walk(line.of)

    for form in forms().values():
        for table in form.tables:
            for block in table.blocks:
                walk(block.columns)
                walk(block.rows)
    return found
