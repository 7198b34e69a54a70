"""Letters and expectations as ``tests/cases/letters/*.yaml`` state them.

``sound/<name>.yaml`` is a letter with nothing wrong in it, and the record that it is held against. A case of a rule takes
one and changes it:

    on: not-exist                 the sound letter
    replace: {old: new}           words of it that are other words here; every one has to stand in it
    letter: |                     a letter of its own instead
    record: {field: value}        fields of the record that are other here; null for a letter without any record
    finds: [{hole: value}]        nothing is found where it is absent
    cannot_tell: true             the rule says that it cannot judge
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import Any

import yaml

from gongkai.check.letters.registry import Held
from gongkai.check.letters.text import of_document
from gongkai.check.registry import Hit
from gongkai.model.document import Document, Format, Paragraph
from gongkai.model.letter import LetterRecord, RecordedItem
from gongkai.model.place import Place

FOLDER = Path(__file__).parents[2] / "cases" / "letters"


def case_files() -> list[Path]:
    return sorted(FOLDER.glob("*.yaml"))


def sound_letters() -> list[str]:
    return [path.stem for path in sorted((FOLDER / "sound").glob("*.yaml"))]


def load(path: Path) -> dict[str, Any]:
    loaded = yaml.safe_load(path.read_text("utf-8"))
    assert isinstance(loaded, dict), path
    return loaded


def subject(case: Mapping[str, Any]) -> Held:
    """The letter of a case, held against its record."""
    sound = load(FOLDER / "sound" / f"{case.get('on', 'not-exist')}.yaml")
    text = case.get("letter", sound["letter"])
    for old, new in case.get("replace", {}).items():
        assert old in text, f"「{old}」 does not stand in the letter"
        text = text.replace(old, new or "")
    if "record" in case and case["record"] is None:
        return Held(of_document(document(text)))
    return Held(of_document(document(text)), record({**sound["record"], **case.get("record", {})}))


def document(text: str) -> Document:
    lines = enumerate(text.splitlines(), 1)
    return Document(
        Format.TEXT, tuple(Paragraph(line.strip(), Place(line=n)) for n, line in lines if line.strip())
    )


def record(given: Mapping[str, Any]) -> LetterRecord:
    items = tuple(RecordedItem(**item) for item in given.get("items", ()))
    return LetterRecord(**{**given, "items": items})


def said(seen: Hit, wanted: Mapping[str, Any]) -> bool:
    """Whether a hit is the one that a case wants; words of no matter are not named in the case."""
    return all(str(seen.holes[key]) == str(value) for key, value in wanted.items())
