from __future__ import annotations

from collections.abc import Callable

from django.test import Client


def test_a_clerk_sees_the_desk(signed_in: Callable[..., Client]) -> None:
    answer = signed_in("clerk", "caizheng").get("/work/")
    assert answer.status_code == 200
    assert "工作台" in answer.content.decode()


def test_nobody_sees_it_without_signing_in(county: None) -> None:
    answer = Client().get("/work/")
    assert answer.status_code == 302
    assert answer["Location"] == "/login/?next=/work/"


def test_everybody_sees_the_first_page(db: None) -> None:
    assert Client().get("/").status_code == 200
