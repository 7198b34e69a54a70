"""Damages of the rows of a text: what converters do to grids that they do not understand."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

from tests.generated.damage import ON_ROWS, RowDamage
from tests.generated.draft import Text
from tests.generated.sheet import Row, Sheet, Token

VOID = Token("", "void")


def _damage(name: str) -> Callable[[RowDamage], RowDamage]:
    def register(function: RowDamage) -> RowDamage:
        ON_ROWS[name] = function
        return function

    return register


def _some(sheet: Sheet, rng: Random, key: str | None = None, most: int = 4) -> list[int]:
    """A few rows with figures, the last first, so that earlier places stay true while rows are added."""
    places = sheet.rows(key)
    return sorted(rng.sample(places, min(len(places), rng.randint(1, most))), reverse=True)


def _first_figure(row: Row) -> int:
    return next(n for n, token in enumerate(row.tokens) if token.id)


def _careful(sheet: Sheet, row: Row) -> Sheet:
    """Where a row has blanks, a moved row may be withheld."""
    return sheet.forgive(row.ids) if sheet.has_blank(row.ids) else sheet


def _drop(sheet: Sheet, rng: Random, which: int) -> Sheet:
    if not sheet.draft.full:
        return sheet
    for at in _some(sheet, rng, "requests"):
        row = sheet.row(at)
        places = [n for n, token in enumerate(row.tokens) if token.id]
        gone = places[which]
        sheet = sheet.put(at, replace(row, tokens=row.tokens[:gone] + row.tokens[gone + 1 :])).forgive(
            row.ids
        )
    return sheet


@_damage("first-number-dropped")
def first_number_dropped(sheet: Sheet, rng: Random) -> Sheet:
    return _drop(sheet, rng, 0)


@_damage("last-number-dropped")
def last_number_dropped(sheet: Sheet, rng: Random) -> Sheet:
    return _drop(sheet, rng, -1)


@_damage("zero-inserted")
def zero_inserted(sheet: Sheet, rng: Random) -> Sheet:
    if not sheet.draft.full:
        return sheet
    for at in _some(sheet, rng, "requests", 2):
        row = sheet.row(at)
        first = _first_figure(row)
        at_label = first - 1 if first and row.tokens[first - 1].kind == "void" else first
        tokens = (*row.tokens[:at_label], Token("0", "void"), *row.tokens[first:])
        sheet = sheet.put(at, replace(row, tokens=tokens)).forgive(row.ids)
    return sheet


@_damage("row-lost")
def row_lost(sheet: Sheet, rng: Random) -> Sheet:
    for at in _some(sheet, rng, "requests", 3):
        ids = sheet.row(at).ids
        sheet = sheet.put(at).forgive(ids)
    return sheet


@_damage("rows-swapped")
def rows_swapped(sheet: Sheet, rng: Random) -> Sheet:
    places = sheet.rows("requests")
    n = rng.randrange(len(places) - 1)
    one, two = sheet.row(places[n]), sheet.row(places[n + 1])
    if places[n + 1] != places[n] + 1:
        return sheet
    return sheet.put(places[n], two, one, drop=2).forgive((*one.ids, *two.ids))


@_damage("row-doubled")
def row_doubled(sheet: Sheet, rng: Random) -> Sheet:
    for at in _some(sheet, rng, most=2):
        row = sheet.row(at)
        sheet = sheet.put(at, row, replace(row, start=False)).forgive(row.ids)
    return sheet


@_damage("table-doubled")
def table_doubled(sheet: Sheet, rng: Random) -> Sheet:
    """The same table once more at the end."""
    key = rng.choice(["disclosure", "requests", "remedies"])
    again = [piece for piece in sheet.pieces if isinstance(piece, Row) and piece.key == key]
    ids = [cell_id for row in again for cell_id in row.ids]
    return replace(sheet, pieces=(*sheet.pieces, Text("附：数据表"), *again)).forgive(ids)


@_damage("table-split")
def table_split(sheet: Sheet, rng: Random) -> Sheet:
    """A page break: from here on the table goes on in another grid, with a label column less."""
    places = sheet.rows("requests")[1:]
    start = rng.choice(places)
    rest = [n for n in places if n >= start]
    for n in rest:
        row = sheet.row(n)
        spare = next(
            (k for k, token in enumerate(row.tokens) if token.kind == "void" and not token.text),
            len(row.tokens),
        )
        sheet = sheet.put(
            n, replace(row, tokens=row.tokens[:spare] + row.tokens[spare + 1 :], start=n == start)
        )
    return sheet.put(start, Text(""), sheet.row(start))


@_damage("columns-shifted")
def columns_shifted(sheet: Sheet, rng: Random) -> Sheet:
    """A row's label slides to column 0 and the rest follows, with an empty cell at the end."""
    for at in _some(sheet, rng, "requests", 5):
        row = sheet.row(at)
        spare = _leading_voids(row)
        # A blank at either end would make the shift look like another true row
        if not sheet.has_blank(row.ids):
            sheet = sheet.put(at, replace(row, tokens=row.tokens[spare:] + (VOID,) * spare))
    return sheet


def _leading_voids(row: Row) -> int:
    return next((n for n, token in enumerate(row.tokens) if token.text or token.id), 0)


def _without_groups(sheet: Sheet, change: Callable[[Row, int], Row]) -> Sheet:
    """``change`` is given each row whose first labels name a group, and how many of them do."""
    for at in sheet.rows("requests"):
        row = sheet.row(at)
        labels = [n for n, token in enumerate(row.tokens) if token.kind == "label" and token.text]
        if len(labels) > 1:
            sheet = sheet.put(at, change(row, labels[-1]))
    return sheet


@_damage("group-labels-lost")
def group_labels_lost(sheet: Sheet, rng: Random) -> Sheet:
    def change(row: Row, last: int) -> Row:
        kept = tuple(VOID if n < last else token for n, token in enumerate(row.tokens))
        return replace(row, tokens=kept) if rng.random() < 0.7 else row

    return _without_groups(sheet, change)


@_damage("group-labels-first")
def group_labels_first(sheet: Sheet, rng: Random) -> Sheet:
    """The group's label moves to column 0, before its own empty cell."""

    def change(row: Row, last: int) -> Row:
        lead = [token for token in row.tokens[:last] if token.text][-1:]
        return replace(row, tokens=(*lead, *[VOID] * (last - len(lead)), *row.tokens[last:]))

    return _without_groups(sheet, change)


@_damage("group-rows")
def group_rows(sheet: Sheet, rng: Random) -> Sheet:
    """（三）不予公开 stands in a row of its own, with empty cells after it."""
    for at in reversed(sheet.rows("requests")):
        row = sheet.row(at)
        labels = [n for n, token in enumerate(row.tokens) if token.kind == "label" and token.text]
        if len(labels) < 2 or "公开" not in row.tokens[labels[-2]].text + "公开":
            continue
        group = labels[-2]
        alone = tuple(token if n <= group else VOID for n, token in enumerate(row.tokens))
        below = tuple(VOID if n <= group else token for n, token in enumerate(row.tokens))
        sheet = sheet.put(at, replace(row, tokens=alone), replace(row, tokens=below, start=False))
    return sheet


@_damage("group-label-vertical")
def group_label_vertical(sheet: Sheet, rng: Random) -> Sheet:
    """三、本年度办理结果 comes down the first column, a character a row."""
    places = [n for n in sheet.rows("requests") if len(sheet.row(n).ids) == 7]
    start = next((n for n in places if sheet.row(n).tokens[0].text.replace(" ", "")[:1] == "三"), None)
    if start is None:
        return sheet
    letters = sheet.row(start).tokens[0].text
    for at in [n for n in places if n >= start][:-1]:
        row = sheet.row(at)
        if row.tokens[0].text and at != start:
            break
        letter = Token(letters[at - start], "label") if at - start < len(letters) else VOID
        sheet = sheet.put(at, replace(row, tokens=(letter, *row.tokens[1:])))
    return sheet


def _cut(text: str, rng: Random) -> tuple[str, str]:
    at = rng.randint(3, len(text) - 2)
    return text[:at], text[at:]


@_damage("label-over-lines")
def label_over_lines(sheet: Sheet, rng: Random) -> Sheet:
    for at in _some(sheet, rng, "requests", 8):
        row, n = sheet.row(at), _first_figure(sheet.row(at)) - 1
        while n > 0 and not row.tokens[n].text:
            n -= 1
        if row.tokens[n].kind != "label" or len(row.tokens[n].text) < 7:
            continue
        one, two = _cut(row.tokens[n].text, rng)
        upper = (*row.tokens[:n], Token(one, "label"))
        lower = (*[VOID] * n, Token(two, "label"), *row.tokens[n + 1 :])
        if rng.random() < 0.5:
            upper, lower = (*upper, *row.tokens[n + 1 :]), lower[: n + 1]
        pieces = replace(row, tokens=upper), replace(row, tokens=lower, start=False)
        sheet = _careful(sheet.put(at, *pieces), row)
    return sheet


@_damage("label-over-cells")
def label_over_cells(sheet: Sheet, rng: Random) -> Sheet:
    for at in _some(sheet, rng, "requests", 6):
        row, n = sheet.row(at), _first_figure(sheet.row(at)) - 1
        if n < 0 or row.tokens[n].kind != "label" or len(row.tokens[n].text) < 7:
            continue
        parts = tuple(Token(part, "label") for part in _cut(row.tokens[n].text, rng))
        sheet = _careful(
            sheet.put(at, replace(row, tokens=(*row.tokens[:n], *parts, *row.tokens[n + 1 :]))), row
        )
    return sheet


@_damage("header-lost")
def header_lost(sheet: Sheet, rng: Random) -> Sheet:
    """No column heads: the order of the form is all there is. The disclosure table keeps its own."""
    kept = tuple(p for p in sheet.pieces if isinstance(p, Text) or not p.is_head or p.key == "disclosure")
    ids = [cell_id for n in sheet.rows() for cell_id in sheet.row(n).ids]
    unsure = [i for i in ids if i.startswith("remedies.") or not sheet.draft.full]
    return replace(sheet, pieces=kept).forgive(unsure)


@_damage("furniture")
def furniture(sheet: Sheet, rng: Random) -> Sheet:
    """Page numbers, running titles, addresses, form feeds between rows."""
    title = next((p.text for p in sheet.pieces if isinstance(p, Text) and p.role == "title"), "")
    for at in _some(sheet, rng, most=4):
        page = rng.randint(1, 9)
        lines = rng.choice(
            [
                [f"— {page} —"],
                [f"第 {page} 页 共 9 页"],
                [str(page)],
                [title],
                ["", f"- {page} -", ""],
                ["\f"],
                [f"https://www.yunxi.example/art/2023/1/{page}/art_{page}.html", f"{page}/12"],
            ]
        )
        sheet = sheet.put(at, *(Text(line) for line in lines), sheet.row(at))
    return sheet


@_damage("prose-between-rows")
def prose_between_rows(sheet: Sheet, rng: Random) -> Sheet:
    notes = [
        "注：表中数据截至12月31日，共涉及3个股室。",
        "（续上表）",
        "说明：本年新收2件均为网络申请，其他情形为0。",
    ]
    for at in _some(sheet, rng, most=2):
        sheet = sheet.put(at, Text(rng.choice(notes)), sheet.row(at))
    return sheet


@_damage("dash-rules")
def dash_rules(sheet: Sheet, rng: Random) -> Sheet:
    for at in _some(sheet, rng, most=4):
        row = sheet.row(at)
        sheet = sheet.put(at, row, Row(row.key, (Token("-" * 13, "void"), *[Token("---", "void")] * 6)))
    return sheet


@_damage("empty-lines")
def empty_lines(sheet: Sheet, rng: Random) -> Sheet:
    for at in _some(sheet, rng, most=6):
        sheet = sheet.put(at, Text(""), sheet.row(at))
    return sheet


@_damage("blanks-pushed")
def blanks_pushed(sheet: Sheet, rng: Random) -> Sheet:
    """A nought that the organ left blank is gone, and the figures after it slide up: the sums betray it.

    Only in reports that are whole otherwise, and in a row that sums up to something.
    """
    places = [at for at in sheet.rows("requests") if sheet.draft.value(sheet.row(at).ids[-1])]
    if not sheet.draft.full or not places:
        return sheet
    at = rng.choice(places)
    row = sheet.row(at)
    figures = [token for token in row.tokens if token.id]
    noughts = [n for n, token in enumerate(figures[:-1]) if sheet.draft.value(str(token.id)) == 0]
    if not noughts:
        return sheet
    gone = figures.pop(rng.choice(noughts))
    first = _first_figure(row)
    pushed = replace(row, tokens=(*row.tokens[:first], *figures, replace(gone, text="")))
    cells = {**sheet.draft.cells, str(gone.id): None}
    return replace(sheet.put(at, pushed), draft=replace(sheet.draft, cells=cells, full=False)).forgive(
        row.ids
    )


@_damage("trailing-cells")
def trailing_cells(sheet: Sheet, rng: Random) -> Sheet:
    for at in sheet.rows():
        row = sheet.row(at)
        more = (VOID,) * rng.choice([0, 0, 1, 1, 2])
        sheet = _careful(sheet.put(at, replace(row, tokens=row.tokens + more)), row)
    return sheet
