"""The organ and the date under a report."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

from gongkai.law.numerals import YEAR, from_chinese, year_of
from gongkai.model.report import Passage, Signoff
from gongkai.read.prose.organs import is_organ
from gongkai.read.prose.text import Line, compact, key

_Y = rf"(?P<y>{YEAR})"
_DAY = re.compile(
    rf"(?:{_Y}年(?P<m>\d{{1,2}}|[一二三四五六七八九十]{{1,2}})月(?P<d>\d{{1,2}}|[一二三四五六七八九十]{{1,3}})日"
    r"|(?P<y2>20\d\d)[-./](?P<m2>\d{1,2})[-./](?P<d2>\d{1,2}))$"
)
_LABEL = re.compile(r"(?:发布|公开|成文|生成|更新|印发|公示|浏览|时间|日期)[^年]{0,8}$|[:：]$")
_TRAILER = re.compile(r"^[（(](?:此件|本件|公开)|^附件|^抄送|^联系人|^（?盖章）?$")


@dataclass(frozen=True, slots=True)
class Signed:
    """A sign-off and the lines it takes."""

    signoff: Signoff
    first: int
    last: int
    rest: Line | None = None  # text that stood before the organ on its line


def find_signoff(lines: Sequence[Line]) -> Signed | None:
    """The last sign-off among the lines: organ and date, or one of them alone at the end."""
    for n in range(len(lines) - 1, -1, -1):
        parsed = _date_line(lines[n])
        if parsed is None:
            continue
        body, day, when = parsed
        if body is not None:
            return Signed(Signoff(body, day, when), n, n)
        for other in (n - 1, n + 1):
            if 0 <= other < len(lines) and is_organ(_signed_name(lines[other])):
                return Signed(Signoff(_body(lines[other]), day, when), min(n, other), max(n, other))
        if n and (glued := _organ_at_end(lines[n - 1])) is not None:
            return Signed(
                Signoff(glued.passage, day, when),
                n - 1,
                n,
                lines[n - 1].cut(0, len(lines[n - 1].text) - len(glued.text)),
            )
        return Signed(Signoff(None, day, when), n, n)
    return _without_date(lines)


def _organ_at_end(line: Line) -> Line | None:
    """…没有收取信息处理费。云溪县财政局: a converter put the organ behind the last sentence."""
    at = line.text.rfind("。") + 1
    return line.cut(at) if at and is_organ(line.text[at:]) else None


def _without_date(lines: Sequence[Line]) -> Signed | None:
    last = len(lines) - 1
    while last >= 0 and _TRAILER.match(key(lines[last].text)):
        last -= 1
    if last > 0 and is_organ(_signed_name(lines[last])) and len(lines[last].text) > 4:
        return Signed(Signoff(_body(lines[last]), None, None), last, last)
    return None


def _signed_name(line: Line) -> str:
    return re.sub(r"（(?:盖章|公章|章)）$", "", key(line.text))


def _body(line: Line) -> Passage:
    return line.passage


def _date_line(line: Line) -> tuple[Passage | None, Passage, date | None] | None:
    """(organ on the same line, the day as printed, the date) where the line ends in a date and holds no more."""
    if len(line.text) > 60:
        return None
    text, spots = compact(line.text)
    bare = text.strip("（）")
    found = _DAY.search(text.rstrip("）"))
    if found is None or not bare:
        return None
    before = text[: found.start()].strip("（，,")
    if _LABEL.search(before):
        return None
    start, end = spots[found.start()], spots[found.end() - 1] + 1
    day = Passage(line.text[start:end], line.at(start, end))
    when = _date(found)
    if not before:
        return None, day, when
    if not is_organ(before):
        return None
    front = line.cut(0, start)
    return front.passage, day, when


def _date(found: re.Match[str]) -> date | None:
    year = year_of(found["y"] or found["y2"])
    month, day = _small(found["m"] or found["m2"]), _small(found["d"] or found["d2"])
    if year is None or not 1 <= month <= 12 or not 1 <= day <= 31:
        return None
    try:
        return date(year, month, day)
    except ValueError:  # 31 April: printed so, and no day
        return None


def _small(text: str) -> int:
    return int(text) if text.isdigit() else from_chinese(text) or 0
