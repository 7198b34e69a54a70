"""What a year carried out against what the next year carried in, applicant by applicant."""

from __future__ import annotations

from gongkai.corpus.questions.answer import Answer, Column
from gongkai.corpus.questions.ground import Ground, Scope
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
    ground.connection.execute(
        f"CREATE OR REPLACE TEMP TABLE neighbours AS SELECT asked.called, asked.area, asked.year, {_figures()} "
        f"FROM asked JOIN (SELECT whose, year, {_earlier()} FROM asked) AS before "
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
    )


def _applicants() -> list[str]:
    return [cell.removeprefix(_OUT) for cell in cell_forms() if cell.startswith(_OUT)]


def _figures() -> str:
    was = (f"before.{quoted(_OUT + name)} AS {quoted('was ' + name)}" for name in _applicants())
    now = (f"asked.{quoted(_IN + name)} AS {quoted('now ' + name)}" for name in _applicants())
    return ", ".join([*was, *now])


def _earlier() -> str:
    return ", ".join(quoted(_OUT + name) for name in _applicants())


def _pairs() -> str:
    return ", ".join(
        f"{{'place': {place}, 'label': {literal('—'.join(filter(None, cell_forms()[_OUT + name].column.labels)))}, "
        f"'was': {quoted('was ' + name)}, 'now': {quoted('now ' + name)}}}"
        for place, name in enumerate(_applicants())
    )


def _remarks(ground: Ground, *, is_all: bool) -> tuple[str, ...]:
    both = [
        f"({quoted('was ' + name)} IS NOT DISTINCT FROM {quoted('now ' + name)})" for name in _applicants()
    ]
    stated = [f"({quoted('was ' + name)} IS NOT NULL)" for name in _applicants()]
    ((pairs, agreeing),) = ground.rows(
        f"SELECT count(*), count(*) FILTER (WHERE {' AND '.join([*both, *stated])}) FROM neighbours"
    )
    hidden = "" if is_all else "相等的没有列出。"
    return (
        f"库里有同一机关相邻两年的报告 {pairs} 对，其中 {agreeing} 对各格都相等。{hidden}",
        "没有写明的数字不当作 0。哪一年没有报告，前后两年就连不上，不在其中。",
        *ground.left_out(Scope()),
    )
