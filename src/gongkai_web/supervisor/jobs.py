"""The job that examines the reports of an area, so that no page has to wait for hundreds of them."""

from __future__ import annotations

from django.db.models import Q

from gongkai_web.reports import examining
from gongkai_web.store.jobs import Result, Task, job
from gongkai_web.store.models import Organ
from gongkai_web.supervisor.season import EXAMINE

_AT_ONCE = 20


@job(EXAMINE)
def examine_reports(task: Task) -> Result:
    """Those below the organ, of the year that is asked for. What is examined already costs nothing."""
    year, top = int(task.params["year"]), Organ.objects.get(pk=task.organ)
    below = Q(organ__path__startswith=top.path)
    total = examining.waiting(below, year).count()
    while left := examining.examine_some(below, year, most=_AT_ONCE):
        task.beat(max(0, total - left), total=total)
    return {"reports": total}
