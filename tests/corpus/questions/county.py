"""Stores with few reports, whose figures can be counted by hand."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from decimal import Decimal
from pathlib import Path

from gongkai.check.run import check
from gongkai.corpus.organs.register import Register, load
from gongkai.corpus.questions.ground import Ground
from gongkai.corpus.store.layout import Store
from gongkai.corpus.store.rows import OrganOf, Read
from gongkai.corpus.store.writing import write_shard
from gongkai.law.forms import forms
from gongkai.model.cell import Amount, Cell, Count
from gongkai.model.document import Format
from gongkai.model.report import Passage, Report, Section
from tests.corpus.store.readings import ROOT

ORGANS = ROOT / "examples" / "organs.csv"
COUNTY = load(ORGANS)


def report(
    agency: str, year: int, figures: Mapping[str, int | Cell], *, form: str | None = None, text: str = ""
) -> Report:
    """A report that states 0 everywhere but where ``figures`` says something else."""
    form = form or ("2021" if year >= 2021 else "2019")
    cells: dict[str, Cell] = {}
    for table in forms()[form].tables:
        for cell in table.printing():
            cells[cell.id] = Amount(Decimal(0), "0") if cell.unit == "amount" else Count(0, "0")
    given = {
        name: Count(value, str(value)) if isinstance(value, int) else value for name, value in figures.items()
    }
    return Report(
        agency,
        year,
        Passage(f"{agency}{year}年政府信息公开工作年度报告"),
        form,
        cells={**cells, **given},
        tables={table.key: form for table in forms()[form].tables},
        sections=(Section(1, "overview", Passage("一、总体情况"), (Passage(text),)),) if text else (),
    )


def read(key: str | None, made: Report, register: Register = COUNTY) -> Read:
    digest = hashlib.sha256(f"{key}{made.agency}{made.year}".encode()).hexdigest()
    entry = register.of(key, made.year) if key else None
    organ = OrganOf(entry.key, entry.name, entry.level, entry.region, entry.parent) if entry else None
    return Read(digest, f"{made.agency}{made.year}.txt", Format.TEXT, 1, made, check(made).findings, organ)


def ground(path: Path, reads: Sequence[Read], register: Register | None = COUNTY) -> Ground:
    store = Store.create(path)
    write_shard(store, "one", reads)
    if register is not None:
        (path / "organs.csv").write_bytes(ORGANS.read_bytes())
    return Ground(store.connect(), register)
