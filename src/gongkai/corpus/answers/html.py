"""An answer as a page to print that needs nothing but itself: what to see at a glance with its charts, then the tables."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lxml import html
from lxml.html import builder as tag

from gongkai.corpus.answers.charts import drawn
from gongkai.corpus.answers.table import head, texts

if TYPE_CHECKING:
    from collections.abc import Sequence

    from lxml.html import HtmlElement

    from gongkai.corpus.questions.answer import Answer, Column

_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
_FEW = 6
"""Columns that a telephone shows as cards, a sheet of paper upright; more scroll, and are printed across."""
_SHORT = 7
"""Characters that stand in one line in the narrowest of columns: 主动公开表, 云溪县."""
_STYLE = """
:root { color-scheme: light; }
body { font: 16px/1.7 "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", sans-serif; margin: 2em auto;
  max-width: 75em; padding: 0 1em; color: #1a1a1a; background: #fff; }
h1 { font-size: 1.5em; line-height: 1.4; } h2 { font-size: 1.2em; margin: 2em 0 .5em; }
figure { margin: 1em 0; max-width: 50em; } svg.chart { display: block; overflow: visible; }
table { border-collapse: collapse; margin: .5em 0 1em; font-size: .9em; } .said { color: #333; margin: .5em 0; }
th, td { border: 1px solid #767676; padding: .25em .5em; text-align: left; vertical-align: top; }
thead th { background: #f0f0f0; vertical-align: bottom; min-width: 3.2em; }
td.words { min-width: 7em; max-width: 40em; overflow-wrap: break-word; } td.code { overflow-wrap: anywhere; min-width: 9em; }
td.short { white-space: nowrap; }
td.figure, th.figure { text-align: right; } td.figure { font-variant-numeric: tabular-nums; white-space: nowrap; }
.wide { overflow-x: auto; } .remarks { color: #333; padding-left: 1.2em; }
@media screen and (max-width: 48em) { body { margin: 1em auto; }
  th, td { padding: .2em .3em; } .numbers th { min-width: 2.5em; } .name { display: none; }
  .wide.many tbody td.lead { position: sticky; left: 0; background: #fff; border-left-width: 2px; }
  .few table, .few tbody, .few tr, .few td { display: block; } .few thead { display: none; }
  .few tr { border: 1px solid #767676; margin: 0 0 .6em; padding: .4em .6em; }
  .few td, .few td.figure, .few td.short { border: 0; padding: .1em 0; text-align: left; white-space: normal; min-width: 0; }
  .few td::before { content: attr(data-label) "："; font-weight: bold; } }
@page { size: A4; margin: 15mm; } @page across { size: A4 landscape; margin: 12mm; }
@media print { body { margin: 0; padding: 0; max-width: none; font-size: 10pt; }
  table { line-height: 1.4; } .name { display: none; }
  thead { display: table-header-group; } tr, figure { break-inside: avoid; }
  h1, h2, .remarks, .said { break-after: avoid; } li { break-inside: avoid; } .wide { overflow: visible; }
  .across { page: across; font-size: 9pt; } .across table { width: 100%; }
  td.words { min-width: 3em; } thead th { min-width: 2em; } }
"""


def as_html(answer: Answer) -> str:
    """A whole page. Text is escaped by the builder, never by hand."""
    seen = [part for part in answer.parts if part.chart is not None]
    others = [part for part in answer.parts if part.chart is None]
    body = [tag.H1(_legal(answer.title)), *_remarks(answer), *_chart(answer)]
    body += [_section(part) for part in seen]
    body.append(_table(answer, [tag.H2("明细")] if seen else []))
    body += [_section(part) for part in others]
    meta = [
        tag.META(charset="utf-8"),
        tag.META(name="viewport", content="width=device-width, initial-scale=1"),
        tag.META(name="generator", content="gongkai-page"),
    ]
    top = tag.HEAD(*meta, tag.TITLE(_legal(answer.title)), tag.STYLE(_STYLE))
    whole: str = html.tostring(tag.HTML(top, tag.BODY(*body), lang="zh-CN"), encoding="unicode")
    return f"<!DOCTYPE html>\n{whole}\n"


def _section(part: Answer) -> HtmlElement:
    heading, chart = [tag.H2(_legal(part.title)), *_remarks(part)], _chart(part)
    return tag.SECTION(*heading, *chart, _table(part, [])) if chart else _table(part, heading)


def _table(answer: Answer, heading: Sequence[HtmlElement]) -> HtmlElement:
    """The table below its heading, on pages across the sheet where it is wide."""
    sheet = _Sheet.of(answer)
    is_across = len(sheet.columns) > _FEW
    return tag.SECTION(*heading, *sheet.elements(answer.title), {"class": "across"} if is_across else {})


def _remarks(answer: Answer) -> list[HtmlElement]:
    if not answer.remarks:
        return []
    return [tag.UL(*(tag.LI(_legal(remark)) for remark in answer.remarks), {"class": "remarks"})]


def _chart(answer: Answer) -> list[HtmlElement]:
    chart = drawn(answer)
    return [] if chart is None else [tag.FIGURE(html.fragment_fromstring(_legal(chart)))]


@dataclass(frozen=True, slots=True)
class _Sheet:
    """A table without the columns in which all rows say the same: that is said once, above."""

    columns: Sequence[Column]
    labels: Sequence[str]
    rows: Sequence[Sequence[str]]
    said: str

    @classmethod
    def of(cls, answer: Answer) -> _Sheet:
        labels, rows = head(answer), texts(answer)
        alike = [
            at
            for at, column in enumerate(answer.columns)
            if column.kind == "text" and len(rows) > 2 and len({row[at] for row in rows}) == 1
        ]
        kept = [at for at in range(len(labels)) if at not in alike]
        if not kept:
            alike, kept = [], list(range(len(labels)))
        said = "；".join(f"{labels[at]}：{rows[0][at]}" for at in alike)
        return cls(
            [answer.columns[at] for at in kept],
            [labels[at] for at in kept],
            [[row[at] for at in kept] for row in rows],
            f"每一行都是：{said}。" if said else "",
        )

    def elements(self, title: str) -> list[HtmlElement]:
        if not self.rows:
            return [tag.P("没有。")]
        said = [tag.P(_legal(self.said), {"class": "said"})] if self.said else []
        kinds = [self._kind(at) for at in range(len(self.columns))]
        columns = [
            tag.TH(_legal(label), {"scope": "col", "class": kind})
            for label, kind in zip(self.labels, kinds, strict=True)
        ]
        body = tag.TBODY(*(self._row(row, kinds) for row in self.rows))
        table = tag.TABLE(tag.THEAD(tag.TR(*columns)), body, {"aria-label": _legal(title)})
        return [*said, tag.DIV(table, {"class": f"wide {self._width()}"})]

    def _width(self) -> str:
        """``few`` columns of words become cards on a telephone; few numbers beside a label stay a table."""
        if len(self.columns) > _FEW:
            return "many"
        return "few" if sum(column.kind == "text" for column in self.columns) > 1 else "numbers"

    def _row(self, row: Sequence[str], kinds: Sequence[str]) -> HtmlElement:
        cells = [
            tag.TD(_legal(text), {"class": f"{kind} lead" if at == 0 else kind, "data-label": _legal(label)})
            for at, (text, kind, label) in enumerate(zip(row, kinds, self.labels, strict=True))
        ]
        return tag.TR(*cells)

    def _kind(self, at: int) -> str:
        """``name``: the id of a cell, which stands beside its label; paper and telephones have no room for it."""
        column, texts = self.columns[at], [row[at] for row in self.rows]
        if column.kind != "text":
            return "figure"
        if column.name == "cell":
            return "code name"
        if max(map(len, texts)) <= _SHORT:
            return "short"
        return "code" if all(map(str.isascii, texts)) else "words"


def _legal(text: str) -> str:
    return _ILLEGAL.sub("\N{REPLACEMENT CHARACTER}", text)
