from __future__ import annotations

from datetime import date

import pytest

from tests.read.prose.lines import BODY, TITLE, read, texts


@pytest.mark.parametrize(
    ("lines", "body", "day"),
    [
        ("云溪县财政局\n2022年1月20日", "云溪县财政局", date(2022, 1, 20)),
        ("云溪县财政局\n二〇二二年一月二十日", "云溪县财政局", date(2022, 1, 20)),
        ("云溪县财政局\n二○二二年十二月三十一日", "云溪县财政局", date(2022, 12, 31)),
        ("云溪县财政局\n2022 年 1 月 20 日", "云溪县财政局", date(2022, 1, 20)),
        ("云溪县财政局 2022年1月20日", "云溪县财政局", date(2022, 1, 20)),
        ("云溪县财政局\n2022.1.20", "云溪县财政局", date(2022, 1, 20)),
        ("云溪县财政局\n2022-01-20", "云溪县财政局", date(2022, 1, 20)),
        ("云溪县财政局\n2022年1月20日\n（此件公开发布）", "云溪县财政局", date(2022, 1, 20)),
        ("云溪县财政局\n2022年1月20日\n附件：报告.docx", "云溪县财政局", date(2022, 1, 20)),
        ("2022年1月20日", None, date(2022, 1, 20)),
        ("云溪县财政局", "云溪县财政局", None),
        ("云溪县财政局\n2022年2月30日", "云溪县财政局", None),
    ],
)
def test_organ_and_day(lines: str, body: str | None, day: date | None) -> None:
    prose = read(TITLE, BODY, lines)
    assert prose.signoff is not None
    assert (prose.signoff.body.text if prose.signoff.body else None, prose.signoff.date) == (body, day)
    assert texts(prose, "other_matters") == ["无其他需要报告的事项。"]


@pytest.mark.parametrize(
    "lines",
    [
        "",
        "（此件公开发布）",
        "发布日期：2022-01-20",
        "附件：报告.docx",
        "数据截至2021年12月31日",
        "版权所有：云溪县财政局",
    ],
)
def test_none_where_there_is_none(lines: str) -> None:
    assert read(TITLE, BODY, lines).signoff is None


def test_an_impossible_day_is_kept_as_printed() -> None:
    signoff = read(TITLE, BODY, "云溪县财政局", "2022年2月30日").signoff
    assert signoff is not None
    assert signoff.day is not None
    assert signoff.day.text == "2022年2月30日"


def test_a_date_under_the_title_is_a_signature() -> None:
    prose = read(TITLE, "（2022年1月20日）", BODY)
    assert prose.signoff is not None
    assert (prose.signoff.body, prose.signoff.date) == (None, date(2022, 1, 20))


def test_an_organ_that_runs_on_behind_the_last_sentence() -> None:
    prose = read(TITLE, f"{BODY}云溪县财政局", "2022年1月20日")
    assert prose.signoff is not None
    assert prose.signoff.body is not None
    assert prose.signoff.body.text == "云溪县财政局"
    assert texts(prose, "other_matters") == ["无其他需要报告的事项。"]
