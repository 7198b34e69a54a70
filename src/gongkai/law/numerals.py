"""Numbers and days as Chinese papers write them: 12, 1,200, 十八, 第三十三条, 二〇二一, 2026年9月18日."""

from __future__ import annotations

import re
from datetime import date
from decimal import Decimal

CHINESE = "[〇零○Ｏ一二两三四五六七八九十百千万]"
# Possessive and bounded, so that a line of nothing but figures costs no more than any other.
NUMBER = (
    rf"(?:(?<![\d,.])\d{{1,3}}(?:,\d{{3}}){{1,4}}+(?:\.\d{{1,8}}+)?|(?<![\d.])\d{{1,9}}+(?:\.\d{{1,8}}+)?(?!\d)"
    rf"|(?<!{CHINESE}){CHINESE}{{1,12}}+)"
)
YEAR = r"(?:20\d\d|二[〇零○Ｏ0oO][一二三四五六七八九〇零○Ｏ0oO]{2})"

_VALUE = {"〇": 0, "零": 0, "○": 0, "Ｏ": 0, "0": 0, "o": 0, "O": 0, "两": 2} | {
    digit: value for value, digit in enumerate("一二三四五六七八九", 1)
}
_RANK = {"十": 10, "百": 100, "千": 1000, "万": 10000}


def in_chinese(number: int, digits: str = "零一二三四五六七八九", ranks: str = "十百千") -> str:
    """0 to 9999 as 零 … 九千九百九十九, or in the formal ``digits`` and ``ranks`` of cheques; others stay figures."""
    if not 0 < number < 10_000:
        return digits[0] if number == 0 else str(number)
    written = ""
    for place, digit in zip(range(len(str(number)) - 1, -1, -1), map(int, str(number)), strict=True):
        if digit:
            written += digits[digit] + (ranks[place - 1] if place else "")
        elif not written.endswith(digits[0]):
            written += digits[0]
    written = written.rstrip(digits[0])
    return written[1:] if 10 <= number < 20 and ranks[0] == "十" else written


def dated(day: date) -> str:
    """A day as letters write it: 2026年9月18日."""
    return f"{day.year}年{day.month}月{day.day}日"


def number_of(text: str) -> int | Decimal | None:
    """The value of a whole match of :data:`NUMBER`; None where the characters make no number."""
    plain = text.replace(",", "")
    if re.fullmatch(r"\d+", plain):
        return int(plain)
    if re.fullmatch(r"\d+\.\d+", plain):
        return Decimal(plain)
    return from_chinese(plain)


def from_chinese(text: str) -> int | None:
    """十八 → 18, 二百零三 → 203, 一二 → 12; None for anything that is not written as people count."""
    if text and all(character in _VALUE for character in text):
        return int("".join(str(_VALUE[character]) for character in text))
    total = section = digit = 0
    last = 10**9
    for character in text:
        if character in _VALUE:
            digit = _VALUE[character]
            continue
        rank = _RANK.get(character)
        if rank is None:
            return None
        if rank == _RANK["万"]:
            total, section, digit, last = (total + section + digit) * rank, 0, 0, rank
            continue
        if rank >= last:
            return None
        section, digit, last = section + (digit or 1) * rank, 0, rank
    if text[-2:-1] in {"百", "千", "万"}:
        digit *= _RANK[text[-2]] // 10  # 三万二 is 32000, 一百零二 is 102
    return (total + section + digit) if text else None


def year_of(text: str) -> int | None:
    """A year of four figures in either kind of digits (2021, 二〇二一)."""
    if re.fullmatch(r"\d{4}", text):
        return int(text)
    value = from_chinese(text) if len(text) == 4 else None
    return value if value is not None and 1990 <= value <= 2100 else None
