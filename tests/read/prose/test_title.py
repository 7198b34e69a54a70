from __future__ import annotations

import pytest

from gongkai.read.prose import read_prose
from tests.read.prose.lines import BODY, SIGNED, TITLE, damage, paragraphs, read


@pytest.mark.parametrize(
    ("title", "agency", "year"),
    [
        (TITLE, "云溪县财政局", 2021),
        ("云溪县财政局 2021 年政府信息公开工作年度报告", "云溪县财政局", 2021),
        ("2021年云溪县财政局政府信息公开工作年度报告", "云溪县财政局", 2021),
        ("云溪县财政局政府信息公开工作年度报告（2021年）", "云溪县财政局", 2021),
        ("云溪县财政局政府信息公开工作2021年年度报告", "云溪县财政局", 2021),
        ("云溪县财政局二〇二一年政府信息公开工作年度报告", "云溪县财政局", 2021),
        ("云溪县财政局关于2021年度政府信息公开工作的年度报告", "云溪县财政局", 2021),
        ("云溪县财政局\n2021年政府信息公开工作年度报告", "云溪县财政局", 2021),
        ("云溪县人民政府办公室\n2021年政府信息公开工作\n年度报告", "云溪县人民政府办公室", 2021),
        ("云溪县白石镇人民政府2023年政府信息公开年报", "云溪县白石镇人民政府", 2023),
        ("# 云溪县2022年政府信息公开工作年度报告", "云溪县", 2022),
    ],
)
def test_agency_and_year(title: str, agency: str, year: int) -> None:
    prose = read(title, BODY)
    assert (prose.agency, prose.year) == (agency, year)
    assert prose.title is not None
    assert prose.title.text == title.removeprefix("# ").replace("\n", "")


def test_the_title_knows_its_place_over_two_lines() -> None:
    prose = read("", "云溪县财政局", "2021年政府信息公开工作年度报告", BODY)
    assert prose.title is not None
    assert (prose.title.place.line, prose.title.place.start, prose.title.place.end) == (2, 1, 25)


def test_the_year_of_publication_is_not_the_report_year() -> None:
    assert read("2021年政府信息公开工作年度报告", "发布日期：2022-01-20", BODY, SIGNED).year == 2021


def test_the_signature_gives_the_whole_name() -> None:
    prose = read(
        "云溪县乡村振兴局2021年政府信息公开工作年度报告", BODY, "云溪彝族自治县乡村振兴局", "2022年1月5日"
    )
    assert prose.agency == "云溪彝族自治县乡村振兴局"


def test_the_prose_gives_the_whole_name_where_it_names_one() -> None:
    body = BODY.replace("我局", "云溪县人民政府办公室", 1)
    assert read("县政府办公室2021年政府信息公开工作年度报告", body).agency == "云溪县人民政府办公室"


def test_two_names_in_the_prose_give_none() -> None:
    body = BODY.replace("我局", "云溪县人民政府办公室会同，白河县人民政府办公室", 1)
    assert read("县政府办公室2021年政府信息公开工作年度报告", body).agency == "县政府办公室"


def test_the_office_that_signs_for_a_government_does_not_take_its_report() -> None:
    prose = read("云溪县人民政府2021年政府信息公开工作年度报告", BODY, "云溪县人民政府办公室", "2022年3月5日")
    assert prose.agency == "云溪县人民政府"


def test_a_title_without_organ_leaves_it_to_the_signature() -> None:
    assert read("2021年政府信息公开工作年度报告", BODY, SIGNED).agency == "云溪县财政局"


def test_the_name_of_the_document_serves_where_no_line_is_a_title() -> None:
    prose = read_prose(paragraphs(BODY), document_title=f"{TITLE}-云溪县人民政府门户网站")
    assert (prose.agency, prose.year, prose.title) == ("云溪县财政局", 2021, None)


def test_the_period_gives_the_year_where_no_title_does() -> None:
    assert read("数据统计期限为2021年1月1日至12月31日。", BODY).year == 2021


def test_a_space_inside_the_title_is_damage_a_space_at_the_year_is_none() -> None:
    assert damage(read("云溪县财政局2021年政府 信息公开工作年度报告", BODY)) == ["title-space"]
    assert damage(read("云溪县财政局 2021 年政府信息公开工作年度报告", BODY)) == []
