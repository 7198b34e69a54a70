"""The paragraph on remedies: whether it is there, which body, which court, which periods, in which order."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from gongkai.check.letters.outcomes import withheld
from gongkai.check.letters.registry import Held, letter_rule
from gongkai.check.passages import compact
from gongkai.check.registry import CannotTell, Hit, Seen
from gongkai.law.letter_words import letter_words
from gongkai.law.numerals import from_chinese, in_chinese
from gongkai.law.remedies import reconsideration_first_since
from gongkai.law.terms import UNIT_LABELS, Unit, term_or_none
from gongkai.model.finding import Severity
from gongkai.model.organ import is_short_for
from gongkai.model.place import Place

_PERIOD = re.compile(
    r"(?P<n>\d{1,3}|[一二三四五六七八九十]{1,3})(?:（[^）]*）)?(?P<unit>个?工作日|个?月|日|天)(?:之?内|以内)"
)
_TO = re.compile(r"复议|诉讼|起诉")
_BODY = re.compile(
    r"向(?P<body>[^，。；]{2,40}?)(?:（[^）]{0,60}）)?(?:依法)?(?:申请|提出|提起)(?:行政)?复议"
)
_COURT = re.compile(r"向(?P<court>[^，。；]{0,30}?法院)(?:（[^）]{0,60}）)?(?:依法)?(?:提起|提出|起诉)")
_FIRST = re.compile(
    r"(?:应当|应|须|必须|需|需要|可以|可)?(?:依法)?先(?:行|依法|向)[^。；]{0,60}?复议|(?:应当|应|须|需|必须)(?:依法)?先[^。；]{0,60}?复议|复议前置"
)
_MUST_FIRST = re.compile(
    r"(?:应当|应|须|必须|需|需要)(?:[^。；，]{0,30}内)?(?:依法)?先[^。；]{0,60}?复议|复议前置"
)
_EITHER = re.compile(r"(?:或者|或|也可以?|亦可|还可以?|直接)(?!其他|者?对)[^。；]{0,60}?(?:诉讼|起诉)")
_AFTER = re.compile(r"复议决定|复议机关")
_NO_REMEDY = frozenset(("withdrawn", "merged", "misc"))

Path = Literal["reconsideration", "litigation", "after"]
_TERMS: dict[Path, tuple[str, str]] = {
    "reconsideration": ("申请行政复议", "remedy.reconsideration.apply"),
    "litigation": ("提起行政诉讼", "remedy.litigation.direct"),
    "after": ("对复议决定不服而起诉", "remedy.litigation.after_reconsideration"),
}


@dataclass(frozen=True, slots=True)
class Period:
    """A period that the paragraph gives, and for which path."""

    number: int
    unit: Unit
    path: Path
    text: str


@letter_rule(
    "LET032",
    "letter-remedy-missing",
    Severity.ERROR,
    basis=("regulation/51", "reconsideration-law/20"),
    says="没有告知救济途径。",
    remedy="写明向哪个机关、在多少日内申请行政复议，向哪个法院、在多长时间内起诉。",
)
def remedy_missing(held: Held) -> Iterator[Seen]:
    """没有救济途径的告知。

    没有告知的，申请复议的期限从知道之日起最长算到一年。撤回、并案一类的告知不在此列，程序性文书也不在此列。
    """
    if held.is_reply and not held.letter.remedy and not held.kinds <= _NO_REMEDY:
        yield Hit.at(held.letter.end)


@letter_rule(
    "LET033",
    "letter-remedy-body-outdated",
    Severity.ERROR,
    basis=("reconsideration-law/24",),
    says="{day} 的文书告知向「{words}」申请复议，2024 年起部门的复议机关是本级人民政府。",
    remedy="写明本级人民政府的名称。",
)
def remedy_body_outdated(held: Held) -> Iterator[Seen]:
    """复议机关仍写上一级主管部门。

    2024 年 1 月 1 日起，对地方人民政府工作部门的行为，复议机关是本级人民政府。海关、金融、外汇、税务、国家安全机关，
    以及司法行政部门另有规定，不报；人民政府自己的答复向上一级人民政府申请复议，也不报。
    """
    words = letter_words().remedy
    found = next((word for word in words.outdated_bodies if _asks_there(held, word)), None)
    if found is None:
        return
    organ = compact(held.letter.head.organ.text) if held.letter.head.organ else ""
    organ = held.record.organ if held.record else organ
    if not organ or held.day is None:
        yield CannotTell("不知道是哪个机关、哪一天的文书。", _place(held))
    elif held.day >= reconsideration_first_since() and not _keeps_superior(organ):
        yield Hit.at(_place(held), day=held.day.isoformat(), words=found, quote=found)


@letter_rule(
    "LET034",
    "letter-remedy-body-not-the-recorded",
    Severity.ERROR,
    basis=("reconsideration-law/24", "litigation-law/46"),
    says="{which}写的是「{named}」，登记的是「{recorded}」。",
    remedy="写明{recorded}。",
)
def remedy_body_not_the_recorded(held: Held) -> Iterator[Seen]:
    """复议机关或者法院与登记的不同，或者没有写名称。

    简称（清江市政府、云溪法院）认得出的不报。写「本级人民政府」「有管辖权的人民法院」而没有名称的也报：申请人要知道去哪里。
    """
    record, text = held.record, held.letter.remedies
    if record is None or not text:
        return
    for which, wanted, pattern in (
        ("复议机关", record.reconsideration_body, _BODY),
        ("起诉的法院", record.court, _COURT),
    ):
        found = pattern.search(text)
        if wanted is None or found is None or compact(wanted) in text:
            continue
        named = found[1] or "人民法院"
        if (
            not is_short_for(re.sub(r"（.*?）", "", named), compact(wanted))
            or len(named) < 4
            or named == "人民法院"
        ):
            yield Hit.at(_place(held), which=which, named=named, recorded=wanted, quote=named)


@letter_rule(
    "LET035",
    "letter-remedy-period-wrong",
    Severity.ERROR,
    basis=("reconsideration-law/20", "litigation-law/45", "litigation-law/46"),
    says="{path}的期限写成「{words}」，应当是{right}。",
    remedy="改为{right}。",
)
def remedy_period_wrong(held: Held) -> Iterator[Seen]:
    """复议或者起诉的期限不对。

    申请复议六十日；直接起诉六个月；对复议决定不服，收到决定之日起十五日。三个月是 2015 年 5 月以前的起诉期限。
    """
    if held.day is None:
        return
    for period in periods(held.letter.remedies):
        path, key = _TERMS[period.path]
        right = term_or_none(key, held.day)
        if right is not None and (period.number, period.unit) != (right.value, right.unit):
            yield Hit.at(
                _place(held),
                path=path,
                words=period.text,
                right=f"{in_chinese(right.value)}{UNIT_LABELS[right.unit]}",
                quote=period.text,
            )


@letter_rule(
    "LET036",
    "letter-remedy-incomplete",
    Severity.WARNING,
    basis=("regulation/51",),
    says="救济途径只写了{has}，没有写{lacks}。",
    remedy="补写{lacks}。",
)
def remedy_incomplete(held: Held) -> Iterator[Seen]:
    """只告知了一条途径，或者没有写期限。

    可以复议也可以起诉的，两条都要写；应当先复议的，也要写对复议决定不服怎样起诉。
    """
    text = held.letter.remedies
    if not held.is_reply or not text:
        return
    paths = {
        path
        for sign, path in (("复议", "行政复议"), ("诉讼", "行政诉讼"), ("起诉", "行政诉讼"))
        if sign in text
    }
    if len(paths) == 1:
        (has,) = paths
        yield Hit.at(_place(held), has=has, lacks="行政诉讼" if has == "行政复议" else "行政复议")
    elif not _PERIOD.search(text):
        yield Hit.at(_place(held), has="途径", lacks="期限")


@letter_rule(
    "LET037",
    "letter-reconsideration-first-missing",
    Severity.ERROR,
    basis=("reconsideration-law/23", "disclosure-litigation/1"),
    says="依《条例》第十四条至第十六条不予公开，{how}。",
    remedy="写明：应当先申请行政复议；对复议决定不服，可以自收到之日起十五日内起诉。",
)
def reconsideration_first_missing(held: Held) -> Iterator[Seen]:
    """应当先复议的没有写明。

    2024 年 1 月 1 日起，以第十四条、第十五条、第十六条为由不予公开的，须先申请复议，答复时应当告知。
    部分公开的，只看有没有写明「先」，不管其余部分另写了直接起诉。
    """
    if not held.is_reply or not held.letter.remedy or held.day is None:
        return
    if held.day < reconsideration_first_since() or not _is_first(held):
        return
    text = held.letter.remedies
    if not _FIRST.search(text):
        yield Hit.at(_place(held), how="没有告知应当先申请行政复议")
    elif held.kinds <= withheld() and _offers_court(text):
        yield Hit.at(_place(held), how="却告知可以直接起诉")


@letter_rule(
    "LET038",
    "letter-reconsideration-first-wrong",
    Severity.ERROR,
    basis=("reconsideration-law/23", "disclosure-litigation/1"),
    says="{why}，文书却写应当先申请行政复议。",
    remedy="改为可以申请行政复议，也可以直接提起行政诉讼。",
)
def reconsideration_first_wrong(held: Held) -> Iterator[Seen]:
    """不必先复议的写成了应当先复议。

    信息不存在、不属于本机关负责、不予处理等，以及 2024 年以前的答复，都可以直接起诉。部分公开的不报。
    """
    found = _MUST_FIRST.search(held.letter.remedies)
    if not held.is_reply or found is None or held.day is None:
        return
    if held.day < reconsideration_first_since():
        yield Hit.at(_place(held), why=f"{held.day.isoformat()} 还没有先行复议的规定", quote=found[0])
    elif held.record is not None and held.record.is_reconsideration_first:
        return
    elif held.kinds and not held.kinds & (withheld() | {"partially_granted", "misc"}):
        yield Hit.at(_place(held), why="这种处理不以先行复议为条件", quote=found[0])


@letter_rule(
    "LET039",
    "letter-online-channel-missing",
    Severity.WARNING,
    basis=("reconsideration-law/22",),
    says="通过网络送达的文书没有告知网上申请行政复议的途径。",
    remedy="写明行政复议机关的网上申请渠道（网址或者小程序）。",
)
def online_channel_missing(held: Held) -> Iterator[Seen]:
    """网上送达，却没有告知网上复议的渠道。

    《行政复议法》第二十二条：通过互联网渠道送达行政行为决定书的，应当同时提供提交复议申请书的互联网渠道。
    """
    words = letter_words().remedy
    if held.record is None or not held.record.is_served_online or not held.letter.remedy:
        return
    if held.record.day < reconsideration_first_since():
        return
    if not any(word in held.letter.remedies for word in words.online):
        yield Hit.at(_place(held))


def periods(text: str) -> tuple[Period, ...]:
    """The periods of a paragraph on remedies, each with the path that it is for; those of nothing are left out."""
    found = []
    for match in _PERIOD.finditer(text):
        path = _path(text, match)
        if path is not None:
            unit = match["unit"].lstrip("个")
            number = int(match["n"]) if match["n"].isdecimal() else from_chinese(match["n"]) or 0
            kind: Unit = "month" if unit == "月" else "working_day" if unit == "工作日" else "calendar_day"
            found.append(Period(number, kind, path, match[0]))
    return tuple(found)


def _path(text: str, match: re.Match[str]) -> Path | None:
    start = max(text.rfind(sign, 0, match.start()) for sign in "。；\n") + 1
    ends = [at for sign in "。；\n" if (at := text.find(sign, match.end())) >= 0]
    before, after = text[start : match.start()], text[match.end() : min(ends, default=len(text))]
    later = _PERIOD.search(after)
    behind = _TO.search(after[: later.start()] if later else after)
    in_front = list(_TO.finditer(before))
    is_behind = behind is not None and not after.startswith("）")
    target = behind[0] if behind and is_behind else in_front[-1][0] if in_front else None
    if target is None:
        return None
    if target == "复议":
        return "reconsideration"
    clause = re.split(r"，(?=也|或|亦|还)|或者", before)[-1]
    return "after" if _AFTER.search(clause) and match["unit"] not in ("月", "个月") else "litigation"


def _offers_court(text: str) -> bool:
    """A suit without reconsideration before it is offered."""
    direct = [
        match
        for match in _EITHER.finditer(text)
        if not _AFTER.search(re.split(r"[。；\n]", text[: match.start()])[-1]) and not _AFTER.search(match[0])
    ]
    return bool(direct) or any(
        period.path == "litigation" and period.unit == "month" for period in periods(text)
    )


def _is_first(held: Held) -> bool:
    if held.record is not None:
        return held.record.is_reconsideration_first or bool(held.kinds & withheld())
    return bool(held.told & withheld())


def _asks_there(held: Held, word: str) -> bool:
    return re.search(rf"{word}(?:(?!投诉|举报|反映)[^。；]){{0,40}}复议", held.letter.remedies) is not None


def _keeps_superior(organ: str) -> bool:
    name = re.sub(r"（.*?）", "", organ)
    return name.endswith(("人民政府", "政府", "办事处")) or any(
        word in name for word in letter_words().remedy.with_superior
    )


def _place(held: Held) -> Place:
    return held.letter.remedy[0].place if held.letter.remedy else held.letter.end
