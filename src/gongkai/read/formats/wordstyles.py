"""Paragraph styles of Word: the heading level and the list that each gives, with what it is based on."""

from __future__ import annotations

from dataclasses import dataclass, replace

from lxml import etree

from gongkai.read.formats.numbering import VAL, Numbering, W, whole

_PPR = W + "pPr"
_LARGE = 65_536
_OPENS, _CLOSES = b"<w:style ", b"</w:style>"


@dataclass(frozen=True, slots=True)
class Style:
    """What a paragraph style adds: heading level, list, and the style it is based on."""

    base: str
    level: int
    number: str
    depth: int | None
    is_contents: bool


def only_paragraph_styles(part: bytes) -> bytes:
    """The part without its table styles: some writers put 300 KB of them into every file, more than all the rest."""
    beginning, *stated = part.split(_OPENS)
    if len(part) < _LARGE or not stated:
        return part
    kept = (
        _OPENS + style[: style.rfind(_CLOSES) + len(_CLOSES)] for style in stated if _is_of_paragraphs(style)
    )
    return b"".join([beginning, *kept, b"</w:styles>"])


def _is_of_paragraphs(style: bytes) -> bool:
    return b'w:type="paragraph"' in style[: style.find(b">")] and _CLOSES in style


def styles(root: etree._Element | None, lists: Numbering) -> dict[str, Style]:
    """Paragraph styles by id with what they inherit; the default one also under ""."""
    if root is None:
        return {}
    stated = {}
    default = ""
    for element in root.iter(W + "style"):
        if element.get(W + "type", "paragraph") == "paragraph":
            name = str(element.get(W + "styleId", ""))
            stated[name] = _stated_style(element)
            default = name if element.get(W + "default") in ("1", "true", "on") else default
    found = {name: _linked(name, _inherited(name, stated), lists) for name in stated}
    if default in found:
        found[""] = found[default]
    return found


def _stated_style(element: etree._Element) -> Style:
    base, name = element.find(W + "basedOn"), element.find(W + "name")
    called = str(name.get(VAL, "")).lower().replace(" ", "") if name is not None else ""
    outline = element.find(f"{_PPR}/{W}outlineLvl")
    heading = called.removeprefix("heading").removeprefix("标题")
    level = int(heading) if heading != called and heading in tuple("123456789") else 0
    own = element.find(f"{_PPR}/{W}numPr")
    number, depth = ("", None) if own is None else list_of(own)
    return Style(
        "" if base is None else str(base.get(VAL, "")),
        level if outline is None else outline_level(outline),
        number,
        depth,
        called.startswith(("toc", "目录")),
    )


def _inherited(name: str, stated: dict[str, Style]) -> Style:
    style, seen = stated[name], {name}
    base = style.base
    while base in stated and base not in seen:
        seen.add(base)
        under = stated[base]
        style = Style(
            base,
            style.level or under.level,
            style.number or under.number,
            under.depth if style.depth is None else style.depth,
            style.is_contents or under.is_contents,
        )
        base = under.base
    return style


def _linked(name: str, style: Style, lists: Numbering) -> Style:
    """A list may name the style of each level instead of the style naming the level."""
    if not style.number or style.depth is not None:
        return style
    return replace(style, depth=lists.linked.get((style.number, name)))


def list_of(stated: etree._Element) -> tuple[str, int | None]:
    number, depth = stated.find(W + "numId"), stated.find(W + "ilvl")
    return (
        "" if number is None else str(number.get(VAL, "")),
        None if depth is None else whole(depth.get(VAL)),
    )


def outline_level(element: etree._Element) -> int:
    level = whole(element.get(VAL), 9)
    return level + 1 if 0 <= level < 9 else 0
