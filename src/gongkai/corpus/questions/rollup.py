"""The roll-up along the tree of organs: every cell of the form added up, with what is missing from the sum.

A figure that is blank, lacking or withheld is counted as such and never as zero. Each edition of the form stands by
itself. An organ that has others below it reports for all of them, so that its own report is not added once more.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from gongkai.corpus.questions.answer import Answer, Column
from gongkai.corpus.questions.ground import Ground, Scope, children, without_report
from gongkai.corpus.questions.overviews import composition, coverage
from gongkai.corpus.store.schema import cell_forms, table_keys
from gongkai.corpus.store.views import literal, quoted
from gongkai.law.forms import forms

if TYPE_CHECKING:
    from collections.abc import Iterator, Mapping, Sequence

    from duckdb import DuckDBPyRelation

    from gongkai.corpus.organs.register import Entry

ALL = ""
"""The node that stands for everything that was asked about."""
_LARGEST = 2**63 - 1

_COLUMNS = (
    Column("organ_name", "机关"),
    Column("form", "格式"),
    Column("table_name", "表"),
    Column("cell", "格的代码"),
    Column("label", "项目"),
    Column("total", "合计", "number"),
    Column("unit", "单位"),
    Column("stated", "写明数字的", "number", "份"),
    Column("blank", "空白的", "number", "份"),
    Column("lacking", "没有这一格的", "number", "份"),
    Column("withheld", "认不准、没有取用的", "number", "份"),
    Column("reports", "报告", "number", "份"),
)


@dataclass(frozen=True, slots=True)
class _Node:
    """A row of organs in the answer: the sum over ``members``; everything where they are None."""

    key: str
    name: str
    members: tuple[str, ...] | None


def roll_up(
    ground: Ground,
    year: int,
    *,
    organ: str | None = None,
    region: str | None = None,
    depth: int = 0,
    is_own_added: bool = False,
) -> Answer:
    """Every cell of the year, added up over the organ and all below it; over the whole store where none is named.

    ``depth`` 1 gives the same for every organ directly below, 2 for those below them. ``is_own_added`` adds the own
    report of an organ that has others below it. Raises :class:`NotAsked`.
    """
    top = ground.organ(organ, year) if organ is not None else None
    tree = _Tree(children(ground.register, year), is_own_added) if ground.register else None
    _place(ground, tuple(_nodes(tree, top, depth)))
    _add_up(ground, Scope(year, region=region))
    relation = _joined(ground)
    said = top.name if top else (region or "全库")
    return Answer(
        "roll_up",
        f"{said} {year} 年度汇总",
        relation,
        _COLUMNS,
        tuple(_remarks(ground, year, region, is_own_added=is_own_added)),
        (*_missing(ground, year, top, region), *composition(ground, said)),
    )


@dataclass(frozen=True, slots=True)
class _Tree:
    """Who stands below whom, and whether an organ with others below it is added beside them."""

    below: Mapping[str | None, tuple[Entry, ...]]
    is_own_added: bool

    def members(self, above: str | None) -> Iterator[str]:
        """Whose reports are added below an organ."""
        for child in self.below.get(above, ()):
            yield from self.members_of(child.key)

    def members_of(self, key: str) -> Iterator[str]:
        """Whose reports are added for an organ."""
        if self.is_own_added or key not in self.below:
            yield key
        yield from self.members(key)

    def listed(self, entries: Sequence[Entry], depth: int) -> Iterator[_Node]:
        for entry in entries:
            yield _Node(entry.key, entry.name, tuple(self.members_of(entry.key)))
            if depth > 0:
                yield from self.listed(self.below.get(entry.key, ()), depth - 1)


def _nodes(tree: _Tree | None, top: Entry | None, depth: int) -> Iterator[_Node]:
    if tree is None:
        yield _Node(ALL, "全部报告", None)
    elif top is not None:
        yield from tree.listed((top,), depth)
    else:
        yield _Node(ALL, "名册里的全部机关", tuple(tree.members(None)))
        if depth > 0:
            yield from tree.listed(tree.below.get(None, ()), depth - 1)


def _place(ground: Ground, nodes: Sequence[_Node]) -> None:
    """The table ``placed``: which organ's report is added where. Without a register all are added to one node."""
    ground.table_named(
        "nodes",
        ("node VARCHAR", "called VARCHAR", "number INTEGER"),
        ((node.key, node.name, number) for number, node in enumerate(nodes)),
    )
    if nodes[0].members is None:
        ground.connection.execute(
            f"CREATE OR REPLACE TEMP TABLE placed AS SELECT digest, {literal(ALL)} AS node FROM asked"
        )
        return
    ground.table_named(
        "members",
        ("node VARCHAR", "organ VARCHAR"),
        ((node.key, organ) for node in nodes for organ in node.members or ()),
    )
    ground.connection.execute(
        "CREATE OR REPLACE TEMP TABLE placed AS SELECT digest, node FROM asked JOIN members USING (organ)"
    )


def _add_up(ground: Ground, scope: Scope) -> None:
    """The tables ``rolled`` (node, form, cell, total, stated, reports) and ``gaps`` (node, form, cell, blank, withheld)."""
    where, values = scope.where()
    added = ", ".join(
        f"{{'cell': {literal(cell)}, 'form': {_edition(cell.split('.')[0])}, "
        f"'total': sum({quoted(cell)})::DECIMAL(38, 4), 'stated': count({quoted(cell)})}}"
        for cell in cell_forms()
    )
    editions = ", ".join(_edition(table) for table in table_keys())
    ground.connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE rolled AS
        SELECT node, one.form AS form, one.cell AS cell, sum(one.total) AS total, sum(one.stated) AS stated,
               sum(reports) AS reports
        FROM (SELECT node, count(*) AS reports, unnest([{added}]) AS one
              FROM asked JOIN placed USING (digest) WHERE {where} GROUP BY node, {editions})
        GROUP BY ALL""",
        values,
    )
    ground.connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE gaps AS
        SELECT node, CASE split_part(cell, '.', 1) {_edition_of_cell()} END AS form, cell,
               count(*) FILTER (WHERE cells.state = 'blank') AS blank, count(*) FILTER (WHERE {_WITHHELD}) AS withheld
        FROM cells JOIN asked USING (digest) JOIN placed USING (digest) WHERE {where}
        GROUP BY ALL""",
        values,
    )


_WITHHELD = f"""cells.state = 'unreadable'
    OR (cells.state = 'count' AND (try_cast(cells.value AS HUGEINT) IS NULL
        OR abs(try_cast(cells.value AS HUGEINT)) > {_LARGEST}))
    OR (cells.state = 'amount' AND try_cast(cells.value AS DECIMAL(38, 10))
        IS DISTINCT FROM try_cast(cells.value AS DECIMAL(18, 4))::DECIMAL(38, 10))
    OR (cells.state = 'amount' AND cells.value IS NULL)"""
"""What the reader did not vouch for, and numbers beyond any sense, which the wide table does not hold."""


def _edition(table: str) -> str:
    """The edition that a report's table follows; where it has no such table, the one that it should have had."""
    return f"coalesce(asked.{table}_form, asked.form, asked.form_required)"


def _edition_of_cell() -> str:
    return " ".join(f"WHEN {literal(table)} THEN {_edition(table)}" for table in table_keys())


def _joined(ground: Ground) -> DuckDBPyRelation:
    ground.table_named(
        "form_cells",
        (
            "form VARCHAR",
            "cell VARCHAR",
            "table_name VARCHAR",
            "label VARCHAR",
            "unit VARCHAR",
            "place INTEGER",
        ),
        _form_cells(),
    )
    return ground.sql(
        """
        SELECT nodes.called AS organ_name, form, table_name, cell, label, total, unit, stated::BIGINT AS stated,
               coalesce(blank, 0) AS blank,
               (reports - stated - coalesce(blank, 0) - coalesce(withheld, 0))::BIGINT AS lacking,
               coalesce(withheld, 0) AS withheld, reports::BIGINT AS reports
        FROM rolled JOIN nodes USING (node) JOIN form_cells USING (form, cell) LEFT JOIN gaps USING (node, form, cell)
        ORDER BY nodes.number, form, place"""
    )


def _form_cells() -> Iterator[tuple[str, str, str, str, str, int]]:
    for version, form in forms().items():
        place = 0
        for table in form.tables:
            for cell in dict.fromkeys((*table.printing(), *table.printing(table.undivided_groups))):
                unit = "万元" if cell.unit == "amount" else table.unit
                place += 1
                yield version, cell.id, table.short, cell.label, unit, place


def _missing(ground: Ground, year: int, top: Entry | None, region: str | None) -> tuple[Answer, ...]:
    if ground.register is None:
        return ()
    below = ground.register.below(top.key, year) if top else ground.register.standing(year)
    among = [each for each in below if region in {None, each.region}]
    return without_report(ground, year, among), coverage(ground, year, top, among)


def _remarks(ground: Ground, year: int, region: str | None, *, is_own_added: bool) -> Iterator[str]:
    where, values = Scope(year, region=region).where()
    reports = ground.one(
        f"SELECT count(DISTINCT digest) FROM asked JOIN placed USING (digest) WHERE {where}", values
    )
    yield f"合计的是 {reports} 份报告，同一机关同一年度只取一份。"
    yield "空白、缺失、认不准的数字不当作 0：合计只加写明的数字，其余各有几份列在旁边。"
    by_form = ground.rows(
        f"SELECT form, count(DISTINCT digest) FROM asked JOIN placed USING (digest) WHERE {where} GROUP BY 1 ORDER BY 1",
        values,
    )
    if len(by_form) > 1:
        listed = "，".join(f"{form or '没有认出格式的'} {times} 份" for form, times in by_form)
        yield f"所用格式不同的分开合计：{listed}。"
    yield from ground.left_out(Scope(year))
    if ground.register is None:
        yield "仓库里没有机关名册：哪些机关没有报告无从得知；政府的汇总报告与部门的报告也分不开，可能加了两遍。"
        return
    if is_own_added:
        yield "有下级机关的，它自己的报告也加在里面；如果那是汇总的报告，就加了两遍。"
    else:
        yield "有下级机关的，它自己的报告当作汇总的报告，不再加一遍；与下级合计对不对得上，见 gongkai corpus parents。"
