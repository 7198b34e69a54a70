"""What a report, its cells and a document say, as plain frozen values."""
