"""Whether a request asks for what was answered before (重复申请), with the words that agree and those that do not.

The score is one that a person can count again: how much of each text stands in the other, after polite words and
punctuation are left out. A year, a number or a place that only one of them has is never explained away.
"""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import pairwise, takewhile
from typing import Literal

from gongkai.law.numerals import from_chinese

Level = Literal["same", "likely", "similar"]
LEVELS: dict[Level, str] = {"same": "内容相同", "likely": "很可能重复", "similar": "内容相近"}

_SAME, _LIKELY, _SIMILAR = 0.9, 0.75, 0.5  # the smaller of the two shares
_PART = 0.95  # of the new text, where it asks for a part of what was asked before
_SHORTEST_RUN = 2
_LEAST_WORDS = 4  # a text of less says too little to compare
_MOST_SIGNS = 2_000  # of a text are compared; what is asked for stands before that
_FILLER = re.compile(
    r"(?:本人|我|我们|我公司|我单位|申请人)?(?:现|特|依法|再次|第[一二三四五六七八九十\d]+次)?(?:向(?:贵|你)[局委办镇乡厅单位机关府]{1,2})?"
    r"(?:申请|请求|要求|希望|恳请|请)(?:贵[局委办镇乡厅单位机关府]{1,2}|你[局委办镇乡厅])?(?:依法|予以|给予)?(?:公开|提供|获取|查询|查阅|告知|了解)?"
    r"|贵[局委办镇乡厅]|依法|予以公开|政府信息|信息公开|(?:的)?(?:相关|有关|全部|具体|详细)(?:的)?|谢谢|复印件|复制件|扫描件|电子版|纸质版"
    r"|[的了之与和及或等、关于]"
)
_DATE_NUMERAL = re.compile(
    r"[〇零○一二三四五六七八九]{4}(?=年)|[一二三四五六七八九十]{1,3}(?=[年月日号项批期届次])|第[一二三四五六七八九十]{1,3}"
)
_YEAR_WORD = re.compile(r"(?<=年)(?:度|份)")
_FIGURE = re.compile(r"\d+(?:\.\d+)?")
_DOCUMENT = re.compile(
    r"(?P<word>[\u4e00-\u9fff]{2,6})[〔\[（(【](?P<year>\d{4})[〕\]）)】](?P<serial>\d+)号"
)
_TITLE = re.compile(r"《([^》]{4,80})》")
_NAMES = re.compile(
    r"[省市县区旗州镇乡村组街道路局厅委公司厂校园院站场河湖库桥楼号栋户人氏]|地块|小区|社区|项目|工程"
)


@dataclass(frozen=True, slots=True)
class Earlier:
    """A request that was answered: its words, its case, and the letter that answered it."""

    text: str
    case: str
    letter: str | None = None
    day: date | None = None


@dataclass(frozen=True, slots=True)
class Shared:
    """Words that stand in both: from character to character (from 0, end excluded) in the new text and the earlier."""

    start: int
    end: int
    earlier_start: int
    earlier_end: int


@dataclass(frozen=True, slots=True)
class Match:
    """``share`` of the new text stands in the earlier one, ``share_of_earlier`` the other way round; from 0 to 1.

    ``because`` says in Chinese what speaks for it, ``differs`` holds the words that only one of the two has.
    """

    earlier: Earlier
    level: Level
    share: float
    share_of_earlier: float
    parts: tuple[Shared, ...]
    because: tuple[str, ...]
    differs: tuple[str, ...]

    @property
    def score(self) -> float:
        """The smaller of the two shares."""
        return min(self.share, self.share_of_earlier)


@dataclass(frozen=True, slots=True)
class _Sign:
    """One normalised character, with the stretch of the text that it stands for."""

    text: str
    start: int
    end: int


def repeats(text: str, earlier: Sequence[Earlier]) -> tuple[Match, ...]:
    """Those of the earlier requests that the text repeats or comes near, the nearest first."""
    new = _signs(text)
    found = [match for one in earlier if (match := _compared(text, new, one)) is not None]
    order = list(LEVELS)
    return tuple(
        sorted(found, key=lambda match: (order.index(match.level), -match.score, match.earlier.case))
    )


def _compared(text: str, new: Sequence[_Sign], earlier: Earlier) -> Match | None:
    old = _signs(earlier.text)
    if min(len(new), len(old)) < _LEAST_WORDS:
        return None
    named = _named_alike(text, earlier.text)
    if not named and not _may_be_alike(new, old):
        return None
    runs = _runs(new, old)
    shared = sum(length for _, _, length in runs)
    shares = shared / len(new), shared / len(old)
    left = tuple(_left_over(text, new, [(i, n) for i, _, n in runs]))
    right = tuple(_left_over(earlier.text, old, [(j, n) for _, j, n in runs]))
    obstacles = _obstacles(text, earlier.text, left, right)
    level = _level(*shares, is_named=bool(named), is_other=bool(obstacles))
    if level is None:
        return None
    because = (
        *named,
        f"新申请的 {_percent(shares[0])} 在以前的申请里，以前申请的 {_percent(shares[1])} 在新申请里（标点、客套话不计）",
        *obstacles,
    )
    return Match(earlier, level, *shares, _parts(new, old, runs), because, left + right)


def _level(share: float, share_of_earlier: float, *, is_named: bool, is_other: bool) -> Level | None:
    both = min(share, share_of_earlier)
    if not is_other:
        if both >= _SAME:
            return "same"
        if is_named or both >= _LIKELY or share >= _PART:
            return "likely"
    return "similar" if both >= _SIMILAR or is_named else None


def _named_alike(text: str, earlier: str) -> tuple[str, ...]:
    """Document numbers and titles that both texts name."""
    numbers, others = _numbers(text), _numbers(earlier)
    titles = _titles(text) & _titles(earlier)
    said = [
        f"文号相同：{_common_end(numbers[key], others[key])}"
        for key in sorted(numbers.keys() & others.keys())
    ]
    return (*said, *(f"标题相同：《{title}》" for title in sorted(titles)))


def _common_end(one: str, other: str) -> str:
    """What both end in: a pattern cannot tell where a sentence stops and an organ's short name begins."""
    ends = takewhile(
        lambda pair: pair[0] == pair[1], zip(reversed(_wide(one)), reversed(_wide(other)), strict=False)
    )
    return other[len(other) - len(list(ends)) :]


def _wide(number: str) -> str:
    return re.sub(r"[\[（(【]", "〔", re.sub(r"[\]）)】]", "〕", number))


def _obstacles(text: str, earlier: str, left: tuple[str, ...], right: tuple[str, ...]) -> tuple[str, ...]:
    """What makes them two requests however alike they are."""
    figures = _figures(text) ^ _figures(earlier)
    found = [f"数字、年份不同：{'、'.join(sorted(figures))}"] if figures else []
    if found or _numbers(text).keys() & _numbers(earlier).keys():
        return tuple(found)  # the same document by its number: other words about it do not make it another
    names = [part for part in (*left, *right) if _NAMES.search(part)]
    if _is_swapped(left, right):
        found.append(f"用语不同：「{'、'.join(left)}」与「{'、'.join(right)}」")
    elif names:
        found.append(f"只有一方写了：{'、'.join(dict.fromkeys(names))}")
    return tuple(found)


def _is_swapped(left: Iterable[str], right: Iterable[str]) -> bool:
    """Both have words that the other lacks: 小学 here, 初中 there. Characters that only moved are none."""
    one, other = (Counter(sign.text for part in parts for sign in _signs(part)) for parts in (left, right))
    return bool(one - other) and bool(other - one)


# --- characters ---------------------------------------------------------------------------------------------------


def _signs(text: str) -> list[_Sign]:
    """The characters that count, each with its place: one width, figures for dates in characters, no filler."""
    dropped = {n for match in _FILLER.finditer(text) for n in range(match.start(), match.end())}
    dropped |= {n for match in _YEAR_WORD.finditer(text) for n in range(match.start(), match.end())}
    found: list[_Sign] = []
    at = 0
    while at < len(text):
        numeral = _DATE_NUMERAL.match(text, at)
        if numeral:
            found += [_Sign(sign, at, numeral.end()) for sign in _in_figures(numeral[0])]
            at = numeral.end()
            continue
        if at not in dropped:
            plain = unicodedata.normalize("NFKC", text[at]).lower()
            found += [_Sign(sign, at, at + 1) for sign in plain if sign.isalnum()]
        at += 1
    return found[:_MOST_SIGNS]


def _in_figures(numeral: str) -> str:
    prefix, digits = ("第", numeral[1:]) if numeral.startswith("第") else ("", numeral)
    value = from_chinese(digits.replace("○", "〇"))
    return f"{prefix}{value}" if value is not None else numeral


def _figures(text: str) -> set[str]:
    plain = _DATE_NUMERAL.sub(lambda numeral: _in_figures(numeral[0]), text)
    return set(_FIGURE.findall(unicodedata.normalize("NFKC", plain)))


def _numbers(text: str) -> dict[tuple[str, str, str], str]:
    """Document numbers by what tells them apart: the end of the organ's short name, the year, the serial."""
    plain = re.sub(r"\s", "", text)
    return {
        (match["word"][-2:], match["year"], match["serial"]): match[0] for match in _DOCUMENT.finditer(plain)
    }


def _titles(text: str) -> set[str]:
    return {re.sub(r"\s", "", title) for title in _TITLE.findall(text)}


# --- what they share ------------------------------------------------------------------------------------------------


def _may_be_alike(new: Sequence[_Sign], old: Sequence[_Sign]) -> bool:
    """A quick look, so that a register of thousands is gone through at once."""
    pairs = [{one.text + two.text for one, two in pairwise(signs)} for signs in (new, old)]
    return len(pairs[0] & pairs[1]) >= 0.3 * min(map(len, pairs))


def _runs(new: Sequence[_Sign], old: Sequence[_Sign]) -> list[tuple[int, int, int]]:
    """The longest stretches that both have, one after the other, wherever they stand; nothing is used twice."""
    free = [True] * len(new), [True] * len(old)
    runs: list[tuple[int, int, int]] = []
    while True:
        longest = sorted(_candidates(new, old, free), key=lambda run: -run[2])
        taken = False
        for i, j, length in longest:
            if all(free[0][i : i + length]) and all(free[1][j : j + length]):
                runs.append((i, j, length))
                free[0][i : i + length] = free[1][j : j + length] = [False] * length
                taken = True
        if not taken:
            return sorted(runs)


def _candidates(
    new: Sequence[_Sign], old: Sequence[_Sign], free: tuple[list[bool], list[bool]]
) -> Iterator[tuple[int, int, int]]:
    starts: dict[str, list[int]] = {}
    for j in range(len(old) - 1):
        if free[1][j] and free[1][j + 1]:
            starts.setdefault(old[j].text + old[j + 1].text, []).append(j)
    for i in range(len(new) - 1):
        if not (free[0][i] and free[0][i + 1]):
            continue
        for j in starts.get(new[i].text + new[i + 1].text, ()):
            if i and j and free[0][i - 1] and free[1][j - 1] and new[i - 1].text == old[j - 1].text:
                continue  # part of a longer run that began before
            length = _SHORTEST_RUN
            while (
                i + length < len(new)
                and j + length < len(old)
                and free[0][i + length]
                and free[1][j + length]
                and new[i + length].text == old[j + length].text
            ):
                length += 1
            yield i, j, length


def _parts(
    new: Sequence[_Sign], old: Sequence[_Sign], runs: Iterable[tuple[int, int, int]]
) -> tuple[Shared, ...]:
    return tuple(
        Shared(new[i].start, new[i + length - 1].end, old[j].start, old[j + length - 1].end)
        for i, j, length in runs
    )


def _left_over(text: str, signs: Sequence[_Sign], runs: Iterable[tuple[int, int]]) -> Iterator[str]:
    """The words of a text that the other does not have."""
    used = {n for start, length in runs for n in range(start, start + length)}
    at = 0
    while at < len(signs):
        end = at
        while end < len(signs) and end not in used:
            end += 1
        if end > at:
            yield text[signs[at].start : signs[end - 1].end]
        at = end + 1


def _percent(share: float) -> str:
    return f"{int(share * 100)}%"
