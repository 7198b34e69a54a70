"""Procedural letters drafted from a case: each belongs to one act, and states what the act and the case hold."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gongkai.law.acts import cited_in_full
from gongkai.law.letters import LetterKind, letter, worded
from gongkai.law.remedies import IncompleteProfile
from gongkai.law.sentences import holes, trimmed
from gongkai.ledger.entry import Act
from gongkai.ledger.letters.case import (
    TO_FILL,
    Case,
    Gaps,
    Particulars,
    addressed,
    name_of,
    refuse_unknown_statements,
)
from gongkai.ledger.letters.sources import SOURCES, Scene, States, of_case
from gongkai.model.letter import Letter, Part

_LONGEST_NAME = 5  # of a person; the names of bodies are longer, or a dot stands in them


def draft(case: Case, key: str, particulars: Particulars) -> Letter:
    """Raises :class:`~gongkai.ledger.letters.case.NotRecorded`."""
    kind, source = letter(key), SOURCES[key]
    refuse_unknown_statements(particulars.says, {each.key: each.label for each in kind.states}, kind.title)
    gaps = Gaps(kind.title, particulars.is_draft)
    found = case.last(*source.facts, letter=particulars.number, party=particulars.party)
    if found is None:
        gaps.need(None, "这一步的记录", f"请先记录「{name_of(source.facts[0])}」")
        gaps.refuse()
    act = found or case.acts[-1]
    scene = Scene(case, act, case.stood(act))
    stated = _stated(kind, scene, particulars.says, gaps, knows_act=found is not None)
    name = _addressee(kind, scene, particulars.addressee, gaps)
    issued = case.issued(key)
    number = _number(act) or particulars.number or (_number(issued) if issued else None)
    drawn = gaps.need(number, "文号") if kind.has_number else None
    day = found.on if found and source.is_told else particulars.day or (issued.on if issued else None)
    if not source.is_told:
        gaps.need(day.isoformat() if day else None, "成文日期", "请用 --day 写明")
    gaps.refuse()
    is_person = scene.request.category == "natural_person" if kind.to == "applicant" else _is_person(name)
    texts = _rows(kind, stated) if kind.to == "file" else _paragraphs(kind, scene, stated)
    return Letter(
        kind=key,
        title=kind.title,
        organ=case.organ.name,
        addressee=name,
        parts=tuple(Part(part.role, addressed(part.text, is_person=is_person)) for part in texts),
        number=drawn,
        day=day,
        attachments=particulars.attachments,
    )


def _number(act: Act) -> str | None:
    return getattr(act.fact, "letter", None)


def _stated(
    kind: LetterKind, scene: Scene, says: Mapping[str, str], gaps: Gaps, *, knows_act: bool
) -> dict[str, str]:
    """What is said goes before what the act states, and that before what the case states."""
    known: States = of_case(scene)
    if knows_act:
        known |= _of_act(kind, scene, gaps)
    known |= dict(says)
    stated = {}
    for each in kind.states:
        value = known.get(each.key)
        if each.is_required:
            stated[each.key] = gaps.need(value, each.label, f"请用 --say {each.key}=… 写明，或先记录")
        elif value:
            stated[each.key] = value
    return stated


def _of_act(kind: LetterKind, scene: Scene, gaps: Gaps) -> States:
    try:
        return SOURCES[kind.key].states(scene)
    except IncompleteProfile as error:
        gaps.missing += [f"{each}：请在机关资料里补上" for each in error.missing]
        return {"remedy": TO_FILL.format("救济途径")}


def _addressee(kind: LetterKind, scene: Scene, addressee: str | None, gaps: Gaps) -> str:
    if kind.to == "file":
        return ""
    if kind.to == "applicant":
        name = addressee or scene.case.said(scene.request.applicant)
        return gaps.need(name, "申请人的姓名或者名称", "私密存储里没有，可能已经删除")
    return gaps.need(addressee, "收件人的名称", "请用 --addressee 写明")


def _is_person(name: str) -> bool:
    return len(name) < _LONGEST_NAME or "·" in name


def _paragraphs(kind: LetterKind, scene: Scene, stated: dict[str, str]) -> Iterator[Part]:
    for each in worded(kind.key, on=scene.act.on, states=stated):
        yield Part(each.role, each.text)


def _rows(kind: LetterKind, stated: dict[str, str]) -> Iterator[Part]:
    """A form: every sentence a row of its own. Split before the holes are filled, so that no value is cut."""
    filled = trimmed(stated) | {"basis": cited_in_full(kind.basis)}
    for paragraph in kind.paragraphs:
        for sentence in paragraph.text.split("。"):
            if sentence and holes(sentence) <= filled.keys():
                end = "" if "：" in sentence.partition("{")[0] else "。"
                yield Part(paragraph.role, sentence.format_map(filled) + end)
