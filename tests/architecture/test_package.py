"""What an installation from a wheel holds: the law, the fonts and the templates as well as the code."""

from __future__ import annotations

import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.architecture.sources import LIBRARY, ROOT


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> set[str]:
    """The names of the files in a wheel built from a copy: building leaves traces where it happens."""
    copy = tmp_path_factory.mktemp("checkout")
    shutil.copytree(ROOT / "src", copy / "src", ignore=shutil.ignore_patterns("*.egg-info", "__pycache__"))
    for name in ("pyproject.toml", "LICENSE", "README.md"):
        shutil.copy(ROOT / name, copy)
    command = [sys.executable, "-m", "pip", "wheel", "--quiet", "--no-deps", "--no-build-isolation"]
    subprocess.run([*command, "--wheel-dir", str(copy / "dist"), str(copy)], check=True)
    (built,) = (copy / "dist").glob("*.whl")
    with zipfile.ZipFile(built) as archive:
        return set(archive.namelist())


def test_everything_of_the_library_is_in_the_wheel(wheel: set[str]) -> None:
    there = (path for path in LIBRARY.rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    expected = {path.relative_to(LIBRARY.parent).as_posix() for path in there}
    assert "gongkai/law/data/acts/acts.yaml" in expected
    assert expected - wheel == set()


def test_tests_and_tools_stay_at_home(wheel: set[str]) -> None:
    assert {Path(name).parts[0] for name in wheel if ".dist-info" not in name} <= {"gongkai", "gongkai_web"}
