"""Which organ a report is of, of which year, and which of several documents counts."""
