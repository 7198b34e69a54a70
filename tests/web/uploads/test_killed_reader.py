"""A worker that is killed in the middle of a batch: the next one goes on, and every file is read once."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

from tests.web.commands.test_killed_worker import _environment, _python, _wait
from tests.web.uploads.conftest import whole

_FILES = 8
_FILL = """
import sys, json
from datetime import date, datetime
from zoneinfo import ZoneInfo
from pathlib import Path
from gongkai_web.commands import ready
ready.set_up(); ready.migrate()
from gongkai.ledger.entry import Act
from gongkai.ledger.facts.organ import LedgerOpened
from gongkai_web.accounts.models import Appointment, Person
from gongkai_web.store import ledger
from gongkai_web.store.models import Organ
from gongkai_web.uploads import receiving
day = date(2026, 1, 1)
fact = LedgerOpened("云溪县人民政府", "government", "county", "云政公开")
ledger.record(Act("yunxi", "organ", day, datetime(2026, 1, 1, 9, tzinfo=ZoneInfo("Asia/Shanghai")), "zhou", fact))
person = Person.objects.create(key="wu", login="wu", name="吴")
Appointment.objects.create(person=person, organ_id="yunxi", role="supervisor", since=day)
coming = [(path.name, path.read_bytes()) for path in sorted(Path(sys.argv[1]).iterdir())]
receiving.receive(Organ.objects.get(), coming, actor="wu")
"""


def test_a_killed_reader_loses_nothing_and_reads_nothing_twice(tmp_path: Path) -> None:
    home, coming = tmp_path / "home", tmp_path / "coming"
    home.mkdir()
    coming.mkdir()
    for number in range(_FILES):
        (coming / f"{number}.docx").write_bytes(whole(number))
    _python(home, "-c", _FILL, str(coming))
    first = _worker(home)
    _wait(lambda: _states(home).count("waiting") < _FILES)
    first.kill()
    first.wait()
    before = _states(home)
    assert "waiting" in before
    with closing(_database(home)) as database, database:
        database.execute("UPDATE store_job SET lease = '2020-01-01 00:00:00'")  # its two minutes are over
    assert _worker(home, "--once").wait(120) == 0
    assert _states(home).count("waiting") == 0
    assert len(_states(home)) == _FILES
    state, begun, done = _job(home)
    assert (state, begun, done) == ("done", 2, _FILES)


def _worker(home: Path, *words: str) -> subprocess.Popen[bytes]:
    command = [sys.executable, "-m", "gongkai.cli", "worker", *words]
    return subprocess.Popen(command, env=_environment(home), stderr=subprocess.DEVNULL)


def _states(home: Path) -> list[str]:
    with closing(_database(home)) as database:
        return [str(state) for (state,) in database.execute("SELECT state FROM store_upload ORDER BY id")]


def _job(home: Path) -> tuple[str, int, int]:
    with closing(_database(home)) as database:
        found = database.execute("SELECT state, begun, done FROM store_job").fetchone()
        return (str(found[0]), int(found[1]), int(found[2]))


def _database(home: Path) -> sqlite3.Connection:
    return sqlite3.connect(home / "gongkai.sqlite3", timeout=20)
