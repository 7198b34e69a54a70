"""Counts, charges and documents taken from a spreadsheet into the ledger: all of it, or nothing and every mistake."""

from __future__ import annotations

from gongkai.ledger.imports.taking import WHATS, Asked, Bad, Taking, What, taken

__all__ = ["WHATS", "Asked", "Bad", "Taking", "What", "taken"]
