"""A finding: one fact about a report that a rule has seen. Listed, never raised."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from gongkai.model.place import Place


class Severity(StrEnum):
    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


class Cause(StrEnum):
    """Whose fault it is. Nobody is accused of what a converter did."""

    ORGAN = "organ"
    FORM = "form"
    CONVERSION = "conversion"


@dataclass(frozen=True, slots=True)
class Finding:
    """What a rule says about one place of one report, in Chinese, with its basis and what would mend it."""

    code: str
    name: str
    severity: Severity
    cause: Cause
    place: Place
    says: str
    basis: tuple[str, ...]
    remedy: str
    quote: str = ""
    cells: tuple[str, ...] = ()
