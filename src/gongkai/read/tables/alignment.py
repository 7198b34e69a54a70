"""Which printed words are which rows of the form, and which figures stand with which row."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache

from gongkai.law.forms import Leaf, Line
from gongkai.read.tables.stream import Row, Stream, Value
from gongkai.read.tables.vocabulary import COUNTING, Mark, wordings
from gongkai.read.tables.weaving import woven_span

_ERRORS_PER_CHARACTER = 0.2
_SHORTEST_FUZZY = 4
_ORDINAL_BETWEEN = 1
_WORDS_OF_NOBODY = 3
_BARE_ORDINAL = re.compile(r"(?:[（(][一二三四五六七八九十]+[）)]|(?<![\d.])\d[.．、])\s+[-+]?[\d０-９]")
_FIGURES_OF_A_ROW = 3  # as many on one line are the row's; others elsewhere are not


@dataclass(frozen=True, slots=True)
class Wanted:
    """A row of the form that a reading looks for: a leaf, or a group label (``leaf`` is None)."""

    line: Line
    leaf: Leaf | None

    @property
    def texts(self) -> tuple[str, ...]:
        return wordings(self.line)


@dataclass(frozen=True, slots=True)
class Found:
    """A wanted row found in the stream. ``errors`` counts the characters that had to be forgiven."""

    wanted: Wanted
    start: int
    end: int
    errors: int = 0


@cache  # as many as the forms have blocks, in as many printings
def wanted_rows(lines: tuple[Line, ...], undivided: tuple[str, ...] = ()) -> tuple[Wanted, ...]:
    """The rows of a block in printed order, groups before their members."""
    return tuple(_wanted(lines, (), (), frozenset(undivided)))


def _wanted(
    lines: Iterable[Line], keys: tuple[str, ...], labels: tuple[str, ...], undivided: frozenset[str]
) -> Iterable[Wanted]:
    for line in lines:
        path = keys + ((line.key,) if line.key else ())
        if line.undivided and ".".join(path) in undivided:
            yield Wanted(line, Leaf(line, (*path, line.undivided), (*labels, line.label)))
        elif line.of:
            yield Wanted(line, None)
            yield from _wanted(line.of, path, (*labels, line.label), undivided)
        else:
            yield Wanted(line, Leaf(line, path, (*labels, line.label)))


def align(
    wanted: Sequence[Wanted], marks: Sequence[Mark], stream: Stream, start: int, end: int
) -> list[Found]:
    """The wanted rows found between ``start`` and ``end`` of the stream, in its order.

    The longest chain of exact labels in the form's order comes first; a row that it lacks is then looked for
    between its neighbours, with one forgiven character in five.
    """
    inside = [mark for mark in marks if start <= mark.start < end]
    chain = _chain(wanted, inside)
    found = {index: Found(wanted[index], mark.start, _copies_end(mark, inside)) for index, mark in chain}
    found.update(_elsewhere(wanted, inside, found))
    for index in range(len(wanted)):
        if index not in found:
            low = max((found[i].end for i in found if i < index and wanted[i].leaf), default=start)
            high = min((found[i].start for i in found if i > index and wanted[i].leaf), default=end)
            near = min(high, low + 400)
            item = _woven(wanted[index], stream, low, near) or _fuzzy(wanted[index], stream, low, near)
            if item:
                found[index] = item
    return sorted(found.values(), key=lambda item: item.start)


def _elsewhere(
    wanted: Sequence[Wanted], marks: Sequence[Mark], found: Mapping[int, Found]
) -> dict[int, Found]:
    """Rows whose label stands just once, out of the form's order: swapped rows, labels printed column by column."""
    claimed = {item.start for item in found.values()}
    strays: dict[int, Found] = {}
    for index, item in enumerate(wanted):
        if index in found or item.leaf is None:
            continue
        here = [mark for mark in marks if mark.text in item.texts and mark.start not in claimed]
        if len(here) == 1 and len(here[0].text) >= _SHORTEST_FUZZY:
            strays[index] = Found(item, here[0].start, here[0].end)
    return strays


def _copies_end(mark: Mark, marks: Sequence[Mark]) -> int:
    """Where a label ends that was printed again for every column that its cell covers, or with its whole row."""
    end = mark.end
    for other in marks:
        if 0 <= other.start - end <= _ORDINAL_BETWEEN and other.text == mark.text:
            end = other.end
    return end


def _chain(wanted: Sequence[Wanted], marks: Sequence[Mark]) -> list[tuple[int, Mark]]:
    """The heaviest common subsequence of wanted rows and marks, weighed by characters."""
    texts = [frozenset(item.texts) for item in wanted]
    best = _heaviest(texts, marks)
    rows, columns = len(wanted), len(marks)
    chain, i, j = [], 0, 0
    while i < rows and j < columns:
        if marks[j].text in texts[i] and best[i][j] == best[i + 1][j + 1] + len(marks[j].text):
            chain.append((i, marks[j]))
            i, j = i + 1, j + 1
        elif best[i][j] == best[i][j + 1]:
            j += 1
        else:
            i += 1
    return chain


def _heaviest(texts: Sequence[frozenset[str]], marks: Sequence[Mark]) -> list[list[int]]:
    """``[i][j]``: the weight of the heaviest chain of the rows from ``i`` and the marks from ``j``.

    A row adds to what the rows below it reach only where its label stands, and at the marks before that.
    """
    places: dict[str, list[int]] = {}
    for j in range(len(marks) - 1, -1, -1):
        places.setdefault(marks[j].text, []).append(j)
    best = [[0] * (len(marks) + 1)]
    for labels in reversed(texts):
        below = best[-1]
        here = below.copy()
        for label in labels:
            for j in places.get(label, ()):
                score, at = below[j + 1] + len(label), j
                while at >= 0 and here[at] < score:
                    here[at] = score
                    at -= 1
        best.append(here)
    return best[::-1]


def _woven(wanted: Wanted, stream: Stream, low: int, high: int) -> Found | None:
    """The row where its label is broken over lines that another label is broken over, too."""
    label = wanted.texts[0] if wanted.texts else ""
    if wanted.leaf is None or len(label) < _SHORTEST_FUZZY:
        return None
    span = woven_span(label, stream, low, high)
    return Found(wanted, *span) if span else None


def _fuzzy(wanted: Wanted, stream: Stream, low: int, high: int) -> Found | None:
    """The row between ``low`` and ``high``, misread; a short label only where it stands alone."""
    label = wanted.texts[0] if wanted.texts else ""
    if wanted.leaf is None or len(label) < _SHORTEST_FUZZY or high - low < len(label) // 2:
        return None
    errors, start, end = _nearest(label, stream.text[low:high])
    errors, start, end = _without_another_row(label, stream, (errors, low + start, low + end))
    if errors > max(1, int(len(label) * _ERRORS_PER_CHARACTER)):
        return None
    alone = start in stream.edges and end in stream.edges and end - start == len(label)
    return Found(wanted, start, end, errors) if alone or len(label) > _SHORTEST_FUZZY else None


def _without_another_row(label: str, stream: Stream, found: tuple[int, int, int]) -> tuple[int, int, int]:
    """What was found, without the end of the label above: that begins inside a piece of text, and figures follow it."""
    errors, start, end = found
    figures = {value.at for value in stream.values if start < value.at < end}
    if not figures or start in stream.edges:
        return found
    start = max(figures)
    errors, first, last = _nearest(label, stream.text[start:end])
    return errors, start + first, start + last


def _nearest(label: str, text: str) -> tuple[int, int, int]:
    """Errors, start and end of the substring of ``text`` nearest to ``label`` (Sellers, edit distance)."""
    costs = list(range(len(label) + 1))
    starts = [0] * (len(label) + 1)
    best = (len(label), 0, 0)
    for position, letter in enumerate(text):
        diagonal, diagonal_start = 0, position
        costs[0], starts[0] = 0, position
        for i in range(1, len(label) + 1):
            options = (
                (diagonal + (label[i - 1] != letter), diagonal_start),
                (costs[i] + 1, starts[i]),
                (costs[i - 1] + 1, starts[i - 1]),
            )
            diagonal, diagonal_start = costs[i], starts[i]
            costs[i], starts[i] = min(options)
        found = (costs[-1], starts[-1], position + 1)
        if _rank(found, label) < _rank(best, label):
            best = found
    return best


def _rank(found: tuple[int, int, int], label: str) -> tuple[int, int]:
    """Fewer errors first, then the length nearest to the label's."""
    errors, start, end = found
    return errors, abs(end - start - len(label))


@dataclass(frozen=True, slots=True)
class Evidence:
    """What is printed for one row: its figures and blanks in order, and the line that most of them stand on.

    ``strays`` are figures on other lines that may be digits of the row's own, wrapped in narrow cells; where the row
    ``is_shadowed``, such figures stand between it and the row before.
    """

    found: Found
    values: tuple[Value, ...]
    row: Row | None
    strays: tuple[Value, ...] = ()
    is_shadowed: bool = False

    @property
    def numbers(self) -> tuple[Value, ...]:
        return tuple(value for value in self.values if value.number is not None)

    def settled(self) -> Evidence:
        """Without what cannot be the row's: blank label cells; figures on other lines than its own are strays."""
        if self.row is None or not self.values:
            return self
        main, last_text = self.row.number, max((cell for cell, _, _ in self.row.texts), default=-1)
        kept = [
            value
            for value in self.values
            if value.line != main or value.number is not None or value.illegible or value.cell > last_text
        ]
        if sum(1 for value in kept if value.line == main) >= _FIGURES_OF_A_ROW or not self.numbers:
            kept = [value for value in kept if value.line == main]
        return replace(self, values=tuple(kept), strays=tuple(self._strays(kept)))

    def _strays(self, kept: Sequence[Value]) -> Iterator[Value]:
        """Digits on lines that do not merely print the row again."""
        own = [value.text for value in kept if value.text]
        lines: dict[int, list[Value]] = {}
        for value in self.values:
            if value not in kept and value.text[-1:].isdigit():
                lines.setdefault(value.line, []).append(value)
        for line in lines.values():
            if [value.text for value in line] != own:
                yield from line


def settled(given: Sequence[Evidence], orphans: Sequence[Value], width: int) -> list[Evidence]:
    """Each row with what is its own; a row below figures of another, or of nobody, may have lost digits to them.

    A row without any figures beside one that has more than ``width`` may have lost all of them.
    """
    rows = [item.settled() for item in given]
    lines = {value.line for value in orphans if value.text[-1:].isdigit()}
    crowded = [len(item.numbers) > width for item in given]
    return [
        replace(item, is_shadowed=True)
        if (index and _is_shadowed(rows[index - 1], item, lines))
        or (not item.values and any(crowded[max(0, index - 1) : index + 2]))
        else item
        for index, item in enumerate(rows)
    ]


def _is_shadowed(before: Evidence, item: Evidence, orphans: Collection[int]) -> bool:
    between = range(before.row.number, item.row.number) if before.row and item.row else ()
    return bool(before.strays) or any(line in orphans for line in between)


def evidence(
    stream: Stream, rows: Sequence[Found], marks: Sequence[Mark], start: int, end: int
) -> tuple[list[Evidence], list[Value]]:
    """The figures of each row between ``start`` and ``end``, and those that belong to none.

    A figure belongs to the row whose label stands before it on its line; failing that to the last label before it.
    """
    owners = _Owners(stream, rows, marks)
    owned: dict[int, list[Value]] = {index: [] for index in range(len(rows))}
    orphans = []
    for value in stream.values:
        if not start <= value.at <= end:
            continue
        owner = owners.of(value)
        if owner is None:
            orphans.append(value)
        else:
            owned[owner].append(value)
    given = [_evidence(stream, rows[index], values) for index, values in owned.items()]
    return [_unless_crowded(item, owners) for item in given], orphans


def _unless_crowded(item: Evidence, owners: _Owners) -> Evidence:
    """A printed row that holds several of the form's rows, or a piece of one, tells nothing by its cells."""
    if item.row is None or not item.row.delimited:
        return item
    here = sum(1 for value in item.values if value.line == item.row.number)
    is_piece = here < min(len(item.values), _FIGURES_OF_A_ROW)
    if not is_piece and not owners.is_crowded(item.row.number):
        return item
    return replace(item, row=replace(item.row, delimited=False, has_spans=False))


class _Owners:
    """Finds the row that a figure stands with."""

    def __init__(self, stream: Stream, rows: Sequence[Found], marks: Sequence[Mark]) -> None:
        self.stream = stream
        self.rows = rows
        self.on_line: dict[int, list[int]] = {}
        for index, row in enumerate(rows):
            for line in {stream.row_of[at] for at in range(row.start, min(row.end, len(stream.row_of)))}:
                self.on_line.setdefault(line, []).append(index)
        strays = [
            mark for mark in marks if not any(row.start < mark.end and mark.start < row.end for row in rows)
        ]
        self.borders = sorted(
            [(row.start, index) for index, row in enumerate(rows)] + [(mark.start, -1) for mark in strays]
        )
        self.foreign = _foreign(
            stream.text, [(row.start, row.end) for row in rows] + [(m.start, m.end) for m in strays]
        )

    def of(self, value: Value) -> int | None:
        here = [
            index for index in self.on_line.get(value.line, ()) if self.rows[index].wanted.leaf is not None
        ]
        before = [index for index in here if self.rows[index].start < value.at]
        if before and self.stream.rows[value.line].delimited:
            return before[-1]
        owner = (
            before[-1] if before else None if here and value.number is not None else self._last_before(value)
        )
        if owner is None or self._is_cut_off(self.rows[owner].end, value):
            return None
        begins = self.stream.row_of[self.rows[owner].start]
        if begins != value.line and _BARE_ORDINAL.search(self.stream.rows[value.line].text):
            return None  # it counts a label that begins on the next line
        return owner

    def is_crowded(self, line: int) -> bool:
        return sum(1 for index in self.on_line.get(line, ()) if self.rows[index].wanted.leaf is not None) > 1

    def _is_cut_off(self, end: int, value: Value) -> bool:
        """Whether words of nobody, or a section heading, stand between a label and a figure: it is not the label's."""
        if value.at > end and self.foreign[value.at] - self.foreign[end] >= _WORDS_OF_NOBODY:
            return True
        return self.stream.section_of(self.stream.row_of[end - 1]) != self.stream.section_of(value.line)

    def _last_before(self, value: Value) -> int | None:
        last = None
        for start, index in self.borders:
            if start >= value.at:
                break
            last = index
        if last is None or last < 0 or self.rows[last].wanted.leaf is None:
            return None
        return last


def _foreign(text: str, known: Sequence[tuple[int, int]]) -> list[int]:
    """For each position, how many characters before it belong to no label; counting words do not count."""
    covered = bytearray(len(text))
    for start, end in known:
        covered[start:end] = b"\x01" * (end - start)
    counts = [0]
    for letter, is_covered in zip(text, covered, strict=True):
        counts.append(counts[-1] + (not is_covered and letter not in COUNTING))
    return counts


def _evidence(stream: Stream, found: Found, values: list[Value]) -> Evidence:
    """The row's line is one that its label stands on, if it holds figures or blanks; else the fullest line."""
    own = {stream.row_of[at] for at in range(found.start, found.end)}
    weight: dict[int, tuple[bool, int, int]] = {}
    for value in values:
        _, count, _ = weight.get(value.line, (False, 0, 0))
        weight[value.line] = (value.line in own, count + (2 if value.number is not None else 1), -value.line)
    main = max(weight, key=weight.__getitem__) if weight else stream.row_of[found.end - 1]
    copies = {line for line in own if stream.rows[line].text == stream.rows[main].text}
    kept = (value for value in values if value.line == main or value.line not in copies)
    return Evidence(found, tuple(kept), stream.rows[main])
