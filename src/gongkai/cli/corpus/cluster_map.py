"""A map of clusters as SVG: the first report in the middle, those that share its words around it."""

from __future__ import annotations

import math
from collections.abc import Iterator, Sequence

from lxml import html
from lxml.html import HtmlElement
from lxml.html import builder as tag

from gongkai.cli.corpus.lookalikes import named, percent
from gongkai.cli.pages import legal
from gongkai.corpus.lookalike.clusters import Cluster
from gongkai.corpus.lookalike.find import Lookalikes, Pair
from gongkai.corpus.lookalike.scope import Chosen

_MOST_CLUSTERS, _MOST_MEMBERS = 24, 48
_SIDE, _ABOVE = 125, 30  # room beside and above the outermost circle, for names
_APART = 34  # between two circles on the ring
_FIRST, _OTHER, _LINE = "#7a4b00", "#004a8f", "#767676"
_LEGEND = "棕色大圆是一组里在先的报告，其余是有相同文字的；没有大圆的一组，说不出谁在先。线越粗，相同的越多，比例见下面的表。"
_LINE_HEIGHT = 12


def cluster_map(found: Lookalikes) -> Iterator[HtmlElement]:
    """The map, what its signs mean, and what had no room on it."""
    pairs = {(pair.later.number, pair.earlier.number): pair for pair in found.pairs}
    drawn = [_limited(cluster) for cluster in found.clusters[:_MOST_CLUSTERS]]
    yield tag.DIV(*(_drawing(cluster, found, pairs) for cluster in drawn))
    yield tag.P(_LEGEND, {"class": "aside"})
    more = len(found.clusters) - len(drawn)
    cut = sum(len(cluster.members) > _MOST_MEMBERS for cluster in found.clusters[:_MOST_CLUSTERS])
    if more > 0 or cut:
        said = [f"另有 {more} 组没有画"] if more > 0 else []
        said += [f"{cut} 组只画了 {_MOST_MEMBERS} 份"] if cut else []
        yield tag.P(f"{'；'.join(said)}。全部：--format json", {"class": "aside"})


def _drawing(cluster: Cluster, found: Lookalikes, pairs: dict[tuple[int, int], Pair]) -> HtmlElement:
    """One group; groups stand beside one another as far as the window is wide."""
    spots = _spots(cluster, (0, 0))
    heights = [y for _, y in spots.values()]
    wide, top = 2 * (_radius(cluster) + _SIDE), min(heights) - _ABOVE
    high = max(heights) + _ABOVE - top
    return _element(
        "svg",
        *_group(cluster, found, pairs, spots),
        viewBox=f"{-wide / 2:.0f} {top:.0f} {wide:.0f} {high:.0f}",
        style=f"width: {wide:.0f}px; max-width: 100%",
        role="img",
        aria_label="有相同文字的一组报告；同样的内容列在下面的表里",
    )


def _limited(cluster: Cluster) -> Cluster:
    members = cluster.members[:_MOST_MEMBERS]
    ties = tuple(tie for tie in cluster.ties if set(tie) <= set(members))
    return Cluster(cluster.source, members, ties)


def _radius(cluster: Cluster) -> float:
    return max(48.0, _APART * (len(cluster.members) - 1) / math.tau)


def _group(
    cluster: Cluster,
    found: Lookalikes,
    pairs: dict[tuple[int, int], Pair],
    spots: dict[int, tuple[float, float]],
) -> Iterator[HtmlElement]:
    centre = spots[cluster.source]
    area = _one_area(cluster, found)
    heights = _label_heights(spots, centre)
    is_told = all(pairs[tie].is_ordered for tie in cluster.ties if cluster.source in tie)
    for later, earlier in cluster.ties:
        (x, y), (to_x, to_y) = spots[later], spots[earlier]
        share = pairs[later, earlier].share
        says = f"{named(found.by_number[later])} — {named(found.by_number[earlier])}：{percent(share)}"
        ends = {"x1": _at(x), "y1": _at(y), "x2": _at(to_x), "y2": _at(to_y)}
        yield _element(
            "line", _element("title", text=says), **ends, stroke=_LINE, stroke_width=f"{1 + 5 * share:.1f}"
        )
    for number, (x, y) in spots.items():
        is_first = is_told and number == cluster.source
        says = named(found.by_number[number]) + ("，在先" if is_first else "")
        look = {"r": "9" if is_first else "6", "fill": _FIRST if is_first else _OTHER}
        yield _element("circle", _element("title", text=says), cx=_at(x), cy=_at(y), **look)
        yield _label(_named(found.by_number[number], area), (x, heights[number]), centre)


def _one_area(cluster: Cluster, found: Lookalikes) -> str:
    """The place that all have in common, which their names need not repeat."""
    areas = {found.by_number[number].area for number in cluster.members}
    return (areas.pop() if len(areas) == 1 else None) or ""


def _named(report: Chosen, area: str) -> str:
    return f"{report.agency.removeprefix(area) or report.agency} {report.year or ''}".strip()


def _label_heights(spots: dict[int, tuple[float, float]], centre: tuple[float, float]) -> dict[int, float]:
    """How high each name stands: beside its circle, or so far below the name above that both can be read."""
    heights = {number: spot[1] for number, spot in spots.items()}
    for is_left in (True, False):
        side = [
            number for number, spot in spots.items() if spot != centre and _is_left(spot, centre) == is_left
        ]
        side.sort(key=lambda number: spots[number][1])
        wanted = [spots[number][1] for number in side]
        apart = _apart(wanted)
        shift = sum(apart) / max(len(apart), 1) - sum(wanted) / max(len(wanted), 1)
        heights |= {number: height - shift for number, height in zip(side, apart, strict=True)}
    return heights


def _apart(wanted: Sequence[float]) -> list[float]:
    placed: list[float] = []
    for height in wanted:
        placed.append(max(height, placed[-1] + _LINE_HEIGHT) if placed else height)
    return placed


def _is_left(spot: tuple[float, float], centre: tuple[float, float]) -> bool:
    return spot[0] < centre[0] - 1


def _label(text: str, spot: tuple[float, float], centre: tuple[float, float]) -> HtmlElement:
    """The name outside of the ring; that of the one in the middle below it, with a rim so that lines do not cross it."""
    if spot == centre:
        place = {"x": _at(spot[0]), "y": _at(spot[1] + 22), "text_anchor": "middle"}
    else:
        is_left = _is_left(spot, centre)
        place = {"x": _at(spot[0] + (-9 if is_left else 9)), "y": _at(spot[1] + 4)}
        place["text_anchor"] = "end" if is_left else "start"
    return _element(
        "text", text=text, **place, font_size="10", paint_order="stroke", stroke="#fff", stroke_width="3"
    )


def _spots(cluster: Cluster, centre: tuple[float, float]) -> dict[int, tuple[float, float]]:
    """The source in the middle, the others on a circle, beginning at the right."""
    around = [number for number in cluster.members if number != cluster.source]
    radius = _radius(cluster)
    found = {cluster.source: centre}
    turned = 0.5 if len(around) > 3 else 0.0  # no name above another
    for place, number in enumerate(around):
        angle = math.tau * (place + turned) / len(around)
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
