"""A case of the office as the library drafts letters from it: its acts, its organ, and the words kept apart."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from gongkai.law.rulebook import Rulebook
from gongkai.ledger import states
from gongkai.ledger.corrections import replaced
from gongkai.ledger.entry import Act, Entry
from gongkai.ledger.letters.case import Case
from gongkai.ledger.private import Erasure
from gongkai.ledger.request_state import Request
from gongkai.model.letter import Letter, Part
from gongkai_web.store import free_words, ledger, privacy
from gongkai_web.store.overlays import rulebook_of
from gongkai_web.store.privacy import Applicant

_LONG = 6
"""Shorter words than these stand in too many others to be hidden one by one."""


@dataclass(frozen=True, slots=True)
class Casework:
    """``entries`` are as they are read; ``who`` is the applicant as they are to be reached in this case, None once erased."""

    organ: str
    key: str
    entries: tuple[Entry, ...]
    state: Request
    rulebook: Rulebook
    of_organ: Any
    texts: dict[str, str]
    who: Applicant | None

    @property
    def head(self) -> str:
        return self.entries[-1].hash

    def case(self, *planned: Act) -> Case:
        """With acts that are still to be recorded."""
        acts = [*replaced(self.entries), *planned]
        return Case.of(acts, self.of_organ, self.rulebook, self.texts)

    def hidden(self, text: str) -> str:
        """The text without the applicant's words, as a page shows it to who has not said what for."""
        for plain, masked in self._masks():
            text = text.replace(plain, masked)
        return text

    def masked(self, letter: Letter) -> Letter:
        parts = tuple(Part(part.role, self.hidden(part.text), part.item) for part in letter.parts)
        return replace(letter, addressee=self.hidden(letter.addressee), parts=parts)

    def _masks(self) -> list[tuple[str, str]]:
        if self.who is None:
            return []
        masked = self.who.masked
        pairs = [
            (getattr(self.who, name), getattr(masked, name))
            for name in ("proof", "phone", "email", "address", "contact", "name")
        ]
        return [(plain, hidden) for plain, hidden in pairs if len(plain) >= _LONG or plain == self.who.name]


def casework(organ: str, key: str) -> Casework | None:
    """None where there is no such case."""
    entries = ledger.entries_of(organ, key)
    if not entries:
        return None
    rulebook, spoken = rulebook_of(organ), free_words.spoken(entries)
    state: Request = states.fold(spoken, key, rulebook)
    who = _who(organ, key, state)
    texts = {**_wordings(state), **({state.applicant.key: who.name} if who else {})}
    of_organ = ledger.state(organ, "organ")
    return Casework(organ, key, spoken, state, rulebook, of_organ, texts, who)


def _who(organ: str, key: str, state: Request) -> Applicant | None:
    found = privacy.contact(organ, key, state.applicant)
    return None if isinstance(found, Erasure) else found


def _wordings(state: Request) -> dict[str, str]:
    texts = privacy.words(item.wording.key for item in state.items)
    return {key: text for key, text in texts.items() if isinstance(text, str)}


def reach(who: Applicant) -> str:
    """How to reach the applicant, on one line."""
    said: Sequence[str] = (who.contact, who.phone, who.address, who.email)
    return "，".join(each for each in said if each)
