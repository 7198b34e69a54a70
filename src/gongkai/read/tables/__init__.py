"""Reading the three statistical tables out of a document, whole or damaged."""

from gongkai.read.tables.tables import TablesReading, read_tables

__all__ = ["TablesReading", "read_tables"]
