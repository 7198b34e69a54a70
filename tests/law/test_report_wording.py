from __future__ import annotations

from gongkai.law.report_wording import fixed_wordings


def test_every_wording_says_why_nobody_wrote_it() -> None:
    assert all(wording.says and wording.why for wording in fixed_wordings())


def test_no_wording_stands_twice() -> None:
    said = [wording.says for wording in fixed_wordings()]
    assert len(set(said)) == len(said)
