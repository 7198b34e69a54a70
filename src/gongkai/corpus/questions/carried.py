"""What a year carried out against what the next year carried in, applicant by applicant."""

from __future__ import annotations

from gongkai.corpus.organs.successors import handovers
from gongkai.corpus.questions.answer import Answer, Column
from gongkai.corpus.questions.ground import Ground, Scope
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
    where, values = Scope(year, organ, region).where()
    has_heirs = _lay_heirs(ground)
    with ground.joined_as_written():
        ground.connection.execute(
            f"CREATE OR REPLACE TEMP TABLE neighbours AS SELECT asked.whose, asked.called, asked.area, asked.year, {_figures()} "
            f"FROM asked JOIN ({_earlier(has_heirs=has_heirs)}) AS before "
            f"ON before.whose = asked.whose AND before.year = asked.year - 1 WHERE {where}",
            values,
        )
    relation = ground.sql(
        f"""
        SELECT called, area, year - 1 AS from_year, year, one.label AS label, one.was AS carried_out,
               one.now AS carried_in, one.now - one.was AS difference,
               CASE WHEN one.was IS NULL AND one.now IS NULL THEN '两年都没有写明，不能判断'
                    WHEN one.was IS NULL THEN '上年没有写明，不能判断' WHEN one.now IS NULL THEN '本年没有写明，不能判断'
                    WHEN one.was = one.now THEN '相等' ELSE '不相等' END AS says
        FROM (SELECT called, area, year, unnest([{_pairs()}]) AS one FROM neighbours)
        WHERE {"true" if is_all else "one.was IS DISTINCT FROM one.now OR one.was IS NULL"}
        ORDER BY year, called, one.place"""
    )
    return Answer(
        "carried_over",
        f"{Scope(year, organ, region).said}上年结转与本年接续",
        relation,
        _COLUMNS,
        _remarks(ground, is_all=is_all),
        (pairs_by_year(ground, _same(), _unknown()),),
    )


def _applicants() -> list[str]:
    return [cell.removeprefix(_OUT) for cell in cell_forms() if cell.startswith(_OUT)]


def _figures() -> str:
    was = (f"before.{quoted(_OUT + name)} AS {quoted('was ' + name)}" for name in _applicants())
    now = (f"asked.{quoted(_IN + name)} AS {quoted('now ' + name)}" for name in _applicants())
    return ", ".join([*was, *now])


def _earlier(*, has_heirs: bool) -> str:
    """What was carried out, by who carries it in. Of several, the sum, if each of them states it."""
    figures = ", ".join(quoted(_OUT + name) for name in _applicants())
    if not has_heirs:
        return f"SELECT whose, year, {figures} FROM asked"
    summed = ", ".join(
        f"CASE WHEN count({cell}) = any_value(among) THEN sum({cell}) END::BIGINT AS {cell}"
        for cell in (quoted(_OUT + name) for name in _applicants())
    )
    return (
        f"SELECT whose, year, {figures} FROM asked WHERE NOT EXISTS "
        "(FROM heirs WHERE heirs.organ = asked.whose AND heirs.year = asked.year) "
        f"UNION ALL SELECT heir, heirs.year, {summed} FROM heirs JOIN asked ON whose = heirs.organ "
        "AND asked.year = heirs.year GROUP BY heir, heirs.year"
    )


def _lay_heirs(ground: Ground) -> bool:
    """The table ``heirs``: whose reports on a year come together in one organ's of the next; ``among`` so many.

    Whether the register states any. An organ that still reported on the next year itself handed nothing over in between.
    """
    stated = handovers(ground.register) if ground.register else ()
    own = {(each.heir, each.year) for each in stated}
    rows = [(each.organ, each.heir, each.year) for each in stated]
    rows += [(heir, heir, year) for heir, year in sorted(own) if _stood(ground, heir, year)]
    ground.table_named("stated_heirs", ("organ VARCHAR", "heir VARCHAR", "year INTEGER"), rows)
    ground.connection.execute(
        "CREATE OR REPLACE TEMP TABLE heirs AS SELECT *, count(*) OVER (PARTITION BY heir, year) AS among "
        "FROM stated_heirs AS stated WHERE organ = heir OR NOT EXISTS "
        "(FROM asked WHERE asked.whose = stated.organ AND asked.year = stated.year + 1)"
    )
    return bool(stated)


def _stood(ground: Ground, key: str, year: int) -> bool:
    return any(entry.key == key for entry in ground.known().standing(year))


def _pairs() -> str:
    return ", ".join(
        f"{{'place': {place}, 'label': {literal('—'.join(filter(None, cell_forms()[_OUT + name].column.labels)))}, "
        f"'was': {quoted('was ' + name)}, 'now': {quoted('now ' + name)}}}"
        for place, name in enumerate(_applicants())
    )


def _same() -> str:
    """That both years state every cell, and the same."""
    both = (f"coalesce({quoted('was ' + name)} = {quoted('now ' + name)}, false)" for name in _applicants())
    return " AND ".join(both)


def _unknown() -> str:
    """That of the cells which both years state none differs."""
    both = (f"coalesce({quoted('was ' + name)} = {quoted('now ' + name)}, true)" for name in _applicants())
    return " AND ".join(both)


def _handed_over(ground: Ground) -> tuple[str, ...]:
    """The remark on organs that went on with others' requests in these pairs."""
    found = ground.rows(
        """
        SELECT DISTINCT heirs.year, coalesce(old.called, heirs.organ), neighbours.called, old.called IS NULL
        FROM neighbours JOIN heirs ON heirs.heir = neighbours.whose AND heirs.year = neighbours.year - 1
        LEFT JOIN asked AS old ON old.whose = heirs.organ AND old.year = heirs.year
        WHERE heirs.organ <> heirs.heir ORDER BY ALL"""
    )
    return tuple(
        f"名册写明接续：{old} {year} 年度结转下年度的，算在{new} {year + 1} 年度的上年结转里。"
        + ("它那一年的报告不在库里，不能判断。" if is_missing else "")
        for year, old, new, is_missing in found
    )


def _remarks(ground: Ground, *, is_all: bool) -> tuple[str, ...]:
    ((pairs, agreeing),) = ground.rows(f"SELECT count(*), count(*) FILTER (WHERE {_same()}) FROM neighbours")
    hidden = "" if is_all else "相等的没有列出。"
    return (
        f"库里有同一机关相邻两年的报告 {pairs} 对，其中 {agreeing} 对各格都相等。{hidden}",
        "没有写明的数字不当作 0。哪一年没有报告，前后两年就连不上，不在其中。",
        *_handed_over(ground),
        *ground.left_out(Scope()),
    )
