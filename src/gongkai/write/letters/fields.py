"""The fields of a letter template by their Chinese names, and the words of a letter that each takes."""

from __future__ import annotations

import re
from collections.abc import Collection
from datetime import date

from gongkai.law.numerals import dated
from gongkai.model.letter import Letter, PartRole
from gongkai.write.layout import clean
from gongkai.write.measures import width_of

ORGAN, NUMBER, TITLE, ADDRESSEE = "发文机关", "文号", "标题", "主送"
BODY, ATTACHMENTS, DAY, CODE = "正文", "附件", "成文日期", "核验码"
LABEL, CONTENT = "项目", "内容"

ONCE = (ORGAN, NUMBER, TITLE, ADDRESSEE, DAY, CODE)
BY_ROLE: dict[str, PartRole] = {
    "收悉": "opening",
    "申请内容": "request",
    "查明": "facts",
    "决定": "decision",
    "理由": "reasons",
    "提供": "supplied",
    "告知": "notice",
    "救济": "remedy",
    "联系方式": "contact",
}
KNOWN = (*ONCE, BODY, *BY_ROLE, ATTACHMENTS, LABEL, CONTENT)

NO_DAY = "〔待填：成文日期〕"
_TITLE_LINE = 20  # characters of 22 pt
_ROW = re.compile(r"([^，。；：“《]{1,20})：(.*)", re.DOTALL)
_BREAKS_AFTER = "的与和及、，）》"


def single(letter: Letter) -> dict[str, str]:
    """The fields that may stand in the middle of a line; empty where the letter does not state them."""
    return {
        ORGAN: letter.organ,
        NUMBER: letter.number or "",
        TITLE: "\n".join(title_lines(clean(letter.title))),
        ADDRESSEE: letter.addressee,
        DAY: written(letter.day),
        CODE: letter.code or "",
    }


def listed(letter: Letter, fields: Collection[str]) -> dict[str, tuple[str, ...]]:
    """The fields that take paragraphs of their own. ``fields`` are those of the template.

    正文 takes every part that no other field of the template takes.
    """
    own = {role: name for name, role in BY_ROLE.items() if name in fields}
    is_table = LABEL in fields
    found: dict[str, list[str]] = {name: [] for name in (BODY, *BY_ROLE)}
    for part in letter.parts:
        if part.role in own or not (is_table and _ROW.match(part.text)):
            text = part.text.rstrip("。") if part.role == "contact" else part.text  # it stands in brackets
            found[own.get(part.role, BODY)].append(text)
    return {name: tuple(texts) for name, texts in found.items()} | {
        ATTACHMENTS: attachment_lines(letter.attachments)
    }


def rows(letter: Letter, fields: Collection[str]) -> tuple[tuple[str, str], ...]:
    """The rows of a form: the label before the colon of a part, and what stands behind it. Other parts are text."""
    own = {BY_ROLE[name] for name in fields if name in BY_ROLE}
    parts = (part.text for part in letter.parts if part.role not in own)
    return tuple((found[1], found[2]) for text in parts if (found := _ROW.match(text)))


def attachment_lines(attachments: tuple[str, ...]) -> tuple[str, ...]:
    """附件：1.… and 2.… below it; a single one has no number."""
    if len(attachments) < 2:
        return tuple(f"附件：{name}" for name in attachments)
    return tuple(f"{'' if n > 1 else '附件：'}{n}.{name}" for n, name in enumerate(attachments, 1))


def title_lines(title: str) -> tuple[str, ...]:
    """The title on one line where it fits, else on lines of like length, broken behind a word where one ends there."""
    lines = -(-int(width_of(title) + 0.5) // _TITLE_LINE)
    if lines < 2:
        return (title,)
    middle = -(-len(title) // lines)
    near = sorted(range(max(1, middle - 4), min(len(title), middle + 5)), key=lambda at: abs(at - middle))
    at = next((at for at in near if title[at - 1] in _BREAKS_AFTER), middle)
    return (title[:at], *title_lines(title[at:]))


def written(day: date | None) -> str:
    """2026年10月23日; a mark where the letter is not dated yet."""
    return dated(day) if day else NO_DAY
