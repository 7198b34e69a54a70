"""Years counted and drafted whole: every figure with what stands behind it, every sentence, every remark: golden pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from gongkai.ledger.drafting.words import Words
from gongkai.ledger.entry import Act, Corrected
from gongkai.ledger.facts import organ, publication, remedy, request
from gongkai.ledger.figures import Figures, count_file
from gongkai.ledger.year_report import draft
from gongkai.model.cell import number
from tests.ledger.cast import ORGAN, act, day
from tests.ledger.ledgers import chained, write
from tests.ledger.test_year_report import WRITTEN, YEARS, told
from tests.ledger.yearly import (
    arrived,
    charges,
    closed,
    corrected,
    decisions,
    described,
    figures,
    on_document,
    on_matter,
    on_organ,
    on_request,
    opened,
    reopened,
    replied,
)

SEVERAL = Words({"supervision": ("开展自查一次。", "整改两处。"), "problems": ("人手不足。", "培训不够。")})
ACTIVITIES = (
    on_organ("2025-05-06", organ.ActivityRecorded("supervision", "组织培训", 2, "次")),
    on_organ("2025-06-06", organ.ActivityRecorded("other_matters", "开放日一次")),
    on_organ("2025-06-06", organ.ActivityRecorded("assessment", "考核结果良好")),
)


def told_of(found: Figures) -> Iterator[str]:
    for cell_id, cell in found.cells.items():
        if behind := found.cases[cell_id]:
            yield f"  {cell_id} {number(cell)} {'；'.join(f'{b.case} {b.entry} {b.value}' for b in behind)}"
    yield f"  {found.organs} {found.published}"
    yield from (f"  {remark}" for remark in found.remarks)


def drafted(found: Figures, words: Words | None) -> Iterator[str]:
    made = draft(found, words, signed=day("2026-01-20"))
    yield f"# {made.report.title}"
    yield from (f"{section.heading}\n{section.text}" for section in made.report.sections)
    yield from (f"  欠：{each}" for each in made.owed)
    yield from (f"  注：{each}" for each in made.remarks)


@pytest.mark.parametrize("kind", ["department", "government"])
def test_drafts(kind: str, golden: Callable[[str, str], None]) -> None:
    page: list[str] = []
    for acts in YEARS.values():
        found = figures([opened("2025-01-01", kind=kind), *told(2025), *acts], 2025)
        page += drafted(found, WRITTEN)
    found = figures([opened("2025-01-01", kind=kind), *ACTIVITIES], 2025)
    for words in (None, SEVERAL):
        page += drafted(found, words)
    early = figures([opened("2019-06-01", kind=kind), *told(2020)], 2020, form="2019")
    page += drafted(early, None)
    golden(f"years/{kind}.txt", "\n".join(page) + "\n")


def below(key: str, *acts: Act, parent: str = ORGAN) -> list[Act]:
    return [
        opened(organ_key=key, parent=parent, kind="government"),
        *(replace(each, organ=key) for each in acts),
    ]


def test_a_tree_of_several_organs(golden: Callable[[str, str], None]) -> None:
    page: list[str] = []
    for size in (1, 2, 5, 6, 7):
        acts = [opened(), *told(2025)[:2]]
        for place in range(size):
            acts += below(f"town-{place}", arrived("2025-04-04", "1"), charges(1_234_56, 2025))
        acts += below("village", arrived("2025-05-06", "1"), parent="town-0")
        found = figures(acts, 2025, tree=True)
        page += [f"# {size}", *told_of(found), *drafted(found, None)]
    golden("years/tree.txt", "\n".join(page) + "\n")


# --- closings, corrections, voidings ----------------------------------------------------------------------------------

CAME = arrived("2025-12-20", "1")
OTHER = arrived("2025-12-22", "1", "business")
LIVES: dict[str, list[Act]] = {
    "更正，结账以前": [
        opened(), CAME, corrected("2025-12-23", "request/1", 2, OTHER.fact, to="2025-12-22"), closed(2025),
    ],
    "结账以后才登记，又更正": [
        opened(), closed(2025), CAME, corrected("2026-02-01", "request/1", 3, OTHER.fact, to="2025-12-22"),
    ],
    "结账以后才登记，更正，再结账": [
        opened(), closed(2025), CAME, corrected("2026-02-01", "request/1", 3, OTHER.fact, to="2025-12-21"), closed(2026),
        replied("2027-02-01", "1", "granted"),
    ],
    "重开以后更正两次": [
        opened(), CAME, closed(2025), reopened(2025),
        corrected("2026-03-01", "request/1", 2, OTHER.fact, to="2025-12-21"),
        corrected("2026-03-02", "request/1", 2, CAME.fact, to="2025-12-19"), closed(2025),
    ],
    "更正文件的登记": [
        opened(), on_document("2025-03-02", "1", publication.Made(described())), closed(2025),
        on_document("2025-04-02", "2", publication.Made(described(expires="2026-06-30"))),
        corrected("2026-03-02", "publication/2", 4, publication.Made(described()), to="2026-01-05"),
    ],
    "作废以后恢复，又作废": [
        opened(), CAME, on_request("2025-12-24", "1", request.Voided("重复")),
        on_request("2025-12-25", "1", request.Restored("不是")),
        on_request("2025-12-26", "1", request.Voided("重复")), closed(2025),
        on_request("2026-02-01", "1", request.Restored("不是")),
        replied("2026-02-02", "1", "granted"),
    ],
    "结账以后作废、恢复、再作废、再恢复": [
        opened(), CAME, closed(2025), on_request("2026-02-01", "1", request.Voided("重复")),
        on_request("2026-02-02", "1", request.Restored("不是")), on_request("2026-02-03", "1", request.Voided("重复")),
        closed(2026), on_request("2027-02-01", "1", request.Restored("不是")), replied("2027-02-02", "1", "granted"),
    ],
    "作废已计入，恢复后仍在办": [
        opened(), CAME, closed(2025), on_request("2026-02-01", "1", request.Voided("重复")),
        on_request("2026-03-02", "1", request.Restored("不是")), closed(2026),
        on_request("2027-02-01", "1", request.Voided("重复")),
    ],
    "办结以后重开": [
        opened(), CAME, replied("2025-12-29", "1", "granted"),
        on_request("2025-12-30", "1", request.Reopened("own_correction", "误")),
        replied("2026-01-05", "1", "not_exist"), on_request("2026-03-05", "1", request.Reopened("litigation", "判决")),
        on_request("2026-03-09", "1", request.Withdrawn("书面")),
    ],
    "各种事项": [
        opened(), decisions("licensing", 3, "2025-01-01", "2025-05-31"), decisions("licensing", 4, "2025-07-01", "2025-12-31"),
        decisions("penalties", 0, "2025-01-01", "2025-12-31"), charges(123_456, 2025),
        on_document("2025-01-01", "1", publication.Listed(described())),
        on_document("2025-03-02", "2", publication.Made(described("regulations"))),
        on_document("2025-05-02", "2", publication.Published(("网站",))),
        on_document("2025-06-02", "1", publication.Repealed("新办法")),
        on_matter("2025-06-03", "1", remedy.Challenged("reconsideration", "云溪县人民政府")),
        on_matter("2025-07-03", "1", remedy.Decided("reconsideration_upheld", "1", day("2025-07-04"))),
        on_matter("2025-08-03", "2", remedy.Challenged("litigation_direct", "云溪县人民法院")),
        on_matter("2026-02-03", "2", remedy.Decided("litigation_revoked", "2", day("2026-02-04"))),
        on_matter("2026-02-13", "2", remedy.Appealed("organ", "清江市中级人民法院")),
    ],
}  # fmt: skip
CHOICES: tuple[dict[str, str], ...] = (
    {},
    {"request.reopened_count": "as-new"},
    {"request.closed_on": "served"},
    {"stock.expired_counts_as": "neither"},
)


@pytest.mark.parametrize("name", LIVES)
def test_counted(name: str, golden: Callable[[str, str], None]) -> None:
    page: list[str] = []
    for year in (2025, 2026, 2027):
        before = None
        for chosen in CHOICES:
            lines = list(told_of(figures(LIVES[name], year, choices=chosen)))
            if lines != before:
                page += [f"# {year} {chosen}", *lines]
            before = before or lines
    golden(f"years/{name}.txt", "\n".join(page) + "\n")


def test_from_a_file_by_the_form_that_is_asked_for(tmp_path: Path) -> None:
    acts = [opened(), arrived("2025-03-03", "1"), *below("town-0", arrived("2025-04-04", "1"))]
    path = write(tmp_path / "台账.jsonl", chained(acts))
    for form in ("2019", "2021"):
        for tree in (False, True):
            found = count_file(path, ORGAN, 2025, form=form, tree=tree)
            assert found.form.version == form
            assert found == figures(acts, 2025, form=form, tree=tree)
    assert count_file(path, ORGAN, 2025).form.version == "2021"


def test_a_correction_of_the_organ_counts_where_it_stood_when_it_was_made() -> None:
    change = act("2025-03-02", organ.OrganChanged(name="甲局"), case="organ")
    right = Corrected(2, day("2025-03-03"), organ.OrganChanged(name="乙局"), "误")
    acts = [opened(), change, replace(act("2025-05-06", organ.OrganChanged(), case="organ"), fact=right)]
    assert figures(acts, 2025).history.at_end_of(2025).name == "乙局"
