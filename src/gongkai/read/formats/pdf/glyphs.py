"""Characters by their places → visual lines, pieces of lines, and their text. The order in the file is ignored."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import pairwise
from math import inf
from operator import itemgetter
from statistics import median
from typing import NamedTuple

from gongkai.read.formats.pdf.letters import UNMAPPED

WIDE_GAP = 1.2
"""In ems: pieces of a line further apart than this are not one run of words."""

COLUMN_GAP = 0.6
"""The same where the line is known to be a row of a table without rulings."""

FIGURES_GAP = 0.45
"""In ems: two figures further apart than this are two numbers. No number is set so loosely in a table."""


class Glyph(NamedTuple):
    """One character: its left and right as the font advances, the middle of its height, its size in points.

    ``is_apart``: a figure that the file writes in another operation than the figure right before it.
    """

    text: str
    left: float
    right: float
    middle: float
    size: float
    is_apart: bool = False


def visual_lines(glyphs: Iterable[Glyph]) -> list[list[Glyph]]:
    """Glyphs at one height, from top to bottom, each line from left to right and without double strikes."""
    lines: list[list[Glyph]] = []
    height, size = -inf, 0.0
    for glyph in sorted(glyphs, key=itemgetter(3)):
        middle, own = glyph[3], glyph[4]
        if middle - height <= 0.45 * (min(size, own)):
            lines[-1].append(glyph)
        else:
            lines.append([glyph])
            height, size = middle, own
    for line in lines:
        line.sort(key=itemgetter(1))
    return [_struck_once(line) if len(line) > 1 else line for line in lines]


def _struck_once(line: list[Glyph]) -> list[Glyph]:
    """Fake bold draws a character twice at almost one place; it still is one character."""
    kept = line[:1]
    for glyph in line[1:]:
        near = glyph[1] - 0.12 * glyph[4]
        if kept[-1][1] > near and _is_again(glyph, kept[-1]):
            continue
        if len(kept) > 1 and kept[-2][1] > near and _is_again(glyph, kept[-2]):
            continue
        kept.append(glyph)
    return kept


def _is_again(glyph: Glyph, before: Glyph) -> bool:
    return glyph.text == before.text and abs(glyph.middle - before.middle) < 0.12 * glyph.size


def pieces(line: Sequence[Glyph], wide: float = WIDE_GAP) -> list[list[Glyph]]:
    """The line cut where the gap is too ``wide`` (in ems) for one run of words, or for one number."""
    if not any(
        glyph[1] - before[2] > FIGURES_GAP * min(before[4], glyph[4]) for before, glyph in pairwise(line)
    ):
        return [list(line)]
    loose = _looseness(line)
    cut = [[line[0]]]
    for before, glyph in pairwise(line):
        gap = (glyph.left - before.right) / min(before.size, glyph.size) - loose
        limit = FIGURES_GAP if before.text.isdigit() and glyph.text.isdigit() else wide
        if gap > limit:
            cut.append([])
        cut[-1].append(glyph)
    return cut


def plain_text(glyphs: Sequence[Glyph]) -> str | None:
    """The text of glyphs that follow one another closely on one line, as in most cells; None for all others."""
    first = glyphs[0]
    right, middle, near = first[2], first[3], 0.15 * first[4]
    for glyph in glyphs[1:]:
        if not (-near < glyph[1] - right < near and -near < glyph[3] - middle < near):
            return None
        right = glyph[2]
    return "".join([glyph[0] for glyph in glyphs])


def text_of(line: Sequence[Glyph]) -> str:
    """The line's text. Gaps of justified Chinese are no spaces; gaps between figures always are."""
    plain = plain_text(line)
    if plain is not None:
        return plain
    loose = _looseness(line)
    parts = [line[0].text]
    for before, glyph in pairwise(line):
        gap = (glyph[1] - before[2]) / (min(glyph[4], before[4])) - loose
        if gap > SPACES_FROM or gap < OVERLAPS_FROM:
            parts.append(_between(before, glyph, gap))
        parts.append(glyph[0])
    return "".join(parts)


def _looseness(line: Sequence[Glyph]) -> float:
    """By how much of an em the line is spread, measured between Chinese characters only."""
    if len(line) < 5:
        return 0.0
    gaps = [
        (glyph[1] - before[2]) / glyph[4]
        for before, glyph in pairwise(line)
        if before[0] >= "\u2e80" and glyph[0] >= "\u2e80"
    ]
    return max(0.0, median(gaps)) if len(gaps) > 3 else 0.0


SPACES_FROM, OVERLAPS_FROM = 0.18, -0.15
"""In ems: the smallest gap that ever is a space, the smallest overlap that ever is one character over another."""


def _between(before: Glyph, glyph: Glyph, gap: float) -> str:
    """What to write for the gap: words of letters are nearer to one another than Chinese characters may be."""
    latin = _is_latin(before) + _is_latin(glyph)
    if gap < 0 and before.text.isdigit() and glyph.text.isdigit() and _is_over(before, glyph):
        return UNMAPPED  # neither can be read
    return " " if gap > (WIDE_GAP, 0.9, SPACES_FROM)[latin] else ""


def _is_over(before: Glyph, glyph: Glyph) -> bool:
    return glyph.left - before.left < 0.4 * (before.right - before.left)


def _is_latin(glyph: Glyph) -> bool:
    return glyph.text < "\u2000"


CLOSING = "，。、；：！？”’）》」』〉】%,.;:!?)"
"""No line begins with these: they take the character before them along."""


def first_word(text: str) -> str:
    """What cannot be parted at the beginning of a line.

    That is a run of letters or figures, or one Chinese character, and the punctuation behind it.
    """
    end = 1
    while end < len(text) and (text[end] in CLOSING or (text[end].isascii() and text[end - 1].isascii())):
        end += 1
    return text[:end]


def joined(before: str, after: str) -> str:
    """Two lines of one run of text: a space only between words of letters."""
    if before[-1:].isascii() and before[-1:].isalpha() and after[:1].isascii() and after[:1].isalpha():
        return f"{before} {after}"
    return before + after
