"""Whose request it is: a name that is put away, or the person of an earlier case; and who else has the same name."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from gongkai.cli.answer import Unable

if TYPE_CHECKING:
    from pathlib import Path

    from gongkai.ledger.book import Book
    from gongkai.ledger.entry import Act, Entry
    from gongkai.ledger.facts.request import Arrived
    from gongkai.ledger.private import Private, PrivateStore

_SAME_AS = re.compile(r"同?\s*(request/\S+)")
_LABELS = {"applicant": "申请人", "agent": "代理人"}


@dataclass(slots=True)
class Privacy:
    """Where the private words of new acts go. ``organ`` is that of the act that is being read."""

    book: Book
    store: PrivateStore
    organ: str = ""
    _planned: dict[tuple[str, str], Arrived] = field(default_factory=dict)

    def text(self, text: str) -> Private:
        return self.store.put(text)

    def person(self, name: str, text: str) -> Private:
        """``applicant=request/2026-0001`` is the applicant of that case, under the key that the case has already.

        Raises :class:`Unable`.
        """
        named = _SAME_AS.fullmatch(text.strip())
        if named is None:
            return self.store.put(text)
        case = named[1]
        value: Private | None = getattr(self._arrival(case), name)
        if value is None:
            raise Unable(f"「{case}」没有登记{_LABELS[name]}。请直接写姓名或名称。")
        self._refuse_erased(value, case, name)
        return value

    def plan(self, act: Act) -> None:
        """An act that a later one of the same batch may name."""
        from gongkai.ledger.facts.request import Arrived

        if isinstance(act.fact, Arrived):
            self._planned[act.organ, act.case] = act.fact

    def _arrival(self, case: str) -> Arrived:
        planned = self._planned.get((self.organ, case))
        state = None if planned else self.book.state(self.organ, case)
        found: Arrived | None = planned or state
        if found is None:
            raise Unable(
                f"台账里没有「{case}」，不知道是谁。请写以前案件的编号（同一申请人），或直接写姓名或名称。"
            )
        return found

    def _refuse_erased(self, value: Private, case: str, name: str) -> None:
        from gongkai.ledger.private import Erasure, NotKept

        try:
            text = self.store.get(value.key)
        except NotKept as error:
            raise Unable(str(error)) from error
        if isinstance(text, Erasure):
            raise Unable(f"「{case}」的{_LABELS[name]}已于 {text.day} 删除。请直接写姓名或名称。")


def namesakes(entries: Iterable[Entry], path: Path, store: PrivateStore) -> list[str]:
    """A remark for each new request whose applicant is called exactly as that of another under another key."""
    from gongkai.ledger.private import DamagedStore

    new = {(entry.act.organ, entry.act.case): key for entry in entries if (key := _applicant(entry))}
    try:
        return list(_namesakes(new, path, store)) if new else []
    except DamagedStore as error:  # what was to be recorded is recorded
        return [f"没有核对同名的申请人：{error}"]


def _namesakes(new: dict[tuple[str, str], str], path: Path, store: PrivateStore) -> Iterator[str]:
    from gongkai.ledger.private import Erasure

    texts = {key: text for key in new.values() if not isinstance(text := store.get(key), Erasure)}
    alike = store.alike(texts.values())
    suspects = {key for keys in alike.values() for key in keys if len(keys) > 1}
    known = _applicants(path, suspects) if suspects else {}
    for (organ, case), key in new.items():
        others = [
            other
            for (of, other), its in known.items()
            if of == organ and its != key and its in alike.get(texts.get(key, ""), ())
        ]
        if others:
            yield (
                f"{case} 的申请人与 {_listed(others)} 的同名。可能同名不同人，没有合并；"
                f"确是同一人的，请更正：applicant={others[0]}（gongkai ledger correct）。"
                "同一申请人当月的件数、收费据此累计。"
            )


def _applicants(path: Path, keys: set[str]) -> dict[tuple[str, str], str]:
    """The cases whose applicant stands under one of the keys, as corrected. Lines that name none are not read."""
    from gongkai.ledger.book import lines
    from gongkai.ledger.codec import decode

    found: dict[tuple[str, str], str] = {}
    wanted = re.compile(b"|".join(re.escape(key.encode()) for key in sorted(keys)))
    for at, line in lines(path):
        if b'"request.arrived"' in line and (wanted.search(line) or b'"corrected"' in line):
            entry = decode(line, at=at)
            key = _applicant(entry)
            if key in keys:
                found[entry.act.organ, entry.act.case] = key
            else:
                found.pop((entry.act.organ, entry.act.case), None)
    return found


def _applicant(entry: Entry) -> str | None:
    from gongkai.ledger.entry import Corrected
    from gongkai.ledger.facts.request import Arrived

    fact = entry.act.fact
    stated = fact.fact if isinstance(fact, Corrected) else fact
    return stated.applicant.key if isinstance(stated, Arrived) else None


def _listed(cases: list[str]) -> str:
    return "、".join(cases[:5]) + (f" 等 {len(cases)} 件" if len(cases) > 5 else "")
