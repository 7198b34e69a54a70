"""The database in one file, and back: the embedded one by its own means of copying, a PostgreSQL by its programs."""

from __future__ import annotations

import os
import re
import sqlite3
import subprocess
from collections.abc import Iterator, Mapping
from contextlib import closing
from pathlib import Path
from shutil import which
from tempfile import TemporaryDirectory
from typing import Any

EMBEDDED, DUMPED = "gongkai.sqlite3", "gongkai.dump"
_COPY = re.compile(r"COPY \S*store_entry \((?P<columns>[^)]*)\) FROM stdin;")
_ESCAPED = re.compile(r"\\(.)")
_MEANT = {"n": "\n", "t": "\t", "r": "\r", "b": "\b", "f": "\f", "v": "\v"}


class NotKept(Exception):
    """The database could not be copied, or not be brought back; the message says what would help."""


def dump(database: Mapping[str, Any], folder: Path) -> Path:
    """The database as it is at one moment, in a file of the folder. Nobody waits for it. Raises :class:`NotKept`."""
    if _is_embedded(database):
        return _copied(Path(database["NAME"]), folder / EMBEDDED)
    target = folder / DUMPED
    _run("pg_dump", database, "--format=custom", "--no-owner", f"--file={target}", database["NAME"])
    return target


def bring_back(dumped: Path, database: Mapping[str, Any]) -> None:
    """The file becomes the database, which has to be empty. Raises :class:`NotKept`."""
    is_embedded = dumped.name == EMBEDDED
    if is_embedded != _is_embedded(database):
        here, there = ("内置数据库", "PostgreSQL")[:: 1 if is_embedded else -1]
        raise NotKept(f"备份的是{here}，现在设的是{there}。请核对 GONGKAI_DATABASE。")
    if is_embedded:
        _copied(dumped, Path(database["NAME"]))
    else:
        options = ("--no-owner", "--exit-on-error", "--single-transaction", f"--dbname={database['NAME']}")
        _run("pg_restore", database, *options, str(dumped))


def lines(dumped: Path) -> Iterator[bytes]:
    """The entries in the file, chain by chain: the file itself is asked, not the database it came from."""
    if dumped.name == EMBEDDED:
        yield from _embedded_lines(dumped)
    else:
        yield from _dumped_lines(dumped)


def _is_embedded(database: Mapping[str, Any]) -> bool:
    return bool(database["ENGINE"] == "django.db.backends.sqlite3")


# --- the embedded database --------------------------------------------------------------------------------------------


def _copied(source: Path, target: Path) -> Path:
    if target.exists():
        raise NotKept(f"「{target}」已经存在，没有覆盖。请换一个空的文件夹。")
    if not source.exists():
        raise NotKept(f"没有数据库「{source}」。请核对 GONGKAI_HOME。")
    target.parent.mkdir(parents=True, exist_ok=True)
    making = target.with_name(f".{target.name}-making")
    making.unlink(missing_ok=True)
    try:
        _copy(source, making)
    except sqlite3.DatabaseError as error:  # so it says also that the disk is full
        raise NotKept(
            f"「{source}」没有复制到「{target}」：{error}。请检查磁盘，看看还有没有空间。"
        ) from error
    descriptor = os.open(making, os.O_RDONLY)
    os.fsync(descriptor)
    os.close(descriptor)
    making.replace(target)
    return target


def _copy(source: Path, making: Path) -> None:
    with closing(sqlite3.connect(f"file:{source}?mode=ro", uri=True)) as old, closing(_fresh(making)) as new:
        old.backup(new)
        new.execute("PRAGMA journal_mode=DELETE")
        if (said := new.execute("PRAGMA integrity_check").fetchone()[0]) != "ok":
            raise NotKept(f"数据库已经损坏：{said}。请从较早的备份恢复，并检查磁盘。")


def _fresh(path: Path) -> sqlite3.Connection:
    path.touch(0o600)
    return sqlite3.connect(path)


def _embedded_lines(dumped: Path) -> Iterator[bytes]:
    with closing(sqlite3.connect(f"file:{dumped}?mode=ro&immutable=1", uri=True)) as database:
        for (line,) in database.execute("SELECT line FROM store_entry ORDER BY organ, number"):
            yield line.encode() + b"\n"


# --- PostgreSQL -------------------------------------------------------------------------------------------------------


def _dumped_lines(dumped: Path) -> Iterator[bytes]:
    """PostgreSQL keeps no order: the rows are put in order beside the dump, on the disk, however many there are."""
    with TemporaryDirectory() as folder, closing(sqlite3.connect(Path(folder) / "rows")) as rows:
        rows.execute("CREATE TABLE row (organ TEXT, number INTEGER, line TEXT)")
        rows.executemany("INSERT INTO row VALUES (?, ?, ?)", _dumped_rows(dumped))
        for (line,) in rows.execute("SELECT line FROM row ORDER BY organ, number"):
            yield line.encode() + b"\n"


def _dumped_rows(dumped: Path) -> Iterator[tuple[str, int, str]]:
    """The table of entries as COPY writes it."""
    command = [_found("pg_restore"), "--data-only", "--table=store_entry", "--file=-", str(dumped)]
    at: list[int] = []
    with subprocess.Popen(command, stdout=subprocess.PIPE, encoding="utf-8") as restoring:
        assert restoring.stdout is not None  # noqa: S101 - it is a pipe
        for row in restoring.stdout:
            if found := _COPY.match(row):
                names = [name.strip() for name in found["columns"].split(",")]
                at = [names.index(name) for name in ("organ", "number", "line")]
            elif row == "\\.\n":
                at = []
            elif at:
                cells = row.removesuffix("\n").split("\t")
                organ, number, line = (_plain(cells[place]) for place in at)
                yield organ, int(number), line
    if restoring.returncode:
        raise NotKept(f"备份文件「{dumped}」读不出来，原因见上。请用另一份备份。")


def _plain(cell: str) -> str:
    return _ESCAPED.sub(lambda sign: _MEANT.get(sign[1], sign[1]), cell)


def _run(program: str, database: Mapping[str, Any], *arguments: str) -> None:
    known = {"PGHOST": "HOST", "PGPORT": "PORT", "PGUSER": "USER", "PGPASSWORD": "PASSWORD"}
    given = {name: str(database[key]) for name, key in known.items() if database.get(key)}
    done = subprocess.run(
        [_found(program), *arguments],
        env={**os.environ, **given},
        capture_output=True,
        encoding="utf-8",
        check=False,
    )
    if done.returncode:
        raise NotKept(f"{program} 没有成功：{done.stderr.strip()}")


def _found(program: str) -> str:
    path = which(program)
    if path is None:
        raise NotKept(
            f"没有程序 {program}。请安装 PostgreSQL 的客户端（Debian：apt-get install postgresql-client）。"
        )
    return path
