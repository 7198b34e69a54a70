"""A browser of an administrator: it sends with every form the key that the page carries."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from django.test import Client


class Sending(Client):
    def post(self, path: str, data: Any = None, *arguments: Any, **more: Any) -> Any:  # type: ignore[override]
        from gongkai_web.store.submissions import FIELD, fresh

        return super().post(path, {FIELD: fresh(), **(data or {})}, *arguments, **more)


@pytest.fixture
def signed_in(person: Callable[..., Any]) -> Callable[..., Client]:
    def make(role: str, organ: str) -> Client:
        client = Sending()
        client.force_login(person(role, organ))
        return client

    return make
