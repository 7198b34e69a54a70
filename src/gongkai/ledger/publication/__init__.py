"""A publication as its facts leave it: how far its review is, whether it is public, in force, and what is due."""

from __future__ import annotations

from gongkai.ledger.publication.deadlines import deadlines
from gongkai.ledger.publication.folding import after, fold
from gongkai.ledger.publication.refusals import refusals
from gongkai.ledger.publication.state import VALIDITY_LABELS, Publication, Validity

__all__ = ["VALIDITY_LABELS", "Publication", "Validity", "after", "deadlines", "fold", "refusals"]
