"""Write the annual reports of the invented county 云溪县 into ``examples/reports``: ``python -m examples.make_reports``.

Every figure is stated here; totals are added up, so that only the faults that are meant stand in the files.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from gongkai.law.forms import forms
from tests.generated.damage import ON_ROWS, PRINTINGS
from tests.generated.draft import Draft, lay_out
from tests.generated.prose import HEADINGS, Section
from tests.generated.render import LAYOUTS
from tests.generated.render.text import print_sheet
from tests.generated.sheet import sheet
from tests.generated.truth import Truth, Value

HERE = Path(__file__).parent / "reports"
APPLICANTS = ("natural_person", "business", "research", "public_welfare", "legal_service", "other")


@dataclass(frozen=True, slots=True)
class Report:
    """``figures`` are given without totals; ``as_printed`` then puts the organ's mistakes and blanks on top."""

    organ: str
    year: int
    layout: str
    form: str = "2021"
    figures: Mapping[str, Value] = field(default_factory=dict)
    as_printed: Mapping[str, Value] = field(default_factory=dict)
    damages: tuple[str, ...] = ()
    printing: str | None = None
    facts: tuple[str, ...] = ()
    problems: tuple[str, ...] = (
        "一是公开的内容还不够细，群众关心的事项解读不多。",
        "二是个别栏目更新不够及时。",
    )
    other: tuple[str, ...] = ("本年度没有收取信息处理费。",)
    signed: bool = True

    @property
    def name(self) -> str:
        ending = (
            LAYOUTS[self.layout][0] if self.layout in LAYOUTS else {"tabs": "txt", "pipes": "md"}[self.layout]
        )
        return f"{self.organ}{self.year}.{ending}"


REPORTS = (
    Report(
        "云溪县教育局",
        2019,
        "tabs",
        form="2019",
        figures={
            "disclosure.normative_documents.made": 3,
            "disclosure.normative_documents.newly_disclosed": 3,
            "disclosure.normative_documents.disclosed_total": 21,
            "disclosure.licensing.items_last_year": 4,
            "disclosure.licensing.decisions": 17,
            "disclosure.procurement.projects": 6,
            "disclosure.procurement.amount": "152.36",
            "requests.new_received.natural_person": 4,
            "requests.granted.natural_person": 3,
            "requests.unable.not_held.natural_person": 1,
        },
        facts=("全年收到政府信息公开申请4件，均来自自然人，予以公开3件，本机关不掌握相关政府信息1件。",),
    ),
    Report(
        "云溪县水务局",
        2020,
        "pipes",
        form="2019",
        damages=("first-number-dropped", "table-split"),
        facts=("全年未收到政府信息公开申请。",),
        other=("无。",),
        signed=False,
    ),
    Report(
        "云溪县财政局",
        2021,
        "docx-python",
        figures={
            "disclosure.normative_documents.issued": 5,
            "disclosure.normative_documents.repealed": 2,
            "disclosure.normative_documents.in_force": 31,
            "disclosure.penalties.decisions": 2,
            "disclosure.fees.amount": "12.5000",
            "requests.new_received.natural_person": 9,
            "requests.new_received.business": 3,
            "requests.granted.natural_person": 6,
            "requests.granted.business": 2,
            "requests.partially_granted.natural_person": 1,
            "requests.unable.not_held.natural_person": 1,
            "requests.denied.internal_affairs.business": 1,
            "requests.carried_out.natural_person": 1,
            "remedies.reconsideration.upheld": 1,
        },
        facts=(
            "全年收到政府信息公开申请12件，其中自然人9件、商业企业3件，结转下年度1件。",
            "被申请行政复议1件，结果维持。",
        ),
    ),
    Report(
        "云溪县财政局",
        2022,
        "html",
        figures={
            "disclosure.normative_documents.issued": 4,
            "disclosure.normative_documents.repealed": 3,
            "disclosure.normative_documents.in_force": 32,
            "disclosure.fees.amount": "10.8000",
            "requests.new_received.natural_person": 7,
            "requests.carried_in.natural_person": 1,
            "requests.granted.natural_person": 6,
            "requests.not_processed.petition.natural_person": 2,
        },
        facts=("全年收到政府信息公开申请7件，上年结转1件，共办结8件。",),
    ),
    Report(
        "云溪县财政局",
        2023,
        "pdf-typst",
        figures={
            "disclosure.normative_documents.issued": 2,
            "disclosure.normative_documents.in_force": 34,
            "disclosure.fees.amount": "11.0400",
            "requests.new_received.natural_person": 128,
            "requests.new_received.business": 14,
            "requests.new_received.legal_service": 3,
            "requests.granted.natural_person": 101,
            "requests.granted.business": 12,
            "requests.granted.legal_service": 3,
            "requests.partially_granted.natural_person": 6,
            "requests.denied.third_party_rights.business": 2,
            "requests.unable.not_held.natural_person": 13,
            "requests.not_processed.repeated.natural_person": 4,
            "requests.other.misc.natural_person": 2,
            "requests.carried_out.natural_person": 2,
            "remedies.reconsideration.upheld": 2,
            "remedies.litigation_direct.pending": 1,
        },
        facts=("全年收到政府信息公开申请145件，办结143件，结转下年度2件。",),
    ),
    Report(
        "云溪县柳林乡人民政府",
        2021,
        "tabs",
        damages=("dash-rules", "columns-shifted"),
        as_printed=dict.fromkeys(
            [
                f"requests.other.{row}.{column}"
                for row in ("no_supplement", "misc")
                for column in (*APPLICANTS, "total")
            ]
            + [
                f"remedies.reconsideration.{key}"
                for key in ("upheld", "corrected", "other", "pending", "total")
            ]
        ),
        facts=("全年未收到政府信息公开申请，未发生行政复议和行政诉讼。",),
        other=("无。",),
    ),
    Report(
        "云溪县农业农村局",
        2022,
        "html-site",
        form="2019",
        figures={
            "disclosure.licensing.items_last_year": 12,
            "disclosure.licensing.change": -2,
            "disclosure.licensing.decisions": 240,
            "requests.new_received.business": 2,
            "requests.granted.business": 2,
        },
        facts=("全年收到商业企业提出的政府信息公开申请2件，均予以公开。",),
    ),
    Report(
        "云溪县白石镇人民政府",
        2022,
        "tabs",
        printing="glued",
        figures={"requests.new_received.natural_person": 1, "requests.granted.natural_person": 1},
        facts=("全年收到政府信息公开申请1件，予以公开。",),
        signed=False,
    ),
    Report(
        "云溪县卫生健康局",
        2023,
        "html-gb18030",
        figures={
            "requests.new_received.natural_person": 10,
            "requests.carried_in.natural_person": 3,
            "requests.granted.natural_person": 11,
            "requests.carried_out.natural_person": 2,
        },
        as_printed={"requests.carried_out.natural_person": 1, "requests.new_received.total": 11},
        facts=("全年收到政府信息公开申请10件，上年结转3件。",),
    ),
    Report(
        "云溪县审计局",
        2023,
        "xlsx",
        figures={
            "disclosure.coercion.decisions": 0,
            "requests.new_received.research": 2,
            "requests.partially_granted.research": 1,
            "requests.denied.process_information.research": 1,
        },
        facts=("全年收到科研机构提出的政府信息公开申请2件，部分公开1件，不予公开1件。",),
    ),
    Report(
        "云溪县三汊镇人民政府",
        2024,
        "docx-odd",
        facts=("全年未收到政府信息公开申请。", "在河口县委、县政府的领导下，河口县三汊镇不断健全工作机制。"),
        other=("没有其他需要报告的事项。",),
    ),
    Report(
        "云溪县应急管理局",
        2024,
        "pipes",
        figures={
            "requests.new_received.natural_person": 6,
            "requests.granted.natural_person": 6,
            "disclosure.penalties.decisions": 41,
        },
        facts=(
            "全年收到政府信息公开申请8件，均予以公开；作出行政处罚决定14件。",
            "未发生行政复议和行政诉讼。",
        ),
    ),
    Report(
        "云溪县自然资源局",
        2024,
        "pdf",
        figures={
            "disclosure.licensing.decisions": 1306,
            "disclosure.penalties.decisions": 58,
            "disclosure.fees.amount": "2034.1872",
            "requests.new_received.natural_person": 212,
            "requests.new_received.business": 19,
            "requests.carried_in.natural_person": 8,
            "requests.granted.natural_person": 160,
            "requests.granted.business": 15,
            "requests.unable.needs_creation.natural_person": 21,
            "requests.denied.enforcement_file.business": 4,
            "requests.denied.administrative_inquiry.natural_person": 30,
            "requests.carried_out.natural_person": 9,
            "remedies.reconsideration.corrected": 1,
            "remedies.reconsideration.upheld": 5,
            "remedies.litigation_after_reconsideration.upheld": 2,
        },
        facts=("全年收到政府信息公开申请231件，上年结转8件，办结230件，结转下年度继续办理9件。",),
    ),
)


def main() -> None:
    HERE.mkdir(exist_ok=True)
    for report in REPORTS:
        (HERE / report.name).write_bytes(rendered(report))


def rendered(report: Report) -> bytes:
    """The file's bytes, the same on every run."""
    draft, rng = lay_out(truth(report)), Random(report.name)  # noqa: S311 - the same files every time
    if report.layout in LAYOUTS:
        return LAYOUTS[report.layout][1](draft, rng)
    return _text(report, draft, rng).encode()


def truth(report: Report) -> Truth:
    cells = _added_up(report.form, report.figures) | dict(report.as_printed)
    return Truth(
        seed=0,
        agency=report.organ,
        year=report.year,
        undivided=(),
        cells=cells,
        tables=dict.fromkeys(("disclosure", "requests", "remedies"), report.form),
        printed={cell_id: "" if value is None else str(value) for cell_id, value in cells.items()},
        title=f"{report.organ}{report.year}年政府信息公开工作年度报告",
        preamble="根据《中华人民共和国政府信息公开条例》第五十条规定，编制本报告。数据统计期限为"
        f"{report.year}年1月1日至{report.year}年12月31日。",
        sections=_sections(report),
        signoff=(report.organ, f"{report.year + 1}年1月18日") if report.signed else None,
    )


def _added_up(version: str, figures: Mapping[str, Value]) -> dict[str, Value]:
    form = forms()[version]
    unknown = set(figures) - set(form.cells)
    if unknown:
        raise ValueError(f"格式 {version} 没有这些格：{'、'.join(sorted(unknown))}。")
    cells: dict[str, Value] = {
        cell_id: figures.get(cell_id, "0" if cell.unit == "amount" else 0)
        for cell_id, cell in form.cells.items()
    }
    for code in ("REM001", "REQ002", "REQ003"):
        for balance in (balance for balance in form.balances(cells) if balance.code == code):
            cells[balance.left[0]] = sum(int(cells[part] or 0) for part in balance.right)
    for balance in form.balances(cells):
        sides = [sum(int(cells[part] or 0) for part in side) for side in (balance.left, balance.right)]
        if sides[0] != sides[1]:
            raise ValueError(f"{balance.code}（{balance.at}）不平：{sides[0]} ≠ {sides[1]}。请改正 figures。")
    return cells


def _sections(report: Report) -> tuple[Section, ...]:
    year = report.year
    texts: tuple[tuple[str, ...], ...] = (
        (
            f"{year}年，本机关认真执行《中华人民共和国政府信息公开条例》，把公开工作与业务工作一同安排、一同检查。",
            "（一）主动公开。通过县政府网站和公开栏公开机构职能、政策文件和办事指南。",
            "（二）依申请公开。" + report.facts[0],
            "（三）政府信息管理。发文时同步确定公开属性，定期清理过时文件。",
            "（四）政府信息公开平台建设。按照县里统一要求调整专栏，专人维护。",
            "（五）监督保障。开展业务培训2次，把公开工作列入年度考核。",
            *report.facts[1:],
        ),
        (),
        (),
        (),
        ("存在的主要问题：", *report.problems, "下一步，将按季度核对目录，多用图表解读政策。"),
        report.other,
    )
    return tuple(
        Section(number, f"{'一二三四五六'[number - 1]}、{HEADINGS[number - 1]}", texts[number - 1])
        for number in range(1, 7)
    )


def _text(report: Report, draft: Draft, rng: Random) -> str:
    page = sheet(draft, "blanks")
    for name in report.damages:
        page = ON_ROWS[name](page, rng)
    if report.printing:
        return PRINTINGS[report.printing](page, rng)[0]
    return print_sheet(page, "|" if report.layout == "pipes" else "\t", rng)


if __name__ == "__main__":
    main()
