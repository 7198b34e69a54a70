"""What a person wrote for the report, what the ledger recorded, and the marks for what neither says."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace

from gongkai.ledger.counting.books import Activity

# Whoever writes the report calls its parts by these names; the first is the one of the form.
NAMES: Mapping[str, tuple[str, ...]] = {
    "active_disclosure": ("主动公开",),
    "requests": ("依申请公开",),
    "management": ("政府信息管理",),
    "platform": ("政府信息公开平台建设", "平台建设"),
    "supervision": ("监督保障",),
    "assessment": ("工作考核", "考核"),
    "appraisal": ("社会评议", "评议"),
    "accountability": ("责任追究",),
    "problems": ("存在的主要问题", "存在问题", "主要问题"),
    "improvements": ("改进情况", "改进措施"),
    "other_matters": ("其他需要报告的事项", "其他事项"),
}
_BY_NAME = {name: key for key, names in NAMES.items() for name in (key, *names)}


class UnusableProse(ValueError):
    """A file of prose whose headings the report does not have, or that has text above its first heading."""


@dataclass(frozen=True, slots=True)
class Words:
    """Paragraphs by aspect: first what a person wrote, then what was recorded."""

    written: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    activities: tuple[Activity, ...] = ()

    def of(self, aspect: str) -> tuple[str, ...]:
        """The sentences on an aspect, each ending in a full stop. What was recorded alike stands once, numbers added up."""
        written = self.written.get(aspect, ())
        recorded = map(_sentence, _added_up(each for each in self.activities if each.aspect == aspect))
        return (*written, *(sentence for sentence in recorded if sentence not in written))


def read_prose(text: str) -> dict[str, tuple[str, ...]]:
    """Prose by aspect out of a text with headings (``## 平台建设``). Raises :class:`UnusableProse`."""
    found: dict[str, list[str]] = {}
    aspect: str | None = None
    for number, line in enumerate(text.splitlines(), 1):
        if heading := re.match(r"#+\s*(.+?)\s*$", line):
            aspect = _aspect(heading[1], number)
        elif line.strip():
            if aspect is None:
                raise UnusableProse(f"第 {number} 行前面没有标题。请先写一行「## 平台建设」这样的标题。")
            found.setdefault(aspect, []).append(_stopped(line.strip()))
    return {aspect: tuple(lines) for aspect, lines in found.items()}


def to_write(what: str) -> str:
    """The mark of a place where a person must write; long enough to be seen, and no claim about anything."""
    return f"〔待填：{what}〕"


def _aspect(name: str, number: int) -> str:
    plain = re.sub(r"^[（(]?[一二三四五六七八九十\d]+[）)、.]", "", name)
    if plain not in _BY_NAME:
        known = "、".join(names[0] for names in NAMES.values())
        raise UnusableProse(f"第 {number} 行：报告里没有「{name}」这一部分。可以写：{known}。")
    return _BY_NAME[plain]


def _added_up(activities: Iterable[Activity]) -> Iterator[Activity]:
    """Two trainings of one entry each are two trainings. One whose text has its number in it stands for itself."""
    found: dict[tuple[str | int, str | None], Activity] = {}
    for place, each in enumerate(activities):
        if each.number is None:
            found.setdefault((each.says, None), each)
        elif str(each.number) in each.says:
            found[place, None] = each
        else:
            before = found.get((each.says, each.unit))
            total = each.number + ((before.number or 0) if before else 0)
            found[each.says, each.unit] = replace(each, number=total)
    yield from found.values()


def _sentence(activity: Activity) -> str:
    number = "" if activity.number is None else f"{activity.number}{activity.unit or ''}"
    says = activity.says.strip().rstrip("。")
    return _stopped(says if not number or str(activity.number) in says else f"{says}{number}")


def _stopped(text: str) -> str:
    return text if text.endswith(("。", "！", "？", "；", "：", "〕")) else f"{text}。"
