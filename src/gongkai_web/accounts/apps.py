"""The accounts as Django sees them."""

from django.apps import AppConfig


class Accounts(AppConfig):
    name = "gongkai_web.accounts"
    label = "accounts"
