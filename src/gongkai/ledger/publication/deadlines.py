"""What is due for a publication: its publication, its withdrawal, the next look at what is withheld."""

from __future__ import annotations

from datetime import date
from typing import TypeAlias

from gongkai.law.numerals import dated
from gongkai.law.rulebook import Rulebook
from gongkai.law.step import Step
from gongkai.law.terms import last_day, term_or_none
from gongkai.ledger.deadline import Deadline, Deadlines
from gongkai.ledger.publication.state import Because, Publication

_Pair: TypeAlias = tuple[Deadline, Step]
_BECAUSE: dict[Because, str] = {
    "formed": "形成（成文）",
    "changed": "内容变更",
    "amended": "被修改",
    "reassessed": "经评估转为主动公开",
}
_UNDATED = "当时的法律没有规定公布（撤回）的期限，没有到期日；应当公布（撤回）的，请及时办理。"
_INFERRED = "条例没有写明由不公开转为主动公开的从哪天起算，这里从作出评估决定那天起算。"


def deadlines(state: Publication, rulebook: Rulebook) -> Deadlines:
    """What has still to be done, and by when."""
    found: list[_Pair | None] = []
    if state.is_owed and state.content_since is not None:
        found.append(publish_by(state, state.content_since, rulebook))
    if state.annulled is not None and state.is_public:
        found.append(take_back_by(state.annulled.on, rulebook))
    if state.description.disclosure != "proactive" and state.description.reassess_by is not None:
        found.append(_reassess_by(state.description.reassess_by))
    remarks = (Step(None, _UNDATED),) if None in found else ()
    return Deadlines.of([each for each in found if each is not None], remarks=remarks)


def publish_by(state: Publication, since: date, rulebook: Rulebook) -> _Pair | None:
    """The last day to publish the content owed ``since`` a day: Article 26, or the special term of its description.

    None where no law of that day set a term.
    """
    description = state.description
    if description.publish_by is not None and state.because == "formed":
        basis = tuple(part for part in ("regulation/26", description.publish_by_basis) if part)
        says = f"其他法律、法规对公开期限另有规定，最迟 {dated(description.publish_by)}公布。"
        return _pair("publication.publish", "公布", description.publish_by, basis, says)
    limit = term_or_none("publication.publish", since)
    if limit is None:
        return None
    due = last_day(limit, since, rulebook.calendar)
    says = f"{dated(since)}{_BECAUSE[state.because]}，从次日起算 {limit.worded}，最迟 {dated(due)}公布。" + (
        _INFERRED if state.because == "reassessed" else ""
    )
    return _pair("publication.publish", "公布", due, limit.basis, says, rulebook)


def take_back_by(annulled: date, rulebook: Rulebook) -> _Pair | None:
    """The last day to take back a penalty decision that was annulled on a day; None where no law set one yet."""
    limit = term_or_none("publication.withdraw_penalty", annulled)
    if limit is None:
        return None
    due = last_day(limit, annulled, rulebook.calendar)
    says = (
        f"{dated(annulled)}处罚决定被变更、撤销、确认违法或者无效，{limit.worded}内撤回并公开说明理由，"
        f"最迟 {dated(due)}。"
    )
    return _pair("publication.withdraw_penalty", "撤回处罚决定信息", due, limit.basis, says, rulebook)


def _reassess_by(day: date) -> _Pair:
    says = f"不公开的政府信息要定期评估，本机关定于 {dated(day)}前再评估一次。"
    return _pair("publication.reassess", "再评估是否公开", day, ("regulation/18",), says)


def _pair(
    key: str, label: str, due: date, basis: tuple[str, ...], says: str, counted: Rulebook | None = None
) -> _Pair:
    """``counted`` is given for a day that was counted, and so may hang on holidays that are not known yet."""
    is_provisional = counted is not None and counted.calendar.is_provisional(due)
    return Deadline(key, label, due, basis, is_provisional), Step(due, says, basis)
