"""Reports with planted copies, and the truth about them: whole, edited, in blocks, and one text that many copy.

Beside them stand blocks too small to be reported. The words are made up; sources are fresh texts, so that who had them first is
known, and what is planted is known to the clause.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cache
from itertools import islice
from random import Random

import duckdb
import pyarrow as pa

from gongkai.corpus.lookalike.sketch import sketch

REPORTS = """digest VARCHAR, name VARCHAR, agency VARCHAR, organ VARCHAR, organ_name VARCHAR, region VARCHAR, title VARCHAR,
    year INTEGER, signed_on DATE"""
SECTIONS = """digest VARCHAR, ordinal BIGINT, number BIGINT, role VARCHAR, heading VARCHAR, text VARCHAR, sketch UBIGINT[]"""
UNCOUNTED = "digest VARCHAR, organ VARCHAR, year INTEGER, why VARCHAR, instead VARCHAR"
_SECTIONS = pa.schema(
    [
        *((name, pa.string()) for name in ("digest", "role", "heading", "text")),
        *((name, pa.int64()) for name in ("ordinal", "number")),
        ("sketch", pa.list_(pa.uint64())),
    ]
)
CLAUSES = 90
_OFFICES = (
    "财政局",
    "教育局",
    "民政局",
    "司法局",
    "水利局",
    "审计局",
    "统计局",
    "林业局",
    "信访局",
    "医疗保障局",
)
_KINDS = ("fresh",) * 43 + ("whole",) * 3 + ("edited",) * 6 + ("block",) * 4 + ("small",) * 3 + ("mass",)


@dataclass(frozen=True, slots=True)
class Planted:
    """One report. ``share`` of its clauses was taken from the report number ``source``."""

    number: int
    agency: str
    area: str
    year: int
    parts: tuple[str, str]
    kind: str
    source: int | None = None
    share: float = 0.0

    @property
    def digest(self) -> str:
        return f"{self.number:064x}"


def reports(count: int, *, seed: int = 1, years: int = 4) -> Iterator[Planted]:
    """So many reports, in the order in which they were signed."""
    random = Random(seed)
    fresh: list[tuple[int, list[str]]] = []
    mass: tuple[int, list[str]] | None = None
    for number in range(count):
        year = 2020 + number * years // count
        area = f"{_word(number // 10 % max(count // 40, 1))}县"
        agency = f"{area}{_OFFICES[number % 10]}"
        kind = random.choice(_KINDS) if len(fresh) > 20 else "fresh"
        own = _clauses(random)
        if kind == "fresh":
            if len(fresh) < 5_000:
                fresh.append((number, own))
            mass = mass or (number, own)
            yield _made(number, (agency, area), year, own, kind)
            continue
        source, theirs = (mass if kind == "mass" else random.choice(fresh)) or fresh[0]
        clauses, share = _copied(kind, own, theirs, random)
        yield _made(number, (agency, area), year, clauses, kind, (source, share))


def corpus(planted: list[Planted]) -> duckdb.DuckDBPyConnection:
    """The reports as the views of a store show them."""
    connection = duckdb.connect()
    connection.execute(f"CREATE TABLE reports ({REPORTS})")
    connection.execute(f"CREATE TABLE sections ({SECTIONS})")
    connection.execute(f"CREATE TABLE uncounted ({UNCOUNTED})")
    for made_reports, made_sections in arrow(planted):
        connection.register("made_reports", made_reports)
        connection.execute("INSERT INTO reports BY NAME SELECT * FROM made_reports")
        connection.register("made_sections", made_sections)
        connection.execute("INSERT INTO sections BY NAME SELECT * FROM made_sections")
    return connection


def arrow(planted: Iterable[Planted]) -> Iterator[tuple[pa.Table, pa.Table]]:
    """Reports and their sections, a thousand reports at a time."""
    coming = iter(planted)
    while some := list(islice(coming, 1_000)):
        yield (
            pa.Table.from_pylist([_report(one) for one in some]),
            pa.Table.from_pylist([section for one in some for section in _sections(one)], _SECTIONS),
        )


def _report(one: Planted) -> dict[str, object]:
    return {
        "digest": one.digest,
        "name": f"{one.number}.docx",
        "agency": one.agency,
        "organ": one.agency,
        "organ_name": one.agency,
        "region": one.area,
        "year": one.year,
        "title": None,
        "signed_on": date(one.year + 1, 1, 15),
    }


def _sections(one: Planted) -> Iterator[dict[str, object]]:
    heads = ((1, "overview", "一、总体情况"), (5, "problems", "五、存在的主要问题及改进情况"))
    for place, ((number, role, heading), text) in enumerate(zip(heads, one.parts, strict=True), 1):
        about = {"digest": one.digest, "ordinal": place, "number": number, "role": role, "heading": heading}
        yield about | {"text": text, "sketch": sketch(text, one.agency)}


def _made(
    number: int,
    organ: tuple[str, str],
    year: int,
    clauses: list[str],
    kind: str,
    source: tuple[int, float] | None = None,
) -> Planted:
    agency, area = organ
    cut = len(clauses) * 2 // 3
    named = [
        clause.replace("本处", agency if place % 9 == 0 else "我局") for place, clause in enumerate(clauses)
    ]
    parts = "，".join([f"{year}年", *named[:cut]]) + "。", "；".join(named[cut:]) + "。"
    return Planted(number, agency, area, year, parts, kind, *(source or (None, 0.0)))


def _copied(kind: str, own: list[str], theirs: list[str], random: Random) -> tuple[list[str], float]:
    """The clauses of a copy, and which share of them is the source's."""
    count = len(theirs)
    if kind in {"whole", "mass"}:
        return list(theirs), 1.0
    if kind == "edited":
        changed = set(random.sample(range(count), random.randint(count // 20, count * 2 // 5)))
        return [own[place] if place in changed else theirs[place] for place in range(count)], 1 - len(
            changed
        ) / count
    taken = (
        random.randint(count * 35 // 100, count * 60 // 100)
        if kind == "block"
        else random.randint(count // 20, count // 4)
    )
    start = random.randint(0, count - taken)
    return own[:start] + theirs[start : start + taken] + own[start + taken :], taken / count


def _clauses(random: Random) -> list[str]:
    """A fresh text: nine clauses of ten are new, the tenth is of the kind that everybody writes."""
    return [
        random.choice(_stock())
        if random.random() < 0.1
        else "本处" * (random.random() < 0.2) + "".join(random.choices(_words(), k=6))
        for _ in range(CLAUSES)
    ]


@cache
def _words() -> tuple[str, ...]:
    return tuple(_word(number) for number in range(4_000))


@cache
def _stock() -> tuple[str, ...]:
    random = Random(0)
    return tuple("".join(random.choices(_words(), k=7)) for _ in range(60))


def _word(number: int) -> str:
    """A word of two characters, never the same for two numbers below a million."""
    return chr(0x4E00 + number * 7 % 1_009) + chr(0x5200 + number // 1_009 * 13 + number * 11 % 997)
