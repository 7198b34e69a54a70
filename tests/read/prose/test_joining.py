from __future__ import annotations

from tests.read.prose.lines import BODY, TITLE, damage, read, texts

LONG = "（一）强化组织领导。局领导十分重视信息公开工作，把信息公开工作列入年度工作要点，保障了政府信"


def overview(*lines: str) -> list[str]:
    return texts(read(TITLE, _with(lines)), "overview")[1:]


def _with(lines: tuple[str, ...]) -> str:
    return BODY.replace("二、主动", "\n".join((*lines, "二、主动")), 1)


def test_a_sentence_cut_by_a_page_end_is_one_again() -> None:
    prose = read(TITLE, _with((LONG, "", "息公开工作的高效运行。")))
    assert texts(prose, "overview")[1:] == [f"{LONG}息公开工作的高效运行。"]
    assert damage(prose) == ["paragraph-split"]


def test_the_joined_paragraph_spans_both_places() -> None:
    document = "\n".join((TITLE, _with((LONG, "", "息公开工作的高效运行。"))))
    joined = read(document).sections[1].paragraphs[-1]
    assert (joined.place.start, joined.place.end) == (document.index("（一）"), document.index("运行。") + 3)


def test_a_caption_is_no_half_sentence() -> None:
    lines = ("（一）加强组织领导，认真履行职责", "为切实加强政府信息公开工作，我局成立领导小组。")
    assert overview(*lines) == list(lines)


def test_a_new_item_is_no_second_half() -> None:
    lines = (LONG, "（二）加强宣传培训。认真组织学习。")
    assert overview(*lines) == list(lines)


def test_an_address_stands_alone() -> None:
    lines = ("公开平台主要有以下几个，欢迎社会各界查阅和监督，网址：", "https://www.example.gov.cn/yunxi")
    assert overview(*lines) == list(lines)


def test_the_last_sentence_without_full_stop_does_not_take_the_next_heading() -> None:
    prose = read(TITLE, _with((LONG,)))
    assert texts(prose, "overview")[1:] == [LONG]


def test_lines_broken_at_the_margin_are_no_damage() -> None:
    lines = (
        "（一）主动公开。全年公开各类政府信息共计二千六百条，其中政",
        "策文件三十条，解读十二条，回应社会关切八次，办理网民留言九十",
        "件，答复率和满意率都比较高。",
        "（二）依申请公开。收到政府信息公开申请十二件，均已按期答复申",
        "请人，没有发生行政复议和行政诉讼，没有收到对答复的异议。",
        "（三）监督保障。组织培训三次。",
    )
    prose = read(
        TITLE, _with(lines).replace("2021年，我局认真做好政府信息公开工作，主动公开信息23条。\n", "")
    )
    assert texts(prose, "overview") == ["".join(lines[:3]), "".join(lines[3:5]), lines[5]]
    assert damage(prose) == []
