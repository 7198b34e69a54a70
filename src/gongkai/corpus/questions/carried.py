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
    scope = Scope(year, organ, region)
    has_heirs = _lay_heirs(ground)
    _lay_pairs(ground, scope, has_heirs=has_heirs)
    _lay_neighbours(ground, scope, has_heirs=has_heirs, is_all=is_all)
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
        _remarks(ground, by_year, is_all=is_all, has_heirs=has_heirs),
        (by_year,),
    )


def _applicants() -> list[str]:
    return [cell.removeprefix(_OUT) for cell in cell_forms() if cell.startswith(_OUT)]


def _lay_pairs(ground: Ground, scope: Scope, *, has_heirs: bool) -> None:
    """The table ``pairs``: every later report, and where the earlier one stands, if it is a single one.

    Of several, the table ``inherited`` has what was carried out: the sum, if each of them states it.
    """
    later, values = ground.standing(scope)
    unless = "NOT EXISTS (FROM heirs WHERE heirs.number = later.number AND heirs.year = later.year - 1)"
    ground.connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE pairs AS
        SELECT position, number, year, called, area, before
        FROM {later} AS later WHERE before IS NOT NULL AND {unless if has_heirs else "true"}""",
        values,
    )
    if not has_heirs:
        return
    summed = ", ".join(
        f"CASE WHEN count({cell}) = any_value(among) THEN sum({cell}) END::BIGINT AS {cell}"
        for cell in (quoted(_OUT + name) for name in _applicants())
    )
    ground.connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE inherited AS
        SELECT heirs.heir_number AS number, heirs.year + 1 AS year, {summed}
        FROM heirs JOIN standing ON standing.number = heirs.number AND standing.year = heirs.year
        JOIN placed USING (position) GROUP BY heirs.heir_number, heirs.year"""
    )
    ground.connection.execute(
        f"INSERT INTO pairs SELECT position, number, year, called, area, NULL FROM {later} JOIN inherited USING (number, year)",
        values,
    )


def _lay_neighbours(ground: Ground, scope: Scope, *, has_heirs: bool, is_all: bool) -> None:
    """The table ``neighbours``: the pairs with their figures; where all agree only with ``is_all``."""
    columns = "pairs.number, pairs.called, pairs.area, pairs.year"
    now = f"SELECT {columns}, {_figures()} FROM placed AS later JOIN pairs USING (position)"
    years = [scope.year, scope.year - 1] if scope.year is not None else []
    wanted = "later.year = ? AND before.year = ?" if years else "true"
    odd = "true" if is_all else f"NOT ({_same('before.' + _OUT, 'later.' + _IN)})"
    ground.connection.execute(
        f"CREATE OR REPLACE TEMP TABLE neighbours AS {now} JOIN placed AS before ON before.position = pairs.before "
        f"WHERE {wanted} AND {odd}",
        years,
    )
    if has_heirs:
        ground.connection.execute(
            f"INSERT INTO neighbours {now} JOIN inherited AS before "
            f"ON before.number = pairs.number AND before.year = pairs.year WHERE pairs.before IS NULL AND {odd}"
        )


def _figures() -> str:
    was = (f"before.{quoted(_OUT + name)} AS {quoted('was ' + name)}" for name in _applicants())
    now = (f"later.{quoted(_IN + name)} AS {quoted('now ' + name)}" for name in _applicants())
    return ", ".join([*was, *now])


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
        """
        CREATE OR REPLACE TEMP TABLE heirs AS
        SELECT stated.*, own.number, other.number AS heir_number, count(*) OVER (PARTITION BY heir, year) AS among
        FROM stated_heirs AS stated LEFT JOIN organ_numbers AS own ON own.whose = organ
        LEFT JOIN organ_numbers AS other ON other.whose = heir
        WHERE organ = heir OR NOT EXISTS
            (FROM standing WHERE standing.number = own.number AND standing.year = stated.year + 1)"""
    )
    return bool(stated)


def _stood(ground: Ground, key: str, year: int) -> bool:
    return any(entry.key == key for entry in ground.known().standing(year))


def _pairs(*, is_all: bool) -> str:
    """A row for each applicant of the neighbours."""
    return " UNION ALL ".join(
        f"SELECT number, called, area, year, {place} AS place, {was} AS was, {now} AS now FROM neighbours "
        f"WHERE {'true' if is_all else f'{was} IS DISTINCT FROM {now} OR {was} IS NULL'}"
        for place, was, now in (
            (place, quoted("was " + name), quoted("now " + name)) for place, name in enumerate(_applicants())
        )
    )


def _labels() -> str:
    return " ".join(
        f"WHEN {place} THEN {literal('—'.join(filter(None, cell_forms()[_OUT + name].column.labels)))}"
        for place, name in enumerate(_applicants())
    )


def _same(was: str = "was ", now: str = "now ", *, unstated: str = "false") -> str:
    """That both years state every cell, and the same; with ``unstated`` true, that of the stated ones none differs."""
    both = (f"coalesce({_named(was, name)} = {_named(now, name)}, {unstated})" for name in _applicants())
    return " AND ".join(both)


def _named(before: str, name: str) -> str:
    table, _, column = before.partition(".") if before.startswith(("before.", "later.")) else ("", "", before)
    return f"{table}.{quoted(column + name)}" if table else quoted(column + name)


def _handed_over(ground: Ground) -> tuple[str, ...]:
    """The remark on organs that went on with others' requests in these pairs."""
    found = ground.rows(
        """
        SELECT DISTINCT heirs.year, coalesce(its.text, heirs.organ), new.text, its.text IS NULL
        FROM pairs JOIN heirs ON heirs.heir_number = pairs.number AND heirs.year = pairs.year - 1
        JOIN callings AS new ON new.called = pairs.called
        LEFT JOIN standing AS old ON old.number = heirs.number AND old.year = heirs.year
        LEFT JOIN callings AS its ON its.called = old.called
        WHERE heirs.organ <> heirs.heir ORDER BY ALL"""
    )
    return tuple(
        f"名册写明接续：{old} {year} 年度结转下年度的，算在{new} {year + 1} 年度的上年结转里。"
        + ("它那一年的报告不在库里，不能判断。" if is_missing else "")
        for year, old, new, is_missing in found
    )


def _remarks(ground: Ground, by_year: Answer, *, is_all: bool, has_heirs: bool) -> tuple[str, ...]:
    totals = by_year.relation.sum("pairs").fetchall(), by_year.relation.sum("agreeing").fetchall()
    pairs, agreeing = (int(found[0][0] or 0) for found in totals)
    hidden = "" if is_all else "相等的没有列出。"
    return (
        f"库里有同一机关相邻两年的报告 {pairs} 对，其中 {agreeing} 对各格都相等。{hidden}",
        "没有写明的数字不当作 0。哪一年没有报告，前后两年就连不上，不在其中。",
        *(_handed_over(ground) if has_heirs else ()),
        *ground.left_out(Scope()),
    )
