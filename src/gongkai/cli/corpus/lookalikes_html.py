"""Look-alikes as a page to print: the map of clusters, whose words they are, and the passages side by side."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from lxml.html import HtmlElement
from lxml.html import builder as tag

from gongkai.cli.corpus.cluster_map import cluster_map
from gongkai.cli.corpus.lookalikes import WHOSE, doubles, named, percent, summary
from gongkai.cli.pages import legal, page, table
from gongkai.corpus.lookalike.find import Lookalikes, Originality, Pair
from gongkai.corpus.lookalike.passages import Passage, Shared, Text
from gongkai.corpus.lookalike.scope import Chosen

_AROUND = 20  # characters shown before and after a passage
_MARKED = "background: #fff6d6; text-decoration: underline"  # a printer leaves backgrounds out
_MOST_ROWS = 200
_DISCLAIMER = (
    "文字相同不等于抄袭：也可能出自同一份样稿，或由同一个人起草。谁在先按年度和落款日期说；"
    "同一年度同一天落款的、没有落款日期的，说不出先后。"
)
_STOCK = "并排的文字里，划线的是计入的相同文字，灰色的是法规、格式规定的话，不计入。"


def lookalikes_html(found: Lookalikes, shared: Sequence[tuple[Pair, Shared]], *, within: str) -> str:
    body = [tag.P(legal(summary(found, within))), tag.P(_DISCLAIMER, {"class": "aside"})]
    body += [tag.P(legal(remark), {"class": "aside"}) for remark in found.remarks]
    if found.clusters:
        body += [tag.H2("谁与谁相近"), *cluster_map(found)]
    if found.pairs:
        body += _pairs(found.pairs)
    if found.originality:
        body += _originality(found.originality)
    if further := doubles(found):
        body += [
            tag.H2("另一份"),
            tag.P(legal(further[0])),
            tag.UL(*(tag.LI(legal(each)) for each in further[1:])),
        ]
    if shared:
        body += [tag.H2("并排看"), tag.P(_STOCK, {"class": "aside"})]
    for pair, texts in shared:
        body += _side_by_side(pair, texts)
    return page("年度报告雷同情况", *body)


def _pairs(pairs: Sequence[Pair]) -> Iterator[HtmlElement]:
    head = ["报告", "与它相同的报告", "占前者的", "占后者的", "相同字数", "先后"]
    yield tag.H2("相同的文字有多少")
    yield table("每一对报告", head, [_pair(pair) for pair in pairs[:_MOST_ROWS]])
    yield from _more(len(pairs), "对")


def _pair(pair: Pair) -> HtmlElement:
    figures = (percent(pair.share_of_later), percent(pair.share_of_earlier), str(pair.characters))
    names = [_name(one) for one in (pair.later, pair.earlier)]
    order = tag.TD("后者在先" if pair.is_ordered else "说不出", {"class": "word"})
    return tag.TR(*names, *(tag.TD(figure, {"class": "figure"}) for figure in figures), order)


def _name(report: Chosen) -> HtmlElement:
    """The year stays in one piece in a narrow column."""
    agency, year = legal(report.agency), legal(named(report).removeprefix(report.agency).strip())
    return tag.TD(f"{agency} ", tag.SPAN(year, {"style": "white-space: nowrap"}))


def _originality(shares: Sequence[Originality]) -> Iterator[HtmlElement]:
    head = ["报告", "计入的字数", "自己写的", *WHOSE]
    yield tag.H2("多少是自己写的")
    yield table("从少到多", head, [_share(each) for each in shares[:_MOST_ROWS]])
    yield from _more(len(shares), "份")


def _share(each: Originality) -> HtmlElement:
    parts = (each.original, each.own_earlier, each.others, each.unclear)
    figures = [str(each.counted), *(percent(part / each.counted) for part in parts)]
    return tag.TR(_name(each.report), *(tag.TD(figure, {"class": "figure"}) for figure in figures))


def _more(count: int, unit: str) -> Iterator[HtmlElement]:
    if count > _MOST_ROWS:
        yield tag.P(f"另有 {count - _MOST_ROWS} {unit}没有列出；全部：--format csv", {"class": "aside"})


def _side_by_side(pair: Pair, shared: Shared) -> Iterator[HtmlElement]:
    later, earlier = named(pair.later), named(pair.earlier)
    rows = [
        tag.TR(
            _passage(shared.later, each.part, each.start, each.end),
            _passage(shared.earlier, each.earlier_part, each.earlier_start, each.earlier_end),
        )
        for each in _longest_first(shared.passages)
    ]
    yield tag.H2(legal(f"{later} 与 {earlier}"))
    yield table("相同的文字，长的在前", [later, earlier], rows)


def _longest_first(passages: Sequence[Passage]) -> list[Passage]:
    return sorted(passages, key=lambda each: (each.start - each.end, each.part, each.start))


def _passage(text: Text, place: int, start: int, end: int) -> HtmlElement:
    part = text.parts[place]
    before, after = part.text[max(start - _AROUND, 0) : start], part.text[end : end + _AROUND]
    return tag.TD(
        tag.DIV(legal(part.heading or ""), {"class": "aside"}),
        tag.SPAN(legal(("…" if start > _AROUND else "") + before), {"class": "aside"}),
        *(
            _piece(part.text[first:last], does_count)
            for first, last, does_count in text.pieces(place, start, end)
        ),
        tag.SPAN(legal(after + ("…" if end + _AROUND < len(part.text) else "")), {"class": "aside"}),
    )


def _piece(text: str, does_count: bool) -> HtmlElement:
    return (
        tag.MARK(legal(text), {"style": _MARKED}) if does_count else tag.SPAN(legal(text), {"class": "aside"})
    )
