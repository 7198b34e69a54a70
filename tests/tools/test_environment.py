"""The environment is renewed when a lock, the project or its place changes, and only then."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools import environment
from tools.environment import CORPUS, DEVELOPMENT, RUNTIME, WEB, NotReady


class Checkout:
    """A checkout in which making and installing are only counted."""

    def __init__(self, root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.root = root
        self.installed: list[str] = []
        for name in (RUNTIME, WEB, CORPUS, DEVELOPMENT, "pyproject.toml"):
            (root / name).write_text(name, encoding="utf-8")
        monkeypatch.setattr(environment, "ROOT", root)
        monkeypatch.setattr(environment, "FOLDER", root / ".venv")
        monkeypatch.setattr(environment, "_make_folder", self.make_folder)
        monkeypatch.setattr(environment, "_install", self.installed.append)

    def make_folder(self, *, may_install: bool) -> None:
        python = Path(environment.program("python"))
        python.parent.mkdir(parents=True, exist_ok=True)
        python.touch()


@pytest.fixture
def checkout(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Checkout:
    return Checkout(tmp_path, monkeypatch)


def test_a_second_start_installs_nothing(checkout: Checkout) -> None:
    environment.ensure(RUNTIME)
    environment.ensure(RUNTIME)
    assert checkout.installed == [RUNTIME]


def test_the_development_lock_serves_for_running_too(checkout: Checkout) -> None:
    environment.ensure(DEVELOPMENT)
    environment.ensure(RUNTIME)
    assert checkout.installed == [DEVELOPMENT]


def test_the_runtime_lock_does_not_serve_for_development(checkout: Checkout) -> None:
    environment.ensure(RUNTIME)
    environment.ensure(DEVELOPMENT)
    assert checkout.installed == [RUNTIME, DEVELOPMENT]


@pytest.mark.parametrize("name", [RUNTIME, "pyproject.toml"])
def test_a_change_installs_again(checkout: Checkout, name: str) -> None:
    environment.ensure(RUNTIME)
    (checkout.root / name).write_text("changed", encoding="utf-8")
    environment.ensure(RUNTIME)
    assert checkout.installed == [RUNTIME, RUNTIME]


def test_an_interpreter_that_was_removed_is_replaced(checkout: Checkout) -> None:
    environment.ensure(RUNTIME)
    Path(environment.program("python")).unlink()
    environment.ensure(RUNTIME)
    assert checkout.installed == [RUNTIME, RUNTIME]


def test_an_installation_that_failed_is_tried_again(
    checkout: Checkout, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fail(lock: str) -> None:
        raise NotReady(lock)

    with monkeypatch.context() as broken:
        broken.setattr(environment, "_install", fail)
        with pytest.raises(NotReady):
            environment.ensure(RUNTIME)
    environment.ensure(RUNTIME)
    assert checkout.installed == [RUNTIME]
