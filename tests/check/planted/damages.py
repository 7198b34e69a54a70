"""Damage done to careful reports, and what the rules on damage say to it.

Right is a rule whose kind was done to the document, or follows from what was; false is any rule on damage that
speaks of a document that was printed without damage, or of a kind that could not come of what was done.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from random import Random

from gongkai.check.run import check
from gongkai.model.finding import Finding
from gongkai.read.opening import read_document
from gongkai.read.report import read_report
from tests.check.planted.careful import careful
from tests.check.planted.measure import Tally
from tests.generated.case import render
from tests.generated.damage import ON_DRAFT
from tests.generated.draft import Draft, Text, lay_out

_ROW = frozenset({"DMG001", "DMG002", "DMG003", "DMG004", "DMG012", "DMG013", "DMG014", "DMG017"})
"""What a row can suffer: with its numbers gone or moved, which of these it was is often not to be told."""
_GROUPS = frozenset({"DMG005", "DMG006", "DMG007", "DMG008"})
_LABELS = frozenset({"DMG011", "DMG028"})

ON_TABLES: dict[str, tuple[str, frozenset[str]]] = {
    "first-number-dropped": ("DMG001", _ROW),
    "last-number-dropped": ("DMG001", _ROW),
    "zero-inserted": ("DMG002", _ROW),
    "columns-shifted": ("DMG006", _ROW | _GROUPS),
    "group-labels-lost": ("DMG006", _GROUPS),
    "group-labels-first": ("DMG007", _GROUPS),
    "group-rows": ("DMG008", _GROUPS),
    "table-split": ("DMG009", frozenset({"DMG009", "DMG010"}) | _GROUPS),
    "dash-rules": ("DMG010", frozenset({"DMG010"})),
    "label-misread": ("DMG011", _LABELS),
    "labels-then-numbers": ("DMG013", _ROW | _GROUPS | {"DMG009", "DMG015"}),
    "digits-joined": ("DMG014", _ROW | _GROUPS),
    "column-major": ("DMG015", _ROW | _GROUPS | {"DMG009", "DMG015"}),
    "furniture": ("DMG016", frozenset({"DMG009", "DMG010", "DMG016"})),
    "blanks-pushed": ("DMG017", _ROW | {"CEL001"}),
    "header-lost": ("DMG018", frozenset({"DMG018"}) | _GROUPS),
    "traditional": ("DMG028", _LABELS),
}
"""Damage by name: the rule that it is done for, and those that may speak of it."""


def _title_space(text: str, rng: Random) -> str:
    return text.replace("云溪县", "云溪 县", 1)


def _bold(text: str, rng: Random) -> str:
    return text.replace("监督保障", "**监督保障**", 1)


def _brackets(text: str, rng: Random) -> str:
    return text.replace("\n（一）", "\n(一)", 1)


def _foreign(text: str, rng: Random) -> str:
    return text.replace("认真", "carefully", 1).replace("群众", "masses ", 1)


def _levels(text: str, rng: Random) -> str:
    return text.replace("## 五、", "#### 五、", 1)


def _heading_lost(text: str, rng: Random) -> str:
    return "\n".join(line for line in text.split("\n") if "五、存在的主要问题" not in line)


def _split(text: str, rng: Random) -> str:
    lines = text.split("\n")
    at = next(n for n, line in enumerate(lines) if "主动公开" in line and "。" in line and n > 2)
    middle = lines[at].rindex("信息") + 1
    lines[at : at + 1] = [lines[at][:middle], "", lines[at][middle:]]
    return "\n".join(lines)


ON_TEXT: dict[str, tuple[str, Callable[[str, Random], str]]] = {
    "DMG019": ("tabs", _split),
    "DMG020": ("pipes", _levels),
    "DMG021": ("tabs", _heading_lost),
    "DMG023": ("tabs", _title_space),
    "DMG024": ("pipes", _bold),
    "DMG025": ("tabs", _brackets),
    "DMG026": ("tabs", _foreign),
}
"""The rule: the layout whose text is damaged, and how."""


def damaged(rounds: range, tally: Tally) -> None:
    """Every damage once a round, in a report that is whole otherwise."""
    for turn in rounds:
        for name, (code, allowed) in ON_TABLES.items():
            rng = Random(f"damage {name} {turn}")
            layout = rng.choice(["tabs", "pipes"])
            draft = _draft(rng)
            data, _, ending = render(layout, (name,), _on_draft(name, draft, rng), rng)
            _judge(data, ending, code, allowed, f"damage {name} {turn} {layout}", tally)
        for code, (layout, change) in ON_TEXT.items():
            rng = Random(f"damage {code} {turn}")
            data, _, ending = render(layout, (), _draft(rng), rng)
            text = data.decode()
            if layout == "pipes" and "## " not in text:
                text = "\n".join(f"## {line}" if line[:2] in _HEADS else line for line in text.split("\n"))
            broken = change(text, rng)
            if broken != text:
                _judge(
                    broken.encode(), ending, code, frozenset({code, "SEC002"}), f"damage {code} {turn}", tally
                )


_HEADS = tuple(f"{numeral}、" for numeral in "一二三四五六")


def _draft(rng: Random) -> Draft:
    while True:
        paper = careful(rng.randrange(10**6))
        if paper.truth.agency.startswith("云溪县") and paper.truth.full and paper.truth.year >= 2021:
            break
    draft = lay_out(paper.truth)
    return replace(draft, pieces=tuple(p for p in draft.pieces if not isinstance(p, Text) or p.text))


def _on_draft(name: str, draft: Draft, rng: Random) -> Draft:
    return ON_DRAFT[name](draft, rng) if name in ON_DRAFT else draft


def _judge(data: bytes, ending: str, code: str, allowed: frozenset[str], how: str, tally: Tally) -> None:
    tally.documents += 1
    tally.planted[code] += 1
    found = list(check(read_report(read_document(data, name=f"report.{ending}")), profile="strict"))
    for finding in found:
        if finding.code in allowed | {code}:
            tally.right[finding.code] += 1
        elif finding.code.startswith("DMG") or _blames(finding):
            tally.accuse(finding, how)
    if any(finding.code == code for finding in found):
        tally.found[code] += 1
    else:
        tally.misses.append(how)


def _blames(finding: Finding) -> bool:
    """The organ is accused of what only the damage did."""
    return finding.cause != "conversion"
