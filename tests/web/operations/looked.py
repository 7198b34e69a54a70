"""What is there after the bad day: ``python -m tests.web.operations.looked`` with the keys that were acknowledged.

The jobs are taken up again first. Says in JSON what an inspector would ask for.
"""

from __future__ import annotations

import json
import sys
from collections import Counter
from datetime import timedelta
from typing import Any

from gongkai_web.commands import ready

ready.set_up()
ready.check_migrated()

from django.utils import timezone  # noqa: E402

from gongkai_web.commands.worker import work  # noqa: E402
from gongkai_web.keeping.proving import examined  # noqa: E402
from gongkai_web.store import files, ledger, rebuilding, tickets  # noqa: E402
from gongkai_web.store.models import Case, Head, Job, SignedLetter, Submission, Ticket, Upload  # noqa: E402
from tests.web.operations.laid_out import ORGAN  # noqa: E402


def main() -> None:
    Job.objects.filter(state=Job.State.RUNNING).update(lease=timezone.now() - timedelta(seconds=1))
    work(stops=lambda: False, is_once=True)
    letters = list(SignedLetter.objects.filter(organ=ORGAN))
    before = _projected()
    rebuilding.rebuild()
    found: dict[str, Any] = {
        "lost": [key for key in json.load(sys.stdin) if not _is_there(key)],
        "filed": Ticket.objects.count(),
        "cases_with_tickets": Ticket.objects.values("case").distinct().count(),
        "cases": Case.objects.filter(organ=ORGAN, noun="request").count(),
        "letters": sorted(letter.name for letter in letters),
        "letters_of_a_case": max(Counter(letter.case for letter in letters).values(), default=0),
        "written": all(files.content(letter.pdf).startswith(b"%PDF-") for letter in letters),
        "gaps": [str(gap) for gap in ledger.numbering(ORGAN).gaps()],
        "faults": [fault.says for head in Head.objects.all() for fault in examined(head.organ).faults],
        "uploads": Counter(Upload.objects.values_list("state", flat=True)),
        "jobs": Counter(Job.objects.values_list("state", flat=True)),
        "projections_hold": before == _projected(),
    }
    print(json.dumps(found, ensure_ascii=False))


def _is_there(submission: str) -> bool:
    """One row and no more, whatever was killed, and its receipt opens the case."""
    rows = list(Submission.objects.filter(pk__startswith=f"{submission}."))
    return len(rows) == 1 and tickets.opened(rows[0].answer, tickets.code_of(rows[0].key)) is not None


def _projected() -> list[Any]:
    return list(Case.objects.order_by("organ", "key").values_list("organ", "key", "status", "hash", "due"))


if __name__ == "__main__":
    main()
