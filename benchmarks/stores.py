"""Stores of generated reports: a register with its tree, several years, doubles, blanks and withheld cells.

The rows are drawn column by column and go straight into the store's files, a hundred times as fast as reports that are
read. What no question looks at, sections and payloads, is left out.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pyarrow as pa

from gongkai import __version__
from gongkai.corpus.store.layout import Manifest, Store
from gongkai.corpus.store.parquet import arrow_schema, path_of, write_table
from gongkai.corpus.store.rows import law_date
from gongkai.corpus.store.schema import cell_forms, cells_of, table_keys, tables
from gongkai.corpus.store.writing import commit
from gongkai.law.forms import required

YEARS = range(2019, 2026)
IN_SHARD = 50_000
_WIDTH = 40  # organs of a county
_FINDINGS = 5  # of a report
_OUT, _IN = "requests.carried_out.", "requests.carried_in."


@dataclass(frozen=True, slots=True)
class _Organs:
    keys: np.ndarray[Any, Any]
    names: np.ndarray[Any, Any]
    levels: np.ndarray[Any, Any]
    regions: np.ndarray[Any, Any]
    parents: np.ndarray[Any, Any]
    """Position of the parent; -1 for none."""


def write(folder: Path, rows: int, *, seed: int = 1) -> Store:
    """A store with about so many reports."""
    rng = np.random.default_rng(seed)
    organs = _organs(max(_WIDTH, rows // len(YEARS)))
    store = Store.create(folder)
    (folder / "organs.csv").write_text("".join(_register(organs)), "utf-8")
    before: dict[str, np.ndarray[Any, Any]] = {}
    for year in YEARS:
        whose = _whose(rng, len(organs.keys))
        cells = _cells(rng, year, whose, before)
        for start in range(0, len(whose), IN_SHARD):
            part = slice(start, start + IN_SHARD)
            held = {name: (values[part], states[part]) for name, (values, states) in cells.items()}
            _write_shard(store, rng, f"y{year}-{start // IN_SHARD:03}", year, organs, whose[part], held)
    return store


# --- the register -----------------------------------------------------------------------------------------------------


def _organs(count: int) -> _Organs:
    """A nation, its provinces, cities and counties, and the offices of each county."""
    counties = max(1, count // _WIDTH)
    cities = max(1, counties // 9)
    provinces = max(1, cities // 10)
    levels = ["state"] + ["province"] * provinces + ["city"] * cities + ["county"] * counties
    parents = [-1] + [0] * provinces + [1 + at % provinces for at in range(cities)]
    parents += [1 + provinces + at % cities for at in range(counties)]
    regions = ["云国", *(f"云{at}省" for at in range(provinces)), *(f"云{at}市" for at in range(cities))]
    regions += [f"云{at}县" for at in range(counties)]
    names = [f"{region}人民政府" for region in regions]
    governments = len(levels)
    offices = range(max(0, count - governments))
    above = [1 + provinces + cities + at % counties for at in offices]
    keys = [f"g{at}" for at in range(governments)] + [
        f"g{over}/{at}" for at, over in zip(offices, above, strict=True)
    ]
    names += [f"{regions[over]}第{at}局" for at, over in zip(offices, above, strict=True)]
    regions += [regions[over] for over in above]
    levels += ["county"] * len(above)
    return _Organs(*(np.array(each) for each in (keys, names, levels, regions, parents + above)))


def _register(organs: _Organs) -> Iterator[str]:
    """Every fiftieth was renamed, every hundredth was dissolved when 2023 ended."""
    yield "key,name,kind,level,region,parent,since,until\n"
    each = zip(organs.keys, organs.names, organs.levels, organs.regions, organs.parents, strict=True)
    for at, (key, name, level, region, parent) in enumerate(each):
        kind = "government" if "/" not in key else "department"
        above = organs.keys[parent] if parent >= 0 else ""
        rest = f"{kind},{level},{region},{above}"
        if kind == "department" and at % 50 == 7:
            yield f"{key},{name}办,{rest},,2018-12-31\n"
            yield f"{key},{name},{rest},2019-01-01,\n"
        else:
            yield f"{key},{name},{rest},,{'2023-12-31' if kind == 'department' and at % 100 == 11 else ''}\n"


# --- what a year's reports say ----------------------------------------------------------------------------------------


def _whose(rng: np.random.Generator, organs: int) -> np.ndarray[Any, Any]:
    """Whose reports there are: 3 in 100 have none, 1 in 100 has two. In the register's order, the doubles last."""
    there = np.flatnonzero(rng.random(organs) >= 0.03)
    return np.concatenate([there, rng.choice(there, max(1, organs // 100), replace=False)])


def _cells(
    rng: np.random.Generator,
    year: int,
    whose: np.ndarray[Any, Any],
    before: dict[str, np.ndarray[Any, Any]],
) -> dict[str, tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]]:
    """By cell the numbers and the states: 0 a number, 1 blank, 2 missing, 3 unreadable. Most numbers are 0."""
    form = required(year)
    assert form is not None
    made = {}
    for name in sorted(cells_of(form.version)):
        chance = rng.random(len(whose), dtype=np.float32)
        values = np.where(chance < 0.08, (chance * 1250).astype(np.int64), 0)
        if name.endswith(".total"):
            values = values + (chance * 100).astype(np.int64)
        if name.startswith(_IN) and (carried := before.get(name.replace(_IN, _OUT))) is not None:
            values = np.where(chance < 0.95, carried[whose], values)
        states = np.where(chance > 0.99, 1 + (chance > 0.998) + (chance > 0.9985), 0).astype(np.int8)
        made[name] = (values, states)
        if name.startswith(_OUT):
            before[name] = np.zeros(int(whose.max()) + 2, np.int64)
            before[name][whose] = values
    return made


def _write_shard(
    store: Store,
    rng: np.random.Generator,
    shard: str,
    year: int,
    organs: _Organs,
    whose: np.ndarray[Any, Any],
    cells: dict[str, tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]],
) -> None:
    form = required(year)
    assert form is not None
    digests = _digests(rng, len(whose))
    made = {
        "reports": _reports(rng, year, form.version, organs, whose, digests, cells),
        "cells": _odd(digests, cells),
        "findings": _found(rng, digests),
        "documents": {"digest": digests, "name": digests, "outcome": "read"},
    }
    files = []
    for name, columns in made.items():
        table = tables()[name]
        path = path_of(table, shard, year, form.version)
        files.append(
            write_table(store.path, table, path, _table(name, {**columns, **_COMMON, "shard": shard}))
        )
    commit(store, Manifest(shard, __version__, law_date(), len(whose), 0, tuple(files)))


_COMMON = {"reader": __version__, "law": law_date(), "format": "text", "size": 9}


def _reports(
    rng: np.random.Generator,
    year: int,
    form: str,
    organs: _Organs,
    whose: np.ndarray[Any, Any],
    digests: pa.Array,
    cells: dict[str, tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]],
) -> dict[str, Any]:
    count = len(whose)
    unknown = rng.random(count) < 0.005
    days = (np.datetime64(f"{year + 1}-01-05") + rng.integers(0, 60, count)).astype("datetime64[D]")
    late = rng.random(count) < 0.005
    days[late] += 400
    parents = organs.parents[whose]
    states = np.stack([held for _, held in cells.values()])
    return {
        "digest": digests,
        "name": digests,
        "agency": pa.array(organs.names[whose]),
        **{
            name: pa.array(column[whose], mask=unknown)
            for name, column in (
                ("organ", organs.keys),
                ("organ_name", organs.names),
                ("level", organs.levels),
                ("region", organs.regions),
            )
        },
        "parent": pa.array(organs.keys[parents], mask=unknown | (parents < 0)),
        "form_required": form,
        "title": f"{year}年政府信息公开工作年度报告",
        "signed_on": pa.array(days, mask=rng.random(count) < 0.01),
        **{f"{key}_form": form for key in table_keys()},
        "blank_cells": (states == 1).sum(axis=0),
        "missing_cells": (states == 2).sum(axis=0),
        "unreadable_cells": (states == 3).sum(axis=0),
        "zero": pa.array(rng.random(count) < 0.4),
        **{name: _numbers(name, values, held) for name, (values, held) in cells.items()},
    }


def _numbers(name: str, values: np.ndarray[Any, Any], states: np.ndarray[Any, Any]) -> pa.Array:
    made = pa.array(values, mask=states > 0)
    return (
        made.cast(pa.decimal128(23, 4)).cast(pa.decimal128(18, 4))
        if cell_forms()[name].unit == "amount"
        else made
    )


def _odd(
    digests: pa.Array, cells: dict[str, tuple[np.ndarray[Any, Any], np.ndarray[Any, Any]]]
) -> dict[str, Any]:
    names = sorted(cells)
    which, rows = np.nonzero(np.stack([cells[name][1] for name in names]))
    order = np.argsort(rows, kind="stable")
    which, rows = which[order], rows[order]
    states = np.stack([cells[name][1] for name in names])[which, rows]
    return {
        "digest": digests.take(pa.array(rows)),
        "cell": _words(names, which),
        "state": _words(["count", "blank", "missing", "unreadable"], states),
        "text": "",
    }


def _found(rng: np.random.Generator, digests: pa.Array) -> dict[str, Any]:
    """Of 300 reports one names another period than its title, and 5 name none."""
    codes = ["REQ001", "REQ002", "REM001", "TXT001", "PLB001", "RES001", "TXT008"]
    count = len(digests) * _FINDINGS
    chance = rng.random(count)
    which = np.where(chance < 1 / 1500, 5, np.where(chance < 6 / 1500, 6, (chance * 5).astype(int)))
    at = np.arange(count)
    severity = _words(["error", "warning", "note"], which % 3)
    return {
        "digest": digests.take(pa.array(at // _FINDINGS)),
        "ordinal": 1 + at % _FINDINGS,
        "finding": _words([f"{code}-1" for code in codes], which),
        "code": _words(codes, which),
        "name": _words(codes, which),
        "severity": severity,
        "cause": _words(["organ", "form", "conversion"], which % 3),
        "says": "有一处要核对。",
        "remedy": "请核对。",
        "quote": _words(["", "2018年1月1日至12月31日"], which == 5),
        "basis": pa.array([[]] * count, pa.list_(pa.string())),
        "cells": pa.array([[]] * count, pa.list_(pa.string())),
    }


def _digests(rng: np.random.Generator, count: int) -> pa.Array:
    letters = rng.bytes(32 * count).hex().encode()
    offsets = np.arange(count + 1, dtype=np.int32) * 64
    return pa.StringArray.from_buffers(count, pa.py_buffer(offsets), pa.py_buffer(letters))


def _words(words: Sequence[str], which: np.ndarray[Any, Any]) -> pa.Array:
    return pa.array(words).take(pa.array(which.astype(np.int32)))


def _table(name: str, columns: dict[str, Any]) -> pa.Table:
    """In the columns of the standard; what is one value stands in every row, what is not given is null or 0."""
    schema = arrow_schema(name)
    count = next(len(column) for column in columns.values() if not isinstance(column, str | int | date))
    made = []
    for field in schema:
        column = columns.get(field.name, None if field.nullable else 0)
        if column is None or isinstance(column, str | int | date):
            made.append(pa.repeat(pa.scalar(column, field.type), count))
        else:
            made.append(pa.array(column).cast(field.type))
    return pa.Table.from_arrays(made, schema=schema)
