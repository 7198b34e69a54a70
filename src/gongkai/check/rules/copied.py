"""Text that one year's report has from the year before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from gongkai.check.passages import compact, is_traditional, section, start_of
from gongkai.check.registry import Hit, Seen, Series, rule
from gongkai.model.finding import Severity
from gongkai.model.report import Report

_SENTENCE = re.compile(r"[^。！？；\n]+")
_TIMES = re.compile(r"(?:20)?\d\d年度?|二[〇○零]..年度?|今年|本年度?|去年|上年度?|明年|下年度?")
_SHORTEST = 8  # characters of a sentence that says something
_ENOUGH = 60  # characters of such sentences in a section
_SHARE = 90  # per cent
_ROLES = ("overview", "problems")


@rule(
    "YRS007",
    "text-of-year-before",
    Severity.WARNING,
    on=Series,
    basis=("notice/2021-30",),
    says="{after} 年度「{heading}」有 {share}% 的文字与 {before} 年度一字不差。",
    remedy="照本年的实际情况重写；问题部分还要写明上年问题的改进情况。",
)
def text_of_year_before(series: Series) -> Iterator[Seen]:
    """总体情况或存在的主要问题，几乎全文照抄上一年度。

    逐句比较，不计年份；九成以上的字数出自上一年度一字不差的句子才提示。相邻两年才比，太短的部分不比。
    改了几个字的照抄、抄自别的机关的，这里看不出来。
    """
    for before, after in pairwise(series.reports):
        if before.year is None or after.year != before.year + 1 or is_traditional(after):
            continue
        for role in _ROLES:
            share = _share(_sentences(before, role), _sentences(after, role))
            one = section(after, role)
            if share >= _SHARE and one is not None:
                heading = compact(one.heading.text) if one.heading else role
                yield Hit.at(
                    start_of(one), before=before.year, after=after.year, heading=heading, share=share
                )


def _sentences(report: Report, role: str) -> list[str]:
    one = section(report, role)
    text = _TIMES.sub("", _lines(one.text)) if one is not None else ""
    return [sentence for sentence in _SENTENCE.findall(text) if len(sentence) >= _SHORTEST]


def _lines(text: str) -> str:
    return "\n".join(compact(line) for line in text.splitlines())


def _share(old: list[str], new: list[str]) -> int:
    """Per cent of the characters that stand in sentences of the year before; 0 where there is too little to say."""
    known = frozenset(old)
    length = sum(map(len, new))
    return sum(len(one) for one in new if one in known) * 100 // length if length >= _ENOUGH else 0
