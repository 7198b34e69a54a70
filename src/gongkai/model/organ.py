"""Names of organs: what one tells about its rank, where it tells it for certain, and which are of one organ."""

from __future__ import annotations

import re

_HAN = r"[\u4e00-\u9fff（）]"
_OFFICE = r"(?:人民政府|政府|局|委员会|办公室|委|办|中心|队|所|站)"
_TOWNSHIP = re.compile(r"(?:[乡镇]|苏木|街道)(?:人民政府|政府|办事处|便民服务中心)?$")
_COUNTY = re.compile(rf"{_HAN}{{1,12}}?[县旗](?!域|级){_HAN}*?{_OFFICE}")
_DISTRICT = re.compile(rf"{_HAN}{{1,6}}市{_HAN}{{1,5}}(?<![治新发范])区{_HAN}*?{_OFFICE}")


def is_township(agency: str | None) -> bool:
    """A township, town or street office."""
    return _TOWNSHIP.search(_compact(agency)) is not None


def is_below_city(agency: str | None) -> bool:
    """A county, a district of a city, a department of one, or a township: none has the power to make rules (规章).

    A 县级市 cannot be told from a city with districts by its name, so no city is one here.
    """
    name = _compact(agency)
    return is_township(name) or _COUNTY.match(name) is not None or _DISTRICT.match(name) is not None


def is_placed(agency: str | None) -> bool:
    """The name says of which place the organ is: 云溪县财政局, not 县财政局."""
    return re.match("[县市区省州旗镇乡我本各全]|$", _compact(agency)) is None


def same(agency: str | None) -> str:
    """The name by which the reports of one organ are put together."""
    return re.sub(r"[（(].*?[）)]", "", _compact(agency))


def is_short_for(short: str, whole: str) -> bool:
    """Every character of ``short`` stands in ``whole`` in the same order: 互助县… in 互助土族自治县…."""
    rest = iter(whole)
    return all(character in rest for character in short)


def _compact(agency: str | None) -> str:
    return re.sub(r"\s", "", agency or "")
