"""The prose: its numbers against the tables, what it has to state, and how it is written."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from decimal import Decimal

from gongkai.check.passages import (
    compact,
    expand,
    find,
    find_in,
    passages,
    place_in,
    section,
    start_of,
    title_place,
    whole_text,
)
from gongkai.check.registry import CannotTell, Hit, Seen, rule
from gongkai.check.tables import cell_form, listed, row_label
from gongkai.law.forms import forms
from gongkai.model.cell import Count, number
from gongkai.model.finding import Severity
from gongkai.model.report import Fact, Passage, Report

_TABLE = ("notice/2021-30",)

READINGS: Mapping[str, tuple[str, ...]] = {
    # what people mean by 收到 and 答复 differs; each reading is a sum of cells, "-" takes away
    "requests.new_received.total": (
        "requests.new_received.total",
        "requests.new_received.total + requests.carried_in.total",
        "requests.total.total",
    ),
    "requests.total.total": (
        "requests.total.total",
        "requests.new_received.total",
        "requests.total.total - requests.carried_in.total",
        "requests.total.total - requests.other.*.total",
        "requests.total.total - requests.not_processed.*.total",
        "requests.total.total - requests.other.*.total - requests.not_processed.*.total",
    ),
    "requests.granted.total": (
        "requests.granted.total",
        "requests.granted.total + requests.partially_granted.total",
    ),
    "remedies.{litigation_direct,litigation_after_reconsideration}.total": (
        "remedies.{litigation_direct,litigation_after_reconsideration}.total",
        "remedies.litigation_direct.total",
        "remedies.litigation_after_reconsideration.total",
    ),
}


@rule(
    "TXT001",
    "number-contradicts-table",
    Severity.ERROR,
    basis=_TABLE,
    says="文字写「{words}」，表中{where}是 {table}，怎样理解都对不上。",
    remedy="查台账，改正文字或表格。",
)
def number_contradicts_table(report: Report) -> Iterator[Seen]:
    """文字里的数字与表格不符。

    「收到申请」可以指新收，也可以连同上年结转；「答复」可以指全部办结，也可以不计其他处理。
    凡有一种理解对得上，就不提示；只说到一部分、另一时期或与上年比较的数字，不参与判断。
    """
    for fact in report.facts:
        if (
            fact.zero
            or fact.value is None
            or not fact.metric.startswith(("requests.", "remedies.", "disclosure."))
        ):
            continue
        readings = [_sum(report, reading) for reading in READINGS.get(fact.metric, (fact.metric,))]
        if fact.value in readings or not any(expand(fact.metric, report.cells)):
            continue
        ids = expand(fact.metric, report.cells)
        if None in readings or _is_contradicted(report, fact):
            yield CannotTell("表中有关的格子没有数字，或文字自相矛盾。", fact.place, ids)
        else:
            yield Hit.at(
                fact.place,
                cells=ids,
                words=fact.text,
                where=_named(report, ids),
                table=_numbers(readings),
                quote=fact.text,
            )


@rule(
    "TXT002",
    "zero-contradicts-table",
    Severity.ERROR,
    basis=_TABLE,
    says="文字写「{words}」，表中{where}却是 {table}。",
    remedy="查台账，改正文字或表格。",
)
def zero_contradicts_table(report: Report) -> Iterator[Seen]:
    """文字说没有，表格里有。"""
    for fact in report.facts:
        ids = expand(fact.metric, report.cells)
        if not fact.zero or not ids:
            continue
        values = [number(report.cells[cell_id]) for cell_id in ids]
        if any(values):
            if _is_contradicted(report, fact):
                yield CannotTell("同一件事，文字一处说没有，一处说有。", fact.place, ids)
                continue
            filled = [cell_id for cell_id in ids if number(report.cells[cell_id])]
            yield Hit.at(
                fact.place,
                cells=filled,
                words=fact.text,
                where=_named(report, filled),
                table=_numbers([number(report.cells[cell_id]) for cell_id in filled]),
                quote=fact.text,
            )
        elif None in values:
            yield CannotTell("文字说没有，表中有的格子没有数字。", fact.place, ids)


@rule(
    "TXT003",
    "number-not-in-prose",
    Severity.NOTE,
    says="表中收到申请 {received} 件，文字没有写收到多少件申请。",
    remedy="在总体情况的依申请公开部分写明收到和办理的件数。",
)
def number_not_in_prose(report: Report) -> Iterator[Seen]:
    """表格里有申请，文字里一个申请的数字都没有。

    申请为零、文字也没有写的，不提示。
    """
    received = number(report.cells.get("requests.new_received.total"))
    overview = section(report, "overview")
    if not received or overview is None or not overview.paragraphs:
        return
    if any(fact.metric.startswith("requests.") for fact in report.facts) or _COUNTED.search(
        whole_text(report)
    ):
        return
    about = next(
        (p for p in overview.paragraphs if re.search(r"依申请公开|申请公开", compact(p.text)[:40])), None
    )
    yield Hit.at(about.place if about else start_of(overview), received=received)


@rule(
    "TXT004",
    "paragraph-repeated",
    Severity.WARNING,
    says="「{words}…」一句在前文已经出现过。",
    remedy="删去重复的文字，写这一段自己的内容。",
)
def paragraph_repeated(report: Report) -> Iterator[Seen]:
    """同一句话在两个段落里出现。

    只看二十个字以上、一字不差的句子；一个段落只提示一次。多半是拼凑或粘贴时没有改。
    """
    seen: dict[str, int] = {}
    for n, (one, passage) in enumerate(passages(report)):
        for sentence in _sentences(passage):
            first = seen.setdefault(sentence, n)
            if first != n and one is not None:
                yield Hit.at(passage.place, words=sentence[:20], quote=sentence[:40])
                break


@rule(
    "TXT005",
    "duplicate-word",
    Severity.NOTE,
    says="「{words}」有重复的词。",
    remedy="删去重复的词。",
)
def duplicate_word(report: Report) -> Iterator[Seen]:
    """词语重复。

    只收一定是笔误的重叠，例如「工作工作要求」「总体运行总体良好」；「工作工作人员」一类可能断开读的不提示。
    """
    for found in find(report, _DOUBLED):
        yield Hit.at(found.place, words=found.text, quote=found.text)


@rule(
    "TXT006",
    "punctuation",
    Severity.NOTE,
    says="「{words}」标点有误：{trouble}。",
    remedy="改正标点。",
)
def punctuation(report: Report) -> Iterator[Seen]:
    """标点用法有误。

    只收一看便知的：「、等」连用，「将，一是」断句，标点重叠，同一组「一是、二是」有的用分号、有的用句号，
    「一甲：…；二乙：…」序号后没有标点。
    """
    for pattern, trouble in _MARKS:
        for found in find(report, pattern):
            yield Hit.at(found.place, words=found.text, trouble=trouble, quote=found.text)
    yield from _mixed_enumerations(report)


@rule(
    "TXT007",
    "full-stop-missing",
    Severity.NOTE,
    says="「{section}」最后一句「…{words}」没有句号。",
    remedy="补上句号；若是后面的文字丢了，补全文字。",
)
def full_stop_missing(report: Report) -> Iterator[Seen]:
    """一个部分的最后一句没有句号。

    有时是后面的文字在粘贴时丢了。不足十个字的（「无」）、网址和表注不看。
    """
    for one in report.sections:
        if not one.number or not one.paragraphs or one.heading is None:
            continue
        last = one.paragraphs[-1]
        text = compact(last.text)
        if len(text) >= 10 and re.search(r"[\u4e00-\u9fff\d]$", text) and re.search(r"[，。；]", text):
            for found in find_in(last, _LAST_CLAUSE):
                yield Hit.at(found.place, section=one.heading.text, words=found.text, quote=found.text)


@rule(
    "TXT008",
    "period-missing",
    Severity.NOTE,
    basis=("notice/2021-30",),
    says="没有写明数据的统计期限。",
    remedy="写明「本报告所列数据的统计期限自 {year} 年 1 月 1 日起至 {year} 年 12 月 31 日止」。",
)
def period_missing(report: Report) -> Iterator[Seen]:
    """全文没有写明统计期限。"""
    if report.year is None or not any(passages(report)) or report.form is None:
        return
    if any(fact.metric == "period" for fact in report.facts) or _PERIOD.search(whole_text(report)):
        return
    yield Hit.at(title_place(report), year=report.year)


@rule(
    "TXT009",
    "basis-outdated",
    Severity.ERROR,
    basis=("notice/2021-30",),
    says="{year} 年度报告引用了「{words}」，该格式只用到 2020 年度。",
    remedy="改引国办公开办函〔2021〕30号，并核对表格是否用了现行格式。",
)
def basis_outdated(report: Report) -> Iterator[Seen]:
    """引用了已停用的格式通知。"""
    last = forms()["2019"].serves.to
    if report.year is None or last is None or report.year <= last:
        return
    for found in find(report, _NOTICE_60):
        yield Hit.at(found.place, year=report.year, words=found.text, quote=found.text)


@rule(
    "TXT010",
    "basis-wording",
    Severity.WARNING,
    basis=("regulation/50",),
    says="「{words}」：修订过的是《政府信息公开条例》，不是这个通知。",
    remedy="分别写明《中华人民共和国政府信息公开条例》和年度报告格式的通知。",
)
def basis_wording(report: Report) -> Iterator[Seen]:
    """把「修订后的」加在通知前面。"""
    for found in find(report, _REVISED_NOTICE):
        yield Hit.at(found.place, words=found.text, quote=found.text)


@rule(
    "TXT011",
    "fee-contradicts-table",
    Severity.ERROR,
    basis=("fee-measures",),
    says="文字写「{words}」，表中却有 {count} 件申请因逾期不缴费不再处理。",
    remedy="查收费通知的台账，改正文字或表格。",
)
def fee_contradicts_table(report: Report) -> Iterator[Seen]:
    """说没有发出收费通知，却有因不缴费而不再处理的申请。

    不缴费而不再处理，以发出过收费通知为前提。说「没有收取」而不提收费通知的，可能确实没有收到钱，不提示。
    """
    unpaid = report.cells.get("requests.other.fee_unpaid.total")
    if not isinstance(unpaid, Count) or unpaid.value <= 0:
        return
    for found in find(report, _NO_FEE_NOTICE):
        yield Hit.at(
            found.place,
            cells=["requests.other.fee_unpaid.total"],
            words=found.text,
            count=unpaid.value,
            quote=found.text,
        )


_COUNTED = re.compile(
    r"申请[^，。；]{0,12}?\d+(?:件|份|条|宗|起|次)|\d+(?:件|份|条|宗|起)[^，。；]{0,12}申请"
)
_DOUBLED = re.compile(
    r"(?:[\u4e00-\u9fff]{2,6})?(?:工作工作(?!人员|组|制度|机制|专班|领导|动态|日|报告|部门|机构|计划|要点|方案|规程|规范|流程|台账)|情况情况|问题问题|"
    r"进行进行|加强加强|及时及时|部门部门|单位单位|的的(?!确)|制度制度|认真认真|提高提高|推进推进|落实落实|完善完善)"
    r"(?:[\u4e00-\u9fff]{1,2})?|(总体|整体)[\u4e00-\u9fff]{1,3}\1[\u4e00-\u9fff]{2}"
)
_MARKS = (
    (
        re.compile(r"[\u4e00-\u9fff]{1,4}、等(?![级次待同候于效额距量比边高])[\u4e00-\u9fff]{0,3}"),
        "「等」前不用顿号",
    ),
    (
        re.compile(r"[\u4e00-\u9fff]{0,6}(?<!即)(?:将|应当|需要|必须)，(?:一是|一要|首先)"),
        "「将」后断句，话没有说完",
    ),
    (
        re.compile(
            r"[\u4e00-\u9fff]{0,4}(?:，，|、、|；；|：：|，。|。，|、。|。、|；。|。；|，；|；，|(?<!。)。。(?!。))"
        ),
        "标点重叠",
    ),
    (
        re.compile(
            r"(?<=[：；。])一(?!是|个|些|般|次|致|定|方|体|把|切|直|律|旦|年)[\u4e00-\u9fff]{2,14}：(?=[^。]{2,160}[；。]二[\u4e00-\u9fff]{2,14}：)"
        ),
        "序号后缺少标点",
    ),
)
_PERIOD = re.compile(
    r"(?:20\d\d|二[〇○零]..)年1月1日(?:起)?(?:至|到|—+|-+|~|～)(?:同年|当年|(?:20\d\d|二[〇○零]..)年)?12月31日"
    r"|(?:统计|数据)(?:时间|期限|时段|周期|区间)[^。]{0,12}(?:20\d\d|二[〇○零]..)|截至(?:20\d\d|二[〇○零]..)年(?:12月|年)底?31?日?|20\d\d\.0?1\.0?1"
)
_NOTICE_60 = re.compile(r"国办公开办函[〔\[（(【]2019[〕\]）)】]第?60号")
_REVISED_NOTICE = re.compile(r"(?:新?修订(?:后|过)?的|新修订)《[^》]*通知[^》]*》")
_NO_FEE_NOTICE = re.compile(
    r"(?:没有|未|均未|无)(?:发出|发生|产生|作出)?[^，。；]{0,12}收费通知|收费通知(?:件数)?(?:均?为)?0件"
)
_LAST_CLAUSE = re.compile(r"[^，。；：]+$")
_ENUMERATED = re.compile(r"([；。，])?(一|二|三|四|五|六|七|八)是")


def _sum(report: Report, reading: str) -> int | Decimal | None:
    """The value of a reading; None where one of its cells states no number."""
    total: int | Decimal = 0
    for sign, term in re.findall(r"(^|[+-] )([^ ]+)", reading):
        for cell_id in expand(term, report.cells):
            value = number(report.cells[cell_id])
            if value is None:
                return None
            total += -value if sign.startswith("-") else value
    return total


def _numbers(values: list[int | Decimal | None]) -> str:
    return "、".join(dict.fromkeys(str(value) for value in values if value is not None))


def _named(report: Report, ids: Iterable[str]) -> str:
    """「三、本年度办理结果—（七）总计」, as the form prints the rows."""
    named = (cell_form(report, cell_id) for cell_id in ids)
    return listed(row_label(cell) for cell in named if cell is not None)


def _is_contradicted(report: Report, fact: Fact) -> bool:
    """The prose itself states another value for the same thing: then one of them speaks of something else."""
    return any(other.metric == fact.metric and other.value != fact.value for other in report.facts)


def _sentences(passage: Passage) -> Iterator[str]:
    for sentence in re.split(r"[。！？；]", compact(passage.text)):
        plain = re.sub(
            r"^(?:（?[一二三四五六七八九十]+[）、.]|\d+[.、]|[一二三四五六七八九]是)", "", sentence
        )
        if len(plain) >= 20 and "http" not in plain:
            yield plain


def _mixed_enumerations(report: Report) -> Iterator[Seen]:
    """一是…；二是…。三是…: one enumeration in one paragraph, with two kinds of marks between its items."""
    for _, passage in passages(report):
        yield from _mixed(passage)


def _mixed(passage: Passage) -> Iterator[Seen]:
    spots = [n for n, character in enumerate(passage.text) if not character.isspace()]
    text = compact(passage.text)
    marks: set[str] = set()
    for found in _ENUMERATED.finditer(text):
        if found[2] == "一":
            marks = set()
            continue
        if found[1] in ("；", "。"):
            marks.add(found[1])
        if len(marks) > 1:
            start = max(found.start() - 10, 0)
            place = place_in(passage, spots[start], spots[found.end() - 1] + 1)
            words = text[start : found.end()]
            yield Hit.at(place, words=words, trouble="同一组列举，分号和句号混用", quote=words)
            marks = set()
