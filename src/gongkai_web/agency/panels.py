"""What stands on the page of a request and on the desk, each part made by the module whose subject it is.

To add a part: write a function in a page module and name it here; nothing else knows of it.

- a panel is ``panel(request: StaffRequest, opened: Opened) -> Panel | None``; None where it has nothing to show. Its
  template is included with ``panel`` (its context), ``opened``, ``today`` and all that a page has; it opens with
  ``<section class="card" id="…">``.
- a tile is ``tile(request: StaffRequest) -> Tile | None``: a number on the desk that leads to its list.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

from django.utils.module_loading import import_string

from gongkai_web.accounts.gate import StaffRequest
from gongkai_web.agency.opened import Opened

_PAGES = "gongkai_web.agency.pages."
PANELS: tuple[str, ...] = (
    "request_parts.items",
    "request_parts.acts",
    "letter_panels.letters",
    "request_parts.timeline",
    "request_parts.similar",
    "request_parts.days",
    "request_parts.person",
    "request_marks.panel",
    "request_parts.breaches",
    "request_parts.lessons",
    "remedy_panels.of_request",
    "attachments.panel",
    "request_fees.account",
)
"""Those of the main column in their order, and those of the side column in theirs."""
TILES: tuple[str, ...] = ("letter_panels.to_review", "letter_panels.to_sign", "letter_panels.returned")


@dataclass(frozen=True, slots=True)
class Panel:
    """``place`` is the column that it stands in."""

    template: str
    context: Mapping[str, Any] = field(default_factory=dict)
    place: Literal["main", "side"] = "main"


@dataclass(frozen=True, slots=True)
class Tile:
    """``tone`` is ``late``, ``soon`` or empty."""

    label: str
    count: int
    address: str
    tone: str = ""


def panels(request: StaffRequest, opened: Opened) -> Iterator[Panel]:
    for name in PANELS:
        panel: Panel | None = import_string(_PAGES + name)(request, opened)
        if panel is not None:
            yield panel


def tiles(request: StaffRequest) -> Iterator[Tile]:
    for name in TILES:
        tile: Tile | None = import_string(_PAGES + name)(request)
        if tile is not None:
            yield tile
