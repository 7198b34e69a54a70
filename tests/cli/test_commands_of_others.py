"""Other parts bring commands of their own, which the library finds without knowing them."""

from __future__ import annotations

import subprocess
import sys

from gongkai.cli.main import COMMANDS, main, module_of, others


def test_they_stand_in_the_help() -> None:
    found = others()
    assert {"serve", "worker", "demo", "rebuild", "verify-records"} <= set(found)
    assert not set(found) & set(COMMANDS)
    assert all(says.strip() for says, _ in found.values())


def test_each_of_them_explains_itself() -> None:
    for name in others():
        assert main([name, "--help"]) == 0
        assert module_of(name).__doc__


def test_no_command_of_the_library_imports_the_web() -> None:
    asked = "import sys; from gongkai.cli.main import main; main(['law', '--help']); main(['--help'])"
    loaded = f"{asked}; print([name for name in sys.modules if name.startswith('django')])"
    answer = subprocess.run([sys.executable, "-c", loaded], capture_output=True, encoding="utf-8", check=True)
    assert answer.stdout.rstrip().endswith("[]")
