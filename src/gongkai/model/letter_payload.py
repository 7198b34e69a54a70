"""A letter as JSON, ``gongkai-letter/1``, its published schema, and the verification code that its words make."""

from __future__ import annotations

import hashlib
import json
from datetime import date
from typing import Any, get_args

from gongkai.model.letter import Letter, Part, PartRole
from gongkai.model.shape import Day, Items, Maybe, Mistakes, Record, Schema, Text, Whole

SCHEMA = "gongkai-letter/1"

# No 0 and O, no 1 and I: thirty-two characters that can be read out over the telephone.
_ALPHABET = "23456789ABCDEFGHJKLMNPQRSTUVWXYZ"
_GROUPS, _IN_GROUP = 4, 4


class NotALetter(ValueError):
    """JSON that does not state a letter. ``mistakes`` are whole Chinese sentences, each with its path."""

    def __init__(self, mistakes: list[str]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("\n".join(mistakes))


def to_payload(letter: Letter) -> dict[str, Any]:
    """The letter as plain values that :mod:`json` can write."""
    return {
        "schema": SCHEMA,
        "kind": letter.kind,
        "title": letter.title,
        "number": letter.number,
        "organ": letter.organ,
        "addressee": letter.addressee,
        "parts": [{"role": part.role, "item": part.item, "text": part.text} for part in letter.parts],
        "attachments": list(letter.attachments),
        "day": letter.day and letter.day.isoformat(),
        "code": letter.code,
    }


def from_payload(obj: Any) -> Letter:
    """The letter that the JSON states. Raises :class:`NotALetter` with every mistake."""
    mistakes = Mistakes()
    LETTER.check(obj, "", mistakes)
    if mistakes.found:
        raise NotALetter(mistakes.found)
    day = obj.get("day")
    return Letter(
        kind=obj["kind"],
        title=obj["title"],
        organ=obj["organ"],
        addressee=obj["addressee"],
        parts=tuple(Part(part["role"], part["text"], part.get("item")) for part in obj["parts"]),
        number=obj.get("number"),
        day=date.fromisoformat(day) if day else None,
        attachments=tuple(obj.get("attachments", ())),
        code=obj.get("code"),
    )


def letter_schema() -> Schema:
    """The JSON Schema of ``gongkai-letter/1``, as published in ``schemas/gongkai-letter-1.json``."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "gongkai-letter-1.json",
        "title": "政府信息公开文书（gongkai-letter/1）",
        **LETTER.schema(),
    }


def letter_code(letter: Letter) -> str:
    """The verification code: ``K7QM-…``, eighty bits of the SHA-256 of everything that the letter states.

    Anyone with the letter's record makes it again: the payload without ``code``, its names sorted, no spaces, UTF-8;
    the first ten bytes of the digest as one number, in base 32, four times four characters.
    """
    stated = {name: value for name, value in to_payload(letter).items() if name != "code"}
    text = json.dumps(stated, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    rest = int.from_bytes(hashlib.sha256(text.encode()).digest()[:10], "big")
    characters = ""
    for _ in range(_GROUPS * _IN_GROUP):
        rest, place = divmod(rest, len(_ALPHABET))
        characters = _ALPHABET[place] + characters
    return "-".join(characters[at : at + _IN_GROUP] for at in range(0, len(characters), _IN_GROUP))


_SAID = Text(r"[\s\S]*\S[\s\S]*", "不能是空的")
_PART = Record(
    {"role": Text(only=get_args(PartRole)), "item": Maybe(Whole(1)), "text": _SAID}, frozenset({"item"})
)
LETTER = Record(
    {
        "schema": Text(only=(SCHEMA,)),
        "kind": _SAID,
        "title": _SAID,
        "number": Maybe(_SAID),
        "organ": _SAID,
        "addressee": Text(),
        "parts": Items(_PART),
        "attachments": Items(_SAID),
        "day": Maybe(Day()),
        "code": Maybe(Text(r"(?:[2-9A-HJ-NP-Z]{4}-){3}[2-9A-HJ-NP-Z]{4}", "应当是四组四位的核对码")),
    },
    frozenset({"number", "attachments", "day", "code"}),
)
