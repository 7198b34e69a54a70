"""The components as Django sees them."""

from django.apps import AppConfig


class Ui(AppConfig):
    name = "gongkai_web.ui"
    label = "ui"

    def ready(self) -> None:
        from gongkai_web.ui import refusals

        refusals.say()
