"""What a law module keeps after the first reading is what a second reading finds."""

from __future__ import annotations

import dataclasses
import importlib
import inspect
import pkgutil
from collections.abc import Callable, Mapping
from typing import Any

import pytest

import gongkai.law

KEPT = {
    f"{module.name}.{name}": value
    for module in pkgutil.iter_modules(gongkai.law.__path__)
    for name, value in vars(importlib.import_module(f"gongkai.law.{module.name}")).items()
    if hasattr(value, "cache_info")
    and value.__module__ == f"gongkai.law.{module.name}"
    and not inspect.signature(value).parameters
}


@pytest.mark.parametrize("name", KEPT)
def test_read_again_it_is_the_same(name: str) -> None:
    assert plain(KEPT[name].__wrapped__()) == plain(KEPT[name]())


def plain(value: Any) -> Any:
    """A value with its fields laid open: forms and calendars are equal only to themselves otherwise."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        return type(value), {
            field.name: plain(getattr(value, field.name)) for field in dataclasses.fields(value)
        }
    if isinstance(value, Mapping):
        return {key: plain(each) for key, each in value.items()}
    if isinstance(value, tuple | list):
        return [plain(each) for each in value]
    return value


def test_two_different_values_are_seen() -> None:
    names: list[Callable[[], Any]] = [KEPT["calendar.national"], KEPT["settings.national"]]
    assert plain(names[0]()) != plain(names[1]())
