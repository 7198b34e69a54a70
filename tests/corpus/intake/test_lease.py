"""One run at a time, and the dead give way."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from gongkai.corpus.intake.lease import LASTS, Busy, Lease, Lost, identity_of


def test_a_second_run_is_told_who_has_the_store(tmp_path: Path) -> None:
    lease = Lease.take(tmp_path)
    with pytest.raises(Busy, match=f"正在写.*进程 {os.getpid()}"):
        Lease.take(tmp_path)
    lease.release()
    Lease.take(tmp_path).release()


def test_a_lease_that_went_to_another_is_lost(tmp_path: Path) -> None:
    lease = Lease.take(tmp_path)
    (tmp_path / ".lease.json").unlink()
    other = Lease.take(tmp_path)
    with pytest.raises(Lost, match="接着写"):
        lease.renew()
    lease.release()  # not ours to give back
    other.renew()


@pytest.mark.skipif(identity_of(os.getpid()) is None, reason="elsewhere only the age of the lease tells")
def test_a_dead_run_of_this_machine_gives_way_at_once(tmp_path: Path) -> None:
    code = "from pathlib import Path; from gongkai.corpus.intake.lease import Lease; import sys, os\n"
    code += "Lease.take(Path(sys.argv[1])); os._exit(9)"
    environment = {**os.environ, "PYTHONPATH": "src"}
    subprocess.run([sys.executable, "-c", code, str(tmp_path)], check=False, env=environment)
    assert (tmp_path / ".lease.json").exists()
    Lease.take(tmp_path).renew()


@pytest.mark.parametrize(("age", "gives_way"), [(LASTS - 60, False), (LASTS + 60, True)])
def test_a_run_of_another_machine_gives_way_when_its_lease_has_lapsed(
    tmp_path: Path, age: float, *, gives_way: bool
) -> None:
    file = tmp_path / ".lease.json"
    file.write_text('{"token": "x", "host": "elsewhere", "pid": 1, "process": ""}')
    written = file.stat().st_mtime - age
    os.utime(file, (written, written))
    if gives_way:
        Lease.take(tmp_path).renew()
    else:
        with pytest.raises(Busy, match="elsewhere"):
            Lease.take(tmp_path)
