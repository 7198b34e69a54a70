"""Findings for programs, ``gongkai-findings/1``."""

from __future__ import annotations

from typing import Any

from gongkai.check.payload import SCHEMA, outcome_payload
from gongkai.cli.findings import Checked, Checks, Years
from gongkai.cli.output import as_json


def findings_json(checks: Checks) -> str:
    """One object: every file with its findings and doubts, then the years of each organ."""
    whole = {
        "schema": SCHEMA,
        "profile": checks.profile,
        "reports": [_report(checked) for checked in checks.reports],
        "years": [_years(years) for years in checks.years],
    }
    return as_json(whole)


def _report(checked: Checked) -> dict[str, Any]:
    report = checked.report
    said = {"file": str(checked.path), "agency": report.agency, "year": report.year, "form": report.form}
    return said | outcome_payload(checked.outcome)


def _years(years: Years) -> dict[str, Any]:
    return {"agency": years.agency, "years": list(years.years)} | outcome_payload(years.outcome)
