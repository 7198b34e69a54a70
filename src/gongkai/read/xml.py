"""XML parts of office files: parsed without entities, DTD or network, in one namespace."""

from __future__ import annotations

from lxml import etree

from gongkai.read.limits import Refused

_STRICT = (  # the strict variant of the standard says the same in other namespaces
    (
        b"http://purl.oclc.org/ooxml/wordprocessingml/main",
        b"http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/spreadsheetml/main",
        b"http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    ),
    (
        b"http://purl.oclc.org/ooxml/officeDocument/relationships",
        b"http://schemas.openxmlformats.org/officeDocument/2006/relationships",
    ),
)
RELATION = "{http://schemas.openxmlformats.org/officeDocument/2006/relationships}"
_REMEDY = "请用 WPS 或 Word 打开该文件后另存一份再读"


def parse(data: bytes, *, part: str) -> etree._Element:
    """The root element of a part. A document type is refused: office files have none, entity bombs do."""
    if b"http://purl.oclc.org/" in data:
        for strict, usual in _STRICT:
            data = data.replace(strict, usual)
    parser = etree.XMLParser(
        resolve_entities=False,
        no_network=True,
        load_dtd=False,
        huge_tree=False,
        remove_comments=True,
        remove_pis=True,
    )
    try:
        root = etree.fromstring(data, parser)
    except (etree.XMLSyntaxError, ValueError, LookupError) as error:
        raise Refused(f"XML 有错（{_reason(error)}）", where=part, remedy=_REMEDY) from error
    if root.getroottree().docinfo.internalDTD is not None:
        raise Refused(
            "XML 带有文档类型声明（可能是实体炸弹）", where=part, remedy="请核对文件来源，不要打开它"
        )
    return root


def _reason(error: Exception) -> str:
    if isinstance(error, etree.XMLSyntaxError) and error.position:
        line, column = error.position
        return f"第 {line} 行第 {column} 列"
    return "编码无法识别"
