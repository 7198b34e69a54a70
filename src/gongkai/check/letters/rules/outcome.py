"""The outcome that a letter tells, and the one that was recorded."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.check.letters.outcomes import labels, told, withheld
from gongkai.check.letters.registry import Held, letter_rule
from gongkai.check.registry import CannotTell, Hit, Seen
from gongkai.law.letter_words import outcome_words
from gongkai.model.finding import Severity
from gongkai.model.place import Place

_BESIDE = frozenset(("granted", "already_public", "partially_granted"))


@letter_rule(
    "LET040",
    "letter-outcome-not-the-recorded",
    Severity.ERROR,
    basis=("regulation/36", "regulation/50"),
    says="登记的处理是「{recorded}」，文书{item}写的是「{told}」。",
    remedy="核对处理结果：年度报告按登记的计数，文书和登记必须一致。",
)
def outcome_not_the_recorded(held: Held) -> Iterator[Seen]:
    """文书的处理与登记的处理不同。

    按处理的用语识别；文书里认不出任何一种处理的，不能判断，没有登记的也一样。逐项作答的，逐项比较。
    """
    if held.procedural is not None:
        return
    if held.record is None:
        if not held.told:
            yield CannotTell("文书里认不出处理结果的用语，依据、事实和救济途径没有查。", held.letter.place)
        return
    for kind, item, found, place in _compared(held):
        words = outcome_words().get(kind)
        if words is None:
            continue
        if not found:
            yield CannotTell(f"文书里认不出处理结果的用语，不能与登记的「{words.label}」比较。", place)
        elif not _agree(kind, found):
            yield Hit.at(
                place,
                recorded=words.label,
                told=labels(found),
                item=f"第 {item} 项" if item is not None else "",
            )


@letter_rule(
    "LET041",
    "letter-tells-several-outcomes",
    Severity.WARNING,
    basis=("regulation/36", "regulation/37"),
    says="同一项申请写了几种处理：{told}。",
    remedy="只留一种；确有几项的，分项写明；可以区分处理的，写「部分公开」。",
)
def tells_several_outcomes(held: Held) -> Iterator[Seen]:
    """对同一项申请写了互相矛盾的处理。

    例如既写信息不存在，又写不予公开。部分公开时写明不公开的部分属于什么，不算；
    不属于本机关负责而指明别处已经公开、信息不存在而另行提供别的材料，也不算。分项作答的逐项看；有登记的几项而没有分项的，不看。
    """
    if not held.is_reply or (held.record is not None and len(held.record.items) > 1 and not _by_item(held)):
        return
    for found, place in _each(held):
        against = _contradicting(found)
        if against:
            yield Hit.at(place, told=labels(against))


def _compared(held: Held) -> Iterator[tuple[str, int | None, frozenset[str], Place]]:
    """Every recorded outcome with its item, what the letter tells of it, and where."""
    record = held.record
    if record is None:
        return
    answers = {answer.item: answer for answer in held.letter.answers if answer.item is not None}
    if len(record.items) > 1 and answers:
        for item in record.items:
            if answer := answers.get(item.number):
                yield item.kind, item.number, told(answer.text), answer.passages[0].place
        return
    place = next((answer.passages[0].place for answer in held.letter.answers), held.letter.place)
    for kind in dict.fromkeys(held.recorded):
        yield kind, None, held.told, place


def _agree(kind: str, found: frozenset[str]) -> bool:
    if kind in found:
        return True
    # the given and the withheld part, item by item: the letter need not use the word
    return kind == "partially_granted" and bool(found & withheld()) and bool(found & _BESIDE)


def _by_item(held: Held) -> bool:
    return any(answer.item is not None for answer in held.letter.answers)


def _each(held: Held) -> Iterator[tuple[frozenset[str], Place]]:
    if not held.letter.answers:
        return
    if _by_item(held):
        yield from (
            (told(answer.text), answer.passages[0].place)
            for answer in held.letter.answers
            if answer.item is not None
        )
    else:
        yield held.told, held.letter.answers[0].passages[0].place


def _contradicting(found: frozenset[str]) -> frozenset[str]:
    """Outcomes of one item that cannot stand beside each other."""
    if "partially_granted" in found or len(found) < 2:
        return frozenset()
    refused = found & withheld()
    against = found & {"not_exist", "granted", "not_responsible"}
    if refused and against:
        return refused | against
    if {"not_exist", "not_responsible"} <= found:
        return frozenset()  # not made here, and another organ would have made it
    lapsed = found & {"lapsed_supplement", "lapsed_fee", "withdrawn"}
    if lapsed and found - lapsed - {"merged"}:
        return found
    return frozenset()
