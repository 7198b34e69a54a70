"""A report as JSON (``gongkai-report/1``)."""

from __future__ import annotations

import json

from gongkai.model.payload import to_payload
from gongkai.model.report import Report


def render(report: Report) -> bytes:
    return (json.dumps(to_payload(report), ensure_ascii=False, indent=2) + "\n").encode()
