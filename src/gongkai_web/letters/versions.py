"""Drafts and their versions: saved sealed, submitted, looked at, returned, dropped."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date
from typing import Literal

from django.db import transaction
from django.db.models import QuerySet

from gongkai.ledger.entry import Act
from gongkai.ledger.facts.request import Reviewed
from gongkai.ledger.request_state import Request
from gongkai_web import clock as moments
from gongkai_web.letters.casework import Casework
from gongkai_web.letters.content import Content, content_from
from gongkai_web.letters.kinds import KINDS, Step
from gongkai_web.letters.making import made
from gongkai_web.store import ledger
from gongkai_web.store.models import Draft, Head, Notice
from gongkai_web.store.sealing import seal, unseal

State = Draft.State
OPEN = (State.DRAFT, State.SUBMITTED, State.AGREED, State.RETURNED)


class NotYours(ValueError):
    """Somebody wants to agree to what is his own, or out of turn. What it says is for him."""


class Unseen(ValueError):
    """Somebody else has saved a version meanwhile, or ended the draft. ``number`` is the open one, 0 for none."""

    def __init__(self, number: int) -> None:
        self.number = number
        super().__init__(number)


@dataclass(frozen=True, slots=True)
class Version:
    """A draft with its content opened."""

    row: Draft
    content: Content

    @property
    def is_open(self) -> bool:
        return self.row.state in OPEN


def newest(organ: str, case: str, letter: str, *, line: int = 0) -> Version | None:
    """The version that is worked on; None where none was begun since the last was signed.

    Of a kind of which there may be several it is the one of this line, and without one a new letter is begun.
    """
    row = _of_line(organ, case, letter, line).order_by("-number").first()
    return opened(row) if row is not None and row.state in OPEN else None


def _of_line(organ: str, case: str, letter: str, line: int) -> QuerySet[Draft]:
    found = Draft.objects.filter(organ=organ, case=case, letter=letter)
    return found.filter(line=line) if KINDS[letter].has_several else found


def opened(row: Draft) -> Version:
    """Raises :class:`~gongkai_web.store.sealing.NotOpened`."""
    return Version(row, content_from(unseal(bytes(row.sealed), _place(row))))


@transaction.atomic
def save(
    work: Casework, content: Content, *, actor: str, on: date, after: int | None = None, line: int = 0
) -> Draft:
    """A new version. Where nothing was changed the old one stays, with what was said of it.

    ``after`` is the number of the open version that the person had seen, 0 for none. Raises :class:`Unseen`.
    """
    words = made(work, content, on=on, actor=actor).words
    content = replace(content, words=words)
    Head.objects.select_for_update().get(pk=work.organ)
    last = _of_line(work.organ, work.key, content.kind, line).filter(state__in=OPEN).order_by("number").last()
    seen = last.number if last else 0
    if after is not None and after != seen:
        raise Unseen(seen)
    if last is not None and last.digest == content.digest:
        return last
    if last is not None:
        Draft.objects.filter(pk=last.pk).update(state=State.OVERTAKEN)
    before = Draft.objects.filter(organ=work.organ, case=work.key, letter=content.kind)
    number = before.count() + 1
    row = Draft(
        organ=work.organ,
        case=work.key,
        letter=content.kind,
        number=number,
        line=last.line if last else number,
        digest=content.digest,
        actor=actor,
        made=moments.now(),
    )
    row.sealed = seal(content.written, _place(row))
    row.save()
    return row


def writers(row: Draft) -> set[str]:
    """All who wrote at this draft, up to this version."""
    versions = Draft.objects.filter(organ=row.organ, case=row.case, letter=row.letter, line=row.line)
    return set(versions.filter(number__lte=row.number).values_list("actor", flat=True))


def agreed(state: Request, row: Draft) -> Reviewed | None:
    """The legal review that agrees to this very version; a return after it makes it void."""
    of_version = [each for each in state.reviews if each.digest == row.digest and each.about == row.letter]
    legal = [each for each in of_version if each.step == "legal"]
    if not legal or legal[-1].result != "agrees" or of_version[-1].result == "returns":
        return None
    return legal[-1]


def submit(version: Version) -> None:
    """On to whoever has to agree next. Raises :class:`NotYours` out of turn."""
    to = State.SUBMITTED if "legal" in version.content.of.steps else State.AGREED
    waiting = Draft.objects.filter(pk=version.row.pk, state__in=(State.DRAFT, State.RETURNED))
    if not waiting.update(state=to):
        raise NotYours("这一稿已经送出，或者已经有了新稿。")


def drop(version: Version) -> None:
    """One that is over meanwhile stays what it is."""
    Draft.objects.filter(pk=version.row.pk, state__in=OPEN).update(state=State.DROPPED)


@dataclass(frozen=True, slots=True)
class Opinion:
    """What somebody says of a draft: ``step`` is what for, ``by`` the key of the person."""

    step: Step
    agrees: bool
    says: str
    by: str


@transaction.atomic
def review(work: Casework, row: Draft, opinion: Opinion, *, on: date, expecting: str) -> None:
    """Record what somebody says of this version. Agreeing to the signature is signing: see ``signing``.

    Raises :class:`NotYours`, ``Refused`` and ``Overtaken``.
    """
    Head.objects.select_for_update().get(pk=work.organ)  # first the chain, then the draft: as in signing
    row = Draft.objects.select_for_update().get(pk=row.pk)
    if row.state != (State.SUBMITTED if opinion.step == "legal" else State.AGREED):
        raise NotYours("这一稿现在不等这一步：可能已经有了新稿，或者别人已经处理。请重新打开。")
    if opinion.by in writers(row):
        raise NotYours("不能审核、签发自己起草的文书。请另一位同志办理。")
    ledger.record(reviewed(work, row, opinion, on=on), expecting=expecting)
    row.state = State.AGREED if opinion.agrees else State.RETURNED
    row.save(update_fields=["state"])
    if not opinion.agrees:
        tell(row, "被退回，请看意见")


def reviewed(work: Casework, row: Draft, opinion: Opinion, *, on: date) -> Act:
    result: Literal["agrees", "returns"] = "agrees" if opinion.agrees else "returns"
    fact = Reviewed(opinion.step, opinion.by, result, opinion.says.strip(), row.digest, row.letter)
    return Act(work.organ, work.key, on, moments.now(), opinion.by, fact)


def tell(row: Draft, says: str) -> None:
    """The one who wrote the version learns of it; the link names the case and nothing of its words."""
    key = row.case.partition("/")[2]
    Notice.objects.create(
        person=row.actor,
        organ=row.organ,
        says=f"{key} 的文书第 {row.number} 稿{says}。",
        link=f"/work/{row.organ}/requests/{key}/draft/{row.letter}/{row.number}/",
        made=moments.now(),
    )


def _place(row: Draft) -> str:
    return f"draft/{row.organ}/{row.case}/{row.letter}/{row.number}"
