"""What is done again and again is done once a turn, however many workers there are, and again where it was broken off."""

from __future__ import annotations

from datetime import datetime, timedelta
from zoneinfo import ZoneInfo

import pytest

from gongkai_web import clock
from gongkai_web.store import rounds
from gongkai_web.store.models import Round

pytestmark = pytest.mark.django_db
HERE = ZoneInfo("Asia/Shanghai")
SEVEN = datetime(2026, 3, 16, 7, 0, tzinfo=HERE)


class Watch:
    """The moment that it is."""

    def __init__(self, moment: datetime) -> None:
        self.moment = moment

    def __call__(self) -> datetime:
        return self.moment

    def later(self, **by: int) -> None:
        self.moment += timedelta(**by)


@pytest.fixture
def watch(monkeypatch: pytest.MonkeyPatch) -> Watch:
    found = Watch(SEVEN)
    monkeypatch.setattr(clock, "now", found)
    monkeypatch.setattr(clock, "moment", found)
    return found


@pytest.fixture
def gone(monkeypatch: pytest.MonkeyPatch) -> list[datetime]:
    found: list[datetime] = []
    monkeypatch.setattr(rounds, "KINDS", {})
    monkeypatch.setattr(rounds, "kinds", lambda: rounds.KINDS)
    rounds.goes("morning", rounds.every_morning)(found.append)
    return found


def test_it_is_gone_once_a_morning(watch: Watch, gone: list[datetime]) -> None:
    assert rounds.go() == ["morning"]
    watch.later(hours=3)
    assert rounds.go() == []
    watch.later(days=1)
    assert rounds.go() == ["morning"]
    assert len(gone) == 2


def test_before_seven_it_is_not_morning(watch: Watch, gone: list[datetime]) -> None:
    watch.later(minutes=-1)
    assert rounds.go() == []
    watch.later(minutes=1)
    assert rounds.go() == ["morning"]


def test_while_another_worker_is_at_it_nobody_begins(watch: Watch, gone: list[datetime]) -> None:
    Round.objects.create(key="morning", turn="2026-03-16", begun=SEVEN)
    watch.later(minutes=9)
    assert rounds.go() == []


def test_what_was_broken_off_is_gone_again(watch: Watch, gone: list[datetime]) -> None:
    Round.objects.create(key="morning", turn="2026-03-16", begun=SEVEN)
    watch.later(minutes=10)
    assert rounds.go() == ["morning"]
    assert Round.objects.get().is_over


def test_a_round_that_fails_is_not_over(watch: Watch, monkeypatch: pytest.MonkeyPatch) -> None:
    def breaks(_now: datetime) -> None:
        raise ZeroDivisionError

    monkeypatch.setattr(rounds, "KINDS", {})
    monkeypatch.setattr(rounds, "kinds", lambda: rounds.KINDS)
    rounds.goes("morning", rounds.every_morning)(breaks)
    with pytest.raises(ZeroDivisionError):
        rounds.go()
    assert not Round.objects.get().is_over


@pytest.mark.parametrize(
    ("turn", "moment", "name"),
    [
        (rounds.every_hour, "09:59", "2026-03-16 09"),
        (rounds.every_minutes(5), "09:59", "2026-03-16 09:55"),
        (rounds.every_minutes(5), "09:04", "2026-03-16 09:00"),
        (rounds.every_morning, "06:59", ""),
    ],
)
def test_a_moment_belongs_to_a_turn(turn: rounds.Turn, moment: str, name: str) -> None:
    hour, minute = moment.split(":")
    assert turn(SEVEN.replace(hour=int(hour), minute=int(minute))) == name
