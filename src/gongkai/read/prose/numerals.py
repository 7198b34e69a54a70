"""Numbers as prose writes them: 12, 1,200, 十八, 二〇二一, ３."""

from __future__ import annotations

import re
from decimal import Decimal

DIGITS = "〇零一二三四五六七八九"
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


def number_of(text: str) -> int | Decimal | None:
    """The value of a whole match of :data:`NUMBER`; None where the characters make no number."""
    plain = text.replace(",", "")
    if re.fullmatch(r"\d+", plain):
        return int(plain)
    if re.fullmatch(r"\d+\.\d+", plain):
        return Decimal(plain)
    return chinese_number(plain)


def chinese_number(text: str) -> int | None:
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
    return (total + section + digit) if text else None


def year_of(text: str) -> int | None:
    """A year of four figures in either kind of digits (2021, 二〇二一)."""
    if re.fullmatch(r"\d{4}", text):
        return int(text)
    value = chinese_number(text) if len(text) == 4 else None
    return value if value is not None and 1990 <= value <= 2100 else None
