"""Printable pages of HTML that need nothing but themselves. Text is escaped by the builder, never by hand."""

from __future__ import annotations

import re

from lxml import html
from lxml.html import HtmlElement
from lxml.html import builder as tag

MADE_HERE = "gongkai-page"
"""By this a folder of reports is told from the results that were put into it."""
_ILLEGAL = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")

_STYLE = """
:root { color-scheme: light; }
body { font: 16px/1.7 "Noto Sans CJK SC", "Microsoft YaHei", "PingFang SC", sans-serif; margin: 2em auto;
  max-width: 75em; padding: 0 1em; color: #1a1a1a; background: #fff; }
h1 { font-size: 1.5em; } h2 { font-size: 1.2em; margin-top: 2em; }
table { border-collapse: collapse; width: 100%; margin: 1em 0; font-size: .9em; }
caption { text-align: left; font-weight: bold; padding: .3em 0; }
th, td { border: 1px solid #767676; padding: .25em .5em; text-align: left; vertical-align: top; }
thead th { background: #f0f0f0; } td.figure { text-align: right; font-variant-numeric: tabular-nums; white-space: nowrap; }
td.word { white-space: nowrap; }
.error { color: #a30000; } .warning { color: #7a4b00; } .note { color: #004a8f; }
.changed { background: #fff6d6; } .change { color: #5a3a00; }
ins { background: #dcf3dc; text-decoration: underline; } del { background: #fbe0e0; }
.aside { color: #555; } .added::before { content: "＋ "; } .removed::before { content: "－ "; }
.wide { overflow-x: auto; } tbody th { min-width: 9em; }
@media screen and (max-width: 48em) { body { margin: 1em auto; }
  .cards thead { display: none; } .cards tbody, .cards tr, .cards td { display: block; }
  .cards tr { border: 1px solid #767676; margin: 0 0 1em; padding: .4em .6em; }
  .cards td { border: 0; padding: .1em 0; } .cards td:empty { display: none; }
  .cards td::before { content: attr(data-label) "："; font-weight: bold; }
  .cards td span, .cards td p { display: inline; } .cards td p::before { content: " "; } }
@media print { body { margin: 0; max-width: none; font-size: 11pt; } thead { display: table-header-group; }
  tr { break-inside: avoid; } }
"""


def page(title: str, *body: HtmlElement) -> str:
    """A whole page of HTML."""
    head = tag.HEAD(
        tag.META(charset="utf-8"),
        tag.META(name="viewport", content="width=device-width, initial-scale=1"),
        tag.META(name="generator", content=MADE_HERE),
        tag.TITLE(legal(title)),
        tag.STYLE(_STYLE),
    )
    document = tag.HTML(head, tag.BODY(tag.H1(legal(title)), *body), lang="zh-CN")
    markup: str = html.tostring(document, encoding="unicode")
    return f"<!DOCTYPE html>\n{markup}\n"


def table(caption: str, head: list[str], rows: list[HtmlElement]) -> HtmlElement:
    """A table that scrolls by itself where the window is narrower than it."""
    return tag.DIV(_table(caption, head, rows), {"class": "wide"})


def cards(caption: str, head: list[str], rows: list[HtmlElement]) -> HtmlElement:
    """A table of sentences; on the screen of a telephone each row becomes a card with its labels before it."""
    for row in rows:
        for label, cell in zip(head, row, strict=True):
            cell.set("data-label", label)
    whole = _table(caption, head, rows)
    whole.set("class", "cards")
    return whole


def _table(caption: str, head: list[str], rows: list[HtmlElement]) -> HtmlElement:
    columns = [tag.TH(legal(label), scope="col") for label in head]
    return tag.TABLE(tag.CAPTION(legal(caption)), tag.THEAD(tag.TR(*columns)), tag.TBODY(*rows))


def legal(text: str) -> str:
    """Text without the characters that markup cannot hold."""
    return _ILLEGAL.sub("\N{REPLACEMENT CHARACTER}", text)
