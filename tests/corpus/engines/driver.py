"""A client in a process of its own: takes a folder in by the obeying task and says how far it is.

``python -m tests.corpus.engines.driver STORE SOURCE (JOBS | tcp://…) [LARGEST-FILE]``
"""

from __future__ import annotations

import sys
from pathlib import Path

from gongkai.corpus.engines.cluster import Cluster, NoCluster
from gongkai.corpus.engines.here import Here
from gongkai.corpus.engines.processes import Processes
from gongkai.corpus.intake.lease import Busy
from gongkai.corpus.intake.run import Added, Engine, Wishes, add
from gongkai.corpus.intake.spool import DiskFull
from gongkai.corpus.store.layout import Store
from tests.corpus.intake.obeying import TASK


def main(where: str, source: str, how: str, largest: str = "") -> int:
    if largest:
        import resource

        resource.setrlimit(resource.RLIMIT_FSIZE, (int(largest), int(largest)))
    store = Store.create(where)
    try:
        added = add(
            store,
            [source],
            lambda: _engine(how, store.path),
            wishes=Wishes(task=TASK, seconds=0.1),
            on_progress=_say,
        )
    except (Busy, DiskFull, NoCluster) as error:
        print(type(error).__name__, error, flush=True)
        return 2
    print("done", added.reports, added.refused, added.known, flush=True)
    return 0


def _engine(how: str, store: Path) -> Engine:
    if how.startswith("tcp"):
        return Cluster(how, store)
    if how == "1":
        return Here()
    return Processes(int(how))


def _say(added: Added) -> None:
    print("shards", added.shards, flush=True)


if __name__ == "__main__":
    sys.exit(main(*sys.argv[1:]))
