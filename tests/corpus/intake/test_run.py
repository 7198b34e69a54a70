"""Taking in on one process: once, again, with other bytes, with bad documents, on a full disk."""

from __future__ import annotations

import errno
from collections import Counter
from dataclasses import replace
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest

from gongkai.corpus.engines.here import Here
from gongkai.corpus.engines.processes import Processes
from gongkai.corpus.intake import run as running
from gongkai.corpus.intake import seen, shards
from gongkai.corpus.intake.carrying import Died, Ended
from gongkai.corpus.intake.lease import Busy, Lease, Lost
from gongkai.corpus.intake.run import Added, Wishes, add
from gongkai.corpus.intake.shards import Order
from gongkai.corpus.intake.sources import PassedOver
from gongkai.corpus.intake.spool import DiskFull, Spool, clear
from gongkai.corpus.store import parquet, writing
from gongkai.corpus.store import rows as table_rows
from gongkai.corpus.store.layout import Manifest, Store
from gongkai.corpus.store.status import status
from gongkai.corpus.store.tidy import tidy
from gongkai.model.document import Format
from gongkai.model.report import Report, Source
from gongkai.read.limits import Limits, Refused
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


def refusing(path: Path, limits: Limits) -> object:
    """A reader of another day: what the other one refused it reads, and the other way round."""
    data = path.read_bytes()
    if data != b"junk":
        raise Refused("读取超过 60 秒", remedy="请换一份")
    return Report(
        "云溪县财政局", 2021, None, None, source=Source("", Format.TEXT, sha256(data).hexdigest())
    ), ()


OTHERWISE = replace(WISHES, task=f"{__name__}:{refusing.__name__}")


def outcomes(store: Store) -> Counter[str]:
    with store.connect() as kept:
        return Counter(outcome for (outcome,) in kept.execute("SELECT outcome FROM documents").fetchall())


def test_what_was_refused_is_not_read_again_and_that_is_told(store: Store, tmp_path: Path) -> None:
    source = folder(tmp_path / "报告", 3, "junk")
    add(store, [source], Here, wishes=WISHES)
    again = add(store, [source], Here, wishes=OTHERWISE)
    assert (again.reports, again.refused, again.known, again.known_refused) == (0, 0, 4, 1)


def test_what_was_refused_is_read_again_where_that_is_wanted(store: Store, tmp_path: Path) -> None:
    source = folder(tmp_path / "报告", 3, "junk")
    add(store, [source], Here, wishes=WISHES)
    again = add(store, [source, source], Here, wishes=replace(OTHERWISE, retry=True))
    assert (again.reports, again.refused, again.known, again.known_refused) == (1, 0, 7, 0)
    assert outcomes(store) == {"read": 4}
    tidy(store)
    assert outcomes(store) == {"read": 4}
    assert add(store, [source], Here, wishes=replace(WISHES, retry=True)).known == 4


def test_what_is_refused_again_is_told_again_and_written_once(store: Store, tmp_path: Path) -> None:
    source = folder(tmp_path / "报告", 1, "junk", "die", "kill")
    with_retry = replace(WISHES, retry=True)
    add(store, [source], lambda: Processes(1), wishes=WISHES)
    before = rows(store.path)
    lines: list[PassedOver] = []
    again = add(store, [source], lambda: Processes(1), wishes=with_retry, on_passed_over=lines.append)
    assert (again.reports, again.refused, again.known) == (0, 3, 1)
    assert len(lines) == 3
    assert rows(store.path) == before


def test_a_newer_refusal_of_what_has_a_reading_is_kept_by_tidying(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else every run of the new version would try it once more."""
    source = folder(tmp_path / "报告", 3)
    add(store, [source], Here, wishes=WISHES)
    before = rows(store.path)["reports"]
    for module in (seen, shards, table_rows, writing):
        monkeypatch.setattr(module, "__version__", "99")
    assert add(store, [source], Here, wishes=OTHERWISE).refused == 3
    assert rows(store.path)["reports"] == before
    for _ in range(2):
        tidied = tidy(store)
        assert rows(store.path)["reports"] == before
        assert add(store, [source], Here, wishes=OTHERWISE).known_refused == 3
    assert (tidied.before, tidied.removed, status(store).superseded) == (1, 0, 0)


def test_what_a_newer_version_has_read_an_older_one_leaves_alone(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    source = folder(tmp_path / "报告", 3)
    add(store, [source], Here, wishes=WISHES)
    for module in (seen, shards, table_rows, writing):
        monkeypatch.setattr(module, "__version__", "0.0.1")
    assert add(store, [source], Here, wishes=WISHES).known == 3


def test_what_a_killed_run_left_half_written_is_gone_after_the_next(store: Store, tmp_path: Path) -> None:
    killed = Spool(store.path / "spool" / "of-the-dead").folder
    (killed / ".tmp-00-half.parquet").touch()
    (store.shards / ".tmp-00-half.json").touch()
    add(store, [folder(tmp_path / "报告", 1)], Here, wishes=WISHES)
    assert leftovers(store.path) == []


def test_who_lost_the_lease_leaves_the_files_of_the_other_alone(store: Store, tmp_path: Path) -> None:
    theirs = store.path / "spool" / "theirs"

    class Slept(Here):
        def submit(self, order: Order) -> None:
            (store.path / ".lease.json").unlink()
            Lease.take(store.path)
            theirs.mkdir()
            super().submit(order)

    with pytest.raises(Lost):
        add(store, [folder(tmp_path / "报告", 3)], Slept, wishes=WISHES)
    assert list((store.path / "spool").iterdir()) == [theirs]


def test_a_disk_that_fills_up_within_a_shard(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The third file of the second shard finds no room."""
    source = folder(tmp_path / "报告", 20)
    left = 4 + 2  # a shard of these reports has four files

    def write(*arguments: Any, **options: Any) -> int:
        nonlocal left
        left -= 1
        if left < 0:
            raise OSError(errno.ENOSPC, "No space left on device")
        return whole(*arguments, **options)

    whole = parquet.write_stream
    with monkeypatch.context() as patch:
        patch.setattr(parquet, "write_stream", write)
        with pytest.raises(DiskFull, match=r"写不下了（磁盘已满）.*腾出空间以后重新运行"):
            add(store, [source], Here, wishes=WISHES)
    assert leftovers(store.path) == []
    assert len(store.manifests()) == 1
    add(store, [source], Here, wishes=WISHES)
    quiet = Store.create(tmp_path / "静")
    add(quiet, [source], Here, wishes=WISHES)
    assert rows(store.path) == rows(quiet.path)
