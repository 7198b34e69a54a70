"""Web pages: blocks in the order of the page, tables with their spans, layout tables opened.

Parsed as browsers parse (Lexbor), so that a damaged page reads as it shows. Left out is only what certainly
does not show: scripts, styles, navigation, hidden elements. A page saved with its parts (MHTML) is unpacked.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from selectolax.lexbor import LexborHTMLParser, LexborNode

from gongkai.model.document import Block, Document, Format, Table
from gongkai.model.place import Place
from gongkai.read.encoding import Decoded, decode
from gongkai.read.formats.grid import Drawn, Grid, Line, Part, finish, open_layout, too_many_slots
from gongkai.read.limits import Limits, Refused
from gongkai.read.sniff import is_mhtml

_UNSEEN = frozenset(
    (
        "script",
        "style",
        "template",
        "noscript",
        "nav",
        "head",
        "select",
        "iframe",
        "object",
        "svg",
        "noframes",
        "title",
    )
)
_BLOCKS = frozenset(
    """p div li ul ol dl dt dd section article header footer main aside form fieldset legend blockquote center address
    figure figcaption hr caption body html details summary dir menu textarea option""".split()  # noqa: SIM905 - a list
)
_WRAPPERS = frozenset(("p", "span", "div", "font", "b", "strong", "o:p", "center"))
_PRINTED = frozenset(("pre", "listing", "xmp", "plaintext"))
_LEVELS = {f"h{level}": level for level in range(1, 7)}
_TEXT, _TABLE, _BREAK = "-text", "table", "br"
_NESTED_TABLES = 100  # beyond this no page is laid out by hand

_CHARSET = re.compile(rb"""<meta[^>]{0,200}?charset\s*=\s*["']?\s*([\w-]{2,30})""", re.IGNORECASE)
_OPENINGS = re.compile(  # of elements that can nest without end: a <p> in a <p> closes it
    rb"<(?:(/)|(?!(?:p|br|img|input|meta|link|hr|li|td|th|tr|dd|dt|option|col|wbr|area|base|param)\b)[a-zA-Z])"
)
_MANY_OPENINGS = 5_000  # fewer cost the parser nothing, however deep
_HIDDEN = re.compile(r"display\s*:\s*none|mso-hide\s*:\s*all", re.IGNORECASE)
_HIDDEN_ATTRIBUTE = re.compile(r"\shidden[\s=>/]")
_FIRST_CELL = re.compile(r"<(?:tbody|tr|td|th|table)\b", re.IGNORECASE)
_CELL_TAGS = re.compile(r"</?(?:td|th|tr)\b", re.IGNORECASE)
_CELL_OPENS = re.compile(r"<t[dh]\b", re.IGNORECASE)
_ODD_SPACE = re.compile("[ \t\r\n\f\xa0\u200b\ufeff\xad]")
_INVISIBLE = re.compile("[\u200b\ufeff\xad]")
_WIDE = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uff60\u2018-\u201d\u2026"
_BROKEN_LINE = re.compile(f"(?<=[{_WIDE}])[ \t\r\f]*\n[ \t\r\n\f]*(?=[{_WIDE}])")
_SPACES = re.compile("[ \t\r\n\f\xa0]+")
_DIGITS = re.compile(r"\s*(\d{1,9})")
_STATED = frozenset(("articletitle", "pubdate", "sitename", "columnname", "contentsource"))


def read(data: bytes, limits: Limits) -> Document:
    decoded = _page(data) if is_mhtml(data) else decode(data, declared=_declared(data))
    _check_depth(decoded.text, limits)
    tree = _parse(decoded.text)
    page = _Page(limits, may_hide=_may_hide(decoded.text))
    parts = _parts(tree, decoded.text, page)
    stated = tuple(_stated(tree))
    title = dict(stated).get("ArticleTitle") or _title(tree)
    return Document(
        Format.HTML,
        finish(parts, limits),
        decoded.remarks + page.remarks(),
        title=title,
        encoding=decoded.encoding,
        metadata=stated,
    )


def fragment(source: str, limits: Limits, *, grid: int, place: Place) -> Iterator[Block]:
    """The blocks of a piece of HTML inside another text, whose tables follow number ``grid`` and stand at ``place``."""
    _check_depth(source, limits)
    page = _Page(limits, may_hide=_may_hide(source))
    for block in finish(_parts(_parse(source), source, page), limits):
        if isinstance(block, Table):
            grid += 1
            slots = (
                replace(slot, place=replace(place, grid=grid, row=slot.place.row, column=slot.place.column))
                for slot in block.slots
            )
            yield replace(block, slots=tuple(slots), place=replace(place, grid=grid))
        else:
            yield replace(block, place=place)


@dataclass(slots=True)
class _Page:
    """What the walk through one page counts."""

    limits: Limits
    may_hide: bool
    cells: int = 0
    tables: int = 0  # open now, one in the other
    hidden: int = 0

    def remarks(self) -> tuple[str, ...]:
        return (f"网页中有 {self.hidden} 处设为隐藏的内容没有读入",) if self.hidden else ()


def _declared(data: bytes) -> str | None:
    found = _CHARSET.search(data[:4096])
    return found[1].decode("ascii") if found else None


def _page(data: bytes) -> Decoded:
    """The main page of an MHTML file: its first part that is a web page."""
    from email import message_from_bytes, policy

    message = message_from_bytes(data.lstrip(b"\xef\xbb\xbf \t\r\n"), policy=policy.compat32)
    for part in message.walk():
        if part.get_content_type() == "text/html":
            content = part.get_payload(decode=True)
            if isinstance(content, bytes) and content.strip():
                return decode(content, declared=str(part.get_param("charset") or "") or _declared(content))
    raise Refused("MHT 文件中没有网页正文", remedy="请在浏览器或 Word 中打开，另存为 docx 或 html 后再读")


def _check_depth(text: str, limits: Limits) -> None:
    """Deep nesting costs the parser time with its square, so it is counted before."""
    if text.count("<") < _MANY_OPENINGS:
        return
    depth = 0
    for found in _OPENINGS.finditer(text.encode("utf-8", "replace")):
        depth += -1 if found[1] else 1
        depth = max(depth, 0)
        if depth > limits.html_depth:
            raise _too_deep(limits)


def _may_hide(text: str) -> bool:
    """Whether any element may be hidden: only then are all asked."""
    lowered = text.lower()
    packed = lowered.replace(" ", "")
    if "display:none" in packed or "mso-hide:all" in packed:
        return True
    return "hidden" in lowered and _HIDDEN_ATTRIBUTE.search(lowered) is not None


def _too_deep(limits: Limits) -> Refused:
    return Refused(
        f"网页元素嵌套超过 {limits.html_depth} 层",
        remedy="正常网页不到 100 层；请在浏览器中打开并另存，或只复制报告正文另存为 docx",
    )


def _parse(text: str) -> LexborHTMLParser:
    first = _FIRST_CELL.search(text)
    if first is not None and not first[0].lower().startswith("<table"):
        # The page lost its beginning: without a table the parser would drop the cells and run their numbers together.
        text = f"{text[: first.start()]}<table>{text[first.start() :]}"
    return LexborHTMLParser(text)


def _parts(tree: LexborHTMLParser, source: str, page: _Page) -> list[Part]:
    parts = _walk(tree.root, page) if tree.root is not None else []
    stated = len(_CELL_OPENS.findall(source))
    if stated > page.cells and stated > len(tree.css("td, th")):
        # Cells outside any table: the parser drops their tags, so that "1" and "2" would read "12".
        apart = _parse(_CELL_TAGS.sub(lambda found: "\t" + found[0], source))
        page.cells = page.hidden = 0
        parts = _walk(apart.root, page) if apart.root is not None else []
    return parts


class _Flow:
    """Lines as they grow: inline text is gathered until a block, a break or a table ends it."""

    def __init__(self) -> None:
        self.parts: list[Part] = []
        self.pieces: list[str] = []

    def flush(self, level: int) -> None:
        if self.pieces:
            text = _tidy("".join(self.pieces))
            self.pieces.clear()
            if text:
                self.parts.append(Line(text, level))

    def printed(self, text: str, level: int) -> None:
        """Text whose line ends are meant."""
        self.flush(level)
        self.parts += [Line(line.strip(), level) for line in text.split("\n") if line.strip()]


def _walk(top: LexborNode, page: _Page) -> list[Part]:
    """The parts below ``top``, without recursion but for nested tables: pages nest deeper than Python may call."""
    open_nodes: list[tuple[LexborNode, str, int]] = []
    flow, level = _Flow(), 0
    node = top.first_child
    while True:
        if node is None:
            if not open_nodes:
                break
            parent, tag, outer = open_nodes.pop()
            if tag in _BLOCKS or tag in _LEVELS:
                flow.flush(level)
            level = outer
            node = parent.next
            continue
        tag = node.tag or ""
        if tag == _TEXT:
            flow.pieces.append(node.text_content or "")
        elif _enter(node, tag, level, flow, page):
            child = node.first_child
            if child is not None:
                open_nodes.append((node, tag, level))
                level = _LEVELS.get(tag, level)
                if len(open_nodes) > page.limits.html_depth:
                    raise _too_deep(page.limits)
                node = child
                continue
        node = node.next
    flow.flush(level)
    return flow.parts


def _enter(node: LexborNode, tag: str, level: int, flow: _Flow, page: _Page) -> bool:
    """Do what the beginning of an element asks; whether to look inside it."""
    if tag in _UNSEEN or tag[0] in "-!" or (page.may_hide and _is_hidden(node, page)):
        return False
    if tag == _TABLE:
        flow.flush(level)
        flow.parts += _table(node, page)
        return False
    if tag in _PRINTED:
        flow.printed(node.text(), level)
        return False
    if tag in _BLOCKS or tag == _BREAK or tag in _LEVELS:
        flow.flush(level)
    return True


def _is_hidden(node: LexborNode, page: _Page) -> bool:
    attributes = node.attributes
    if "hidden" not in attributes and not _HIDDEN.search(attributes.get("style") or ""):
        return False
    page.hidden += bool(node.text(strip=True))
    return True


def _table(node: LexborNode, page: _Page) -> list[Part]:
    page.tables += 1
    if page.tables > _NESTED_TABLES:
        raise Refused(f"表格嵌套超过 {_NESTED_TABLES} 层", remedy="请只复制报告正文，另存为 docx 后再读")
    before: list[Part] = []
    groups: list[tuple[int, list[LexborNode]]] = [(1, [])]  # order on the page, rows
    child = node.first_child
    while child is not None:
        tag = child.tag
        if page.may_hide and tag != _TEXT and _is_hidden(child, page):
            pass
        elif tag == "tr":
            groups[-1][1].append(child)
        elif tag in ("thead", "tbody", "tfoot"):
            shown = [
                row
                for row in child.iter()
                if row.tag == "tr" and not (page.may_hide and _is_hidden(row, page))
            ]
            groups += [({"thead": 0, "tfoot": 2}.get(tag, 1), shown), (1, [])]
        elif tag == "caption":
            before += _walk(child, page)
        child = child.next
    groups.sort(key=lambda group: group[0])
    rows = [
        [_cell(cell, len(group) - index, page) for cell in row.iter() if cell.tag in ("td", "th")]
        for _, group in groups
        for index, row in enumerate(group)
    ]
    page.tables -= 1
    return [*before, *open_layout(Grid(rows))]


def _cell(node: LexborNode, rows_left: int, page: _Page) -> Drawn:
    page.cells += 1
    if page.cells > page.limits.slots:
        raise too_many_slots(page.limits)
    attributes = node.attributes
    colspan = _span(attributes.get("colspan")) or 1 if "colspan" in attributes else 1
    rowspan = min(_span(attributes.get("rowspan")) or rows_left, rows_left) if "rowspan" in attributes else 1
    if page.may_hide and _is_hidden(node, page):
        return Drawn("", colspan, rowspan)
    if (single := _single_text(node)) is not None and not page.may_hide:
        return Drawn(single, colspan, rowspan)
    parts = _walk(node, page)
    text = "\n".join(part.text for part in parts if isinstance(part, Line))
    is_plain = all(isinstance(part, Line) and not part.level for part in parts)
    return Drawn(text, colspan, rowspan, () if is_plain else tuple(parts))


def _single_text(node: LexborNode) -> str | None:
    """The text of a cell that holds one text in plain wrappers: nearly all cells, and worth a short way."""
    child = node.first_child
    if child is None:
        return ""
    while child is not None and child.next is None:
        tag = child.tag
        if tag == _TEXT:
            return _tidy(child.text_content or "")
        if tag not in _WRAPPERS:
            return None
        child = child.first_child
    return None


def _span(stated: str | None) -> int:
    """As browsers read it: leading digits, 1 for anything else, 0 for "to the end"."""
    found = _DIGITS.match(stated or "")
    return int(found[1]) if found else 1


def _tidy(text: str) -> str:
    """White space as it shows: a run is one space, a line end inside Chinese text is nothing."""
    text = text.strip()
    if text.isalnum() or _ODD_SPACE.search(text) is None:
        return text
    return _SPACES.sub(" ", _BROKEN_LINE.sub("", _INVISIBLE.sub("", text))).strip()


def _title(tree: LexborHTMLParser) -> str | None:
    node = tree.css_first("title")
    return (_tidy(node.text()) or None) if node is not None else None


def _stated(tree: LexborHTMLParser) -> Iterator[tuple[str, str]]:
    """What a government page states of itself in its head (ArticleTitle, PubDate, …)."""
    for node in tree.css("meta"):
        name, content = node.attributes.get("name") or "", node.attributes.get("content") or ""
        if name.lower() in _STATED and content.strip():
            yield name, content.strip()
