"""The repeat matcher on invented pairs: what is the same in other words, and what only looks like it."""

from __future__ import annotations

from datetime import date

import pytest

from gongkai.check.repeats import Earlier, Match, repeats

SAME = [
    ("2019年白石镇村级公路养护补助资金的拨付明细", "申请公开2019年白石镇村级公路养护补助资金的拨付明细。"),
    ("2019年白石镇村级公路养护补助资金的拨付明细", "请公开白石镇２０１９年度村级公路养护补助资金拨付明细"),
    ("2019年白石镇村级公路养护补助资金的拨付明细", "二〇一九年白石镇村级公路养护补助资金拨付的明细！"),
    ("柳湾村征地补偿费的发放花名册", "本人申请获取柳湾村征地补偿费发放花名册复印件"),
    ("柳湾村征地补偿费的发放花名册", "柳湾村征地补偿费发放的花名册，纸质版，谢谢"),
    ("《云溪县城乡供水一体化实施方案》", "请提供《云溪县城乡供水一体化实施方案》全文"),
    ("云政发〔2024〕12号文件及附件", "申请公开云政发[2024]12号文件，及其附件"),
    ("县政府第12次常务会议关于城北片区改造的会议记录", "县政府关于城北片区改造的第十二次常务会议会议记录"),
    ("2026年秋季城区小学的学区划分方案", "要求公开2026年秋季城区小学学区划分的方案"),
    ("石桥采石场的矿山储量年报", "申请人请求公开：石桥采石场矿山储量年报"),
    ("2023年三月五日发生在青石路的交通事故处理情况", "2023年3月5日青石路发生的交通事故处理情况"),
    (
        "云溪县人民医院门诊楼项目的施工许可证和竣工验收备案表",
        "云溪县人民医院门诊楼项目竣工验收备案表、施工许可证",
    ),
    ("全县公办幼儿园的收费标准及批准文件", "全县公办幼儿园收费标准、批准文件"),
    ("城西停车场的土地出让合同", "依法申请公开城西停车场土地出让合同（电子版）"),
    ("云溪县2024年第3批次城镇建设用地的批复文件", "云溪县2024年第三批次城镇建设用地批复文件"),
    ("近三年环境投诉的处理结果", "近三年环境投诉处理结果"),
]
OTHER = [
    ("2019年白石镇村级公路养护补助资金的拨付明细", "2020年白石镇村级公路养护补助资金的拨付明细"),
    ("2019年白石镇村级公路养护补助资金的拨付明细", "2019年青山镇村级公路养护补助资金的拨付明细"),
    ("2019年白石镇村级公路养护补助资金的拨付明细", "2019年白石镇村级公路养护补助资金的分配方案"),
    ("柳湾村征地补偿费的发放花名册", "柳湾村征地补偿安置方案公告"),
    ("柳湾村征地补偿费的发放花名册", "河西村征地补偿费的发放花名册"),
    ("《云溪县城乡供水一体化实施方案》", "《云溪县城乡环卫一体化实施方案》"),
    ("云政发〔2024〕12号文件及附件", "云政发〔2024〕21号文件及附件"),
    ("县政府第12次常务会议关于城北片区改造的会议记录", "县政府第13次常务会议关于城北片区改造的会议记录"),
    ("2026年秋季城区小学的学区划分方案", "2026年秋季城区初中的学区划分方案"),
    ("石桥采石场的矿山储量年报", "石桥采石场的采矿许可证"),
    ("2023年3月5日青石路交通事故的处理情况", "2023年3月15日青石路交通事故的处理情况"),
    ("云溪县人民医院门诊楼项目的施工许可证", "云溪县人民医院住院楼项目的施工许可证"),
    ("城西停车场的土地出让合同", "城东停车场的土地出让合同"),
    ("全县公办幼儿园的收费标准", "全县公办高中的招生计划"),
    ("云溪县财政局2025年部门预算", "云溪县审计局2025年部门预算"),
    ("民政局2024年低保发放的标准", "民政局2024年特困供养的人数"),
    ("3号地块的规划条件", "5号地块的规划条件"),
]


def nearest(text: str, earlier: str) -> Match | None:
    found = repeats(text, [Earlier(earlier, "request/2026-0001", "云财公开〔2026〕3号", date(2026, 10, 20))])
    return found[0] if found else None


def is_repeat(text: str, earlier: str) -> bool:
    match = nearest(text, earlier)
    return match is not None and match.level in {"same", "likely"}


@pytest.mark.parametrize(("earlier", "text"), SAME)
def test_the_same_in_other_words_is_a_repeat(earlier: str, text: str) -> None:
    assert is_repeat(text, earlier)


@pytest.mark.parametrize(("earlier", "text"), OTHER)
def test_what_only_looks_alike_is_none(earlier: str, text: str) -> None:
    assert not is_repeat(text, earlier)


def test_every_request_against_every_other_one() -> None:
    """Precision over all pairs of the set: nothing is taken for a repeat of what another one asked for."""
    group = {text: earlier for earlier, again in SAME for text in (earlier, again)} | {
        text: text for _, text in OTHER
    }
    pairs = [(text, earlier) for text in group for earlier in group if group[text] != group[earlier]]
    assert [pair for pair in pairs if is_repeat(*pair)] == []


def test_the_parts_stand_where_they_say() -> None:
    earlier, text = SAME[1]
    match = nearest(text, earlier)
    assert match is not None
    assert [
        (text[part.start : part.end], earlier[part.earlier_start : part.earlier_end]) for part in match.parts
    ] == [
        ("白石镇", "白石镇"),
        ("２０１９年", "2019年"),
        ("村级公路养护补助资金拨付明细", "村级公路养护补助资金的拨付明细"),
    ]


def test_the_score_can_be_counted_again() -> None:
    match = nearest("柳湾村花名册名单", "柳湾村花名册")  # 6 of 8 characters, 6 of 6
    assert match is not None
    assert (match.share, match.share_of_earlier, match.score) == (6 / 8, 6 / 6, 6 / 8)
    assert match.differs == ("名单",)


def test_another_year_is_named_as_the_reason_against_it() -> None:
    match = nearest("2020年白石镇公路养护补助资金明细", "2019年白石镇公路养护补助资金明细")
    assert match is not None
    assert match.level == "similar"
    assert "数字、年份不同：2019、2020" in match.because


def test_a_part_of_what_was_asked_before_is_likely_a_repeat() -> None:
    earlier = "城西停车场的土地出让合同、规划许可文件、竣工验收意见"
    match = nearest("城西停车场土地出让合同", earlier)
    assert match is not None
    assert match.share == 1


def test_a_document_number_counts_for_more_than_words() -> None:
    match = nearest("把云政发〔2024〕12号给我", "申请公开云溪县人民政府印发的云政发〔2024〕12号文件正文")
    assert match is not None
    assert match.because[0] == "文号相同：云政发〔2024〕12号"


def test_nearest_first_and_too_little_is_not_compared() -> None:
    earlier = [
        Earlier("2020年白石镇养护资金明细", "request/2025-0002"),
        Earlier("2019年白石镇养护资金明细", "request/2025-0001"),
        Earlier("明细", "request/2025-0003"),
    ]
    assert [match.earlier.case for match in repeats("2019年白石镇养护资金的明细", earlier)] == [
        "request/2025-0001",
        "request/2025-0002",
    ]
