"""What an organ's name alone says of its rank and its place, where it says so for certain."""

from __future__ import annotations

import re

from gongkai.law.organs import Level
from gongkai.model.organ import is_below_city, is_township, same

_COUNTY = re.compile(r"[\u4e00-\u9fff]{1,12}?[县旗](?!域|级)")
_DISTRICT = re.compile(r"[\u4e00-\u9fff]{1,6}?市[\u4e00-\u9fff]{1,5}?(?<![治新发范])区")


def rank_of(agency: str | None) -> tuple[Level | None, str | None]:
    """Level and region. None where the name leaves it open: a 市 may have the rank of a county."""
    name = same(agency)
    if not is_below_city(name):
        return None, None
    place = _DISTRICT.match(name) or _COUNTY.match(name)
    region = place[0] if place and place[0] not in {"县", "旗"} else None
    return "township" if is_township(name) else "county", region
