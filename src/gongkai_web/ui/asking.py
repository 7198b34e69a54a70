"""What a request states, out of a form: the same whether a citizen types it or a clerk."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from gongkai_web.published.applying import Applicant

WHO = ("name", "proof", "contact", "phone", "address", "email")
AGENT = ("agent_name", "agent_proof", "agent_phone")
ITEM = "item_"
"""The field of an item is called by this and its number, from 1."""


def applicant_of(given: Mapping[str, Any]) -> Applicant:
    return Applicant(**{name: (given.get(name) or "").strip() for name in WHO})


def agent_of(given: Mapping[str, Any]) -> Applicant | None:
    """None where nobody acts for the applicant."""
    if not given.get("agent_name"):
        return None
    return Applicant(given["agent_name"].strip(), given["agent_proof"], phone=given["agent_phone"])


def counted(given: Iterable[str], most: int) -> int:
    """How many items a form had when it was sent, from the names of its fields."""
    numbers = [int(rest) for name in given if (rest := name.removeprefix(ITEM)) != name and rest.isdecimal()]
    return min(max([1, *numbers]), most)
