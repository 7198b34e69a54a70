"""Statements on reconsideration and litigation."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.law.numerals import NUMBER
from gongkai.read.prose.facts.setting import (
    ANY,
    NONE,
    Found,
    N,
    Setting,
    is_of_other_period,
    is_partial,
    with_all_year,
)

_RECONSIDERATION = "remedies.reconsideration.total"
_LITIGATION = "remedies.{litigation_direct,litigation_after_reconsideration}.total"
_HAPPENED = (
    r"(?=发生|收到|接到|被|因|产生|出现|引发|引起|涉及|有|提起|提出|申请|"
    r"政府信息公开|行政复议|行政诉讼|复议|诉讼|受理|存在|针对|依申请)"
)
_NO_REMEDY = re.compile(rf"{NONE}(?P<what>{_HAPPENED}{ANY}{{0,40}}?(?:行政复议|复议|行政诉讼|诉讼){ANY}*)")
_REMEDY_NUMBER = re.compile(
    rf"(?P<kind>行政复议|行政诉讼)(?:申请|案件|案|事项|情况)?(?:共|为|数为|数量为|均为)?{N}(?P<u>件|起|宗|例|次)"
    rf"|{N.replace('?P<n>', '?P<n2>')}(?P<u2>件|起|宗|例)(?:政府信息公开)?(?P<kind2>行政复议|行政诉讼)"
)
_REMEDY_DETAIL = re.compile(
    r"纠正|维持|败诉|胜诉|撤销|驳回|未审结|尚未|审结|其他结果|其他区|乡镇|第三人|参加|参与|代理|应诉"
)
_OF_OTHER_MATTERS = re.compile(r"无关|不属于|均?非政府信息公开|不涉及|其他行政")


def no_remedy(clause: str, setting: Setting) -> Iterator[Found]:
    for found in _NO_REMEDY.finditer(clause):
        what = found["what"]
        if re.search(
            r"纠|败|维持|超期|撤|审结|申请人|告知|途径|救济|渠道|出庭|直接起诉|决定书|通知书|答复|不及时|不规范|不当|不满|不服|违法|变更|错误|过错|赔偿|民事|刑事",
            what,
        ) or is_of_other_period(clause, setting):
            continue
        if re.search(rf"{NUMBER}(?:件|起|宗)", what) or not _is_about_disclosure(setting):
            continue
        metric = _remedy_metric(what)
        yield Found(with_all_year(clause, found.start()), found.end(), metric)


def _remedy_metric(what: str) -> str:
    """Which blocks the words deny. 未发生行政复议、行政诉讼 denies all, 未发生行政复议 only the first."""
    if "诉讼" in what and "复议" in what:
        return "remedies.*.total"
    return _LITIGATION if "诉讼" in what else _RECONSIDERATION


def remedy_numbers(clause: str, setting: Setting) -> Iterator[Found]:
    if _REMEDY_DETAIL.search(clause) or is_partial(clause, setting) or not _is_about_disclosure(setting):
        return
    if re.search(r"复议后|经复议|直接", clause) or _OF_OTHER_MATTERS.search(setting.sentence):
        return
    for found in _REMEDY_NUMBER.finditer(clause):
        kind, figure, unit = (
            found["kind"] or found["kind2"],
            found["n"] or found["n2"],
            found["u"] or found["u2"],
        )
        yield Found(
            found.start(), found.end(), _LITIGATION if "诉讼" in kind else _RECONSIDERATION, figure, unit
        )


def _is_about_disclosure(setting: Setting) -> bool:
    return setting.section == 4 or "信息公开" in setting.sentence or "政务公开" in setting.sentence
