"""Pages: clean, inside a site with menus, saved by Word, in GB18030, and with tables that lost their spans."""

from __future__ import annotations

from collections.abc import Callable
from html import escape
from random import Random

from tests.generated.draft import Box, Draft, Grid, Text
from tests.generated.render import layout

_STYLE = "border:none;border-right:solid windowtext 1.0pt;padding:0cm 5.4pt 0cm 5.4pt;height:14.2pt"


def _page(body: str, charset: str = "utf-8", head: str = "") -> str:
    return (
        f'<!DOCTYPE html>\n<html lang="zh-CN"><head><meta charset="{charset}"><title>年度报告</title>{head}</head>'
        f"\n<body>{body}</body></html>\n"
    )


def _spans(box: Box) -> str:
    down = f' rowspan="{box.rowspan}"' if box.rowspan > 1 else ""
    return down + (f' colspan="{box.colspan}"' if box.colspan > 1 else "")


def _table(grid: Grid, cell: Callable[[Box], str], attributes: str = ' border="1"') -> str:
    rows = "\n".join("<tr>" + "".join(cell(box) for box in row) + "</tr>" for row in grid.rows)
    return f"<table{attributes}>\n<tbody>{rows}</tbody></table>"


def _plain_cell(box: Box) -> str:
    tag = "th" if box.kind == "head" else "td"
    return f"<{tag}{_spans(box)}>{escape(box.text)}</{tag}>"


def _body(draft: Draft, cell: Callable[[Box], str], paragraph: Callable[[Text], str]) -> str:
    return "\n".join(_table(p, cell) if isinstance(p, Grid) else paragraph(p) for p in draft.pieces)


def _semantic(text: Text) -> str:
    tag = {"title": "h1", "heading": "h2"}.get(text.role, "p")
    return f"<{tag}>{escape(text.text)}</{tag}>"


@layout("html", "html")
def clean(draft: Draft, rng: Random) -> bytes:
    return _page(_body(draft, _plain_cell, _semantic)).encode()


@layout("html-gb18030", "htm")
def gb18030(draft: Draft, rng: Random) -> bytes:
    return _page(_body(draft, _plain_cell, _semantic), rng.choice(["gb2312", "gbk"])).encode("gb18030")


@layout("html-site", "html")
def site(draft: Draft, rng: Random) -> bytes:
    """Inside a layout table, with menus, a list of links with numbers, scripts, a footer, `<br>` in labels."""

    def cell(box: Box) -> str:
        text = escape(box.text)
        if box.kind != "number" and len(text) > 5 and rng.random() < 0.4:
            text = text[:4] + rng.choice(["<br>", "<br/>\n", "<span> </span>"]) + text[4:]
        if box.kind == "number" and rng.random() < 0.3:
            text = f"<p>{text or '&nbsp;'}</p>"
        return f'<td{_spans(box)} valign="middle">{text}</td>'

    menu = "".join(f'<li><a href="/col/{n}.html">栏目{n}</a></li>' for n in range(rng.randint(3, 12)))
    side = "<table><tr><td>行政许可</td><td>12</td></tr><tr><td>行政处罚</td><td>5</td></tr></table>"
    inner = _body(
        draft, cell, lambda text: f'<p style="text-indent:2em"><span>{escape(text.text)}</span></p>'
    )
    body = (
        f'<div class="nav"><ul>{menu}</ul></div><script>var hits = "<td>9</td>"; // 总计\n</script>'
        f'<table width="100%"><tr><td width="200">{side if rng.random() < 0.4 else "办事指南"}</td>'
        f'<td><div id="zoom">{inner}</div></td></tr></table>'
        '<div class="footer">版权所有 云溪县人民政府 备案号 00000000 访问量 18273</div>'
    )
    return _page(body, head="<style>td{color:#000}</style>").encode()


@layout("html-word", "htm")
def word(draft: Draft, rng: Random) -> bytes:
    """As Word saves it: inline styles, empty paragraphs, conditional comments, `&nbsp;` in empty cells."""

    def cell(box: Box) -> str:
        runs = [box.text[:2], box.text[2:]] if len(box.text) > 3 and box.kind != "number" else [box.text]
        spans = "".join(
            f"<span lang=EN-US style='font-size:9.0pt'>{escape(run)}</span>" for run in runs if run
        )
        return (
            f"<td{_spans(box)} width=64 style='{_STYLE}'><p class=MsoNormal align=center>"
            f"{spans or '<span>&nbsp;</span>'}<o:p></o:p></p></td>"
        )

    body = _body(
        draft,
        cell,
        lambda text: f"<p class=MsoNormal><b><span>{escape(text.text)}</span></b></p><p>&nbsp;</p>",
    )
    comment = (
        "<!--[if gte mso 9]><xml><w:WordDocument><w:View>Normal</w:View></w:WordDocument></xml><![endif]-->"
    )
    return _page(f"<div class=WordSection1>{body}</div>", head=comment).encode()


@layout("html-irregular", "html")
def irregular(draft: Draft, rng: Random) -> bytes:
    """Unclosed cells and rows, quoted and unquoted spans, spans of one, `thead`, empty rows, text straight in rows."""

    def table(grid: Grid) -> str:
        rows = []
        for row in grid.rows:
            cells = "".join(
                f"<td rowspan={box.rowspan} colspan='{box.colspan}'>{escape(box.text)}" for box in row
            )
            rows.append(f"<tr>{cells}" + rng.choice(["", "</tr>", "</td></tr>"]))
        return "<TABLE border=1 cellspacing=0>" + "\n".join(rows) + "</TABLE>"

    pieces = (table(p) if isinstance(p, Grid) else f"{escape(p.text)}<br>" for p in draft.pieces)
    return _page("<div>" + "\n".join(pieces)).encode()


@layout("html-nospans", "html")
def no_spans(draft: Draft, rng: Random) -> bytes:
    """Merged cells written out: every slot a cell, the rest of a merged cell empty."""

    def table(grid: Grid) -> str:
        slots = [[""] * grid.width for _ in grid.rows]
        for at, row in enumerate(grid.rows):
            for box in row:
                slots[at][box.column] = escape(box.text)
        return (
            "<table>"
            + "\n".join("<tr><td>" + "</td><td>".join(line) + "</td></tr>" for line in slots)
            + "</table>"
        )

    return _page("\n".join(table(p) if isinstance(p, Grid) else _semantic(p) for p in draft.pieces)).encode()
