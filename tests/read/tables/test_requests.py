"""The requests table: what the print and the form's arithmetic leave is stated, anything else is withheld."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from gongkai.model.cell import Count, Unreadable
from gongkai.model.report import Report
from tests.read.tables.printed import NOUGHT, Rows, glued, kinds, read, row, rows, spaces, tabs, year

HEADING = "三、收到和处理政府信息公开申请情况"


def unlike(report: Report, wanted: Rows) -> dict[str, str]:
    """The rows that do not read as wanted."""
    return {key: found for key, found in rows(report).items() if found != wanted[key]}


@pytest.mark.parametrize("print_", [tabs, spaces, glued])
def test_a_whole_table_reads_as_it_is_printed(print_: Callable[[Rows], str]) -> None:
    report = read(HEADING, print_(year()))
    assert report.form == "2021"
    assert unlike(report, year()) == {}


@pytest.mark.parametrize("print_", [tabs, spaces])
@pytest.mark.parametrize("figures", ["4 1 0 0 0 0 5", "4 1 0 0 0 0 4", "0 0 0 0 0 0 9"])
def test_the_organ_s_own_wrong_sum_is_not_repaired(figures: str, print_: Callable[[Rows], str]) -> None:
    wrong = year(granted=figures)
    report = read(HEADING, print_(wrong))
    assert unlike(report, wrong) == {}
    assert report.damage == ()
    assert all(not cell.repair for cell in report.cells.values() if isinstance(cell, Count))


class TestALostFigure:
    def test_is_stated_with_its_proof_where_row_and_columns_leave_one_reading(self) -> None:
        report = read(HEADING, tabs(year(granted="1 0 0 0 0 4")))  # 3 lost: 3 + 1 = 4, and 3 + 0 + 2 = 5
        assert unlike(report, year()) == {}
        cell = report.cells["requests.granted.natural_person"]
        assert isinstance(cell, Count)
        assert cell.repair is not None
        assert any("REQ001" in reason and "REQ002" in reason for reason in cell.repair.because)

    def test_keeps_the_plain_reading_beside_the_repaired_one(self) -> None:
        report = read(HEADING, tabs(year(granted="3 1 0 0 0 4")))
        cell = report.cells["requests.granted.business"]
        assert isinstance(cell, Count)
        assert cell.repair is not None
        assert (cell.value, cell.repair.as_printed) == (1, "3")  # one column further on, as the row stands

    def test_is_withheld_with_its_candidates_where_two_readings_balance(self) -> None:
        """1 0 0 0 0 1 and 2 0 0 0 0 3: whose other figure is the natural person's, nothing tells."""
        lost = year() | {"denied.state_secret": "1 0 0 0 0 1", "unable.not_held": "2 0 0 0 0 3"}
        report = read(HEADING, tabs(lost))
        assert unlike(report, year()) == {
            "denied.state_secret": "? ? 0 0 0 0 1",
            "unable.not_held": "? ? 0 0 0 0 3",
        }
        cell = report.cells["requests.unable.not_held.business"]
        assert isinstance(cell, Unreadable)
        assert set(cell.candidates) == {1, 2}
        assert cell.because

    def test_is_stated_where_the_organ_s_error_lies_in_sums_that_are_not_its_own(self) -> None:
        """5 carried out where nothing came in: the outcomes still add up to their total."""
        report = read(HEADING, tabs(year(granted="3 1 0 0 0 4", carried_out="1 0 0 0 5 0 6")))
        assert row(report, "granted") == "3 1 0 0 0 0 4"
        assert row(report, "carried_out") == "1 0 0 0 5 0 6"

    def test_is_not_stated_where_the_organ_may_have_miscounted_this_very_row(self) -> None:
        """Received was one of a business, total 0, the natural person's cell blank: only the sums speak against it."""
        table = dict.fromkeys(year(), NOUGHT)
        report = read(HEADING, spaces(table | {"new_received": "· 1 0 0 0 0 0"}))
        assert row(report, "new_received") == "? ? ? ? ? ? ?"

    def test_is_not_stated_where_the_organ_s_error_lies_in_its_own_column(self) -> None:
        report = read(HEADING, tabs(year(granted="3 0 0 0 0 4", total="5 2 0 0 0 0 7")))
        assert "1" not in row(report, "granted")
        assert row(report, "total") == "5 2 0 0 0 0 7"

    def test_is_withheld_where_blanks_leave_no_trace(self) -> None:
        """Six figures between spaces: the seventh is lost, or its cell was blank."""
        report = read(HEADING, spaces(year(granted="3 1 0 0 0 4")))
        assert row(report, "granted") == "3 1 ? ? ? ? 4"

    def test_five_lost_figures_are_not_guessed(self) -> None:
        report = read(HEADING, tabs(year(granted="2 2")))
        assert row(report, "granted") == "? ? ? ? ? ? ?"


class TestBlank:
    @pytest.mark.parametrize("print_", [tabs, spaces])
    def test_never_becomes_zero(self, print_: Callable[[Rows], str]) -> None:
        blank = year(not_processed__petition="· · · · · · ·", other__fee_unpaid="· · · · · · ·")
        assert unlike(read(HEADING, print_(blank)), blank) == {}

    def test_stands_in_its_own_cell(self) -> None:
        blank = year(granted="3 1 · · · · 4", carried_in="1 · · · · · 1")
        assert unlike(read(HEADING, tabs(blank)), blank) == {}

    @pytest.mark.parametrize("mark", ["/", "—", "无", "-"])
    def test_may_be_marked(self, mark: str) -> None:
        report = read(HEADING, tabs(year(carried_out=f"1 {mark} 0 0 0 0 1")))
        assert row(report, "carried_out") == "1 · 0 0 0 0 1"
        assert report.cells["requests.carried_out.business"].text == mark  # type: ignore[union-attr]

    def test_that_was_pushed_to_the_end_takes_only_what_it_must(self) -> None:
        report = read(HEADING, tabs(year(granted="3 1 0 0 0 4 ·")))
        assert row(report, "granted") == "3 1 ? ? ? ? 4"
        cell = report.cells["requests.granted.research"]
        assert isinstance(cell, Unreadable)
        assert set(cell.candidates) == {0, None}

    def test_whole_template_is_blank(self) -> None:
        blank = dict.fromkeys(year(), "· · · · · · ·")
        assert unlike(read(HEADING, tabs(blank)), blank) == {}


class TestTooMany:
    def test_figures_are_one_too_many_for_a_label_column(self) -> None:
        report = read(HEADING, tabs(year(total="5 3 0 0 0 0 0 8")))
        assert unlike(report, year()) == {}
        assert "row-extra-number" in kinds(report)

    @pytest.mark.parametrize("strange", ["1O", "O", "〇", "?", "见附件"])
    def test_what_is_no_number_is_neither_blank_nor_nought(self, strange: str) -> None:
        report = read(HEADING, tabs(year(partially_granted=f"{strange} 0 0 0 0 0 0")))
        assert row(report, "partially_granted") in {"? 0 0 0 0 0 0", "? ? ? ? ? ? ?"}

    def test_a_chinese_numeral_in_a_cell_is_not_another_number(self) -> None:
        report = read(HEADING, tabs(year(partially_granted="二 0 0 0 0 0 0")))
        assert row(report, "partially_granted").split()[0] in {"?", "2"}

    def test_digits_run_together_are_cut_by_the_sums(self) -> None:
        whole = spaces(year())
        report = read(HEADING, whole.replace("3 1 0 0 0 0 4", "3100004"))
        assert unlike(report, year()) == {}
        assert kinds(report) == {"digits-joined"}

    def test_a_grouped_number_is_one_number(self) -> None:
        big = year(new_received="1,234 0 0 0 0 0 1,234", total="1,235 0 0 0 0 0 1,235")
        assert row(read(HEADING, tabs(big)), "new_received") == "1234 0 0 0 0 0 1234"


class TestRows:
    def test_that_are_not_there_are_missing(self) -> None:
        lines = tabs(year()).split("\n")
        gone = next(index for index, line in enumerate(lines) if "6.属于四类过程性信息" in line)
        report = read(HEADING, "\n".join(lines[:gone] + lines[gone + 1 :]))
        assert unlike(report, year()) == {"denied.process_information": "! ! ! ! ! ! !"}

    def test_that_changed_places_keep_their_figures(self) -> None:
        swapped = year(denied__internal_affairs="0 0 0 0 0 7 7")
        lines = tabs(swapped).split("\n")
        at = next(index for index, line in enumerate(lines) if "5.属于三类内部事务信息" in line)
        lines[at], lines[at + 1] = lines[at + 1], lines[at]
        assert unlike(read(HEADING, "\n".join(lines)), swapped) == {}

    def test_may_leave_other_outcomes_undivided(self) -> None:
        lines = tabs(year()).split("\n")
        at = next(index for index, line in enumerate(lines) if "（六）其他处理" in line)
        one = ["\t（六）其他处理\t\t0\t0\t0\t0\t0\t0\t0"]
        report = read(HEADING, "\n".join([*lines[:at], *one, *lines[at + 3 :]]))
        assert row(report, "other.undivided") == "0 0 0 0 0 0 0"
        assert row(report, "other") == ""
        assert row(report, "total") == "5 3 0 0 0 0 8"

    @pytest.mark.parametrize(
        ("was", "now"),
        [
            ("商业企业\t科研机构", "科研机构\t商业企业"),
            ("自然人\t法人或其他组织\t\t\t\t\t总计", "总计\t自然人\t法人或其他组织\t\t\t\t"),
        ],
    )
    def test_below_heads_in_another_order_are_withheld(self, was: str, now: str) -> None:
        text = tabs(year())
        assert was in text
        assert set(rows(read(HEADING, text.replace(was, now))).values()) == {"? ? ? ? ? ? ?"}

    def test_cut_over_lines_are_one_row(self) -> None:
        text = spaces(year()).replace(
            "5.要求行政机关确认或重新出具已获取信息", "5.要求行政机关确认或\n重新出具已获取信息"
        )
        assert unlike(read(HEADING, text), year()) == {}

    def test_do_not_take_figures_of_page_furniture(self) -> None:
        lines = spaces(year()).split("\n")
        paged = "\n".join([*lines[:12], "- 3 -", "第 4 页 共 6 页", *lines[12:]])
        report = read(HEADING, paged)
        assert unlike(report, year()) == {}
        assert "furniture-in-table" in kinds(report)
