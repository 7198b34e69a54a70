"""Who there is in the county: organs, and the people who work in them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from gongkai.law.organs import Level, OrganKind
from gongkai.ledger.facts.organ import LedgerOpened

OPENED = date(2023, 1, 1)
"""The first day of every ledger of the county."""
TODAY = date(2026, 1, 20)
"""The Tuesday on which the demonstration takes place, unless it is told another day: reports are being filed."""
PASSWORD = "yunxi-2026-demo"  # noqa: S105 - of invented people
ROLES = ("clerk", "reviewer", "leader", "editor", "manager")
SUPERVISED = ("yunxi", "qinghe")
CENTRAL = {"auditor": "yunxi", "operator": "yunxi"}


@dataclass(frozen=True, slots=True)
class Place:
    """An organ of the county. ``share`` is how many of a thousand requests come to it."""

    key: str
    name: str
    short: str
    share: int
    parent: str | None = "yunxi"
    kind: OrganKind = "department"
    level: Level = "county"

    def opened(self) -> LedgerOpened:
        government = "云溪县" if self.name.startswith("云溪县") else "清河县"
        is_county = self.parent is None
        return LedgerOpened(
            self.name,
            self.kind,
            self.level,
            self.short,
            self.parent,
            reconsideration_body="清江市人民政府" if is_county else f"{government}人民政府",
            court="清江市中级人民法院" if is_county else f"{government}人民法院",
            contact="政府信息公开办公室，0000-7654300，政务中心一楼窗口",
            online_reconsideration="清江市行政复议网上受理平台",
        )


def _bureau(key: str, name: str, short: str, share: int) -> Place:
    return Place(key, f"云溪县{name}", f"云{short}公开", share)


def _township(key: str, name: str, short: str, share: int) -> Place:
    return Place(key, f"云溪县{name}人民政府", f"{short}政公开", share, kind="government", level="township")


PLACES = (
    Place("yunxi", "云溪县人民政府", "云政公开", 90, None, "government"),
    _bureau("ziran", "自然资源局", "自然资", 190),
    _bureau("zhujian", "住房和城乡建设局", "建", 140),
    _bureau("gongan", "公安局", "公", 60),
    _bureau("caizheng", "财政局", "财", 70),
    _bureau("jiaoyu", "教育局", "教", 40),
    _bureau("minzheng", "民政局", "民", 30),
    _bureau("renshe", "人力资源和社会保障局", "人社", 40),
    _bureau("jiaotong", "交通运输局", "交", 35),
    _bureau("shuiwu", "水务局", "水", 25),
    _bureau("nongye", "农业农村局", "农", 50),
    _bureau("weijian", "卫生健康局", "卫", 35),
    _bureau("shichang", "市场监督管理局", "市监", 45),
    _bureau("fupin", "扶贫开发办公室", "扶", 10),
    _township("baishi", "白石镇", "白", 40),
    _township("longtan", "龙潭镇", "龙", 25),
    _township("shiban", "石板镇", "石", 15),
    _township("liulin", "柳林乡", "柳", 10),
    _township("nanpo", "南坡乡", "南", 10),
    Place("qinghe", "清河县人民政府", "清政公开", 20, None, "government"),
    Place("qinghe-caizheng", "清河县财政局", "清财公开", 10, "qinghe"),
    Place("qinghe-ziran", "清河县自然资源局", "清自然资公开", 10, "qinghe"),
)
MERGED = ("fupin", date(2023, 5, 10), "云溪县乡村振兴局", date(2024, 3, 31), "nongye")
"""One organ was renamed, and later ended: another one goes on with its cases."""


@dataclass(frozen=True, slots=True)
class Colleague:
    """Somebody who works here, with one role in one organ."""

    key: str
    name: str
    role: str
    organ: str


def colleagues() -> Iterator[Colleague]:
    """One account a role and organ; two clerks where there is much to do; the offices above."""
    names = iter(_names())
    for place in PLACES:
        roles = [*ROLES, *(["clerk2"] if place.share >= MUCH else [])]
        if place.key in SUPERVISED:
            roles.append("supervisor")
        roles += [role for role, organ in CENTRAL.items() if organ == place.key]
        for role in roles:
            yield Colleague(f"{role}-{place.key}", next(names), role.rstrip("2"), place.key)


def accounts() -> dict[str, str]:
    """One login a role, by role: those of one bureau, and of the offices above it."""
    found: dict[str, str] = {}
    for organ in (SHOWN, "yunxi"):
        for each in colleagues():
            if each.organ == organ:
                found.setdefault(each.role, each.key)
    return found


SHOWN = "ziran"
MUCH = 60
"""The share of an organ with two clerks."""
_SURNAMES = "田石江云溪柳岳桑梅松竹兰柏枫桐荷菊葵茶麦禾谷米豆"
_GIVEN = ("远山", "近水", "长风", "明川", "晓岚", "若谷", "知秋")


def _names() -> Iterator[str]:
    for given in _GIVEN:
        for surname in _SURNAMES:
            yield surname + given
