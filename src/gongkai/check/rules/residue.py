"""What an earlier year, another organ or a template has left in the text."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.check.passages import Found, compact, find, title_place
from gongkai.check.registry import Hit, Seen, rule
from gongkai.law.numerals import YEAR, year_of
from gongkai.law.wording import Renamed, renamed_organs, stale_phrases
from gongkai.model.finding import Severity
from gongkai.model.organ import is_short_for
from gongkai.model.place import Place
from gongkai.model.report import Report

_YEAR = rf"({YEAR})"
_PERIOD = re.compile(
    rf"{_YEAR}年1月1日(?:起)?(?:至|到|—+|-+|~|～)(?:{_YEAR}年|同年|当年)?12月31日|截至{_YEAR}年12月(?:31日|底)"
)
_OWN_TIME = re.compile(r"统计|数据|本报告|期限|报告(?:所列|中|的)")
_OF_REPORT = re.compile(r"本(?:年度)?报告|报告(?:所列|中的|期)|统计(?:期限|时间)")
_OF_OTHERS = re.compile(r"公开了|公布了|发布了?|决算|预算|规划|合同|债务|人口|档案|迁移|项目")
_COMPARED = re.compile(r"上年|去年|同期|相比|比较|往年|以来|累计|增长|减少|成立|批准|实施|印发|起施行")
_PLACEHOLDER = re.compile(
    r"(?:(?<![X×ＸxX＊])[X×ＸxX＊]{2,}+|(?<![〇○])[〇○]{2,}+|(?<!\*)\*{3,}+)(?:[省市县区州旗乡镇局厅委办年月日件条份人万元]|单位|部门|街道)"
    r"|20[X×ＸxX]{2}年|[（【\[](?:此处|请填|请在此|填写|待补|单位名称|机关名称|请输入|点击输入)[^）】\]]{0,16}[）】\]]|_{4,}|＿{3,}"
    r"|〔待[填核][^〔〕]{1,80}〕"  # the mark of our own drafts; one that is a whole section or cell is that section's
)
_COUNTY_ORGAN = re.compile(
    r"(?:^|[，。；：年度]|(?P<by>由|现将|现公布|请与|与))(?P<county>[\u4e00-\u9fff]{2,3}?县)(?P<organ>人民政府|[\u4e00-\u9fff]{2,10}?(?:局|委员会))"
    r"(?=(?P<after>.{0,12}))"
)
_REPORTS = re.compile(
    r"(?:在.{2,8}下)?，?(?:认真|严格|高度|按照|根据|坚持|积极|扎实|全面|贯彻|深入|切实|进一步|持续|始终|紧紧|围绕|以|主动公开|共|全年|20\d\d年|编制|负责编制|制作"
    r"|办公室联系|联系|政府信息公开)"
)
_OWN_COUNTY = re.compile(
    r"(?P<county>[\u4e00-\u9fff]{2,12}?(?:自治县|县|自治旗|旗))(?P<organ>[\u4e00-\u9fff]{2,})"
)
_LED_BY = re.compile(
    r"在(?P<county>[\u4e00-\u9fff]{2,3}?县)(?:县?委|人民政府)(?:、(?:县?人民政府|县?政府))?的?[^，。]{0,6}领导下"
)
_REMEMBERED = re.compile(r"清理|过期|回顾|历史|时期|期间|档案|曾|此前|以来|失效|归档")
_VISIT = re.compile(
    r"学习|考察|交流|借鉴|对口|协作|帮扶|支援|援建|合作|联合|区域|移送|转办|跨|来我|赴|诉|邻|配合|参观|邀"
)
_NO_COUNTY = re.compile(r"[各全本我该由在对向和及与省市区州的]|上级|相关|有关|一个|几个")
_FORMER = re.compile(r"原|前身|更名|改组|改为|整合|划入|撤销|挂牌|重组|合并|并入|移交|摘牌|曾")


@rule(
    "RES001",
    "wrong-year",
    Severity.ERROR,
    basis=("regulation/50",),
    says="{year} 年度报告里写「{words}」。",
    remedy="核对统计期限；多半是上年的文字没有改。",
)
def wrong_year(report: Report) -> Iterator[Seen]:
    """统计期限写成了别的年份。

    只看「某年 1 月 1 日至 12 月 31 日」和「截至某年 12 月 31 日」；与上年比较、说某制度实施期间、
    说公开了别的数据（决算、债务、规划）的不看。
    """
    if report.year is None:
        return
    for found in find(report, _PERIOD):
        years = {year_of(text) for text in found.match.groups() if text}
        if report.year in years or _COMPARED.search(found.sentence) or not _is_own_period(found):
            continue
        yield Hit.at(found.place, year=report.year, words=found.text, quote=found.text)


@rule(
    "RES002",
    "former-name",
    Severity.WARNING,
    says="{year} 年度的机关名称仍是「{name}」，这类机关已改为「{new}」。",
    remedy="核对机关现在的名称。当地确未改名的，可以不改。",
)
def former_name(report: Report) -> Iterator[Seen]:
    """标题或落款用的是更名以前的机关名称。

    更名的时间各地不同，数据里推后到全国都已改完的年度才提示。文中提到旧机关（「原扶贫办」）不在此列。
    """
    if report.year is None:
        return
    for name, place in _own_names(report):
        known = _renamed(name, report.year)
        if known is not None:
            yield Hit.at(place, year=report.year, name=name, new=known.new, quote=name)
            return


@rule(
    "RES003",
    "other-organ-named",
    Severity.WARNING,
    says="{agency}的报告里写着「{words}」。",
    remedy="核对是否从别的机关的报告粘贴而来。",
)
def other_organ_named(report: Report) -> Iterator[Seen]:
    """报告里出现了别的县的同类机关，或者写成在别的县领导下工作。

    只比县一级：另一个县的人民政府或同名部门像本机关一样说话（「某县财政局认真贯彻…」「本报告由某县财政局编制」），
    只是提到（去学习、转办、征求意见）的不算；
    或者写着「在某县县委、县政府的领导下」而某县不是本县。从外县的报告照抄而没有改完，多半会留下这样的痕迹。
    """
    own = _OWN_COUNTY.search(compact(report.agency or ""))
    if own is None:
        return
    for found in find(report, _COUNTY_ORGAN):
        organ = found.match["organ"]
        if organ in ("人民政府", own["organ"]) and _is_speaker(found) and not _VISIT.search(found.sentence):
            yield from _foreign(report, found, own["county"], found.match["county"] + organ)
    for found in find(report, _LED_BY):
        if _VISIT.search(found.sentence):
            continue
        yield from _foreign(report, found, own["county"], found.text)


def _is_speaker(found: Found) -> bool:
    """The organ acts in its sentence as the one whose report it is, and is not only met or written to."""
    after = found.match["after"]
    if found.match["by"] in ("由", "现将", "现公布"):
        return re.match(r"(?:负责)?(?:编制|制作|汇总)|20\d\d年|政府信息公开", after) is not None
    if found.match["by"] in ("请与", "与"):
        return re.match(r"(?:政务公开|信息公开)?(?:办公室|股)?联系", after) is not None
    return _REPORTS.match(after) is not None


def _foreign(report: Report, found: Found, own: str, words: str) -> Iterator[Seen]:
    """The hit, unless the county named is the report's own, or no name of a county at all."""
    county = found.match["county"]
    if county not in own and not is_short_for(county, own) and not _NO_COUNTY.search(county):
        yield Hit.at(found.place, agency=compact(report.agency or ""), words=words, quote=words)


@rule(
    "RES004",
    "stale-phrase",
    Severity.NOTE,
    says="{year} 年度报告仍写「{words}」，此事在 {over} 已经结束。",
    remedy="核对这一段是不是照抄以前年度的文字。",
)
def stale_phrase(report: Report) -> Iterator[Seen]:
    """用了过时的提法。

    收录的提法都有起止日期，事情结束后的下一个年度起才提示；书名号里的，以及回顾、清理旧文时提到的，不提示。
    """
    if report.year is None:
        return
    for stale in stale_phrases():
        if report.year < stale.from_year:
            continue
        for found in find(report, re.compile(re.escape(stale.phrase))):
            if (
                _REMEMBERED.search(found.sentence)
                or _is_quoted(found)
                or _is_part(stale.phrase, found.sentence)
            ):
                continue
            if stale.unless is None or stale.unless not in found.sentence:
                over = f"{stale.over.year} 年 {stale.over.month} 月"
                yield Hit.at(found.place, year=report.year, words=found.text, over=over, quote=found.text)


@rule(
    "RES005",
    "placeholder-left",
    Severity.ERROR,
    says="「{words}」是模板里待填写的内容。",
    remedy="填写实际内容。",
)
def placeholder_left(report: Report) -> Iterator[Seen]:
    """模板里的占位符没有替换。"""
    for found in find(report, _PLACEHOLDER):
        if not _is_address(found) and not _is_example(found):
            yield Hit.at(found.place, words=found.text, quote=found.text)
    if report.title is not None and (shown := _PLACEHOLDER.search(compact(report.title.text))):
        yield Hit.at(report.title.place, words=shown[0], quote=shown[0])


def _is_own_period(found: Found) -> bool:
    """The sentence speaks of the period of this report, not of other data that was published."""
    if not _OWN_TIME.search(found.sentence) or _OF_OTHERS.search(found.sentence):
        return False
    return found.section is None or not found.section.number or _OF_REPORT.search(found.sentence) is not None


def _own_names(report: Report) -> Iterator[tuple[str, Place]]:
    if report.signoff is not None and report.signoff.body is not None:
        yield compact(report.signoff.body.text), report.signoff.body.place
    if report.agency:
        yield compact(report.agency), title_place(report)


def _renamed(name: str, year: int) -> Renamed | None:
    """The renaming that ended this name. It must stand right behind the place: 文化和旅游局 is no 旅游局, and a second
    name in brackets is not looked at.
    """
    plain = re.sub(r"（.*?）", "", name)
    if _FORMER.search(plain):
        return None
    for known in renamed_organs():
        if year >= known.from_year and any(
            re.search(rf"(?:^|[省市县区州旗盟乡镇]){old}$", plain) for old in known.old
        ):
            return known
    return None


def _is_part(phrase: str, sentence: str) -> bool:
    """A longer phrase that is listed too holds this one: 决战决胜脱贫攻坚."""
    longer = (known.phrase for known in stale_phrases() if phrase in known.phrase != phrase)
    return any(known in sentence for known in longer)


def _is_quoted(found: Found) -> bool:
    """Within 《》: the title of a document."""
    before = found.around[: found.start]
    return before.rfind("《") > before.rfind("》")


def _is_example(found: Found) -> bool:
    """“××局” in quotes, where the sentence explains how to write something."""
    return found.around[found.start - 1 : found.start] == "“" and found.around[
        found.start + len(found.text) :
    ].startswith("”")


def _is_address(found: Found) -> bool:
    return "http" in found.around[max(found.start - 40, 0) : found.start + 4]
