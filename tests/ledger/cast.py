"""What tests of publications and remedies say of an invented county: acts with little to type, days that read well."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime

from gongkai.law.step import Refusal
from gongkai.ledger.entry import Act, Corrected, Fact
from gongkai.ledger.refused import Refused

ORGAN = "yunxi-finance"


def day(text: str) -> date:
    return date.fromisoformat(text)


def act(on: str, fact: Fact | Corrected, *breaches: str, case: str, organ: str = ORGAN) -> Act:
    """``breaches`` are the codes that the act owns up to."""
    recorded = datetime(2026, 11, 20, 9, 0, tzinfo=UTC)
    return Act(organ, case, day(on), recorded, "clerk", fact, breaches)


def codes(refusals: Iterable[Refusal]) -> list[str]:
    return [refusal.code for refusal in refusals]


def refused_codes(error: Refused) -> list[str]:
    return codes(error.refusals)
