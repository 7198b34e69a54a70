"""A map of clusters as SVG: the first report in the middle, those that share its words around it."""

from __future__ import annotations

import math
from collections.abc import Iterator

from lxml import html
from lxml.html import HtmlElement
from lxml.html import builder as tag

from gongkai.cli.corpus.lookalikes import named, percent
from gongkai.cli.pages import legal
from gongkai.corpus.lookalike.clusters import Cluster
from gongkai.corpus.lookalike.find import Lookalikes

_MOST_CLUSTERS, _MOST_MEMBERS = 24, 48
_WIDTH = 1100
_LABEL = 90  # room for a name beside the outermost circle
_FIRST, _OTHER, _LINE = "#7a4b00", "#004a8f", "#767676"
_LEGEND = "深色大圆是一组里在先的报告，其余是有相同文字的；线越粗，相同的越多。鼠标停在线上可以看比例。"


def cluster_map(found: Lookalikes) -> Iterator[HtmlElement]:
    """The map, what its signs mean, and what had no room on it."""
    shares = {(pair.later.number, pair.earlier.number): pair.share for pair in found.pairs}
    drawn = [_limited(cluster) for cluster in found.clusters[:_MOST_CLUSTERS]]
    left = top = height = 0.0
    groups = []
    for cluster in drawn:
        size = 2 * (_radius(cluster) + _LABEL)
        if left and left + size > _WIDTH:
            left, top, height = 0.0, top + height, 0.0
        groups.append(_group(cluster, found, shares, (left + size / 2, top + size / 2)))
        left, height = left + size, max(height, size)
    whole = top + height
    yield _element(
        "svg",
        *(part for group in groups for part in group),
        viewBox=f"0 0 {_WIDTH} {whole:.0f}",
        width="100%",
        role="img",
        aria_label="有相同文字的报告，一组一组画出；同样的内容列在下面的表里",
    )
    yield tag.P(_LEGEND, {"class": "aside"})
    more = len(found.clusters) - len(drawn)
    cut = sum(len(cluster.members) > _MOST_MEMBERS for cluster in found.clusters[:_MOST_CLUSTERS])
    if more > 0 or cut:
        said = [f"另有 {more} 组没有画"] if more > 0 else []
        said += [f"{cut} 组只画了 {_MOST_MEMBERS} 份"] if cut else []
        yield tag.P(f"{'；'.join(said)}。全部：--format json", {"class": "aside"})


def _limited(cluster: Cluster) -> Cluster:
    members = cluster.members[:_MOST_MEMBERS]
    ties = tuple(tie for tie in cluster.ties if set(tie) <= set(members))
    return Cluster(cluster.source, members, ties)


def _radius(cluster: Cluster) -> float:
    return max(60.0, 24 * (len(cluster.members) - 1) / math.tau)


def _group(
    cluster: Cluster, found: Lookalikes, shares: dict[tuple[int, int], float], centre: tuple[float, float]
) -> Iterator[HtmlElement]:
    spots = _spots(cluster, centre)
    for later, earlier in cluster.ties:
        (x, y), (to_x, to_y) = spots[later], spots[earlier]
        share = shares[later, earlier]
        says = f"{named(found.by_number[later])} — {named(found.by_number[earlier])}：{percent(share)}"
        ends = {"x1": _at(x), "y1": _at(y), "x2": _at(to_x), "y2": _at(to_y)}
        yield _element(
            "line", _element("title", text=says), **ends, stroke=_LINE, stroke_width=f"{1 + 5 * share:.1f}"
        )
    for number, (x, y) in spots.items():
        is_first = number == cluster.source
        says = named(found.by_number[number]) + ("，在先" if is_first else "")
        look = {"r": "9" if is_first else "6", "fill": _FIRST if is_first else _OTHER}
        yield _element("circle", _element("title", text=says), cx=_at(x), cy=_at(y), **look)
        yield _label(found, number, (x, y), centre)


def _label(
    found: Lookalikes, number: int, spot: tuple[float, float], centre: tuple[float, float]
) -> HtmlElement:
    report = found.by_number[number]
    is_left = spot[0] < centre[0] - 1
    is_middle = spot == centre
    anchor = "middle" if is_middle else "end" if is_left else "start"
    shift = 0 if is_middle else -9 if is_left else 9
    drop = 22 if is_middle else 4
    short = report.agency.removeprefix(report.area or "") or report.agency
    text = f"{short} {report.year or ''}".strip()
    return _element(
        "text", text=text, x=_at(spot[0] + shift), y=_at(spot[1] + drop), font_size="11", text_anchor=anchor
    )


def _spots(cluster: Cluster, centre: tuple[float, float]) -> dict[int, tuple[float, float]]:
    """The source in the middle, the others on a circle, beginning at the top."""
    around = [number for number in cluster.members if number != cluster.source]
    radius = _radius(cluster)
    found = {cluster.source: centre}
    for place, number in enumerate(around):
        angle = math.tau * place / len(around) - math.pi / 2
        found[number] = (centre[0] + radius * math.cos(angle), centre[1] + radius * math.sin(angle))
    return found


def _at(number: float) -> str:
    return f"{number:.1f}"


def _element(name: str, *parts: HtmlElement, text: str = "", **attributes: str) -> HtmlElement:
    element: HtmlElement = html.Element(
        name, {key.replace("_", "-"): value for key, value in attributes.items()}
    )
    element.text = legal(text)
    element.extend(parts)
    return element
