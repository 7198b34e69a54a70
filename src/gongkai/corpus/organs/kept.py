"""The register that lies in a store, and what its reports are resolved to since it changed.

A report's row holds the organ that the register of the day said when it was taken in. ``organs-<register>.parquet`` holds
those rows for which the register that lies there now says something else; it counts for that register only.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai.corpus.organs.lookup import Lookup
from gongkai.corpus.organs.ranks import rank_of
from gongkai.corpus.organs.register import Register, load
from gongkai.corpus.organs.resolve import Printed, Resolved, printed_in, resolve
from gongkai.corpus.store.layout import Store, settle, temporary_for, write_whole
from gongkai.corpus.store.rows import OrganOf

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

    from gongkai.model.report import Report

FILE = "organs.csv"
_BATCH = 5_000
_FIELDS = ("organ", "organ_name", "level", "region", "parent")


class OtherRegister(ValueError):
    """The store has a register, and it is another one."""


@dataclass(frozen=True, slots=True)
class Doubt:
    """A report of which the register does not say whose it is."""

    digest: str
    printed: Printed
    resolved: Resolved


def register_of(store: Path) -> Register | None:
    """The register that lies in the store. Raises :class:`~gongkai.corpus.organs.register.BadRegister` and :class:`OSError`."""
    path = store / FILE
    return load(path) if path.exists() else None


def lay_in(store: Path, given: Path) -> None:
    """Lay the register in a store that has none. Raises :class:`OtherRegister` beside what :func:`load` raises."""
    new, old = load(given), register_of(store)
    if old is not None and old.digest != new.digest:
        raise OtherRegister(
            "仓库里已有另一份名册。要换名册：gongkai corpus organs 仓库 --register 新名册.csv"
        )
    if old is None:
        write_whole(store / FILE, given.read_bytes())


def organ_of(report: Report, path: str, register: Path | None) -> OrganOf | None:
    """The organ of one report for its row; without a register what its name alone says of its rank."""
    if register is None:
        level, region = rank_of(report.agency)
        return OrganOf(level=level, region=region) if level else None
    return _organ(resolve(printed_in(report, path), _lookup(register)))


def change_register(store: Store, given: Path, *, on_progress: Callable[[int, int], None]) -> int:
    """Resolve every report against this register and lay it in the store; how many reports change their organ.

    The rows stay as they are. Whoever stops half-way leaves the old register standing.
    """
    register = load(given)
    written = _write_changes(store, register, Lookup(register), on_progress)
    write_whole(store.path / FILE, given.read_bytes())
    for stale in store.path.glob("organs-*.parquet"):
        if stale != changes_path(store.path, register):
            stale.unlink(missing_ok=True)
    return written


def changes_path(store: Path, register: Register) -> Path:
    return store / f"organs-{register.digest[:16]}.parquet"


def doubts(connection: DuckDBPyConnection, register: Register) -> Iterator[Doubt]:
    """The reports without an organ, each with what speaks for which."""
    lookup = Lookup(register)
    where = "WHERE organ IS NULL AND digest NOT IN (SELECT digest FROM ignored)"
    for digest, printed, _ in _printed(connection, "reports", where):
        yield Doubt(digest, printed, resolve(printed, lookup))


@lru_cache(maxsize=2)
def _lookup(register: Path) -> Lookup:
    return Lookup(load(register))


def _organ(resolved: Resolved) -> OrganOf | None:
    organ = resolved.organ
    return OrganOf(organ.key, organ.name, organ.level, organ.region, organ.parent) if organ else None


def _write_changes(
    store: Store, register: Register, lookup: Lookup, on_progress: Callable[[int, int], None]
) -> int:
    import pyarrow as pa
    from pyarrow import parquet

    schema = pa.schema(
        [("digest", pa.string()), ("reader", pa.string()), ("law", pa.date32())]
        + [(name, pa.string()) for name in _FIELDS]
    )
    final = changes_path(store.path, register)
    temporary = temporary_for(final)
    written = 0
    try:
        with (
            store.connect() as connection,
            parquet.ParquetWriter(temporary, schema, compression="zstd") as file,
        ):
            for rows in _changes(connection, lookup, on_progress):
                file.write_table(pa.Table.from_pylist(rows, schema=schema))
                written += len(rows)
        settle(temporary, final)
    finally:
        temporary.unlink(missing_ok=True)
    return written


def _changes(
    connection: DuckDBPyConnection, lookup: Lookup, on_progress: Callable[[int, int], None]
) -> Iterator[list[dict[str, object]]]:
    """The rows, in batches, whose organ is not the one that was stored."""
    ((total,),) = connection.execute('SELECT count(*) FROM "as taken in"').fetchall()
    batch: list[dict[str, object]] = []
    for done, (digest, printed, stored) in enumerate(_printed(connection, '"as taken in"', ""), start=1):
        organ = _organ(resolve(printed, lookup))
        now = (organ.key, organ.name, organ.level, organ.region, organ.parent) if organ else (None,) * 5
        if now != stored[2:]:
            made = {"digest": digest, "reader": stored[0], "law": stored[1]}
            batch.append(made | dict(zip(_FIELDS, now, strict=True)))
        if done % _BATCH == 0:
            on_progress(done, total)
            yield batch
            batch = []
    on_progress(total, total)
    yield batch


def _printed(
    connection: DuckDBPyConnection, view: str, where: str
) -> Iterator[tuple[str, Printed, Sequence[object]]]:
    """What each report says of its organ, with the reading and the organ that its row states."""
    cursor = connection.cursor()
    cursor.execute(
        f"""
        SELECT every.digest, agency, year, name, title, json_extract_string(payload, '$.signoff.body'), signed_on,
               every.reader, every.law, {", ".join(_FIELDS)}
        FROM (SELECT * FROM {view} {where}) AS every
        LEFT JOIN (SELECT digest, payload FROM payloads) USING (digest)
        ORDER BY every.digest
        """
    )
    while rows := cursor.fetchmany(_BATCH):
        for digest, agency, year, name, title, signed_by, signed_on, *stored in rows:
            yield digest, Printed(agency, year, name, title, signed_by, signed_on), tuple(stored)
