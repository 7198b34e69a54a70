"""From facts to the state of a publication."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import replace
from types import MappingProxyType
from typing import Any, TypeAlias

from gongkai.law.rulebook import Rulebook
from gongkai.ledger.breach import Breach
from gongkai.ledger.entry import Act, Entry
from gongkai.ledger.facts import publication as facts
from gongkai.ledger.folding import breaches, folded
from gongkai.ledger.publication.refusals import refusals
from gongkai.ledger.publication.state import Annulment, Because, End, Publication, Review, Taken
from gongkai.ledger.refused import refuse_unless_owned

_Move: TypeAlias = Callable[[Publication, Act, Any], Publication]


def after(state: Publication | None, act: Act, rulebook: Rulebook) -> Publication:
    """The state after one more act. Raises :class:`gongkai.ledger.refused.Refused`."""
    found = refusals(state, act, rulebook)
    refuse_unless_owned(found, act.breaches)
    owned = breaches(found, act)
    if state is None:
        return _begun(act, owned)
    last = state.last if isinstance(act.fact, facts.Assigned) else max(state.last, act.on)
    state = replace(state, last=last, breaches=state.breaches + owned)
    return _MOVES[type(act.fact)](state, act, act.fact)


def fold(acts: Iterable[Act | Entry], rulebook: Rulebook) -> Publication:
    """What the acts of one case make of it. Raises as :func:`gongkai.ledger.folding.folded`."""
    return folded(acts, after, rulebook)


def _begun(act: Act, breaches: tuple[Breach, ...]) -> Publication:
    is_listed = isinstance(act.fact, facts.Listed)
    description: facts.Description = act.fact.description  # type: ignore[union-attr]  # anything else was refused
    return Publication(
        case=act.case,
        organ=act.organ,
        description=description,
        since=act.on,
        last=act.on,
        content_since=None if is_listed else act.on,
        is_listed=is_listed,
        is_public=is_listed and description.disclosure == "proactive",
        breaches=breaches,
    )


def _reviewed(state: Publication, act: Act, fact: facts.Reviewed) -> Publication:
    review = Review(fact.level, fact.signer, fact.result, fact.opinion, act.on)
    others = tuple(each for each in state.reviews if each.level != fact.level)
    return replace(state, reviews=(*others, review))


def _published(state: Publication, act: Act, fact: facts.Published) -> Publication:
    channels, address = fact.channels, fact.address
    return replace(state, published=act.on, is_public=True, channels=channels, address=address, taken=None)


def _owed_anew(state: Publication, act: Act, because: Because) -> Publication:
    """Another content: it has to be reviewed and published; the older one may still stand in its place."""
    return replace(state, content_since=act.on, because=because, published=None, reviews=())


def _changed(state: Publication, act: Act, _fact: facts.Changed) -> Publication:
    return _owed_anew(state, act, "changed")


def _amended(state: Publication, act: Act, _fact: facts.Amended) -> Publication:
    return replace(_owed_anew(state, act, "amended"), amended=(*state.amended, act.on))


def _prolonged(state: Publication, _act: Act, fact: facts.Prolonged) -> Publication:
    return replace(state, description=replace(state.description, expires=fact.until))


def _repealed(state: Publication, act: Act, fact: facts.Repealed) -> Publication:
    return replace(state, end=End("repealed", act.on, fact.by))


def _expired(state: Publication, act: Act, fact: facts.Expired) -> Publication:
    return replace(state, end=End("expired", act.on, fact.reason))


def _annulled(state: Publication, act: Act, fact: facts.Annulled) -> Publication:
    return replace(state, annulled=Annulment(fact.how, fact.by, act.on))


def _unpublished(state: Publication, act: Act, fact: facts.Unpublished) -> Publication:
    return replace(state, is_public=False, taken=Taken(act.on, fact.reason))


def _deposited(state: Publication, _act: Act, fact: facts.Deposited) -> Publication:
    return replace(state, deposits=(*state.deposits, fact.place))


def _reassessed(state: Publication, act: Act, fact: facts.Reassessed) -> Publication:
    was = state.description.disclosure
    description = replace(
        state.description, disclosure=fact.disclosure, ground=fact.ground, reassess_by=fact.reassess_by
    )
    state = replace(state, description=description, assessed=act.on)
    is_now_owed = fact.disclosure == "proactive" and was != "proactive"
    return _owed_anew(state, act, "reassessed") if is_now_owed else state


def _assigned(state: Publication, _act: Act, fact: facts.Assigned) -> Publication:
    return replace(state, assigned=fact.to)


_MOVES: Mapping[type, _Move] = MappingProxyType(
    {
        facts.Reviewed: _reviewed,
        facts.Published: _published,
        facts.Changed: _changed,
        facts.Amended: _amended,
        facts.Prolonged: _prolonged,
        facts.Repealed: _repealed,
        facts.Expired: _expired,
        facts.Annulled: _annulled,
        facts.Unpublished: _unpublished,
        facts.Deposited: _deposited,
        facts.Reassessed: _reassessed,
        facts.Assigned: _assigned,
    }
)
