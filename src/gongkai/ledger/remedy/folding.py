"""From facts to the state of a remedy matter."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, TypeAlias

from gongkai.law.rulebook import Rulebook
from gongkai.ledger.breach import Breach
from gongkai.ledger.entry import Act, Entry
from gongkai.ledger.facts import remedy as facts
from gongkai.ledger.folding import breaches, folded
from gongkai.ledger.refused import refuse_unless_owned
from gongkai.ledger.remedy.refusals import refusals
from gongkai.ledger.remedy.state import Answer, Decision, Instance, Remedy

_Move: TypeAlias = Callable[[Remedy, Act, Any], Remedy]


def after(state: Remedy | None, act: Act, rulebook: Rulebook) -> Remedy:
    """The state after one more act. Raises :class:`gongkai.ledger.refused.Refused`."""
    found = refusals(state, act, rulebook)
    refuse_unless_owned(found, act.breaches)
    owned = breaches(found, act)
    if state is None:
        return _begun(act, act.fact, owned)  # type: ignore[arg-type]  # anything else was refused
    last = state.last if isinstance(act.fact, facts.Assigned) else max(state.last, act.on)
    state = replace(state, last=last, breaches=state.breaches + owned)
    return _MOVES[type(act.fact)](state, act, act.fact)


def fold(acts: Iterable[Act | Entry], rulebook: Rulebook) -> Remedy:
    """What the acts of one case make of it. Raises as :func:`gongkai.ledger.folding.folded`."""
    return folded(acts, after, rulebook)


def _begun(act: Act, fact: facts.Challenged, breaches: tuple[Breach, ...]) -> Remedy:
    return Remedy(
        case=act.case,
        organ=act.organ,
        path=fact.path,
        since=act.on,
        last=act.on,
        instances=(
            Instance(
                level="reconsideration" if fact.path == "reconsideration" else "first",
                body=fact.body,
                begun=act.on,
                procedure=fact.procedure,
                has_answer_term=True,
            ),
        ),
        request=fact.request,
        letter=fact.letter,
        reconsideration=fact.reconsideration,
        about=fact.about,
        breaches=breaches,
    )


def _now(state: Remedy, instance: Instance) -> Remedy:
    return replace(state, instances=(*state.instances[:-1], instance))


def _next(state: Remedy, instance: Instance) -> Remedy:
    """Pending again; what was done under the earlier decision answers to that one only."""
    return replace(state, instances=(*state.instances, instance), performed=None, performed_with=None)


def _answered(state: Remedy, act: Act, fact: facts.AnswerFiled) -> Remedy:
    answers = (*state.instance.answers, Answer(act.on, fact.documents))
    return _now(state, replace(state.instance, answers=answers))


def _hearing_set(state: Remedy, _act: Act, fact: facts.HearingSet) -> Remedy:
    return _now(state, replace(state.instance, hearings=(*state.instance.hearings, fact.day)))


def _decided(state: Remedy, act: Act, fact: facts.Decided) -> Remedy:
    decision = Decision(fact.result, fact.number, act.on, fact.received, fact.is_ruling, fact.perform_by)
    return _now(state, replace(state.instance, decision=decision))


def _appealed(state: Remedy, act: Act, fact: facts.Appealed) -> Remedy:
    return _next(state, Instance("second", fact.body, act.on, "ordinary", has_answer_term=False))


def _heard_again(state: Remedy, act: Act, fact: facts.HeardAgain) -> Remedy:
    level = state.instances[0].level if fact.because == "remanded" else "retrial"
    return _next(state, Instance(level, fact.body, act.on, "ordinary", has_answer_term=False))


def _performed(state: Remedy, act: Act, fact: facts.Performed) -> Remedy:
    return replace(state, performed=act.on, performed_with=fact.letter)


def _assigned(state: Remedy, _act: Act, fact: facts.Assigned) -> Remedy:
    return replace(state, assigned=fact.to)


_MOVES: Mapping[type, _Move] = MappingProxyType(
    {
        facts.AnswerFiled: _answered,
        facts.HearingSet: _hearing_set,
        facts.Decided: _decided,
        facts.Appealed: _appealed,
        facts.HeardAgain: _heard_again,
        facts.Performed: _performed,
        facts.Assigned: _assigned,
    }
)
