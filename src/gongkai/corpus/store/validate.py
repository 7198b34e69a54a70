"""Whether a file follows the open standard, and whether its sums are right; anybody's file, from anywhere."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai.corpus.store.balances import Judged, equations, judged
from gongkai.corpus.store.incoming import load
from gongkai.corpus.store.layout import Store
from gongkai.corpus.store.mistake import Mistake
from gongkai.corpus.store.schema import FORM, Column, cell_forms, cells_of, form_columns, table_keys
from gongkai.corpus.store.soundness import unsound
from gongkai.corpus.store.standard import (
    AMOUNT,
    DIGEST,
    NATURAL_NUMBER,
    NEEDED,
    WHOLE_NUMBER,
    YEAR_NUMBER,
    columns,
)
from gongkai.corpus.store.views import SQL_TYPES, literal, quoted, settings
from gongkai.law.forms import forms

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

SHOWN = 20
"""Of mistakes of one kind in one column this many are listed; all are counted."""

_CHOICES = {FORM.name, "form_required"}


@dataclass(frozen=True, slots=True)
class Sum:
    """A balance that does not hold in one report."""

    line: int
    agency: str | None
    year: int | None
    code: str
    cell: str
    left: str
    right: str
    quote: str


@dataclass(frozen=True, slots=True)
class Validated:
    reports: int
    mistakes: tuple[Mistake, ...]
    sums: tuple[Sum, ...]
    judged: Judged

    @property
    def is_fine(self) -> bool:
        return not self.mistakes and not self.sums


def validate_file(path: Path) -> Validated:
    """What is wrong with a CSV, Parquet or JSON Lines file. Raises :class:`NotReadable` and :class:`OSError`."""
    import duckdb

    with duckdb.connect(config=settings()) as connection:
        mistakes = load(connection, path)
        _type(connection)
        return _validated(connection, mistakes)


def validate_store(store: Store) -> Validated:
    """The same of all reports that stand in a store, its files besides."""
    faults = tuple(unsound(store))
    if faults:
        return Validated(0, faults, (), Judged(0, 0, 0))
    names = ", ".join(quoted(column.name) for column in columns())
    texts = ", ".join(f"{quoted(column.name)}::VARCHAR AS {quoted(column.name)}" for column in columns())
    with store.connect() as connection:
        for statement in (
            "CREATE TABLE numbered AS SELECT digest, row_number() OVER (ORDER BY digest) AS line FROM reports",
            f"CREATE VIEW typed AS SELECT {names}, line FROM reports JOIN numbered USING (digest)",
            f"CREATE VIEW given AS SELECT {texts}, line FROM typed",
            "CREATE TABLE mended AS SELECT line, cell FROM cells JOIN numbered USING (digest) WHERE repair IS NOT NULL",
        ):
            connection.execute(statement)
        return _validated(connection, (), repaired="mended")


def _validated(
    connection: DuckDBPyConnection, found: tuple[Mistake, ...], *, repaired: str | None = None
) -> Validated:
    """Judge the relations ``given``, columns of texts and ``line``, and ``typed``, the same in their types."""
    there = _there(connection)
    known = {column.name: column for column in columns()}
    mistakes = [*found, *_names(there, known)]
    mistakes += _values(connection, [known[name] for name in known if name in there])
    mistakes += _whole(connection, there)
    ((reports,),) = connection.execute("SELECT count(*) FROM typed").fetchall()
    if not reports:
        return Validated(0, tuple(mistakes), (), Judged(0, 0, 0))
    counted = judged(connection, "typed", key="line", repaired=repaired)
    return Validated(reports, tuple(mistakes), tuple(_sums(connection)), counted)


def _there(connection: DuckDBPyConnection) -> set[str]:
    return set(connection.sql("SELECT * FROM given LIMIT 0").columns) - {"line"}


def _names(there: set[str], known: dict[str, Column]) -> Iterator[Mistake]:
    for name in sorted(there - known.keys()):
        yield Mistake(f"标准里没有「{name}」这一列。请改名或删除。", column=name)
    for name in NEEDED:
        if name not in there:
            yield Mistake(f"缺少「{name}」这一列（{known[name].means}）。请补上。", column=name)


def _values(connection: DuckDBPyConnection, among: list[Column]) -> Iterator[Mistake]:
    """The values that are not written as the standard says."""
    if not among:
        return
    bad = {column.name: _bad(column) for column in among}
    ((*counts,),) = connection.execute(
        f"SELECT {', '.join(f'count(*) FILTER ({is_bad})' for is_bad in bad.values())} FROM given"
    ).fetchall()
    for (name, is_bad), times in zip(bad.items(), counts, strict=True):
        if times:
            column = next(column for column in among if column.name == name)
            yield from _examples(connection, column, is_bad, times)


def _examples(connection: DuckDBPyConnection, column: Column, is_bad: str, times: int) -> Iterator[Mistake]:
    query = f"SELECT line, {quoted(column.name)} FROM given WHERE {is_bad} ORDER BY line LIMIT {SHOWN}"
    seen = connection.execute(query).fetchall()
    for line, value in seen[:-1]:
        yield Mistake(_says(column, value), column.name, line)
    line, value = seen[-1]
    yield Mistake(_says(column, value), column.name, line, times - len(seen) + 1)


def _says(column: Column, value: str | None) -> str:
    if value is None:
        return f"「{column.name}」不能空着：{column.means}。"
    return f"「{column.name}」写成了「{value[:40]}」，应当是{_wanted(column)}。"


def _wanted(column: Column) -> str:
    if column.name in _CHOICES or column.name in form_columns():
        return "、".join(forms()) + " 之一"
    if column.kind == "whole":
        signed = column.name in cell_forms() and cell_forms()[column.name].unit == "change"
        return "整数，不带逗号、小数和单位" if signed else "不小于 0 的整数，不带逗号、小数和单位"
    says = {
        "amount": "万元数，至多四位小数，不带逗号和单位",
        "day": "日期，例如 2022-01-19",
        "truth": "true 或 false",
        "digest": "64 位十六进制小写",
        "year": "四位数的年份",
    }
    return says.get(column.kind, "文字")


def _bad(column: Column) -> str:
    """SQL that is true where a value is not as the column wants it."""
    name = quoted(column.name)
    empty = f"{name} IS NULL OR " if not column.null else f"{name} IS NOT NULL AND "
    if column.name in _CHOICES or column.name in form_columns():
        return f"({empty}{name} NOT IN ({', '.join(map(literal, forms()))}))"
    if (pattern := _pattern(column)) is None:
        return f"({empty}false)"
    fits = f"regexp_full_match({name}, {literal(pattern)}) AND try_cast({name} AS {SQL_TYPES[column.kind]}) IS NOT NULL"
    return f"({empty}NOT ({fits}))"


def _pattern(column: Column) -> str | None:
    if column.kind == "whole":
        signed = column.name in cell_forms() and cell_forms()[column.name].unit == "change"
        return WHOLE_NUMBER if signed else NATURAL_NUMBER
    return {
        "amount": AMOUNT,
        "day": r"\d{4}-\d{2}-\d{2}",
        "truth": "true|false",
        "digest": DIGEST,
        "year": YEAR_NUMBER,
    }.get(column.kind)


def _type(connection: DuckDBPyConnection) -> None:
    """The table ``typed``: every column of the standard in its type; what is not as it should be is null."""
    there = _there(connection)
    listed = (
        f"try_cast({quoted(column.name)} AS {SQL_TYPES[column.kind]}) AS {quoted(column.name)}"
        if column.name in there
        else f"{_instead(column, there)} AS {quoted(column.name)}"
        for column in columns()
    )
    connection.execute(f"CREATE TABLE typed AS SELECT line, {', '.join(listed)} FROM given")


def _instead(column: Column, there: set[str]) -> str:
    """What a column that is left out says."""
    if column.name in form_columns() and FORM.name in there:
        return quoted(FORM.name)
    return f"CAST(NULL AS {SQL_TYPES[column.kind]})"


def _whole(connection: DuckDBPyConnection, there: set[str]) -> Iterator[Mistake]:
    """What only the whole row, or the whole file, can get wrong."""
    if "digest" in there:
        doubled = connection.execute(
            "SELECT digest, min(line), count(*) FROM typed WHERE digest IS NOT NULL GROUP BY digest HAVING count(*) > 1 "
            f"ORDER BY 2 LIMIT {SHOWN}"
        ).fetchall()
        for digest, line, times in doubled:
            yield Mistake(f"同一份原件「{digest[:12]}…」有 {times} 行。请只留一行。", "digest", line)
    for key in table_keys():
        for version, form in forms().items():
            own = {cell for cell in cells_of(version) if cell.startswith(f"{key}.")}
            is_used = f"{key}_form = '{version}'"
            yield from _foreign(connection, key, own, is_used, form.title)
            wanted = {cell.id for table in form.tables if table.key == key for cell in table.printing()}
            yield from _left_out(connection, wanted - there, is_used, form.title)


def _foreign(
    connection: DuckDBPyConnection, key: str, own: set[str], is_used: str, title: str
) -> Iterator[Mistake]:
    others = [cell for cell in cell_forms() if cell.startswith(f"{key}.") and cell not in own]
    if not others:
        return
    counted = ", ".join(
        f"count({quoted(cell)}), min(line) FILTER ({quoted(cell)} IS NOT NULL)" for cell in others
    )
    ((*told,),) = connection.execute(f"SELECT {counted} FROM typed WHERE {is_used}").fetchall()
    for cell, times, line in zip(others, told[::2], told[1::2], strict=True):
        if times:
            yield Mistake(f"「{cell}」有数字，而{title}没有这一格。请核对所用格式。", cell, line, times)


def _left_out(
    connection: DuckDBPyConnection, absent: set[str], is_used: str, title: str
) -> Iterator[Mistake]:
    if not absent:
        return
    ((times, line),) = connection.execute(f"SELECT count(*), min(line) FROM typed WHERE {is_used}").fetchall()
    if times:
        named = "、".join(sorted(absent)[:3]) + ("等" if len(absent) > 3 else "")
        yield Mistake(
            f"{title}有 {len(absent)} 格没有列：{named}。请补上这些列；没有数字的留空。", None, line, times
        )


def _sums(connection: DuckDBPyConnection) -> Iterator[Sum]:
    """The rows of ``broken_sums``, with both sides."""
    numbers = connection.execute("SELECT DISTINCT equation FROM broken_sums ORDER BY 1").fetchall()
    for (number,) in numbers:
        equation = equations()[number]
        left, right = (
            " + ".join(f"{quoted(cell)}::HUGEINT" for cell in side)
            for side in (equation.balance.left, equation.balance.right)
        )
        query = (
            f"SELECT line, agency, year, ({left})::VARCHAR, ({right})::VARCHAR FROM typed "
            f"WHERE line IN (SELECT line FROM broken_sums WHERE equation = {number}) ORDER BY line"
        )
        for line, agency, year, *sides in connection.execute(query).fetchall():
            balance = equation.balance
            yield Sum(line, agency, year, balance.code, equation.total, sides[0], sides[1], balance.quote)
