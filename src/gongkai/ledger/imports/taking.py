"""From the rows of a spreadsheet to facts: each row looked at, every mistake named with its row."""

from __future__ import annotations

import calendar
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, TypeAlias, TypeVar, get_args

from gongkai.ledger.entry import Fact
from gongkai.ledger.facts.organ import ChargesCollected, DecisionRow, DecisionsCounted
from gongkai.ledger.facts.publication import Description, Disclosure, Listed, Made, PublicationKind
from gongkai.ledger.imports.headings import HEADINGS, Column, Head, head_of
from gongkai.ledger.imports.values import BadValue, day_of, fen_of, whole_of
from gongkai.model.rows import Row, Sheet

What: TypeAlias = Literal["licensing", "penalties", "coercion", "charges", "publications"]
WHATS: tuple[What, ...] = get_args(What)
Value = TypeVar("Value")

_DECISIONS: Mapping[str, DecisionRow] = {each: each for each in get_args(DecisionRow)}
_COUNTED: tuple[tuple[Column, ...], ...] = (("day",), ("since", "until", "number"))
_COLLECTED: tuple[tuple[Column, ...], ...] = (("day", "amount"), ("since", "until", "amount"))
_DOCUMENTS: tuple[tuple[Column, ...], ...] = (("title", "day", "kind"),)
_TOTALS = ("合计", "总计", "小计")
_KINDS: Mapping[str, PublicationKind] = {
    "规章": "regulations",
    "行政规范性文件": "normative_documents",
    "规范性文件": "normative_documents",
    "行政处罚决定": "penalty_decisions",
    "其他": "other",
}
_DISCLOSURES: Mapping[str, Disclosure] = {
    "主动公开": "proactive",
    "依申请公开": "on_request",
    "不予公开": "withheld",
    "不公开": "withheld",
}


@dataclass(frozen=True, slots=True)
class Asked:
    """What to take, and from where. ``today`` bounds the days; ``opened`` is the first day of the organ's ledger:
    documents before it are its stock. ``since`` and ``until`` are the period that the file covers, where it is told.
    """

    what: What
    source: str
    digest: str
    today: date
    opened: date
    since: date | None = None
    until: date | None = None
    is_unit_confirmed: bool = False


@dataclass(frozen=True, slots=True)
class Taking:
    """Each fact with its day, and Chinese sentences on what was done. ``rows`` are those of documents, fact by fact."""

    facts: tuple[tuple[date, Fact], ...]
    says: tuple[str, ...]
    rows: tuple[int, ...] = ()


class Bad(ValueError):
    """Nothing was taken; ``mistakes`` are all that was found."""

    def __init__(self, mistakes: Sequence[str]) -> None:
        super().__init__("\n".join(mistakes))
        self.mistakes = tuple(mistakes)


@dataclass(slots=True)
class _Reading:
    """One sheet being looked at."""

    asked: Asked
    head: Head
    mistakes: list[tuple[int, str]] = field(default_factory=list)

    def wrong(self, row: int, says: str, column: Column | None = None) -> None:
        named = f"「{self.head.words.get(column, HEADINGS[column][0])}」列" if column else ""
        self.mistakes.append((row, f"第 {row} 行{named}：{says}。"))

    def cell(self, row: Row, column: Column) -> str | None:
        at = self.head.columns.get(column)
        return next((text for place, text in row.cells if place == at), None)

    def value(self, row: Row, column: Column, made: Callable[[str], Value]) -> Value | None:
        """The value of a cell that has to be there; a mistake is written down."""
        text = self.cell(row, column)
        if text is None:
            self.wrong(row.number, "是空的，请补上", column)
            return None
        try:
            return made(text)
        except BadValue as bad:
            self.wrong(row.number, str(bad), column)
            return None

    def day(self, row: Row, column: Column, *, is_past: bool = True) -> date | None:
        day = self.value(row, column, day_of)
        if day is not None and is_past and day > self.asked.today:
            self.wrong(row.number, f"{day} 还没有到，请核对", column)
            return None
        return day


def taken(sheet: Sheet, asked: Asked) -> Taking:
    """The facts that a sheet states. Raises :class:`Bad`, with all mistakes at once."""
    reading = _Reading(asked, _head(sheet, asked.what))
    body = [row for row in sheet.rows if row.number > reading.head.row]
    rows = [row for row in body if not _is_total(row)]
    if sheet.hidden:
        says = f"表里有 {sheet.hidden} 格在隐藏（筛选掉）的行列里，不知道算不算。请取消隐藏和筛选，或删去后再导入。"
        reading.mistakes.append((0, says))
    if not rows:
        reading.mistakes.append((0, "表头下面没有数据行。请核对文件和工作表。"))
    _no_number_twice(reading, rows)
    if asked.what == "publications":
        found = _documents(reading, rows)
    else:
        found = _figures(reading, rows, [row for row in body if _is_total(row)])
    if reading.mistakes:
        raise Bad([says for _, says in sorted(reading.mistakes, key=lambda each: each[0])])
    return found


def _head(sheet: Sheet, what: What) -> Head:
    wanted = _DOCUMENTS if what == "publications" else _COLLECTED if what == "charges" else _COUNTED
    head = head_of(sheet.rows, wanted)
    ways = "，或者".join("、".join(f"「{HEADINGS[column][0]}」" for column in columns) for columns in wanted)
    if head is None:
        raise Bad([f"前 20 行里没有认得出的表头。需要的列是：{ways}。"])
    missing = min(([each for each in way if each not in head.columns] for way in wanted), key=len)
    if missing:
        named = "、".join(f"「{HEADINGS[column][0]}」" for column in missing)
        found = "、".join(head.others[:8]) or "（没有）"
        raise Bad([f"第 {head.row} 行是表头，缺少列：{named}。需要的列是：{ways}。没有认出的表头：{found}。"])
    if head.twice:
        raise Bad(
            [
                f"第 {head.row} 行的表头里，{'、'.join(head.twice)}与前面的列意思一样，不知道用哪一列。请只留一列。"
            ]
        )
    return head


def _is_total(row: Row) -> bool:
    return bool(row.cells) and row.cells[0][1].replace(" ", "").replace("\u3000", "").startswith(_TOTALS)


def _no_number_twice(reading: _Reading, rows: Sequence[Row]) -> None:
    """One decision or document a row: the same number twice would be counted twice."""
    seen: dict[str, int] = {}
    for row in rows:
        number = reading.cell(row, "document_number")
        if number is not None and number in seen:
            reading.wrong(row.number, f"文号「{number}」与第 {seen[number]} 行重复，请核对后删去一行")
        elif number is not None:
            seen[number] = row.number


@dataclass(slots=True)
class _Sum:
    total: int
    since: date
    until: date

    def add(self, value: int, since: date, until: date) -> None:
        self.total += value
        self.since, self.until = min(self.since, since), max(self.until, until)


def _figures(reading: _Reading, rows: Sequence[Row], totals: Sequence[Row]) -> Taking:
    years: dict[int, _Sum] = {}
    for row in rows:
        value, period = _amount(reading, row), _period(reading, row)
        if value is None or period is None:
            continue
        known = years.setdefault(period[0].year, _Sum(0, *period))
        known.add(value, *period)
    whole = sum(each.total for each in years.values())
    for row in totals:
        _same_total(reading, row, whole)
    facts, says = [], []
    for year, found in sorted(years.items()):
        since, until = _covered(reading, found)
        facts.append((reading.asked.today, _figure(reading.asked, found.total, since, until)))
        amount = f"{found.total / 100:,.2f} 元" if reading.asked.what == "charges" else f"{found.total} 件"
        says.append(f"{year} 年 {amount}，所属期间 {since} 至 {until}。")
    return Taking(tuple(facts), tuple(says))


def _figure(asked: Asked, value: int, since: date, until: date) -> Fact:
    if asked.what in _DECISIONS:
        return DecisionsCounted(_DECISIONS[asked.what], value, since, until, asked.source, asked.digest)
    return ChargesCollected(value, since, until, asked.source, asked.digest)


def _amount(reading: _Reading, row: Row) -> int | None:
    """What a row adds: its fen, its number, or one decision where every row is one."""
    if reading.asked.what == "charges":
        unit, is_confirmed = reading.head.unit, reading.asked.is_unit_confirmed
        return reading.value(row, "amount", lambda text: fen_of(text, unit, is_confirmed=is_confirmed))
    return reading.value(row, "number", whole_of) if "number" in reading.head.columns else 1


def _period(reading: _Reading, row: Row) -> tuple[date, date] | None:
    asked = reading.asked
    if "since" in reading.head.columns and "until" in reading.head.columns:
        since, until = reading.day(row, "since"), reading.day(row, "until")
    else:
        since = until = reading.day(row, "day")
    if since is None or until is None:
        return None
    if since > until or since.year != until.year:
        reading.wrong(row.number, f"{since} 至 {until} 不是同一年里的一段时间，跨年的请分成两行")
        return None
    if (asked.since is not None and since < asked.since) or (asked.until is not None and until > asked.until):
        reading.wrong(row.number, f"{since} 不在指定的期间里，请核对")
        return None
    return since, until


def _covered(reading: _Reading, found: _Sum) -> tuple[date, date]:
    """The period of a year's figure: as told; else whole months, from the first to the last that has a row."""
    asked, year = reading.asked, found.since.year
    since = asked.since or found.since.replace(day=1)
    until = asked.until or found.until.replace(day=calendar.monthrange(year, found.until.month)[1])
    return max(since, date(year, 1, 1)), min(until, date(year, 12, 31), asked.today)


def _same_total(reading: _Reading, row: Row, whole: int) -> None:
    """A total that the sheet prints has to be that of its rows; a subtotal cannot be judged."""
    column: Column = "amount" if reading.asked.what == "charges" else "number"
    if reading.mistakes or row.cells[0][1].startswith("小计") or reading.cell(row, column) is None:
        return
    printed = _amount(reading, row)
    if printed is not None and printed != whole:
        reading.wrong(row.number, "合计与各行相加的结果不一样，请核对有没有漏行、重行或手工改过的数", column)


def _documents(reading: _Reading, rows: Sequence[Row]) -> Taking:
    found = [(row.number, each) for row in rows if (each := _document(reading, row)) is not None]
    listed = sum(isinstance(fact, Listed) for _, (_, fact) in found)
    says = f"存量 {listed} 件，开账以后形成 {len(found) - listed} 件。"
    return Taking(tuple(each for _, each in found), (says,), tuple(number for number, _ in found))


def _document(reading: _Reading, row: Row) -> tuple[date, Fact] | None:
    made = reading.day(row, "day")
    kind = reading.value(row, "kind", lambda text: _one_of(text, _KINDS))
    title = reading.value(row, "title", str)
    disclosure = (
        reading.value(row, "disclosure", lambda text: _one_of(text, _DISCLOSURES))
        if reading.cell(row, "disclosure") is not None
        else "proactive"
    )
    optional = dict(_optional_days(reading, row))
    if made is None or kind is None or title is None or disclosure is None:
        return None
    description = Description(
        title=title,
        kind=kind,
        index_number=reading.cell(row, "index_number"),
        document_number=reading.cell(row, "document_number"),
        summary=reading.cell(row, "summary") or "",
        disclosure=disclosure,
        ground=reading.cell(row, "ground"),
        effective=optional.get("effective"),
        expires=optional.get("expires"),
    )
    is_stock = made < reading.asked.opened
    return (reading.asked.opened, Listed(description)) if is_stock else (made, Made(description))


def _optional_days(reading: _Reading, row: Row) -> Iterator[tuple[str, date]]:
    columns: tuple[Column, ...] = ("effective", "expires")
    for column in columns:
        text = reading.cell(row, column)
        if text is not None and text not in {"长期", "长期有效", "无"}:
            day = reading.day(row, column, is_past=False)
            if day is not None:
                yield column, day


def _one_of(text: str, known: Mapping[str, Value]) -> Value:
    if text not in known:
        raise BadValue(f"不认识「{text}」，可以写：{'、'.join(known)}")
    return known[text]
