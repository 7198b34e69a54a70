"""One order carried out: every document through a guarded worker, the shard's files written, nothing committed."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TypeAlias

from gongkai.corpus.intake.shards import Order
from gongkai.corpus.intake.sources import Document, PassedOver
from gongkai.corpus.lookalike.sketch import sketches
from gongkai.corpus.organs.kept import organ_of
from gongkai.corpus.store.layout import Manifest, Store, settle, temporary_for
from gongkai.corpus.store.rows import Read, RefusedDocument
from gongkai.corpus.store.writing import prepare_shard
from gongkai.model.finding import Finding
from gongkai.model.report import Report
from gongkai.read.limits import Limits
from gongkai.read.refusals import reason
from gongkai.read.worker import Failed, ReadingPool


@dataclass(frozen=True, slots=True)
class Carried:
    """The shard's files are there; the manifest is for whoever holds the lease.

    ``refused`` are all that were; those that were refused before are not in the manifest once more.
    """

    manifest: Manifest
    refused: tuple[PassedOver, ...]


@dataclass(frozen=True, slots=True)
class Died:
    """A process died of the order. ``is_certain`` where trying the same again would be of no use."""

    why: str
    is_certain: bool = False


@dataclass(frozen=True, slots=True)
class NoRoom:
    """The disk of the store takes no more."""

    why: str


Ended: TypeAlias = Carried | Died | NoRoom


class Reader:
    """A guarded worker process, kept from order to order."""

    def __init__(self) -> None:
        self._pool: ReadingPool | None = None
        self._for: tuple[str, Limits] | None = None

    def outcomes(self, order: Order) -> Iterator[tuple[Document, object]]:
        if self._pool is None or self._for != (order.task, order.limits):
            self.close()
            self._pool = ReadingPool(order.task, jobs=1, limits=order.limits, tasks=frozenset((order.task,)))
            self._for = (order.task, order.limits)
        paths = [document.path for document in order.documents]
        for document, (_, outcome) in zip(order.documents, self._pool.map(paths), strict=True):
            yield document, outcome

    def close(self) -> None:
        if self._pool is not None:
            self._pool.close()
            self._pool = None


def carry_out(order: Order, reader: Reader, *, alive: Callable[[], None] = lambda: None) -> Ended:
    """``alive`` is called after every document."""
    reads: list[Read] = []
    refused: list[RefusedDocument] = []
    for document, outcome in _outcomes(order, reader):
        alive()
        match outcome:
            case (Report() as report, tuple(findings)) if _is_of(report, document):
                reads.append(_read(order, document, report, findings))
            case Failed():
                refused.append(_refused(document, outcome))
            case _:
                refused.append(changed(document))
    if order.spool and not Path(order.spool).is_dir():
        return Died("给它任务的运行已经不在了")  # half of the documents may have gone before they were read
    try:
        store = Store(Path(order.store))
        scratch = Path(order.spool) if order.spool else None
        if order.keep_originals:
            _keep(store, order.documents, scratch)
        manifest = prepare_shard(store, order.shard, reads, unwritten(order, refused), scratch=scratch)
    except OSError as error:
        return NoRoom(reason(error))
    return Carried(manifest, tuple(PassedOver(each.name, said(each)) for each in refused))


def _outcomes(order: Order, reader: Reader) -> Iterator[tuple[Document, object]]:
    """Every document's. One whose reader died is tried once more: it may have been the machine's doing."""
    died = []
    for document, outcome in reader.outcomes(order):
        if isinstance(outcome, Failed) and outcome.is_death:
            died.append(document)
        else:
            yield document, outcome
    if died:
        yield from reader.outcomes(replace(order, documents=tuple(died)))


def unwritten(order: Order, refused: Iterable[RefusedDocument]) -> list[RefusedDocument]:
    """Refusals that are not in the store yet."""
    again = {document.digest for document in order.documents if document.is_again}
    return [document for document in refused if document.digest not in again]


def said(refused: RefusedDocument) -> str:
    """A refusal as one sentence."""
    place = f"{refused.where}：" if refused.where else ""
    return f"{place}{refused.what}。{refused.remedy}"


def poisonous(document: Document, why: str) -> RefusedDocument:
    """A document that stood alone when a process died of it."""
    return RefusedDocument(
        document.digest,
        document.name,
        f"处理它的进程中途退出（{why}），其他文件不受影响",
        "请核对文件来源；确属报告的，请用 WPS 或 Word 打开后另存为 docx 再收",
        size=document.size,
    )


def changed(document: Document) -> RefusedDocument:
    return RefusedDocument(
        document.digest, document.name, "文件在读取时变了", "请等它写完以后再收", size=document.size
    )


def _is_of(report: Report, document: Document) -> bool:
    return report.source is not None and report.source.digest == document.digest


def _read(order: Order, document: Document, report: Report, findings: tuple[Finding, ...]) -> Read:
    source = report.source
    assert source is not None  # noqa: S101 - _is_of
    named = replace(report, source=replace(source, name=document.name))
    return Read(
        document.digest,
        document.name,
        source.format,
        document.size,
        named,
        findings,
        organ_of(named, document.name, Path(order.register) if order.register else None),
        sketches(named),
    )


def _refused(document: Document, failed: Failed) -> RefusedDocument:
    return RefusedDocument(
        document.digest, document.name, failed.what, failed.remedy, failed.where, size=document.size
    )


def _keep(store: Store, documents: tuple[Document, ...], scratch: Path | None) -> None:
    for document in documents:
        kept = store.path / "originals" / document.digest[:2] / document.digest
        if not kept.exists():
            kept.parent.mkdir(parents=True, exist_ok=True)
            temporary = temporary_for(kept, scratch)
            try:
                shutil.copyfile(document.path, temporary)
                settle(temporary, kept)
            finally:
                temporary.unlink(missing_ok=True)
