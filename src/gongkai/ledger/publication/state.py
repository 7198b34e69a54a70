"""What is known of a publication at one point of its chain."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Literal, TypeAlias

from gongkai.ledger.breach import Breach
from gongkai.ledger.facts.publication import AnnulledHow, Description

Validity: TypeAlias = Literal["drafted", "in_force", "amended", "repealed", "expired", "annulled"]
Because: TypeAlias = Literal["formed", "changed", "amended", "reassessed"]
Level: TypeAlias = Literal[1, 2, 3]
LEVELS: tuple[Level, ...] = (1, 2, 3)

VALIDITY_LABELS: dict[Validity, str] = {
    "drafted": "尚未施行",
    "in_force": "有效",
    "amended": "已修改，有效",
    "repealed": "已废止",
    "expired": "已失效",
    "annulled": "已变更、撤销、确认违法或者无效",
}


@dataclass(frozen=True, slots=True)
class Review:
    """What one level of the secrecy review said of the present content."""

    level: Level
    signer: str
    result: Literal["publish", "withhold", "refer"]
    opinion: str
    on: date


@dataclass(frozen=True, slots=True)
class End:
    """``on`` is the first day on which it is no longer in force."""

    how: Literal["repealed", "expired"]
    on: date
    why: str


@dataclass(frozen=True, slots=True)
class Annulment:
    how: AnnulledHow
    by: str
    on: date


@dataclass(frozen=True, slots=True)
class Taken:
    """Taken back from the public on a day, and the reason that its place shows."""

    on: date
    reason: str


@dataclass(frozen=True, slots=True)
class Publication:
    """``since`` is the day on which it was made, or listed at the opening of the ledger.

    ``content_since`` is the day from which the present content is owed to the public, and ``because`` why;
    None where it was listed, and so was public before. ``published`` is the day on which this content came out,
    None while it has not; ``is_public`` whether anything of it stands before the public, be it an older content.
    ``reviews`` are those of the present content, the newest of each level. ``last`` is the newest day of an entry;
    ``assigned`` is who goes on with it.
    """

    case: str
    organ: str
    description: Description
    since: date
    last: date
    content_since: date | None
    is_listed: bool
    is_public: bool
    because: Because = "formed"
    reviews: tuple[Review, ...] = ()
    published: date | None = None
    channels: tuple[str, ...] = ()
    address: str | None = None
    taken: Taken | None = None
    amended: tuple[date, ...] = ()
    end: End | None = None
    annulled: Annulment | None = None
    assessed: date | None = None
    deposits: tuple[str, ...] = ()
    assigned: str | None = None
    breaches: tuple[Breach, ...] = ()

    @property
    def left(self) -> date | None:
        """The first day on which it does not belong to the stock in force, None while none is known.

        What runs out by its own terms leaves the stock on the day after its last, without an entry.
        """
        days = [] if self.end is None else [self.end.on]
        if self.description.expires is not None:
            days.append(self.description.expires + timedelta(days=1))
        return min(days, default=None)

    def left_how(self) -> Literal["repealed", "expired"] | None:
        """How it left the stock, or will; by an entry, where entry and last day fall together."""
        if self.end is not None and self.end.on == self.left:
            return self.end.how
        return None if self.left is None else "expired"

    def validity_on(self, day: date) -> Validity | None:
        """Its validity on a day; None before the first entry, of which the ledger knows nothing."""
        if day < self.since:
            return None
        if self.annulled is not None and self.annulled.on <= day:
            return "annulled"
        if self.left is not None and self.left <= day:
            return self.left_how()
        if self.description.effective is not None and day < self.description.effective:
            return "drafted"
        return "amended" if any(change <= day for change in self.amended) else "in_force"

    def is_in_stock_on(self, day: date) -> bool:
        """Whether it counts as in force on a day; from the day of its making on, as it was then issued (制发)."""
        return self.since <= day and (self.left is None or day < self.left)

    @property
    def missing_levels(self) -> tuple[Level, ...]:
        """The levels of the review that have not said of the present content: publish."""
        agreed = {review.level for review in self.reviews if review.result == "publish"}
        return tuple(level for level in LEVELS if level not in agreed)

    @property
    def is_owed(self) -> bool:
        """Whether the present content has still to be published."""
        return (
            self.content_since is not None
            and self.published is None
            and self.description.disclosure == "proactive"
            and self.end is None
            and self.annulled is None
        )
