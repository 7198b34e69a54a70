"""What is set, in which order, and what is marked as owed."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from gongkai.model.cell import Missing, Unreadable
from gongkai.model.report import Passage, Section, Signoff
from gongkai.write.grid import Grid
from gongkai.write.layout import Body, Closing, Heading, Piece, Title, pieces, title_lines, to_settle
from gongkai.write.measures import right_indents
from tests.write import reports

REPORT = reports.dated(reports.report("2021", 1))


def outline(found: list[Piece]) -> list[str]:
    names = {Heading: "text", Grid: "key"}
    return [getattr(piece, names[type(piece)]) for piece in found if type(piece) in names]


def test_tables_stand_under_their_headings() -> None:
    assert outline(list(pieces(REPORT))) == [
        "一、总体情况",
        "二、主动公开政府信息情况",
        "disclosure",
        "三、收到和处理政府信息公开申请情况",
        "requests",
        "四、政府信息公开行政复议、行政诉讼情况",
        "remedies",
        "五、存在的主要问题及改进情况",
        "六、其他需要报告的事项",
    ]


def test_a_section_that_is_not_there_is_set_in_its_place_and_marked() -> None:
    without = replace(
        REPORT, sections=tuple(s for s in REPORT.sections if s.role not in {"requests", "problems"})
    )
    found = list(pieces(without))
    assert outline(found) == outline(list(pieces(REPORT)))
    heading = next(n for n, piece in enumerate(found) if isinstance(piece, Heading) and "问题" in piece.text)
    assert found[heading + 1] == Body("〔待填〕")
    assert any("须补写" in remark for remark in to_settle(without))


def test_under_a_heading_printed_twice_the_table_stands_once() -> None:
    twice = [section for section in REPORT.sections for _ in range(2 if section.role == "requests" else 1)]
    assert outline(list(pieces(replace(REPORT, sections=tuple(twice))))).count("requests") == 1


def test_a_lost_heading_is_that_of_the_form() -> None:
    lost = tuple(replace(section, heading=None) for section in REPORT.sections)
    assert outline(list(pieces(replace(REPORT, sections=lost)))) == outline(list(pieces(REPORT)))


def test_gaps_are_counted_by_table() -> None:
    cells = {**REPORT.cells, "requests.granted.total": Unreadable(), "requests.carried_in.total": Missing()}
    remarks = to_settle(replace(REPORT, cells=cells))
    assert [("待填" in remark, "待核" in remark) for remark in remarks] == [
        (True, False),
        (False, True),
    ]
    assert to_settle(REPORT) == ()


@pytest.mark.parametrize(
    ("text", "lead"),
    [
        ("（一）主动公开。全年公开 3 条。", "（一）主动公开。"),
        ("（二）依申请公开", "（二）依申请公开"),
        ("(二) 依申请公开。3 件。", "(二) 依申请公开。"),
        ("全年公开（含转载）3 条。", ""),
        ("（三）" + "很长的一句话" * 10 + "。", ""),
    ],
)
def test_sub_headings_are_told_from_text(text: str, lead: str) -> None:
    section = Section(1, "overview", None, (Passage(text),))
    bodies = [
        piece for piece in pieces(replace(REPORT, form=None, sections=(section,))) if isinstance(piece, Body)
    ]
    assert [body.text[: body.lead] for body in bodies] == [lead]


def test_what_no_file_takes_is_left_out() -> None:
    section = Section(1, "overview", Passage("一、总体\x00情况"), (Passage("甲\x07乙\n丙\ud800"),))
    found = list(pieces(replace(REPORT, form=None, sections=(section,))))
    assert [piece.text for piece in found if isinstance(piece, Heading | Body)] == [
        "一、总体情况",
        "甲乙",
        "丙",
    ]


def test_spaces_that_line_breaks_left_in_a_title_are_not_set() -> None:
    spaced = replace(REPORT, title=Passage("云溪县财政局 2023 年政府 信息公开工作年度报告"))
    assert next(pieces(spaced)) == Title("云溪县财政局2023年政府信息公开工作年度报告")


def test_without_a_title_organ_and_year_make_one() -> None:
    nameless = replace(REPORT, title=None, agency="云溪县财政局", year=2023)
    assert next(pieces(nameless)) == Title("云溪县财政局2023年政府信息公开工作年度报告")


@pytest.mark.parametrize(
    "lines",
    [
        ("云溪县白石镇人民政府", "2023年政府信息公开工作年度报告"),
        ("云溪县财政局2023年信息公开年度报告",),
        ("云溪县白石镇人民政府 2023 年政府信息公开工作年度报告",),  # a line end would lose the space
        ("政府信息公开工作年度报告",),
    ],
)
def test_a_long_title_breaks_before_the_year(lines: tuple[str, ...]) -> None:
    assert title_lines("".join(lines)) == lines


def test_a_date_without_words_is_written_out() -> None:
    signed = replace(REPORT, signoff=Signoff(Passage("云溪县财政局"), None, date(2024, 1, 9)))
    assert list(pieces(signed))[-1] == Closing(("云溪县财政局", "2024年1月9日"))


@pytest.mark.parametrize(
    ("lines", "indents"),
    [
        (("云溪县财政局", "2024年1月19日"), (4.5, 2.0)),  # the date begins two characters right of the organ
        (("云溪县柳林乡人民政府办公室", "2024年1月9日"), (2.0, 7.0)),
        (("2024年1月9日",), (2.0,)),
    ],
)
def test_the_date_begins_two_characters_right_of_the_organ(
    lines: tuple[str, ...], indents: tuple[float, ...]
) -> None:
    assert right_indents(lines) == indents
