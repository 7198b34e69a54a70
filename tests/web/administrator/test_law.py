"""What an administrator puts over the law: seen before it holds, kept with its history, taken back."""

from __future__ import annotations

import re
from collections.abc import Callable
from datetime import date
from html import unescape
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client

from gongkai.ledger.facts.request import Arrived, Item
from gongkai.write.letters.templates import SHIPPED
from gongkai_web.store import jobs as store_jobs
from gongkai_web.store import ledger, privacy
from gongkai_web.store.models import Case, Job, Overlay
from gongkai_web.store.overlays import rulebook_of, templates
from tests.web.conftest import TODAY, act

DAYS = """\
title: 云溪县关于机关事务调整的通知
issuer: 云溪县人民政府
issued: 2026-03-01
region: 云溪县
rest:
  - {name: 县庆, since: 2026-03-19, to: 2026-03-20}
"""
SETTING = "consultation.excluded_days"


@pytest.fixture
def operator(signed_in: Callable[..., Client]) -> Client:
    return signed_in("operator", "yunxi")


@pytest.fixture
def case(county: None) -> Case:
    who = privacy.put_applicant("caizheng", privacy.Applicant("田某"))
    what = privacy.put_wording("caizheng", "预算")
    arrived = Arrived("registered_post", "natural_person", who, (Item(1, what),))
    ledger.record(act("caizheng", "request/2026-0001", arrived, date(2026, 3, 2)))
    return Case.objects.get()


def _lay(client: Client, content: str = DAYS, organ: str = "", **more: str) -> Any:
    return client.post(
        "/work/law/calendar/", {"content": content, "organ": organ, "because": "县政府通知", **more}
    )


def _work() -> None:
    from gongkai_web.commands.worker import work

    work(stops=lambda: False, is_once=True)


def test_what_days_would_change_is_seen_before(operator: Client, case: Case) -> None:
    """Twenty working days from 2 March end on the 30th; two more days of rest make it the 1st of April."""
    assert case.due == date(2026, 3, 30)
    page = _lay(operator).content.decode()
    for said in ("2026年3月19日", "县庆", "2026年3月30日", "2026年4月1日", "2026-0001"):
        assert said in page
    assert not Overlay.objects.exists()
    assert Case.objects.get().due == date(2026, 3, 30)


def test_put_in_it_holds_and_open_cases_move_in_the_background(operator: Client, case: Case) -> None:
    assert _lay(operator, confirmed="1").status_code == 302
    assert "等后台任务进程来做" in operator.get("/work/law/").content.decode()
    assert Case.objects.get().due == date(2026, 3, 30)
    _work()
    assert "重新计算" not in operator.get("/work/law/").content.decode()
    assert Case.objects.get().due == date(2026, 4, 1)
    assert not rulebook_of("ziran").calendar.is_working(date(2026, 3, 19))


def test_what_is_for_one_organ_moves_no_other(operator: Client, case: Case) -> None:
    _lay(operator, organ="ziran", confirmed="1")
    _work()
    assert Case.objects.get().due == date(2026, 3, 30)
    assert not rulebook_of("ziran").calendar.is_working(date(2026, 3, 19))
    assert rulebook_of("caizheng").calendar.is_working(date(2026, 3, 19))


def test_a_change_while_one_is_at_work_is_followed_as_well(operator: Client, case: Case) -> None:
    _lay(operator, confirmed="1")
    first = store_jobs.take("first")
    assert first is not None
    _lay(
        operator,
        DAYS.replace("县关于", "县再次关于").replace("03-19", "03-24").replace("03-20", "03-24"),
        confirmed="1",
    )
    store_jobs.run(first)
    _work()
    assert Case.objects.get().due == date(2026, 4, 2)


def test_a_case_that_cannot_be_brought_up_is_given_up_though_others_before_it_can(
    operator: Client, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    def bring_up(organ: str, _keys: list[str]) -> None:
        if organ == "ziran":
            raise ZeroDivisionError

    case.pk, case.organ_id = None, "ziran"
    case.save()
    monkeypatch.setattr("gongkai_web.store.refreshing.bring_up", bring_up)
    _lay(operator, confirmed="1")
    for _ in range(1 + store_jobs.ATTEMPTS):  # once a step further than before, then no more
        task = store_jobs.take("first")
        assert task is not None
        with pytest.raises(ZeroDivisionError):
            store_jobs.run(task)
        Job.objects.update(lease=None)
    assert store_jobs.take("first") is None
    assert (Job.objects.get().state, Job.objects.get().done) == ("failed", 1)


def test_who_is_no_administrator_any_more_changes_no_days(operator: Client, case: Case) -> None:
    from gongkai_web.accounts.models import Appointment

    _lay(operator, confirmed="1")
    Appointment.objects.all().delete()
    _work()
    assert Job.objects.get().state == "failed"


def test_days_for_all_and_days_of_an_organ_hold_together(operator: Client, county: None) -> None:
    _lay(operator, confirmed="1")
    own = DAYS.replace("云溪县关于", "财政局关于").replace("03-19", "03-24").replace("03-20", "03-24")
    _lay(operator, own, organ="caizheng", confirmed="1")
    working = rulebook_of("caizheng").calendar.is_working
    assert (working(date(2026, 3, 19)), working(date(2026, 3, 24))) == (False, False)


def test_a_later_file_of_the_same_title_takes_the_place(operator: Client, county: None) -> None:
    _lay(operator, confirmed="1")
    _lay(operator, DAYS.replace("03-19", "03-23").replace("03-20", "03-23"), confirmed="1")
    assert rulebook_of("").calendar.is_working(date(2026, 3, 19))
    assert not rulebook_of("").calendar.is_working(date(2026, 3, 23))


def test_taken_back_all_is_as_before(operator: Client, case: Case) -> None:
    _lay(operator, confirmed="1")
    _work()
    number = Overlay.objects.get().pk
    page = operator.get(f"/work/law/{number}/take-back/").content.decode()
    assert "2026年3月30日" in page
    operator.post(f"/work/law/{number}/take-back/", {"because": "通知撤销"})
    _work()
    assert Case.objects.get().due == date(2026, 3, 30)
    assert operator.get(f"/work/law/{number}/take-back/").status_code == 404
    history = operator.get("/work/law/history/").content.decode()
    assert history.index("通知撤销") < history.index("县政府通知")


@pytest.mark.parametrize(
    ("content", "says"),
    [
        ("title: x\n  - y: [", "YAML"),
        (DAYS.replace("2026-03-20", "2026-03-01"), "到期日在开始之前"),
        (DAYS + "holiday: 1\n", "holiday"),
        ("", "请上传文件，或者在这里粘贴"),
    ],
)
def test_a_bad_file_is_refused_with_its_words_kept(operator: Client, content: str, says: str) -> None:
    page = unescape(_lay(operator, content).content.decode())
    assert says in page
    assert "还没有保存" in page
    assert content.strip() in page
    assert not Overlay.objects.exists()


def _choose(client: Client, **said: str) -> Any:
    given = {
        "option": "service-to-answer",
        "since": "2026-03-01",
        "organ": "",
        "because": "市政府法制机构答复",
    }
    return client.post(f"/work/law/choices/{SETTING}/", {**given, **said})


def test_a_choice_is_seen_put_in_and_dated(operator: Client, county: None) -> None:
    assert "都不计" in _choose(operator).content.decode()
    assert not Overlay.objects.exists()
    _choose(operator, confirmed="1")
    choices = rulebook_of("caizheng").choices
    assert choices.of(SETTING, date(2026, 2, 28)) == "sent-to-answer"
    assert choices.of(SETTING, date(2026, 3, 1)) == "service-to-answer"


def test_a_later_choice_keeps_the_earlier_one_for_its_days(operator: Client, county: None) -> None:
    _choose(operator, confirmed="1")
    _choose(operator, confirmed="1", option="sent-to-answer", since="2026-03-10")
    choices = rulebook_of("caizheng").choices
    days = (date(2026, 2, 1), date(2026, 3, 1), date(2026, 3, 10))
    assert [choices.of(SETTING, day) for day in days] == [
        "sent-to-answer",
        "service-to-answer",
        "sent-to-answer",
    ]


def test_choices_on_two_settings_hold_together(operator: Client, county: None) -> None:
    _choose(operator, confirmed="1")
    said = {"option": "restart", "since": "2026-03-01", "organ": "caizheng", "because": "x", "confirmed": "1"}
    operator.post("/work/law/choices/supplement.late_notice/", said)
    choices = rulebook_of("caizheng").choices
    assert choices.of(SETTING, TODAY) == "service-to-answer"
    assert choices.of("supplement.late_notice", TODAY) == "restart"
    assert rulebook_of("ziran").choices.of("supplement.late_notice", TODAY) == "first-receipt"


def test_a_setting_that_is_not_there_is_not_found(operator: Client) -> None:
    assert operator.get("/work/law/choices/no.such/").status_code == 404


def _template(name: str = "reply") -> SimpleUploadedFile:
    return SimpleUploadedFile("答复.docx", (SHIPPED / f"{name}.docx").read_bytes())


def test_an_own_template_is_tried_and_taken(operator: Client, county: None) -> None:
    said = {"sort": "reply", "organ": "caizheng", "because": "本局格式"}
    answer = operator.post("/work/law/templates/", {**said, "file": _template()})
    assert answer.status_code == 302
    with templates("caizheng") as folder:
        assert folder is not None
        assert [path.name for path in folder.iterdir()] == ["reply.docx"]
    with templates("ziran") as folder:
        assert folder is None
    number = Overlay.objects.get().pk
    body = b"".join(operator.get(f"/work/law/templates/{number}/"))
    assert body == (SHIPPED / "reply.docx").read_bytes()


def test_a_template_that_lacks_a_field_is_refused(operator: Client, county: None) -> None:
    """A notice has no place for the remedy that a reply must state."""
    said = {"sort": "reply", "organ": "", "because": "本局格式"}
    page = operator.post("/work/law/templates/", {**said, "file": _template("service")}).content.decode()
    assert "还没有保存" in page
    assert not Overlay.objects.exists()


def test_the_shipped_templates_can_be_had(operator: Client) -> None:
    page = operator.get("/work/law/templates/").content.decode()
    for address in re.findall(r'href="(/work/law/templates/shipped/[^"]+)"', page):
        assert operator.get(address).status_code == 200


def test_the_page_shows_every_setting(operator: Client) -> None:
    assert "征求第三方、共同制作机关意见的时间" in operator.get("/work/law/").content.decode()


def test_a_page_asks_for_the_rulebook_once(
    operator: Client, case: Case, django_assert_max_num_queries: Any
) -> None:
    with django_assert_max_num_queries(40):
        operator.get("/work/law/")
