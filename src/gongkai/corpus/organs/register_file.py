"""A register's CSV, read strictly: all mistakes at once, in Chinese, each with its line."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import date, timedelta
from itertools import pairwise
from typing import TypeVar

from gongkai.corpus.organs.register import BadRegister, Entry
from gongkai.corpus.organs.successors import mistaken
from gongkai.law.organs import KIND_LABELS, LEVEL_LABELS, Level, OrganKind

COLUMNS = {
    "key": "代码",
    "name": "名称",
    "also": "又称",
    "kind": "类别",
    "level": "层级",
    "region": "地区",
    "parent": "上级",
    "since": "起",
    "until": "止",
    "successor": "接续",
}
"""The columns and their Chinese heads: either may stand in the first line."""

_KEY = re.compile(r"[0-9A-Za-z][0-9A-Za-z._/-]{0,63}")
_KINDS: dict[str, OrganKind] = {word: kind for kind, label in KIND_LABELS.items() for word in (kind, label)}
_LEVELS: dict[str, Level] = {word: level for level, label in LEVEL_LABELS.items() for word in (level, label)}
Word = TypeVar("Word", OrganKind, Level)

_YEAR = re.compile(r"(19|20)\d\d")
_DAY = re.compile(r"((?:19|20)\d\d)[-/.](\d{1,2})[-/.](\d{1,2})")  # spreadsheets write 2021/5/8


def entries_in(data: bytes, file: str) -> tuple[Entry, ...]:
    """The entries in the order of the lines. Raises :class:`BadRegister`."""
    reading = _Reading(file)
    entries = reading.entries(_text(data, file))
    if not reading.mistakes:
        reading.judge(entries)
    if reading.mistakes:
        raise BadRegister(reading.mistakes)
    return tuple(entries)


def _text(data: bytes, file: str) -> str:
    """UTF-8, or GB18030 as Chinese spreadsheets save it."""
    for encoding in ("utf-8-sig", "gb18030"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadRegister([f"{file}：不是 UTF-8，也不是 GB18030 编码的文本。请另存为 CSV（UTF-8）。"])


class _Reading:
    def __init__(self, file: str) -> None:
        self.file = file
        self.mistakes: list[str] = []

    def mistake(self, line: int, says: str) -> None:
        self.mistakes.append(f"{self.file} 第 {line} 行：{says}")

    def entries(self, text: str) -> list[Entry]:
        rows = csv.reader(io.StringIO(text, newline=""), strict=True)
        found: list[Entry] = []
        try:
            head = self._head(next(rows, []))
            if head is None:
                return []
            for row in rows:
                if any(value.strip() for value in row):
                    entry = self._entry(rows.line_num, head, row)
                    found += [entry] if entry else []
        except csv.Error as error:
            self.mistake(rows.line_num, f"CSV 写法有误（{error}）。请核对引号和逗号。")
        if not found and not self.mistakes:
            self.mistake(1, "名册里一个机关也没有。请从第二行起每行写一个机关。")
        return found

    def _head(self, row: list[str]) -> list[str] | None:
        names = {label: name for name, label in COLUMNS.items()}
        head = [names.get(word.strip(), word.strip()) for word in row]
        for word in dict.fromkeys(head):
            if word not in COLUMNS:
                self.mistake(1, f"不认识「{word}」这一列。可以有的列：{'、'.join(COLUMNS)}。")
            elif head.count(word) > 1:
                self.mistake(1, f"「{word}」这一列有 {head.count(word)} 个。请只留一个。")
        for word in ("key", "name", "kind", "level"):
            if word not in head:
                self.mistake(1, f"缺少「{word}」（{COLUMNS[word]}）这一列。")
        return None if self.mistakes else head

    def _entry(self, line: int, head: list[str], row: list[str]) -> Entry | None:
        before = len(self.mistakes)
        if len(row) != len(head):
            self.mistake(line, f"有 {len(row)} 格，第一行有 {len(head)} 列。请核对逗号。")
            return None
        said = dict.fromkeys(COLUMNS, "") | {
            name: value.strip() for name, value in zip(head, row, strict=True)
        }
        kind = self._word(line, "kind", said, _KINDS)
        level = self._word(line, "level", said, _LEVELS)
        since, until = self._day(line, "since", said), self._day(line, "until", said)
        self._check_words(line, said)
        if since and until and since > until:
            self.mistake(line, f"起（{said['since']}）晚于止（{said['until']}）。")
        if len(self.mistakes) > before or kind is None or level is None:
            return None
        also = tuple(word.strip() for word in re.split("[、;；|]", said["also"]) if word.strip())
        region, parent, successor = (said[name] or None for name in ("region", "parent", "successor"))
        return Entry(
            line, said["key"], said["name"], also, kind, level, region, parent, since, until, successor
        )

    def _check_words(self, line: int, said: Mapping[str, str]) -> None:
        if not _KEY.fullmatch(said["key"]):
            self.mistake(
                line,
                f"代码写成了「{said['key']}」。请用字母、数字、点、横线、斜线，最多 64 个，如 yunxi/finance。",
            )
        if not said["name"]:
            self.mistake(line, "没有写名称（name）。")
        if said["parent"] and said["parent"] == said["key"]:
            self.mistake(line, "上级写成了自己。没有上级的留空。")
        if not said["region"] and said["level"] not in {"state", LEVEL_LABELS["state"]}:
            self.mistake(line, "没有写地区（region），如 云溪县。只有国家一级可以留空。")

    def _word(self, line: int, name: str, said: Mapping[str, str], known: Mapping[str, Word]) -> Word | None:
        word = known.get(said[name])
        if word is None:
            labels = KIND_LABELS if name == "kind" else LEVEL_LABELS
            shown = "、".join(f"{key}（{label}）" for key, label in labels.items())
            self.mistake(line, f"{COLUMNS[name]}（{name}）写成了「{said[name]}」，只能是：{shown}。")
        return word

    def _day(self, line: int, name: str, said: Mapping[str, str]) -> date | None:
        text = said[name]
        if not text:
            return None
        if _YEAR.fullmatch(text):
            return date(int(text), 1, 1) if name == "since" else date(int(text), 12, 31)
        if found := _DAY.fullmatch(text):
            with suppress(ValueError):
                return date(*map(int, found.groups()))
        self.mistake(line, f"{COLUMNS[name]}（{name}）写成了「{text}」。请写年份或日期：2021 或 2021-05-28。")
        return None

    # --- what only all lines together show ---------------------------------------------------------------------

    def judge(self, entries: list[Entry]) -> None:
        by_key: dict[str, list[Entry]] = {}
        for entry in entries:
            by_key.setdefault(entry.key, []).append(entry)
        for of_key in by_key.values():
            of_key.sort(key=lambda entry: entry.first)
            self._one_after_another(of_key)
        for entry in entries:
            self._under_its_parent(entry, by_key)
        self._no_rings(by_key)
        self._own_names(entries)
        for line, says in mistaken(entries, by_key):
            self.mistake(line, says)

    def _one_after_another(self, entries: list[Entry]) -> None:
        """Two names may share the year of the change, where only years are written: 止 2021 and 起 2021."""
        for earlier, later in pairwise(entries):
            if later.first > earlier.last or _meet_within_a_year(earlier, later):
                continue
            self.mistake(
                later.line, f"「{later.key}」的时间与第 {earlier.line} 行重叠。同一代码的各行要前后相接。"
            )

    def _under_its_parent(self, entry: Entry, by_key: Mapping[str, list[Entry]]) -> None:
        if entry.parent is None:
            return
        above = by_key.get(entry.parent)
        if above is None:
            self.mistake(
                entry.line, f"上级「{entry.parent}」不在名册里。请补上这个代码，或把上级（parent）留空。"
            )
            return
        if gap := _first_uncovered(entry, above):
            self.mistake(
                entry.line,
                f"上级「{entry.parent}」在 {gap} 不存在（第 {above[0].line} 行）。请给这个机关分时段写上级。",
            )

    def _no_rings(self, by_key: Mapping[str, list[Entry]]) -> None:
        """Walking up on the first and last day of every line, one comes to an end."""
        cleared: set[tuple[str, date]] = set()
        for key, entries in by_key.items():
            for entry in entries:
                for day in (entry.first, entry.last):
                    walked = _walk(key, day, by_key, cleared)
                    if walked is None:
                        self.mistake(entry.line, f"「{key}」的上级绕了一圈又是自己。请核对上级（parent）。")
                        return
                    cleared |= walked

    def _own_names(self, entries: list[Entry]) -> None:
        """Two organs of one area cannot bear one name at one time: nobody could tell whose report it is."""
        borne: dict[tuple[str, str | None], list[Entry]] = {}
        for entry in entries:
            for name in dict.fromkeys((entry.name, *entry.also)):
                others = borne.setdefault((name, entry.region), [])
                for other in others:
                    is_at_once = other.first <= entry.last and entry.first <= other.last
                    if other.key != entry.key and is_at_once:
                        self.mistake(
                            entry.line,
                            f"「{name}」与第 {other.line} 行是不同的机关（{other.key}、{entry.key}），"
                            "名称、地区和时间却相同。请核对，或用又称（also）区别。",
                        )
                others.append(entry)


def _meet_within_a_year(earlier: Entry, later: Entry) -> bool:
    end, begin = earlier.until, later.since
    return (
        end is not None
        and begin is not None
        and end.year == begin.year
        and (end.month, end.day, begin.month, begin.day) == (12, 31, 1, 1)
    )


def _first_uncovered(entry: Entry, above: list[Entry]) -> str | None:
    """The first day of the entry on which no line of the parent stands; None where there is none."""
    day = entry.first
    for parent in above:
        if parent.first <= day <= parent.last:
            if parent.last >= entry.last:
                return None
            day = parent.last + timedelta(days=1)
    return "一开始" if day == date.min else day.isoformat()


def _walk(
    key: str, day: date, by_key: Mapping[str, list[Entry]], cleared: set[tuple[str, date]]
) -> set[tuple[str, date]] | None:
    """What was passed on the way up on that day; None where the way has no end."""
    passed: set[tuple[str, date]] = set()
    for parent in _upwards(key, day, by_key):
        if (parent, day) in passed:
            return None
        if (parent, day) in cleared:
            break
        passed.add((parent, day))
    return passed


def _upwards(key: str | None, day: date, by_key: Mapping[str, list[Entry]]) -> Iterator[str]:
    while key is not None:
        yield key
        key = next((each.parent for each in reversed(by_key.get(key, [])) if each.is_on(day)), None)
