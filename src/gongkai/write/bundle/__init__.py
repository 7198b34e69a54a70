"""Bundles of evidence: cover, catalogue with page numbers, what the ledger shows, and the files laid in."""
