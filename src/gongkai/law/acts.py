"""The acts, notices and standards that rules, terms and letters cite."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from functools import cache

from gongkai.law import loader
from gongkai.law.numerals import in_chinese


@dataclass(frozen=True, slots=True)
class Act:
    """One act. ``key`` is what citations begin with (``regulation``, ``notice/2021-30``).

    ``confirmed`` is False where a fact was recalled or read in a secondary source only; ``remark`` then says which.
    """

    key: str
    title: str
    short: str
    issuer: str
    since: date
    until: date | None
    number: str | None = None
    confirmed: bool = True
    remark: str | None = None


@dataclass(frozen=True, slots=True)
class _ActsFile:
    acts: tuple[Act, ...]


class UnknownAct(LookupError):
    """A citation names an act that ``law/data/acts`` does not hold."""


@cache
def acts() -> dict[str, Act]:
    """All acts by key."""
    found = {}
    for file in loader.files("acts"):
        for act in loader.load(file.read_text("utf-8"), _ActsFile, file=f"acts/{file.name}").acts:
            found[act.key] = act
    return found


def act_of(citation: str) -> tuple[Act, str]:
    """The act that ``regulation/33`` or ``notice/2021-30`` cites, and the article (may be empty).

    Raises :class:`UnknownAct`.
    """
    known = acts()
    if citation in known:
        return known[citation], ""
    key, _, article = citation.rpartition("/")
    if key not in known:
        raise UnknownAct(f"引用「{citation}」：法规库里没有这个文件。请在 law/data/acts 里补上它。")
    return known[key], article


def cited(citation: str) -> str:
    """A citation as people read it: 《…条例》第三十三条; ``16.2`` is a paragraph (款), ``36-4`` an item (项)."""
    act, article = act_of(citation)
    if not article:
        return act.short if act.number is None else f"{act.short}（{act.number}）"
    return f"{act.short}{_article(article)}"


def cited_in_full(citations: Iterable[str]) -> str:
    """Citations as a letter states them: whole titles, the articles of one act behind one title."""
    articles: dict[str, list[str]] = {}
    for citation in citations:
        act, article = act_of(citation)
        articles.setdefault(_full_title(act), []).extend([_article(article)] if article else [])
    return "、".join(title + "、".join(found) for title, found in articles.items())


def _full_title(act: Act) -> str:
    title = act.title.partition("（")[0]
    return f"《{title}》" + (f"（{act.number}）" if act.key.startswith("notice/") and act.number else "")


def _article(article: str) -> str:
    number, _, item = article.partition("-")
    number, _, paragraph = number.partition(".")
    return (
        f"第{in_chinese(int(number))}条"
        + (f"第{in_chinese(int(paragraph))}款" if paragraph else "")
        + (f"第（{in_chinese(int(item))}）项" if item else "")
    )
