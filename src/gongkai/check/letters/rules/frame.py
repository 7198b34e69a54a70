"""Title, document number, addressee, signature and date."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.check.letters.registry import Held, letter_rule
from gongkai.check.letters.text import NUMBER
from gongkai.check.passages import compact
from gongkai.check.registry import CannotTell, Hit, Seen
from gongkai.model.finding import Severity
from gongkai.model.place import NOWHERE, Place

_HONORIFIC = re.compile(r"(?:先生|女士|同志|小姐|律师)$")
_HIDDEN = re.compile(r"[某×*＊XxＸ○〇]")


@letter_rule(
    "LET001",
    "letter-title-missing",
    Severity.WARNING,
    basis=("layout-standard",),
    says="没有标题，看不出是什么文书。",
    remedy="写明标题，例如「政府信息公开告知书」。",
)
def title_missing(held: Held) -> Iterator[Seen]:
    """没有标题。

    复议、诉讼和归档都按标题和文号认文书。标题要写出是什么文书：告知书、答复书、补正告知书、收费通知等。
    """
    if held.letter.head.title is None and held.letter.lines:
        yield Hit.at(held.letter.lines[0].place)


@letter_rule(
    "LET002",
    "letter-number-missing",
    Severity.WARNING,
    basis=("layout-standard", "notice/2016-235"),
    says="没有发文字号。",
    remedy="在标题下写明发文字号，例如「云财公开〔2026〕3号」，并与登记一致。",
)
def number_missing(held: Held) -> Iterator[Seen]:
    """没有发文字号。

    答复是公文，编号使每一份都能对应到一件申请。登记表、回执、收件确认、送达回证不要求编号。
    """
    if held.letter.head.number is None and (held.procedural is None or held.procedural.has_number):
        yield Hit.at(held.letter.head.title.place if held.letter.head.title else held.letter.place)


@letter_rule(
    "LET003",
    "letter-number-malformed",
    Severity.NOTE,
    basis=("layout-standard",),
    says="发文字号「{number}」：{how}。",
    remedy="写成「{right}」。",
)
def number_malformed(held: Held) -> Iterator[Seen]:
    """发文字号的写法不合格式标准。

    年份用四位数字和六角括号「〔〕」，序号用阿拉伯数字，不编虚位（不写 03），前面不加「第」字。
    由纯文本或转换得来的文件里，六角括号常被换成别的括号，所以只作提示。
    """
    if held.letter.head.number is None:
        return
    printed = compact(held.letter.head.number.text)
    found = NUMBER.search(printed)
    if found is None:
        return
    serial = found["serial"]
    troubles = [
        ("年份没有用六角括号「〔〕」", (found["open"], found["close"]) != ("〔", "〕")),
        ("年份不是四位数字", len(found["year"]) != 4),
        ("序号前有「第」字", serial.startswith("第")),
        ("序号编了虚位", serial.lstrip("第").startswith("0")),
    ]
    how = "，".join(says for says, is_so in troubles if is_so)
    if how:
        year = found["year"] if len(found["year"]) == 4 else f"20{found['year'][-2:]}"
        right = f"{found['word']}〔{year}〕{serial.lstrip('第').lstrip('0')}号"
        yield Hit.at(
            held.letter.head.number.place,
            number=found[0],
            how=how,
            right=right,
            quote=held.letter.head.number.text,
        )


@letter_rule(
    "LET004",
    "letter-number-of-another-year",
    Severity.WARNING,
    basis=("layout-standard",),
    says="发文字号「{number}」的年份与落款的 {year} 年不一致。",
    remedy="核对文号和日期；多半是其中一处没有改。",
)
def number_of_another_year(held: Held) -> Iterator[Seen]:
    """文号的年份与落款日期的年份不同。

    文号按年编排，年份就是成文日期所在的年。
    """
    found = _number(held)
    signed = held.letter.head.date
    if found is None or signed is None or len(found["year"]) != 4:
        return
    if int(found["year"]) != signed.year:
        yield Hit.at(_at_number(held), number=found[0], year=signed.year, quote=found[0])


@letter_rule(
    "LET005",
    "letter-number-not-the-recorded",
    Severity.ERROR,
    says="文书写的是「{number}」，登记的文号是「{recorded}」。",
    remedy="核对编号登记，改正不对的一处。",
)
def number_not_the_recorded(held: Held) -> Iterator[Seen]:
    """文号与登记的不同。

    括号的形状和序号前的零不算不同。
    """
    found = _number(held)
    if found is None or held.record is None or held.record.number is None:
        return
    if _plain(found[0]) != _plain(held.record.number):
        yield Hit.at(_at_number(held), number=found[0], recorded=held.record.number, quote=found[0])


@letter_rule(
    "LET006",
    "letter-addressee-missing",
    Severity.ERROR,
    basis=("regulation/36",),
    says="没有写明答复谁：标题下面没有申请人的姓名或者名称。",
    remedy="在正文前顶格写申请人的姓名或者名称，加冒号。",
)
def addressee_missing(held: Held) -> Iterator[Seen]:
    """没有写申请人。

    答复是对申请人作出的；没有相对人的文书，无从送达，也无从对它申请复议。登记表和送达回证不在此列。
    """
    if held.letter.head.addressee is None and (held.procedural is None or held.procedural.has_number):
        yield Hit.at(held.letter.place)


@letter_rule(
    "LET007",
    "letter-addressee-not-the-applicant",
    Severity.ERROR,
    basis=("regulation/36",),
    says="文书写给「{name}」，登记的申请人是「{applicant}」。",
    remedy="核对申请人；写给代理人的，仍以申请人为相对人。",
)
def addressee_not_the_applicant(held: Held) -> Iterator[Seen]:
    """写给的人不是登记的申请人。

    称呼（先生、女士、律师）不算不同；公布时隐去的姓名（张某、王××）无法判断。征求意见、协办一类不是写给申请人的文书不查。
    """
    head, record = held.letter.head, held.record
    if head.addressee is None or record is None or record.applicant is None:
        return
    if held.procedural and held.procedural.kind in _NOT_TO_THE_APPLICANT:
        return
    name, applicant = _HONORIFIC.sub("", compact(head.name)), compact(record.applicant)
    if _HIDDEN.search(name):
        yield CannotTell("申请人的姓名隐去了，不能与登记比较。", head.addressee.place)
    elif applicant not in name:
        yield Hit.at(head.addressee.place, name=name, applicant=applicant, quote=head.addressee.text)


_NOT_TO_THE_APPLICANT = frozenset(
    ("consult_third_party", "consult_co_maker", "assist", "inform_third_party", "register", "service")
)


@letter_rule(
    "LET008",
    "letter-date-missing",
    Severity.ERROR,
    basis=("layout-standard", "regulation/33"),
    says="没有成文日期。",
    remedy="在机关名称下写明年、月、日。",
)
def date_missing(held: Held) -> Iterator[Seen]:
    """落款没有日期。

    答复是否按期、复议和起诉的期限从哪天起算，都要看日期。
    """
    head = held.letter.head
    if head.day is None and head.date is None:
        yield Hit.at(head.organ.place if head.organ else held.letter.end)


@letter_rule(
    "LET009",
    "letter-date-impossible",
    Severity.ERROR,
    says="落款日期「{day}」不存在。",
    remedy="核对并改正日期。",
)
def date_impossible(held: Held) -> Iterator[Seen]:
    """落款写了日历上没有的日期，例如 2 月 30 日。"""
    head = held.letter.head
    if head.day is not None and head.date is None:
        yield Hit.at(head.day.place, day=compact(head.day.text), quote=head.day.text)


@letter_rule(
    "LET010",
    "letter-date-not-the-recorded",
    Severity.ERROR,
    says="落款日期是 {day}，登记的是 {recorded}。",
    remedy="核对签发日期，改正不对的一处。",
)
def date_not_the_recorded(held: Held) -> Iterator[Seen]:
    """落款日期与登记的日期不同。

    登记簿按登记的日期判断是否按期；文书上是另一天，复议和诉讼时就说不清。
    """
    head = held.letter.head
    if held.record is not None and head.date is not None and head.date != held.record.day:
        yield Hit.at(
            head.day.place if head.day else None,
            day=head.date.isoformat(),
            recorded=held.record.day.isoformat(),
            quote=head.day.text if head.day else "",
        )


@letter_rule(
    "LET011",
    "letter-organ-missing",
    Severity.ERROR,
    basis=("layout-standard",),
    says="落款没有机关名称。",
    remedy="在日期上方写明机关全称并加盖印章。",
)
def organ_missing(held: Held) -> Iterator[Seen]:
    """落款没有机关名称。

    谁作出的答复，谁就是被申请人和被告。印章是图片，本规则看不到，也不查。
    """
    if held.letter.head.organ is None and held.letter.lines:
        head = held.letter.head
        yield Hit.at(head.day.place if head.day else held.letter.end)


@letter_rule(
    "LET012",
    "letter-organ-not-the-recorded",
    Severity.ERROR,
    basis=("regulation/10",),
    says="落款是「{organ}」，登记的机关是「{recorded}」。",
    remedy="以作出答复的机关的全称落款。",
)
def organ_not_the_recorded(held: Held) -> Iterator[Seen]:
    """落款的机关不是登记的机关。

    机关名称后面的括号（公章、政府信息公开专用章）不算不同，由政府办公室以政府名义盖章的也不算。
    """
    organ = held.letter.head.organ
    if organ is None or held.record is None:
        return
    name = re.sub(r"（.*?）", "", compact(organ.text))
    wanted = re.sub(r"（.*?）", "", compact(held.record.organ))
    if name != wanted and not name.startswith(wanted):
        yield Hit.at(organ.place, organ=name, recorded=wanted, quote=organ.text)


def _number(held: Held) -> re.Match[str] | None:
    number = held.letter.head.number
    return NUMBER.search(compact(number.text)) if number else None


def _at_number(held: Held) -> Place:
    return held.letter.head.number.place if held.letter.head.number else NOWHERE


def _plain(number: str) -> tuple[str, int, str]:
    found = NUMBER.search(compact(number))
    if found is None:
        return number, 0, ""
    return found["word"], int(found["year"]), found["serial"].lstrip("第").lstrip("0")
