"""One answer in every format: figures, remarks and further tables are in each."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Sequence
from dataclasses import replace
from decimal import Decimal
from pathlib import Path
from typing import Any

import pytest
from lxml import html
from openpyxl import load_workbook

from gongkai.cli.main import main
from gongkai.corpus.answers.charts import drawn, short
from gongkai.corpus.answers.csv import as_csv
from gongkai.corpus.answers.html import as_html
from gongkai.corpus.answers.json import to_payload
from gongkai.corpus.answers.xlsx import as_xlsx
from gongkai.corpus.questions.answer import Answer, Chart, Column
from gongkai.corpus.questions.ground import Ground
from tests.corpus.questions.county import ground, read, report

NEW = "requests.new_received.total"


@pytest.fixture
def answer(tmp_path: Path) -> Answer:
    asked: Ground = ground(tmp_path, [])
    rows = [("=甲局", 12, Decimal("0.3800"), 0.375), ("乙<b>局", None, None, None)]
    relation = asked.table(("name VARCHAR", "n BIGINT", "fee DECIMAL(18,4)", "share DOUBLE"), rows)
    columns = (
        Column("name", "机关"),
        Column("n", "件数", "number", "件"),
        Column("fee", "收费", "number", "万元"),
        Column("share", "比例", "share"),
    )
    part = Answer("more", "附带", asked.table(("name VARCHAR",), [("丙局",)]), columns[:1])
    return Answer(
        "tried", "试一试", relation, columns, ("空白不是 0。",), (part,), Chart("bars", "name", ("n",))
    )


def test_csv_has_a_mark_for_excel_and_no_formulas(answer: Answer) -> None:
    text = as_csv(answer)
    assert text.startswith("\N{BYTE ORDER MARK}")
    assert list(csv.reader(io.StringIO(text[1:]))) == [
        ["机关", "件数（件）", "收费（万元）", "比例"],
        ["'=甲局", "12", "0.38", "0.375"],
        ["乙<b>局", "", "", ""],
        [],
        ["说明", "空白不是 0。"],
        [],
        ["附带"],
        ["机关"],
        ["丙局"],
        [],
    ]
    assert not as_csv(answer, has_mark=False).startswith("\N{BYTE ORDER MARK}")


def test_json_keeps_amounts_as_texts_and_gaps_as_null(answer: Answer) -> None:
    payload = json.loads(json.dumps(to_payload(answer)))
    assert payload["rows"][0] == {"name": "=甲局", "n": 12, "fee": "0.38", "share": 0.375}
    assert payload["rows"][1] == {"name": "乙<b>局", "n": None, "fee": None, "share": None}
    assert payload["remarks"] == ["空白不是 0。"]
    assert payload["parts"][0]["rows"] == [{"name": "丙局"}]


def test_a_workbook_has_numbers_as_numbers_and_remarks(answer: Answer) -> None:
    book = load_workbook(io.BytesIO(as_xlsx(answer)))
    assert book.sheetnames == ["结果", "附表1", "说明"]
    assert [cell.value for cell in book["结果"][2]] == ["=甲局", 12, 0.38, 0.375]
    assert book["结果"]["A2"].data_type == "s"
    assert book["结果"]["B3"].value is None
    assert "空白不是 0。" in [cell.value for cell in book["说明"]["A"]]


def test_a_page_needs_no_script_and_no_network(answer: Answer) -> None:
    page = html.fromstring(as_html(answer))
    assert not page.xpath("//script|//link|//img|//@src|//@href|//@onclick")
    assert page.xpath("//td[1]/text()") == ["=甲局", "乙<b>局", "丙局"]
    assert page.xpath("//ul[@class='remarks']/li/text()") == ["空白不是 0。"]
    assert page.xpath("count(//*[local-name()='rect'])") == 1  # a gap has no bar


def drawing(answer: Answer, kind: str, *values: str) -> Any:
    shown = drawn(replace(answer, chart=Chart(kind, "name", values)))  # type: ignore[arg-type]
    return None if shown is None else html.fragment_fromstring(shown)


def words(chart: Any) -> list[str]:
    return [each.text for each in chart.xpath(".//text")]


def made(asked: Ground, rows: Sequence[tuple[Any, ...]]) -> Answer:
    relation = asked.table(("name VARCHAR", "a BIGINT", "b BIGINT"), rows)
    return Answer(
        "tried",
        "试一试",
        relation,
        (Column("name", "机关"), Column("a", "甲", "number"), Column("b", "乙", "number")),
    )


def test_parts_of_a_bar_are_said_in_the_order_of_the_legend(tmp_path: Path) -> None:
    chart = drawing(made(ground(tmp_path, []), [("财政局", 3, 1), ("审计局", None, 2)]), "stacked", "a", "b")
    assert words(chart) == ["甲", "乙", "财政局", "3 / 1", "审计局", "— / 2"]
    assert [each.get("width") for each in chart.xpath(".//rect")[2:]] == ["75.00%", "25.00%", "50.00%"]


def test_differences_go_to_both_sides_and_equal_ones_are_not_drawn(tmp_path: Path) -> None:
    rows = [("一", 0, 5), ("二", -2, 5), ("三", 4, 5), ("四", None, 5)]
    chart = drawing(made(ground(tmp_path, []), rows), "differences", "a", "b")
    assert words(chart)[1:] == ["三", "多 4", "5", "二", "少 2", "5"]
    assert [each.get("x") for each in chart.xpath(".//rect")] == ["50.00%", "32.00%"]  # 50 - 36 × 2 ÷ 4


def test_a_gap_interrupts_a_line(tmp_path: Path) -> None:
    rows = [("2021", 1, 4), ("2022", None, 4), ("2023", 2, 2)]
    chart = drawing(made(ground(tmp_path, []), rows), "lines", "a", "b")
    assert len(chart.xpath(".//line[@stroke-width]")) == 2  # of b alone: a has no two neighbours
    assert len(chart.xpath(".//svg")) == 2 + 3  # marks of a and of b
    assert words(chart)[-3:] == ["甲：1 → 2", "乙：4 → 2", "4"]


def test_a_chart_says_what_it_leaves_out(tmp_path: Path) -> None:
    asked = ground(tmp_path, [])
    chart = drawing(made(asked, [(str(n), 1, 1) for n in range(30)] + [("空", None, 1)]), "bars", "a")
    assert words(chart)[-1] == "图上只画前 24 行，另有 6 行见表。没有数字的 1 行没有画。"
    assert drawing(made(asked, [("空", None, 1)]), "bars", "a") is None
    assert drawing(made(asked, [("2021", 1, 1)]), "lines", "a") is None


def test_long_labels_of_cells_are_told_by_their_last_steps() -> None:
    assert short("三、本年度办理结果—（七）总计，申请人情况—总计") == "（七）总计，总计"
    assert short("行政诉讼—复议后起诉—总计") == "行政诉讼—复议后起诉—总计"


def test_what_all_rows_say_is_said_once(tmp_path: Path) -> None:
    relation = ground(tmp_path, []).table(
        ("name VARCHAR", "area VARCHAR"), [("甲局", "云溪县"), ("乙局", "云溪县"), ("丙局", "云溪县")]
    )
    page = html.fromstring(
        as_html(Answer("tried", "试一试", relation, (Column("name", "机关"), Column("area", "地区"))))
    )
    assert page.xpath("//p[@class='said']/text()") == ["每一行都是：地区：云溪县。"]
    assert page.xpath("//th/text()") == ["机关"]


def test_the_command_answers(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    store = tmp_path / "store"
    ground(store, [read("yunxi/finance", report("云溪县财政局", 2022, {NEW: 12}))])
    assert (
        main(
            [
                "corpus",
                "roll-up",
                str(store),
                "--year",
                "2022",
                "--organ",
                "云溪县人民政府",
                "--format",
                "json",
            ]
        )
        == 0
    )
    payload = json.loads(capsys.readouterr().out)
    assert [row["total"] for row in payload["rows"] if row["cell"] == NEW] == [12]
    assert main(["corpus", "roll-up", str(store), "--year", "2022"]) == 0
    assert "名册里有、库里没有 2022 年度报告的机关" in capsys.readouterr().out
    assert main(["corpus", "roll-up", str(store)]) == 2
    assert "--year" in capsys.readouterr().err


COMMANDS = (
    ["roll-up", "--year", "2022"],
    ["years"],
    ["years", "--year", "2022"],
    ["years", "--organ", "yunxi/finance"],
    ["ranking", "--year", "2022", "--floor", "1"],
    ["parents", "--year", "2022", "--organ", "yunxi"],
    ["carried", "--all"],
    ["stock", "--all"],
    ["findings", "--by", "rule,year"],
    ["zeros"],
)


def test_every_question_can_be_asked_in_every_format(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    store = str(tmp_path / "store")
    settled = {NEW: 12, "requests.total.total": 12, "requests.granted.total": 6}
    reads = [
        read("yunxi/finance", report("云溪县财政局", 2021, settled)),
        read("yunxi/finance", report("云溪县财政局", 2022, settled)),
        read("yunxi/audit", report("云溪县审计局", 2022, {"remedies.reconsideration.total": 1})),
        read("yunxi", report("云溪县人民政府", 2022, settled)),
    ]
    ground(tmp_path / "store", reads)
    for command, *options in COMMANDS:
        for form in ("text", "csv", "xlsx", "json", "html"):
            out = tmp_path / f"{command}{len(options)}.{form}"
            assert main(["corpus", command, store, *options, "--format", form, "-o", str(out)]) == 0, (
                capsys.readouterr()
            )
            content = out.read_bytes()
            if form == "json":
                answer = json.loads(content)
                assert answer["rows"], command
                assert answer["remarks"], command
            elif form == "html":
                assert html.fromstring(content.decode()).xpath("//ul[@class='remarks']/li"), command
            elif form == "csv":
                assert "说明," in content.decode(), command
