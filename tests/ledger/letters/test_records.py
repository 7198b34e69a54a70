"""What the checks of a letter are told of its case: the number, the days, the applicant, kind by kind."""

from __future__ import annotations

from collections.abc import Callable

from gongkai.law.letters import letters
from gongkai.law.replies import replies
from gongkai.ledger.letters.drafting import record
from gongkai.ledger.letters.sources import SOURCES
from tests.ledger.letters import desk
from tests.ledger.letters.test_letters import ended


def test_pages(golden: Callable[[str, str], None]) -> None:
    replied = [f"{kind}  {record(ended(kind), 'reply')}" for kind in replies()]
    sent = [
        f"{kind}  {record(desk.case(*desk.PROCEDURE[kind][0]), kind)}"
        for kind in letters()
        if SOURCES[kind].is_told
    ]
    golden("letters/records.txt", "\n".join([*replied, *sent]) + "\n")
