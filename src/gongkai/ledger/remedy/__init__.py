"""A remedy matter as its facts leave it: its instances, what is due, what it orders, and what is learnt from a loss."""

from __future__ import annotations

from gongkai.ledger.remedy.deadlines import deadlines, is_to_be_performed
from gongkai.ledger.remedy.folding import after, fold
from gongkai.ledger.remedy.lessons import (
    AwaitedReply,
    Lesson,
    Warned,
    awaited_replies,
    direct_suit_warning,
    handlers,
    lessons,
    likely_kinds,
    warned,
)
from gongkai.ledger.remedy.refusals import refusals
from gongkai.ledger.remedy.state import LEVEL_LABELS, PATH_LABELS, Decision, Instance, Remedy

__all__ = [
    "LEVEL_LABELS",
    "PATH_LABELS",
    "AwaitedReply",
    "Decision",
    "Instance",
    "Lesson",
    "Remedy",
    "Warned",
    "after",
    "awaited_replies",
    "deadlines",
    "direct_suit_warning",
    "fold",
    "handlers",
    "is_to_be_performed",
    "lessons",
    "likely_kinds",
    "refusals",
    "warned",
]
