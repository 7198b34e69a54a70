"""Reports in which nothing is wrong: the tables add up, and every sentence agrees with them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from functools import cache
from pathlib import Path
from random import Random
from types import MappingProxyType
from typing import Any

import yaml

from gongkai.law.forms import required
from tests.generated.prose import HEADINGS, Section
from tests.generated.truth import Truth, Value, random_truth

FOLDER = Path(__file__).parent
ROLES = ("overview", "active_disclosure", "requests", "remedies", "problems", "other_matters")
_HOLE = re.compile("<([a-z_]+)>")
_HAN = "〇一二三四五六七八九"
_LATEST = {"government": 90, "township": 90}
"""Days after the New Year on which the last careful organ of this kind signs; others have 31."""

_ORGANS = {
    "bureau": (
        "云溪县财政局",
        "云溪县教育局",
        "云溪县自然资源局",
        "云溪县农业农村局",
        "云溪县卫生健康委员会",
        "云溪县文化和旅游局",
        "云溪县市场监督管理局",
        "云溪县人民政府办公室",
        "国家税务总局云溪县税务局",
        "清江市水利局",
        "清江市生态环境局云溪分局",
    ),
    "township": ("云溪县白石镇人民政府", "云溪县柳林乡人民政府", "云溪县人民政府石门街道办事处"),
    "government": ("云溪县人民政府", "清江市人民政府"),
}


@dataclass(frozen=True, slots=True)
class Paper:
    """A report as its office wrote it: what stands in it, what kind of organ wrote it, and figures for sentences."""

    truth: Truth
    kind: str
    holes: Mapping[str, object]

    def fits(self, wanted: Mapping[str, Any]) -> bool:
        """Whether the report is one of which words with these conditions may be said."""
        cells = self.truth.cells
        return (
            wanted.get("since", 0) <= self.truth.year <= wanted.get("until", 9999)
            and self.kind in wanted.get("kinds", [self.kind])
            and self.truth.agency in wanted.get("agencies", [self.truth.agency])
            and not any(_value(cells, cell_id) for cell_id in wanted.get("zero", ()))
            and all(_value(cells, cell_id) for cell_id in wanted.get("some", ()))
        )

    def say(self, text: str) -> str:
        return _HOLE.sub(lambda hole: str(self.holes[hole[1]]), text)


@cache
def words(name: str) -> Any:
    return yaml.safe_load((FOLDER / f"{name}.yaml").read_text("utf-8"))


def careful(seed: int, wanted: Mapping[str, Any] = MappingProxyType({})) -> Paper:
    """The report with this number. Its own figures are random; nothing in it contradicts another.

    ``wanted`` may name ``kinds`` of organs or ``agencies``.
    """
    rng = Random(f"careful {seed}")
    truth = _tidy(_on_its_form(rng), rng)
    kind, agency = _organ(rng, wanted)
    truth = replace(truth, seed=seed, agency=agency)
    paper = Paper(truth, kind, _holes(truth, rng))
    return replace(paper, truth=_worded(paper, rng))


def _organ(rng: Random, wanted: Mapping[str, Any]) -> tuple[str, str]:
    every = [(kind, agency) for kind, agencies in _ORGANS.items() for agency in agencies]
    among = [
        (kind, agency)
        for kind, agency in every
        if kind in wanted.get("kinds", _ORGANS) and agency in wanted.get("agencies", [agency])
    ]
    return rng.choice(among)


def section(truth: Truth, role: str) -> Section:
    return truth.sections[ROLES.index(role)]


def with_section(truth: Truth, role: str, **changes: Any) -> Truth:
    at = ROLES.index(role)
    changed = replace(truth.sections[at], **changes)
    return replace(truth, sections=(*truth.sections[:at], changed, *truth.sections[at + 1 :]))


def _on_its_form(rng: Random) -> Truth:
    while True:
        truth = random_truth(rng.randrange(10**9), plain=True)
        due = required(truth.year)
        if due and set(truth.tables.values()) == {due.version} and not truth.undivided:
            return truth


def _tidy(truth: Truth, rng: Random) -> Truth:
    """Without what random figures get wrong: rules made by a county, fewer documents than were made this year."""
    cells = dict(truth.cells)
    for cell_id in cells:
        if cell_id.startswith("disclosure.regulations."):
            cells[cell_id] = 0
    documents = "disclosure.normative_documents"
    if f"{documents}.in_force" in cells:
        issued, repealed = _value(cells, f"{documents}.issued"), _value(cells, f"{documents}.repealed")
        cells[f"{documents}.in_force"] = max(issued - repealed, 0) + rng.choice([0, 3, 40])
    return replace(truth, cells=cells, printed={i: str(value) for i, value in cells.items()})


def _value(cells: Mapping[str, Value], cell_id: str) -> int:
    return int(float(cells.get(cell_id) or 0))


def _holes(truth: Truth, rng: Random) -> dict[str, object]:
    def total(row: str) -> int:
        return _value(truth.cells, f"requests.{row}.total")

    unpaid = total("other.fee_unpaid")
    return {
        "agency": truth.agency,
        "name": truth.agency,
        "year": truth.year,
        "last": truth.year - 1,
        "before_last": truth.year - 2,
        "next": truth.year + 1,
        "year_han": "".join(_HAN[int(digit)] for digit in str(truth.year)),
        "next_han": "".join(_HAN[int(digit)] for digit in str(truth.year + 1)),
        "items": rng.randint(21, 900),
        "few": rng.randint(2, 9),
        "some": rng.randint(20, 300),
        "received": total("new_received"),
        "more": total("new_received") + total("carried_in") + total("total") + rng.randint(1, 9),
        "natural": _value(truth.cells, "requests.new_received.natural_person"),
        "carried_in": total("carried_in"),
        "carried_out": total("carried_out"),
        "granted": total("granted"),
        "partial": total("partially_granted"),
        "done": total("total"),
        "unpaid": unpaid,
        "notices": unpaid + rng.randint(0, 3),
        "in_force": _value(truth.cells, "disclosure.normative_documents.in_force"),
        "more_documents": _value(truth.cells, "disclosure.normative_documents.issued") + 7,
        "issued": _value(truth.cells, "disclosure.normative_documents.issued"),
    }


def _worded(paper: Paper, rng: Random) -> Truth:
    truth, given = paper.truth, words("careful")

    def one(key: str) -> str:
        return paper.say(rng.choice(given[key]))

    def several(key: str) -> tuple[str, ...]:
        return tuple(paper.say(text) for text in rng.choice(given[key]))

    new = truth.year >= 2021
    zero = not any(paper.holes[key] for key in ("received", "carried_in"))
    on_request = (
        "on_request_zero" if zero else "on_request" if paper.holes["received"] else "on_request_carried"
    )
    aspects = ["active", on_request]
    if new or paper.kind != "bureau" or rng.random() < 0.6:
        aspects += ["management", "platform", "supervision"]
    number = rng.choice(["（{}）", "{}", "{}."])
    numerals = "一二三四五" if "（" in number else "12345"
    front = [number.format(numeral) if number != "{}" else "" for numeral in numerals]
    overview = (one("openings"), *(mark + one(key) for mark, key in zip(front, aspects, strict=False)))
    quiet = not any(value and value != "0" for i, value in truth.cells.items() if i.startswith("remedies."))
    texts = (
        overview,
        (),
        several("before_requests"),
        several("before_remedies_zero") if quiet else (),
        several("problems"),
        several("others_unpaid" if paper.holes["unpaid"] else "others" if new else "others_old"),
    )
    sections = tuple(
        Section(n, f"{'一二三四五六'[n - 1]}、{HEADINGS[n - 1]}", text) for n, text in enumerate(texts, 1)
    )
    return replace(
        truth,
        title=one("titles"),
        preamble=one("preambles"),
        sections=sections,
        signoff=(truth.agency, _day(truth.year + 1, rng.randint(4, _LATEST.get(paper.kind, 31)), rng)),
    )


def _day(year: int, number: int, rng: Random) -> str:
    day = date(year, 1, 1) + timedelta(days=number - 1)
    return rng.choice(
        [f"{day.year}年{day.month}月{day.day}日", f"{day.year}年{day.month:02}月{day.day:02}日"]
    )
