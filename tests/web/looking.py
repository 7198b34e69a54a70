"""What is wrong with a page as a browser shows it: WCAG 2.1 AA by axe-core, and whatever is wider than the window.

Wide and narrow, with letters of the usual size and large ones.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

_AXE = (Path(__file__).parent / "vendor" / "axe.min.js").read_text("utf-8")
_OPTIONS = {
    "runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa"],
    "resultTypes": ["violations"],
    "elementRef": False,
}
_SIZES = ((1280, False), (390, True))
_LARGE = "large => document.documentElement.classList.toggle('large', large)"
_OVER = "document.documentElement.scrollWidth - document.documentElement.clientWidth"

LATER = frozenset(
    {
        "apply-receipt",
        "draft-review",
        "draft-sign",
        "figures-correct",
        "handover-certificate",
        "login-code",
        "prove",
        "published-compare",
        "published-report",
        "report-amend",
        "report-publish",
        "report-reopen",
        "request-erase",
        "requests-assign",
        "season-clear",
        "season-notice",
        "season-remind",
        "season-return",
        "track-case",
        "track-letter",
        "track-reasons",
        "track-supplement",
        "track-withdraw",
    }
)
"""Pages of a state in which no example is. Citizens in ``test_accessibility`` and the people of ``tests/web/ways`` come to most
of them, and look.
"""


def look(page: Any) -> None:
    """Fail on whatever is wrong with the page as it is now; it is left as it was found."""
    before, was_large = page.viewport_size, page.locator("html.large").count() > 0
    page.evaluate(_AXE)
    for width, is_large in _SIZES:
        page.set_viewport_size({"width": width, "height": 900})
        page.evaluate(_LARGE, is_large)
        where = f"{page.url} at {width}{', large type' if is_large else ''}"
        over = page.evaluate(_OVER)
        assert over <= 0, f"{where}: {over} px wider than the window"
        found = page.evaluate("options => axe.run(options)", _OPTIONS)
        wrong = [(each["id"], [node["html"][:160] for node in each["nodes"]]) for each in found["violations"]]
        assert wrong == [], f"{where}: {wrong}"
    page.evaluate(_LARGE, was_large)
    page.set_viewport_size(before)
