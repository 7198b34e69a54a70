"""Findings as JSON: what is printed is what the schema promises, and a finding keeps its name."""

from __future__ import annotations

from dataclasses import replace

from gongkai.check.payload import FINDINGS, SCHEMA, identities, outcome_payload
from gongkai.check.run import Outcome, check
from gongkai.model.place import Place
from gongkai.model.shape import Mistakes
from tests.check.cases import report


def outcome() -> Outcome:
    return check(report({"table": {"new_received": 3}, "rows": {"requests.granted": [None] * 7}}))


def test_what_is_printed_is_what_the_schema_promises() -> None:
    told = {"file": "报告.docx", "agency": None, "year": 2021, "form": "2021", **outcome_payload(outcome())}
    mistakes = Mistakes()
    FINDINGS.check({"schema": SCHEMA, "profile": "national", "reports": [told], "years": []}, "", mistakes)
    assert mistakes.found == []


def test_every_finding_of_a_report_has_a_name_of_its_own() -> None:
    names = identities(outcome().findings)
    assert len(set(names)) == len(names) > 2


def test_two_findings_alike_get_two_names() -> None:
    (first, *_) = outcome().findings
    assert len(set(identities([first, first]))) == 2


def test_a_finding_keeps_its_name_when_the_document_is_laid_out_anew() -> None:
    moved = [replace(finding, place=Place(page=9, line=300)) for finding in outcome().findings]
    assert identities(moved) == identities(outcome().findings)
