"""The year's figures counted a second time, the slow and obvious way, to hold the real count against.

No state goes along with the acts: for every question all acts are looked at again from the beginning. What is asked is
always *how did this case stand when that year ended*; the rows follow from two such answers.
Only what a fold might get wrong is counted here: the leaves of the requests and remedies tables and the stock.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from datetime import date, timedelta
from typing import Any

from gongkai.law.receipt import channel
from gongkai.law.remedies import results
from gongkai.law.replies import row_of
from gongkai.ledger.entry import Act, Corrected
from gongkai.ledger.facts import organ, publication, remedy, request

ENDS = (request.Replied, request.Lapsed, request.Withdrawn, request.Merged)
Line = tuple[int, str, date, Any]  # place in the chain, case, day that counts, fact


def leaves(acts: Sequence[Act], key: str, year: int, form: str) -> Counter[str]:
    """The cells of tables two (stock), three and four that are not totals and not 0."""
    chain = [act for act in acts if act.organ == key]
    lines = _lines(chain)
    found: Counter[str] = Counter()
    for case in sorted({case for _, case, _, _ in lines}):
        mine = [line for line in lines if line[1] == case]
        if case.startswith("request/"):
            found.update(_request_cells(chain, mine, year, form))
        elif case.startswith("remedy/"):
            found.update(_matter_cells(mine, year))
        elif case.startswith("publication/"):
            found.update(_document_cells(chain, mine, year, form))
    return found


# --- the chain ---------------------------------------------------------------------------------------------------


def _lines(chain: Sequence[Act]) -> list[Line]:
    """Every act in its place with its last correction, and the day that it counts on."""
    lines = []
    for place, act in enumerate(chain):
        if isinstance(act.fact, Corrected):
            continue
        fact, on, known_at = act.fact, act.on, place
        for later, other in enumerate(chain):
            if isinstance(other.fact, Corrected) and other.fact.number == place + 1:
                fact, on, known_at = other.fact.fact, other.fact.on, later
        lines.append((place, act.case, _counts_on(chain, known_at, on), fact))
    return lines


def _opened(chain: Sequence[Act]) -> date:
    return chain[0].on


def _is_closed(chain: Sequence[Act], place: int, year: int) -> bool:
    """Whether the year was closed, or before the ledger, when the act at this place was written."""
    state = year < _opened(chain).year
    for act in chain[:place]:
        if isinstance(act.fact, organ.YearClosed | organ.YearReopened) and act.fact.year == year:
            state = isinstance(act.fact, organ.YearClosed)
    return state


def _first_open(chain: Sequence[Act], place: int) -> date:
    year = _opened(chain).year
    while _is_closed(chain, place, year):
        year += 1
    return date(year, 1, 1)


def _counts_on(chain: Sequence[Act], place: int, on: date) -> date:
    first_open = _first_open(chain, place)
    if first_open.year > _opened(chain).year:
        return max(on, first_open)
    return on if on >= _opened(chain) else date(_opened(chain).year - 1, 12, 31)


# --- requests ----------------------------------------------------------------------------------------------------


def _request_cells(chain: Sequence[Act], lines: Sequence[Line], year: int, form: str) -> Counter[str]:
    span = _span(chain, lines, form)
    if span is None:
        return Counter()
    came, went, row = span
    category = next(fact.category for *_, fact in lines if isinstance(fact, request.Arrived))
    before, after = _standing(came, went, year - 1), _standing(came, went, year)
    rows = {
        ("absent", "open"): ("new_received", "carried_out"),
        ("absent", "done"): ("new_received", row),
        ("open", "open"): ("carried_in", "carried_out"),
        ("open", "done"): ("carried_in", row),
    }.get((before, after), ())
    return Counter(f"requests.{each}.{category}" for each in rows)


def _standing(came: date, went: date | None, year: int) -> str:
    if came.year > year:
        return "absent"
    return "open" if went is None or went.year > year else "done"


def _span(chain: Sequence[Act], lines: Sequence[Line], form: str) -> tuple[date, date | None, str] | None:
    """From when until when the request counts as being handled, and the row that it ends in."""
    came = next((day for _, _, day, fact in lines if _is_receipt(fact)), None)
    if came is None:
        return None
    ends = [(place, day, _row(fact, form)) for place, _, day, fact in lines if isinstance(fact, ENDS)]
    went, row = (max(ends[0][1], came), ends[0][2]) if ends else (None, "")
    voided = next((line for line in lines if isinstance(line[3], request.Voided)), None)
    if voided is None:
        return came, went, row
    restored = next((line for line in lines if isinstance(line[3], request.Restored)), None)
    was_open = not ends or ends[0][0] > voided[0]
    if _is_closed(chain, voided[0], came.year):
        void_day = max(voided[2], came)
        if not was_open or (restored is not None and not _is_closed(chain, restored[0], void_day.year)):
            return came, went, row
        return came, void_day, row_of(["misc"], None, form)
    if restored is None:
        return None
    first_open = _first_open(chain, restored[0])
    came = came if came >= first_open or not _is_closed(chain, restored[0], came.year) else first_open
    if went is not None:
        went = max(went, came)
    return came, went, row


def _is_receipt(fact: Any) -> bool:
    if isinstance(fact, request.Arrived):
        return channel(fact.channel).by == "arrival"
    return isinstance(fact, request.Confirmed)


def _row(fact: Any, form: str) -> str:
    if isinstance(fact, request.Replied):
        return row_of([outcome.kind for outcome in fact.outcomes], fact.counted_as, form)
    if isinstance(fact, request.Lapsed):
        return row_of([fact.kind], None, form)
    return row_of(["withdrawn" if isinstance(fact, request.Withdrawn) else "merged"], None, form)


# --- remedies ----------------------------------------------------------------------------------------------------


def _matter_cells(lines: Sequence[Line], year: int) -> Counter[str]:
    moves: list[tuple[date, str]] = []
    for _, _, day, fact in lines:
        latest = max([day, *(before for before, _ in moves)])
        if isinstance(fact, remedy.Decided):
            moves.append((latest, results()[fact.result].cell))
        elif isinstance(fact, remedy.Challenged | remedy.Appealed | remedy.HeardAgain):
            moves.append((latest, "pending"))
    before = [stands for day, stands in moves if day.year < year]
    within = [stands for day, stands in moves if day.year == year]
    if not within and (not before or before[-1] != "pending"):
        return Counter()
    path = next(fact.path for *_, fact in lines if isinstance(fact, remedy.Challenged))
    return Counter([f"remedies.{path}.{(before + within)[-1]}"])


# --- documents ---------------------------------------------------------------------------------------------------


def _document_cells(chain: Sequence[Act], lines: Sequence[Line], year: int, form: str) -> Counter[str]:
    place, _, since, beginning = lines[0]
    kind = beginning.description.kind
    if form == "2019" or kind not in ("regulations", "normative_documents"):
        return Counter()
    if isinstance(beginning, publication.Listed):
        since = _counts_on(chain, place, date.min)
    until = max(_day_after(chain, place, beginning.description.expires), since)
    for place, _, day, fact in lines[1:]:
        if isinstance(fact, publication.Repealed | publication.Expired):
            until = min(until, max(day, since))
        elif isinstance(fact, publication.Prolonged):
            until = max(_day_after(chain, place, fact.until), since)
    cells = Counter[str]()
    if isinstance(beginning, publication.Made) and since.year == year:
        cells[f"disclosure.{kind}.issued"] = 1
    if until.year == year:
        cells[f"disclosure.{kind}.repealed"] = 1
    if since.year <= year < until.year:
        cells[f"disclosure.{kind}.in_force"] = 1
    return cells


def _day_after(chain: Sequence[Act], place: int, last: date | None) -> date:
    return date.max if last is None else _counts_on(chain, place, last + timedelta(days=1))
