"""Zero reports that somebody should look at again: the request table is all zeros, and something speaks against it.

Nothing here says that a zero is wrong. Each reason is shown with its figures; the organ knows, and may confirm.
"""

from __future__ import annotations

from gongkai.corpus.questions.answer import Answer, Column
from gongkai.corpus.questions.ground import Ground, Scope
from gongkai.corpus.questions.indicators import added, definitions
from gongkai.corpus.questions.overviews import zeros_by_level

_NEW = '"requests.new_received.total"'
_OUT = '"requests.carried_out.total"'
_SPEAKING = "PLB001"
"""The rule that has read the text beside a table of zeros."""
_LEAST_YEARS = 2
_COLUMNS = (
    Column("called", "机关"),
    Column("area", "地区"),
    Column("year", "年度"),
    Column("reasons", "理由"),
    Column("name", "文件"),
)


def doubtful_zeros(
    ground: Ground, *, year: int | None = None, organ: str | None = None, region: str | None = None
) -> Answer:
    """Reports whose request table states 0 in every cell, with each reason to look again.

    Earlier years speak only where there are at least two in the store and each states a number above 0.
    """
    scope = Scope(year, organ, region)
    where, values = scope.where()
    ground.connection.execute(
        f"CREATE OR REPLACE TEMP TABLE zeros AS SELECT digest, whose, called, area, year, name, {_disputes()} AS disputes "
        f"FROM asked WHERE zero AND {where}",
        values,
    )
    relation = ground.sql(
        f"""
        SELECT digest, called, area, year, list(says ORDER BY kind, says) AS reasons, name
        FROM ({_BY_TEXT} UNION ALL {_BY_YEARS} UNION ALL {_BY_CARRY} UNION ALL {_BY_DISPUTES}) AS reason
        JOIN zeros USING (digest)
        GROUP BY digest, called, area, year, name ORDER BY year, called"""
    )
    return Answer(
        "doubtful_zeros",
        f"{scope.said}需要核实的零申请报告",
        relation,
        _COLUMNS,
        _remarks(ground, scope),
        (zeros_by_level(ground, where, values, relation.alias),),
    )


def _disputes() -> str:
    """Reconsiderations and lawsuits together, of which a gap counts as not known and not as none."""
    keys = {"reconsiderations", "lawsuits"}
    listed = [
        f"coalesce({added(each.cells)}, 0)::HUGEINT" for each in definitions().figures if each.key in keys
    ]
    return " + ".join(listed)


_BY_TEXT = f"""
SELECT digest, 1 AS kind, '正文说收到或办理过申请：「' || quote || '」' AS says FROM findings WHERE code = '{_SPEAKING}'"""
_BY_YEARS = f"""
SELECT zeros.digest, 2 AS kind,
       '库里以前 ' || count(*) || ' 个年度（' || min(before.year) || '—' || max(before.year) || '）每年都有申请，最少 '
       || min(before.{_NEW}) || ' 件，最多 ' || max(before.{_NEW}) || ' 件' AS says
FROM zeros JOIN asked AS before ON before.whose = zeros.whose AND before.year < zeros.year
GROUP BY zeros.digest HAVING count(*) >= {_LEAST_YEARS} AND count(*) = count(*) FILTER (WHERE before.{_NEW} > 0)"""
_BY_CARRY = f"""
SELECT zeros.digest, 3 AS kind, '上年报告结转下年度 ' || before.{_OUT} || ' 件，本年上年结转写 0' AS says
FROM zeros JOIN asked AS before ON before.whose = zeros.whose AND before.year = zeros.year - 1
WHERE before.{_OUT} > 0"""
_BY_DISPUTES = """
SELECT digest, 4 AS kind, '复议诉讼表有 ' || disputes || ' 件，申请表全是 0' AS says FROM zeros WHERE disputes > 0"""


def _remarks(ground: Ground, scope: Scope) -> tuple[str, ...]:
    where, values = scope.where()
    ((reports, zero, open_),) = ground.rows(
        f"SELECT count(*), count(*) FILTER (WHERE zero), count(*) FILTER (WHERE zero IS NULL) FROM asked WHERE {where}",
        values,
    )
    return (
        f"{reports} 份报告里，{zero} 份申请表各格都写明是 0；{open_} 份有的格没有数字，不能判断，没有列出。",
        "列出的只是需要核实的：零可能是真的（例如案件是以前年度的）。请与填报机关核对后再下结论。",
        f"与以前年度比，要库里有至少 {_LEAST_YEARS} 个年度、每年都写明有申请，才算理由。",
        *ground.left_out(scope),
    )
