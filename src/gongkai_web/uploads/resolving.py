"""Whose report a file is, by the library's steps over our own tree of organs with its dated names."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, cast

from gongkai.corpus.organs.lookup import Lookup
from gongkai.corpus.organs.register import Entry, Register
from gongkai.corpus.organs.resolve import printed_in, resolve
from gongkai.law.organs import Level, OrganKind
from gongkai.model.report import Report
from gongkai_web.store.models import Organ, OrganName

FIRST_YEAR = 2008  # the Regulations came into force; nobody reported on a year before


@dataclass(frozen=True, slots=True)
class Whose:
    """``organ`` and ``year`` where they are certain; ``says`` how that was found, or what is doubtful.

    ``candidates`` are organs that may be meant: key, name, why.
    """

    organ: str | None
    year: int | None
    says: str
    candidates: tuple[dict[str, str], ...] = ()

    @property
    def is_certain(self) -> bool:
        return self.organ is not None and self.year is not None


def lookup(for_organ: Organ) -> Lookup:
    """The names of the organ and of all below it: an upload is for nobody else. Two queries."""
    organs = list(Organ.objects.filter(path__startswith=for_organ.path))
    above = Organ.objects.filter(key__in=[key for key in for_organ.path.split("/") if key])
    places = {each.key: each for each in (*organs, *above)}
    names: dict[str, list[OrganName]] = {}
    for row in OrganName.objects.filter(organ__in=organs).order_by("since"):
        names.setdefault(row.organ_id, []).append(row)
    return Lookup(Register(tuple(_entries(organs, names, places))))


def whose(report: Report, name: str, known: Lookup, today: date) -> Whose:
    """``name`` is the path of the file, which may say what the report does not."""
    found = resolve(printed_in(report, name), known)
    candidates = tuple({"key": each.key, "name": each.name, "why": each.why} for each in found.candidates)
    year = report.year if report.year and FIRST_YEAR <= report.year < today.year else None
    says = found.how
    if report.year is None:
        says += "没有写明是哪一年度的报告。"
    elif year is None:
        says += f"写的是 {report.year} 年度，那一年还没有过完，或者还没有年度报告。"
    return Whose(found.organ.key if found.organ else None, year, says, candidates)


def _entries(
    organs: list[Organ], names: dict[str, list[OrganName]], places: dict[str, Organ]
) -> Iterator[Entry]:
    line = 0
    for organ in organs:
        borne = names.get(organ.key) or [OrganName(organ=organ, name=organ.name, since=organ.opened)]
        for number, row in enumerate(borne):
            following = borne[number + 1].since if number + 1 < len(borne) else None
            line += 1
            yield Entry(
                line=line,
                key=organ.key,
                name=row.name,
                also=(),
                kind=cast("OrganKind", organ.kind),
                level=cast("Level", organ.level),
                region=_region(organ, places),
                parent=organ.parent_id,
                since=row.since if number else None,  # what it was called before the ledger knows nobody
                until=following - timedelta(days=1) if following else organ.ended,
                successor=organ.successor_id,
            )


def _region(organ: Organ, places: dict[str, Organ]) -> str | None:
    """The place of the nearest government of a county or above: 云溪县."""
    for key in reversed([key for key in organ.path.split("/") if key]):
        above = places.get(key)
        if above is not None and above.kind == "government" and above.level != "township":
            return above.name.removesuffix("人民政府") or None
    return None


def plain(found: Whose) -> dict[str, Any]:
    """The columns of an upload that say whose it is."""
    return {
        "organ_id": found.organ,
        "year": found.year,
        "says": found.says,
        "candidates": list(found.candidates),
    }
