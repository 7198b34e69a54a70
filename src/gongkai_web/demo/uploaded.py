"""Reports of 2021 that were handed in as files, whole and damaged; the worker reads them when it starts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from random import Random

from gongkai.model.report import Report
from gongkai.write.rendering import SUFFIXES, rendered
from gongkai_web.demo.reports import FAULTS, typed
from gongkai_web.store.models import Organ
from gongkai_web.uploads.receiving import receive

_YEAR = 2021
_SIGNED = date(2022, 1, 25)
_WHOLE = {"caizheng": "docx", "jiaoyu": "html", "shuiwu": "xlsx", "weijian": "markdown"}
_DAMAGED = ("baishi", "nanpo")
_FAULTY = {"jiaoyu": "unbalanced"}


def hand_in(seed: int) -> None:
    """The supervising office has a folder of old reports; a township brings its own, which a conversion has damaged."""
    county, township = Organ.objects.get(pk="yunxi"), Organ.objects.get(pk="liulin")
    receive(county, _folder(Random(seed)), actor=f"supervisor-{county.key}")
    own = _report(township.key, Random(seed))
    receive(township, [(f"{township.name}{_YEAR}.txt", _squeezed(own))], actor=f"editor-{township.key}")


def _folder(rng: Random) -> Iterator[tuple[str, bytes]]:
    for key, form in _WHOLE.items():
        report = _report(key, rng)
        if key in _FAULTY:
            report = FAULTS[_FAULTY[key]](report)
        yield f"{report.agency}{_YEAR}.{SUFFIXES[form]}", rendered(report, form)[0]
    for key in _DAMAGED:
        report = _report(key, rng)
        yield f"{report.agency}{_YEAR}.txt", _squeezed(report)
    yield "年度报告（扫描件）.docx", "这不是 Word 文档".encode()


def _report(key: str, rng: Random) -> Report:
    organ = Organ.objects.get(pk=key)
    return typed(organ, _YEAR, rng, carried_out=0, in_force=3, signed=_SIGNED)


def _squeezed(report: Report) -> bytes:
    """As a conversion from PDF leaves it: the cells of a row run together."""
    lines = rendered(report, "markdown")[0].decode().splitlines()
    return "\n".join(
        "".join(map(str.strip, line.split("|"))) for line in lines if set(line) - set("|-: ")
    ).encode()
