"""The words that the forms print: telling table text from prose, and finding labels in a run of text."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from functools import cache, lru_cache

from gongkai.law.forms import Form, Line, TableForm, forms
from gongkai.read.tables.characters import han

_ORDINAL = re.compile(r"^\s*(?:[（(][一二三四五六七八九十]+[）)]|[一二三四五六七八九十]+、|\d+\s*[.．、])\s*")

SHORT = 3
COUNTING = frozenset("一二三四五六七八九十")


def core(label: str) -> str:
    """A label without its ordinal and marks: （三）不予公开 → 不予公开."""
    return han(_ORDINAL.sub("", label))


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """Everything the three tables of all forms print, folded by :func:`core`."""

    labels: re.Pattern[str]
    pieces: frozenset[str]
    letters: frozenset[str]
    headings: frozenset[str]


@cache
def vocabulary() -> Vocabulary:
    """The vocabulary of all forms."""
    texts = {text for form in forms().values() for text in _printed(form) if text}
    longest_first = sorted(texts, key=lambda text: (-len(text), text))
    headings = {
        han(heading)
        for form in forms().values()
        for section in form.sections
        for heading in (section.heading, *section.also)
    }
    return Vocabulary(
        labels=re.compile("|".join(longest_first)),
        pieces=frozenset(
            text[a:b] for text in texts for a in range(len(text)) for b in range(a + 2, len(text) + 1)
        ),
        letters=frozenset("".join(texts)),
        headings=frozenset(headings),
    )


def _printed(form: Form) -> Iterator[str]:
    for table in form.tables:
        for block in table.blocks:
            yield han(block.heading or "")
            yield han(block.corner or "")
            for line in (*_all(block.rows), *_all(block.columns)):
                yield from wordings(line)


def _all(lines: Iterable[Line]) -> Iterator[Line]:
    for line in lines:
        yield line
        yield from _all(line.of)


def wordings(line: Line) -> tuple[str, ...]:
    """The folded wordings of a row or column: the form's own first."""
    return _folded(line.label, line.also)


@cache  # as many as the forms have lines
def _folded(label: str, also: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in map(core, (label, *also)) if text))


@lru_cache(maxsize=8192)
def unexplained(text: str) -> int:
    """How many of these Chinese characters are not pieces of the forms' own words."""
    pieces, at, left_over = vocabulary().pieces, 0, 0
    while at < len(text):
        end = at + 2
        if text[at:end] not in pieces or end > len(text):
            left_over += text[at] not in COUNTING
            at += 1
            continue
        while end < len(text) and text[at : end + 1] in pieces:
            end += 1
        at = end
    return left_over


@dataclass(frozen=True, slots=True)
class Mark:
    """A label found in a stream: from ``start`` to ``end`` of its Chinese characters."""

    start: int
    end: int
    text: str


def marks(text: str, edges: Collection[int]) -> list[Mark]:
    """Every label in ``text``, longest first, without overlaps.

    A short label (其他, 总计, 规章) is one only where it stands alone, between two ``edges``.
    """
    found = (Mark(match.start(), match.end(), match.group()) for match in vocabulary().labels.finditer(text))
    return [mark for mark in found if len(mark.text) > SHORT or (mark.start in edges and mark.end in edges)]


@cache
def headers(table: TableForm) -> frozenset[str]:
    """The folded words above and beside the figures of a table that are not its rows."""
    return frozenset(
        text
        for block in table.blocks
        for text in (
            han(block.heading or ""),
            han(block.corner or ""),
            *(wording for line in _all(block.columns) for wording in wordings(line)),
        )
        if text
    )
