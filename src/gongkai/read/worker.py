"""Untrusted files read in processes of their own: a poisonous file costs one clear message and nothing else.

The supervisor is ours because the library's pool is poisoned by one dead worker. Each worker has one document
in hand; when it dies, hangs or grows too large, that document is blamed, the worker replaced, and the work goes on.
Workers serve many documents. Results come in the order of the files, with a bounded number waiting.
"""

from __future__ import annotations

import os
import sys
import threading
import time
from collections.abc import Iterable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from importlib import import_module
from multiprocessing import connection, get_context
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Self, TypeAlias, cast

from gongkai.model.document import Document
from gongkai.read import answers
from gongkai.read.limits import DEFAULT, Limits, Refused, human_size

if TYPE_CHECKING:
    from multiprocessing.connection import Connection
    from multiprocessing.process import BaseProcess

    from gongkai.model.attachment import Attachment, Bound
    from gongkai.model.report import Report
    from gongkai.model.rows import Sheet

READ_REPORT = "gongkai.read.report:read_file"
READ_DOCUMENT = "gongkai.read.opening:read_file"
READ_ROWS = "gongkai.read.rows:read_rows"
PREPARE_ATTACHMENT = "gongkai.read.attachment:prepared"
BIND = "gongkai.read.attachment:bound"
TASKS = frozenset((READ_REPORT, READ_DOCUMENT, READ_ROWS, PREPARE_ATTACHMENT, BIND))
"""What a worker may be asked to do: functions of a path and :class:`Limits`."""

_KEPT_PER_WORKER = 8  # answers that wait for an earlier file
_GRACE_SECONDS = 0.5  # to clean up after a conversion
_ALONE = "请核对文件来源；确属报告的，请用 WPS 或 Word 打开后另存为 docx 再读"


@dataclass(frozen=True, slots=True)
class Failed:
    """A file that gave no value: what was found, in which part of it, and what would help.

    ``is_death`` where the worker died without a limit of ours: of the file, or somebody killed it.
    """

    path: str
    what: str
    remedy: str = _ALONE
    where: str = ""
    is_death: bool = False

    @property
    def message(self) -> str:
        return str(self.refused())

    def refused(self) -> Refused:
        return Refused(self.what, remedy=self.remedy, where=self.where, file=Path(self.path).name)


Outcome: TypeAlias = object  # the task's value, or Failed


def guarded(
    task: str, paths: Iterable[Path | str], *, jobs: int | None = None, limits: Limits = DEFAULT
) -> Iterator[tuple[str, Outcome]]:
    """Each path with the task's value or :class:`Failed`, in the order given."""
    with ReadingPool(task, jobs=jobs, limits=limits) as pool:
        yield from pool.map(paths)


def read_guarded(path: Path | str, *, limits: Limits = DEFAULT) -> Report:
    """The report in one file. Raises :class:`Refused`."""
    return cast("Report", _one(READ_REPORT, path, limits))


def document_guarded(path: Path | str, *, limits: Limits = DEFAULT) -> Document:
    """The document in one file. Raises :class:`Refused`."""
    return cast("Document", _one(READ_DOCUMENT, path, limits))


def rows_guarded(path: Path | str, *, limits: Limits = DEFAULT) -> tuple[Sheet, ...]:
    """The rows of one spreadsheet. Raises :class:`Refused`."""
    return cast("tuple[Sheet, ...]", _one(READ_ROWS, path, limits))


def attachment_guarded(path: Path | str, *, limits: Limits = DEFAULT) -> Attachment:
    """The pages of one file, as they go into a bundle. Raises :class:`Refused`."""
    return cast("Attachment", _one(PREPARE_ATTACHMENT, path, limits))


def bound_guarded(order: Path | str, *, limits: Limits = DEFAULT) -> Bound:
    """The bundle that the order asks for. Raises :class:`Refused`."""
    return cast("Bound", _one(BIND, order, limits))


def _one(task: str, path: Path | str, limits: Limits) -> object:
    ((_, outcome),) = guarded(task, [path], jobs=1, limits=limits)
    if isinstance(outcome, Failed):
        raise outcome.refused()
    return outcome


class ReadingPool:
    """Workers for one task, kept between calls of :meth:`map`. Use in one thread.

    ``documents`` is how many a worker serves before it is replaced, so that what libraries leak stays small.
    """

    def __init__(
        self,
        task: str,
        *,
        jobs: int | None = None,
        limits: Limits = DEFAULT,
        tasks: frozenset[str] = TASKS,
        documents: int = 500,
    ) -> None:
        if task not in tasks:
            raise ValueError(
                f"{task!r} is no task of a reading worker; there are: {', '.join(sorted(tasks))}"
            )
        self._task, self._limits, self._documents = task, limits, documents
        self._jobs = max(1, jobs or processors())
        self._workers: list[_Worker] = []

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()

    def close(self) -> None:
        """End all workers at once; one at work may clean up for half a second."""
        workers, self._workers = self._workers, []
        for worker in workers:
            worker.ask_to_end()
        for worker in workers:
            worker.end()

    def map(self, paths: Iterable[Path | str]) -> Iterator[tuple[str, Outcome]]:
        """Each path with the task's value or :class:`Failed`, in the order given; paths are taken as needed."""
        coming = enumerate(map(str, paths))
        done: dict[int, tuple[str, Outcome]] = {}
        following, is_more = 0, True
        try:
            while True:
                while is_more and (worker := self._idle(waiting=len(done))) is not None:
                    is_more = worker.take(next(coming, None))
                if not any(worker.job for worker in self._workers):
                    return
                done.update(self._finished())
                while following in done:
                    yield done.pop(following)
                    following += 1
        finally:
            for worker in [worker for worker in self._workers if worker.job]:
                self._drop(worker)

    def _idle(self, *, waiting: int) -> _Worker | None:
        """A worker without a document, unless too many answers wait for the oldest."""
        if waiting >= _KEPT_PER_WORKER * self._jobs:
            return None
        for worker in self._workers:
            if not worker.job:
                return worker
        if len(self._workers) < self._jobs:
            worker = _Worker(self._task, self._limits, [other.connection for other in self._workers])
            self._workers.append(worker)
            return worker
        return None

    def _finished(self) -> Iterator[tuple[int, tuple[str, Outcome]]]:
        """What came in, after waiting for the first answer, death or deadline."""
        at_work = {worker.connection: (worker, worker.job) for worker in self._workers if worker.job}
        deadline = min(job.deadline for _, job in at_work.values())
        ready = connection.wait(list(at_work), max(0.0, deadline - time.monotonic()))
        now = time.monotonic()
        for channel, (worker, job) in at_work.items():
            if channel in ready:
                outcome = worker.answer(job)
            elif now >= job.deadline:
                outcome = Failed(job.path, f"读取超过 {self._limits.wall_seconds:g} 秒仍未完成，已停止")
            else:
                continue
            worker.job = None
            if worker.is_broken or channel not in ready or worker.served >= self._documents:
                self._drop(worker)
            yield job.number, (job.path, outcome)

    def _drop(self, worker: _Worker) -> None:
        self._workers.remove(worker)
        worker.ask_to_end()
        worker.end()


@dataclass(frozen=True, slots=True)
class _Job:
    number: int
    path: str
    deadline: float


class _Worker:
    """One process and the document that it has in hand."""

    def __init__(self, task: str, limits: Limits, others: list[Connection]) -> None:
        can_fork = sys.platform == "linux" and threading.active_count() == 1
        context = get_context("fork") if can_fork else get_context("spawn")
        self.connection, theirs = context.Pipe()
        _bound_waiting(self.connection, limits.wall_seconds)
        # A forked process holds copies of our ends: while one is open, no worker would see us go.
        inherited = [*others, self.connection] if can_fork else []
        self.process: BaseProcess = context.Process(
            target=_serve, args=(theirs, task, limits, inherited), daemon=True
        )
        self.process.start()
        theirs.close()
        self.job: _Job | None = None
        self.served = 0
        self.is_broken = False
        self._limits = limits

    def take(self, job: tuple[int, str] | None) -> bool:
        """Begin the next document; whether there was one."""
        if job is None:
            return False
        self.served += 1
        self.job = _Job(*job, deadline=time.monotonic() + self._limits.wall_seconds)
        with suppress(OSError):  # it died meanwhile: the answer will say so
            self.connection.send_bytes(os.fsencode(self.job.path))
        return True

    def answer(self, job: _Job) -> Outcome:
        try:
            packed = self.connection.recv_bytes(self._limits.answer_bytes)
        except (EOFError, OSError):
            self.is_broken = True
            what, is_death = self._cause_of_death()
            return Failed(job.path, what, is_death=is_death)
        try:
            return _outcome(answers.unpack(packed), job.path)
        except answers.Tampered:
            self.is_broken = True
            return Failed(job.path, "读取进程交回的结果不合规矩，已弃用", "请核对文件来源，不要打开它")

    def ask_to_end(self) -> None:
        """An idle worker ends when its connection does; one at work gets a signal."""
        self.connection.close()
        if self.job or self.is_broken or self.process.pid is None:
            self.process.terminate()

    def end(self) -> None:
        self.process.join(_GRACE_SECONDS)
        if self.process.is_alive():
            self.process.kill()
            self.process.join()
        self.process.close()

    def _cause_of_death(self) -> tuple[str, bool]:
        """What to say of it, and whether it may have had nothing to do with the file."""
        self.process.join(_GRACE_SECONDS)
        code = self.process.exitcode
        if code == _OUT_OF_MEMORY:
            return f"读取所需内存超过 {human_size(self._limits.memory_bytes)}，已停止", False
        if code is not None and -code == _TIME_IS_UP:
            return f"读取占用处理器超过 {self._limits.cpu_seconds} 秒，已停止", False
        ending = f"{'信号' if (code or 0) < 0 else '代码'} {abs(code or 0)}"
        return f"读取进程中途退出（{ending}），其他文件不受影响", True


_OUT_OF_MEMORY = 77
_TIME_IS_UP = 24  # SIGXCPU where there is one


def _outcome(answer: object, path: str) -> Outcome:
    match answer:
        case ("value", value):
            return value
        case ("refused", str(what), str(remedy), str(where)):
            return Failed(path, what, remedy, where)
        case _:
            raise answers.Tampered("an answer of another shape")


def processors() -> int:
    """How many documents can be read at a time on this machine."""
    allowed = getattr(os, "sched_getaffinity", None)  # a container may have fewer than the machine
    return len(allowed(0)) if allowed else os.cpu_count() or 1


def _bound_waiting(channel: Connection, seconds: float) -> None:
    """Half an answer, and then nothing, must not stop the parent."""
    if sys.platform == "win32":
        return  # its pipes carry whole messages
    import socket
    import struct

    with socket.socket(fileno=os.dup(channel.fileno())) as behind:
        behind.setsockopt(socket.SOL_SOCKET, socket.SO_RCVTIMEO, struct.pack("ll", int(seconds) + 1, 0))


# In the worker


def _serve(channel: Connection, task: str, limits: Limits, inherited: list[Connection]) -> None:
    from gongkai.read.confinement import allow_time, confine

    for copied in inherited:
        copied.close()
    module, _, name = task.partition(":")
    function = getattr(import_module(module), name)
    confine(limits)
    while True:
        try:
            path = os.fsdecode(channel.recv_bytes())
        except EOFError:
            return
        allow_time(limits.cpu_seconds)
        try:
            packed = answers.pack(("value", function(Path(path), limits)))
        except Refused as refused:
            packed = answers.pack(("refused", refused.what, refused.remedy, refused.where))
        except MemoryError:
            os._exit(_OUT_OF_MEMORY)
        try:
            channel.send_bytes(packed)
        except OSError:
            return  # the parent is gone
