"""The job that looks at public pages: of one report on demand, else of all that are due."""

from __future__ import annotations

from datetime import timedelta

from gongkai_web import clock
from gongkai_web.store.jobs import Result, Task, job
from gongkai_web.store.models import Organ, PublicCheck
from gongkai_web.witness import looking
from gongkai_web.witness.looking import KIND


@job(KIND, lease=timedelta(minutes=5))
def check_public(task: Task) -> Result:
    """Each page is a step. One that is killed is begun anew; what was kept before stays."""
    wanted = [(task.organ, int(task.params["year"]))] if task.organ else looking.due(clock.today())
    found: dict[str, int] = {}
    for key, year in wanted:
        organ = Organ.objects.get(pk=key)
        task.beat(total=len(wanted), says=f"{organ.name} {year}")
        seen = looking.seen(organ, year)
        with task.step(len(wanted)):
            if seen is not None:
                check = looking.keep(organ, year, seen, actor=task.actor)
                label = str(PublicCheck.Result(check.result).label)
                found[label] = found.get(label, 0) + 1
    return found
