"""Days, whole numbers and money as cells of a spreadsheet hold them; what is not certain is a mistake."""

from __future__ import annotations

import re
import unicodedata
from datetime import date
from decimal import Decimal

from gongkai.ledger.imports.headings import MoneyUnit

_DAY = re.compile(r"(\d{4})\s*[-/.年]\s*(\d{1,2})\s*[-/.月]\s*(\d{1,2})\s*日?(?:[T\s]+[\d:.]+)?")
_COMPACT_DAY = re.compile(r"(\d{4})(\d{2})(\d{2})")
_SERIAL_DAY = re.compile(r"[345]\d{4}(?:\.\d+)?")
_WHOLE = re.compile(r"\d{1,3}(?:,\d{3})+|\d+")
_MONEY = re.compile(r"[¥￥]?\s*(-?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.(\d+))?)\s*(万元|元)?")
_FEN: dict[MoneyUnit, int] = {"元": 100, "万元": 1_000_000}
_PLACES: dict[MoneyUnit, int] = {"元": 2, "万元": 6}
MUCH_IN_TEN_THOUSANDS = Decimal(10_000)
"""From 10 000 万元 (一亿元) in one row on, a figure looks like yuan in a column of 万元."""


class BadValue(ValueError):
    """What is wrong with a cell, and what would help: two Chinese clauses."""


def day_of(text: str) -> date:
    """Raises :class:`BadValue`."""
    plain = unicodedata.normalize("NFKC", text).strip()
    found = _DAY.fullmatch(plain) or _COMPACT_DAY.fullmatch(plain)
    if found is None:
        hint = (
            "像是 Excel 的日期序号，请把这一列设成日期格式"
            if _SERIAL_DAY.fullmatch(plain)
            else "请写成 2026-03-05 的样子"
        )
        raise BadValue(f"「{text}」不是日期，{hint}")
    try:
        return date(int(found[1]), int(found[2]), int(found[3]))
    except ValueError:
        raise BadValue(f"「{text}」没有这一天，请核对") from None


def whole_of(text: str) -> int:
    """Raises :class:`BadValue`."""
    plain = unicodedata.normalize("NFKC", text).strip().removesuffix("件").removesuffix("宗").strip()
    if plain.startswith("-"):
        raise BadValue(f"「{text}」是负数，数量不能小于 0")
    if not _WHOLE.fullmatch(plain):
        raise BadValue(f"「{text}」不是整数，请用阿拉伯数字")
    return int(plain.replace(",", ""))


def fen_of(text: str, unit: MoneyUnit | None, *, is_confirmed: bool = False) -> int:
    """The amount in fen, exact. ``unit`` is that of the heading; a cell may state it where the heading does not.

    ``is_confirmed`` lets great amounts pass that look like yuan in a column of 万元. Raises :class:`BadValue`.
    """
    plain = unicodedata.normalize("NFKC", text).strip()
    found = _MONEY.fullmatch(plain)
    if found is None:
        raise BadValue(f"「{text}」不是金额，请用阿拉伯数字，不写其他文字")
    amount = Decimal(found[1].replace(",", ""))
    if amount < 0:
        raise BadValue(f"「{text}」是负数；退费请另行核对后按净额填写")
    unit = _unit(text, found[3], unit)
    if len((found[2] or "").rstrip("0")) > _PLACES[unit]:
        meant = "，像是按万元填的" if unit == "元" else ""
        raise BadValue(f"「{text}」比分还细，单位是{unit}{meant}，请核对单位和小数")
    if unit == "万元" and amount >= MUCH_IN_TEN_THOUSANDS and not is_confirmed:
        raise BadValue(
            f"「{text}」按万元算是 {amount / 10_000:f} 亿元，像是按元填的；请核对，确实无误的加 --confirm-units"
        )
    return int(amount * _FEN[unit])


def _unit(text: str, own: str | None, stated: MoneyUnit | None) -> MoneyUnit:
    if own is not None and stated is not None and own != stated:
        raise BadValue(f"「{text}」的单位和表头的「{stated}」不一样，请核对")
    unit = own or stated
    if unit is None:
        raise BadValue(f"「{text}」没有单位，请在表头写明，如「金额（元）」或「金额（万元）」")
    return "万元" if unit == "万元" else "元"
