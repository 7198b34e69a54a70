"""Markdown: read as plain text is, for both come equally damaged; only its name differs."""

from __future__ import annotations

from gongkai.model.document import Document, Format
from gongkai.read.formats import text
from gongkai.read.limits import Limits


def read(data: bytes, limits: Limits) -> Document:
    return text.read(data, limits, kind=Format.MARKDOWN)
