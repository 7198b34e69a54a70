"""Sections 0 to 6 from the lines of a document, with what conversion did to them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from gongkai.model.report import Damage, Passage, Section
from gongkai.read.prose.furniture import is_around, is_furniture
from gongkai.read.prose.headings import Heading, is_contents, numbers
from gongkai.read.prose.joining import rejoin, wrap_width
from gongkai.read.prose.text import Line, key
from gongkai.read.prose.title import Title

_REMARK = re.compile(r"^（(?:此件|本件|此文|主动公开|信息公开形式|公开方式|公开形式)[^）]{0,12}）$")
_PREAMBLE = re.compile(
    r"本报告|现公布|现将|编制|制作|公布如下|根据《|依据《|按照《|根据.{0,10}《|统计期限|向社会公布|如下[：:。]?$|联系(?:方式|电话|地址)"
)
_OVERVIEW = re.compile(
    r"^(?:20\d\d年|二[〇零○]..年|今年|一年来|本年度|我[局办县市区乡镇])|以习近平|认真贯彻|在县委|在市委|领导下"
)
_PROBLEMS = re.compile(
    r"(?:存在|面临).{0,14}(?:问题|不足|差距|困难)|(?:问题|不足)(?:主要)?(?:是|有|表现)|还有(?:一定|不小|较大)?差距|主要问题"
)
_OTHER = re.compile(
    r"^(?:无|没有)(?:其他|其它)?(?:需要?报告)?的?(?:事项)?[。.]?$|其[他它]需要报告的事项|信息处理费"
)


@dataclass
class Draft:
    """A section in the making."""

    number: int
    role: str
    heading: Passage | None
    lines: list[Line] = field(default_factory=list)
    raw: str = ""


def divide(
    lines: Sequence[Line], title: Title | None, headings: Sequence[Heading]
) -> tuple[list[Draft], list[Damage]]:
    """Title and preamble, then a draft for every heading, then those whose heading is lost."""
    starts = [heading.at for heading in headings]
    begin = title.at + title.lines if title else 0
    first = starts[0] if starts else len(lines)
    opening = Draft(0, "preamble", title.passage if title else None)
    opening.lines = [line for line in lines[begin:first] if not (is_around(line) or is_contents(line))]
    running = key(title.passage.text) if title else None
    drafts = [opening]
    if not headings:
        return drafts, []
    for heading, end in zip(headings, [*starts[1:], len(lines)], strict=True):
        body = [heading.rest] if heading.rest is not None else []
        body += [
            line
            for line in lines[heading.at + heading.lines : end]
            if not is_furniture(line) and key(line.text) != running
        ]
        drafts.append(Draft(heading.number, heading.role, heading.line.passage, body, heading.line.raw))
    return _with_lost(drafts)


def finish(drafts: Sequence[Draft]) -> tuple[list[Section], list[list[Line]], list[Damage]]:
    """The sections with their paragraphs restored; the lines of each for further reading; the damage."""
    sections, bodies, damage = [], [], []
    width = wrap_width([line for draft in drafts for line in draft.lines])
    for draft in drafts:
        body, cuts = rejoin(draft.lines, width)
        sections.append(
            Section(draft.number, draft.role, draft.heading, tuple(line.passage for line in body))
        )
        bodies.append(body)
        damage += cuts
    return sections, bodies, damage


def trim_end(lines: list[Line]) -> list[Line]:
    """The lines of the last section up to the page's footer."""
    end = next((n for n, line in enumerate(lines) if is_around(line)), len(lines))
    return [line for line in lines[:end] if not _REMARK.match(key(line.text))]


def heading_levels(drafts: Sequence[Draft]) -> Iterator[Damage]:
    """Headings of one rank that a converter gave different levels (##, ####)."""
    marks = [(len(found[0]), draft) for draft in drafts if (found := re.match(r"#{1,6}", draft.raw))]
    if len({level for level, _ in marks}) > 1 and len(marks) > 1:
        usual = marks[0][0]
        odd = next(draft for level, draft in marks if level != usual)
        if odd.heading is not None:
            yield Damage("heading-levels", odd.heading.place, " ".join("#" * level for level, _ in marks))


def _with_lost(drafts: list[Draft]) -> tuple[list[Draft], list[Damage]]:
    """Put in the sections of running text whose heading is lost, where order and content say which they are."""
    damage: list[Damage] = []
    for role, pattern, after in (
        ("overview", _OVERVIEW, ("preamble",)),
        ("problems", _PROBLEMS, ("remedies",)),
        ("other_matters", _OTHER, ("problems",)),
    ):
        if any(draft.role == role for draft in drafts):
            continue
        host = next((draft for draft in reversed(drafts) if draft.role in after), None)
        at = _first(host, pattern, role) if host is not None else None
        if host is None or at is None:
            continue
        found = Draft(numbers()[role], role, None, host.lines[at:])
        host.lines = host.lines[:at]
        drafts.insert(drafts.index(host) + 1, found)
        damage.append(Damage("heading-lost", found.lines[0].place, role))
    return drafts, damage


def _first(host: Draft, pattern: re.Pattern[str], role: str) -> int | None:
    for n, line in enumerate(host.lines):
        text = key(line.text)
        if not pattern.search(text):
            continue
        if role == "overview" and (_PREAMBLE.search(text) or len(text) < 40):
            continue
        if role == "other_matters" and n == 0:
            continue
        return n
    return None
