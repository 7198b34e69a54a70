"""A parent's own report against the sum of the reports directly below it, cell by cell, with who is missing."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.corpus.questions.answer import Answer, Chart, Column
from gongkai.corpus.questions.ground import Ground, NotAsked, children, lay_owing, without_report
from gongkai.corpus.store.schema import cell_forms, cells_of
from gongkai.corpus.store.views import literal, quoted
from gongkai.law.forms import forms

if TYPE_CHECKING:
    from collections.abc import Iterator, Sequence

    from gongkai.corpus.organs.register import Entry

_COLUMNS = (
    Column("table_name", "表"),
    Column("cell", "格的代码"),
    Column("label", "项目"),
    Column("own", "本机关报告", "number"),
    Column("total", "下级合计", "number"),
    Column("difference", "相差", "number"),
    Column("unit", "单位"),
    Column("stated", "写明数字的下级", "number", "份"),
    Column("not_stated", "没有写明的下级", "number", "份"),
    Column("says", "结果"),
)


def parent_and_children(ground: Ground, year: int, organ: str, *, is_all: bool = False) -> Answer:
    """The cells in which the two differ or cannot be compared; every cell with ``is_all``. Raises :class:`NotAsked`.

    Only children on the parent's edition of the form are added. They agree only where every child has a report that
    states the cell: a sum with a gap may be lower than the truth, and if it is higher already that can be told.
    """
    parent = ground.organ(organ, year)
    below = children(ground.known(), year).get(parent.key, ())
    if not below:
        raise NotAsked(f"名册里 {year} 年「{parent.name}」没有下级机关，没有可比的合计。")
    form = _form_of(ground, parent, year)
    _compare(ground, parent, below, year, form)
    lay_owing(ground, year, parent=parent)
    missing = without_report(ground, year)
    others = _others(ground, year, form)
    gaps = len(missing.rows()) + len(others.rows())
    said = _SAYS.format(gaps=f"({gaps} + not_stated)")
    relation = ground.sql(
        f"""
        SELECT table_name, cell, label, own, total, own - total AS difference, unit, stated, not_stated, {said} AS says
        FROM compared JOIN form_cells USING (cell)
        WHERE {"true" if is_all else f"{said} <> '相等'"} ORDER BY place"""
    )
    return Answer(
        "parent_and_children",
        f"{parent.name} {year} 年度报告与下级合计",
        relation,
        _COLUMNS,
        tuple(_remarks(ground, below, form, gaps, is_all=is_all)),
        (missing, others),
        Chart("differences", "label", ("difference", "own", "total")),
    )


_SAYS = """CASE
    WHEN own IS NULL THEN '本机关没有写明，不能比'
    WHEN total IS NULL THEN '下级都没有写明，不能比'
    WHEN {gaps} = 0 AND own = total THEN '相等'
    WHEN {gaps} = 0 THEN '不相等'
    WHEN own < total AND unit_kind <> 'change' THEN '下级不全，合计已经多于本机关'
    ELSE '下级不全，不能判断' END"""


def _form_of(ground: Ground, parent: Entry, year: int) -> str:
    found = ground.rows("SELECT form FROM asked WHERE organ = ? AND year = ?", [parent.key, year])
    if not found:
        raise NotAsked(f"库里没有「{parent.name}」{year} 年度的报告，没有可比的数字。")
    ((form,),) = found
    if form is None:
        raise NotAsked(f"「{parent.name}」{year} 年度的报告没有认出格式，没有可比的数字。")
    return str(form)


def _compare(ground: Ground, parent: Entry, below: Sequence[Entry], year: int, form: str) -> None:
    """The tables ``compared`` (cell, own, total, stated, not_stated) and ``form_cells``."""
    ground.table_named("below", ("organ VARCHAR",), ((child.key,) for child in below))
    ground.table_named(
        "form_cells",
        (
            "cell VARCHAR",
            "table_name VARCHAR",
            "label VARCHAR",
            "unit VARCHAR",
            "unit_kind VARCHAR",
            "place INTEGER",
        ),
        _form_cells(form),
    )
    listed = ", ".join(
        f"{{'cell': {literal(cell)}, 'total': sum({quoted(cell)})::DECIMAL(38, 4), 'stated': count({quoted(cell)})}}"
        for cell in cell_forms()
        if cell in cells_of(form)
    )
    ground.connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE compared AS
        WITH added AS (
            SELECT organ = ? AS is_own, count(*) AS reports, unnest([{listed}]) AS one FROM asked
            WHERE year = ? AND form = ? AND (organ = ? OR organ IN (FROM below)) GROUP BY is_own)
        SELECT one.cell AS cell, max(one.total) FILTER (WHERE is_own) AS own,
               max(one.total) FILTER (WHERE NOT is_own) AS total,
               coalesce(max(one.stated) FILTER (WHERE NOT is_own), 0) AS stated,
               coalesce(max(reports - one.stated) FILTER (WHERE NOT is_own), 0) AS not_stated
        FROM added GROUP BY one.cell""",
        [parent.key, year, form, parent.key],
    )


def _form_cells(form: str) -> Iterator[tuple[str, str, str, str, str, int]]:
    place = 0
    for table in forms()[form].tables:
        for cell in table.printing():
            place += 1
            unit = "万元" if cell.unit == "amount" else table.unit
            yield cell.id, table.short, cell.label, unit, cell.unit, place


def _others(ground: Ground, year: int, form: str) -> Answer:
    """Children whose report follows another edition of the form, or none that was recognised."""
    relation = ground.sql(
        "SELECT called, form FROM asked WHERE year = ? AND organ IN (FROM below) AND form IS DISTINCT FROM ? ORDER BY 1",
        [year, form],
    )
    columns = (Column("called", "机关"), Column("form", "格式"))
    return Answer("other_forms", "报告用的格式不同、没有加进来的下级", relation, columns)


def _remarks(ground: Ground, below: Sequence[Entry], form: str, gaps: int, *, is_all: bool) -> Iterator[str]:
    ((equal, every),) = ground.rows(
        f"SELECT count(*) FILTER (WHERE {_SAYS.format(gaps=f'({gaps} + not_stated)')} = '相等'), count(*) "
        "FROM compared JOIN form_cells USING (cell)"
    )
    yield f"下级 {len(below)} 个，其中 {gaps} 个没有可加的报告；{every} 格里 {equal} 格相等。" + (
        "" if is_all else "相等的没有列出。"
    )
    yield "只与直接下级的报告比；下级没有写明的不当作 0，有缺的合计只能少不能多，所以缺时不说不相等。"
    yield "本机关的报告可能没有汇总下级（只报本机关自己的），也可能扣除了重复：不相等是要核对，不是有错。"
    yield f"只加格式为 {form} 的报告。"
