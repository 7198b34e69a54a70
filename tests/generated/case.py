"""One generated document: a known report (or none) in one layout, with named damages, by one seed."""

from __future__ import annotations

from dataclasses import dataclass, replace
from random import Random

from tests.generated import negatives
from tests.generated.damage import ON_DRAFT, ON_ROWS, ON_TEXT, PRINTINGS
from tests.generated.draft import Draft, lay_out
from tests.generated.render import BY_HAND, LAYOUTS
from tests.generated.render import text as text_layouts
from tests.generated.sheet import sheet
from tests.generated.truth import Cells, random_truth

NONE = "none"
SLOW = ("docx-python", "pdf", "pdf-horizontal", "pdf-typst")


@dataclass(frozen=True, slots=True)
class Case:
    """``exact``: every cell must be right but the ``weak`` ones; else withholding is fine. Wrong never is."""

    layout: str
    damages: tuple[str, ...]
    seed: int
    name: str
    data: bytes
    cells: Cells
    exact: bool
    weak: frozenset[str]
    other: Cells | None = None
    negative: bool = False

    @property
    def damage(self) -> str:
        return "+".join(self.damages) or NONE


def layouts() -> tuple[str, ...]:
    return (*text_layouts.LAYOUTS, *LAYOUTS)


def make(layout: str, damage: str, seed: int) -> Case:
    """The document that these three names stand for, the same on every machine."""
    names = () if damage == NONE else tuple(damage.split("+"))
    rng = Random(f"{layout} {damage} {seed}")
    kind = next((name for name in names if name in negatives.KINDS), None)
    draft = negatives.negative(kind, rng) if kind else lay_out(random_truth(seed))
    for name in names:
        if name in ON_DRAFT:
            draft = ON_DRAFT[name](draft, rng)
    data, draft, ending = render(layout, names, draft, rng)
    return Case(
        layout,
        names,
        seed,
        f"{layout}-{seed}.{ending}",
        data,
        draft.cells,
        draft.exact,
        draft.weak,
        draft.other,
        negative=kind is not None,
    )


def render(layout: str, names: tuple[str, ...], draft: Draft, rng: Random) -> tuple[bytes, Draft, str]:
    if layout not in text_layouts.LAYOUTS:
        ending, printed_as = (LAYOUTS | BY_HAND)[layout]
        return printed_as(draft, rng), draft, ending
    ending, separator, merged = text_layouts.LAYOUTS[layout]
    page = sheet(draft, merged)
    for name in names:
        if name in ON_ROWS:
            page = ON_ROWS[name](page, rng)
    printing = next((PRINTINGS[name] for name in names if name in PRINTINGS), None)
    if printing:
        printed, page = printing(page.without_copies(), rng)
    else:
        printed = text_layouts.print_sheet(page, separator, rng)
    for name in names:
        if name in ON_TEXT:
            printed = ON_TEXT[name](printed, rng)
    return printed.encode(), _combined(page.draft, names), ending


def _combined(draft: Draft, names: tuple[str, ...]) -> Draft:
    """Damages that each leave enough may together leave too little: with a lost grid, nothing else is asked for."""
    hard = [name for name in names if name in ON_ROWS]
    loose = any(name in PRINTINGS for name in names)
    together = (
        (loose and bool(hard)) or len(hard) > 1 or (loose and {"split-number", "letter-o"} & set(names))
    )
    return replace(draft, exact=draft.exact and not together)


def choose(rng: Random, only: tuple[str, ...] = ()) -> tuple[str, str]:
    """A layout and damages for one document: most are text, most have one or two damages."""
    names = only or layouts()
    weights = [1 if name in SLOW else 6 if name in LAYOUTS else 16 for name in names]
    layout = rng.choices(names, weights)[0]
    if rng.random() < 0.08:
        return layout, rng.choice(sorted(negatives.KINDS))
    wanted = rng.choice([0, 1, 1, 1, 2, 2, 3])
    stages: list[list[str]] = [sorted(ON_DRAFT)]
    if layout in text_layouts.LAYOUTS:
        stages += [sorted(ON_ROWS), sorted(ON_ROWS), sorted(PRINTINGS), sorted(ON_TEXT)]
    chosen: list[str] = []
    for stage in rng.sample(stages, min(wanted, len(stages))):
        name = rng.choice(stage)
        if name not in chosen:
            chosen.append(name)
    return layout, "+".join(sorted(_fair(chosen))) or NONE


def _fair(chosen: list[str]) -> list[str]:
    """Without the damage that, beside another, would make a different true report of the document."""
    without_cells = PRINTINGS.keys() & set(chosen)  # there 5 8 for 58 is two figures to anyone
    unfair = (
        {"split-number"} if without_cells else {"columns-reordered"} if "header-lost" in chosen else set()
    )
    return [name for name in chosen if name not in unfair]
