"""The page of a term and the picture of its months: well-formed, said in words too, the same for the same days."""

from __future__ import annotations

import re
from datetime import date
from io import BytesIO

import pytest
from lxml import etree

from gongkai.law.step import Step
from gongkai.model.timeline import DayMark, Timeline
from gongkai.write.clock.months import described, legend_svg, month_svg, single_months
from gongkai.write.clock.page import html, pdf

SVG = "{http://www.w3.org/2000/svg}"
TERM = Timeline(
    title="云溪县财政局<第1号>申请",
    days=(
        DayMark(date(2026, 9, 19), "rest", "周末"),
        DayMark(date(2026, 9, 20), "makeup", "调休上班"),
        DayMark(date(2026, 9, 25), "holiday", "中秋节放假"),
        DayMark(date(2026, 9, 20), "counted", "", 1),
        DayMark(date(2026, 9, 21), "excluded"),
        DayMark(date(2026, 10, 8), "counted", "", 2),
        DayMark(date(2026, 9, 18), "receipt", "收到"),
        DayMark(date(2026, 10, 8), "due", "到期"),
        DayMark(date(2026, 9, 28), "today", "今天"),
    ),
    steps=(
        Step(date(2026, 9, 18), "收到申请。", ("regulation/31",)),
        Step(date(2026, 10, 8), "到期。", ("regulation/33",), "consultation.excluded_days"),
    ),
    due=date(2026, 10, 8),
    is_provisional=False,
    known_until=date(2026, 12, 31),
)


def words(svg: str) -> list[str]:
    return [text.text or "" for text in etree.fromstring(svg).iter(f"{SVG}text")]


def test_months_run_from_the_first_thing_told_to_the_last() -> None:
    assert TERM.months == ((2026, 9), (2026, 10))
    assert len(single_months(TERM)) == 2


def test_a_picture_has_every_day_once_and_weeks_begin_on_monday() -> None:
    september = words(single_months(TERM)[0])
    assert [word for word in september if word.isdecimal()] == [str(day) for day in range(1, 31)]
    assert september[1:8] == list("一二三四五六日")


def test_first_of_the_month_stands_under_its_day_of_the_week() -> None:
    first = single_months(TERM)[0].partition(">1</text>")[0]
    assert re.findall(r"translate\((\d+),", first)[-1] == str(54 * date(2026, 9, 1).weekday())


def test_days_are_told_apart_without_colour() -> None:
    said = words(month_svg(TERM))
    assert {"第1天", "第2天", "收到", "到期", "今天", "休", "班"} <= set(said)


def test_the_picture_is_said_in_words() -> None:
    root = etree.fromstring(month_svg(TERM))
    assert root.get("role") == "img"
    assert root.findtext(f"{SVG}title") == "云溪县财政局<第1号>申请：期限月历"
    assert root.findtext(f"{SVG}desc") == described(TERM)
    assert described(TERM) == (
        "2026年9月：18日收到，28日今天，计入第1至第1个工作日。2026年10月：8日到期，计入第2至第2个工作日。"
    )


@pytest.mark.parametrize("made", [month_svg(TERM), html(TERM), legend_svg()])
def test_nothing_is_fetched_and_nothing_runs(made: str) -> None:
    assert not re.search(r"<script|@import|url\(|href=|src=|\son\w+=", made)
    assert not [link for link in re.findall(r"https?://[^\"]+", made) if link != SVG.strip("{}")]


def test_a_page_uses_every_id_once() -> None:
    ids = re.findall(r' id="([^"]+)"', html(TERM))
    assert len(ids) == len(set(ids))


def test_the_page_says_last_day_steps_and_settings() -> None:
    page = html(TERM)
    assert "2026年10月8日，星期四" in page
    assert "《政府信息公开条例》第三十一条" in page
    assert "法律没有写明，按设置" in page
    assert "<第1号>" not in page


def test_a_provisional_day_says_until_when_the_holidays_are_known() -> None:
    from dataclasses import replace

    page = html(replace(TERM, is_provisional=True, known_until=date(2026, 9, 30)))
    assert "（暂定）" in page
    assert "放假安排已知到2026年9月30日为止" in page


def test_an_unknown_last_day_is_owned_up_to() -> None:
    from dataclasses import replace

    assert "现在还不能确定" in html(replace(TERM, due=None))


def test_the_pdf_holds_the_same_words_and_the_same_term_gives_the_same_bytes() -> None:
    import pdfplumber

    data = pdf(TERM)
    assert data == pdf(TERM)
    with pdfplumber.open(BytesIO(data)) as opened:
        text = "".join(page.extract_text() or "" for page in opened.pages).replace("\n", "")
    assert "2026年10月8日" in text
    assert "《政府信息公开条例》第三十三条" in text
