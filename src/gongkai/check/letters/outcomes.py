"""Which outcomes a letter tells, by the words of ``law/data/wording/letters.yaml``."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import cache

from gongkai.check.letters.text import Answer, LetterText, without_quotes
from gongkai.law.letter_words import OutcomeWords, outcome_words
from gongkai.law.replies import replies, reply

_GIVEN = frozenset({"granted", "already_public"})
_DENIED = re.compile(r"不属于(?:依法|法定)?(?:应当|可以)?$")
_WEIGHED = re.compile(r"(?:可能|会|将|不会|是否会|也不会)?对公共利益|则|就|会|将|可能|的话|影响")
_SUPPOSED = re.compile(r"(?:如|若|如果|倘若|假如|一旦)$")
_NOT = re.compile(r"(?:不能|无法|无从|不再|不予|不|未|是否)(?:直接|当面)?$")


@cache
def withheld() -> frozenset[str]:
    """The kinds that rest on Articles 14 to 16: reconsideration comes first."""
    return frozenset(kind for kind, known in replies().items() if known.ground is not None)


def told(text: str) -> frozenset[str]:
    """The kinds that the text of one answer tells. Withholding next to 区分处理 is part of a partial disclosure."""
    said = without_quotes(text)
    found = {kind for kind, words in outcome_words().items() if _is_said(words, said)}
    return frozenset(_sorted_out(found))


def told_by(answers: Iterable[Answer]) -> frozenset[str]:
    return frozenset(kind for answer in answers for kind in told(answer.text))


def told_in(letter: LetterText) -> frozenset[str]:
    return told_by(letter.answers)


def labels(kinds: Iterable[str]) -> str:
    return "、".join(reply(kind).label for kind in sorted(kinds))


def _is_said(words: OutcomeWords, text: str) -> bool:
    return all(any(_has(text, word) for word in group) for group in words.says)


def _has(text: str, word: str) -> bool:
    """Whether the word stands there and is meant."""
    at = text.find(word)
    while at >= 0:
        if _is_meant(word, text[max(at - 10, 0) : at], text[at + len(word) :]):
            return True
        at = text.find(word, at + 1)
    return False


def _is_meant(word: str, before: str, after: str) -> bool:
    """无法向您提供 gives nothing; 不属于不予公开的情形 withholds nothing, nor does what 不公开 would do to the public."""
    if word.startswith(("不", "未", "无")):
        return not (_DENIED.search(before) or _SUPPOSED.search(before) or _WEIGHED.match(after))
    return not _NOT.search(before)


def _sorted_out(found: set[str]) -> set[str]:
    if "partially_granted" in found:
        return found - _GIVEN
    if "unclear_after_supplement" in found:
        return found - {"needs_creation"}
    if "repeated" in found or "publication" in found or "petition" in found:
        return found - {"already_public"}
    return found
