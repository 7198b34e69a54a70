"""A report as JSON (``gongkai-report/1``)."""

from __future__ import annotations

import json

from gongkai.model.payload import to_payload
from gongkai.model.report import Report


def render(report: Report) -> bytes:
    """UTF-8, indented; read back by :func:`gongkai.model.payload.from_payload`."""
    return (json.dumps(to_payload(report), ensure_ascii=False, indent=2) + "\n").encode()
