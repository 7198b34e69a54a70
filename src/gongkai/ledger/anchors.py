"""Anchors: the state of the chains at a moment, kept elsewhere, so that a cut or wholly forged ledger shows."""

from __future__ import annotations

import hmac
import json
from collections.abc import Iterable
from dataclasses import asdict, dataclass
from datetime import date
from pathlib import Path
from typing import Any

from gongkai.ledger.shapes import HASH, ORGAN_KEY
from gongkai.model.shape import Day, Mistakes, Record, Text, Whole

SCHEMA = "gongkai-anchor/1"
_SHAPE = Record(
    {
        "schema": Text(only=(SCHEMA,)),
        "organ": Text(ORGAN_KEY, "应当是机关的代号"),
        "number": Whole(1),
        "hash": Text(HASH, "应当是 64 位十六进制数"),
        "entries": Whole(1),
        "day": Day(),
        "mac": Text(HASH, "应当是 64 位十六进制数"),
    },
    frozenset({"mac"}),
)


class BadAnchors(ValueError):
    """A file of anchors that cannot be relied on."""


@dataclass(frozen=True, slots=True)
class Anchor:
    """On ``day`` the chain of ``organ`` ended with entry ``number`` and its ``hash``; the whole ledger had ``entries``.

    ``mac`` is the keyed digest (HMAC-SHA-256) of all this, None where no key was used.
    """

    organ: str
    number: int
    hash: str
    entries: int
    day: date
    mac: str | None = None


def anchor_line(anchor: Anchor) -> str:
    parts = {"schema": SCHEMA, **asdict(anchor), "day": anchor.day.isoformat()}
    if anchor.mac is None:
        del parts["mac"]
    return json.dumps(parts, ensure_ascii=False, separators=(",", ":"))


def mac_of(anchor: Anchor, key: bytes) -> str:
    """The keyed digest over the anchor's line without ``mac``."""
    bare = Anchor(anchor.organ, anchor.number, anchor.hash, anchor.entries, anchor.day)
    return hmac.digest(key, anchor_line(bare).encode(), "sha256").hex()


def load_anchors(path: Path, *, key: bytes | None = None) -> tuple[Anchor, ...]:
    """The anchors of a file. With ``key`` each must carry its keyed digest. Raises :class:`BadAnchors` and OSError."""
    found, wrong = [], []
    for at, line in enumerate(path.read_bytes().splitlines(), 1):
        mistakes, value = Mistakes(), _json(line)
        _SHAPE.check(value, "", mistakes)
        if mistakes.found:
            wrong += [f"「{path}」第 {at} 行：{mistake}" for mistake in mistakes.found]
            continue
        anchor = _anchor(value)
        if key is not None and not hmac.compare_digest(anchor.mac or "", mac_of(anchor, key)):
            wrong.append(
                f"「{path}」第 {at} 行：{'带键摘要不对' if anchor.mac else '没有带键摘要'}，不是用这把密钥封存的。"
            )
        found.append(anchor)
    if wrong:
        raise BadAnchors("\n".join(wrong))
    return tuple(found)


def sealed(anchors: Iterable[Anchor], key: bytes) -> tuple[Anchor, ...]:
    return tuple(
        Anchor(each.organ, each.number, each.hash, each.entries, each.day, mac_of(each, key))
        for each in anchors
    )


def _anchor(value: dict[str, Any]) -> Anchor:
    rest = {name: part for name, part in value.items() if name not in {"schema", "day"}}
    return Anchor(**rest, day=date.fromisoformat(value["day"]))


def _json(line: bytes) -> Any:
    try:
        return json.loads(line)
    except (ValueError, RecursionError):
        return None
