"""Personal data stands apart: an entry holds a key and a salted digest, so that erasing it leaves the chain whole."""

from __future__ import annotations

import hashlib
import hmac
import json
import os
import secrets
import tempfile
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, fields, is_dataclass
from datetime import date
from pathlib import Path
from typing import Any, TypeAlias

from gongkai.ledger.locking import locked, settle, settle_folder


@dataclass(frozen=True, slots=True)
class Private:
    """A value kept in the private store under ``key``; ``digest`` is that of its salt and its text."""

    key: str
    digest: str

    def __str__(self) -> str:
        """What is printed where nobody has opened it."""
        return "〔私密〕"


FreeText: TypeAlias = Private | str
"""What somebody said, or what was noted of them. It stands apart; in a ledger of before it stands in the entry itself."""


@dataclass(frozen=True, slots=True)
class Erasure:
    """What is left of a value: that it was there, when it was erased, and why."""

    day: date
    reason: str


class NotKept(LookupError):
    """The store has no value under this key."""


class DamagedStore(ValueError):
    """A line of the private store cannot be read."""


@dataclass(slots=True)
class PrivateStore:
    """The private values of the ledger in ``ledger``, in ``….private.jsonl`` beside it, for its owner's eyes alone."""

    ledger: Path
    _new: dict[str, dict[str, str]] = field(default_factory=dict)
    _kept: dict[str, dict[str, str]] | None = None

    @property
    def path(self) -> Path:
        return self.ledger.with_name(f"{self.ledger.name.removesuffix('.jsonl')}.private.jsonl")

    def put(self, text: str) -> Private:
        """What an entry may hold in place of the text. The text is kept when :meth:`keep` returns."""
        key, salt = secrets.token_hex(8), secrets.token_hex(16)
        self._new[key] = {"key": key, "salt": salt, "text": text}
        return Private(key, _digest(salt, text))

    def keep(self, stated: object = None) -> None:
        """Write what was put, and wait for the disk: before the ledger names it, and under the ledger's lock.

        Where it is told what is ``stated`` (entries, facts), words that nothing in it names are let go: nobody could
        find them again to erase them.
        """
        named = self._new if stated is None else {each.key for each in privates_of(stated)}
        self._new = {key: row for key, row in self._new.items() if key in named}
        if not self._new:
            return
        is_new = not self.path.exists()
        descriptor = os.open(self.path, os.O_RDWR | os.O_CREAT | os.O_APPEND, 0o600)
        with open(descriptor, "rb+", buffering=0) as file:  # noqa: PTH123 - a path gives no mode
            os.chmod(self.path, 0o600)  # noqa: PTH101
            file.truncate(_whole(file.readall()))
            file.write("".join(_line(row) for row in self._new.values()).encode())
            settle(file.fileno())
        if is_new:
            settle_folder(str(self.path.parent))
        self._new, self._kept = {}, None

    def get(self, key: str) -> str | Erasure:
        """The text, or what is left of it. Raises :class:`NotKept` and :class:`DamagedStore`."""
        row = self._new.get(key) or self._rows().get(key)
        if row is None:
            raise NotKept(
                f"私密数据文件「{self.path.name}」里没有「{key}」。请检查文件是否完整，或从备份取回。"
            )
        if "erased" in row:
            return Erasure(date.fromisoformat(row["erased"]), row["reason"])
        return row["text"]

    def alike(self, texts: Iterable[str]) -> dict[str, tuple[str, ...]]:
        """For each of the texts the keys under which exactly it is kept. Two people may have one name."""
        found: dict[str, list[str]] = {text: [] for text in texts}
        for key, row in self._rows().items():
            if row.get("text") in found:
                found[row["text"]].append(key)
        return {text: tuple(keys) for text, keys in found.items()}

    def erase(self, key: str, *, reason: str, on: date) -> None:
        """Put a tombstone in the place of text and salt, in one step. What copies and backups hold is another matter.

        Raises as :meth:`get`; a value that was erased before stays as it is.
        """
        with self.ledger.open("rb+") as file, locked(file.fileno()):
            self._kept = None
            if isinstance(self.get(key), Erasure):
                return
            rows = self._rows()
            rows[key] = {"key": key, "erased": on.isoformat(), "reason": reason}
            self._rewrite(rows.values())

    def faults(self, privates: Iterable[Private]) -> Iterator[tuple[Private, str]]:
        """Which of the values that a ledger names are lost or altered. Erased ones are neither."""
        rows = self._rows()
        for private in privates:
            row = rows.get(private.key)
            if row is None:
                yield private, f"私密数据「{private.key}」不在「{self.path.name}」里，也没有删除的记录"
            elif "text" in row and not hmac.compare_digest(_digest(row["salt"], row["text"]), private.digest):
                yield private, f"私密数据「{private.key}」与记入台账时不同"

    def _rows(self) -> dict[str, dict[str, str]]:
        if self._kept is None:
            self._kept = {row["key"]: row for row in self._read()} if self.path.exists() else {}
        return self._kept

    def _read(self) -> Iterator[dict[str, str]]:
        with self.path.open("rb") as file:
            for at, line in enumerate(file, 1):
                if line.endswith(b"\n"):
                    yield self._row(line, at)

    def _row(self, line: bytes, at: int) -> dict[str, str]:
        try:
            row: Any = json.loads(line)
        except (ValueError, RecursionError):
            row = None
        known = ({"key", "salt", "text"}, {"key", "erased", "reason"})
        if (
            isinstance(row, dict)
            and set(row) in known
            and all(isinstance(part, str) for part in row.values())
        ):
            return row
        raise DamagedStore(f"「{self.path.name}」第 {at} 行读不出来。请从备份取回这个文件。")

    def _rewrite(self, rows: Iterable[dict[str, str]]) -> None:
        with tempfile.NamedTemporaryFile(dir=self.path.parent, prefix=".gongkai-", delete=False) as file:
            temporary = Path(file.name)  # made with mode 0600
            try:
                file.write("".join(map(_line, rows)).encode())
                file.flush()
                settle(file.fileno())
                temporary.replace(self.path)
            except BaseException:
                temporary.unlink(missing_ok=True)
                raise
        settle_folder(str(self.path.parent))


def privates_of(value: object) -> Iterator[Private]:
    """Every private value in a fact, however deep."""
    if isinstance(value, Private):
        yield value
    elif isinstance(value, tuple | Mapping):
        for each in value.values() if isinstance(value, Mapping) else value:
            yield from privates_of(each)
    elif is_dataclass(value):
        for part in fields(value):
            yield from privates_of(getattr(value, part.name))


def _digest(salt: str, text: str) -> str:
    return f"sha256:{hashlib.sha256(f'{salt}:{text}'.encode()).hexdigest()}"


def _line(row: dict[str, str]) -> str:
    return json.dumps(row, ensure_ascii=False, separators=(",", ":")) + "\n"


def _whole(content: bytes) -> int:
    """Where the last whole line ends. What a crash left behind it is named by no entry."""
    return content.rfind(b"\n") + 1
