"""How the prose is written, and what it has to cite and state."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.check.passages import (
    compact,
    find,
    find_in,
    is_traditional,
    passages,
    place_in,
    title_place,
    whole_text,
)
from gongkai.check.registry import Hit, Seen, rule
from gongkai.law.forms import forms
from gongkai.model.finding import Severity
from gongkai.model.report import Passage, Report

_DOUBLED = re.compile(
    r"(?:[\u4e00-\u9fff]{2,6})?(?:工作工作(?!人员|组|制度|机制|专班|领导|动态|日|报告|部门|机构|计划|要点|方案|规程|规范|流程|台账)|情况情况|问题问题|"
    r"进行进行|加强加强|及时及时|部门部门(?![预决])|单位单位(?![预决])|(?<![目标])的的(?![确士])|制度制度|认真认真|提高提高|推进推进|落实落实|完善完善)"
    r"(?:[\u4e00-\u9fff]{1,2})?|(总体|整体)[\u4e00-\u9fff]{1,3}\1(?:良好|较好|平稳|稳定|向好|顺利|正常|有序|可控)"
)
_MARKS = (
    (
        re.compile(r"[\u4e00-\u9fff]{1,4}、等(?![级次待同候于效额距量比边高])[\u4e00-\u9fff]{0,3}"),
        "「等」前不用顿号",
    ),
    (
        re.compile(r"[\u4e00-\u9fff]{0,6}(?<!即)(?:将|应当|需要|必须)，(?:一是|一要|首先)"),
        "「将」后断句，话没有说完",
    ),
    (
        re.compile(
            r"[\u4e00-\u9fff]{0,4}(?:，，|、、|；；|：：|，。|。，|、。|。、|；。|。；|，；|；，|(?<!。)。。(?!。))"
        ),
        "标点重叠",
    ),
    (
        re.compile(
            r"(?<=[：；。])一(?!是|个|些|般|次|致|定|方|体|把|切|直|律|旦|[年季月周日楼层级类批期号组等线环处中小网村队站张份项种条])[\u4e00-\u9fff]{2,14}：(?=[^。]{2,160}[；。]二[\u4e00-\u9fff]{2,14}：)"
        ),
        "序号后缺少标点",
    ),
)
_LOST = (
    (
        re.compile(
            r"(?:通过|利用|依托|借助)(?P<cut>[站栏屏])(?=[、，和及与])[、，和及与]?[\u4e00-\u9fff]{0,6}"
        ),
        "「{cut}」前面少了字",
    ),
    (
        re.compile(
            r"(?:发布|公布|公示|登载|刊登)(?:于|在|到)(?:县|市|区|本局|我局)?(?:政务公开|政府信息公开|信息公开)(?=[。；，]|$)"
        ),
        "没有写明发布在哪个栏目或平台",
    ),
)
_PERIOD = re.compile(
    r"(?:20\d\d|二[〇○零]..)年1月1日(?:起)?(?:至|到|—+|-+|~|～)(?:同年|当年|(?:20\d\d|二[〇○零]..)年)?12月31日"
    r"|(?:统计|数据)(?:时间|期限|时段|周期|区间)[^。]{0,12}(?:20\d\d|二[〇○零]..)|(?:统计期|报告期)[^。]{0,6}(?:20\d\d|二[〇○零]..)|数据均?为(?:20\d\d|二[〇○零]..)年|截至(?:20\d\d|二[〇○零]..)年(?:12月|年)底?31?日?|20\d\d\.0?1\.0?1"
)
_NOTICE_60 = re.compile(r"国办公开办函[〔\[（(【]2019[〕\]）)】]第?60号")
_SUPERSEDED = re.compile(r"停用|停止|废止|不再|取代|代替|替代|原格式|旧格式|区别|失效")
_SAID_AGAIN = re.compile(r"处理费|收费|复议|诉讼|统计期限")
_REVISED_NOTICE = re.compile(r"(?:新?修订(?:后|过)?的|新修订)《(?=[^》]*(?:年度报告|格式))[^》]*通知[^》]*》")
_NO_SENTENCE = re.compile(
    r"^注：|^附|(?:电话|地址|地点|邮编|邮政编码|网址|联系人|联系方式|附件)：|^(?:（[一二三四五六七八九十\d]+）|[\d一二三四五六七八九十]+[、.])[^。；]{2,30}$"
)
_JOINED = re.compile(  # a heading or the organ's signature, put behind the last sentence by a converter
    r"。(?:第[一二三四五六]部分|[一二三四五六][、.．])[^。，]{2,24}$|。[\u4e00-\u9fff]{2,20}(?:人民政府|局|委员会|办公室|办事处)$"
)
_LAST_CLAUSE = re.compile(r"[^，。；：]+$")
_ENUMERATED = re.compile(r"([；。，])?(一|二|三|四|五|六|七|八)是")


@rule(
    "TXT004",
    "paragraph-repeated",
    Severity.WARNING,
    says="「{words}…」一句在前文已经出现过。",
    remedy="删去重复的文字，写这一段自己的内容。",
)
def paragraph_repeated(report: Report) -> Iterator[Seen]:
    """同一句话在两个段落里出现。

    只看二十个字以上、一字不差的句子；一个段落只提示一次。多半是拼凑或粘贴时没有改。
    处理费、复议、诉讼和统计期限，格式要求在几处写明，重复也是应当的，不提示。
    """
    seen: dict[str, int] = {}
    for n, (one, passage) in enumerate(passages(report)):
        for sentence in _sentences(passage):
            first = seen.setdefault(sentence, n)
            if first != n and one is not None:
                yield Hit.at(passage.place, words=sentence[:20], quote=sentence[:40])
                break


@rule(
    "TXT005",
    "duplicate-word",
    Severity.NOTE,
    says="「{words}」有重复的词。",
    remedy="删去重复的词。",
)
def duplicate_word(report: Report) -> Iterator[Seen]:
    """词语重复。

    只收一定是笔误的重叠，例如「工作工作要求」「总体运行总体良好」；「工作工作人员」一类可能断开读的不提示。
    """
    for found in find(report, _DOUBLED):
        yield Hit.at(found.place, words=found.text, quote=found.text)


@rule(
    "TXT006",
    "punctuation",
    Severity.NOTE,
    says="「{words}」标点有误：{trouble}。",
    remedy="改正标点。",
)
def punctuation(report: Report) -> Iterator[Seen]:
    """标点用法有误。

    只收一看便知的：「、等」连用，「将，一是」断句，标点重叠，同一组「一是、二是」有的用分号、有的用句号，
    「一甲：…；二乙：…」序号后没有标点。
    """
    for pattern, trouble in _MARKS:
        for found in find(report, pattern):
            yield Hit.at(found.place, words=found.text, trouble=trouble, quote=found.text)
    yield from _mixed_enumerations(report)


@rule(
    "TXT007",
    "full-stop-missing",
    Severity.NOTE,
    says="「{section}」最后一句「…{words}」没有句号。",
    remedy="补上句号；若是后面的文字丢了，补全文字。",
)
def full_stop_missing(report: Report) -> Iterator[Seen]:
    """一个部分的最后一句没有句号。

    有时是后面的文字在粘贴时丢了。不足十个字的（「无」）、只有小标题的一行、网址、地址、附件和表注不看。
    """
    for one in report.sections:
        if not one.number or not one.paragraphs or one.heading is None:
            continue
        last = one.paragraphs[-1]
        text = compact(last.text)
        if len(text) < 10 or _NO_SENTENCE.search(text) or _JOINED.search(text):
            continue
        if re.search(r"[\u4e00-\u9fff\d]$", text) and re.search(r"[，。；]", text):
            for found in find_in(last, _LAST_CLAUSE):
                yield Hit.at(found.place, section=one.heading.text, words=found.text, quote=found.text)


@rule(
    "TXT008",
    "period-missing",
    Severity.NOTE,
    basis=("notice/2021-30",),
    says="没有写明数据的统计期限。",
    remedy="写明「本报告所列数据的统计期限自 {year} 年 1 月 1 日起至 {year} 年 12 月 31 日止」。",
)
def period_missing(report: Report) -> Iterator[Seen]:
    """全文没有写明统计期限。"""
    if report.year is None or not any(passages(report)) or report.form is None or is_traditional(report):
        return
    if any(fact.metric == "period" for fact in report.facts) or _PERIOD.search(whole_text(report)):
        return
    yield Hit.at(title_place(report), year=report.year)


@rule(
    "TXT009",
    "basis-outdated",
    Severity.ERROR,
    basis=("notice/2021-30",),
    says="{year} 年度报告引用了「{words}」，该格式只用到 2020 年度。",
    remedy="改引国办公开办函〔2021〕30号，并核对表格是否用了现行格式。",
)
def basis_outdated(report: Report) -> Iterator[Seen]:
    """引用了已停用的格式通知。"""
    last = forms()["2019"].serves.to
    if report.year is None or last is None or report.year <= last:
        return
    for found in find(report, _NOTICE_60):
        if _SUPERSEDED.search(found.sentence):
            continue
        yield Hit.at(found.place, year=report.year, words=found.text, quote=found.text)


@rule(
    "TXT010",
    "basis-wording",
    Severity.WARNING,
    basis=("regulation/50",),
    says="「{words}」：修订过的是《政府信息公开条例》，不是这个通知。",
    remedy="分别写明《中华人民共和国政府信息公开条例》和年度报告格式的通知。",
)
def basis_wording(report: Report) -> Iterator[Seen]:
    """把「修订后的」加在通知前面。"""
    for found in find(report, _REVISED_NOTICE):
        yield Hit.at(found.place, words=found.text, quote=found.text)


def _sentences(passage: Passage) -> Iterator[str]:
    for sentence in re.split(r"[。！？；]", compact(passage.text)):
        plain = re.sub(
            r"^(?:（?[一二三四五六七八九十]+[）、.]|\d+[.、]|[一二三四五六七八九]是)", "", sentence
        )
        if len(plain) >= 20 and not re.search("http|勾稽关系", plain) and not _SAID_AGAIN.search(plain):
            yield plain


def _mixed_enumerations(report: Report) -> Iterator[Seen]:
    """一是…；二是…。三是…: one enumeration in one paragraph, with two kinds of marks between its items."""
    for _, passage in passages(report):
        yield from _mixed(passage)


def _mixed(passage: Passage) -> Iterator[Seen]:
    spots = [n for n, character in enumerate(passage.text) if not character.isspace()]
    text = compact(passage.text)
    marks: set[str] = set()
    for found in _ENUMERATED.finditer(text):
        if found[2] == "一":
            marks = set()
            continue
        if found[1] in ("；", "。"):
            marks.add(found[1])
        if len(marks) > 1:
            start = max(found.start() - 10, 0)
            place = place_in(passage, spots[start], spots[found.end() - 1] + 1)
            words = text[start : found.end()]
            yield Hit.at(place, words=words, trouble="同一组列举，分号和句号混用", quote=words)
            marks = set()


@rule(
    "TXT013",
    "word-missing",
    Severity.NOTE,
    says="「{words}」少了字：{trouble}。",
    remedy="补上漏掉的字。转换而来的文件，先看原件里有没有。",
)
def word_missing(report: Report) -> Iterator[Seen]:
    """句子里漏了字，话说不完整。

    漏字大多只能由人来看；这里只认两种不会是别的意思的：公开渠道只剩半个词（「通过站、公开栏」），
    「发布于政务公开」之后没有栏目或平台。
    """
    for pattern, trouble in _LOST:
        for found in find(report, pattern):
            told = trouble.format_map(found.match.groupdict())
            yield Hit.at(found.place, words=found.text, trouble=told, quote=found.text)
