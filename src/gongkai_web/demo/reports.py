"""The annual reports of the county: drafted from the ledger, typed for the year before it, some of them faulty."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from decimal import Decimal
from random import Random

from gongkai.law.forms import Form, required
from gongkai.law.numerals import dated, in_chinese
from gongkai.ledger.drafting.words import Words
from gongkai.ledger.year_report import draft, with_facts
from gongkai.model.cell import Amount, Cell, Count, Missing
from gongkai.model.payload import to_payload
from gongkai.model.report import Passage, Report, Section, Signoff
from gongkai_web.demo.office import Office
from gongkai_web.reports import live, versions
from gongkai_web.store import progress
from gongkai_web.store.models import Organ

_WRITTEN = {
    "active_disclosure": ("围绕群众关心的事项公开政策、规划、补贴和收费信息，政策解读与文件同步公布。",),
    "requests": ("依法规范办理申请，答复文书由法制机构审核后签发。",),
    "management": ("文件在拟稿时确定公开属性，按季度清理已公开的文件。",),
    "appraisal": ("在政务大厅发放问卷，收回的意见逐条答复。",),
    "accountability": ("没有因政府信息公开工作被责任追究。",),
    "other_matters": ("没有收取信息处理费以外的费用。",),
}
_BEFORE = {
    "overview": ("工作考核结果良好，社会评议满意度较高，没有需要追究责任的情形。",),
    "problems": ("栏目更新不够及时，下一步按月检查。",),
    "other_matters": ("没有收取信息处理费，没有其他需要报告的事项。",),
}


def drafted(organ: Organ, year: int, *, signed: date) -> Report:
    """As the ledger has it, the rest filled in by a person."""
    tree = organ.parent_id is None
    report = draft(live.figures(organ, year, tree=tree), Words(_WRITTEN), signed=signed).report
    assert report.form is not None  # noqa: S101 - the county's years all have one
    cells = {each: _filled(cell, each) for each, cell in report.cells.items()}
    return with_facts(replace(report, cells=cells))


def typed(organ: Organ, year: int, rng: Random, *, carried_out: int, in_force: int, signed: date) -> Report:
    """Of a year before the ledger: nobody can tell any more what it was counted from, but it balances."""
    form = required(year)
    assert form is not None  # noqa: S101 - as above
    new, in_part, none_held = rng.randint(3, 25), rng.randint(0, 4), rng.randint(0, 4)
    counts = {
        "new_received": new + carried_out,
        "granted": new - min(new, in_part + none_held),
        "partially_granted": min(new, in_part + none_held) // 2,
        "unable.not_held": min(new, in_part + none_held) - min(new, in_part + none_held) // 2,
        "total": new,
        "carried_out": carried_out,
    }
    cells = {each: _counted(form, each, counts) for each in form.cells}
    cells["disclosure.normative_documents.in_force"] = Count(in_force)
    overview = (
        f"全年新收政府信息公开申请{new + carried_out}件，办结{new}件，结转下年度继续办理{carried_out}件。"
    )
    words = {**_BEFORE, "overview": (overview, *_BEFORE["overview"])}
    report = Report(
        agency=organ.name,
        year=year,
        title=Passage(f"{organ.name}{year}年政府信息公开工作年度报告"),
        form=form.version,
        cells=cells,
        tables={table.key: form.version for table in form.tables},
        sections=tuple(_sections(form, words)),
        signoff=Signoff(Passage(organ.name), Passage(dated(signed)), signed),
    )
    return with_facts(report)


def _sections(form: Form, words: Mapping[str, tuple[str, ...]]) -> Iterator[Section]:
    for each in form.sections:
        heading = Passage(f"{in_chinese(each.number)}、{each.heading}")
        yield Section(each.number, each.role, heading, tuple(map(Passage, words.get(each.role, ()))))


def _filled(cell: Cell, cell_id: str) -> Cell:
    if not isinstance(cell, Missing):
        return cell
    return Amount("0") if cell_id.endswith(".amount") else Count(0)  # type: ignore[arg-type]


def _counted(form: Form, cell_id: str, counts: Mapping[str, int]) -> Cell:
    if form.cells[cell_id].unit == "amount":
        return Amount(Decimal(0))
    table, _, rest = cell_id.partition(".")
    row, _, column = rest.rpartition(".")
    is_shown = table == "requests" and column in {"natural_person", "total"}
    return Count(counts.get(row, 0) if is_shown else 0)


# --- faults -------------------------------------------------------------------------------------------------------


def unbalanced(report: Report) -> Report:
    """The total of one column is one too high."""
    return _with(report, "requests.total.total", 1)


def contradicting(report: Report) -> Report:
    """The text says another number than the table."""
    return with_facts(replace(report, sections=tuple(map(_miscounted, report.sections))))


def _miscounted(section: Section) -> Section:
    said = (
        re.sub(r"(新收政府信息公开申请)(\d+)件", r"\g<1>1\g<2>件", each.text) for each in section.paragraphs
    )
    return replace(section, paragraphs=tuple(map(Passage, said)))


def gapped(report: Report) -> Report:
    """A cell was left empty."""
    return with_facts(replace(report, cells={**report.cells, "requests.carried_out.total": Missing()}))


def reworded(report: Report) -> Report:
    """One more sentence of the overview, for a correction after the publication."""
    return _said(report, "overview", "全年举办政府信息公开业务培训2次。")


FAULTS: Mapping[str, Callable[[Report], Report]] = {
    "unbalanced": unbalanced,
    "contradicting": contradicting,
    "gapped": gapped,
}


def _with(report: Report, cell_id: str, more: int) -> Report:
    cell = report.cells[cell_id]
    assert isinstance(cell, Count)  # noqa: S101 - drafted from figures
    return with_facts(replace(report, cells={**report.cells, cell_id: Count(cell.value + more)}))


def _said(report: Report, role: str, sentence: str) -> Report:
    sections = tuple(
        replace(each, paragraphs=(*each.paragraphs, Passage(sentence))) if each.role == role else each
        for each in report.sections
    )
    return with_facts(replace(report, sections=sections))


# --- versions -----------------------------------------------------------------------------------------------------


def kept(office: Office, organ: Organ, year: int, report: Report, came: str, note: str = "") -> str:
    """One more version; its digest."""
    payload = to_payload(report)
    digest = versions.digest_of(payload)
    newest = versions.latest(organ, year)
    progress.keep(
        organ=organ,
        year=year,
        number=newest.number + 1 if newest else 1,
        payload=payload,
        digest=digest,
        came=came,
        actor=f"editor-{organ.key}",
        made=office.now(),
        note=note,
    )
    return digest
