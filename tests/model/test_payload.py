"""A report as JSON: nothing is lost, and nothing that is not a report gets in."""

from __future__ import annotations

import json
import subprocess
import sys
from copy import deepcopy
from dataclasses import fields, replace
from datetime import date
from decimal import Decimal
from pathlib import Path
from typing import Any

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from gongkai.law.forms import forms
from gongkai.model.cell import Amount, Blank, Cell, Count, Missing, Repair, Unreadable
from gongkai.model.document import Format
from gongkai.model.payload import NotAReport, from_payload, report_schema, to_payload
from gongkai.model.payload_shape import PLACE as PLACE_SHAPE
from gongkai.model.place import Place
from gongkai.model.report import Damage, Fact, Label, Passage, Report, Section, Signoff, Source
from tests.write import reports

SCHEMA = Path(__file__).parent.parent.parent / "schemas" / "gongkai-report-1.json"

TEXT = st.text(st.characters(codec="utf-8"), max_size=12)
PLACE = st.builds(
    Place,
    page=st.none() | st.integers(1, 9),
    line=st.none() | st.integers(1, 999),
    sheet=st.none() | TEXT,
    table=st.none() | st.just("requests"),
    start=st.none() | st.integers(0, 9999),
)
REPAIR = st.none() | st.builds(Repair, st.none() | TEXT, st.lists(TEXT, max_size=2).map(tuple))
DECIMAL = st.decimals(allow_nan=False, allow_infinity=False, places=4, min_value=-(10**9), max_value=10**9)
GAP = (
    st.builds(Blank, TEXT, PLACE, REPAIR)
    | st.builds(Missing, PLACE)
    | st.builds(
        Unreadable,
        TEXT,
        PLACE,
        st.lists(st.none() | st.integers(0, 99) | DECIMAL, max_size=3).map(tuple),
        st.lists(TEXT, max_size=2).map(tuple),
    )
)
CELLS: dict[str, st.SearchStrategy[Cell]] = {
    "count": GAP | st.builds(Count, st.integers(0, 10**12), TEXT, PLACE, REPAIR),
    "change": GAP | st.builds(Count, st.integers(-(10**6), 10**6), TEXT, PLACE, REPAIR),
    "amount": GAP | st.builds(Amount, DECIMAL, TEXT, PLACE, REPAIR),
}
PASSAGE = st.builds(Passage, TEXT, PLACE)
SECTION = st.builds(
    Section, st.integers(0, 6), TEXT, st.none() | PASSAGE, st.lists(PASSAGE, max_size=3).map(tuple)
)
SIGNOFF = st.builds(Signoff, st.none() | PASSAGE, st.none() | PASSAGE, st.none() | st.dates(date(2009, 1, 1)))
FACT = st.builds(
    Fact,
    TEXT,
    st.none() | st.integers() | DECIMAL,
    st.none() | TEXT,
    TEXT,
    PLACE,
    st.booleans(),
    st.integers(0, 6),
)
SOURCE = st.builds(Source, TEXT, st.sampled_from(Format), TEXT, st.lists(TEXT, max_size=2).map(tuple))


@st.composite
def any_report(draw: st.DrawFn) -> Report:
    """A report in any condition: a few cells of any state, every other part filled or not."""
    version = draw(st.sampled_from(sorted(forms())))
    ids = draw(st.lists(st.sampled_from(sorted(forms()[version].cells)), max_size=4, unique=True))
    return Report(
        agency=draw(st.none() | TEXT),
        year=draw(st.none() | st.integers(2000, 2030)),
        title=draw(st.none() | PASSAGE),
        form=version,
        cells={cell_id: draw(CELLS[forms()[version].cells[cell_id].unit]) for cell_id in ids},
        tables={cell_id.partition(".")[0]: version for cell_id in ids},
        sections=draw(st.lists(SECTION, max_size=2).map(tuple)),
        signoff=draw(st.none() | SIGNOFF),
        facts=draw(st.lists(FACT, max_size=2).map(tuple)),
        labels=draw(st.lists(st.builds(Label, TEXT, TEXT, PLACE, st.booleans()), max_size=1).map(tuple)),
        damage=draw(st.lists(st.builds(Damage, TEXT, PLACE, TEXT), max_size=1).map(tuple)),
        source=draw(st.none() | SOURCE),
    )


@given(any_report())
def test_what_goes_out_comes_back(report: Report) -> None:
    assert from_payload(json.loads(json.dumps(to_payload(report)))) == report


@pytest.mark.parametrize("version", ["2019", "2021"])
def test_a_whole_report_comes_back(version: str) -> None:
    report = reports.report(version, 7, reports.Odds(blank=0.2, undivided=True))
    assert from_payload(to_payload(report)) == report


@given(any_report())
def test_every_payload_fits_the_published_schema(report: Report) -> None:
    jsonschema.Draft202012Validator(json.loads(SCHEMA.read_text("utf-8"))).validate(
        json.loads(json.dumps(to_payload(report)))
    )


def test_the_published_schema_is_the_one_that_is_checked() -> None:
    assert json.loads(SCHEMA.read_text("utf-8")) == report_schema()
    jsonschema.Draft202012Validator.check_schema(report_schema())


def test_a_payload_reads_as_the_design_shows_it() -> None:
    place = Place(table="requests", line=61, row=9, column=4)
    cell = Count(2, "2", place, Repair(None, ("本列合计为 2",)))
    report = Report(
        "云溪县财政局", 2021, None, "2021", {"requests.granted.natural_person": cell}, {"requests": "2021"}
    )
    found = to_payload(report)
    assert found["schema"] == "gongkai-report/1"
    assert found["form_required"] == "2021"
    assert found["cells"] == {
        "requests.granted.natural_person": {
            "state": "count",
            "value": 2,
            "text": "2",
            "place": {"table": "requests", "line": 61, "row": 9, "column": 4},
            "repair": {"as_printed": None, "because": ["本列合计为 2"]},
        }
    }


def test_money_keeps_the_digits_that_were_printed() -> None:
    report = replace(small(), cells={"disclosure.fees.amount": Amount(Decimal("18.8710"))})
    assert to_payload(report)["cells"]["disclosure.fees.amount"]["value"] == "18.8710"
    assert str(from_payload(to_payload(report)).cells["disclosure.fees.amount"]) == str(
        Amount(Decimal("18.8710"))
    )


def small() -> Report:
    return Report(
        "云溪县财政局", 2023, Passage("年度报告"), "2021", {"disclosure.fees.amount": Amount(Decimal(0))}, {}
    )


def broken(**parts: Any) -> dict[str, Any]:
    return deepcopy(to_payload(small())) | parts


TWO_TEXTS = {"number": 1, "role": "overview", "heading": None, "text": "甲", "paragraphs": [{"text": "乙"}]}
ZERO = {"state": "count", "value": 0}


@pytest.mark.parametrize(
    ("payload", "words"),
    [  # what is handed in, and words of the refusal
        (None, ["最外层", "对象"]),
        (broken(schema="gongkai-report/2"), ["schema", "gongkai-report/1"]),
        (broken(form="2020"), ["form", "2019、2021"]),
        (broken(agnecy="云溪县财政局"), ["agnecy", "agency"]),
        (broken(year="2023"), ["year", "整数"]),
        (broken(year=True), ["year", "整数"]),
        (broken(cells={"requests.granted.natural_persn": ZERO}), ["cells.requests.granted.natural_persn", "natural_person"]),
        (broken(cells={"disclosure.regulations.made": ZERO}), ["disclosure.regulations.made", "2021 年格式"]),
        (broken(cells={"disclosure.fees.amount": ZERO}), ["disclosure.fees.amount.state", "amount"]),
        (broken(cells={"disclosure.fees.amount": {"state": "amount", "value": 0.38}}), ["value"]),
        (broken(cells={"disclosure.fees.amount": {"state": "amount", "value": "3万"}}), ["value", "3万", "小数"]),
        (broken(cells={"remedies.reconsideration.total": {"state": "count", "value": -1}}), ["value", "0"]),
        (broken(cells={"remedies.reconsideration.total": {"state": "blank", "value": 0}}), ["value", "null"]),
        (broken(cells={"remedies.reconsideration.total": {"state": "count"}}), ["value", "缺少"]),
        (broken(signoff={"body": None, "date": "20240119"}), ["signoff.date", "2022-01-19"]),
        (broken(sections=[TWO_TEXTS]), ["sections[0].text", "paragraphs"]),
    ],
)  # fmt: skip
def test_what_is_no_report_is_refused_with_its_path(payload: object, words: list[str]) -> None:
    with pytest.raises(NotAReport) as refused:
        from_payload(payload)
    for word in words:
        assert word in str(refused.value)


def test_all_mistakes_are_told_at_once() -> None:
    with pytest.raises(NotAReport) as refused:
        from_payload(broken(year="2023", agency=3, facts={}))
    assert [mistake.partition("：")[0] for mistake in refused.value.mistakes] == ["agency", "year", "facts"]


def test_every_part_of_a_place_has_a_shape() -> None:
    assert {part.name for part in fields(Place)} == PLACE_SHAPE.parts.keys()


def test_text_alone_makes_paragraphs() -> None:
    section = {"number": 1, "role": "overview", "heading": "一、总体情况", "text": "甲。\n乙。"}
    found = from_payload(broken(sections=[section])).sections[0]
    assert [passage.text for passage in found.paragraphs] == ["甲。", "乙。"]


def test_writing_json_needs_no_heavy_library() -> None:
    code = "import sys, gongkai.model.payload; sys.exit('pydantic' in sys.modules or 'lxml' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
