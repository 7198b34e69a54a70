"""The first person of a new system, and the way in again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest

from gongkai.cli.answer import Unable
from gongkai_web.accounts.models import Person
from gongkai_web.accounts.reach import roles_of
from gongkai_web.commands import operator
from gongkai_web.store.models import Organ
from tests.web.conftest import TODAY

FIRST = [
    "--login",
    "chen",
    "--name",
    "陈明",
    "--organ",
    "yunxi",
    "--organ-name",
    "云溪县人民政府",
    "--short",
    "云政公开",
]


def _run(*arguments: str) -> int:
    return operator.run(operator.parser().parse_args(list(arguments)))


def test_the_first_person_opens_the_first_organ(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    assert _run(*FIRST) == 0
    chen = Person.objects.get(login="chen")
    assert roles_of(chen, TODAY) == {"operator"}
    assert Organ.objects.get().opened == date(2026, 1, 1)
    word = capsys.readouterr().out.rpartition("：")[2].strip()
    assert chen.check_password(word)
    assert chen.must_change_password


def test_who_lost_everything_comes_in_again(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    _run(*FIRST)
    Person.objects.update(is_active=False)
    assert _run(*FIRST[:6]) == 0
    assert Person.objects.get().is_active
    assert roles_of(Person.objects.get(), TODAY) == {"operator"}


def test_nobody_gets_the_login_of_another(db: None, capsys: pytest.CaptureFixture[str]) -> None:
    _run(*FIRST)
    with pytest.raises(Unable, match="是陈明的"):
        _run("--login", "chen", "--name", "陈亮", "--organ", "yunxi")


def test_an_organ_that_is_not_there_is_not_guessed(db: None) -> None:
    with pytest.raises(Unable, match="还没有机关「yunxi」"):
        _run(*FIRST[:6])
    assert not Person.objects.exists()


def test_roles_stay_apart(person: Callable[..., Person], capsys: pytest.CaptureFixture[str]) -> None:
    person("clerk", "caizheng", "wang")
    with pytest.raises(Unable, match="不能与系统管理员同时担任"):
        _run("--login", "wang", "--name", "wang同志", "--organ", "yunxi")
