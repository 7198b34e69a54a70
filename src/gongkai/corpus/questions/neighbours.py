"""A report beside its organ's of the year before; where the register says who goes on with whose, beside all of theirs."""

from __future__ import annotations

from typing import TYPE_CHECKING

from gongkai.corpus.organs.successors import handovers
from gongkai.corpus.store.views import quoted

if TYPE_CHECKING:
    from collections.abc import Sequence

    from gongkai.corpus.questions.ground import Ground, Scope

WAS, NOW = "was ", "now "
"""Before the names of the cells in ``neighbours``."""


def lay_neighbours(
    ground: Ground, scope: Scope, *, was: Sequence[str], now: Sequence[str], where: str
) -> None:
    """The tables ``pairs`` (position, number, year, called, area, before) of the reports that have one before them, and
    ``neighbours``: number, called, area and year of the pairs that ``where`` lets in, with what the earlier one states in
    the cells ``was`` and the later one in the cells ``now``.

    ``where`` is SQL over ``before`` and ``later``, which have these cells and ``disclosure_form``. Where several reports
    stand for the earlier one (``before`` is null in ``pairs``) their numbers are added up, if each of them is stated; and
    they have a form if it is the same for all.
    """
    has_heirs = _lay_heirs(ground)
    _lay_pairs(ground, scope, was, has_heirs=has_heirs)
    named = [f"before.{quoted(cell)} AS {quoted(WAS + cell)}" for cell in was]
    named += [f"later.{quoted(cell)} AS {quoted(NOW + cell)}" for cell in now]
    later = f"placed_with({[*now, _FORM]}) AS later JOIN pairs USING (position)"
    found = f"SELECT pairs.number, pairs.called, pairs.area, pairs.year, {', '.join(named)} FROM {later}"
    years = [scope.year, scope.year - 1] if scope.year is not None else []
    with ground.joined_as_written():  # by their forms alone, every report would meet every other
        ground.connection.execute(
            f"CREATE OR REPLACE TEMP TABLE neighbours AS {found} JOIN placed_with({[*was, _FORM]}) AS before "
            f"ON before.position = pairs.before WHERE {'later.year = ? AND before.year = ?' if years else 'true'} AND {where}",
            years,
        )
    if has_heirs:
        ground.connection.execute(
            f"INSERT INTO neighbours {found} JOIN inherited AS before "
            f"ON before.number = pairs.number AND before.year = pairs.year WHERE pairs.before IS NULL AND {where}"
        )


def handed_over(ground: Ground, table: str, left: str, taken: str) -> tuple[str, ...]:
    """The remarks on organs that went on with others' in the pairs of the table: what those ``left``, as what it is
    ``taken`` up.
    """
    found = ground.rows(
        f"""
        SELECT DISTINCT heirs.year, coalesce(its.text, heirs.organ), new.text, its.text IS NULL
        FROM {table} AS paired JOIN heirs ON heirs.heir_number = paired.number AND heirs.year = paired.year - 1
        JOIN callings AS new ON new.called = paired.called
        LEFT JOIN standing AS old ON old.number = heirs.number AND old.year = heirs.year
        LEFT JOIN callings AS its ON its.called = old.called
        WHERE heirs.organ <> heirs.heir ORDER BY ALL"""
    )
    return tuple(
        f"名册写明接续：{old} {year} 年度{left}，算在{new} {year + 1} 年度的{taken}里。"
        + ("它那一年的报告不在库里，不能判断。" if is_missing else "")
        for year, old, new, is_missing in found
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


def _lay_pairs(ground: Ground, scope: Scope, was: Sequence[str], *, has_heirs: bool) -> None:
    later, values = ground.standing(scope)
    unless = "NOT EXISTS (FROM heirs WHERE heirs.number = later.number AND heirs.year = later.year - 1)"
    ground.connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE pairs AS
        SELECT position, number, year, called, area, before
        FROM {later} AS later WHERE before IS NOT NULL AND {unless if has_heirs else "true"}""",
        values,
    )
    if has_heirs:
        _lay_inherited(ground, was)
        ground.connection.execute(
            "INSERT INTO pairs SELECT position, number, year, called, area, NULL "
            f"FROM {later} JOIN inherited USING (number, year)",
            values,
        )


def _lay_inherited(ground: Ground, was: Sequence[str]) -> None:
    """The table ``inherited``: what several reports say together that stand for the one of the year before."""
    summed = ", ".join(
        f"CASE WHEN count({cell}) = any_value(among) THEN sum({cell}) END::BIGINT AS {cell}"
        for cell in map(quoted, was)
    )
    ground.connection.execute(
        f"""
        CREATE OR REPLACE TEMP TABLE inherited AS
        SELECT heirs.heir_number AS number, heirs.year + 1 AS year, {summed},
               CASE WHEN count(*) = count({_FORM}) AND count(DISTINCT {_FORM}) = 1 THEN any_value({_FORM}) END AS {_FORM}
        FROM heirs JOIN standing ON standing.number = heirs.number AND standing.year = heirs.year
        JOIN placed_with({[*was, _FORM]}) AS placed USING (position) GROUP BY heirs.heir_number, heirs.year"""
    )


_FORM = "disclosure_form"
