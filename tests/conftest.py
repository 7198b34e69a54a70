"""What every test may ask for: golden files, programs of the machine, and how hard hypothesis looks."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable
from pathlib import Path

import hypothesis
import pytest

from tools import programs

GOLDEN = Path(__file__).parent / "golden"

# The ordinary run draws the same examples everywhere; `./dev fuzz` looks for new ones.
hypothesis.settings.register_profile(
    "ordinary", deadline=None, derandomize=True, max_examples=50, database=None
)
hypothesis.settings.register_profile("long", deadline=None, max_examples=5_000, print_blob=True)
hypothesis.settings.load_profile("ordinary")


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--update-golden", action="store_true", help="write golden files instead of comparing")


def pytest_sessionstart() -> None:
    """Forget what functions with ``@cache`` kept: it was kept before the mutant of one of them came to life."""
    if os.environ.get("MUTANT_UNDER_TEST", "").startswith("gongkai."):
        for name in [name for name in sys.modules if name.startswith("gongkai.")]:
            for value in vars(sys.modules[name]).values():
                if hasattr(value, "cache_clear"):
                    value.cache_clear()


def pytest_runtest_setup(item: pytest.Item) -> None:
    """Skip what needs a program that is not here; in CI nothing may be left out."""
    for marker in item.iter_markers("needs"):
        if programs.found(marker.args[0]) is None:
            leave_out = pytest.fail if os.environ.get("CI") == "true" else pytest.skip
            leave_out(programs.advice(marker.args[0]))


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Repeat, right above the closing line, the steps of ``./dev test`` that failed before the tests."""
    if failed := os.environ.get("GONGKAI_FAILED_STEPS"):
        terminalreporter.section("failed before the tests")
        terminalreporter.write_line(failed)


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[str, str | bytes], None]:
    """Compare with ``tests/golden/<name>``: ``golden("write/report.md", text)``. A missing file fails.

    ``--update-golden`` writes the file instead; the change is then read like code.
    """
    update = request.config.getoption("--update-golden")

    def compare(name: str, found: str | bytes) -> None:
        path = GOLDEN / name
        content = found.encode() if isinstance(found, str) else found
        if update:
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_bytes(content)
        if not path.exists():
            pytest.fail(f"tests/golden/{name} does not exist; write it with --update-golden, then read it")
        expected = path.read_bytes()
        if isinstance(found, str):
            assert found == expected.decode()
        else:
            assert found == expected, f"{name} differs from its golden file"

    return compare
