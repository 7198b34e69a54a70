"""A task for a guarded worker that does what the document says, and the rows of a store for comparison."""

from __future__ import annotations

import hashlib
import os
import signal
import time
from pathlib import Path

from gongkai.corpus.store.layout import Store
from gongkai.model.document import Format
from gongkai.model.report import Passage, Report, Section, Source
from gongkai.read.limits import Limits, Refused

TASK = f"{__name__}:obey"
_PERSONAL = {"shard"}  # which documents shared a shard is no fact about them


def obey(path: Path, limits: Limits) -> object:
    """Do what the file says: ``report 12``, ``die``, ``kill``."""
    data = path.read_bytes()
    word, _, rest = data.decode("utf-8", "replace").partition(" ")
    match word:
        case "die":
            os._exit(3)
        case "kill":  # the process that supervises us
            os.kill(os.getppid(), signal.SIGKILL)
            time.sleep(10)
        case "slow":
            time.sleep(0.02)
        case "report":
            pass
        case _:
            raise Refused("没有表格", remedy="请换一份")
    title = Passage(f"云溪县第{rest}局 2021 年报告")
    body = Section(1, "overview", Passage("一、总体情况"), (Passage(f"正文 {rest}"),))
    source = Source("", Format.TEXT, hashlib.sha256(data).hexdigest())
    return Report(f"云溪县第{rest}局", 2021, title, None, sections=(body,), source=source), ()


def folder(at: Path, count: int, *others: str, word: str = "report") -> Path:
    """A folder with so many reports, and other documents that say what is given."""
    at.mkdir()
    for number in range(count):
        (at / f"{number:04d}.txt").write_text(f"{word} {number}", encoding="utf-8")
    for number, other in enumerate(others):
        (at / f"{number * 7:04d}-其他.txt").write_text(other, encoding="utf-8")
    return at


def rows(store: Path) -> dict[str, list[str]]:
    """Everything a store holds, row by row, in order."""
    connection = Store.open(store).connect(threads=1)
    found = {}
    for view in ("documents", "readings", "reports", "cells", "findings", "sections", "payloads"):
        relation = connection.execute(f"SELECT * FROM {view}")
        names = [column[0] for column in relation.description or ()]
        kept = [at for at, name in enumerate(names) if name not in _PERSONAL]
        found[view] = sorted(repr([row[at] for at in kept]) for row in relation.fetchall())
    connection.close()
    return found


def leftovers(store: Path) -> list[str]:
    """What a run should have taken away with it."""
    found = (path.relative_to(store).as_posix() for path in store.rglob("*"))
    return sorted(name for name in found if "spool" in name or ".tmp-" in name or ".lease.json" in name)
