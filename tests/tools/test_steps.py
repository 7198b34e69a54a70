"""A check runs everything, says what failed, and leaves the tests' own closing line as the last."""

from __future__ import annotations

from contextlib import nullcontext
from types import SimpleNamespace
from typing import Any

import pytest

from tests import conftest
from tools import commands, environment, postgresql, programs, steps
from tools.environment import NotReady
from tools.steps import Step


class Machine:
    """Programs that end with the code they are told, and what was run."""

    def __init__(self, codes: dict[str, int], monkeypatch: pytest.MonkeyPatch) -> None:
        self.ran: list[str] = []
        self.codes = codes
        self.variables: dict[str, str] = {}
        monkeypatch.setattr(steps, "_captured", self.captured)
        monkeypatch.setattr(steps, "run", self.run)
        monkeypatch.setattr(programs, "absent", lambda _: [])
        running = SimpleNamespace(address=lambda: "postgresql://here")
        monkeypatch.setattr(postgresql, "cluster", lambda _: nullcontext(running))

    def captured(self, step: Step) -> tuple[int, str]:
        self.ran.append(step.name)
        return self.codes.get(step.name, 0), f"output of {step.name}"

    def run(self, command: tuple[str, ...], *arguments: str, **variables: str) -> int:
        """The tests run twice, the first time on a PostgreSQL."""
        name = "on PostgreSQL" if "GONGKAI_DATABASE" in variables else command[-1]
        self.ran.append(name)
        self.variables = variables
        return self.codes.get(name, 0)


@pytest.mark.parametrize(
    ("codes", "code"),
    [
        ({}, 0),
        ({"lint": 1}, 1),
        ({"pytest": 1}, 1),
        ({"pytest": 5}, 5),
        ({"types": 2, "pytest": 1}, 1),
        ({"on PostgreSQL": 1}, 1),
    ],
)
def test_a_check_fails_where_any_part_fails(
    codes: dict[str, int], code: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine = Machine(codes, monkeypatch)
    assert steps.check([], may_install=False) == code
    assert sorted(machine.ran) == sorted([*(step.name for step in steps.STEPS), "on PostgreSQL", "pytest"])
    assert machine.ran[-1] == "pytest"


def test_only_a_failing_step_is_shown_and_told_to_the_tests(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    machine = Machine({"lint": 1}, monkeypatch)
    steps.check([], may_install=False)
    shown = capsys.readouterr().out
    assert "output of lint" in shown
    assert "output of types" not in shown
    assert "lint" in machine.variables["GONGKAI_FAILED_STEPS"]


def test_a_program_that_is_left_out_is_named(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    Machine({}, monkeypatch)
    monkeypatch.setattr(programs, "absent", lambda _: ["soffice"])
    steps.check([], may_install=False)
    assert "libreoffice" in capsys.readouterr().out


@pytest.mark.parametrize(("in_ci", "code"), [("", 0), ("true", 1)])
def test_without_postgresql_the_tests_on_it_are_left_out_but_not_in_ci(
    in_ci: str, code: int, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    machine = Machine({}, monkeypatch)
    monkeypatch.setenv("CI", in_ci)
    monkeypatch.setattr(programs, "absent", lambda wanted: [each for each in wanted if each == "postgres"])
    assert steps.check([], may_install=False) == code
    assert "on PostgreSQL" not in machine.ran
    assert "apt-get install postgresql" in capsys.readouterr().out


def test_some_tests_alone_run_on_one_database(monkeypatch: pytest.MonkeyPatch) -> None:
    machine = Machine({}, monkeypatch)
    steps.check(["-k", "clock"], may_install=False)
    assert "on PostgreSQL" not in machine.ran


def test_one_name_stops_at_the_first_command_that_fails(monkeypatch: pytest.MonkeyPatch) -> None:
    machine = Machine({".": 3}, monkeypatch)
    assert steps.alone("format", []) == 3
    assert machine.ran == ["."]


@pytest.mark.parametrize(("in_ci", "outcome"), [("", pytest.skip.Exception), ("true", pytest.fail.Exception)])
def test_a_test_without_its_program_is_skipped_but_fails_in_ci(
    in_ci: str, outcome: type[BaseException], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("CI", in_ci)
    monkeypatch.setenv("PATH", "")
    item: Any = SimpleNamespace(iter_markers=lambda _: [SimpleNamespace(args=("soffice",))])
    with pytest.raises(outcome, match="soffice is not on the PATH"):
        conftest.pytest_runtest_setup(item)


def test_an_unknown_command_is_refused_with_the_list(capsys: pytest.CaptureFixture[str]) -> None:
    assert commands.main(["tset"]) == 2
    assert "./dev test" in capsys.readouterr().err


def test_an_environment_that_cannot_be_made_is_one_message(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    def refuse(lock: str, *, may_install: bool) -> None:
        raise NotReady("没有网络")

    monkeypatch.setattr(environment, "ensure", refuse)
    assert commands.main(["demo"]) == 2
    assert capsys.readouterr().err == "没有网络\n"
