"""What the clock and the refusals say in each of the cases: golden pages, to be read like a file of the court."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Any

import pytest

from gongkai.law.acts import cited
from gongkai.law.settings import settings
from gongkai.law.step import Step
from gongkai.ledger.clock import Clock, clock
from gongkai.ledger.refused import Refused
from tests.ledger.clock_cases import FOLDER, cases, folded, rulebook

FILES = sorted(path.stem for path in FOLDER.glob("*.yaml"))
CASES = list(cases())


@pytest.mark.parametrize("file", FILES)
def test_pages(file: str, golden: Callable[[str, str], None]) -> None:
    pages = ["\n".join(_page(case)) for name, case in CASES if name.startswith(f"{file}：")]
    golden(f"clock/{file}.txt", "\n\n".join(pages) + "\n")


def test_every_citation_and_setting_is_known() -> None:
    for _, case in CASES:
        if "senseless" not in case:
            for step in _clock(case).steps:
                assert all(cited(citation) for citation in step.basis)
                assert step.setting is None or step.setting in settings()


def _page(case: dict[str, Any]) -> Iterator[str]:
    yield f"# {case['name']}"
    if "senseless" in case or "breaches" in case:
        with pytest.raises(Refused) as refused:
            folded(case["acts"], rulebook(case.get("settings", {})))
        for refusal in refused.value.refusals:
            yield f"不行（{refusal.code}）：{refusal.says}{refusal.remedy}〔{' '.join(refusal.basis)}〕"
    if "senseless" not in case:
        found = _clock(case)
        yield f"到期：{found.due or '无'}  {found.runs}  暂定：{found.is_provisional}  逾期：{found.is_late}"
        yield from (_line(step) for step in found.steps)
        for each in found.deadlines:
            duty = "" if each.is_duty else "，可以"
            yield f"期限 {each.due} {each.key} {each.label}{duty}〔{' '.join(each.basis)}〕{each.is_provisional}"


def _line(step: Step) -> str:
    return f"  {step.day or '          '}  {step.says}〔{' '.join(step.basis)}〕{step.setting or ''}"


def _clock(case: dict[str, Any]) -> Clock:
    book = rulebook(case.get("settings", {}))
    return clock(folded(case["acts"], book, tuple(case.get("breaches", ()))), book, today=case.get("today"))
