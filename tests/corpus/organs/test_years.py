"""Of which year a report is: what is outvoted is a slip, what is not is a doubt."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.corpus.organs.years import year_of_report, year_of_signing, year_said
from gongkai.model.place import NOWHERE
from gongkai.model.report import Fact, Passage, Report, Signoff

JANUARY_2022 = date(2022, 1, 18)


@pytest.mark.parametrize(
    ("titled", "periods", "signed_on", "year"),
    [
        (2021, [2021], JANUARY_2022, 2021),
        (2021, [2020], JANUARY_2022, 2021),  # the period was left over from last year
        (2021, [2021], date(2023, 1, 18), 2021),  # the day has a slip, or it is late
        (2021, [], None, 2021),
        (None, [2021], JANUARY_2022, 2021),
        (2021, [], date(2023, 1, 18), None),  # title against sign-off
        (2021, [2022], None, None),
        (2021, [2022], date(2024, 1, 18), None),  # three different ones
        (2021, [2022], date(2023, 1, 18), 2022),  # two against the title
        (None, [], JANUARY_2022, None),  # a day alone may be of anything
        (None, [], None, None),
    ],
)
def test_the_year_for_which_most_speaks(
    titled: int | None, periods: list[int], signed_on: date | None, year: int | None
) -> None:
    assert year_said(titled=titled, periods=periods, signed_on=signed_on).year == year


def test_a_report_may_be_signed_on_the_years_last_day() -> None:
    assert year_of_signing(date(2021, 12, 31)) == 2021
    assert year_of_signing(date(2021, 12, 30)) == 2020


def test_what_a_report_says_itself() -> None:
    signoff = Signoff(None, None, date(2023, 1, 18))
    period = Fact("2022年1月1日至2022年12月31日", None, None, "period", NOWHERE)
    title = Passage("云溪县财政局2021年政府信息公开工作年度报告")
    said = year_of_report(Report("云溪县财政局", 2021, title, "2021", facts=(period,), signoff=signoff))
    assert (said.year, said.candidates) == (2022, (2021, 2022))
    assert said.how == "标题是 2021 年度，统计期限是 2022 年度，落款日期是 2022 年度。"
