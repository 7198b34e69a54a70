"""One request becomes several: each item that is split off is registered as a request of its own, received when the
first was.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from gongkai.law.receipt import channel
from gongkai.ledger.entry import Act
from gongkai.ledger.facts import request as facts
from gongkai.ledger.request_state import Request
from gongkai_web.accounts.gate import StaffRequest
from gongkai_web.agency.opened import act_of
from gongkai_web.agency.pages.recording.form import Recording
from gongkai_web.store import ledger, privacy, tickets


def splitting(request: StaffRequest, form: Recording) -> Callable[[], list[Act]]:
    """The split and the arrivals; the keys are drawn one after the other, under the lock."""

    def made() -> list[Act]:
        opened, state = form.opened, form.opened.state
        chosen = [item for item in state.items if item.number in form.cleaned_data["items"]]
        first = ledger.draw_case(opened.organ.key, "request", state.arrived.year)
        keys = [_after(first, at) for at in range(len(chosen))]
        split = facts.Split(tuple(item.number for item in chosen), tuple(keys))
        acts = [act_of(request, opened.key, split, on=form.cleaned_data["on"], breaches=form.owned())]
        for key, item in zip(keys, chosen, strict=True):
            acts += _arrival(request, state, key, item)
            privacy.copy_contact(opened.organ.key, opened.key, key)
            tickets.follow(opened.organ.key, opened.key, opened.organ.key, key)
        return acts

    return made


def _arrival(request: StaffRequest, state: Request, key: str, item: facts.Item) -> Iterator[Act]:
    """As the first came and was confirmed: neither is done again."""
    arrived = facts.Arrived(
        channel=state.channel,
        category=state.category,
        applicant=state.applicant,
        items=(facts.Item(1, item.wording),),
        form=state.form,
        way=state.way,
        agent=state.agent,
        split_from=state.case,
        needs_assistance=state.needs_assistance,
    )
    yield act_of(request, key, arrived, on=state.arrived)
    if channel(state.channel).by == "confirmation" and state.received is not None:
        yield act_of(request, key, facts.Confirmed("拆分前已经确认"), on=state.received)
    if state.assigned:
        yield act_of(request, key, facts.Assigned(state.assigned, "随原申请"), on=request.today)


def _after(key: str, more: int) -> str:
    head, _, number = key.rpartition("-")
    return f"{head}-{int(number) + more:04}"
