"""The same bytes are there once for an organ, however they come."""

from __future__ import annotations

from typing import Any

import pytest
from django.db import IntegrityError, transaction

from gongkai_web.store.models import Organ, StoredFile, Upload
from gongkai_web.uploads import receiving, taking

pytestmark = pytest.mark.django_db
REPORT = b"<p>2025 annual report"


def _handed_in(name: str, form: str) -> receiving.Received:
    return receiving.receive(
        Organ.objects.get(pk="yunxi"), [(name, REPORT)], actor="supervisor-yunxi", form=form
    )


def test_two_people_who_bring_the_same_at_the_same_moment_bring_it_once(
    county: None, monkeypatch: pytest.MonkeyPatch, settings: Any, django_capture_on_commit_callbacks: Any
) -> None:
    first = _handed_in("甲.html", "a")
    looked = receiving.same
    answers = iter([None])  # the second looked before the first was there
    monkeypatch.setattr(receiving, "same", lambda *asked: next(answers, looked(*asked)))
    with django_capture_on_commit_callbacks(execute=True):
        second = _handed_in("乙.html", "b")
    assert (first.count, second.count, len(second.known)) == (1, 0, 1)
    assert "与 2026-03-16 上传的「甲.html」内容相同" in second.known[0]
    assert Upload.objects.count() == StoredFile.objects.count() == 1
    assert sum(path.is_file() for path in settings.FILES.rglob("*")) == 1


def test_the_database_itself_keeps_them_once(county: None) -> None:
    _handed_in("甲.html", "a")
    row = Upload.objects.get()
    row.pk = None
    with pytest.raises(IntegrityError), transaction.atomic():
        row.save()


def test_what_was_set_aside_and_came_again_is_not_wanted_twice(county: None) -> None:
    _handed_in("甲.html", "a")
    aside = Upload.objects.get()
    taking.set_aside(aside)
    assert _handed_in("乙.html", "b").count == 1
    with pytest.raises(taking.NotNow, match="内容相同"):
        taking.again(aside)
