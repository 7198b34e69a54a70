"""Which reports count: one for each organ and year.

The rule: what a person decided; else the one signed last; else the most complete, which has the fewest cells without a
number; among those that are still equal any, if all their figures agree. Where the figures differ, none counts and the
tie is listed. A report without an organ or a year, or with a doubtful year, counts for nobody until somebody decides.

Views: ``counted`` (columns of ``reports``), ``uncounted`` (digest, organ, year, why, instead), ``organs``, ``decisions``.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import fields
from operator import attrgetter
from typing import TYPE_CHECKING

from gongkai.corpus.organs.decisions import BadDecisions, Decided, Decision, all_decisions, holding
from gongkai.corpus.organs.kept import changes_path, register_of
from gongkai.corpus.organs.register import BadRegister, Entry, Register
from gongkai.corpus.organs.years import year_said, years_in
from gongkai.corpus.store.layout import BadStore
from gongkai.corpus.store.views import FILE, ROW

if TYPE_CHECKING:
    from pathlib import Path

    from duckdb import DuckDBPyConnection

WHY = {
    "ignored": "决定不计入",
    "no-year": "没有认出年度",
    "doubtful-year": "年度有疑问",
    "no-organ": "没有认出机关",
    "decided": "另一份经决定为准",
    "older": "另一份落款更晚",
    "less-complete": "另一份数据更全",
    "same": "另一份数据完全相同",
    "tie": "几份数据不同，分不出以哪份为准",
}
OPEN = ("no-year", "doubtful-year", "no-organ", "tie")
"""What a person should decide."""

BY_NAME = r"""nullif(regexp_replace(regexp_replace(agency, '\s', '', 'g'), '[（(].*?[）)]', '', 'g'), '')"""
PLACED = rf"""CASE WHEN NOT regexp_matches({BY_NAME}, '^[县市区省州旗镇乡我本各全]') THEN {BY_NAME} END"""
"""Without a register an organ is known by its name, if the name says of which place it is."""


def install(connection: DuckDBPyConnection, store: Path) -> None:
    """Lay register, decisions and the rule over the views of a store's connection.

    Raises :class:`BadStore` where the store's register or its decisions cannot be read.
    """
    try:
        register, decisions = register_of(store), all_decisions(store)
    except (BadRegister, BadDecisions) as error:
        raise BadStore(str(error)) from error
    decided = _lay_decisions(connection, decisions)
    _lay_register(connection, register)
    _lay_organs(connection, store, register, decided)
    _lay_years(connection, decided)
    _lay_count(connection, register, decided)


def _lay_decisions(connection: DuckDBPyConnection, decisions: Sequence[Decision]) -> Decided:
    connection.execute(
        'CREATE TABLE decisions (ordinal INTEGER, "when" DATE, who VARCHAR, what VARCHAR, digest VARCHAR, '
        "organ VARCHAR, year INTEGER, because VARCHAR)"
    )
    _insert(
        connection,
        "decisions",
        [
            (number, each.when, each.who, each.what, each.digest, each.organ, each.year, each.because)
            for number, each in enumerate(decisions, start=1)
        ],
    )
    decided = holding(decisions)
    connection.execute("CREATE TABLE ignored (digest VARCHAR)")
    _insert(connection, "ignored", [(digest,) for digest in sorted(decided.ignored)])
    return decided


def _lay_register(connection: DuckDBPyConnection, register: Register | None) -> None:
    connection.execute(
        "CREATE TABLE organs (line INTEGER, key VARCHAR, name VARCHAR, also VARCHAR[], kind VARCHAR, level VARCHAR, "
        "region VARCHAR, parent VARCHAR, since DATE, until DATE, successor VARCHAR)"
    )
    entries = register.entries if register else ()
    told = attrgetter(*(field.name for field in fields(Entry)))
    _insert(connection, "organs", [told(entry) for entry in entries])


def _lay_organs(
    connection: DuckDBPyConnection, store: Path, register: Register | None, decided: Decided
) -> None:
    """``reports`` with the organs that the register of today and the decisions say."""
    connection.execute('ALTER VIEW reports RENAME TO "as taken in"')
    connection.execute(
        "CREATE TABLE resolved (digest VARCHAR, reader VARCHAR, law DATE, organ VARCHAR, organ_name VARCHAR, "
        "level VARCHAR, region VARCHAR, parent VARCHAR)"
    )
    if register is not None:
        if (changes := changes_path(store, register)).exists():
            connection.execute("INSERT INTO resolved SELECT * FROM read_parquet(?)", [str(changes)])
        _insert_decided(connection, register, decided)
    if _is_empty(connection, "resolved"):
        connection.execute('CREATE VIEW reports AS SELECT * FROM "as taken in"')
        return
    names = ("organ", "organ_name", "level", "region", "parent")
    since = ", ".join(
        f"CASE WHEN now.digest IS NULL THEN every.{name} ELSE now.{name} END AS {name}" for name in names
    )
    connection.execute(
        f'CREATE VIEW reports AS SELECT every.* REPLACE ({since}) FROM "as taken in" AS every LEFT JOIN resolved AS now '
        "ON now.digest = every.digest AND now.reader = every.reader AND now.law = every.law"
    )


def _insert_decided(connection: DuckDBPyConnection, register: Register, decided: Decided) -> None:
    rows = connection.execute(
        'SELECT digest, reader, law, year FROM "as taken in" WHERE digest IN (SELECT unnest(?::VARCHAR[]))',
        [list(decided.organs)],
    ).fetchall()
    made = []
    for digest, reader, law, year in rows:
        key = decided.organs[digest]
        if organ := register.of(key, decided.years.get(digest, year)) or register.of(key, None):
            made.append((digest, reader, law, key, organ.name, organ.level, organ.region, organ.parent))
    connection.execute(
        "DELETE FROM resolved WHERE digest IN (SELECT unnest(?::VARCHAR[]))", [[row[0] for row in made]]
    )
    _insert(connection, "resolved", made)


def _lay_years(connection: DuckDBPyConnection, decided: Decided) -> None:
    """A decided year holds in every view that has one. It costs the skipping of files, so only where it must."""
    connection.execute("CREATE TABLE decided_years (digest VARCHAR, year INTEGER)")
    _insert(connection, "decided_years", sorted(decided.years.items()))
    if not decided.years:
        return
    for view in ("reports", "cells", "findings", "sections", "payloads"):
        connection.execute(f'ALTER VIEW {view} RENAME TO "{view} as stated"')
        connection.execute(
            f"CREATE VIEW {view} AS SELECT every.* REPLACE (coalesce(decided.year, every.year) AS year) "
            f'FROM "{view} as stated" AS every LEFT JOIN decided_years AS decided USING (digest)'
        )


# --- what counts ----------------------------------------------------------------------------------------------------


def _lay_count(connection: DuckDBPyConnection, register: Register | None, decided: Decided) -> None:
    identity = "organ" if register is not None else f"coalesce(organ, {PLACED})"
    connection.execute("CREATE TABLE doubtful_years (digest VARCHAR, how VARCHAR, candidates INTEGER[])")
    _insert(connection, "doubtful_years", list(_doubtful_years(connection)))
    connection.execute("CREATE TABLE preferred (digest VARCHAR, rank INTEGER)")
    _insert(connection, "preferred", [(digest, rank) for rank, digest in enumerate(decided.counts)])
    connection.execute(
        "CREATE TABLE uncounted_rows (digest VARCHAR, organ VARCHAR, year INTEGER, why VARCHAR, instead VARCHAR, "
        "file VARCHAR, row BIGINT)"
    )
    connection.execute(
        f"""
        INSERT INTO uncounted_rows SELECT digest, {identity}, year, CASE
            WHEN {_among(connection, "ignored")} THEN 'ignored'
            WHEN year IS NULL THEN 'no-year'
            WHEN {_among(connection, "doubtful_years")} THEN 'doubtful-year'
            WHEN {identity} IS NULL THEN 'no-organ'
        END AS why, NULL, {FILE}, {ROW}
        FROM reports WHERE why IS NOT NULL
        """
    )
    _lay_several(connection, identity)
    _lay_chosen(connection)
    connection.execute("CREATE VIEW uncounted AS SELECT * EXCLUDE (file, row) FROM uncounted_rows")
    connection.execute('ALTER VIEW reports RENAME TO "reports by row"')
    connection.execute(f'CREATE VIEW reports AS SELECT * EXCLUDE ({FILE}, {ROW}) FROM "reports by row"')
    connection.execute(
        f'CREATE VIEW counted AS SELECT * EXCLUDE ({FILE}, {ROW}) FROM "reports by row" AS every {_counting(connection)}'
    )


def _among(connection: DuckDBPyConnection, table: str) -> str:
    """That a report's digest stands in a table; where that is empty no digest is looked at."""
    return "false" if _is_empty(connection, table) else f"digest IN (SELECT digest FROM {table})"


def _counting(connection: DuckDBPyConnection) -> str:
    """Not as an anti join, for which DuckDB would lay down all columns of the reports and let the few pass by."""
    if _is_empty(connection, "uncounted_rows"):
        return ""
    return f"WHERE ({FILE}, {ROW}) NOT IN (SELECT (file, row) FROM uncounted_rows)"


def _lay_several(connection: DuckDBPyConnection, identity: str) -> None:
    """The table ``several``: the reports of organs that have more than one on a year.

    Organs and years are compared as numbers first, and by themselves where these are the same.
    """
    connection.execute(
        f"""
        CREATE TABLE several AS
        WITH named AS (
            SELECT digest, {identity} AS organ, year, hash({identity}, year) AS whose, signed_on,
                   blank_cells + missing_cells + unreadable_cells AS gaps, {FILE} AS file, {ROW} AS row
            FROM reports AS every {_counting(connection)}
        ), crowded AS (SELECT whose FROM named GROUP BY whose HAVING count(*) > 1)
        SELECT digest, organ, year, signed_on, rank AS preferred, gaps, file, row
        FROM named SEMI JOIN crowded USING (whose) LEFT JOIN preferred USING (digest)
        QUALIFY count(*) OVER (PARTITION BY organ, year) > 1"""
    )


def _lay_chosen(connection: DuckDBPyConnection) -> None:
    if _is_empty(connection, "several"):
        return
    _lay_figures(connection)
    rows = connection.execute(
        "SELECT organ, year, digest, preferred, signed_on, gaps, figures, file, row FROM several "
        "LEFT JOIN figures USING (digest) "
        "ORDER BY organ, year, preferred DESC NULLS LAST, signed_on DESC NULLS LAST, gaps, digest"
    ).fetchall()
    groups: dict[tuple[str, int], list[Sequence[object]]] = {}
    for organ, year, *rest in rows:
        groups.setdefault((organ, year), []).append(rest)
    _insert(
        connection,
        "uncounted_rows",
        [
            (each[0], *at, why, instead, *each[5:])
            for at, group in groups.items()
            for each, why, instead in _passed(group)
        ],
    )


def _lay_figures(connection: DuckDBPyConnection) -> None:
    """One number for all the figures of each report that only its figures can tell from a rival.

    They stand in every column there is, so that no file is opened that holds none of these reports.
    """
    from gongkai.corpus.store.schema import cell_forms
    from gongkai.corpus.store.views import literal

    connection.execute(
        "CREATE TABLE alike AS SELECT digest, file FROM several WHERE preferred IS NULL "
        "QUALIFY count(*) OVER (PARTITION BY organ, year, signed_on, gaps) > 1"
    )
    files = [file for (file,) in connection.execute("SELECT DISTINCT file FROM alike").fetchall()]
    packed = ", ".join(f'c{number} := "{cell}"' for number, cell in enumerate(cell_forms()))
    connection.execute(
        f"CREATE TABLE figures AS SELECT digest, hash(struct_pack({packed})) AS figures FROM reports "
        f"WHERE {FILE} IN ({', '.join(map(literal, files)) or 'NULL'}) AND digest IN (SELECT digest FROM alike)"
    )


def _passed(group: Sequence[Sequence[object]]) -> Iterator[tuple[Sequence[object], str, object]]:
    """Those of one organ and year that do not count, best first given, with why and which counts instead."""
    best = group[0]
    digest, preferred, signed_on, _, figures, *_ = best
    equal = [each for each in group if preferred is None and each[2:4] == best[2:4]]
    if any(each[4] != figures for each in equal):
        yield from ((each, "tie", None) for each in equal)
        digest = None
    for each in group[1:]:
        if each in equal:
            if digest is not None:
                yield each, "same", digest
        elif preferred is not None:
            yield each, "decided", digest
        else:
            yield each, "older" if each[2] != signed_on else "less-complete", digest


def _doubtful_years(connection: DuckDBPyConnection) -> Iterator[tuple[str, str, list[int]]]:
    """Reports for whose year not most of title, period and sign-off speak."""
    rows = connection.execute(_SUSPECTS).fetchall()
    for digest, year, signed_on, others, has_no_period in rows:
        periods = years_in(others or ()) or (frozenset() if has_no_period else frozenset((year,)))
        said = year_said(titled=year, periods=periods, signed_on=signed_on)
        if said.year != year:
            yield digest, said.how, list(said.candidates)


_SUSPECTS = """
WITH odd AS (
    SELECT digest, list(quote) FILTER (code = 'RES001') AS others, bool_or(code = 'TXT008') AS no_period
    FROM findings WHERE code IN ('RES001', 'TXT008') GROUP BY digest
)
SELECT digest, year, signed_on, others, coalesce(no_period, false)
FROM reports LEFT JOIN odd USING (digest)
WHERE year IS NOT NULL AND digest NOT IN (SELECT digest FROM decided_years) AND (
    others IS NOT NULL
    OR year <> CASE WHEN strftime(signed_on, '%m%d') = '1231' THEN year(signed_on) ELSE year(signed_on) - 1 END
)
ORDER BY digest"""


def _is_empty(connection: DuckDBPyConnection, table: str) -> bool:
    ((count,),) = connection.execute(f"SELECT count(*) FROM {table}").fetchall()
    return bool(count == 0)


def _insert(connection: DuckDBPyConnection, table: str, rows: Sequence[Sequence[object]]) -> None:
    """Add rows of plain values; row by row it would take minutes where there are many."""
    if not rows:
        return
    import pyarrow as pa

    columns = [pa.array(column) for column in zip(*rows, strict=True)]
    connection.register("fresh", pa.table(columns, names=[f"c{number}" for number in range(len(columns))]))
    connection.execute(f"INSERT INTO {table} SELECT * FROM fresh")
    connection.unregister("fresh")
