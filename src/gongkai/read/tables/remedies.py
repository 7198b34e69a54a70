"""Reading the remedies table (行政复议、行政诉讼情况): one row of fifteen figures below three groups of heads."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import combinations

from gongkai.law.forms import Balance, TableForm, forms, leaves
from gongkai.model.cell import Cell
from gongkai.read.tables.alignment import Evidence, Found, wanted_rows
from gongkai.read.tables.cells import TableReading, cells_of_row, unreadable_row
from gongkai.read.tables.digits import cuts, is_cut_inside_cells, joined
from gongkai.read.tables.reading import Figure, Reading
from gongkai.read.tables.solve import Solution, Unknown
from gongkai.read.tables.stream import Row, Stream, Value
from gongkai.read.tables.vocabulary import Mark, headers, marks

TABLE = "remedies"
_ENOUGH_HEADS = 8
_LAWSUITS = frozenset(
    {"未经复议直接起诉", "复议后起诉"}
)  # no other statistics of reviews and suits divide them so
_LIKE_THE_HEAD = 0.9


def read_remedies(stream: Stream, found: Sequence[Mark]) -> list[TableReading]:
    """Every remedies table in the stream; usually one."""
    form = list(forms().values())[-1]
    table = form.table(TABLE)
    spans = list(_spans(stream, found, table)) or list(_scrambled_spans(stream, table))
    return [_read(stream, table, form.version, start, head_end, end) for start, head_end, end in spans]


def _spans(stream: Stream, found: Sequence[Mark], table: TableForm) -> Iterator[tuple[int, int, int]]:
    """Start and end of the heads, and the end of the figures, for every run of at least half of the heads."""
    words = headers(table)
    runs: list[list[Mark]] = [[]]
    for mark in found:
        if mark.text not in words:
            runs.append([])
        else:
            runs[-1].append(mark)
    for run in runs:
        texts = [mark.text for mark in run]
        if texts.count("结果维持") and _LAWSUITS & set(texts) and len(run) >= _ENOUGH_HEADS:
            start = next(mark.start for mark in run if mark.text in {"行政复议", "结果维持", "行政诉讼"})
            head_end = _end_of_scraps(stream, run[-1].end, table)
            end = min([mark.start for mark in found if mark.start >= head_end] + [len(stream.text)])
            yield start, head_end, _end_of_figures(stream, head_end, end)


def _end_of_scraps(stream: Stream, head_end: int, table: TableForm) -> int:
    """Heads cut by narrow columns go on in lines of their letters, as long as no figures have been printed."""
    letters = set("".join(_head_texts(table)))
    last = stream.row_of[head_end - 1]
    with_figures = {value.line for value in stream.values if value.at >= head_end}
    for row in stream.rows[last + 1 :]:
        is_head = row.end > row.start and set(stream.text[row.start : row.end]) <= letters
        if not is_head or last in with_figures or stream.passage_of(row.number) != stream.passage_of(last):
            break
        last, head_end = row.number, row.end
    return head_end


def _end_of_figures(stream: Stream, head_end: int, end: int) -> int:
    """Figures stop at the first text after the heads that is not theirs."""
    return min([row.start for row in stream.rows if row.start >= head_end and row.end > row.start] + [end])


def _scrambled_spans(stream: Stream, table: TableForm) -> Iterator[tuple[int, int, int]]:
    """Heads printed letter above letter come out of a page line by line: as the right letters in no order."""
    wanted = Counter("".join(leaf_text for leaf_text in _head_texts(table)))
    run: list[Row] = []
    for row in [*stream.rows, None]:
        letters = stream.text[row.start : row.end] if row else "　"
        if row and set(letters) <= wanted.keys():
            run.append(row)
            continue
        yield from _scrambled(stream, run, wanted)
        run = []


def _scrambled(stream: Stream, run: Sequence[Row], wanted: Counter[str]) -> Iterator[tuple[int, int, int]]:
    heads = [row for row in run if row.end > row.start]
    if heads:
        found = Counter(stream.text[heads[0].start : heads[-1].end])
        shared = sum((found & wanted).values())
        if shared >= _LIKE_THE_HEAD * max(sum(wanted.values()), sum(found.values())):
            yield heads[0].start, heads[-1].end, heads[-1].end


def _head_texts(table: TableForm) -> Iterator[str]:
    stack = list(table.blocks[0].columns)
    while stack:
        line = stack.pop()
        yield line.label
        stack.extend(line.of)


def _read(
    stream: Stream, table: TableForm, version: str, start: int, head_end: int, end: int
) -> TableReading:
    columns = leaves(table.blocks[0].columns)
    balances = table.expanded_balances()
    item = _figures(stream, table, start, head_end, end)
    found, plain = _readings(item, columns_index(columns), balances, keeps_blanks=_keeps_blanks(stream, item))
    figures = _has_figures_beside(stream, head_end, end)
    if not _are_in_order(stream, table, start, head_end) or (figures and not item.numbers):
        found = []  # figures that stand outside the table's grid are not its, yet the table is not blank
    ids = [".".join((TABLE, *column.keys)) for column in columns]
    stories = {"": found[0].kind} if found else {}
    if found:
        unknown = Unknown("", tuple(found), plain, ())
        solution = Solution({}, tuple(balances), frozenset({unknown.key}))
        cells: Iterator[Cell] = cells_of_row(item, unknown, found, solution, TABLE)
    else:
        cells = unreadable_row(item, len(ids), TABLE)
    return TableReading(
        TABLE, version, dict(zip(ids, cells, strict=True)), (item.found,), (item,), start, end, stories
    )


def _has_figures_beside(stream: Stream, head_end: int, end: int) -> bool:
    """Whether figures without words follow the heads, in this grid or below it."""
    section = stream.section_of(stream.row_of[head_end - 1])
    return any(
        value.number is not None
        and stream.section_of(value.line) == section
        and not stream.rows[value.line].texts
        for value in stream.values
        if head_end <= value.at <= end
    )


def _are_in_order(stream: Stream, table: TableForm, start: int, head_end: int) -> bool:
    """Whether each group prints its results in the form's order; heads that are lost contradict nothing."""
    order = [line.label for line in table.blocks[0].columns[0].of]
    heads = [mark.text for mark in marks(stream.text[start:head_end], {at - start for at in stream.edges})]
    printed = [text for text in heads if text in order]
    groups = [printed[at : at + len(order)] for at in range(0, len(printed), len(order))]
    return len(printed) % len(order) != 0 or all(group == order for group in groups)


def columns_index(columns: Sequence[object]) -> dict[str, int]:
    """The position of each cell id in the row."""
    return {".".join((TABLE, *column.keys)): index for index, column in enumerate(columns)}  # type: ignore[attr-defined]


def _figures(stream: Stream, table: TableForm, start: int, head_end: int, end: int) -> Evidence:
    """The values below the heads: of the lines with figures, or of the one blank line that is as wide as the table."""
    values = _in_table(stream, head_end, [value for value in stream.values if start < value.at <= end], table)
    lines = {value.line for value in values if value.number is not None}
    below = {value.line for value in values if value.at >= head_end and not stream.rows[value.line].texts}
    whole = [
        line
        for line in sorted(lines | below)
        if _is_whole(stream, [value for value in values if value.line == line], table)
    ]
    lines = set(whole[:1]) or lines or below
    kept = [value for value in values if value.line in lines]
    row = stream.rows[min(lines)] if len(lines) == 1 else None
    found = Found(wanted_rows(table.blocks[0].rows)[0], start, head_end)
    return Evidence(found, tuple(kept), row)


def _is_whole(stream: Stream, values: Sequence[Value], table: TableForm) -> bool:
    """Whether one row of cells holds just as many values as the table is wide."""
    return stream.rows[values[0].line].delimited and len(_spread(values)) == len(
        leaves(table.blocks[0].columns)
    )


def _in_table(stream: Stream, head_end: int, values: Sequence[Value], table: TableForm) -> Sequence[Value]:
    """Of a grid only its own values; another grid's row where it is as wide, for tables that a page has cut."""
    head = stream.rows[stream.row_of[head_end - 1]]
    if not head.has_spans:
        return values
    by_line: dict[int, list[Value]] = {}
    for value in values:
        by_line.setdefault(value.line, []).append(value)
    return [
        value
        for line, members in by_line.items()
        if stream.rows[line].block == head.block or _is_whole(stream, members, table)
        for value in members
    ]


def _keeps_blanks(stream: Stream, item: Evidence) -> bool:
    """Whether the row's table prints empty cells at all, so that a cell too few is one that was lost."""
    if item.row is None or not item.row.delimited:
        return False
    lines = {row.number for row in stream.rows if row.block == item.row.block}
    return any(value.line in lines and value.number is None and not value.text for value in stream.values)


def _readings(
    item: Evidence, index: dict[str, int], balances: Sequence[Balance], *, keeps_blanks: bool
) -> tuple[list[Reading], bool]:
    width, values, numbers = len(index), item.values, item.numbers
    whole = _spread(values)
    for blanks in ([value for value in values if value.text], whole) if not numbers else ():
        if len(blanks) == width:
            return [_reading(values, blanks, "printed")], True  # dashes and slashes keep their places
    if not numbers:
        return [Reading((None,) * width, (None,) * width, "blank")], True
    one_line = item.row is not None and item.row.delimited
    if one_line and is_cut_inside_cells(values):
        return _only([*joined(values, width)], index, balances), False
    if one_line and len(whole) == width:
        return [_reading(values, whole, "printed")], True
    shown = [value for value in values if value.number is not None or value.text]
    if len(shown) == width and (one_line or _adds_up([value.number for value in shown], index, balances)):
        return [_reading(values, shown, "printed")], True
    doubtful = [
        *_without_extra(values, width),
        *(_lost(values, width) if keeps_blanks else ()),
        *_split(numbers, width),
    ]
    return _only(doubtful, index, balances), False


def _only(doubtful: Sequence[Reading], index: dict[str, int], balances: Sequence[Balance]) -> list[Reading]:
    """The readings whose sums hold, where they all state the same figures."""
    fitting = [reading for reading in doubtful if _adds_up(reading.vector, index, balances)]
    return fitting if len({reading.vector for reading in fitting}) == 1 else []


def _spread(values: Sequence[Value]) -> list[Value]:
    """One value a column: a wide blank cell stands for each column below it."""
    return [value for value in values for _ in range(value.width if value.number is None else 1)]


def _reading(values: Sequence[Value], chosen: Sequence[Value], kind: str) -> Reading:
    position = {id(value): index for index, value in enumerate(values)}
    return Reading(
        tuple(value.number for value in chosen), tuple(position[id(value)] for value in chosen), kind
    )


def _adds_up(figures: Sequence[Figure], index: dict[str, int], balances: Sequence[Balance]) -> bool:
    return all(
        sum(figures[index[i]] or 0 for i in balance.left)
        == sum(figures[index[i]] or 0 for i in balance.right)
        for balance in balances
    )


def _without_extra(values: Sequence[Value], width: int) -> Iterator[Reading]:
    numbers = [value for value in values if value.number is not None]
    if 0 < len(numbers) - width <= 2:
        for dropped in combinations(range(len(numbers)), len(numbers) - width):
            yield _reading(values, [value for i, value in enumerate(numbers) if i not in dropped], "extra")


def _lost(values: Sequence[Value], width: int) -> Iterator[Reading]:
    """One figure lost from a row of cells, where no cell is blank: any small number might be it."""
    numbers = [value for value in values if value.number is not None]
    if len(numbers) != width - 1 or len(values) != len(numbers):
        return
    largest = max(int(value.number or 0) for value in numbers)
    for at in range(width):
        for figure in range(largest + 1):
            vector = [value.number for value in numbers]
            vector.insert(at, figure)
            sources: list[int | None] = list(range(len(numbers)))
            sources.insert(at, None)
            yield Reading(tuple(vector), tuple(sources), "lost")


def _split(numbers: Sequence[Value], width: int) -> Iterator[Reading]:
    digits = "".join(value.text for value in numbers)
    if len(numbers) < width and digits.isdigit() and width <= len(digits) <= width + 4:
        for cut in cuts(digits, width):
            yield Reading(cut, (None,) * width, "split")
