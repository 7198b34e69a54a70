"""What happened to a publication: made, reviewed, published, changed, repealed."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias, get_args

PublicationKind: TypeAlias = Literal["regulations", "normative_documents", "penalty_decisions", "other"]
Disclosure: TypeAlias = Literal["proactive", "on_request", "withheld"]
AnnulledHow: TypeAlias = Literal["changed", "revoked", "unlawful", "void"]


@dataclass(frozen=True, slots=True)
class Description:
    """The metadata of the catalogue. ``item`` is the number of the item in Article 20 (1 to 15).

    ``ground`` is the article that a withheld one rests on (14, 15 or 16 of the Regulations); ``expires`` the last day
    of its validity, after which it is no longer in force without any entry. ``publish_by`` is the last day that a
    special law sets for its publication, ``publish_by_basis`` that law; the twenty working days then do not apply.
    ``reassess_by`` is the day that the organ has set itself to look again at what it withholds.
    """

    title: str
    kind: PublicationKind
    index_number: str | None = None
    document_number: str | None = None
    item: int | None = None
    summary: str = ""
    subject: str | None = None
    disclosure: Disclosure = "proactive"
    ground: str | None = None
    effective: date | None = None
    expires: date | None = None
    publish_by: date | None = None
    publish_by_basis: str | None = None
    reassess_by: date | None = None


@dataclass(frozen=True, slots=True)
class Listed:
    """In force already when the ledger opened: the stock from which the year's figure is proved."""

    description: Description


@dataclass(frozen=True, slots=True)
class Made:
    """Made, or obtained, on the entry's day: the twenty working days of Article 26 begin."""

    description: Description


@dataclass(frozen=True, slots=True)
class Reviewed:
    """One level of the secrecy review: 1 drafter, 2 unit, 3 leader."""

    level: Literal[1, 2, 3]
    signer: str
    result: Literal["publish", "withhold", "refer"]
    opinion: str


@dataclass(frozen=True, slots=True)
class Published:
    channels: tuple[str, ...]
    address: str | None = None


@dataclass(frozen=True, slots=True)
class Changed:
    """The information changed on the entry's day: it has to be published anew within twenty working days."""

    what: str


@dataclass(frozen=True, slots=True)
class Amended:
    """Amended by another document, and in force as amended."""

    by: str


@dataclass(frozen=True, slots=True)
class Prolonged:
    """Its validity was prolonged before it ran out; ``until`` is the new last day, None where it has no end now."""

    by: str
    until: date | None = None


@dataclass(frozen=True, slots=True)
class Repealed:
    by: str


@dataclass(frozen=True, slots=True)
class Annulled:
    """A published penalty decision was lawfully changed, revoked, held unlawful or void: it has to be taken back."""

    how: AnnulledHow
    by: str


@dataclass(frozen=True, slots=True)
class Expired:
    """Its validity ran out, or a clean-up declared it so."""

    reason: str


@dataclass(frozen=True, slots=True)
class Unpublished:
    """Taken back, with the reason that its place then shows."""

    reason: str


@dataclass(frozen=True, slots=True)
class Deposited:
    """Handed to an archive or a library (Article 25)."""

    place: str


@dataclass(frozen=True, slots=True)
class Reassessed:
    """A withheld one was looked at again (Article 18)."""

    disclosure: Disclosure
    reason: str
    ground: str | None = None
    reassess_by: date | None = None


@dataclass(frozen=True, slots=True)
class Assigned:
    """Who goes on with the item inside the organ: the key of a person or a unit. It changes no day."""

    to: str
    reason: str = ""


Fact: TypeAlias = (
    Listed
    | Made
    | Reviewed
    | Published
    | Changed
    | Amended
    | Prolonged
    | Repealed
    | Annulled
    | Expired
    | Unpublished
    | Deposited
    | Reassessed
    | Assigned
)
FACTS: tuple[type, ...] = get_args(Fact)
