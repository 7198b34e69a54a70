"""Statements on normative documents, decisions, charges and the processing fee."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from gongkai.law.forms import forms
from gongkai.law.numerals import NUMBER
from gongkai.read.prose.facts.setting import (
    ANY,
    NONE,
    PART,
    Found,
    N,
    Setting,
    is_of_other_period,
    with_all_year,
)

_DOCUMENTS = re.compile(
    rf"(?P<verb>新?(?:制定|制作|制发|印发|出台))(?:了|并公开)?(?:行政)?规范性文件(?:共|为|数量为?)?{N}(?P<u>件|份|个|部|条|项)"
    rf"|(?P<verb2>新?(?:制定|制作|制发|印发|出台))(?:了)?(?P<n2>{NUMBER})(?P<u2>件|份|个|部|项)(?:行政)?规范性文件"
)
_OPENED = re.compile(rf"(?:其中)?(?:新公开|对外公开|主动公开){N}(?P<u>件|份|个|部)$")
_REPEALED = re.compile(rf"废止(?:失效)?(?:行政)?规范性文件{N}(?P<u>件|份|个|部)")
_IN_FORCE = re.compile(rf"现行有效(?:的)?(?:行政)?规范性文件(?:共|为)?{N}(?P<u>件|份|个|部)")
_DECISIONS = {"行政许可": "licensing", "行政处罚": "penalties", "行政强制": "coercion"}
_KINDS = r"(?:行政许可|行政处罚|行政强制)"
_NO_DECISION = re.compile(
    rf"{NONE}(?:实施|作出|做出|发生|办理|产生|涉及)?(?P<kinds>{_KINDS}(?:(?:、|和|及|以及|或)?{_KINDS})*+)"
    r"(?:类)?+(?:处理)?+(?:决定|事项|情况|行为)?+(?!权|职|主体|资格)"
)
_NOT_OF_NUMBER = re.compile(
    r"超|权限|职能|职权|公示|公开|被|下放|纠|违|撤|投诉|举报|变更|取消|不当|争议|减免"
)
_DECIDED = re.compile(rf"(?:作出|做出)(?P<kind>{_KINDS})(?:处理)?(?:决定){N}(?P<u>件|项|起|宗|例)")
_NO_CHARGE = re.compile(
    rf"{NONE}(?:收取|发生|产生|涉及)?(?:任何)?行政事业性收费(?:信息|项目|事项|情况)?"
    r"(?![^，。；]*(?:减|免|投诉|举报|变|调整|违|标准|问题))"
)


def documents(clause: str, setting: Setting) -> Iterator[Found]:
    if is_of_other_period(clause, setting) or re.search(
        r"累计|名义|联合|县政府|市政府|全[县市区省]|解读|乡镇|部门", clause
    ):
        return
    has = _columns(setting.form, "normative_documents")
    made = "made" if "made" in has else "issued"
    for found in _DOCUMENTS.finditer(clause):
        start = with_all_year(clause, found.start())
        yield Found(
            start,
            found.end(),
            f"disclosure.normative_documents.{made}",
            found["n"] or found["n2"],
            found["u"] or found["u2"],
        )
    if "newly_disclosed" in has and _DOCUMENTS.search(setting.before) and (opened := _OPENED.match(clause)):
        yield Found(
            0, opened.end(), "disclosure.normative_documents.newly_disclosed", opened["n"], opened["u"]
        )
    for metric, pattern in (("repealed", _REPEALED), ("in_force", _IN_FORCE)):
        if metric in has:
            for found in pattern.finditer(clause):
                yield Found(
                    found.start(),
                    found.end(),
                    f"disclosure.normative_documents.{metric}",
                    found["n"],
                    found["u"],
                )


@cache
def _columns(version: str, row: str) -> frozenset[str]:
    """The columns that a row of the disclosure table has on this version of the form."""
    cells = forms()[version].cells.values()
    return frozenset(cell.column.key for cell in cells if cell.id.startswith(f"disclosure.{row}."))


def decisions(clause: str, setting: Setting) -> Iterator[Found]:
    if is_of_other_period(clause, setting):
        return
    for found in _NO_DECISION.finditer(clause):
        if _NOT_OF_NUMBER.search(clause[found.end() :]):
            continue
        kinds = [_DECISIONS[kind] for kind in dict.fromkeys(re.findall(_KINDS, found["kinds"]))]
        row = kinds[0] if len(kinds) == 1 else "{" + ",".join(kinds) + "}"
        yield Found(found.start(), found.end(), f"disclosure.{row}.decisions")
    if not PART.search(clause):
        for found in _DECIDED.finditer(clause):
            yield Found(
                found.start(),
                found.end(),
                f"disclosure.{_DECISIONS[found['kind']]}.decisions",
                found["n"],
                found["u"],
            )


def charges(clause: str, setting: Setting) -> Iterator[Found]:
    has = _columns(setting.form, "fees")
    metric = f"disclosure.fees.{'amount' if 'amount' in has else '{items_last_year,change}'}"
    for found in _NO_CHARGE.finditer(clause):
        if not is_of_other_period(clause, setting):
            yield Found(with_all_year(clause, found.start()), found.end(), metric)


_FEE = r"(?:政府)?(?:信息公开)?信息(?:公开)?(?:处理|检索|公开)费用?"
_NO_FEE = re.compile(
    rf"(?:{NONE}|不)(?:发生|收取|产生|存在|涉及|向[^，。；]{{0,12}}收取|发出|对[^，。；]{{0,12}}收取)?(?P<gap>{ANY}{{0,24}}?){_FEE}{ANY}{{0,14}}"
)
_FEE_TAKEN = re.compile(
    rf"(?:收取|收缴|收到)(?:政府)?(?:信息公开)?信息处理费(?:共计?|合计|总金额为?|金额为?|总额为?|总计|为)?(?:人民币)?{N}(?P<u>万元|元)"
)
_FEE_IS = re.compile(
    rf"信息处理费(?:收取|收入)?(?:情况|总?金额|总额)?(?:均?为|共计?|合计|总计|：)?(?:人民币)?{N}(?P<u>万元|元)"
)


def fees(clause: str, setting: Setting) -> Iterator[Found]:
    if is_of_other_period(clause, setting):
        return
    for found in _NO_FEE.finditer(clause):
        if not re.search(r"按|逾期|缴纳|规定|标准", found[0]):
            yield Found(found.start(), found.end(), "narrative.processing_fee")
    for pattern in (_FEE_TAKEN, _FEE_IS):
        for found in pattern.finditer(clause):
            if not re.search(r"其中|每|按", clause):
                yield Found(found.start(), found.end(), "narrative.processing_fee", found["n"], found["u"])
