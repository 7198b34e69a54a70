"""What changed between two texts: paragraph by paragraph, and within a paragraph word by word.

A number is one word, so that 12 件 → 13 件 shows as a number that became another.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher
from enum import StrEnum


class Change(StrEnum):
    SAME = "same"
    GONE = "gone"
    NEW = "new"
    CHANGED = "changed"


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a paragraph: in both texts, in the old one (gone), or in the new one."""

    change: Change
    text: str


@dataclass(frozen=True, slots=True)
class ParagraphChange:
    """One paragraph of the old text, of the new one, or of both (same, changed)."""

    change: Change
    spans: tuple[Span, ...]

    @property
    def old(self) -> str:
        return "".join(span.text for span in self.spans if span.change is not Change.NEW)

    @property
    def new(self) -> str:
        return "".join(span.text for span in self.spans if span.change is not Change.GONE)


_WORD = re.compile(r"\d[\d,.，]*\d%?|\d%?|[A-Za-z]+|\s+|.", re.DOTALL)
_SENTENCE = re.compile(r"[^。；！？\n]*[。；！？\n]?")
_LIKE = 0.4  # below this two paragraphs are not versions of one another
_MOST_PAIRS = 40_000  # paragraphs compared with one another in one stretch
_MOST_WORDS = 1_500  # of a paragraph compared word by word; longer ones first sentence by sentence


def compare_texts(old: Sequence[str], new: Sequence[str]) -> tuple[ParagraphChange, ...]:
    """The paragraphs of both texts in reading order, with what became of each."""
    found: list[ParagraphChange] = []
    for kind, i, i_end, j, j_end in SequenceMatcher(None, old, new).get_opcodes():
        if kind == "equal":
            found += [_whole(Change.SAME, text) for text in old[i:i_end]]
        else:
            found += _stretch(old[i:i_end], new[j:j_end])
    return tuple(found)


def compare_words(old: str, new: str) -> tuple[Span, ...]:
    """The spans that turn one paragraph into the other."""
    olds, news = _WORD.findall(old), _WORD.findall(new)
    if max(len(olds), len(news)) <= _MOST_WORDS:
        return _merged(_word_spans(olds, news))
    return _merged(_sentence_spans(_SENTENCE.findall(old), _SENTENCE.findall(new)))


def likeness(old: str, new: str) -> float:
    """How much two paragraphs share, from 0 to 1, by the pairs of characters that stand in both."""
    return _shared(_pairs(old), _pairs(new))


def _pairs(text: str) -> frozenset[str]:
    return frozenset(text[k : k + 2] for k in range(max(len(text) - 1, 1)))


def _shared(one: frozenset[str], other: frozenset[str]) -> float:
    return 2 * len(one & other) / (len(one) + len(other))


def _whole(change: Change, text: str) -> ParagraphChange:
    return ParagraphChange(change, (Span(change, text),))


def _stretch(old: Sequence[str], new: Sequence[str]) -> Iterator[ParagraphChange]:
    """Paragraphs between two that are the same: those that are alike are taken for versions of one another."""
    i = j = 0
    for k, m in _matched(old, new):
        yield from (_whole(Change.GONE, text) for text in old[i:k])
        yield from (_whole(Change.NEW, text) for text in new[j:m])
        yield ParagraphChange(Change.CHANGED, compare_words(old[k], new[m]))
        i, j = k + 1, m + 1
    yield from (_whole(Change.GONE, text) for text in old[i:])
    yield from (_whole(Change.NEW, text) for text in new[j:])


def _matched(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """The pairs of like paragraphs, in order, with the greatest likeness in all."""
    if not old or not new or len(old) * len(new) > _MOST_PAIRS:
        return []
    olds, news = [_pairs(text) for text in old], [_pairs(text) for text in new]
    alike = [[_shared(one, other) for other in news] for one in olds]
    best = [[0.0] * (len(new) + 1) for _ in range(len(old) + 1)]
    for i in reversed(range(len(old))):
        for j in reversed(range(len(new))):
            paired = alike[i][j] + best[i + 1][j + 1] if alike[i][j] >= _LIKE else 0.0
            best[i][j] = max(paired, best[i + 1][j], best[i][j + 1])
    return list(_walk(alike, best))


def _walk(alike: list[list[float]], best: list[list[float]]) -> Iterator[tuple[int, int]]:
    i = j = 0
    while i < len(alike) and j < len(alike[0]):
        if best[i][j] == best[i + 1][j]:
            i += 1
        elif best[i][j] == best[i][j + 1]:
            j += 1
        else:
            yield i, j
            i, j = i + 1, j + 1


def _word_spans(old: Sequence[str], new: Sequence[str]) -> Iterator[Span]:
    for kind, i, i_end, j, j_end in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if kind == "equal":
            yield Span(Change.SAME, "".join(old[i:i_end]))
        else:
            yield Span(Change.GONE, "".join(old[i:i_end]))
            yield Span(Change.NEW, "".join(new[j:j_end]))


def _sentence_spans(old: Sequence[str], new: Sequence[str]) -> Iterator[Span]:
    for kind, i, i_end, j, j_end in SequenceMatcher(None, old, new).get_opcodes():
        words = [_WORD.findall("".join(side)) for side in (old[i:i_end], new[j:j_end])]
        if kind != "equal" and max(map(len, words)) <= _MOST_WORDS:
            yield from _word_spans(*words)
        elif kind == "equal":
            yield Span(Change.SAME, "".join(old[i:i_end]))
        else:
            yield Span(Change.GONE, "".join(old[i:i_end]))
            yield Span(Change.NEW, "".join(new[j:j_end]))


def _merged(spans: Iterator[Span]) -> tuple[Span, ...]:
    """Spans without empty ones, and without shared crumbs of one character between two changes."""
    kept = [span for span in spans if span.text]
    for k in range(1, len(kept) - 1):
        crumb = kept[k].change is Change.SAME and len(kept[k].text) == 1
        if crumb and kept[k - 1].change is not Change.SAME and kept[k + 1].change is not Change.SAME:
            kept[k] = Span(Change.CHANGED, kept[k].text)
    return tuple(_gathered(kept))


def _gathered(spans: Sequence[Span]) -> Iterator[Span]:
    gone = new = ""
    for span in spans:
        if span.change is Change.SAME:
            yield from (piece for piece in (Span(Change.GONE, gone), Span(Change.NEW, new)) if piece.text)
            yield span
            gone = new = ""
        else:
            gone += "" if span.change is Change.NEW else span.text
            new += "" if span.change is Change.GONE else span.text
    yield from (piece for piece in (Span(Change.GONE, gone), Span(Change.NEW, new)) if piece.text)
