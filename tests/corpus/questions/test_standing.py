"""The numbers that questions join and sort by: what they stand for, and that they follow their texts in order."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.corpus.questions import standing
from gongkai.corpus.questions.ground import Ground
from gongkai.corpus.questions.rollup import roll_up
from gongkai.corpus.store import views
from gongkai.corpus.store.layout import Store
from gongkai.corpus.store.rows import Read
from gongkai.corpus.store.writing import write_shard
from gongkai.model.cell import Blank
from tests.corpus.questions.county import ground, read, report

NEW, GRANTED = "requests.new_received.total", "requests.granted.total"


def reads() -> list[Read]:
    return [
        read("yunxi/water", report("云溪县水务局", 2022, {NEW: 3})),
        read("yunxi/finance", report("云溪县财政局", 2022, {NEW: 5, GRANTED: Blank()})),
        read("yunxi/finance", report("云溪县财政局", 2021, {NEW: 7})),
        read("yunxi/finance", report("云溪县财政局", 2019, {NEW: 9})),
        read(None, report("青石县财政局", 2022, {NEW: 11})),  # nobody of the register: it does not count
    ]


def test_every_report_that_counts_stands_once_and_knows_the_one_before(tmp_path: Path) -> None:
    found = ground(tmp_path, reads()).rows(
        """
        SELECT callings.text, areas.text, requests_forms.text, standing.year, earlier.year
        FROM standing JOIN callings USING (called) JOIN areas USING (area) JOIN requests_forms USING (form)
        LEFT JOIN standing AS earlier ON earlier.position = standing.before ORDER BY ALL"""
    )
    assert found == [
        ("云溪县水务局", "云溪县", "2021", 2022, None),
        ("云溪县财政局", "云溪县", "2019", 2019, None),  # 2020 is not there
        ("云溪县财政局", "云溪县", "2021", 2021, None),
        ("云溪县财政局", "云溪县", "2021", 2022, 2021),
    ]


@pytest.mark.parametrize(("name", "table"), standing.TEXTS.items())
def test_numbers_follow_their_texts(tmp_path: Path, name: str, table: str) -> None:
    found = ground(tmp_path, reads()).rows(f"SELECT {name}, text FROM {table} ORDER BY text")
    assert [number for number, _ in found] == list(range(len(found)))


def test_positions_count_through_the_files(tmp_path: Path) -> None:
    store = Store.create(tmp_path)
    for number, one in enumerate(reads()):
        write_shard(store, f"shard{number}", [one])
    asked = Ground(store.connect(), None)
    assert [at for (at,) in asked.rows("SELECT position FROM placed ORDER BY 1")] == [0, 1, 2, 3, 4]
    stated = asked.rows(f"SELECT position, year, \"{NEW}\" FROM placed_with(['{NEW}']) ORDER BY 1")
    assert stated == asked.rows(f'SELECT position, year, "{NEW}" FROM placed ORDER BY 1')


def test_an_empty_store_has_nothing_that_stands(tmp_path: Path) -> None:
    asked = ground(tmp_path, [])
    assert asked.rows("SELECT position FROM standing UNION SELECT position FROM placed") == []


def test_documents_whose_digests_share_a_hash_are_told_apart_by_their_text(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual = ground(tmp_path / "usual", reads())
    assert usual.digest_key == "hash(digest)"
    for module in (views, standing):
        monkeypatch.setattr(module, "HASH", "hash(digest) % 1")  # as if all shared one
    sharing = ground(tmp_path / "sharing", reads())
    assert sharing.digest_key == "digest"
    assert roll_up(sharing, 2022).rows() == roll_up(usual, 2022).rows()
    (granted,) = [row for row in roll_up(sharing, 2022).rows() if row[3] == GRANTED]
    assert granted[7:] == (1, 1, 0, 0, 2)  # stated, blank, lacking, withheld, reports
