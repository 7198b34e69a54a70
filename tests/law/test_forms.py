from __future__ import annotations

import pytest

from gongkai.law.forms import depth, forms, leaves, required, undivided

REQUESTS = [
    "new_received", "carried_in", "granted", "partially_granted",
    "denied.state_secret", "denied.prohibited_by_law", "denied.three_security_one_stability",
    "denied.third_party_rights", "denied.internal_affairs", "denied.process_information",
    "denied.enforcement_file", "denied.administrative_inquiry",
    "unable.not_held", "unable.needs_creation", "unable.unclear_after_supplement",
    "not_processed.petition", "not_processed.repeated", "not_processed.publication",
    "not_processed.massive_repeated", "not_processed.confirm_or_reissue",
    "other.no_supplement", "other.fee_unpaid", "other.misc",
    "total", "carried_out",
]  # fmt: skip
APPLICANTS = ["natural_person", "business", "research", "public_welfare", "legal_service", "other", "total"]
RESULTS = ["upheld", "corrected", "other", "pending", "total"]
REMEDIES = [
    f"remedies.{way}.{result}"
    for way in ("reconsideration", "litigation_direct", "litigation_after_reconsideration")
    for result in RESULTS
]
DISCLOSURE = {
    "2021": {
        *(f"disclosure.{kind}.{what}" for kind in ("regulations", "normative_documents")
          for what in ("issued", "repealed", "in_force")),
        *(f"disclosure.{kind}.decisions" for kind in ("licensing", "penalties", "coercion")),
        "disclosure.fees.amount",
    },
    "2019": {
        *(f"disclosure.{kind}.{what}" for kind in ("regulations", "normative_documents")
          for what in ("made", "newly_disclosed", "disclosed_total")),
        *(f"disclosure.{kind}.{what}" for kind in ("licensing", "other_services", "penalties", "coercion")
          for what in ("items_last_year", "change", "decisions")),
        *(f"disclosure.{cell}" for cell in
          ("fees.items_last_year", "fees.change", "procurement.projects", "procurement.amount")),
    },
}  # fmt: skip


def ids(version: str, table: str) -> list[str]:
    return list(forms()[version].table(table).cells)


def test_the_requests_table_of_2021_has_25_rows_of_7() -> None:
    assert ids("2021", "requests") == [
        f"requests.{row}.{column}" for row in REQUESTS for column in APPLICANTS
    ]


def test_the_requests_table_of_2019_has_23_rows_of_7() -> None:
    rows = [row for row in REQUESTS if not row.startswith("other.")]
    rows.insert(rows.index("total"), "other.undivided")
    assert ids("2019", "requests") == [f"requests.{row}.{column}" for row in rows for column in APPLICANTS]


@pytest.mark.parametrize("version", ["2019", "2021"])
def test_the_remedies_table_has_15_cells_on_every_form(version: str) -> None:
    assert ids(version, "remedies") == REMEDIES


@pytest.mark.parametrize(("version", "cells"), [("2019", 22), ("2021", 10)])
def test_the_disclosure_table(version: str, cells: int) -> None:
    assert set(ids(version, "disclosure")) == DISCLOSURE[version]
    assert len(DISCLOSURE[version]) == cells


@pytest.mark.parametrize(
    ("year", "version"), [(2018, None), (2019, "2019"), (2020, "2019"), (2021, "2021"), (2030, "2021")]
)
def test_the_form_due_for_a_year(year: int, version: str | None) -> None:
    form = required(year)
    assert (form and form.version) == version


@pytest.mark.parametrize("version", ["2019", "2021"])
def test_six_sections_three_of_them_tables(version: str) -> None:
    form = forms()[version]
    assert [section.number for section in form.sections] == [1, 2, 3, 4, 5, 6]
    assert {s.number: s.role for s in form.sections if s.kind == "table"} == {
        table.section: section.role
        for table in form.tables
        for section in form.sections
        if section.number == table.section
    }
    assert {table.section for table in form.tables} == {2, 3, 4}


def test_units_of_cells() -> None:
    cells = {cell_id: cell.unit for form in forms().values() for cell_id, cell in form.cells.items()}
    assert {i for i, unit in cells.items() if unit == "amount"} == {
        "disclosure.fees.amount",
        "disclosure.procurement.amount",
    }
    assert {i for i, unit in cells.items() if unit == "change"} == {i for i in cells if i.endswith(".change")}


def test_a_cell_is_named_as_people_name_it() -> None:
    cells = forms()["2021"].cells
    assert (
        cells["requests.denied.state_secret.total"].label
        == "三、本年度办理结果—（三）不予公开—1.属于国家秘密，申请人情况—总计"
    )
    assert cells["remedies.reconsideration.upheld"].label == "行政复议—结果维持"


def test_balances_of_a_report() -> None:
    """7 columns twice, 25 rows, 3 groups of remedies."""
    form = forms()["2021"]
    found = form.balances(form.cells)
    codes = [balance.code for balance in found]
    assert {code: codes.count(code) for code in codes} == {
        "REQ001": 7,
        "REQ002": 7,
        "REQ003": 25,
        "REM001": 3,
    }
    assert all(cell_id in form.cells for balance in found for cell_id in balance.ids)


def test_new_and_carried_in_equal_done_and_carried_out() -> None:
    balance = next(
        b for b in forms()["2021"].balances(forms()["2021"].cells) if (b.code, b.at) == ("REQ001", "business")
    )
    assert balance.left == ("requests.new_received.business", "requests.carried_in.business")
    assert balance.right == ("requests.total.business", "requests.carried_out.business")


def test_the_total_is_the_sum_of_all_outcomes() -> None:
    form = forms()["2021"]
    balance = next(b for b in form.balances(form.cells) if (b.code, b.at) == ("REQ002", "total"))
    assert balance.left == ("requests.total.total",)
    assert list(balance.right) == [f"requests.{row}.total" for row in REQUESTS[2:23]]


def test_a_row_sums_up_to_its_total() -> None:
    form = forms()["2021"]
    balance = next(b for b in form.balances(form.cells) if (b.code, b.at) == ("REQ003", "granted"))
    assert balance.left == ("requests.granted.total",)
    assert list(balance.right) == [f"requests.granted.{column}" for column in APPLICANTS[:-1]]


def test_other_outcomes_may_be_printed_as_one_row() -> None:
    table = forms()["2021"].table("requests")
    assert table.undivided_groups == ("other",)
    assert undivided(table, ["requests.other.undivided.total"]) == ("other",)
    assert undivided(table, ["requests.other.misc.total"]) == ()
    rows = [leaf.key for leaf in leaves(table.blocks[0].rows, ("other",))]
    assert rows == [*REQUESTS[:20], "other.undivided", "total", "carried_out"]
    balance = next(b for b in table.expanded_balances(("other",)) if (b.code, b.at) == ("REQ002", "total"))
    assert balance.right[-1] == "requests.other.undivided.total"


def test_labels_of_requests_are_three_deep() -> None:
    block = forms()["2021"].table("requests").blocks[0]
    assert (depth(block.rows), depth(block.columns)) == (3, 3)


def test_an_unknown_table_is_a_key_error() -> None:
    with pytest.raises(KeyError):
        forms()["2021"].table("complaints")


def test_a_printing_has_the_cells_of_one_row_in_place_of_its_parts() -> None:
    table = forms()["2021"].table("requests")
    whole = [cell.id for cell in table.printing(("other",))]
    divided = [cell.id for cell in table.printing()]
    assert divided == list(table.cells)
    assert len(divided) - len(whole) == (3 - 1) * 7
    assert set(whole) - set(divided) == {f"requests.other.undivided.{column}" for column in APPLICANTS}
