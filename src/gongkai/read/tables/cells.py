"""From the readings that remain to cells, each with its place, its print and its proof."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal

from gongkai.law.forms import Unit
from gongkai.model.cell import TO_FILL, Amount, Blank, Cell, Count, Missing, Repair, Unreadable
from gongkai.model.place import NOWHERE, Place
from gongkai.read.tables.alignment import Evidence, Found
from gongkai.read.tables.reading import Figure, Reading
from gongkai.read.tables.solve import Solution, Unknown
from gongkai.read.tables.stream import Value

_STORIES = {
    "lost": "本行少印了数：应有 {width} 个，只印了 {printed} 个",
    "lost-beside-blank": "本行少印了数：应有 {width} 个，只印了 {printed} 个，末格空白",
    "extra": "本行多印了数：应有 {width} 个，印了 {printed} 个",
    "pushed": "本行空白格被挤到行尾，数与列错开",
    "vanished": "本行空白格没有印出来，{printed} 个数落在 {width} 列里",
    "split": "本行数字连在一起，没有分隔",
    "split-blank": "本行数字连在一起，没有分隔",
    "joined": "一个数被空格拆开，合起来读",
    "continued": "本行的数印到了下一行",
    "wrapped": "一个数在窄格里折成几行，合起来读",
    "detached": "数与行名分开印，按全表顺序对应",
}


@dataclass(frozen=True, slots=True)
class TableReading:
    """One form table as read from a document, with what the damage report needs."""

    table: str
    version: str
    cells: Mapping[str, Cell]
    rows: tuple[Found, ...]
    evidence: tuple[Evidence, ...]
    start: int
    end: int
    stories: Mapping[str, str] = field(
        default_factory=dict
    )  # of each doubtful row that was read: how it was printed


def cell(figure: Figure, text: str, place: Place, unit: Unit = "count", repair: Repair | None = None) -> Cell:
    """A figure as a cell of its unit. A fraction in a column of counts stays the fraction that is printed."""
    if figure is None:
        return Blank(text, place, repair)
    if unit == "amount" or (isinstance(figure, Decimal) and figure != figure.to_integral_value()):
        return Amount(Decimal(figure), text, place, repair)
    return Count(int(figure), text, place, repair)


def place_of(value: Value | None, evidence: Evidence, table: str, column: int) -> Place:
    """Where the value, or failing that its row, was printed; row and column as in the printed table."""
    base = value.place if value else evidence.row.place if evidence.row else NOWHERE
    return base.in_table(table, base.column if value else column + 1)


def cells_of_row(
    evidence: Evidence,
    unknown: Unknown,
    remaining: Sequence[Reading],
    solution: Solution,
    table: str,
    units: Sequence[Unit] = (),
) -> Iterator[Cell]:
    """The cells of one row: proved where all remaining readings agree, withheld where they do not."""
    width = len(remaining[0].vector)
    because = _because(evidence, unknown, remaining, solution, table)
    for column in range(width):
        unit = units[column] if units else "count"
        figures = list(dict.fromkeys(reading.vector[column] for reading in remaining))
        sources = {reading.sources[column] for reading in remaining}
        index = sources.pop() if len(sources) == 1 else None
        value = evidence.values[index] if index is not None else None
        place = place_of(value, evidence, table, column)
        if len(figures) > 1 or not _is_certain(unknown, remaining, solution, column):
            doubt = "不止一种排法都合乎勾稽关系" if len(figures) > 1 else "全表的勾稽关系不成立，不能据以推断"
            yield Unreadable(_printed(evidence), place, tuple(figures), (*because, f"{doubt}，不能确定"))
            continue
        if value is not None and value.text == TO_FILL:
            yield Missing(place)
            continue
        if value is not None and value.illegible:
            yield Unreadable(value.text, place, (), ("印的不是数，认不出",))
            continue
        text = value.text if value else "" if figures[0] is None else str(figures[0])
        yield cell(figures[0], text, place, unit, _repair(evidence, unknown, column, because))


def _is_certain(unknown: Unknown, remaining: Sequence[Reading], solution: Solution, column: int) -> bool:
    """Whether the one figure left may be stated: proved by all its sums, or the only one that the print allows."""
    if unknown.is_plain:
        return True
    if all(reading.kind.startswith("window") for reading in remaining):
        return unknown.key not in solution.doubted
    if all(reading.kind == "lost-beside-blank" for reading in remaining):
        return False  # the organ may have left the total blank
    if any(reading.kind == "lost-or-blank" and reading.sources[column] is None for reading in remaining):
        return False  # where blanks leave no trace, a figure that is not there cannot be told from a blank
    if unknown.key in solution.proved:
        return True
    return len({reading.vector[column] for reading in unknown.readings}) == 1 and not any(
        reading.sources[column] is None and reading.vector[column] is not None for reading in unknown.readings
    )


def _repair(evidence: Evidence, unknown: Unknown, column: int, because: tuple[str, ...]) -> Repair | None:
    if unknown.is_plain:
        return None
    plain = evidence.values[column].text if column < len(evidence.values) else None
    return Repair(plain, because) if because else None


def _because(
    evidence: Evidence, unknown: Unknown, remaining: Sequence[Reading], solution: Solution, table: str
) -> tuple[str, ...]:
    if unknown.is_plain:
        return ()
    width = len(remaining[0].vector)
    story = _STORIES.get(remaining[0].kind, "")
    facts = [story.format(width=width, printed=len(evidence.numbers))] if story else []
    if len({reading.vector for reading in unknown.readings}) == 1:
        facts.append("只有这一种读法" if table == "disclosure" else "只有这样读，总计才等于各列之和")
    elif solution.used:
        codes = "、".join(dict.fromkeys(balance.code for balance in solution.used))
        facts.append(f"本行与全表各列的勾稽关系（{codes}）一起核算，只有这一种读法")
    return tuple(facts)


def unreadable_row(evidence: Evidence, width: int, table: str) -> Iterator[Cell]:
    """A row of which nothing can be told."""
    why = (
        "这张表没有合计可以核对，不能确定"
        if table == "disclosure"
        else "没有一种排法合乎勾稽关系，或者无法逐一核算"
    )
    because = (f"本行印了 {len(evidence.numbers)} 个数，应有 {width} 个；{why}",)
    for column in range(width):
        yield Unreadable(_printed(evidence), place_of(None, evidence, table, column), (), because)


def _printed(evidence: Evidence) -> str:
    return " ".join(value.text or "□" for value in evidence.values)
