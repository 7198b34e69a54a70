"""What goes into a store comes out of its views, cell for cell: numbers, states, places, repairs."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from duckdb import DuckDBPyConnection

from gongkai.corpus.store.layout import Store
from gongkai.corpus.store.rows import Read, RefusedDocument, is_zero_report
from gongkai.corpus.store.schema import cell_forms, findings_column, tables
from gongkai.corpus.store.writing import write_shard
from gongkai.model.cell import Amount, Blank, Cell, Count, Missing, Repair, Unreadable
from gongkai.model.finding import Cause, Severity
from gongkai.model.payload import from_payload, to_payload
from gongkai.model.place import NOWHERE, Place
from tests.corpus.store.readings import EXAMPLES, SEEDS, invented, read
from tests.write.reports import report

DOCUMENTS = [*EXAMPLES, *SEEDS]


@pytest.fixture(scope="module")
def kept(store: Store) -> DuckDBPyConnection:
    return store.connect()


def rows(kept: DuckDBPyConnection, table: str, digest: str, order: str = "ALL") -> list[dict[str, Any]]:
    found = kept.execute(f"SELECT * FROM {table} WHERE digest = ? ORDER BY {order}", [digest])
    names = [column[0] for column in found.description]
    return [dict(zip(names, row, strict=True)) for row in found.fetchall()]


def cell_of(wide: dict[str, Any], odd: dict[str, dict[str, Any]], cell_id: str) -> Cell:
    """The cell as the two tables state it; the texts and places of plain numbers stand in the payload."""
    found = odd.get(cell_id)
    value = wide[cell_id]
    if found is None:
        return Amount(value) if cell_forms()[cell_id].unit == "amount" else Count(value)
    place = Place(**found["place"]) if found["place"] else NOWHERE
    repair = found["repair"] and Repair(found["repair"]["as_printed"], tuple(found["repair"]["because"]))
    text = found["text"]
    match found["state"]:
        case "count":
            return Count(int(found["value"]), text, place, repair)
        case "amount":
            return Amount(Decimal(found["value"]), text, place, repair)
        case "blank":
            return Blank(text, place, repair)
        case "missing":
            return Missing(place)
        case _:
            whole = [None if each is None else int(each) for each in found["candidates"]]
            return Unreadable(text, place, tuple(whole), tuple(found["because"]))


def plain(cell: Cell) -> Cell:
    """A number that was not repaired, without its text and place."""
    match cell:
        case Count(repair=None):
            return Count(cell.value)
        case Amount(repair=None):
            return Amount(cell.value)
        case _:
            return cell


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name[:12])
def test_every_cell_comes_back(kept: DuckDBPyConnection, path: Path) -> None:
    original = read(path)
    (wide,) = rows(kept, "reports", original.digest)
    odd = {row["cell"]: row for row in rows(kept, "cells", original.digest)}
    stated = original.report.cells
    assert {cell_id: cell_of(wide, odd, cell_id) for cell_id in stated} == {
        cell_id: plain(cell) for cell_id, cell in stated.items()
    }
    assert [cell_id for cell_id in cell_forms() if wide[cell_id] is not None and cell_id not in stated] == []


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name[:12])
def test_the_whole_report_comes_back_with_every_place(kept: DuckDBPyConnection, path: Path) -> None:
    original = read(path)
    (row,) = rows(kept, "payloads", original.digest)
    assert json.loads(row["payload"]) == json.loads(json.dumps(to_payload(original.report)))
    assert from_payload(json.loads(row["payload"])) == original.report


@pytest.mark.parametrize("path", DOCUMENTS, ids=lambda path: path.name[:12])
def test_sections_and_findings_come_back_in_their_order(kept: DuckDBPyConnection, path: Path) -> None:
    original = read(path)
    told = [
        (row["number"], row["role"], row["text"])
        for row in rows(kept, "sections", original.digest, "ordinal")
    ]
    assert told == [(section.number, section.role, section.text) for section in original.report.sections]
    seen = rows(kept, "findings", original.digest, "ordinal")
    assert [(row["code"], row["says"], tuple(row["cells"])) for row in seen] == [
        (finding.code, finding.says, finding.cells) for finding in original.findings
    ]
    (wide,) = rows(kept, "reports", original.digest)
    counts = [wide[findings_column(severity, cause)] for severity in Severity for cause in Cause]
    assert sum(counts) == len(seen)


def test_years_and_forms(kept: DuckDBPyConnection) -> None:
    query = "SELECT year, form, count(*) FROM reports WHERE name LIKE '云溪县%' GROUP BY ALL ORDER BY ALL"
    assert kept.execute(query).fetchall() == [
        (2019, "2019", 1), (2020, "2019", 1), (2021, "2021", 2), (2022, "2019", 1), (2022, "2021", 2),
        (2023, "2021", 3), (2024, "2021", 3),
    ]  # fmt: skip


def test_a_sum_over_a_store(kept: DuckDBPyConnection) -> None:
    """云溪县财政局: 12 in 2021, 7 in 2022, 145 in 2023."""
    query = """SELECT sum("requests.new_received.total") FROM reports WHERE agency = '云溪县财政局'"""
    assert kept.execute(query).fetchone() == (12 + 7 + 145,)


def test_one_year_opens_the_files_of_that_year_alone(kept: DuckDBPyConnection) -> None:
    ((_, plan),) = kept.execute(
        "EXPLAIN ANALYZE SELECT count(*), sum(size) FROM reports WHERE year = 2019"
    ).fetchall()
    assert "1/" in plan.split("Scanning Files:")[1].split("\n")[0] or "Total Files Read: 1" in plan


def odd_report() -> Read:
    cells = {
        "requests.new_received.total": Count(2**63, "9223372036854775808"),
        "requests.carried_in.total": Count(2**63 - 1),
        "requests.granted.total": Count(3, "30", repair=Repair("30", ("只有这一种读法",))),
        "requests.granted.business": Unreadable(
            "1O", Place(line=4, row=2, column=3), (1, 10, None), ("两种读法",)
        ),
        "requests.granted.other": Blank("—"),
        "disclosure.fees.amount": Amount(Decimal("0.12345"), "0.12345"),
    }
    base = report("2021", 1)
    return invented("2021", 1, cells={**base.cells, **cells})


def test_a_number_that_does_not_fit_is_kept_as_it_is_and_never_rounded(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "仓库")
    original = odd_report()
    write_shard(store, "odd", [original])
    with store.connect() as kept:
        (wide,) = rows(kept, "reports", original.digest)
        odd = {row["cell"]: row for row in rows(kept, "cells", original.digest)}
    assert (wide["requests.new_received.total"], wide["disclosure.fees.amount"]) == (None, None)
    assert wide["requests.carried_in.total"] == 2**63 - 1
    for cell_id in set(odd):
        assert cell_of(wide, odd, cell_id) == original.report.cells[cell_id]
    assert (wide["blank_cells"], wide["unreadable_cells"], wide["repaired_cells"]) == (1, 1, 1)


@pytest.mark.parametrize(
    ("cells", "zero"),
    [
        ({"requests.a": Count(0), "requests.b": Count(0)}, True),
        ({"requests.a": Count(0), "requests.b": Count(1)}, False),
        ({"requests.a": Blank(), "requests.b": Count(1)}, False),
        ({"requests.a": Count(0), "requests.b": Blank()}, None),
        ({"remedies.a": Count(0)}, None),
    ],
)
def test_a_zero_report_states_every_zero(cells: dict[str, Cell], *, zero: bool | None) -> None:
    assert is_zero_report(invented("2021", 3, cells=cells).report) is zero


def test_a_report_without_year_and_form_is_not_lost(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "仓库")
    write_shard(store, "one", [invented("2021", 3, year=None, form=None, cells={}, tables={})])
    with store.connect() as kept:
        assert kept.execute("SELECT year, form, agency IS NOT NULL FROM reports").fetchall() == [
            (None, None, True)
        ]
    assert (store.path / "reports" / "year=0" / "form=none" / "one.parquet").is_file()


def test_an_empty_store_has_every_view(tmp_path: Path) -> None:
    with Store.create(tmp_path / "仓库").connect() as kept:
        for table in ("reports", "cells", "findings", "sections", "payloads", "documents"):
            assert kept.execute(f"SELECT * FROM {table}").fetchall() == []


def test_a_refused_document_costs_one_line(tmp_path: Path) -> None:
    store = Store.create(tmp_path / "仓库")
    refused = RefusedDocument(None, "包.zip!/坏.doc", "读取进程中途退出", "请另存为 docx")
    write_shard(store, "one", [invented("2021", 3)], [refused])
    with store.connect() as kept:
        assert kept.execute("SELECT outcome, count(*) FROM documents GROUP BY 1 ORDER BY 1").fetchall() == [
            ("read", 1),
            ("refused", 1),
        ]
        assert kept.execute("SELECT count(*) FROM reports").fetchone() == (1,)


def test_other_tools_open_the_files(store: Store) -> None:
    """Arrow's data set, as pandas, Polars and R read it: every file has the same columns."""
    import pyarrow as pa
    import pyarrow.dataset as ds

    folders = ds.partitioning(pa.schema([("year", pa.int32()), ("form", pa.string())]), flavor="hive")
    files = ds.dataset(store.path / "reports", partitioning=folders)
    assert {tuple(file.physical_schema.names) for file in files.get_fragments()} == {
        tables()["reports"].names
    }
    found = files.to_table(columns=["year", "form", "requests.new_received.total"])
    assert found.num_rows == len(DOCUMENTS)
    assert set(found["form"].to_pylist()) == {"2019", "2021"}
