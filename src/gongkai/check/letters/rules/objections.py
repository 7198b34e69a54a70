"""Third parties against whose objection a reply discloses: what the reply says of it, and whether they were told."""

from __future__ import annotations

from collections.abc import Iterator

from gongkai.check.letters.registry import Held, letter_rule
from gongkai.check.registry import Hit, Seen
from gongkai.model.finding import Severity

_WEIGHED = "公共利益"


@letter_rule(
    "LET044",
    "letter-public-interest-not-told",
    Severity.ERROR,
    basis=("regulation/15", "regulation/32"),
    says="第三方「{party}」不同意公开，答复予以公开，却没有写所权衡的公共利益。",
    remedy="写明不公开对公共利益有什么重大影响；还没有权衡的，先权衡并记录。",
)
def public_interest_not_told(held: Held) -> Iterator[Seen]:
    """第三方不同意而予以公开，答复没有写公共利益。

    第三方不同意公开的，只有认为不公开会对公共利益造成重大影响，才可以公开；这就是公开的理由，答复里要看得到。
    是否有第三方不同意，按登记的记录看，没有登记的不查。
    """
    if held.record is None or not held.is_reply or _WEIGHED in held.letter.text:
        return
    for party in held.record.overruled:
        yield Hit.at(held.letter.end, party=party)


@letter_rule(
    "LET045",
    "third-party-not-told",
    Severity.WARNING,
    basis=("regulation/32",),
    says="第三方「{party}」不同意公开，答复予以公开，案件里没有书面告知它的记录。",
    remedy="在发出答复以前或者同日，把决定公开的内容和理由书面告知第三方；以后才告知的，说明为什么。",
)
def third_party_not_told(held: Held) -> Iterator[Seen]:
    """答复以前没有书面告知第三方。

    决定公开的内容和理由应当书面告知第三方。条例没有写明与答复的先后，所以只是提醒；
    信息一经提供就收不回来，第三方至迟应当同时知道。
    """
    if held.record is None or not held.is_reply:
        return
    for party in held.record.untold:
        yield Hit.at(held.letter.end, party=party)
