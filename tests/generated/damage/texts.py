"""Damages of a whole text after it was printed. None of them takes away anything that a figure needs."""

from __future__ import annotations

from collections.abc import Callable
from functools import cache
from random import Random

from tests.generated.damage import ON_TEXT, TextDamage


def _damage(name: str) -> Callable[[TextDamage], TextDamage]:
    def register(function: TextDamage) -> TextDamage:
        ON_TEXT[name] = function
        return function

    return register


@cache
def _to_traditional() -> Callable[[str], str]:
    import opencc  # type: ignore[import-untyped]

    convert: Callable[[str], str] = opencc.OpenCC("s2t").convert
    return convert


@_damage("traditional")
def traditional(text: str, rng: Random) -> str:
    return _to_traditional()(text)


@_damage("entities")
def entities(text: str, rng: Random) -> str:
    """HTML entities left standing."""
    return (
        text.replace("“", "&ldquo;")
        .replace("”", "&rdquo;")
        .replace(" ", "&nbsp;" if rng.random() < 0.5 else " ")
    )


@_damage("escapes")
def escapes(text: str, rng: Random) -> str:
    """The backslashes of a Markdown writer."""
    for char in ".-" if rng.random() < 0.5 else ".":
        text = text.replace(char, "\\" + char)
    return text


@_damage("bold")
def bold(text: str, rng: Random) -> str:
    """Stars around headings and labels."""
    lines = text.split("\n")
    return "\n".join(
        f"**{line}**"
        if line and line[0] in "一二三四五六" and "\t" not in line and "|" not in line and rng.random() < 0.6
        else line
        for line in lines
    )


@_damage("crlf")
def crlf(text: str, rng: Random) -> str:
    return text.replace("\n", rng.choice(["\r\n", "\r"]))


@_damage("form-feeds")
def form_feeds(text: str, rng: Random) -> str:
    lines = text.split("\n")
    for _ in range(rng.randint(1, 4)):
        at = rng.randrange(len(lines))
        lines[at] = "\f" + lines[at]
    return "\n".join(lines)


@_damage("marks")
def marks(text: str, rng: Random) -> str:
    """A byte order mark, zero-width spaces, soft hyphens."""
    unseen = rng.choice(["\u200b", "\ufeff", "\u00ad"])
    return "\ufeff" + "".join(char + (unseen if rng.random() < 0.02 else "") for char in text)
