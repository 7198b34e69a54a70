"""Merge fields in a paragraph of Word: found however a program wrote them, and replaced by words."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from gongkai.write.layout import clean
from gongkai.write.letters.package import W

_NAME = re.compile(r'\s*MERGEFIELD\s+(?:"([^"]+)"|(\S+))', re.IGNORECASE)
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(slots=True)
class Field:
    """One field: the elements that it is written with, which stand one behind the other."""

    name: str = ""
    elements: list[etree._Element] = field(default_factory=list)
    properties: etree._Element | None = None


def name_in(instruction: str) -> str | None:
    """The name that a MERGEFIELD instruction gives, None for other fields."""
    found = _NAME.match(instruction)
    return (found[1] or found[2]) if found else None


def fields_of(paragraph: etree._Element) -> list[Field]:
    """The merge fields that stand directly in the paragraph, in their order."""
    return [found for found in _written(paragraph) if found.name]


def _written(paragraph: etree._Element) -> Iterator[Field]:
    """Every field; a simple one is one element, a complex one the runs from its begin to its end."""
    runs: list[etree._Element] = []
    depth = 0
    for child in paragraph:
        if child.tag == f"{W}fldSimple" and not depth:
            yield Field(name_in(str(child.get(f"{W}instr", ""))) or "", [child], child.find(f"{W}r/{W}rPr"))
        kinds = [mark.get(f"{W}fldCharType") for mark in child.iter(f"{W}fldChar")]
        if depth or "begin" in kinds:
            runs.append(child)
        depth += kinds.count("begin") - kinds.count("end")
        if runs and depth <= 0:
            yield Field(_name(runs), runs, _looks(runs))
            runs, depth = [], 0


def _name(runs: list[etree._Element]) -> str:
    """Empty for a field that holds another one, which nothing here fills."""
    marks = [mark for run in runs for mark in run.iter(f"{W}fldChar", f"{W}instrText")]
    if sum(mark.get(f"{W}fldCharType") == "begin" for mark in marks) > 1:
        return ""
    return name_in("".join(mark.text or "" for mark in marks if mark.tag == f"{W}instrText")) or ""


def _looks(runs: list[etree._Element]) -> etree._Element | None:
    """The looks of the words that show, else those of the field's first run."""
    shown = (run for run in runs if run.find(f"{W}t") is not None)
    return next(shown, runs[0]).find(f"{W}rPr")


def replace(found: Field, text: str) -> None:
    """The words in place of the field, in its looks. A line end in ``text`` becomes a line break."""
    run = etree.Element(f"{W}r")
    if found.properties is not None:
        run.append(copy.deepcopy(found.properties))
    for number, line in enumerate(text.split("\n")):
        if number:
            etree.SubElement(run, f"{W}br")
        words = etree.SubElement(run, f"{W}t")
        words.text = clean(line)
        words.set(_SPACE, "preserve")
    first, *others = found.elements
    parent = first.getparent()
    if parent is not None:
        for element in others:
            parent.remove(element)
        parent.replace(first, run)
