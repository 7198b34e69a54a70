"""The fee account of one applicant with one organ: their requests month by month, and every notice against the tariff."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from gongkai.law.fees import Fee, UnusableQuantity, for_items
from gongkai.law.step import Refusal
from gongkai.ledger.charging import lawful
from gongkai.ledger.corrections import replaced
from gongkai.ledger.facts.request import FeeNoticed
from gongkai.ledger.fee_account import FeeAccount, MonthlyRequest
from gongkai.ledger.fee_account import account as account_of
from gongkai.ledger.refused import Refused
from gongkai_web.accounts.gate import StaffRequest
from gongkai_web.agency.opened import Opened
from gongkai_web.agency.panels import Panel
from gongkai_web.store import ledger


@dataclass(frozen=True, slots=True)
class Month:
    """``following`` is what one more request of this month would cost by number."""

    month: str
    requests: tuple[MonthlyRequest, ...]
    following: Fee


def account(request: StaffRequest, opened: Opened) -> Panel | None:  # noqa: ARG001 - as every panel
    """Beside a case whose applicant has asked for more in the same month, or to whom a notice ever went."""
    found = account_of_applicant(opened)
    months = [
        Month(month, requests, for_items(1, requests[-1].day, before=len(requests)))
        for (_, month), requests in found.months.items()
        if any(each.case == opened.key for each in requests) and len(requests) > 1
    ]
    if not found.notices and not months:
        return None
    return Panel("agency/request_fees.html", {"months": months, "notices": found.notices}, place="side")


def account_of_applicant(opened: Opened) -> FeeAccount:
    """Of the applicant of this case; no other case of the organ is looked at."""
    same = {each.key for each in opened.of_applicant} - {opened.key}
    others = ledger.entries_of_cases(opened.organ.key, same) if same else {}
    cases = {**others, opened.key: list(opened.entries)}
    acts = [act for key in sorted(cases) for act in replaced(cases[key])]
    return account_of(acts, opened.organ.key, opened.rulebook)


def fee_of(opened: Opened, values: Mapping[str, Any], on: date) -> int:
    """What the tariff gives for a notice in this case, in fen. Raises ``Refused`` for a quantity that cannot be."""
    notice = FeeNoticed(values["scale"], values["quantity"], 1, "")
    requests = [each for month in account_of_applicant(opened).months.values() for each in month]
    placed = next((each for each in requests if each.case == opened.key), None)
    day, place = (placed.day, placed.place) if placed else (on, 1)
    try:
        fee = lawful(notice, on, day=day, place=place)
    except UnusableQuantity as error:
        raise Refused((Refusal("fee_amount", str(error), (), "请核对数量。", is_breach=False),)) from error
    return fee.fen
