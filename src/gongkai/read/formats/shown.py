"""Numbers of a workbook as its cells show them."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, timedelta
from decimal import ROUND_HALF_UP, Decimal, InvalidOperation
from functools import lru_cache

GENERAL = "General"
_BUILT_IN = {
    1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00", 5: "#,##0", 6: "#,##0", 7: "#,##0.00", 8: "#,##0.00", 9: "0%",
    10: "0.00%", 37: "#,##0", 38: "#,##0", 39: "#,##0.00", 40: "#,##0.00", 41: "#,##0", 42: "#,##0", 43: "#,##0.00",
    44: "#,##0.00", 57: "yyyy年m月", 58: "m月d日", 31: "yyyy年m月d日", 27: "yyyy年m月", 36: "yyyy年m月",
}  # fmt: skip
_DATES = frozenset((*range(14, 18), 22, *range(27, 37), *range(50, 59)))
_LITERALS = re.compile(r'"[^"]*"|\\.|_.|\*.|\[[^\]]*\]')
_DIGITS = re.compile(r"[#0?,]*[#0?](?:\.[#0?]*)?")


@dataclass(frozen=True, slots=True)
class Shown:
    """What a cell prints. ``rounded`` where the stored number is finer; ``hidden_zero`` where its format hides a 0."""

    text: str
    rounded: bool = False
    hidden_zero: bool = False


def built_in(number: int) -> str:
    """The format code of one of the numbers that need no definition."""
    return _BUILT_IN.get(number, "yyyy-m-d" if number in _DATES else GENERAL)


def shown(stored: str, code: str, *, from_1904: bool = False) -> Shown:
    """The number as its format prints it. A zero stays a 0 even where the format hides it."""
    try:
        value = Decimal(f"{float(stored):.15g}")
    except (ValueError, OverflowError):
        return Shown(stored)
    if not value.is_finite() or abs(value.adjusted()) > 30:
        return Shown(stored)
    style = _style(code)
    if style is None:
        return Shown(_plain(value))
    if style.date:
        return Shown(_date(value, style.date, from_1904=from_1904) or _plain(value))
    scaled = value * 100 if style.percent else value
    printed = scaled.quantize(Decimal(1).scaleb(-style.places), ROUND_HALF_UP)
    text = f"{printed:,f}" if style.grouped else f"{printed:f}"
    if style.places > style.least:
        text = _without_zeros(text, style.least)
    hidden_zero = value == 0 and style.hides_zero
    return Shown(f"{style.before}{text}{style.after}", rounded=printed != scaled, hidden_zero=hidden_zero)


def in_full(stored: str, code: str, *, from_1904: bool = False) -> str:
    """The number with all its decimals, whatever its format prints; a day as 2026-03-05."""
    try:
        value = Decimal(f"{float(stored):.15g}")
    except (ValueError, OverflowError):
        return stored
    if not value.is_finite() or abs(value.adjusted()) > 30:
        return stored
    style = _style(code)
    is_day = style is not None and style.date
    return (is_day and _date(value, "yyyy-mm-dd", from_1904=from_1904)) or _plain(value)


@dataclass(frozen=True, slots=True)
class _Style:
    places: int = 0  # decimals at most
    least: int = 0  # decimals always
    grouped: bool = False
    percent: bool = False
    hides_zero: bool = False
    before: str = ""
    after: str = ""
    date: str = ""


@lru_cache(maxsize=512)
def _style(code: str) -> _Style | None:
    """None for the general format and for what is not worth following (fractions, exponents)."""
    sections = re.split(r';(?=(?:[^"]*"[^"]*")*[^"]*$)', code[:255])
    positive = sections[0]
    bare = _LITERALS.sub("", positive)
    if re.search(r"[yd]|e(?![+-])", bare.lower()) and "general" not in bare.lower():
        return _Style(date=positive)
    digits = _DIGITS.search(bare)
    if digits is None or "/" in bare or re.search(r"E[+-]", bare):
        return None
    whole, _, decimals = digits[0].partition(".")
    at = positive.find(digits[0])
    return _Style(
        places=min(len(decimals), 15),
        least=min(decimals.count("0"), 15),
        grouped="," in whole.rstrip(","),
        percent="%" in bare,
        hides_zero="0" not in digits[0] or (len(sections) > 2 and "0" not in sections[2]),
        before=_words(positive[:at]) if at >= 0 else "",
        after=_words(positive[at + len(digits[0]) :]) if at >= 0 else "",
    )


def _words(text: str) -> str:
    """The literal text of a piece of a format code."""
    pieces = re.finditer(r'"([^"]*)"|\\(.)|_.|\*.|\[[^\]]*\]|(.)', text)
    return "".join(found[1] or found[2] or found[3] or "" for found in pieces).strip()


def _plain(value: Decimal) -> str:
    text = f"{value:f}"
    return _without_zeros(text, 0) if "." in text else text


def _without_zeros(text: str, least: int) -> str:
    whole, _, decimals = text.partition(".")
    kept = decimals[:least] + decimals[least:].rstrip("0")
    return f"{whole}.{kept}" if kept else whole


def _date(value: Decimal, code: str, *, from_1904: bool) -> str:
    """A serial day in the format's own order; times are not followed."""
    first = date(1904, 1, 1) if from_1904 else date(1899, 12, 30)
    try:
        day = first + timedelta(days=int(value))
    except (OverflowError, InvalidOperation):
        return ""
    parts = {
        "yyyy": f"{day.year}", "yy": f"{day.year % 100:02d}", "mm": f"{day.month:02d}", "m": f"{day.month}",
        "dd": f"{day.day:02d}", "d": f"{day.day}",
    }  # fmt: skip
    bare = re.sub(r"\[[^\]]*\]|_.|\*.|[\"\\]|(?i:h.*$)", "", code.split(";", maxsplit=1)[0]).replace("@", "")
    return re.sub("yyyy|yy|mm|m|dd|d", lambda found: parts[found[0]], bare.lower()).strip()
