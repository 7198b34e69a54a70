"""A copy of everything but the keys: a folder with the database, the sealed files, and a list of what has to be in it.

A copy counts only when it was proved: every file read again and held against its digest, every chain of the ledger.
"""

from __future__ import annotations

import hashlib
import json
import shutil
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import gongkai
from gongkai_web.keeping.dumps import DUMPED, EMBEDDED, NotKept, bring_back, dump, lines

MANIFEST = "manifest.json"
SCHEMA = "gongkai-backup/1"
_BLOCK = 1 << 20


@dataclass(frozen=True, slots=True)
class Copy:
    """``entries`` is how many there are in the ledger, ``chains`` the organs' last numbers and hashes."""

    folder: Path
    made: datetime
    entries: int
    chains: Mapping[str, tuple[int, str]]
    files: int
    size: int


def make(home: Path, files: Path, database: Mapping[str, Any], into: Path, made: datetime) -> Copy:
    """A new copy below ``into``, proved. Raises :class:`~gongkai_web.keeping.dumps.NotKept`; then there is none."""
    name = f"{made:%Y%m%d-%H%M%S}"
    final, making = into / name, into / f".{name}-making"
    if final.exists():
        raise NotKept(f"「{final}」已经存在。请过一秒再试。")
    shutil.rmtree(making, ignore_errors=True)
    making.mkdir(parents=True, mode=0o700)
    try:
        dumped = dump(database, making)  # before the files: whatever it names is on the disk already
        if files.exists():
            shutil.copytree(files, making / "files")
        chains, entries = _chains(dumped)
        manifest = {
            "schema": SCHEMA,
            "made": made.isoformat(),
            "version": gongkai.__version__,
            "home": home.name,
            "entries": entries,
            "chains": {organ: list(end) for organ, end in chains.items()},
            "files": dict(_digests(making)),
        }
        text = json.dumps(manifest, ensure_ascii=False, indent=1)
        (making / MANIFEST).write_text(text, "utf-8")
        making.rename(final)
    finally:
        shutil.rmtree(making, ignore_errors=True)
    return proved(final)


def proved(folder: Path) -> Copy:
    """The copy, once everything in it was looked at. Raises :class:`~gongkai_web.keeping.dumps.NotKept`."""
    manifest = _manifest(folder)
    if wrong := sorted(_different(manifest["files"], dict(_digests(folder)))):
        raise NotKept(
            f"备份「{folder}」里有 {len(wrong)} 个文件缺少、多出或者被改动：{'、'.join(wrong[:3])}。"
        )
    chains, entries = _chains(database_of(folder))
    stated = {organ: (end[0], end[1]) for organ, end in manifest["chains"].items()}
    if (chains, entries) != (stated, manifest["entries"]):
        raise NotKept(f"备份「{folder}」里的台账与清单不一致。请用另一份备份。")
    sizes = [path.stat().st_size for path in folder.rglob("*") if path.is_file()]
    return Copy(folder, datetime.fromisoformat(manifest["made"]), entries, chains, len(sizes), sum(sizes))


def restore(copy: Copy, files: Path, database: Mapping[str, Any]) -> None:
    """Files and database as the copy has them; what is there already is not overwritten. Raises as :func:`proved`."""
    if files.exists() and any(files.iterdir()):
        raise NotKept(f"「{files}」里已经有文件，没有覆盖。请恢复到一个空的 GONGKAI_HOME。")
    bring_back(database_of(copy.folder), database)
    if (copy.folder / "files").exists():
        shutil.copytree(copy.folder / "files", files, dirs_exist_ok=True)


def all_of(folder: Path) -> list[Path]:
    """The copies, the oldest first."""
    return sorted(path for path in folder.glob("[0-9]*") if (path / MANIFEST).exists())


def database_of(folder: Path) -> Path:
    return next(path for name in (EMBEDDED, DUMPED) if (path := folder / name).exists())


def _manifest(folder: Path) -> dict[str, Any]:
    try:
        found: dict[str, Any] = json.loads((folder / MANIFEST).read_text("utf-8"))
    except FileNotFoundError as error:
        raise NotKept(f"「{folder}」不是备份：没有 {MANIFEST}。") from error
    except ValueError as error:
        raise NotKept(f"备份「{folder}」的清单读不出来。请用另一份备份。") from error
    if found.get("schema") != SCHEMA:
        raise NotKept(f"备份「{folder}」的格式是 {found.get('schema')}，这个版本只认识 {SCHEMA}。")
    return found


def _chains(dumped: Path) -> tuple[dict[str, tuple[int, str]], int]:
    """Where the chains in the file end. Raises where one of them is not whole."""
    from gongkai.ledger.verify import examine

    with TemporaryDirectory() as folder:
        path = Path(folder) / "chains.jsonl"
        with path.open("wb") as file:
            file.writelines(lines(dumped))
        found = examine(path)
    if found.faults:
        raise NotKept(
            f"台账有 {len(found.faults)} 处问题：{found.faults[0].says}请运行 gongkai verify-records。"
        )
    return {tip.organ: (tip.number, tip.hash) for tip in found.tips}, found.entries


def _digests(folder: Path) -> Iterator[tuple[str, str]]:
    for path in sorted(folder.rglob("*")):
        if path.is_file() and path.name != MANIFEST:
            yield path.relative_to(folder).as_posix(), _digest(path)


def _digest(path: Path) -> str:
    digest = hashlib.sha256()
    with path.open("rb") as file:
        while block := file.read(_BLOCK):
            digest.update(block)
    return digest.hexdigest()


def _different(wanted: Mapping[str, str], found: Mapping[str, str]) -> Iterable[str]:
    return (name for name in {*wanted, *found} if wanted.get(name) != found.get(name))
