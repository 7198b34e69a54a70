"""Chinese numerals, read and written."""

from __future__ import annotations

from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from gongkai.law.numerals import from_chinese, in_chinese, number_of, year_of


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("12", 12),
        ("1,234", 1234),
        ("380.5", Decimal("380.5")),
        ("十八", 18),
        ("二百零三", 203),
        ("三万两千", 32000),
        ("三万二", 32000),
        ("一百二", 120),
        ("一百零二", 102),
        ("一百一十", 110),
        ("〇", 0),
    ],
)
def test_numbers(text: str, value: int | Decimal) -> None:
    assert number_of(text) == value


@pytest.mark.parametrize("text", ["十百", "", "件"])
def test_what_is_no_number(text: str) -> None:
    assert from_chinese(text) is None


@given(st.integers(0, 9999))
@example(10)
@example(110)
@example(1001)
def test_what_is_written_reads_back(value: int) -> None:
    assert from_chinese(in_chinese(value)) == value


@pytest.mark.parametrize("text", ["2021", "二〇二一", "二零二一", "二○二一"])
def test_years(text: str) -> None:
    assert year_of(text) == 2021
