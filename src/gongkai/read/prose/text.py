"""A paragraph prepared for matching: its text without markup, character by character tied to the document."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from gongkai.model.document import Paragraph
from gongkai.model.place import Place
from gongkai.model.report import Passage
from gongkai.read.tables.characters import SIMPLIFY

_WIDE = "０１２３４５６７８９():﹕．\u3000\xa0\u2002\u2003\u2009\t"
_NARROW = "0123456789（）：：.      "
_FOLD = SIMPLIFY | str.maketrans(_WIDE, _NARROW)
_MARKS = re.compile(
    r"^\s{0,3}#{1,6}\s*|(?<!\*)\*\*(?!\*)|(?<![\w?&=/])__(?=[^\s_])|(?<=[^\s_])__(?![\w])|\s*#+\s*$|^\s*>\s+"
)
_WIDE_MARK = {",": "，", ";": "；", "!": "！", "?": "？"}
_MARK = re.compile(r"(?<!\d)[,;]|,(?!\d{3}(?!\d))|;|(?<=[\u4e00-\u9fff])[!?]")
INVISIBLE = re.compile(r"[\u200b-\u200f\u2060\ufeff\u00ad]")


@dataclass(frozen=True, slots=True)
class Line:
    """A paragraph as the reader sees it.

    ``text`` is without markup; ``spots`` are the offsets of its characters in the decoded document where they are
    known; ``parts`` say at which character each physical paragraph begins, and its place.
    """

    text: str
    spots: Sequence[int] | None
    parts: tuple[tuple[int, Place], ...]
    level: int = 0
    raw: str = ""

    @property
    def place(self) -> Place:
        return self.at(0, len(self.text))

    @property
    def passage(self) -> Passage:
        return Passage(self.text, self.place)

    def at(self, start: int, end: int) -> Place:
        """The place of ``text[start:end]``: exact offsets where known, else those of the paragraph."""
        first = next(place for begin, place in reversed(self.parts) if begin <= start)
        last = next(place for begin, place in reversed(self.parts) if begin < max(end, start + 1))
        if self.spots is None or not self.spots or start >= len(self.spots):
            return first if first == last else replace(first, end=last.end)
        return replace(first, start=self.spots[start], end=self.spots[max(end, start + 1) - 1] + 1)

    def cut(self, start: int, end: int | None = None) -> Line:
        """The part ``text[start:end]`` without outer white space."""
        stop = len(self.text) if end is None else end
        piece = self.text[start:stop]
        start += len(piece) - len(piece.lstrip())
        stop = start + len(piece.strip())
        parts = tuple((max(begin - start, 0), place) for begin, place in self.parts if begin < stop)
        kept = tuple(part for n, part in enumerate(parts) if n + 1 == len(parts) or parts[n + 1][0] > 0)
        spots = None if self.spots is None else self.spots[start:stop]
        return Line(self.text[start:stop], spots, kept, self.level, self.raw)


def prepare(paragraphs: Iterable[Paragraph]) -> list[Line]:
    """The paragraphs that hold any text, free of markup."""
    return [line for paragraph in paragraphs if (line := _line(paragraph)).text]


def join(first: Line, second: Line) -> Line:
    """One paragraph that a page or a line end had cut in two."""
    seam = " " if _is_latin(first.text[-1:]) and _is_latin(second.text[:1]) else ""
    shift = len(first.text) + len(seam)
    spots: Sequence[int] | None = None
    if first.spots is not None and second.spots is not None and len(first.spots) == len(first.text):
        spots = [*first.spots, *([first.spots[-1]] * len(seam)), *second.spots]
    parts = (*first.parts, *((begin + shift, place) for begin, place in second.parts))
    return Line(first.text + seam + second.text, spots, parts, first.level, first.raw)


def fold(text: str) -> str:
    """``text`` for matching, of the same length: simplified characters, plain digits, wide brackets and colons."""
    return text.translate(_FOLD)


def compact(text: str) -> tuple[str, list[int]]:
    """The folded text without any white space, and where each of its characters stands in ``text``."""
    folded = fold(text)
    spots = [n for n, character in enumerate(folded) if not character.isspace()]
    return _MARK.sub(lambda mark: _WIDE_MARK[mark[0]], "".join(folded[n] for n in spots)), spots


def key(text: str) -> str:
    """The folded text without white space."""
    return "".join(fold(text).split())


def _line(paragraph: Paragraph) -> Line:
    source = INVISIBLE.sub(" ", paragraph.text)
    kept = [True] * len(source)
    for mark in _MARKS.finditer(source):
        kept[mark.start() : mark.end()] = [False] * (mark.end() - mark.start())
    indexes = [n for n, keep in enumerate(kept) if keep]
    while indexes and source[indexes[0]].isspace():
        indexes.pop(0)
    while indexes and source[indexes[-1]].isspace():
        indexes.pop()
    spots = _spots(paragraph)
    return Line(
        "".join(source[n] for n in indexes),
        None if spots is None else [spots[n] for n in indexes],
        ((0, paragraph.place),),
        paragraph.level,
        paragraph.raw or paragraph.text,
    )


def _spots(paragraph: Paragraph) -> Sequence[int] | None:
    """The document's offsets of the paragraph's characters; None where text and place do not fit together."""
    start, end = paragraph.place.start, paragraph.place.end
    if start is None or end is None:
        return None
    if end - start == len(paragraph.text):
        return range(start, end)
    if end - start == len(paragraph.raw):
        return _inside(paragraph.text, paragraph.raw, start)
    return None


def _inside(text: str, raw: str, base: int) -> Sequence[int] | None:
    """Where the characters of ``text`` stand in ``raw``, which holds markup besides."""
    whole = raw.find(text)
    if whole >= 0:
        return range(base + whole, base + whole + len(text))
    spots, position = [], 0
    for character in text:
        position = raw.find(character, position)
        if position < 0:
            return None
        spots.append(base + position)
        position += 1
    return spots


def _is_latin(character: str) -> bool:
    return character.isascii() and character.isalnum()
