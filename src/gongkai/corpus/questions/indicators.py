"""Figures and indicators, each defined once in ``corpus/data/indicators.yaml``, and what they are in SQL."""

from __future__ import annotations

from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from importlib import resources

from gongkai.corpus.store.schema import cell_forms
from gongkai.corpus.store.views import quoted
from gongkai.law import loader
from gongkai.law.forms import forms


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that a report states, or the sum of several. ``cells`` may hold patterns."""

    key: str
    label: str
    cells: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Indicator:
    """A share. Below ``floor`` in the denominator a single case weighs too much for a rank."""

    key: str
    label: str
    says: str
    numerator: tuple[str, ...]
    denominator: tuple[str, ...]
    floor: int

    @property
    def definition(self) -> str:
        return f"{self.label}：{self.says}。"


@dataclass(frozen=True, slots=True)
class Definitions:
    figures: tuple[Figure, ...]
    indicators: tuple[Indicator, ...]

    def indicator(self, key: str) -> Indicator:
        """By key or label. Raises KeyError."""
        return next((each for each in self.indicators if key in {each.key, each.label}), None) or _none(key)


@cache
def definitions() -> Definitions:
    """All of them. A cell that no form has is a mistake of the file."""
    file = "indicators.yaml"
    text = resources.files("gongkai.corpus").joinpath("data", file).read_text("utf-8")
    found = loader.load(text, Definitions, file=file)
    stated = [cell for each in found.figures for cell in each.cells]
    stated += [cell for each in found.indicators for cell in (*each.numerator, *each.denominator)]
    if unknown := sorted({cell for cell in stated if not cells(cell)}):
        raise loader.LawFileError([f"{file}：没有哪个格式有「{cell}」这一格。" for cell in unknown])
    return found


@cache
def cells(pattern: str) -> tuple[str, ...]:
    """The cells of the forms, without those of undivided rows, that a pattern stands for."""
    divided = {cell for form in forms().values() for cell in form.cells}
    return tuple(cell for cell in cell_forms() if cell in divided and fnmatchcase(cell, pattern))


def added(patterns: tuple[str, ...]) -> str:
    """The sum in SQL: nothing where one of the cells states no number, for a blank is no zero."""
    every = [cell for pattern in patterns for cell in cells(pattern)]
    return "(" + " + ".join(f"{quoted(cell)}::HUGEINT" for cell in every) + ")"


def _none(key: str) -> Indicator:
    raise KeyError(key)
