"""A table of requests that is all noughts, and what speaks against it. Nothing here says that a nought is wrong."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from gongkai.model.finding import Finding
from gongkai_web.store.models import Examined, Figures, Organ, Progress, ZeroConfirmed
from gongkai_web.store.progress import FILED

_SPEAKING = "PLB001"
"""The rule that has read the text beside a table of noughts."""
_LEAST_YEARS = 2
_LEAST_NEIGHBOURS = 3


def reasons(organ: str, year: int, findings: Iterable[Finding]) -> Iterator[str]:
    """Why somebody should look again; none for a report that states a request. It and its year before do not change."""
    own = _figures(organ, year)
    if own is None or not own.is_zero:
        return
    yield from (f"正文说收到或办理过申请：「{each.quote}」。" for each in findings if each.code == _SPEAKING)
    yield from _years_before(organ, year)
    if own.disputes:
        yield f"复议诉讼表有 {own.disputes} 件，申请表全是 0。"


def is_doubted(organ: str, year: int) -> bool:
    """Whether nobody has confirmed noughts of the version in question that something speaks against."""
    digests = Progress.objects.filter(organ=organ, year=year).values("digest")
    confirmed = ZeroConfirmed.objects.filter(organ=organ, year=year, digest__in=digests)
    return Examined.objects.filter(organ=organ, year=year, zero__gt="").exists() and not confirmed.exists()


def neighbours(organ: Organ, year: int) -> str:
    """Empty, unless all others of its kind below the same organ have filed that they had requests."""
    others = Progress.objects.filter(
        organ__parent=organ.parent_id,
        organ__kind=organ.kind,
        organ__level=organ.level,
        year=year,
        status__in=FILED,
    ).exclude(organ=organ)
    received = list(others.values_list("version__figures__received", flat=True))
    if organ.parent_id is None or len(received) < _LEAST_NEIGHBOURS or not all(received):
        return ""
    return f"同一上级的同类机关已经报送 {len(received)} 份，每份都有申请，最少 {min(each or 0 for each in received)} 件。"


def _years_before(organ: str, year: int) -> Iterator[str]:
    """Earlier years speak only where there are at least two, and each states a number above nought."""
    rows = Progress.objects.filter(organ=organ, year__lt=year, version__isnull=False).order_by("year")
    before = list(rows.values_list("year", "version__figures__received"))
    numbers = [number for _, number in before if number]
    if len(before) >= _LEAST_YEARS and len(numbers) == len(before):
        yield (
            f"以前 {len(before)} 个年度（{before[0][0]}—{before[-1][0]}）每年都有申请，"
            f"最少 {min(numbers)} 件，最多 {max(numbers)} 件。"
        )


def _figures(organ: str, year: int) -> Figures | None:
    return Figures.objects.filter(
        version__in=Progress.objects.filter(organ=organ, year=year).values("version")
    ).first()
