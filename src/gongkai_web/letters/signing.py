"""Signing: the number is drawn, the act recorded, the documents written and kept, all at once or not at all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db import transaction

from gongkai.model.letter import Letter
from gongkai.model.letter_payload import to_payload
from gongkai.write.letters import docx, pdf
from gongkai_web import clock as moments
from gongkai_web.letters import versions
from gongkai_web.letters.casework import Casework
from gongkai_web.letters.content import Content
from gongkai_web.letters.making import Made, made, series
from gongkai_web.letters.versions import NotYours, Opinion, State, Version
from gongkai_web.store import files, ledger
from gongkai_web.store.models import Draft, SignedLetter
from gongkai_web.store.overlays import templates
from gongkai_web.store.sealing import seal

ROLE = "letter"


class NotReady(ValueError):
    """The draft lacks something, or the case has moved on since it was agreed to."""


@dataclass(frozen=True, slots=True)
class Written:
    """A letter as Word and PDF."""

    letter: Letter
    docx: bytes
    pdf: bytes


def written(organ: str, letter: Letter) -> Written:
    """In the organ's own template where it has one. Raises ``BadTemplate`` and ``NoFonts``."""
    with templates(organ) as folder:
        return Written(letter, docx.render(letter, templates=folder), pdf.render(letter, templates=folder))


def prepared(work: Casework, content: Content, *, on: date, actor: str) -> Written | None:
    """The documents with the number that is likely to be drawn: writing takes a second, the lock should not."""
    found = made(work, content, on=on, actor=actor)
    return written(work.organ, found.letter) if found.letter is not None and found.is_whole else None


@transaction.atomic
def sign(
    work: Casework,
    version: Version,
    *,
    by: str,
    opinion: str,
    on: date,
    expecting: str,
    ready: Written | None = None,
) -> SignedLetter:
    """Raises :class:`NotYours`, :class:`NotReady`, ``Refused``, ``Overtaken``, ``BadTemplate`` and ``NoFonts``."""
    kind, content = version.content.of, version.content
    name = ledger.draw_letter(work.organ, series(work, kind), on.year) if kind.has_number else None
    row = Draft.objects.select_for_update().get(pk=version.row.pk)
    _refuse_out_of_turn(work, row, content, by)
    found = made(work, content, on=on, actor=by, name=name)
    letter = _whole(found, content)
    acts = [found.act]
    if "sign_off" in kind.steps:
        said = Opinion("sign_off", agrees=True, says=opinion, by=by)
        acts.insert(0, versions.reviewed(work, row, said, on=on))
    ledger.record(*acts, expecting=expecting)
    paper = ready if ready is not None and ready.letter == letter else written(work.organ, letter)
    row.state = State.SIGNED
    row.save(update_fields=["state"])
    if by != row.actor:
        versions.tell(row, "已签发")
    return _kept(work, content, row, paper, by, found)


def _refuse_out_of_turn(work: Casework, row: Draft, content: Content, by: str) -> None:
    steps = content.of.steps
    wanted = (State.AGREED,) if steps else (State.DRAFT, State.RETURNED)
    if row.state == State.SIGNED:
        raise NotYours("这一稿已经签发，文号不会再取一次。")
    if row.state not in wanted:
        raise NotYours("这一稿现在不等签发：可能已经有了新稿，或者还没有审核。请重新打开。")
    if not steps:
        return
    if by in versions.writers(row):
        raise NotYours("不能签发自己起草的文书。请另一位负责人签发。")
    if "legal" in steps:
        legal = versions.agreed(work.state, row)
        if legal is None:
            raise NotYours("这一稿还没有通过合法性审核。")
        if legal.signer == by:
            raise NotYours("合法性审核和签发不能是同一个人。请另一位负责人签发。")


def _whole(found: Made, content: Content) -> Letter:
    if found.letter is None or not found.is_whole:
        said = [
            *found.missing,
            *(each.says for each in found.refusals),
            *(each.says for each in found.errors),
        ]
        raise NotReady(f"还不能签发：{'；'.join(each.rstrip('。') for each in said) or found.trouble}。")
    if content.of.steps and found.words != content.words:
        raise NotReady("案件里有了新的记录，文书的内容随之变化，与审核过的不同。请退回，重新保存并审核。")
    return found.letter


def _kept(work: Casework, content: Content, row: Draft, paper: Written, by: str, found: Made) -> SignedLetter:
    letter = paper.letter
    name = letter.number or str(getattr(found.act.fact, "letter", letter.title))
    stem = f"{letter.title}（{letter.number}）" if letter.number else name
    kept = [
        files.keep(work.organ, work.key, ROLE, f"{stem}.{kind}", data, by)
        for kind, data in (("docx", paper.docx), ("pdf", paper.pdf))
    ]
    return SignedLetter.objects.create(
        organ=work.organ,
        case=work.key,
        kind=content.kind,
        name=name,
        code=letter.code or "",
        day=letter.day or found.act.on,
        draft=row,
        docx=kept[0],
        pdf=kept[1],
        sealed=seal(_plain(letter), place(work.organ, work.key, name)),
        supplied=list(content.supplied),
        actor=by,
        made=moments.now(),
    )


def _plain(letter: Letter) -> bytes:
    import json

    return json.dumps(to_payload(letter), ensure_ascii=False).encode()


def place(organ: str, case: str, name: str) -> str:
    return f"letter/{organ}/{case}/{name}"
