"""Personal data stands apart: an entry holds a key and a salted digest, so that erasing it leaves the chain whole."""

from __future__ import annotations

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Private:
    """A value kept in the private store under ``key``; ``digest`` is that of its salt and its text."""

    key: str
    digest: str
