"""Requests as ``tests/cases/clock/*.yaml`` state them.

    name:      the statement of law
    settings:  {key: option} where the organ chose otherwise
    acts:      a list of [day, fact, {fields that matter}]; the rest of a fact is filled in
    today:     a day

Of the last act:
    senseless: [codes]   it is never taken
    breaches:  [codes]   it is taken only where it owns up to them; what follows is then expected
Expected of the clock after all acts: due (null: not known), provisional, late, status, closed, counted_as, breached
(all codes), excluded (how many working days), deadlines ({key: day}, those named), says (words of some step).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import yaml

from gongkai.law.rulebook import Rulebook, national
from gongkai.law.settings import Choices
from gongkai.ledger.entry import Act
from gongkai.ledger.facts import request as facts
from gongkai.ledger.private import Private
from gongkai.ledger.request import Request, after

FOLDER = Path(__file__).parent.parent / "cases" / "clock"
CASE = "request/2026-0001"
NOBODY = Private("a", "b")
_MOMENT = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
_DEFAULTS: dict[str, dict[str, Any]] = {
    "Arrived": {"channel": "on_site", "category": "natural_person", "applicant": NOBODY, "items": [1]},
    "Confirmed": {"how": "电话"},
    "SupplementAsked": {"asks": ("写明文件名称",), "letter": "补正1"},
    "ThirdPartyConsulted": {"party": "甲", "letter": "征求1"},
    "ThirdPartyAnswered": {"party": "甲", "answer": "consents"},
    "ThirdPartyInformed": {"party": "甲"},
    "CoMakerConsulted": {"party": "乙局", "letter": "征求2"},
    "CoMakerAnswered": {"party": "乙局", "answer": "consents"},
    "Extended": {"days": 20, "approver": "zhang", "reason": "文件多", "letter": "延期1"},
    "ReasonsAsked": {"why": "一年一百件", "letter": "理由1"},
    "ReasonsGiven": {"is_reasonable": True, "why": "研究"},
    "Delayed": {"reason": "文件多", "letter": "延迟1"},
    "FeeNoticed": {"scale": "items", "quantity": 1, "fen": 10000, "reason": "第11件", "letter": "收费1"},
    "FeePaid": {"fen": 10000},
    "Assigned": {"to": "zhou"},
    "Reviewed": {"step": "legal", "signer": "qian", "result": "agrees", "opinion": "", "digest": "0" * 64},
    "Searched": {"scope": "档案室", "by": "li", "has_found": False},
    "Weighed": {"harm": "小", "public_interest": "大"},
    "Classified": {"document": "某文件", "level": "secret", "authority": "某机关"},
    "Replied": {"outcomes": {1: "misc"}, "letter": "答复1"},
    "Lapsed": {"kind": "lapsed_supplement"},
    "Withdrawn": {"how": "书面"},
    "Merged": {"into": "request/2026-0002", "reason": "同一内容"},
    "Served": {"way": "post", "proof": "单号"},
    "Reopened": {"because": "own_correction", "reason": "有误"},
    "Voided": {"reason": "重复登记"},
    "Restored": {"reason": "不是重复"},
}


def cases() -> Iterator[tuple[str, dict[str, Any]]]:
    for path in sorted(FOLDER.glob("*.yaml")):
        for case in yaml.safe_load(path.read_text("utf-8")):
            yield f"{path.stem}：{case['name']}", case


def rulebook(settings: Mapping[str, str]) -> Rulebook:
    own = {key: {date(2000, 1, 1): option} for key, option in settings.items()}
    return replace(national(), choices=Choices("云溪县财政局", own))


def act(on: date, fact: str, fields: Mapping[str, Any] | None = None) -> Act:
    given = {**_DEFAULTS.get(fact, {}), **(fields or {})}
    if "items" in given and fact in {"Arrived", "Supplemented"}:
        given["items"] = tuple(facts.Item(number, NOBODY) for number in given["items"])
    elif "items" in given:
        given["items"] = tuple(given["items"])
    if "outcomes" in given:
        given["outcomes"] = tuple(_outcome(item, kind) for item, kind in given["outcomes"].items())
    if "into" in given and fact == "Split":
        given["into"] = tuple(given["into"])
    return Act("yunxi-finance", CASE, on, _MOMENT, "clerk", getattr(facts, fact)(**given))


def folded(acts: list[list[Any]], book: Rulebook, owned: tuple[str, ...] = ()) -> Request:
    """All the acts; each owns up to what its fourth place says, the last one to ``owned``."""
    state: Request | None = None
    for place, (on, fact, *rest) in enumerate(acts, 1):
        breaches = owned if place == len(acts) else tuple(rest[1]) if len(rest) > 1 else ()
        state = after(state, replace(act(on, fact, rest[0] if rest else None), breaches=breaches), book)
    assert state is not None
    return state


def _outcome(item: int, kind: str) -> facts.Outcome:
    """``partially_granted.third_party_rights`` is a kind and its choice."""
    key, _, choice = kind.partition(".")
    return facts.Outcome(item, key, choice or None)
