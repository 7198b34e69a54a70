"""A file of the open standard as one relation of texts, so that every mistake can be named instead of failing."""

from __future__ import annotations

import json
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gongkai.corpus.store.mistake import Mistake
from gongkai.corpus.store.standard import columns, report_shape
from gongkai.corpus.store.views import literal, without_patterns
from gongkai.model.shape import Mistakes

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

_BATCH = 5_000
_MOST_LISTED = 100


class NotReadable(ValueError):
    """A file that is none of the three forms. The sentence says why and what would help."""


def load(connection: DuckDBPyConnection, path: Path) -> tuple[Mistake, ...]:
    """Make the table ``given`` of the file: its columns as texts, and ``line``. Raises :class:`NotReadable`."""
    with path.open("rb") as file:
        start = file.read(64)
    if not start.strip():
        raise NotReadable(f"「{path.name}」是空文件。CSV 至少要有一行列名。")
    if start.startswith(b"PAR1"):
        _from_parquet(connection, path)
    elif start.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{"):
        return tuple(_from_json(connection, path))
    else:
        _from_csv(connection, path)
    return ()


def _from_parquet(connection: DuckDBPyConnection, path: Path) -> None:
    import duckdb

    source = f"read_parquet({literal(without_patterns(str(path)))}, hive_partitioning = false)"
    try:
        connection.execute(
            f"CREATE VIEW given AS SELECT COLUMNS(*)::VARCHAR, file_row_number + 1 AS line FROM {source}"
        )
    except duckdb.Error as error:
        raise NotReadable(
            f"「{path.name}」不是完好的 Parquet 文件（{_first_line(error)}）。请重新生成。"
        ) from error


def _from_csv(connection: DuckDBPyConnection, path: Path) -> None:
    import duckdb

    source = (
        f"read_csv({literal(without_patterns(str(path)))}, all_varchar = true, header = true, delim = ',', "
        "quote = '\"', escape = '\"', nullstr = '', strict_mode = true, max_line_size = 100000000)"
    )
    try:
        connection.execute(f"CREATE VIEW given AS SELECT *, row_number() OVER () AS line FROM {source}")
    except duckdb.Error as error:
        raise NotReadable(
            f"「{path.name}」不是 UTF-8、逗号分隔的 CSV（{_first_line(error)}）。"
            "用表格软件打开的，请另存为“CSV UTF-8（逗号分隔）”。"
        ) from error


def _first_line(error: Exception) -> str:
    return str(error).splitlines()[0][:200]


def _from_json(connection: DuckDBPyConnection, path: Path) -> Iterator[Mistake]:
    names = [column.name for column in columns()]
    listed = ", ".join(f'"{name}" VARCHAR' for name in names)
    connection.execute(f"CREATE TABLE given ({listed}, line BIGINT)")
    rows: list[list[Any]] = []
    told = 0
    for number, value in _objects(path):
        mistakes = Mistakes()
        report_shape().check(value, "", mistakes)
        for says in mistakes.found:
            told += 1
            if told <= _MOST_LISTED:
                yield Mistake(says, None, number)
        if not mistakes.found:
            rows.append([*_flat(value, names), number])
        if len(rows) >= _BATCH:
            _insert(connection, names, rows)
    if told > _MOST_LISTED:
        yield Mistake(f"另有 {told - _MOST_LISTED} 处写法不对，没有列出。", times=told - _MOST_LISTED)
    _insert(connection, names, rows)


def _insert(connection: DuckDBPyConnection, names: list[str], rows: list[list[Any]]) -> None:
    import pyarrow as pa

    if not rows:
        return
    by_column = zip(*rows, strict=True)
    kinds = [*(pa.string() for _ in names), pa.int64()]
    arrays = [pa.array(column, kind) for column, kind in zip(by_column, kinds, strict=True)]
    connection.register("batch", pa.table(arrays, names=[*names, "line"]))
    connection.execute("INSERT INTO given SELECT * FROM batch")
    connection.unregister("batch")
    rows.clear()


def _objects(path: Path) -> Iterator[tuple[int, Any]]:
    with path.open(encoding="utf-8-sig") as file:
        for number, line in enumerate(file, start=1):
            try:
                yield number, json.loads(line)
            except ValueError as error:
                raise NotReadable(
                    f"「{path.name}」第 {number} 行不是一个 JSON 对象。JSON Lines 是一行一份报告。"
                ) from error


def _flat(value: dict[str, Any], names: list[str]) -> Iterator[str | None]:
    stated = {**value, **value["cells"]}
    for name in names:
        found = stated.get(name)
        yield str(found).lower() if isinstance(found, bool) else None if found is None else str(found)
