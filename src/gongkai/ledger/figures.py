"""The year's figures: tables two, three and four of an organ, or of all below it, counted from the acts of a ledger.

The acts are looked at twice: once for the tree of organs, corrections and cases that come back, once to count. What
is closed for good is forgotten, so that memory holds the open cases and the cases of the one year.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from gongkai.law.forms import Form, forms, required
from gongkai.law.rulebook import Rulebook, national
from gongkai.ledger.counting.books import Activity, Fees
from gongkai.ledger.counting.changes import names, told_of_succession, told_of_tree
from gongkai.ledger.counting.days import effective_day
from gongkai.ledger.counting.desk import TAKEN, Desk
from gongkai.ledger.counting.file import acts_of, look_over
from gongkai.ledger.counting.organs import OrganHistory
from gongkai.ledger.counting.survey import Survey, numbered, survey
from gongkai.ledger.counting.tally import Behind, Tally
from gongkai.ledger.counting.whole import Whole
from gongkai.ledger.entry import Act
from gongkai.ledger.facts.organ import LedgerOpened
from gongkai.model.cell import Cell, Count

__all__ = [
    "Behind",
    "Figures",
    "NoFigures",
    "count",
    "count_file",
    "count_numbered",
    "effective_day",
    "look_over",
    "survey",
]


class NoFigures(ValueError):
    """The ledger cannot answer for this year or form."""


@dataclass(frozen=True, slots=True)
class Figures:
    """``cells`` and ``cases`` have every cell of the form. A figure is the number or the sum of what stands behind it.

    ``organs`` are the keys of those counted, the one asked for first; ``history`` is the latter's. Among them are those
    that ended, whose whole year is counted by who goes on with their matters; ``joined`` are the names of those of
    which this is the first such year; ``heirs`` say of each organ who counts it, and ``before`` are those who counted
    it the year before.
    From ``since`` on the ledger knows the matters of the organ asked for.
    ``remarks`` say in Chinese what the ledger cannot know and what a person should look at.
    """

    organs: tuple[str, ...]
    history: OrganHistory
    joined: tuple[str, ...]
    heirs: Mapping[str, str]
    before: tuple[str, ...]
    since: date
    year: int
    form: Form
    cells: Mapping[str, Cell]
    cases: Mapping[str, tuple[Behind, ...]]
    fees: Fees
    activities: tuple[Activity, ...]
    published: int
    remarks: tuple[str, ...]

    @property
    def profile(self) -> LedgerOpened:
        """The organ as it was when the year ended."""
        return self.history.at_end_of(self.year)

    @property
    def below(self) -> int:
        """How many organs below it are counted too."""
        return sum(organ == heir for organ, heir in self.heirs.items() if organ != self.organs[0])

    def number(self, cell_id: str) -> int:
        """The figure of a cell that always has one (tables three and four). Raises TypeError for another."""
        cell = self.cells[cell_id]
        if not isinstance(cell, Count):
            raise TypeError(f"{cell_id} 没有件数")
        return cell.value


def count(
    acts: Iterable[Act],
    organ: str,
    year: int,
    *,
    form: str | None = None,
    tree: bool = False,
    rulebook: Rulebook | None = None,
    known: Survey | None = None,
) -> Figures:
    """The figures of a year, under the form due for it or under ``form``; with ``tree`` those of all organs below too.

    The organ's own are its figures and those of the organs that ended and with whose matters it goes on.

    ``acts`` are those of a whole ledger in the order of its chains. They are gone through twice: an iterator that can
    only be used once is held in memory, unless ``known`` brings what the first look found.
    Raises :class:`NoFigures`, :class:`~gongkai.ledger.counting.organs.NotOpened` and
    :class:`~gongkai.ledger.counting.survey.ClosedYearTouched`.
    """
    if known is None:
        acts = list(acts) if isinstance(acts, Iterator) else acts
        known = survey(acts)
    counting = _begun(known, organ, year, form=form, tree=tree, rulebook=rulebook)
    return counting.figures(numbered(acts))


def count_numbered(
    lines: Iterable[tuple[int, Act]],
    organ: str,
    year: int,
    *,
    known: Survey,
    form: str | None = None,
    tree: bool = False,
    rulebook: Rulebook | None = None,
) -> Figures:
    """As :func:`count`, from acts with their numbers, gone through once; those that bear on no figure may be left out.

    Raises as :func:`count`.
    """
    return _begun(known, organ, year, form=form, tree=tree, rulebook=rulebook).figures(lines)


def count_file(
    path: Path,
    organ: str,
    year: int,
    *,
    form: str | None = None,
    tree: bool = False,
    rulebook: Rulebook | None = None,
    known: Survey | None = None,
) -> Figures:
    """As :func:`count`, from a ledger on disk, whose lines are decoded only where they bear on the figures.

    A ledger that others had in their hands is to be verified first. Raises as :func:`count`, and ``BadEntry``,
    ``TornTail`` and OSError.
    """
    known = look_over(path) if known is None else known
    counting = _begun(known, organ, year, form=form, tree=tree, rulebook=rulebook)
    return counting.figures(acts_of(path, known, TAKEN, counting.members))


def _begun(
    known: Survey, organ: str, year: int, *, form: str | None, tree: bool, rulebook: Rulebook | None
) -> _Counting:
    _refuse_before_opening(known.organ(organ), year)
    members = known.tree(organ, year) if tree else known.line(organ, year)
    counting = _Counting(members, known, year, _form(form, year), rulebook or national())
    told = told_of_tree(known, members, year) if tree else told_of_succession(known, members, year)
    for remark in told:
        counting.tally.remark(remark)
    return counting


def _form(version: str | None, year: int) -> Form:
    form = required(year) if version is None else forms().get(version)
    if form is None:
        raise NoFigures(
            f"没有 {version or year} 年格式。现有的格式：{'、'.join(forms())}。请用 --form 指定。"
        )
    return form


def _refuse_before_opening(history: OrganHistory, year: int) -> None:
    if year < history.opened.year:
        raise NoFigures(
            f"{history.profile.name} 的台账从 {history.opened} 开始，没有 {year} 年的数据。"
            f"最早可以统计 {history.opened.year} 年。"
        )


class _Counting:
    """The second look: every act to the desk of its organ."""

    def __init__(
        self, members: Sequence[str], known: Survey, year: int, form: Form, rulebook: Rulebook
    ) -> None:
        self.members, self.known, self.form = tuple(members), known, form
        self.tally = Tally(year, form.version)
        self.fees, self.activities = Fees(), list[Activity]()
        self.desks = {
            organ: Desk(organ, known, self.tally, self.fees, self.activities, rulebook) for organ in members
        }

    def figures(self, acts: Iterable[tuple[int, Act]]) -> Figures:
        for number, act in acts:
            if (desk := self.desks.get(act.organ)) is not None:
                desk.take(number, act)
        for desk in self.desks.values():
            desk.done()
        whole = Whole(self.form, self.tally, self.fees, tuple(self.desks.values()))
        cells = {cell.id: whole.cell(cell) for cell in self.form.cells.values()}
        whole.tell()
        published = sum(len(desk.publications.published) for desk in self.desks.values())
        return Figures(
            organs=self.members,
            history=self.known.organ(self.members[0]),
            joined=names(self.known, self.known.joined(self.members, self.tally.year), self.tally.year),
            heirs={each: self.known.heir(each, self.tally.year) for each in self.members},
            before=self.known.before(self.members, self.tally.year),
            since=self.known.since(self.members[0], self.tally.year),
            year=self.tally.year,
            form=self.form,
            cells=cells,
            cases=whole.cases,
            fees=self.fees,
            activities=tuple(self.activities),
            published=published,
            remarks=tuple(self.tally.remarks),
        )
