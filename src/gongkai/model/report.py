"""An annual report (政府信息公开工作年度报告) as a value: what it states, and where."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from gongkai.model.cell import Cell
from gongkai.model.document import Format
from gongkai.model.place import NOWHERE, Place


@dataclass(frozen=True, slots=True)
class Passage:
    """A piece of the report's text and where it stood."""

    text: str
    place: Place = NOWHERE


@dataclass(frozen=True, slots=True)
class Section:
    """A section between two headings. ``number`` 0 is the title and what stands before 一、.

    ``role`` is the form's name for it (``overview``, ``active_disclosure``, …; ``preamble`` for 0).
    ``heading`` is the line as printed; None where the heading was lost and the section was found by its content.
    A section printed twice stands twice.
    """

    number: int
    role: str
    heading: Passage | None
    paragraphs: tuple[Passage, ...] = ()

    @property
    def text(self) -> str:
        return "\n".join(paragraph.text for paragraph in self.paragraphs)


@dataclass(frozen=True, slots=True)
class Fact:
    """A countable statement of the prose: 收到申请2件, 均未发生, 零报告.

    ``metric`` is the cell id that it speaks of, or a ``narrative.…`` name where no cell holds it.
    ``value`` is None where the words state a fact without a number (a period).
    ``zero`` marks words that mean nothing happened.
    """

    text: str
    value: int | Decimal | None
    unit: str | None
    metric: str
    place: Place
    zero: bool = False
    section: int = 0


@dataclass(frozen=True, slots=True)
class Label:
    """A row or column label as printed where it differs from the form's own wording."""

    expected: str
    printed: str
    place: Place
    known: bool  # one of the variants listed in the form, not a misreading


@dataclass(frozen=True, slots=True)
class Damage:
    """Something that a conversion did to the document; the organ is not to blame for it.

    ``kind`` is a name such as ``row-number-missing``; the rules on damage list them.
    """

    kind: str
    place: Place
    detail: str = ""


@dataclass(frozen=True, slots=True)
class Signoff:
    """The organ and the date under the report."""

    body: Passage | None
    day: Passage | None
    date: date | None


@dataclass(frozen=True, slots=True)
class Source:
    """The file that a report was read from."""

    name: str
    format: Format
    digest: str  # SHA-256 of the bytes, hexadecimal
    remarks: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Report:
    """What one document states. ``form`` is the form it was *written* on (None where it holds none);
    which form was due is a question of law (:func:`gongkai.law.forms.required`).

    ``tables`` maps a form table's key to the version of the form that this table follows:
    real reports mix them. ``cells`` hold every id of the tables found.
    """

    agency: str | None
    year: int | None
    title: Passage | None
    form: str | None
    cells: Mapping[str, Cell] = field(default_factory=dict)
    tables: Mapping[str, str] = field(default_factory=dict)
    sections: tuple[Section, ...] = ()
    signoff: Signoff | None = None
    facts: tuple[Fact, ...] = ()
    labels: tuple[Label, ...] = ()
    damage: tuple[Damage, ...] = ()
    source: Source | None = None

    @property
    def is_annual_report(self) -> bool:
        """Reports from before the first form have no tables, but their titles say what they are."""
        return bool(self.tables) or (self.title is not None and self.year is not None)
