"""The disclosure table has no sums: what its print leaves open is withheld."""

from __future__ import annotations

import pytest

from tests.read.tables.printed import kinds, read, shown

TABLE = """\
第二十条第（一）项\t\t\t
信息内容\t本年制发件数\t本年废止件数\t现行有效件数
规章\t0\t0\t0
行政规范性文件\t2\t1\t12
第二十条第（五）项\t\t\t
信息内容\t本年处理决定数量\t\t
行政许可\t35\t\t
第二十条第（六）项\t\t\t
信息内容\t本年处理决定数量\t\t
行政处罚\t4\t\t
行政强制\t0\t\t
第二十条第（八）项\t\t\t
信息内容\t本年收费金额（单位：万元）\t\t
行政事业性收费\t12.3400\t\t"""
ALL = {
    "regulations": "0 0 0", "normative_documents": "2 1 12",
    "licensing": "35", "penalties": "4", "coercion": "0", "fees": "12.3400",
}  # fmt: skip
OLD = """\
第二十条第（一）项\t\t\t
信息内容\t本年新制作数量\t本年新公开数量\t对外公开总数量
规章\t0\t0\t0
规范性文件\t3\t3\t15
第二十条第（五）项\t\t\t
信息内容\t上一年项目数量\t本年增/减\t处理决定数量
行政许可\t20\t-3\t118
其他对外管理服务事项\t6\t+2\t40
第二十条第（六）项\t\t\t
信息内容\t上一年项目数量\t本年增/减\t处理决定数量
行政处罚\t10\t0\t7
行政强制\t2\t0\t0
第二十条第（八）项\t\t\t
信息内容\t上一年项目数量\t本年增/减\t
行政事业性收费\t1\t-1\t
第二十条第（九）项\t\t\t
信息内容\t采购项目数量\t采购总金额\t
政府集中采购\t3\t86.5万元\t"""


def table(was: str = "", now: str = "", text: str = TABLE) -> dict[str, str]:
    """The rows read after one change to the print."""
    assert was in text
    report = read("二、主动公开政府信息情况", text.replace(was, now) if was else text)
    found: dict[str, list[str]] = {}
    for cell_id, cell in report.cells.items():
        if cell_id.startswith("disclosure."):
            found.setdefault(cell_id.split(".")[1], []).append(shown(cell))
    return {key: " ".join(cells) for key, cells in found.items()}


@pytest.mark.parametrize("apart", ["\t", " "])
def test_a_whole_table(apart: str) -> None:
    assert table("\t", apart) == ALL


def test_the_form_of_2019_with_less_and_more() -> None:
    found = table(text=OLD)
    assert found["licensing"] == "20 -3 118"
    assert found["other_services"] == "6 2 40"
    assert found["fees"] == "1 -1"
    assert found["procurement"] == "3 86.5"


def test_money_keeps_the_digits_that_are_printed() -> None:
    report = read("二、主动公开政府信息情况", TABLE)
    assert str(report.cells["disclosure.fees.amount"].value) == "12.3400"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("was", "now", "row", "reads"),
    [
        ("2\t1\t12", "2\t\t12", "normative_documents", "2 · 12"),
        ("2\t1\t12", "\t1\t12", "normative_documents", "· 1 12"),
        ("0\t0\t0", "/\t/\t/", "regulations", "· · ·"),
        ("35", "", "licensing", "·"),
        ("35", "—", "licensing", "·"),
        ("4\t\t", "无\t\t", "penalties", "·"),
        ("12.3400", "1,234.5", "fees", "1234.5"),
        ("0\t0\t0", "000", "regulations", "0 0 0"),
    ],
)
def test_one_way_to_read_it(was: str, now: str, row: str, reads: str) -> None:
    assert table(was, now) == {**ALL, row: reads}


@pytest.mark.parametrize("now", ["2112", "2\t1", "2\t1\t12\t3", "2 12", "2\t112"])
def test_more_than_one_way_is_withheld_whatever_it_is(now: str) -> None:
    found = table("2\t1\t12", now)
    assert found["normative_documents"] in {"? ? ?", "2 1 ·"}
    assert {key: cells for key, cells in found.items() if key != "normative_documents"} == {
        key: cells for key, cells in ALL.items() if key != "normative_documents"
    }


def test_a_figure_lost_between_spaces_is_withheld() -> None:
    assert table("2\t1\t12", "2 12", TABLE.replace("0\t0\t0", "0 0 0"))["normative_documents"] == "? ? ?"


def test_a_row_that_is_not_there_is_missing() -> None:
    assert table("行政许可\t35\t\t\n", "") == {**ALL, "licensing": "!"}


@pytest.mark.parametrize("strange", ["O", "3O", "?", "见附件"])
def test_what_is_no_number_is_no_number(strange: str) -> None:
    assert table("35", strange)["licensing"] in {"?", "!"}


def test_heads_in_another_order_withhold_their_block_only() -> None:
    found = table("本年制发件数\t本年废止件数", "本年废止件数\t本年制发件数")
    assert found == {**ALL, "regulations": "? ? ?", "normative_documents": "? ? ?"}


def test_a_whole_table_is_not_called_damaged() -> None:
    assert kinds(read("二、主动公开政府信息情况", TABLE)) == set()


def test_headings_across_the_table_do_not_cut_it() -> None:
    """Where a heading fills its line, no tab follows it: that is how it is printed, not what a converter did."""
    plain = "\n".join(line.rstrip("\t") for line in TABLE.split("\n"))
    assert kinds(read("二、主动公开政府信息情况", plain)) == set()
