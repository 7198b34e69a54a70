from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

import pytest
from django.db import OperationalError
from django.utils import timezone

from gongkai_web.accounts.matrix import matrix
from gongkai_web.commands.permission import may_run
from gongkai_web.store import jobs
from gongkai_web.store.jobs import Failed, Interrupted, Task
from gongkai_web.store.models import Job, Notice

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _kinds_of_these_tests(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(jobs, "KINDS", {})
    jobs.job("count")(_count)
    jobs.job("fail")(_fail)
    jobs.job("break", attempts=2)(_break)
    jobs.job("away")(_away)
    monkeypatch.setattr(jobs, "kinds", lambda: jobs.KINDS)


def _count(task: Task) -> dict[str, Any]:
    for number in range(task.done, task.params["to"]):
        with task.step(task.params["to"], says=f"第{number + 1}步"):
            Notice.objects.create(person="zhou", says=str(number), made=timezone.now())
    return {"counted": task.params["to"]}


def _fail(_task: Task) -> None:
    raise Failed("文件「报告.docx」打不开。请重新上传。")


def _break(_task: Task) -> None:
    raise ZeroDivisionError


def _away(_task: Task) -> None:
    raise OperationalError("server closed the connection unexpectedly")


def _rested() -> None:
    Job.objects.update(lease=timezone.now() - timedelta(seconds=1))


def _writes_and_breaks() -> None:
    Notice.objects.create(person="zhou", says="0", made=timezone.now())
    raise ZeroDivisionError


def _taken() -> Task:
    task = jobs.take("first")
    assert task is not None
    return task


def _asked(kind: str = "count", **params: Any) -> Job:
    return jobs.enqueue(kind, params, actor="zhou")


def test_a_job_is_done_and_tells_what_came_of_it() -> None:
    asked = _asked(to=3)
    jobs.run(_taken())
    asked.refresh_from_db()
    assert (asked.state, asked.done, asked.total, asked.says) == ("done", 3, 3, "第3步")
    assert asked.result == {"counted": 3}
    assert asked.ended is not None
    assert jobs.take("first") is None


def test_jobs_are_taken_in_their_order_and_by_one_worker() -> None:
    first, second = _asked(to=1), _asked(to=1)
    assert [jobs.take("a").job.pk, jobs.take("b").job.pk] == [first.pk, second.pk]  # type: ignore[union-attr]
    assert jobs.take("c") is None


def test_what_cannot_be_done_says_why() -> None:
    asked = _asked("fail")
    jobs.run(_taken())
    asked.refresh_from_db()
    assert (asked.state, asked.says) == ("failed", "文件「报告.docx」打不开。请重新上传。")


def test_a_bug_is_raised_and_the_job_begins_anew_until_it_has_failed_too_often() -> None:
    asked = _asked("break")
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            jobs.run(_taken())
        assert jobs.take("first") is None  # it rests
        _rested()
    assert jobs.take("first") is None
    asked.refresh_from_db()
    assert asked.state == "failed"
    assert asked.says == "开始了 2 次都中断了。请看工作进程的日志。"


def test_the_second_rest_is_longer_than_the_first() -> None:
    asked = _asked("break")
    rests = []
    for _ in range(2):
        with pytest.raises(ZeroDivisionError):
            jobs.run(_taken())
        asked.refresh_from_db()
        rests.append(asked.lease - timezone.now())  # type: ignore[operator]
        _rested()
    assert rests[1] > 9 * rests[0] > 8 * jobs.REST


def test_each_step_may_be_begun_as_often_as_the_first() -> None:
    """Five times interrupted in the middle, and each time a step further: nothing is wrong with the job."""
    asked = _asked(to=6)
    for _ in range(5):
        with _taken().step(6):
            pass
        _rested()
    jobs.run(_taken())
    asked.refresh_from_db()
    assert (asked.state, asked.done, asked.begun) == ("done", 6, 6)


def test_a_database_that_was_away_uses_no_job_up(monkeypatch: pytest.MonkeyPatch) -> None:
    asked, waited = _asked("away"), []
    monkeypatch.setattr("gongkai_web.store.outage.is_away", lambda: True)
    monkeypatch.setattr("gongkai_web.store.outage.wait", lambda _: waited.append(1))
    for _ in range(2 * jobs.ATTEMPTS):
        jobs.run(_taken())
    asked.refresh_from_db()
    assert (asked.state, asked.attempts, len(waited)) == ("waiting", 0, 6)


def test_a_statement_that_fails_while_the_database_is_there_is_a_bug(monkeypatch: pytest.MonkeyPatch) -> None:
    asked = _asked("away")
    monkeypatch.setattr("gongkai_web.store.outage.is_away", lambda: False)
    with pytest.raises(OperationalError):
        jobs.run(_taken())
    asked.refresh_from_db()
    assert (asked.state, asked.attempts) == ("waiting", 1)


def test_the_job_of_a_silent_worker_is_taken_up_by_another() -> None:
    _asked(to=3)
    silent = _taken()
    with silent.step():
        Notice.objects.create(person="zhou", says="0", made=timezone.now())
    _rested()
    other = _taken()
    assert (other.job.pk, other.done) == (silent.job.pk, 1)
    jobs.run(other)
    assert [notice.says for notice in Notice.objects.order_by("id")] == ["0", "1", "2"]


def test_who_has_lost_the_lease_writes_nothing_any_more() -> None:
    asked = _asked(to=3)
    silent = _taken()
    _rested()
    _taken()
    with pytest.raises(Interrupted), silent.step():
        Notice.objects.create(person="zhou", says="late", made=timezone.now())
    jobs.run(silent)  # it may not say either that it is done
    asked.refresh_from_db()
    assert (asked.state, asked.done, Notice.objects.count()) == ("running", 0, 0)


def test_what_a_step_wrote_is_gone_where_the_step_broke() -> None:
    asked = _asked(to=3)
    task = _taken()
    with pytest.raises(ZeroDivisionError), task.step():
        _writes_and_breaks()
    asked.refresh_from_db()
    assert (asked.done, Notice.objects.count()) == (0, 0)


def test_a_cancelled_job_stops_at_its_next_step() -> None:
    asked = _asked(to=3)
    task = _taken()
    assert jobs.cancel(asked)
    jobs.run(task)
    asked.refresh_from_db()
    assert (asked.state, Notice.objects.count()) == ("cancelled", 0)
    assert not jobs.cancel(asked)


def test_a_worker_that_stops_leaves_the_rest_to_the_next() -> None:
    asked = _asked(to=3)
    task = _taken()
    task.stops = lambda: True
    jobs.run(task)
    asked.refresh_from_db()
    assert (asked.state, asked.done, asked.attempts) == ("waiting", 1, 0)


def test_asked_for_twice_it_is_done_once() -> None:
    first = jobs.enqueue("count", {"to": 1}, actor="zhou", unique="season/2025")
    assert jobs.enqueue("count", {"to": 1}, actor="lin", unique="season/2025") == first
    jobs.run(_taken())
    assert jobs.enqueue("count", {"to": 1}, actor="zhou", unique="season/2025") != first


def test_a_kind_that_no_part_knows_fails_and_says_so() -> None:
    asked = _asked("count-backwards")
    assert jobs.take("first") is None
    asked.refresh_from_db()
    assert (asked.state, asked.says) == ("failed", "没有「count-backwards」这种任务。请核对程序的版本。")


def test_the_right_of_who_asked_is_looked_at_when_the_job_begins(
    person: Callable[..., Any], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(matrix().jobs, "count", "upload.add")
    editor = person("editor", "caizheng")
    own = jobs.enqueue("count", {}, actor=editor.key, organ="caizheng")
    foreign = jobs.enqueue("count", {}, actor=editor.key, organ="qinghe")
    nobody = jobs.enqueue("count", {}, actor="nobody", organ="caizheng")
    assert may_run(own) == ""
    assert may_run(foreign) == may_run(nobody) == "「上传年度报告」的权限已经没有了，任务没有运行。"


def test_a_job_without_a_row_in_the_matrix_does_not_run() -> None:
    assert may_run(_asked()) == "权限表里没有任务「count」，不能运行。"
