"""The form: the right one for the year, whole, and of one piece."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.check import tables
from gongkai.check.registry import FORMATS, CannotTell, Hit, Seen, rule
from gongkai.law.forms import Form, forms, required
from gongkai.model.cell import number
from gongkai.model.finding import Cause, Severity
from gongkai.model.place import NOWHERE, Place
from gongkai.model.report import Report

_CARRIED = "收到和处理申请、行政复议和行政诉讼的数字可以原样搬到现行格式"
_NOT_CARRIED = "主动公开表的制发、废止、现行有效件数和收费金额旧格式里没有，须重新填写"


@rule(
    "FRM001",
    "superseded-form",
    Severity.ERROR,
    basis=("regulation/50", "notice/2021-30"),
    says="{year} 年度报告用的是「{form}」，该格式只用到 {last} 年度。",
    remedy="改用现行格式重新填报 {year} 年度的数据。{carried}",
    cause=Cause.FORM,
)
def superseded_form(report: Report) -> Iterator[Seen]:
    """报告用了已停用的格式。

    两版格式的统计口径不同，混在一起汇总，总数没有意义。补救办法里写明旧表里哪些数字能原样搬到现行格式。
    只有部分表用旧格式的，另见 `mixed-forms` 和 `undivided-other`。
    """
    form = _one_form(report)
    if form is None or form.serves.to is None:
        return
    if report.year is None:
        yield CannotTell("看不出报告年度，无从判断格式是否适用。", _start(report))
    elif report.year > form.serves.to:
        yield Hit.at(
            _start(report), year=report.year, form=form.title, last=form.serves.to, carried=_carried(report)
        )


@rule(
    "FRM002",
    "form-too-new",
    Severity.WARNING,
    basis=("regulation/50",),
    says="标题写的是 {year} 年度，表格却是「{form}」，该格式自 {since} 年度起才使用。",
    remedy="先核对标题里的年度；年度无误的，改用当年的格式。",
    cause=Cause.FORM,
)
def form_too_new(report: Report) -> Iterator[Seen]:
    """格式晚于报告年度。

    多半是标题里的年度没有改过来；也可能是补报旧年度时用了新格式，口径对不上。
    """
    form = _one_form(report)
    if form and report.year is not None and report.year < form.serves.since:
        yield Hit.at(_start(report), year=report.year, form=form.title, since=form.serves.since)


@rule(
    "FRM003",
    "mixed-forms",
    Severity.ERROR,
    basis=("regulation/50", "notice/2021-30"),
    says="同一份报告混用两版格式：{tables}。",
    remedy="三张表都改用 {year} 年度应当使用的「{due}」。",
    cause=Cause.FORM,
)
def mixed_forms(report: Report) -> Iterator[Seen]:
    """三张表不是同一版格式。

    常见于从上年报告复制表格、只改了其中一张。行政复议和行政诉讼表两版相同，不参与判断。
    其他处理没有分成三行、其余都是现行格式的，见 `undivided-other`。
    """
    versions = _telling_versions(report)
    due = required(report.year) if report.year is not None else None
    if len(set(versions.values())) < 2 or _has_only_other_undivided(report):
        return
    scattered = any(damage.kind in {"column-major", "numbers-detached"} for damage in report.damage)
    if due is None or scattered:
        why = "表格在转换中受损" if due else "看不出报告年度"
        yield CannotTell(f"{why}，无从判断哪一张表用错了格式。", _start(report))
        return
    named = "，".join(f"{_title(key)}是 {version} 年格式" for key, version in versions.items())
    wrong = next(key for key, version in versions.items() if version != due.version)
    yield Hit.at(_place(report, wrong), tables=named, year=report.year, due=due.title)


@rule(
    "FRM004",
    "undivided-other",
    Severity.ERROR,
    basis=("notice/2021-30",),
    says="「（六）其他处理」只填了一行，现行格式分为三行：逾期不补正、逾期不缴费、其他。",
    remedy="按三行分别填写。{division}",
    cause=Cause.FORM,
)
def undivided_other(report: Report) -> Iterator[Seen]:
    """其他处理没有按现行格式分成三行。

    2021 年度起，「（六）其他处理」分为三种情形分别统计。整份报告都用旧格式的，只报 `superseded-form`。
    """
    if report.year is None or not _has_only_other_undivided(report):
        return
    if not _divides_other(required(report.year)):
        return
    row = {i: cell for i, cell in report.cells.items() if i.startswith("requests.other.undivided.")}
    is_zero = all(number(cell) == 0 for cell in row.values())
    division = "原来各格均为 0，三行都填 0 即可。" if is_zero else "分到哪一行，须查台账，不能推算。"
    yield Hit.at(tables.place_of(row.values()), cells=row, division=division)


@rule(
    "FRM005",
    "tables-absent",
    Severity.ERROR,
    basis=("regulation/50", *FORMATS),
    says="这份 {year} 年度报告里没有找到统计表，应当使用「{due}」。",
    remedy="补上三张统计表；表格是图片或附件的，改为正文中的文字表格。",
    cause=Cause.FORM,
)
def tables_absent(report: Report) -> Iterator[Seen]:
    """称为年度报告，却没有任何统计表。

    2019 年度起，年度报告有统一格式，三张表是必备内容。表格以图片或附件形式发布，公众和机器都无法使用。
    标题不是政府信息公开年度报告的文件不在此列。
    """
    if report.form is not None or report.tables or report.year is None:
        return
    due = required(report.year)
    if due and _claims_to_be_a_report(report):
        yield Hit.at(_start(report), year=report.year, due=due.title)


@rule(
    "FRM006",
    "table-missing",
    Severity.ERROR,
    basis=("regulation/50", *FORMATS),
    says="没有找到「{table}」这张表。",
    remedy="按「{form}」补上这张表；没有发生的事项填 0。",
    cause=Cause.FORM,
)
def table_missing(report: Report) -> Iterator[Seen]:
    """三张表缺了一张或两张。

    没有发生行政复议、诉讼，也要保留表格，逐格填 0。只用文字写「无」，不能代替表格。
    文本、PDF 和受损的文件里缺的表，可能是转换丢掉的，不归因于格式。
    一张表也没有的，见 `tables-absent`。
    """
    form = forms().get(report.form or "")
    if form is None or not report.tables:
        return
    for table in form.tables:
        if table.key not in report.tables:
            yield Hit.at(_start(report), cause=_cause(report), table=table.title, form=form.title)


@rule(
    "FRM007",
    "rows-missing",
    Severity.ERROR,
    basis=FORMATS,
    says="「{table}」缺 {count} 格，在{rows}。",
    remedy="补齐格式规定的行和列；没有发生的填 0，不要删行。",
    cause=Cause.FORM,
)
def rows_missing(report: Report) -> Iterator[Seen]:
    """表里少了格式规定的行或列。

    删去没有数据的行，看起来整洁，却分不清「没有发生」和「没有填报」。
    只有机关自己发布的文件格式（DOCX、HTML、XLSX），而且表格没有受损，才归因于格式；
    文本、PDF 和受损的表里缺的格子，可能本来是有的。
    """
    for table, _ in tables.tables(report):
        gone = [
            row for row in tables.rows_of(report, table) if any(map(tables.is_missing, row.cells.values()))
        ]
        cells = [i for row in gone for i, cell in row.cells.items() if tables.is_missing(cell)]
        if not cells:
            continue
        yield Hit.at(
            _place(report, table.key),
            cells=cells,
            cause=_cause(report),
            table=table.title,
            count=len(cells),
            rows=tables.listed(row.label for row in gone),
        )


@rule(
    "FRM008",
    "form-left-empty",
    Severity.ERROR,
    basis=("regulation/50", *FORMATS),
    says="{year} 年度报告的统计表里一个数都没有。",
    remedy="按台账填写；没有发生的填 0。若只是样表，另附正式的报告。",
)
def form_left_empty(report: Report) -> Iterator[Seen]:
    """三张表都没有填。

    只查标题写明是年度报告的文件：通知、方案后面附的空白样表不在此列。逐行的空白不再另报。
    """
    if report.cells and tables.holds_no_number(report) and _claims_to_be_a_report(report):
        if tables.is_shaken(report):
            yield CannotTell("数字在转换中丢失，不能断定没有填。", _start(report))
        else:
            yield Hit.at(_start(report), year=report.year or "本")


def _cause(report: Report) -> Cause | None:
    """What is not there may have been lost on the way."""
    return None if tables.is_as_the_organ_made_it(report) else Cause.CONVERSION


def _one_form(report: Report) -> Form | None:
    """The form that all telling tables follow; None where they differ or there are none."""
    versions = set(_telling_versions(report).values()) or {report.form or ""}
    return forms().get(versions.pop()) if len(versions) == 1 else None


def _telling_versions(report: Report) -> dict[str, str]:
    """The version of each table that differs between the forms; the remedies table never does."""
    return {key: version for key, version in report.tables.items() if len(_shapes(key)) > 1}


def _shapes(key: str) -> set[frozenset[str]]:
    every = (table for form in forms().values() for table in form.tables if table.key == key)
    return {frozenset(table.cells) for table in every}


def _has_only_other_undivided(report: Report) -> bool:
    """The current form but for 其他处理, which stands as one row."""
    is_undivided = any(cell_id.startswith("requests.other.undivided.") for cell_id in report.cells)
    return is_undivided and _divides_other(forms().get(report.tables.get("disclosure", "")))


def _divides_other(form: Form | None) -> bool:
    return form is not None and "other" in form.table("requests").undivided_groups


def _carried(report: Report) -> str:
    other = [cell for i, cell in report.cells.items() if i.startswith("requests.other.undivided.")]
    if other and all(number(cell) == 0 for cell in other):
        return f"{_CARRIED}（其他处理各格均为 0）；{_NOT_CARRIED}。"
    return f"除「其他处理」须按台账分成三行外，{_CARRIED}；{_NOT_CARRIED}。"


def _claims_to_be_a_report(report: Report) -> bool:
    title = re.sub(r"\s", "", report.title.text) if report.title else ""
    return "信息公开" in title and re.search(r"年度?(?:工作)?报告(?:（.*）|\(.*\))?$", title) is not None


def _title(key: str) -> str:
    return next(table.title for form in forms().values() for table in form.tables if table.key == key)


def _start(report: Report) -> Place:
    return report.title.place if report.title else NOWHERE


def _place(report: Report, key: str) -> Place:
    return tables.place_of(cell for i, cell in report.cells.items() if i.startswith(f"{key}."))
