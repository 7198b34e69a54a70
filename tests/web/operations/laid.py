"""An office before its bad day: letters that wait for a leader, reports that wait to be read.

``python -m tests.web.operations.laid``: on an empty database; says in JSON what may be pressed, and by whom.
"""

from __future__ import annotations

import json
from datetime import date

from gongkai_web.commands import ready

ready.set_up()
ready.migrate()

from django.test import Client  # noqa: E402
from django.urls import reverse  # noqa: E402

from gongkai.ledger import codec  # noqa: E402
from gongkai.ledger.facts.organ import LedgerOpened, OrganChanged  # noqa: E402
from gongkai.ledger.facts.request import Arrived, Item, Outcome, Replied  # noqa: E402
from gongkai_web.accounts.models import Appointment, Person  # noqa: E402
from gongkai_web.letters import versions  # noqa: E402
from gongkai_web.letters.casework import Casework, casework  # noqa: E402
from gongkai_web.letters.content import Content  # noqa: E402
from gongkai_web.letters.versions import Opinion  # noqa: E402
from gongkai_web.store import ledger, privacy  # noqa: E402
from gongkai_web.store.models import Organ  # noqa: E402
from gongkai_web.uploads import receiving  # noqa: E402
from tests.generated import case as generated  # noqa: E402
from tests.web.conftest import TODAY, act  # noqa: E402
from tests.web.operations.laid_out import LETTERS, ORGAN, REPORTS  # noqa: E402

_OPENED = date(2026, 1, 1)
_SUPPLIED = {"supplied": "预算表1份", "form": "电子文档", "supplied_on": "2026年3月16日"}


def main() -> None:
    _open_organs()
    people = {role: _person(role, ORGAN) for role in ("clerk", "reviewer", "leader")}
    coming = [(f"{seed}.docx", generated.make("docx", "none", seed).data) for seed in range(REPORTS)]
    receiving.receive(Organ.objects.get(pk="yunxi"), coming, actor=_person("supervisor", "yunxi").key)
    letters = [_agreed(number) for number in range(1, LETTERS + 1)]
    client = Client()
    client.force_login(people["leader"])
    print(json.dumps({"session": client.cookies["sessionid"].value, "letters": letters}))


def _open_organs() -> None:
    for key, fact in {
        "yunxi": LedgerOpened("云溪县人民政府", "government", "county", "云政公开"),
        ORGAN: LedgerOpened("云溪县财政局", "department", "county", "云财公开", parent="yunxi"),
    }.items():
        ledger.record(act(key, "organ", fact, _OPENED))
    known = OrganChanged(
        reconsideration_body="云溪县人民政府",
        court="清江铁路运输法院",
        contact="云溪县财政局办公室，0000-7654321",
        online_reconsideration="行政复议网上申请平台",
    )
    ledger.record(act(ORGAN, "organ", known, date(2026, 1, 2)))


def _person(role: str, organ: str) -> Person:
    key = f"{role}-{organ}"
    person = Person.objects.create(key=key, login=key, name=f"{key}同志")
    Appointment.objects.create(person=person, organ_id=organ, role=role, since=_OPENED)
    return person


def _agreed(number: int) -> dict[str, str]:
    """A request whose reply the reviewer has agreed to: where to sign it, and what was seen."""
    key = f"request/2026-{number:04}"
    applicant = privacy.put_applicant(
        ORGAN, privacy.Applicant("钱塘江", "99010119900101001X", phone="0000-1234567")
    )
    wording = privacy.put_wording(ORGAN, f"2025年第{number}号道路养护的招标结果")
    arrived = Arrived("on_site", "natural_person", applicant, (Item(1, wording),))
    ledger.record(act(ORGAN, key, arrived, date(2026, 3, 9)))
    work = _work(key)
    outcome = Outcome(1, "granted", states=_SUPPLIED)
    draft = versions.save(
        work,
        Content("reply", codec.plain(Replied((outcome,), ""))),
        actor=f"clerk-{ORGAN}",
        on=TODAY,
    )
    versions.submit(versions.opened(draft))
    agrees = Opinion("legal", agrees=True, says="", by=f"reviewer-{ORGAN}")
    versions.review(work, draft, agrees, on=TODAY, expecting=work.head)
    short = key.partition("/")[2]
    path = reverse("draft-sign", args=[ORGAN, short, "reply", draft.number])
    return {"path": path, "head": _work(key).head}


def _work(key: str) -> Casework:
    work = casework(ORGAN, key)
    assert work is not None
    return work


if __name__ == "__main__":
    main()
