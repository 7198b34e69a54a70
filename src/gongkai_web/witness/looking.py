"""One look at a report's public address: fetched, read in a guarded process, compared, and kept."""

from __future__ import annotations

import hashlib
import html
import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from tempfile import TemporaryDirectory

from django.db.models import Max, OuterRef, Q, QuerySet, Subquery

from gongkai.model.report import Report
from gongkai.read.encoding import decode
from gongkai.read.limits import Refused
from gongkai.read.worker import read_guarded
from gongkai_web import clock
from gongkai_web.reports import versions
from gongkai_web.store import files, jobs, progress
from gongkai_web.store.models import (
    Job,
    Organ,
    OrganName,
    Overlay,
    Progress,
    PublicCheck,
    ReportVersion,
    StoredFile,
)
from gongkai_web.witness import sites
from gongkai_web.witness.addresses import address_of
from gongkai_web.witness.comparing import Verdict, compared
from gongkai_web.witness.fetching import USUAL, Denied, NotFetched, Page, fetched
from gongkai_web.witness.own import is_own, own_page

KIND = "check-public"
ROLE = "public-page"
AGAIN_FOR = timedelta(days=30)
"""So long after its publication a page that was not as it should be is looked at again every day."""
_Result = PublicCheck.Result
WRONG = (_Result.DIFFERENT, _Result.UNREACHABLE, _Result.UNREADABLE)
"""The page is not as it should be, or nobody can say that it is."""
_TITLE = re.compile(r"<title[^>]*>(.*?)</title", re.IGNORECASE | re.DOTALL)
_OK = 200


@dataclass(frozen=True, slots=True)
class Seen:
    """What came of a look; ``page`` is None where nothing came back."""

    version: ReportVersion
    address: str
    verdict: Verdict
    page: Page | None = None
    title: str = ""


def ask(organ: Organ, year: int, *, actor: str) -> Job:
    """A worker will look; where one is about to, that one."""
    return jobs.enqueue(
        KIND, {"year": year}, actor=actor, organ=organ.key, unique=f"{KIND}:{organ.key}:{year}"
    )


def is_asked(organ: str, year: int) -> bool:
    return Job.objects.filter(unique=f"{KIND}:{organ}:{year}").exists()


def history(organ: str, year: int) -> QuerySet[PublicCheck]:
    """What was seen, the newest first."""
    return PublicCheck.objects.filter(organ=organ, year=year).select_related("version").order_by("-pk")


def due(today: date) -> list[tuple[str, int]]:
    """The published reports to look at today: those nobody has looked at, every day those that were not right, and
    where the operator's list is another one, those that it did not have.
    """
    last = PublicCheck.objects.filter(version=OuterRef("version")).order_by("-pk")
    rows = Progress.objects.filter(status="published", published__lte=today).annotate(
        seen_on=Subquery(last.values("on")[:1]), seen_at=Subquery(last.values("made")[:1])
    )
    wanted = Q(seen_on=None) | Q(public__in=WRONG, seen_on__lt=today, published__gte=today - AGAIN_FOR)
    listed = Overlay.objects.filter(kind=Overlay.Kind.SITES).aggregate(made=Max("made"))["made"]
    if listed is not None:
        wanted |= Q(public=_Result.DENIED, seen_at__lt=listed)
    return list(rows.filter(wanted).order_by("pk").values_list("organ_id", "year"))


def seen(organ: Organ, year: int) -> Seen | None:
    """The slow part: nothing is written. None where there is no address, or nothing to compare with."""
    row = Progress.objects.filter(organ=organ, year=year).select_related("version").first()
    address = address_of(organ.key, year)
    if row is None or row.version is None or not address:
        return None
    try:
        page = own_page(address) if is_own(address) else fetched(address, sites.allowed(), USUAL)
    except Denied as denied:
        return Seen(row.version, address, Verdict(_Result.DENIED, str(denied)))
    except NotFetched as failed:
        return Seen(row.version, address, Verdict(_Result.UNREACHABLE, str(failed)))
    return Seen(row.version, address, _verdict(page, row.version, _names(organ)), page, _title(page.body))


def keep(organ: Organ, year: int, found: Seen, *, actor: str) -> PublicCheck:
    """The bytes are sealed as they came; the row says what they were, and is never changed."""
    page = found.page
    check = PublicCheck.objects.create(
        organ=organ,
        year=year,
        version=found.version,
        address=found.address,
        result=found.verdict.result,
        says=found.verdict.says,
        cells=[list(each) for each in found.verdict.cells],
        landed=page.landed[:2000] if page else "",
        status=page.status if page else None,
        title=found.title,
        file=_kept(organ, year, page, actor) if page and page.body else None,
        digest=hashlib.sha256(page.body).hexdigest() if page else "",
        size=len(page.body) if page else 0,
        on=clock.today(),
        actor=actor,
        made=clock.now(),
    )
    progress.looked(check)
    return check


def _kept(organ: Organ, year: int, page: Page, actor: str) -> StoredFile:
    name = f"{organ.key}-{year}-{clock.today()}.{_ending(page.body)}"
    return files.keep(organ.key, f"filing/{year}", ROLE, name, page.body, actor, most=USUAL.bytes)


def _ending(body: bytes) -> str:
    kind = files.media_type(body)
    return {"application/pdf": "pdf", "text/plain": "html"}.get(kind, "bin")


def _verdict(page: Page, version: ReportVersion, names: Iterable[str]) -> Verdict:
    if page.status != _OK:
        gone = "网页已经不在了" if page.status in {404, 410} else "网站没有给出网页"
        return Verdict(_Result.UNREACHABLE, f"{gone}（HTTP {page.status}）。")
    try:
        report = _read(page.body)
    except Refused as refused:
        return Verdict(_Result.UNREADABLE, f"网页读不出来：{refused.what}。")
    bears = {*names, str(version.payload.get("agency") or "")} - {""}
    return compared(versions.report_of(version), report, names=bears, year=version.year)


def _read(body: bytes) -> Report:
    with TemporaryDirectory() as folder:
        path = Path(folder) / "page"
        path.write_bytes(body)
        return read_guarded(path)


def _names(organ: Organ) -> set[str]:
    return {organ.name, *OrganName.objects.filter(organ=organ).values_list("name", flat=True)}


def _title(body: bytes) -> str:
    """What the page calls itself; a file has no such title."""
    found = _TITLE.search(decode(body[:200_000]).text) if files.media_type(body) == "text/plain" else None
    words = " ".join(html.unescape(found[1]).split()) if found else ""
    return words.replace("\0", "")[:300]
