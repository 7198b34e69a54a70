"""Statements that no cell of the form holds: items disclosed, rules made, no leaks."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.law.numerals import NUMBER
from gongkai.read.prose.facts.setting import NONE, Found, N, Setting, is_of_other_period

_ITEMS = re.compile(
    rf"(?:主动公开|公开|发布|推送|公布)(?:政府|政务)?(?:各类|各种)?(?:政府|政务)?信息(?:共|共计|总数|累计|达|约|为)?{N}(?P<u>条|篇|件|份)"
    rf"|(?P<k>[\u4e00-\u9fff]{{2}})信息(?:共|共计|为)?(?P<n3>{NUMBER})(?P<u3>条|篇|件|份)"
    rf"|主动公开(?:了)?(?P<n2>{NUMBER})(?P<u2>条|篇|件|份)(?:政府|政务)?信息"
)
_NARRATIVE = (
    ("narrative.documents_made", re.compile(rf"制发的?(?:公文|文件)(?:总数)?(?:为|共){N}(?P<u>件|份)")),
    (
        "narrative.disclosed_on_site",
        re.compile(rf"(?:政府)?网站公开(?:数量|总数)?(?:为|共)?{N}(?P<u>件|份|条)"),
    ),
    ("structure.sections", re.compile(rf"共(?:分为?)?{N}(?P<u>个?部分)(?:组成|构成)?")),
    ("narrative.rules", re.compile(rf"(?P<n>{NUMBER})(?P<u>项)(?:工作)?制度")),
    (
        "narrative.withdrawn",
        re.compile(rf"(?:申请人)?(?:主动)?(?:撤回|撤销)(?:政府信息公开)?申请?{N}(?P<u>件|份)"),
    ),
)
_NO_LEAK = re.compile(rf"(?:全年)?{NONE}(?:发生|出现)(?:任何)?(?:过)?失?泄密(?:事件|现象|情况|问题|事故)?")


def items(clause: str, setting: Setting) -> Iterator[Found]:
    if not re.search(r"公开|发布|推送|公布", setting.sentence) or is_of_other_period(clause, setting):
        return
    if re.search(r"同比|增长|增加|减少|平均|每|占|申请", clause):
        return
    for found in _ITEMS.finditer(clause):
        figure, unit = (found["n"] or found["n2"] or found["n3"], found["u"] or found["u2"] or found["u3"])
        yield Found(found.start(), found.end(), "narrative.disclosed_items", figure, unit)


def narrative(clause: str, _: Setting) -> Iterator[Found]:
    for metric, pattern in _NARRATIVE:
        for found in pattern.finditer(clause):
            yield Found(found.start(), found.end(), metric, found["n"], found["u"])
    for found in _NO_LEAK.finditer(clause):
        yield Found(found.start(), found.end(), "narrative.leaks")
