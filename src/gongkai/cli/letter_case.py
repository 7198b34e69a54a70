"""The case of a ledger that a letter is drafted from or held against, with the words that are kept apart."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from gongkai.cli.answer import Unable

if TYPE_CHECKING:
    from gongkai.ledger.book import Book
    from gongkai.ledger.entry import Act, Entry
    from gongkai.ledger.letters.case import Case


def case_of(ledger: str, options: Namespace, *, planned: str | None = None) -> Case:
    """The case that ``--case`` and ``--organ`` name; ``planned`` is a file of acts that are still to be recorded.

    Raises :class:`Unable`.
    """
    from gongkai.cli.bookkeeping import known_organ, opened, refuse_altered

    with opened([ledger], "gongkai letter --help", options) as book:
        refuse_altered(book.path, "不能据以出文书")
        return _case(book, options.case, known_organ(book, options.organ), Path(ledger), planned)


@contextmanager
def told_plainly() -> Iterator[None]:
    """What keeps a letter from being drafted comes out as :class:`Unable`."""
    from gongkai.law.calendar import BeyondCalendar
    from gongkai.law.letters import UnknownLetter
    from gongkai.law.remedies import NoRemedyRule, UnknownGround
    from gongkai.law.replies import UnknownKind
    from gongkai.law.sentences import Unstated
    from gongkai.law.terms import NoTermYet
    from gongkai.ledger.letters.case import NotRecorded, UnknownStatement
    from gongkai.ledger.refused import Refused

    try:
        yield
    except (
        NotRecorded,
        UnknownStatement,
        UnknownLetter,
        UnknownKind,
        Unstated,
        NoRemedyRule,
        UnknownGround,
        NoTermYet,
        Refused,
        BeyondCalendar,
    ) as error:
        raise Unable(str(error)) from error


def _case(book: Book, key: str, organ: str, path: Path, planned: str | None) -> Case:
    from gongkai.cli.bookkeeping import known_case
    from gongkai.ledger.corrections import replaced
    from gongkai.ledger.letters.case import Case

    entries = known_case(book, organ, key, "request/")
    # corrected first: an act without a number would be taken for the entry in its position
    acts = [*replaced(entries), *(_planned(planned, organ, key) if planned else ())]
    return Case.of(acts, book.state(organ, "organ"), book.rulebook, texts_of(entries, path))


def _planned(name: str, organ: str, case: str) -> Iterator[Act]:
    """The acts of the file as if they had been recorded. Raises :class:`Unable`."""
    from datetime import UTC, date, datetime

    from gongkai.cli.letter_facts import plain_values
    from gongkai.ledger import shapes
    from gongkai.ledger.codec import stated
    from gongkai.ledger.entry import Act
    from gongkai.model.shape import Items, Mistakes

    found = plain_values(name)
    listed = found if isinstance(found, list) else [found]
    rows: list[Any] = [{"case": case, **row} if isinstance(row, dict) else row for row in listed]
    mistakes = Mistakes()
    Items(shapes.act()).check(rows, "", mistakes)
    if mistakes.found:
        raise Unable(f"「{name}」写得不对：\n" + "\n".join(mistakes.found))
    for row in rows:
        breaches = tuple(row.get("breaches", ()))
        on = date.fromisoformat(row["on"])
        moment = datetime(on.year, on.month, on.day, tzinfo=UTC)
        yield Act(organ, case, on, moment, "plan", stated(row["fact"]), breaches)


def texts_of(entries: Iterable[Entry], path: Path) -> dict[str, str]:
    """The private words that the entries name, as far as they are kept."""
    from gongkai.ledger.private import DamagedStore, NotKept, PrivateStore, privates_of

    store, found = PrivateStore(path), {}
    for entry in entries:
        for private in privates_of(entry.act.fact):
            try:
                text = store.get(private.key)
            except NotKept:
                continue
            except DamagedStore as error:
                raise Unable(str(error)) from error
            if isinstance(text, str):
                found[private.key] = text
    return found
