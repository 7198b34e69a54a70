"""Whether what is kept still is what was written: chains that hold, lists that say what the ledger says."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from tempfile import TemporaryDirectory

from gongkai.ledger import states
from gongkai.ledger.codec import BadEntry
from gongkai.ledger.verify import Verified, examine
from gongkai_web.store import files, projections
from gongkai_web.store.ledger import chain
from gongkai_web.store.models import Case, Head, StoredFile
from gongkai_web.store.overlays import rulebook_of
from gongkai_web.store.shelf import entries_of

_FOLLOWS = ("status", "is_open", "due", "is_provisional", "began", "received", "closed", "last", "hash")
"""What a list shows of a case and only the ledger may say."""


def examined(organ: str) -> Verified:
    """The chain is written out as the ledger in a file that it is, and looked at by the library."""
    with TemporaryDirectory() as folder:
        path = Path(folder) / "chain.jsonl"
        with path.open("wb") as file:
            file.writelines(chain(organ))
        return examine(path)


def faults(head: Head, found: Verified) -> list[str]:
    """What is wrong with a chain. One that is whole may still lack its end, or have more than was registered."""
    said = [fault.says for fault in found.faults]
    if not said and [(tip.number, tip.hash) for tip in found.tips] != [(head.number, head.hash)]:
        return [f"{head.organ} 的链与登记的末端（第 {head.number} 条）不一致：末尾的记录丢失或者多出。"]
    return said


def drawn_chains(many: int) -> list[Head]:
    """Some chains, others each time."""
    return list(Head.objects.order_by("?")[:many])


def stray_rows(many: int) -> Iterator[str]:
    """Of some cases, others each time: those whose row is not what the ledger makes of it."""
    for row in Case.objects.order_by("?")[:many]:
        if not _follows(row):
            yield f"{row.organ_id} {row.key}"


def lost_files(many: int) -> list[str]:
    """Of some files, others each time: those whose bytes are gone, and nobody erased them."""
    drawn = StoredFile.objects.exclude(name=files.ERASED).order_by("?")[:many]
    return [f"{each.key}（{each.organ} {each.case}）" for each in drawn if not files.is_there(each)]


def _follows(row: Case) -> bool:
    try:
        entries = entries_of(row.organ_id, row.key)
    except BadEntry:  # the chain has been tampered with: that is told of the chain
        return False
    rulebook = rulebook_of(row.organ_id)
    state = states.fold(entries, row.key, rulebook)
    fresh, due = projections.rows(row.organ_id, row.key, state, entries, rulebook)
    wanted = sorted((each.key, each.due) for each in due)
    return (
        all(getattr(row, name) == getattr(fresh, name) for name in _FOLLOWS)
        and sorted(row.deadlines.values_list("key", "due")) == wanted
    )
