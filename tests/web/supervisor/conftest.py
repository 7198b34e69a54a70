"""Small reports of 2025, typed cell by cell, so that sums can be counted by hand."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal
from typing import Any

import pytest

from gongkai.law.forms import forms
from gongkai.ledger.year_report import with_facts
from gongkai.model.cell import Amount, Blank, Cell, Count, Missing, Unreadable
from gongkai.model.report import Passage, Report, Section, Signoff

YEAR = 2025
FORM = "2021"
NEW, CARRIED_IN, GRANTED, TOTAL, OUT = (
    f"requests.{row}.total" for row in ("new_received", "carried_in", "granted", "total", "carried_out")
)


def report(name: str, cells: Mapping[str, Cell], year: int = YEAR) -> Report:
    """Zero everywhere else. The total column is held up by that of natural persons."""
    form = forms()[FORM]
    found: dict[str, Cell] = {
        cell_id: Amount(Decimal(0)) if cell.unit == "amount" else Count(0)
        for cell_id, cell in form.cells.items()
    }
    for cell_id, cell in cells.items():
        found[cell_id] = cell
        if cell_id.startswith("requests.") and cell_id.endswith(".total"):
            found[f"{cell_id.removesuffix('.total')}.natural_person"] = cell
    sections = tuple(
        Section(
            each.number, each.role, Passage(f"{each.number}、{each.heading}"), (Passage("按要求开展工作。"),)
        )
        for each in form.sections
    )
    return with_facts(
        Report(
            agency=name,
            year=year,
            title=Passage(f"{name}{year}年政府信息公开工作年度报告"),
            form=FORM,
            cells=found,
            tables={table.key: FORM for table in form.tables},
            sections=sections,
            signoff=Signoff(Passage(name), Passage(f"{year + 1}年1月20日"), None),
        )
    )


def of_requests(new: int, carried_in: int, granted: int) -> dict[str, Cell]:
    """So many came, so many were granted, the others are carried out: it balances."""
    return {
        NEW: Count(new),
        CARRIED_IN: Count(carried_in),
        GRANTED: Count(granted),
        TOTAL: Count(granted),
        OUT: Count(new + carried_in - granted),
    }


@pytest.fixture
def kept(county: None) -> Callable[..., Any]:
    """``kept("caizheng", cells, "submitted")``: a version, and its filing so far."""

    def make(organ: str, cells: Mapping[str, Cell], status: str = "draft", year: int = YEAR) -> Any:
        from gongkai_web.reports import states, steps, versions
        from gongkai_web.store.models import Organ

        found = Organ.objects.get(pk=organ)
        version = versions.save(found, year, report(found.name, cells, year), came="typed", actor="editor")

        def head() -> str:
            opened = states.filing_of(organ, year)
            return opened.head if opened else ""

        if status != "draft":
            steps.submit(found, year, actor="leader", digest=version.digest, head=head())
        if status in {"cleared", "published"}:
            steps.clear(found, year, actor="supervisor", digest=version.digest, head=head())
        if status == "published":
            address = "https://example.cn/report"
            steps.publish(found, year, actor="leader", digest=version.digest, address=address, head=head())
        return version

    return make


def with_gap(cells: Mapping[str, Cell], cell_id: str, gap: str) -> dict[str, Cell]:
    """A cell that states no number: blank, missing, or withheld by the reader."""
    gaps: dict[str, Cell] = {
        "blank": Blank("-"),
        "missing": Missing(),
        "withheld": Unreadable("1 2", candidates=(1, 12)),
    }
    return {**cells, cell_id: gaps[gap]}
