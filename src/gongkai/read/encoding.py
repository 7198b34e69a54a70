"""From bytes to text: byte order mark, strict UTF-8, what the page declares, GB18030, and only then a guess."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

REPLACEMENT = "\ufffd"
_HEAD = 4096
_MARKS = (  # the longer mark first: UTF-32 begins as UTF-16 does
    (codecs.BOM_UTF32_LE, "utf-32-le"),
    (codecs.BOM_UTF32_BE, "utf-32-be"),
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
# What a page's declaration tells us beyond what is tried anyway; "gb2312" in practice means GB18030.
_DECLARED = {"big5": "big5hkscs", "big5-hkscs": "big5hkscs", "x-x-big5": "big5hkscs"}
# Characters that every Chinese page of an office holds, in both scripts; they tell GB18030 from Big5.
_COMMON = frozenset("的一是在不和有中国國政府信息資訊公开開年月日工作情况情況为為人数數本机關关")


_USUAL = re.compile("[\t\r\n -~\u2010-\u2027\u3000-\u301f\u4e00-\u9fff\uff00-\uff60]")


@dataclass(frozen=True, slots=True)
class Decoded:
    """Text, the encoding that gave it, and how many characters stand for bytes that it could not decode."""

    text: str
    encoding: str
    replaced: int = 0

    @property
    def remarks(self) -> tuple[str, ...]:
        """A sentence where more than one character in a thousand was lost."""
        if self.replaced * 1000 <= len(self.text):
            return ()
        share = self.replaced / len(self.text)
        return (
            f"按 {self.encoding} 解码时有 {self.replaced} 处字节无法识别（占 {share:.1%}），已用“{REPLACEMENT}”代替",
        )


def decode(data: bytes, *, declared: str | None = None) -> Decoded:
    """The text of ``data``. One bad byte never rejects a page: it is replaced and counted.

    ``declared`` is what an HTML page says of itself: believed only where strict UTF-8 fails.
    """
    for mark, encoding in _MARKS:
        if data.startswith(mark):
            return _lossy(data[len(mark) :], encoding)
    if (wide := _unmarked_utf16(data)) is not None:
        return _lossy(data, wide)
    strict = _strict(data, "utf-8")
    return strict or _not_utf8(data, _DECLARED.get((declared or "").strip().strip("\"'").lower()))


def _not_utf8(data: bytes, declared: str | None) -> Decoded:
    utf8 = _lossy(data, "utf-8")
    if utf8.replaced * 50 <= sum(character > "\x7f" for character in utf8.text):
        return utf8  # a stray byte or a cut end: GBK text would fail at every second character
    if declared is not None and (found := _strict(data, declared)):
        return found
    found = _strict(data, "gb18030")
    if found is not None:
        return _traditional(data, found)
    return _best_guess(data, utf8, _lossy(data, declared or "gb18030"))


def _traditional(data: bytes, simplified: Decoded) -> Decoded:
    """Big5 text decodes as GB18030 without an error, into characters that nobody writes."""
    other = _strict(data, "big5hkscs")
    return other if other is not None and _plain(other.text) > 3 * _plain(simplified.text) else simplified


def _plain(text: str) -> float:
    sample = [character for character in text[: _HEAD * 4] if character > "\x7f"]
    return sum(character in _COMMON for character in sample) / len(sample) if sample else 0.0


def _best_guess(data: bytes, *candidates: Decoded) -> Decoded:
    best = min(candidates, key=lambda found: found.replaced)
    if best.replaced * 100 <= len(best.text):
        return best
    from charset_normalizer import (
        from_bytes,
    )  # half a millisecond and a large import: only when all else failed

    guess = from_bytes(data[: 16 * _HEAD]).best()
    if guess is None:
        return best
    guessed = _lossy(data, guess.encoding)
    return guessed if guessed.replaced * 100 <= len(guessed.text) and _plain(guessed.text) > 0 else best


def _unmarked_utf16(data: bytes) -> str | None:
    """UTF-16 without its mark: line ends, spaces and digits have a zero byte, and one side reads as Chinese."""
    head = data[:_HEAD]
    if b"\0" not in head or len(data) % 2:
        return None
    usual, encoding = max((_usual(head, encoding), encoding) for encoding in ("utf-16-le", "utf-16-be"))
    return encoding if usual > 0.9 else None


def _usual(head: bytes, encoding: str) -> float:
    """The share of characters that Chinese texts are made of."""
    text = head.decode(encoding, "replace")
    return len(_USUAL.findall(text)) / len(text)


def _strict(data: bytes, encoding: str) -> Decoded | None:
    try:
        return Decoded(data.decode(encoding), encoding)
    except UnicodeDecodeError:
        return None


def _lossy(data: bytes, encoding: str) -> Decoded:
    text = data.decode(encoding, "replace")
    return Decoded(text, encoding, text.count(REPLACEMENT))
