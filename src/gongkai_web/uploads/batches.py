"""What becomes of the files that came together."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Count, Max, Min

from gongkai_web.store import jobs
from gongkai_web.store.models import Job, Organ, Upload

KIND = "read-uploads"
_ENDED = (Job.State.DONE, Job.State.FAILED, Job.State.CANCELLED)
_State = Upload.State
_SHOWN = (
    _State.WAITING,
    _State.READ,
    _State.DOUBTFUL,
    _State.REFUSED,
    _State.TAKEN,
    _State.SET_ASIDE,
)


@dataclass(frozen=True, slots=True)
class Batch:
    """``counts`` are its files by state. ``newest`` is the number of its last file, for paging."""

    key: str
    organ: str
    actor: str
    made: datetime
    newest: int
    counts: dict[str, int]

    @property
    def total(self) -> int:
        return sum(count for state, count in self.counts.items() if state != _State.UNPACKED)

    @property
    def done(self) -> int:
        return self.total - self.counts.get(_State.WAITING, 0)

    @property
    def waiting(self) -> int:
        return self.counts.get(_State.WAITING, 0)

    @property
    def shown(self) -> list[tuple[str, str, int]]:
        """Key, label and number of each state that a person may look for."""
        return [(each.value, str(each.label), self.counts.get(each, 0)) for each in _SHOWN]


def newest(organs: Iterable[str] | None, *, before: int | None = None, most: int = 30) -> list[Batch]:
    """The batches of these organs (of all where it is None), the newest first; two queries."""
    rows = Upload.objects.all() if organs is None else Upload.objects.filter(for_organ__in=organs)
    grouped = rows.values("batch").annotate(last=Max("id")).order_by("-last")
    if before is not None:
        grouped = grouped.filter(last__lt=before)
    return _batches([each["batch"] for each in grouped[:most]])


def opened(organ: str, key: str) -> Batch | None:
    return next((each for each in _batches([key]) if each.organ == organ), None)


def job_of(key: str) -> Job | None:
    """The newest job of the batch."""
    return Job.objects.filter(kind=KIND, params__batch=key).order_by("-id").first()


def is_running(job: Job | None) -> bool:
    return job is not None and job.state not in _ENDED


def resume(organ: Organ, key: str, *, actor: str) -> Job:
    """Read what waits; where a job is at it already, that one."""
    return jobs.enqueue(KIND, {"batch": key}, actor=actor, organ=organ.key, unique=f"{KIND}:{key}")


def stop(key: str) -> bool:
    """The job ends behind the file in hand; whether there was one."""
    job = job_of(key)
    return job is not None and jobs.cancel(job)


def _batches(keys: list[str]) -> list[Batch]:
    rows = Upload.objects.filter(batch__in=keys).values("batch", "for_organ", "state")
    found: dict[str, Batch] = {}
    for row in rows.annotate(
        count=Count("id"), last=Max("id"), first=Min("made"), who=Min("actor")
    ).order_by():
        known = found.get(row["batch"])
        counts = Counter(known.counts if known else {})
        counts[row["state"]] += row["count"]
        last = max(row["last"], known.newest if known else 0)
        first = min(row["first"], known.made) if known else row["first"]
        found[row["batch"]] = Batch(row["batch"], row["for_organ"], row["who"], first, last, dict(counts))
    return sorted(found.values(), key=lambda each: -each.newest)
