"""What ``./dev`` installs and starts for each command."""

from __future__ import annotations

from pathlib import Path

import pytest

from tools import commands, demo, environment, steps
from tools.environment import CORPUS, DEVELOPMENT, RUNTIME, WEB


class Started:
    """What was installed, and what was started after it."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch) -> None:
        self.locks: list[str] = []
        self.ran: list[list[str]] = []
        monkeypatch.setattr(environment, "ensure", lambda lock, **_: self.locks.append(lock))
        monkeypatch.setattr(commands, "_become", self.become)
        monkeypatch.setattr(demo, "run", lambda files: self.become(["report-demo", *files]))
        monkeypatch.setattr(steps, "check", lambda words, **_: self.become(["test", *words]))

    def become(self, command: list[str]) -> int:
        self.ran.append([Path(command[0]).name, *command[1:]])
        return 0


@pytest.mark.parametrize(
    ("words", "lock", "command"),
    [
        (["demo"], WEB, ["gongkai", "demo"]),
        (["demo", "--port", "8080"], WEB, ["gongkai", "demo", "--port", "8080"]),
        (["demo", "报告.docx"], RUNTIME, ["report-demo", "报告.docx"]),
        (["report-demo"], RUNTIME, ["report-demo"]),
        (["gongkai", "check", "报告.docx"], RUNTIME, ["gongkai", "check", "报告.docx"]),
        (["gongkai", "corpus", "add"], CORPUS, ["gongkai", "corpus", "add"]),
        (["gongkai", "serve"], WEB, ["gongkai", "serve"]),
        (["year", "一年"], RUNTIME, ["python", "-m", "examples.bureau_year", "一年"]),
        (["test", "-k", "law"], DEVELOPMENT, ["test", "-k", "law"]),
    ],
)
def test_each_command_has_what_it_needs(
    words: list[str], lock: str, command: list[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    started = Started(monkeypatch)
    assert commands.main(words) == 0
    assert (started.locks, started.ran) == ([lock], [command])


def test_nothing_is_installed_for_a_command_that_is_none(monkeypatch: pytest.MonkeyPatch) -> None:
    started = Started(monkeypatch)
    assert commands.main(["tset"]) == 2
    assert commands.main(["help"]) == 0
    assert (started.locks, started.ran) == ([], [])


def test_every_command_of_the_web_is_started_with_what_the_web_needs() -> None:
    from gongkai_web.commands import COMMANDS

    assert set(COMMANDS) <= set(commands.IN_THE_BROWSER)
