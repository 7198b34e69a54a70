"""The forms of the annual report, each stated once in ``law/data/forms``.

A table is a list of blocks; a block crosses a tree of rows with a tree of columns, and where a leaf row meets a
leaf column stands a cell. Its id is the path of keys: table, row, column (``requests.denied.state_secret.total``).
Labels without a key (法人或其他组织) group others on paper only.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass, field
from functools import cache, cached_property
from typing import Literal

from gongkai.law import loader

Unit = Literal["count", "change", "amount"]


@dataclass(frozen=True, slots=True)
class Line:
    """A row or a column: a leaf, or a group of lines.

    ``also`` are wordings found in real reports; ``unit`` says what its cells hold (columns only);
    ``span`` is how many columns of the grid it covers on paper.
    A group with ``undivided`` is printed by some organs as one row of its own; that row then has this key.
    """

    label: str = ""
    key: str | None = None
    also: tuple[str, ...] = ()
    unit: Unit = "count"
    span: int = 1
    undivided: str | None = None
    basis: tuple[str, ...] = ()
    of: tuple[Line, ...] = ()


@dataclass(frozen=True, slots=True)
class Leaf:
    """A leaf line with its path: ``keys`` for the id, ``labels`` from the outermost group to the leaf."""

    line: Line
    keys: tuple[str, ...]
    labels: tuple[str, ...]

    @property
    def key(self) -> str:
        return ".".join(self.keys)


@dataclass(frozen=True, slots=True)
class Block:
    """One part of a table with a head of its own. ``heading`` runs over its whole width (第二十条第（一）项)."""

    columns: tuple[Line, ...]
    rows: tuple[Line, ...]
    heading: str | None = None
    corner: str | None = None


@dataclass(frozen=True, slots=True)
class BalanceRule:
    """One 勾稽关系 as the form states it: the keys on the left add up to the keys on the right.

    ``each`` says what it holds for: every column, every row, or every one of the named groups.
    """

    code: str
    name: str
    each: Literal["column", "row"] | tuple[str, ...]
    left: tuple[str, ...]
    right: tuple[str, ...]
    quote: str


@dataclass(frozen=True, slots=True)
class Balance:
    """One equation between cells: the sum of ``left`` equals the sum of ``right``."""

    code: str
    name: str
    at: str
    left: tuple[str, ...]
    right: tuple[str, ...]
    quote: str

    @property
    def ids(self) -> tuple[str, ...]:
        return self.left + self.right


@dataclass(frozen=True, slots=True)
class CellForm:
    """A cell of the form: its id, its row and column, its unit."""

    id: str
    row: Leaf
    column: Leaf

    @property
    def unit(self) -> Unit:
        return self.column.line.unit

    @property
    def label(self) -> str:
        """Row and column as a person would name the cell: 不予公开—1.属于国家秘密，总计."""
        row = "—".join(label for label in self.row.labels if label)
        column = "—".join(label for label in self.column.labels if label)
        return "，".join(part for part in (row, column) if part)


@dataclass(frozen=True, eq=False)
class TableForm:
    """One of the three statistical tables. ``short`` is what people call it where the title is too long for a sentence.

    There is one of each: equal means the same, and lookups by it are quick.
    """

    key: str
    section: int
    title: str
    short: str
    unit: str
    blocks: tuple[Block, ...]
    balances: tuple[BalanceRule, ...] = ()

    @cached_property
    def cells(self) -> dict[str, CellForm]:
        """Every cell by id, in the order of the form; no undivided rows."""
        return {cell.id: cell for cell in self.printing()}

    def cells_of(self, block: Block, undivided: Collection[str] = ()) -> Iterator[CellForm]:
        """The cells of one block, row by row. ``undivided`` names groups printed as one row."""
        columns = leaves(block.columns)
        for row in leaves(block.rows, undivided):
            for column in columns:
                yield CellForm(".".join((self.key, *row.keys, *column.keys)), row, column)

    @cached_property
    def undivided_groups(self) -> tuple[str, ...]:
        """Paths of the groups that some organs print as one row (``other``)."""
        return tuple(
            ".".join(keys)
            for block in self.blocks
            for line, keys in _lines(block.rows)
            if line.undivided is not None and line.of
        )

    def printing(self, undivided: Collection[str] = ()) -> tuple[CellForm, ...]:
        """Every cell of the table in this printing of it, in order: a group of ``undivided`` stands as one row."""
        return _printing(self, tuple(undivided))

    def expanded_balances(self, undivided: Collection[str] = ()) -> tuple[Balance, ...]:
        """All equations between cells, for this printing of the table."""
        return _expand(self, tuple(undivided))


@dataclass(frozen=True, slots=True)
class SectionForm:
    """One of the six sections, with the headings that real reports give it instead."""

    number: int
    role: str
    heading: str
    kind: Literal["text", "table"]
    also: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Aspect:
    """One of the aspects that section one must treat; ``words`` betray that it does."""

    key: str
    label: str
    words: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Carry:
    """What becomes of cells when a report moves on from an older form; the longest path that fits a cell decides.

    ``was`` and ``now`` are paths of ids in the old and the new form: both given, the number is carried (``zero``:
    only a 0 is, to every cell below); only ``was``, it has no place any more; only ``now``, the organ has to state
    it. ``why`` says so to people.
    """

    was: str | None = None
    now: str | None = None
    when: Literal["always", "zero"] = "always"
    why: str | None = None


@dataclass(frozen=True, slots=True)
class Carries:
    """How the cells of an older form come into this one."""

    form: str
    cells: tuple[Carry, ...]


@dataclass(frozen=True, slots=True)
class Serves:
    """The report years that a form is for, both included; ``to`` None means until further notice."""

    since: int
    to: int | None


@dataclass(frozen=True, eq=False)
class Form:
    """One version of the form of the annual report. As with its tables, equal means the same."""

    form: str
    version: str
    title: str
    basis: str
    serves: Serves
    sections: tuple[SectionForm, ...]
    tables: tuple[TableForm, ...]
    aspects: tuple[Aspect, ...] = field(default=())
    carries: Carries | None = None

    def applies_to(self, year: int) -> bool:
        return self.serves.since <= year and (self.serves.to is None or year <= self.serves.to)

    def table(self, key: str) -> TableForm:
        """The table with this key. Raises KeyError."""
        return next((table for table in self.tables if table.key == key), None) or _no_table(key)

    @cached_property
    def cells(self) -> dict[str, CellForm]:
        """Every cell of the three tables by id."""
        return {cell_id: cell for table in self.tables for cell_id, cell in table.cells.items()}

    def balances(self, ids: Collection[str]) -> tuple[Balance, ...]:
        """The equations that a report with these cell ids has to satisfy."""
        return tuple(
            balance for table in self.tables for balance in table.expanded_balances(undivided(table, ids))
        )


def undivided(table: TableForm, ids: Collection[str]) -> tuple[str, ...]:
    """Which groups a report with these cell ids prints as one row."""
    return tuple(group for group, own in _ids_of_undivided(table) if any(i in ids for i in own))


def leaves(lines: Iterable[Line], undivided: Collection[str] = ()) -> tuple[Leaf, ...]:
    """The leaf lines below ``lines`` with their paths. ``undivided`` groups count as leaves."""
    return tuple(_leaves(lines, (), (), frozenset(undivided)))


def depth(lines: Iterable[Line]) -> int:
    """How many levels of labels there are: 3 for the rows of the requests table."""
    return max((1 + depth(line.of) for line in lines), default=0)


@cache
def forms() -> dict[str, Form]:
    """All forms of the annual report by version, oldest first."""
    found = (
        loader.load(file.read_text("utf-8"), Form, file=f"forms/annual-report/{file.name}")
        for file in loader.files("forms/annual-report")
    )
    return {form.version: form for form in found}


def required(year: int) -> Form | None:
    """The form due for a report year; None for years before the first uniform form (2019)."""
    return next((form for form in forms().values() if form.applies_to(year)), None)


def _leaves(
    lines: Iterable[Line], keys: tuple[str, ...], labels: tuple[str, ...], undivided: frozenset[str]
) -> Iterator[Leaf]:
    for line in lines:
        path = keys + ((line.key,) if line.key else ())
        if line.undivided and ".".join(path) in undivided:
            yield Leaf(line, (*path, line.undivided), (*labels, line.label))
        elif line.of:
            yield from _leaves(line.of, path, (*labels, line.label), undivided)
        else:
            yield Leaf(line, path, (*labels, line.label))


def _lines(lines: Iterable[Line], keys: tuple[str, ...] = ()) -> Iterator[tuple[Line, tuple[str, ...]]]:
    for line in lines:
        path = keys + ((line.key,) if line.key else ())
        yield line, path
        yield from _lines(line.of, path)


@cache
def _printing(table: TableForm, undivided: tuple[str, ...]) -> tuple[CellForm, ...]:
    return tuple(cell for block in table.blocks for cell in table.cells_of(block, undivided))


@cache
def _ids_of_undivided(table: TableForm) -> tuple[tuple[str, tuple[str, ...]], ...]:
    """The groups that may stand as one row, each with the ids that only this row has."""
    whole = [cell.id for cell in table.printing(table.undivided_groups)]
    return tuple(
        (group, tuple(i for i in whole if i.startswith(f"{table.key}.{group}.")))
        for group in table.undivided_groups
    )


@cache
def _expand(table: TableForm, undivided: tuple[str, ...]) -> tuple[Balance, ...]:
    return tuple(
        balance
        for block in table.blocks
        for rule in table.balances
        for balance in _expand_rule(table, block, rule, undivided)
    )


def _expand_rule(
    table: TableForm, block: Block, rule: BalanceRule, undivided: tuple[str, ...]
) -> Iterator[Balance]:
    rows = [leaf.key for leaf in leaves(block.rows, undivided)]
    columns = [leaf.key for leaf in leaves(block.columns)]

    def under(keys: tuple[str, ...], among: list[str]) -> list[str]:
        return [leaf for key in keys for leaf in among if leaf == key or leaf.startswith(f"{key}.")]

    def ids(row: str, column: str) -> str:
        return ".".join(part for part in (table.key, row, column) if part)

    if rule.each == "column":
        for at in columns:
            sides = [tuple(ids(row, at) for row in under(keys, rows)) for keys in (rule.left, rule.right)]
            yield Balance(rule.code, rule.name, at, sides[0], sides[1], rule.quote)
    elif rule.each == "row":
        for at in rows:
            sides = [
                tuple(ids(at, column) for column in under(keys, columns)) for keys in (rule.left, rule.right)
            ]
            yield Balance(rule.code, rule.name, at, sides[0], sides[1], rule.quote)
    else:
        for at in rule.each:
            sides = [tuple(f"{table.key}.{at}.{key}" for key in keys) for keys in (rule.left, rule.right)]
            yield Balance(rule.code, rule.name, at, sides[0], sides[1], rule.quote)


def _no_table(key: str) -> TableForm:
    raise KeyError(key)
