"""What went wrong is written to the journal of the machine, with the way to it, and without what somebody typed."""

from __future__ import annotations

import logging
import re
from types import TracebackType
from typing import TypeAlias

_Caught: TypeAlias = tuple[type[BaseException], BaseException, TracebackType | None] | tuple[None, None, None]
_DETAIL = re.compile(
    r"^(DETAIL|CONTEXT|QUERY):.*?(?=^ {2}File |^Traceback |^\s*$|\Z)", re.MULTILINE | re.DOTALL
)
"""With these words PostgreSQL quotes the row that it refused."""


class WithoutValues(logging.Formatter):
    """A database tells the values that it would not take: they are left out."""

    def __init__(self) -> None:
        super().__init__("{asctime} {levelname} {name} {message}", style="{")

    def formatException(self, ei: _Caught) -> str:  # noqa: N802 - named by the library
        return _DETAIL.sub("", super().formatException(ei))
