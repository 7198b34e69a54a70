"""Exactly once: what no manifest names does not count, and whoever commits again changes nothing."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from gongkai import __version__
from gongkai.corpus.store import layout, rows, writing
from gongkai.corpus.store.layout import BadStore, Store
from gongkai.corpus.store.rows import RefusedDocument
from gongkai.corpus.store.views import version_key
from gongkai.corpus.store.writing import write_shard
from tests.corpus.store.readings import invented, reading


def files(store: Store) -> dict[str, bytes]:
    return {
        str(path.relative_to(store.path)): path.read_bytes()
        for path in store.path.rglob("*")
        if path.is_file()
    }


def counted(store: Store) -> list[tuple[str, str]]:
    with store.connect() as kept:
        return kept.execute("SELECT name, reader FROM reports ORDER BY ALL").fetchall()


@pytest.fixture
def store(tmp_path: Path) -> Store:
    return Store.create(tmp_path / "仓库")


def test_the_same_readings_give_the_same_bytes(tmp_path: Path) -> None:
    readings = [invented("2021", seed) for seed in range(4)] + [invented("2019", seed) for seed in range(4)]
    one, other = Store.create(tmp_path / "one"), Store.create(tmp_path / "other")
    write_shard(one, "a", readings)
    write_shard(other, "a", readings[::-1])
    assert files(one) == files(other)


def test_a_committed_shard_is_left_as_it_stands(store: Store) -> None:
    write_shard(store, "a", [invented("2021", 1)])
    before = files(store)
    write_shard(store, "a", [invented("2021", 2)])
    assert files(store) == before


class Killed(BaseException):
    """The process ends here."""


@pytest.mark.parametrize("after", range(8))
def test_a_shard_that_was_half_written_does_not_count_until_it_is_whole(
    store: Store, monkeypatch: pytest.MonkeyPatch, after: int
) -> None:
    """Killed before the n-th file gets its name."""
    left = after

    def dying(temporary: Path, path: Path, *, settle=layout.settle) -> None:  # type: ignore[no-untyped-def]
        nonlocal left
        if left == 0:
            raise Killed
        left -= 1
        settle(temporary, path)

    reading_again = [invented("2021", 1)]
    with monkeypatch.context() as patch:
        patch.setattr("gongkai.corpus.store.parquet.settle", dying)
        patch.setattr(layout, "settle", dying)
        try:
            write_shard(store, "a", reading_again)
            assert after > 5
        except Killed:
            assert counted(store) == []
    write_shard(store, "a", reading_again)
    assert counted(store) == [(reading_again[0].name, __version__)]


def test_the_same_bytes_twice_in_one_shard_are_a_mistake_of_the_caller(store: Store) -> None:
    once = invented("2021", 1)
    with pytest.raises(ValueError, match="twice"):
        write_shard(store, "a", [once, once])
    with pytest.raises(ValueError, match="twice"):
        write_shard(store, "a", [once], [RefusedDocument(once.digest, "b", "坏了", "换")])


def by(version: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(rows, "__version__", version)
    monkeypatch.setattr(writing, "__version__", version)


@pytest.mark.parametrize("order", [("0.9", "0.10"), ("0.10", "0.9")], ids=["newer last", "newer first"])
def test_a_newer_reading_supersedes(
    store: Store, monkeypatch: pytest.MonkeyPatch, order: tuple[str, str]
) -> None:
    for version in order:
        by(version, monkeypatch)
        write_shard(store, f"by-{version}", [invented("2021", 1), invented("2021", int(version[2:]))])
    told = counted(store)
    assert [reader for name, reader in told if name == invented("2021", 1).name] == ["0.10"]
    assert len(told) == 3
    with store.connect() as kept:
        assert kept.execute("SELECT count(*) FROM readings").fetchone() == (4,)
        assert kept.execute("SELECT count(*) FROM payloads").fetchone() == (3,)


def test_a_refusal_does_not_supersede_a_reading(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    once = invented("2021", 1)
    write_shard(store, "a", [once])
    by("9.9", monkeypatch)
    write_shard(store, "b", [], [RefusedDocument(once.digest, once.name, "读取超过 60 秒", "请另存为 docx")])
    assert [name for name, _ in counted(store)] == [once.name]


def test_a_reading_supersedes_a_refusal_even_an_older_one_does(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    once = invented("2021", 1)
    by("9.9", monkeypatch)
    write_shard(store, "a", [], [RefusedDocument(once.digest, once.name, "读取超过 60 秒", "请另存为 docx")])
    by("1.0", monkeypatch)
    write_shard(store, "b", [once])
    with store.connect() as kept:
        assert kept.execute("SELECT outcome FROM documents").fetchall() == [("read",)]


def test_versions_in_order() -> None:
    ordered = ["0.9", "0.10.dev1", "0.10rc2", "0.10rc10", "0.10", "0.10.post1", "1.0.1"]
    assert sorted(set(ordered), key=version_key) == ordered


@pytest.mark.parametrize(
    ("make", "says"),
    [
        (lambda path: None, "没有 store.json"),
        (lambda path: (path / "store.json").write_text("{"), "读不懂"),
        (lambda path: (path / "store.json").write_text('{"schema": "gongkai-store/9"}'), "gongkai-store/9"),
    ],
)
def test_what_is_no_store_says_so(tmp_path: Path, make: object, says: str) -> None:
    make(tmp_path)  # type: ignore[operator]
    with pytest.raises(BadStore, match=says):
        Store.open(tmp_path)


def test_a_folder_with_other_things_does_not_become_a_store(tmp_path: Path) -> None:
    (tmp_path / "重要.docx").touch()
    with pytest.raises(BadStore, match="不是空文件夹"):
        Store.create(tmp_path)


def test_an_equals_sign_above_a_store_would_be_taken_for_a_statement(tmp_path: Path) -> None:
    with pytest.raises(BadStore, match="year=1999"):
        Store.create(tmp_path / "year=1999" / "仓库")


def test_a_damaged_manifest_is_named(store: Store) -> None:
    write_shard(store, "a", [reading(invented("2021", 1).report, "甲")])
    store.manifest_path("a").write_text("{}")
    with pytest.raises(BadStore, match=r"a\.json"):
        store.manifests()


def test_a_store_from_before_a_column_came(store: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    """Written when the form had one cell less: that cell is null there, and not a failure."""
    from gongkai.corpus.store import schema
    from gongkai.corpus.store.parquet import arrow_schema

    full = schema.tables()
    older = replace(full["reports"], columns=full["reports"].columns[:-1])
    name = full["reports"].columns[-1].name
    with monkeypatch.context() as patch:
        arrow_schema.cache_clear()
        patch.setattr("gongkai.corpus.store.parquet.tables", lambda: full | {"reports": older})
        write_shard(store, "a", [invented("2021", 1)])
    arrow_schema.cache_clear()
    manifest = store.manifest_path("a")
    manifest.write_text(manifest.read_text("utf-8").replace(schema.fingerprint(), "of another year"), "utf-8")
    write_shard(store, "b", [invented("2019", 2)])
    with store.connect() as kept:
        found = kept.execute(f'SELECT shard, "{name}" IS NULL FROM reports ORDER BY shard').fetchall()
    assert found == [("a", True), ("b", invented("2019", 2).report.cells.get(name) is None)]
