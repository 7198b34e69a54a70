"""An act that the law refuses and that has happened all the same."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from types import MappingProxyType

FEE_AMOUNT_WRONG = "fee_amount_wrong"


@dataclass(frozen=True, slots=True)
class Breach:
    """``code``, sentence and basis are those of the refusal that the act owns up to; ``day`` is its own."""

    day: date
    code: str
    says: str
    basis: tuple[str, ...]


LATE_REPLIES = frozenset(("reply_late", "service_late"))
"""Breaches by which a request was answered after its last day."""

ACROSS_CASES = MappingProxyType({FEE_AMOUNT_WRONG: "收费通知的金额与收费标准不符。"})
"""Breaches that one case alone does not show: the ledger judges them when the act is recorded, the fold believes it."""
