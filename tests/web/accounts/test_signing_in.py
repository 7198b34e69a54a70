"""Who gets in, who waits, and when a session ends."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

import pyotp
import pytest
from django.test import Client
from django.utils import timezone

from gongkai_web import clock
from gongkai_web.accounts import appointing, lockout, second_factor
from gongkai_web.accounts.models import Appointment, Person
from gongkai_web.store.models import AuditRecord
from tests.web.conftest import TODAY

PASSWORD = "一个很长的口令-2026"  # noqa: S105
START = timezone.now()


class Clock:
    def __init__(self) -> None:
        self.at = START

    def __call__(self) -> datetime:
        return self.at

    def wait(self, **time: float) -> None:
        self.at += timedelta(**time)


@pytest.fixture
def ticking(monkeypatch: pytest.MonkeyPatch) -> Clock:
    found = Clock()
    monkeypatch.setattr(clock, "moment", found)
    return found


@pytest.fixture
def zhang(person: Callable[..., Person], settings: Any, ticking: Clock) -> Person:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    found = person("clerk", "caizheng", "zhang")
    found.set_password(PASSWORD)
    found.save()
    return found


def _sign_in(client: Client, password: str = PASSWORD, login: str = "zhang", **more: str) -> Any:
    return client.post("/login/", {"username": login, "password": password, **more})


def _is_in(client: Client) -> bool:
    return client.get("/work/").status_code == 200


def _with_code(person: Person) -> tuple[str, tuple[str, ...]]:
    """The secret and the recovery codes of a second factor that was confirmed a while ago."""
    factor = second_factor.begin(person)
    secret = second_factor.secret(factor)
    before = clock.moment() - timedelta(hours=1)
    codes = second_factor.confirm(factor, pyotp.TOTP(secret).at(before), before)
    assert codes
    return secret, codes


def _code(secret: str) -> str:
    return pyotp.TOTP(secret).at(clock.moment())


def test_the_right_password_lets_in(zhang: Person, client: Client) -> None:
    answer = _sign_in(client, next="/notices/")
    assert (answer.status_code, answer["Location"]) == (302, "/notices/")
    assert _is_in(client)
    assert AuditRecord.objects.get(action="sign_in").actor == "zhang"


@pytest.mark.parametrize(
    "target", ["https://evil.example/", "//evil.example/", "/\\evil.example", "javascript:alert(1)"]
)
def test_nobody_is_led_astray(zhang: Person, client: Client, target: str) -> None:
    assert _sign_in(client, next=target)["Location"] == "/work/"


def test_a_wrong_password_and_an_unknown_login_read_alike(zhang: Person, client: Client) -> None:
    wrong = _sign_in(client, "错的").content.decode()
    unknown = _sign_in(client, "错的", login="nobody").content.decode()
    for page in (wrong, unknown):
        assert "登录名或者口令不对" in page
    assert not _is_in(client)
    assert "错的" not in wrong


def test_an_inactive_person_does_not_get_in(zhang: Person, client: Client) -> None:
    Person.objects.filter(pk=zhang.pk).update(is_active=False)
    assert "登录名或者口令不对" in _sign_in(client).content.decode()


def test_after_five_failures_even_the_right_password_waits(
    zhang: Person, client: Client, ticking: Clock
) -> None:
    for _ in range(lockout.FREE_FOR_A_LOGIN):
        _sign_in(client, "错的")
    assert "请 1 分钟以后再试" in _sign_in(client).content.decode()
    assert not _is_in(client)
    ticking.wait(seconds=61)
    _sign_in(client)
    assert _is_in(client)


def test_every_further_failure_doubles_the_wait_up_to_two_hours() -> None:
    waits = [lockout.wait_after(failures, 5) // timedelta(minutes=1) for failures in range(3, 16)]
    assert waits == [0, 0, 1, 2, 4, 8, 16, 32, 64, 120, 120, 120, 120]


def test_an_unknown_login_waits_as_a_known_one(db: None, client: Client, ticking: Clock) -> None:
    for _ in range(lockout.FREE_FOR_A_LOGIN):
        _sign_in(client, "错的", login="nobody")
    assert "请 1 分钟以后再试" in _sign_in(client, login="nobody").content.decode()


def test_an_address_that_tries_many_logins_waits(db: None, client: Client, ticking: Clock) -> None:
    for number in range(lockout.FREE_FOR_AN_ADDRESS):
        lockout.attempt(f"somebody-{number}", "192.0.2.7", ticking.at)
    assert lockout.attempt("another", "192.0.2.7", ticking.at).until is not None
    assert lockout.attempt("another", "192.0.2.8", ticking.at).until is None


def test_failures_of_yesterday_are_forgotten(db: None, ticking: Clock) -> None:
    for _ in range(8):
        lockout.attempt("zhang", "192.0.2.7", ticking.at)
    ticking.wait(hours=25)
    assert lockout.attempt("zhang", "192.0.2.7", ticking.at).until is None


def test_the_failed_login_is_not_written_down(zhang: Person, client: Client) -> None:
    _sign_in(client, "错的", login="我的口令打错了地方")
    record = AuditRecord.objects.get(action="sign_in_failed")
    assert "我的口令打错了地方" not in f"{record.actor}{record.object}{record.says}"


def test_who_has_a_second_factor_is_asked_for_it(zhang: Person, client: Client) -> None:
    secret, _ = _with_code(zhang)
    answer = _sign_in(client, next="/notices/")
    assert answer["Location"] == "/login/code/?next=%2Fnotices%2F"
    assert not _is_in(client)
    assert client.post(answer["Location"], {"code": _code(secret)})["Location"] == "/notices/"
    assert _is_in(client)


def test_a_code_is_taken_once(zhang: Person, client: Client, ticking: Clock) -> None:
    secret, _ = _with_code(zhang)
    code = _code(secret)
    for browser in (client, Client()):
        _sign_in(browser)
        browser.post("/login/code/", {"code": code})
    assert _is_in(client)
    assert not _is_in(browser)


def test_a_recovery_code_is_taken_once(zhang: Person, client: Client) -> None:
    _, codes = _with_code(zhang)
    for browser in (client, Client()):
        _sign_in(browser)
        browser.post("/login/code/", {"code": codes[0].upper()})
    assert _is_in(client)
    assert not _is_in(browser)


def test_recovery_codes_stand_nowhere_in_clear(zhang: Person) -> None:
    secret, codes = _with_code(zhang)
    factor = second_factor.of(zhang)
    assert factor is not None
    assert len(factor.recovery) == second_factor.RECOVERY_CODES
    assert not any(code in str(factor.recovery) for code in codes)
    assert secret.encode() not in bytes(factor.sealed)


def test_guessing_codes_waits(zhang: Person, client: Client) -> None:
    _with_code(zhang)
    _sign_in(client)
    for _ in range(lockout.FREE_FOR_A_LOGIN):
        client.post("/login/code/", {"code": "000000"})
    assert "请 1 分钟以后再试" in client.post("/login/code/", {"code": "000000"}).content.decode()


def test_the_password_alone_is_good_for_five_minutes(zhang: Person, client: Client, ticking: Clock) -> None:
    secret, _ = _with_code(zhang)
    _sign_in(client)
    ticking.wait(minutes=6)
    assert client.post("/login/code/", {"code": _code(secret)})["Location"] == "/login/"
    assert not _is_in(client)


def test_staff_without_a_second_factor_set_it_up_first(zhang: Person, client: Client, settings: Any) -> None:
    settings.NEEDS_SECOND_FACTOR = True
    _sign_in(client)
    assert client.get("/work/")["Location"] == "/account/second-factor/"
    client.post("/account/second-factor/", {"begin": "1"})
    page = client.get("/account/second-factor/").content.decode()
    assert "<svg" in page
    assert "style=" not in page
    begun = second_factor.begun(zhang)
    assert begun is not None
    assert "验证码不对" in client.post("/account/second-factor/", {"code": "123"}).content.decode()
    shown = client.post(
        "/account/second-factor/", {"code": _code(second_factor.secret(begun))}
    ).content.decode()
    assert shown.count("<li><code>") == second_factor.RECOVERY_CODES
    assert _is_in(client)


def test_a_second_factor_that_is_there_is_not_replaced_without_a_code(
    zhang: Person, client: Client, settings: Any
) -> None:
    """Not even by a session that has not shown it."""
    secret, _ = _with_code(zhang)
    client.force_login(zhang)
    settings.NEEDS_SECOND_FACTOR = True
    assert client.post("/account/second-factor/", {"begin": "1"})["Location"] == "/account/prove/"
    factor = second_factor.of(zhang)
    assert factor is not None
    assert second_factor.secret(factor) == secret


def test_where_it_is_required_it_is_not_removed(zhang: Person, client: Client, settings: Any) -> None:
    secret, _ = _with_code(zhang)
    settings.NEEDS_SECOND_FACTOR = True
    _sign_in(client)
    client.post("/login/code/", {"code": _with_recovery(zhang)})
    client.post("/account/second-factor/", {"code": _code(secret), "wanted": "remove"})
    assert client.get("/work/").status_code == 200
    assert second_factor.begun(zhang) is not None  # another telephone, at the most


def _with_recovery(person: Person) -> str:
    factor = second_factor.of(person)
    assert factor is not None
    return second_factor.renew_recovery(factor)[0]


def test_an_act_of_consequence_wants_the_code_again(
    person: Callable[..., Person], client: Client, ticking: Clock, settings: Any
) -> None:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    boss = person("manager", "caizheng", "zhang")
    boss.set_password(PASSWORD)
    boss.save()
    secret, _ = _with_code(boss)
    _sign_in(client)
    client.post("/login/code/", {"code": _code(secret)})
    assert client.get("/work/people/").status_code == 200
    ticking.wait(minutes=31)
    assert client.get("/work/").status_code == 200
    assert client.get("/work/people/?q=a")["Location"] == "/account/prove/?next=%2Fwork%2Fpeople%2F%3Fq%3Da"
    assert (
        client.post("/account/prove/?next=/work/people/", {"code": _code(secret)})["Location"]
        == "/work/people/"
    )
    assert client.get("/work/people/").status_code == 200


def test_whoever_was_away_signs_in_again(zhang: Person, client: Client, ticking: Clock) -> None:
    _sign_in(client)
    ticking.wait(minutes=30)
    assert _is_in(client)
    ticking.wait(minutes=30)
    assert _is_in(client)
    ticking.wait(minutes=41)
    assert not _is_in(client)


def test_a_new_password_ends_the_other_sessions(zhang: Person, client: Client) -> None:
    other = Client()
    for browser in (client, other):
        _sign_in(browser)
    new = "另一个很长的口令-2026"
    client.post("/account/password/", {"old_password": PASSWORD, "new_password1": new, "new_password2": new})
    assert _is_in(client)
    assert not _is_in(other)


def test_a_password_that_somebody_else_set_is_changed_first(zhang: Person, client: Client) -> None:
    Person.objects.filter(pk=zhang.pk).update(must_change_password=True)
    _sign_in(client)
    assert client.get("/work/")["Location"] == "/account/password/"
    weak = {"old_password": PASSWORD, "new_password1": "12345", "new_password2": "12345"}
    assert client.post("/account/password/", weak).status_code == 200
    new = "另一个很长的口令-2026"
    client.post("/account/password/", {**weak, "new_password1": new, "new_password2": new})
    assert _is_in(client)


def test_a_changed_appointment_ends_the_session(zhang: Person, client: Client) -> None:
    _sign_in(client)
    assert _is_in(client)
    appointing.end(Appointment.objects.get(person=zhang), until=TODAY)
    assert not _is_in(client)


def test_an_appointment_that_runs_out_takes_the_right_with_it(zhang: Person, client: Client) -> None:
    Appointment.objects.filter(person=zhang).update(until=TODAY - timedelta(days=1))
    _sign_in(client)
    assert client.get("/work/").status_code == 403


def test_other_sessions_end_when_one_says_so(zhang: Person, client: Client) -> None:
    other = Client()
    for browser in (client, other):
        _sign_in(browser)
    client.post("/account/sessions/end/")
    assert _is_in(client)
    assert not _is_in(other)
