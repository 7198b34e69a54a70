"""Tidying changes where rows stand and nothing of what the views say, wherever it is interrupted."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any, TypeAlias

import pytest

from gongkai.corpus.intake.lease import Busy, Lease
from gongkai.corpus.store import layout, rows, writing
from gongkai.corpus.store.layout import Store
from gongkai.corpus.store.leftovers import UNTOUCHED
from gongkai.corpus.store.rows import RefusedDocument
from gongkai.corpus.store.schema import tables
from gongkai.corpus.store.status import status
from gongkai.corpus.store.tidy import tidy
from gongkai.corpus.store.validate import validate_store
from gongkai.corpus.store.writing import write_shard
from tests.corpus.store.readings import invented

Said: TypeAlias = dict[str, list[Any]]
REFUSED = RefusedDocument(None, "坏.doc", "读取进程中途退出", "请另存为 docx")


def fill(store: Store, patch: pytest.MonkeyPatch) -> None:
    """Five shards by an old reader, two of which a new one read again."""
    for version, shards in (("0.9", range(5)), ("0.10", range(2))):
        patch.setattr(rows, "__version__", version)
        patch.setattr(writing, "__version__", version)
        for shard in shards:
            readings = [invented("2021", 10 * shard + at) for at in range(3)]
            write_shard(store, f"s{shard}-{version}", readings, [REFUSED] if shard == 4 else [])


def said(store: Store) -> Said:
    with store.connect(threads=1) as kept:
        return {name: kept.execute(f"SELECT * FROM {name} ORDER BY ALL").fetchall() for name in tables()}


def files(store: Store) -> set[str]:
    found = (path.relative_to(store.path) for path in store.path.rglob("*") if path.is_file())
    return {path.as_posix() for path in found if not path.name.startswith(".")}


@pytest.fixture(scope="module")
def filled(tmp_path_factory: pytest.TempPathFactory) -> Store:
    store = Store.create(tmp_path_factory.mktemp("filled") / "仓库")
    with pytest.MonkeyPatch.context() as patch:
        fill(store, patch)
    return store


@pytest.fixture(scope="module")
def before(filled: Store) -> Said:
    return said(filled)


@pytest.fixture
def store(filled: Store, tmp_path: Path) -> Store:
    return Store.open(shutil.copytree(filled.path, tmp_path / "仓库"))


def test_the_views_say_the_same_and_what_is_superseded_is_gone(store: Store, before: Said) -> None:
    assert len(before["reports"]) == 15
    done = tidy(store)
    assert (done.before, done.after, done.superseded) == (7, 1, 6)
    assert said(store) == before
    assert status(store).superseded == 0
    named = {file.path for manifest in store.manifests() for file in manifest.files}
    assert files(store) == named | {"store.json", f"shards/{store.manifests()[0].shard}.json"}


def test_what_is_tidy_is_left_alone(store: Store) -> None:
    tidy(store)
    before = files(store)
    assert tidy(store).removed == 0
    assert files(store) == before


def test_tidied_once_more_after_new_shards_came(store: Store) -> None:
    tidy(store)
    write_shard(store, "later", [invented("2019", 99)])
    before = said(store)
    tidy(store)
    assert said(store) == before
    assert len(store.manifests()) == 1
    assert "s0-0.9" in store.manifests()[0].replaces


def test_large_shards_stay_and_small_ones_come_together_in_order(store: Store, before: Said) -> None:
    """Shards of three and four documents, six are enough: 7 become 4, and the next round leaves them."""
    assert tidy(store, enough=6).after == 4
    assert said(store) == before


def test_a_shard_that_was_put_together_with_others_is_not_written_again(store: Store) -> None:
    tidy(store)
    before = files(store)
    write_shard(store, "s3-0.9", [invented("2021", 77)])
    assert files(store) == before


def test_a_store_that_was_tidied_is_sound(store: Store) -> None:
    tidy(store)
    assert validate_store(store).mistakes == ()


class Killed(BaseException):
    """The process ends here."""


@pytest.mark.parametrize("after", [0, 3, 14, 15, 20, 40, 60])
def test_killed_at_any_moment(
    store: Store, before: Said, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    """Before the n-th file gets its name or is removed."""
    left = after

    def counting(real: Callable[..., Any]) -> Callable[..., Any]:
        def step(*arguments: Any, **options: Any) -> Any:
            nonlocal left
            if not str(arguments[0]).rpartition("/")[2].startswith(".lease"):
                if left == 0:
                    raise Killed
                left -= 1
            return real(*arguments, **options)

        return step

    with monkeypatch.context() as patch:
        patch.setattr("gongkai.corpus.store.parquet.settle", counting(layout.settle))
        patch.setattr(layout, "settle", counting(layout.settle))
        patch.setattr(Path, "unlink", counting(Path.unlink))
        patch.setattr(Lease, "release", lambda lease: None)
        with suppress(Killed):
            tidy(store)
    assert said(store) == before
    for lease in store.path.glob(".lease.json"):
        lease.unlink()
    tidy(store)
    assert said(store) == before
    assert len(store.manifests()) == 1
    assert [name for name in files(store) if ".tmp-" in name] == []


def test_not_while_another_run_writes(store: Store) -> None:
    lease = Lease.take(store.path)
    with pytest.raises(Busy):
        tidy(store)
    lease.release()


def test_left_overs_of_a_killed_run_are_removed(store: Store) -> None:
    (store.path / "reports" / "year=2021" / "form=2021" / "half.parquet").write_bytes(b"PAR1")
    killed = store.path / "spool" / "of-the-dead"
    originals = store.path / "originals" / "ab"
    for place in (store.shards, store.path / "cells" / "year=2021", killed, originals):
        place.mkdir(parents=True, exist_ok=True)
        (place / ".tmp-00-half").touch()
    tidy(store)
    assert list(store.path.rglob("*half*")) == []


@pytest.mark.parametrize(("age", "stays"), [(UNTOUCHED - 60, True), (UNTOUCHED + 60, False)])
def test_beside_the_holder_of_the_lease_others_write_into_the_folder(
    store: Store, age: float, *, stays: bool
) -> None:
    """A register that is just being laid in."""
    theirs = store.path / ".tmp-00-organs.csv"
    theirs.touch()
    written = theirs.stat().st_mtime - age
    os.utime(theirs, (written, written))
    tidy(store)
    assert theirs.exists() is stays
