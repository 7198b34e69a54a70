"""Words and figures put into a careful report: defects that must be found, and near misses that must not."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from random import Random
from typing import Any, TypeAlias

from tests.check.planted.careful import ROLES, Paper, careful, section, with_section, words
from tests.generated.draft import Draft, Grid, Piece, Text, lay_out
from tests.generated.truth import Truth

Plant: TypeAlias = Mapping[str, Any]
_CONDITIONS = frozenset({"since", "until", "kinds", "agencies", "zero", "some", "also", "times", "mark"})
_TRIES = 400


class NoSuchReport(LookupError):
    """No careful report fits the conditions of a plant: the plant is never tried."""


@dataclass(frozen=True, slots=True)
class Wording:
    """One entry of ``plants.yaml`` or ``near.yaml``."""

    rule: str
    number: int
    plant: Plant

    @property
    def is_small(self) -> bool:
        """Only sentences more: several of these stand in one report without disturbing one another."""
        return set(self.plant) - _CONDITIONS == {"add"}


def wordings(file: str) -> tuple[Wording, ...]:
    """All entries of a file, in order."""
    return tuple(
        Wording(rule, number, plant)
        for rule, plants in words(file).items()
        for number, plant in enumerate(plants)
    )


def report_for(plant: Plant, seed: int) -> Paper:
    """A careful report into which the plant fits. Raises :class:`NoSuchReport`."""
    for number in range(seed * _TRIES, (seed + 1) * _TRIES):
        paper = careful(number, plant)
        if paper.fits(plant):
            return paper
    raise NoSuchReport(plant)


def put(paper: Paper, plants: list[Plant], rng: Random) -> Draft:
    """The report with all the plants in it, laid out."""
    for plant in plants:
        paper = replace(paper, truth=_in_truth(paper, plant, rng))
    draft = lay_out(paper.truth)
    pieces = [part for piece in draft.pieces for part in _apart(piece)]
    for plant in plants:
        pieces = list(_in_pieces(pieces, plant))
    return replace(draft, pieces=tuple(pieces))


def _in_truth(paper: Paper, plant: Plant, rng: Random) -> Truth:
    truth = paper.truth
    if "title" in plant:
        truth = replace(truth, title=paper.say(plant["title"]))
    if "preamble" in plant:
        truth = replace(truth, preamble=paper.say(plant["preamble"]))
    if "signoff" in plant:
        truth = replace(truth, signoff=tuple(paper.say(line) for line in plant["signoff"]) or None)
    for role, paragraphs in plant.get("set", {}).items():
        if role in ROLES:
            truth = with_section(truth, role, paragraphs=tuple(map(paper.say, paragraphs)))
    for role, sentence in plant.get("add", {}).items():
        truth = _with_sentence(truth, role, paper.say(sentence), rng)
    for number, heading in plant.get("heading", {}).items():
        truth = with_section(truth, ROLES[number - 1], heading=heading)
    if "swap" in plant:
        first, second = (number - 1 for number in plant["swap"])
        sections = list(truth.sections)
        sections[first], sections[second] = sections[second], sections[first]
        truth = replace(truth, sections=tuple(sections))
    changed = plant.get("cells", {})
    return replace(
        truth,
        cells={**truth.cells, **changed},
        printed={**truth.printed, **{cell_id: str(value) for cell_id, value in changed.items()}},
    )


def _with_sentence(truth: Truth, role: str, sentence: str, rng: Random) -> Truth:
    """As a paragraph of its own at the end, or behind another paragraph's last sentence."""
    paragraphs = section(truth, role).paragraphs
    glued = paragraphs and sentence[-1] == "。" and paragraphs[-1][-1] == "。" and rng.random() < 0.4
    joined = (*paragraphs[:-1], paragraphs[-1] + sentence) if glued else (*paragraphs, sentence)
    return with_section(truth, role, paragraphs=joined)


def _apart(piece: Piece) -> Iterator[Piece]:
    if isinstance(piece, Text) and "\n" in piece.text:
        yield from (replace(piece, text=line) for line in piece.text.split("\n"))
    else:
        yield piece


def _in_pieces(pieces: list[Piece], plant: Plant) -> Iterator[Piece]:
    """Without the sections and tables that the plant drops, and with its labels."""
    number = 0
    for piece in pieces:
        if isinstance(piece, Text):
            number += piece.role == "heading"
            gone = number in plant.get("drop", ()) and piece.role != "signoff"
            if not gone or (number < 5 and piece.role == "prose" and number > 1):
                yield piece
        elif "tables" not in plant or piece.key in plant["tables"]:
            yield _labelled(piece, plant.get("label", {}))


def _labelled(grid: Grid, labels: Mapping[str, str]) -> Grid:
    return grid.map(
        lambda box: (
            replace(box, text=labels.get(box.text, box.text)) if box.kind in {"label", "head"} else box
        )
    )
