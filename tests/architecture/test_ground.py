"""The ground under the first start: locks that fit the project, and a script that old Pythons can read."""

from __future__ import annotations

import ast
import re
import sys
import tomllib

import pytest

from tests.architecture.sources import ROOT, tree
from tools.steps import ALONE, STEPS

LOCKS = (
    "requirements.txt", "requirements-web.txt", "requirements-corpus.txt", "requirements-dev.txt", "requirements-bench.txt",
)  # fmt: skip
HELD_BY = [
    ("requirements.txt", "requirements-web.txt"),
    ("requirements.txt", "requirements-corpus.txt"),
    ("requirements-web.txt", "requirements-dev.txt"),
    ("requirements-corpus.txt", "requirements-dev.txt"),
    ("requirements-dev.txt", "requirements-bench.txt"),
]
BEFORE_THE_ENVIRONMENT = ("commands", "demo", "environment", "programs", "steps")


def _pinned(lock: str) -> dict[str, str]:
    text = (ROOT / lock).read_text(encoding="utf-8")
    return dict(re.findall(r"^([a-z0-9-]+)==(\S+)", text, re.MULTILINE))


def _normal(requirement: str) -> str:
    found = re.match(r"[\w.-]+", requirement)
    assert found
    return re.sub(r"[-_.]+", "-", found.group()).lower()


@pytest.mark.parametrize("lock", LOCKS)
def test_every_package_of_a_lock_has_hashes(lock: str) -> None:
    text = (ROOT / lock).read_text(encoding="utf-8")
    entries = re.split(r"^(?=[a-z0-9-]+==)", text, flags=re.MULTILINE)[1:]
    assert entries
    assert [entry.splitlines()[0] for entry in entries if "--hash=sha256:" not in entry] == []


@pytest.mark.parametrize("lock", LOCKS)
def test_a_lock_names_no_address(lock: str) -> None:
    assert (
        re.findall(r"\S+://\S+|--(?:extra-)?index-url|--find-links", (ROOT / lock).read_text("utf-8")) == []
    )


def test_the_locks_hold_what_the_project_asks_for() -> None:
    project = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))
    groups = project["dependency-groups"]
    development = {_normal(wanted) for wanted in groups["dev"] + groups["build"] if isinstance(wanted, str)}
    assert {_normal(wanted) for wanted in project["project"]["dependencies"]} - _pinned(
        "requirements.txt"
    ).keys() == set()
    assert development - _pinned("requirements-dev.txt").keys() == set()
    extras = project["project"]["optional-dependencies"]
    for name, lock in (("corpus", "corpus"), ("cluster", "corpus"), ("web", "web")):
        wanted = {_normal(each) for each in extras.pop(name)}
        assert wanted - {"gongkai"} - _pinned(f"requirements-{lock}.txt").keys() == set()
    assert not extras  # each has its lock


@pytest.mark.parametrize(("smaller", "larger"), HELD_BY)
def test_a_larger_lock_holds_the_smaller_one(smaller: str, larger: str) -> None:
    assert _pinned(smaller).items() <= _pinned(larger).items()


def test_an_old_python_can_read_the_first_script() -> None:
    ast.parse((ROOT / "dev").read_text(encoding="utf-8"), feature_version=(3, 6))


@pytest.mark.parametrize("module", BEFORE_THE_ENVIRONMENT)
def test_before_the_environment_stands_only_the_standard_library_is_there(module: str) -> None:
    imported = set()
    for node in ast.walk(tree(ROOT / "tools" / f"{module}.py")):
        if isinstance(node, ast.Import):
            imported |= {name.name.split(".")[0] for name in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            imported.add(node.module.split(".")[0])
    assert imported - sys.stdlib_module_names == {"tools"} & imported


def test_make_knows_every_step() -> None:
    makefile = (ROOT / "Makefile").read_text(encoding="utf-8").split()
    assert {step.name for step in STEPS} | ALONE.keys() - {"pytest"} <= set(makefile)


def test_ci_runs_the_test_command_of_the_readme() -> None:
    assert "./dev test" in (ROOT / "README.md").read_text(encoding="utf-8")
    assert (ROOT / ".ci" / "run").read_text(encoding="utf-8").rstrip().endswith("exec ./dev test")
