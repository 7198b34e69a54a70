"""How the acts of a ledger become the figures of a year: one fold for each noun, lean enough for a million entries."""
