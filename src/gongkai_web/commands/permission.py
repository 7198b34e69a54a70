"""Whether a job may be run for the person who asked for it: the matrix says which right it needs."""

from __future__ import annotations

from gongkai_web import clock
from gongkai_web.accounts.matrix import matrix
from gongkai_web.accounts.models import Person
from gongkai_web.accounts.reach import reach_of
from gongkai_web.store.models import Job, Organ

SYSTEM = "system"
"""The actor of what no person asks for: the yearly reminder, the nightly backup."""


def may_run(job: Job) -> str:
    """Empty where it may; else why not. The right is looked at when the job begins, as a page would."""
    right = matrix().jobs.get(job.kind)
    if right is None:
        return f"权限表里没有任务「{job.kind}」，不能运行。"
    if job.actor == SYSTEM:
        return ""
    person = Person.objects.filter(key=job.actor).first()
    reach = reach_of(person, right, clock.today()) if person is not None else None
    organ = Organ.objects.filter(pk=job.organ).first() if job.organ else None
    if not reach or (job.organ and (organ is None or not reach.covers(organ))):
        return f"「{matrix().rights[right].says}」的权限已经没有了，任务没有运行。"
    return ""
