"""The six headings of the form among the lines of a document, and what only looks like them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache

from gongkai.law.forms import forms
from gongkai.law.numerals import from_chinese
from gongkai.read.prose.text import Line, compact, join, key
from gongkai.read.prose.title import parse_title

_ORDINAL = re.compile(
    r"^(?:第(?P<part>[一二三四五六七八九十]+|\d)(?:部分|章|节)[、.．:：]?"
    r"|[（](?P<bracket>[一二三四五六七八九十]+|\d)[）][、.．]?"
    r"|(?P<plain>[一二三四五六七八九十]+)(?:[、.．,，:：;；·]|(?=[^一二三四五六七八九十是次般个项种]))"
    r"|(?P<digit>\d)[、.．,，)）]?(?!\d))"
)
_STYLES = ("plain", "part", "digit", "none", "bracket")  # in the order in which a tie is decided
_NEVER_ALONE = ("bracket",)  # （六）行政复议… inside section one is no section
_JOINTS = re.compile(r"[、，,。．.；;：:和及与的以并\"“”《》]")
_DOTS = re.compile(r"(?:\.{3,}|…+|·{3,}|-{3,}|—{2,})\d{0,3}$|[\u4e00-\u9fff]\d{1,3}$")
_LIKELY = {
    "overview": re.compile(r"总体|概述|概况|基本情况"),
    "active_disclosure": re.compile(r"主动公开"),
    "requests": re.compile(r"申请"),
    "remedies": re.compile(r"复议|诉讼"),
    "problems": re.compile(r"问题|不足|困难|改进"),
    "other_matters": re.compile(r"其他|其它|需要?报告|需要?说明"),
}
_LATE = 5  # a number from which on a new first section means a new report
_LONGEST = 40


@dataclass(frozen=True, slots=True)
class Heading:
    """A line, or the front of one, that names a section. ``lines`` are how many physical lines it takes."""

    at: int
    lines: int
    role: str
    number: int
    style: str
    ordinal: int | None
    line: Line
    rest: Line | None = None  # what follows on the same line
    exact: bool = True


def find_headings(lines: Sequence[Line]) -> list[Heading]:
    """The headings that stand for the form's sections, in the order of the document.

    A name of the form beats every numeral. A table of contents is left out; a heading printed twice stays twice.
    """
    candidates = [heading for n in range(len(lines)) if (heading := _candidate(lines, n))]
    chosen = _in_style([heading for heading in candidates if heading.exact])
    taken = {heading.at for heading in chosen}
    chosen = _fill(chosen, [heading for heading in candidates if heading.at not in taken])
    return _without_contents(chosen)


def first_report(lines: list[Line], headings: list[Heading]) -> tuple[list[Line], list[Heading]]:
    """What stands before a second report in the same file: a title under the last sections, and the first one anew."""
    for n, heading in enumerate(headings):
        if n and heading.number == 1 and headings[n - 1].number >= _LATE:
            above = range(heading.at - 1, headings[n - 1].at, -1)
            begin = next((at for at in above if _is_title(lines, at)), heading.at)
            return lines[:begin], headings[:n]
    return lines, headings


def _is_title(lines: Sequence[Line], at: int) -> bool:
    below = "".join(key(line.text) for line in lines[at : at + 2])
    return parse_title(key(lines[at].text)) is not None or parse_title(below) is not None


def ordinal_of(text: str) -> tuple[str, int | None, str]:
    """How a compact line is numbered, with which number, and what follows: (style, 3, rest)."""
    found = _ORDINAL.match(text)
    if found is None:
        return "none", None, text
    style = str(found.lastgroup)
    figure = found[style]
    number = int(figure) if figure.isdigit() else from_chinese(figure)
    return style, number, text[found.end() :]


def is_contents(line: Line) -> bool:
    """A line of a table of contents: the name of a section and its page."""
    _, _, rest = ordinal_of(key(line.text))
    return len(line.text) <= _LONGEST and _JOINTS.sub("", re.sub(r"[.…·—-]*\d{1,3}$", "", rest)) in names()


@cache
def names() -> Mapping[str, tuple[str, int]]:
    """Every wording of a section's name without joints (、和及…), to role and number."""
    return {
        _JOINTS.sub("", key(wording)): (section.role, section.number)
        for form in forms().values()
        for section in form.sections
        for wording in (section.heading, *section.also)
    }


@cache
def numbers() -> Mapping[str, int]:
    """Role to number, over all forms."""
    return dict(names().values())


@cache
def _wordings() -> tuple[tuple[str, str, int], ...]:
    """The names as printed, the longest first: for a heading that runs into its text."""
    found = {
        (key(wording), section.role, section.number)
        for form in forms().values()
        for section in form.sections
        for wording in (section.heading, *section.also)
    }
    return tuple(sorted(found, key=lambda one: (-len(one[0]), one)))


def _candidate(lines: Sequence[Line], n: int) -> Heading | None:
    line = lines[n]
    whole = _whole(line, n, 1)
    if whole is not None and whole.exact:
        return whole
    if n + 1 < len(lines) and len(line.text) + len(lines[n + 1].text) <= _LONGEST:
        both = _whole(join(line, lines[n + 1]), n, 2)
        if both is not None and both.exact and _whole(lines[n + 1], n + 1, 1) is None:
            return both
    return _glued(line, n) or whole


def _whole(line: Line, n: int, count: int) -> Heading | None:
    if len(line.text) > _LONGEST:
        return None
    style, ordinal, rest = ordinal_of(key(line.text))
    if (known := names().get(_JOINTS.sub("", rest))) is not None:
        return Heading(n, count, *known, style, ordinal, line)
    if style not in ("plain", "part") or re.search(r"[。；;，,]|[：:].", rest) or len(rest) > 28:
        return None
    likely = [role for role, pattern in _LIKELY.items() if pattern.search(rest)]
    for role in likely:
        if numbers()[role] == ordinal:
            return Heading(n, count, role, numbers()[role], style, ordinal, line, exact=False)
    return None


def _glued(line: Line, n: int) -> Heading | None:
    """一、总体情况2023年，…: the name and the first sentence on one line."""
    text, spots = compact(line.text[: _LONGEST + 20])
    style, ordinal, rest = ordinal_of(text)
    if style == "none":
        return None
    skipped = len(text) - len(rest)
    for wording, role, number in _wordings():
        if rest.startswith(wording) and len(rest) > len(wording) + 1:
            end = skipped + len(wording)
            after = text[end]
            if after not in "。：:.；" and not _goes_on(rest[len(wording) :], is_expected=ordinal == number):
                return None
            begin = spots[end + 1] if after in "。：:.；" else spots[end]
            stop = spots[end] + 1 if after in "。：:.；" else spots[end]
            return Heading(
                n, 1, role, number, style, ordinal, line.cut(0, stop), line.cut(begin), exact=False
            )
    return None


def _goes_on(text: str, *, is_expected: bool) -> bool:
    """Whether what follows a name is the first sentence of its section and not the rest of a longer name."""
    return re.match(r"[\d二根按我本全为]", text) is not None or (
        is_expected and re.search(r"[。，]", text) is not None
    )


def _in_style(candidates: Sequence[Heading]) -> list[Heading]:
    """The candidates numbered as most of the form's names are; the others may only fill gaps."""
    roles: Counter[str] = Counter()
    for style, _ in {(heading.style, heading.role) for heading in candidates}:
        roles[style] += 1
    if not roles:
        return []
    main = max(_STYLES, key=lambda style: (roles[style], -_STYLES.index(style)))
    return [heading for heading in candidates if heading.style == main]


def _fill(chosen: list[Heading], others: Iterable[Heading]) -> list[Heading]:
    """Add a heading of another style for a role that has none, where the order of the sections allows it."""
    main = chosen[0].style if chosen else "plain"
    ranked = sorted(others, key=lambda one: (not one.exact, one.rest is not None, one.at))
    for heading in ranked:
        has = {one.role for one in chosen}
        if heading.role in has or (heading.style in _NEVER_ALONE and heading.style != main):
            continue
        before = [one.number for one in chosen if one.at < heading.at]
        after = [one.number for one in chosen if one.at > heading.at]
        if all(number < heading.number for number in before) and all(
            number > heading.number for number in after
        ):
            chosen = sorted([*chosen, heading], key=lambda one: one.at)
    return chosen


def _without_contents(chosen: list[Heading]) -> list[Heading]:
    """Drop a table of contents: headings with page numbers, or a close run of them that comes again below."""
    real = [heading for heading in chosen if not _DOTS.search(heading.line.text)]
    if len(real) < len(chosen) and {one.role for one in real} >= {one.role for one in chosen}:
        chosen = real
    run = 0
    while run + 1 < len(chosen) and _follows(chosen[run], chosen[run + 1]):
        run += 1
    again = {one.role for one in chosen[run + 1 :]}
    if run >= 2 and {one.role for one in chosen[: run + 1]} <= again:
        return chosen[run + 1 :]
    return chosen


def _follows(first: Heading, second: Heading) -> bool:
    return second.at == first.at + first.lines and first.number < second.number and first.rest is None
