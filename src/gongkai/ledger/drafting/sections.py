"""Sections one, five and six, drafted in the words of such reports: figures as the tables have them, no praise."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.law.acts import act_of
from gongkai.law.forms import Form
from gongkai.law.numerals import in_chinese
from gongkai.ledger.drafting.words import NAMES, Words, to_write
from gongkai.ledger.fee_account import statement
from gongkai.ledger.figures import Figures

_GOVERNMENT = ("assessment", "appraisal", "accountability")
_FEE_STATED_SINCE = 2021
_GROUPS = (
    ("granted", "予以公开"),
    ("partially_granted", "部分公开"),
    ("denied", "不予公开"),
    ("unable", "无法提供"),
    ("not_processed", "不予处理"),
    ("other", "其他处理"),
)
_TO_WRITE = {
    "active_disclosure": "主动公开的主要内容、渠道和解读回应情况",
    "platform": "政府网站、政务新媒体、公开查阅点等平台的建设和维护情况",
    "supervision": "监督检查、业务培训和工作保障情况",
    "assessment": "工作考核结果，没有开展的写明没有开展",
    "appraisal": "社会评议结果，没有开展的写明没有开展",
    "accountability": "责任追究情况，没有发生的写明没有发生",
    "problems": "本年度政府信息公开工作中存在的主要问题",
    "improvements": "上年问题的改进情况和下一步措施",
    "other_matters": "其他需要报告的事项，没有的写明没有",
}


def overview(figures: Figures, words: Words) -> tuple[str, ...]:
    """Section one: basis and period, then the five aspects, each a paragraph."""
    bodies = (
        ("active_disclosure", _published(figures)),
        ("requests", _requests(figures)),
        ("management", _stock(figures)),
        ("platform", ""),
        ("supervision", ""),
    )
    aspects = [
        f"（{in_chinese(place)}）{NAMES[key][0]}。{_filled(key, stated, figures, words)}"
        for place, (key, stated) in enumerate(bodies, 1)
    ]
    return (_opening(figures), *aspects)


def problems(words: Words) -> tuple[str, ...]:
    """Section five: nobody but a person can say what was wrong."""
    return tuple(
        f"（{in_chinese(place)}）{NAMES[key][0]}。{''.join(words.of(key)) or to_write(_TO_WRITE[key])}"
        for place, key in enumerate(("problems", "improvements"), 1)
    )


def other_matters(figures: Figures, words: Words) -> tuple[str, ...]:
    """Section six: the processing fee since there is one to report, and whatever else was recorded."""
    fee = (statement(figures.fees),) if figures.year >= _FEE_STATED_SINCE else ()
    return (*fee, *words.of("other_matters")) or (to_write(_TO_WRITE["other_matters"]),)


def _opening(figures: Figures) -> str:
    year, form = figures.year, figures.form
    sections = "、".join(section.heading for section in form.sections)
    whole = f"数据汇总本机关和下级、所属机关{figures.below}个。" if figures.below else ""
    whole += f"数据包括已经撤并的{'、'.join(figures.joined)}的全年情况。" if figures.joined else ""
    return (
        f"根据《中华人民共和国政府信息公开条例》第五十条和年度报告格式（{_number(form)}）的要求，编制本报告。"
        f"本报告由{sections}{in_chinese(len(form.sections))}个部分组成。"
        f"所列数据的统计期限自{year}年1月1日起至{year}年12月31日止。{whole}"
    )


def _number(form: Form) -> str:
    act, _ = act_of(form.basis)
    return act.number or act.short


def _filled(key: str, stated: str, figures: Figures, words: Words) -> str:
    said = stated + "".join(words.of(key))
    if key == "supervision" and figures.profile.kind == "government":
        said = (said or to_write(_TO_WRITE[key])) + "".join(_of_government(words))
    return said or to_write(_TO_WRITE[key])


def _of_government(words: Words) -> Iterator[str]:
    """What Article 50 asks of governments alone."""
    for key in _GOVERNMENT:
        yield "".join(words.of(key)) or to_write(_TO_WRITE[key])


def _published(figures: Figures) -> str:
    if figures.published:
        return f"全年通过各公开渠道主动公开政府信息{figures.published}条。"
    return ""


def _requests(figures: Figures) -> str:
    new, carried_in, handled, carried_out = (
        figures.number(f"requests.{row}.total")
        for row in ("new_received", "carried_in", "total", "carried_out")
    )
    if not new + carried_in:
        return f"全年没有收到政府信息公开申请，没有上年结转的申请。{_remedies(figures)}"
    came = (
        f"全年新收政府信息公开申请{new}件，上年结转{carried_in}件"
        if carried_in
        else (f"全年新收政府信息公开申请{new}件，没有上年结转的申请")
    )
    results = "、".join(f"{label}{count}件" for key, label in _GROUPS if (count := _group(figures, key)))
    went = f"本年度共办结政府信息公开申请{handled}件，其中{results}" if handled else "本年度没有办结的申请"
    left = f"结转下年度继续办理{carried_out}件" if carried_out else "没有结转下年度继续办理的申请"
    return f"{came}。{went}；{left}。{_remedies(figures)}"


def _group(figures: Figures, row: str) -> int:
    """All that counts in a row or in the rows of a group."""
    below = (f"requests.{row}.total", f"requests.{row}.")
    return sum(
        figures.number(cell_id)
        for cell_id in figures.form.cells
        if cell_id == below[0] or (cell_id.startswith(below[1]) and cell_id.endswith(".total"))
        if cell_id != "requests.total.total"
    )


def _remedies(figures: Figures) -> str:
    reconsideration, direct, after = (
        figures.number(f"remedies.{path}.total")
        for path in ("reconsideration", "litigation_direct", "litigation_after_reconsideration")
    )
    if not reconsideration + direct + after:
        return "没有因政府信息公开工作被申请行政复议、提起行政诉讼。"
    return f"因政府信息公开工作被申请行政复议{reconsideration}件，被提起行政诉讼{direct + after}件。"


def _stock(figures: Figures) -> str:
    """The documents as the table has them; the form before counted otherwise."""
    if figures.form.version == "2019":
        return f"全年制作行政规范性文件{figures.number('disclosure.normative_documents.made')}件。"
    issued, repealed, in_force = (
        figures.number(f"disclosure.normative_documents.{column}")
        for column in ("issued", "repealed", "in_force")
    )
    return f"行政规范性文件逐件登记，全年制发{issued}件、废止{repealed}件，年末现行有效{in_force}件。"
