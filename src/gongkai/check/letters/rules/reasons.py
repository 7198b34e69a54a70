"""Facts and reasons: what each kind of reply, and each letter on the way to it, has to state."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.check.letters.outcomes import told
from gongkai.check.letters.registry import Held, letter_rule
from gongkai.check.letters.text import without_quotes
from gongkai.check.registry import CannotTell, Hit, Seen
from gongkai.law.acts import cited
from gongkai.law.letter_words import OutcomeWords, letter_words, outcome_words
from gongkai.model.finding import Severity

_REFUSED = re.compile(r"不予公开|不予提供|不予处理|不公开|不能公开|不能提供|无法提供|不得公开")
_BY_LAW = re.compile(r"(?:根据|依据|按照|依照)[^，。；]*(?:第[^，。；]{1,20}[条款项]|规定)(?:的?规定)?，?")


@letter_rule(
    "LET028",
    "letter-reasons-missing",
    Severity.ERROR,
    basis=("regulation/36",),
    says="只写「{words}」，没有说明理由。",
    remedy="写明为什么：信息属于什么、查明了什么、公开会有什么影响。",
)
def reasons_missing(held: Held) -> Iterator[Seen]:
    """拒绝而没有理由。

    只写「根据第三十六条第（三）项，不予公开」，没有一句话说明信息属于哪一类、为什么。写出了理由的类别就不报。
    """
    if held.procedural is not None:
        return
    for answer in held.letter.answers:
        said = _BY_LAW.sub("", without_quotes(answer.text))
        refused = _REFUSED.search(said)
        if refused and not told(answer.text) and not any(word in said for word in letter_words().reasons):
            yield Hit.at(answer.passages[0].place, words=refused[0], quote=refused[0])


@letter_rule(
    "LET029",
    "letter-facts-missing",
    Severity.ERROR,
    basis=("regulation/36",),
    says="「{outcome}」的答复没有写{lacks}。",
    remedy="补写{lacks}。",
)
def facts_missing(held: Held) -> Iterator[Seen]:
    """缺这种处理必须写明的事实。

    信息不存在的，要写检索、查找的经过；国家秘密，要写定密的依据（不写内容）；涉及第三方的，要写征求意见的情况；
    部分公开的，要写哪些部分不公开；重复申请的，要写前一次答复的文号和日期。每一项都按用语识别，有相应的词就不报。
    """
    if not held.is_reply:
        return
    for kind in sorted(held.kinds):
        words = outcome_words().get(kind)
        text = _text_of(held, kind)
        for matter in words.must_state if words else ():
            if words and not any(word in text for word in matter.words):
                yield Hit.at(held.letter.end, outcome=words.label, lacks=matter.label)


@letter_rule(
    "LET030",
    "letter-choice-not-named",
    Severity.ERROR,
    basis=("regulation/14", "regulation/16"),
    says="「{outcome}」的答复没有写明{which}。",
    remedy="写明具体是哪一类；照抄条文、把各类全列出来，等于没有选。",
)
def choice_not_named(held: Held) -> Iterator[Seen]:
    """没有写明属于哪一类。

    内部事务有三类，过程性信息有四类，「三安全一稳定」有四种。引用条文时全部列出、另外又写明属于其中一类的，不报。
    """
    if not held.is_reply:
        return
    for kind in sorted(held.kinds):
        words = outcome_words().get(kind)
        if words is None or (choice := _choice(words)) is None:
            continue
        label, among = choice
        text = without_quotes(_text_of(held, kind))
        times = [text.count(word) for word in among]
        if not any(times) or (all(times) and len(set(times)) == 1):
            yield Hit.at(held.letter.end, outcome=words.label, which=label)


@letter_rule(
    "LET031",
    "procedural-letter-incomplete",
    Severity.ERROR,
    basis=("regulation/30", "regulation/33"),
    says="{letter}没有写{lacks}{basis}。",
    remedy="补写{lacks}。",
)
def procedural_letter_incomplete(held: Held) -> Iterator[Seen]:
    """程序性文书缺必须写明的内容。

    补正告知书要写补正的事项、期限和逾期的后果；延期告知书要写理由和新的期限；收费通知要写标准、金额、方式、期限和后果；
    征求意见书要写十五个工作日和逾期的后果。
    """
    words = held.procedural
    if words is None or not words.must_state:
        return
    text = "".join(held.letter.text.split())
    if not text:
        yield CannotTell("没有读到正文。", held.letter.place)
        return
    for matter in words.must_state:
        if not any(word in text for word in matter.words):
            yield Hit.at(
                held.letter.end,
                letter=_title(held),
                lacks=matter.label,
                basis=f"（{cited(words.basis)}）" if words.basis else "",
            )


def _title(held: Held) -> str:
    title = held.letter.head.title
    return f"《{''.join(title.text.split())}》" if title else "这份文书"


def _choice(words: OutcomeWords) -> tuple[str, tuple[str, ...]] | None:
    if words.which is not None:
        return words.which.label, words.which.words
    if words.is_choice:
        return f"是其中哪一种（{'、'.join(words.says[-1])}）", words.says[-1]
    return None


def _text_of(held: Held, kind: str) -> str:
    """The answers that speak of this kind; the whole letter where none does, or where it lists attachments only."""
    items = {item.number for item in held.record.items if item.kind == kind} if held.record else set()
    own = [answer.text for answer in held.letter.answers if answer.item is None or answer.item in items]
    text = "\n".join(own) if items and len(set(held.recorded)) > 1 else held.letter.text
    return "\n".join([text, *held.letter.attachments])
