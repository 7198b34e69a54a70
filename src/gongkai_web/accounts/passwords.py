"""What a password has to be, in our words: Django has none in Chinese for its length."""

from __future__ import annotations

from typing import Any

from django.core.exceptions import ValidationError

SHORTEST = 10


class LongEnough:
    def validate(self, password: str, user: Any = None) -> None:  # noqa: ARG002 - as Django asks
        if len(password) < SHORTEST:
            raise ValidationError(f"口令太短，至少要 {SHORTEST} 个字。", code="password_too_short")

    def get_help_text(self) -> str:
        return f"至少 {SHORTEST} 个字。"
