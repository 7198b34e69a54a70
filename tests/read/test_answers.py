"""What a reader hands over is the same on every Python that the system runs on."""

from __future__ import annotations

import pickle
from enum import Enum

import pytest

from gongkai.model.finding import Severity
from gongkai.read import answers


def test_a_member_of_an_enumeration_comes_through_on_the_older_python(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Until 3.11.3, which Debian 12 is older than, it was pickled as a call of ``getattr``."""
    monkeypatch.setattr(Enum, "__reduce_ex__", lambda member, _: (getattr, (type(member), member.name)))
    assert b"getattr" in pickle.dumps(Severity.ERROR)
    assert answers.unpack(answers.pack(Severity.ERROR)) is Severity.ERROR
