"""What is read from reports of the invented county, whole and damaged, to the last place and proof.

One cell, section or statement a line, so that a change of the golden file reads like a change of code.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from gongkai.model.payload import from_payload, to_payload
from gongkai.read.report import read_file

REPORTS = Path(__file__).parents[2] / "examples" / "reports"
FILES = (
    "云溪县财政局2021.docx",
    "云溪县农业农村局2022.html",
    "云溪县水务局2020.md",
    "云溪县自然资源局2024.pdf",
    "云溪县审计局2023.xlsx",
    "云溪县教育局2019.txt",
    "云溪县白石镇人民政府2022.txt",
    "云溪县柳林乡人民政府2021.txt",
)


@pytest.mark.parametrize("name", FILES)
def test_a_report_reads_as_it_did(name: str, golden: Callable[[str, str], None]) -> None:
    payload = to_payload(read_file(REPORTS / name))
    assert to_payload(from_payload(json.loads(json.dumps(payload)))) == payload
    payload["source"].pop("digest")  # the same report saved again is another file
    golden(f"read/{Path(name).stem}.json", _lines(payload))


def _lines(payload: dict[str, Any]) -> str:
    return "{\n" + ",\n".join(f"{_one(key)}: {_value(value)}" for key, value in payload.items()) + "\n}\n"


def _value(value: object) -> str:
    if isinstance(value, dict) and value:
        return "{\n" + ",\n".join(f"  {_one(key)}: {_one(item)}" for key, item in value.items()) + "\n}"
    if isinstance(value, list) and value:
        return "[\n" + ",\n".join(f"  {_one(item)}" for item in value) + "\n]"
    return _one(value)


def _one(value: object) -> str:
    return json.dumps(value, ensure_ascii=False)
