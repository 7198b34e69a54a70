"""A draft as the letter that it would be today: what it says, what it lacks, what stands against it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from django.db import transaction

from gongkai.check.letters.run import check_letter
from gongkai.law.calendar import BeyondCalendar
from gongkai.law.letters import UnknownLetter, letters
from gongkai.law.remedies import NoRemedyRule, UnknownGround
from gongkai.law.replies import UnknownKind, reply
from gongkai.law.sentences import Statement, Unstated
from gongkai.law.step import Refusal
from gongkai.law.terms import NoTermYet
from gongkai.ledger.entry import Act
from gongkai.ledger.facts.request import FeeNoticed, Outcome
from gongkai.ledger.letters.case import TO_FILL, NotRecorded, Particulars, UnknownStatement
from gongkai.ledger.letters.drafting import draft, record
from gongkai.ledger.letters.findings import outcome_states
from gongkai.ledger.letters.sources import SOURCES, Scene, of_case
from gongkai.ledger.refused import Refused
from gongkai.ledger.request_refusals import refusals
from gongkai.model.finding import Finding, Severity
from gongkai.model.letter import Letter
from gongkai_web import clock as moments
from gongkai_web.letters.casework import Casework, reach
from gongkai_web.letters.content import Content
from gongkai_web.letters.kinds import LAPSED, Kind
from gongkai_web.store import ledger
from gongkai_web.store.models import StoredFile

_TROUBLE = (
    UnknownStatement,
    UnknownLetter,
    UnknownKind,
    Unstated,
    NoRemedyRule,
    UnknownGround,
    NoTermYet,
    BeyondCalendar,
)
_GAP = TO_FILL.partition("{")[0]


@dataclass(frozen=True, slots=True)
class Made:
    """``act`` is what signing records; ``refusals`` are what stands against it and is not owned up to.

    Without ``letter`` there is none to be shown; ``trouble`` then says why. ``findings`` are the linter's.
    """

    act: Act
    letter: Letter | None
    missing: tuple[str, ...] = ()
    refusals: tuple[Refusal, ...] = ()
    findings: tuple[Finding, ...] = ()
    trouble: str = ""

    @property
    def errors(self) -> tuple[Finding, ...]:
        return tuple(each for each in self.findings if each.severity is Severity.ERROR)

    @property
    def warnings(self) -> tuple[Finding, ...]:
        return tuple(each for each in self.findings if each.severity is not Severity.ERROR)

    @property
    def words(self) -> tuple[str, ...]:
        return tuple(part.text for part in self.letter.parts) if self.letter else ()

    @property
    def is_whole(self) -> bool:
        """Whether nothing but people stands between it and its number."""
        return self.letter is not None and not (self.missing or self.refusals or self.errors)


def made(work: Casework, content: Content, *, on: date, actor: str, name: str | None = None) -> Made:
    """The letter as it would be with this name (number), with the next free one where none is given."""
    name = name or next_name(work, content.of, on)
    act = act_of(work, content, on=on, actor=actor, name=name)
    against = refusals(work.state, act, work.rulebook)
    act = _owning(act, content, against)
    if isinstance(act.fact, FeeNoticed) and all(each.code in act.breaches for each in against):
        against += _rehearsed(act)
        act = _owning(act, content, against)
    open_ = tuple(each for each in against if not each.is_breach or each.code not in act.breaches)
    if any(not each.is_breach for each in against):
        return Made(act, None, refusals=open_)
    owned = replace(act, breaches=tuple(each.code for each in against))
    try:
        letter, missing = _letter(work, content, owned, name)
        findings = _findings(work, content, owned, letter, name) if letter else ()
    except Refused as refused:
        return Made(act, None, refusals=refused.refusals)
    except _TROUBLE as error:
        return Made(act, None, refusals=open_, trouble=str(error))
    return Made(act, letter, missing, open_, findings)


def _owning(act: Act, content: Content, against: tuple[Refusal, ...]) -> Act:
    """What was owned up to and is so: the ledger takes no other."""
    codes = {each.code for each in against}
    return replace(act, breaches=tuple(code for code in content.breaches if code in codes))


def _rehearsed(act: Act) -> tuple[Refusal, ...]:
    """What the other requests of the applicant have against a notice: recorded, and taken back at once."""
    try:
        with transaction.atomic():
            ledger.record(act)
            transaction.set_rollback(True)
    except Refused as refused:
        return refused.refusals
    return ()


def act_of(work: Casework, content: Content, *, on: date, actor: str, name: str) -> Act:
    fact = content.stated(name, approver=actor)
    return Act(work.organ, work.key, on, moments.now(), actor, fact, content.breaches)


def next_name(work: Casework, kind: Kind, on: date) -> str:
    """The number that it would have, or what it is called where its kind has none."""
    if kind.has_number:
        return str(ledger.next_letter(work.organ, series(work, kind), on.year))
    names = work.state.letters()
    further = (f"{kind.title}（{number}）" for number in range(2, 1000))
    return next(name for name in (kind.title, *further) if name not in names)


def series(work: Casework, kind: Kind) -> str:
    return f"{work.of_organ.short}{kind.series}"


def asked(work: Casework, kind: Kind, sample: Act | None, choice: str = "") -> list[Statement]:
    """What people have to say because neither the act nor the case does; ``choice`` is the kind of a lapse."""
    try:
        return list(_asked(work, kind, sample, choice))
    except Refused:
        return []


def _asked(work: Casework, kind: Kind, sample: Act | None, choice: str) -> Iterator[Statement]:
    case = work.case(*([sample] if sample and kind.has_own_act else []))
    if kind.key in letters():
        source = SOURCES[kind.key]
        act = case.last(*source.facts)
        known = of_case(Scene(case, act or case.acts[-1], work.state))
        if act is not None:
            known |= source.states(Scene(case, act, case.stood(act)))
        if kind.key == "register":
            known["contact"] = "said for the clerk"
        yield from (each for each in letters()[kind.key].states if known.get(each.key) is None)
        return
    if kind.key == LAPSED and not choice:
        return
    of_reply = reply(choice or kind.key)
    held = outcome_states(case.stood(sample if kind.has_own_act else None), case, Outcome(1, of_reply.key))
    yield from (each for each in of_reply.states if held.get(each.key) is None)


def _letter(work: Casework, content: Content, act: Act, name: str) -> tuple[Letter | None, tuple[str, ...]]:
    kind, case = content.of, work.case(*([act] if content.of.has_own_act else []))
    particulars = _particulars(work, content, act, name)
    try:
        return draft(case, kind.of_library, particulars), ()
    except NotRecorded as error:
        missing = tuple(dict.fromkeys(_plainly(each) for each in error.missing))
    try:
        return draft(case, kind.of_library, replace(particulars, is_draft=True)), missing
    except NotRecorded:  # not even a draft: the step that it tells of is not there
        return None, missing


def _particulars(work: Casework, content: Content, act: Act, name: str) -> Particulars:
    kind = content.of
    says = {key: text for key, text in content.says.items() if text.strip()}
    if kind.key == "register" and work.who is not None:
        says = {"contact": reach(work.who) or "未提供", **says}
    names = dict(StoredFile.objects.filter(pk__in=content.supplied).values_list("key", "name"))
    return Particulars(
        says=says,
        addressee=content.addressee or None,
        number=content.about or (name if kind.has_number else None),
        day=act.on if kind.key == "assist" else content.own_day,
        party=getattr(act.fact, "party", None),
        attachments=tuple(names[key] for key in content.supplied if key in names),
    )


def _findings(work: Casework, content: Content, act: Act, letter: Letter, name: str) -> tuple[Finding, ...]:
    kind = content.of
    if kind.to == "file":
        return ()
    try:
        known = record(work.case(*([act] if kind.has_own_act else [])), kind.of_library, number=name)
    except NotRecorded:  # an act of its own is not there: the letter is held against the law alone
        known = None
    found = (_hidden(work, each) for each in check_letter(letter, known))
    return tuple(each for each in found if _GAP not in each.says)  # what is missing is told by its name


def _hidden(work: Casework, finding: Finding) -> Finding:
    """Findings quote the letter; pages that show them hide the applicant."""
    return replace(finding, says=work.hidden(finding.says), quote=work.hidden(finding.quote))


def _plainly(missing: str) -> str:
    """What is missing, without the ways in which the command line is told."""
    label, _, remedy = missing.partition("：请")
    return missing if "机关资料" in remedy else label


def unexplained(found: Made, content: Content) -> Sequence[Finding]:
    """Warnings that nobody has said anything about."""
    return [
        each
        for each in found.warnings
        if each.severity is Severity.WARNING and not content.explained.get(each.code)
    ]
