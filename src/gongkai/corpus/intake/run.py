"""Taking documents into a store: met, told apart by digest, carried out by an engine, committed by us alone.

Whoever dies, whenever: a shard counts when its manifest stands, a manifest is written by the holder of the lease,
and what counts is passed over at the next start.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Protocol, Self

from gongkai.corpus.intake.carrying import Carried, Died, Ended, NoRoom, poisonous, said, unwritten
from gongkai.corpus.intake.lease import RENEWED_AFTER, Lease
from gongkai.corpus.intake.reading import READ_AND_CHECK
from gongkai.corpus.intake.seen import Known, Seen, known_in
from gongkai.corpus.intake.shards import SECONDS, Order, orders
from gongkai.corpus.intake.sources import Document, PassedOver, bytes_below, sources
from gongkai.corpus.intake.spool import DiskFull, Spool, clear, full
from gongkai.corpus.organs.kept import FILE as REGISTER
from gongkai.corpus.organs.kept import lay_in
from gongkai.corpus.store.layout import Store
from gongkai.corpus.store.leftovers import half_written, remove
from gongkai.corpus.store.writing import commit, prepare_shard
from gongkai.read.limits import DEFAULT, Limits

_AHEAD = 2  # orders for each that can be carried out at a time
_DEATHS = 2  # of one order, until it is taken apart
_ALONE = 50  # documents that may kill before it must be the machine's fault


class Engine(Protocol):
    """Where orders are carried out. ``is_remote`` where the files of this machine are not seen."""

    @property
    def is_remote(self) -> bool: ...
    @property
    def width(self) -> int: ...
    def submit(self, order: Order) -> None: ...
    def wait(self, seconds: float) -> list[tuple[Order, Ended]]: ...
    def close(self) -> None: ...


class KeepsDying(Exception):
    """So many processes died that no document can be to blame."""


@dataclass(slots=True)
class Added:
    """What a run has done so far. ``known`` are documents whose bytes were there already, in the store or in this run;
    ``known_refused`` are those of them of which the store holds nothing but a refusal. ``passed_over`` are lines on
    what could not even be opened. ``done`` and ``total`` are bytes of the sources.
    """

    reports: int = 0
    refused: int = 0
    known: int = 0
    known_refused: int = 0
    passed_over: int = 0
    done: int = 0
    total: int = 0
    shards: int = 0


@dataclass(frozen=True, slots=True)
class Wishes:
    """How documents are taken in. ``register`` is laid in the store, if it has none. ``retry``: what was refused
    before is read again.

    ``task`` is what a guarded worker does with each; ``seconds`` is about how long one shard lasts,
    which is what a crash costs at most.
    """

    keep_originals: bool = False
    retry: bool = False
    register: Path | None = None
    task: str = READ_AND_CHECK
    limits: Limits = DEFAULT
    seconds: float = SECONDS


def _silent(_: object) -> None:
    pass


def add(
    store: Store,
    paths: Sequence[Path | str],
    engine: Callable[[], Engine],
    *,
    wishes: Wishes = Wishes(),
    on_progress: Callable[[Added], None] = _silent,
    on_passed_over: Callable[[PassedOver], None] = _silent,
) -> Added:
    """Take in every document below the paths that this reader has not read yet.

    Raises :class:`~gongkai.corpus.intake.lease.Busy` and :class:`~gongkai.corpus.intake.lease.Lost`,
    :class:`DiskFull`, :class:`KeepsDying`, what :func:`~gongkai.corpus.organs.kept.lay_in` and the engine raise.
    The store is whole whatever happens.
    """
    lease = Lease.take(store.path)
    try:
        with _Run(store, lease, wishes, on_progress, on_passed_over) as run:
            return run.through(paths, engine)
    finally:
        lease.release()


@dataclass(slots=True)
class _Run:
    store: Store
    lease: Lease
    wishes: Wishes
    on_progress: Callable[[Added], None]
    on_passed_over: Callable[[PassedOver], None]
    added: Added = field(default_factory=Added)
    spool: Spool = field(init=False)
    seen: Seen = field(init=False)
    alone: int = 0

    def __enter__(self) -> Self:
        spools = self.store.path / "spool"
        try:
            clear(spools)  # of runs that were killed
            remove(half_written(self.store))
            self.spool = Spool(spools / self.lease.token)
        except OSError as error:
            raise full(self.store.path, error) from error
        self.seen = Seen(known_in(self.store))
        return self

    def __exit__(self, *_: object) -> None:
        self.seen.close()
        self.spool.end()  # ours alone: where the lease went to another run, theirs lies beside it

    def through(self, paths: Sequence[Path | str], make: Callable[[], Engine]) -> Added:
        self.added.total = bytes_below(paths)
        self.on_progress(self.added)
        wishes = self.wishes
        pattern = Order(
            str(self.store.path.resolve()),
            "",
            (),
            str(self.spool.folder),
            keep_originals=wishes.keep_originals,
            register=self._register(),
            task=wishes.task,
            limits=wishes.limits,
        )
        engine = make()
        try:
            coming = orders(self._new(paths, engine), pattern, seconds=self.wishes.seconds)
            for order, ended in self._ended(engine, coming):
                self._settle(order, ended)
        finally:
            engine.close()
        self.added.done = self.added.total
        self.on_progress(self.added)
        return self.added

    def _register(self) -> str | None:
        """The register that lies in the store, after the one that was given was laid there."""
        if self.wishes.register is not None:
            lay_in(self.store.path, self.wishes.register)
        path = self.store.path.resolve() / REGISTER
        return str(path) if path.exists() else None

    def _new(self, paths: Sequence[Path | str], engine: Engine) -> Iterator[Document]:
        """Documents whose bytes nobody has read yet."""
        for met in sources(paths, self.spool):
            if isinstance(met, PassedOver):
                self.added.passed_over += 1
                self.on_passed_over(met)
            elif (known := self.seen.meet(met.digest)) is None or (known.is_refused and self.wishes.retry):
                seen_as = replace(met, is_again=known is not None)
                yield self._within_sight(seen_as) if engine.is_remote else seen_as
            else:
                self._pass_by(met, known)

    def _pass_by(self, document: Document, known: Known) -> None:
        added = self.added
        added.known += 1
        added.known_refused += known.is_refused
        added.done = max(added.done, document.upto)
        self.on_progress(added)
        self.spool.discard(Path(document.path))

    def _within_sight(self, document: Document) -> Document:
        path = Path(document.path)
        return (
            document
            if path.parent == self.spool.folder
            else replace(document, path=str(self.spool.lend(path)))
        )

    def _ended(self, engine: Engine, coming: Iterator[Order]) -> Iterator[tuple[Order, Carried | Died]]:
        """Every order with what became of it: carried out, or one document that stands alone and kills."""
        again: deque[Order] = deque()
        flying = 0
        while True:
            while flying < _AHEAD * engine.width:
                order = again.popleft() if again else next(coming, None)
                if order is None:
                    break
                engine.submit(order)
                flying += 1
            if not flying:
                return
            for order, ended in engine.wait(RENEWED_AFTER):
                flying -= 1
                match ended:
                    case NoRoom(why):
                        raise DiskFull(self.store.path, why)
                    case Died() if rest := _anew(order, ended):
                        again.extend(rest)
                    case _:
                        yield order, ended
            self.lease.renew()

    def _settle(self, order: Order, ended: Carried | Died) -> None:
        try:
            carried = ended if isinstance(ended, Carried) else self._quarantined(order, ended)
            with self.lease.shown():
                if carried.manifest.files:
                    commit(self.store, carried.manifest)
        except OSError as error:
            raise full(self.store.path, error) from error
        for document in order.documents:
            self.spool.discard(Path(document.path))
        added = self.added
        added.reports += carried.manifest.reports
        added.refused += len(carried.refused)
        added.shards += 1
        added.done = max(added.done, order.upto)
        for refused in carried.refused:
            self.on_passed_over(refused)
        self.on_progress(added)

    def _quarantined(self, order: Order, died: Died) -> Carried:
        (document,) = order.documents
        self.alone += 1
        if self.alone > max(_ALONE, self.added.reports):
            raise KeepsDying(f"工作进程一再中途退出（{died.why}），不像是文件的问题。请检查内存和安装")
        refused = poisonous(document, died.why)
        scratch = self.spool.folder
        manifest = prepare_shard(self.store, order.shard, (), unwritten(order, (refused,)), scratch=scratch)
        return Carried(manifest, (PassedOver(document.name, said(refused)),))


def _anew(order: Order, died: Died) -> Iterable[Order]:
    """What is tried in place of an order that a process died of; nothing for a document that stands alone."""
    if not died.is_certain and order.deaths + 1 < _DEATHS:
        return (replace(order, deaths=order.deaths + 1),)
    return order.halves() if len(order.documents) > 1 else ()
