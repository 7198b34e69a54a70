"""A report in the making: what the ledger states in it, what a person fills in, and what was typed."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from datetime import date
from decimal import Decimal

from gongkai.law.forms import Form, Unit, required
from gongkai.law.numerals import dated
from gongkai.ledger.figures import Figures
from gongkai.ledger.year_report import with_facts
from gongkai.model.cell import Amount, Blank, Cell, Count, Missing, Unreadable
from gongkai.model.report import Passage, Report, Section, Signoff
from gongkai.write.grid import stated
from gongkai_web.reports import live
from gongkai_web.store.models import Organ

_DASHES = {"-", "—", "－", "/", "／", "——"}
_WHOLE = re.compile(r"-?\d{1,9}")
_MONEY = re.compile(r"\d{1,12}(?:\.\d{1,6})?")
MOST_WORDS = 30_000
"""Characters of one section: far more than any report has."""


@dataclass(frozen=True, slots=True)
class Ground:
    """What a report is made upon. ``figures`` is None where the ledger does not know the whole of the year: then a person
    fills in every cell.
    """

    organ: Organ
    year: int
    form: Form | None
    figures: Figures | None = None

    @property
    def fields(self) -> tuple[str, ...]:
        """The cells that a person fills in."""
        if self.form is None:
            return ()
        known = self.figures.cells if self.figures else {}
        return tuple(each for each in self.form.cells if isinstance(known.get(each, Blank()), Blank))


@dataclass(frozen=True, slots=True)
class Typed:
    """``report`` is what was typed as far as it can be understood; ``errors`` say by field what cannot."""

    report: Report
    texts: Mapping[str, str]
    errors: Mapping[str, str] = field(default_factory=dict)


def ground(organ: Organ, year: int, came: str) -> Ground:
    """``came`` is that of the version: only what was drafted from the ledger stays bound to it."""
    form = required(year)
    if not came.startswith("ledger"):
        return Ground(organ, year, form)
    return Ground(organ, year, form, live.figures(organ, year, tree=came == "ledger-tree"))


def refreshed(report: Report, upon: Ground) -> Report:
    """The report with the figures that the ledger has now."""
    if upon.figures is None:
        return report
    known = {each: cell for each, cell in upon.figures.cells.items() if not isinstance(cell, Blank)}
    return with_facts(replace(report, cells={**report.cells, **known}))


def outdated(report: Report, upon: Ground) -> tuple[str, ...]:
    """The cells of which the ledger says something else by now."""
    if upon.figures is None:
        return ()
    return tuple(
        each
        for each, cell in upon.figures.cells.items()
        if not isinstance(cell, Blank) and stated(cell) != stated(report.cells.get(each, Missing()))
    )


def fields_of(report: Report, upon: Ground) -> dict[str, str]:
    """What stands in the fields when the page opens, by the id of the cell."""
    return {each: shown(report.cells.get(each, Missing())) for each in upon.fields}


def shown(cell: Cell) -> str:
    """A cell as it is typed: a gap is an empty field."""
    match cell:
        case Missing():
            return ""
        case Unreadable(text=text):
            return text
        case _:
            return stated(cell)


def typed(data: Mapping[str, str], report: Report, upon: Ground) -> Typed:
    """What a form says, over the report that was open: :func:`refreshed`, where its figures may still move.

    Nothing that was typed is lost: it comes back in ``texts``.
    """
    texts = {f"cell:{each}": data.get(f"cell:{each}", "") for each in upon.fields}
    errors: dict[str, str] = {}
    cells = dict(report.cells)
    for each in upon.fields:
        cells[each] = _cell(each, texts[f"cell:{each}"], report, upon, errors)
    sections = tuple(_section(each, data, texts, errors) for each in report.sections)
    signoff = _signoff(report, data, texts, errors)
    made = replace(report, cells=cells, sections=sections, signoff=signoff, labels=(), damage=())
    return Typed(with_facts(made), texts, errors)


# --- cells --------------------------------------------------------------------------------------------------------


def _cell(cell_id: str, text: str, report: Report, upon: Ground, errors: dict[str, str]) -> Cell:
    was = report.cells.get(cell_id, Missing())
    if text == shown(was):
        return was
    assert upon.form is not None  # noqa: S101 - without a form there are no fields
    found = understood(text, upon.form.cells[cell_id].unit)
    if isinstance(found, str):
        errors[f"cell:{cell_id}"] = found
        return Unreadable(text.strip())
    return found


def understood(text: str, unit: Unit) -> Cell | str:
    """What was typed for one cell, nothing being a gap; a sentence on what is wrong where it is no figure."""
    plain = unicodedata.normalize("NFKC", text).replace(",", "").strip()
    if not plain:
        return Missing()
    if plain in _DASHES or text.strip() in _DASHES:
        return Blank(text.strip())
    found = _number(plain, unit)
    return _wanted(text.strip(), unit) if found is None else found


def _number(plain: str, unit: Unit) -> Cell | None:
    if unit == "amount":
        return Amount(Decimal(plain)) if _MONEY.fullmatch(plain) else None
    is_good = _WHOLE.fullmatch(plain) and (unit == "change" or not plain.startswith("-"))
    return Count(int(plain)) if is_good else None


def _wanted(text: str, unit: Unit) -> str:
    shown_text = text if len(text) <= 20 else f"{text[:20]}…"
    if unit == "amount":
        return f"「{shown_text}」不是金额。请填以万元计的数，最多六位小数；没有的填 0。"
    sign = "" if unit == "change" else "，不能小于 0"
    return f"「{shown_text}」不是整数。请用阿拉伯数字{sign}；没有的填 0。"


# --- words --------------------------------------------------------------------------------------------------------


def _section(
    section: Section, data: Mapping[str, str], texts: dict[str, str], errors: dict[str, str]
) -> Section:
    name = f"text:{section.role}"
    if name not in data:
        return section
    text = texts[name] = data[name].replace("\r\n", "\n")
    if len(text) > MOST_WORDS:
        errors[name] = f"写了 {len(text)} 个字，最多 {MOST_WORDS} 个。请删减，或者把附件另行公布。"
        return section
    lines = tuple(Passage(line.strip()) for line in text.split("\n") if line.strip())
    if [each.text for each in lines] == [each.text for each in section.paragraphs]:
        return section
    return replace(section, paragraphs=lines)


def _signoff(
    report: Report, data: Mapping[str, str], texts: dict[str, str], errors: dict[str, str]
) -> Signoff | None:
    if "day" not in data:
        return report.signoff
    text = texts["day"] = data["day"].strip()
    body = report.signoff.body if report.signoff else Passage(report.agency or "")
    if not text:
        return Signoff(body, Passage("〔待填〕年〔待填〕月〔待填〕日"), None)
    try:
        day = date.fromisoformat(text)
    except ValueError:
        errors["day"] = f"「{text[:20]}」不是日期，请写成 2026-01-20 的样子。"
        return report.signoff
    return Signoff(body, Passage(dated(day)), day)
