"""A worker with a job that writes one line a step and is slow about it: ``python -m tests.web.commands.counting``."""

from __future__ import annotations

import sys
import time
from datetime import timedelta

from gongkai_web.commands.ready import set_up

set_up()

from gongkai_web.accounts.matrix import matrix  # noqa: E402
from gongkai_web.commands import worker  # noqa: E402
from gongkai_web.store.jobs import Result, Task, job  # noqa: E402
from gongkai_web.store.models import Notice  # noqa: E402


@job("count", lease=timedelta(seconds=1))
def count(task: Task) -> Result:
    """Counts on from where it stopped. A notice stands for whatever a job writes."""
    from gongkai_web import clock

    for number in range(task.done, task.params["to"]):
        time.sleep(task.params.get("pause", 0))
        with task.step(task.params["to"]):
            Notice.objects.create(person="zhou", says=str(number), made=clock.now())
    return {"counted": task.params["to"]}


if __name__ == "__main__":
    matrix().jobs["count"] = "signed_in"  # type: ignore[index]
    sys.exit(worker.run(worker.parser().parse(sys.argv[1:])))
