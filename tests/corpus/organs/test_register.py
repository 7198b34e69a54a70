"""A register read: what it says of any year, and every mistake that is told."""

from __future__ import annotations

from pathlib import Path

import pytest

from gongkai.corpus.organs.register import BadRegister, Register, load
from gongkai.corpus.organs.register_file import entries_in
from gongkai.corpus.organs.successors import Handover, handovers, line_of

EXAMPLE = Path(__file__).resolve().parents[3] / "examples" / "organs.csv"
HEAD = "key,name,also,kind,level,region,parent,since,until\n"
COUNTY = "yunxi,云溪县人民政府,,government,county,云溪县,,,\n"


def register(lines: str) -> Register:
    return Register(entries_in((HEAD + lines).encode(), "名册.csv"))


def names(year: int) -> set[str]:
    return {entry.name for entry in load(EXAMPLE).standing(year)}


def test_a_renamed_organ_is_one_organ() -> None:
    example = load(EXAMPLE)
    before, after = example.of("yunxi/rural-revival", 2020), example.of("yunxi/rural-revival", 2022)
    assert before is not None
    assert after is not None
    assert (before.name, after.name) == ("云溪县扶贫开发办公室", "云溪县乡村振兴局")


def test_in_the_year_of_the_change_the_later_name_stands() -> None:
    assert "云溪县乡村振兴局" in names(2021)
    assert "云溪县扶贫开发办公室" not in names(2021)


def test_who_was_abolished_or_merged_owes_nothing_for_that_year() -> None:
    assert {"云溪县石桥乡人民政府", "云溪县乡村振兴局"} <= names(2019) | names(2023)
    assert "云溪县石桥乡人民政府" not in names(2021)
    assert "云溪县乡村振兴局" not in names(2024)  # 2024-02-29 merged
    assert "云溪县体育局" in names(2018)
    assert "云溪县体育局" not in names(2019)


def test_the_tree_of_a_year() -> None:
    tree = load(EXAMPLE).tree(2023)
    assert {entry.key for entry in tree["qingjiang"]} == {"yunxi"}
    assert "yunxi/baishi" in {entry.key for entry in tree["yunxi"]}
    assert len(load(EXAMPLE).below("yunxi", 2023)) == 1 + len(tree["yunxi"])


def test_a_parent_changes_with_time() -> None:
    dated = register(
        COUNTY
        + "park,清江市开发区管理委员会,,authorised,county,开发区,,,\n"
        + "town,石桥镇人民政府,,government,township,云溪县,yunxi,,2020\n"
        + "town,石桥镇人民政府,,government,township,开发区,park,2021,\n"
    )
    assert [entry.key for entry in dated.tree(2020)["yunxi"]] == ["town"]
    assert [entry.key for entry in dated.tree(2021)["park"]] == ["town"]


def test_what_spreadsheets_save() -> None:
    text = "代码,名称,类别,层级,地区,起\r\nyunxi,云溪县人民政府,人民政府,县级,云溪县,2021/5/8\r\n"
    for data in (text.encode("gb18030"), b"\xef\xbb\xbf" + text.encode()):
        (entry,) = entries_in(data, "名册.csv")
        assert (entry.kind, entry.level, str(entry.since)) == ("government", "county", "2021-05-08")


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("财政局,云溪县财政局,,department,county,云溪县,,,\n", "第 2 行：代码写成了「财政局」"),
        ("finance,,,department,county,云溪县,,,\n", "第 2 行：没有写名称"),
        ("finance,云溪县财政局,,bureau,county,云溪县,,,\n", "第 2 行：类别（kind）写成了「bureau」"),
        ("finance,云溪县财政局,,department,xian,云溪县,,,\n", "第 2 行：层级（level）写成了「xian」"),
        ("finance,云溪县财政局,,department,county,,,,\n", "第 2 行：没有写地区"),
        ("finance,云溪县财政局,,department,county,云溪县,yunxi,,\n", "上级「yunxi」不在名册里"),
        ("finance,云溪县财政局,,department,county,云溪县,finance,,\n", "上级写成了自己"),
        ("finance,云溪县财政局,,department,county,云溪县,,21,\n", "第 2 行：起（since）写成了「21」"),
        ("finance,云溪县财政局,,department,county,云溪县,,2021-02-30,\n", "写成了「2021-02-30」"),
        ("finance,云溪县财政局,,department,county,云溪县,,2022,2021\n", "起（2022）晚于止（2021）"),
        ("finance,云溪县财政局,,department,county,云溪县\n", "第 2 行：有 6 格，第一行有 9 列"),
        ("", "名册里一个机关也没有"),
        (
            "a,云溪县财政局,,department,county,云溪县,,,2021\na,云溪县财政厅,,department,county,云溪县,,2020,\n",
            "第 3 行：「a」的时间与第 2 行重叠",
        ),
        (
            "a,云溪县财政局,,department,county,云溪县,,,\nb,云溪县国资局,云溪县财政局,department,county,云溪县,,,\n",
            "「云溪县财政局」与第 2 行是不同的机关",
        ),
        (
            "a,云溪县财政局,,department,county,云溪县,b,,\nb,云溪县国资局,,department,county,云溪县,a,,\n",
            "的上级绕了一圈又是自己",
        ),
        (
            "a,云溪县财政局,,department,county,云溪县,,,2020\nb,云溪县国资局,,department,county,云溪县,a,,\n",
            "上级「a」在 2021-01-01 不存在",
        ),
    ],
)
def test_a_mistake_is_told_with_its_line(lines: str, said: str) -> None:
    with pytest.raises(BadRegister) as caught:
        register(lines)
    assert said in str(caught.value)


@pytest.mark.parametrize(
    ("lines", "said"),
    [
        ("a,云溪县体育局,department,county,云溪县,,2018,b\n", "第 2 行：接续「b」不在名册里"),
        ("a,云溪县体育局,department,county,云溪县,,2018,a\n", "接续写成了自己"),
        ("a,云溪县体育局,department,county,云溪县,,,a\n", "写了接续，没有写止"),
        (
            "a,云溪县体育局,department,county,云溪县,,2018,b\nb,云溪县教育局,department,county,云溪县,2020,,\n",
            "接续「b」在 2019-01-01 不存在",
        ),
        (
            "a,云溪县体委,department,county,云溪县,,2017,b\na,云溪县体育局,department,county,云溪县,2018,,\n",
            "接续只写在这个代码的最后一行",
        ),
    ],
)
def test_a_successor_that_cannot_be_one(lines: str, said: str) -> None:
    with pytest.raises(BadRegister, match="接续") as caught:
        entries_in(("key,name,kind,level,region,since,until,successor\n" + lines).encode(), "名册.csv")
    assert said in str(caught.value)


def test_years_before_and_after_a_successor() -> None:
    lines = (
        "a,云溪县体委,department,county,云溪县,,2018,b\n"
        "b,云溪县体育局,department,county,云溪县,2019,2021-06-30,c\n"
        "c,云溪县教育局,department,county,云溪县,,,\n"
    )
    found = Register(
        entries_in(("key,name,kind,level,region,since,until,successor\n" + lines).encode(), "名册.csv")
    )
    assert line_of(found, "b") == {"a": 0, "b": 0, "c": 2021}  # b owed no report on 2021
    assert line_of(found, "a") == {"a": 0, "b": 2019, "c": 2021}
    assert line_of(found, "c") == {"c": 0}
    assert handovers(found) == (Handover("a", "b", 2018), Handover("b", "c", 2020))


def test_all_mistakes_at_once() -> None:
    with pytest.raises(BadRegister) as caught:
        register("财,,,x,y,云溪县,,,\n好,云溪县财政局,,department,county,云溪县,,后来,\n")
    assert len(caught.value.mistakes) == 6  # key, name, kind, level; key, since


def test_columns_that_are_missing_or_unknown() -> None:
    with pytest.raises(BadRegister, match="缺少「kind」"):
        entries_in(b"key,name,level\n", "名册.csv")
    with pytest.raises(BadRegister, match="不认识「电话」这一列"):
        entries_in("key,name,kind,level,电话\n".encode(), "名册.csv")
