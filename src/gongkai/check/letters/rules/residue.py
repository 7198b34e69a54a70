"""What a template or another letter has left in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.check.letters.registry import Held, letter_rule
from gongkai.check.letters.text import without_quotes
from gongkai.check.passages import compact
from gongkai.check.registry import Hit, Seen
from gongkai.law.letter_words import letter_words
from gongkai.model.finding import Severity
from gongkai.model.organ import is_short_for
from gongkai.model.report import Passage

_MARK = re.compile(
    r"〔[^〕]{0,20}(?:待|请|填|选)[^〕]{0,20}〕|[【\[（](?:此处|请填|请在此|请选|填写|待补|待填|待核|待定|选填)[^】\]）]{0,20}[】\]）]"
    r"|\{\{[^}]{0,40}\}\}|\{%[^%]{0,40}%\}|«[^»]{1,30}»|_{3,}|＿{2,}"
    r"|(?<![\u4e00-\u9fff×])[×xXＸ]{1,4}(?=年[×xXＸ\d]{1,4}月)|[×XＸ]{2,}(?=年|月|日|号|局|县|市|项|条|件|元|工作日|人民政府)|20[×XxＸ]{2}年"
)
_WE = re.compile(
    r"我(?P<kind>局|委|办|厅|镇|乡|街道|中心|站|所)(?![长员])(?=[于已对将经在认依根按收、，。现不没未无]|作出|负责|制作|公开)"
)
_OWN_ENDS = {
    "局": ("局",),
    "委": ("委员会", "委"),
    "办": ("办公室", "办", "办公厅", "办事处"),
    "厅": ("厅",),
    "镇": ("镇人民政府", "镇政府", "镇"),
    "乡": ("乡人民政府", "乡政府", "乡"),
    "街道": ("街道办事处", "办事处", "街道"),
    "中心": ("中心",),
    "站": ("站",),
    "所": ("所",),
}
_RECEIVED_BY = re.compile(
    r"(?:^|[，。：；\n])(?P<organ>[\u4e00-\u9fff]{3,20}?(?:局|委员会|人民政府|办公室|办事处|厅))(?:已)?(?:于[\d年月日〇零一二三四五六七八九十]{4,14})?"
    r"(?:收到|受理)(?:了)?(?:您|你|申请人)"
)
_GENERIC = re.compile(r"^(?:本|我|该|贵|经|现|因|由)|本机关|工作机构")
_HEAD = re.compile(
    r"^(?P<organ>[\u4e00-\u9fff]{3,24}?(?:局|委员会|人民政府|办公室|办事处|厅))(?:文件|政府信息公开.{0,12})?$"
)


@letter_rule(
    "LET042",
    "letter-mark-left",
    Severity.ERROR,
    says="「{words}」是模板里待填写的内容。",
    remedy="填写实际内容。",
)
def mark_left(held: Held) -> Iterator[Seen]:
    """模板里的待填标记没有替换。

    公布时隐去的姓名（王××、张某）不算。
    """
    marks = letter_words().marks
    for line in held.letter.lines:
        text = compact(line.text)
        found = next((mark for mark in marks if mark in text), None) or (
            shown[0] if (shown := _MARK.search(text)) else None
        )
        if found:
            yield Hit.at(line.place, words=found, quote=line.text)


@letter_rule(
    "LET043",
    "letter-names-another-organ",
    Severity.ERROR,
    says="这是{organ}的文书，却写着「{words}」。",
    remedy="核对是否由别的机关的文书改成而没有改完。",
)
def names_another_organ(held: Held) -> Iterator[Seen]:
    """留着别的机关的名称。

    只看三处：「某某局收到您的申请」、版头的机关、自称（我局、我镇）与落款是否同一个机关。只是提到别的机关的不算。
    """
    signed = held.letter.head.organ
    own = re.sub(r"（.*?）", "", held.record.organ if held.record else compact(signed.text) if signed else "")
    if not own:
        return
    text = without_quotes(held.letter.text)
    for match in _RECEIVED_BY.finditer(text):
        if not _GENERIC.search(match["organ"]) and not _is_same(match["organ"], own):
            yield Hit.at(held.letter.place, organ=own, words=match["organ"], quote=match["organ"])
    for line in _above(held):
        head = _HEAD.match(compact(line.text))
        if head and not _is_same(head["organ"], own):
            yield Hit.at(line.place, organ=own, words=head["organ"], quote=line.text)
    alien = {match["kind"] for match in _WE.finditer(text)}
    for kind in sorted(alien):
        if not own.endswith(_OWN_ENDS[kind]) and own.endswith(
            tuple(e for es in _OWN_ENDS.values() for e in es)
        ):
            yield Hit.at(held.letter.place, organ=own, words=f"我{kind}", quote=f"我{kind}")


def _above(held: Held) -> list[Passage]:
    title = held.letter.head.title
    lines = list(held.letter.lines)
    return lines[: lines.index(title)] if title in lines else []


def _is_same(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return is_short_for(short, long) or long.startswith(short)
