"""What happened to a request (政府信息公开申请), from its arrival to the service of the reply."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, TypeAlias, get_args

from gongkai.ledger.private import FreeText, Private

Channel: TypeAlias = Literal[
    "on_site",  # 当面
    "oral",  # 口头，由工作机构代填
    "registered_post",  # 邮寄，需签收
    "ordinary_letter",  # 平常信函
    "fax",  # 工作机构的传真
    "internet",  # 互联网渠道，含公布的电子邮箱
    "wrong_desk",  # 寄给本机关其他机构或人员
]
Category: TypeAlias = Literal[
    "natural_person", "business", "research", "public_welfare", "legal_service", "other"
]
DeliveryForm: TypeAlias = Literal["paper", "electronic", "disc", "on_site_reading"]
DeliveryWay: TypeAlias = Literal["post", "electronic", "fax", "pick_up", "on_the_spot"]
ServiceWay: TypeAlias = Literal["direct", "entrusted", "post", "electronic", "courier"]
HANDED_OVER: frozenset[ServiceWay] = frozenset(("direct", "entrusted", "electronic"))
"""Ways in which a letter comes on the day on which it goes."""
Scale: TypeAlias = Literal["items", "pages"]
IssuedKind: TypeAlias = Literal[
    "register",  # 登记表
    "receipt",  # 接收回执
    "confirm",  # 收件确认书
    "assist",  # 协办函
    "service",  # 送达回证
    "withdrawn",  # 终止办理告知书
    "merged",  # 并案办理告知书
    "other",  # 其他文书
]
ReopenedBecause: TypeAlias = Literal["own_correction", "reconsideration", "litigation"]
ReviewStep: TypeAlias = Literal[
    "legal",  # 合法性审核
    "sign_off",  # 签发
]


@dataclass(frozen=True, slots=True)
class Item:
    """One of the things asked for, numbered from 1. ``wording`` is the applicant's own, kept apart."""

    number: int
    wording: Private


@dataclass(frozen=True, slots=True)
class Arrived:
    """The application came in; the entry's day is that on which it did (handed in, signed for, taken from the box).

    By channel this is the day of receipt, or :class:`Confirmed` brings it (Article 31).
    ``category`` is that of the applicant, not of the agent. ``split_from`` is the request that this one was split off.
    A request received before the ledger opens was counted as new before it: it is carried in.
    """

    channel: Channel
    category: Category
    applicant: Private
    items: tuple[Item, ...]
    form: DeliveryForm = "paper"
    way: DeliveryWay = "post"
    agent: Private | None = None
    split_from: str | None = None
    needs_assistance: bool = False


@dataclass(frozen=True, slots=True)
class Confirmed:
    """Both sides confirmed the receipt, on the entry's day; ``how`` is the proof (a call, a message)."""

    how: FreeText


@dataclass(frozen=True, slots=True)
class SupplementAsked:
    """The one notice of Article 30. ``until`` is the last day that the organ gives the applicant."""

    asks: tuple[FreeText, ...]
    until: date
    letter: str | None = None


@dataclass(frozen=True, slots=True)
class Supplemented:
    """The supplement came in. ``items`` replace the old ones where they are given."""

    items: tuple[Item, ...] = ()


@dataclass(frozen=True, slots=True)
class ThirdPartyConsulted:
    """The letter of Article 32 was sent. ``party`` tells several apart and names nobody."""

    party: str
    letter: str | None = None
    items: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class ThirdPartyAnswered:
    """Silence is no entry: it follows from the fifteen working days after the letter was received."""

    party: str
    answer: Literal["consents", "objects"]
    reason: FreeText = ""


@dataclass(frozen=True, slots=True)
class ThirdPartyInformed:
    """The third party was told in writing what will be disclosed against its objection, and why."""

    party: str
    letter: str | None = None


@dataclass(frozen=True, slots=True)
class CoMakerConsulted:
    """The letter of Article 34 to an organ that made the information jointly."""

    party: str
    letter: str | None = None
    items: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class CoMakerAnswered:
    party: str
    answer: Literal["consents", "objects"]
    reason: FreeText = ""


@dataclass(frozen=True, slots=True)
class Extended:
    """The one extension of Article 33; the entry's day is that of the notice to the applicant."""

    days: int
    approver: str
    reason: str
    letter: str | None = None


@dataclass(frozen=True, slots=True)
class ReasonsAsked:
    """Article 35: number or frequency are clearly beyond reason, the applicant is asked why."""

    why: str
    until: date
    letter: str | None = None


@dataclass(frozen=True, slots=True)
class ReasonsGiven:
    """What the applicant answered, and whether the organ holds it reasonable."""

    is_reasonable: bool
    why: FreeText


@dataclass(frozen=True, slots=True)
class Delayed:
    """Article 35: the reasons are reasonable, the term cannot be met, and ``until`` is the reasonable day given."""

    until: date
    reason: str
    letter: str | None = None


@dataclass(frozen=True, slots=True)
class FeeNoticed:
    """The organ chose a scale and asked for the processing fee: ``quantity`` requests or pages, ``fen`` in all."""

    scale: Scale
    quantity: int
    fen: int
    reason: str
    letter: str | None = None


@dataclass(frozen=True, slots=True)
class FeePaid:
    fen: int


@dataclass(frozen=True, slots=True)
class Assigned:
    """Who goes on with the request inside the organ: the key of a person or a unit. It changes no term."""

    to: str
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Reviewed:
    """Somebody looked at a draft letter before it went: ``digest`` is the SHA-256 of the very draft, ``about`` its kind."""

    step: ReviewStep
    signer: str
    result: Literal["agrees", "returns"]
    opinion: str
    digest: str
    about: str = "reply"


@dataclass(frozen=True, slots=True)
class Searched:
    """A search was made: where, by whom, and whether anything was found."""

    scope: str
    by: str
    has_found: bool


@dataclass(frozen=True, slots=True)
class Weighed:
    """The harm of disclosure was weighed, and what the public interest asks for."""

    harm: FreeText
    public_interest: FreeText
    items: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Classified:
    """The carrier of a state secret and the authority of its classification, without its content."""

    document: str
    level: Literal["top_secret", "secret", "confidential"]
    authority: str
    items: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one item: a kind of reply, the choice that it asks for, and what its letter states.

    ``choice`` is one of the kind's choices (which of the four kinds of process information);
    ``states`` holds what the letter must state, by the names of the kind (``link``, ``search_scope``).
    """

    item: int
    kind: str
    choice: str | None = None
    states: Mapping[str, FreeText] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Replied:
    """The reply was signed on the entry's day. One outcome for every item.

    ``counted_as`` names the kind that the request counts as where the rule leaves it open.
    """

    outcomes: tuple[Outcome, ...]
    letter: str
    counted_as: str | None = None


@dataclass(frozen=True, slots=True)
class Lapsed:
    """No longer processed: not supplemented, or not paid, in time and without good reason."""

    kind: Literal["lapsed_supplement", "lapsed_fee"]
    letter: str | None = None


@dataclass(frozen=True, slots=True)
class Withdrawn:
    """The applicant withdrew the request."""

    how: FreeText


@dataclass(frozen=True, slots=True)
class Merged:
    """Handled together with another request of the same applicant."""

    into: str
    reason: str


@dataclass(frozen=True, slots=True)
class Split:
    """By 一事一申请 the items ``items`` became requests of their own; the others stay."""

    items: tuple[int, ...]
    into: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class LetterIssued:
    """A letter that no other act names: a receipt, a letter that asks another organ for help…

    It changes nothing about the request; its number stands in the register, and it can be served.
    """

    kind: IssuedKind
    letter: str


@dataclass(frozen=True, slots=True)
class Served:
    """A letter was sent or handed over. ``posted`` is 交邮之日, ``received`` when it is known to have come."""

    letter: str
    way: ServiceWay
    proof: FreeText
    posted: date | None = None
    received: date | None = None


@dataclass(frozen=True, slots=True)
class Reopened:
    """The organ corrects itself, or was ordered to; ``until`` is the last day for the new reply where one was set."""

    because: ReopenedBecause
    reason: str
    remedy: str | None = None
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Voided:
    """What was registered was no request at all (registered twice, junk): it is not counted."""

    reason: str


@dataclass(frozen=True, slots=True)
class Restored:
    """A voided request is a request after all."""

    reason: str


Fact: TypeAlias = (
    Arrived
    | Confirmed
    | SupplementAsked
    | Supplemented
    | ThirdPartyConsulted
    | ThirdPartyAnswered
    | ThirdPartyInformed
    | CoMakerConsulted
    | CoMakerAnswered
    | Extended
    | ReasonsAsked
    | ReasonsGiven
    | Delayed
    | FeeNoticed
    | FeePaid
    | Assigned
    | Reviewed
    | Searched
    | Weighed
    | Classified
    | Replied
    | Lapsed
    | Withdrawn
    | Merged
    | Split
    | LetterIssued
    | Served
    | Reopened
    | Voided
    | Restored
)
FACTS: tuple[type, ...] = get_args(Fact)
