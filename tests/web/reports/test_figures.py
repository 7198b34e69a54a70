"""The year's tables, live: as counted by hand, and each figure opens into its cases."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest
from django.test import Client

from gongkai.ledger.facts import organ as of_organs
from gongkai_web.reports import live
from tests.web.conftest import act
from tests.web.reports.conftest import YEAR

SignedIn = Callable[[str, str], Client]

BY_HAND = {
    "requests.new_received.total": 4,
    "requests.new_received.natural_person": 2,
    "requests.new_received.business": 1,
    "requests.new_received.legal_service": 1,
    "requests.carried_in.total": 1,
    "requests.granted.total": 2,  # the one carried in, and one of the year
    "requests.unable.not_held.total": 1,
    "requests.other.misc.total": 1,  # withdrawn
    "requests.total.total": 4,
    "requests.carried_out.total": 1,
    "remedies.reconsideration.upheld": 1,
    "remedies.reconsideration.total": 1,
    "disclosure.normative_documents.issued": 1,
    "disclosure.normative_documents.repealed": 1,
    "disclosure.normative_documents.in_force": 2,  # 2 + 1 − 1
}


def test_the_tables_are_as_counted_by_hand(bureau: Any) -> None:
    found = live.figures(bureau, YEAR)
    assert {cell: found.number(cell) for cell in BY_HAND} == BY_HAND
    assert str(found.cells["disclosure.licensing.decisions"].value) == "2"  # type: ignore[union-attr]
    assert str(found.cells["disclosure.fees.amount"].value) == "0.003"  # type: ignore[union-attr]  # 30 元


def test_what_the_pages_count_is_what_the_library_counts(bureau: Any) -> None:
    from gongkai.ledger.figures import count
    from gongkai_web.store import ledger

    by_library = count(list(ledger.acts([bureau.key])), bureau.key, YEAR)
    found = live.figures(bureau, YEAR)
    assert (found.cells, found.cases, found.remarks) == (
        by_library.cells,
        by_library.cases,
        by_library.remarks,
    )


def test_what_is_recorded_shows_at_once(bureau: Any) -> None:
    from gongkai_web.store import ledger

    before = live.figures(bureau, YEAR)
    assert live.figures(bureau, YEAR) is before  # counted once
    fact = of_organs.DecisionsCounted("penalties", 7, date(2025, 1, 1), date(2025, 12, 31), "处罚系统")
    ledger.record(act(bureau.key, "organ", fact))
    after = live.figures(bureau, YEAR)
    assert str(after.cells["disclosure.penalties.decisions"].value) == "7"  # type: ignore[union-attr]


def test_the_page_has_every_table_and_every_figure_opens(bureau: Any, signed_in: SignedIn) -> None:
    client = signed_in("clerk", bureau.key)
    page = client.get(f"/work/{bureau.key}/figures/{YEAR}/").content.decode()
    assert f"/work/{bureau.key}/figures/{YEAR}/requests.granted.total/" in page
    assert page.count("<table") == 3


@pytest.mark.parametrize(
    ("cell", "cases"),
    [
        ("requests.granted.total", ["2024-0001", "2025-0001"]),
        ("requests.carried_out.total", ["2025-0004"]),
        ("remedies.reconsideration.upheld", ["2025-0001"]),
        ("disclosure.normative_documents.in_force", ["2025-0002", "2025-0003"]),
    ],
)
def test_behind_a_figure_stand_its_cases(
    bureau: Any, signed_in: SignedIn, cell: str, cases: list[str]
) -> None:
    response = signed_in("clerk", bureau.key).get(f"/work/{bureau.key}/figures/{YEAR}/{cell}/")
    assert [line.case.partition("/")[2] for line in response.context["lines"]] == cases


def test_who_supervises_sees_how_many_and_not_which(bureau: Any, signed_in: SignedIn) -> None:
    client = signed_in("supervisor", "yunxi")
    page = client.get(f"/work/{bureau.key}/figures/{YEAR}/requests.granted.total/").content.decode()
    assert "2025-0001" not in page
    assert "云溪县水务局" in page


def test_a_stranger_finds_nothing(bureau: Any, signed_in: SignedIn) -> None:
    assert signed_in("clerk", "caizheng").get(f"/work/{bureau.key}/figures/{YEAR}/").status_code == 404
    assert (
        signed_in("leader", bureau.key).get(f"/work/{bureau.key}/figures/{YEAR}/nonsense/").status_code == 404
    )


def test_a_tree_adds_up_and_opens_into_its_organs(bureau: Any, signed_in: SignedIn) -> None:
    client = signed_in("supervisor", "yunxi")
    page = client.get("/work/yunxi/figures/2026/?tree=1")
    assert (
        len(page.context["found"].organs) == 5
    )  # the government, two bureaus, the township, the water bureau
    cell = client.get("/work/yunxi/figures/2026/requests.carried_in.total/?tree=1")
    assert [(organ.key, says) for organ, says, _ in cell.context["organs"]] == [(bureau.key, "1")]
    assert signed_in("clerk", "yunxi").get("/work/yunxi/figures/2026/?tree=1").status_code == 404


def test_the_page_asks_little(bureau: Any, signed_in: SignedIn, django_assert_max_num_queries: Any) -> None:
    client = signed_in("clerk", bureau.key)
    with django_assert_max_num_queries(25):
        client.get(f"/work/{bureau.key}/figures/{YEAR}/requests.granted.total/")


def test_decisions_are_entered_and_corrected(bureau: Any, signed_in: SignedIn) -> None:
    client = signed_in("editor", bureau.key)
    address = f"/work/{bureau.key}/figures/record/"
    said = {
        "what": "coercion",
        "number": "3",
        "since": "2025-01-01",
        "until": "2025-12-31",
        "source": "强制系统",
    }
    response = client.post(address, said | {"submission": "s1"}, follow=True)
    assert "已经登记" in response.content.decode()
    again = client.post(address, said | {"submission": "s2"})
    assert "会算两遍" in again.content.decode()
    (line,) = [each for each in again.context["lines"] if each["what"] == "coercion"]
    corrected = said | {"number": "4", "reason": "漏了一件", "submission": "s3"}
    client.post(f"{address}{line['at']}/", corrected)
    assert str(live.figures(bureau, YEAR).cells["disclosure.coercion.decisions"].value) == "4"  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("field", "value"),
    [("number", "-1"), ("number", "2.5"), ("number", "三"), ("since", "昨天"), ("source", "")],
)
def test_bad_input_is_told_at_its_field(bureau: Any, signed_in: SignedIn, field: str, value: str) -> None:
    said = {
        "what": "coercion",
        "number": "3",
        "since": "2025-01-01",
        "until": "2025-12-31",
        "source": "强制系统",
    }
    response = signed_in("clerk", bureau.key).post(
        f"/work/{bureau.key}/figures/record/", said | {field: value, "submission": "s1"}
    )
    assert field in response.context["form"].errors
    assert "强制系统" in response.content.decode() or field == "source"


def test_a_document_is_entered_and_repealed(bureau: Any, signed_in: SignedIn) -> None:
    client = signed_in("clerk", bureau.key)
    said = {"kind": "normative_documents", "title": "排水办法", "made": "2026-02-02", "submission": "s1"}
    client.post(f"/work/{bureau.key}/figures/documents/", said)
    stock = "disclosure.normative_documents.in_force"
    assert live.figures(bureau, 2026).number(stock) == 3
    address = f"/work/{bureau.key}/figures/documents/2026-0001/"
    head = client.get(address).context["opened"].head
    ended = {"how": "repealed", "on": "2026-03-01", "by": "云水〔2026〕1号", "head": head}
    client.post(address, ended | {"submission": "s2"})
    assert live.figures(bureau, 2026).number(stock) == 2
    late = client.post(address, ended | {"submission": "s3"})
    assert late.context["form"].non_field_errors()


def test_a_spreadsheet_is_taken_whole_or_not_at_all(bureau: Any, signed_in: SignedIn) -> None:
    from django.core.files.uploadedfile import SimpleUploadedFile

    client = signed_in("clerk", bureau.key)
    address = f"/work/{bureau.key}/figures/import/"

    def send(text: str, key: str, **more: str) -> Any:
        file = SimpleUploadedFile("处罚.csv", text.encode("utf-8"), "text/csv")
        return client.post(address, {"what": "penalties", "file": file, "submission": key, **more})

    bad = send("处罚决定日期,文号\n2025-02-03,罚1\n昨天,罚2\n", "s1")
    assert any("第 3 行" in each for each in bad.context["mistakes"])
    good = "处罚决定日期,文号\n2025-02-03,罚1\n2025-12-30,罚2\n"
    assert send(good, "s2", is_trial="on").context["says"]
    assert live.figures(bureau, YEAR).cases["disclosure.penalties.decisions"] == ()
    assert send(good, "s3").status_code == 302
    (behind,) = live.figures(bureau, YEAR).cases["disclosure.penalties.decisions"]
    assert behind.value == 2
    assert "已经导入过" in send(good, "s4").context["mistakes"][0]


def test_what_was_done_is_written_down_and_stands_in_the_draft(bureau: Any, signed_in: SignedIn) -> None:
    from gongkai_web.reports import beginning

    client = signed_in("clerk", bureau.key)
    address = f"/work/{bureau.key}/figures/activities/"
    said = {"aspect": "supervision", "on": "2025-11-03", "says": "举办业务培训", "number": "2", "unit": "次"}
    client.post(address, said | {"submission": "s1"})
    overview = beginning.begun(bureau, YEAR, "ledger").sections[0].text
    assert "（五）监督保障。举办业务培训2次。" in overview
    early = client.post(address, said | {"on": "2026-12-01", "submission": "s2"})
    assert "on" in early.context["form"].errors
