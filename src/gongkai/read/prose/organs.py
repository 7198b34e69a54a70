"""Names of organs as reports print them: whole (舞阳 县人民政府办公室 in one piece) or short (县政府办公室)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from gongkai.model import organ
from gongkai.read.prose.text import Line, key

_TAIL = (
    r"(?:人民政府办公[室厅]|政府办公[室厅]|人民政府|管理委员会|管委会|委员会|办公室|办公厅|办事处|事务所|公安分局|分局|总局|局|厅|"
    r"公署|中心|总队|支队|大队|总公司|集团|公司|学院|学校|医院|银行|法院|检察院|研究院|院|部|委|办|署|海关|会|社|站|所|处|队|馆)"
)
_REGION = (
    r"(?:特别行政区|自治区|自治州|自治县|自治旗|地区|新区|矿区|林区|开发区|高新区|示范区|度假区|街道|苏木"
    r"|省|市|县|区|州|盟|旗|乡|镇)"
)
ORGAN = re.compile(rf"^[\u4e00-\u9fff（）、]{{2,40}}?{_TAIL}(?:（[\u4e00-\u9fff、]+）)?$")
_WHOLE = re.compile(
    rf"^(?!本|我|该|各|全|市|县|区|省|乡|镇)[\u4e00-\u9fff]{{1,12}}?{_REGION}[\u4e00-\u9fff（）]*{_TAIL}(?:（[\u4e00-\u9fff、]+）)?$|^国[家务][\u4e00-\u9fff]+$"
)
_GOVERNMENT = re.compile(r"人民政府$|^[\u4e00-\u9fff]{2,}[省市县区州旗盟乡镇]$")
_NOT_A_NAME = re.compile(
    r"信息公开|年度|报告|情况|工作|我[局办县市委]|本[局办县市]|进行|以及|根据|为了|按照|发布|来源"
)
_IN_PROSE = re.compile(
    rf"(?:^|[，。；：、（）“”《》\d\s]|由|向|对|年|为|是|现将|请|与)([\u4e00-\u9fff]{{1,8}}?{_REGION}[\u4e00-\u9fff]{{0,14}}?(?:人民政府办公[室厅]|人民政府|委员会|办公室|局|厅|街道办事处))"
)
_GENERIC = re.compile(
    r"^(?:年|月|日|的|了|全|紧扣|各|本|我|该|上级|省|市|县|区|乡|镇|州|旗|有关|相关|在|和|及|向|以|对|经|由|将|请|与|按照|根据)"
)


def is_organ(text: str) -> bool:
    """A line that is nothing but the name of an organ."""
    name = key(text)
    return ORGAN.match(name) is not None and _NOT_A_NAME.search(name) is None


def is_government(name: str | None) -> bool:
    """A people's government, or a place that stands for its own: 云溪县."""
    return name is not None and _GOVERNMENT.search(name) is not None


def is_whole(name: str) -> bool:
    """The name says which place the organ belongs to: 云溪县财政局, not 县财政局."""
    return _WHOLE.match(name) is not None


def is_short_for(short: str, whole: str) -> bool:
    """As :func:`gongkai.model.organ.is_short_for`, and both end alike: 县财政局 is short for no 云溪县财政局办公室."""
    return short[-1:] == whole[-1:] and organ.is_short_for(short, whole)


def named_in(lines: Iterable[Line]) -> Iterator[str]:
    """Organs that prose names with their place, where a mark or a year stands before the name."""
    for line in lines:
        for found in _IN_PROSE.finditer(key(line.text)):
            if not _GENERIC.match(found[1]) and not _NOT_A_NAME.search(found[1]):
                yield found[1]
