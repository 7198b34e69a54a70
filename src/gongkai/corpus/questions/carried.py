"""What a year carried out against what the next year carried in, applicant by applicant."""

from __future__ import annotations

from gongkai.corpus.questions.answer import Answer, Column
from gongkai.corpus.questions.ground import Ground, Scope
from gongkai.corpus.questions.neighbours import NOW, WAS, handed_over, lay_neighbours
from gongkai.corpus.questions.overviews import pairs_by_year
from gongkai.corpus.store.schema import cell_forms
from gongkai.corpus.store.views import literal, quoted

_OUT, _IN = "requests.carried_out.", "requests.carried_in."
_COLUMNS = (
    Column("called", "机关"),
    Column("area", "地区"),
    Column("from_year", "上年"),
    Column("year", "本年"),
    Column("label", "申请人"),
    Column("carried_out", "上年报告的结转下年度", "number", "件"),
    Column("carried_in", "本年报告的上年结转", "number", "件"),
    Column("difference", "本年减上年", "number", "件"),
    Column("says", "结果"),
)


def carried_over(
    ground: Ground,
    *,
    year: int | None = None,
    organ: str | None = None,
    region: str | None = None,
    is_all: bool = False,
) -> Answer:
    """Every pair of neighbouring years of an organ; ``year`` is the later one. Where both agree only with ``is_all``."""
    scope = Scope(year, organ, region)
    lay_neighbours(
        ground,
        scope,
        was=[_OUT + name for name in _applicants()],
        now=[_IN + name for name in _applicants()],
        where="true" if is_all else f"NOT ({_same('before', 'later')})",
    )
    numbers = ground.connection.sql(
        f"""
        SELECT called, area, year - 1 AS from_year, year, CASE place {_labels()} END AS label,
               was AS carried_out, now AS carried_in, now - was AS difference,
               CASE WHEN was IS NULL AND now IS NULL THEN '两年都没有写明，不能判断'
                    WHEN was IS NULL THEN '上年没有写明，不能判断' WHEN now IS NULL THEN '本年没有写明，不能判断'
                    WHEN was = now THEN '相等' ELSE '不相等' END AS says
        FROM ({_pairs(is_all=is_all)} ORDER BY year, called, place, number)"""
    ).to_arrow_table()
    by_year = pairs_by_year(ground, _same(), _same(unstated="true"))
    return Answer(
        "carried_over",
        f"{scope.said}上年结转与本年接续",
        ground.named(numbers),
        _COLUMNS,
        _remarks(ground, by_year, is_all=is_all),
        (by_year,),
    )


def _applicants() -> list[str]:
    return [cell.removeprefix(_OUT) for cell in cell_forms() if cell.startswith(_OUT)]


def _pairs(*, is_all: bool) -> str:
    """A row for each applicant of the neighbours."""
    return " UNION ALL ".join(
        f"SELECT number, called, area, year, {place} AS place, {was} AS was, {now} AS now FROM neighbours "
        f"WHERE {'true' if is_all else f'{was} IS DISTINCT FROM {now} OR {was} IS NULL'}"
        for place, was, now in ((place, *_figures(name)) for place, name in enumerate(_applicants()))
    )


def _labels() -> str:
    return " ".join(
        f"WHEN {place} THEN {literal('—'.join(filter(None, cell_forms()[_OUT + name].column.labels)))}"
        for place, name in enumerate(_applicants())
    )


def _same(before: str = "", later: str = "", *, unstated: str = "false") -> str:
    """That both years state every cell, and the same; with ``unstated`` true, that of the stated ones none differs.

    Of ``neighbours``, or of the tables that are named.
    """
    both = (
        (f"{before}.{quoted(_OUT + name)}", f"{later}.{quoted(_IN + name)}") if before else _figures(name)
        for name in _applicants()
    )
    return " AND ".join(f"coalesce({was} = {now}, {unstated})" for was, now in both)


def _figures(name: str) -> tuple[str, str]:
    """The two columns of ``neighbours``, in SQL."""
    return quoted(WAS + _OUT + name), quoted(NOW + _IN + name)


def _remarks(ground: Ground, by_year: Answer, *, is_all: bool) -> tuple[str, ...]:
    totals = by_year.relation.sum("pairs").fetchall(), by_year.relation.sum("agreeing").fetchall()
    pairs, agreeing = (int(found[0][0] or 0) for found in totals)
    hidden = "" if is_all else "相等的没有列出。"
    return (
        f"库里有同一机关相邻两年的报告 {pairs} 对，其中 {agreeing} 对各格都相等。{hidden}",
        "没有写明的数字不当作 0。哪一年没有报告，前后两年就连不上，不在其中。",
        *handed_over(ground, "pairs", "结转下年度的", "上年结转"),
        *ground.left_out(Scope()),
    )
