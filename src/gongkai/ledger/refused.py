"""What the ledger answers to an act that the law refuses and that does not own up to its breach."""

from __future__ import annotations

from gongkai.law.step import Refusal


class Refused(ValueError):
    """An act that makes no sense in this state, or a breach that is not among the act's ``breaches``."""

    def __init__(self, refusals: tuple[Refusal, ...]) -> None:
        super().__init__("\n".join(f"{refusal.says}{refusal.remedy}" for refusal in refusals))
        self.refusals = refusals


def refuse_unless_owned(found: tuple[Refusal, ...], declared: tuple[str, ...]) -> None:
    """Let an act pass that makes sense and owns up to exactly the breaches that it commits. Raises :class:`Refused`."""
    left = tuple(each for each in found if not each.is_breach)
    if not left:
        committed = {each.code for each in found}
        undeclared = (each for each in found if each.code not in declared)
        left = (*undeclared, *(_not_committed(code) for code in declared if code not in committed))
    if left:
        raise Refused(left)


def _not_committed(code: str) -> Refusal:
    return Refusal(
        "breach_not_committed",
        f"记录声明了违法事项「{code}」，但这一步并没有这种违法。",
        (),
        "请去掉这项声明，或核对日期。",
        is_breach=False,
    )


def senseless(code: str, says: str, remedy: str) -> Refusal:
    """What no act can do where the case stands: no breach, and never taken."""
    return Refusal(code, says, (), remedy, is_breach=False)
