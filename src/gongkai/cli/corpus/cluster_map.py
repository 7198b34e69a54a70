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
from gongkai.corpus.lookalike.scope import Chosen

_MOST_CLUSTERS, _MOST_MEMBERS = 24, 48
_WIDTH = 1100
_SIDE, _ABOVE = 125, 34  # room beside and above the outermost circle, for names
_APART = 30  # between two circles on the ring
_FIRST, _OTHER, _LINE = "#7a4b00", "#004a8f", "#767676"
_LEGEND = "深色大圆是一组里在先的报告，其余是有相同文字的；线越粗，相同的越多。鼠标停在线上可以看比例。"


def cluster_map(found: Lookalikes) -> Iterator[HtmlElement]:
    """The map, what its signs mean, and what had no room on it."""
    shares = {(pair.later.number, pair.earlier.number): pair.share for pair in found.pairs}
    drawn = [_limited(cluster) for cluster in found.clusters[:_MOST_CLUSTERS]]
    left = top = height = 0.0
    groups = []
    for cluster in drawn:
        wide, high = (2 * (_radius(cluster) + room) for room in (_SIDE, _ABOVE))
        if left and left + wide > _WIDTH:
            left, top, height = 0.0, top + height, 0.0
        groups.append(_group(cluster, found, shares, (left + wide / 2, top + high / 2)))
        left, height = left + wide, max(height, high)
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
    return max(48.0, _APART * (len(cluster.members) - 1) / math.tau)


def _group(
    cluster: Cluster, found: Lookalikes, shares: dict[tuple[int, int], float], centre: tuple[float, float]
) -> Iterator[HtmlElement]:
    spots = _spots(cluster, centre)
    area = _one_area(cluster, found)
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
        yield _label(_named(found.by_number[number], area), (x, y), centre)


def _one_area(cluster: Cluster, found: Lookalikes) -> str:
    """The place that all have in common, which their names need not repeat."""
    areas = {found.by_number[number].area for number in cluster.members}
    return (areas.pop() if len(areas) == 1 else None) or ""


def _named(report: Chosen, area: str) -> str:
    return f"{report.agency.removeprefix(area) or report.agency} {report.year or ''}".strip()


def _label(text: str, spot: tuple[float, float], centre: tuple[float, float]) -> HtmlElement:
    """The name outside of the ring; that of the first report below it, with a rim so that lines do not cross it."""
    if spot == centre:
        place = {"x": _at(spot[0]), "y": _at(spot[1] + 22), "text_anchor": "middle"}
    else:
        is_left = spot[0] < centre[0] - 1
        rise = (spot[1] - centre[1]) / math.dist(spot, centre) * 8
        place = {"x": _at(spot[0] + (-9 if is_left else 9)), "y": _at(spot[1] + 4 + rise)}
        place["text_anchor"] = "end" if is_left else "start"
    return _element(
        "text", text=text, **place, font_size="10", paint_order="stroke", stroke="#fff", stroke_width="3"
    )


def _spots(cluster: Cluster, centre: tuple[float, float]) -> dict[int, tuple[float, float]]:
    """The source in the middle, the others on a circle, beginning at the right."""
    around = [number for number in cluster.members if number != cluster.source]
    radius = _radius(cluster)
    found = {cluster.source: centre}
    for place, number in enumerate(around):
        angle = math.tau * place / len(around)
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
