"""The articles that a letter cites."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from gongkai.law.numerals import from_chinese

_N = r"[一二三四五六七八九十百零\d]{1,5}"
_PART = (
    rf"第(?P<article>{_N})条(?:之[一二三四])?(?:第?(?P<paragraph>[一二三四五六七八九十\d]{{1,2}})款)?"
    rf"(?:第?[（(]?(?P<item>{_N})[）)]?项)?"
)
_ONE = re.compile(_PART)
_ALSO = re.compile(rf"^(?:和|、|及|以及|，|或者|或|与)?(?:{_PART})")
_MORE = re.compile(rf"^(?:和|、|及|以及)第?[（(]?(?P<item>{_N})[）)]?项")
_TITLE = re.compile(r"《(?P<title>[^》]{2,60})》(?:（[^）]{0,60}）)?(?P<gap>的?(?:有关)?(?:规定)?，?)(?=第)")
_BARE = re.compile(r"(?:依据|根据|按照|依照|适用|符合|属于)(?:本|该)?条例(?=第)")


@dataclass(frozen=True, slots=True)
class Citation:
    """One article as the letter prints it; ``start`` counts characters of the text that was searched."""

    title: str
    article: int
    paragraph: int | None
    item: int | None
    start: int
    text: str

    @property
    def is_of_regulation(self) -> bool:
        """Of the Regulations; 《条例》 alone is, in a letter of this office."""
        return self.title == "条例" or self.title.endswith("政府信息公开条例")

    def meets(self, wanted: str) -> bool:
        """Whether this is the article that ``regulation/36-4`` asks for, with its item where one is asked for.

        An item printed as a paragraph (第三十六条第四款) is the item: a slip of the pen, and no other basis.
        """
        key, _, rest = wanted.partition("/")
        if key != "regulation" or not self.is_of_regulation:
            return False
        article, _, item = rest.partition("-")
        if self.article != int(article):
            return False
        return not item or int(item) in (self.item, self.paragraph if self.item is None else None)


def citations(text: str) -> tuple[Citation, ...]:
    """All articles that stand behind a title in 《》, in a text without white space."""
    return tuple(_citations(text))


def titles(text: str) -> tuple[str, ...]:
    """All titles in 《》."""
    return tuple(re.findall(r"《([^》]{2,60})》", text))


def _citations(text: str) -> Iterator[Citation]:
    heads = [(match["title"], match.end()) for match in _TITLE.finditer(text)]
    heads += [("条例", match.end()) for match in _BARE.finditer(text)]
    for title, start in sorted(heads, key=lambda head: head[1]):
        yield from _run(title, text, start)


def _run(title: str, text: str, at: int) -> Iterator[Citation]:
    """The articles that follow a title one after the other: 第十五条、第三十六条第（三）项."""
    match = _ONE.match(text, at)
    while match:
        yield _citation(title, match)
        at = match.end()
        while more := _MORE.match(text[at:]):
            number = from_chinese(more["item"]) if not more["item"].isdecimal() else int(more["item"])
            paragraph = match["paragraph"]
            yield Citation(
                title, _whole(match["article"]), _whole(paragraph) if paragraph else None, number, at, more[0]
            )
            at += more.end()
        also = _ALSO.match(text[at:])
        match = _ONE.match(text, at + also.start("article") - 1) if also else None


def _citation(title: str, match: re.Match[str]) -> Citation:
    paragraph, item = match["paragraph"], match["item"]
    return Citation(
        title,
        _whole(match["article"]),
        _whole(paragraph) if paragraph else None,
        _whole(item) if item else None,
        match.start(),
        f"《{title}》{match[0]}",
    )


def _whole(text: str) -> int:
    return int(text) if text.isdecimal() else from_chinese(text) or 0
