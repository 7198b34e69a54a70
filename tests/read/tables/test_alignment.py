"""Which printed words are which rows."""

from __future__ import annotations

from gongkai.law.forms import forms
from gongkai.model.document import Document
from gongkai.read.opening import read_document
from gongkai.read.tables.alignment import Found, align, evidence, wanted_rows
from gongkai.read.tables.stream import Stream, stream_of
from gongkai.read.tables.vocabulary import marks

ROWS = forms()["2021"].table("requests").blocks[0].rows


def aligned(text: str) -> tuple[Stream, list[Found]]:
    document: Document = read_document(text.encode(), name="表.txt")
    stream = stream_of(document)
    return stream, align(wanted_rows(ROWS), marks(stream.text, stream.edges), stream, 0, len(stream.text))


def keys(text: str) -> dict[str, int]:
    """The rows found, with the characters that had to be forgiven."""
    return {found.wanted.leaf.key: found.errors for found in aligned(text)[1] if found.wanted.leaf}


def owned(text: str) -> dict[str, list[object]]:
    stream, found = aligned(text)
    given, orphans = evidence(stream, found, marks(stream.text, stream.edges), 0, len(stream.text))
    rows: dict[str, list[object]] = {
        item.found.wanted.leaf.key: [value.number for value in item.values]
        for item in given
        if item.found.wanted.leaf
    }
    return rows | ({"nobody": [value.number for value in orphans]} if orphans else {})


def test_groups_come_before_their_members() -> None:
    labels = [row.line.label for row in wanted_rows(ROWS)]
    assert labels.index("（三）不予公开") + 1 == labels.index("1.属于国家秘密")


def test_an_undivided_group_is_a_row_of_its_own() -> None:
    keys = [row.leaf.key for row in wanted_rows(ROWS, ("other",)) if row.leaf]
    assert "other.undivided" in keys
    assert "other.misc" not in keys


def test_labels_are_found_wherever_separators_stand() -> None:
    cut = "1.属于 0 0\n国家秘密\n2.其他法律\t行政法规禁止公开"
    assert keys(cut) == {"denied.state_secret": 0, "denied.prohibited_by_law": 0}


def test_a_misread_character_is_forgiven_and_counted() -> None:
    assert keys("1.属于国家秘密\n2.其他法律行政法规禁业公开\n3.危及“三安全一稳定”") == {
        "denied.state_secret": 0,
        "denied.prohibited_by_law": 1,
        "denied.three_security_one_stability": 0,
    }


def test_figures_belong_to_the_label_before_them_on_their_line() -> None:
    assert owned("1.属于国家秘密 1 2\n2.其他法律行政法规禁止公开 3 4") == {
        "denied.state_secret": [1, 2],
        "denied.prohibited_by_law": [3, 4],
    }


def test_figures_on_the_line_below_belong_to_the_label_above() -> None:
    assert owned("1.属于国家秘密\n1 2\n2.其他法律行政法规禁止公开\n3 4") == {
        "denied.state_secret": [1, 2],
        "denied.prohibited_by_law": [3, 4],
    }


def test_figures_behind_a_group_label_belong_to_nobody() -> None:
    assert owned("1.属于国家秘密 1\n（四）无法提供\n7 7\n1.本机关不掌握相关政府信息 2")["nobody"] == [7, 7]


def test_figures_do_not_cross_a_section_heading() -> None:
    text = "四、结转下年度继续办理 0 0\n四、政府信息公开行政复议、行政诉讼情况\n5 5"
    assert 5 not in owned(text)["carried_out"]


def test_a_row_printed_twice_gives_its_figures_once() -> None:
    rows = owned("1.属于国家秘密70\n属于国家秘密70\n2.其他法律行政法规禁止公开3")
    assert rows["denied.state_secret"] == [70]


def test_a_label_without_its_beginning_does_not_take_the_end_of_the_one_above() -> None:
    rows = owned("类过程性信息 8 9\n于行政执法案卷 1 2\n8.属于行政查询事项 5 5")
    assert rows["denied.enforcement_file"] == [1, 2]
