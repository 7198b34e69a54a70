"""The filing of a year's report: drafted, submitted, sent back or cleared, published; and the year's books closed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from gongkai.ledger.facts.filing import Amended, CellRemark, Cleared, Published, SentBack, Submitted
from gongkai.ledger.facts.organ import OpeningSigned, YearClosed
from gongkai.ledger.filing import case_of
from gongkai.model.report import Report
from gongkai_web.demo import reports
from gongkai_web.demo.county import OPENED
from gongkai_web.demo.office import Days, Office, Story
from gongkai_web.store import ledger
from gongkai_web.store.models import Organ

_RETURNED: Mapping[tuple[str, int], str] = {
    ("zhujian", 2023): "unbalanced",
    ("gongan", 2024): "contradicting",
    ("shuiwu", 2024): "gapped",
    ("baishi", 2024): "unbalanced",
    ("zhujian", 2025): "contradicting",
    ("longtan", 2025): "unbalanced",
}
_UNNOTICED: Mapping[tuple[str, int], str] = {
    ("nongye", 2024): "unbalanced",
    ("renshe", 2023): "contradicting",
    ("liulin", 2022): "gapped",
}
_AMENDED = {("jiaotong", 2024), ("jiaoyu", 2023)}
_MISLINKED = {("renshe", 2025), ("nongye", 2024)}
"""Under this year's link stands last year's report."""
_REMARKS: Mapping[str, tuple[CellRemark, ...]] = {
    "unbalanced": (CellRemark("requests.total.total", "总计与各项之和不相等，请核对台账后改正。"),),
    "contradicting": (CellRemark("overview", "文字里的申请件数与表中不一致，请查明以哪一个为准。"),),
    "gapped": (CellRemark("requests.carried_out.total", "结转下年度一格空白；没有的请填 0。"),),
}


def files(year: int) -> Story:
    """From the first version to the publication, as far as the days go."""

    def story(office: Office) -> Days:
        filing = _Filing(office, year)
        yield office.later(2)
        digest = filing.submits(filing.faulty)
        yield office.later(2)
        if filing.is_returned:
            filing.record(SentBack(_REMARKS[filing.fault]))
            yield office.later(3)
            digest = filing.submits(filing.good, "按退回意见修改")
            yield office.later(1)
        filing.record(Cleared(digest))
        yield office.later(2)
        filing.record(Published(digest, filing.address))
        if year >= OPENED.year:
            office.record("organ", YearClosed(year))
        if (office.place.key, year) in _AMENDED:
            yield office.later(25)
            filing.amends()

    return story


class _Filing:
    """One report on its way. What the ledger says is looked up once, when the draft is made."""

    def __init__(self, office: Office, year: int) -> None:
        office.write()
        self.office, self.year = office, year
        self.organ = Organ.objects.get(pk=office.place.key)
        place = (office.place.key, year)
        self.is_returned = place in _RETURNED
        self.fault = _RETURNED.get(place) or _UNNOTICED.get(place, "")
        self.good = self._made()
        self.faulty = reports.FAULTS[self.fault](self.good) if self.fault else self.good
        self.version = reports.kept(office, self.organ, year, self.faulty, self._came(self.faulty))

    @property
    def address(self) -> str:
        """The page of this very system where ``gongkai demo`` shows it, so that it can be looked at without a network."""
        year = self.year - 1 if (self.organ.key, self.year) in _MISLINKED else self.year
        return f"http://127.0.0.1:8000/reports/{self.organ.key}/{year}/"

    def record(self, fact: Submitted | SentBack | Cleared | Published | Amended) -> None:
        self.office.record(case_of(self.year), fact)

    def submits(self, report: Report, note: str = "") -> str:
        if report is not self.faulty:
            self.version = reports.kept(self.office, self.organ, self.year, report, self._came(report), note)
        self.record(Submitted(self.version))
        return self.version

    def amends(self) -> None:
        note = "更正：总体情况里培训的次数写错，表格的数据没有变化。"
        report = reports.reworded(self.good)
        digest = reports.kept(self.office, self.organ, self.year, report, self._came(report), note)
        self.record(Amended(digest, note))

    def _made(self) -> Report:
        signed = self.office.later(6)
        if self.year >= OPENED.year:
            return reports.drafted(self.organ, self.year, signed=signed)
        carried_out, in_force = (sum(each) for each in zip(*self._stocks(), strict=True))
        return reports.typed(
            self.organ, self.year, self.office.rng, carried_out=carried_out, in_force=in_force, signed=signed
        )

    def _stocks(self) -> Iterator[tuple[int, int]]:
        """What each ledger that the report adds up began with, as its leader signed it."""
        for organ in Organ.objects.filter(path__startswith=self.organ.path):
            for entry in ledger.entries_of(organ.key, "organ"):
                if isinstance(entry.act.fact, OpeningSigned):
                    yield entry.act.fact.carried_in, entry.act.fact.normative_documents

    def _came(self, report: Report) -> str:
        """A figure that is not the ledger's was typed over it."""
        if self.year < OPENED.year or (report is self.faulty and self.fault in {"unbalanced", "gapped"}):
            return "typed"
        return "ledger-tree" if self.organ.parent_id is None else "ledger"
