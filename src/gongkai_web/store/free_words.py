"""What people said and what was noted of them: put apart as it is recorded, put back where the case is read."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from gongkai.ledger import free_text
from gongkai.ledger.entry import Act, Corrected, Entry
from gongkai.ledger.private import Private
from gongkai_web.store.models import PrivateWord
from gongkai_web.store.privacy import Words, sealed_word, text_of
from gongkai_web.store.sealing import NotOpened


def apart(act: Act, words: list[PrivateWord]) -> Act:
    """The act with the free words in it put apart. They are added to ``words``, which whoever records it saves with it."""

    def put(text: str) -> Private:
        row = sealed_word(act.organ, Words.Kind.SAID, text)
        words.append(row)
        return Private(row.key, row.digest)

    return replace(act, fact=free_text.apart(act.fact, put))


def spoken(entries: Sequence[Entry], *, of: type = object) -> tuple[Entry, ...]:
    """The entries as they are read by who may see the case, or facts ``of`` one kind alone: the others keep their words.

    What was erased, or cannot be opened, stays away.
    """
    facts = [entry.act.fact for entry in entries]
    heard = [fact for fact in facts if isinstance(fact.fact if isinstance(fact, Corrected) else fact, of)]
    keys = {each.key for fact in heard for each in free_text.standing_apart(fact)}
    rows = Words.objects.filter(key__in=keys, erased=None) if keys else ()
    return free_text.spoken_entries(entries, {row.key: text for row in rows if (text := _opened(row))})


def told(keys: Iterable[str]) -> Iterator[dict[str, str]]:
    """What was asked for and said under these keys, each with its key, or with the day on which it was erased."""
    rows = Words.objects.filter(key__in=set(keys), kind__in=(Words.Kind.WORDING, Words.Kind.SAID))
    for row in rows.order_by("key"):
        text = text_of(row)
        yield {"key": row.key} | ({"text": text} if isinstance(text, str) else {"erased": f"{text.day}"})


def _opened(row: PrivateWord) -> str:
    """Empty where it cannot be: ``gongkai doctor`` says which."""
    try:
        text = text_of(row)
    except NotOpened:
        return ""
    return text if isinstance(text, str) else ""
