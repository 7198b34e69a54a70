"""The job that follows a change of days or choices through the open cases: no page waits for a hundred thousand of them."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby
from operator import itemgetter

from django.db.models import QuerySet

from gongkai_web.store import jobs, refreshing
from gongkai_web.store.jobs import Result, Task, job
from gongkai_web.store.models import Case, Job

BRING_UP = "bring-up"
_AT_ONCE = 200


@job(BRING_UP)
def bring_up(task: Task) -> Result:
    """Begun anew it begins at the front: a case may close meanwhile, and bringing one up twice changes nothing."""
    found = list(_open(task.params["organ"]).order_by("organ", "id").values_list("organ", "key"))
    done, before = 0, task.done
    for organ, keys in _parts(found):
        refreshing.bring_up(organ, keys)
        done += len(keys)
        task.beat(done if done > before else None, total=len(found))  # only what is new is a step further
    return {"cases": done}


def _parts(found: list[tuple[str, str]]) -> Iterator[tuple[str, list[str]]]:
    for organ, rows in groupby(found, key=itemgetter(0)):
        keys = [key for _, key in rows]
        yield from ((organ, keys[at : at + _AT_ONCE]) for at in range(0, len(keys), _AT_ONCE))


def ask_for(organ: str, actor: str) -> int:
    """It follows in the background; how many cases are open. A change while one is at work asks for another."""
    count = _open(organ).count()
    if count:
        jobs.enqueue(BRING_UP, {"organ": organ}, actor=actor)
    return count


def unfinished() -> list[Job]:
    """Those that cases still wait for, and the newest where it failed."""
    newest = Job.objects.filter(kind=BRING_UP).order_by("-pk")[:20]
    ended = (Job.State.DONE, Job.State.CANCELLED)
    found = [each for at, each in enumerate(newest) if each.state != Job.State.FAILED or not at]
    return [each for each in found if each.state not in ended]


def _open(organ: str) -> QuerySet[Case]:
    found = Case.objects.filter(is_open=True)
    return found.filter(organ=organ) if organ else found
