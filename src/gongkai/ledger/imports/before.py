"""What the ledger has already: the same file, or the same document, is not taken twice."""

from __future__ import annotations

from collections.abc import Iterable

from gongkai.ledger.corrections import replaced
from gongkai.ledger.entry import Entry
from gongkai.ledger.facts.organ import ChargesCollected, DecisionsCounted
from gongkai.ledger.facts.publication import Description, Listed, Made
from gongkai.ledger.imports.taking import Bad, Taking


def refuse_known_file(entries: Iterable[Entry], digest: str, name: str) -> None:
    """``entries`` are those of the organ as a whole. Raises :class:`Bad`."""
    for entry in entries:
        fact = entry.act.fact
        if isinstance(fact, DecisionsCounted | ChargesCollected) and fact.digest == digest:
            says = (
                f"「{name}」已经导入过（{entry.act.on}，第 {entry.number} 条，当时叫「{fact.source}」，内容一个字节也不差）。"
                "记错了的，请更正那一条。"
            )
            raise Bad([says])


def refuse_known_documents(entries: Iterable[Entry], organ: str, found: Taking) -> None:
    """A document is known by its number, or its title where it has none. Raises :class:`Bad`."""
    coming = [
        (row, fact.description)
        for row, (_, fact) in zip(found.rows, found.facts, strict=False)
        if isinstance(fact, Listed | Made)
    ]
    if not coming:
        return
    acts = (act for act in replaced(entry for entry in entries if entry.act.organ == organ))
    known = {_name(act.fact.description): act.case for act in acts if isinstance(act.fact, Listed | Made)}
    mistakes = [
        f"第 {row} 行：《{description.title}》已经登记为 {known[_name(description)]}，请删去这一行。"
        for row, description in coming
        if _name(description) in known
    ]
    if mistakes:
        raise Bad(mistakes)


def _name(description: Description) -> str:
    return description.document_number or description.title
