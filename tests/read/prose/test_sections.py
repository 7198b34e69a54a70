from __future__ import annotations

import pytest

from tests.read.prose.lines import BODY, SIGNED, TITLE, damage, headings, read, texts

NAMES = [line for line in BODY.split("\n") if line[1] == "、"]
SIX = list(enumerate(NAMES, 1))


def test_six_sections_with_their_text() -> None:
    prose = read(TITLE, BODY, SIGNED)
    assert headings(prose) == SIX
    assert texts(prose, "problems") == ["公开的内容还不够全面，下一步将改进。"]
    assert texts(prose, "other_matters") == ["无其他需要报告的事项。"]
    assert damage(prose) == []


@pytest.mark.parametrize(
    ("style", "first"),
    [
        ("{} 、{}", "一 、总体情况"),
        ("（{}）{}", "（一）总体情况"),
        ("第{}部分 {}", "第一部分 总体情况"),
        ("{}，{}", "一，总体情况"),
        ("{}、{}：", "一、总体情况："),
        ("{}、 {} ", "一、 总体情况"),
        ("**{}、{}。**", "一、总体情况。"),
        ("## {}、{}", "一、总体情况"),
    ],
)
def test_however_they_are_numbered(style: str, first: str) -> None:
    lines = [style.format(*line.split("、", 1)) if line in NAMES else line for line in BODY.split("\n")]
    prose = read(TITLE, *lines)
    assert [number for number, _ in headings(prose)] == [1, 2, 3, 4, 5, 6]
    assert headings(prose)[0][1] == first


def test_names_without_numbers() -> None:
    lines = [line.split("、", 1)[1] if line in NAMES else line for line in BODY.split("\n")]
    assert [number for number, _ in headings(read(TITLE, *lines))] == [1, 2, 3, 4, 5, 6]


def test_the_name_beats_a_shifted_number() -> None:
    prose = read(TITLE, BODY.replace("三、收到", "四、收到").replace("四、政府", "五、政府"))
    assert [number for number, _ in headings(prose)] == [1, 2, 3, 4, 5, 6]


def test_a_heading_printed_twice_stands_twice() -> None:
    prose = read(TITLE, "一、总体情况", BODY)
    assert headings(prose)[:2] == [(1, "一、总体情况"), (1, "一、总体情况")]
    assert [len(one.paragraphs) for one in prose.sections if one.number == 1] == [0, 1]


def test_numerals_inside_a_section_are_no_sections() -> None:
    inner = "一、主动公开：公开信息23条。\n二、依申请公开：没有申请。\n三、政府信息管理：健全制度。"
    prose = read(TITLE, BODY.replace("二、主动", f"{inner}\n二、主动", 1))
    assert headings(prose) == SIX
    assert len(texts(prose, "overview")) == 4


def test_a_sub_heading_with_a_section_name_is_no_section() -> None:
    inner = "（一）主动公开政府信息情况\n公开信息23条。\n（二）政府信息公开行政复议、行政诉讼情况\n没有发生。"
    prose = read(TITLE, BODY.replace("二、主动", f"{inner}\n二、主动", 1))
    assert headings(prose) == SIX


@pytest.mark.parametrize("leader", [" {}", "……………{}", "..........{}", "\t{}"])
def test_a_table_of_contents_is_left_out(leader: str) -> None:
    contents = [name + leader.format(page) for page, name in enumerate(NAMES, 1)]
    prose = read(TITLE, "目 录", *contents, BODY)
    assert headings(prose) == SIX
    assert texts(prose, "preamble") == []


def test_a_table_of_contents_without_page_numbers() -> None:
    assert headings(read(TITLE, "目录", *NAMES, BODY)) == SIX


def test_a_heading_that_runs_into_its_text() -> None:
    prose = read(TITLE, BODY.replace("总体情况\n", "总体情况").replace("改进情况\n", "改进情况："))
    assert [number for number, _ in headings(prose)] == [1, 2, 3, 4, 5, 6]
    assert texts(prose, "overview") == ["2021年，我局认真做好政府信息公开工作，主动公开信息23条。"]
    assert texts(prose, "problems") == ["公开的内容还不够全面，下一步将改进。"]


def test_a_heading_over_two_lines() -> None:
    prose = read(TITLE, BODY.replace("公开申请情况", "公开申\n请情况"))
    assert headings(prose) == SIX


def test_a_lost_heading_is_found_by_content() -> None:
    body = BODY.replace("五、存在的主要问题及改进情况\n公开", "我局的工作还存在一些问题：公开")
    prose = read(TITLE, body)
    assert headings(prose)[4] == (5, None)
    assert texts(prose, "problems") == ["我局的工作还存在一些问题：公开的内容还不够全面，下一步将改进。"]
    assert damage(prose) == ["heading-lost"]


def test_a_lost_first_heading_leaves_the_preamble_alone() -> None:
    overview = "2021年，我局在县委、县政府的领导下，认真贯彻落实条例，加强组织领导，健全工作机制，做好政府信息公开工作。"
    preamble = "根据《中华人民共和国政府信息公开条例》，现公布本报告。"
    prose = read(TITLE, preamble, overview, *BODY.split("\n")[2:])
    assert texts(prose, "preamble") == [preamble]
    assert texts(prose, "overview") == [overview]


def test_traditional_characters_are_read_and_said() -> None:
    prose = read(
        "雲溪縣財政局2021年政府信息公開工作年度報告",
        "一、總體情況",
        "做好公開工作。",
        "二、主動公開政府信息情況",
        "三、收到和處理政府信息公開申請情況",
        "四、政府信息公開行政復議、行政訴訟情況",
    )
    assert [number for number, _ in headings(prose)] == [1, 2, 3, 4]
    assert prose.agency == "雲溪縣財政局"
    assert damage(prose) == ["traditional-characters"]


def test_what_a_web_page_puts_around_is_no_text() -> None:
    head = [
        "网站首页",
        "首页 > 政务公开 > 政府信息公开年报",
        TITLE,
        "发布日期：2022-01-20 来源：云溪县财政局 字号：大 中 小",
        "浏览次数：123",
    ]
    foot = [
        "附件：报告.docx",
        "上一篇：云溪县教育局2021年政府信息公开工作年度报告",
        "版权所有：云溪县人民政府",
        "网站标识码：0000000000",
    ]
    with_signature = read(*head, BODY, SIGNED, *foot)
    without = read(*head, BODY, *foot[1:])
    for prose in (with_signature, without):
        assert prose.agency == "云溪县财政局"
        assert texts(prose, "preamble") == []
        assert texts(prose, "other_matters") == ["无其他需要报告的事项。"]
    assert with_signature.signoff is not None
    assert without.signoff is None


def test_page_numbers_and_running_titles_are_no_text() -> None:
    prose = read(TITLE, BODY.replace("二、主动", f"- 1 -\n{TITLE}\n第 2 页 共 5 页\n二、主动", 1))
    assert texts(prose, "overview") == ["2021年，我局认真做好政府信息公开工作，主动公开信息23条。"]


def test_a_heading_that_runs_into_any_sentence() -> None:
    prose = read(TITLE, BODY.replace("诉讼情况\n", "诉讼情况未发生行政复议和行政诉讼。\n"))
    assert [number for number, _ in headings(prose)] == [1, 2, 3, 4, 5, 6]
    assert texts(prose, "remedies") == ["未发生行政复议和行政诉讼。"]


def test_a_second_report_in_the_file_is_left_alone() -> None:
    other = "云溪县教育局2023年政府信息公开工作年度报告"
    prose = read(TITLE, BODY, SIGNED, other, BODY, "云溪县教育局", "2024年1月9日")
    assert headings(prose) == SIX
    assert (prose.agency, prose.year) == ("云溪县财政局", 2021)
    assert prose.signoff is not None
    assert str(prose.signoff.date) == "2022-01-20"


def test_another_document_has_no_sections() -> None:
    prose = read("云溪县财政局关于做好年度报告编制工作的通知", "各股室：", "请于1月10日前报送。", SIGNED)
    assert headings(prose) == []
    assert (prose.title, prose.year, damage(prose)) == (None, None, [])


def test_nothing_at_all() -> None:
    prose = read("")
    assert (prose.agency, prose.year, prose.title, prose.sections, prose.facts) == (None, None, None, (), ())
