"""Every layout that a report comes in: a draft and a random stream become the bytes of a file."""

from __future__ import annotations

from collections.abc import Callable
from random import Random
from typing import TypeAlias

from tests.generated.draft import Draft

Render: TypeAlias = Callable[[Draft, Random], bytes]

LAYOUTS: dict[str, tuple[str, Render]] = {}
"""By name: the file name's ending and the function. Text layouts stand in ``text.SEPARATORS``."""


BY_HAND: dict[str, tuple[str, Render]] = {}
"""Those that need an office suite: only where they are asked for by name."""


def layout(name: str, ending: str) -> Callable[[Render], Render]:
    def register(function: Render) -> Render:
        LAYOUTS[name] = (ending, function)
        return function

    return register


from tests.generated.render import docx, html, office, pdf, xlsx  # noqa: E402, F401 - they register here
