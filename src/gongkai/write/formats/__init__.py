"""One module a file format, each with ``render(report) -> bytes``."""
