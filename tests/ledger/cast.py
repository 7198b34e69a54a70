"""What tests of publications and remedies say of an invented county: acts with little to type, days that read well."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import UTC, date, datetime

from gongkai.law.acts import cited
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
    """The codes; and each refusal says in whole sentences what is wrong and what would help, and cites what exists."""
    found = list(refusals)
    for each in found:
        assert each.says.endswith("。")
        assert each.remedy.endswith("。")
        assert "None" not in each.says + each.remedy
        assert all(cited(citation) for citation in each.basis)
    return [each.code for each in found]


def refused_codes(error: Refused) -> list[str]:
    return codes(error.refusals)
