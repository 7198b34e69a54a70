"""What a question stands on: a store's views, the register of organs, and which reports are asked about.

One report counts for an organ and a year (:mod:`gongkai.corpus.organs.counting`).
"""

from __future__ import annotations

from collections.abc import Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, Any

import numpy as np

from gongkai.corpus.lookalike.scope import AREA, ORGAN
from gongkai.corpus.questions.answer import Answer, Column
from gongkai.corpus.questions.standing import TEXTS, lay_standing
from gongkai.corpus.questions.tree import IN_YEAR, tree_in

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator, Sequence

    from duckdb import DuckDBPyConnection, DuckDBPyRelation

    from gongkai.corpus.organs.register import Entry, Register
    from gongkai.corpus.questions.tree import Numbers

NAME = "coalesce(organ_name, agency, name)"
"""What a report's organ is called, in SQL."""


class NotAsked(ValueError):
    """A question that cannot be answered as it was put. The sentence says why and what would help."""


@dataclass(frozen=True, slots=True)
class Scope:
    """Which reports: None is any. ``organ`` is a key of the register or a name; ``region`` a place."""

    year: int | None = None
    organ: str | None = None
    region: str | None = None
    level: str | None = None

    def where(self, alias: str = "asked") -> tuple[str, list[Any]]:
        """The condition in SQL with its values."""
        parts, values = ["true"], list[Any]()
        if self.year is not None:
            parts.append(f"{alias}.year = ?")
            values.append(self.year)
        if self.organ is not None:
            parts.append(f"(? IN ({alias}.whose, {alias}.called, {alias}.agency))")
            values.append(self.organ)
        if self.region is not None:
            parts.append(f"{alias}.area = ?")
            values.append(self.region)
        if self.level is not None:
            parts.append(f"{alias}.level = ?")
            values.append(self.level)
        return " AND ".join(parts), values

    @property
    def said(self) -> str:
        """What was asked about, for a title."""
        from gongkai.law.organs import LEVEL_LABELS

        level = {**LEVEL_LABELS}.get(self.level, self.level) if self.level else None  # type: ignore[call-overload]
        year = f"{self.year} 年度" if self.year is not None else None
        return "".join(part for part in (self.region, self.organ, level, year) if part)


@dataclass(slots=True)
class Ground:
    """A connection of :meth:`Store.connect` on which the view ``asked`` has one report for each organ and year.

    ``asked`` has the columns of ``reports`` and ``whose`` (by what an organ's reports are known), ``area`` and ``called``.
    The same in numbers is ``standing``; see :mod:`gongkai.corpus.questions.standing`.
    """

    connection: DuckDBPyConnection
    register: Register | None = None
    """The one that lies in the store."""
    digest_key: str = field(default="", init=False)
    """What a digest is in ``standing``, in SQL."""
    _texts: dict[str, Any] = field(default_factory=dict, init=False)
    _tables: int = field(default=0, init=False)
    _year: int | None = field(default=None, init=False)

    def __post_init__(self) -> None:
        # where there is a register, nothing counts that has no organ
        whose = ORGAN if self.register is None else "organ"
        self.digest_key = lay_standing(self.connection, whose=whose, called=NAME, area=AREA)

    def sql(self, query: str, values: Sequence[Any] = ()) -> DuckDBPyRelation:
        """The rows of a query, computed once, as a relation of their own."""
        self._tables += 1
        name = f"answered_{self._tables}"
        self.connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS {query}", list(values))
        return self.connection.table(name)

    def named(self, numbers: Any) -> DuckDBPyRelation:
        """An Arrow table as a relation; where ``called``, ``area`` and ``form`` are numbers, they become texts.

        The texts are not copied into the rows: of a nation, that takes longer than to put the rows in order.
        """
        import pyarrow as pa

        for name in TEXTS.keys() & set(numbers.column_names):
            found = pa.DictionaryArray.from_arrays(numbers[name].combine_chunks(), self._texts_of(name))
            numbers = numbers.set_column(numbers.schema.get_field_index(name), name, found)
        return self.connection.from_arrow(numbers)

    def _texts_of(self, name: str) -> Any:
        if name not in self._texts:
            texts = self.connection.sql(f"SELECT text FROM {TEXTS[name]} ORDER BY {name}").to_arrow_table()
            self._texts[name] = texts["text"].combine_chunks()
        return self._texts[name]

    def rows(self, query: str, values: Sequence[Any] | Mapping[str, Any] = ()) -> list[tuple[Any, ...]]:
        given = dict(values) if isinstance(values, Mapping) else list(values)
        return self.connection.execute(query, given).fetchall()

    def one(self, query: str, values: Sequence[Any] = ()) -> int:
        """The only value of a query that counts."""
        ((value,),) = self.rows(query, values)
        return int(value or 0)

    @contextmanager
    def joined_as_written(self) -> Iterator[None]:
        """Let the many columns of what stands on the left stream past the right.

        DuckDB counts rows only, and would lay down two hundred columns to let as many rows of two pass by.
        """
        self.connection.execute("SET disabled_optimizers = 'join_order,build_side_probe_side'")
        try:
            yield
        finally:
            self.connection.execute("RESET disabled_optimizers")

    def standing(self, scope: Scope) -> tuple[str, list[Any]]:
        """Of the table ``standing`` what is asked about, as SQL to select from, with its values."""
        where, values = scope.where()
        if scope == Scope(scope.year):
            where = where.replace("asked.", "")
        else:
            where = f"position IN (SELECT position FROM asked WHERE {where})"
        return f"(SELECT * FROM standing WHERE {where})", values

    def table(self, columns: Sequence[str], rows: Iterable[Sequence[Any]]) -> DuckDBPyRelation:
        """Rows of texts and numbers from Python; ``columns`` are ``name TYPE``."""
        self._tables += 1
        return self.table_named(f"answered_{self._tables}", columns, rows)

    def table_named(
        self, name: str, columns: Sequence[str], rows: Iterable[Sequence[Any]]
    ) -> DuckDBPyRelation:
        """The same under a name of one's own, for further queries."""
        import json

        self.connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} ({', '.join(columns)})")
        listed = ", ".join(f"(one->>{place})::{column.split()[1]}" for place, column in enumerate(columns))
        self.connection.execute(
            f"INSERT INTO {name} SELECT {listed} FROM (SELECT unnest(?::JSON[]) AS one)",
            [[json.dumps(list(row), ensure_ascii=False, default=str) for row in rows]],
        )
        return self.connection.table(name)

    def organ(self, wanted: str, year: int) -> Entry:
        """The organ of the register by key or name as it stood in the year. Raises :class:`NotAsked`."""
        register = self.known()
        self.lay_year(year)
        met = self.rows(
            "SELECT key FROM in_year WHERE $wanted IN (key, name) OR list_contains(also, $wanted) ORDER BY place",
            {"wanted": wanted},
        )
        if len(met) > 1:
            listed = "、".join(key for (key,) in met)
            raise NotAsked(f"名册里 {year} 年有 {len(met)} 个「{wanted}」。请写代码：{listed}。")
        found = register.of(met[0][0], year) if met else None
        if found is None:
            raise NotAsked(f"名册里没有 {year} 年的「{wanted}」。请写名册里的代码或当年的名称。")
        return found

    def lay_year(self, year: int) -> None:
        """The table ``in_year`` of the organs that there were in the year; see :mod:`gongkai.corpus.questions.tree`."""
        if self._year != year:
            self.connection.execute(IN_YEAR, {"year": year})
            self._year = year

    def place(self, key: str) -> int:
        """The place of an organ in ``in_year``."""
        ((place,),) = self.rows("SELECT place FROM in_year WHERE key = $key", {"key": key})
        return int(place)

    def lay(self, name: str, columns: Mapping[str, Numbers]) -> None:
        """A table of numbers."""
        import pyarrow as pa

        self.connection.register("laid", pa.table(dict(columns)))
        self.connection.execute(f"CREATE OR REPLACE TEMP TABLE {name} AS SELECT * FROM laid")
        self.connection.unregister("laid")

    def known(self) -> Register:
        """The register. Raises :class:`NotAsked` where there is none."""
        if self.register is None:
            raise NotAsked(
                "这一问要有机关名册，才知道谁在谁下面、谁该有报告。"
                "请先给仓库一份名册：gongkai corpus organs 仓库 --register 名册.csv"
            )
        return self.register

    def left_out(self, scope: Scope) -> tuple[str, ...]:
        """The remark on reports that count for nobody, and why."""
        from gongkai.corpus.organs.counting import WHY

        year = "true" if scope.year is None else "coalesce(year = ?, true)"
        found = self.rows(
            f"SELECT why, count(*) FROM uncounted WHERE {year} GROUP BY why ORDER BY why",
            [] if scope.year is None else [scope.year],
        )
        said = "，".join(f"{WHY[why]} {times} 份" for why, times in found)
        return (f"没有计入的报告：{said}。",) if found else ()


def in_year(register: Register, year: int) -> tuple[Entry, ...]:
    """Every organ that there was in the year, also one that was abolished in its course, as it stood last."""
    last = (register.of(key, year) for key in register.by_key)
    return tuple(entry for entry in last if entry is not None)


def children(register: Register, year: int) -> dict[str | None, tuple[Entry, ...]]:
    """The organs of the year directly below each parent; None holds those that have none in that year."""
    entries = in_year(register, year)
    keys = {entry.key for entry in entries}
    below: dict[str | None, list[Entry]] = {}
    for entry in entries:
        below.setdefault(entry.parent if entry.parent in keys else None, []).append(entry)
    return {parent: tuple(of_parent) for parent, of_parent in below.items()}


def lay_owing(
    ground: Ground,
    year: int,
    *,
    top: Entry | None = None,
    parent: Entry | None = None,
    region: str | None = None,
    level: str | None = None,
) -> None:
    """The table ``owing`` (position, key, name, kind, region, parent, there, place, above): who stood at the year's end,
    and whether there is a report.

    All of them in the register's order; of those below ``top`` with it, each before what is below it; or those directly
    below ``parent``.
    """
    ground.lay_year(year)
    position, among = "place", ""
    if top is not None:
        tree = tree_in(ground.connection, is_standing=True)
        under = np.flatnonzero(tree.under(ground.place(top.key)))
        ground.lay("under_top", {"place": under, "position": tree.order()[under]})
        position, among = "position", "JOIN under_top USING (place)"
    given = {"parent": parent and parent.key, "region": region, "level": level}
    wanted = {name: value for name, value in given.items() if value is not None}
    ground.connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE owing AS
        SELECT {position} AS position, key, name, kind, region, parent,
               coalesce(number IN (SELECT number FROM standing WHERE year = $year), false) AS there, place, above
        FROM in_year {among} WHERE is_standing {"".join(f"AND {name} = ${name} " for name in wanted)}""",
        {"year": year, **wanted},
    )


def without_report(ground: Ground, year: int) -> Answer:
    """Those who owe a report on the year by the table ``owing`` and have none in the store."""
    missing = ground.one("SELECT count(*) FROM owing WHERE NOT there")
    return Answer(
        "without_report",
        f"名册里有、库里没有 {year} 年度报告的机关（{missing} 个）",
        ground.sql("SELECT key, name, region, parent FROM owing WHERE NOT there ORDER BY position"),
        (Column("key", "代码"), Column("name", "机关"), Column("region", "地区"), Column("parent", "上级")),
    )
