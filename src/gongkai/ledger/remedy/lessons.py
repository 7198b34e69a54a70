"""What a lost case teaches: which kind of reply, on which ground, by whom; and which open requests are going the same way."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date

from gongkai.law.numerals import dated, in_chinese
from gongkai.law.remedies import reconsideration_first_since, results
from gongkai.law.replies import replies
from gongkai.law.step import Step
from gongkai.ledger.entry import Act
from gongkai.ledger.facts.request import Outcome, Replied
from gongkai.ledger.remedy.deadlines import is_to_be_performed
from gongkai.ledger.remedy.state import Remedy
from gongkai.ledger.request_state import ENDED, Reply, Request


@dataclass(frozen=True, slots=True)
class Lesson:
    """A letter that did not stand. ``kinds`` and ``grounds`` are those of its outcomes, ``handler`` who signed it in."""

    remedy: str
    request: str
    letter: str
    decided: date
    result: str
    kinds: tuple[str, ...]
    grounds: tuple[str, ...]
    handler: str | None

    @property
    def says(self) -> str:
        label = results()[self.result].label
        kinds = "、".join(replies()[kind].label for kind in self.kinds)
        return f"{self.letter}（{kinds}）在 {self.remedy} 中{label}（{dated(self.decided)}）。"


@dataclass(frozen=True, slots=True)
class Warned:
    """An open request that may end in the same kind of reply as one that did not stand."""

    request: str
    kind: str
    lessons: tuple[Lesson, ...]

    @property
    def says(self) -> str:
        label = replies()[self.kind].label
        return f"{self.request} 可能要作「{label}」的答复，同类答复被纠正过：" + "".join(
            lesson.says for lesson in self.lessons
        )


@dataclass(frozen=True, slots=True)
class AwaitedReply:
    """A decision orders a new reply, and the request has not been reopened for it."""

    remedy: str
    request: str
    by: date | None
    step: Step


def handlers(acts: Iterable[Act]) -> dict[str, str]:
    """Who signed in each reply, by its letter."""
    return {act.fact.letter: act.actor for act in acts if isinstance(act.fact, Replied)}


def lessons(
    remedies: Iterable[Remedy], requests: Mapping[str, Request], handled: Mapping[str, str] | None = None
) -> tuple[Lesson, ...]:
    """Every letter that was corrected, oldest decision first. ``handled`` is what :func:`handlers` gives."""
    found = (
        _lesson(remedy, request, handled or {})
        for remedy in remedies
        if (request := requests.get(remedy.request or "")) is not None
    )
    return tuple(sorted((each for each in found if each), key=lambda each: (each.decided, each.remedy)))


def warned(learnt: Iterable[Lesson], requests: Iterable[Request]) -> tuple[Warned, ...]:
    """The open requests that are going the way of a letter that did not stand."""
    by_kind: dict[str, list[Lesson]] = {}
    for lesson in learnt:
        for kind in lesson.kinds:
            by_kind.setdefault(kind, []).append(lesson)
    return tuple(
        Warned(request.case, kind, tuple(by_kind[kind]))
        for request in requests
        if request.status not in ENDED
        for kind in likely_kinds(request)
        if kind in by_kind
    )


def likely_kinds(request: Request) -> tuple[str, ...]:
    """The kinds of reply that what was done so far points to; those of earlier replies, where it was reopened."""
    found = [outcome.kind for reply in request.replies for outcome in reply.outcomes]
    if any(each.kind == "third_party" for each in request.consultations):
        found.append("third_party_rights")
    if request.classifications:
        found.append("state_secret")
    if request.searches and not any(search.has_found for search in request.searches):
        found.append("not_exist")
    if request.reasons is not None:
        found.append("massive_repeated")
    if request.open_fee is not None:
        found.append("lapsed_fee")
    if request.open_supplement is not None:
        found.append("lapsed_supplement")
    elif request.supplements:
        found.append("unclear_after_supplement")
    return tuple(dict.fromkeys(found))


def awaited_replies(remedies: Iterable[Remedy], requests: Mapping[str, Request]) -> tuple[AwaitedReply, ...]:
    """The requests that a decision wants replied to anew, and that were not reopened for it."""
    return tuple(each for remedy in remedies for each in _awaited(remedy, requests))


def direct_suit_warning(remedy: Remedy, request: Request) -> Step | None:
    """Since 2024 a refusal under Articles 14 to 16 goes to reconsideration first: a direct suit should not be heard."""
    reply = _challenged(remedy, request)
    if remedy.path != "litigation_direct" or reply is None or reply.day < reconsideration_first_since():
        return None
    grounds = _grounds(reply.outcomes)
    if not grounds:
        return None
    articles = "、".join(f"第{in_chinese(int(ground))}条" for ground in grounds)
    return Step(
        None,
        f"{reply.letter}依据条例{articles}不予公开，{dated(reconsideration_first_since())}起应当先申请行政复议；"
        "未经复议直接起诉的，可以在答辩时请法院裁定驳回起诉。答复书没有告知复议前置的，同时核对救济告知。",
        ("reconsideration-law/23", "disclosure-litigation/1"),
    )


def _lesson(remedy: Remedy, request: Request, handled: Mapping[str, str]) -> Lesson | None:
    decision, reply = remedy.decision, _challenged(remedy, request)
    if decision is None or reply is None or results()[decision.result].cell != "corrected":
        return None
    return Lesson(
        remedy=remedy.case,
        request=request.case,
        letter=reply.letter,
        decided=decision.on,
        result=decision.result,
        kinds=tuple(dict.fromkeys(outcome.kind for outcome in reply.outcomes)),
        grounds=_grounds(reply.outcomes),
        handler=handled.get(reply.letter),
    )


def _challenged(remedy: Remedy, request: Request) -> Reply | None:
    """The reply that the matter is about: the letter it names, else the newest when it began."""
    if remedy.letter is not None:
        return next((reply for reply in request.replies if reply.letter == remedy.letter), None)
    earlier = [reply for reply in request.replies if reply.day <= remedy.since]
    return earlier[-1] if earlier else None


def _grounds(outcomes: Iterable[Outcome]) -> tuple[str, ...]:
    """The articles that something was withheld under; of a partial reply, those of its withheld part."""
    known = replies()
    kinds = (kind for each in outcomes for kind in (each.kind, each.choice) if kind in known)
    return tuple(sorted({ground for kind in kinds if (ground := known[kind].ground) is not None}))


def _awaited(remedy: Remedy, requests: Mapping[str, Request]) -> Iterator[AwaitedReply]:
    request = requests.get(remedy.request or "")
    decision = remedy.decision
    if request is None or decision is None or not is_to_be_performed(remedy):
        return
    if any(each.remedy == remedy.case for each in request.reopenings):
        return
    by = f"，最迟 {dated(decision.perform_by)}" if decision.perform_by else ""
    says = f"{decision.number}要求对 {request.case} 重新处理{by}；请登记重新办理（request.reopened），写明 {remedy.case}。"
    yield AwaitedReply(remedy.case, request.case, decision.perform_by, Step(decision.perform_by, says))
