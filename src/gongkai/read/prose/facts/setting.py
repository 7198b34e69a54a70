"""What a clause stands in, and what makes its numbers say something else than the whole of the report year."""

from __future__ import annotations

import re
from dataclasses import dataclass

from gongkai.law.numerals import NUMBER, YEAR, year_of

NONE = r"(?:没有|未曾|均未|尚未|从未|并未|未有|未|无|不存在)"
ANY = r"[^，。；！？]"  # within one clause
N = rf"(?P<n>{NUMBER})"

PART = re.compile(
    r"其中|比上年|较上年|比去年|较去年|同比|环比|增加|减少|增长|下降|上升|多于|少于|占比|分别|"
    r"平均|每[月季周人件]|通过|网络|网上|在线|信函|邮寄|当面|现场|传真|邮件|邮箱|平台提交|来信|"
    r"全[省市县区州镇乡]|各级|各[单部乡科县区]|本级|名义|联合|"
    r"商业企业|科研机构|社会公益|法律服务|关于|涉及|有关[^政]|补正|撤回|撤销|逾期|转|超期|延期|"
    r"协助|配合|参与|抽查|评查|评审|下属|所属|直属|兄弟|邻[县市区]"
)
OTHER_PERIOD = re.compile(
    r"上年|上一年|去年|往年|历年|近年|近[两三五二]年|累计|以来|上半年|下半年|季度|[1-9]月份|截至(?!20\d\d年12月)"
)
_SPAN = re.compile(r"累计|以来|近[两三五二]年|历年|往年|上半年|下半年|季度|截至(?!20\d\d年12月)")
NOT_A_REQUEST = re.compile(
    r"复议|诉讼|信访|投诉|举报|咨询|议案|提案|建议|留言|许可|补助|救助|项目申请|职称|入党"
)
NAMED_YEAR = re.compile(rf"({YEAR})年")
_WHOLE_AREA = re.compile(r"全[省市县区州镇乡]")
ABOUT = re.compile(r"信息公开|公开信息|依申请|公开申请|公开政府信息|政府信息|申请公开")


@dataclass(frozen=True, slots=True)
class Setting:
    """What a clause stands in: its sentence, the year of the report, the form's version, its section, what stands
    before it in the sentence, the year that the paragraph named last, and whether the organ is a government.
    """

    sentence: str
    year: int | None
    form: str
    section: int
    before: str
    last_year: int | None = None
    is_government: bool = False


@dataclass(frozen=True, slots=True)
class Found:
    """A statement within a clause: offsets, metric, number as printed (None for words that mean nothing)."""

    start: int
    end: int
    metric: str
    figure: str | None = None
    unit: str | None = None


def is_partial(clause: str, setting: Setting) -> bool:
    own = (
        _WHOLE_AREA.sub("", clause) if setting.is_government else clause
    )  # 全县 is a government's own figure
    if PART.search(own) is not None or _SPAN.search(setting.before):
        return True
    return is_of_other_period(clause, setting)


def is_of_other_period(clause: str, setting: Setting) -> bool:
    """The clause, or what stands before it, speaks of another time than the report year."""
    if OTHER_PERIOD.search(clause):
        return True
    named = {year_of(found) for found in NAMED_YEAR.findall(setting.before + clause)}
    years = named or {setting.last_year}
    return setting.year is not None and bool(years - {setting.year, None})


def with_all_year(clause: str, start: int) -> int:
    """From where a statement is quoted: 全年未发生…, not 未发生… alone."""
    return start - 2 if clause[max(start - 2, 0) : start] in ("全年", "本年", "均为") else start
