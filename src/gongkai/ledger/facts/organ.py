"""What happened to an organ as a whole: it opened its ledger, counted, collected, closed its year."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Literal, TypeAlias, get_args

from gongkai.law.organs import Level, OrganKind

DecisionRow: TypeAlias = Literal["licensing", "penalties", "coercion"]
Aspect: TypeAlias = Literal[
    "active_disclosure",  # 主动公开
    "requests",  # 依申请公开
    "management",  # 政府信息管理
    "platform",  # 平台建设
    "supervision",  # 监督保障
    "assessment",  # 考核
    "appraisal",  # 社会评议
    "accountability",  # 责任追究
    "problems",  # 存在的主要问题
    "improvements",  # 改进情况
    "other_matters",  # 其他需要报告的事项
]


@dataclass(frozen=True, slots=True)
class LedgerOpened:
    """The first entry of every organ's chain. The entry's day is the first that the ledger covers.

    ``parent`` is the key of the organ above it in the tree that adds up. ``short`` stands in document numbers (云财公开).
    """

    name: str
    kind: OrganKind
    level: Level
    short: str
    parent: str | None = None
    reconsideration_body: str | None = None
    court: str | None = None
    contact: str | None = None
    online_reconsideration: str | None = None


@dataclass(frozen=True, slots=True)
class OrganChanged:
    """A new name, place in the tree, remedy body…: the fields that are given replace the old ones."""

    name: str | None = None
    short: str | None = None
    parent: str | None = None
    reconsideration_body: str | None = None
    court: str | None = None
    contact: str | None = None
    online_reconsideration: str | None = None


@dataclass(frozen=True, slots=True)
class OrganEnded:
    """The organ was merged or abolished; the entry's day is the last on which it was there.

    ``successor`` is the key of the organ that goes on with its cases and answers for what it did; an organ whose
    functions nobody took over names the one that decided to end it. New cases begin with the successor.
    """

    successor: str
    reason: str


@dataclass(frozen=True, slots=True)
class DecisionsCounted:
    """Decisions of the days ``since`` to ``until``, both included and in one year, as another system counted them.

    ``source`` names the file, ``digest`` is its SHA-256.
    """

    row: DecisionRow
    number: int
    since: date
    until: date
    source: str
    digest: str | None = None


@dataclass(frozen=True, slots=True)
class ChargesCollected:
    """Administrative charges (行政事业性收费) of a period, in fen; the information processing fee is not in it."""

    fen: int
    since: date
    until: date
    source: str
    digest: str | None = None


@dataclass(frozen=True, slots=True)
class ActivityRecorded:
    """Something that section one, five or six of the report states: a training, an inspection, an assessment."""

    aspect: Aspect
    says: str
    number: int | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class NumberVoided:
    """A document number that was drawn and not used; the register keeps it, so that there is no gap."""

    number: str
    reason: str


@dataclass(frozen=True, slots=True)
class YearClosed:
    """The report of the year is final. What is recorded later counts in the first year that is still open."""

    year: int


@dataclass(frozen=True, slots=True)
class YearReopened:
    """The last closed year is opened again, to correct a report that was published."""

    year: int
    reason: str


@dataclass(frozen=True, slots=True)
class OpeningSigned:
    """The leader confirmed what the ledger began with: requests carried in, and the stock of documents in force.

    From then on nothing more of the time before the ledger is recorded; what was wrong is corrected.
    """

    carried_in: int
    regulations: int
    normative_documents: int


Fact: TypeAlias = (
    LedgerOpened
    | OrganChanged
    | OrganEnded
    | DecisionsCounted
    | ChargesCollected
    | ActivityRecorded
    | NumberVoided
    | YearClosed
    | YearReopened
    | OpeningSigned
)
FACTS: tuple[type, ...] = get_args(Fact)
