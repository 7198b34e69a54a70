"""The two READMEs, tutorials, how-tos and explanations show what the program really answers.

Every ``$ command`` of a ``console`` block is run, page by page, and what stands below it must be its answer: in a copy of
the example reports beside the register of organs, or of the folder of the example year on pages that say so. A block of
``python`` that begins with ``# name.py`` is that script there. ``--update-golden`` writes the answers into the pages; the
change is then read like text.
"""

from __future__ import annotations

import os
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent.parent
READMES = [ROOT / "README.md", ROOT / "README.zh.md"]
PAGES = READMES + sorted(
    page for folder in ("tutorial", "howto", "explain") for page in (ROOT / "docs" / folder).glob("*.md")
)
YEAR = "在示例的一年里运行"
BLOCK = re.compile(r"(?<=^```console\n).*?(?=^```$)", re.MULTILINE | re.DOTALL)
SCRIPT = re.compile(r"^```python\n# (\w+\.py)\n(.*?)^```$", re.MULTILINE | re.DOTALL)


def answers(block: str, folder: Path) -> str:
    """The block with the answers that its commands give now."""
    commands = [line[2:] for line in block.splitlines() if line.startswith("$ ")]
    return "".join(f"$ {command}\n{_answer(command, folder)}" for command in commands)


def _answer(command: str, folder: Path) -> str:
    path = os.pathsep.join((str(Path(sys.executable).parent), os.environ["PATH"]))
    script = "cat .code" if command == "echo $?" else f"{{ {command}\n}} 2>&1; echo $? > .code"
    done = subprocess.run(
        ["bash", "-c", script],
        cwd=folder,
        env={**os.environ, "PATH": path, "LC_ALL": "C.UTF-8"},
        capture_output=True,
        encoding="utf-8",
        timeout=120,
        check=False,
    )
    assert done.stderr == ""
    return done.stdout


@pytest.fixture(scope="module")
def year(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the example year."""
    from examples.bureau_year.__main__ import main

    folder = tmp_path_factory.mktemp("year")
    main(folder)
    return folder


@pytest.mark.needs("bash")
@pytest.mark.parametrize("page", PAGES, ids=lambda page: page.stem)
def test_the_page_shows_what_the_program_answers(
    page: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> None:
    folder, written = tmp_path / "reports", page.read_text("utf-8")
    reports = ROOT / "examples" / "reports"
    shutil.copytree(request.getfixturevalue("year") if YEAR in written else reports, folder)
    shutil.copy(ROOT / "examples" / "organs.csv", tmp_path)
    for name, script in SCRIPT.findall(written):
        (folder / name).write_text(script, "utf-8")
    real = BLOCK.sub(lambda block: answers(block.group(), folder), written)
    if request.config.getoption("--update-golden"):
        page.write_text(real, "utf-8")
    assert page.read_text("utf-8") == real


def test_there_are_pages() -> None:
    assert len(PAGES) > len(READMES)


@pytest.mark.parametrize("page", READMES, ids=lambda page: page.stem)
def test_both_readmes_show_a_command_with_its_answer(page: Path) -> None:
    assert any("$ gongkai " in block for block in BLOCK.findall(page.read_text("utf-8")))
