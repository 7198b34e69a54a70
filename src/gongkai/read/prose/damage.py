"""What conversion left in the prose: marks, mixed brackets, an English word in the middle of a sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from gongkai.model.report import Damage
from gongkai.read.prose.headings import Heading
from gongkai.read.prose.text import Line
from gongkai.read.prose.title import Title
from gongkai.read.tables.characters import is_traditional

_HAN = r"[\u4e00-\u9fff]"
_WORD = re.compile(
    rf"(?:(?<={_HAN})|(?<={_HAN}\s)|(?<=[，、和与]))(?P<word>[a-z]{{5,}}(?:\s[a-z]{{3,}})*)(?=\s*(?:{_HAN}|$|[，。、；]))"
)
_WORDS_IN_USE = frozenset(
    [
        "weibo",
        "weixin",
        "wechat",
        "email",
        "excel",
        "office",
        "ppt",
        "docx",
        "xlsx",
        "logo",
        "wifi",
        "douyin",
        "toutiao",
        "kuaishou",
        "internet",
        "windows",
        "linux",
        "android",
        "iphone",
        "github",
    ]
)
_NAMED = re.compile(r"(?:号|名|名为|域名|邮箱|网址|账户)[是为：:]?\s*$")  # 微信号yunxifabu
_WIDE_ITEM = re.compile(r"^（[一二三四五六七八九十]+）")
_NARROW_ITEM = re.compile(r"^\([一二三四五六七八九十]+\)")
_SOME = 3
_BOLD = re.compile(
    r"(?<!\*)\*\*(?!\*)[^*]+\*\*(?!\*)|^\s*(?:#+\s*)?\*\*(?!\*)|(?<!\*)\*\*\s*$|(?<![\w?&=/])__(?=[^\s_])[^_]+__(?!\w)"
)


def title_space(title: Title) -> Iterator[Damage]:
    if title.inner_space is not None:
        yield Damage("title-space", title.passage.place, title.inner_space)


def traditional(title: Title | None, headings: Sequence[Heading]) -> Iterator[Damage]:
    """Title and headings in traditional characters: no organ on the mainland writes so, a converter does."""
    printed = [*([title.passage] if title else []), *(heading.line.passage for heading in headings)]
    odd = [passage for passage in printed if is_traditional(passage.text)]
    if len(odd) >= _SOME:
        yield Damage("traditional-characters", odd[0].place, odd[0].text[:12])


def in_body(body: Sequence[Line]) -> Iterator[Damage]:
    """The damage in the paragraphs of one section."""
    yield from _brackets(body)
    marked = [line for line in body if _BOLD.search(line.raw)]
    if marked:
        yield Damage("markup-residue", marked[0].place, "**")
    for line in body:
        for found in _WORD.finditer(line.text):
            if found["word"] not in _WORDS_IN_USE and not _NAMED.search(line.text[: found.start()]):
                yield Damage("foreign-word", line.at(found.start(), found.end()), found["word"])


def _brackets(body: Sequence[Line]) -> Iterator[Damage]:
    """(一) beside （二）: a converter took one kind of bracket for the other."""
    narrow = [line for line in body if _NARROW_ITEM.match(line.text)]
    wide = [line for line in body if _WIDE_ITEM.match(line.text)]
    if narrow and wide:
        odd = min(narrow, wide, key=len)[0]
        place = odd.place if odd.spots is None else replace(odd.place, end=odd.at(0, 3).end)
        yield Damage("sub-heading-brackets", place, odd.text[:3])
