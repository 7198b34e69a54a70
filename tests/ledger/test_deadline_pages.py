"""What is due after every act of a document and a matter, in full, near and far beyond the known calendar: golden pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from datetime import date, timedelta
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from gongkai.law.rulebook import national
from gongkai.ledger import publication, remedy
from gongkai.ledger import request as requests
from gongkai.ledger.admission import Admission
from gongkai.ledger.book import Book, lines
from gongkai.ledger.counting.days import Years, closed_year_touched, effective_day, legal_day
from gongkai.ledger.entry import Act, Fact
from gongkai.ledger.facts import organ
from gongkai.ledger.facts import publication as of_documents
from gongkai.ledger.facts import remedy as of_remedies
from gongkai.ledger.facts import request as of_requests
from gongkai.ledger.index import Index
from gongkai.ledger.shelf import FileShelf
from tests.ledger import cast
from tests.ledger.clock_cases import act as on_request
from tests.ledger.ledgers import ARRIVED, OPENED, act
from tests.ledger.test_refusals_pages import OWN
from tests.ledger.test_states_pages import COURT, DOCUMENT, LIVES, MATTER, document, matter

BOOK = national()
LATE = date(2060, 12, 27)  # no notice on its holidays for long


def late(days: int = 0) -> str:
    return str(LATE + timedelta(days))


SECRET = of_documents.Description(
    "办法", "normative_documents", disclosure="withheld", ground="14", reassess_by=LATE + timedelta(99)
)
SPECIAL = of_documents.Description(
    "规定", "other", publish_by=LATE + timedelta(99), publish_by_basis="secrets-law/35"
)
FAR: dict[str, Sequence[Act]] = {
    "日历之外的文件": document(
        (late(), of_documents.Made(of_documents.Description("处罚", "penalty_decisions"))),
        *((late(), of_documents.Reviewed(n, f"s{n}", "publish", "可以")) for n in (1, 2, 3)),
        (late(1), of_documents.Published(("网站",))),
        (late(2), of_documents.Changed("附件")),
        (late(3), of_documents.Annulled("void", COURT)),
    ),
    "日历之外的评估": document((late(), of_documents.Made(SECRET))),
    "另有规定的期限": document(
        (late(), of_documents.Made(SPECIAL)), (late(1), of_documents.Amended("云财规〔2026〕3号"))
    ),
    "条例以前的文件": document(
        ("2007-03-02", of_documents.Made(of_documents.Description("处罚", "penalty_decisions")))
    ),
    "日历之外的诉讼": matter(
        (late(), of_remedies.Challenged("litigation_direct", COURT)),
        (late(1), of_remedies.HearingSet(LATE + timedelta(30))),
        (late(2), of_remedies.Decided("litigation_ordered", "1", LATE + timedelta(3), is_ruling=True)),
    ),
    "日历之外的复议": matter((late(), of_remedies.Challenged("reconsideration", COURT))),
    "旧法以前的复议": matter(("1999-03-02", of_remedies.Challenged("reconsideration", COURT))),
    "旧法以前的诉讼": matter(("1990-03-02", of_remedies.Challenged("litigation_direct", COURT))),
}
ALL = {name: life for name, life in {**LIVES, **OWN, **FAR}.items() if life[0].case in {DOCUMENT, MATTER}}


@pytest.mark.parametrize("name", sorted(ALL))
def test_pages(name: str, golden: Callable[[str, str], None]) -> None:
    golden(f"due/{name}.txt", "\n".join(_page(ALL[name])) + "\n")


def _page(acts: Sequence[Act]) -> Iterator[str]:
    noun: Any = publication if acts[0].case == DOCUMENT else remedy
    state = None
    for each in acts:
        state = noun.after(state, each, BOOK)
        found = noun.deadlines(state, BOOK)
        yield f"# {each.on} {type(each.fact).__name__}"
        yield from (f"  {due}" for due in found.open)
        yield from (f"  {step.day} {step.says}〔{' '.join(step.basis)}〕" for step in found.steps)


# --- in which year --------------------------------------------------------------------------------------------------


def test_the_year_that_a_fact_counts_in() -> None:
    years = Years(date(2026, 3, 1))
    days = [date(2026, 2, 28), date(2026, 3, 1), date(2026, 3, 2), date(2027, 5, 1)]
    assert [years.counts_on(day) for day in days] == [date(2025, 12, 31), *days[1:]]
    assert [years.is_closed(year) for year in (2025, 2026, 2027)] == [True, False, False]
    years.take(organ.YearClosed(2026))
    assert [years.counts_on(day) for day in days] == [*[date(2027, 1, 1)] * 3, days[3]]
    assert [years.is_closed(year) for year in (2025, 2026, 2027)] == [True, True, False]
    years.take(organ.YearReopened(2026, "误"))
    assert (years.closed_through, years.counts_on(days[0])) == (2025, date(2025, 12, 31))
    assert [effective_day(days[2], year) for year in (None, 2025, 2026)] == [
        days[2],
        days[2],
        date(2027, 1, 1),
    ]


def test_the_day_that_a_fact_counts_by() -> None:
    on, received = date(2026, 12, 31), date(2027, 1, 4)
    period = organ.DecisionsCounted("licensing", 1, date(2026, 1, 1), date(2026, 6, 30), "许可系统")
    served = of_requests.Served("答1", "post", "单号", posted=on)
    assert legal_day(period, on) == date(2026, 6, 30)
    assert legal_day(served, on) == on
    assert legal_day(replace(served, received=received), on) == received


@pytest.mark.parametrize(
    ("fact", "corrected", "on", "closed_now", "year"),
    [
        (ARRIVED, ARRIVED, "2026-05-01", None, None),
        (ARRIVED, ARRIVED, "2026-05-01", 2025, None),
        (ARRIVED, ARRIVED, "2026-05-01", 2026, 2026),
        (ARRIVED, ARRIVED, "2027-05-01", 2026, None),
        (of_requests.Voided("误"), ARRIVED, "2027-05-01", 2026, 2026),
        (ARRIVED, of_requests.Restored("误"), "2027-05-01", 2026, 2026),
        (ARRIVED, of_requests.Restored("误"), "2027-05-01", 2025, None),
    ],
)
def test_the_closed_year_that_a_correction_would_change(
    fact: Fact, corrected: Fact, on: str, closed_now: int | None, year: int | None
) -> None:
    then = Years(date(2026, 1, 1))
    found = closed_year_touched(fact, cast.day(on), corrected=corrected, then=then, closed_now=closed_now)
    assert found == year


def test_what_reached_back_into_a_year_that_was_closed_already_reached_nothing() -> None:
    then = Years(date(2026, 1, 1), 2026)
    voided = of_requests.Voided("误")
    assert closed_year_touched(voided, date(2027, 5, 1), corrected=voided, then=then, closed_now=2026) is None


# --- small turns ----------------------------------------------------------------------------------------------------


def test_a_fee_on_the_first_day_of_the_regulations_cites_the_new_ones() -> None:
    for day, basis in ((date(2019, 5, 14), "regulation-2007/27"), (date(2019, 5, 15), "regulation/42")):
        state = requests.after(None, on_request(day, "Arrived"), BOOK)
        (refusal,) = requests.refusals(state, on_request(day, "FeeNoticed"), BOOK)
        assert (refusal.code, refusal.basis) == ("fee_without_measures", (basis,))


def test_the_index_keeps_up_with_what_is_admitted(tmp_path: Path) -> None:
    index, acts = (
        Index(),
        [act("organ", "2026-01-01", OPENED), act("request/2026-0001", "2026-01-05", ARRIVED)],
    )
    admission = Admission(FileShelf(index, BytesIO()), BOOK)
    entries = [admission.admit(each) for each in acts]
    written = b"".join(line + b"\n" for line in admission.lines)
    assert (index.size, index.lines, index.hash) == (len(written), 2, entries[-1].hash)
    (tmp_path / "台账.jsonl").write_bytes(written)
    again = Index()
    with (tmp_path / "台账.jsonl").open("rb") as file:
        again.follow(file)
        assert index.fits(file)
    assert again == index


def test_what_is_added_while_a_ledger_is_read_is_left_for_the_next_time(tmp_path: Path) -> None:
    book = Book(tmp_path / "台账.jsonl")
    book.append(act("organ", "2026-01-01", OPENED))
    book.append(act("request/2026-0001", "2026-01-05", ARRIVED))
    reading = lines(book.path)
    next(reading)
    book.append(act("request/2026-0002", "2026-01-06", ARRIVED))
    assert [at for at, _ in reading] == [2]
    assert [at for at, _ in lines(book.path)] == [1, 2, 3]
