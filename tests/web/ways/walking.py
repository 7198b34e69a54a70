"""Somebody with a browser: goes to pages, fills in, presses; every page that is come to is looked at."""

from __future__ import annotations

import os
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from django.urls import resolve

from tests.web.looking import LATER, look

_NARROW = 390
_KEYS = re.compile(
    r"\b(?:request|remedy|publication|filing)/\d{4}|\b[a-z]{3,}(?:_[a-z]+)*\.[a-z_]+\b|\b[a-z]+_[a-z_]+\b"
)
_WORDS = re.compile(r"\b(?:None|True|False|null|nan|undefined|[a-z]{4,})\b")
_ADDRESS = re.compile(
    r"https?://\S+|\S+@\S+|\S+\.(?:docx|pdf|txt|html|csv|json|xlsx|md)\b|\b[a-z]+-\d{4}-\d{4}\b"
)
_EXAMINED: set[str] = set()
_SHOTS = os.environ.get("GONGKAI_SHOTS", "")

_BROKEN_OFF = ("htmx:afterRequest", "htmx:sendAbort", "htmx:sendError")
"""What htmx says of a preview that was on its way when its page was left."""


class Walker:
    """``said`` is what stood on the console. A page that leads to another address is looked at when it is there."""

    def __init__(self, page: Any, name: str) -> None:
        self.page, self.name = page, name
        self.said: list[str] = []
        self.seen = 0
        page.set_default_timeout(15_000)
        page.on("console", lambda message: self._hears(message.text))
        page.on("pageerror", lambda error: self.said.append(str(error)))

    def goes(self, path: str) -> Walker:
        answer = self.page.goto(path)
        assert answer.status == 200, f"{path}: {answer.status}"
        return self.looks()

    def presses(self, words: str, *, within: str = "body", at: int = 0) -> Walker:
        """A button or link by its words."""
        place = self.page.locator(within)
        button = place.get_by_role("button", name=words, exact=True)
        with self.page.expect_navigation():
            (button if button.count() else place.get_by_role("link", name=words, exact=True)).nth(at).click()
        return self.looks()

    def follows(self, link: str) -> Walker:
        """A link by its place on the page."""
        with self.page.expect_navigation():
            self.page.locator(link).first.click()
        return self.looks()

    def downloads(self, link: str) -> bytes:
        with self.page.expect_download() as download:
            self.page.locator("main a", has_text=link).click()
        return Path(download.value.path()).read_bytes()

    def fills(self, **given: str) -> Walker:
        """Fields by their names, whatever they are: typed into, chosen or ticked."""
        for name, text in given.items():
            found = self.page.locator(f'[name="{name}"]')
            kind = found.first.evaluate("each => each.type")
            if kind in {"radio", "checkbox"}:
                self.page.locator(f'[name="{name}"][value="{text}"]').check()
            elif kind == "select-one":
                found.first.select_option(text)
            else:
                found.first.fill(text)
        return self

    def sees(self, *words: str) -> Walker:
        text = self.text()
        missing = [each for each in words if each not in text]
        assert not missing, f"{self.name} at {self.page.url} does not see {missing} in:\n{text}"
        return self

    def text(self) -> str:
        return str(self.page.locator("body").inner_text())

    def looks(self) -> Walker:
        """Fail on whatever nobody should meet on a page."""
        assert self.said == [], f"{self.page.url}: {self.said}"
        text = _ADDRESS.sub("", self.text())
        self._examines()
        strange = _KEYS.findall(text) + _WORDS.findall(text)
        self._draw()
        assert strange == [], f"{self.name} reads {strange} at {self.page.url}"
        return self

    def _examines(self) -> None:
        """Once each kind of page that no example stands for: the others are examined where all pages are."""
        kind = resolve(urlsplit(self.page.url).path).url_name
        if kind in LATER - _EXAMINED:
            _EXAMINED.add(kind)
            look(self.page)

    def _hears(self, said: str) -> None:
        """A preview that was under way when its page was left is nobody's fault."""
        if not said.startswith(_BROKEN_OFF):
            self.said.append(said)

    def _draw(self) -> None:
        if _SHOTS:
            self.seen += 1
            folder = Path(_SHOTS)
            folder.mkdir(parents=True, exist_ok=True)
            self.page.screenshot(path=folder / f"{self.name}-{self.seen:02}.png", full_page=True)
            self.page.set_viewport_size({"width": _NARROW, "height": 900})
            self.page.screenshot(path=folder / f"{self.name}-{self.seen:02}@390.png", full_page=True)
            self.page.set_viewport_size({"width": 1440, "height": 900})
