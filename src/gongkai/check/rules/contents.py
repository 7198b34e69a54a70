"""What the sections have to say: not empty, the five aspects, the assessment of governments, the processing fee."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.check.passages import compact, is_traditional, section, start_of, whole_text
from gongkai.check.registry import Hit, Seen, rule
from gongkai.law.forms import Aspect, forms
from gongkai.model.finding import Severity
from gongkai.model.report import Report

_FORMAT = ("regulation/50", "notice/2021-30")
_NONE = re.compile(r"^(?:无|没有|暂无|无问题|不存在问题|无。|略)[。.]?$")
_FEE = re.compile(r"信息处理费|信息公开处理费|处理费|检索费|(?:收取|收费|费用|免费)")
_FEES_SINCE = 2021
_EVER_ASKED = ("active_disclosure", "requests")
_ASSESSED = re.compile(r"考核|评议|测评|绩效评估|追究责任|追责|问责|责任追究(?!办法|制度|机制|工作制度)")
_GOVERNMENT = re.compile(r"人民政府$|^[\u4e00-\u9fff]{2,}(?:省|市|县|区|州|旗|盟|乡|镇)$")


@rule(
    "SEC006",
    "section-empty",
    Severity.ERROR,
    basis=_FORMAT,
    says="「{heading}」之下没有正文。",
    remedy="写明这一部分的内容；确无其他事项的，写明没有。",
)
def section_empty(report: Report) -> Iterator[Seen]:
    """总体情况或其他需要报告的事项是空的。

    二、三、四部分是表格，可以没有文字。第五部分见 `problems-empty`。
    """
    for role in ("overview", "other_matters"):
        one = section(report, role)
        if one is not None and one.heading is not None and not one.paragraphs:
            yield Hit.at(start_of(one), heading=one.heading.text)


@rule(
    "SEC011",
    "topic-missing",
    Severity.NOTE,
    basis=("notice/2021-30",),
    says="总体情况没有写到「{aspect}」。",
    remedy="总体情况应从主动公开、依申请公开、政府信息管理、政府信息公开平台建设、监督保障五个方面写，补上「{aspect}」。",
    profiles={"strict": Severity.WARNING},
)
def topic_missing(report: Report) -> Iterator[Seen]:
    """总体情况缺了规定的方面。

    按字面查找每个方面的常用说法，一处都没有才提示；有没有写实，要人来看。
    「政府信息管理」一项说法太多，字面上找不到的见从严口径的 `management-not-named`。
    2021 年度以前只看主动公开和依申请公开两个方面。
    """
    for aspect in _aspects_missing(report):
        if aspect.key in _EVER_ASKED or (aspect.key != "management" and (report.year or 0) >= 2021):
            yield Hit.at(start_of(section(report, "overview")), aspect=aspect.label)


@rule(
    "SEC012",
    "assessment-missing",
    Severity.ERROR,
    basis=("regulation/50",),
    says="{agency}是人民政府，总体情况没有写工作考核、社会评议和责任追究结果。",
    remedy="在「监督保障」里写明本年度考核、社会评议和责任追究的情况；没有开展的，写明没有。",
)
def assessment_missing(report: Report) -> Iterator[Seen]:
    """人民政府的年度报告没有写考核、社会评议和责任追究结果。

    《条例》第五十条要求各级人民政府的年度报告写明这一项；部门不要求。全文一处都没有提到才提示；
    只说「责任追究办法」「责任追究制度」的，不算写了结果。
    """
    agency = compact(report.agency or "")
    if not _GOVERNMENT.search(agency) or report.year is None or report.year < 2019 or is_traditional(report):
        return
    if section(report, "overview") is not None and not _ASSESSED.search(whole_text(report)):
        yield Hit.at(start_of(section(report, "overview")), agency=agency)


@rule(
    "SEC013",
    "fee-statement-missing",
    Severity.WARNING,
    basis=("notice/2021-30", "fee-measures"),
    says="「其他需要报告的事项」没有写信息处理费的收取情况。",
    remedy="写明本年度发出收费通知的件数和总金额、实际收取的总金额；没有收取的，写明没有收取。",
)
def fee_statement_missing(report: Report) -> Iterator[Seen]:
    """没有报告信息处理费。

    2021 年度起，第六部分要写信息处理费的收取情况，没有收取也要写明。只写一个「无」，没有说明这一项。
    """
    if report.year is None or report.year < _FEES_SINCE or is_traditional(report):
        return
    one = section(report, "other_matters")
    if (
        one is None
        or _FEE.search(compact(one.text))
        or re.search(r"信息处理费|信息公开处理费", whole_text(report))
    ):
        return
    place = one.paragraphs[0].place if one.paragraphs else start_of(one)
    yield Hit.at(place, quote=one.text[:30])


@rule(
    "SEC014",
    "problems-empty",
    Severity.ERROR,
    basis=("regulation/50",),
    says="「存在的主要问题及改进情况」{trouble}。",
    remedy="写明工作中实际存在的问题，以及上年问题的改进情况和下一步措施。",
)
def problems_empty(report: Report) -> Iterator[Seen]:
    """第五部分是空的、写「无」，或不足十个字。"""
    one = section(report, "problems")
    if one is None:
        return
    text = compact(one.text)
    if not text:
        yield Hit.at(start_of(one), trouble="没有正文")
    elif _NONE.match(text):
        yield Hit.at(one.paragraphs[0].place, trouble=f"只写了「{text}」", quote=text)
    elif len(text) < 10:
        yield Hit.at(one.paragraphs[0].place, trouble=f"只有 {len(text)} 个字", quote=text)


@rule(
    "SEC015",
    "management-not-named",
    Severity.NOTE,
    basis=("notice/2021-30",),
    says="总体情况没有用「政府信息管理」一类的词，看不出是否写了这一方面。",
    remedy="写明规范性文件的制发、清理和公开，以及信息的动态管理。",
    profiles={"national": None},
)
def management_not_named(report: Report) -> Iterator[Seen]:
    """总体情况没有提到政府信息管理。

    这一方面的内容常常不用这几个字来写，字面上查不准，所以只在从严口径提示。
    """
    for aspect in _aspects_missing(report):
        if aspect.key == "management" and (report.year or 0) >= 2021:
            yield Hit.at(start_of(section(report, "overview")))


def _aspects_missing(report: Report) -> Iterator[Aspect]:
    """The aspects of section one of which the section has none of the words that betray them."""
    one = section(report, "overview")
    if one is None or not one.paragraphs or is_traditional(report):
        return
    newest = list(forms().values())[-1]
    text = compact(one.text)
    for listed in newest.sections:  # 本报告由总体情况、……六部分组成: naming a section is not writing about it
        text = text.replace(listed.heading, "")
    yield from (aspect for aspect in newest.aspects if not any(word in text for word in aspect.words))
