"""The title of a report, over one line or several, and what it says: which organ, which year."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace

from gongkai.law.numerals import YEAR, year_of
from gongkai.model.report import Passage
from gongkai.read.prose.organs import is_organ
from gongkai.read.prose.text import Line, key

_NAME = r"(?:政府信息公开(?:工作)?|政务(?:信息)?公开(?:工作)?|信息公开(?:工作)?)"
_REPORT = r"(?:(?:年度|年)?(?:工作)?报告|年报|工作年度情况报告|年度工作情况报告)"
_SPAN = rf"(?P<year>{YEAR})(?:年度|年|(?=[\u4e00-\u9fff]))"
_PATTERNS = (
    # 云溪县财政局2023年政府信息公开工作年度报告 / 关于云溪县财政局2023年度政府信息公开工作的报告
    re.compile(
        rf"^(?:关于)?(?P<agency>.*?){_SPAN}(?P<between>.{{0,20}}?){_NAME}的?{_REPORT}(?:[（].{{0,12}}[）])?$"
    ),
    # 云溪县财政局政府信息公开工作2023年年度报告
    re.compile(rf"^(?:关于)?(?P<agency>.*?){_NAME}(?P<between>){_SPAN}(?:工作)?{_REPORT}$"),
    # 云溪县财政局政府信息公开工作年度报告（2023年）
    re.compile(rf"^(?:关于)?(?P<agency>.*?)(?P<between>){_NAME}{_REPORT}[（(【\[—-]?{_SPAN}[）)】\]]?$"),
)
_NO_TITLE = re.compile(
    r"[>》。；;|]|首页|当前位置|上一篇|下一篇|下载|附件|^关于(?:印发|报送|做好|编制)|的通知|现将|如下"
)
_LONGEST = 80
_MOST_LINES = 4


@dataclass(frozen=True, slots=True)
class Title:
    """The title as printed and its parts. ``at`` is its first line, ``lines`` how many it takes."""

    at: int
    lines: int
    passage: Passage
    agency: str | None
    year: int | None
    inner_space: str | None = None


def find_title(lines: Sequence[Line], before: int) -> Title | None:
    """The title nearest above the line ``before`` (the first section heading), else the first one anywhere."""
    return _last(lines, range(min(before, len(lines)) - 1, -1, -1)) or _last(lines, range(before, len(lines)))


def parse_title(text: str) -> tuple[str | None, int | None] | None:
    """Organ and year of a title without white space; None where the text is no such title."""
    if len(text) > _LONGEST or _NO_TITLE.search(text.replace("《", "").replace("》", "")):
        return None
    for pattern in _PATTERNS:
        if found := pattern.match(text):
            name = (found["agency"] or found["between"]).strip("：:-—、，的").removesuffix("关于")
            return name or None, year_of(found["year"])
    return None


def _last(lines: Sequence[Line], order: range) -> Title | None:
    for end in order:
        if (
            "报告" not in key(lines[end].text)
            and "年报" not in key(lines[end].text)
            and not _is_year(lines[end])
        ):
            continue
        if (title := _ending(lines, end)) is not None:
            return title
    return None


def _ending(lines: Sequence[Line], end: int) -> Title | None:
    """The title whose last line is ``end``: the fewest lines that make one, with the organ's line above it."""
    for count in range(1, min(_MOST_LINES, end + 1) + 1):
        parts = lines[end + 1 - count : end + 1]
        parsed = parse_title("".join(key(part.text) for part in parts))
        if parsed is None:
            continue
        agency, year = parsed
        above = lines[end - count] if end >= count else None
        if agency is None and above is not None and is_organ(above.text):
            return _title([above, *parts], end - count, "".join(above.text.split()), year)
        return _title(parts, end + 1 - count, _as_printed(agency, parts), year)
    return None


def _title(parts: Sequence[Line], at: int, agency: str | None, year: int | None) -> Title:
    first, last = parts[0].place, parts[-1].place
    passage = Passage("".join(part.text for part in parts), replace(first, end=last.end))
    space = next((found[0] for part in parts if (found := _INNER.search(part.text))), None)
    return Title(at, len(parts), passage, agency, year, space)


def _as_printed(agency: str | None, parts: Sequence[Line]) -> str | None:
    """The organ's name in the characters of the document, which matching had folded."""
    if agency is None:
        return None
    at = "".join(key(part.text) for part in parts).find(agency)
    return "".join("".join(part.text.split()) for part in parts)[at : at + len(agency)]


def _is_year(line: Line) -> bool:
    return re.fullmatch(rf"[（(]?{YEAR}年?度?[）)]?", key(line.text)) is not None


# Between the organ, the year and the name of the report a space is the organ's own.
_INNER = re.compile(r"[\u4e00-\u9fff]{0,5}[^\W\da-zA-Z_年度]\s+(?!政府信息公开|政务公开)[\u4e00-\u9fff]{1,6}")
