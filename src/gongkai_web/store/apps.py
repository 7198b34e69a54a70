"""The store as Django sees it."""

from __future__ import annotations

from django.apps import AppConfig
from django.db.models.signals import post_migrate


class Store(AppConfig):
    name = "gongkai_web.store"
    label = "store"

    def ready(self) -> None:
        from gongkai_web.store.guarding import guard_tables

        post_migrate.connect(guard_tables, sender=self)
