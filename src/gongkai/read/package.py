"""The parts of an office package: the main one by its relation, the others by name."""

from __future__ import annotations

from lxml import etree

from gongkai.read.archive import Archive
from gongkai.read.limits import Refused
from gongkai.read.xml import parse

RELATIONSHIP = "{http://schemas.openxmlformats.org/package/2006/relationships}Relationship"
_RELATIONS = "_rels/.rels"


def main_part(archive: Archive, otherwise: str) -> str:
    """The name of the part that holds the text or the list of sheets."""
    root = optional(archive, _RELATIONS)
    for relation in () if root is None else root.iter(RELATIONSHIP):
        target = str(relation.get("Target", "")).lstrip("/")
        if str(relation.get("Type", "")).endswith("/officeDocument") and target in archive:
            return target
    return otherwise


def part_of(archive: Archive, name: str) -> bytes:
    try:
        return archive.part(name)
    except KeyError:
        raise Refused("缺少该部分，文件不完整", where=name, remedy="请重新取得原件") from None


def optional(archive: Archive, name: str) -> etree._Element | None:
    """The root of a part, None where the file does without it."""
    return parse(archive.part(name), part=name) if name in archive else None
