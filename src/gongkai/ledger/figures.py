"""The year's figures: tables two, three and four of an organ, or of all below it, counted from the acts of a ledger.

The acts are looked at twice: once for the tree of organs, corrections and cases that come back, once to count. What
is closed for good is forgotten, so that memory holds the open cases and the cases of the one year.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from gongkai.law.fees import in_yuan
from gongkai.law.forms import CellForm, Form, forms, required
from gongkai.law.rulebook import Rulebook, national
from gongkai.ledger.counting import books, publications, remedies, requests
from gongkai.ledger.counting.books import CHARGES, Activity, Books, Fees, is_rounded, label_of, wan
from gongkai.ledger.counting.days import Years, closed_year_touched, effective_day, legal_day
from gongkai.ledger.counting.file import acts_of, look_over
from gongkai.ledger.counting.publications import Publications
from gongkai.ledger.counting.remedies import Remedies
from gongkai.ledger.counting.requests import Moment, Requests
from gongkai.ledger.counting.survey import (
    ClosedYearTouched,
    Correction,
    OrganHistory,
    Survey,
    numbered,
    survey,
)
from gongkai.ledger.counting.tally import Behind, Tally, with_totals
from gongkai.ledger.entry import Act, Corrected, Fact
from gongkai.ledger.facts.organ import LedgerOpened, YearClosed, YearReopened
from gongkai.model.cell import Amount, Blank, Cell, Count

__all__ = ["Behind", "Figures", "NoFigures", "count", "count_file", "effective_day", "look_over", "survey"]

_TAKEN = (
    *requests.TAKEN,
    *publications.TAKEN,
    *remedies.TAKEN,
    *books.TAKEN,
    YearClosed,
    YearReopened,
)


class NoFigures(ValueError):
    """The ledger cannot answer for this year or form."""


@dataclass(frozen=True, slots=True)
class Figures:
    """``cells`` and ``cases`` have every cell of the form. A figure is the number or the sum of what stands behind it.

    ``organs`` are the keys of those counted, the one asked for first; ``history`` is the latter's.
    ``remarks`` say in Chinese what the ledger cannot know and what a person should look at.
    """

    organs: tuple[str, ...]
    history: OrganHistory
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

    ``acts`` are those of a whole ledger in the order of its chains. They are gone through twice: an iterator that can
    only be used once is held in memory, unless ``known`` brings what the first look found.
    Raises :class:`NoFigures`, :class:`~gongkai.ledger.counting.survey.NotOpened` and
    :class:`~gongkai.ledger.counting.survey.ClosedYearTouched`.
    """
    if known is None:
        acts = list(acts) if isinstance(acts, Iterator) else acts
        known = survey(acts)
    counting = _begun(known, organ, year, form=form, tree=tree, rulebook=rulebook)
    return counting.figures(numbered(acts))


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
    return counting.figures(acts_of(path, known, _TAKEN, counting.members))


def _begun(
    known: Survey, organ: str, year: int, *, form: str | None, tree: bool, rulebook: Rulebook | None
) -> _Counting:
    _refuse_before_opening(known.organ(organ), year)
    members = known.tree(organ, year) if tree else (organ,)
    counting = _Counting(members, known, year, _form(form, year), rulebook or national())
    if tree and year > known.organ(organ).opened.year:
        _tell_changed_tree(counting, known.tree(organ, year - 1))
    return counting


def _tell_changed_tree(counting: _Counting, before: Sequence[str]) -> None:
    """What a whole carries into a year is what it carried out of the one before, unless its organs are others."""
    year = counting.tally.year
    joined = _names(counting.known, [each for each in counting.members if each not in before], year)
    left = _names(counting.known, [each for each in before if each not in counting.members], year)
    if joined or left:
        changes = [f"新增{joined}"] if joined else []
        changes += [f"减少{left}"] if left else []
        counting.tally.remark(
            f"汇总的机关与 {year - 1} 年不同：{'，'.join(changes)}。"
            f"因此本年的「上年结转」与 {year - 1} 年汇总的「结转下年」可以不相等，请在报告里说明。"
        )


def _names(known: Survey, organs: Sequence[str], year: int) -> str:
    return "、".join(known.organ(organ).at_end_of(year).name for organ in organs)


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
        self.desks = {organ: _Desk(self, organ, known.organ(organ), rulebook) for organ in members}

    def figures(self, acts: Iterable[tuple[int, Act]]) -> Figures:
        for number, act in acts:
            if (desk := self.desks.get(act.organ)) is not None:
                desk.take(number, act)
        for desk in self.desks.values():
            desk.done()
        whole = _Whole(self)
        cells = {cell.id: whole.cell(cell) for cell in self.form.cells.values()}
        whole.tell()
        published = sum(len(desk.publications.published) for desk in self.desks.values())
        return Figures(
            organs=self.members,
            history=self.known.organ(self.members[0]),
            year=self.tally.year,
            form=self.form,
            cells=cells,
            cases=whole.cases,
            fees=self.fees,
            activities=tuple(self.activities),
            published=published,
            remarks=tuple(self.tally.remarks),
        )


class _Desk:
    """One organ's chain as it goes by."""

    def __init__(self, counting: _Counting, organ: str, history: OrganHistory, rulebook: Rulebook) -> None:
        self.organ, self.history, self.tally = organ, history, counting.tally
        self.corrections: dict[int, list[Correction]] = {
            number: found for (whose, number), found in counting.known.corrections.items() if whose == organ
        }
        self.years = Years(history.opened)
        tally, returning = counting.tally, counting.known.returning
        self.requests = Requests(organ, self.years, tally, rulebook, returning)
        self.publications = Publications(organ, self.years, tally, rulebook)
        self.remedies = Remedies(organ, self.years, tally)
        self.books = Books(organ, self.years, tally, counting.fees, counting.activities)
        self.takers: dict[type, tuple[Callable[[Moment, Any], None], ...]] = {}
        for part, taken in self._parts():
            for kind in taken:
                self.takers[kind] = (*self.takers.get(kind, ()), part.take)

    def _parts(self) -> Iterator[tuple[Any, tuple[type, ...]]]:
        yield self.requests, requests.TAKEN
        yield self.publications, publications.TAKEN
        yield self.remedies, remedies.TAKEN
        yield self.books, books.TAKEN

    def take(self, number: int, act: Act) -> None:
        fact, on = act.fact, act.on
        if isinstance(fact, YearClosed | YearReopened):
            self.years.take(fact)
            return
        if isinstance(fact, Corrected):
            return  # it has been put in the place of what it corrects
        years = self.years
        for correction in self.corrections.get(number, ()):
            self._refuse_if_closed(number, fact, on, years, correction)
            fact, on = correction.fact, correction.on
            years = Years(years.opened, correction.closed_through)
        if (takers := self.takers.get(type(fact))) is not None:
            moment = Moment(act.case, number, on, years.counts_on(legal_day(fact, on)))
            for taker in takers:
                taker(moment, fact)

    def _refuse_if_closed(
        self, number: int, fact: Fact, on: date, then: Years, correction: Correction
    ) -> None:
        closed = closed_year_touched(
            fact, on, corrected=correction.fact, then=then, closed_now=correction.closed_through
        )
        if closed is not None:
            raise ClosedYearTouched(self.organ, number, closed)

    def done(self) -> None:
        self.requests.done()
        self.publications.done()
        self.remedies.done()
        self.books.done(self.history.at_end_of(self.tally.year).name)
        if self.history.opened > date(self.tally.year, 1, 1):
            name = self.history.at_end_of(self.tally.year).name
            self.tally.remark(f"{name}的台账从 {self.history.opened} 开始，本年此前的情况不在数字里。")


class _Whole:
    """All that was found, as cells."""

    def __init__(self, counting: _Counting) -> None:
        self.counting, self.form = counting, counting.form
        self.cases: dict[str, tuple[Behind, ...]] = {}
        for table in self.form.tables:
            self.cases |= with_totals(table, counting.tally.found)
        self.unknown: dict[str, list[str]] = {}

    def cell(self, cell: CellForm) -> Cell:
        if cell.id.startswith("disclosure.") and not self._is_known(cell):
            self.cases[cell.id] = ()
            return Blank()
        value = sum(behind.value for behind in self.cases[cell.id])
        return Amount(wan(value)) if cell.unit == "amount" else Count(value)

    def _is_known(self, cell: CellForm) -> bool:
        column, row = cell.column.key, cell.row.key
        if row in publications.STOCK:
            return column != "disclosed_total" or self._never(cell)
        if (column == "decisions" and row in books.ROW_LABELS) or cell.id == CHARGES:
            return self._is_told(cell.id)
        return self._never(cell)

    def _is_told(self, cell_id: str) -> bool:
        """Every organ that is counted has told its figure: a sum that lacks one would be taken for the whole."""
        lacking = [organ for organ, desk in self.counting.desks.items() if desk.books.lacks(cell_id)]
        if lacking:
            names = [
                self.counting.desks[organ].history.at_end_of(self.counting.tally.year).name
                for organ in lacking
            ]
            self.unknown[cell_id] = names
        return not lacking

    def _never(self, cell: CellForm) -> bool:
        self.unknown[cell.id] = []
        return False

    def tell(self) -> None:
        """Say which cells are left blank, and why."""
        never = [self.form.cells[cell_id].label for cell_id, names in self.unknown.items() if not names]
        for cell_id, names in self.unknown.items():
            if names:
                self.counting.tally.remark(self._owed(cell_id, names))
        if never:
            self.counting.tally.remark(f"台账不登记这些数据，留作空白，请另行填写：{'；'.join(never)}。")
        charged = sum(behind.value for behind in self.cases.get(CHARGES, ()))
        if is_rounded(charged):
            self.counting.tally.remark(
                f"行政事业性收费合计 {in_yuan(charged)} 元，表内以万元计，保留四位小数。"
            )

    def _owed(self, cell_id: str, names: Sequence[str]) -> str:
        some = "、".join(names[:5]) + (f"等 {len(names)} 个机关" if len(names) > 5 else "")
        zero = "本年确实没有的，也要登记 0"
        fee = f"（已收信息处理费 {in_yuan(self.counting.fees.paid)} 元）" if cell_id == CHARGES else ""
        return f"「{label_of(cell_id)}」一格留作空白：{some}没有登记本年的数据{fee}；{zero}。"
