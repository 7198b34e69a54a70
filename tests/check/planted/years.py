"""Several years of one organ: as they should follow one another, nearly wrong, and with one planted break."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random
from typing import TypeAlias

from gongkai.check.run import check_years
from gongkai.model.finding import Finding
from gongkai.model.report import Report
from gongkai.read.opening import read_document
from gongkai.read.report import read_report
from tests.check.planted.careful import careful
from tests.check.planted.measure import Tally, layout_for
from tests.generated.case import render
from tests.generated.draft import lay_out
from tests.generated.truth import Truth, Value, random_truth

Cells: TypeAlias = dict[str, Value]
_STOCK = "disclosure.normative_documents"
_DECISIONS = "disclosure.penalties.decisions"
_APPLICANTS = ("natural_person", "business", "research", "public_welfare", "legal_service", "other")


def clean_years(seeds: range, tally: Tally) -> None:
    """Years that follow from one another, some with an odd but right turn: nothing may be found."""
    for seed in seeds:
        rng = Random(f"years {seed}")
        years, start = _years(rng, rng.choice([2, 3])), rng.choice([2021, 2022])
        turn = rng.choice(list(NEAR))
        years = NEAR[turn](years, rng)
        for finding in _found(years, start, tally, rng, step=2 if turn == "a-year-between" else 1):
            tally.accuse(finding, f"years {seed} [{turn}]")


def planted_years(rounds: range, tally: Tally) -> None:
    for turn in rounds:
        for code, plants in PLANTS.items():
            for number, plant in enumerate(plants):
                rng = Random(f"plant {code} {number} {turn}")
                how = f"plant {code}/{number} {turn}"
                tally.planted[code] += 1
                hit = False
                for finding in _found(
                    plant(_years(rng, 2), rng),
                    2021,
                    tally,
                    rng,
                    step=0 if code == "YRS005" else 1,
                    copied=code == "YRS007",
                ):
                    if finding.code == code and not hit:
                        hit = True
                        tally.right[code] += 1
                        tally.found[code] += 1
                    elif (code, finding.code) != ("YRS002", "YRS006"):  # what is moved may leap
                        tally.accuse(finding, how)
                if not hit:
                    tally.misses.append(how)


def _found(
    years: list[Cells], start: int, tally: Tally, rng: Random, *, step: int = 1, copied: bool = False
) -> list[Finding]:
    reports = [_read(cells, start + n * step, tally, rng, copied=copied) for n, cells in enumerate(years)]
    return list(check_years(reports, profile="strict"))


def _read(cells: Cells, year: int, tally: Tally, rng: Random, *, copied: bool) -> Report:
    """One year's report. Only rules on several years look at it, so that its words need not fit its figures."""
    seed = 1 if copied else rng.randrange(10**6)
    truth: Truth = replace(
        careful(seed, {"agencies": ["云溪县财政局"]}).truth,
        year=year,
        title=f"云溪县财政局{year}年政府信息公开工作年度报告",
        tables=dict.fromkeys(("disclosure", "requests", "remedies"), "2021"),
        undivided=(),
        cells=cells,
        printed={cell_id: str(value) for cell_id, value in cells.items()},
    )
    data, _, ending = render(layout_for(rng), (), lay_out(truth), rng)
    tally.documents += 1
    return read_report(read_document(data, name=f"{year}.{ending}"))


def _years(rng: Random, number: int) -> list[Cells]:
    """Figures of years in which requests are carried over, and documents in force, as they must be."""
    years: list[Cells] = []
    while len(years) < number:
        truth = random_truth(rng.randrange(10**9), plain=True)
        if set(truth.tables.values()) != {"2021"} or truth.undivided:
            continue
        cells = dict(truth.cells)
        for cell_id in cells:
            if cell_id.startswith("disclosure."):
                cells[cell_id] = (
                    "3.2000" if cell_id.endswith("amount") else 0 if "regulations" in cell_id else 7
                )
        before = years[-1] if years else None
        _follow(cells, before, rng)
        if before is None or not _leaps(before, cells):
            years.append(cells)
    return years


def _leaps(before: Cells, cells: Cells) -> bool:
    """The random numbers of requests are so far apart that anyone would ask why."""
    small, large = sorted(int(year["requests.new_received.total"] or 0) for year in (before, cells))
    return 0 < small * 40 < large


def _follow(cells: Cells, before: Cells | None, rng: Random) -> None:
    """Make the year begin with what the one before ended with."""
    stock = int(before[f"{_STOCK}.in_force"] or 0) if before else 20
    issued, repealed = rng.randint(0, 9), rng.randint(0, min(stock, 5))
    cells[f"{_STOCK}.issued"], cells[f"{_STOCK}.repealed"] = issued, repealed
    cells[f"{_STOCK}.in_force"] = stock + issued - repealed
    for column in _APPLICANTS:
        out = int(before[f"requests.carried_out.{column}"] or 0) if before else 0
        _bring(cells, column, out)
    _add_up(cells)


def _bring(cells: Cells, column: str, count: int) -> None:
    """``count`` requests come over from the year before: so many fewer are new, or so many more are left."""
    whole = int(cells[f"requests.total.{column}"] or 0) + int(cells[f"requests.carried_out.{column}"] or 0)
    if count > whole:
        cells[f"requests.carried_out.{column}"] = (
            int(cells[f"requests.carried_out.{column}"] or 0) + count - whole
        )
        whole = count
    cells[f"requests.carried_in.{column}"] = count
    cells[f"requests.new_received.{column}"] = whole - count


def _add_up(cells: Cells) -> None:
    for row in ("new_received", "carried_in", "carried_out"):
        cells[f"requests.{row}.total"] = sum(int(cells[f"requests.{row}.{c}"] or 0) for c in _APPLICANTS)


def _none(years: list[Cells], rng: Random) -> list[Cells]:
    return years


def _all_repealed(years: list[Cells], rng: Random) -> list[Cells]:
    stock = int(years[0][f"{_STOCK}.in_force"] or 0)
    years = years[:2]
    years[1] |= {f"{_STOCK}.issued": 0, f"{_STOCK}.repealed": stock, f"{_STOCK}.in_force": 0}
    return years


def _growth(years: list[Cells], rng: Random) -> list[Cells]:
    years = years[:2]
    years[0][_DECISIONS], years[1][_DECISIONS] = 20, 990
    return years


def _from_nothing(years: list[Cells], rng: Random) -> list[Cells]:
    years = years[:2]
    years[0][_DECISIONS], years[1][_DECISIONS] = 0, 4000
    return years


def _small(years: list[Cells], rng: Random) -> list[Cells]:
    years = years[:2]
    years[0][_DECISIONS], years[1][_DECISIONS] = 400, 3
    return years


def _apart(years: list[Cells], rng: Random) -> list[Cells]:
    """Two years with one between them that is not there: what was carried over need not agree."""
    years[-1][f"{_STOCK}.in_force"] = 77
    _bring(years[-1], "natural_person", 3)
    _add_up(years[-1])
    return years


NEAR: dict[str, Callable[[list[Cells], Random], list[Cells]]] = {
    "none": _none,
    "all-repealed": _all_repealed,
    "growth-below-fifty": _growth,
    "from-nothing": _from_nothing,
    "small-figures": _small,
    "a-year-between": _apart,
}


def _broken(by: int) -> Callable[[list[Cells], Random], list[Cells]]:
    def plant(years: list[Cells], rng: Random) -> list[Cells]:
        column = rng.choice(_APPLICANTS)
        _bring(years[1], column, int(years[0][f"requests.carried_out.{column}"] or 0) + by)
        _add_up(years[1])
        return years

    return plant


def _moved(years: list[Cells], rng: Random) -> list[Cells]:
    for row, column, count in (("carried_out", "natural_person", 3), ("carried_out", "business", 0)):
        years[0][f"requests.{row}.{column}"] = count
        years[0][f"requests.new_received.{column}"] = (
            int(years[0][f"requests.total.{column}"] or 0)
            + count
            - int(years[0][f"requests.carried_in.{column}"] or 0)
        )
    for cells in years:
        for column in _APPLICANTS:
            if int(cells[f"requests.new_received.{column}"] or 0) < 0:
                _bring(cells, column, 0)
    for column in _APPLICANTS:
        _bring(years[1], column, int(years[0][f"requests.carried_out.{column}"] or 0))
    _bring(years[1], "natural_person", 0)
    _bring(years[1], "business", 3)
    for cells in years:
        _add_up(cells)
    return years


def _stock(by: int) -> Callable[[list[Cells], Random], list[Cells]]:
    def plant(years: list[Cells], rng: Random) -> list[Cells]:
        years[1][f"{_STOCK}.in_force"] = int(years[1][f"{_STOCK}.in_force"] or 0) + by
        return years

    return plant


def _too_many_repealed(years: list[Cells], rng: Random) -> list[Cells]:
    stock = int(years[0][f"{_STOCK}.in_force"] or 0)
    years[1] |= {f"{_STOCK}.issued": 2, f"{_STOCK}.repealed": stock + 12, f"{_STOCK}.in_force": 0}
    return years


def _other_figure(years: list[Cells], rng: Random) -> list[Cells]:
    return [years[0], {**years[0], _DECISIONS: 8}]


def _jump(years: list[Cells], rng: Random) -> list[Cells]:
    years[0][_DECISIONS], years[1][_DECISIONS] = 11, 3000
    return years


def _fall(years: list[Cells], rng: Random) -> list[Cells]:
    years[0]["disclosure.fees.amount"], years[1]["disclosure.fees.amount"] = "32000.00", "3.2000"
    return years


PLANTS: dict[str, list[Callable[[list[Cells], Random], list[Cells]]]] = {
    "YRS001": [_broken(1), _broken(7)],
    "YRS002": [_moved],
    "YRS003": [_stock(4), _stock(-1)],
    "YRS004": [_too_many_repealed],
    "YRS005": [_other_figure],
    "YRS006": [_jump, _fall],
    "YRS007": [_none],
}
