"""Title and sign-off: which organ, which year, signed by whom and when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from gongkai.check.passages import compact, is_traditional, title_agency, title_place
from gongkai.check.registry import CannotTell, Hit, Seen, rule
from gongkai.law.terms import yearly_day
from gongkai.model.finding import Severity
from gongkai.model.organ import is_short_for
from gongkai.model.report import Passage, Report

_BARE = re.compile(r"^(?:本|我)|^(?:县|市|区|省|旗|州|乡|镇)(?:人民)?(?:政府|委|直)|^(?:人民政府|政府)")
_PLACELESS = re.compile(r"市场|城市|城镇|城乡|乡村|乡镇企业|社区|园区|县域|区域|自治|州府|地区性|行政区划")
_PLACE = re.compile(r"[省市县区州旗乡镇盟街]|地区|苏木")
_DEPARTMENT = re.compile(r"(?:局|厅|委员会|委|办公室|办公厅|署)$")
_CENTRAL = re.compile(r"^(?:国家|中国|中央|全国|国务院|最高)")
_NEW_TERMS_SINCE = 2019  # the first report year that ended under the Regulations as revised
_GENERIC = re.compile(
    r"^(?:发展|发改|教育|教体|科技|科学|工业|工信|民族|公安|民政|司法|财政|人力|人社|自然|生态|环保|住房|住建|城市|城管|城乡|交通|水利|水务|农业"
    r"|农村|商务|文化|文旅|旅游|卫生|卫健|退役|应急|审计|市场|统计|医疗|医保|信访|林业|行政|政务|乡村|扶贫|体育|机关|大数据|数据|能源|粮食|金融)"
)
_DISPATCHED = re.compile(r"管委会$|管理委员会$|行政公署$|行署$")
_GOVERNMENT = re.compile(r"人民政府$|^[\u4e00-\u9fff]+(?:省|市|县|区|州|旗|盟|乡|镇)$|街道办事处$")


@rule(
    "TTL001",
    "agency-not-named",
    Severity.WARNING,
    basis=("regulation/50",),
    says="标题「{title}」没有写明是哪里的哪个机关。",
    remedy="标题写机关全称，例如「{example}」。",
)
def agency_not_named(report: Report) -> Iterator[Seen]:
    """标题里没有机关名称，或只写「县政府办公室」而没有地名。

    报告会被转载、汇编，离开本机关的网站后，没有地名就认不出是谁的报告。国务院部门不带地名，不在此列。
    """
    name = title_agency(report)
    if name is None or report.title is None or is_traditional(report):
        return
    placed = _PLACE.search(_PLACELESS.sub("", name)) is not None
    is_generic = _GENERIC.match(name) is not None and _DEPARTMENT.search(name) is not None
    if name and not _BARE.match(name) and (placed or _CENTRAL.match(name) or not is_generic):
        return
    whole = report.agency if report.agency and len(report.agency) > len(name) else "云溪县财政局"
    example = f"{whole}{report.year or 'X'}年政府信息公开工作年度报告"
    yield Hit.at(
        report.title.place, title=compact(report.title.text), example=example, quote=report.title.text
    )


@rule(
    "TTL002",
    "name-mismatch",
    Severity.WARNING,
    basis=("regulation/50",),
    says="标题写的是「{titled}」，落款是「{signed}」。",
    remedy="核对报告属于哪个机关，标题和落款统一用全称。",
)
def name_mismatch(report: Report) -> Iterator[Seen]:
    """标题和落款不是同一个机关。

    同一机关的简称和全称（某县、某族自治县）不算；政府的报告由其办公室落款，也不算。
    """
    name, signed = title_agency(report), _signed(report)
    if not name or not signed or report.signoff is None or report.signoff.body is None:
        return
    if is_short_for(name, signed) or is_short_for(signed, name) or _is_merged(name, signed):
        return
    if _is_its_office(name, signed):
        return
    yield Hit.at(report.signoff.body.place, titled=name, signed=signed, quote=signed)


@rule(
    "TTL003",
    "title-without-annual",
    Severity.NOTE,
    basis=("regulation/49", "regulation/50"),
    says="标题「{title}」没有「年度报告」字样。",
    remedy="标题用「×××年政府信息公开工作年度报告」。",
    profiles={"strict": Severity.WARNING},
)
def title_without_annual(report: Report) -> Iterator[Seen]:
    """标题里没有「年度」。

    法定名称是「政府信息公开工作年度报告」。写成「工作报告」的，容易与总结、汇报相混。
    """
    if report.title is None or title_agency(report) is None:
        return
    title = compact(report.title.text)
    if "年度" not in title and "年报" not in title:
        yield Hit.at(report.title.place, title=title, quote=report.title.text)


@rule(
    "TTL004",
    "sign-off-missing",
    Severity.WARNING,
    basis=("layout-standard",),
    says="报告末尾没有落款：没有机关名称，也没有日期。",
    remedy="在报告末尾写明机关全称和成文日期。",
)
def sign_off_missing(report: Report) -> Iterator[Seen]:
    """没有落款。

    没有日期，就不能证明报告是否按期公布。网页上的「发布日期」由网站生成，不能代替落款。
    """
    if report.signoff is None and report.sections and (report.form is not None or report.title is not None):
        last = report.sections[-1]
        place = last.paragraphs[-1].place if last.paragraphs else title_place(report)
        yield Hit.at(place)


@rule(
    "TTL005",
    "sign-off-incomplete",
    Severity.WARNING,
    basis=("layout-standard",),
    says="落款只有{has}，没有{lacks}。",
    remedy="补上{lacks}。",
)
def sign_off_incomplete(report: Report) -> Iterator[Seen]:
    """落款只有机关名称或只有日期。

    日期以题注形式写在标题之下的，机关名称在标题里，不算缺。
    """
    if report.signoff is None:
        return
    body, day = report.signoff.body, report.signoff.day
    if day is not None and _is_under_title(report, day):
        return
    if body is not None and day is None:
        yield Hit.at(body.place, has="机关名称", lacks="日期", quote=body.text)
    elif day is not None and body is None:
        yield Hit.at(day.place, has="日期", lacks="机关名称", quote=day.text)


@rule(
    "TTL006",
    "published-late",
    Severity.ERROR,
    basis=("regulation/49",),
    says="落款日期是 {day}，{year} 年度报告应当在 {limit} 前公布。",
    remedy="核对实际公布日期。确已逾期的，尽快公布并说明原因。",
)
def published_late(report: Report) -> Iterator[Seen]:
    """落款日期晚于法定期限。

    县级以上人民政府部门在次年 1 月 31 日前公布，县级以上地方人民政府在 3 月 31 日前公布（《条例》第四十九条）。
    乡镇人民政府和街道办事处的期限由各地规定，这里只按最晚的 3 月 31 日判断。
    管委会、行署是派出机关，期限随本级政府还是部门，各地不一，不判断。
    落款日期是成文日期，不晚于公布日期；成文已晚于期限，公布必然逾期。
    2018 年度以前的报告适用修订前的《条例》，期限不同，不判断。
    """
    if (
        report.signoff is None
        or report.signoff.date is None
        or report.signoff.day is None
        or report.year is None
        or report.year < _NEW_TERMS_SINCE
    ):
        return
    signed, limit = report.signoff.date, _limit(report)
    if signed <= yearly_day("report.department", report.year).day:  # in time for anyone
        return
    if limit is None:
        yield CannotTell("认不出是政府还是部门，期限不能确定。", report.signoff.day.place)
    elif signed > limit:
        yield Hit.at(
            report.signoff.day.place,
            day=signed.isoformat(),
            year=report.year,
            limit=limit.isoformat(),
            quote=report.signoff.day.text,
        )


@rule(
    "TTL007",
    "signed-too-early",
    Severity.WARNING,
    basis=("regulation/50",),
    says="落款日期 {day} 在 {year} 年结束之前。",
    remedy="核对落款日期；多半是年份没有改。",
)
def signed_too_early(report: Report) -> Iterator[Seen]:
    """落款日期早于统计期的最后一天。

    年度报告的数据截至 12 月 31 日，成文不会早于这一天。
    """
    if (
        report.signoff is None
        or report.signoff.date is None
        or report.signoff.day is None
        or report.year is None
    ):
        return
    if report.signoff.date < date(report.year, 12, 31):
        day = report.signoff.day
        yield Hit.at(day.place, day=report.signoff.date.isoformat(), year=report.year, quote=day.text)


@rule(
    "TTL008",
    "sign-off-day-impossible",
    Severity.WARNING,
    says="落款日期「{day}」不存在。",
    remedy="核对并改正日期。",
)
def sign_off_day_impossible(report: Report) -> Iterator[Seen]:
    """落款写了日历上没有的日期，例如 2 月 30 日。"""
    if report.signoff is not None and report.signoff.day is not None and report.signoff.date is None:
        yield Hit.at(report.signoff.day.place, day=report.signoff.day.text, quote=report.signoff.day.text)


def _signed(report: Report) -> str:
    return (
        compact(report.signoff.body.text)
        if report.signoff is not None and report.signoff.body is not None
        else ""
    )


def _is_under_title(report: Report, day: Passage) -> bool:
    first = next((one.heading for one in report.sections if one.number and one.heading is not None), None)
    return first is not None and (day.place.line or 0) < (first.place.line or 0)


def _is_its_office(name: str, signed: str) -> bool:
    """A government's report is signed by the office of the same place that is in charge of disclosure."""
    place = name.removesuffix("人民政府")
    return (
        _GOVERNMENT.search(name) is not None
        and signed.startswith(place)
        and re.search(r"办公[室厅]$|政务|信息公开|数据|行政审批", signed.removeprefix(place)) is not None
    )


def _is_merged(first: str, second: str) -> bool:
    """One of them adds a name in brackets or signs for several: 云溪县农业农村局（云溪县乡村振兴局）."""
    short, long = sorted((re.split(r"[（、]", first)[0], re.split(r"[（、]", second)[0]), key=len)
    return is_short_for(short, long)


def _limit(report: Report) -> date | None:
    agency = compact(report.agency or "")
    if report.year is None or not agency:
        return None
    if _DISPATCHED.search(agency):
        return None
    if _GOVERNMENT.search(agency):
        return yearly_day("report.government", report.year).day
    return yearly_day("report.department", report.year).day if _DEPARTMENT.search(agency) else None
