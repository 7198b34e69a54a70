"""What the ledger shows of a request that is challenged: the exhibits as golden pages, and who stands on the cover."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from datetime import date

import pytest

from gongkai.law.rulebook import national
from gongkai.ledger import organ, remedy
from gongkai.ledger.chain import linked
from gongkai.ledger.entry import Act, Corrected, Entry, Fact
from gongkai.ledger.evidence import File, Matter, evidence
from gongkai.ledger.facts import organ as organ_facts
from gongkai.ledger.facts import remedy as remedy_facts
from gongkai.ledger.facts import request
from gongkai.ledger.private import Private
from gongkai.model.evidence import Evidence, Sheet
from tests.ledger import cast

REQUEST, REMEDY, COUNTY, COURT = (
    "request/2026-0001",
    "remedy/2026-0001",
    "云溪县人民政府",
    "清江市中级人民法院",
)
RULES = national()
FINANCE = organ.fold(
    [
        cast.act(
            "2026-01-01",
            organ_facts.LedgerOpened("云溪县财政局", "department", "county", "云财"),
            case="organ",
        )
    ],
    RULES,
)
OF_THREE = (
    request.Outcome(1, "granted"),
    request.Outcome(2, "partially_granted", "third_party_rights"),
    request.Outcome(3, "not_exist", states={"search_scope": "档案室"}),
)


def asked(*items: int) -> request.Arrived:
    return request.Arrived(
        "on_site",
        "natural_person",
        Private("p1", "x"),
        tuple(request.Item(item, Private(f"p{item}", "y")) for item in items),
    )


def on(day: str, fact: Fact | Corrected, *breaches: str, case: str = REQUEST) -> Act:
    return cast.act(day, fact, *breaches, case=case)


ANSWERED = (
    on("2026-03-02", asked(1, 2, 3)),
    on("2026-03-04", request.Searched("档案室", "li", has_found=False)),
    on("2026-03-05", request.ThirdPartyConsulted("甲", "云财征〔2026〕1号", (2,))),
    on("2026-03-12", request.ThirdPartyAnswered("甲", "objects", "商业秘密")),
    on("2026-03-13", request.Weighed("大", "小", (2,))),
    on("2026-03-20", request.Replied(OF_THREE, "云财答〔2026〕1号")),
    on("2026-03-20", request.Served("云财答〔2026〕1号", "post", "单号1", cast.day("2026-03-20"))),
    on(
        "2026-03-24",
        request.Served("云财答〔2026〕1号", "direct", "签收", received=cast.day("2026-03-24")),
    ),
)
LATE = (
    on("2026-03-02", asked(1)),
    on("2026-04-20", request.Replied((request.Outcome(1, "granted"),), "云财答〔2026〕2号"), "reply_late"),
)
CORRECTED = (
    on("2026-03-02", asked(1)),
    on("2026-03-09", Corrected(1, cast.day("2026-03-03"), asked(1), "日期写错")),
)
CHALLENGED = (
    on(
        "2026-04-01",
        remedy_facts.Challenged("reconsideration", COUNTY, REQUEST, "云财答〔2026〕1号"),
        case=REMEDY,
    ),
    on("2026-04-08", remedy_facts.AnswerFiled(("答复书", "证据")), case=REMEDY),
)
DECIDED = on(
    "2026-05-08",
    remedy_facts.Decided("reconsideration_upheld", "云政复决〔2026〕3号", cast.day("2026-05-09")),
    case=REMEDY,
)
SUED = on("2026-04-01", remedy_facts.Challenged("litigation_direct", COURT, REQUEST), case=REMEDY)


def entries(acts: Iterable[Act]) -> list[Entry]:
    """One chain of all; only the numbers and the hashes are looked at."""
    made: list[Entry] = []
    for number, act in enumerate(acts, 1):
        previous = made[-1].hash if made else ""
        made.append(linked(act, number=number, previous=previous, case_previous=previous)[0])
    return made


def bundle(name: str) -> Evidence:
    acts, of_remedy, files = BUNDLES[name]
    found = entries([*acts, *of_remedy])
    own = [entry for entry in found if entry.act.case == REQUEST]
    rest = [entry for entry in found if entry.act.case == REMEDY]
    state = remedy.fold(of_remedy, RULES) if of_remedy else None
    return evidence(Matter(FINANCE, own, date(2026, 6, 1), state, rest), files, RULES)


REPLY = File("答复书", "已经答复", ((595, 842),))
BUNDLES: dict[str, tuple[tuple[Act, ...], tuple[Act, ...], tuple[File, ...]]] = {
    "未争议": (ANSWERED, (), ()),
    "复议中": (ANSWERED, CHALLENGED, (REPLY,)),
    "已复议": (ANSWERED, (*CHALLENGED, DECIDED), ()),
    "诉不作为": (CORRECTED, (SUED,), ()),
    "逾期": (LATE, (), ()),
}


@pytest.mark.parametrize("name", BUNDLES)
def test_pages(name: str, golden: Callable[[str, str], None]) -> None:
    golden(f"evidence/{name}.txt", "\n".join(_page(bundle(name))) + "\n")


@pytest.mark.parametrize("name", BUNDLES)
def test_each_table_is_as_wide_as_the_page(name: str) -> None:
    sheets = [block for each in bundle(name).exhibits for block in each.blocks if isinstance(block, Sheet)]
    for sheet in sheets:
        assert len(sheet.head) == len(sheet.widths) == len(sheet.rows[0])
        assert sum(sheet.widths) == pytest.approx(1)


def _page(found: Evidence) -> Iterator[str]:
    yield f"# {found.title}  {found.organ}"
    yield from (f"{label}：{value}" for label, value in found.facts)
    for exhibit in found.exhibits:
        yield f"\n## {exhibit.name}｜{exhibit.proves} {exhibit.sizes or ''}".rstrip()
        for block in exhibit.blocks:
            if isinstance(block, Sheet):
                yield "  " + " | ".join(block.head) + f"  {block.widths}"
                yield from ("  " + " | ".join(row) for row in block.rows)
            else:
                yield block.text
