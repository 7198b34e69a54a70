"""The stock of regulations and normative documents across years: last year's, and issued, less repealed, is this year's."""

from __future__ import annotations

from gongkai.corpus.questions.answer import Answer, Column
from gongkai.corpus.questions.ground import Ground, Scope
from gongkai.corpus.questions.neighbours import NOW, WAS, handed_over, lay_neighbours
from gongkai.corpus.questions.overviews import stock_by_year
from gongkai.corpus.store.schema import cell_forms
from gongkai.corpus.store.views import literal, quoted

KINDS = ("regulations", "normative_documents")
_IN_FORCE = "in_force"
_PARTS = (_IN_FORCE, "issued", "repealed")
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
    lay_neighbours(
        ground,
        scope,
        was=[_cell(kind, _IN_FORCE) for kind in KINDS],
        now=[_cell(kind, part) for kind in KINDS for part in _PARTS],
        where="before.disclosure_form = later.disclosure_form AND later.disclosure_form <> '2019'",
    )
    _lay_stocks(ground)
    says = (
        "CASE WHEN due IS NULL OR in_force IS NULL THEN '有的格没有写明，不能判断' "
        "WHEN due = in_force THEN '相等' ELSE '不相等' END"
    )
    found = ground.connection.sql(
        f"SELECT called, area, year, label, before, issued, repealed, due, in_force, in_force - due AS difference, "
        f"{says} AS says FROM stocks WHERE {'true' if is_all else f'{says} <> ' + literal('相等')} "
        "ORDER BY year, called, place, number"
    )
    return Answer(
        "stock",
        f"{scope.said}规章和规范性文件存量",
        ground.named(found.to_arrow_table()),
        _COLUMNS,
        _remarks(ground, scope, is_all=is_all),
        tuple(stock_by_year(ground)),
    )


def _lay_stocks(ground: Ground) -> None:
    """The table ``stocks``: a row for each kind of the neighbours, with what follows from the year before as ``due``."""
    kinds = " UNION ALL ".join(
        f"SELECT number, called, area, year, {place} AS place, {literal(_label(kind))} AS label, "
        f"{quoted(WAS + _cell(kind, _IN_FORCE))} AS before, "
        + ", ".join(f"{quoted(NOW + _cell(kind, part))} AS {part}" for part in _PARTS)
        + " FROM neighbours"
        for place, kind in enumerate(KINDS)
    )
    ground.connection.execute(
        f"CREATE OR REPLACE TEMP TABLE stocks AS SELECT *, before + issued - repealed AS due FROM ({kinds})"
    )


def _cell(kind: str, part: str) -> str:
    return f"disclosure.{kind}.{part}"


def _label(kind: str) -> str:
    return cell_forms()[_cell(kind, _IN_FORCE)].row.labels[-1]


def _remarks(ground: Ground, scope: Scope, *, is_all: bool) -> tuple[str, ...]:
    ((pairs, fitting),) = ground.rows("SELECT count(*), count(*) FILTER (WHERE due = in_force) FROM stocks")
    hidden = "" if is_all else "相等的没有列出。"
    return (
        f"可比的有 {pairs} 对，其中 {fitting} 对相等。{hidden}",
        "推算：上年现行有效，加本年制发，减本年废止。没有写明的不当作 0。",
        *handed_over(ground, "neighbours", "现行有效的", "上年现行有效"),
        "不相等是要核对：名册没有写接续的机构合并、文件失效而没有宣布废止、清理，都会使存量变动。2019 年格式口径不同，不在其中。",
        *ground.left_out(scope),
    )
