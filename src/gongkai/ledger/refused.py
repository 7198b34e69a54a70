"""What the ledger answers to an act that the law refuses and that does not own up to its breach."""

from __future__ import annotations

from collections.abc import Iterable

from gongkai.law.step import Refusal


class Refused(ValueError):
    """An act that makes no sense in this state, or a breach that is not among the act's ``breaches``."""

    def __init__(self, refusals: tuple[Refusal, ...]) -> None:
        super().__init__("\n".join(f"{refusal.says}{refusal.remedy}" for refusal in refusals))
        self.refusals = refusals


def refuse_unless_owned(refusals: Iterable[Refusal], breaches: tuple[str, ...]) -> None:
    """Let a breach through that the act owns up to, and nothing else. Raises :class:`Refused`."""
    left = tuple(each for each in refusals if not each.is_breach or each.code not in breaches)
    if left:
        raise Refused(left)
