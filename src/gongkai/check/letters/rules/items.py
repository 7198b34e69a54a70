"""The applicant's own words, and whether every item is answered."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.check.letters.outcomes import told
from gongkai.check.letters.registry import Held, letter_rule
from gongkai.check.letters.text import Answer, is_request, listed_items
from gongkai.check.passages import compact
from gongkai.check.registry import CannotTell, Hit, Seen
from gongkai.law.letter_words import letter_words
from gongkai.model.finding import Severity

_ASKED = re.compile(
    r"(?:申请|要求|请求)(?:公开|获取|提供|查询|查阅|了解)|申请内容|所需(?:的)?(?:政府)?信息|申请事项|申请的内容|申请公开的|申请的(?:政府)?信息|内容为|关于.{2,80}的(?:政府信息公开)?申请|“"
)
_ENOUGH = 0.6  # of the pairs of characters of the applicant's words stand in the letter too
_SIGNS = re.compile(r"[^\u4e00-\u9fffA-Za-z0-9]")


@letter_rule(
    "LET018",
    "letter-request-not-described",
    Severity.ERROR,
    basis=("regulation/36", "regulation/45"),
    says="看不到申请人要的是什么：没有引述或者描述申请的内容。",
    remedy="逐项引述申请人原来的表述，再逐项答复。",
)
def request_not_described(held: Held) -> Iterator[Seen]:
    """没有引述或描述申请内容。

    答复和申请对不上，是败诉的常见原因。引述以后，答非所问自己就看得出来。
    """
    if held.is_reply and not _ASKED.search(held.letter.text):
        yield Hit.at(held.letter.place)


@letter_rule(
    "LET019",
    "letter-item-not-quoted",
    Severity.WARNING,
    basis=("regulation/36",),
    says="第 {item} 项申请「{wording}」在文书里找不到。",
    remedy="按申请人原来的表述引述这一项。",
)
def item_not_quoted(held: Held) -> Iterator[Seen]:
    """登记的申请内容在文书里找不到。

    不要求逐字相同：申请人的用语大半出现在文书里就算引述了。改写过头的描述容易漏掉申请人要的东西。
    """
    if held.record is None or not held.is_reply:
        return
    text = "".join(compact(line.text) for line in held.letter.lines)
    for item in held.record.items:
        if item.wording and not _is_quoted(item.wording, text):
            yield Hit.at(held.letter.place, item=item.number, wording=_short(item.wording))


@letter_rule(
    "LET020",
    "letter-item-not-answered",
    Severity.ERROR,
    basis=("regulation/36",),
    says="申请有 {count} 项，第 {item} 项没有答复。",
    remedy="逐项写明答复；几项一并答复的，写明「以上各项」。",
)
def item_not_answered(held: Held) -> Iterator[Seen]:
    """申请列了几项，有一项没有答复。

    文书逐项作答（「关于第一项」「第二项申请」）而缺了某一项的才报；没有分项、又没有写明一并答复的，不能判断。
    """
    if not held.is_reply:
        return
    count = _items(held)
    if count < 2:
        return
    answered = {answer.item for answer in held.letter.answers if answer.item is not None}
    if not answered:
        if not _is_answered_together(held):
            yield CannotTell(
                f"申请有 {count} 项，文书没有分项作答，看不出每一项是怎样答复的。", held.letter.place
            )
        return
    if any(word in answer.text for answer in _common(held) for word in letter_words().together):
        return
    for item in range(1, count + 1):
        if item not in answered:
            yield Hit.at(held.letter.place, count=count, item=item)


def _items(held: Held) -> int:
    if held.record is not None and held.record.items:
        return len(held.record.items)
    return max(
        (listed_items(compact(line.text)) for line in held.letter.body if is_request(compact(line.text))),
        default=0,
    )


def _common(held: Held) -> list[Answer]:
    """What is said of no single item and still decides something."""
    return [answer for answer in held.letter.answers if answer.item is None and told(answer.text)]


def _is_answered_together(held: Held) -> bool:
    return len(set(held.recorded)) == 1 or any(word in held.letter.text for word in letter_words().together)


def _is_quoted(wording: str, text: str) -> bool:
    words, whole = (_SIGNS.sub("", compact(part)) for part in (wording, text))
    if len(words) < 2 or words in whole:
        return len(words) < 2 or True
    pairs = [words[n : n + 2] for n in range(len(words) - 1)]
    return sum(pair in whole for pair in pairs) >= _ENOUGH * len(pairs)


def _short(text: str) -> str:
    return text if len(text) <= 40 else f"{text[:39]}…"
