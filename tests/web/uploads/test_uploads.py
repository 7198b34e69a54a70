"""Files come in by the hundred: read in the background, whose they are found out, and none harms another."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client
from django.urls import reverse

from tests.web.uploads.conftest import YEAR, damaged, poisonous, whole

pytestmark = pytest.mark.django_db


def _zip(contents: dict[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w") as archive:
        for name, content in contents.items():
            archive.writestr(name, content)
    return file.getvalue()


def _states(batch: str) -> dict[str, str]:
    from gongkai_web.store.models import Upload

    return {each.name: each.state for each in Upload.objects.filter(batch=batch)}


def test_a_poisonous_file_costs_its_own_line_and_no_other(
    signed_in: Callable[..., Client], hand_in: Callable[..., str], work: Callable[[], None]
) -> None:
    client = signed_in("supervisor", "yunxi")
    batch = hand_in(
        client, "yunxi", {"坏.docx": poisonous(), "好.docx": whole(), "说明.txt": "开会通知".encode()}
    )
    work()
    assert _states(batch) == {"坏.docx": "refused", "好.docx": "read", "说明.txt": "refused"}
    page = client.get(reverse("uploads-batch", args=["yunxi", batch])).content.decode()
    assert "压缩结构已损坏" in page
    assert "已读取，待核对" in page


def test_organ_and_year_are_found_in_the_tree(
    signed_in: Callable[..., Client], hand_in: Callable[..., str], work: Callable[[], None]
) -> None:
    from gongkai_web.store.models import Upload

    batch = hand_in(signed_in("supervisor", "yunxi"), "yunxi", {"报告.docx": whole()})
    work()
    found = Upload.objects.get(batch=batch)
    assert (found.organ_id, found.year, found.state) == ("caizheng", YEAR, "read")
    assert found.says.startswith("与名册的名称相符")


def test_a_report_of_an_organ_that_is_not_below_waits_for_a_person(
    signed_in: Callable[..., Client], hand_in: Callable[..., str], work: Callable[[], None]
) -> None:
    """财政局's own editor may decide for no other organ; 清河县 is told nothing of 云溪县."""
    from gongkai_web.store.models import Upload

    client = signed_in("supervisor", "qinghe")
    batch = hand_in(client, "qinghe", {"报告.docx": whole()})
    work()
    found = Upload.objects.get(batch=batch)
    assert (found.organ, found.state) == (None, "doubtful")
    address = reverse("upload-decide", args=["qinghe", found.pk])
    refused = client.post(address, {"organ": "caizheng", "year": YEAR, "submission": "a"})
    assert refused.status_code == 422
    client.post(address, {"organ": "qinghe", "year": YEAR, "submission": "b"})
    found.refresh_from_db()
    assert (found.organ_id, found.year, found.state) == ("qinghe", YEAR, "read")


def test_an_archive_is_opened_and_the_same_bytes_are_kept_once(
    signed_in: Callable[..., Client], hand_in: Callable[..., str], work: Callable[[], None]
) -> None:
    client = signed_in("supervisor", "yunxi")
    first = hand_in(client, "yunxi", {"一.docx": whole(3)})
    packed = {
        "财政局/甲.docx": whole(3),
        "自然资源局/乙.docx": whole(4),
        "丙.docx": whole(4),
        "../丁.docx": whole(9),
    }
    batch = hand_in(client, "yunxi", {"全县.zip": _zip(packed)})
    work()
    assert _states(first) == {"一.docx": "read"}
    assert _states(batch) == {"全县.zip": "unpacked", "全县.zip!/自然资源局/乙.docx": "read"}
    page = client.get(reverse("uploads-batch", args=["yunxi", batch])).content.decode()
    assert "内容相同，没有再收" in page  # 甲 came before
    assert "指向压缩包之外" in page  # 丁


def test_files_that_are_there_already_are_said_so_and_nothing_new_is_made(
    signed_in: Callable[..., Client], hand_in: Callable[..., str]
) -> None:
    from gongkai_web.store.models import Job, Upload

    client = signed_in("supervisor", "yunxi")
    hand_in(client, "yunxi", {"一.docx": whole()}, key="first")
    answer = client.get(
        reverse("uploads-add", args=["yunxi"])
        if hand_in(client, "yunxi", {"二.docx": whole()}, key="second") == "add"
        else "/"
    )
    assert "内容相同，没有再收" in answer.content.decode()
    assert (Upload.objects.count(), Job.objects.count()) == (1, 1)


def test_stopped_and_resumed_every_file_is_read_once(
    signed_in: Callable[..., Client], hand_in: Callable[..., str], work: Callable[[], None]
) -> None:
    from gongkai_web.store.models import Job, Upload

    client = signed_in("supervisor", "yunxi")
    batch = hand_in(
        client,
        "yunxi",
        {"自然资源局.docx": whole(0), "财政局.docx": whole(3), "自然资源局2023.docx": whole(4)},
    )
    client.post(reverse("uploads-stop", args=["yunxi", batch]))
    work()
    assert Job.objects.get().state == "cancelled"
    assert set(_states(batch).values()) == {"waiting"}
    page = client.get(reverse("uploads-batch", args=["yunxi", batch])).content.decode()
    assert "继续读取" in page
    assert "hx-trigger" not in page  # nothing to wait for
    client.post(reverse("uploads-resume", args=["yunxi", batch]))
    assert "hx-trigger" in client.get(reverse("uploads-batch", args=["yunxi", batch])).content.decode()
    work()
    assert set(_states(batch).values()) == {"read"}
    assert Upload.objects.count() == 3
    assert "HX-Refresh" in client.get(reverse("uploads-progress", args=["yunxi", batch])).headers


def test_who_has_nothing_to_do_with_it_finds_nothing(
    signed_in: Callable[..., Client], hand_in: Callable[..., str], work: Callable[[], None]
) -> None:
    from gongkai_web.store.models import Upload

    batch = hand_in(signed_in("editor", "caizheng"), "caizheng", {"报告.docx": whole()})
    work()
    upload = Upload.objects.get()
    assert upload.organ_id == "caizheng"
    own = [
        reverse("uploads-batch", args=["caizheng", batch]),
        reverse("upload", args=["caizheng", upload.pk]),
    ]
    for role, organ, status in (("editor", "caizheng", 200), ("supervisor", "yunxi", 200)):
        assert {signed_in(role, organ).get(each).status_code for each in own} == {status}, role
    for role, organ in (("supervisor", "qinghe"), ("editor", "ziran")):
        assert {signed_in(role, organ).get(each).status_code for each in own} == {404}, role
    assert signed_in("clerk", "caizheng").get(own[0]).status_code == 403
    elsewhere = reverse("upload", args=["ziran", upload.pk])
    assert signed_in("editor", "ziran").get(elsewhere).status_code == 404


def test_pages_ask_the_database_a_bounded_number_of_times(
    signed_in: Callable[..., Client],
    hand_in: Callable[..., str],
    work: Callable[[], None],
    django_assert_max_num_queries: Any,
) -> None:
    client = signed_in("supervisor", "yunxi")
    batch = hand_in(client, "yunxi", {f"{number}.txt": damaged(number) for number in range(6)})
    work()
    for address, most in ((reverse("uploads"), 24), (reverse("uploads-batch", args=["yunxi", batch]), 26)):
        with django_assert_max_num_queries(most):
            assert client.get(address).status_code == 200


def test_a_form_sent_twice_makes_one_batch(
    signed_in: Callable[..., Client], hand_in: Callable[..., str]
) -> None:
    from gongkai_web.store.models import Job, Upload

    client = signed_in("supervisor", "yunxi")
    batches = {
        hand_in(client, "yunxi", {"一.docx": whole(), "二.txt": damaged()}, key="once") for _ in range(2)
    }
    assert len(batches) == 1
    assert (Upload.objects.count(), Job.objects.count()) == (2, 1)


def test_what_no_database_takes_is_not_written() -> None:
    from gongkai_web.uploads.jobs import storable

    assert storable({"a": ["x\0y", ("\ud800", 1, None)]}) == {"a": ["x\ufffdy", ["\ufffd", 1, None]]}


def test_a_damaged_file_brought_to_the_report_itself_is_looked_over_first(
    signed_in: Callable[..., Client], work: Callable[[], None]
) -> None:
    """自然资源局 brings its report on 2023, of which seven cells were repaired; one that is whole becomes a version at once."""
    from django.core.files.uploadedfile import SimpleUploadedFile

    from gongkai_web.store.models import ReportVersion, Upload

    client = signed_in("editor", "ziran")
    address = reverse("report-upload", args=["ziran", 2023])
    file = SimpleUploadedFile("2023年报.txt", damaged())
    page = client.post(address, {"file": file, "submission": "a"}, follow=True).content.decode()
    assert "文件里有 7 格要对照原件核对" in page
    assert not ReportVersion.objects.exists()
    work()
    upload = Upload.objects.get()
    assert (upload.for_organ, upload.organ_id, upload.year, upload.state) == ("ziran", "ziran", 2023, "read")
    client.post(reverse("upload-take", args=["ziran", upload.pk]), {"submission": "b"})
    assert ReportVersion.objects.get().upload_id == upload.pk
