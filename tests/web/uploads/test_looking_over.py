"""A damaged report: every repaired or withheld cell beside its print, confirmed or corrected by a person, then taken."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.web.uploads.conftest import damaged, whole, withheld

pytestmark = pytest.mark.django_db


@pytest.fixture
def read(signed_in: Callable[..., Client], hand_in: Callable[..., str], work: Callable[[], None]) -> Any:
    """``read(content)``: the upload of 云溪县's supervisor, read."""

    def make(content: bytes, name: str = "报告.txt") -> Any:
        from gongkai_web.store.models import Upload

        batch = hand_in(signed_in("supervisor", "yunxi"), "yunxi", {name: content}, key=name)
        work()
        return Upload.objects.get(batch=batch)

    return make


def _send(client: Client, upload: Any, typed: dict[str, str], key: str) -> Any:
    address = reverse("upload-correct", args=["yunxi", upload.pk])
    return client.post(address, {f"cell:{cell}": text for cell, text in typed.items()} | {"submission": key})


def test_the_page_shows_print_reading_and_proof(read: Any, signed_in: Callable[..., Client]) -> None:
    from gongkai_web.uploads import reviewing

    upload = read(damaged())
    review = reviewing.review(upload)
    assert len(review.left) == 7  # one row of seven figures, the first of which was not printed
    (row,) = review.rows
    page = signed_in("supervisor", "yunxi").get(reverse("upload", args=["yunxi", upload.pk])).content.decode()
    assert "本行少印了数：应有 7 个，只印了 6 个" in page
    assert any(line.is_here for line in row.lines)
    assert row.holding > 0
    assert not row.broken
    assert 'class="here"' in page


def test_every_cell_is_confirmed_and_who_did_it_is_kept(read: Any, signed_in: Callable[..., Client]) -> None:
    from gongkai_web.reports import versions
    from gongkai_web.store.models import Correction
    from gongkai_web.uploads import reviewing

    client, upload = signed_in("supervisor", "yunxi"), read(damaged())
    doubts = reviewing.review(upload).doubts
    for number, each in enumerate(doubts):
        assert _send(client, upload, {each.id: each.value}, f"cell-{number}").status_code == 302
        assert len(reviewing.review(upload).left) == len(doubts) - number - 1
    rows = list(Correction.objects.filter(upload=upload))
    assert {row.actor for row in rows} == {"supervisor-yunxi"}
    assert all(reviewing.is_confirmed(row) for row in rows)
    assert rows[0].before["repair"] is not None
    assert rows[0].after["repair"] is None
    client.post(reverse("upload-take", args=["yunxi", upload.pk]), {"submission": "take"})
    version = versions.latest(upload.organ, 2023)
    assert version is not None
    assert (version.came, version.upload_id, version.organ_id) == ("upload", upload.pk, "ziran")
    assert version.note == "由文件「报告.txt」读入，人工核对 7 格，其中 0 格改了"
    report = versions.report_of(version)
    assert not any(getattr(cell, "repair", None) for cell in report.cells.values())
    assert not [each for each in report.damage if each.place.table]


def test_a_correction_is_weighed_at_once(read: Any, signed_in: Callable[..., Client]) -> None:
    from gongkai_web.uploads import reviewing

    client, upload = signed_in("supervisor", "yunxi"), read(damaged())
    first = reviewing.review(upload).doubts[0]
    wrong = str(int(first.value) + 1)
    _send(client, upload, {first.id: wrong}, "one-too-many")
    (row,) = reviewing.review(upload).rows
    assert {(each.state, int(each.left) - int(each.right)) for each in row.broken} <= {
        ("broken", 1),
        ("broken", -1),
    }
    assert row.broken
    page = client.get(reverse("upload", args=["yunxi", upload.pk])).content.decode()
    assert "条不成立" in page
    _send(client, upload, {first.id: first.value}, "put-right")
    assert not reviewing.review(upload).rows[0].broken
    assert upload.corrections.count() == 2


def test_withheld_cells_have_no_number_until_somebody_gives_one(
    read: Any, signed_in: Callable[..., Client]
) -> None:
    from gongkai_web.uploads import reviewing

    client, upload = signed_in("supervisor", "yunxi"), read(withheld())
    doubts = reviewing.review(upload).doubts
    kinds = {kind: [each for each in doubts if each.kind == kind] for kind in ("repaired", "withheld")}
    assert {kind: len(found) for kind, found in kinds.items()} == {"repaired": 6, "withheld": 22}
    assert {each.value for each in kinds["withheld"]} == {""}
    one, other = kinds["withheld"][:2]
    _send(client, upload, {one.id: "12", other.id: "-"}, "two")
    review = reviewing.review(upload)
    assert len(review.left) == 26
    assert [review.payload["cells"][each.id]["state"] for each in (one, other)] == ["count", "blank"]


def test_what_is_no_figure_comes_back_at_its_field_and_nothing_is_kept(
    read: Any, signed_in: Callable[..., Client]
) -> None:
    from gongkai_web.uploads import reviewing

    client, upload = signed_in("supervisor", "yunxi"), read(damaged())
    first, second = reviewing.review(upload).doubts[:2]
    answer = _send(client, upload, {first.id: "三件", second.id: "77"}, "bad")
    page = answer.content.decode()
    assert answer.status_code == 422
    assert "「三件」不是整数" in page
    assert 'value="三件"' in page
    assert 'value="77"' in page
    assert upload.corrections.count() == 0


def test_a_year_that_the_ledger_counts_is_not_taken_from_a_file(
    read: Any, signed_in: Callable[..., Client]
) -> None:
    from datetime import date

    from gongkai.ledger.facts import organ as of_organs
    from gongkai_web.store import ledger
    from gongkai_web.store.models import Organ, ReportVersion
    from tests.web.conftest import act

    client, upload = signed_in("supervisor", "yunxi"), read(whole(), "财政局.docx")
    opened = of_organs.LedgerOpened("云溪县水务局", "department", "county", "云水公开", parent="yunxi")
    ledger.record(act("shuiwu", "organ", opened, date(2024, 1, 1)))
    used = of_organs.ActivityRecorded("platform", "改版网站")
    ledger.record(act("shuiwu", "organ", used, date(2024, 5, 6)))
    upload.organ = Organ.objects.get(pk="shuiwu")
    upload.save()
    address = reverse("upload-take", args=["yunxi", upload.pk])
    assert "由台账得出，不能用文件代替" in client.get(address).content.decode()
    client.post(address, {"submission": "take"})
    assert not ReportVersion.objects.exists()


def test_those_that_were_read_without_doubt_are_taken_together(
    signed_in: Callable[..., Client], hand_in: Callable[..., str], work: Callable[[], None]
) -> None:
    from gongkai_web.store.models import ReportVersion, Upload

    client = signed_in("supervisor", "yunxi")
    batch = hand_in(client, "yunxi", {"好.docx": whole(), "损.txt": damaged()})
    work()
    address = reverse("uploads-take", args=["yunxi", batch])
    page = client.get(address).content.decode()
    assert "采用读准的 1 份" in page
    assert "有 7 格要核对" in page
    clean = Upload.objects.get(name="好.docx")
    client.post(address, {"upload": [clean.pk], "submission": "all"})
    assert list(ReportVersion.objects.values_list("organ_id", "year")) == [("caizheng", 2024)]
    assert dict(Upload.objects.values_list("name", "state")) == {"好.docx": "taken", "损.txt": "read"}


def test_a_page_of_a_pdf_is_drawn_for_the_eye(read: Any, signed_in: Callable[..., Client]) -> None:
    from tests.generated import case

    upload = read(case.make("pdf", "columns-reordered", 4).data, "报告.pdf")
    pages = list(upload.printed["pages"])
    assert pages
    client = signed_in("supervisor", "yunxi")
    answer = client.get(reverse("upload-page", args=["yunxi", upload.pk, int(pages[0])]))
    assert (answer["Content-Type"], answer.content[:8]) == ("image/png", b"\x89PNG\r\n\x1a\n")
    assert "attachment" in answer["Content-Disposition"]
    assert client.get(reverse("upload-page", args=["yunxi", upload.pk, 99])).status_code == 404


def test_what_was_read_alike_everywhere_is_confirmed_at_once(
    read: Any, signed_in: Callable[..., Client]
) -> None:
    """Withheld cells are never among them."""
    from gongkai_web.uploads import reviewing

    client, upload = signed_in("supervisor", "yunxi"), read(withheld())
    page = client.get(reverse("upload", args=["yunxi", upload.pk]))
    readings = page.context["readings"]
    assert {each.kind for each in readings} == {"repaired"}
    _send(client, upload, {each.id: each.value for each in readings}, "all")
    assert len(reviewing.review(upload).left) == 22
    assert upload.corrections.count() == 6


def test_the_one_reading_that_is_possible_is_taken_when_a_person_says_so(
    read: Any, signed_in: Callable[..., Client]
) -> None:
    from gongkai_web.uploads import reviewing

    client, upload = signed_in("supervisor", "yunxi"), read(withheld())
    row = next(each for each in reviewing.review(upload).rows if each.is_likely)
    address = reverse("upload-correct", args=["yunxi", upload.pk])
    client.post(address, {f"cell:{each.id}": "" for each in row.doubts} | {"submission": "empty"})
    assert upload.corrections.count() == 0  # an empty field says nothing
    typed = {f"cell:{each.id}": each.value for each in row.doubts}
    client.post(address, typed | {"likely": "1", "submission": "likely"})
    same = next(each for each in reviewing.review(upload).rows if each.key == row.key)
    assert same.is_settled


def test_taking_many_asks_little(
    signed_in: Callable[..., Client],
    hand_in: Callable[..., str],
    work: Callable[[], None],
    django_assert_max_num_queries: Any,
) -> None:
    client = signed_in("supervisor", "yunxi")
    batch = hand_in(
        client, "yunxi", {"一.txt": damaged(), "二.docx": whole(), "三.txt": damaged(0), "四.docx": whole(0)}
    )
    work()
    with django_assert_max_num_queries(22):
        page = client.get(reverse("uploads-take", args=["yunxi", batch]))
    assert len(page.context["clean"]) + len(page.context["others"]) == 4
