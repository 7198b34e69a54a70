"""How a report of a year begins: drafted from the ledger, typed, or taken from a file.

What the ledger knows is not typed: the report and the books would say two things. A ledger that was opened and never
used knows nothing; where a report of its year is taken from a file, it begins with the next year instead.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from django.db import transaction

from gongkai.law.forms import Form, required
from gongkai.law.numerals import in_chinese
from gongkai.ledger.correcting import as_corrected
from gongkai.ledger.entry import KINDS, Act, Corrected
from gongkai.ledger.facts.organ import LedgerOpened, OrganChanged
from gongkai.ledger.year_report import draft
from gongkai.model.cell import Missing
from gongkai.model.report import Passage, Report, Section, Signoff
from gongkai_web import clock
from gongkai_web.reports import live, versions
from gongkai_web.store import ledger, succession
from gongkai_web.store.models import Entry, Head, Organ, ReportVersion, Upload

_OF_OPENING = [name for name, kind in KINDS.items() if kind in (LedgerOpened, OrganChanged, Corrected)]


class Used(ValueError):
    """The ledger counts the year: no file takes its place. The message says so to people."""


def ways(organ: Organ, year: int) -> tuple[str, ...]:
    """How a report of the year may begin; in no way where another organ reports it."""
    if (heir := reporter(organ, year)) is not None and heir != organ:
        return ()
    if not is_counted(organ, year):
        return ("typed", "upload") if required(year) else ("upload",)
    drafted = ("ledger", "ledger-tree") if organ.children.exists() else ("ledger",)
    return (*drafted, "upload") if is_unused(organ) else drafted


def begun(organ: Organ, year: int, came: str) -> Report:
    """The first version: drafted by the library where the ledger has figures, else the bare form."""
    if came.startswith("ledger"):
        return draft(live.figures(organ, year, tree=came == "ledger-tree")).report
    try:
        return draft(live.figures(organ, year)).report
    except live.NoFigures:
        return _bare(organ, year)


def is_counted(organ: Organ, year: int) -> bool:
    """Whether the ledger counts the whole of the year."""
    return organ.opened.year <= year and live.covers(live.figures(organ, year), year)


def reporter(organ: Organ, year: int) -> Organ | None:
    """Who reports the year of the organ: itself, or who goes on with it; None for a year before its ledger."""
    if organ.opened.year > year:
        return None
    heir = live.figures(organ, year).heirs[organ.key]
    return organ if heir == organ.key else Organ.objects.get(pk=heir)


def is_unused(organ: Organ) -> bool:
    """Whether nothing was ever recorded but that it was opened, here or in a ledger that counts with it.

    Filing reports does not use a ledger.
    """
    below = Organ.objects.filter(path__startswith=organ.path).values("key")
    used = Entry.objects.exclude(kind__in=_OF_OPENING).exclude(kind__startswith="filing.")
    followed = succession.followed([organ.key])
    return not used.filter(organ__in=below).exists() and not used.filter(organ__in=followed).exists()


def gives_way(organ: Organ, year: int) -> bool:
    """Whether a file takes the place of a ledger that was never used."""
    return is_counted(organ, year) and is_unused(organ)


def against_file(organ: Organ, year: int) -> str:
    """What stands against a report from a file, as a sentence; empty where nothing does."""
    if "upload" in ways(organ, year):
        return ""
    if (heir := reporter(organ, year)) is not None and heir != organ:
        return f"{organ.name}已经撤并，{year} 年度的情况由{heir.name}统计和报告。"
    return (
        f"{organ.name} {year} 年度的数字由台账得出，不能用文件代替。"
        "要改数字，请在台账里更正；只作核对的，这份文件可以不采用。"
    )


@transaction.atomic
def from_file(
    organ: Organ, year: int, report: Report, *, actor: str, note: str, upload: Upload | None = None
) -> ReportVersion:
    """The report as the newest version. Raises :class:`Used`, and as :func:`versions.save`."""
    Head.objects.select_for_update().filter(pk=organ.key).first()  # nothing is recorded meanwhile
    if reason := against_file(organ, year):
        raise Used(reason)
    if gives_way(organ, year):
        _open_later(organ, year, actor)
    return versions.save(organ, year, report, came="upload", actor=actor, note=note, upload=upload)


def _open_later(organ: Organ, year: int, actor: str) -> None:
    """The opening is corrected: what the file says of the year is all that there is, and what it carried out is carried in."""
    case = ledger.entries_of(organ.key, "organ")
    stated = as_corrected(case, case[0].number)
    assert stated is not None  # noqa: S101 - a chain begins with its opening
    reason = f"{year} 年度报告取自文件，台账从未用过，改从次年记起"
    fact = Corrected(case[0].number, date(year + 1, 1, 1), stated[0], reason)
    ledger.record(Act(organ.key, "organ", clock.today(), clock.now(), actor, fact))
    organ.refresh_from_db()


def _bare(organ: Organ, year: int) -> Report:
    """The form of the year with nothing in it."""
    form = required(year)
    if form is None:
        raise live.NoFigures(f"{year} 年度没有统一格式，请上传当年的报告文件。")
    return Report(
        agency=organ.name,
        year=year,
        title=Passage(f"{organ.name}{year}年政府信息公开工作年度报告"),
        form=form.version,
        cells=dict.fromkeys(form.cells, Missing()),
        tables={table.key: form.version for table in form.tables},
        sections=tuple(_empty_sections(form)),
        signoff=Signoff(Passage(organ.name), Passage("〔待填〕年〔待填〕月〔待填〕日"), None),
    )


def _empty_sections(form: Form) -> Iterator[Section]:
    for each in form.sections:
        yield Section(each.number, each.role, Passage(f"{in_chinese(each.number)}、{each.heading}"))
