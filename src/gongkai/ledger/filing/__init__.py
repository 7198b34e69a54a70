"""The annual report of a year on its way to the public: who has it, which version, and what was said of it."""

from __future__ import annotations

from gongkai.ledger.filing.folding import after, fold
from gongkai.ledger.filing.refusals import CLEARANCE, case_of, refusals, year_of
from gongkai.ledger.filing.state import STATUS_LABELS, Filing, Round, Status

__all__ = [
    "CLEARANCE",
    "STATUS_LABELS",
    "Filing",
    "Round",
    "Status",
    "after",
    "case_of",
    "fold",
    "refusals",
    "year_of",
]
