"""A request that looks like a machine's is marked for the clerk, and taken like any other."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from django.test import Client

from tests.web.public.citizen import filed

pytestmark = pytest.mark.django_db


@pytest.mark.parametrize(("changed", "times"), [({"website": "x"}, 1), ({"opened": "1"}, 0)])
def test_the_page_of_the_request_says_what_looks_strange(
    signed_in: Callable[[str, str], Client], changed: dict[str, str], times: int
) -> None:
    clerk = signed_in("clerk", "caizheng")
    filed(Client(), **changed)
    page = clerk.get("/work/caizheng/requests/2026-0001/").content.decode()
    assert page.count("不像是人工填写") == times
