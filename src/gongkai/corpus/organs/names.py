"""Names of organs as they are printed and as a register has them: the safe foldings, each with its name.

A folding is safe where it cannot make two different organs of a place one.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterator
from functools import lru_cache

from gongkai.law.numerals import YEAR

_BRACKETS = re.compile(r"\(.*?\)")
_BEFORE = re.compile(rf"^(?:{YEAR}(?:年度|年)?|关于|附件|[\d\W_])*")
_AFTER = re.compile(rf"{YEAR}|(?:政府|政务)?信息公开|政务公开|年度|年报|报告|[\d\W_]")
_OWN_PLACE = "县市区旗州盟省"


def _as_printed(name: str) -> str:
    return name


def _narrow(name: str) -> str:
    return "".join(unicodedata.normalize("NFKC", name).split())


def _without_brackets(name: str) -> str:
    return _BRACKETS.sub("", _narrow(name)) or _narrow(name)


def _in_short(name: str) -> str:
    """人民政府办公室 is also 政府办; 人民政府 is also 政府."""
    short = _without_brackets(name).replace("人民政府", "政府")
    return re.sub("政府办公室$", "政府办", short)


FOLDINGS: tuple[tuple[Callable[[str], str], str], ...] = (
    (_as_printed, ""),
    (_narrow, "统一空格和全角半角"),
    (_without_brackets, "去掉括号里的文字"),
    (_in_short, "人民政府、办公室的简称"),
)
"""From the mildest to the boldest, each with the words that say what was done."""


@lru_cache(maxsize=200_000)
def folded(name: str, step: int) -> str:
    return FOLDINGS[step][0](name)


def boldest(name: str) -> str:
    return folded(name, len(FOLDINGS) - 1)


def with_place(name: str, region: str) -> Iterator[str]:
    """The whole names that a name without its place may stand for: 县财政局 and 财政局 in 云溪县."""
    if region and name.startswith(region[-1]) and region[-1] in _OWN_PLACE:
        yield region + name[1:]
    elif not re.match(f"[{_OWN_PLACE}我本该各全]", name):
        yield region + name


def named_by_file(path: str) -> str | None:
    """The name that a file's own name begins with, before the year and the words that every report bears."""
    own = re.split(r"[/\\]|!/", unicodedata.normalize("NFKC", path))[-1]
    stem = _BEFORE.sub("", re.sub(r"\.[0-9A-Za-z]{1,5}$", "", own))
    return _AFTER.split(stem, maxsplit=1)[0] or None
