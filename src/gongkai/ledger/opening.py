"""What a ledger began with is entered once: after the leader has confirmed it, nothing is added to the time before."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.law.step import Refusal
from gongkai.ledger.entry import Act
from gongkai.ledger.facts.publication import Listed
from gongkai.ledger.facts.remedy import Challenged
from gongkai.ledger.facts.request import Arrived
from gongkai.ledger.organ import Organ
from gongkai.ledger.refused import senseless

OF_OPENING = (Arrived, Challenged, Listed)


def against_opening(act: Act, organ: Organ) -> Iterator[Refusal]:
    """A case of the time before the ledger, when its opening was confirmed already.

    A document that turns up after the first year was closed may still be listed: it joins the first open year.
    """
    if organ.signed_opening is None:
        return
    is_stock = isinstance(act.fact, Listed) and organ.closed is None
    is_before = isinstance(act.fact, Arrived | Challenged) and act.on < organ.opened
    if is_stock or is_before:
        yield senseless(
            "opening_signed",
            f"启用前结转已经在 {organ.signed_opening} 确认，不能再补记 {organ.opened} 以前的事项。",
            "请核对日期；确有遗漏的，请在本年登记并说明来历。",
        )
