"""Figures and indicators, each defined once in ``corpus/data/indicators.yaml``, and what they are in SQL."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from importlib import resources

from gongkai.corpus.store.schema import cell_forms
from gongkai.corpus.store.views import quoted
from gongkai.law import loader
from gongkai.law.forms import forms

_KEY = re.compile("[a-z_]+")


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
    """All of them."""
    file = "indicators.yaml"
    return definitions_from(
        resources.files("gongkai.corpus").joinpath("data", file).read_text("utf-8"), file=file
    )


def definitions_from(text: str, *, file: str) -> Definitions:
    """What the text of such a file defines. Raises :class:`~gongkai.law.loader.LawFileError` with every mistake."""
    found = loader.load(text, Definitions, file=file)
    loader.hold(file, _mistakes(found))
    return found


def _mistakes(found: Definitions) -> Iterator[str]:
    """What no shape forbids: names that are taken, cells that no form has, a cell added twice, a floor that holds nothing up."""
    for kind in (found.figures, found.indicators):
        for named in ([each.key for each in kind], [each.label for each in kind]):
            yield from (f"「{name}」定义了不止一次。" for name, times in Counter(named).items() if times > 1)
        yield from (
            f"代码「{each.key}」要当列名用，只能是小写字母和下划线。"
            for each in kind
            if not _KEY.fullmatch(each.key)
        )
    for figure in found.figures:
        yield from _of_sum(figure.label, figure.cells)
    for share in found.indicators:
        yield from _of_sum(f"{share.label}的分子", share.numerator)
        yield from _of_sum(f"{share.label}的分母", share.denominator)
        if share.floor < 1:
            yield f"「{share.label}」的 floor 是 {share.floor}；分母至少要 1 件，才有比例。"


def _of_sum(label: str, patterns: tuple[str, ...]) -> Iterator[str]:
    if not patterns:
        yield f"「{label}」没有写是哪几格。"
    yield from (f"「{label}」：没有哪个格式有「{each}」这一格。" for each in patterns if not cells(each))
    added_up = Counter(cell for each in patterns for cell in cells(each))
    yield from (f"「{label}」把「{cell}」加了 {times} 次。" for cell, times in added_up.items() if times > 1)
    if len({_units()[cell] for cell in added_up}) > 1:
        yield f"「{label}」把件数和金额加在了一起。"


@cache
def _units() -> dict[str, str]:
    return {cell.id: cell.unit for form in forms().values() for cell in form.cells.values()}


@cache
def cells(pattern: str) -> tuple[str, ...]:
    """The cells of the forms, without those of undivided rows, that a pattern stands for."""
    divided = {cell for form in forms().values() for cell in form.cells}
    return tuple(cell for cell in cell_forms() if cell in divided and fnmatchcase(cell, pattern))


def added(patterns: tuple[str, ...]) -> str:
    """The sum in SQL: nothing where one of the cells states no number, for a blank is no zero."""
    every = [cell for pattern in patterns for cell in cells(pattern)]
    if len(every) == 1:
        return quoted(every[0])
    return "(" + " + ".join(f"{quoted(cell)}::HUGEINT" for cell in every) + ")"


def _none(key: str) -> Indicator:
    raise KeyError(key)
