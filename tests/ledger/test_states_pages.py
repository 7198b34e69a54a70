"""What each act changes in the state of a document, of a remedy and of a request: golden pages, field by field."""

from __future__ import annotations

import dataclasses
from collections.abc import Callable, Iterator, Sequence
from typing import Any

import pytest

from gongkai.law.rulebook import national
from gongkai.ledger import publication, remedy
from gongkai.ledger import request as requests
from gongkai.ledger.entry import Act
from gongkai.ledger.facts import publication as of_documents
from gongkai.ledger.facts import remedy as of_remedies
from tests.ledger import cast
from tests.ledger.clock_cases import act as on_request

DOCUMENT, MATTER, REQUEST = "publication/2026-0001", "remedy/2026-0001", "request/2026-0001"
COUNTY, COURT, APPEALS = "云溪县人民政府", "云溪县人民法院", "清江市中级人民法院"
WITHHELD = of_documents.Description("办法", "normative_documents", disclosure="withheld", ground="16")
PENALTY = of_documents.Description("处罚决定书", "penalty_decisions", expires=cast.day("2026-12-31"))
ONLINE = of_documents.Published(("政府网站", "公报"), "https://yunxi.example/1.html")


def reviewed(on: str) -> list[tuple[str, Any]]:
    return [(on, of_documents.Reviewed(level, f"signer-{level}", "publish", "可以")) for level in (1, 2, 3)]


def document(*facts: tuple[str, Any]) -> list[Act]:
    return [cast.act(day, fact, case=DOCUMENT) for day, fact in facts]


def matter(*facts: tuple[str, Any, *tuple[str, ...]]) -> list[Act]:
    return [cast.act(day, fact, *breaches, case=MATTER) for day, fact, *breaches in facts]


def asked(*facts: tuple[str, str, dict[str, Any]]) -> list[Act]:
    return [on_request(cast.day(day), fact, fields) for day, fact, fields in facts]


DECIDED = of_remedies.Decided(
    "litigation_revoked_new_reply",
    "（2026）云行初3号",
    cast.day("2026-06-12"),
    perform_by=cast.day("2026-07-31"),
)
LIVES: dict[str, Sequence[Act]] = {
    "处罚决定": document(
        ("2026-03-02", of_documents.Made(PENALTY)),
        *reviewed("2026-03-05"),
        ("2026-03-06", ONLINE),
        ("2026-03-09", of_documents.Deposited("档案馆")),
        ("2026-03-10", of_documents.Prolonged("云财规〔2026〕2号", cast.day("2027-12-31"))),
        ("2026-04-01", of_documents.Annulled("revoked", COUNTY)),
        ("2026-04-02", of_documents.Unpublished("被撤销")),
    ),
    "不公开的办法": document(
        ("2026-03-02", of_documents.Made(WITHHELD)),
        ("2026-09-01", of_documents.Reassessed("withheld", "涉及商业秘密", "15", reassess_by=cast.day("2027-03-01"))),
        ("2027-03-01", of_documents.Reassessed("proactive", "不再敏感")),
        *reviewed("2027-03-02"),
        ("2027-03-03", ONLINE),
        ("2027-05-06", of_documents.Amended("云财规〔2027〕3号")),
        ("2027-05-07", of_documents.Reviewed(1, "signer-1", "publish", "可以")),
        ("2027-05-08", of_documents.Reviewed(1, "signer-9", "withhold", "不可以")),
        ("2027-06-01", of_documents.Repealed("云财规〔2027〕9号")),
    ),
    "列入存量的办法": document(
        ("2026-01-01", of_documents.Listed(PENALTY)),
        ("2026-02-01", of_documents.Expired("宣布失效")),
    ),
    "诉讼": matter(
        ("2026-04-01", of_remedies.Challenged("litigation_direct", COURT, REQUEST, "答1", about="不公开")),
        ("2026-04-10", of_remedies.AnswerFiled(("答辩状", "证据"))),
        ("2026-04-20", of_remedies.HearingSet(cast.day("2026-05-06"))),
        ("2026-06-10", DECIDED),
        ("2026-06-20", of_remedies.Performed("答9")),
        ("2026-06-25", of_remedies.Appealed("applicant", APPEALS)),
        (
            "2026-08-25",
            of_remedies.HeardAgain("remanded", COURT, cast.day("2026-08-24"), "（2026）清行终7号"),
        ),
    ),
    "复议": matter(
        (
            "2026-04-01",
            of_remedies.Challenged("reconsideration", COUNTY, REQUEST, procedure="simplified"),
        ),
        (
            "2026-05-06",
            of_remedies.Decided("reconsideration_upheld", "复决1", cast.day("2026-05-08")),
            "not_answered",
        ),
    ),
    "申请": asked(
        ("2026-03-02", "Arrived", {"channel": "internet"}),
        ("2026-03-03", "Confirmed", {}),
        ("2026-03-05", "SupplementAsked", {"until": cast.day("2026-03-20")}),
        ("2026-03-10", "Supplemented", {}),
        ("2026-03-11", "ThirdPartyConsulted", {}),
        (
            "2026-03-12",
            "Served",
            {"letter": "征求1", "posted": cast.day("2026-03-11"), "received": cast.day("2026-03-12")},
        ),
        ("2026-03-18", "ThirdPartyAnswered", {"answer": "objects", "reason": "商业秘密"}),
        ("2026-03-19", "Weighed", {}),
        ("2026-03-20", "ThirdPartyInformed", {}),
        ("2026-03-23", "Searched", {}),
        ("2026-03-24", "Classified", {}),
        ("2026-03-25", "Extended", {}),
        ("2026-03-26", "FeeNoticed", {}),
        ("2026-03-27", "Served", {"letter": "收费1", "way": "direct"}),
        ("2026-03-30", "FeePaid", {}),
        ("2026-04-01", "Replied", {"outcomes": {1: "state_secret"}}),
        ("2026-04-01", "Served", {"letter": "答复1", "way": "electronic"}),
        (
            "2026-05-06",
            "Reopened",
            {"because": "reconsideration", "remedy": MATTER, "until": cast.day("2026-06-01")},
        ),
        ("2026-05-20", "Withdrawn", {}),
        ("2026-05-21", "Voided", {}),
        ("2026-05-22", "Restored", {}),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", LIVES)
def test_pages(name: str, golden: Callable[[str, str], None]) -> None:
    golden(f"states/{name}.txt", "\n".join(_page(LIVES[name])) + "\n")


@pytest.mark.parametrize("name", LIVES)
def test_folded_at_once_it_is_the_same(name: str) -> None:
    state: Any = None
    for act in LIVES[name]:
        state = _after(state, act)
    noun = {DOCUMENT: publication, MATTER: remedy, REQUEST: requests}[LIVES[name][0].case]
    assert noun.fold(LIVES[name], national()) == state


def _after(state: Any, act: Act) -> Any:
    noun = {DOCUMENT: publication, MATTER: remedy, REQUEST: requests}[act.case]
    return noun.after(state, act, national())


def _page(acts: Sequence[Act]) -> Iterator[str]:
    state: Any = None
    for act in acts:
        before, state = state, _after(state, act)
        yield f"# {act.on} {type(act.fact).__name__}"
        for each in dataclasses.fields(state):
            value = getattr(state, each.name)
            if before is None or value != getattr(before, each.name):
                yield f"  {each.name} = {value}"
