"""What a sentence states in numbers, and what it does not state."""

from __future__ import annotations

from decimal import Decimal

import pytest

from gongkai.model.report import Fact
from gongkai.read.prose.facts import find_facts
from gongkai.read.prose.text import prepare
from tests.read.prose.lines import paragraphs

NEW, ALL = "requests.new_received.total", "requests.total.total"
RECONSIDERATION = "remedies.reconsideration.total"
LITIGATION = "remedies.{litigation_direct,litigation_after_reconsideration}.total"
REMEDIES = "remedies.*.total"
FEE = "narrative.processing_fee"


def facts(sentence: str, *, form: str = "2021", section: int = 1) -> list[Fact]:
    return [
        fact
        for line in prepare(paragraphs(sentence))
        for fact in find_facts(line, section, year=2023, form=form)
    ]


def stated(sentence: str, *, form: str = "2021", section: int = 1) -> list[tuple[str, object]]:
    return [(fact.metric, fact.value) for fact in facts(sentence, form=form, section=section)]


@pytest.mark.parametrize(
    ("sentence", "found"),
    [
        ("2023年，本机关共收到政府信息公开申请12件，均已按期答复。", [(NEW, 12)]),
        ("共收到依申请公开信息 0 件。", [(NEW, 0)]),
        ("收到12件政府信息公开申请。", [(NEW, 12)]),
        ("新收政府信息公开申请三件。", [(NEW, 3)]),
        ("我局共受理依申请公开政府信息1,200件。", [(NEW, 1200)]),
        ("政府信息公开申请收到2件。", [(NEW, 2)]),
        ("2023年收到政府信息公开申请12件，其中自然人申请10件，科研机构申请2件。", [(NEW, 12)]),
        ("收到政府信息公开申请5件，比上年增加2件，同比增长66%。", [(NEW, 5)]),
        (
            "新收政府信息公开申请3259件，上年结转77件，答复申请3278件，结转下年度继续办理58件。",
            [(NEW, 3259), ("requests.carried_in.total", 77), (ALL, 3278), ("requests.carried_out.total", 58)],
        ),
        (
            "收到政府信息公开申请4件，予以公开1件，部分公开1件，不予公开1件，无法提供1件。",
            [
                (NEW, 4),
                ("requests.granted.total", 1),
                ("requests.partially_granted.total", 1),
                ("requests.denied.*.total", 1),
                ("requests.unable.*.total", 1),
            ],
        ),
        ("发生政府信息公开行政复议案件2起，行政诉讼1起。", [(RECONSIDERATION, 2), (LITIGATION, 1)]),
        (
            "制发规范性文件3件，现行有效规范性文件12件。",
            [("disclosure.normative_documents.issued", 3), ("disclosure.normative_documents.in_force", 12)],
        ),
        ("作出行政处罚决定12件。", [("disclosure.penalties.decisions", 12)]),
        ("主动公开政府信息1,234条。", [("narrative.disclosed_items", 1234)]),
        ("收取信息处理费380.50元。", [(FEE, Decimal("380.50"))]),
        ("统计期限为2023年1月1日起至2023年12月31日止。", [("period", None)]),
    ],
)
def test_numbers(sentence: str, found: list[tuple[str, object]]) -> None:
    assert stated(sentence) == found


@pytest.mark.parametrize(
    ("sentence", "metrics"),
    [
        ("2023年我局未收到政府信息公开申请。", [NEW]),
        ("没有接到群众主动要求公开政府信息的申请。", [NEW]),
        ("全年未收到依申请公开件。", [NEW]),
        ("本年度无申请公开政府信息的情况。", [NEW]),
        ("未收到政府信息公开申请，未发生政府信息公开行政复议、行政诉讼。", [NEW, REMEDIES]),
        ("没有因政府信息公开被申请行政复议。", [RECONSIDERATION]),
        ("未发生因政府信息公开引起的行政诉讼。", [LITIGATION]),
        ("没有行政许可、行政处罚事项。", ["disclosure.{licensing,penalties}.decisions"]),
        ("全年无行政事业性收费。", ["disclosure.fees.amount"]),
        ("2023年没有收取信息处理费。", [FEE]),
        ("未产生政府信息公开信息处理费。", [FEE]),
        ("全年未发生失泄密事件。", ["narrative.leaks"]),
    ],
)
def test_words_that_mean_nothing_happened(sentence: str, metrics: list[str]) -> None:
    found = facts(sentence)
    assert [fact.metric for fact in found] == metrics
    assert all(fact.zero and fact.value == 0 for fact in found)


@pytest.mark.parametrize(
    "sentence",
    [
        "2022年共收到政府信息公开申请7件。",  # another year
        "自2008年以来累计收到政府信息公开申请70件。",
        "2022年、2023年分别收到政府信息公开申请7件、12件。",
        "回顾2022年的工作。共收到政府信息公开申请7件。",
        "通过网络收到政府信息公开申请7件。",  # a part
        "其中收到自然人的政府信息公开申请7件。",
        "全市各级行政机关共收到政府信息公开申请560件。",  # others too
        "收到行政复议申请2件。",  # not a request
        "收到群众来信15件，办理人大代表建议12件、政协提案8件。",
        "办理上年结转的申请1件，答复11件。",
        "申请人主动要求停办8件。",
        "如未收到政府信息公开申请答复，可拨打电话。",  # advice
        "未收到政府信息公开申请的，填报0。",
        "通过网络未收到政府信息公开申请。",
        "申请人未收到答复的，可以申请行政复议。",
        "没有出现因答复不规范引发的政府信息公开行政复议被纠错的情况。",  # says less than none
        "无正当理由大量反复申请0件，要求提供公开出版物0件。",
        "我局无行政许可、行政处罚和行政强制职能。",  # a power, not a number
        "没有因依申请公开收取费用。",  # about something else
        "未经行政复议直接起诉政府信息公开案件。",
        "通过村务公开栏公开信息300余条。",  # not exact
        "县政府印发规范性文件3件。",
        "按照规定，申请人逾期未缴纳信息处理费的，不再处理。",
        "深入推进五公开，落实三级审核，做到件件有答复。",
    ],
)
def test_what_could_be_read_otherwise_is_passed_over(sentence: str) -> None:
    assert stated(sentence) == []


def test_the_form_decides_what_a_document_made_counts_as() -> None:
    sentence = "全年新制作规范性文件2份，其中对外公开1份。"
    assert stated(sentence, form="2019") == [
        ("disclosure.normative_documents.made", 2),
        ("disclosure.normative_documents.newly_disclosed", 1),
    ]
    assert stated(sentence, form="2021") == [("disclosure.normative_documents.issued", 2)]


def test_in_the_section_on_remedies_every_case_is_about_disclosure() -> None:
    assert stated("2023年未发生行政复议和行政诉讼。", section=4) == [(REMEDIES, 0)]
    assert stated("2023年未发生行政复议和行政诉讼。", section=1) == []


def test_places_are_those_of_the_words() -> None:
    document = "2023年，我局 收到 政府信息公开申请 12 件，均已答复。"
    (fact,) = facts(document)
    assert fact.text == "收到 政府信息公开申请 12 件"
    assert document[fact.place.start : fact.place.end] == fact.text
    assert (fact.unit, fact.place.line) == ("件", 1)
