"""The year counted from a ledger, against parsing its bytes as JSON; and what counting keeps in memory."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path

from benchmarks import ledgers
from benchmarks.pairs import Ratio, compare
from gongkai.ledger.figures import Figures, count_file

YEAR = ledgers.FIRST + ledgers.YEARS // 2
_PEAK = """\
import sys
from pathlib import Path
from benchmarks.year import counted
if sys.argv[1] != "-":
    counted(Path(sys.argv[1]))
print(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""


@dataclass(frozen=True, slots=True)
class Memory:
    """The most that counting held, over what the program holds that has imported everything and counted nothing:
    for the smaller ledger, and for one ten times as long.
    """

    small: float
    large: float


def counted(path: Path) -> Figures:
    """The year of the organ at the top and of all below it."""
    return count_file(path, ledgers.key_of(0), YEAR, tree=True)


def parsed(path: Path) -> None:
    """What nobody who reads the file can do without: every line, as JSON, and nothing kept."""
    with path.open("rb") as file:
        for line in file:
            json.loads(line)


def over_parsing(path: Path, *, rounds: int) -> Ratio:
    return compare(counted, parsed, (path,), rounds=rounds)


def memory(small: Path, large: Path) -> Memory:
    """Linux only: ``ru_maxrss`` of a child begins with the memory of its parent."""
    nothing = _peak("-")
    return Memory(_peak(str(small)) / nothing, _peak(str(large)) / nothing)


def _peak(path: str) -> int:
    done = subprocess.run([sys.executable, "-c", _PEAK, path], capture_output=True, text=True, check=True)
    return int(done.stdout)
