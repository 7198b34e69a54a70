"""What the applicant does to the own request: supplements it, gives reasons, takes it back. Each has its effect once."""

from __future__ import annotations

from collections.abc import Mapping

from gongkai.ledger.entry import Act, Fact
from gongkai.ledger.facts import request as facts
from gongkai_web import clock
from gongkai_web.letters.answers import REASONS
from gongkai_web.published import attachments
from gongkai_web.published.attachments import APPLICANT
from gongkai_web.published.telling import tell
from gongkai_web.published.tracking import Held
from gongkai_web.store import files, ledger, privacy
from gongkai_web.store.ledger import Overtaken
from gongkai_web.store.submissions import once

__all__ = ["Overtaken", "give_reasons", "supplement", "withdraw"]
SUPPLEMENT = "supplement"
_HOW = "申请人凭编号和查询码在网上撤回"
_CONFIRMED = "申请人凭编号和查询码在网上撤回，由此双方确认收到"


def supplement(held: Held, submission: str, *, head: str, items: Mapping[int, str], text: str) -> None:
    """Record the supplement. ``items`` are all that is asked for from now on, by their numbers; ``text`` explains.

    Raises ``Refused`` and :class:`Overtaken`; nothing is recorded then.
    """

    def act() -> str:
        ledger.record(_act(held, facts.Supplemented(_changed(held, items))), expecting=head)
        if text:
            _put(held, SUPPLEMENT, "补正说明.txt", text)
        attachments.hand_in(held.organ, submission, held.case, SUPPLEMENT)
        _tell(held, "申请人提交了补正")
        return held.number

    once(submission, "supplement", APPLICANT, act)


def withdraw(held: Held, submission: str, *, head: str) -> None:
    """Take the request back. Whoever does so has confirmed that it came. Raises as :func:`supplement`."""

    def act() -> str:
        done = [_act(held, facts.Withdrawn(_HOW))]
        if held.state.received is None:
            done.insert(0, _act(held, facts.Confirmed(_CONFIRMED)))
        ledger.record(*done, expecting=head)
        _tell(held, "申请人撤回了申请")
        return held.number

    once(submission, "withdraw", APPLICANT, act)


def give_reasons(held: Held, submission: str, *, text: str) -> None:
    """Hand in the reasons. Whether they are reasonable the organ says, and records that they came."""

    def act() -> str:
        _put(held, REASONS, "说明的理由.txt", text)
        attachments.hand_in(held.organ, submission, held.case, REASONS)
        _tell(held, "申请人说明了理由，请认定是否合理", to_record="reasons_given")
        return held.number

    once(submission, "give-reasons", APPLICANT, act)


def _changed(held: Held, items: Mapping[int, str]) -> tuple[facts.Item, ...]:
    """Nothing where every item stands as it stood; words that did not change stay under their key."""
    was = dict(held.items)
    if dict(items) == was:
        return ()
    keys = {item.number: item.wording for item in held.state.items}
    return tuple(
        facts.Item(number, keys[number] if was.get(number) == text else privacy.put_wording(held.organ, text))
        for number, text in sorted(items.items())
    )


def _act(held: Held, fact: Fact) -> Act:
    return Act(held.organ, held.case, clock.today(), clock.now(), APPLICANT, fact)


def _put(held: Held, role: str, name: str, text: str) -> None:
    files.keep(held.organ, held.case, role, name, text.encode(), APPLICANT)


def _tell(held: Held, says: str, *, to_record: str = "") -> None:
    says = f"{says}：{held.short}。"
    tell(held.organ, held.case, says, handler=held.state.assigned, to_record=to_record)
