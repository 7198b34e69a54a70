"""A report as one web page for a government site.

Real headings, tables that a screen reader can follow, no script, nothing from elsewhere. All text goes through
:func:`html.escape`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from html import escape
from importlib import resources

from gongkai.model.report import Report
from gongkai.write.grid import Grid, Printed, Role
from gongkai.write.layout import Body, Closing, Heading, Piece, Title, pieces, title_lines, title_of


def render(report: Report, *, published: datetime | None = None) -> bytes:
    """The page. ``published`` is when the site publishes it; without it the page states no PubDate."""
    return "\n".join((*_head(report, published), *_page(report), "</body>", "</html>", "")).encode()


def _head(report: Report, published: datetime | None) -> Iterator[str]:
    title = title_of(report) or "政府信息公开工作年度报告"
    tags = {  # the article tags of the 政府网站发展指引
        "ArticleTitle": title,
        "PubDate": published and f"{published:%Y-%m-%d %H:%M}",
        "ContentSource": report.agency,
    }
    yield "<!DOCTYPE html>"
    yield '<html lang="zh-CN">'
    yield "<head>"
    yield '<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{escape(title)}</title>"
    yield from (f'<meta name="{name}" content="{escape(text)}">' for name, text in tags.items() if text)
    yield f"<style>\n{_style()}</style>"
    yield "</head>"


def _page(report: Report) -> Iterator[str]:
    yield "<body>"
    yield "<main>"
    yield "<article>"
    found = list(pieces(report))
    for number, piece in enumerate(found):
        after = found[number + 1] if number + 1 < len(found) else None
        if not (
            isinstance(piece, Heading) and isinstance(after, Grid)
        ):  # that heading is the table's caption
            yield from _piece(piece, found[:number])
    yield "</article>"
    yield "</main>"


def _piece(piece: Piece, before: Sequence[Piece]) -> Iterator[str]:
    match piece:
        case Title(text=text):
            yield f"<h1>{''.join(f'<span>{escape(line)}</span>' for line in title_lines(text))}</h1>"
        case Heading(text=text):
            yield f'<h2 id="{_heading_id(before)}">{escape(text)}</h2>'
        case Body(text=text, lead=lead):
            yield f"<p>{f'<b>{escape(text[:lead])}</b>' if lead else ''}{escape(text[lead:])}</p>"
        case Grid():
            yield from _table(piece, before)
        case Closing(lines=lines):
            yield from (f'<p class="signature">{escape(line)}</p>' for line in lines)


def _heading_id(before: Sequence[Piece]) -> str:
    return f"section-{1 + sum(isinstance(piece, Heading) for piece in before)}"


def _table(grid: Grid, before: Sequence[Piece]) -> Iterator[str]:
    """The table. The heading right above it is its caption: said once, it serves eyes, ears and outline."""
    heads = [number for number, piece in enumerate(before) if isinstance(piece, Heading)]
    heading = before[heads[-1]] if heads else None
    name = _heading_id(before[: heads[-1]]) if heads else ""
    yield f'<div class="wide" role="region" aria-labelledby="{name}" tabindex="0">'
    yield f'<table class="{grid.key}" aria-labelledby="{name}">'
    if isinstance(heading, Heading) and heads[-1] + 1 == len(before):
        yield f'<caption><h2 id="{name}">{escape(heading.text)}</h2></caption>'
    if grid.header_rows:
        yield "<thead>"
    headers = headers_of(grid)
    for number, row in enumerate(grid.rows):
        if number == grid.header_rows:
            yield "</thead>\n<tbody>" if number else "<tbody>"
        yield f"<tr>{''.join(_cell(grid, printed, headers.get(printed, ())) for printed in row)}</tr>"
    yield "</tbody>"
    yield "</table>"
    yield "</div>"


def headers_of(grid: Grid) -> Mapping[Printed, tuple[Printed, ...]]:
    """For every value the labels that it stands under and beside, outermost first."""
    found: dict[Printed, tuple[Printed, ...]] = {}
    above: list[Printed] = []  # the labels of columns of the block so far
    beside: list[Printed] = []
    for row in grid.rows:
        if any(printed.role is Role.HEADING for printed in row):
            above, beside = [], []
        above += [printed for printed in row if printed.role in {Role.HEADING, Role.COLUMN}]
        beside += [printed for printed in row if printed.role is Role.ROW]
        for value in row:
            if value.role is Role.VALUE:
                rows = (label for label in beside if label.row <= value.row < label.row + label.rowspan)
                columns = (label for label in above if _over(label, value))
                found[value] = (*columns, *rows)
    return found


def _over(label: Printed, value: Printed) -> bool:
    return label.column < value.column + value.colspan and value.column < label.column + label.colspan


def _cell(grid: Grid, printed: Printed, headers: tuple[Printed, ...]) -> str:
    spans = "".join(
        f' {name}="{span}"'
        for name, span in (("rowspan", printed.rowspan), ("colspan", printed.colspan))
        if span > 1
    )
    text = escape(printed.text)
    if printed.role is Role.VALUE:
        ids = " ".join(_id(grid, label) for label in headers)
        return f'<td{spans} headers="{ids}">{text}</td>'
    if printed.role is Role.CORNER:
        return f"<td{spans}>{text}</td>"
    return f'<th id="{_id(grid, printed)}" scope="{_scope(printed)}"{spans}>{text}</th>'


def _scope(printed: Printed) -> str:
    match printed.role:
        case Role.HEADING:
            return "rowgroup"
        case Role.ROW:
            return "row" if printed.rowspan == 1 else "rowgroup"
        case _:
            return "col" if printed.colspan == 1 else "colgroup"


def _id(grid: Grid, printed: Printed) -> str:
    return f"{grid.key}-{printed.row + 1}-{printed.column + 1}"


def _style() -> str:
    return resources.files("gongkai.write").joinpath("templates", "report.css").read_text("utf-8")
