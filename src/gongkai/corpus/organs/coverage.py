"""Who reported on which year, who is missing, and what a person should decide."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal, TypeAlias

from gongkai.corpus.organs.counting import OPEN, PLACED
from gongkai.corpus.organs.kept import doubts as doubts_of_organs
from gongkai.corpus.organs.register import Register
from gongkai.corpus.organs.resolve import Candidate

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

State: TypeAlias = Literal["reported", "doubtful", "missing", "not-owed"]
LABELS: dict[State, str] = {
    "reported": "有",
    "doubtful": "待定",
    "missing": "缺",
    "not-owed": "—",
}
"""``not-owed``: the organ was not there at the year's end, and no report came."""


@dataclass(frozen=True, slots=True)
class Reporting:
    """One organ and what there is of it, year by year."""

    organ: str
    name: str
    level: str | None
    region: str | None
    years: Mapping[int, State]


@dataclass(frozen=True, slots=True)
class Open:
    """Something that a person should decide. ``choices`` are keys of organs, years or digests, each with what it is."""

    what: Literal["organ", "year", "tie"]
    digest: str
    path: str
    agency: str | None
    year: int | None
    says: str
    choices: tuple[tuple[str, str], ...] = ()


def coverage(
    connection: DuckDBPyConnection,
    register: Register | None,
    *,
    year: int | None = None,
    area: str | None = None,
) -> tuple[Reporting, ...]:
    """The organs of the register, or else those that reported under a name of their own, for every year met or asked."""
    counted, doubtful = _states(connection)
    years = [year] if year else sorted({at for _, at in counted} | {at for _, at in doubtful})
    rows = _of_register(register, years) if register else _of_names(connection)
    found = []
    for organ, name, level, region, owed in rows:
        if area is not None and region != area:
            continue
        states = {
            at: _state(
                is_counted=(organ, at) in counted,
                is_doubtful=(organ, at) in doubtful,
                is_owed=owed is not None and at in owed,
            )
            for at in years
        }
        if set(states.values()) != {"not-owed"}:
            found.append(Reporting(organ, name, level, region, states))
    return tuple(found)


def open_doubts(connection: DuckDBPyConnection, register: Register | None) -> Iterator[Open]:
    """What is undecided: organs first, then years, then ties."""
    yield from _organs(connection, register)
    yield from _years(connection)
    yield from _ties(connection)


_Row: TypeAlias = tuple[str, str, str | None, str | None, frozenset[int] | None]


def _state(*, is_counted: bool, is_doubtful: bool, is_owed: bool) -> State:
    if is_counted:
        return "reported"
    if is_doubtful:
        return "doubtful"
    return "missing" if is_owed else "not-owed"


def _states(connection: DuckDBPyConnection) -> tuple[set[tuple[str, int]], set[tuple[str, int]]]:
    counted = connection.execute(f"SELECT DISTINCT coalesce(organ, {PLACED}), year FROM counted").fetchall()
    doubtful = connection.execute(
        "SELECT DISTINCT organ, year FROM uncounted WHERE organ IS NOT NULL AND year IS NOT NULL "
        "AND why IN (SELECT unnest(?::VARCHAR[]))",
        [list(OPEN)],
    ).fetchall()
    return {(organ, year) for organ, year in counted}, {(organ, year) for organ, year in doubtful}


def _of_register(register: Register, years: list[int]) -> Iterator[_Row]:
    owed: dict[str, set[int]] = {}
    for year in years:
        for entry in register.standing(year):
            owed.setdefault(entry.key, set()).add(year)
    for key, entries in register.by_key.items():
        last = register.of(key, years[-1] if years else None) or entries[-1]
        yield key, last.name, last.level, last.region, frozenset(owed.get(key, ()))


def _of_names(connection: DuckDBPyConnection) -> Iterator[_Row]:
    rows = connection.execute(
        f"SELECT coalesce(organ, {PLACED}) AS known, any_value(level), any_value(region) FROM reports "
        "WHERE known IS NOT NULL GROUP BY known ORDER BY known"
    ).fetchall()
    for known, level, region in rows:
        yield known, known, level, region, None


def _organs(connection: DuckDBPyConnection, register: Register | None) -> Iterator[Open]:
    if register is not None:
        for doubt in doubts_of_organs(connection, register):
            printed = doubt.printed
            choices = tuple((each.key, _candidate(each)) for each in doubt.resolved.candidates)
            yield Open(
                "organ", doubt.digest, printed.path, printed.agency, printed.year, doubt.resolved.how, choices
            )
        return
    rows = connection.execute(
        "SELECT digest, name, agency, year FROM reports SEMI JOIN "
        "(FROM uncounted WHERE why = 'no-organ') AS unknown USING (digest) ORDER BY name, digest"
    ).fetchall()
    for digest, path, agency, year in rows:
        says = (
            "名称里没有地名，要有名册才认得出是哪里的机关。" if agency else "报告没有写机关，也没有名册可对。"
        )
        yield Open("organ", digest, path, agency, year, says)


def _candidate(candidate: Candidate) -> str:
    return f"{candidate.name}，{candidate.why}"


def _years(connection: DuckDBPyConnection) -> Iterator[Open]:
    rows = connection.execute(
        "SELECT digest, name, agency, reports.year, how, candidates FROM reports "
        "SEMI JOIN (FROM uncounted WHERE why IN ('no-year', 'doubtful-year')) AS unknown USING (digest) "
        "LEFT JOIN doubtful_years USING (digest) ORDER BY name, digest"
    ).fetchall()
    for digest, path, agency, year, how, candidates in rows:
        choices = tuple((str(each), f"{each} 年度") for each in candidates or ())
        yield Open("year", digest, path, agency, year, how or "标题和统计期限都没有写年度。", choices)


def _ties(connection: DuckDBPyConnection) -> Iterator[Open]:
    rows = connection.execute(
        "SELECT tied.organ, tied.year, list(digest ORDER BY digest), list(name ORDER BY digest), any_value(agency) "
        "FROM uncounted AS tied JOIN reports USING (digest) WHERE why = 'tie' "
        "GROUP BY tied.organ, tied.year ORDER BY tied.organ, tied.year"
    ).fetchall()
    for organ, year, digests, paths, agency in rows:
        choices = tuple(zip(digests, paths, strict=True))
        says = f"{organ} {year} 年度有 {len(digests)} 份，落款日期和完整程度相同，数据不同。"
        yield Open("tie", digests[0], paths[0], agency, year, says, choices)
