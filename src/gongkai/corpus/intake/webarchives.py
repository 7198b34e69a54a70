"""The answers in a web archive (WARC) that may be reports, each under its address."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, BinaryIO
from urllib.parse import unquote

from gongkai.corpus.intake.names import tidy

if TYPE_CHECKING:
    from gongkai.corpus.intake.archives import Member, Tally

_OTHERS = ("image/", "video/", "audio/", "font/", "text/css", "text/javascript", "application/javascript")


def records(file: BinaryIO, tally: Tally) -> Iterator[Member]:
    """Pages and files that were answered with 200, and what was stored without an answer's head."""
    from warcio.archiveiterator import ArchiveIterator
    from warcio.exceptions import ArchiveLoadFailed

    from gongkai.corpus.intake.archives import Member

    try:
        for record in ArchiveIterator(file):
            address = tidy(unquote(record.rec_headers.get_header("WARC-Target-URI") or "")) or "没有地址"
            if record.rec_type not in {"response", "resource"}:
                continue
            head = record.http_headers
            if head is not None and head.get_statuscode() != "200":
                tally.add("没有取到（状态不是 200）", address)
                continue
            kind = (head or record.rec_headers).get_header("Content-Type") or ""
            if not kind.lower().startswith(_OTHERS):
                yield Member(address, record.content_stream())
    except ArchiveLoadFailed as error:
        raise EOFError(str(error)) from error
