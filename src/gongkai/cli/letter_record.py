"""What a ledger knows of a letter that is to be checked."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable, Iterator
from dataclasses import fields, is_dataclass
from pathlib import Path
from typing import TYPE_CHECKING

from gongkai.cli.answer import Unable
from gongkai.model.letter import LetterRecord

if TYPE_CHECKING:
    from gongkai.ledger.book import Book
    from gongkai.ledger.entry import Entry
    from gongkai.ledger.letters.case import Case
    from gongkai.ledger.private import Private


def of_ledger(options: Namespace) -> LetterRecord:
    """The record of the case and the kind of letter that the options name. Raises :class:`Unable`."""
    from gongkai.law.letters import UnknownLetter
    from gongkai.ledger.book import Book
    from gongkai.ledger.codec import BadEntry
    from gongkai.ledger.index import BrokenChain, TornTail
    from gongkai.ledger.letters.case import NotRecorded
    from gongkai.ledger.letters.drafting import record

    path = Path(options.ledger)
    if not path.is_file():
        raise Unable(f"没有台账文件「{path}」。请检查路径。")
    try:
        book = Book(path)
        case = _case(book, options.case, _organ(book, options.organ), path)
        return record(case, options.kind, number=options.number)
    except (BadEntry, BrokenChain, TornTail, NotRecorded, UnknownLetter) as error:
        raise Unable(str(error)) from error


def _organ(book: Book, named: str | None) -> str:
    organs = book.organs()
    if named is None and len(organs) == 1:
        return organs[0]
    if named in organs:
        return str(named)
    listed = "、".join(organs) or "（没有机关）"
    what = f"没有机关「{named}」" if named else "台账里不止一个机关，请用 --organ 指明"
    raise Unable(f"{what}。台账里的机关：{listed}")


def _case(book: Book, key: str, organ: str, path: Path) -> Case:
    from gongkai.ledger.letters.case import Case

    entries = book.case(organ, key)
    if not entries or not key.startswith("request/"):
        from gongkai.cli.inputs import near

        guess = near(key, [case for case in book.cases(organ) if case.startswith("request/")])
        raise Unable(f"台账里没有申请案件「{key}」。" + (f"相近的有：{'、'.join(guess)}" if guess else ""))
    return Case.of(entries, book.state(organ, "organ"), book.rulebook, _texts(entries, path))


def _texts(entries: Iterable[Entry], path: Path) -> dict[str, str]:
    """The private words that the entries name, as far as they are kept."""
    from gongkai.ledger.private import DamagedStore, NotKept, PrivateStore

    store, found = PrivateStore(path), {}
    for entry in entries:
        for private in _privates(entry.act.fact):
            try:
                text = store.get(private.key)
            except NotKept:
                continue
            except DamagedStore as error:
                raise Unable(str(error)) from error
            if isinstance(text, str):
                found[private.key] = text
    return found


def _privates(value: object) -> Iterator[Private]:
    """Every private value in a fact, however deep."""
    from gongkai.ledger.private import Private

    if isinstance(value, Private):
        yield value
    elif isinstance(value, tuple):
        for each in value:
            yield from _privates(each)
    elif is_dataclass(value):
        for part in fields(value):
            yield from _privates(getattr(value, part.name))
