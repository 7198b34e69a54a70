"""Taking in on one process: once, again, with other bytes, with bad documents, on a full disk."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.corpus.engines.here import Here
from gongkai.corpus.intake import run as running
from gongkai.corpus.intake.carrying import Died, Ended
from gongkai.corpus.intake.lease import Busy, Lease, Lost
from gongkai.corpus.intake.run import Added, Wishes, add
from gongkai.corpus.intake.shards import Order
from gongkai.corpus.intake.sources import PassedOver
from gongkai.corpus.intake.spool import DiskFull, clear
from gongkai.corpus.store import writing
from gongkai.corpus.store.layout import Manifest, Store
from tests.corpus.intake.obeying import TASK, folder, leftovers, rows
from tests.corpus.intake.test_sources import zipped

WISHES = Wishes(task=TASK, seconds=0.1)


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.create(tmp_path / "仓库")


def test_what_is_there_is_not_taken_in_again(store: Store, tmp_path: Path) -> None:
    source = folder(tmp_path / "报告", 9, "junk", "die")
    first = add(store, [source], Here, wishes=WISHES)
    before = rows(store.path)
    (tmp_path / "同.zip").write_bytes(zipped({"别名.txt": b"report 3"}))
    again = add(store, [source, tmp_path / "同.zip"], Here, wishes=WISHES)
    assert (first.reports, first.refused, first.known) == (9, 2, 0)
    assert (again.reports, again.refused, again.known) == (0, 0, 12)
    assert rows(store.path) == before
    assert leftovers(store.path) == []


def test_a_bad_document_costs_one_line(store: Store, tmp_path: Path) -> None:
    lines: list[PassedOver] = []
    source = folder(tmp_path / "报告", 5, "die", "junk")
    (source / "坏.zip").write_bytes(zipped({"甲.txt": b"report 99"})[:30])
    added = add(store, [source], Here, wishes=WISHES, on_passed_over=lines.append)
    assert (added.reports, added.refused, added.passed_over) == (5, 2, 1)
    said = {line.name: line.why for line in lines}
    assert "中途退出（代码 3）" in said["报告/0000-其他.txt"]
    assert said["报告/0007-其他.txt"] == "没有表格。请换一份"
    assert "损坏" in said["报告/坏.zip"]
    (refusal,) = (row for row in rows(store.path)["documents"] if "没有表格" in row)
    assert "报告/0007-其他.txt" in refusal


def test_originals_are_kept_where_they_are_wanted(store: Store, tmp_path: Path) -> None:
    add(store, [folder(tmp_path / "报告", 3)], Here, wishes=Wishes(keep_originals=True, task=TASK))
    kept = sorted(path.read_text() for path in (store.path / "originals").rglob("*") if path.is_file())
    assert kept == ["report 0", "report 1", "report 2"]


def test_a_document_that_changes_meanwhile_is_not_believed(store: Store, tmp_path: Path) -> None:
    source = folder(tmp_path / "报告", 1)
    lines: list[PassedOver] = []

    class Late(Here):
        def submit(self, order: Order) -> None:
            (source / "0000.txt").write_text("report 77")
            super().submit(order)

    add(store, [source], Late, wishes=WISHES, on_passed_over=lines.append)
    assert [line.why for line in lines] == ["文件在读取时变了。请等它写完以后再收"]


def test_progress_grows_to_the_whole(store: Store, tmp_path: Path) -> None:
    told: list[tuple[int, int]] = []
    source = folder(tmp_path / "报告", 12)

    def note(added: Added) -> None:
        told.append((added.done, added.total))

    add(store, [source], Here, wishes=WISHES, on_progress=note)
    assert told == sorted(told)
    assert told[0][0] == 0
    assert told[-1] == (98, 98)  # 10 × 8 + 2 × 9 bytes: "report 0" … "report 11"


@pytest.mark.parametrize("at", [0, 1, 3])
def test_on_a_full_disk_the_store_stays_whole(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, at: int
) -> None:
    source = folder(tmp_path / "报告", 20)
    committed = 0

    def commit(where: Store, manifest: Manifest) -> None:
        nonlocal committed
        if committed == at:
            raise OSError(28, "No space left on device")
        committed += 1
        whole(where, manifest)

    whole = writing.commit
    with monkeypatch.context() as patch:
        patch.setattr(running, "commit", commit)
        with pytest.raises(DiskFull, match=r"写不下了（磁盘已满）。已入库的都在"):
            add(store, [source], Here, wishes=WISHES)
    assert len(store.manifests()) == at
    add(store, [source], Here, wishes=WISHES)
    quiet = Store.create(tmp_path / "静")
    add(quiet, [source], Here, wishes=WISHES)
    assert rows(store.path) == rows(quiet.path)
    assert leftovers(store.path) == []


def test_two_starts_do_not_meet(store: Store, tmp_path: Path) -> None:
    source = folder(tmp_path / "报告", 3)
    lease = Lease.take(store.path)
    with pytest.raises(Busy):
        add(store, [source], Here, wishes=WISHES)
    lease.release()
    assert add(store, [source], Here, wishes=WISHES).reports == 3


def test_who_slept_too_long_commits_nothing(store: Store, tmp_path: Path) -> None:
    source = folder(tmp_path / "报告", 3)

    class Slept(Here):
        def submit(self, order: Order) -> None:
            (store.path / ".lease.json").unlink()
            Lease.take(store.path)
            super().submit(order)

    with pytest.raises(Lost):
        add(store, [source], Slept, wishes=WISHES)
    assert store.manifests() == ()


def test_who_outlives_the_run_that_sent_it_writes_nothing(store: Store, tmp_path: Path) -> None:
    """Its documents may be gone: what it would write would stand in the place of what the next run wrote."""
    (tmp_path / "包.zip").write_bytes(zipped({"甲.txt": b"report 1"}))
    endings: list[object] = []

    class Outlived(Here):
        def wait(self, seconds: float) -> list[tuple[Order, Ended]]:
            clear(store.path / "spool")
            ((_, ended),) = super().wait(seconds)
            endings.append(ended)
            raise Lost

    with pytest.raises(Lost):
        add(store, [tmp_path / "包.zip"], Outlived, wishes=WISHES)
    assert [type(ended) for ended in endings] == [Died]
    assert not list(store.path.rglob("*.parquet"))
