"""An answer as a page to print that needs nothing but itself: its remarks, its chart as SVG, its tables."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from lxml import html
from lxml.html import builder as tag

from gongkai.corpus.answers.charts import drawn
from gongkai.corpus.answers.table import head, texts

if TYPE_CHECKING:
    from lxml.html import HtmlElement

    from gongkai.corpus.questions.answer import Answer

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_STYLE = """
:root { color-scheme: light; }
body { font: 16px/1.7 "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", sans-serif; margin: 2em auto;
  max-width: 75em; padding: 0 1em; color: #1a1a1a; background: #fff; }
h1 { font-size: 1.5em; } h2 { font-size: 1.2em; margin-top: 2em; } figure { margin: 1.5em 0; }
svg { max-width: 100%; height: auto; }
table { border-collapse: collapse; width: 100%; margin: 1em 0; font-size: .9em; }
caption { text-align: left; font-weight: bold; padding: .3em 0; }
th, td { border: 1px solid #767676; padding: .25em .5em; text-align: left; vertical-align: top; }
thead th { background: #f0f0f0; }
td.figure { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
.wide { overflow-x: auto; } .remarks { color: #333; }
@media print { body { margin: 0; max-width: none; font-size: 10pt; } thead { display: table-header-group; }
  tr, figure { break-inside: avoid; } .wide { overflow: visible; } }
"""


def as_html(answer: Answer) -> str:
    """A whole page. Text is escaped by the builder, never by hand."""
    body = [tag.H1(_legal(answer.title)), _remarks(answer), *_chart(answer), _table(answer)]
    for part in answer.parts:
        body += [tag.H2(_legal(part.title)), _remarks(part), *_chart(part), _table(part)]
    meta = [
        tag.META(charset="utf-8"),
        tag.META(name="viewport", content="width=device-width, initial-scale=1"),
        tag.META(name="generator", content="gongkai-page"),
    ]
    top = tag.HEAD(*meta, tag.TITLE(_legal(answer.title)), tag.STYLE(_STYLE))
    whole: str = html.tostring(tag.HTML(top, tag.BODY(*body), lang="zh-CN"), encoding="unicode")
    return f"<!DOCTYPE html>\n{whole}\n"


def _remarks(answer: Answer) -> HtmlElement:
    return tag.UL(*(tag.LI(_legal(remark)) for remark in answer.remarks), {"class": "remarks"})


def _chart(answer: Answer) -> list[HtmlElement]:
    chart = drawn(answer)
    return [] if chart is None else [tag.FIGURE(html.fragment_fromstring(_legal(chart)))]


def _table(answer: Answer) -> HtmlElement:
    rows = [
        tag.TR(
            *(
                tag.TD(_legal(text), {"class": "figure"} if column.kind != "text" else {})
                for text, column in zip(row, answer.columns, strict=True)
            )
        )
        for row in texts(answer)
    ]
    if not rows:
        return tag.P("没有。")
    columns = [tag.TH(_legal(label), scope="col") for label in head(answer)]
    table = tag.TABLE(tag.CAPTION(_legal(answer.title)), tag.THEAD(tag.TR(*columns)), tag.TBODY(*rows))
    return tag.DIV(table, {"class": "wide"})


def _legal(text: str) -> str:
    return _ILLEGAL.sub("\N{REPLACEMENT CHARACTER}", text)
