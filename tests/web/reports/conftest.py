"""A small invented year of 云溪县财政局, small enough to be counted by hand."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from gongkai.ledger.entry import Act, Fact
from gongkai.ledger.facts import organ as of_organs
from gongkai.ledger.facts import publication, remedy, request
from gongkai.ledger.private import Private

YEAR = 2025


@pytest.fixture
def bureau(county: None) -> Any:
    """云溪县财政局 with a ledger from 2025 on, and its year:

    carried in 1 (natural person, granted in January);
    new 4: granted, not responsible, withdrawn and – in December – still open; all but the last answered in the year;
    one reconsideration, upheld; 2 licences, 30 yuan of fees; two documents in force, one more issued, one repealed.
    """
    from gongkai_web.store import ledger
    from gongkai_web.store.models import Organ

    key = "shuiwu"
    opened = of_organs.LedgerOpened("云溪县水务局", "department", "county", "云水公开", parent="yunxi")
    _record = recorder(key)
    _record("organ", opened, "2025-01-01")
    for number, title in enumerate(("节水办法", "取水办法"), 1):
        _record(f"publication/2025-{number:04}", publication.Listed(_document(title)), "2025-01-01")
    asked(_record, "request/2024-0001", "2024-12-20", "natural_person")
    _record("request/2024-0001", replied("granted", "云水公开〔2025〕1号"), "2025-01-10")
    asked(_record, "request/2025-0001", "2025-03-03", "natural_person")
    _record("request/2025-0001", replied("granted", "云水公开〔2025〕2号"), "2025-03-17")
    asked(_record, "request/2025-0002", "2025-04-01", "business")
    _record("request/2025-0002", replied("not_responsible", "云水公开〔2025〕3号"), "2025-04-15")
    asked(_record, "request/2025-0003", "2025-06-03", "natural_person")
    _record("request/2025-0003", request.Withdrawn("申请人书面撤回"), "2025-06-05")
    _record("remedy/2025-0001", remedy.Challenged("reconsideration", "云溪县人民政府"), "2025-05-06")
    _record("remedy/2025-0001", remedy.AnswerFiled(("答复书",)), "2025-05-12")
    decided = remedy.Decided("reconsideration_upheld", "云府复决〔2025〕2号", date(2025, 6, 20))
    _record("remedy/2025-0001", decided, "2025-06-18")
    _record("publication/2025-0003", publication.Made(_document("供水办法")), "2025-07-01")
    _record("publication/2025-0001", publication.Repealed("云水〔2025〕9号"), "2025-08-01")
    asked(_record, "request/2025-0004", "2025-12-22", "legal_service")
    year = (date(2025, 1, 1), date(2025, 12, 31))
    _record("organ", of_organs.DecisionsCounted("licensing", 2, *year, "审批系统"), "2026-01-05")
    _record("organ", of_organs.ChargesCollected(3000, *year, "非税系统"), "2026-01-05")
    assert ledger is not None
    return Organ.objects.get(pk=key)


def recorder(organ: str) -> Callable[[str, Fact, str], None]:
    from gongkai_web.store import ledger
    from tests.web.conftest import act

    def record(case: str, fact: Fact, on: str) -> None:
        made: Act = act(organ, case, fact, date.fromisoformat(on))
        ledger.record(made)

    return record


def _document(title: str) -> publication.Description:
    return publication.Description(title, "normative_documents")


def asked(record: Callable[[str, Fact, str], None], case: str, on: str, category: Any) -> None:
    who = Private(f"who-{case[-9:]}", "sha256:" + "0" * 64)
    what = Private(f"what-{case[-9:]}", "sha256:" + "0" * 64)
    record(case, request.Arrived("on_site", category, who, (request.Item(1, what),)), on)


def replied(kind: str, letter: str) -> request.Replied:
    return request.Replied((request.Outcome(1, kind),), letter)
