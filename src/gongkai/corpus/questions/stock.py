"""The stock of regulations and normative documents across years: last year's, and issued, less repealed, is this year's."""

from __future__ import annotations

from gongkai.corpus.questions.answer import Answer, Column
from gongkai.corpus.questions.ground import Ground, Scope
from gongkai.corpus.questions.overviews import stock_by_year
from gongkai.corpus.store.schema import cell_forms
from gongkai.corpus.store.views import literal, quoted

KINDS = ("regulations", "normative_documents")
_PARTS = ("in_force", "issued", "repealed")
_COLUMNS = (
    Column("called", "机关"),
    Column("area", "地区"),
    Column("year", "年度"),
    Column("label", "种类"),
    Column("before", "上年现行有效", "number", "件"),
    Column("issued", "本年制发", "number", "件"),
    Column("repealed", "本年废止", "number", "件"),
    Column("due", "推算现行有效", "number", "件"),
    Column("in_force", "报告现行有效", "number", "件"),
    Column("difference", "报告减推算", "number", "件"),
    Column("says", "结果"),
)


def stock(
    ground: Ground,
    *,
    year: int | None = None,
    organ: str | None = None,
    region: str | None = None,
    is_all: bool = False,
) -> Answer:
    """Every pair of neighbouring years of an organ; ``year`` is the later one. Where it fits only with ``is_all``.

    The form of 2019 counts something else under the same names, so that its reports are not among them.
    """
    scope = Scope(year, organ, region)
    where, values = scope.where()
    listed = ", ".join(
        f"{{'place': {place}, 'label': {literal(_label(kind))}, 'before': before.{_cell(kind, 'in_force')}, "
        + ", ".join(f"'{part}': asked.{_cell(kind, part)}" for part in _PARTS)
        + "}"
        for place, kind in enumerate(KINDS)
    )
    ground.connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE stocks AS
        SELECT called, area, year, one.*, one.before + one.issued - one.repealed AS due FROM (
            SELECT asked.called, asked.area, asked.year, unnest([{listed}]) AS one
            FROM asked JOIN asked AS before ON before.whose = asked.whose AND before.year = asked.year - 1
            WHERE {where} AND before.disclosure_form = asked.disclosure_form AND asked.disclosure_form <> '2019')""",
        values,
    )
    says = (
        "CASE WHEN due IS NULL OR in_force IS NULL THEN '有的格没有写明，不能判断' "
        "WHEN due = in_force THEN '相等' ELSE '不相等' END"
    )
    relation = ground.sql(
        f"SELECT called, area, year, label, before, issued, repealed, due, in_force, in_force - due AS difference, "
        f"{says} AS says FROM stocks WHERE {'true' if is_all else f'{says} <> ' + literal('相等')} "
        "ORDER BY year, called, place"
    )
    return Answer(
        "stock",
        f"{scope.said}规章和规范性文件存量",
        relation,
        _COLUMNS,
        _remarks(ground, scope, is_all=is_all),
        tuple(stock_by_year(ground)),
    )


def _cell(kind: str, part: str) -> str:
    return quoted(f"disclosure.{kind}.{part}")


def _label(kind: str) -> str:
    return cell_forms()[f"disclosure.{kind}.in_force"].row.labels[-1]


def _remarks(ground: Ground, scope: Scope, *, is_all: bool) -> tuple[str, ...]:
    ((pairs, fitting),) = ground.rows("SELECT count(*), count(*) FILTER (WHERE due = in_force) FROM stocks")
    hidden = "" if is_all else "相等的没有列出。"
    return (
        f"可比的有 {pairs} 对，其中 {fitting} 对相等。{hidden}",
        "推算：上年现行有效，加本年制发，减本年废止。没有写明的不当作 0。",
        "不相等是要核对：机构合并、文件失效而没有宣布废止、清理，都会使存量变动。2019 年格式口径不同，不在其中。",
        *ground.left_out(scope),
    )
