"""Invented reports that are right: every sum and balance holds. One seed gives one report."""

from __future__ import annotations

import random
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from decimal import Decimal

from hypothesis import strategies as st

from gongkai.law.forms import Form, TableForm, forms, leaves
from gongkai.law.numerals import in_chinese
from gongkai.model.cell import Amount, Blank, Cell, Count, number
from gongkai.model.report import Passage, Report, Section, Signoff

AGENCIES = (
    "云溪县财政局",
    "云溪县教育局",
    "云溪县自然资源局",
    "云溪县白石镇人民政府",
    "云溪县柳林乡人民政府",
    "清江市鄠浉里街道办事处",
)
TABLES = ("disclosure", "requests", "remedies")  # with 其他处理 in one row, a table follows the form of 2019
YEARS = {"2019": (2019, 2020), "2021": (2021, 2022, 2023, 2025)}
APPLICANTS = ("natural_person", "business", "research", "public_welfare", "legal_service", "other")
PROSE = (
    "{year}年，{agency}认真贯彻落实《中华人民共和国政府信息公开条例》，扎实推进政府信息公开工作。现将有关情况报告如下。",
    "（一）主动公开。全年通过政府网站公开政府信息 1,024 条，其中重点领域信息占 38.5%。",
    "（二）依申请公开",
    "规范登记、审核、办理、答复、归档各环节，申请渠道为 gongkai@yunxi.example，电话 0100-12345678。",
    "1.健全制度。制定《信息公开审查办法》，落实“先审查、后公开”；2.加强培训。全年培训 3 次 * 40 人 = 120 人次。",
    "本年度未收取信息处理费。#信息公开#话题下的<重要>信息&通知_均已_发布，目录为 D:\\公开；=SUM(A1:A9) 不是公式。",
    "无其他需要报告的事项。",
)


@dataclass(frozen=True, slots=True)
class Odds:
    """How a report is spoilt: the share of zeros left blank, and whether 其他处理 stays one row."""

    blank: float = 0.0
    undivided: bool = False


PLAIN = Odds()


def report(version: str, seed: int, odds: Odds = PLAIN) -> Report:
    """A report on this form, with figures and words drawn from the seed."""
    rng = random.Random(seed)
    form = forms()[version]
    agency, year = rng.choice(AGENCIES), rng.choice(YEARS[version])
    numbers = {cell_id: cell for table in form.tables for cell_id, cell in _table(table, rng, odds).items()}
    return Report(
        agency=agency,
        year=year,
        title=Passage(f"{agency}{year}年政府信息公开工作年度报告"),
        form=version,
        cells={cell_id: _blanked(cell, rng, odds) for cell_id, cell in numbers.items()},
        tables={key: "2019" if odds.undivided and key == "requests" else version for key in TABLES},
        sections=tuple(_sections(form, rng, agency=agency, year=year)),
        signoff=Signoff(Passage(agency), Passage(f"{year + 1}年1月{rng.randint(2, 28)}日"), None),
    )


@dataclass(frozen=True, slots=True)
class Draw:
    """What a report is made from; short to print where a test fails."""

    version: str
    seed: int
    odds: Odds

    def report(self) -> Report:
        return dated(report(self.version, self.seed, self.odds))


def draws(version: str, *, blanks: bool = True) -> st.SearchStrategy[Draw]:
    """Reports on this form; some with blank cells, some with 其他处理 undivided."""
    odds = st.builds(Odds, blank=st.sampled_from((0.0, 0.2) if blanks else (0.0,)), undivided=st.booleans())
    return st.builds(Draw, st.just(version), st.integers(0, 10**6), odds)


def dated(found: Report) -> Report:
    """The report with the date that its sign-off prints."""
    assert found.signoff is not None
    assert found.signoff.day is not None
    year, _, rest = found.signoff.day.text.partition("年")
    day = int(rest.removeprefix("1月").removesuffix("日"))
    return replace(found, signoff=replace(found.signoff, date=date(int(year), 1, day)))


def numbers_of(found: Report) -> Mapping[str, object]:
    """What each cell states, without its printed form and place."""
    return {cell_id: getattr(cell, "value", type(cell).__name__) for cell_id, cell in found.cells.items()}


def _table(table: TableForm, rng: random.Random, odds: Odds) -> dict[str, Cell]:
    match table.key:
        case "requests":
            return _requests(table, rng, odds)
        case "remedies":
            return _remedies(table, rng)
        case _:
            return {cell.id: _plain(cell.unit, rng) for cell in table.cells.values()}


def _plain(unit: str, rng: random.Random) -> Cell:
    if unit == "amount":
        return Amount(Decimal(rng.choice(("0", "18.8710", "3.5", "1024.00", "0.0001"))))
    return Count(rng.choice((0, 0, 3, 17, 1205)) * (rng.choice((1, -1)) if unit == "change" else 1))


def _requests(table: TableForm, rng: random.Random, odds: Odds) -> dict[str, Cell]:
    groups = table.undivided_groups if odds.undivided else ()
    rows = [leaf.key for leaf in leaves(table.blocks[0].rows, groups)]
    sums = {"new_received", "carried_in", "total", "carried_out"}
    figures = {row: [_small(rng) for _ in APPLICANTS] for row in rows if row not in sums}
    figures["total"] = [sum(column) for column in zip(*figures.values(), strict=True)]
    figures["carried_out"] = [_small(rng) for _ in APPLICANTS]
    due = [total + out for total, out in zip(figures["total"], figures["carried_out"], strict=True)]
    figures["carried_in"] = [rng.randint(0, number) if number else 0 for number in due]
    figures["new_received"] = [all_ - old for all_, old in zip(due, figures["carried_in"], strict=True)]
    return {
        f"{table.key}.{row}.{column}": Count(value)
        for row in rows
        for column, value in zip((*APPLICANTS, "total"), (*figures[row], sum(figures[row])), strict=True)
    }


def _remedies(table: TableForm, rng: random.Random) -> dict[str, Cell]:
    cells: dict[str, Cell] = {}
    for group in ("reconsideration", "litigation_direct", "litigation_after_reconsideration"):
        results = {name: _small(rng) for name in ("upheld", "corrected", "other", "pending")}
        results["total"] = sum(results.values())
        cells |= {f"{table.key}.{group}.{name}": Count(value) for name, value in results.items()}
    return cells


def _small(rng: random.Random) -> int:
    return rng.choice((0, 0, 0, 0, 0, 1, 2, 12, 305))


def _blanked(cell: Cell, rng: random.Random, odds: Odds) -> Cell:
    is_blank = not number(cell) and rng.random() < odds.blank
    return Blank(rng.choice(("", "", "/", "-"))) if is_blank else cell


def _sections(form: Form, rng: random.Random, *, agency: str, year: int) -> list[Section]:
    title = Passage(f"{agency}{year}年政府信息公开工作年度报告")
    opening = (Passage(PROSE[0].format(agency=agency, year=year)),) if rng.random() < 0.5 else ()
    return [Section(0, "preamble", title, opening)] + [
        Section(
            section.number,
            section.role,
            Passage(f"{in_chinese(section.number)}、{section.heading}"),
            tuple(
                Passage(text.format(agency=agency, year=year))
                for text in (rng.sample(PROSE, rng.randint(1, 4)) if section.kind == "text" else ())
            ),
        )
        for section in form.sections
    ]
