"""The accounts as Django sees them."""

from __future__ import annotations

from importlib import import_module

from django.apps import AppConfig


class Accounts(AppConfig):
    name = "gongkai_web.accounts"
    label = "accounts"

    def ready(self) -> None:
        from gongkai_web.accounts import sessions  # noqa: F401 - it listens for who signs in

    def ready(self) -> None:
        import_module("gongkai_web.accounts.sessions")  # which hears when somebody signs in
