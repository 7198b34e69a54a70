"""What a citizen does in these tests: opens the form, fills it in, sends it."""

from __future__ import annotations

import re
from typing import Any

from django.test import Client

PDF = b"%PDF-1.7\n%%EOF\n"
GIVEN = {
    "category": "natural_person",
    "name": "钱塘江",
    "proof": "99010119900101001X",
    "phone": "0000-1234567",
    "item_1": "2025年白石镇道路养护的招标结果",
    "form": "electronic",
    "way": "electronic",
}
_PATH = "/apply/caizheng/"


def opened(client: Client) -> str:
    return client.get(_PATH).content.decode()


def hidden(page: str) -> dict[str, str]:
    """What the form carries beside what people type."""
    found = dict(re.findall(r'<input type="hidden" name="([a-z]+)" value="([^"]*)"', page))
    return {name: found[name] for name in ("submission", "opened", "head") if name in found}


def fill(client: Client, **changed: Any) -> str:
    given = {**GIVEN, **hidden(opened(client)), "step": "look", **changed}
    return client.post(_PATH, given).content.decode()


def filed(client: Client, **changed: Any) -> tuple[str, str]:
    """Number and code of a request that was sent."""
    client.post(_PATH, {**GIVEN, **hidden(opened(client)), "step": "send", **changed})
    number, code = re.findall(r'class="secret">([^<]+)', client.get("/apply/receipt/").content.decode())
    return number, code


def followed(number: str, code: str) -> Client:
    """A browser in which number and code were shown."""
    client = Client()
    client.post("/track/", {"number": number, "code": code})
    return client
