"""Whether the heads of a table stand in the form's order: figures are put to columns by order alone."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Sequence
from itertools import pairwise

from gongkai.law.forms import Line, leaves
from gongkai.read.tables.stream import Stream
from gongkai.read.tables.vocabulary import Mark, wordings

_ENOUGH_HEADS = 4


def are_in_order(stream: Stream, heads: Sequence[Mark], columns: Sequence[Line]) -> bool:
    """False where the printed heads contradict the form's order; lost heads contradict nothing.

    Siblings must follow each other. The last column (总计) may stand anywhere on a line of its own level above,
    but not before its siblings on their own line.
    """
    return all(_is_ascending(stream, heads, siblings) for siblings in _families(columns))


def lack_a_column(heads: Sequence[Mark], columns: Sequence[Line], widest: int) -> bool:
    """Whether a table prints fewer heads than the form, and its fullest row just as many figures: a column is not there."""
    texts = {mark.text for mark in heads}
    printed = [bool(texts & set(wordings(leaf.line))) for leaf in leaves(columns)]
    return _ENOUGH_HEADS <= sum(printed) < len(printed) and widest == sum(printed)


def _families(columns: Iterable[Line]) -> Iterable[Sequence[Line]]:
    columns = list(columns)
    yield columns
    for column in columns:
        if column.of:
            yield from _families(column.of)


def _is_ascending(stream: Stream, heads: Sequence[Mark], siblings: Sequence[Line]) -> bool:
    places = [_first(heads, line) for line in siblings]
    last = len(siblings) - 1
    known = [(index, place) for index, place in enumerate(places) if place is not None]
    for (one, before), (other, after) in pairwise(known):
        if before < after:
            continue
        if (siblings[one].of or siblings[other].of) and _are_centred(stream, heads, before, after):
            continue
        on_one_line = stream.row_of[before] == stream.row_of[after]
        if other != last or on_one_line or any(place < after for index, place in known if index < one):
            return False
    return True


def _are_centred(stream: Stream, heads: Sequence[Mark], *places: int) -> bool:
    """Whether a head that is as high as a group and its members stands between their lines, beside other heads."""
    lines = [stream.row_of[mark.start] for mark in heads]
    one, other = (stream.row_of[place] for place in places)
    return one != other and max(lines.count(one), lines.count(other)) > 1


def _first(heads: Sequence[Mark], line: Line) -> int | None:
    if line.of and not line.label:
        return None
    texts = wordings(line)
    return next((mark.start for mark in heads if mark.text in texts), None)


def without_repeated_heads(stream: Stream, marks: Sequence[Mark], own: Collection[str]) -> list[Mark]:
    """The marks without those on lines of heads alone, whose 其他 and 总计 must not pass for rows of that name."""
    lines: dict[int, list[Mark]] = {}
    for mark in marks:
        lines.setdefault(stream.row_of[mark.start], []).append(mark)
    heads = {
        line
        for line, members in lines.items()
        if len({mark.text for mark in members}) > 1 and all(mark.text in own for mark in members)
    }
    return [mark for mark in marks if stream.row_of[mark.start] not in heads]


def heads_before(marks: Sequence[Mark], start: int, own: Collection[str]) -> list[Mark]:
    """The unbroken run of a table's own words right before its first row."""
    run: list[Mark] = []
    for mark in reversed([mark for mark in marks if mark.start < start]):
        if mark.text not in own:
            break
        run.append(mark)
    return run[::-1]
