"""One request as whoever holds its number and code may see it."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date

from gongkai.law.rulebook import Rulebook
from gongkai.ledger import states
from gongkai.ledger.entry import Entry
from gongkai.ledger.facts.request import SupplementAsked
from gongkai.ledger.private import Erasure
from gongkai.ledger.request_state import Request
from gongkai_web import clock
from gongkai_web.accounts import lockout
from gongkai_web.accounts.lockout import Attempt
from gongkai_web.letters import answers
from gongkai_web.published import attachments
from gongkai_web.published.attachments import APPLICANT, Attached
from gongkai_web.published.due import Due, due
from gongkai_web.published.organs import plain
from gongkai_web.published.told import STATES, Told, told
from gongkai_web.store import files, free_words, ledger, privacy, tickets
from gongkai_web.store.models import Organ, StoredFile, Ticket
from gongkai_web.store.overlays import rulebook_of


@dataclass(frozen=True, slots=True)
class Held:
    """``head`` is the hash of the last entry, which a form sends back: nobody answers what they have not seen.

    ``also`` are the numbers of the requests that the same code opens, with the organ's name.
    """

    number: str
    organ: str
    organ_name: str
    contact: str
    case: str
    entries: tuple[Entry, ...]
    state: Request
    rulebook: Rulebook
    today: date
    also: tuple[tuple[str, str], ...]

    @property
    def short(self) -> str:
        return self.case.partition("/")[2]

    @property
    def head(self) -> str:
        return self.entries[-1].hash

    @property
    def title(self) -> str:
        return STATES[self._status][0]

    @property
    def says(self) -> str:
        return STATES[self._status][1]

    @property
    def due(self) -> Due | None:
        return due(self.state, self.rulebook, self.today)

    @property
    def told(self) -> list[Told]:
        return told(self.entries, self.state)

    @property
    def items(self) -> list[tuple[int, str]]:
        """What was asked for, in the applicant's own words."""
        found = privacy.words(item.wording.key for item in self.state.items)
        return [(item.number, _plain(found[item.wording.key])) for item in self.state.items]

    @property
    def attached(self) -> list[Attached]:
        return attachments.of_case(self.organ, self.case)

    @property
    def may_supplement(self) -> bool:
        return self.state.end is None and not self.state.is_voided and self.state.open_supplement is not None

    @property
    def may_withdraw(self) -> bool:
        return self.state.end is None and not self.state.is_voided

    @property
    def may_reason(self) -> bool:
        asked = self.state.reasons
        return asked is not None and asked.given is None and self.may_withdraw and not self.has_reasoned

    @property
    def _status(self) -> str:
        """Where it stands today: what was waited for may be over, or have come and not been looked at."""
        now = replace(self.state, latest=max(self.state.latest, self.today)).status
        return "reasoned" if now == "awaiting_reasons" and self.has_reasoned else now

    @property
    def has_reasoned(self) -> bool:
        return bool(answers.reasons(self.organ, self.case, self.state))


def attempt(number: str, address: str) -> Attempt:
    """Somebody tries a code, counted before anything is compared. A stranger who guesses shuts nobody else out."""
    who = f"track:{address}"
    return lockout.attempt(f"{who}:{tickets.plain_number(number)}", who, clock.moment())


def opens(number: str, code: str) -> str | None:
    """The number as it is kept, where the code is right."""
    ticket = tickets.opened(number, code)
    return ticket.number if ticket else None


def held(number: str) -> Held | None:
    """The request behind a number whose code was shown. The page has to know that it was."""
    ticket = Ticket.objects.filter(number=number).first()
    entries = _told_to_applicant(ticket) if ticket else ()
    if ticket is None or not entries:
        return None
    organ = Organ.objects.get(pk=ticket.organ)
    rulebook = rulebook_of(ticket.organ)
    others = tickets.others(ticket)
    names = dict(Organ.objects.filter(pk__in=[each.organ for each in others]).values_list("key", "name"))
    return Held(
        number=ticket.number,
        organ=ticket.organ,
        organ_name=organ.name,
        contact=organ.contact,
        case=ticket.case,
        entries=entries,
        state=states.fold(entries, ticket.case, rulebook),
        rulebook=rulebook,
        today=clock.today(),
        also=tuple((each.number, names.get(each.organ, "")) for each in others),
    )


def _told_to_applicant(ticket: Ticket) -> tuple[Entry, ...]:
    """With what the organ asks of the applicant put back; what others said stays away from this side."""
    return free_words.spoken(ledger.entries_of(ticket.organ, ticket.case), of=SupplementAsked)


def own_file(held: Held, key: str) -> tuple[bytes, str, str] | None:
    """Content, name and kind of what the applicant sent; None for anything else."""
    row = StoredFile.objects.filter(pk=plain(key), organ=held.organ, case=held.case, actor=APPLICANT).first()
    if row is None:
        return None
    try:
        return files.content(row), row.name, row.media_type
    except files.NotThere:
        return None


def _plain(text: str | Erasure) -> str:
    return "（已删除）" if isinstance(text, Erasure) else text
