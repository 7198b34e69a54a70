"""Which share of the time each step from bytes to findings takes."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from statistics import median

from benchmarks.pairs import spent
from gongkai.check.run import check
from gongkai.model.document import Document
from gongkai.model.report import Report
from gongkai.read.opening import read_document
from gongkai.read.report import read_report
from gongkai.read.tables import read_tables

NAMES = ("file to document", "tables", "prose", "checks")


def shares(files: Sequence[bytes], *, rounds: int) -> list[float]:
    """The median share of each step, in the order of :data:`NAMES`; they need not add up to one."""
    measured = [_shares(data) for _ in range(rounds) for data in files]
    return [median(column) for column in zip(*measured, strict=True)]


def _shares(data: bytes) -> list[float]:
    documents: list[Document] = []
    reports: list[Report] = []
    opening = spent(lambda data: documents.append(read_document(data)), data).cpu
    tables = spent(read_tables, documents[0]).cpu
    report = spent(lambda document: reports.append(read_report(document)), documents[0]).cpu
    checks = spent(check, reports[0]).cpu
    return _of_all((opening, tables, report - tables, checks))


def _of_all(costs: Iterable[float]) -> list[float]:
    costs = list(costs)
    return [cost / sum(costs) for cost in costs]
