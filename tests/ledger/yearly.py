"""What tests of the year's figures say of an invented county's bureau: one chain, with little to type."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import date

from gongkai.law.rulebook import Rulebook, national
from gongkai.law.settings import Choices
from gongkai.ledger.entry import Act, Corrected, Fact
from gongkai.ledger.facts import organ, publication, remedy, request
from gongkai.ledger.figures import Figures, count
from gongkai.ledger.private import Private
from gongkai.model.cell import number
from tests.ledger.cast import ORGAN, act, day

SOMEBODY = Private("applicant/1", "0" * 64)


def opened(
    on: str = "2025-01-01", *, organ_key: str = ORGAN, parent: str | None = None, kind: str = "department"
) -> Act:
    names = {"department": "云溪县财政局", "government": "云溪县白石镇人民政府"}
    opening = organ.LedgerOpened(names[kind], kind, "county", "云财公开", parent)  # type: ignore[arg-type]
    return act(on, opening, case="organ", organ=organ_key)


def arrived(
    on: str, case: str, category: str = "natural_person", *, channel: str = "on_site", who: Private = SOMEBODY
) -> Act:
    fact = request.Arrived(channel, category, who, (request.Item(1, who), request.Item(2, who)))  # type: ignore[arg-type]
    return act(on, fact, case=f"request/{case}")


def replied(on: str, case: str, *kinds: str, counted_as: str | None = None) -> Act:
    outcomes = tuple(request.Outcome(place, kind) for place, kind in enumerate(kinds, 1))
    return act(on, request.Replied(outcomes, f"letter/{case}", counted_as), case=f"request/{case}")


def on_request(on: str, case: str, fact: request.Fact) -> Act:
    return act(on, fact, case=f"request/{case}")


def on_document(on: str, case: str, fact: publication.Fact) -> Act:
    return act(on, fact, case=f"publication/{case}")


def described(kind: str = "normative_documents", *, expires: str | None = None) -> publication.Description:
    return publication.Description("办法", kind, expires=day(expires) if expires else None)  # type: ignore[arg-type]


def on_matter(on: str, case: str, fact: remedy.Fact) -> Act:
    return act(on, fact, case=f"remedy/{case}")


def on_organ(on: str, fact: organ.Fact) -> Act:
    return act(on, fact, case="organ")


def closed(year: int) -> Act:
    return on_organ(f"{year + 1}-01-20", organ.YearClosed(year))


def reopened(year: int) -> Act:
    return on_organ(f"{year + 1}-02-20", organ.YearReopened(year, "数字有误"))


def decisions(row: str, number_of: int, since: str, until: str) -> Act:
    fact = organ.DecisionsCounted(row, number_of, day(since), day(until), "许可台账.xlsx")  # type: ignore[arg-type]
    return on_organ(until, fact)


def charges(fen: int, year: int) -> Act:
    return on_organ(
        f"{year}-12-31", organ.ChargesCollected(fen, date(year, 1, 1), date(year, 12, 31), "收费.xlsx")
    )


def corrected(on: str, case: str, number_of: int, fact: Fact | Corrected, *, to: str) -> Act:
    assert not isinstance(fact, Corrected)
    correction = Corrected(number_of, day(to), fact, "登记有误")
    return replace(act(on, fact, case=case), fact=correction)


def figures(
    acts: Sequence[Act],
    year: int,
    *,
    form: str = "2021",
    key: str = ORGAN,
    tree: bool = False,
    choices: Mapping[str, str] | None = None,
) -> Figures:
    """``choices`` are settings taken from the beginning of time."""
    own = {setting: {date.min: option} for setting, option in (choices or {}).items()}
    rulebook = Rulebook(national().calendar, Choices(None, own))
    return count(acts, key, year, form=form, tree=tree, rulebook=rulebook)


def rows(found: Figures, column: str = "total") -> dict[str, int]:
    """The rows of the requests table that are not 0, in one column."""
    cells = {
        cell_id.removeprefix("requests.").removesuffix(f".{column}"): number(cell)
        for cell_id, cell in found.cells.items()
        if cell_id.startswith("requests.") and cell_id.endswith(f".{column}")
    }
    return {row: int(value) for row, value in cells.items() if value}


def stated(found: Figures, table: str) -> dict[str, int]:
    """The cells of a table that state a number other than 0."""
    return {
        cell_id.removeprefix(f"{table}."): value  # type: ignore[misc]
        for cell_id, cell in found.cells.items()
        if cell_id.startswith(f"{table}.") and (value := number(cell))
    }
