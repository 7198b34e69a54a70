"""Findings for programs, ``gongkai-findings/1``."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Any

from gongkai.check.run import Outcome
from gongkai.cli.findings import Checked, Checks, Years
from gongkai.model.place import Place

SCHEMA = "gongkai-findings/1"


def findings_json(checks: Checks) -> str:
    """One object: every file with its findings and doubts, then the years of each organ."""
    whole = {
        "schema": SCHEMA,
        "profile": checks.profile,
        "reports": [_report(checked) for checked in checks.reports],
        "years": [_years(years) for years in checks.years],
    }
    return json.dumps(whole, ensure_ascii=False, indent=2) + "\n"


def _report(checked: Checked) -> dict[str, Any]:
    report = checked.report
    said = {"file": str(checked.path), "agency": report.agency, "year": report.year, "form": report.form}
    return said | _outcome(checked.outcome)


def _years(years: Years) -> dict[str, Any]:
    return {"agency": years.agency, "years": list(years.years)} | _outcome(years.outcome)


def _outcome(outcome: Outcome) -> dict[str, Any]:
    return {
        "findings": [asdict(finding) | {"place": _place(finding.place)} for finding in outcome.findings],
        "cannot_tell": [asdict(doubt) | {"place": _place(doubt.place)} for doubt in outcome.cannot_tell],
    }


def _place(place: Place) -> dict[str, Any]:
    return {part: value for part, value in asdict(place).items() if value is not None}
