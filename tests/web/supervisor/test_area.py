"""The area's figures: added up as one would by hand, gaps named, compared with the government's own report."""

from __future__ import annotations

import csv
import io
import json
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

from gongkai.model.cell import Count
from tests.web.supervisor.conftest import CARRIED_IN, GRANTED, NEW, OUT, TOTAL, YEAR, of_requests, with_gap

pytestmark = pytest.mark.django_db
AREA = f"/work/area/{YEAR}/"


def _area(of: str = "filed") -> Any:
    from gongkai_web.store.models import Organ
    from gongkai_web.supervisor.adding import area

    found = area(Organ.objects.get(pk="yunxi"), YEAR, of=of)
    assert found is not None
    return found


def test_the_reports_below_are_added_up(kept: Callable[..., Any]) -> None:
    kept("caizheng", of_requests(10, 3, 11), "published")
    kept("ziran", of_requests(5, 0, 4), "submitted")
    kept("baishi", of_requests(2, 1, 3), "cleared")
    sums = _area().sums
    assert [sums[each].total for each in (NEW, CARRIED_IN, GRANTED, OUT)] == [
        10 + 5 + 2,
        3 + 0 + 1,
        11 + 4 + 3,
        2 + 1 + 0,
    ]
    assert (sums[NEW].stated, sums[NEW].gaps, _area().missing) == (3, 0, ())
    published = _area("published")
    assert published.sums[NEW].total == 10
    assert [(each.key, why) for each, why in published.missing] == [
        ("baishi", "同意公布，没有公布"),
        ("ziran", "已报送，没有公布"),
    ]


def test_what_is_missing_is_named_and_a_withheld_figure_is_never_zero(kept: Callable[..., Any]) -> None:
    kept("caizheng", of_requests(10, 3, 11), "submitted")
    kept("ziran", with_gap(of_requests(5, 0, 4), NEW, "withheld"), "submitted")
    kept("baishi", of_requests(2, 1, 3))  # nobody submitted it
    found = _area()
    total = found.sums[NEW]
    assert (total.total, total.stated, total.blank, total.lacking, total.withheld) == (10, 1, 0, 0, 1)
    assert [(each.key, why) for each, why in found.missing] == [("baishi", "填报中，没有报送")]


@pytest.mark.parametrize("gap", ["blank", "missing", "withheld"])
def test_a_sum_of_which_nobody_states_a_part_is_no_number(gap: str, kept: Callable[..., Any]) -> None:
    from gongkai.model.cell import Missing

    kept("caizheng", with_gap(of_requests(10, 3, 11), OUT, gap), "submitted")
    assert isinstance(_area().cells[OUT], Missing)


def test_compared_with_what_the_government_wrote(kept: Callable[..., Any]) -> None:
    """Below: 10 + 5 + 2 = 17 new, 11 + 4 + 3 = 18 granted. The government wrote 17 and 20."""
    kept("caizheng", of_requests(10, 3, 11), "submitted")
    kept("ziran", of_requests(5, 0, 4), "submitted")
    kept("baishi", of_requests(2, 1, 3), "submitted")
    kept(
        "yunxi",
        {NEW: Count(17), CARRIED_IN: Count(4), GRANTED: Count(20), TOTAL: Count(20), OUT: Count(1)},
        "submitted",
    )
    said = {each.cell.id: (each.says, each.difference) for each in _area().differences}
    assert said[NEW] == ("equal", 0)
    assert said[GRANTED] == ("different", 20 - 18)
    assert said[OUT] == ("different", 1 - 3)


def test_a_sum_with_gaps_may_be_too_low_and_is_not_called_different(kept: Callable[..., Any]) -> None:
    """Below: 10 and one withheld; the government wrote 12 – it may be right. Of 11 it cannot be right with 9."""
    kept("caizheng", of_requests(10, 3, 11), "submitted")
    kept("ziran", with_gap(with_gap(of_requests(5, 0, 4), NEW, "withheld"), GRANTED, "blank"), "submitted")
    kept("baishi", of_requests(0, 0, 0), "submitted")
    kept("yunxi", {NEW: Count(12), GRANTED: Count(9), TOTAL: Count(9)}, "submitted")
    said = {each.cell.id: each.says for each in _area().differences}
    assert (said[NEW], said[GRANTED]) == ("gaps", "more")


def test_a_figure_opens_into_its_organs(signed_in: Callable[..., Client], kept: Callable[..., Any]) -> None:
    kept("caizheng", of_requests(10, 3, 11), "submitted")
    kept("ziran", with_gap(of_requests(5, 0, 4), NEW, "withheld"), "submitted")
    client = signed_in("supervisor", "yunxi")
    assert f"{AREA}yunxi/cells/{NEW}/" in client.get(AREA).content.decode()
    page = client.get(f"{AREA}yunxi/cells/{NEW}/")
    assert [(organ.key, part is not None, value) for organ, part, _, value, _ in page.context["rows"]] == [
        ("baishi", False, None),
        ("caizheng", True, 10),
        ("ziran", True, None),
    ]
    further = client.get(f"{AREA}yunxi/cells/{NEW}/", {"after": "yunxi/caizheng/"})
    assert [row[0].key for row in further.context["rows"]] == ["ziran"]
    assert "云溪县白石镇人民政府" in page.content.decode()  # missing, and named
    assert client.get(f"{AREA}qinghe/cells/{NEW}/").status_code == 404
    assert client.get(f"{AREA}yunxi/cells/no.such.cell/").status_code == 404


def test_files_state_the_sums_and_who_is_missing(
    signed_in: Callable[..., Client], kept: Callable[..., Any]
) -> None:
    kept("caizheng", of_requests(10, 3, 11), "submitted")
    client = signed_in("supervisor", "yunxi")
    text = client.get(f"{AREA}yunxi/export/csv/").content.decode("utf-8-sig")
    rows = {row[1]: row for row in csv.reader(io.StringIO(text)) if len(row) > 3}
    assert rows[NEW][3:5] == ["10", "1"]
    assert "没有加进来：云溪县自然资源局，没有填报。" in text
    assert client.get(f"{AREA}yunxi/export/xlsx/").content[:2] == b"PK"
    assert client.get(f"{AREA}yunxi/export/pdf/").status_code == 404


def test_the_reports_packed_are_what_the_command_line_takes_in(
    signed_in: Callable[..., Client], kept: Callable[..., Any], tmp_path: Path
) -> None:
    from gongkai.corpus.intake.reading import read_and_check
    from gongkai.corpus.intake.sources import Document, sources
    from gongkai.corpus.intake.spool import Spool
    from gongkai.model.payload import from_payload

    kept("caizheng", of_requests(10, 3, 11), "published")
    kept("ziran", of_requests(5, 0, 4))  # a draft is not handed on
    packed = signed_in("supervisor", "yunxi").get(f"{AREA}yunxi/corpus/").content
    with zipfile.ZipFile(io.BytesIO(packed)) as archive:
        assert archive.namelist() == [f"云溪县财政局/{YEAR}.json"]
        assert from_payload(json.loads(archive.read(archive.namelist()[0]))).cells[NEW] == Count(10)
    path = tmp_path / "reports.zip"
    path.write_bytes(packed)
    with Spool(tmp_path / "spool") as spool:
        (met,) = sources([path], spool)
        assert isinstance(met, Document)
        report, _ = read_and_check(Path(met.path))
    assert (report.agency, report.year) == ("云溪县财政局", YEAR)


def test_many_organs_are_added_with_a_bounded_number_of_questions(
    signed_in: Callable[..., Client], kept: Callable[..., Any], django_assert_max_num_queries: Any
) -> None:
    for organ in ("caizheng", "ziran", "baishi"):
        kept(organ, of_requests(1, 0, 1), "submitted")
    client = signed_in("supervisor", "yunxi")
    with django_assert_max_num_queries(26):
        assert client.get(AREA).status_code == 200


# --- findings across the area -----------------------------------------------------------------------------------------


@pytest.fixture
def faulty(kept: Callable[..., Any]) -> None:
    """财政局: 10 + 3 ≠ 12 + 2 in two columns; 自然资源局 balances."""
    kept("caizheng", {**of_requests(10, 3, 11), TOTAL: Count(12)}, "submitted")
    kept("ziran", of_requests(5, 0, 4), "submitted")


def _found(client: Client, **given: str) -> list[tuple[str, str]]:
    page = client.get("/work/area/findings/", {"year": str(YEAR), **given})
    return [(each.found.examined.organ_id, each.found.code) for each in page.context["rows"]]


def test_findings_by_rule_organ_severity_and_cause(faulty: None, signed_in: Callable[..., Client]) -> None:
    client = signed_in("supervisor", "yunxi")
    assert set(_found(client, code="REQ001")) == {("caizheng", "REQ001")}
    assert {organ for organ, _ in _found(client, severity="error")} >= {"caizheng"}
    assert {organ for organ, _ in _found(client, organ="自然资源")} <= {"ziran"}
    assert _found(client, cause="conversion") == []
    page = client.get("/work/area/findings/", {"year": str(YEAR)})
    summary = {(row["code"], row["severity"]): row["organs"] for row in page.context["summary"]}
    assert summary["REQ001", "error"] == 1
    assert f"{'/work/season'}/{YEAR}/caizheng/#at-requests-" in page.content.decode()


def test_findings_as_files_hold_no_formula(faulty: None, signed_in: Callable[..., Client]) -> None:
    client = signed_in("supervisor", "yunxi")
    text = client.get("/work/area/findings/csv/", {"year": str(YEAR), "code": "REQ001"}).content.decode(
        "utf-8-sig"
    )
    rows = [row for row in csv.reader(io.StringIO(text)) if len(row) == 8]
    assert {row[4] for row in rows[1:]} == {"REQ001"}
    assert not any(value.startswith(("=", "+", "@")) for row in rows for value in row)


def test_another_county_sees_none_of_it(faulty: None, signed_in: Callable[..., Client]) -> None:
    assert _found(signed_in("supervisor", "qinghe")) == []
