"""What a guarded worker does with one document of the corpus: read it, and check what was read."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from gongkai.check.run import check
from gongkai.model.document import Document, Format
from gongkai.model.finding import Finding
from gongkai.model.payload import NotAReport, from_payload
from gongkai.model.report import Report, Source
from gongkai.read.limits import DEFAULT, MB, Limits, Refused
from gongkai.read.opening import file_bytes, read_document
from gongkai.read.report import read_report

READ_AND_CHECK = f"{__name__}:read_and_check"
_OTHER = "不是政府信息公开工作年度报告"
_JSON_BYTES = 8 * MB


def read_and_check(path: Path, limits: Limits = DEFAULT) -> tuple[Report, tuple[Finding, ...]]:
    """The report and its findings. Raises :class:`Refused`, also for a document that is no annual report."""
    report, _ = read_with_document(path, limits)
    return report, check(report).findings


def read_with_document(path: Path, limits: Limits = DEFAULT) -> tuple[Report, Document | None]:
    """The report and the document that states it; None of a report as JSON. Raises as :func:`read_and_check`."""
    data = file_bytes(path, limits)
    digest = hashlib.sha256(data).hexdigest()
    document = None if _is_payload(data) else read_document(data, limits=limits)
    report = _stated(data, digest) if document is None else _read(document, digest)
    if not report.is_annual_report:
        raise Refused(_OTHER, remedy="请确认文件给对了")
    return report, document


def _read(document: Document, digest: str) -> Report:
    return read_report(document, Source("", document.format, digest, document.remarks))


def _is_payload(data: bytes) -> bool:
    """A report as JSON that gongkai wrote."""
    head = data[:4096].lstrip(b"\xef\xbb\xbf \t\r\n")
    return head.startswith(b"{") and b"gongkai-report/" in data[:_JSON_BYTES]


def _stated(data: bytes, digest: str) -> Report:
    from dataclasses import replace

    try:
        report = from_payload(json.loads(data.decode("utf-8-sig")))
    except NotAReport as error:
        said = "；".join(mistake.rstrip("。") for mistake in error.mistakes[:5])
        raise Refused(
            f"JSON 不是一份报告：{said}", remedy="请按 schemas/gongkai-report-1.json 改正"
        ) from error
    except (ValueError, RecursionError) as error:
        raise Refused("JSON 写得不完整或有错", remedy="请重新导出这份 JSON") from error
    return replace(report, source=Source("", Format.JSON, digest))
