"""What is published, and nothing else: the library, a report as a page, its data, robots and the pages of errors."""

from __future__ import annotations

import csv
import io
import json
from dataclasses import replace
from decimal import Decimal
from typing import Any

import pytest
from django.test import Client

from gongkai.law.forms import forms
from gongkai.model.cell import Amount, Count, Missing
from gongkai_web.reports import beginning, states, steps, versions
from gongkai_web.store.models import Organ, ReportVersion

pytestmark = pytest.mark.django_db
_NEW, _GRANTED = "requests.new_received.total", "requests.granted.total"


def _drafted(organ: Organ, year: int, **figures: int) -> ReportVersion:
    form = forms()["2021"]
    cells: dict[str, Any] = {
        key: Amount(Decimal(0)) if cell.unit == "amount" else Count(figures.get(key.replace(".", "_"), 0))
        for key, cell in form.cells.items()
    }
    cells["requests.other.misc.total"] = Missing()
    report = replace(beginning.begun(organ, year, "typed"), cells=cells)
    return versions.save(organ, year, report, came="typed", actor="zhou")


def _head(organ: Organ, year: int) -> str:
    opened = states.filing_of(organ.key, year)
    return opened.head if opened else ""


def publish(organ: Organ, year: int, **figures: int) -> ReportVersion:
    version = _drafted(organ, year, **figures)
    steps.submit(organ, year, actor="a", digest=version.digest, head=_head(organ, year))
    steps.clear(organ, year, actor="b", digest=version.digest, head=_head(organ, year))
    steps.publish(
        organ, year, actor="a", digest=version.digest, address="https://x.invalid", head=_head(organ, year)
    )
    return version


@pytest.fixture
def bureau(county: None) -> Organ:
    return Organ.objects.get(pk="caizheng")


@pytest.fixture
def published(bureau: Organ) -> Organ:
    """云溪县财政局 published 2024 and 2025, and prepares a correction that nobody agreed to."""
    publish(bureau, 2024, requests_new_received_total=3, requests_total_total=3, requests_granted_total=3)
    publish(bureau, 2025, requests_new_received_total=7, requests_total_total=6, requests_granted_total=6)
    _drafted(bureau, 2025, requests_new_received_total=99999)
    return bureau


def shown(path: str) -> str:
    return Client().get(path).content.decode()


def test_a_report_as_a_page(published: Organ) -> None:
    page = shown("/reports/caizheng/2025/")
    assert "收到和处理政府信息公开申请情况" in page
    assert "本年新收政府信息公开申请数量" in page
    assert page.count('class="chart"') == 2
    assert "表里的各行是什么意思" in page


def test_only_the_published_version_is_shown(published: Organ) -> None:
    pages = [
        shown("/reports/caizheng/2025/"),
        *(shown(f"/reports/caizheng/2025/report.{to}") for to in ("csv", "json")),
    ]
    assert not any("99999" in page for page in pages)


@pytest.mark.parametrize("path", ["", "compare/", "report.csv", "report.json", "report.docx"])
def test_what_is_not_published_is_not_there(bureau: Organ, path: str) -> None:
    version = _drafted(bureau, 2025)
    assert Client().get(f"/reports/caizheng/2025/{path}").status_code == 404
    steps.submit(bureau, 2025, actor="a", digest=version.digest, head="")
    assert Client().get(f"/reports/caizheng/2025/{path}").status_code == 404
    steps.clear(bureau, 2025, actor="b", digest=version.digest, head=_head(bureau, 2025))
    assert Client().get(f"/reports/caizheng/2025/{path}").status_code == 404
    assert "云溪县财政局" not in shown("/reports/")


def test_a_gap_is_a_gap_and_no_zero(published: Organ) -> None:
    rows = list(
        csv.DictReader(io.StringIO(shown("/reports/caizheng/2025/report.csv").removeprefix("\ufeff")))
    )
    found = {row["编号"]: (row["状态"], row["数值"]) for row in rows}
    assert found["requests.other.misc.total"] == ("missing", "")
    assert found[_NEW] == ("count", "7")
    assert '其他处理</th><td class="num">—</td>' in shown("/reports/caizheng/2025/")


def test_the_open_format(published: Organ) -> None:
    found = json.loads(shown("/reports/caizheng/2025/report.json"))
    assert (found["schema"], found["year"]) == ("gongkai-report/1", 2025)
    assert found["cells"][_GRANTED]["value"] == 6


def test_as_documents(published: Organ) -> None:
    for to in ("docx", "xlsx"):
        answer = Client().get(f"/reports/caizheng/2025/report.{to}")
        assert answer.content.startswith(b"PK")
        assert "attachment" in answer["Content-Disposition"]
    assert Client().get("/reports/caizheng/2025/report.html").status_code == 404


def test_beside_the_year_before(published: Organ) -> None:
    page = shown("/reports/caizheng/2025/compare/")
    assert "+4" in page
    assert "2024 年" in page
    assert Client().get("/reports/caizheng/2024/compare/").status_code == 404


def test_the_library_by_year_and_name(published: Organ) -> None:
    assert "/reports/caizheng/2024/" in shown("/reports/?year=2024")
    assert "没有名称里含" in shown("/reports/?year=2025&name=水务")
    assert "/reports/caizheng/2025/" in shown("/reports/?year=nonsense&name=财政")
    assert "/reports/caizheng/2025/" in shown("/")
    assert "/reports/caizheng/2025/" in shown("/organs/caizheng/")


def test_a_page_asks_the_database_a_bounded_number_of_times(
    published: Organ, django_assert_max_num_queries: Any
) -> None:
    for path, most in (
        ("/", 8),
        ("/reports/", 8),
        ("/reports/caizheng/2025/", 40),
        ("/organs/caizheng/", 12),
    ):
        with django_assert_max_num_queries(most):
            Client().get(path)


def test_machines_are_told_what_is_for_them(published: Organ) -> None:
    assert "Disallow: /track/" in shown("/robots.txt")
    found = shown("/sitemap.xml")
    assert "/reports/caizheng/2025/" in found
    assert "track" not in found


def test_organs_are_found_by_an_old_name(county: None) -> None:
    from gongkai_web.store.models import OrganName

    OrganName.objects.create(organ_id="ziran", name="云溪县国土资源局", since="2020-01-01")
    assert "云溪县自然资源局" in shown("/?name=国土")
    assert "没有名称里含" in shown("/?name=不存在")


@pytest.mark.parametrize(
    ("path", "status", "says"), [("/nothing/", 404, "没有这一页"), ("/work/nothing/", 404, "没有这一页")]
)
def test_pages_of_errors_are_in_chinese(db: None, path: str, status: int, says: str) -> None:
    answer = Client().get(path)
    assert answer.status_code == status
    assert says in answer.content.decode()


def test_a_fault_shows_nothing_of_itself(db: None, monkeypatch: pytest.MonkeyPatch) -> None:
    from gongkai_web.published import organs

    def broken() -> None:
        raise RuntimeError("秘密的内情")

    monkeypatch.setattr(organs, "tree", broken)
    answer = Client(raise_request_exception=False).get("/")
    assert answer.status_code == 500
    assert "系统出了差错" in answer.content.decode()
    assert "内情" not in answer.content.decode()


def test_public_pages_open_no_session(published: Organ) -> None:
    client = Client()
    for path in (
        "/",
        "/apply/",
        "/apply/caizheng/",
        "/track/",
        "/verify/",
        "/reports/",
        "/reports/caizheng/2025/",
    ):
        client.get(path)
    assert "sessionid" not in client.cookies
