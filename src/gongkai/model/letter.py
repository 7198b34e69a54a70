"""A letter of the disclosure office, and what the register says that it must say."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Literal, TypeAlias

PartRole: TypeAlias = Literal[
    "opening",  # 收到申请的日期，补正、延期的日期
    "request",  # 申请内容，逐项引述
    "facts",  # 查明的情况：检索、征求意见、权衡
    "decision",  # 依据和决定
    "reasons",  # 理由
    "supplied",  # 提供什么，什么形式，怎样取得
    "notice",  # 程序性文书的正文：要求、期限、后果
    "remedy",  # 救济途径
    "contact",  # 联系方式
]


@dataclass(frozen=True, slots=True)
class Part:
    """One paragraph with its role. ``item`` is the item of the request that it answers, None for all of them."""

    role: PartRole
    text: str
    item: int | None = None


@dataclass(frozen=True, slots=True)
class Letter:
    """``kind`` is a key of ``law/data/replies`` or ``law/data/letters``; ``number`` the document number (云财公开〔2026〕3号).

    ``code`` is the verification code that is printed with it; ``day`` the date under the organ's name, where the seal goes.
    """

    kind: str
    title: str
    organ: str
    addressee: str
    parts: tuple[Part, ...]
    number: str | None = None
    day: date | None = None
    attachments: tuple[str, ...] = ()
    code: str | None = None


@dataclass(frozen=True, slots=True)
class RecordedItem:
    """An item as it was asked, and the outcome that was recorded for it (the fields of a ledger's ``Outcome``)."""

    number: int
    wording: str
    kind: str
    choice: str | None = None
    states: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class LetterRecord:
    """What the register knows and a letter is held against. None where it does not know.

    ``remedies`` are the names of the bodies and courts that the remedy paragraph has to name,
    ``is_reconsideration_first`` whether it must send the applicant to reconsideration before court.
    ``overruled`` are the third parties against whose objection the reply discloses, ``untold`` those of them who have
    not been told so in writing.
    """

    kind: str
    organ: str
    day: date
    number: str | None = None
    applicant: str | None = None
    received: date | None = None
    supplemented: date | None = None
    extended: date | None = None
    items: tuple[RecordedItem, ...] = ()
    reconsideration_body: str | None = None
    court: str | None = None
    is_reconsideration_first: bool = False
    is_served_online: bool = False
    overruled: tuple[str, ...] = ()
    untold: tuple[str, ...] = ()
