"""The accounts as Django sees them."""

from __future__ import annotations

from django.apps import AppConfig


class Accounts(AppConfig):
    name = "gongkai_web.accounts"
    label = "accounts"

    def ready(self) -> None:
        from gongkai_web.accounts import sessions  # noqa: F401 - it listens for who signs in
