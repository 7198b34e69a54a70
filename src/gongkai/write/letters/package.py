"""A letter template as an office hands it in: untrusted. It is unpacked within limits, and nothing in it is run.

What could run, fetch or hide something (macros, links to elsewhere, fields of other kinds, tracked changes, comments,
hidden words) is refused, because whatever stands in the template goes out with every letter.
"""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from collections.abc import Iterator
from dataclasses import dataclass

from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
MAIN = "word/document.xml"

LARGEST = 10_000_000
_LARGEST_CONTENT = 50_000_000
_MOST_MEMBERS = 500
_SAVE_ANEW = "请用 Word 或 WPS 打开，另存为普通的 .docx 文件"
_PLAIN = b"application/vnd.openxmlformats-officedocument.wordprocessingml.document.main+xml"
_PACKED = {zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED}
_RUNS = re.compile(r"vbaProject|vbaData|/activeX/|/embeddings/|\.bin$", re.IGNORECASE)
_WORDS = re.compile(r"word/(?:document|header\d*|footer\d*|footnotes|endnotes)\.xml")
_HARMLESS = re.compile(r"\s*(?:MERGEFIELD|PAGE|NUMPAGES|SECTIONPAGES)\b", re.IGNORECASE)
_UNWANTED = {
    **dict.fromkeys(
        ("ins", "del", "moveFrom", "moveTo"), ("有没有处理的修订", "请在「审阅」里接受或拒绝全部修订")
    ),
    "commentReference": ("有批注", "请删去全部批注"),
    "vanish": ("有隐藏文字", "请显示并删去隐藏文字"),
    **dict.fromkeys(("altChunk", "object", "control"), ("嵌有别的文件或控件", "请删去嵌入的对象")),
    "numPr": ("用了自动编号，编号不是文字，不能写进其他格式", "请把编号改成直接输入的文字"),
}
_LINKS = {
    "hyperlink": "请取消超链接，留下文字",
    "mailMergeSource": "请在「邮件」里把文档改回「普通 Word 文档」，解除数据源",
    "attachedTemplate": "请在「开发工具—文档模板」里改回 Normal",
}


class BadTemplate(ValueError):
    """A template that letters cannot be made from: what, where, and what would help, in Chinese."""


@dataclass(frozen=True, slots=True)
class Package:
    """The parts of a template by name, in their order, and the tree of the main one."""

    name: str
    parts: dict[str, bytes]
    document: etree._Element


def unpack(data: bytes, name: str) -> Package:
    """The template in ``data``; ``name`` stands in messages. Raises :class:`BadTemplate`."""
    if len(data) > LARGEST:
        raise BadTemplate(f"模板「{name}」超过 {LARGEST // 1_000_000} MB。请压缩或删去其中的图片。")
    parts = _parts(data, name)
    if MAIN not in parts or _PLAIN not in parts.get("[Content_Types].xml", b""):
        raise BadTemplate(f"模板「{name}」不是普通的 Word 文档（.docx）。{_SAVE_ANEW}。")
    for part in parts:
        if _RUNS.search(part):
            raise BadTemplate(f"模板「{name}」带有宏、控件或嵌入的文件（{part}）。{_SAVE_ANEW}。")
    trees = {part: _parse(parts[part], part, name) for part in parts if part.endswith((".xml", ".rels"))}
    for part, tree in trees.items():
        if part.endswith(".rels"):
            _refuse_links(tree, name)
        elif _WORDS.fullmatch(part):
            _refuse_unwanted(tree, name)
        elif (
            next(tree.iter(f"{W}mailMerge"), None) is not None
        ):  # Word would run its query when the letter is opened
            raise BadTemplate(f"模板「{name}」连着邮件合并的数据源。{_LINKS['mailMergeSource']}。")
    if trees[MAIN].tag != f"{W}document":  # the strict variant of the standard, which hardly anybody writes
        raise BadTemplate(f"模板「{name}」的正文不是通常的 Word 格式。{_SAVE_ANEW}。")
    return Package(name, parts, trees[MAIN])


def instructions(root: etree._Element) -> Iterator[str]:
    """The instruction of every field, however many runs it is spread over: ``MERGEFIELD 标题``."""
    open_fields: list[list[str]] = []
    for element in root.iter(f"{W}fldChar", f"{W}instrText", f"{W}fldSimple"):
        if element.tag == f"{W}fldSimple":
            yield str(element.get(f"{W}instr", ""))
        elif element.tag == f"{W}instrText" and open_fields:
            open_fields[-1].append(element.text or "")
        elif element.get(f"{W}fldCharType") == "begin":
            open_fields.append([])
        elif element.get(f"{W}fldCharType") == "end" and open_fields:
            yield "".join(open_fields.pop())
    yield from ("".join(field) for field in open_fields)


def _parts(data: bytes, name: str) -> dict[str, bytes]:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            _refuse_members(archive.infolist(), name)
            return dict(_members(archive, name))
    except BadTemplate:
        raise
    # a damaged archive makes zipfile seek to where nothing is
    except (zipfile.BadZipFile, RuntimeError, ValueError, EOFError, OSError, zlib.error) as error:
        raise BadTemplate(f"模板「{name}」打不开，文件不完整或不是 .docx。{_SAVE_ANEW}。") from error


def _refuse_members(members: list[zipfile.ZipInfo], name: str) -> None:
    if len(members) > _MOST_MEMBERS or len({member.filename for member in members}) < len(members):
        raise BadTemplate(f"模板「{name}」的内部文件过多或重名。{_SAVE_ANEW}。")
    if any(member.flag_bits & 1 or member.compress_type not in _PACKED for member in members):
        raise BadTemplate(f"模板「{name}」加了密码，或用了少见的压缩方式。{_SAVE_ANEW}。")


def _members(archive: zipfile.ZipFile, name: str) -> Iterator[tuple[str, bytes]]:
    """Each part as it really unpacks: the sizes that an archive states are only claims."""
    left = _LARGEST_CONTENT
    for member in archive.infolist():
        if member.is_dir():
            continue
        with archive.open(member) as file:
            content = file.read(left + 1)
        left -= len(content)
        if left < 0:
            raise BadTemplate(
                f"模板「{name}」解开后超过 {_LARGEST_CONTENT // 1_000_000} MB。请核对文件来源。"
            )
        yield member.filename, content


def _parse(data: bytes, part: str, name: str) -> etree._Element:
    parser = etree.XMLParser(resolve_entities=False, no_network=True, load_dtd=False, huge_tree=False)
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError) as error:
        raise BadTemplate(f"模板「{name}」的 {part} 读不懂。{_SAVE_ANEW}。") from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise BadTemplate(f"模板「{name}」的 {part} 带有文档类型声明。请核对文件来源，不要打开它。")
    return root


def _refuse_links(tree: etree._Element, name: str) -> None:
    for relation in tree.iter("{*}Relationship"):
        if relation.get("TargetMode") == "External":
            kind = str(relation.get("Type", "")).rpartition("/")[2]
            remedy = _LINKS.get(kind, "请删去它，或改为嵌在文件里的内容")
            raise BadTemplate(f"模板「{name}」链接到文件以外（{relation.get('Target', '')}）。{remedy}。")


def _refuse_unwanted(tree: etree._Element, name: str) -> None:
    for element in tree.iter(*(f"{W}{tag}" for tag in _UNWANTED)):
        if element.get(f"{W}val") not in {"0", "false", "off"}:
            what, remedy = _UNWANTED[etree.QName(element).localname]
            raise BadTemplate(f"模板「{name}」{what}。{remedy}。")
    for instruction in instructions(tree):
        if not _HARMLESS.match(instruction):
            raise BadTemplate(
                f"模板「{name}」有不能用的域「{instruction.strip()}」。只能用合并域（MERGEFIELD）和页码，请删去它。"
            )
