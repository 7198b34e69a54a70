"""Notices that were not read go out by e-mail: once, without private words, and not lost while the server is away."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, time, timedelta
from email import message_from_bytes
from email.message import Message
from email.policy import default
from socketserver import StreamRequestHandler, ThreadingTCPServer
from threading import Thread
from typing import Any
from zoneinfo import ZoneInfo

import pytest

from gongkai_web.accounts.models import Person
from gongkai_web.mailing import BadMailServer, mail_server
from gongkai_web.notices import mail
from gongkai_web.store.models import Notice
from tests.web.conftest import TODAY

NOW = datetime.combine(TODAY, time(9, 0), ZoneInfo("Asia/Shanghai"))


class Post(ThreadingTCPServer):
    """A mail server on loopback that keeps what it takes."""

    allow_reuse_address = daemon_threads = True

    def __init__(self) -> None:
        self.taken: list[Message] = []
        self.refused = b"nobody"
        super().__init__(("127.0.0.1", 0), _Dialogue)


class _Dialogue(StreamRequestHandler):
    server: Post

    def handle(self) -> None:
        self._say("220 loopback")
        while line := self.rfile.readline():
            match line.split()[0].upper():
                case b"RCPT" if self.server.refused in line:
                    self._say("550 not here")
                case b"DATA":
                    self._say("354 go on")
                    self.server.taken.append(message_from_bytes(self._text(), policy=default))
                    self._say("250 taken")
                case b"QUIT":
                    self._say("221 bye")
                    return
                case _:
                    self._say("250 yes")

    def _text(self) -> bytes:
        lines = []
        while (line := self.rfile.readline()) != b".\r\n":
            lines.append(line.removeprefix(b".") if line.startswith(b"..") else line)
        return b"".join(lines)

    def _say(self, text: str) -> None:
        self.wfile.write(f"{text}\r\n".encode())


@pytest.fixture
def post(settings: Any, db: None) -> Iterator[Post]:
    settings.EMAIL_BACKEND = "django.core.mail.backends.smtp.EmailBackend"  # pytest puts mail aside otherwise
    settings.SENDS_MAIL = True
    settings.CSRF_TRUSTED_ORIGINS = ["https://gongkai.example"]
    with Post() as server:
        settings.EMAIL_HOST, settings.EMAIL_PORT = server.server_address[:2]
        Thread(target=server.serve_forever, kwargs={"poll_interval": 0.05}, daemon=True).start()
        yield server
        server.shutdown()


@pytest.fixture
def zhou(db: None) -> Person:
    return Person.objects.create(key="zhou", login="zhou", name="周同志", email="zhou@yunxi.example")


def _notice(says: str = "收到网上申请 2026-0003。", **more: Any) -> Notice:
    return Notice.objects.create(**{"person": "zhou", "says": says, "link": "/work/", "made": NOW} | more)


def test_a_message_holds_all_that_was_not_read(post: Post, zhou: Person) -> None:
    _notice()
    _notice("逾期 1 项。")
    _notice("读过的。", read=NOW)
    assert mail.send(NOW) == 1
    (message,) = post.taken
    assert message["To"] == "zhou@yunxi.example"
    assert message["Subject"] == "政府信息公开：2 条提醒"
    text = message.get_content()  # type: ignore[attr-defined]
    assert "周同志，您好" in text
    assert "收到网上申请 2026-0003。\n  https://gongkai.example/work/" in text.replace("\r", "")
    assert "读过的" not in text


def test_it_goes_out_once(post: Post, zhou: Person) -> None:
    _notice()
    assert [mail.send(NOW), mail.send(NOW)] == [1, 0]
    assert len(post.taken) == 1


def test_while_the_server_is_away_nothing_is_lost(post: Post, zhou: Person, settings: Any) -> None:
    _notice()
    settings.EMAIL_PORT, right = 1, settings.EMAIL_PORT
    assert mail.send(NOW) == 0
    assert mail.is_stuck(NOW + timedelta(hours=2))
    settings.EMAIL_PORT = right
    assert mail.send(NOW) == 1
    assert not mail.is_stuck(NOW + timedelta(hours=2))


def test_an_address_that_is_refused_keeps_nobody_elses_back(post: Post, zhou: Person) -> None:
    post.refused = b"gone@"
    Person.objects.create(key="gao", login="gao", name="高同志", email="gone@yunxi.example")
    _notice(person="gao")
    _notice()
    assert mail.send(NOW) == 1
    assert [each["To"] for each in post.taken] == ["zhou@yunxi.example"]
    assert Notice.objects.get(person="gao").mailed is None


@pytest.mark.parametrize(
    "change", [{"email": ""}, {"is_active": False}], ids=["without an address", "no longer active"]
)
def test_who_cannot_be_reached_gets_none(post: Post, zhou: Person, change: dict[str, Any]) -> None:
    Person.objects.update(**change)
    _notice()
    assert mail.send(NOW) == 0
    assert not mail.is_stuck(NOW + timedelta(hours=2))


def test_without_a_server_nothing_is_sent(zhou: Person, settings: Any) -> None:
    settings.SENDS_MAIL = False
    _notice()
    assert mail.send(NOW) == 0


def test_old_news_is_not_sent_any_more(post: Post, zhou: Person) -> None:
    _notice(made=NOW - timedelta(days=3))
    assert mail.send(NOW) == 0


def test_a_name_with_a_line_break_makes_no_headers(post: Post, zhou: Person) -> None:
    _notice("第一行\r\nBcc: others@example.cn")
    mail.send(NOW)
    assert post.taken[0]["Bcc"] is None


@pytest.mark.parametrize(
    ("address", "port", "is_tls", "is_ssl"),
    [
        ("smtp://mail.example", 25, False, False),
        ("smtp+tls://a:b%40c@mail.example", 587, True, False),
        ("smtps://mail.example:4650", 4650, False, True),
    ],
)
def test_an_address_names_a_server(address: str, port: int, is_tls: bool, is_ssl: bool) -> None:  # noqa: FBT001
    found = mail_server(address)
    assert (found["EMAIL_HOST"], found["EMAIL_PORT"]) == ("mail.example", port)
    assert (found["EMAIL_USE_TLS"], found["EMAIL_USE_SSL"]) == (is_tls, is_ssl)


def test_a_password_may_hold_any_sign() -> None:
    assert mail_server("smtp+tls://a:b%40c@mail.example")["EMAIL_HOST_PASSWORD"] == "b@c"  # noqa: S105


@pytest.mark.parametrize(
    "address", ["mail.example", "http://mail.example", "smtp://", "smtp://mail.example:x"]
)
def test_what_names_no_server_is_refused_with_an_example(address: str) -> None:
    with pytest.raises(BadMailServer, match=re.escape("smtp+tls://用户:口令@mail.example:587")):
        mail_server(address)
