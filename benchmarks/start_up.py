"""How long a person waits for the command line, against a Python that does nothing."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

from benchmarks.pairs import Ratio, compare

_NOTHING = ("-c", "pass")


def start_up(folder: Path, *arguments: str, rounds: int) -> Ratio:
    """``gongkai`` with these arguments over ``python -c pass``, both with compiled modules as installed."""
    environment = _environment(folder)
    line = ("-m", "gongkai.cli", *arguments)
    _run(line, environment)  # compiles
    return compare(
        lambda environment: _run(line, environment),
        lambda environment: _run(_NOTHING, environment),
        [environment],
        rounds=rounds,
    )


def _environment(folder: Path) -> dict[str, str]:
    """Compiled modules are kept in a folder of the benchmark's: the source tree stays as it was."""
    kept = {name: value for name, value in os.environ.items() if name != "PYTHONDONTWRITEBYTECODE"}
    return {**kept, "PYTHONPYCACHEPREFIX": str(folder / "compiled")}


def _run(arguments: tuple[str, ...], environment: dict[str, str]) -> None:
    command = [sys.executable, *arguments]
    silent = subprocess.DEVNULL
    subprocess.run(command, env=environment, stdout=silent, stderr=silent, check=False)  # findings are a code
