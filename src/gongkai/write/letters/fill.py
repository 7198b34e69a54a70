"""A template filled with a letter: every word of the letter finds a place, or the template is refused.

Nothing is executed: a field is a name, and its place takes the words of that name.
"""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from lxml import etree

from gongkai.model.letter import Letter
from gongkai.write.letters import fields, shape
from gongkai.write.letters.merge import Field, fields_of, name_in, replace
from gongkai.write.letters.package import BadTemplate, Package, W, instructions
from gongkai.write.letters.pieces import Line, Piece, Place, Table

_PLACES: dict[str, Place] = {
    fields.NUMBER: "number",
    fields.TITLE: "title",
    fields.ADDRESSEE: "addressee",
    fields.ATTACHMENTS: "attachment",
    fields.DAY: "day",
    fields.CODE: "note",
    "联系方式": "note",
}
_NOT_CARRIED = "模板里的图片、文本框、页眉页脚和字体不转入 PDF，PDF 只取模板正文的文字和顺序。"


@dataclass(frozen=True, slots=True)
class Filled:
    """The template's parts with the letter in them, what is set, and Chinese sentences on what a PDF leaves out."""

    parts: Mapping[str, bytes]
    pieces: tuple[Piece, ...]
    remarks: tuple[str, ...]


def fill(package: Package, letter: Letter) -> Filled:
    """Raises :class:`BadTemplate` where a field is unknown, out of place, or missing for something the letter says."""
    document = copy.deepcopy(package.document)
    there = _names(document, package)
    _refuse_gaps(there, letter, package.name)
    single, listed = fields.single(letter), fields.listed(letter, there)
    _fill_rows(document, fields.rows(letter, there))
    _refuse_outside_rows(document, package.name)
    places: dict[etree._Element, Place] = {}
    for paragraph in list(_paragraphs(document)):
        found = fields_of(paragraph)
        if any(field.name in listed for field in found):
            _fill_list(paragraph, found, listed, places)
        elif found:
            _fill_line(paragraph, found, single, places)
    if left := [name for text in instructions(document) if (name := name_in(text))]:
        raise BadTemplate(
            f"模板「{package.name}」的字段「{left[0]}」放在了文本框、链接里，或与别的域套在一起。请把它直接放在正文或表格里。"
        )
    shape.keep_together(places)
    shape.place_signature(places)
    parts = {
        **package.parts,
        "word/document.xml": etree.tostring(document, encoding="UTF-8", standalone=True),
    }
    return Filled(parts, tuple(_pieces(document, places)), _remarks(document, package))


# --- which fields there are --------------------------------------------------------------------------------------


def _names(document: etree._Element, package: Package) -> frozenset[str]:
    """The names of the template's fields, all of which are known."""
    for part, data in package.parts.items():
        if part.startswith(("word/header", "word/footer")) and b"MERGEFIELD" in data:
            raise BadTemplate(f"模板「{package.name}」的页眉页脚里有合并域（{part}）。请把字段移到正文。")
    names = frozenset(name for text in instructions(document) if (name := name_in(text)) is not None)
    if unknown := sorted(names - set(fields.KNOWN)):
        raise BadTemplate(
            f"模板「{package.name}」里不认识的字段：{'、'.join(unknown)}。可以用的有：{'、'.join(fields.KNOWN)}。"
        )
    return names


def _refuse_gaps(there: frozenset[str], letter: Letter, name: str) -> None:
    """Whatever the letter says must have a place."""
    if missing := list(_missing(there, letter)):
        raise BadTemplate(
            f"模板「{name}」缺少字段：{'、'.join(missing)}。这件文书有这部分内容，少了就不完整。"
            "请在 Word 或 WPS 里插入同名的合并域。"
        )


def _refuse_outside_rows(document: etree._Element, name: str) -> None:
    for paragraph in _paragraphs(document):
        for field in fields_of(paragraph):
            if field.name in {fields.LABEL, fields.CONTENT}:
                raise BadTemplate(f"模板「{name}」的字段「{field.name}」不在表格里。请把它放进表格的一行。")


def _missing(there: frozenset[str], letter: Letter) -> Iterator[str]:
    single = fields.single(letter)
    if letter.day is None:
        del single[fields.DAY]
    yield from (name for name, text in single.items() if text and name not in there)
    if letter.attachments and fields.ATTACHMENTS not in there:
        yield fields.ATTACHMENTS
    if fields.BODY in there:
        return
    is_table = {fields.LABEL, fields.CONTENT} <= there
    if is_table and fields.listed(letter, there)[fields.BODY]:
        yield fields.BODY
    elif not is_table:
        roles = {part.role for part in letter.parts}
        yield from (name for name, role in fields.BY_ROLE.items() if role in roles and name not in there)


# --- filling -------------------------------------------------------------------------------------------------------


def _paragraphs(root: etree._Element) -> Iterator[etree._Element]:
    """The paragraphs of text and tables, not those of text boxes."""
    return (
        paragraph
        for paragraph in root.iter(f"{W}p")
        if next(paragraph.iterancestors(f"{W}txbxContent"), None) is None
    )


def _fill_line(
    paragraph: etree._Element,
    found: list[Field],
    single: Mapping[str, str],
    places: dict[etree._Element, Place],
) -> None:
    """A line whose fields are all empty is left out with its fixed words."""
    if not any(single.get(field.name) for field in found):
        _remove(paragraph)
        return
    if found[0].name == fields.ORGAN:
        places[paragraph] = (
            "organ" if "addressee" in places.values() or "title" in places.values() else "head"
        )
        shape.fit(found[0], single[fields.ORGAN])
    else:
        places[paragraph] = _PLACES.get(found[0].name, "body")
    for field in found:
        replace(field, single[field.name])


def _fill_list(
    paragraph: etree._Element,
    found: list[Field],
    listed: Mapping[str, tuple[str, ...]],
    places: dict[etree._Element, Place],
) -> None:
    """The field's paragraph once for each text."""
    if len(found) > 1:
        names = "」和「".join(field.name for field in found)
        raise BadTemplate(f"模板里「{names}」在同一段。字段「{found[0].name}」可能有几段，请让它自成一段。")
    for number, text in enumerate(listed[found[0].name]):
        line = copy.deepcopy(paragraph)
        if number:
            shape.strip_marks(line)
        paragraph.addprevious(line)
        places[line] = _PLACES.get(found[0].name, "body")
        replace(fields_of(line)[0], text)
    _remove(paragraph)


def _fill_rows(document: etree._Element, rows: tuple[tuple[str, str], ...]) -> None:
    for row in list(document.iter(f"{W}tr")):
        names = {field.name for paragraph in row.iter(f"{W}p") for field in fields_of(paragraph)}
        if not names & {fields.LABEL, fields.CONTENT}:
            continue
        for number, (label, content) in enumerate(rows):
            line = copy.deepcopy(row)
            if number:
                shape.strip_marks(line)
            row.addprevious(line)
            for paragraph in line.iter(f"{W}p"):
                for field in fields_of(paragraph):
                    replace(field, {fields.LABEL: label, fields.CONTENT: content}.get(field.name, ""))
        shape.drop(row)


def _remove(paragraph: etree._Element) -> None:
    """Out of the text; a cell of a table keeps its last paragraph, which it must have."""
    parent = paragraph.getparent()
    if parent is not None and parent.tag == f"{W}tc" and len(parent.findall(f"{W}p")) == 1:
        for field in fields_of(paragraph):
            replace(field, "")
    else:
        shape.drop(paragraph)


# --- what is set ---------------------------------------------------------------------------------------------------


def _pieces(document: etree._Element, places: Mapping[etree._Element, Place]) -> Iterator[Piece]:
    tables: set[etree._Element] = set()
    for paragraph in _paragraphs(document):
        table = next(reversed(list(paragraph.iterancestors(f"{W}tbl"))), None)
        if table is not None:
            if table not in tables:
                tables.add(table)
                yield Table(tuple(_cells(row) for row in table.iter(f"{W}tr")))
            continue
        text = shape.text_of(paragraph)
        if text.strip():
            yield Line(places.get(paragraph) or shape.alignment(paragraph), text)
        elif shape.is_rule(paragraph):
            yield Line("rule", "")


def _cells(row: etree._Element) -> tuple[str, ...]:
    return tuple(
        "\n".join(shape.text_of(paragraph) for paragraph in cell.iter(f"{W}p"))
        for cell in row.findall(f"{W}tc")
    )


def _remarks(document: etree._Element, package: Package) -> tuple[str, ...]:
    has_pictures = next(document.iter(f"{W}drawing", f"{W}pict"), None) is not None
    heads = (data for part, data in package.parts.items() if part.startswith("word/header"))
    return (_NOT_CARRIED,) if has_pictures or any(b"<w:t" in data for data in heads) else ()
