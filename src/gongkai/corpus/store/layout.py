"""Where things stand in a store: its folders, its manifests, and which of them count."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable
from dataclasses import asdict, dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, Self

from gongkai import __version__
from gongkai.corpus.store.schema import STANDARD, fingerprint

if TYPE_CHECKING:
    from duckdb import DuckDBPyConnection

STORE_SCHEMA = "gongkai-store/1"
SHARD_SCHEMA = "gongkai-shard/1"
TEMPORARY = ".tmp-"
"""How names of files begin that are not whole yet."""
TIDIED = "tidy-"
"""How names of shards begin that were put together from others."""

_SHARD_NAME = re.compile(r"[0-9A-Za-z][0-9A-Za-z._-]{0,99}")


class BadStore(ValueError):
    """A folder that is no store, or cannot be one. The sentence says which, why, and what would help."""


@dataclass(frozen=True, slots=True)
class StoredFile:
    """One Parquet file, with its path from the store's folder. ``sha256`` is that of its bytes."""

    table: str
    path: str
    rows: int
    bytes: int
    sha256: str


@dataclass(frozen=True, slots=True)
class Manifest:
    """What one committed shard holds. ``replaces`` names shards whose rows are all in here, ``columns`` is the
    fingerprint of the schema that its files were written with.
    """

    shard: str
    reader: str
    law: date
    reports: int
    refused: int
    files: tuple[StoredFile, ...]
    replaces: tuple[str, ...] = ()
    columns: str = field(default_factory=fingerprint)

    def to_json(self) -> str:
        plain = {"schema": SHARD_SCHEMA, "standard": STANDARD, **asdict(self), "law": self.law.isoformat()}
        return json.dumps(plain, ensure_ascii=False, indent=1) + "\n"


class Store:
    """A folder of reports. Nothing is read that no manifest names, so what was half written does no harm."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @classmethod
    def create(cls, path: Path | str) -> Self:
        """The store at this path, made where there is none. Raises :class:`BadStore` and :class:`OSError`."""
        from gongkai.corpus.store.rows import law_date

        folder = _checked(Path(path))
        if not (folder / "store.json").exists():
            if folder.exists() and any(entry.name != "shards" for entry in _visible(folder)):
                raise BadStore(f"「{folder}」不是空文件夹，也不是仓库。请换一个新的文件夹。")
            (folder / "shards").mkdir(parents=True, exist_ok=True)
            made = {"schema": STORE_SCHEMA, "made_by": __version__, "law": law_date().isoformat()}
            write_whole(folder / "store.json", (json.dumps(made) + "\n").encode())
        return cls.open(folder)

    @classmethod
    def open(cls, path: Path | str) -> Self:
        """The store at this path. Raises :class:`BadStore` and :class:`OSError`."""
        folder = _checked(Path(path))
        try:
            stated = json.loads((folder / "store.json").read_text("utf-8"))["schema"]
        except (FileNotFoundError, NotADirectoryError):
            raise BadStore(
                f"「{folder}」不是仓库：没有 store.json。请先用 gongkai corpus add 存入报告。"
            ) from None
        except (ValueError, TypeError, KeyError) as error:
            raise BadStore(f"「{folder}」的 store.json 读不懂。请从备份恢复这个文件。") from error
        if stated != STORE_SCHEMA:
            raise BadStore(
                f"「{folder}」的版式是「{stated}」，这个版本的 gongkai 认得 {STORE_SCHEMA}。请换用相应的版本。"
            )
        return cls(folder)

    def manifests(self) -> tuple[Manifest, ...]:
        """The manifests that count, by shard: those that another one replaces do not. Raises :class:`BadStore`."""
        return standing(self.all_manifests())

    def all_manifests(self) -> tuple[Manifest, ...]:
        """Every manifest there is, by shard. Raises :class:`BadStore`."""
        read = (_read_manifest(file) for file in sorted(self.shards.glob("[!.]*.json")))
        return tuple(manifest for manifest in read if manifest is not None)

    def manifest_of(self, shard: str) -> Manifest | None:
        """The manifest that a shard was committed with, or the one that holds its rows since."""
        own = _read_manifest(self.manifest_path(shard))
        if own is not None:
            return own
        tidied = (_read_manifest(file) for file in sorted(self.shards.glob(f"{TIDIED}*.json")))
        return next((each for each in tidied if each and shard in each.replaces), None)

    def shard_count(self) -> int:
        """About how many shards there are: without opening a manifest."""
        return sum(1 for _ in self.shards.glob("[!.]*.json"))

    @property
    def shards(self) -> Path:
        return self.path / "shards"

    def manifest_path(self, shard: str) -> Path:
        """Raises ValueError for a name that cannot be a file's on every system."""
        if not _SHARD_NAME.fullmatch(shard):
            raise ValueError(f"{shard!r} cannot name a shard")
        return self.shards / f"{shard}.json"

    def connect(self, *, threads: int | None = None, memory: str | None = None) -> DuckDBPyConnection:
        """A DuckDB connection with the views of this store; see :mod:`gongkai.corpus.store.views`."""
        from gongkai.corpus.store.views import connect

        return connect(self, threads=threads, memory=memory)


def standing(manifests: Iterable[Manifest]) -> tuple[Manifest, ...]:
    """Those of the manifests that no other one replaces."""
    among = tuple(manifests)
    gone = {shard for manifest in among for shard in manifest.replaces}
    return tuple(manifest for manifest in among if manifest.shard not in gone)


def write_whole(path: Path, content: bytes) -> None:
    """Write a file that is there whole or not at all, even after a power cut."""
    temporary = temporary_for(path)
    try:
        with temporary.open("xb") as file:
            file.write(content)
        settle(temporary, path)
    finally:
        temporary.unlink(missing_ok=True)


def temporary_for(path: Path, scratch: Path | None = None) -> Path:
    """A name in the folder for what is not whole yet, else beside the path; no other writer has it, not even one
    on another machine. The folder must lie on the same disk.
    """
    import secrets

    return (scratch or path.parent) / f"{TEMPORARY}{secrets.token_hex(8)}-{path.name}"


def settle(temporary: Path, path: Path) -> None:
    """Give a finished file its name, once its bytes are on the disk."""
    import os

    with temporary.open("rb+") as file:
        os.fsync(file.fileno())
    temporary.replace(path)
    sync_folder(path.parent)


def sync_folder(folder: Path) -> None:
    """Put the names in a folder on the disk, where the system can."""
    import os
    import sys

    if sys.platform == "win32":
        return
    opened = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(opened)
    finally:
        os.close(opened)


def _checked(folder: Path) -> Path:
    """The absolute path. In it ``year=2021`` would be taken for a statement about the files below."""
    whole = folder.absolute()
    if odd := next((part for part in whole.parts if "=" in part), None):
        raise BadStore(f"仓库不能放在「{odd}」下面：文件夹名里的等号另有含义。请换一个没有等号的路径。")
    return whole


def _visible(folder: Path) -> list[Path]:
    return [entry for entry in folder.iterdir() if not entry.name.startswith(".")]


def _read_manifest(file: Path) -> Manifest | None:
    try:
        text = file.read_text("utf-8")
    except FileNotFoundError:
        return None  # replaced meanwhile
    try:
        return _manifest(json.loads(text))
    except (ValueError, TypeError, KeyError) as error:
        raise BadStore(
            f"清单「{file}」读不懂，这个版本的 gongkai 认得 {SHARD_SCHEMA}。请换用相应的版本，或从备份恢复。"
        ) from error


def _manifest(stated: dict[str, Any]) -> Manifest:
    if stated["schema"] != SHARD_SCHEMA:
        raise ValueError(stated["schema"])
    return Manifest(
        shard=stated["shard"],
        reader=stated["reader"],
        law=date.fromisoformat(stated["law"]),
        reports=stated["reports"],
        refused=stated["refused"],
        files=tuple(StoredFile(**each) for each in stated["files"]),
        replaces=tuple(stated["replaces"]),
        columns=stated["columns"],
    )
