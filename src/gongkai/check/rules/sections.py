"""The six headings: there, once, in order, numbered and worded as the form has them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from itertools import pairwise

from gongkai.check.passages import compact, find_in, is_traditional, start_of, title_place
from gongkai.check.registry import CannotTell, Hit, Seen, rule
from gongkai.law.forms import Form, SectionForm, forms, required
from gongkai.law.numerals import in_chinese
from gongkai.model.finding import Cause, Severity
from gongkai.model.place import Place
from gongkai.model.report import Report, Section

_FORMAT = ("regulation/50", "notice/2021-30")
_ORDINAL = re.compile(
    r"^(?P<stray>[^第（(一二三四五六七八九十\d]?)"
    r"(?:第(?P<part>[一二三四五六七八九十]+)(?:部分|章)|（(?P<bracket>[一二三四五六七八九十]+)）|(?P<plain>[一二三四五六七八九十]+)(?=[、.．,，:：;；]|[^一二三四五六七八九十])|(?P<digit>\d)(?!\d))"
    r"[、.．,，:：;；]?"
)
_MARKS = re.compile(r"[、，,。．.；;：:\s*#]")
_PLAIN_ITEM = re.compile(r"^([一二三四五六七八九十])[、.．]")
_BRACKET_ITEM = re.compile(r"(?:^|(?<=[；。：:]))（([一二三四五六七八九十]{1,3})）")
_CITED = re.compile(r"第[一二三四五六七八九十百]+条|条例》|办法》|下列|以下")
_TEXTS = ("overview", "problems", "other_matters")
_DIGITS = {in_chinese(n): n for n in range(1, 30)}


@rule(
    "SEC001",
    "heading-duplicated",
    Severity.ERROR,
    basis=_FORMAT,
    says="标题「{heading}」印了 {times} 次。",
    remedy="只保留一处；两处之下都有正文的，合并成一部分。",
)
def heading_duplicated(report: Report) -> Iterator[Seen]:
    """同一部分的标题重复出现。

    多半是从模板或上年报告粘贴时留下的。读者会以为少了一部分内容。
    """
    for role in dict.fromkeys(one.role for one in report.sections if one.number):
        same = [one for one in report.sections if one.role == role and one.heading is not None]
        if len(same) > 1 and same[0].heading is not None:
            yield Hit.at(
                start_of(same[0]), heading=same[0].heading.text, times=len(same), quote=same[0].heading.text
            )


@rule(
    "SEC002",
    "section-missing",
    Severity.ERROR,
    basis=_FORMAT,
    says="没有「{heading}」这一部分。",
    remedy="补上这一部分。没有内容可写的，也要保留标题并说明没有。",
)
def section_missing(report: Report) -> Iterator[Seen]:
    """六个部分缺了一个。

    格式规定的六个部分不得增减。找到的标题不足三个的，多半是标题没有读出来，不判断。
    表格在而标题不在的，见 `heading-missing`。
    """
    if not _has_headings(report):
        if report.form is not None:
            yield CannotTell("读出的部分标题不足三个，无从判断缺了哪一部分。", title_place(report))
        return
    for wanted in _missing(report):
        if not any(table in report.tables for table in _tables_of(report, wanted.number)):
            yield Hit.at(_before(report, wanted.number), heading=_full(wanted))


@rule(
    "SEC003",
    "heading-missing",
    Severity.WARNING,
    basis=_FORMAT,
    says="表格在，标题「{heading}」不在。",
    remedy="在表格前补上标题。",
)
def heading_missing(report: Report) -> Iterator[Seen]:
    """有表格而没有所在部分的标题。

    没有标题，读者和检索都难以找到这张表。标题做成图片的，也按没有标题处理。
    文件在转换中受过损的，标题可能本来是有的，不归咎于填报机关。
    """
    if not _has_headings(report):
        return
    for wanted in _missing(report):
        if any(table in report.tables for table in _tables_of(report, wanted.number)):
            cause = Cause.CONVERSION if report.damage else None
            yield Hit.at(_before(report, wanted.number), cause=cause, heading=_full(wanted))


@rule(
    "SEC004",
    "heading-misnumbered",
    Severity.WARNING,
    basis=_FORMAT,
    says="标题「{heading}」{trouble}，应为「{expected}」。",
    remedy="改为「{expected}」。",
)
def heading_misnumbered(report: Report) -> Iterator[Seen]:
    """部分的序号错、漏或前面多了字符。

    「第一部分」「1.」一类的写法不算错，只看序数对不对。
    """
    for one in _headed(report):
        heading = one.heading
        if heading is None:
            continue
        trouble = _ordinal_trouble(compact(heading.text), one.number)
        if trouble:
            expected = f"{in_chinese(one.number)}、"
            yield Hit.at(
                heading.place, heading=heading.text, trouble=trouble, expected=expected, quote=heading.text
            )


@rule(
    "SEC005",
    "sections-out-of-order",
    Severity.WARNING,
    basis=_FORMAT,
    says="「{heading}」排在「{after}」之后，次序与格式不符。",
    remedy="按格式规定的次序排列六个部分。",
)
def sections_out_of_order(report: Report) -> Iterator[Seen]:
    """部分的次序与格式不同。"""
    headed = list(_headed(report))
    for first, second in pairwise(headed):
        if second.number < first.number and first.heading and second.heading:
            yield Hit.at(second.heading.place, heading=second.heading.text, after=first.heading.text)


@rule(
    "SEC007",
    "heading-punctuation",
    Severity.NOTE,
    says="标题「{heading}」末尾有标点「{mark}」。",
    remedy="标题末尾不用标点，删去「{mark}」。",
)
def heading_punctuation(report: Report) -> Iterator[Seen]:
    """标题末尾有句号、冒号等标点。

    公文标题除书名号、引号等外不加标点。
    """
    for one in _headed(report):
        if one.heading is not None and (found := re.search(r"[。．；;：:，,、]$", one.heading.text.strip())):
            yield Hit.at(one.heading.place, heading=one.heading.text, mark=found[0], quote=one.heading.text)


@rule(
    "SEC008",
    "heading-wording",
    Severity.NOTE,
    basis=_FORMAT,
    says="标题「{heading}」与格式的用语不同，格式为「{expected}」。",
    remedy="改用格式的标题「{expected}」。",
    profiles={"strict": Severity.WARNING},
)
def heading_wording(report: Report) -> Iterator[Seen]:
    """标题的用语与格式不同。

    只差空格、标点或序号写法的不算。用语不同不影响理解，但统一的标题便于查找和汇总。
    """
    if is_traditional(report):
        return
    form = _form(report)
    wanted = {one.number: one for one in form.sections} if form else {}
    for one in _headed(report):
        expected = wanted.get(one.number)
        if one.heading is None or expected is None:
            continue
        printed = _MARKS.sub("", _ORDINAL.sub("", compact(one.heading.text)))
        if printed != _MARKS.sub("", expected.heading):
            yield Hit.at(
                one.heading.place, heading=one.heading.text, expected=_full(expected), quote=one.heading.text
            )


@rule(
    "SEC009",
    "inner-numbering",
    Severity.WARNING,
    says="「{heading}」里的段落又用「一、」「二、」编号，与六个部分的序号相混。",
    remedy="部分之下的层次依次用「（一）」「1.」「（1）」。",
    basis=("layout-standard",),
)
def inner_numbering(report: Report) -> Iterator[Seen]:
    """部分之内的段落用了部分的序号。

    公文结构层次序数依次为「一、」「（一）」「1.」「（1）」。部分之内再用「一、」，读者分不清层次，
    机器也会把段落当成部分。
    """
    for one in report.sections:
        items = [(p, found) for p in one.paragraphs if (found := _PLAIN_ITEM.match(compact(p.text)))]
        if (
            one.role in _TEXTS
            and one.heading
            and len(items) >= 2
            and items[0][1][1] == "一"
            and items[1][1][1] == "二"
        ):
            yield Hit.at(items[0][0].place, heading=one.heading.text, quote=items[0][0].text[:12])


@rule(
    "SEC010",
    "numbering-gap",
    Severity.WARNING,
    says="序号「（{before}）」之后是「（{after}）」，中间缺号。",
    remedy="核对是缺了一段，还是编号有误。",
)
def numbering_gap(report: Report) -> Iterator[Seen]:
    """段落序号跳号。

    只看「（一）」一级，引用法条各项的不看；跳号多半是删了一段没有改号，或漏贴了一段。
    """
    for one in report.sections:
        previous: int | None = None
        for paragraph in one.paragraphs:
            for found in find_in(paragraph, _BRACKET_ITEM, one):
                if _CITED.search(found.around[: found.start]):
                    continue
                number = _DIGITS.get(found.match[1])
                if number is None:
                    continue
                if previous is not None and number > previous + 1:
                    before, after = in_chinese(previous), in_chinese(number)
                    yield Hit.at(found.place, before=before, after=after, quote=paragraph.text[:16])
                previous = number


def _headed(report: Report) -> Iterator[Section]:
    return (one for one in report.sections if one.number and one.heading is not None)


def _has_headings(report: Report) -> bool:
    return len({one.number for one in _headed(report)}) >= 3


def _form(report: Report) -> Form | None:
    return (required(report.year) if report.year is not None else None) or forms().get(report.form or "")


def _missing(report: Report) -> Iterator[SectionForm]:
    form = _form(report)
    has = {one.role for one in report.sections}
    return (one for one in (form.sections if form else ()) if one.role not in has)


def _tables_of(report: Report, number: int) -> list[str]:
    form = _form(report)
    return [table.key for table in (form.tables if form else ()) if table.section == number]


def _before(report: Report, number: int) -> Place:
    """Where the section should have followed: the heading of the last one before it."""
    earlier = [one for one in _headed(report) if one.number < number]
    return start_of(earlier[-1]) if earlier else title_place(report)


@cache
def _full(wanted: SectionForm) -> str:
    return f"{in_chinese(wanted.number)}、{wanted.heading}"


def _ordinal_trouble(heading: str, number: int) -> str | None:
    """What is wrong with a heading's ordinal, in words; None where it is right."""
    found = _ORDINAL.match(heading)
    if found is None:
        return "没有序号"
    figure = found["part"] or found["bracket"] or found["plain"] or found["digit"]
    value = int(figure) if figure.isdigit() else _DIGITS.get(figure)
    if value != number:
        return f"序号为「{figure}」"
    return f"序号前多了「{found['stray']}」" if found["stray"] else None
