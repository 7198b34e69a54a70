"""What has become of a request: the values that its acts are folded into."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Literal, TypeAlias

from gongkai.ledger.breach import Breach
from gongkai.ledger.facts.request import (
    Category,
    Channel,
    Classified,
    DeliveryForm,
    DeliveryWay,
    Item,
    LetterIssued,
    Outcome,
    ReopenedBecause,
    Reviewed,
    Scale,
    Searched,
    ServiceWay,
    Weighed,
)
from gongkai.ledger.private import FreeText, Private

Status: TypeAlias = Literal[
    "awaiting_confirmation",
    "running",
    "awaiting_supplement",
    "paused",
    "awaiting_reasons",
    "awaiting_payment",
    "awaiting_service",  # where a request is closed by the service of its reply
    "closed",
    "voided",
]
PeriodBegins: TypeAlias = Literal["receipt", "supplement", "payment", "reopened"]
ConsultationKind: TypeAlias = Literal["third_party", "co_maker"]
Answer: TypeAlias = Literal["consents", "objects"]
EndKind: TypeAlias = Literal["replied", "lapsed", "withdrawn", "merged"]

STATUS_LABELS: Mapping[Status, str] = {
    "awaiting_confirmation": "尚未确认收到",
    "running": "办理中",
    "awaiting_supplement": "等待补正",
    "paused": "征求意见中",
    "awaiting_reasons": "等待说明理由",
    "awaiting_payment": "等待缴费",
    "awaiting_service": "已签发，等待送达",
    "closed": "办结",
    "voided": "作废",
}
DECIDES: Mapping[str, str] = {"dispatch": "发出", "service": "送达"}  # the options of reply.in_time_by
ENDED: frozenset[Status] = frozenset(("closed", "voided"))
PARTY_LABELS: Mapping[ConsultationKind, str] = {"third_party": "第三方", "co_maker": "共同制作机关"}
CONSULTED_UNDER: Mapping[ConsultationKind, str] = {
    "third_party": "regulation/32",
    "co_maker": "regulation/34",
}


@dataclass(frozen=True, slots=True)
class Period:
    """A reply period. ``start`` is its day 0; ``until`` the last day where it was set and not counted."""

    start: date
    begins: PeriodBegins
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Supplement:
    """``is_effective`` is False where the notice broke the law and so does not stop the term."""

    day: date
    until: date
    asks: tuple[FreeText, ...]
    letter: str | None
    is_effective: bool
    answered: date | None = None


@dataclass(frozen=True, slots=True)
class Consultation:
    """``silent_after`` is the last day for an answer, known once it is known when the letter was received."""

    kind: ConsultationKind
    party: str
    items: tuple[int, ...]
    sent: date
    letter: str | None
    received: date | None = None
    silent_after: date | None = None
    answered: date | None = None
    answer: Answer | None = None
    reason: FreeText = ""
    informed: date | None = None
    informed_with: str | None = None

    def covers(self, item: int) -> bool:
        """A consultation that names no items is about all of them."""
        return not self.items or item in self.items

    def has_ended(self, on: date) -> bool:
        """Whether the organ need no longer wait on that day: answered, or silent for the whole term."""
        if self.answered is not None and self.answered <= on:
            return True
        return self.silent_after is not None and self.silent_after < on

    def result(self, on: date) -> Answer | Literal["silent"] | None:
        """What the organ may go by on that day: silence is consent for a co-maker only; None while it waits."""
        if not self.has_ended(on):
            return None
        if self.answered is not None and (self.silent_after is None or self.answered <= self.silent_after):
            return self.answer
        return "consents" if self.kind == "co_maker" else self.answer or "silent"


@dataclass(frozen=True, slots=True)
class Extension:
    """``days`` is what was told, ``counted`` what the law gives it: 0 where it has no effect."""

    day: date
    days: int
    counted: int
    approver: str
    letter: str | None
    period: int


@dataclass(frozen=True, slots=True)
class Reasons:
    """Article 35: asked on ``day``, given on ``given``."""

    day: date
    until: date
    letter: str | None
    given: date | None = None
    is_reasonable: bool | None = None


@dataclass(frozen=True, slots=True)
class Delay:
    day: date
    until: date
    letter: str | None
    is_effective: bool
    period: int


@dataclass(frozen=True, slots=True)
class FeeNotice:
    """``pay_by`` is known once it is known when the notice was received; ``paid_up`` is the day of full payment."""

    day: date
    scale: Scale
    quantity: int
    fen: int
    letter: str | None
    is_effective: bool
    received: date | None = None
    pay_by: date | None = None
    paid: int = 0
    paid_up: date | None = None


@dataclass(frozen=True, slots=True)
class Service:
    """``dispatched`` is the day that counts where dispatch counts, ``received`` that on which the letter came."""

    letter: str
    way: ServiceWay
    dispatched: date | None
    received: date | None

    def decisive(self, choice: str) -> date | None:
        """The day by which the letter is in time or late, by the option of ``reply.in_time_by``; None until it is known."""
        return self.dispatched if choice == "dispatch" else self.received


@dataclass(frozen=True, slots=True)
class Reply:
    day: date
    letter: str
    outcomes: tuple[Outcome, ...]
    counted_as: str


@dataclass(frozen=True, slots=True)
class End:
    """How a request came to its end; ``counted_as`` is the kind of reply that it counts as."""

    kind: EndKind
    day: date
    counted_as: str
    letter: str | None = None


@dataclass(frozen=True, slots=True)
class Reopening:
    day: date
    because: ReopenedBecause
    remedy: str | None
    before: End
    period: int


@dataclass(frozen=True, slots=True)
class Request:
    """A request as it stands. Days are legal days; ``received`` is that of Article 31, ``closed`` by the setting
    ``request.closed_on``. The last of ``periods`` is the one that runs.
    """

    case: str
    organ: str
    arrived: date
    channel: Channel
    category: Category
    applicant: Private
    items: tuple[Item, ...]
    form: DeliveryForm
    way: DeliveryWay
    agent: Private | None = None
    split_from: str | None = None
    needs_assistance: bool = False
    received: date | None = None
    periods: tuple[Period, ...] = ()
    supplements: tuple[Supplement, ...] = ()
    consultations: tuple[Consultation, ...] = ()
    extensions: tuple[Extension, ...] = ()
    reasons: Reasons | None = None
    delays: tuple[Delay, ...] = ()
    fees: tuple[FeeNotice, ...] = ()
    assigned: str | None = None
    reviews: tuple[Reviewed, ...] = ()
    searches: tuple[Searched, ...] = ()
    weighings: tuple[Weighed, ...] = ()
    classifications: tuple[Classified, ...] = ()
    issued: tuple[LetterIssued, ...] = ()
    services: tuple[Service, ...] = ()
    replies: tuple[Reply, ...] = ()
    split_into: tuple[str, ...] = ()
    end: End | None = None
    closed: date | None = None
    reopenings: tuple[Reopening, ...] = ()
    breaches: tuple[Breach, ...] = ()
    is_voided: bool = False
    latest: date = date.min

    @property
    def status(self) -> Status:
        """Where the request stands after the last of its acts."""
        if self.is_voided:
            return "voided"
        if self.end is not None:
            return "awaiting_service" if self.closed is None else "closed"
        if self.received is None:
            return "awaiting_confirmation"
        return self._waits_for()

    @property
    def counted_as(self) -> str | None:
        """The kind of reply that the request counts as, once it is closed."""
        return self.end.counted_as if self.end is not None and self.closed is not None else None

    @property
    def open_supplement(self) -> Supplement | None:
        """The notice that waits for its answer; where a second one was sent meanwhile, the first."""
        return next((each for each in self.supplements if each.answered is None), None)

    @property
    def open_fee(self) -> FeeNotice | None:
        """The notice that stops the term until it is paid in full."""
        return next((fee for fee in self.fees if fee.is_effective and fee.paid_up is None), None)

    @property
    def fee_to_pay(self) -> FeeNotice | None:
        """The notice that a payment answers: the one that stops the term, else the last."""
        return self.open_fee or (self.fees[-1] if self.fees else None)

    @property
    def extension(self) -> Extension | None:
        """The extension that counts in the present period."""
        now = len(self.periods)
        return next((each for each in self.extensions if each.counted and each.period == now), None)

    @property
    def has_extended(self) -> bool:
        """Whether the one extension has been used since the request was last opened."""
        since = self.reopenings[-1].period if self.reopenings else 0
        return any(each.counted and each.period > since for each in self.extensions)

    @property
    def delay(self) -> Delay | None:
        """The delay that counts in the present period."""
        now = len(self.periods)
        return next((each for each in self.delays if each.is_effective and each.period == now), None)

    @property
    def reply(self) -> Reply | None:
        return self.replies[-1] if self.replies else None

    def before(self, reopening: Reopening) -> Request:
        """The request as it stood before it was reopened; what was done on the very day is of the time before."""
        day, at = reopening.day, self.reopenings.index(reopening)
        letters = [reply.letter for reply in self.replies]
        made = letters.index(reopening.before.letter) + 1 if reopening.before.letter in letters else 0
        return replace(
            self,
            end=reopening.before,
            periods=self.periods[: reopening.period],
            replies=self.replies[:made],
            reopenings=self.reopenings[:at],
            supplements=tuple(each for each in self.supplements if each.day <= day),
            consultations=tuple(each for each in self.consultations if each.sent <= day),
            fees=tuple(each for each in self.fees if each.day <= day),
        )

    def service(self, letter: str | None) -> Service | None:
        return next((each for each in self.services if each.letter == letter), None)

    def letters(self) -> Iterator[str]:
        """The letters that the acts of the request name."""
        for named in (self.supplements, self.consultations, self.extensions, self.delays, self.fees):
            yield from (each.letter for each in named if each.letter)
        yield from (each.informed_with for each in self.consultations if each.informed_with)
        yield from (each.letter for each in self.issued)
        yield from (each.letter for each in self.replies)
        for once in (self.reasons, self.end, *(reopening.before for reopening in self.reopenings)):
            if once is not None and once.letter:
                yield once.letter

    def _waits_for(self) -> Status:
        if self.open_supplement is not None:
            return "awaiting_supplement"
        if self.open_fee is not None:
            return "awaiting_payment"
        if self.reasons is not None and self.reasons.given is None and self.reasons.until >= self.latest:
            return "awaiting_reasons"
        return "running" if all(each.has_ended(self.latest) for each in self.consultations) else "paused"
