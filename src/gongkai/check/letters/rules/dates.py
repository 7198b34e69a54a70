"""The days that a letter has to state: receipt, supplement, extension."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from gongkai.check.letters.registry import Held, letter_rule
from gongkai.check.letters.text import DAY, day_of, sentences
from gongkai.check.registry import CannotTell, Hit, Seen
from gongkai.model.finding import Severity

_RECEIVED = re.compile(
    rf"{DAY.pattern}(?:，)?(?:通过|经|以|由)?[^，。；]{{0,20}}?(?:收到|收悉|接到|接收|受理|签收|确认)"
)
_RECEIVED_ON = re.compile(
    rf"(?:收到|接到|受理|签收|收件|确认)[^。；]{{0,12}}?(?:日期|时间)?(?:为|是|：|于)?{DAY.pattern}"
)
_SPEAKS_OF_RECEIPT = re.compile(r"收到|收悉|接到|接收|受理|提交|提出")
_WITH_RECEIPT = frozenset(("supplement", "reasons", "extension", "delay", "receipt", "confirm", "register"))
_SUPPLEMENT = re.compile(r"补正|补充材料|更改|补充说明")
_EXTENDED = re.compile(r"延长|延期")


@letter_rule(
    "LET013",
    "letter-receipt-day-missing",
    Severity.WARNING,
    basis=("regulation/31", "regulation/33"),
    says="没有写明哪一天收到申请。",
    remedy="开头写明「本机关于×年×月×日收到您提出的政府信息公开申请」。",
)
def receipt_day_missing(held: Held) -> Iterator[Seen]:
    """没有写收到申请的日期。

    答复期限从收到申请之日起算；写明收到的日期，是否按期一看便知。征求意见和协办的函件不在此列。
    """
    if not (held.is_reply or (held.procedural and held.procedural.kind in _WITH_RECEIPT)):
        return
    if not _receipt_days(held) and not _opening_days(held):
        yield Hit.at(held.letter.place)


@letter_rule(
    "LET014",
    "letter-receipt-day-not-the-recorded",
    Severity.ERROR,
    basis=("regulation/31",),
    says="文书写 {day} 收到申请，登记的是 {recorded}。",
    remedy="核对收到申请的日期（按《条例》第三十一条确定），改正不对的一处。",
)
def receipt_day_not_the_recorded(held: Held) -> Iterator[Seen]:
    """收到申请的日期与登记的不同。

    文书写了几个日期（申请人提交、机关收到、补正）的，只要其中有登记的那一天就不报。
    """
    record = held.record
    if record is None or record.received is None:
        return
    days = _receipt_days(held)
    if not days or record.received in {*days, *_opening_days(held)}:
        return
    if record.supplemented is not None and record.supplemented in days:
        yield CannotTell("只写了收到补正的日期。", held.letter.place)
        return
    yield Hit.at(held.letter.place, day=days[0].isoformat(), recorded=record.received.isoformat())


@letter_rule(
    "LET015",
    "letter-before-receipt",
    Severity.ERROR,
    basis=("regulation/33",),
    says="落款日期 {day} 早于收到申请的 {received}。",
    remedy="核对两个日期，多半是年份或月份没有改。",
)
def before_receipt(held: Held) -> Iterator[Seen]:
    """落款日期早于收到申请的日期。"""
    signed = held.letter.head.date
    days = _receipt_days(held)
    received = held.record.received if held.record and held.record.received else days[0] if days else None
    if signed is not None and received is not None and signed < received:
        day = held.letter.head.day
        yield Hit.at(
            day.place if day else None,
            day=signed.isoformat(),
            received=received.isoformat(),
            quote=day.text if day else "",
        )


@letter_rule(
    "LET016",
    "letter-supplement-not-stated",
    Severity.WARNING,
    basis=("regulation/30",),
    says="登记有 {day} 收到的补正，文书{how}。",
    remedy="写明何时要求补正、何时收到补正：答复期限从收到补正之日起算。",
)
def supplement_not_stated(held: Held) -> Iterator[Seen]:
    """补正过的申请，答复里没有写补正的经过或日期。

    不写补正，从收到申请之日算起的答复看上去就是逾期的。
    """
    if held.record is None or held.record.supplemented is None or not held.is_reply:
        return
    said = [sentence for sentence in sentences(held.letter.text) if _SUPPLEMENT.search(sentence)]
    if not said:
        yield Hit.at(held.letter.place, day=held.record.supplemented.isoformat(), how="没有提到补正")
    elif held.record.supplemented not in _days(held.letter.text):
        yield Hit.at(held.letter.place, day=held.record.supplemented.isoformat(), how="没有写这个日期")


@letter_rule(
    "LET017",
    "letter-extension-not-stated",
    Severity.WARNING,
    basis=("regulation/33",),
    says="登记有 {day} 的延长答复期限，文书没有提到。",
    remedy="写明何时告知申请人延长答复期限。",
)
def extension_not_stated(held: Held) -> Iterator[Seen]:
    """延长过期限的，答复里没有写延长。

    延长须经工作机构负责人同意并告知申请人；答复写明，才看得出没有逾期。
    """
    if held.record is None or held.record.extended is None or not held.is_reply:
        return
    if not _EXTENDED.search(held.letter.text):
        yield Hit.at(held.letter.place, day=held.record.extended.isoformat())


def _receipt_days(held: Held) -> list[date]:
    text = held.letter.text
    found = sorted([*_RECEIVED.finditer(text), *_RECEIVED_ON.finditer(text)], key=lambda match: match.start())
    return [day for match in found if (day := day_of(match)) is not None]


def _opening_days(held: Held) -> set[date]:
    """The days in sentences that speak of receiving, or of handing in."""
    return {
        day
        for sentence in sentences(held.letter.text)
        if _SPEAKS_OF_RECEIPT.search(sentence)
        for day in _days(sentence)
    }


def _days(text: str) -> set[date]:
    return {day for match in DAY.finditer(text) if (day := day_of(match)) is not None}
