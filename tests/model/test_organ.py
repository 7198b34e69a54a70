"""What names of organs tell for certain, and what they do not."""

from __future__ import annotations

import pytest

from gongkai.model import organ


@pytest.mark.parametrize(
    "name",
    [
        "云溪县人民政府",
        "云溪县财政局",
        "云溪县白石镇人民政府",
        "云溪县柳林乡人民政府",
        "清江市城东区人民政府",
        "云溪县人民政府办公室",
    ],
)
def test_county_district_and_township_organs_have_no_power_to_make_rules(name: str) -> None:
    assert organ.is_below_city(name)


@pytest.mark.parametrize(
    "name",
    [
        None,
        "",
        "清江市人民政府",
        "清江市人民政府办公室",
        "青山自治区人民政府",
        "清江市高新技术开发区管理委员会",
        "新乡市人民政府",
        "景德镇市人民政府",
    ],
)
def test_what_may_have_the_power_is_not_called_without_it(name: str | None) -> None:
    assert not organ.is_below_city(name)


@pytest.mark.parametrize("name", ["云溪县白石镇人民政府", "云溪县柳林乡人民政府", "云溪县城关街道办事处"])
def test_townships_are_told_by_their_name(name: str) -> None:
    assert organ.is_township(name)


@pytest.mark.parametrize("name", ["云溪县财政局", "景德镇市财政局", "云溪县乡镇企业局", None])
def test_what_only_speaks_of_townships_is_none(name: str | None) -> None:
    assert not organ.is_township(name)


def test_spaces_and_remarks_in_brackets_do_not_make_another_organ() -> None:
    assert organ.same("云溪县 财政局（本级）") == organ.same("云溪县财政局")
