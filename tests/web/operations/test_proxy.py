"""Where a visitor comes from is what the proxy says, and nobody else."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.signals import request_started
from django.test import RequestFactory

from gongkai_web.wsgi import entry


@pytest.mark.parametrize(
    ("proxies", "peer", "seen"),
    [
        ("127.0.0.1", "127.0.0.1", "198.51.100.7"),
        ("127.0.0.1", "198.51.100.9", "198.51.100.9"),  # somebody who says so himself
        ("", "127.0.0.1", "127.0.0.1"),
    ],
)
@pytest.mark.django_db
def test_an_address_is_taken_from_the_proxy_alone(proxies: str, peer: str, seen: str) -> None:
    met: list[str] = []

    def meet(environ: dict[str, Any], **_: Any) -> None:
        met.append(environ["REMOTE_ADDR"])

    request_started.connect(meet)
    try:
        said = {"REMOTE_ADDR": peer, "HTTP_X_FORWARDED_FOR": "198.51.100.7"}
        entry(proxies)(RequestFactory().get("/robots.txt").environ | said, lambda *_: None)
    finally:
        request_started.disconnect(meet)
    assert met == [seen]
