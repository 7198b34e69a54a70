"""The job that examines the reports of an area, so that no page has to wait for hundreds of them."""

from __future__ import annotations

from gongkai_web.reports import examining
from gongkai_web.reports.filed import filed
from gongkai_web.store.jobs import Result, Task, job
from gongkai_web.store.models import Organ

EXAMINE = "examine-reports"
_AT_ONCE = 20


@job(EXAMINE)
def examine_reports(task: Task) -> Result:
    """Those below the organ, of the year that is asked for. What is examined already costs nothing."""
    year, top = int(task.params["year"]), Organ.objects.get(pk=task.organ)
    keys = list(Organ.objects.filter(path__startswith=top.path).values_list("key", flat=True))
    standings = filed(keys, year)
    while left := examining.examined(standings, year, most=_AT_ONCE).left:
        task.beat(len(standings) - left, total=len(standings))
    return {"reports": len(standings)}
