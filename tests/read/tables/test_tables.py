"""A document's tables together: places, second copies, templates, and what is left for the prose."""

from __future__ import annotations

import pytest

from gongkai.model.cell import Unreadable
from tests.read.tables.printed import NOUGHT, read, remedies, row, rows, spaces, tabs, year

REQUESTS = "三、收到和处理政府信息公开申请情况"
REMEDIES = "四、政府信息公开行政复议、行政诉讼情况"
TEMPLATE = dict.fromkeys(year(), "· · · · · · ·")


class TestPlaces:
    def test_a_cell_knows_its_line_table_row_and_column(self) -> None:
        text = tabs(year())
        place = read(REQUESTS, text).cells["requests.granted.natural_person"].place
        printed = next(number for number, line in enumerate(text.split("\n"), 2) if "（一）予以公开" in line)
        assert (place.line, place.table) == (printed, "requests")
        assert (place.row, place.column) == (printed - 1, 4)  # in the grid; three columns of labels

    @pytest.mark.parametrize("layout", [tabs, spaces])
    def test_offsets_lead_to_the_printed_figure(self, layout: object) -> None:
        text = "\n".join((REQUESTS, layout(year(new_received="51 3 0 0 0 0 54", total="51 3 0 0 0 0 54"))))  # type: ignore[operator]
        report = read(text)
        for cell_id, wanted in (
            ("new_received.natural_person", "51"),
            ("total.total", "54"),
            ("granted.business", "1"),
        ):
            place = report.cells[f"requests.{cell_id}"].place
            assert text[place.start : place.end] == wanted
            assert text.count("\n", 0, place.start) + 1 == place.line

    def test_offsets_count_characters_not_bytes(self) -> None:
        text = "\n".join(("𠮷镇", REQUESTS, tabs(year())))
        place = read(text).cells["requests.total.total"].place
        assert text[place.start : place.end] == "8"


class TestCopies:
    def test_two_reports_in_one_file_are_withheld(self) -> None:
        other = year(granted="4 1 0 0 0 0 5", new_received="6 3 0 0 0 0 9", total="6 3 0 0 0 0 9")
        report = read(REQUESTS, tabs(year()), REQUESTS, tabs(other))
        assert set(rows(report).values()) == {"? ? ? ? ? ? ?"}
        cell = report.cells["requests.total.total"]
        assert isinstance(cell, Unreadable)
        assert any("两份报告" in reason for reason in cell.because)

    def test_a_second_report_withholds_the_other_tables_too(self) -> None:
        other = year(carried_in="2 0 0 0 0 0 2", carried_out="2 0 0 0 0 0 2")
        nought = " ".join(["0"] * 15)
        report = read(REQUESTS, tabs(year()), REMEDIES, remedies(nought), REQUESTS, tabs(other))
        assert row(report, "reconsideration", "remedies") == "? ? ? ? ?"

    def test_the_same_table_twice_is_one_table(self) -> None:
        assert rows(read(REQUESTS, tabs(year()), REQUESTS, tabs(year()))) == year()

    @pytest.mark.parametrize("template_first", [True, False])
    def test_an_empty_template_beside_the_table_says_nothing(self, template_first: bool) -> None:  # noqa: FBT001
        order = [tabs(TEMPLATE), tabs(year())]
        first, second = order if template_first else reversed(order)
        assert rows(read(REQUESTS, first, REQUESTS, second)) == year()


class TestForm:
    def test_a_document_without_the_tables_has_no_form_and_no_cells(self) -> None:
        report = read(
            "关于做好政府信息公开工作的通知", "一、总体要求", "收到申请8件，其中自然人5件、商业企业3件。"
        )
        assert (report.form, report.cells, report.tables) == (None, {}, {})

    def test_requests_spoken_of_in_prose_are_no_table(self) -> None:
        prose = (
            "本年新收政府信息公开申请8件，上年结转1件，予以公开4件，属于国家秘密1件，结转下年度继续办理1件。"
        )
        assert read(REQUESTS, prose).cells == {}

    def test_tables_that_are_absent_are_missing_cells(self) -> None:
        report = read(REQUESTS, tabs(year()))
        assert row(report, "reconsideration", "remedies") == "! ! ! ! !"
        assert row(report, "fees", "disclosure") == "!"

    def test_the_form_of_2019_is_known_by_its_undivided_row(self) -> None:
        lines = tabs(year()).split("\n")
        at = next(index for index, line in enumerate(lines) if "（六）其他处理" in line)
        nought = NOUGHT.replace(" ", "\t")
        report = read(REQUESTS, "\n".join([*lines[:at], f"\t（六）其他处理\t\t{nought}", *lines[at + 3 :]]))
        assert report.tables["requests"] == "2019"


class TestProse:
    def test_keeps_every_line_that_is_no_table(self) -> None:
        above = ("云溪县财政局2021年政府信息公开工作年度报告", "一、总体情况", "主动公开信息23条。")
        report = read(*above, REQUESTS, tabs(year()), REMEDIES, "无。")
        texts = {section.number: section.text for section in report.sections}
        assert texts[1] == "主动公开信息23条。"
        assert texts[3] == ""
        assert texts[4] == "无。"

    @pytest.mark.parametrize("answer", ["无。", "无", "其他"])
    def test_a_word_below_a_later_heading_is_no_table(self, answer: str) -> None:
        """Every character of it stands in the forms, too."""
        report = read(REQUESTS, tabs(year()), "六、其他需要报告的事项", answer)
        assert [section.text for section in report.sections if section.number == 6] == [answer]

    def test_a_sentence_below_the_table_is_not_swallowed(self) -> None:
        report = read(REQUESTS, tabs(year()), "注：本表数据由县政务公开办公室汇总。")
        assert [section.text for section in report.sections if section.number == 3] == [
            "注：本表数据由县政务公开办公室汇总。"
        ]
