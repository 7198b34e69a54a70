"""A worker that is killed in the middle of a job loses nothing, and does nothing twice."""

from __future__ import annotations

import os
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest

PATIENCE = 60


@pytest.fixture
def home(tmp_path: Path) -> Path:
    """A home of its own with a database in a file, which processes share."""
    _python(tmp_path, "-c", "from gongkai_web.commands import ready; ready.set_up(); ready.migrate()")
    return tmp_path


def test_a_killed_job_goes_on_behind_its_last_step(home: Path) -> None:
    _ask_for(home, '{"to": 12, "pause": 0.1}')
    first = _start(home)
    _wait(lambda: len(_counted(home)) >= 3)
    first.kill()
    first.wait()
    before = _counted(home)
    assert 3 <= len(before) < 12
    assert _job(home, "state") == "running"  # nobody knows yet
    _run(home, "--once", until="done")
    assert _counted(home) == list(range(12))
    assert (_job(home, "state"), _job(home, "begun"), _job(home, "done")) == ("done", 2, 12)


def test_a_worker_that_is_told_to_stop_gives_the_job_back(home: Path) -> None:
    _ask_for(home, '{"to": 1000, "pause": 0.05}')
    worker = _start(home)
    _wait(lambda: len(_counted(home)) >= 2)
    worker.send_signal(signal.SIGTERM)
    assert worker.wait(PATIENCE) == 0
    assert (_job(home, "state"), _job(home, "attempts")) == ("waiting", 0)
    assert _counted(home) == list(range(_job(home, "done")))


def test_two_workers_share_the_queue(home: Path) -> None:
    for _ in range(6):
        _ask_for(home, '{"to": 5, "pause": 0.01}')
    workers = [_start(home, "--once") for _ in range(2)]
    assert [worker.wait(PATIENCE) for worker in workers] == [0, 0]
    assert sorted(_counted(home)) == sorted(list(range(5)) * 6)


# --- the database from outside, as an operator would look at it -------------------------------------------------------


def _ask_for(home: Path, params: str) -> None:
    row = "kind, params, organ, actor, state, done, total, attempts, begun, worker, says, result, made"
    values = "'count', ?, '', 'system', 'waiting', 0, 0, 0, 0, '', '', '{}', '2026-03-16'"
    with closing(_database(home)) as database, database:
        database.execute(f"INSERT INTO store_job ({row}) VALUES ({values})", [params])


def _counted(home: Path) -> list[int]:
    with closing(_database(home)) as database:
        return [int(says) for (says,) in database.execute("SELECT says FROM store_notice ORDER BY id")]


def _job(home: Path, column: str) -> Any:
    with closing(_database(home)) as database:
        return database.execute(f"SELECT {column} FROM store_job ORDER BY id").fetchone()[0]


def _database(home: Path) -> sqlite3.Connection:
    return sqlite3.connect(home / "gongkai.sqlite3", timeout=20)


def _start(home: Path, *words: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "tests.web.commands.counting", *words]
    return subprocess.Popen(command, env=_environment(home), stderr=subprocess.DEVNULL)


def _run(home: Path, *words: str, until: str) -> None:
    """Once more and again, until the lease of the dead one is over."""

    def is_so() -> bool:
        assert _start(home, *words).wait(PATIENCE) == 0
        return bool(_job(home, "state") == until)

    _wait(is_so)


def _wait(is_so: Any) -> None:
    end = time.monotonic() + PATIENCE
    while not is_so():
        assert time.monotonic() < end
        time.sleep(0.05)


def _python(home: Path, *words: str) -> None:
    subprocess.run([sys.executable, *words], env=_environment(home), check=True)


def _environment(home: Path) -> dict[str, str]:
    root = Path(__file__).resolve().parents[3]
    paths = os.pathsep.join([str(root / "src"), str(root)])
    kept = {name: value for name, value in os.environ.items() if not name.startswith("GONGKAI_")}
    return {**kept, "GONGKAI_HOME": str(home), "PYTHONPATH": paths, "PYTHONUTF8": "1"}
