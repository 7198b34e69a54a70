"""The looks of a filled template: what stays together, where the signature stands, what a paragraph shows."""

from __future__ import annotations

from collections.abc import Mapping

from lxml import etree

from gongkai.write import measures
from gongkai.write.letters.merge import Field
from gongkai.write.letters.package import W
from gongkai.write.letters.pieces import Place

_RIGHT_OF_DAY = 4.0  # characters that the date keeps from the right edge, for the seal
_HEAD_WIDTH = measures.TEXT_WIDTH / 25.4 * 72 * 2 * 0.98  # of the text, in half points
_AFTER_INDENT = {
    f"{W}{tag}" for tag in ("contextualSpacing", "jc", "textAlignment", "outlineLvl", "rPr", "sectPr")
}
_PARAGRAPH_ID = "{http://schemas.microsoft.com/office/word/2010/wordml}"


def signature_indents(organ: str, day: str) -> tuple[float, float]:
    """How many characters organ and date keep from the right margin.

    The date keeps four, the organ's name is centred over it, so that one seal lies over both; a name that would
    reach over the edge pushes both to the left.
    """
    over = (measures.width_of(organ) - measures.width_of(day)) / 2
    of_day = max(_RIGHT_OF_DAY, over)
    return of_day - over, of_day


def place_signature(places: Mapping[etree._Element, Place]) -> None:
    """Set organ and date for the seal, where the template has them on the right."""
    by_place = {place: paragraph for paragraph, place in places.items() if place in {"organ", "day"}}
    if len(by_place) < 2 or any(alignment(paragraph) != "right" for paragraph in by_place.values()):
        return
    lines = by_place["organ"], by_place["day"]
    for paragraph, right in zip(lines, signature_indents(*map(text_of, lines)), strict=True):
        _indent(paragraph, right)


def keep_together(places: Mapping[etree._Element, Place]) -> None:
    """The last words of the text, attachments, organ, date and what stands below them stay on one page."""
    signed = next((paragraph for paragraph, place in places.items() if place == "organ"), None)
    if signed is None:
        return
    below = [each for each in signed.itersiblings(f"{W}p") if text_of(each).strip()]
    for paragraph in [signed, *below[:-1]] if below else []:
        _keep_with_next(paragraph)
    for paragraph in signed.itersiblings(f"{W}p", preceding=True):
        _keep_with_next(paragraph)
        if places.get(paragraph) != "attachment" and text_of(paragraph).strip():
            return


def fit(field: Field, text: str) -> None:
    """A size at which the organ's name stands on one line, where the template's is too large."""
    for size in () if field.properties is None else field.properties.iter(f"{W}sz", f"{W}szCs"):
        largest = int(_HEAD_WIDTH / max(1.0, measures.width_of(text)))
        if int(size.get(f"{W}val", "0")) > largest:
            size.set(f"{W}val", str(largest))


def strip_marks(element: etree._Element) -> None:
    """What may stand in a document only once: bookmarks and the names of paragraphs."""
    for mark in list(element.iter(f"{W}bookmarkStart", f"{W}bookmarkEnd")):
        drop(mark)
    for each in element.iter():
        for name in [name for name in each.attrib if str(name).startswith(_PARAGRAPH_ID)]:
            del each.attrib[name]
    # 附件：1.… hangs below a free line; the next number stands right under the first
    for name in ("hanging", "hangingChars", "before", "beforeLines"):
        for each in element.iter(f"{W}ind", f"{W}spacing"):
            if f"{W}{name}" in each.attrib:
                del each.attrib[f"{W}{name}"]


def text_of(paragraph: etree._Element) -> str:
    """The words that show, with line ends at line breaks."""
    shown = {f"{W}tab": "\u3000", f"{W}br": "\n"}
    return "".join(
        each.text or "" if each.tag == f"{W}t" else shown[str(each.tag)]
        for run in paragraph.iter(f"{W}r")
        for each in run.iterchildren(f"{W}t", f"{W}tab", f"{W}br")
    )


def alignment(paragraph: etree._Element) -> Place:
    value = paragraph.find(f"{W}pPr/{W}jc")
    match value.get(f"{W}val") if value is not None else None:
        case "right" | "end":
            return "right"
        case "center":
            return "center"
        case _:
            return "left"


def is_rule(paragraph: etree._Element) -> bool:
    """An empty paragraph with a border: the line across the page."""
    return paragraph.find(f"{W}pPr/{W}pBdr") is not None


def drop(element: etree._Element) -> None:
    """Out of its parent."""
    parent = element.getparent()
    if parent is not None:
        parent.remove(element)


def _keep_with_next(paragraph: etree._Element) -> None:
    properties = _properties(paragraph)
    if properties.find(f"{W}keepNext") is None:
        style = properties.find(f"{W}pStyle")
        properties.insert(0 if style is None else 1, etree.Element(f"{W}keepNext"))


def _indent(paragraph: etree._Element, right: float) -> None:
    properties = _properties(paragraph)
    indent = properties.find(f"{W}ind")
    if indent is None:
        at = next((n for n, each in enumerate(properties) if each.tag in _AFTER_INDENT), len(properties))
        indent = etree.Element(f"{W}ind")
        properties.insert(at, indent)
    indent.set(f"{W}rightChars", str(round(right * 100)))
    indent.set(f"{W}right", str(round(right * 320)))


def _properties(paragraph: etree._Element) -> etree._Element:
    properties = paragraph.find(f"{W}pPr")
    if properties is None:
        properties = etree.Element(f"{W}pPr")
        paragraph.insert(0, properties)
    return properties
