"""Findings as JSON, ``gongkai-findings/1``, and its published schema."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Iterable
from dataclasses import fields
from typing import Any

from gongkai.check.registry import PROFILES
from gongkai.check.run import Doubt, Outcome
from gongkai.model.finding import Cause, Finding, Severity
from gongkai.model.place import Place
from gongkai.model.shape import Items, Maybe, Record, Schema, Shape, Text, Whole

SCHEMA = "gongkai-findings/1"
LETTERS_SCHEMA = "gongkai-letter-findings/1"


def outcome_payload(outcome: Outcome) -> dict[str, Any]:
    """The findings, each with its id, and what could not be judged."""
    named = zip(identities(outcome.findings), outcome.findings, strict=True)
    return {
        "findings": [{"id": name, **_finding(finding)} for name, finding in named],
        "cannot_tell": [_doubt(doubt) for doubt in outcome.cannot_tell],
    }


def identities(findings: Iterable[Finding]) -> list[str]:
    """A name for every finding of one report that stays the same when the document is merely laid out anew.

    It hangs on the rule, the cells and the words quoted, not on lines and pages, so that what a person
    decided about a finding can be found again after the report was corrected elsewhere.
    """
    seen: Counter[str] = Counter()
    names = []
    for finding in findings:
        words = finding.quote if finding.cells else finding.quote or finding.says
        told = "\n".join((finding.code, *finding.cells, words))
        digest = hashlib.sha256(told.encode()).hexdigest()[:10]
        seen[digest] += 1
        names.append(digest if seen[digest] == 1 else f"{digest}-{seen[digest]}")
    return names


def findings_schema() -> Schema:
    """The JSON Schema of ``gongkai-findings/1``, as published in ``schemas/gongkai-findings-1.json``."""
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "gongkai-findings-1.json",
        "title": "年度报告检查结果（gongkai-findings/1）",
        **FINDINGS.schema(),
    }


def letter_findings_schema() -> Schema:
    """The JSON Schema of ``gongkai-letter-findings/1``: what is wrong with letters."""
    letters = Record({"file": Text(), **_OUTCOME})
    return {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "$id": "gongkai-letter-findings-1.json",
        "title": "文书检查结果（gongkai-letter-findings/1）",
        **Record({"schema": Text(only=(LETTERS_SCHEMA,)), "letters": Items(letters)}).schema(),
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "code": finding.code,
        "name": finding.name,
        "severity": finding.severity.value,
        "cause": finding.cause.value,
        "place": _place(finding.place),
        "says": finding.says,
        "basis": list(finding.basis),
        "remedy": finding.remedy,
        "quote": finding.quote,
        "cells": list(finding.cells),
    }


def _doubt(doubt: Doubt) -> dict[str, Any]:
    return {
        "code": doubt.code,
        "name": doubt.name,
        "why": doubt.why,
        "place": _place(doubt.place),
        "cells": list(doubt.cells),
    }


def _place(place: Place) -> dict[str, Any]:
    parts = ((part.name, getattr(place, part.name)) for part in fields(place))
    return {name: value for name, value in parts if value is not None}


_CODE = Text(pattern=r"[A-Z]{3}[0-9]{3}", remedy="应当是三个大写字母加三位数字")
_PLACE_PARTS: dict[str, Shape] = {
    part.name: Text() if part.name in {"sheet", "table"} else Whole(0) for part in fields(Place)
}
_PLACE = Record(_PLACE_PARTS, may_miss=frozenset(_PLACE_PARTS))
_FINDING = Record(
    {
        "id": Text(),
        "code": _CODE,
        "name": Text(),
        "severity": Text(only=tuple(severity.value for severity in Severity)),
        "cause": Text(only=tuple(cause.value for cause in Cause)),
        "place": _PLACE,
        "says": Text(),
        "basis": Items(Text()),
        "remedy": Text(),
        "quote": Text(),
        "cells": Items(Text()),
    }
)
_DOUBT = Record({"code": _CODE, "name": Text(), "why": Text(), "place": _PLACE, "cells": Items(Text())})
_OUTCOME: dict[str, Shape] = {"findings": Items(_FINDING), "cannot_tell": Items(_DOUBT)}
_REPORT = Record(
    {"file": Text(), "agency": Maybe(Text()), "year": Maybe(Whole()), "form": Maybe(Text()), **_OUTCOME}
)
FINDINGS = Record(
    {
        "schema": Text(only=(SCHEMA,)),
        "profile": Text(only=PROFILES),
        "reports": Items(_REPORT),
        "years": Items(Record({"agency": Text(), "years": Items(Whole()), **_OUTCOME})),
    }
)
