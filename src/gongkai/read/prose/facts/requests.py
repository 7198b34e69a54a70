"""Statements on requests: received, carried over, answered, with which result, none."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.law.numerals import YEAR, year_of
from gongkai.read.prose.facts.setting import (
    ABOUT,
    ANY,
    NOT_A_REQUEST,
    Found,
    N,
    Setting,
    is_of_other_period,
    is_partial,
    with_all_year,
)

_RECEIVED = re.compile(
    rf"(?:新收到?|收到|接收|受理|接到|收受)(?:的)?(?P<gap>{ANY}{{0,40}}?)(?:共计|合计|总计|总数为|共|为|数量为?|数为?)?{N}(?P<u>件|份|条|个|宗|起|例)(?P<tail>{ANY}{{0,30}})"
)
_REQUESTS_ARE = re.compile(
    rf"(?:{YEAR}年度?|全年|本年度?|今年|我[局办县市区镇乡]|共)*"
    rf"(?P<what>政府信息公开申请(?:总数|数量|件数)?(?:共?收到|为|共计|共)?{N}(?P<u>件|份|宗|起))"
)
_BY_A_WAY = re.compile(
    r"通过|网络|网上|在线|信函|当面|现场|传真|邮|全[省市县区州镇乡]|乡镇机关|[下所直局]属|事业单位|各级|各[单部乡科县区]|本级"
)
_NOTHING_MORE = re.compile(r"(?:的?(?:情况|事项|件|信息|行为|事宜|发生|数量|案件))?$")
_ASKERS = re.compile(  # whatever else stands between 未收到 and 申请 narrows the statement down
    r"(?:公民|法人|其他组织|其它组织|社会|组织|群众|公众|村民|居民|申请人|个人|单位|企业|自然人|各界|各类|任何|相关|有关|"
    r"主动|要求|提出|提交|递交|书面|关于|针对|向|我[局办县市区镇乡委]|本[局办县市区镇乡单位机关委]+|政府|政务|信息|依|来自|"
    r"上级|的|、|和|或者?|及|与|对|以及|一[件份起])*"
)
_CONDITIONAL = re.compile(r"(?:如果?|若|凡|对|逾期|假如)$")
_ANSWERED = re.compile(
    rf"(?:答复|办结|(?<!继续)办理完?结?|办理答复)(?:了)?(?P<gap>{ANY}{{0,24}}?)(?:共计|合计|总计|共)?{N}(?P<u>件|份|宗|起)"
)
_OF_REQUESTS = re.compile(  # 答复示范文本12件 counts no answers
    r"(?:了|的|政府信息|政务信息|信息|依申请|依法|公开|公民|法人|其他组织|申请人|申请|件|事项|数量|总数|业务|全部|均|已|按期|按时|及时|全年|"
    r"本年度?|今年|当年|完毕|结案|回复|上年|结转|、|和|及|为|数|:|：)*"
)
_NO_REQUEST = re.compile(
    rf"(?P<none>(?:没有|均未|尚未|未曾|未有|未|无)(?:收到|接到|接收到?|受理|发生|产生|接收|新收)?)(?P<gap>{ANY}{{0,34}}?)"
    r"(?:政府信息公开(?:的)?申请|信息公开申请|依申请公开(?:政府信息)?(?:的)?(?:申请|件|事项|业务|情况)?|公开政府信息的?申请|申请公开(?:政府信息)?(?:的)?|公开申请|申请件)(?:事项|情况|件)?+"
    r"(?!人|内容|表|办理|工作|制度|渠道|答复|公开)"
)
_CARRIED_IN = re.compile(
    rf"(?:上年度?|上一年度?|{YEAR}年度?)结转(?:政府信息公开)?(?:的)?(?:申请)?(?:办理)?(?:数量)?(?:为|共)?{N}(?P<u>件|份|宗|起|条)"
)
_CARRIED_OUT = re.compile(
    rf"结转(?:至|到)?(?:下一?年度?|下年|{YEAR}年度?|次年)(?:度)?(?:继续)?(?:办理)?(?:的)?(?:申请)?(?:为|共)?{N}(?P<u>件|份|宗|起|条)"
)
_OUTCOMES = (
    ("requests.granted.total", re.compile(rf"(?<!不)予以公开(?:的)?(?:有|为|共)?{N}(?P<u>件|份|宗|起)")),
    (
        "requests.partially_granted.total",
        re.compile(rf"(?:予以)?部分公开(?:的)?(?:有|为|共)?{N}(?P<u>件|份|宗|起)"),
    ),
    ("requests.denied.*.total", re.compile(rf"不予公开(?:的)?(?:有|为|共)?{N}(?P<u>件|份|宗|起)")),
    ("requests.unable.*.total", re.compile(rf"无法提供(?:的)?(?:有|为|共)?{N}(?P<u>件|份|宗|起)")),
    ("requests.not_processed.*.total", re.compile(rf"不予处理(?:的)?(?:有|为|共)?{N}(?P<u>件|份|宗|起)")),
)


def received(clause: str, setting: Setting) -> Iterator[Found]:
    for found in _RECEIVED.finditer(clause):
        around = found["gap"] + found["tail"]
        if re.match(r"的(?!政府|信息|依|申请|公开)", found["tail"]):
            continue  # 收到申请99件的兄弟县
        if not re.search(r"申请|依申请", around) or NOT_A_REQUEST.search(around):
            continue
        if not ABOUT.search(setting.sentence) or is_partial(
            clause[: found.end("u")] + found["tail"], setting
        ):
            continue
        end = found.end("u") if "申请" in found["gap"] else _after_request(found)
        yield Found(found.start(), end, "requests.new_received.total", found["n"], found["u"])


def counted_requests(clause: str, setting: Setting) -> Iterator[Found]:
    """政府信息公开申请收到12件: the number behind the name, with nothing but a time or 我局 before it."""
    found = _REQUESTS_ARE.match(clause)
    if found is not None and not is_partial(clause, setting):
        yield Found(
            found.start("what"), found.end("u"), "requests.new_received.total", found["n"], found["u"]
        )


def _after_request(found: re.Match[str]) -> int:
    return found.start("tail") + found["tail"].index("申请") + 2


def answered(clause: str, setting: Setting) -> Iterator[Found]:
    for found in _ANSWERED.finditer(clause):
        if not _OF_REQUESTS.fullmatch(found["gap"]):
            continue
        gap = found["gap"] + clause[: found.start()]
        about = ABOUT.search(gap) or re.search(r"申请", setting.before)
        if about and not NOT_A_REQUEST.search(setting.sentence) and not is_partial(clause, setting):
            if "结转" in gap or _carries_more(setting):
                continue
            yield Found(found.start(), found.end(), "requests.total.total", found["n"], found["u"])


def _carries_more(setting: Setting) -> bool:
    """Another number of answers stands in the sentence: which of them is the whole is not said."""
    return len(_ANSWERED.findall(setting.sentence)) > 1


def no_request(clause: str, setting: Setting) -> Iterator[Found]:
    for found in _NO_REQUEST.finditer(clause):
        inner, ahead, behind = found["gap"], clause[: found.start()], clause[found.end() :]
        if (
            NOT_A_REQUEST.search(found[0])
            or not _ASKERS.fullmatch(inner)
            or is_of_other_period(clause, setting)
        ):
            continue
        if _BY_A_WAY.search(ahead) or _CONDITIONAL.search(ahead) or not _NOTHING_MORE.match(behind):
            continue
        yield Found(with_all_year(clause, found.start()), found.end(), "requests.new_received.total")


def carried(clause: str, setting: Setting) -> Iterator[Found]:
    for metric, pattern in (
        ("requests.carried_out.total", _CARRIED_OUT),
        ("requests.carried_in.total", _CARRIED_IN),
    ):
        for found in pattern.finditer(clause):
            if re.search(r"复议|诉讼|办结|答复|办理", clause[: found.start()]) or not _carry_year_fits(
                found[0], metric, setting
            ):
                continue
            yield Found(found.start(), found.end(), metric, found["n"], found["u"])


def _carry_year_fits(text: str, metric: str, setting: Setting) -> bool:
    named = re.search(rf"({YEAR})年", text)
    if named is None or setting.year is None:
        return named is None
    shift = 1 if metric.startswith("requests.carried_out") else -1
    return year_of(named[1]) == setting.year + shift


def outcomes(clause: str, setting: Setting) -> Iterator[Found]:
    if not re.search(r"申请|答复", setting.sentence) or NOT_A_REQUEST.search(setting.sentence):
        return
    if is_of_other_period(clause, setting) or re.search(r"比上年|同比|增加|减少|通过|占", clause):
        return
    for metric, pattern in _OUTCOMES:
        for found in pattern.finditer(clause):
            yield Found(found.start(), found.end(), metric, found["n"], found["u"])
