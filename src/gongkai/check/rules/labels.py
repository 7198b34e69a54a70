"""Labels of rows and columns that differ from the form's."""

from __future__ import annotations

import re
from collections.abc import Iterator

from gongkai.check.registry import FORMATS, Hit, Seen, rule
from gongkai.model.finding import Severity
from gongkai.model.report import Label, Report

_HINT = re.compile(
    r"[，,（(]?\s*(保留\s*[\d一二两三四]\s*位\s*小数|请填写|按实际填写|填写说明|必填|如实填报)"
)
_MANNER = re.compile(r"本年度?|上一?年度?|政府信息公开|数量|件数|数|单位|为|[（）()：:，,、/／\s]")
_SAME = str.maketrans({"合": "总"})


@rule(
    "LAB001",
    "label-renamed",
    Severity.WARNING,
    basis=FORMATS,
    says="表中写的是「{printed}」，格式规定的是「{expected}」。",
    remedy="改回格式规定的文字：名称变了，统计的范围也可能变了。",
)
def label_renamed(report: Report) -> Iterator[Seen]:
    """行或列的名称改成了别的说法。

    例如把「商业企业」写成「商业机构」、「社会公益组织」写成「社会组织」：范围不同，汇总时不能并在一起。
    空格、括号全角半角、「合计」与「总计」、「数」与「数量」之类不影响含义的，不报。
    转换时认错的字见 `label-misread`。
    """
    for label in _known(report):
        if not _HINT.search(label.printed) and _core(label.printed) != _core(label.expected):
            yield Hit.at(label.place, quote=label.printed, printed=label.printed, expected=label.expected)


@rule(
    "LAB002",
    "filling-hint-left",
    Severity.NOTE,
    basis=FORMATS,
    says="「{printed}」里留着填报提示「{hint}」。",
    remedy="删去提示，改为格式规定的「{expected}」。",
)
def filling_hint_left(report: Report) -> Iterator[Seen]:
    """表头里留着给填报人看的提示。

    「保留4位小数」之类是下发填报表时的提示，公布前应当删去。
    """
    for label in _distinct(report.labels):
        if hint := _HINT.search(label.printed):
            yield Hit.at(
                label.place, quote=hint[1], printed=label.printed, hint=hint[1], expected=label.expected
            )


def _known(report: Report) -> Iterator[Label]:
    """Labels that are wordings of their own, no misreadings, each once."""
    return (label for label in _distinct(report.labels) if label.known)


def _distinct(labels: tuple[Label, ...]) -> Iterator[Label]:
    """Each wording once: a table head is repeated after a page break."""
    first: dict[tuple[str, str], Label] = {}
    for label in labels:
        first.setdefault((label.expected, _squeezed(label.printed)), label)
    return iter(first.values())


def _squeezed(text: str) -> str:
    return re.sub(r"\s", "", text)


def _core(text: str) -> str:
    """What a label counts, without the words that only say how."""
    return _MANNER.sub("", text).translate(_SAME)
