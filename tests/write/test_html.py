"""HTML that a government site may publish as it is."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

import html5lib
import lxml.html
import pytest

from gongkai.model.report import Passage, Section
from gongkai.write.formats import html
from tests.write import reports

REPORT = reports.dated(reports.report("2021", 1))
PAGE = html.render(REPORT).decode()
TREE: Any = lxml.html.document_fromstring(PAGE)


@pytest.mark.parametrize("version", ["2019", "2021"])
def test_it_is_valid_html(version: str) -> None:
    html5lib.HTMLParser(strict=True).parse(html.render(reports.report(version, 3)).decode())


def test_it_is_chinese_and_needs_nothing_from_elsewhere() -> None:
    assert TREE.get("lang") == "zh-CN"
    assert TREE.xpath("//script | //link | //img | //iframe | //*[@src] | //*[@href]") == []
    assert "url(" not in PAGE
    assert "@import" not in PAGE


def test_headings_are_headings() -> None:
    assert [heading.text_content() for heading in TREE.iter("h1")] == [REPORT.title and REPORT.title.text]
    assert [heading.text_content()[:2] for heading in TREE.iter("h2")] == [
        "一、",
        "二、",
        "三、",
        "四、",
        "五、",
        "六、",
    ]


def test_every_table_is_named_by_its_heading() -> None:
    for table in TREE.iter("table"):
        assert TREE.get_element_by_id(table.get("aria-labelledby")).tag == "h2"
        assert table.find("caption").text_content()


def test_a_table_below_text_is_still_named() -> None:
    sections = tuple(
        replace(section, paragraphs=(Passage("情况如下表。"),)) if section.role == "requests" else section
        for section in REPORT.sections
    )
    tree: Any = lxml.html.document_fromstring(html.render(replace(REPORT, sections=sections)).decode())
    table = tree.find_class("requests")[0]
    assert "收到和处理" in tree.get_element_by_id(table.get("aria-labelledby")).text_content()


@pytest.mark.parametrize(
    ("table", "row", "column", "labels"),
    [
        (
            "requests",
            "不予公开",
            0,
            ["申请人情况", "自然人", "三、本年度办理结果", "（三）不予公开", "1.属于国家秘密"],
        ),
        ("disclosure", "行政许可", 0, ["第二十条第（五）项", "本年处理决定数量", "行政许可"]),
    ],
)
def test_a_value_names_all_its_labels(table: str, row: str, column: int, labels: list[str]) -> None:
    line = next(line for line in TREE.find_class(table)[0].iter("tr") if row in line.text_content())
    value = line.findall("td")[column]
    assert [TREE.get_element_by_id(name).text_content() for name in value.get("headers").split()] == labels


def test_every_value_stands_beside_its_figure() -> None:
    values = [cell for cell in TREE.iter("td") if cell.get("headers")]
    assert len(values) == len(REPORT.cells)


def test_text_is_escaped() -> None:
    evil = '<script>alert(1)</script> "&amp;" \''
    sections = (Section(1, "overview", Passage(evil), (Passage(evil),)),)
    tree: Any = lxml.html.document_fromstring(
        html.render(replace(REPORT, title=Passage(evil), sections=sections)).decode()
    )
    assert tree.xpath("//script") == []
    assert next(tree.iter("p")).text_content() == evil


def test_the_tags_of_government_sites() -> None:
    page: Any = lxml.html.document_fromstring(
        html.render(REPORT, published=datetime(2024, 1, 30, 9, 5, tzinfo=UTC)).decode()
    )
    tags = {meta.get("name"): meta.get("content") for meta in page.iter("meta") if meta.get("name")}
    assert tags["ArticleTitle"] == (REPORT.title and REPORT.title.text)
    assert tags["ContentSource"] == REPORT.agency
    assert tags["PubDate"] == "2024-01-30 09:05"
    assert "PubDate" not in PAGE, "nobody knows yet when"
