"""The text of a report for rules that look for words: without white space, and with the places of what they find."""

from __future__ import annotations

import fnmatch
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache

from gongkai.law.numerals import YEAR
from gongkai.model.cell import Cell
from gongkai.model.place import NOWHERE, Place
from gongkai.model.report import Passage, Report, Section

_SENTENCE = re.compile(r"[^。！？]+[。！？]?")
_YEAR = re.compile(YEAR)
_WIDE = str.maketrans("０１２３４５６７８９():", "0123456789（）：")


@dataclass(frozen=True, slots=True)
class Found:
    """Words found in a passage: as printed, their place, their section, and the text around them without spaces."""

    text: str
    place: Place
    section: Section | None
    around: str
    start: int
    match: re.Match[str]

    @property
    def sentence(self) -> str:
        """The sentence that holds the words, without white space."""
        for sentence in _SENTENCE.finditer(self.around):
            if sentence.start() <= self.start < sentence.end():
                return sentence[0]
        return self.around


@lru_cache(maxsize=512)  # every rule asks for the same few paragraphs
def compact(text: str) -> str:
    """Without white space, with plain digits and wide brackets."""
    return "".join(text.split()).translate(_WIDE)


def passages(report: Report) -> Iterator[tuple[Section | None, Passage]]:
    """Every paragraph of the report, without title and headings."""
    for section in report.sections:
        for passage in section.paragraphs:
            yield section, passage


def find(report: Report, pattern: re.Pattern[str]) -> Iterator[Found]:
    """Where the pattern matches the text of a paragraph without its white space."""
    for section, passage in passages(report):
        yield from find_in(passage, pattern, section)


def find_in(passage: Passage, pattern: re.Pattern[str], section: Section | None = None) -> Iterator[Found]:
    text = compact(passage.text)
    spots: list[int] | None = None
    for match in pattern.finditer(text):
        if spots is None:
            spots = [n for n, character in enumerate(passage.text) if not character.isspace()]
        if match.end() == match.start():
            continue
        start, end = spots[match.start()], spots[match.end() - 1] + 1
        place = place_in(passage, start, end)
        yield Found(passage.text[start:end], place, section, text, match.start(), match)


def place_in(passage: Passage, start: int, end: int) -> Place:
    """The place of a part of a passage: exact where its text is what stands in the document, else the passage's."""
    place = passage.place
    if place.start is None or place.end is None or place.end - place.start != len(passage.text):
        return place
    return replace(place, start=place.start + start, end=place.start + end)


def section(report: Report, role: str) -> Section | None:
    """The section with this role; of one printed twice, the one that holds text."""
    found = [one for one in report.sections if one.role == role]
    return next((one for one in found if one.paragraphs), found[0] if found else None)


def start_of(section: Section | None) -> Place:
    if section is None:
        return NOWHERE
    if section.heading is not None:
        return section.heading.place
    return section.paragraphs[0].place if section.paragraphs else NOWHERE


def title_place(report: Report) -> Place:
    return report.title.place if report.title is not None else NOWHERE


def whole_text(report: Report) -> str:
    """All paragraphs without white space, one a line."""
    return "\n".join(compact(passage.text) for _, passage in passages(report))


def title_agency(report: Report) -> str | None:
    """What the title itself calls the organ; empty where it names none, None where there is no title with a year."""
    if report.title is None:
        return None
    title = compact(report.title.text)
    year = _YEAR.search(title)
    if year is None:
        return None
    before = title[: year.start()].removeprefix("关于")
    after = re.split(r"政府信息公开|政务公开|信息公开", title[year.end() :].lstrip("年度"))[0]
    name = re.split(r"政府信息公开(?:工作)?(?:年度)?(?:报告|工作)|信息公开(?:工作)?年度", before)[0]
    return (name or after).strip("（(的")


def is_traditional(report: Report) -> bool:
    """A converter put the text into traditional characters: wordings cannot be compared."""
    return any(damage.kind == "traditional-characters" for damage in report.damage)


def expand(metric: str, cells: Mapping[str, Cell]) -> tuple[str, ...]:
    """The cells that a fact's metric names: ``{a,b}`` lists keys, ``*`` stands for any."""
    if metric in cells:
        return (metric,)
    if "*" not in metric and "{" not in metric:
        return ()
    patterns = [metric]
    while any("{" in pattern for pattern in patterns):
        patterns = [one for pattern in patterns for one in _without_braces(pattern)]
    return tuple(
        cell_id for cell_id in cells if any(fnmatch.fnmatchcase(cell_id, pattern) for pattern in patterns)
    )


def _without_braces(pattern: str) -> list[str]:
    found = re.search(r"\{([^{}]*)\}", pattern)
    if found is None:
        return [pattern]
    return [pattern[: found.start()] + choice + pattern[found.end() :] for choice in found[1].split(",")]
