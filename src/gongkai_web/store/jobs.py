"""Work that outlasts a page: a queue in the database, of which any number of workers take.

A kind of job is a function in ``gongkai_web/<part>/jobs.py``::

    @job("read-uploads")
    def read_uploads(task: Task) -> Result:
        files = task.params["files"]
        for file in files[task.done :]:
            read = reader(file)                 # the slow part, outside of any transaction
            with task.step(len(files)):         # what is written here is counted in the same transaction
                keep(read)
        return {"read": len(files)}

A worker that is killed in the middle loses its lease, and another one goes on behind the last step that was counted: so
every step has its effect once. What breaks again and again at the same step is given up; a database that was away is
waited for and is no fault of the job. Each kind needs a row under ``jobs:`` in the permission matrix.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any, TypeAlias

from django.db import IntegrityError, connection, transaction
from django.db.models import F, Q
from django.db.models.functions import Greatest
from django.utils import timezone

from gongkai_web.store import outage
from gongkai_web.store.models import Job
from gongkai_web.store.parts import imported

Result: TypeAlias = Mapping[str, Any]
LEASE = timedelta(minutes=2)
ATTEMPTS = 3
REST = timedelta(minutes=1)
"""After the first bug; ten times as long after each further one: a full disk, say, is made room on meanwhile."""
_State = Job.State
_ENDED = (_State.DONE, _State.FAILED, _State.CANCELLED)


class Failed(Exception):
    """A job cannot be done; the message says to the person what, where, and what would help."""


class Interrupted(Exception):
    """The job is not this worker's any more: cancelled, or taken up by another after a silence, or the worker stops."""


class UnknownKind(LookupError):
    """No module has a job of this kind."""


@dataclass(frozen=True, slots=True)
class Kind:
    """``lease`` is how long a worker may be silent about such a job, ``attempts`` how often one step is begun at most."""

    key: str
    run: Callable[[Task], Result | None]
    lease: timedelta = LEASE
    attempts: int = ATTEMPTS


KINDS: dict[str, Kind] = {}


def job(
    key: str, *, lease: timedelta = LEASE, attempts: int = ATTEMPTS
) -> Callable[[Callable[[Task], Result | None]], Callable[[Task], Result | None]]:
    """Make the function a kind of job."""

    def register(run: Callable[[Task], Result | None]) -> Callable[[Task], Result | None]:
        KINDS[key] = Kind(key, run, lease, attempts)
        return run

    return register


def kinds() -> dict[str, Kind]:
    """All kinds, those of every part of the system."""
    imported("jobs")
    return KINDS


# --- for pages --------------------------------------------------------------------------------------------------------


def enqueue(
    kind: str, params: Mapping[str, Any], *, actor: str, organ: str = "", unique: str | None = None
) -> Job:
    """A job that waits for a worker; where one with the same ``unique`` has not ended yet, that one.

    It is there when the transaction of the caller is. ``params`` are plain values, and hold no private word.
    """
    if unique and (known := Job.objects.filter(unique=unique).first()):
        return known
    try:
        with transaction.atomic():
            return Job.objects.create(kind=kind, params=dict(params), actor=actor, organ=organ, unique=unique)
    except IntegrityError:
        if unique and (known := Job.objects.filter(unique=unique).first()):  # both came at the same moment
            return known
        raise


def cancel(job_: Job) -> bool:
    """It is not begun any more, or ends behind the step that it is at; whether it had not ended yet."""
    ended = {"state": _State.CANCELLED, "ended": timezone.now(), "unique": None, "lease": None}
    return bool(Job.objects.filter(pk=job_.pk).exclude(state__in=_ENDED).update(**ended))


# --- for workers ------------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Task:
    """A job in the hands of a worker. ``done`` is how many steps were counted before."""

    job: Job
    kind: Kind
    stops: Callable[[], bool] = field(default=lambda: False)

    @property
    def params(self) -> dict[str, Any]:
        found: dict[str, Any] = self.job.params
        return found

    @property
    def organ(self) -> str:
        return self.job.organ

    @property
    def actor(self) -> str:
        return self.job.actor

    @property
    def done(self) -> int:
        return self.job.done

    @contextmanager
    def step(self, total: int = 0, says: str = "") -> Iterator[None]:
        """What is written within, and that it was done, are one transaction. Raises :class:`Interrupted`."""
        with transaction.atomic():
            self._renew(done=F("done") + 1, attempts=0, **self._told(total, says))
            yield
        self.job.done += 1
        self.job.attempts = 0
        self._stop()

    def beat(self, done: int | None = None, total: int = 0, says: str = "") -> None:
        """Still at work: renews the lease, and tells how far. Raises :class:`Interrupted`."""
        told = self._told(total, says)
        if done is not None:
            told |= {"done": done, "attempts": 0}
            self.job.done, self.job.attempts = done, 0
        self._renew(**told)
        self._stop()

    def _told(self, total: int, says: str) -> dict[str, Any]:
        return {**({"total": total} if total else {}), **({"says": says} if says else {})}

    def _renew(self, **values: Any) -> None:
        """Who has lost the lease writes nothing any more."""
        if not _mine(self.job).update(lease=timezone.now() + self.kind.lease, **values):
            raise Interrupted(f"{self.job.kind} {self.job.pk}")

    def _stop(self) -> None:
        if self.stops():
            raise Interrupted(f"{self.job.kind} {self.job.pk}")


def take(worker: str) -> Task | None:
    """The next job, now with a lease for this worker: one that waits, or one whose worker has fallen silent."""
    now = timezone.now()
    if not Job.objects.filter(_is_free(now)).exists():  # looking takes no lock
        return None
    with transaction.atomic():
        while found := _next(now):
            kind = kinds().get(found.kind)
            if kind is None:
                _end(found, _State.FAILED, says=f"没有「{found.kind}」这种任务。请核对程序的版本。")
            elif found.attempts >= kind.attempts:
                _end(found, _State.FAILED, says=f"开始了 {found.attempts} 次都中断了。请看工作进程的日志。")
            else:
                return Task(_taken(found, kind, worker, now), kind)
    return None


def run(task: Task) -> None:
    """Do the job of the task. What is no :class:`Failed` is a bug: it is raised, and the job begins anew later."""
    with ExitStack() as broken:
        broken.callback(_let_rest, task.job)
        _run(task)
        broken.pop_all()


def _run(task: Task) -> None:
    try:
        _finish(task.job, _State.DONE, result=task.kind.run(task))
    except Failed as failed:
        _finish(task.job, _State.FAILED, says=str(failed))
    except Interrupted:
        _give_back(task.job, attempts=_FORGIVEN)
    except outage.ERRORS:
        if not outage.is_away():
            raise
        outage.wait(task.stops)
        _forgive(task.job)


def refuse(task: Task, because: str) -> None:
    """It is not done at all."""
    _finish(task.job, _State.FAILED, says=because)


def _next(now: datetime) -> Job | None:
    rows = Job.objects.filter(_is_free(now)).order_by("id")
    if connection.features.has_select_for_update_skip_locked:
        rows = rows.select_for_update(
            skip_locked=True
        )  # the embedded database has one writer at a time anyway
    return rows.first()


def _is_free(now: datetime) -> Q:
    return Q(state__in=(_State.WAITING, _State.RUNNING)) & (Q(lease=None) | Q(lease__lt=now))


def _taken(found: Job, kind: Kind, worker: str, now: datetime) -> Job:
    found.state, found.worker, found.lease = _State.RUNNING, worker, now + kind.lease
    found.attempts += 1
    found.begun += 1
    found.save(update_fields=["state", "worker", "lease", "attempts", "begun"])
    return found


def _finish(job_: Job, state: Job.State, *, says: str | None = None, result: Result | None = None) -> None:
    """The end of a job whose lease was lost meanwhile is not written: another worker has it."""
    if row := _mine(job_).first():
        _end(row, state, says=says, result=result)


def _end(row: Job, state: Job.State, *, says: str | None = None, result: Result | None = None) -> None:
    row.state, row.ended, row.lease, row.unique = state, timezone.now(), None, None
    row.says = row.says if says is None else says
    row.result = dict(result or {})
    row.save(update_fields=["state", "ended", "lease", "unique", "says", "result"])


_FORGIVEN = Greatest(F("attempts") - 1, 0)


def _forgive(job_: Job) -> None:
    """Begun in vain through no fault of its own, whoever has it now."""
    Job.objects.filter(pk=job_.pk).update(attempts=_FORGIVEN)
    _give_back(job_)


def _let_rest(job_: Job) -> None:
    """Somebody may begin it after a while."""
    rest = REST * 10 ** max(0, job_.attempts - 1)
    _give_back(job_, lease=timezone.now() + rest, says="程序出错，稍后再试。详见工作进程的日志。")


def _give_back(job_: Job, **values: Any) -> None:
    """Somebody else may begin it at once, unless a lease is given."""
    _mine(job_).update(**{"state": _State.WAITING, "lease": None, "worker": "", **values})


def _mine(job_: Job) -> Any:
    return Job.objects.filter(pk=job_.pk, worker=job_.worker, begun=job_.begun, state=_State.RUNNING)
