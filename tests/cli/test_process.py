"""The program itself: encodings, pipes, colours, interruption."""

from __future__ import annotations

import json
import os
import pty
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from gongkai.model.cell import Blank
from gongkai.model.report import Report
from gongkai.read.limits import Limits
from tests.cli.conftest import Make, Run

PROGRAM = [sys.executable, "-m", "gongkai.cli"]


def start(*words: str, **settings: str) -> subprocess.CompletedProcess[bytes]:
    environment = {**os.environ, **settings}
    return subprocess.run([*PROGRAM, *words], capture_output=True, env=environment, timeout=60, check=False)


def on_a_terminal(*words: str, **settings: str) -> str:
    """What the program prints where standard output is a terminal."""
    ours, theirs = pty.openpty()
    environment = {key: value for key, value in os.environ.items() if key != "NO_COLOR"} | settings
    with subprocess.Popen([*PROGRAM, *words], stdout=theirs, stderr=subprocess.DEVNULL, env=environment):
        os.close(theirs)
        chunks = []
        try:
            while chunk := os.read(ours, 65_536):
                chunks.append(chunk)
        except OSError:  # how Linux tells that the other side has closed
            pass
    os.close(ours)
    return b"".join(chunks).decode()


@pytest.mark.parametrize("encoding", ["ascii", "gb18030", "latin-1", "utf-8"])
def test_no_encoding_of_the_terminal_makes_printing_fail(make: Make, encoding: str) -> None:
    make()
    done = start("read", "报告.json", PYTHONIOENCODING=encoding, PYTHONUTF8="0", LC_ALL="C")
    assert (done.returncode, done.stderr) == (0, b"")
    assert "云溪县财政局".encode() in done.stdout


def test_a_reader_that_leaves_early_is_no_error(make: Make) -> None:
    for number in range(12):
        make(f"{number}.json", 2010 + number if number > 9 else 2023)
    command = [*PROGRAM, "read", ".", "--format", "json"]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as reading:
        assert reading.stdout is not None
        assert reading.stderr is not None
        assert json.loads(reading.stdout.readline())["schema"] == "gongkai-report/1"
        reading.stdout.close()
        said = reading.stderr.read()
        code = reading.wait(60)
    assert said == b""
    assert code in {0, 141}


def test_colours_are_for_terminals(make: Make) -> None:
    make()
    assert "\x1b[" not in start("read", "报告.json").stdout.decode()
    assert "\x1b[" in on_a_terminal("read", "报告.json", TERM="xterm")
    assert "\x1b[" not in on_a_terminal("read", "报告.json", TERM="xterm", NO_COLOR="1")
    assert "\x1b[" not in on_a_terminal("read", "报告.json", TERM="dumb")


def test_a_full_disk_is_said(make: Make) -> None:
    if not Path("/dev/full").is_char_device():
        pytest.skip("no /dev/full here")
    make()
    with Path("/dev/full").open("wb") as full:
        command = [*PROGRAM, "read", "报告.json"]
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, timeout=60, check=False)
    assert done.returncode == 2
    assert done.stderr.decode().startswith("gongkai：写不出去")
    assert "Traceback" not in done.stderr.decode()


@pytest.mark.skipif(sys.platform != "linux", reason="workers are forked on Linux alone")
def test_a_file_that_kills_its_worker_costs_one_message(
    run: Run, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    from gongkai.read import report

    read_file = report.read_file

    def deadly(path: Path, *more: Limits) -> Report:
        if path.name == "毒.txt":
            os.kill(os.getpid(), signal.SIGKILL)
        return read_file(path, *more)

    monkeypatch.setattr(report, "read_file", deadly)
    for name in ("甲.txt", "毒.txt", "乙.txt"):
        (folder / name).write_text(f"云溪县财政局2023年政府信息公开工作年度报告\n{name}\n", "utf-8")
    answer = run("read", "甲.txt", "毒.txt", "乙.txt", "--format", "json")
    read = [json.loads(line)["source"]["name"] for line in answer.out.splitlines()]
    assert (answer.code, read) == (2, ["甲.txt", "乙.txt"])
    assert answer.err.count("\n") == 1
    assert answer.err.startswith("gongkai：毒.txt：读取进程中途退出")


def test_a_report_cannot_steer_a_terminal_with_colours(make: Make) -> None:
    make(agency="云溪县\x1b[2J财政局", **{"requests.granted.total": Blank("\x1b]0;题\x07")})
    seen = on_a_terminal("read", "报告.json", TERM="xterm")
    assert "\x1b[1m" in seen
    assert "\x1b[2J" not in seen
    assert "\x1b]" not in seen
