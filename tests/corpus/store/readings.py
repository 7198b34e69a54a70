"""Readings for the tests of the store: invented ones by seed, the examples, and the real reports where they lie."""

from __future__ import annotations

import hashlib
from dataclasses import replace
from functools import cache
from pathlib import Path

from gongkai.check.run import check
from gongkai.corpus.store.rows import Read
from gongkai.model.document import Format
from gongkai.model.report import Report
from gongkai.read.report import read_file
from tests.write.reports import PLAIN, Odds, report

ROOT = Path(__file__).resolve().parents[3]
SEEDS = sorted((ROOT.parent / "shared" / "seeds").glob("*.txt"))
EXAMPLES = sorted(path for path in (ROOT / "examples" / "reports").iterdir() if path.name != "README.md")


def reading(report: Report, name: str, digest: str | None = None) -> Read:
    digest = digest or hashlib.sha256(name.encode()).hexdigest()
    return Read(digest, name, Format.TEXT, len(name), report, check(report).findings)


def invented(version: str, seed: int, odds: Odds = PLAIN, **changed: object) -> Read:
    if not changed:
        return _invented(version, seed, odds)
    made = replace(report(version, seed, odds), **changed)  # type: ignore[arg-type]
    return reading(made, f"{made.agency}{made.year}-{seed}.txt")


@cache
def _invented(version: str, seed: int, odds: Odds) -> Read:
    made = report(version, seed, odds)
    return reading(made, f"{made.agency}{made.year}-{seed}.txt")


@cache
def read(path: Path) -> Read:
    content, found = path.read_bytes(), read_file(path)
    assert found.source is not None
    digest = hashlib.sha256(content).hexdigest()
    return Read(digest, path.name, found.source.format, len(content), found, check(found).findings)
