"""Steps of a calculation, as every command prints them for programs."""

from __future__ import annotations

from typing import Any

from gongkai.law.step import Step


def step_values(step: Step) -> dict[str, Any]:
    return {
        "day": step.day and step.day.isoformat(),
        "says": step.says,
        "basis": list(step.basis),
        "cited": step.cited,
        "setting": step.setting,
    }
