"""Documents put together so that a shard lasts a few seconds, and what a shard is called."""

from __future__ import annotations

import hashlib
import secrets
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from datetime import date

from gongkai import __version__
from gongkai.corpus.intake.reading import READ_AND_CHECK
from gongkai.corpus.intake.sources import Document
from gongkai.corpus.store.rows import law_date
from gongkai.read.limits import DEFAULT, MB, Limits

SECONDS = 4.0
_DOCUMENTS = 1_000
_BYTES = 64 * MB
# Seconds of a document, and of each MB of it: orders of magnitude, which is all that is needed here.
_QUICK = (0.03, 0.3)
_PDF = (0.15, 0.3)
_OLD = (0.4, 0.5)  # an office programme is asked


@dataclass(frozen=True, slots=True)
class Order:
    """One shard to be read and written: all that another process or machine must know.

    ``spool`` is the folder where members of archives and unfinished files lie while the run that gave the order lives;
    ``upto`` is how many bytes of the sources are done when this is; ``deaths`` how many died of it.
    """

    store: str
    shard: str
    documents: tuple[Document, ...]
    spool: str = ""
    keep_originals: bool = False
    register: str | None = None
    task: str = READ_AND_CHECK
    limits: Limits = DEFAULT
    upto: int = 0
    deaths: int = 0

    def halves(self) -> tuple[Order, Order]:
        """Two orders in place of one that processes die of."""
        middle = len(self.documents) // 2
        first, second = self.documents[:middle], self.documents[middle:]
        return self._of(first), self._of(second)

    def _of(self, documents: tuple[Document, ...]) -> Order:
        deaths = 1 if len(documents) > 1 else 0  # one that stands alone is not blamed for a chance
        return replace(self, shard=shard_name(documents), documents=documents, deaths=deaths)


def shard_name(documents: Iterable[Document], *, reader: str | None = None, law: date | None = None) -> str:
    """The same documents, reader and law give the same name, in whatever order they come.

    Documents that are tried again have names of no other shard: the files of the first one stand.
    """
    documents = tuple(documents)
    digest = hashlib.sha256(f"{reader or __version__}\n{(law or law_date()).isoformat()}\n".encode())
    for each in sorted(document.digest for document in documents):
        digest.update(each.encode())
    if any(document.is_again for document in documents):
        digest.update(secrets.token_bytes(16))
    return digest.hexdigest()[:32]


def orders(documents: Iterable[Document], pattern: Order, *, seconds: float = SECONDS) -> Iterator[Order]:
    """Orders like the pattern, each for about so long.

    Slow and quick documents are kept apart, else a shard would last for minutes.
    """
    boxes: dict[tuple[object, ...], _Box] = {}
    for document in documents:
        speed = _speed(document)
        alike = (speed, document.is_again)
        box = boxes.setdefault(alike, _Box())
        box.add(document, speed)
        if box.is_full(seconds):
            yield _order(pattern, boxes.pop(alike).documents)
    for box in boxes.values():
        yield _order(pattern, box.documents)


@dataclass(slots=True)
class _Box:
    documents: list[Document] = field(default_factory=list)
    seconds: float = 0
    bytes: int = 0

    def add(self, document: Document, speed: tuple[float, float]) -> None:
        each, per_megabyte = speed
        self.documents.append(document)
        self.seconds += each + per_megabyte * document.size / MB
        self.bytes += document.size

    def is_full(self, seconds: float) -> bool:
        return self.seconds >= seconds or self.bytes >= _BYTES or len(self.documents) >= _DOCUMENTS


def _order(pattern: Order, documents: Sequence[Document]) -> Order:
    whole = tuple(documents)
    upto = max((document.upto for document in whole), default=0)
    return replace(pattern, shard=shard_name(whole), documents=whole, upto=upto)


def _speed(document: Document) -> tuple[float, float]:
    try:
        with open(document.path, "rb") as file:  # noqa: PTH123 - the path is a plain text here
            head = file.read(1024)
    except OSError:
        return _QUICK
    if b"%PDF-" in head:
        return _PDF
    return _OLD if head.startswith((b"\xd0\xcf\x11\xe0", b"{\\rtf")) else _QUICK
