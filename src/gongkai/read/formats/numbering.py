"""Automatic numbers of Word paragraphs, which stand nowhere in the text: "一、", "（一）", "1."."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field

from lxml import etree

from gongkai.law.numerals import in_chinese

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
VAL = W + "val"
_LEVELS = 9
_HOLE = re.compile(r"%([1-9])")
_FORMAL = "零壹贰叁肆伍陆柒捌玖"
_STEMS = "甲乙丙丁戊己庚辛壬癸"
_BRANCHES = "子丑寅卯辰巳午未申酉戌亥"


@dataclass(frozen=True, slots=True)
class Level:
    """How one level of a list counts and prints."""

    start: int = 1
    shape: str = "decimal"
    text: str = ""
    suffix: str = "tab"


@dataclass(slots=True)
class Numbering:
    """The lists of a document and how far each has counted."""

    levels: dict[str, dict[int, Level]]  # by list
    families: dict[str, str]  # lists that count together; one that states its own start counts alone
    linked: dict[tuple[str, str], int] = field(default_factory=dict)  # list and paragraph style: the level
    _counts: dict[str, list[int | None]] = field(default_factory=dict)

    def next(self, number: str, level: int) -> str:
        """The number printed before the next paragraph of this list and level; "" for bullets and unknown lists."""
        levels = self.levels.get(number)
        if levels is None or not 0 <= level < _LEVELS:
            return ""
        counts = self._counts.setdefault(self.families.get(number, number), [None] * _LEVELS)
        own = levels.get(level, Level())
        count = counts[level]
        counts[level] = own.start if count is None else count + 1
        counts[level + 1 :] = [None] * (_LEVELS - level - 1)
        return self._printed(levels, counts, own)

    def _printed(self, levels: dict[int, Level], counts: list[int | None], own: Level) -> str:
        if own.shape in ("bullet", "none") or not own.text:
            return ""

        def value(found: re.Match[str]) -> str:
            index = int(found[1]) - 1
            other = levels.get(index, Level())
            count = counts[index]
            return spelled(other.start if count is None else count, other.shape)

        printed = _HOLE.sub(value, own.text)
        return printed + " " if own.suffix == "space" else printed


def spelled(count: int, shape: str) -> str:
    """A number as Word prints it in this format; plain digits for formats that Chinese papers do not use."""
    return _SHAPES.get(shape, str)(count)


def _digit_by_digit(count: int) -> str:
    return "".join("〇一二三四五六七八九"[int(digit)] for digit in str(max(count, 0)))


def _letters(count: int) -> str:
    return chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1) if 0 < count <= 780 else str(count)


def _roman(count: int) -> str:
    if not 0 < count < 4000:
        return str(count)
    written = ""
    for value, sign in zip(
        (1000, 900, 500, 400, 100, 90, 50, 40, 10, 9, 5, 4, 1),
        ("m", "cm", "d", "cd", "c", "xc", "l", "xl", "x", "ix", "v", "iv", "i"),
        strict=True,
    ):
        written += sign * (count // value)
        count %= value
    return written


def _circled(count: int) -> str:
    if 1 <= count <= 20:
        return chr(0x2460 + count - 1)
    return str(count)


def _full_width(count: int) -> str:
    return "".join(chr(ord(digit) + 0xFEE0) for digit in str(max(count, 0)))


_SHAPES: dict[str, Callable[[int], str]] = {
    "chineseCounting": in_chinese,
    "chineseCountingThousand": in_chinese,
    "taiwaneseCounting": in_chinese,
    "taiwaneseCountingThousand": in_chinese,
    "japaneseCounting": in_chinese,
    "ideographDigital": _digit_by_digit,
    "taiwaneseDigital": _digit_by_digit,
    "japaneseDigitalTenThousand": _digit_by_digit,
    "chineseLegalSimplified": lambda count: in_chinese(count, _FORMAL, "拾佰仟"),
    "ideographTraditional": lambda count: _STEMS[(count - 1) % 10],
    "ideographZodiac": lambda count: _BRANCHES[(count - 1) % 12],
    "decimalZero": lambda count: f"{count:02d}",
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "decimalFullWidth": _full_width,
    "decimalFullWidth2": _full_width,
    "lowerLetter": _letters,
    "upperLetter": lambda count: _letters(count).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda count: _roman(count).upper(),
}


def numbering(root: etree._Element | None) -> Numbering:
    """The lists that ``numbering.xml`` defines, each with its own changes to its family's levels."""
    if root is None:
        return Numbering({}, {})
    stated = {family.get(W + "abstractNumId", ""): family for family in root.iter(W + "abstractNum")}
    shared = {_value(family.find(W + "styleLink")): family for family in stated.values()}
    read = Numbering({}, {})
    for number in root.iter(W + "num"):
        name = number.get(W + "numId", "")
        key = _value(number.find(W + "abstractNumId"))
        family = _family(stated.get(key), shared)
        levels = {} if family is None else dict(map(_level, family.iter(W + "lvl")))
        read.levels[name] = {**levels, **_overrides(number, levels)}
        restarts = number.find(f"{W}lvlOverride/{W}startOverride") is not None
        read.families[name] = f"!{name}" if restarts else key
        read.linked.update(_links(name, family))
    return read


def _family(family: etree._Element | None, shared: dict[str, etree._Element]) -> etree._Element | None:
    """The family itself, or the one that defines the list style it refers to."""
    link = "" if family is None else _value(family.find(W + "numStyleLink"))
    return shared.get(link, family) if link else family


def _links(name: str, family: etree._Element | None) -> dict[tuple[str, str], int]:
    levels = () if family is None else family.iter(W + "lvl")
    styled = ((_value(level.find(W + "pStyle")), whole(level.get(W + "ilvl"))) for level in levels)
    return {(name, style): depth for style, depth in styled if style}


def _overrides(number: etree._Element, family: dict[int, Level]) -> dict[int, Level]:
    changed = {}
    for override in number.iter(W + "lvlOverride"):
        index = whole(override.get(W + "ilvl"))
        own = override.find(W + "lvl")
        level = _level(own)[1] if own is not None else family.get(index, Level())
        start = override.find(W + "startOverride")
        changed[index] = (
            level if start is None else Level(whole(_value(start), 1), level.shape, level.text, level.suffix)
        )
    return changed


def _level(element: etree._Element) -> tuple[int, Level]:
    return whole(element.get(W + "ilvl")), Level(
        whole(_value(element.find(W + "start")), 1),
        _value(element.find(W + "numFmt")) or "decimal",
        _value(element.find(W + "lvlText")),
        _value(element.find(W + "suff")) or "tab",
    )


def _value(element: etree._Element | None) -> str:
    return "" if element is None else str(element.get(VAL, ""))


def whole(text: str | None, otherwise: int = 0) -> int:
    """A whole number as Word writes it, or ``otherwise``."""
    try:
        return int(text) if text else otherwise
    except ValueError:
        return otherwise
