"""The prose of the annual report, drafted from what the ledger knows and marked where a person must write."""
