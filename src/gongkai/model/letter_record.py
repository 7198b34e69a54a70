"""What the register knows of a letter, as JSON (``gongkai-letter-record/1``)."""

from __future__ import annotations

from datetime import date
from typing import Any

from gongkai.model.letter import LetterRecord, RecordedItem
from gongkai.model.shape import Day, Items, Maybe, Mistakes, Record, Schema, Shape, Text, Truth, Whole

SCHEMA = "gongkai-letter-record/1"

_ITEM = Record(
    {
        "number": Whole(1),
        "wording": Text(),
        "kind": Text(),
        "choice": Maybe(Text()),
    },
    may_miss=frozenset(("choice",)),
)
_FIELDS: dict[str, Shape] = {
    "number": Maybe(Text()),
    "applicant": Maybe(Text()),
    "received": Maybe(Day()),
    "supplemented": Maybe(Day()),
    "extended": Maybe(Day()),
    "items": Items(_ITEM),
    "reconsideration_body": Maybe(Text()),
    "court": Maybe(Text()),
    "is_reconsideration_first": Truth(),
    "is_served_online": Truth(),
    "overruled": Items(Text()),
    "untold": Items(Text()),
}
RECORD = Record(
    {"schema": Text(only=(SCHEMA,)), "kind": Text(), "organ": Text(), "day": Day(), **_FIELDS},
    may_miss=frozenset(_FIELDS),
)


def letter_record_schema() -> Schema:
    """The JSON Schema of ``gongkai-letter-record/1``, as published in ``schemas/gongkai-letter-record-1.json``."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "gongkai-letter-record-1.json",
        "title": "登记簿上一份文书的内容（gongkai-letter-record/1）",
        **RECORD.schema(),
    }


class NotARecord(ValueError):
    """The JSON does not state what a register knows of a letter. ``mistakes`` says all that is wrong."""

    def __init__(self, mistakes: list[str]) -> None:
        self.mistakes = tuple(mistakes)
        super().__init__("；".join(mistake.rstrip("。") for mistake in mistakes))


def record_from(payload: Any) -> LetterRecord:
    """Raises :class:`NotARecord`."""
    mistakes = Mistakes()
    RECORD.check(payload, "", mistakes)
    if mistakes.found:
        raise NotARecord(mistakes.found)
    days = {
        name: date.fromisoformat(payload[name])
        for name in ("day", "received", "supplemented", "extended")
        if payload.get(name)
    }
    plain = {name: value for name, value in payload.items() if name not in {"schema", "items", *days}}
    items = tuple(RecordedItem(**item) for item in payload.get("items", ()))
    parties = {name: tuple(payload.get(name, ())) for name in ("overruled", "untold")}
    return LetterRecord(**{**plain, **days, "items": items, **parties})
