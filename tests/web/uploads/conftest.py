"""Files of invented reports, whole and damaged, and a worker in hand."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from tests.generated import case

YEAR = 2024


def whole(seed: int = 3) -> bytes:
    """云溪县财政局 on 2024, unless another seed is asked for."""
    return case.make("docx", "none", seed).data


def damaged(seed: int = 4) -> bytes:
    """云溪县自然资源局 on 2023. The first figure of some rows was not printed: the sums prove which."""
    return case.make("tabs", "first-number-dropped", seed).data


def withheld(seed: int = 4) -> bytes:
    """云溪县自然资源局 on 2023. Rows of which more than one reading fits."""
    return case.make("tabs-collapsed", "last-number-dropped", seed).data


def poisonous() -> bytes:
    return b"PK\x03\x04" + b"\xff" * 400


@pytest.fixture
def hand_in(db: None) -> Callable[..., Any]:
    """``hand_in(client, organ, {"a.docx": …})``: files sent as a browser does; the batch."""

    def send(client: Client, organ: str, contents: dict[str, bytes], key: str = "") -> str:
        coming = [SimpleUploadedFile(name, content) for name, content in contents.items()]
        data = {"reports": coming, "submission": key or f"form-{organ}-{sorted(contents)}"[:60]}
        answer = client.post(reverse("uploads-add", args=[organ]), data)
        assert answer.status_code == 302, answer.content.decode()
        return str(answer["Location"]).rstrip("/").rpartition("/")[2]

    return send


@pytest.fixture
def work(db: None) -> Callable[[], None]:
    """The worker does what waits."""

    def do() -> None:
        from gongkai_web.commands.worker import work

        work(stops=lambda: False, is_once=True)

    return do
