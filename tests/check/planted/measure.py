"""Careful reports with near misses, and with one planted defect, in every layout: what the rules say to them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field
from random import Random

from gongkai.check.run import check
from gongkai.model.finding import Finding
from gongkai.read.opening import read_document
from gongkai.read.report import read_report
from tests.check.planted.careful import careful
from tests.check.planted.plants import Wording, put, report_for, wordings
from tests.generated.case import render
from tests.generated.draft import Draft

LAYOUTS = {
    "tabs": 4,
    "tabs-copies": 2,
    "pipes": 3,
    "html": 4,
    "html-site": 3,
    "html-word": 3,
    "html-gb18030": 1,
    "docx": 4,
    "docx-odd": 2,
    "docx-python": 1,
    "xlsx": 1,
    "pdf": 2,
    "pdf-typst": 1,
}
"""Layouts that damage nothing, by how often they are taken."""


@dataclass
class Tally:
    """Counts by rule; ``alarms`` say how each false one comes about."""

    documents: int = 0
    right: Counter[str] = field(default_factory=Counter)
    false: Counter[str] = field(default_factory=Counter)
    planted: Counter[str] = field(default_factory=Counter)
    found: Counter[str] = field(default_factory=Counter)
    alarms: list[str] = field(default_factory=list)
    misses: list[str] = field(default_factory=list)

    def accuse(self, finding: Finding, how: str) -> None:
        self.false[finding.code] += 1
        self.alarms.append(f"{how}: {finding.code} {finding.says}")


def findings(draft: Draft, layout: str, rng: Random) -> list[Finding]:
    """What the rules of the strict profile, which holds all of them, find in the draft printed so."""
    data, _, ending = render(layout, (), draft, rng)
    return list(check(read_report(read_document(data, name=f"report.{ending}")), profile="strict"))


def clean(seeds: range, tally: Tally) -> None:
    """Reports without a defect, with near misses: everything found is a false alarm."""
    near = wordings("near")
    for seed in seeds:
        rng = Random(f"clean {seed}")
        paper = careful(seed)
        laid = [one for one in near if paper.fits(one.plant)]
        chosen = _some(laid, rng)
        layout = layout_for(rng)
        tally.documents += 1
        for finding in findings(put(paper, [one.plant for one in chosen], rng), layout, rng):
            traps = " ".join(f"{one.rule}/{one.number}" for one in chosen)
            tally.accuse(finding, f"clean {seed} {layout} [{traps}]")


def planted(rounds: range, tally: Tally, among: Sequence[Wording] = ()) -> None:
    """Every defect of ``plants.yaml``, or those ``among`` them, once a round."""
    for turn in rounds:
        for wording in among or wordings("plants"):
            _plant(wording, turn, tally)


def _plant(wording: Wording, turn: int, tally: Tally) -> None:
    rng = Random(f"plant {wording.rule} {wording.number} {turn}")
    draft = put(report_for(wording.plant, turn), [wording.plant], rng)
    layout = layout_for(rng)
    how = f"plant {wording.rule}/{wording.number} {turn} {layout}"
    tally.documents += 1
    due = wording.plant.get("times", 1)
    tally.planted[wording.rule] += due
    for finding in findings(draft, layout, rng):
        if finding.code == wording.rule and due and wording.plant.get("mark", "") in finding.says:
            due -= 1
            tally.right[wording.rule] += 1
            tally.found[wording.rule] += 1
        elif finding.code not in wording.plant.get("also", ()):
            tally.accuse(finding, how)
    if due:
        tally.misses.append(how)


def _some(laid: list[Wording], rng: Random) -> list[Wording]:
    """Up to four sentences, and at most one plant that changes more than that."""
    small = rng.sample([one for one in laid if one.is_small], rng.randint(1, 4))
    large = [one for one in laid if not one.is_small]
    return [*([rng.choice(large)] if large and rng.random() < 0.5 else []), *small]


def layout_for(rng: Random) -> str:
    return rng.choices(list(LAYOUTS), list(LAYOUTS.values()))[0]
