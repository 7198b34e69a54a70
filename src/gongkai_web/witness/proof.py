"""One look at a public address on paper."""

from __future__ import annotations

from collections.abc import Iterator

from django.utils.timezone import localtime

from gongkai.law.forms import required
from gongkai.write.paper import proof as paper
from gongkai_web.reports.anchors import name_of
from gongkai_web.store.models import PublicCheck

_NOTES = (
    "网页的字节按取到的样子封存在系统里，摘要是这些字节的 SHA-256；另存的网页只要一个字节不同，摘要就不同。",
    "没有网页的截图：浏览器会再去取图片和脚本，取到的可能已经不是当时的网页。",
)


def pdf(check: PublicCheck, *, by: str) -> bytes:
    """``by`` is who looked. Raises :class:`~gongkai.write.faces.NoFonts`."""
    title = f"{check.organ.name} {check.year} 年度报告公布核验记录"
    return paper.pdf(title, list(_facts(check, by)), named_cells(check), _NOTES)


def named_cells(check: PublicCheck) -> list[tuple[str, str, str]]:
    """The differing cells as people call them."""
    form = required(check.year)
    return [(name_of(cell, form), filed or "空白", public or "空白") for cell, filed, public in check.cells]


def _facts(check: PublicCheck, by: str) -> Iterator[tuple[str, str]]:
    yield "公布的网址", check.address
    if check.landed not in {"", check.address}:
        yield "转到的网址", check.landed
    yield "核验时间", f"{localtime(check.made):%Y-%m-%d %H:%M:%S}（北京时间），{by}"
    yield "与哪一版比较", f"第 {check.version.number} 版，摘要 {check.version.digest}"
    yield "结果", f"{check.get_result_display()}。{check.says}"
    if check.status is not None:
        yield "HTTP 状态", str(check.status)
    if check.title:
        yield "网页标题", check.title
    if check.digest:
        yield "网页摘要", f"SHA-256 {check.digest}（{check.size} 字节）"
