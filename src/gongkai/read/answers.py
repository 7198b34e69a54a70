"""Answers of worker processes, unpickled without trust: plain values of the model and nothing that could run.

A worker has opened an untrusted file. Were it taken over, its answer must still not run code in the parent.
"""

from __future__ import annotations

import io
import pickle
from collections.abc import Callable
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from functools import cache
from importlib import import_module
from operator import attrgetter
from typing import Any

_MODEL = "gongkai.model."
_PLAIN: dict[tuple[str, str], Callable[..., object]] = {
    ("decimal", "Decimal"): Decimal,
    ("datetime", "date"): date,
    ("builtins", "set"): set,
    ("builtins", "frozenset"): frozenset,
}
_FAULTS = (
    pickle.UnpicklingError, EOFError, AttributeError, ImportError, IndexError, KeyError, TypeError, ValueError,
    RecursionError, MemoryError, OverflowError, ArithmeticError,
)  # fmt: skip # what a malformed pickle raises


class Tampered(ValueError):
    """An answer that is not made of the values a reader gives."""


def pack(value: object) -> bytes:
    packed = io.BytesIO()
    _Quick(packed, protocol=5).dump(value)
    return packed.getvalue()


def unpack(answer: bytes) -> object:
    """The value of an answer. Raises :class:`Tampered`."""
    try:
        return _Careful(io.BytesIO(answer)).load()
    except _FAULTS as error:
        raise Tampered(f"{type(error).__name__}: {error}") from error


class _Quick(pickle.Pickler):
    """Writes a dataclass as a call of its constructor: several times faster, both ways, than field by field.

    A member of an enumeration by its value: Python before 3.11.4 would name a function that finds it.
    """

    def reducer_override(self, value: object) -> Any:
        kind = type(value)
        if is_dataclass(kind):
            return kind, _parts(kind)(value)
        return (kind, (value.value,)) if isinstance(value, Enum) else NotImplemented


@cache
def _parts(kind: type) -> Callable[[object], tuple[object, ...]]:
    """The values of the fields in the order of the constructor."""
    names = [field.name for field in fields(kind)]
    if len(names) < 2:
        return lambda value: tuple(getattr(value, name) for name in names)
    return attrgetter(*names)


class _Careful(pickle.Unpickler):
    def find_class(self, module: str, name: str) -> object:
        if (module, name) in _PLAIN:
            return _PLAIN[module, name]
        if module.startswith(_MODEL) and "." not in name:
            found = getattr(import_module(module), name, None)
            if isinstance(found, type) and found.__module__ == module:
                return _member(found) if issubclass(found, Enum) else found
        raise pickle.UnpicklingError(f"{module}.{name} is no value of the model")


def _member(kind: type[Enum]) -> Callable[[object], Enum]:
    """In place of the class itself, whose attributes a pickle could set."""

    def member(value: object) -> Enum:
        return kind(value)

    return member
