"""Which organ a printed name is; where it could be two, or is out of its years, nobody guesses."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest

from gongkai.corpus.organs.lookup import Lookup
from gongkai.corpus.organs.ranks import rank_of
from gongkai.corpus.organs.register import Register, load
from gongkai.corpus.organs.register_file import entries_in
from gongkai.corpus.organs.resolve import Printed, Resolved, resolve

NAMES = Lookup(load(Path(__file__).resolve().parents[3] / "examples" / "organs.csv"))
TWO_COUNTIES = Lookup(
    Register(
        entries_in(
            (
                "key,name,kind,level,region\n"
                "a,城关镇人民政府,government,township,云溪县\n"
                "b,城关镇人民政府,government,township,河口县\n"
            ).encode(),
            "名册.csv",
        )
    )
)


def found(printed: Printed, names: Lookup = NAMES) -> tuple[str | None, str]:
    resolved = resolve(printed, names)
    return resolved.organ.key if resolved.organ else None, resolved.how


def doubtful(printed: Printed, names: Lookup = NAMES) -> Resolved:
    resolved = resolve(printed, names)
    assert resolved.organ is None
    return resolved


@pytest.mark.parametrize(
    ("printed", "key", "how"),
    [
        (Printed("云溪县财政局", 2021), "yunxi/finance", "名称相符"),
        (Printed("云溪县扶贫办", 2020), "yunxi/rural-revival", "又称相符"),
        (Printed("云溪县 财政局", 2021), "yunxi/finance", "空格"),
        (Printed("云溪县财政局（云溪县国资局）", 2021), "yunxi/finance", "括号"),
        (Printed("云溪县政府办", 2021), "yunxi/office", "简称"),
        (Printed("云溪县白石镇政府", 2021), "yunxi/baishi", "简称"),
        (Printed("清江市云溪县财政局", 2021), "yunxi/finance", "去掉上级地名"),
        (Printed("县财政局", 2021, "云溪县/报告.docx"), "yunxi/finance", "文件名里的地名「云溪县」"),
        (Printed("财政局", 2021, "清江市/云溪县/1.docx"), "yunxi/finance", "「云溪县」"),
        (Printed("县财政局", 2021, signed_by="云溪县财政局"), "yunxi/finance", "落款里的地名"),
        (Printed("县财政局", 2021, title="云溪县2021年年报"), "yunxi/finance", "标题里的地名"),
        (Printed(None, 2021, "云溪县水务局2021年政府信息公开年报.docx"), "yunxi/water", "按文件名"),
    ],
)
def test_certain_by_a_stated_step(printed: Printed, key: str, how: str) -> None:
    organ, said = found(printed)
    assert organ == key
    assert how in said


def test_a_name_out_of_its_years_is_doubtful_with_the_organ_as_candidate() -> None:
    resolved = doubtful(Printed("云溪县扶贫开发办公室", 2022))
    assert [each.key for each in resolved.candidates] == ["yunxi/rural-revival"]
    assert "2022 年没有" in resolved.how
    assert found(Printed("云溪县扶贫开发办公室", 2021))[0] == "yunxi/rural-revival"


def test_a_report_on_last_year_may_bear_this_years_name() -> None:
    assert doubtful(Printed("云溪县乡村振兴局", 2020)).candidates
    signed = Printed("云溪县乡村振兴局", 2020, signed_on=date(2021, 1, 20))
    assert "编制报告时" in found(signed)[1]
    doubtful(Printed("云溪县乡村振兴局", 2018, signed_on=date(2021, 1, 20)))


def test_a_place_that_nobody_names_is_not_made_up() -> None:
    assert doubtful(Printed("财政局", 2021, "1.docx")).candidates == ()
    doubtful(Printed("市财政局", 2021, "云溪县/1.docx"))


def test_two_of_one_name_are_told_apart_by_the_place_only() -> None:
    resolved = doubtful(Printed("城关镇人民政府", 2021), TWO_COUNTIES)
    assert {each.key for each in resolved.candidates} == {"a", "b"}
    assert found(Printed("城关镇人民政府", 2021, "河口县/1.txt"), TWO_COUNTIES)[0] == "b"
    doubtful(Printed("城关镇人民政府", 2021, "河口县和云溪县/1.txt"), TWO_COUNTIES)


def test_report_and_file_name_that_name_different_organs() -> None:
    resolved = doubtful(Printed("云溪县教育局", 2021, "云溪县财政局2021.docx"))
    assert {each.key for each in resolved.candidates} == {"yunxi/education", "yunxi/finance"}


def test_report_and_sign_off_that_name_different_organs() -> None:
    assert doubtful(Printed("云溪县教育局", 2021, signed_by="云溪县审计局")).candidates


def test_a_governments_office_signs_for_it() -> None:
    assert found(Printed("云溪县人民政府", 2021, signed_by="云溪县人民政府办公室"))[0] == "yunxi"


def test_a_name_that_is_only_like_one_is_a_candidate() -> None:
    resolved = doubtful(Printed("云溪县应急局", 2021))
    assert [each.key for each in resolved.candidates] == ["yunxi/emergency"]


@pytest.mark.parametrize(
    ("agency", "rank"),
    [
        ("云溪县财政局", ("county", "云溪县")),
        ("云溪县白石镇人民政府", ("township", "云溪县")),
        ("白石镇人民政府", ("township", None)),
        ("清江市东湖区财政局", ("county", "清江市东湖区")),
        ("清江市财政局", (None, None)),  # a 市 may be a county's equal
        (None, (None, None)),
    ],
)
def test_what_a_name_alone_says(agency: str | None, rank: tuple[str | None, str | None]) -> None:
    assert rank_of(agency) == rank
