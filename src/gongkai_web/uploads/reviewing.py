"""What a person has to look at in an upload: each repaired or withheld cell beside its print, and what it balances with."""

from __future__ import annotations

import copy
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from itertools import takewhile
from typing import Any

from django.db import transaction

from gongkai.law.forms import CellForm, TableForm, undivided
from gongkai.law.numerals import dated
from gongkai.model.cell import Amount, Blank, Cell, Count
from gongkai.model.payload import from_payload
from gongkai.model.report import Report
from gongkai_web import clock
from gongkai_web.reports.drafting import understood
from gongkai_web.store.models import Correction, Upload
from gongkai_web.uploads import printed
from gongkai_web.uploads.weighing import Payload, Sum, balances_of, tables_of, weighed

KINDS = {"repaired": "修复过", "withheld": "认不准", "lacking": "文件里没有"}
BLANK_SIGN = "-"


@dataclass(frozen=True, slots=True)
class Doubt:
    """A cell to be looked at. ``was`` is how it was read, ``now`` what stands after what people said of it."""

    cell: CellForm
    kind: str
    was: Payload
    now: Payload
    settled: Correction | None

    @property
    def id(self) -> str:
        return self.cell.id

    @property
    def label(self) -> str:
        return self.cell.label

    @property
    def kind_label(self) -> str:
        return KINDS[self.kind]

    @property
    def value(self) -> str:
        """What a field holds."""
        return shown(self.now)

    @property
    def as_printed(self) -> str:
        repair = self.was.get("repair")
        text = repair["as_printed"] if repair else self.was.get("text")
        return text or ""

    @property
    def candidates(self) -> list[str]:
        return [BLANK_SIGN if each is None else str(each) for each in self.was.get("candidates", ())][:8]


@dataclass(frozen=True, slots=True)
class Row:
    """The doubtful cells of one row of a table, which were read and are looked at together."""

    key: str
    table: str
    label: str
    doubts: tuple[Doubt, ...]
    because: tuple[str, ...]
    lines: tuple[printed.Line, ...]
    sums: tuple[Sum, ...]
    page: int | None
    grid: int | None
    print: str

    @property
    def is_settled(self) -> bool:
        return all(each.settled for each in self.doubts)

    @property
    def is_stated(self) -> bool:
        """Every cell has a reading that a person may confirm as it is."""
        return all(each.now["state"] in {"count", "amount", "blank"} for each in self.doubts)

    @property
    def is_likely(self) -> bool:
        """What the reader would not vouch for has one reading only that it thinks possible."""
        open_ = [each for each in self.doubts if each.now["state"] == "unreadable"]
        return bool(open_) and all(len(each.candidates) == 1 for each in open_)

    @property
    def columns(self) -> list[str]:
        """What tells the cells apart: their columns, without what all of them have in common."""
        labels = [each.cell.column.labels for each in self.doubts]
        levels = takewhile(lambda level: len(set(level)) == 1, zip(*labels, strict=False))
        shared = len(list(levels)) if len(labels) > 1 else 0
        return ["—".join(each[shared:]) for each in labels]

    def counted(self, state: str) -> int:
        return sum(each.state == state for each in self.sums)

    @property
    def holding(self) -> int:
        return self.counted("holds")

    @property
    def unknown(self) -> int:
        return self.counted("unknown")

    @property
    def broken(self) -> list[Sum]:
        return [each for each in self.sums if each.state == "broken"]


@dataclass
class Review:
    """An upload as it stands after all corrections."""

    upload: Upload
    corrections: list[Correction]
    payload: Payload = field(init=False)

    def __post_init__(self) -> None:
        self.payload = copy.deepcopy(self.upload.payload or {"cells": {}})
        for each in self.corrections:
            self.payload["cells"][each.cell] = each.after

    @cached_property
    def newest(self) -> dict[str, Correction]:
        return {each.cell: each for each in self.corrections}

    @cached_property
    def report(self) -> Report:
        """With what people said of it; damage to the tables is past where nothing is left in doubt."""
        plain = self.payload
        if not self.left:
            kept = [each for each in plain.get("damage", ()) if not (each.get("place") or {}).get("table")]
            plain = {**plain, "damage": kept}
        return from_payload(plain)

    @cached_property
    def rows(self) -> list[Row]:
        return list(_rows(self))

    @cached_property
    def doubts(self) -> list[Doubt]:
        return [each for row in self.rows for each in row.doubts]

    @cached_property
    def left(self) -> list[Doubt]:
        """What nobody has looked at yet."""
        return [each for each in _doubts(self) if each.settled is None]


def review(upload: Upload) -> Review:
    """Of an upload that was read."""
    return Review(upload, list(upload.corrections.order_by("id")))


@transaction.atomic
def correct(
    upload: Upload, typed: Mapping[str, str], *, actor: str, name: str, says: str = ""
) -> tuple[list[Correction], dict[str, str]]:
    """What a person says of some cells, by id: rows that are never changed. Empty fields say nothing.

    Returns the rows, or what is wrong with the fields: then nothing was written.
    """
    Upload.objects.select_for_update().get(pk=upload.pk)
    found = review(upload)
    doubts = {each.id: each for each in found.doubts}
    errors: dict[str, str] = {}
    rows: list[Correction] = []
    for cell, text in typed.items():
        doubt = doubts.get(cell)
        if doubt is None or not text.strip():
            continue
        value = understood(text, doubt.cell.unit)
        if isinstance(value, str):
            errors[cell] = value
            continue
        after = _after(value, doubt)
        if doubt.settled is None or doubt.settled.after != after:
            rows.append(
                Correction(
                    upload=upload,
                    cell=cell,
                    before=doubt.now,
                    after=after,
                    says=says or f"{name}于{dated(clock.today())}对照原件",
                    actor=actor,
                    made=clock.now(),
                )
            )
    if errors:
        return [], errors
    for row in rows:
        row.save()
    return rows, {}


def is_confirmed(correction: Correction) -> bool:
    """Whether the person found what the reader had made of it."""
    before, after = correction.before, correction.after
    return (before["state"], before.get("value")) == (after["state"], after.get("value"))


def shown(cell: Payload) -> str:
    """A cell as it is typed: what is not known is empty, a blank of the original is a dash."""
    match cell["state"]:
        case "count" | "amount":
            return str(cell["value"])
        case "blank":
            return cell.get("text") or BLANK_SIGN
        case _:
            return ""


def said(cell: Payload) -> str:
    """A cell as people speak of it."""
    return {"missing": "没有", "unreadable": "认不准"}.get(cell["state"], shown(cell))


def _after(value: Cell, doubt: Doubt) -> Payload:
    """What a person read in the original stands as if it had been printed clearly."""
    place = doubt.was.get("place") or {}
    match value:
        case Count():
            return {
                "state": "count",
                "value": value.value,
                "text": str(value.value),
                "place": place,
                "repair": None,
            }
        case Amount():
            text = format(value.value, "f")
            return {"state": "amount", "value": text, "text": text, "place": place, "repair": None}
        case Blank():
            return {"state": "blank", "value": None, "text": value.text, "place": place, "repair": None}
        case _:
            raise TypeError(type(value).__name__)  # an empty field says nothing, and was left out


# --- what is doubtful -----------------------------------------------------------------------------------------------


def _doubts(found: Review) -> Iterator[Doubt]:
    original: Payload = found.upload.payload or {}
    for table in tables_of(original):
        read = original["cells"]
        there = [each for each, cell in read.items() if cell["state"] != "missing"]
        for cell in table.printing(undivided(table, there)):
            was = read.get(cell.id)
            kind = _kind(was) if was else None
            if was and kind:
                yield Doubt(cell, kind, was, found.payload["cells"][cell.id], found.newest.get(cell.id))


def _kind(cell: Payload) -> str | None:
    if cell["state"] == "unreadable":
        return "withheld"
    if cell["state"] == "missing":
        return "lacking"
    return "repaired" if cell.get("repair") else None


def _rows(found: Review) -> Iterator[Row]:
    grouped: dict[tuple[str, str], list[Doubt]] = {}
    for each in _doubts(found):
        grouped.setdefault((each.id.partition(".")[0], each.cell.row.key), []).append(each)
    balances = balances_of(found.payload)
    cells = from_payload(found.payload).cells
    tables = {table.key: table for table in tables_of(found.payload)}
    for (key, row), doubts in grouped.items():
        sums = dict.fromkeys(balance for each in doubts for balance in balances.get(each.id, ()))
        yield _row(
            key, tables[key], row, doubts, found, tuple(weighed(each, tables[key], cells) for each in sums)
        )


def _row(
    key: str, table: TableForm, row: str, doubts: list[Doubt], found: Review, sums: tuple[Sum, ...]
) -> Row:
    first = doubts[0].was
    place = first.get("place") or {}
    because = dict.fromkeys(word for each in doubts for word in _because(each.was))
    return Row(
        f"{key}-{row.replace('.', '-')}",
        table.short,
        "—".join(label for label in doubts[0].cell.row.labels if label) or table.short,
        tuple(doubts),
        tuple(because),
        tuple(printed.around(found.upload.printed or _NOTHING, place)),
        sums,
        place.get("page"),
        place.get("grid"),
        first.get("text") or "",
    )


_NOTHING: dict[str, Any] = {"tables": [], "lines": {}, "pages": {}}


def _because(cell: Payload) -> list[str]:
    repair = cell.get("repair")
    return list(repair["because"] if repair else cell.get("because", ()))
