"""What stands in the side bar, in which order, and which right shows it."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from django.http import HttpRequest
from django.urls import NoReverseMatch, reverse

from gongkai_web.accounts.gate import may
from gongkai_web.accounts.matrix import matrix


@dataclass(frozen=True, slots=True)
class Place:
    """An entry of the side bar. ``route`` takes no arguments; its right stands in the matrix."""

    route: str
    label: str


@dataclass(frozen=True, slots=True)
class Section:
    label: str
    places: tuple[Place, ...]


@dataclass(frozen=True, slots=True)
class Shown:
    label: str
    links: tuple[tuple[str, str, bool], ...]
    """Address, label, whether it is the page that is open."""


SECTIONS = (
    Section(
        "办理",
        (
            Place("desk", "工作台"),
            Place("requests", "申请"),
            Place("register", "登记申请"),
            Place("letters", "文书"),
            Place("remedies", "复议诉讼"),
            Place("handover", "工作交接"),
        ),
    ),
    Section("年度", (Place("figures", "统计表"), Place("reports", "年度报告"))),
    Section(
        "主管",
        (
            Place("season", "报送进度"),
            Place("uploads", "上传核对"),
            Place("area", "全域汇总"),
            Place("area-findings", "问题清单"),
        ),
    ),
    Section(
        "管理",
        (
            Place("organs", "机构"),
            Place("people", "人员与岗位"),
            Place("law", "日历与设置"),
            Place("audit", "操作记录"),
            Place("system", "系统状况"),
        ),
    ),
)


def shown(request: HttpRequest) -> Iterator[Shown]:
    """The sections as this person sees them."""
    here = _place_of(request.resolver_match.view_name if request.resolver_match else "")
    for section in SECTIONS:
        links = tuple(
            (reverse(place.route), place.label, place.route == here)
            for place in section.places
            if _is_open(request, place.route)
        )
        if links:
            yield Shown(section.label, links)


def _place_of(route: str) -> str:
    """The entry that a page belongs to: ``season-report`` to ``season``, ``upload-take`` and ``upload`` to ``uploads``."""
    route = _ELSEWHERE.get(route.partition("-")[0], route)
    among = (place.route for section in SECTIONS for place in section.places)
    return max((each for each in among if _belongs(route, each)), key=len, default="")


_ELSEWHERE = {
    "appointment": "people",
    "attachments": "requests",
    "case": "requests",
    "draft": "letters",
    "opening": "figures",
    "person": "people",
    "registered": "requests",
}
"""Pages, by how their routes begin, that belong to an entry of another name."""


def _belongs(route: str, place: str) -> bool:
    return f"{route}-".startswith((f"{place}-", f"{place.removesuffix('s')}-"))


def _is_open(request: HttpRequest, route: str) -> bool:
    right = matrix().routes.get(route)
    try:
        reverse(route)
    except NoReverseMatch:
        return False
    return right is not None and may(request, right)
