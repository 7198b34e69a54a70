"""What stands at the public address of a report, against what was filed: wrong things first."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from typing import Any

import pytest
from django.test import Client

from gongkai.model.cell import Cell, Count
from tests.web.conftest import TODAY
from tests.web.supervisor.conftest import GRANTED, NEW, TOTAL, YEAR, of_requests, report
from tests.web.supervisor.sites import Site, site

pytestmark = pytest.mark.django_db
NAME = "云溪县财政局"
CELLS = of_requests(10, 3, 11)
REPORT = f"/work/season/{YEAR}/caizheng/"


def html(name: str = NAME, cells: dict[str, Cell] | None = None, year: int = YEAR) -> bytes:
    from gongkai.write.rendering import rendered

    return rendered(report(name, CELLS if cells is None else cells, year), "html")[0]


@pytest.fixture
def far(county: None) -> Iterator[Site]:
    """A site on the operator's list."""
    from gongkai_web import clock
    from gongkai_web.store.models import Overlay

    with site() as found:
        Overlay.objects.create(
            kind=Overlay.Kind.SITES, name="sites", content=found.list, actor="operator", made=clock.now()
        )
        yield found


@pytest.fixture
def looked(far: Site, kept: Callable[..., Any]) -> Callable[..., Any]:
    """``looked(page)``: the filed report of 财政局 with the page at its public address, and what the look says."""

    def look(page: Any, address: str = "") -> Any:
        from gongkai_web.store.models import Organ, Progress
        from gongkai_web.witness import addresses, looking

        organ = Organ.objects.get(pk="caizheng")
        if not Progress.objects.filter(organ=organ, year=YEAR).exists():
            kept("caizheng", CELLS, "published")
        far.pages["/r.html"] = page
        addresses.enter(organ, YEAR, address or far.at("/r.html"), actor="editor")
        seen = looking.seen(organ, YEAR)
        assert seen is not None
        return looking.keep(organ, YEAR, seen, actor="supervisor")

    return look


def test_a_page_that_is_gone_is_no_page(looked: Callable[..., Any]) -> None:
    check = looked(404)
    assert (check.result, check.status) == ("unreachable", 404)
    assert "不在了" in check.says
    assert (check.title, check.size) == ("gone", len(b"<title>gone</title>"))  # kept all the same


def test_the_report_of_another_organ_is_not_this_one(looked: Callable[..., Any]) -> None:
    check = looked(html("清河县财政局"))
    assert (check.result, check.cells) == ("different", [])
    assert "清河县财政局" in check.says


def test_last_years_report_under_this_years_link_is_not_this_one(looked: Callable[..., Any]) -> None:
    check = looked(html(year=YEAR - 1))
    assert check.result == "different"
    assert f"{YEAR - 1} 年度" in check.says


def test_cells_that_differ_are_named(looked: Callable[..., Any]) -> None:
    """Filed: 11 granted of 11. The page says 12 of 12, in the column of natural persons and in that of the total."""
    check = looked(html(cells={**CELLS, GRANTED: Count(12), TOTAL: Count(12)}))
    assert check.result == "different"
    assert {(cell, filed, public) for cell, filed, public in check.cells} == {
        (f"requests.{row}.{column}", "11", "12")
        for row in ("granted", "total")
        for column in ("natural_person", "total")
    }


def test_a_blank_is_no_nought(looked: Callable[..., Any]) -> None:
    from gongkai.model.cell import Blank

    nought = "requests.unable.not_held.total"
    check = looked(html(cells={**CELLS, nought: Blank()}))
    assert check.result == "different"
    assert [nought, "0", ""] in check.cells


@pytest.mark.parametrize(
    "page",
    [b"<title>x</title><p>nothing here</p>", b"", b"PK\x03\x04" + b"\xff" * 400],
    ids=["prose", "nothing", "poison"],
)
def test_what_is_no_report_is_not_read(page: bytes, looked: Callable[..., Any]) -> None:
    assert looked(page).result == "unreadable"


def test_a_site_that_is_not_on_the_list_is_not_asked(looked: Callable[..., Any], far: Site) -> None:
    from gongkai_web.store.models import Overlay

    Overlay.objects.update(content="www.yunxi.gov.example")
    check = looked(html())
    assert (check.result, check.file, check.digest) == ("denied", None, "")
    assert far.asked == []


def test_the_same_report_is_the_same_and_its_bytes_are_kept(looked: Callable[..., Any]) -> None:
    import hashlib

    from gongkai_web.store import files
    from gongkai_web.store.models import Progress

    check = looked(html())
    assert (check.result, check.cells, check.on) == ("same", [], TODAY)
    assert files.content(check.file) == html()
    assert check.digest == hashlib.sha256(html()).hexdigest()
    assert Progress.objects.get(organ="caizheng", year=YEAR).public == "same"


def test_a_page_of_this_system_is_taken_from_itself(looked: Callable[..., Any]) -> None:
    check = looked(404, f"http://testserver/reports/caizheng/{YEAR}/")
    assert (check.result, check.says) == ("same", check.says)
    assert check.status == 200
    assert looked(404, f"http://testserver/reports/ziran/{YEAR}/").result == "unreachable"
    assert looked(404, "http://testserver/work/").result == "denied"  # nothing but what is published


@pytest.mark.parametrize("address", ["http://testserver:99999{}", "http://[testserver{}"])
def test_an_address_that_cannot_be_one_keeps_nobody_from_looking_at_the_others(
    address: str, looked: Callable[..., Any]
) -> None:
    public = f"/reports/caizheng/{YEAR}/"
    assert looked(b"", address.format(public)).result in {"denied", "unreachable"}


def test_what_is_due_is_looked_at_once_and_what_was_wrong_every_day(
    looked: Callable[..., Any], settings: Any
) -> None:
    from gongkai_web.witness import looking

    looked(404)
    assert looking.due(TODAY) == []
    tomorrow = TODAY + timedelta(days=1)
    assert looking.due(tomorrow) == [("caizheng", YEAR)]
    assert looking.due(TODAY + timedelta(days=60)) == []
    settings.TODAY = tomorrow
    looked(html())
    assert looking.due(date(2026, 4, 1)) == []


def test_what_the_list_did_not_have_is_looked_at_when_the_list_is_another_one(
    looked: Callable[..., Any], settings: Any
) -> None:
    from gongkai_web import clock
    from gongkai_web.store.models import Overlay
    from gongkai_web.witness import looking

    looked(html(), "https://elsewhere.example/r.html")
    settings.TODAY = TODAY + timedelta(days=1)
    assert looking.due(settings.TODAY) == []
    Overlay.objects.create(
        kind=Overlay.Kind.SITES, name="sites", content="elsewhere.example", actor="operator", made=clock.now()
    )
    assert looking.due(settings.TODAY) == [("caizheng", YEAR)]


def test_a_correction_is_looked_at_anew(looked: Callable[..., Any], kept: Callable[..., Any]) -> None:
    from gongkai_web.reports import states, steps
    from gongkai_web.store.models import Organ, Progress
    from gongkai_web.witness import looking

    looked(html())
    version = kept("caizheng", {**CELLS, NEW: Count(10)} | {GRANTED: Count(12), TOTAL: Count(12)})
    opened = states.filing_of("caizheng", YEAR)
    assert opened is not None
    organ = Organ.objects.get(pk="caizheng")
    steps.amend(organ, YEAR, actor="leader", digest=version.digest, note="更正。", head=opened.head)
    assert Progress.objects.get(organ="caizheng", year=YEAR).public == ""
    assert looking.due(TODAY) == [("caizheng", YEAR)]
    assert looked(html()).result == "different"


def test_the_worker_looks_at_what_is_due(
    far: Site, kept: Callable[..., Any], signed_in: Callable[..., Client]
) -> None:
    from gongkai_web.commands.worker import work
    from gongkai_web.store import jobs
    from gongkai_web.store.models import PublicCheck
    from gongkai_web.witness.looking import KIND

    kept("caizheng", CELLS, "published")
    kept("ziran", CELLS, "submitted")
    jobs.enqueue(KIND, {}, actor="system")
    work(stops=lambda: False, is_once=True)
    assert [(each.organ_id, each.result) for each in PublicCheck.objects.all()] == [("caizheng", "denied")]


# --- pages ------------------------------------------------------------------------------------------------------------


def test_the_supervisor_sees_what_was_seen_and_prints_it(
    looked: Callable[..., Any], signed_in: Callable[..., Client]
) -> None:
    import io

    import pypdfium2

    check = looked(html(cells={**CELLS, GRANTED: Count(12), TOTAL: Count(12)}))
    client = signed_in("supervisor", "yunxi")
    page = client.get(REPORT).content.decode()
    assert "有 4 格与报送的不同" in page
    season = client.get(f"/work/season/{YEAR}/", {"which": "public"})
    assert [row.organ.key for row in season.context["rows"]] == ["caizheng"]
    paper = client.get(f"{REPORT}checks/{check.pk}/").content
    with pypdfium2.PdfDocument(io.BytesIO(paper)) as document:
        assert len(document) == 1
        text = document[0].get_textpage().get_text_bounded()
    assert check.digest[:32] in text
    assert "没有网页的截图" in text
    then = client.get(f"{REPORT}checks/{check.pk}/page/")
    assert then.content == html(cells={**CELLS, GRANTED: Count(12), TOTAL: Count(12)})
    assert "attachment" in then["Content-Disposition"]
    for foreign in ("", "page/"):
        assert client.get(f"/work/season/{YEAR}/ziran/checks/{check.pk}/{foreign}").status_code == 404
        other = signed_in("supervisor", "qinghe").get(f"{REPORT}checks/{check.pk}/{foreign}")
        assert other.status_code == 404


def test_on_demand_a_worker_looks(
    far: Site, kept: Callable[..., Any], signed_in: Callable[..., Client]
) -> None:
    from gongkai_web.store import jobs
    from gongkai_web.store.models import PublicCheck

    kept("caizheng", CELLS)  # from elsewhere: it never went through the filing here
    client = signed_in("supervisor", "yunxi")
    assert "还没有公布的网址" in client.post(f"{REPORT}look/", follow=True).content.decode()
    far.pages["/r.html"] = html()
    sent = {"address": far.at("/r.html"), "submission": "a"}
    assert "还不能核验" not in client.post(f"{REPORT}address/", sent, follow=True).content.decode()
    assert "后台正在核验" in client.post(f"{REPORT}look/", follow=True).content.decode()
    task = jobs.take("w")
    assert task is not None
    jobs.run(task)
    assert [(each.result, each.actor) for each in PublicCheck.objects.all()] == [("same", "supervisor-yunxi")]
    assert "后台正在核验" not in client.get(REPORT).content.decode()


def test_an_editor_enters_the_address_and_is_told_what_is_missing(
    kept: Callable[..., Any], signed_in: Callable[..., Client]
) -> None:
    from gongkai_web.witness.addresses import address_of

    kept("caizheng", CELLS)
    client = signed_in("editor", "caizheng")
    wrong = client.post(f"{REPORT}address/", {"address": "javascript:alert(1)", "submission": "a"})
    assert (wrong.status_code, address_of("caizheng", YEAR)) == (200, "")
    sent = {"address": "https://www.yunxi.gov.example/1.html", "submission": "b"}
    page = client.post(f"{REPORT}address/", sent, follow=True).content.decode()
    assert "不在可以核验的网站里" in page
    assert address_of("caizheng", YEAR) == "https://www.yunxi.gov.example/1.html"
    assert signed_in("clerk", "caizheng").get(f"{REPORT}address/").status_code == 403


def test_the_operator_enters_the_list(signed_in: Callable[..., Client]) -> None:
    from gongkai_web.witness.sites import allowed

    client = signed_in("operator", "yunxi")
    wrong = client.post("/work/law/sites/", {"content": "http://x", "because": "试", "submission": "a"})
    assert "第 1 行" in wrong.content.decode()
    good = {"content": "*.yunxi.gov.example  # 县政府", "because": "试", "submission": "b"}
    assert client.post("/work/law/sites/", good).status_code == 302
    assert [each.name for each in allowed().hosts] == ["yunxi.gov.example"]
    assert "可以核验的网站" in client.get("/work/law/").content.decode()
