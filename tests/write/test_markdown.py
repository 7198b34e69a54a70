"""Markdown whose tables keep every slot."""

from __future__ import annotations

from dataclasses import replace

import pytest

from gongkai.model.report import Passage, Section
from gongkai.write.formats import markdown
from tests.write import reports

REPORT = reports.dated(reports.report("2021", 1))


def test_every_row_of_a_table_has_every_slot() -> None:
    rows = [line for line in markdown.render(REPORT).decode().splitlines() if line.startswith("|")]
    assert [row.count("|") - 1 for row in rows] == [4] * 15 + [10] * 29 + [15] * 5


@pytest.mark.parametrize(
    ("text", "written"),
    [
        ("*甲*_乙_`丙`", r"\*甲\*\_乙\_\`丙\`"),
        ("https://yunxi.example/?a=1&lang=zh_CN", "https://yunxi.example/?a=1&lang=zh_CN"),
        ("甲 | 乙 <丙> &amp; \\", r"甲 \| 乙 &lt;丙> &amp;amp; " + "\\\\"),
        ("# 一", r"\# 一"),
        ("- 二", r"\- 二"),
        ("1. 三", "1. 三"),
    ],
)
def test_text_is_never_markup(text: str, written: str) -> None:
    section = Section(1, "overview", None, (Passage(text),))
    lines = markdown.render(replace(REPORT, form=None, sections=(section,))).decode().splitlines()
    assert lines[4] == written
