"""When an application counts as received (收到申请之日), by the way in which it came."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cache
from typing import Literal, TypeAlias

from gongkai.law import loader

ReceivedBy: TypeAlias = Literal["arrival", "confirmation"]


@dataclass(frozen=True, slots=True)
class ChannelRule:
    """``by`` says which day counts; ``says`` is the rule as a sentence, ``inferred`` what was not read in the text."""

    key: str
    label: str
    by: ReceivedBy
    says: str
    basis: tuple[str, ...]
    inferred: str | None = None


@dataclass(frozen=True, slots=True)
class _ChannelsFile:
    channels: tuple[ChannelRule, ...]
    looked_at: date


@cache
def channels() -> dict[str, ChannelRule]:
    """All channels by key."""
    found = loader.read("receipt/channels.yaml", _ChannelsFile).channels
    return {rule.key: rule for rule in found}


def channel(key: str) -> ChannelRule:
    """The rule of one channel. Raises KeyError."""
    return channels()[key]
